"""A small project, and the command line run in this process or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studydeck.cli import app

FILES = {
    "questions/project.yaml": "format: 1\nproject: tunnels-0a1b2c\ntitle: Tunnels\n",
    "questions/sources/guide.yaml": """\
source: guide
title: A guide to the tunnel
rights: own
passages:
- id: opening
  text: The tunnel opened on 6 May 1994.
- id: size
  text: The tunnel is 50 km long.
""",
    "questions/tunnel.yaml": """\
bank: tunnel
title: The tunnel
source: guide
items:
- id: opened
  prompt: On which day did the tunnel open?
  answer: 1994-05-06
  cite: opening
- id: length
  prompt: How long is the tunnel?
  answer: 50 km
  distractors: [38 km, 60 km]
  cite: size
""",
    "questions/extra.yaml": """\
bank: extra
title: More on the tunnel
source: guide
items:
- id: depth
  prompt: How deep is the tunnel?
  answer: 75 m
  unchecked: measured by the class
""",
    "decks/all.yaml": """\
deck: all
title: All of it
select: {banks: [tunnel]}
anki: {present: {default: reveal}}
forms:
- form: test
  title: A test
  versions: [A, B]
  sections:
  - {title: Everything, select: {banks: [tunnel]}}
""",
    "decks/more.yaml": """\
deck: more
title: Still more
select: {banks: [extra]}
anki: {present: {default: reveal}}
""",
}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """Write the project, and stand in its folder."""
    root = tmp_path / "tunnels"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    return root


def change(path: str, old: str, new: str) -> None:
    """Change a file of the project."""
    text = Path(path).read_text("utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def studydeck():
    """Run the command line in this process: exit_code, stdout and stderr."""

    def run(*args: str, **options):
        return CliRunner().invoke(app, list(args), catch_exceptions=False, **options)

    return run


@pytest.fixture
def process():
    """Run the command line as a program of its own."""

    def run(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "studydeck", *args],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | environment,
            encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        )

    return run
