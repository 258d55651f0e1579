"""HTML handouts: one file, escaped, with all that the form says."""

import os
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from studydeck.emit.html import html
from studydeck.emit.pdf import OUTPUTS
from studydeck.form import Choice, Form, Part, Picture, Question, compile_form
from tests.paper import bridges

VOID = {"meta", "br", "hr", "img", "input", "link"}
GOLDEN = Path(__file__).parents[1] / "golden"


class Reader(HTMLParser):
    """Collects the text and holds the tags to being closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, str] = {}
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.attributes |= {name: value or "" for name, value in attrs}
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data.split()


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def form(tmp_path_factory) -> Form:
    made, _ = compile_form(bridges(tmp_path_factory.mktemp("bridges")), "all", "test", "A")
    assert made is not None
    return made


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_output_is_whole_and_needs_no_other_file(form: Form, output: str) -> None:
    assert read(html(form, output)).links == []


def test_the_paper_asks_all_and_tells_nothing(form: Form) -> None:
    text = " ".join(read(html(form, "paper")).words)
    for part in form.parts:
        for question in part.questions:
            assert question.prompt in text
            assert all(choice.text in text for choice in question.choices)
    assert "Letters at a glance" not in text
    assert "Notes on bridges" not in text
    assert "not a railway bridge" not in text


def test_the_key_tells_answer_and_citation(form: Form) -> None:
    text = " ".join(read(html(form, "key")).words)
    for part in form.parts:
        for question in part.questions:
            assert question.answer in text
            assert all(where in text for _, where in question.proofs)


def test_what_an_author_writes_is_text() -> None:
    text = "<script>alert(1)</script> & {{ 7*7 }} \"quoted\" 'single'"
    question = Question(
        1, text, "choose", text, text, passage=(text,), choices=(Choice("A", text),), letters="A",
        picture=Picture('png" onerror="x', "QQ==", text, text), also=(text,), explanation=text,
        reasons=((text, text),), proofs=((text, text),), variants=((text, text, text),),
        notes=(text,),
    )  # fmt: skip
    form = Form(
        text, "d", "f", text, "A", instructions=text, header=(text,), licence=text,
        parts=(Part(text, 2, 2, (question,)),), points=2,
    )  # fmt: skip
    for output in OUTPUTS:
        reader = read(html(form, output))
        assert " ".join(reader.words).count(text) >= 3
        assert "49" not in reader.words
        assert "script" not in reader.tags
        assert not any(name.startswith("on") for name in reader.attributes)


def test_headings_are_in_order_and_the_language_is_told(form: Form) -> None:
    for output in OUTPUTS:
        text = html(form, output)
        levels = [int(tag[1]) for tag in read(text).tags if tag in {"h1", "h2", "h3"}]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert '<html lang="en">' in text


def test_a_picture_goes_with_the_file() -> None:
    picture = Picture("jpg", "QUJD", "a bridge", "CC0")
    question = Question(1, "b/a", "write", "What is this?", "a bridge", picture=picture)
    form = Form("P", "d", "f", "T", "A", parts=(Part("", 1, 1, (question,)),))
    reader = read(html(form, "paper"))
    assert reader.links == ["data:image/jpeg;base64,QUJD"]
    assert ("alt", "a bridge") in reader.attributes.items()


@pytest.mark.parametrize("profile", ["standard", "large", "dyslexia"])
def test_a_profile_is_a_class_of_the_page(form: Form, profile: str) -> None:
    text = html(replace(form, layout={"profile": profile, "paper": "us-letter"}), "paper")
    assert f'<body class="{profile}">' in text
    assert "size: letter;" in text
    assert f"body.{profile}" in text or profile == "standard"


def test_the_handout_is_as_it_was(form: Form) -> None:
    """Rewrite the golden file with STUDYDECK_GOLDEN=1 and read the difference."""
    path = GOLDEN / "bridges-test-A.html"
    text = html(replace(form, outputs=("handout",)), "handout")
    if os.environ.get("STUDYDECK_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
