"""Sources: what they say of themselves, their passages, and their text files."""

import os

import pytest

from studydeck.model import Original, Rights

NAME = "questions/sources/other.yaml"
TEXT = "questions/sources/other.txt"
HEAD = "source: other\ntitle: T\n"
OWN = "passages: [{id: p1, text: x}]\n"
SHA = "0123456789abcdef" * 4


def test_a_source_is_read_with_all_it_says(read):
    """Every key reaches the model."""
    text = f"""\
source: other
title: Ostpolitik
author: Yu Bin
issued: 2000-07
container-title: Comparative Connections
volume: 2
issue: 3
page: 1-12
publisher: CSIS
URL: https://example.org/
inferred: {{issued: "heading of the chronology, line 100"}}
rights: restated
original: {{file: yu-bin.txt, sha256: {SHA}}}
verbatim: [Joint Statement]
passages:
- {{lines: 54, section: Trade, text: one}}
- {{lines: 12-14, text: two}}
- {{lines: [14, 100-101], text: three}}
- {{id: art9, text: four}}
"""
    project, found = read(files={NAME: text})
    assert found == ()
    one = project.sources["other"]
    assert (one.title, one.author, one.issued) == ("Ostpolitik", "Yu Bin", "2000-07")
    assert one.container_title == "Comparative Connections"
    assert (one.volume, one.issue, one.page, one.publisher) == ("2", "3", "1-12", "CSIS")
    assert (one.url, one.rights) == ("https://example.org/", Rights.RESTATED)
    assert one.inferred == {"issued": "heading of the chronology, line 100"}
    assert one.original == Original("yu-bin.txt", SHA)
    assert one.verbatim == ("Joint Statement",)
    assert {p.id: p.lines for p in one.passages} == {
        "p54": (54,), "p12": (12, 13, 14), "p14": (14, 100, 101), "art9": (),
    }  # fmt: skip
    assert one.by_id["p54"].section == "Trade"


def test_passages_are_composed(read):
    """Letters with accents are one character each (NFC)."""
    text = f"{HEAD}rights: own\npassages: [{{id: a, text: Cafe\u0301}}]\n"
    assert read(files={NAME: text})[0].sources["other"].by_id["a"].text == "Caf\u00e9"


PARAGRAPHS = "First line.\r\nSecond line.\r\n\r\n  \r\nFifth line.\r\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", {"p1": "First line.", "p2": "Second line.", "p5": "Fifth line."}),
        ("paragraphs: lines\n", {"p1": "First line.", "p2": "Second line.", "p5": "Fifth line."}),
        ("paragraphs: blocks\n", {"p1": "First line.\nSecond line.", "p5": "Fifth line."}),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_paragraphs_of_a_text_are_passages(read, more, expected, ends, mark):
    """Named by the line that they start on, on any system's line ends."""
    data = mark + PARAGRAPHS.replace("\r\n", ends).encode()
    files = {NAME: f"{HEAD}rights: licensed\ntext: other.txt\n{more}", TEXT: data}
    project, found = read(files=files)
    assert found == ()
    passages = project.sources["other"].passages
    assert {p.id: str(p.text) for p in passages} == expected
    assert passages[0].text.file.path == TEXT
    assert passages[-1].text.span.text == "Fifth line."
    assert passages[-1].lines == (5,)


def test_a_private_text_may_be_elsewhere(read):
    """Then its passages are unknown, and citing them is no fault."""
    files = {NAME: f"{HEAD}rights: private\ntext: other.txt\n"}
    project, found = read("- {id: a, prompt: p, answer: x, cite: other@p9}\n", files)
    assert found == ()
    assert not project.sources["other"].has_text
    project, found = read("- {id: a, prompt: p, answer: x, cite: other@p9}\n", {**files, TEXT: "x"})
    assert [one.code for one in found] == ["SD402"]
    assert project.sources["other"].has_text


FAULTS = {
    "no rights": ("«source»: other\ntitle: T\npassages: [{id: a, text: b}]\n", "SD404", "public-domain"),
    "empty rights": (f"{HEAD}«rights»:\n{OWN}", "SD404", "restated"),
    "unknown rights": (f"{HEAD}rights: «restatd»\n{OWN}", "SD120", "`restated`"),
    "no title": (f"«source»: other\nrights: own\n{OWN}", "SD119", "`title:`"),
    "another name": (f"source: «othr»\ntitle: T\nrights: own\n{OWN}", "SD408", "`source: other`"),
    "no original": (f"«source»: other\ntitle: T\nrights: restated\n{OWN}", "SD119", "`original:`"),
    "half an original": (f"{HEAD}rights: restated\noriginal: «{{»file: x}}\n{OWN}", "SD119", "`sha256:`"),
    "no fingerprint": (f"{HEAD}rights: restated\noriginal: {{file: x, sha256: «abc»}}\n{OWN}", "SD120", "64"),
    "an original elsewhere": (
        f"{HEAD}rights: restated\noriginal: {{file: «../x», sha256: {SHA}}}\n{OWN}", "SD407", "alone"),
    "restated in a file": (
        f"{HEAD}rights: restated\noriginal: {{file: x, sha256: {SHA}}}\n«text»: notes.yaml\n", "SD118", "own words"),
    "neither passages nor text": ("«source»: other\ntitle: T\nrights: own\n", "SD119", "`passages:`"),
    "an empty text": (f"{HEAD}rights: own\n«text»:\n", "SD119", "empty"),
    "empty lines": (f"{HEAD}rights: own\npassages: [{{id: a, «lines»: [], text: b}}]\n", "SD119", "empty"),
    "both": (f"{HEAD}rights: own\n«text»: x.txt\n{OWN}", "SD118", "not both"),
    "no passages": (f"{HEAD}rights: own\n«passages»: []\n", "SD119", "empty"),
    "a passage without text": (f"{HEAD}rights: own\npassages: [«{{»id: a}}]\n", "SD119", "`text:`"),
    "a passage without name": (f"{HEAD}rights: own\npassages: [«{{»text: a}}]\n", "SD119", "`id:`"),
    "a passage twice": (
        f"{HEAD}rights: own\npassages: [{{lines: 5, text: a}}, {{«lines»: 5-6, text: b}}]\n", "SD401", "line 4"),
    "lines from behind": (f"{HEAD}rights: own\npassages: [{{id: a, lines: «9-4», text: a}}]\n", "SD120", "12-14"),
    "line 0": (f"{HEAD}rights: own\npassages: [{{id: a, lines: «0», text: a}}]\n", "SD120", "12-14"),
    "words for lines": (f"{HEAD}rights: own\npassages: [{{id: a, lines: «top», text: a}}]\n", "SD120", ""),
    "a date in English": (f"{HEAD}rights: own\nissued: «July 2000»\n{OWN}", "SD128", "2002-06"),
    "paragraphs": (f"{HEAD}rights: own\ntext: notes.yaml\nparagraphs: «block»\n", "SD120", "`blocks`"),
    "no such text": (f"{HEAD}rights: own\ntext: «none.txt»\n", "SD125", "no such file"),
    "a guess": (f"{HEAD}rights: own\n«journal»: x\n{OWN}", "SD107", "`container-title`"),
    "a folder above": (f"{HEAD}rights: own\ntext: «../../../etc/passwd»\n", "SD407", "leaves the project"),
    "an absolute path": (f"{HEAD}rights: own\ntext: «/etc/passwd»\n", "SD407", "leaves the project"),
    "a drive": (f"{HEAD}rights: own\ntext: «C:notes.txt»\n", "SD407", "leaves the project"),
    "a share": (f"{HEAD}rights: own\ntext: «'\\\\server\\x.txt'»\n", "SD407", "leaves the project"),
    "a stream": (f"{HEAD}rights: own\ntext: «notes.yaml:x»\n", "SD407", "leaves the project"),
    "a device": (f"{HEAD}rights: own\ntext: «aux.txt»\n", "SD407", "leaves the project"),
    "a device in a folder": (f"{HEAD}rights: own\ntext: «x/NUL»\n", "SD407", "leaves the project"),
    "a list": ("«- source: other\n»", "SD118", "start with `source:`"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_source_is_found_where_it_stands(finds, fault):
    """With code and help."""
    text, code, words = FAULTS[fault]
    (found,) = finds(NAME, text)
    assert found.code == code
    assert words in f"{found.message}; {found.help}"
    assert found.help


def test_a_name_that_windows_keeps_is_refused(finds):
    """Nobody could check such a file out there."""
    (found,) = finds("questions/sources/con.yaml", f"source: «con»\ntitle: T\nrights: own\n{OWN}")
    assert found.code == "SD123"
    assert "Windows" in found.message


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links need a system that has them")
def test_a_link_does_not_lead_out(write, tmp_path_factory):
    """Neither from a text nor from a bank, and a circle of links is no crash."""
    from studydeck.load import load  # noqa: PLC0415

    secret = tmp_path_factory.mktemp("home") / "secret.txt"
    secret.write_text("bank: secret\n", encoding="utf-8")
    root = write({NAME: f"{HEAD}rights: own\ntext: other.txt\n"})
    (root / TEXT).symlink_to(secret)
    (root / "questions/link.yaml").symlink_to(secret)
    (root / "questions/circle.yaml").symlink_to(root / "questions/circle.yaml")
    project, found = load(root)
    assert [(one.code, one.span.file.path) for one in found] == [
        ("SD407", "questions/circle.yaml"), ("SD407", "questions/link.yaml"), ("SD407", NAME),
    ]  # fmt: skip
    assert list(project.banks) == ["paper"]
    assert project.broken == {"questions/circle.yaml", "questions/link.yaml", NAME}


def test_a_text_with_faults_keeps_its_source_broken(read):
    """The finding is in the text; citations of its passages are not said to be wrong."""
    files = {NAME: f"{HEAD}rights: own\ntext: other.txt\n", TEXT: "One.\n\x1b[31mTwo.\n"}
    project, found = read("- {id: a, prompt: p, answer: x, cite: other@p2}\n", files)
    assert [(one.code, one.span.file.path) for one in found] == [("SD121", TEXT)]
    assert project.broken == {NAME, TEXT}


def test_an_empty_text_is_told(read):
    """It would prove nothing."""
    _, found = read(files={NAME: f"{HEAD}rights: own\ntext: other.txt\n", TEXT: "\n \n"})
    assert [one.code for one in found] == ["SD126"]
