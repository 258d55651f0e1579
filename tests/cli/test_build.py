"""`studydeck build`: what is made of what, and what is not."""

import json
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import change

PAPERS = ["all-test-A-key", "all-test-A", "all-test-B-key", "all-test-B"]
PRINTED = sorted(
    [f"{name}{end}" for name in PAPERS for end in (".html", ".pdf")]
    + [f"all-test-{version}.form.json" for version in "AB"]
)


def made(folder: str = "dist") -> list[str]:
    """List the files of a folder; there is none yet, or it holds something."""
    return sorted(path.name for path in Path(folder).iterdir()) if Path(folder).exists() else []


def note_times(package: str, tmp_path: Path) -> list[int]:
    with zipfile.ZipFile(package) as file:
        file.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    times = [mod for (mod,) in database.execute("select mod from notes order by id")]
    database.close()
    return times


def test_everything_is_made(project, studydeck):
    """A package for each deck, and each version and part of each form as PDF and HTML."""
    done = studydeck("build")
    assert done.exit_code == 0
    assert made() == sorted(["all.apkg", "more.apkg", *PRINTED])
    assert Path("dist/all-test-A.pdf").read_bytes().startswith(b"%PDF-")
    assert "50 km" in Path("dist/all-test-A-key.html").read_text("utf-8")


def test_it_says_what_it_made_and_how_to_go_on(project, studydeck):
    """Somebody who has never seen a terminal knows what to do next."""
    told = studydeck("build").stdout
    for name in made():
        assert str(Path("dist", name)) in told or name.endswith((".html", ".form.json"))
    assert "Anki deck, 2 notes" in told
    assert "all-test-A-key.pdf  A test, key\n" in told
    assert "Each .pdf is there as .html too." in told
    assert "choose File > Import" in told
    assert "quiz all" in told


def test_only_what_is_asked_for_is_made_and_where(project, studydeck):
    """Decks by id, and a folder that may not be there yet."""
    assert studydeck("build", "more", "-o", "out/of/here").exit_code == 0
    assert made("out/of/here") == ["more.apkg"]
    assert made() == []


def test_the_same_files_give_the_same_bytes(project, studydeck):
    """Each file of a second build equals that of the first."""
    studydeck("build", "-o", "one")
    studydeck("build", "-o", "two")
    assert len(made("one")) == 12
    for name in made("one"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_the_clock_is_asked_where_nobody_tells_the_time(project, studydeck, monkeypatch, tmp_path):
    """SOURCE_DATE_EPOCH is the time of notes without a lock; else it is now."""
    studydeck("build", "more")
    assert note_times("dist/more.apkg", tmp_path) == [1_000_000_000]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    studydeck("build", "more")
    assert note_times("dist/more.apkg", tmp_path)[0] > 1_700_000_000


def test_a_time_that_is_none_is_refused(project, studydeck, monkeypatch):
    """SOURCE_DATE_EPOCH counts seconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = studydeck("build")
    assert done.exit_code == 2
    assert "SOURCE_DATE_EPOCH is 'yesterday'" in done.stderr


def test_a_locked_build_wants_a_release(project, studydeck):
    """For the tag of a release: what is in the package is what the locks say."""
    done = studydeck("build", "--locked")
    assert done.exit_code == 1
    assert "error SD512 deck 'all' is not as it was last released: 2 items" in done.stderr
    assert made() == PRINTED
    studydeck("release")
    assert studydeck("build", "--locked").exit_code == 0
    change("questions/tunnel.yaml", "How long is", "How very long is")
    done = studydeck("build", "--locked")
    assert done.exit_code == 1
    place = "questions/tunnel.yaml:9:7: error SD512"
    assert place in done.stderr
    assert studydeck("build").exit_code == 0


def test_what_is_new_comes_with_the_package(project, studydeck, tmp_path):
    """In a file beside it, and in the description that Anki shows."""
    studydeck("release")
    change("questions/tunnel.yaml", "How long is the tunnel?", "How long is <it>?")
    studydeck("release")
    studydeck("build", "all")
    changes = Path("decks/all.changes.md").read_bytes()
    assert Path("dist/all.changes.md").read_bytes() == changes
    about = descriptions("dist/all.apkg", tmp_path)["Tunnels::The tunnel"]
    assert "What is new on 2001-09-09:<br>Changed<br>- How long is &lt;it&gt;? " in about
    assert "- prompt, before: How long is the tunnel?" in about
    assert "First release" not in about


def descriptions(package: str, tmp_path: Path) -> dict[str, str]:
    with zipfile.ZipFile(package) as file:
        file.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    ((decks,),) = database.execute("select decks from col")
    database.close()
    return {deck["name"]: deck["desc"] for deck in json.loads(decks).values()}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("cloze: no gap at all", "SD130"),
        ('cloze: "a {{b {{c}} d}} e"', "SD130"),
        ('cloze: "a {{c1::b}}"', "SD130"),
        ('cloze: "a {{}} b"', "SD130"),
        ('answer: c\n  prompt: "a\\x1fb"', "SD121"),
        ('prompt: a\n  answer: "c\\x00"', "SD121"),
        ("prompt: a\n  answer: b\n  image: {file: none.png, alt: c}", "SD125"),
    ],
)
def test_what_anki_could_not_show_is_an_error_at_its_line(project, studydeck, entry, code):
    """Nothing is written of a deck that would not be whole."""
    bank = Path("questions/tunnel.yaml")
    text = bank.read_text("utf-8")
    bank.write_text(f"{text}- id: odd\n  {entry}\n  unchecked: it is odd\n", "utf-8")
    done = studydeck("build", "all")
    assert done.exit_code == 1
    line = (text + entry).count("\n") + 2
    assert re.search(rf"questions/tunnel.yaml:{line}:\d+: error {code} ", done.stderr)
    assert made() == []


def test_a_tag_with_blanks_becomes_one_tag(project, studydeck, tmp_path):
    """Anki would make two of it, or three."""
    change("questions/tunnel.yaml", "  cite: size", "  tags: [under the  sea]\n  cite: size")
    assert studydeck("build", "all").exit_code == 0
    with zipfile.ZipFile("dist/all.apkg") as file:
        file.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    tags = {tag for (row,) in database.execute("select tags from notes") for tag in row.split()}
    database.close()
    assert tags == {"bank::tunnel", "source::guide", "under-the-sea"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("The tunnel", "THE tunnel"), ("The tunnel", "The tunnel::"), ("Caf\u00e9", "Cafe\u0301")],
)
def test_two_banks_with_one_name_are_refused(project, studydeck, first, second):
    """Anki would put their cards into one deck, for good."""
    change("questions/tunnel.yaml", "title: The tunnel", f"title: '{first}'")
    change("questions/extra.yaml", "title: More on the tunnel", f"title: '{second}'")
    change(
        "decks/all.yaml",
        "select: {banks: [tunnel]}\nanki",
        "select: {banks: [tunnel, extra]}\nanki",
    )
    done = studydeck("build", "all")
    assert done.exit_code == 1
    assert "questions/tunnel.yaml:2:8: error SD513" in done.stderr
    assert "all.apkg" not in made()


def test_an_error_in_another_bank_is_no_obstacle(project, studydeck):
    """A deck needs only its own banks to be clean."""
    change("questions/extra.yaml", "  unchecked: measured by the class\n", "")
    done = studydeck("build", "all")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert "all.apkg" in made()


def test_an_error_in_its_bank_keeps_a_deck_back(project, studydeck):
    """The error is told, the other deck is made, and it exits with 1."""
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    done = studydeck("build")
    assert done.exit_code == 1
    assert made() == ["more.apkg"]
    assert "questions/tunnel.yaml:11:11: error SD304" in done.stderr
    assert "error SD508" in done.stderr
    assert "extra.yaml" not in done.stderr


def test_an_old_file_of_a_deck_that_is_kept_back_stays(project, studydeck):
    """What was there before is not taken away."""
    studydeck("build", "all")
    before = Path("dist/all.apkg").read_bytes()
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    assert studydeck("build", "all").exit_code == 1
    assert Path("dist/all.apkg").read_bytes() == before


@pytest.mark.parametrize("args", [[], ["all"]])
def test_a_deck_file_with_an_error_is_told(project, studydeck, args):
    """It is not left out in silence, even where no deck could be read from it."""
    Path("decks/all.yaml").write_text("deck: all\ntitle: [\n", "utf-8")
    done = studydeck("build", *args)
    assert done.exit_code == 1
    assert "decks/all.yaml:" in done.stderr
    assert made() == ([] if args else ["more.apkg"])


def test_an_unknown_deck_is_refused_with_the_nearest(project, studydeck):
    """It exits with 2."""
    done = studydeck("build", "mroe")
    assert done.exit_code == 2
    assert "there is no deck 'mroe'" in done.stderr
    assert "did you mean 'more'?" in done.stderr


def test_a_project_without_decks_says_so(project, studydeck):
    """There is nothing to build."""
    shutil.rmtree("decks")
    done = studydeck("build")
    assert done.exit_code == 2
    assert "error: the project has no decks\n  help: " in done.stderr


def test_a_folder_that_cannot_be_written_is_told(project, studydeck):
    """`dist` may be a file; it exits with 2, and the file stays."""
    Path("dist").write_text("a file")
    done = studydeck("build", "more")
    assert done.exit_code == 2
    assert "error SD509 'dist/more.apkg' cannot be written: " in done.stderr
    assert Path("dist").read_text() == "a file"
    assert done.stdout == ""


def test_a_damaged_lock_keeps_a_deck_back(project, studydeck):
    """Without it learners could lose what they have learnt."""
    Path("decks/more.lock").write_text("no lock\n")
    done = studydeck("build", "more")
    assert done.exit_code == 1
    assert "decks/more.lock:1:1: error SD507" in done.stderr
    assert made() == []


def test_outside_of_any_project_the_library_is_built(studydeck, tmp_path, monkeypatch):
    """Somebody who has no project yet gets the curated decks."""
    monkeypatch.chdir(tmp_path)
    done = studydeck("build", "-o", "out")
    assert done.exit_code == 0
    assert "there is no project here, so this is the built-in library" in done.stderr
    assert [path for path in made("out") if path.endswith(".apkg")]
