"""`studydeck schema`, and the schemas that the files of this repository name."""

import json
import re
from pathlib import Path

import pytest

from studydeck.load.schema import schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "studydeck/schemas"
FOLDERS = [ROOT, *(path.parent for path in ROOT.glob("examples/*/questions"))]
FILES = [
    path
    for folder in FOLDERS
    for name in ("questions", "decks")
    for path in (folder / name).rglob("*.yaml")
]


def kind(path: Path) -> str:
    """Say which schema a file has."""
    if path.parent.name != "questions":
        return {"sources": "source", "decks": "deck"}[path.parent.name]
    return path.stem if path.stem in {"project", "names"} else "bank"


def test_a_schema_is_printed(studydeck):
    """As JSON."""
    done = studydeck("schema", "bank")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == schemas()["bank"]


def test_the_names_are_listed(studydeck):
    """One line each."""
    assert studydeck("schema").stdout.splitlines() == list(schemas())


def test_a_name_that_is_not_there_is_refused(studydeck):
    """It exits with 2."""
    done = studydeck("schema", "banks")
    assert done.exit_code == 2
    assert "did you mean 'bank'?" in done.stderr


def test_the_schemas_of_the_package_are_those_of_the_readers(studydeck, tmp_path):
    """After a change: `studydeck schema -o studydeck/schemas`."""
    assert studydeck("schema", "-o", str(tmp_path)).exit_code == 0
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {path.name: path.read_bytes() for path in SCHEMAS.iterdir()} == fresh


def test_one_alone_is_written(studydeck, tmp_path):
    """Into a folder that need not be there."""
    assert studydeck("schema", "deck", "-o", str(tmp_path / "new")).exit_code == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["deck.json"]


def test_a_folder_that_cannot_be_written_is_told(studydeck, tmp_path):
    """It exits with 2."""
    (tmp_path / "file").write_text("")
    done = studydeck("schema", "-o", str(tmp_path / "file"))
    assert done.exit_code == 2
    assert "SD509" in done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_names_its_schema_for_editors(path):
    """The first line leads to it."""
    first = path.read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (path.parent / named[1]).resolve() == SCHEMAS / f"{kind(path)}.json"
