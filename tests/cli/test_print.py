"""`studydeck print`: forms as PDF and HTML."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import change


def made() -> list[str]:
    return sorted(path.name for path in Path("dist").iterdir()) if Path("dist").exists() else []


@pytest.mark.parametrize("target", ["all", "all/test"])
def test_a_form_is_made_in_all_its_versions(project, studydeck, target):
    """And nothing else is."""
    done = studydeck("print", target)
    assert done.exit_code == 0
    assert len(made()) == 10
    assert {name.rpartition(".")[2] for name in made()} == {"pdf", "html", "json"}
    record = json.loads(Path("dist/all-test-B.form.json").read_text(encoding="utf-8"))
    assert (record["version"], record["id"]) == ("B", "test")
    assert str(Path("dist/all-test-A-key.pdf")) in done.stdout


def test_another_look_asks_the_same(project, studydeck):
    """One pupil needs large print, and the key of the class."""
    assert studydeck("print", "all/test", "--version", "B").exit_code == 0
    assert studydeck("print", "all/test", "--version", "B", "--profile", "large").exit_code == 0
    records = [
        json.loads(Path(f"dist/all-test-B{one}.form.json").read_text("utf-8"))
        for one in ("", "-large")
    ]
    assert records[1].pop("layout")["profile"] == "large" != records[0].pop("layout")
    assert records[0] == records[1]
    assert {"all-test-B-large.pdf", "all-test-B-large-key.pdf"} <= set(made())
    assert studydeck("print", "all/test", "--profile", "huge").exit_code == 2


def test_one_version_alone(project, studydeck):
    """A teacher prints B again."""
    assert studydeck("print", "all/test", "--version", "B").exit_code == 0
    assert [name for name in made() if name.endswith(".pdf")] == [
        "all-test-B-key.pdf",
        "all-test-B.pdf",
    ]


def test_a_deck_without_forms_has_a_handout(project, studydeck):
    """All its items, with a key."""
    assert studydeck("print", "more").exit_code == 0
    assert "more-handout-A.pdf" in made()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["al"], "did you mean 'all'?"),
        (["all/tst"], "did you mean 'test'?"),
        (["all/test", "--version", "C"], "there are: A, B"),
    ],
)
def test_what_is_not_there_is_refused(project, studydeck, args, told):
    """It exits with 2 and makes nothing."""
    done = studydeck("print", *args)
    assert done.exit_code == 2
    assert told in done.stderr
    assert made() == []


def test_an_error_in_its_bank_keeps_a_form_back(project, studydeck):
    """An unproved paper is not printed."""
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    done = studydeck("print", "all")
    assert done.exit_code == 1
    assert "error SD304" in done.stderr
    assert made() == []


def test_without_a_deck_what_there_is_is_listed(project, studydeck):
    """With what to type for each, and nothing is made."""
    done = studydeck("print")
    assert done.exit_code == 0
    assert "print all/test " in done.stdout
    assert "print more/handout " in done.stdout
    assert made() == []


def test_only_what_is_asked_for_is_made(project, studydeck):
    """For Word and for a wiki."""
    done = studydeck("print", "all/test", "--version", "A", "-f", "docx", "-f", "md")
    assert done.exit_code == 0
    assert {name.rpartition(".")[2] for name in made()} == {"docx", "md", "json"}
    assert f"\n{Path('dist/all-test-A-key.md')}" in done.stdout
    refused = studydeck("print", "all", "-f", "doc")
    assert refused.exit_code == 2
    assert "did you mean 'docx'?" in refused.stderr


@pytest.mark.parametrize("code", [0, 3])
def test_what_was_made_can_be_shown(project, studydeck, monkeypatch, code):
    """The first file; where nothing opens it, it is said which one to open."""
    shown = []
    monkeypatch.setattr("typer.launch", lambda path: shown.append(path) or code)
    done = studydeck("print", "all/test", "--open")
    assert (done.exit_code, shown) == (0, [str(Path("dist/all-test-A.pdf"))])
    assert ("yourself" in done.stderr) == bool(code)


def test_a_character_that_no_font_has_is_told_at_its_item(project, studydeck):
    """And nothing is written, no record either."""
    change("questions/tunnel.yaml", "How long is", "😀 How long is")
    done = studydeck("print", "all/test", "-f", "pdf")
    assert done.exit_code == 1
    assert re.search(r"questions/tunnel\.yaml:\d+:\d+: error SD506 .*'😀'", done.stderr)
    assert made() == []


def test_a_target_that_cannot_be_written_leaves_no_half_file(project, studydeck):
    """What was there stays, and the others are made."""
    Path("dist/all-test-A.pdf").mkdir(parents=True)
    done = studydeck("print", "all/test", "--version", "A", "-f", "pdf")
    assert done.exit_code == 2
    assert "SD509 'dist/all-test-A.pdf' cannot be written" in done.stderr
    assert made() == ["all-test-A-key.pdf", "all-test-A.form.json", "all-test-A.pdf"]
    assert list(Path("dist/all-test-A.pdf").iterdir()) == []
