"""Read a document past its mistakes: what cannot be parsed is blanked, and the rest is read."""

import re
from dataclasses import dataclass, field

from studydeck.diagnostics import Diagnostic, errors
from studydeck.load.files import visible
from studydeck.load.nodes import Node, parse
from studydeck.load.saying import say
from studydeck.load.syntax import explain
from studydeck.span import File, Span

_MOST_MENDS = 50
_MOST_READ = 32 * 1024 * 1024
_INDENT = re.compile(r" *")
_NOT_END = re.compile(r"[^\r\n]")

Blank = tuple[int, int]


@dataclass(slots=True)
class Document:
    """The nodes of a file, None without any; `blanks` are the stretches that were left out."""

    root: Node | None = None
    faults: list[Diagnostic] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)


def read_document(file: File, *, hidden: bool = True) -> Document:
    """Parse a file; after a mistake, go on with the next key or the next entry.

    At most fifty mistakes of a file are told, of a large one fewer: each costs one more
    pass. `hidden` tells whether there are control characters to keep from the parser.
    """
    text = visible(file.text) if hidden else file.text
    document = Document()
    read = 0
    while read < _MOST_READ and len(document.blanks) < _MOST_MENDS:
        parsed = parse(file, text)
        if parsed.stumble is None:
            document.root = parsed.root
            document.faults += parsed.faults
            return _not_empty(file, document)
        found = explain(file, text, parsed.stumble)
        document.faults.append(found)
        blank = _unit(text, found.span.start if found.span else 0)
        if not text[slice(*blank)].strip():
            blank = _unit(text, parsed.stumble.at)
        if not text[slice(*blank)].strip():
            break
        document.blanks.append(blank)
        read += parsed.stumble.at
        text = text[: blank[0]] + _NOT_END.sub(" ", text[slice(*blank)]) + text[blank[1] :]
    return document


def _not_empty(file: File, document: Document) -> Document:
    if not document.root and isinstance(document.root, str | None):
        document.root = None
        if not errors(document.faults):
            document.faults.append(
                say("SD126", Span(file, 0, 0), f"'{file.path}' holds nothing",
                    "write it, or delete the file")
            )  # fmt: skip
    return document


def _unit(text: str, at: int) -> Blank:
    """Give the line of a place, with the lines below that belong to it.

    Those are indented further, or are the entries of a key at the start of its line.
    """
    start = text.rfind("\n", 0, min(at, len(text))) + 1
    indent = _indent(text, start)
    key = text[start : start + 1] not in {"", " ", "-", "\n"}
    end = text.find("\n", start) + 1
    while end > 0 and end < len(text):
        within = _indent(text, end) > indent or (key and text.startswith("-", end))
        if not within and text[end : end + 1] not in {"\n", "\r", "#"}:
            return start, end
        end = text.find("\n", end) + 1
    return start, len(text)


def _indent(text: str, start: int) -> int:
    match = _INDENT.match(text, start)
    return match.end() - start if match else 0
