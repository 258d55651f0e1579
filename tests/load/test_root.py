"""Where a project is found."""

from pathlib import Path

import pytest

from studydeck.load.root import builtin_root, find_root


@pytest.mark.parametrize("name", ["project.yaml", "dates.yaml"])
def test_the_nearest_project_upwards_is_found(tmp_path, name):
    """From any folder or file in it."""
    deep = tmp_path / "p" / "questions" / "sources"
    deep.mkdir(parents=True)
    file = tmp_path / "p" / "questions" / name
    file.write_text("x", "utf-8")
    for start in (tmp_path / "p", deep, file, tmp_path / "p" / "not" / "there"):
        assert find_root(start) == tmp_path / "p"
    assert find_root(tmp_path) is None


def test_the_nearer_of_two_is_found(tmp_path):
    """A project may lie in another one."""
    for folder in (tmp_path / "questions", tmp_path / "examples/a/questions"):
        folder.mkdir(parents=True)
        (folder / "project.yaml").write_text("", "utf-8")
    assert find_root(tmp_path / "examples/a/decks") == tmp_path / "examples/a"
    assert find_root(tmp_path / "examples") == tmp_path


def test_names_alone_make_no_project(tmp_path):
    """Nor does an empty folder."""
    (tmp_path / "questions").mkdir()
    assert find_root(tmp_path) is None
    (tmp_path / "questions/names.yaml").write_text("names: []\n", "utf-8")
    assert find_root(tmp_path) is None


def test_a_relative_folder_is_looked_up_from_here(tmp_path, monkeypatch):
    """As a command line gives it."""
    (tmp_path / "questions/sources").mkdir(parents=True)
    (tmp_path / "questions/project.yaml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path / "questions/sources")
    assert find_root(Path()) == tmp_path
    assert find_root(Path("..")) is not None


def test_the_library_has_banks():
    """It comes with the program."""
    assert (builtin_root() / "questions/dates.yaml").is_file()
