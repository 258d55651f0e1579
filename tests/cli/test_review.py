"""`studydeck review`: what was accepted is on record, and what changes afterwards is told."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studydeck.cli import app

BASE = Path(__file__).parents[1] / "rules" / "base"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "project"))


def run(*words: str, input: str = "") -> tuple[int, str, str]:
    result = CliRunner(env={"SOURCE_DATE_EPOCH": "1767225600"}).invoke(app, words, input=input)
    return result.exit_code, result.stdout, result.stderr


def change(project: Path, old: str, new: str, name: str = "sources/notes.yaml") -> None:
    path = project / "questions" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def check(project: Path) -> tuple[int, str]:
    code, _, err = run("check", "--project", str(project))
    return code, err


def review(project: Path, *words: str) -> tuple[int, str, str]:
    return run("review", "--project", str(project), *words)


def test_items_are_shown_with_their_passages_and_accepted(project: Path) -> None:
    code, out, _ = review(project, "--yes")
    assert code == 0
    assert "tunnel/length" in out
    assert "The Channel Tunnel is 50 km long." in out
    assert "accepted 2 items" in out
    assert (project / "questions" / "evidence.lock").read_text("utf-8").count("\ncited ") == 2
    assert check(project)[0] == 0
    assert "nothing has changed" in review(project, "--yes")[1]


def test_a_passage_that_changed_makes_its_items_suspect_until_they_are_reviewed(
    project: Path,
) -> None:
    review(project, "--yes")
    change(project, "A stretch of 38 km", "A part of 38 km")
    code, err = check(project)
    assert code == 1
    assert "SD326" in err
    assert "[part, for 1 word]" in err
    assert "tunnel/opened" not in err
    code, out, _ = review(project, "--yes")
    assert code == 0
    assert "changed: " in out
    assert check(project)[0] == 0


def test_a_passage_that_only_moved_is_trusted(project: Path) -> None:
    review(project, "--yes")
    change(project, "- id: size", "- id: measures")
    change(project, "cite: size", "cite: measures", "tunnel.yaml")
    assert check(project)[0] == 0


def test_a_new_item_is_trusted(project: Path) -> None:
    review(project, "--yes")
    path = project / "questions" / "tunnel.yaml"
    new = "- id: ends\n  prompt: Where in France does the Channel Tunnel come out?\n"
    path.write_text(path.read_text("utf-8") + new + "  answer: Coquelles\n  cite: ends\n", "utf-8")
    assert check(project)[0] == 0
    assert "accepted 1 item\n" in review(project, "--yes")[1]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("How long is the", "Of what length is the", "tunnel.yaml"),
        ("answer: 50 km\n", "answer: 50 km\n  explanation: It is long.\n", "tunnel.yaml"),
        ("answer: 50 km\n", "answer: 50 km\n  distractors: [60 km]\n", "tunnel.yaml"),
        ("answer: 50 km\n", "answer: 50 km\n  tags: [figures]\n", "tunnel.yaml"),
        ("answer: 50 km\n", "answer: 50 km\n  hint: A figure.\n", "tunnel.yaml"),
        ("Notes on the Channel Tunnel", "Notes", "sources/notes.yaml"),
    ],
)
def test_a_review_covers_all_that_reaches_a_card(
    project: Path, old: str, new: str, name: str
) -> None:
    code, out, _ = review(project, "tunnel/length", "--by", "Ada Lovelace", "--yes")
    assert (code, "reviewed by Ada Lovelace" in out) == (0, True)
    line = (project / "questions" / "reviewed.txt").read_text("utf-8")
    assert line.startswith("tunnel/length 2026-01-01 ")
    assert "SD327" not in check(project)[1]
    change(project, old, new, name)
    code, err = check(project)
    assert code == 0
    assert "changed since Ada Lovelace reviewed it on 2026-01-01" in err


def test_an_item_with_errors_is_not_accepted(project: Path) -> None:
    change(project, "answer: 50 km", "answer: 60 km", "tunnel.yaml")
    code, _, err = review(project, "tunnel", "--yes")
    assert code == 1
    assert "SD304" in err
    assert not (project / "questions" / "evidence.lock").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tunnel/width"], "no item or bank 'tunnel/width'"),
        (["--on", "yesterday"], "'yesterday' is no date"),
        ([], "nobody is there to ask"),
    ],
)
def test_what_cannot_be_done_is_refused(project: Path, words: list[str], told: str) -> None:
    code, _, err = review(project, *words)
    assert code == 2
    assert told in err


def test_a_damaged_lock_is_an_error_at_its_line(project: Path) -> None:
    (project / "questions" / "evidence.lock").write_text("studydeck-evidence 1\n=======\n")
    code, err = check(project)
    assert code == 1
    assert "questions/evidence.lock:2:1: error SD507" in err
