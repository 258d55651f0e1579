"""PDFs are read back: nothing is lost, the key fits its paper, nothing an author writes acts."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.emit.pdf import OUTPUTS, pdf
from studydeck.form import Form, Part, Question, compile_form
from tests.paper import bridges

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed"
)
QUESTION = Question(1, "b/a", "write", "", 1, 1, (), (), (), "", "x", "", (), (), ())
FORM = Form("P", "d", "f", "T", "A", "", 0, ("name",), {}, "en", "", 1, (), ("paper",))


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return bridges(tmp_path_factory.mktemp("bridges"))


def asking(*prompts: str, **layout: str) -> Form:
    found = tuple(replace(QUESTION, number=n, prompt=p) for n, p in enumerate(prompts, 1))
    return replace(FORM, parts=(Part("", 1, found),), layout=layout)


def made(form: Form, output: str = "paper") -> bytes:
    data, faults = pdf(form, output)
    assert data is not None, faults
    return data


def read(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "read.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    )
    return unicodedata.normalize("NFKC", done.stdout.decode())


def plain(text: str) -> str:
    return " ".join(text.split())


@needs_poppler
def test_paper_and_key_agree_in_every_version(checked, tmp_path: Path) -> None:
    for version in "ABC":
        form, _ = compile_form(checked, "all", "test", version)
        assert form is not None
        paper, key = (read(made(form, output), tmp_path) for output in ("paper", "key"))
        for part in form.parts:
            for question in part.questions:
                assert plain(question.prompt).split(" (")[0][:40] in plain(paper)
                if question.shape != "choose":
                    continue
                letter = re.search(rf"\b{question.number}\. ([A-Z])\b", key)
                assert letter
                asked = paper[paper.index(f"{question.prompt[:30]}") :]
                shown = re.search(rf"\b{letter.group(1)} +(\S.*?)(?:  |\n)", asked)
                assert shown
                assert shown.group(1).strip() == question.answer.partition(":")[0]


@needs_poppler
def test_the_paper_gives_no_answer_away(checked, tmp_path: Path) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    data = made(form, "paper")
    paper = plain(read(data, tmp_path))
    assert "not a railway bridge" not in paper
    assert "Notes on bridges" not in paper
    assert "Letters at a glance" not in paper
    assert b"not a railway" not in data


@needs_poppler
def test_a_question_longer_than_a_page_loses_no_word(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(1500)]
    text = read(made(asking("short one", " ".join(words), "last one")), tmp_path)
    assert [word for word in words if word not in text] == []


@needs_poppler
@given(
    st.lists(
        st.text(
            st.characters(codec="latin-1", categories=("L", "N", "P", "S")), min_size=1, max_size=8
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back(tmp_path_factory, words: list[str]) -> None:
    text = " ".join(words)
    back = read(made(asking(text)), tmp_path_factory.mktemp("any"))
    wanted = unicodedata.normalize("NFKC", text)
    assert "".join(wanted.split()) in "".join(back.split())


@needs_poppler
@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "$x^2$",
        "*a* _b_ `c`",
        '#read("/etc/passwd")',
        "<b>x</b>",
        "{{ 7*7 }}",
        "@ref <lab>",
        "// c",
    ],
)
def test_nothing_that_an_author_writes_acts(text: str, tmp_path: Path) -> None:
    assert plain(text) in plain(read(made(asking(text)), tmp_path))


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("profile", ["standard", "large", "dyslexia"])
def test_every_output_is_tagged_pdf_for_all(checked, output: str, profile: str) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    data = made(
        replace(form, layout={"profile": profile, "columns": "2", "paper": "letter"}), output
    )
    assert b"pdfuaid" in data
    assert b"/StructTreeRoot" in data


def test_a_missing_glyph_is_a_finding_with_its_item() -> None:
    data, faults = pdf(asking("What is 上海合作组织?"), "paper")
    assert data is None
    assert [(one.code, one.item) for one in faults] == [("SD506", "b/a")]
    assert "上" in faults[0].message


def test_the_same_form_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from hashlib import sha256\nfrom pathlib import Path\n"
        "from studydeck.emit.pdf import pdf\nfrom studydeck.form import compile_form\n"
        "from tests.paper import bridges\n"
        "form, _ = compile_form(bridges(Path(sys.argv[2])), 'all', 'test', 'A')\n"
        "print(sha256(pdf(form, 'key')[0]).hexdigest())\n"
    )
    root = str(Path(__file__).parents[2])
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", script, root, str(tmp_path / seed)],
            env=env, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        digests.add(done.stdout.strip())
    assert len(digests) == 1
