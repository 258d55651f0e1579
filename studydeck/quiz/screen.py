"""Writing to a terminal: wrapped lines, few colours, and no text that is taken for markup.

The only importer of rich in the quiz. Texts of banks may hold anything, so control
characters and marks that turn the direction of writing are taken out of all of them.
"""

import codecs
import unicodedata
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TextIO

from studydeck.grade.fold import to_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST = 88
"""Lines longer than this are hard to read, however wide the terminal is."""
_USUAL = 80
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ERRORS = "studydeck.spell"


def clean(text: str) -> str:
    r"""Take out what a terminal would act on; tabs and line ends become spaces.

    >>> clean("a\x1b[31mb\tc\u202ed")
    'a[31mb cd'
    """
    return "".join(" " if c in "\t\n\r" else c for c in text if not _acts(c))


def _acts(c: str) -> bool:
    if c in "\t\n\r":
        return False
    return c in _DIRECTIONS or unicodedata.category(c) in {"Cc", "Cs"}


def spell(error: UnicodeError) -> tuple[str, int]:
    """Write what an encoding lacks in ASCII; an error handler for `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return to_ascii(error.object[error.start : error.end]) or "?", error.end


def make_safe(*streams: TextIO) -> None:
    """Let streams write and read any character, whatever their encoding."""
    codecs.register_error(_ERRORS, spell)
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=_ERRORS if stream.writable() else "replace")


class Screen:
    """A place to write lines to, at most `WIDEST` columns wide."""

    def __init__(self, out: TextIO, *, ascii_only: bool = False, width: int | None = None) -> None:
        """Write to a stream; without `width`, as wide as its terminal."""
        from rich.console import Console  # noqa: PLC0415  (slow to import; only the quiz needs it)

        self._ascii = ascii_only
        self._console = Console(
            file=out, highlight=False, markup=False, emoji=False, width=width, soft_wrap=False
        )
        if self._console.width < 1:  # what COLUMNS=0 leads to: nothing would be written at all
            self._console.width = _USUAL

    def words(self, text: str) -> str:
        """Clean a text, and spell it in ASCII if that was asked for."""
        return to_ascii(clean(text)) if self._ascii else clean(text)

    def line(self, *parts: tuple[str, str], indent: int = 0) -> None:
        """Write (text, style) parts as one paragraph, wrapped, every line indented."""
        self._paragraph(" " * indent, parts)

    def listed(self, lead: str, *parts: tuple[str, str], indent: int = 2) -> None:
        """Write a paragraph with a lead such as `a)`, later lines under its first word."""
        self._paragraph(" " * indent + self.words(lead) + " ", parts)

    def _paragraph(self, lead: str, parts: "Iterable[tuple[str, str]]") -> None:
        from rich.text import Text  # noqa: PLC0415

        text = Text()
        for words, style in parts:
            text.append(self.words(words), style)
        text.rstrip()
        room = max(self.width - len(lead), 16)
        before = lead
        for line in text.wrap(self._console, room) or [Text()]:
            line.rstrip()
            self._console.print(Text(before) + line, soft_wrap=True)
            before = " " * len(lead)

    def marked(self, text: str, marks: "Iterable[tuple[int, int]]", indent: int = 2) -> None:
        """Write a paragraph with stretches of it, in code points, in bold.

        Where nothing can be bold, and in ASCII, they stand between asterisks.
        """
        edges = sorted({0, len(text), *(e for mark in marks for e in mark if e <= len(text))})
        inside = [
            (text[a:b], "bold" if any(s <= a and b <= e for s, e in marks) else "")
            for a, b in pairwise(edges)
        ]
        if self._ascii or self._console.color_system is None:
            runs = groupby(inside, key=lambda part: part[1])
            told = [("".join(words for words, _ in run), style) for style, run in runs]
            inside = [(f"*{words}*" if style else words, "") for words, style in told]
        self.line(*inside, indent=indent)

    @property
    def width(self) -> int:
        """How many columns there are, at this moment, up to `WIDEST`."""
        return min(self._console.width, WIDEST)

    def fixed(self, text: str) -> None:
        """Write a line as it stands, cut where the terminal ends."""
        from rich.text import Text  # noqa: PLC0415

        self._console.print(Text(self.words(text)[: self.width]), soft_wrap=True)

    def gap(self) -> None:
        """Write an empty line."""
        self._console.print()
