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
    """Give all words in their order, those of tables too."""
    blocks = Document(BytesIO(data)).iter_inner_content()
    return "\n".join(
        one.text if hasattr(one, "text") else "\n".join(c.text for r in one.rows for c in r.cells)
        for one in blocks
    )


def test_every_question_stands_on_the_paper_in_order(form):
    text = text_of(docx(form, "paper"))
    places = [text.index(f"{one.number}.\t{one.prompt}") for one in form.questions]
    assert places == sorted(places)
    for question in form.questions:
        assert all(f"{one.letter}   {one.text}" in text for one in question.choices)
        assert all(f"{n}  {one}" in text for n, one in enumerate(question.left, 1))


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


@pytest.mark.parametrize("profile", ["standard", "large"])
def test_a_stem_stays_with_its_options_and_its_lines(form, profile):
    """Word keeps each paragraph of a question but the last on the page of what follows."""
    form = replace(form, layout={"profile": profile})
    told = paragraphs(docx(form, "paper"))
    starts = [n for n, one in enumerate(told) if one.text.split("\t")[0].rstrip(".").isdigit()]
    assert len(starts) == len(form.questions)
    for question, start in zip(form.questions, starts, strict=True):
        end = next(
            n for n in range(start, len(told)) if not told[n].paragraph_format.keep_with_next
        )
        said = "".join(one.text for one in told[start : end + 1])
        assert question.left or all(one.text in said for one in question.choices)
        assert said.count("\t") >= question.lines


def test_options_of_one_word_stand_side_by_side_but_not_in_large_print(form):
    counts = {}
    for profile in ("standard", "large"):
        data = docx(replace(form, layout={"profile": profile}), "paper")
        counts[profile] = (
            sum("B   " in one.text for one in paragraphs(data)),
            sum("A   " in one.text and "B   " in one.text for one in paragraphs(data)),
        )
    assert counts["standard"][1] >= 3
    assert counts["large"][1] == 0


def test_headings_are_black_and_in_the_face_of_the_text(form):
    styles = Document(BytesIO(docx(form, "paper"))).styles
    for name in ("Title", "Heading 1", "Normal"):
        assert str(styles[name].font.color.rgb) == "000000"
        assert styles[name].font.name == "Georgia"


def test_a_paper_from_right_to_left():
    question = Question(1, "a/b", "write", "أين؟", "x", lines=1)
    made = Form("P", "d", "f", "T", "A", language="ar", parts=(Part("", 1, 1, (question,)),))
    shape = Document(BytesIO(docx(made, "paper"))).styles["Normal"].element.pPr
    order = [one.tag.partition("}")[2] for one in shape]
    assert order.index("bidi") < order.index("spacing"), "ECMA-376 has them in this order"


def test_the_same_form_gives_the_same_bytes(form):
    assert docx(form, "key") == docx(form, "key")


def test_texts_are_not_read_as_markup():
    """Nor do they break a line."""
    hostile = '<w:p/> & "x" ]]> \x07 \uffff \u2028 new\nline\ttab {MERGEFIELD}'
    question = Question(1, "a/b", "choose", hostile, hostile, choices=(Choice("A", hostile),),
                        letters="A", picture=Picture("gif", GIF, hostile, hostile))  # fmt: skip
    made = Form("P", "d", "f", hostile, "A", parts=(Part(hostile, 1, 1, (question,)),))
    shown = " ".join(hostile.split()).replace("\x07", "\ufffd").replace("\uffff", "\ufffd")
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
