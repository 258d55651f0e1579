"""What rests on a source that could not be read says nothing of its own: the cause is told once."""

import pytest

from studydeck.check import check
from studydeck.diagnostics import errors
from studydeck.emit.report import summary
from studydeck.load import load
from studydeck.model import Verdict

SOURCE = "questions/sources/book.yaml"
HEAD = "source: book\ntitle: A book\n"
TEXT = "The lake is 26 metres deep. Wren measured it in 1823.\n\nIt has three islands.\n"
ENTRIES = """\
    - {id: deep, prompt: How deep is Lake Wren?, answer: 26 metres, cite: book@p1}
    - {id: quoted, prompt: How deep is Lake Wren?, answer: 26 metres, cite: {at: book, quote: 26 metres}}
    - {id: view, prompt: How deep is the lake?, answer: 26 metres, claimed_by: Wren, cite: book@p1}
    - {id: why, prompt: Describe the lake., criteria: [It has three islands.], cite: book@p3}
    - id: never
      prompt: Which of these is the lake NOT?
      negated: true
      answer: dry
      distractors: [deep, measured]
      cite: book@p1
    - {id: backed, prompt: How deep is Lake Baikal?, answer: "1,642 metres", cite: p1, see: book@p1}
    - {id: surveyed, event: {what: a survey of the lake, date: 1823}, cite: book@p1, ask: {date: When?}}
    - {id: asked-nowhere, event: {what: a survey of the lake, date: 1823}, cite: book@p1}
    - {id: other, prompt: How large is Lake Superior?, answer: "82,200 square kilometres", cite: p1}
    """
ITEMS = {"deep", "quoted", "view", "why", "never", "backed", "surveyed.date"}

CAUSES = {
    "in Latin-1": (f"{HEAD}rights: own\ntext: book.txt\n", TEXT.replace("Wren", "Weiß").encode("latin-1"), "SD103"),
    "absent": (f"{HEAD}rights: own\ntext: book.txt\n", None, "SD125"),
    "misnamed": (f"{HEAD}rights: own\ntext: bok.txt\n", TEXT.encode(), "SD125"),
    "of wrong rights": (f"{HEAD}rights: mine\ntext: book.txt\n", TEXT.encode(), "SD120"),
    "with a control character": (f"{HEAD}rights: own\ntext: book.txt\n", b"\x07" + TEXT.encode(), "SD121"),
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_alone_is_told(run, tmp_path, cause):
    """Items on another source are judged as ever, and no item is called a private matter."""
    source, text, code = CAUSES[cause]
    (tmp_path / "questions/sources").mkdir(parents=True)
    if text:
        (tmp_path / "questions/sources/book.txt").write_bytes(text)
    checked, found = run(ENTRIES, **{SOURCE: source})
    assert [(one.code, one.item) for one in found if one.item != "water/other"] == [(code, "")]
    assert [one.code for one in found if one.item == "water/other"] == ["SD304"]
    unread = {key for key, finding in checked.findings.items() if finding.unread == "book"}
    assert unread == {f"water/{id}" for id in ITEMS}
    assert {checked.findings[key].verdict for key in unread} == {Verdict.UNCHECKED}
    assert {checked.findings[key].reason for key in unread} == {
        "the source 'book' could not be read"
    }
    assert "7 unchecked (7 not judged without 'book'); 2 errors" in summary(checked, found)
    assert checked.unclean == {"water"}


def test_a_private_text_that_is_elsewhere_is_no_error(run):
    """Each item says that it was not checked, and nothing that only its passages could tell."""
    sha = "0" * 64
    private = f"{HEAD}rights: private\ntext: book.txt\noriginal: {{file: b.txt, sha256: {sha}}}\n"
    checked, found = run(ENTRIES.replace("82,200", "82,100"), **{SOURCE: private})
    assert errors(found) == ()
    told = {one.item.removeprefix("water/") for one in found if one.code == "SD309"}
    assert told == ITEMS - {"backed"}
    assert checked.findings["water/backed"].verdict is Verdict.SUPPORTED
    assert checked.findings["water/deep"].reason == "no text of 'book' on this machine"


def test_what_was_read_of_a_source_is_judged(tmp_path):
    """A list that breaks off in the middle leaves the passages before it."""
    broken = "source: lakes\ntitle: Notes\nrights: own\npassages:\n- id: p1\n  text: The lake is 26 metres deep.\n"
    (tmp_path / "questions/sources").mkdir(parents=True)
    (tmp_path / "questions/sources/lakes.yaml").write_text(broken + "- id: p2\n  text: [It\n")
    bank = "bank: water\ntitle: Water\nsource: lakes\nitems:\n"
    entry = "- {{id: {0}, prompt: How deep is the lake?, answer: {1} metres, cite: {0}}}\n"
    items = entry.format("p1", 27) + entry.format("p2", 5)
    (tmp_path / "questions/water.yaml").write_text(bank + items)
    project, read = load(tmp_path)
    checked, found = check(project)
    assert read
    assert [(one.code, one.item) for one in found] == [("SD304", "water/p1")]
    assert [finding.unread for finding in checked.findings.values()] == ["", "lakes"]
