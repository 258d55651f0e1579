"""Files as authors' machines write them, and those that should not be read."""

import os
import time
from pathlib import Path

import pytest

from studydeck.load import load
from studydeck.load.files import inside, reserved

NAME = "questions/paper.yaml"
HEAD = "bank: paper\ntitle: Paper\nsource: notes\nitems:\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_places_are_right_on_every_system(read, ends, mark):
    """Byte order mark and Windows line ends are read, and columns count characters."""
    text = (
        HEAD
        + "- id: a\n  prompt: Wo ist 上海 😀?\n  answer: é\n  cite: [p1, p9]\n"
        + "- id: b\n  prompt: What: this?\n"
    )
    files = {NAME: mark + text.replace("\n", ends).encode()}
    _, found = read(files=files)
    places = [(one.code, *one.span.file.place(one.span.start), one.span.text) for one in found]
    assert places == [("SD402", 8, 14, "p9"), ("SD113", 10, 15, ":")]
    assert found[0].span.file.line_text(6) == "  prompt: Wo ist 上海 😀?"


ENCODINGS = {
    "utf-16": ("UTF-16", (1, 1)),
    "utf-16-le": ("UTF-16", (1, 1)),
    "utf-16-be": ("UTF-16", (1, 1)),
    "utf-32": ("UTF-32", (1, 1)),
    "utf-32-le": ("UTF-32", (1, 1)),
    "utf-32-be": ("UTF-32", (1, 1)),
    "latin-1": ("Latin-1", (2, 12)),
    "cp1252": ("cp1252", (2, 8)),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_is_named(read, encoding):
    """At the first byte that is not UTF-8, where there is one."""
    title = "“Köln”" if encoding == "cp1252" else "in Köln"
    text = f"bank: paper\ntitle: {title}\n"
    (found,) = read(files={NAME: text.encode(encoding), "decks/all.yaml": None})[1]
    name, place = ENCODINGS[encoding]
    assert found.code == "SD103"
    assert name in found.message
    assert "UTF-8" in found.help
    assert found.span.file.place(found.span.start) == place
    if place != (1, 1):
        assert found.span.file.line_text(2) == f"title: {title}"


def test_one_odd_byte_in_utf_8_is_found(read):
    """The rest of the file may be right."""
    data = "bank: paper\ntitle: Köln ".encode() + b"\xe9\n"
    (found,) = read(files={NAME: data, "decks/all.yaml": None})[1]
    assert (found.code, found.span.file.place(found.span.start)) == ("SD103", (2, 13))
    assert "0xe9" in found.message


def test_a_huge_file_is_refused_unread(write):
    """At once: its size is asked for first."""
    root = write({NAME: "", "decks/all.yaml": None})
    with (root / NAME).open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    start = time.perf_counter()
    (found,) = load(root)[1]
    assert time.perf_counter() - start < 1
    assert (found.code, found.span.file.path) == ("SD104", NAME)
    assert "100 MiB; the most is 32" in found.message


def test_a_folder_is_no_bank(write):
    """Though its name ends like one."""
    root = write({"decks/all.yaml": None})
    (root / "questions/more.yaml").mkdir()
    (found,) = load(root)[1]
    assert (found.code, found.span.file.path) == ("SD125", "questions/more.yaml")
    assert "a folder" in found.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes need a system that has them")
def test_a_pipe_is_not_waited_for(write):
    """It would never end."""
    root = write()
    os.mkfifo(root / "questions/pipe.yaml")
    (found,) = load(root)[1]
    assert found.code == "SD125"


def test_a_file_that_may_not_be_read_is_told(write, monkeypatch):
    """With the reason of the system; root may read all, so the system is asked to refuse."""
    root = write()

    def refuse(path, *args, **options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(root), "read_bytes", refuse)
    monkeypatch.setattr(type(root), "open", refuse)
    found = load(root)[1]
    assert {one.code for one in found} == {"SD125"}
    assert "permission denied" in found[0].message


@pytest.mark.parametrize(
    "name", ["questions/more.yml", "decks/more.yml", "questions/sources/more.yml"]
)
def test_a_file_with_another_ending_is_told(read, name):
    """It would be passed over in silence."""
    (found,) = read(files={name: "bank: more\n"})[1]
    assert (found.code, found.span.file.path) == ("SD408", name)
    assert "more.yaml" in found.help


@pytest.mark.parametrize("name", ["questions/paper.yaml", "questions/names.yaml", "decks/all.yaml"])
@pytest.mark.parametrize("text", ["", "\n\n", "# later\n", "---\n", "---\n...\n", "\ufeff"])
def test_an_empty_file_is_told(read, name, text):
    """With comments in it or not."""
    found = read(files={"decks/all.yaml": None, name: text})[1]
    assert [(one.code, one.span.file.path) for one in found] == [("SD126", name)]


def test_a_folder_without_banks_is_told(tmp_path):
    """Whether `questions/` is there or not."""
    (found,) = load(tmp_path)[1]
    assert (found.code, found.span) == ("SD406", None)
    assert "no folder" in found.message
    (tmp_path / "questions").mkdir()
    (found,) = load(tmp_path)[1]
    assert "no banks" in found.message


def test_faults_of_all_files_come_at_once_and_in_order(read):
    """By file and place; the files with errors are broken."""
    files = {
        "questions/b.yaml": "bank: b\n",
        "questions/sources/c.yaml": "source: x\ntitle: T\n",
        "decks/d.yaml": "deck: d\ntitle: D: E\nselect: {kind: [date]}\n",
        "questions/project.yaml": "format: 9\n",
    }
    project, found = read("- {id: a, prompt: p, answer: x, cite: p9}\n", files)
    places = [(one.span.file.path, one.span.start) for one in found]
    assert places == sorted(places)
    assert project.broken == {*files, NAME}
    assert list(project.items) == ["paper/a"]


def test_of_two_banks_with_one_id_the_one_with_the_name_is_kept(read):
    """The other one has a fault."""
    files = {"questions/a.yaml": "bank: paper\ntitle: A\nitems: [{id: x, prompt: p, answer: b}]\n"}
    project, found = read(files=files)
    assert [(one.code, one.span.file.path) for one in found] == [("SD408", "questions/a.yaml")]
    assert list(project.items) == ["paper/first"]


MORE = {
    "questions/other.yaml": "bank: other\ntitle: O\nitems: [{id: a, prompt: p, answer: b, apart: [paper/first]}]\n",
    "decks/more.yaml": "deck: more\ntitle: M\n",
}


@pytest.mark.parametrize(
    ("names", "banks", "decks"),
    [
        ([], ["other", "paper"], ["all", "more"]),
        (["questions/other.yaml"], ["other"], []),
        (["questions"], ["other", "paper"], []),
        (["questions/sources/notes.yaml"], [], []),
        (["questions/project.yaml"], [], []),
        (["decks/all.yaml"], ["other", "paper"], ["all"]),
        ([""], ["other", "paper"], ["all", "more"]),
    ],
)
def test_some_files_may_be_asked_for(write, names, banks, decks):
    """What refers to a bank that was not read is not said to refer to nothing."""
    root = write(MORE)
    project, found = load(root, [root / name for name in names])
    assert found == ()
    assert list(project.banks) == banks
    assert list(project.decks) == decks
    assert list(project.sources) == ["notes"]


@pytest.mark.parametrize(
    ("name", "words"), [("questions/nope.yaml", "is not there"), ("README.md", "is no bank")]
)
def test_a_file_that_is_asked_for_in_vain_is_told(write, name, words):
    """It may be misspelt, or of another project."""
    root = write({"README.md": "x"})
    (found,) = load(root, [root / name])[1]
    assert found.code == "SD125"
    assert words in found.message


@pytest.mark.parametrize(
    "written",
    ["", "/x", "\\x", "../x", "a/../../x", "a\\..\\x", "C:/x", "c:x", "\\\\s\\x", "CON", "a/nul.txt",
     "com1", "lpt¹.md", "aux .txt", "a:b", "a\0b"],
)  # fmt: skip
def test_paths_that_leave_the_project_are_refused(tmp_path, written):
    """On every system alike."""
    assert inside(tmp_path, tmp_path / "questions", written) is None


@pytest.mark.parametrize("written", ["x", "a/x.png", "a\\x.png", "./x", "console.txt", "com.txt"])
def test_paths_inside_are_found(tmp_path, written):
    """With either slash."""
    found = inside(tmp_path, tmp_path / "questions", written)
    assert found is not None
    assert Path(found).is_relative_to(tmp_path / "questions")


def test_a_name_that_is_too_long_for_the_system_is_no_crash(read):
    """It is told as a file that cannot be read."""
    source = "source: other\ntitle: T\nrights: %s\ntext: " + "x" * 5000 + "\n"
    for rights, codes in (("own", ["SD125"]), ("private", [])):
        _, found = read(files={"questions/sources/other.yaml": source % rights})
        assert [one.code for one in found] == codes
        assert all(len(one.message) < 400 for one in found)


def test_names_of_devices_are_known():
    """Whatever their case and ending."""
    assert all(map(reserved, ["con", "NUL.yaml", "Com9", "CONIN$"]))
    assert not any(map(reserved, ["cons", "null", "com", "lpt10", "a.con"]))
