"""`studydeck release`: locks, and what is new in words."""

import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest

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
    assert done.stdout == "all: first release (2 items)\nmore: first release (1 item)\n"
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
    assert studydeck("release").stdout == (
        "all: changed tunnel/length (prompt: 'How long is the tunnel?'"
        " → 'How long is the whole tunnel?')\n"
    )
    assert studydeck("build", "all").exit_code == 0
    assert sorted(times("dist/all.apkg", tmp_path).values()) == [1_000_000_000, 1_000_000_500]


def test_what_is_new_is_kept_in_words(project, studydeck, monkeypatch):
    """The newest release stands first; nothing is added where nothing changed."""
    studydeck("release")
    first = Path("decks/all.changes.md").read_text("utf-8")
    assert first == (
        "# All of it: what is new\n\n## 2001-09-09\n\n### First release\n\n- 2 items\n"
    )
    change("questions/tunnel.yaml", "How long is the tunnel?", "How long is the whole tunnel?")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000100000")
    studydeck("release")
    studydeck("release")
    assert Path("decks/all.changes.md").read_text("utf-8") == (
        "# All of it: what is new\n\n## 2001-09-10\n\n### Changed\n\n"
        "- How long is the whole tunnel? (tunnel/length)\n"
        "  - prompt, before: How long is the tunnel?\n"
        "  - prompt, now: How long is the whole tunnel?\n\n"
        "## 2001-09-09\n\n### First release\n\n- 2 items\n"
    )
    assert Path("decks/more.changes.md").read_text("utf-8").count("## ") == 2


CLOZE = "cloze: The tunnel opened on {{6 May 1994}}."
PLAIN = "prompt: On which day did the tunnel open?\n  answer: 1994-05-06"


@pytest.mark.parametrize("command", ["release", "build"])
def test_an_item_that_became_a_cloze_is_refused(project, studydeck, command):
    """At its place; Anki would never update it."""
    studydeck("release")
    before = Path("decks/all.lock").read_bytes()
    change("questions/tunnel.yaml", PLAIN, CLOZE)
    done = studydeck(command)
    assert done.exit_code == 1
    assert "questions/tunnel.yaml:5:7: error SD511 'tunnel/opened' was released as" in done.stderr
    assert Path("decks/all.lock").read_bytes() == before
    assert not Path("dist/all.apkg").exists()


@pytest.mark.parametrize("command", ["release", "build"])
def test_a_lock_ahead_of_the_clock_is_refused(project, studydeck, monkeypatch, command):
    """At its line: the next change would be older, and never arrive."""
    studydeck("release")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_000_000_000 - 86_401))
    done = studydeck(command)
    assert done.exit_code == 1
    assert "decks/all.lock:3:1: error SD510" in done.stderr


@pytest.mark.parametrize("command", ["release", "build"])
@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (b"# All\n\n## 2001-09-09\n\n<<<<<<< HEAD\n- a\n=======\n", "5:1: error SD507 the list of"),
        (b"# All\n\n## 2001-09-09\n\n- caf\xe9\n", "5:6: error SD103"),
    ],
)
def test_a_damaged_list_of_changes_is_never_written_over(
    project, studydeck, command, damage, place
):
    """What was new in every release before stands nowhere else."""
    studydeck("release")
    before = Path("decks/all.lock").read_bytes()
    Path("decks/all.changes.md").write_bytes(damage)
    change("questions/tunnel.yaml", "How long is the tunnel?", "How long is the whole tunnel?")
    done = studydeck(command)
    assert done.exit_code == 1
    assert f"decks/all.changes.md:{place}" in done.stderr
    assert Path("decks/all.changes.md").read_bytes() == damage
    assert Path("decks/all.lock").read_bytes() == before
    assert not Path("dist/all.apkg").exists()


def git(*args: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *args], check=True, capture_output=True, text=True)
    return done.stdout


def test_two_branches_that_change_two_items_merge_cleanly(
    project, studydeck, monkeypatch, tmp_path
):
    """Nobody touches the locks but a release, and the next one updates exactly these two."""
    more = "- id: again\n  prompt: In which year did the tunnel open?\n  answer: 1994\n  cite: opening\n"
    bank = Path("questions/tunnel.yaml")
    bank.write_text(bank.read_text("utf-8") + more, "utf-8")
    studydeck("release")
    git("init")
    git("add", ".")
    git("commit", "-m", "first release")
    for branch, old, new in (
        ("one", "On which day did the tunnel open?", "When did the tunnel open?"),
        ("two", "In which year did the tunnel open?", "What year saw the tunnel open?"),
    ):
        git("checkout", "-b", branch, "main")
        change("questions/tunnel.yaml", old, new)
        assert studydeck("build", "all").exit_code == 0
        git("commit", "-a", "-m", branch)
    git("checkout", "main")
    for branch in ("one", "two"):
        git("merge", "--no-edit", branch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000500000")
    told = studydeck("release").stdout.splitlines()
    assert [one.split(" (")[0] for one in told] == [
        "all: changed tunnel/opened",
        "all: changed tunnel/again",
    ]
    studydeck("build", "--locked")
    assert times("dist/all.apkg", tmp_path) == {
        "When did the tunnel open?": 1_000_500_000,
        "What year saw the tunnel open?": 1_000_500_000,
        "How long is the tunnel?": 1_000_000_000,
    }


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
