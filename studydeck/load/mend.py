"""Read a document past its mistakes: what cannot be parsed is blanked, and the rest is read."""

import re
from dataclasses import dataclass, field

from studydeck.diagnostics import Diagnostic, Severity, fault
from studydeck.load.files import visible
from studydeck.load.nodes import Node, parse
from studydeck.load.syntax import explain
from studydeck.span import File, Span

_MOST_MENDS = 20
_MOST_READ = 24 * 1024 * 1024
_TOP = re.compile(r"^[^\s#-]", re.MULTILINE)
_ENTRY = re.compile(r"^ *- ", re.MULTILINE)
_NOT_END = re.compile(r"[^\r\n]")


@dataclass(slots=True)
class Document:
    """The nodes of a file, None without any; not `whole` where parts had to be left out."""

    root: Node | None = None
    faults: list[Diagnostic] = field(default_factory=list)
    whole: bool = True


def read_document(file: File, *, hidden: bool = True) -> Document:
    """Parse a file; after a mistake, go on with the next entry or the next key of the file.

    A file has at most twenty such mistakes reported, a large one fewer: each costs one more
    pass. `hidden` tells whether there are control characters to keep from the parser.
    """
    text = visible(file.text) if hidden else file.text
    found: list[Diagnostic] = []
    passes = max(2, min(_MOST_MENDS, _MOST_READ // (len(text) + 1)))
    for _ in range(passes):
        parsed = parse(file, text)
        if parsed.stumble is None:
            return _finished(file, parsed.root, [*found, *parsed.faults], whole=not found)
        one = explain(file, text, parsed.stumble)
        found.append(one)
        blanked = _without(text, one.span.start if one.span else 0)
        if blanked == text:
            blanked = _without(text, parsed.stumble.at)
        if blanked == text:
            break
        text = blanked
    return Document(None, found, whole=False)


def _finished(file: File, root: Node | None, faults: list[Diagnostic], *, whole: bool) -> Document:
    wrong = any(one.severity is Severity.ERROR for one in faults)
    if (root is None or root == "") and not wrong:
        faults.append(fault("SD126", Span(file, 0, 0), f"'{file.path}' holds nothing",
                            help="write it, or delete the file"))  # fmt: skip
        root = None
    return Document(root, faults, whole)


def _without(text: str, at: int) -> str:
    """Blank the entry of a list, or else the key of the file, that a place belongs to."""
    start, end = _around(_TOP, text, at, 0, len(text))
    first = _ENTRY.search(text, start, end)
    if first and first.start() <= at:
        dash = re.compile(rf"^ {{{first.end() - first.start() - 2}}}- ", re.MULTILINE)
        start, end = _around(dash, text, at, first.start(), end)
    return text[:start] + _NOT_END.sub(" ", text[start:end]) + text[end:]


def _around(pattern: re.Pattern[str], text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Give the stretch from the last match in or above the line of a place to the next."""
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    for match in pattern.finditer(text, start, end):
        if match.start() > line_end:
            return start, match.start()
        start = match.start()
    return start, end
