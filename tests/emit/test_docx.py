"""Word handouts: another's reader finds the texts, and LibreOffice opens them."""

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from studydeck.emit.docx import docx
from studydeck.emit.pdf import OUTPUTS
from studydeck.form import Choice, Form, Part, Picture, Question, compile_form
from tests.paper import bridges

GIF = "R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None and not os.environ.get("CI"), reason="soffice is not installed"
)


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    made, _ = compile_form(bridges(tmp_path_factory.mktemp("p")), "all", "test", "A")
    return made


def paragraphs(data):
    return Document(BytesIO(data)).paragraphs


def text_of(data):
    return "\n".join(one.text for one in paragraphs(data))


def test_every_question_stands_on_the_paper_in_order(form):
    text = text_of(docx(form, "paper"))
    places = [text.index(f"{one.number}. {one.prompt}") for one in form.questions]
    assert places == sorted(places)
    for question in form.questions:
        assert all(f"{one.letter}   {one.text}" in text for one in question.choices)


def test_a_student_sees_no_answer(form):
    """Nor in what the file says of itself."""
    data = docx(form, "paper")
    told = Document(BytesIO(data)).core_properties
    text = text_of(data) + told.comments + told.subject + told.keywords
    assert "✓" not in text
    for question in form.questions:
        assert question.explanation == "" or question.explanation not in text
        assert not any(passage and passage in text for passage, _ in question.proofs)


def test_the_key_tells_what_the_form_tells(form):
    text = text_of(docx(form, "key"))
    for question in form.questions:
        assert question.answer in text or question.criteria
        assert all(passage in text and where in text for passage, where in question.proofs)


def test_a_stem_stays_with_its_options(form):
    """Word keeps all but the last option on the page of what follows."""
    kept = [one.paragraph_format.keep_with_next for one in paragraphs(docx(form, "paper"))]
    texts = [one.text for one in paragraphs(docx(form, "paper"))]
    for question in form.questions:
        if question.choices and not question.left:
            asked = f"{question.number}. {question.prompt}"
            at = next(n for n, text in enumerate(texts) if text.startswith(asked))
            assert all(kept[at : at + len(question.choices)])


def test_the_same_form_gives_the_same_bytes(form):
    assert docx(form, "key") == docx(form, "key")


def test_texts_are_not_read_as_markup():
    """Nor do they break a line."""
    hostile = '<w:p/> & "x" ]]> \u202e \u2028 new\nline\ttab {MERGEFIELD}'
    question = Question(1, "a/b", "choose", hostile, hostile, choices=(Choice("A", hostile),),
                        letters="A", picture=Picture("gif", GIF, hostile, hostile))  # fmt: skip
    made = Form("P", "d", "f", hostile, "A", parts=(Part(hostile, 1, 1, (question,)),))
    shown = " ".join(hostile.split())
    for output in OUTPUTS:
        assert shown in text_of(docx(made, output))


def test_a_picture_has_its_words():
    """Those that Word cannot show are told."""
    question = Question(1, "a/b", "write", "What?", "It", picture=Picture("gif", GIF, "a canal"))
    made = Form("P", "d", "f", "T", "A", parts=(Part("", 1, 1, (question,)),))
    shape = Document(BytesIO(docx(made, "paper"))).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "a canal"
    told = replace(question, picture=Picture("svg", "PHN2Zy8+", "a canal"))
    assert "[a canal]" in text_of(docx(replace(made, parts=(Part("", 1, 1, (told,)),)), "paper"))


@needs_office
@pytest.mark.parametrize("output", OUTPUTS)
def test_libreoffice_opens_it(form, output, tmp_path):
    """And sets every prompt; its fields number the pages."""
    (tmp_path / "form.docx").write_bytes(docx(form, output))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    done = subprocess.run(
        [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         tmp_path / "form.docx"], capture_output=True, timeout=120, check=False)  # fmt: skip
    assert (tmp_path / "form.pdf").exists(), done.stderr
    told = subprocess.run(["pdftotext", "-layout", tmp_path / "form.pdf", "-"],
                          capture_output=True, text=True, check=True).stdout  # fmt: skip
    words = " ".join(told.split())
    assert "page 1 of " in words
    if output != "answer-sheet":
        for question in form.questions:
            assert " ".join(question.prompt.split())[:40] in words
