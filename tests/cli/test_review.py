"""`studydeck review` and `check --lock`: what is on record, and what is told when it changes."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studydeck.cli import app

BASE = Path(__file__).parents[1] / "rules" / "base"
LOCK, REVIEWED = "questions/evidence.lock", "questions/reviewed.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    root = Path(shutil.copytree(BASE, tmp_path / "project"))
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return root


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def change(old: str, new: str, name: str = "questions/sources/notes.yaml") -> None:
    text = Path(name).read_text("utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), "utf-8")


def review(*words: str) -> tuple[int, str, str]:
    return run("review", *words, "--by", "Ada Lovelace", "--yes")


# The lock


def test_check_writes_no_lock_unless_asked(project: Path) -> None:
    assert run("check")[0] == 0
    assert not Path(LOCK).exists()
    code, _, err = run("check", "--lock")
    assert code == 0
    assert "noted in questions/evidence.lock: 2 items new or cited anew, 0 moved\n" in err
    assert Path(LOCK).read_text("utf-8").count("\ncited ") == 2
    assert "noted" not in run("check", "--lock")[2]


def test_the_report_counts_what_moved_and_the_lock_follows(project: Path) -> None:
    run("check", "--lock")
    change("- id: size", "- id: measures")
    change("cite: size", "cite: measures", "questions/tunnel.yaml")
    assert "checked 2 items: 2 supported (passages of 1 moved); 0 errors" in run("check")[2]
    assert "passages of 1 moved" in run("check")[2], "the cache says the same"
    report = json.loads(run("check", "--format", "json")[1])
    told = {item["id"]: item["staleness"] for item in report["items"]}
    assert told == {"tunnel/opened": "ok", "tunnel/length": "moved"}
    assert report["summary"]["staleness"]["moved"] == 1
    assert "0 items new or cited anew, 1 moved" in run("check", "--lock")[2]
    assert "moved" not in run("check")[2]


def test_the_lock_is_not_written_while_there_are_errors(project: Path) -> None:
    run("check", "--lock")
    lock = Path(LOCK).read_bytes()
    change("A stretch of 38 km", "A part of 38 km")
    code, _, err = run("check", "--lock")
    assert (code, "SD326" in err, Path(LOCK).read_bytes() == lock) == (1, True, True)


def test_the_lock_is_of_the_whole_project(project: Path) -> None:
    code, _, err = run("check", "--lock", "questions/tunnel.yaml")
    assert (code, err) == (2, "error: the lock is of all banks\n  help: leave the paths out\n")


# Reviews


def test_items_are_shown_with_all_that_is_stamped(project: Path) -> None:
    more = (
        "answer: 50 km\n  aliases: [50 kilometres]\n  distractors: {60 km: too long}\n"
        "  hint: A round figure.\n  explanation: It is long.\n  tags: [figures]\n  as_of: 2026"
    )
    change("answer: 50 km", more, "questions/tunnel.yaml")
    code, out, _ = review("tunnel/length")
    assert code == 0
    assert out == (
        "tunnel/length\n"
        "  How long is the Channel Tunnel? (as of 2026)\n"
        "  → 50 km\n"
        "  also right: 50 kilometres\n"
        "  ✗ 60 km (too long)\n"
        "  hint: A round figure.\n"
        "  explanation: It is long.\n"
        "  tags: figures\n"
        "  as of: 2026\n"
        "  “The Channel Tunnel is 50 km long. A stretch of 38 km lies under the sea.” studydeck"
        " contributors, “Notes on the Channel Tunnel”, 2026, size\n"
        "\n"
        "stamped 1 item, for Ada Lovelace\n"
    )


def test_a_suspect_item_is_an_error_until_it_is_reviewed(project: Path) -> None:
    run("check", "--lock")
    change("A stretch of 38 km", "A part of 38 km")
    code, _, err = run("check")
    assert code == 1
    assert "[part, for 1 word]" in err
    assert "tunnel/opened" not in err
    code, out, _ = review()
    assert code == 0
    assert "changed: passage 'notes@size' changed under 'tunnel/length'; " in out
    assert "stamped 1 item" in out
    assert run("check")[0] == 0
    assert "nothing has changed" in review()[1]


def test_what_changed_since_the_review_is_named(project: Path) -> None:
    assert review("tunnel/length")[0] == 0
    lines = Path(REVIEWED).read_text("utf-8").splitlines()
    assert lines[2].startswith("- {item: tunnel/length, by: Ada Lovelace, date: 2026-01-01, ")
    assert "SD327" not in run("check")[2]
    more = "answer: 50 km\n  hint: A figure.\n  tags: [figures]\n"
    change("answer: 50 km\n", more, "questions/tunnel.yaml")
    code, _, err = run("check")
    told = "'tunnel/length' changed since Ada Lovelace reviewed it on 2026-01-01: hint, tags"
    assert (code, f"warning SD327 {told}" in err, "0 errors, 1 warning" in err) == (0, True, True)
    assert told in review()[1]
    assert "0 warnings" in run("check")[2]


@pytest.mark.parametrize("words", [["--all"], ["tunnel"], ["tunnel/opened", "tunnel/length"]])
def test_all_a_bank_or_items_are_stamped(project: Path, words: list[str]) -> None:
    assert "stamped 2 items" in review(*words)[1]
    assert Path(REVIEWED).read_text("utf-8").count("- {item: tunnel/") == 2
    assert run("check")[2] == "checked 2 items: 2 supported; 0 errors, 0 warnings\n"


def test_what_people_wrote_into_the_file_stays(project: Path) -> None:
    review("tunnel/length")
    path = Path(REVIEWED)
    path.write_text(f"# Ask Ada.\n{path.read_text('utf-8')}# The end.\n", "utf-8")
    code, _, _ = run("review", "tunnel", "--by", "O'Hara: #2", "--on", "2026-02-02", "--yes")
    text = path.read_text("utf-8")
    assert (code, text.startswith("# Ask Ada.\n"), text.endswith("# The end.\n")) == (0, True, True)
    assert text.count('by: "O\'Hara: #2", date: 2026-02-02') == 2
    assert run("check")[0] == 0


def test_only_the_reviewed_items_are_taken_up(project: Path) -> None:
    """The rest of the lock stays, also that of a bank which cannot be read."""
    other = (project / "questions/tunnel.yaml").read_text("utf-8").replace("bank: t", "bank: old-t")
    Path("questions/old-tunnel.yaml").write_text(other, "utf-8")
    run("check", "--lock")
    before = Path(LOCK).read_text("utf-8")
    assert before.count("\ncited old-tunnel/") == 2
    Path("questions/old-tunnel.yaml").write_text("bank: old-tunnel\ntitle: [\n", "utf-8")
    assert review("tunnel/length")[0] == 0
    assert Path(LOCK).read_text("utf-8") == before


def test_an_item_with_errors_is_not_stamped(project: Path) -> None:
    change("answer: 50 km", "answer: 60 km", "questions/tunnel.yaml")
    code, _, err = review("tunnel")
    assert (code, "SD304" in err) == (1, True)
    assert not Path(REVIEWED).exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        (LOCK, b"<<<<<<< HEAD\n", "SD507"),
        (LOCK, b"studydeck-evidence 2\n", "SD127"),
        (LOCK, b"\xff\xfe", "SD103"),
        (REVIEWED, b"reviewed:\n<<<<<<< HEAD\n", "SD101"),
        (REVIEWED, b"reviewed:\n- {item: J\xfcrgen}\n", "SD103"),
        (REVIEWED, b"reviewed:\n- {item: tunnel/length}\n", "SD119"),
    ],
    ids=["conflict", "later", "not text", "conflict of reviews", "latin-1", "half a review"],
)
def test_a_damaged_file_is_told_and_never_written_over(
    project: Path, name: str, data: bytes, code: str
) -> None:
    Path(name).write_bytes(data)
    for words in (["check"], ["check", "--lock"], ["review", "tunnel", "--by", "A", "--yes"]):
        exit_code, _, err = run(*words)
        assert (exit_code, f"{name}:" in err, f"error {code}" in err) == (1, True, True)
        assert Path(name).read_bytes() == data


def test_a_file_that_is_a_folder_is_told(project: Path) -> None:
    for name in (LOCK, REVIEWED):
        Path(name).mkdir()
    code, _, err = review("tunnel")
    assert (code, err.count("SD125"), Path(LOCK).is_dir()) == (1, 2, True)


def test_reviews_of_another_layout_are_left_alone(project: Path) -> None:
    Path(REVIEWED).write_text("{reviewed: []}\n", "utf-8")
    code, _, err = review("tunnel")
    assert (code, "is not laid out one review a line" in err) == (2, True)
    assert Path(REVIEWED).read_text("utf-8") == "{reviewed: []}\n"
    assert not Path(LOCK).exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tunnel/width", "--by", "Ada"], "no item or bank 'tunnel/width'"),
        (["tunnel", "--by", "Ada", "--on", "yesterday"], "'yesterday' is no date"),
        (["tunnel", "--by", "Ada"], "nobody is there to ask"),
        (["tunnel", "--yes"], "nobody is named"),
        (["tunnel", "--yes", "--by", "A\u202eB"], "nobody is named"),
    ],
)
def test_what_cannot_be_done_is_refused(project: Path, words: list[str], told: str) -> None:
    code, _, err = run("review", *words)
    assert (code, told in err) == (2, True)
    assert not Path(REVIEWED).exists()


def test_whoever_says_no_stamps_nothing(project: Path, monkeypatch) -> None:
    """What is stamped was shown before, and is asked about in one question."""
    monkeypatch.setattr("studydeck.cli.review._is_asked", lambda: True)
    done = CliRunner().invoke(app, ["review", "tunnel", "--by", "Ada"], input="n\n")
    assert "Stamp 2 items as shown, for Ada? [y/N]" in done.stdout
    assert (done.exit_code, Path(REVIEWED).exists()) == (1, False)
    done = CliRunner().invoke(app, ["review", "tunnel", "--by", "Ada"], input="y\n")
    assert (done.exit_code, Path(REVIEWED).exists()) == (0, True)


def test_the_library_is_not_for_others_to_write_into(tmp_path: Path, monkeypatch) -> None:
    library = Path(shutil.copytree(BASE, tmp_path / "library"))
    monkeypatch.setattr("studydeck.cli.project.builtin_root", lambda: library)
    for words in (["check", "--lock"], ["review", "tunnel", "--by", "Ada", "--yes"]):
        code, _, err = run(*words, "--project", str(library))
        assert (code, "the built-in library is" in err) == (2, True)
    assert not (library / LOCK).exists()


def test_an_item_on_a_source_that_cannot_be_read_is_not_reviewed(project) -> None:
    """It was not judged, so nobody can have seen that it holds."""
    change("rights: own", "rights: mine")
    code, _, err = run("review", "tunnel", "--by", "Ada", "--yes")
    assert (code, "notes.yaml:" in err, "error SD120" in err) == (1, True, True)
    assert not Path("questions/reviewed.yaml").exists()
