"""HTML handouts in real Chromium: usable by all, and printed without a split question."""

import base64
import os
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from studydeck.emit.html import html
from studydeck.emit.pdf import OUTPUTS
from studydeck.form import compile_form
from tests.browser import CHROMIUM, Browser
from tests.paper import ITEMS, bridges

AXE = os.environ.get("STUDYDECK_AXE", "")
MANY = "".join(
    f"- {{id: more-{n}, prompt: 'In which year was the Iron Bridge opened, in the words of {name}?',"
    " answer: 1781, distractors: {'1779': '', '1803': '', '1890': ''}, cite: p1}\n"
    for n, name in enumerate(map("".join, product("abcdefg", "hijklm")))
)
pytestmark = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("CI"), reason="chromium is not installed"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    made = Browser(tmp_path_factory.mktemp("chromium"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    root = tmp_path_factory.mktemp("bridges")
    made, faults = compile_form(bridges(root), "all", "test", "A")
    assert faults == ()
    return made


def opened(browser, folder, text, width=1200):
    page = folder / "page.html"
    page.write_text(text, encoding="utf-8")
    browser.open(page, width, touch=width < 600)


@pytest.mark.skipif(not AXE, reason="STUDYDECK_AXE does not name axe-core")
@pytest.mark.parametrize("output", OUTPUTS)
def test_axe_finds_nothing_serious(browser, form, tmp_path, output):
    """On a phone and on a desk, with the answers open."""
    found = []
    for width in (360, 1200):
        opened(browser, tmp_path, html(form, output), width)
        browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
        browser.run(Path(AXE).read_text("utf-8"))
        told = browser.run("axe.run(document).then(told => told.violations.map("
                           "one => [one.impact, one.id, one.nodes.map(n => n.html).join()]))")  # fmt: skip
        found += [(width, *one) for one in told if one[0] in {"serious", "critical"}]
    assert found == []


def test_the_answers_of_a_handout_open_by_keyboard(browser, form, tmp_path):
    """They are hidden until somebody asks for them."""
    opened(browser, tmp_path, html(replace(form, outputs=("handout",)), "handout"))
    answer = form.questions[0].answer
    seen = "document.querySelector('details.answers').innerText.includes"
    assert not browser.run(f"{seen}({answer!r})")
    browser.run("document.querySelector('summary').focus()")
    browser.key(" ")
    assert browser.run(f"{seen}({answer!r})")


def test_nothing_is_wider_than_a_phone(browser, form, tmp_path):
    for output in OUTPUTS:
        opened(browser, tmp_path, html(form, output), 360)
        assert browser.run("document.documentElement.scrollWidth") <= 360


def test_a_question_is_never_split_in_print(browser, tmp_path):
    """Forty and more: each stem stands on the page of its options."""
    made, _ = compile_form(bridges(tmp_path, ITEMS + MANY), "all", "handout", "A")
    opened(browser, tmp_path, html(made, "paper"))
    data = browser("Page.printToPDF", preferCSSPageSize=True)["data"]
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(data))
    told = subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", "-"],
                          capture_output=True, text=True, check=True).stdout  # fmt: skip
    pages = [" ".join(page.split()) for page in told.split("\f")]
    assert len(pages) > 3
    for question in made.questions:
        stem = " ".join(question.prompt.split())
        (page,) = (page for page in pages if stem in page)
        after = page[page.index(stem) :]
        assert all(choice.text in after for choice in question.choices)


def test_the_answers_are_printed_too(browser, form, tmp_path):
    """A closed disclosure keeps nothing from paper."""
    opened(browser, tmp_path, html(replace(form, outputs=("handout",)), "handout"))
    data = browser("Page.printToPDF", preferCSSPageSize=True)["data"]
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(data))
    told = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"],
                          capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert form.questions[0].explanation in " ".join(told.split())
