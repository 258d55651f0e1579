"""What the README says is so."""

import doctest
import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from studydeck.cli import COMMANDS, app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def block(before: str) -> str:
    """Give the code block that follows some words."""
    found = re.search(rf"{re.escape(before)}\n*```\w+\n(.*?)```", README, re.DOTALL)
    assert found, before
    return found[1]


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """Stand in a folder with the examples, as in a clone."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_does_what_it_says(here):
    """Its lines run as they stand, and write what they name."""
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert (failed, tried) == (0, 10)
    assert sorted(path.name for path in Path("dist").iterdir()) == ["quiz-A.pdf", "volcanoes.apkg"]


def test_the_entry_is_in_the_example():
    """Word for word."""
    entry = block("(examples/volcanoes/questions/eruptions.yaml):")
    bank = (ROOT / "examples/volcanoes/questions/eruptions.yaml").read_text("utf-8")
    assert entry in bank


def test_the_error_is_what_check_says(here, monkeypatch):
    """Its lines are those of the program."""
    bank = here / "examples/volcanoes/questions/eruptions.yaml"
    text = bank.read_text("utf-8")
    assert text.count("answer: about 4,800 km") == 1
    bank.write_text(text.replace("answer: about 4,800 km", "answer: about 8,400 km"), "utf-8")
    monkeypatch.chdir(here / "examples/volcanoes")
    done = CliRunner().invoke(app, ["check"])
    assert done.exit_code == 1
    assert done.stderr == block("<!-- output: check examples/volcanoes with 8,400 for 4,800 -->")


def test_the_test_for_a_class_is_made(tmp_path, monkeypatch):
    """From the file as it stands, beside the curated banks."""
    for folder in ("questions", "decks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "decks/border.yaml").write_text(block("Save it as `decks/border.yaml`:"), "utf-8")
    monkeypatch.chdir(tmp_path)
    command = block(
        "the answers at the end\n  sections:\n  - {select: {importance: [3]}, take: 5}\n```"
    )
    assert command.startswith(".venv/bin/studydeck print border/test ")
    assert CliRunner().invoke(app, ["print", "border", "--format", "md"]).exit_code == 0
    made = {path.name for path in Path("dist").glob("*.md")}
    assert made == {
        "border-test-A.md", "border-test-A-key.md", "border-test-B.md", "border-test-B-key.md",
        "border-monday-A-handout.md",
    }  # fmt: skip


def test_the_table_of_commands_is_complete():
    """One row each, with the line of `--help`."""
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", README, re.MULTILINE)
    assert dict(rows) == {name: command.line for name, command in COMMANDS.items()}


def test_the_set_up_is_one_line_each():
    """Whoever copies it needs nothing before or after it."""
    for mark in ("main", "tests"):
        (line,) = block(f"<!-- ci: {mark} -->").splitlines()
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_links_lead_somewhere():
    """Each file that it points to is there."""
    links = re.findall(r"\]\(([^)]+)\)", README)
    files = [link for link in links if not link.startswith("https://")]
    assert len(files) >= 5
    assert [link for link in files if not (ROOT / link).exists()] == []


def test_the_python_that_it_asks_for_is_the_one_that_the_package_needs():
    """Both speak of the same version."""
    needed = re.search(r'requires-python = ">=(\d+\.\d+)"', (ROOT / "pyproject.toml").read_text())
    assert needed
    assert f"Python {needed[1]} or newer" in README
    assert sys.version_info >= tuple(map(int, needed[1].split(".")))


def test_the_hook_for_pre_commit_runs_a_command_that_is_there():
    """Its name is in the README."""
    (hook,) = yaml.load(
        (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    assert f"`{hook['id']}`" in README
    program, command = hook["entry"].split()
    assert (program, command in COMMANDS) == ("studydeck", True)
    assert re.match(hook["files"], "questions/dates.yaml")
    assert re.match(hook["files"], "course/decks/all.yaml")
    assert not re.match(hook["files"], "src/questions.py")
