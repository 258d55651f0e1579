"""A small project in a temporary folder, in which a test changes what it is about.

Where a finding must point is marked in the file itself: «so».
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from studydeck.diagnostics import Diagnostic
from studydeck.load import load
from studydeck.model import Item, Project

BASE = {
    "questions/project.yaml": "format: 1\nproject: paper-1a2b3c\ntitle: Paper\n",
    "questions/sources/notes.yaml": """\
source: notes
title: Notes on paper
rights: own
passages:
- {id: p1, text: Paper was first made in China. It came to Europe later.}
- {id: p2, text: The press of Gutenberg is of about 1450.}
""",
    "questions/paper.yaml": """\
bank: paper
title: Paper
source: notes
items:
- {id: first, prompt: Where was paper first made?, answer: China, cite: p1}
""",
    "decks/all.yaml": "deck: all\ntitle: All\nselect: {banks: [paper]}\n",
}
HEAD = "bank: paper\ntitle: Paper\nsource: notes\nitems:\n"
MARK = re.compile("«(.*?)»", re.DOTALL)

Loaded = tuple[Project, tuple[Diagnostic, ...]]
Load = Callable[..., Loaded]


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out of a text; gives the stretches that they enclosed."""
    places, at = [], 0
    parts = []
    for match in MARK.finditer(text):
        parts += [text[at : match.start()], match[1]]
        start = sum(map(len, parts)) - len(match[1])
        places.append((start, start + len(match[1])))
        at = match.end()
    return "".join([*parts, text[at:]]), places


def told(found: Diagnostic) -> str:
    """Write where a finding points: file, line and column, or - for nowhere."""
    if found.span is None:
        return "-"
    line, column = found.span.file.place(found.span.start)
    return f"{found.span.file.path}:{line}:{column}"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the base project with some files changed, added or, for None, left out."""

    def _write(files: dict[str, str | bytes | None] | None = None) -> Path:
        for name, text in {**BASE, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return _write


@pytest.fixture
def read(write) -> Load:
    """Load the base project with entries in its bank, and with other files."""

    def _read(entries: str = "", files: dict[str, str | bytes | None] | None = None) -> Loaded:
        bank = {"questions/paper.yaml": HEAD + entries} if entries else {}
        return load(write({**bank, **(files or {})}))

    return _read


@pytest.fixture
def item(read) -> Callable[[str], Item]:
    """Load one entry that has nothing wrong with it, and give its first item."""

    def _item(entry: str) -> Item:
        project, found = read(entry)
        assert found == (), [(one.code, one.message) for one in found]
        return project.banks["paper"].items[0]

    return _item


@pytest.fixture
def finds(write) -> Callable[..., list[Diagnostic]]:
    """Load a project with a marked file; give its findings, each at a mark, in order."""

    def _finds(name: str, text: str) -> list[Diagnostic]:
        plain, places = unmarked(text)
        _, found = load(write({name: plain}))
        there = [(one.span.start, one.span.end) for one in found if one.span]
        assert all(one.span and one.span.file.path == name for one in found), list(map(told, found))
        assert there == places, [(one.code, told(one), one.span and one.span.text) for one in found]
        return list(found)

    return _finds
