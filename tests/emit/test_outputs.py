"""PDF, HTML, Word and Markdown of one form say the same: what is on one is on all."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest

from studydeck.emit.docx import docx
from studydeck.emit.html import html
from studydeck.emit.markdown import markdown
from studydeck.emit.pdf import OUTPUTS, pdf
from studydeck.form import Dress, Form, compile_form
from tests.paper import DECK, ITEMS, bridges

FORMATS = ["pdf", "html", "docx", "md"]
pytestmark = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed"
)
MORE = """\
- id: which
  prompt: Which are types of bridges?
  answer: [Beam, arch]
  distractors: [Severn, Humber]
  unchecked: a test
  cite: p4
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory) -> Form:
    deck = DECK.replace(
        "- {title: Part II, select: {kinds: [set, order, matching, statement, cloze]}}",
        "- {title: Part II, select: {kinds: [order, matching, statement, cloze]}, word_bank: true}"
        "\n  - {title: Sets, items: [bridges/types]}"
        "\n  - {title: Several, items: [bridges/which], present: choose}",
    ).replace(
        "kinds: [number, date]}, points: 2", "kinds: [number, date]}, points: 2, present: type"
    )
    root = tmp_path_factory.mktemp("bridges")
    made, faults = compile_form(bridges(root, ITEMS + MORE, deck), "all", "test", "A")
    assert made is not None, faults
    return replace(made, look=Dress(letterhead="Riverside School", footer="Room 12"))


def words(form: Form, output: str, ending: str, tmp_path) -> str:
    """Read what stands in a file, on one line."""
    if ending == "pdf":
        data, faults = pdf(form, output)
        assert data is not None, faults
        path = tmp_path / "read.pdf"
        path.write_bytes(data)
        told = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
        return " ".join(told.stdout.decode().replace("-\n", "-").split())
    if ending == "html":
        body = html(form, output).partition("</style>")[2]
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
    if ending == "docx":
        with zipfile.ZipFile(BytesIO(docx(form, output))) as file:
            parts = [one for one in file.namelist() if re.search(r"document|footer", one)]
            told = " ".join(file.read(one).decode() for one in parts)
        spaced = re.sub(r"</w:p>|<w:tab/>", " ", told)
        return " ".join(unescape(re.sub(r"<[^>]*>", "", spaced)).split())
    return " ".join(markdown(form, output).replace("\\", "").split())


@pytest.mark.parametrize("ending", FORMATS)
def test_a_teachers_own_words_stand_on_every_output(form, ending: str, tmp_path) -> None:
    for output in OUTPUTS:
        text = words(form, output, ending, tmp_path)
        assert "Riverside School" in text
        assert "Room 12" in text
        assert "CC-BY-4.0" not in text
        assert form.digest in text


@pytest.mark.parametrize("ending", FORMATS)
def test_gaps_have_their_words_and_numbers_their_unit(form, ending: str, tmp_path) -> None:
    text = words(form, "paper", ending, tmp_path)
    assert re.search(r"Words to choose from:\W*Severn", text)
    after = text[text.index("How long is the Humber Bridge?") :]
    assert " metres" in after[: after.index("Part II")]


@pytest.mark.parametrize("ending", FORMATS)
def test_of_several_options_all_that_are_right_are_in_the_key(form, ending: str, tmp_path) -> None:
    (question,) = (one for one in form.questions if one.shape == "several")
    assert len(question.letters.split()) == 2
    text = words(form, "paper", ending, tmp_path)
    assert "Mark all that are right." in text
    assert all(one.text in text for one in question.choices)
    key = words(form, "key", ending, tmp_path)
    assert f"{question.number} {question.letters}" in key


@pytest.mark.parametrize("ending", FORMATS)
def test_the_key_has_the_numbers_of_every_version(form, ending: str, tmp_path) -> None:
    key = words(form, "key", ending, tmp_path)
    assert "Numbers in each version" in key
    told = key[key.index("Numbers in each version") :]
    for name, found in form.numbers:
        assert re.search(rf"{name}\W+{'[ |]+'.join(map(str, found))}\b", told)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_key_tells_each_passage_once_and_then_where(form, ending: str, tmp_path) -> None:
    key = words(form, "key", ending, tmp_path)
    for text, number in form.told_at.items():
        assert key.count(text) == 1
        rest = [q for q in form.questions if q.number > number and text in dict(q.proofs)]
        assert key.count(f"(text at {number})") >= len(rest)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_handout_has_its_passages_as_reading_text_once(form, ending: str, tmp_path) -> None:
    text = words(form, "handout", ending, tmp_path)
    for passage, _ in form.passages:
        assert text.count(passage) == 1
        assert text.index("Reading text") < text.index(passage) < text.index("Part I")


@pytest.mark.parametrize("ending", FORMATS)
def test_a_handout_has_the_answers_where_no_key_is_printed(form, ending: str, tmp_path) -> None:
    """For practice alone they stand at its end; a class gets the handout, and no key."""
    told = form.labels["glance"]
    assert told in words(replace(form, outputs=("handout",)), "handout", ending, tmp_path)
    with_key = replace(form, outputs=("handout", "key"))
    assert told not in words(with_key, "handout", ending, tmp_path)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_student_sees_nothing_of_the_key(form, ending: str, tmp_path) -> None:
    """Nor in the raw bytes of the file, and what it says of itself."""
    hidden = [q.explanation for q in form.questions] + [text for text, _ in form.passages]
    hidden += [where for _, where in form.passages] + ["at a glance", "not a railway bridge"]
    for output in ("paper", "answer-sheet"):
        text = words(form, output, ending, tmp_path)
        assert not [one for one in hidden if one and one in text]
    if ending == "docx":
        with zipfile.ZipFile(BytesIO(docx(form, "paper"))) as file:
            raw = b"".join(file.read(one) for one in file.namelist())
        assert not [one for one in hidden if one and one.encode() in raw]
