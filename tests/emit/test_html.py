"""HTML handouts: one file, escaped, with all that the form says."""

import os
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from studydeck.emit.html import html
from studydeck.form import Form, Part, Question, compile_form
from tests.paper import bridges

VOID = {"meta", "br", "hr", "img", "input", "link"}
GOLDEN = Path(__file__).parents[1] / "golden"


class Reader(HTMLParser):
    """Collects the text and holds the tags to being closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
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


@pytest.mark.parametrize("output", ["paper", "answer-sheet", "key", "teacher", "handout"])
def test_every_output_is_whole_and_needs_no_other_file(form: Form, output: str) -> None:
    assert read(html(form, output)).links == []


def test_the_paper_asks_all_and_tells_nothing(form: Form) -> None:
    text = " ".join(read(html(form, "paper")).words)
    for part in form.parts:
        for question in part.questions:
            assert question.prompt in text
            assert all(choice.text in text for choice in question.choices)
    assert "Notes on bridges" not in text
    assert "not a railway bridge" not in text


def test_the_key_tells_answer_and_citation(form: Form) -> None:
    text = " ".join(read(html(form, "key")).words)
    for part in form.parts:
        for question in part.questions:
            assert question.answer in text
            assert all(where in text for _, where in question.proofs)


def test_what_an_author_writes_is_text() -> None:
    asked = '<script>alert(1)</script> & {{ 7*7 }} "quoted"'
    question = Question(1, "b/a", "write", asked, 1, 1, (), (), (), "", asked, asked, (), (), ())
    form = Form("P", "d", "f", asked, "A", asked, 0, ("name",), {}, "en", "", 1,
                (Part(asked, 1, (question,)),), ("paper",))  # fmt: skip
    for output in ("paper", "key"):
        reader = read(html(form, output))
        assert asked in " ".join(reader.words)
        assert "49" not in reader.words


def test_the_handout_is_as_it_was(form: Form, request: pytest.FixtureRequest) -> None:
    """Rewrite the golden file with STUDYDECK_GOLDEN=1 and read the difference."""
    path = GOLDEN / "bridges-test-A.html"
    text = html(replace(form, project="Bridges"), "handout")
    if os.environ.get("STUDYDECK_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
