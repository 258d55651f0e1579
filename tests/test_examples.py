"""The examples are clean, are built, and are what they say."""

import runpy
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studydeck.cli import app
from studydeck.load import load
from studydeck.model import Kind, Rights

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path for path in EXAMPLES.iterdir() if (path / "questions").is_dir())

every_example = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def test_there_are_examples():
    """An empty list would let every test below pass."""
    assert {"periodic-table", "volcanoes"} <= {path.name for path in FOLDERS}


@every_example
def test_an_example_is_clean(folder):
    """Every item is supported, without a warning."""
    done = CliRunner().invoke(app, ["check", "--project", str(folder)])
    assert done.exit_code == 0
    assert done.stderr.endswith(" supported; 0 errors, 0 warnings\n")


@every_example
def test_an_example_is_built(folder, tmp_path):
    """Its deck and its form become files."""
    done = CliRunner().invoke(app, ["build", "--project", str(folder), "-o", str(tmp_path)])
    assert done.exit_code == 0
    kinds = {path.suffix for path in tmp_path.iterdir()}
    assert kinds == {".apkg", ".pdf", ".html", ".json"}
    assert all(path.stat().st_size > 1000 for path in tmp_path.iterdir())


@every_example
def test_an_example_has_a_name_of_its_own(folder):
    """Its cards never overwrite those of another project."""
    names = {load(each)[0].settings.namespace for each in [*FOLDERS, EXAMPLES.parent]}
    assert len(names) == len(FOLDERS) + 1
    assert all(names)


def test_the_examples_show_every_kind_of_item_and_two_of_source():
    """Whoever looks for a pattern finds one."""
    projects = [load(folder)[0] for folder in FOLDERS]
    kinds = {item.kind for project in projects for item in project.items.values()}
    assert set(Kind) - kinds <= {Kind.CHOICE}
    sources = [source for project in projects for source in project.sources.values()]
    assert {source.rights for source in sources} == {Rights.OWN}
    assert {passage.section == "" for source in sources for passage in source.passages} == {
        True,
        False,
    }


def test_the_script_makes_a_deck_and_its_forms(tmp_path, monkeypatch, capsys):
    """It runs from the command line, as it says."""
    script = EXAMPLES / "make_deck.py"
    arguments = [str(script), str(EXAMPLES / "volcanoes"), "volcanoes", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as done:
        runpy.run_path(str(script), run_name="__main__")
    assert done.value.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "volcanoes-quiz.pdf",
        "volcanoes.apkg",
    ]
    assert "checked 11 items" in capsys.readouterr().out


def test_the_script_says_what_keeps_a_deck_back(tmp_path, monkeypatch, capsys):
    """A deck that is not there is a finding, not a traceback."""
    script = EXAMPLES / "make_deck.py"
    monkeypatch.setattr(
        sys, "argv", [str(script), str(EXAMPLES / "volcanoes"), "lakes", str(tmp_path)]
    )
    with pytest.raises(SystemExit) as done:
        runpy.run_path(str(script), run_name="__main__")
    assert done.value.code == 1
    assert "error SD504 there is no deck 'lakes'" in capsys.readouterr().out
