"""`studydeck coverage` tells what of a source no item asks."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studydeck.cli import app

RULES = Path(__file__).parents[1] / "rules"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(RULES / "base", tmp_path / "project"))
    return Path(shutil.copytree(RULES / "SD324" / "good", root, dirs_exist_ok=True))


def run(project: Path, *words: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["coverage", *words, "--project", str(project)])
    return done.exit_code, done.output.splitlines()


def test_every_source_has_a_line(project: Path) -> None:
    code, lines = run(project)
    assert code == 0
    assert [line.partition(":")[0] for line in lines] == ["guide", "notes", "report"]
    assert lines[1].startswith("notes: 2 of 7 passages asked (29 %)")


def test_what_is_not_asked_is_listed(project: Path) -> None:
    _, lines = run(project, "notes")
    told = dict(line.strip().split(": ", 1) for line in lines[1:])
    assert told["size"] == "'38 km'"
    assert told["treaty"] == "not asked; 'France', 'United Kingdom', '12 February 1986'"
    assert "opening" not in told


def test_lines_of_the_original_that_nothing_restates(project: Path) -> None:
    text = project / "originals" / "report.txt"
    _, lines = run(project, "report", "--originals", str(text.parent))
    numbers = [
        n for n, line in enumerate(text.read_text("utf-8").split("\n"), 1) if len(line.split()) > 12
    ]
    told = [int(line.split()[1].rstrip(",")) for line in lines if "not restated:" in line]
    assert told == [number for number in numbers if number != 3]


def test_an_unknown_source(project: Path) -> None:
    code, lines = run(project, "note")
    assert code == 2
    assert "did you mean 'notes'?" in " ".join(lines)
