"""`studydeck print`: forms as PDF and HTML."""

import json
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
