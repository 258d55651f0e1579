"""A small project in a temporary folder, written as an author writes it."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from studydeck.check import CheckedProject, check
from studydeck.diagnostics import Diagnostic
from studydeck.load import load

FILES = {
    "questions/project.yaml": "format: 1\nproject: lakes-0a1b2c\ntitle: Lakes\n",
    "questions/names.yaml": "names:\n- {name: Lake Superior, aliases: [Superior]}\n"
    "- {name: Michigan}\n- {name: Huron}\n- {name: Erie}\n- {name: Ontario}\n",
    "questions/sources/lakes.yaml": """\
        source: lakes
        title: Notes on lakes
        rights: own
        passages:
        - id: p1
          text: >-
            Lake Baikal holds about 23,600 cubic kilometres of water and is 1,642 metres deep.
            Lake Superior covers 82,100 square kilometres. It was surveyed in July 1823.
        - id: p2
          text: >-
            The Great Lakes are Superior, Michigan, Huron, Erie and Ontario. Four of them touch
            Canada. The treaty on their waters was signed on 11 January 1909 in Washington.
        - id: p3
          text: Lake Michigan does not touch Canada.
        - id: p4
          text: In Washington the treaty on the waters of the Great Lakes was signed.
        """,
}

Run = Callable[..., tuple[CheckedProject, tuple[Diagnostic, ...]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Load and check a bank of entries, given as YAML, with further files over the base."""

    def _run(entries: str = "", **more: str) -> tuple[CheckedProject, tuple[Diagnostic, ...]]:
        bank = "bank: water\ntitle: Water\nsource: lakes\nitems:\n" + dedent(entries)
        files = {**FILES, "questions/water.yaml": bank, **more}
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        project, read = load(tmp_path)
        checked, found = check(project)
        return checked, (*read, *found)

    return _run
