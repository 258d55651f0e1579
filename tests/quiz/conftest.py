"""A small project on disk, and ways to run the quiz over it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = """\
format: 1
project: lakes-0a1b2c
title: Lakes
language: en
licence: CC-BY-4.0
"""
SOURCE = """\
source: atlas
title: A Small Atlas of Lakes
author: A. Author
issued: 2002
rights: own
passages:
- id: p1
  text: Lake Mira was dammed on 16 July 2001 near the town of Orlin. [red] letters mark the dam.
- id: p2
  text: Lake Sarna is 85 km long and lies in Veldania.
- id: p3
  text: The rivers Ona, Tulva and Brask flow into Lake Sarna.
- id: p4
  text: Nobody has ever dived to the bottom of Lake Korb.
"""
BANK = """\
bank: lakes
title: Lakes of the north
source: atlas
items:
- id: dammed
  prompt: When was Lake Mira dammed?
  answer: 2001-07-16
  cite: p1
- id: town
  prompt: Near which town was Lake Mira dammed?
  answer: Orlin
  cite: p1
- id: length
  prompt: How long is Lake Sarna?
  answer: 85 km
  cite: p2
- id: rivers
  prompt: Which three rivers flow into Lake Sarna?
  answer: [Ona, Tulva, Brask]
  cite: p3
- id: dived
  statement: Divers have reached the bottom of Lake Korb.
  answer: false
  correction: Nobody has ever dived to the bottom of Lake Korb.
  cite: p4
"""
DECKS = """\
deck: all
title: All lakes
select: {banks: [lakes]}
"""


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    """Write a project of five items, one deck and one source, and give its folder."""
    folder = tmp_path / "lakes"
    for name, text in {
        "questions/project.yaml": PROJECT,
        "questions/sources/atlas.yaml": SOURCE,
        "questions/lakes.yaml": BANK,
        "decks/all.yaml": DECKS,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path):
    """Give a function for an environment that does not depend on the one of the tests."""
    needed = {"PATH", "SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_CONFIG"}
    kept = {k: v for k, v in os.environ.items() if k in needed}
    home = {"HOME": str(tmp_path), "TERM": "xterm", "LC_ALL": "C.UTF-8"}

    def make(**more: str) -> dict[str, str]:
        return kept | home | more

    return make


@pytest.fixture
def quiz_command() -> list[str]:
    """Give the command that runs the quiz, at a time that stands still.

    Otherwise a session that is taken up a second later could be one of yesterday.
    """
    return [sys.executable, "-m", "studydeck", "quiz", "--now", "2026-05-01T10:00:00+00:00"]


@pytest.fixture
def run_quiz(lakes: Path, tmp_path: Path, quiz_command, environment):
    """Give a function that runs the quiz without a terminal, and gives code, out and err."""

    def run(*options: str, typed: str | bytes = "", env: dict[str, str] | None = None):
        data = typed.encode() if isinstance(typed, str) else typed
        done = subprocess.run(
            [
                *quiz_command,
                *options,
                "--project",
                str(lakes),
                "--db",
                str(tmp_path / "log.sqlite"),
            ],
            input=data,
            capture_output=True,
            check=False,
            timeout=60,
            env=environment(**(env or {})),
        )
        return done.returncode, done.stdout, done.stderr

    return run
