"""`studydeck release`: locks, and what is new in words."""

import sqlite3
import zipfile
from pathlib import Path

from studydeck.load.root import builtin_root
from tests.cli.conftest import change


def times(package: str, tmp_path: Path) -> dict[str, int]:
    """Give the time of each note by the first words on it."""
    with zipfile.ZipFile(package) as file:
        file.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    found = {
        fields.split("\x1f")[0]: mod
        for fields, mod in database.execute("select flds, mod from notes")
    }
    database.close()
    return found


def test_the_first_release_writes_a_lock_for_each_deck(project, studydeck):
    """It says how many items there are."""
    done = studydeck("release")
    assert done.exit_code == 0
    assert done.stdout == "all: first release, 2 items\nmore: first release, 1 items\n"
    lock = Path("decks/all.lock").read_text("utf-8")
    assert lock.startswith("studydeck-lock 1\n")
    assert "\ntunnel/length item " in lock


def test_a_second_release_changes_nothing(project, studydeck, monkeypatch):
    """Time alone is no change."""
    studydeck("release")
    before = Path("decks/all.lock").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000500")
    assert studydeck("release").stdout == "nothing has changed since the last release\n"
    assert Path("decks/all.lock").read_bytes() == before


def test_a_change_is_told_and_only_its_note_gets_a_new_time(
    project, studydeck, monkeypatch, tmp_path
):
    """The others keep theirs, so that Anki leaves them alone."""
    studydeck("release")
    change("questions/tunnel.yaml", "How long is the tunnel?", "How long is the whole tunnel?")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000500")
    assert studydeck("release").stdout == "all: changed tunnel/length\n"
    assert studydeck("build", "all").exit_code == 0
    assert sorted(times("dist/all.apkg", tmp_path).values()) == [1_000_000_000, 1_000_000_500]


def test_errors_keep_every_lock_as_it_was(project, studydeck):
    """Half a release would be worse than none."""
    studydeck("release")
    before = Path("decks/more.lock").read_bytes()
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    change("questions/extra.yaml", "How deep is the tunnel?", "How deep is it?")
    done = studydeck("release")
    assert done.exit_code == 1
    assert "error SD304" in done.stderr
    assert done.stdout == ""
    assert Path("decks/more.lock").read_bytes() == before


def test_the_built_in_library_is_not_released(studydeck, tmp_path, monkeypatch):
    """Nothing is written into an installed package."""
    before = sorted((builtin_root() / "decks").glob("*.lock"))
    library = tmp_path / "library"
    library.mkdir()
    for folder in ("questions", "decks"):
        (library / folder).symlink_to(builtin_root() / folder)
    monkeypatch.setattr("studydeck.cli.project.builtin_root", lambda: library)
    done = studydeck("release", "--project", str(library))
    assert done.exit_code == 2
    assert "the built-in library is released by its authors" in done.stderr
    assert sorted((builtin_root() / "decks").glob("*.lock")) == before
