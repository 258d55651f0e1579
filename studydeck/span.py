"""Where a thing stands: files, spans, and text that remembers its place."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, eq=False)
class File:
    """One file that was read, with the text its spans count in.

    `path` is as shown to the author: relative to the project where it can be,
    with `/` on every system. `text` has no byte order mark; CRLF is kept.
    """

    path: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets of the first character of each line, in code points."""
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and column of an offset, both from 1, in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Give one line, counted from 1, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of one file, in code points from 0."""

    file: File
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the file that the span covers."""
        return self.file.text[self.start : self.end]


class Text(str):
    """A string that knows where its author wrote it.

    Equal to any string of the same characters; only diagnostics look at the place.
    Inside a YAML block scalar the span is that of the whole scalar.
    """

    __slots__ = ("end", "file", "start")

    file: File | None
    start: int
    end: int

    def __new__(
        cls, value: str = "", file: File | None = None, start: int = 0, end: int = 0
    ) -> "Text":
        """Make a text; without a file it has no place."""
        text = str.__new__(cls, value)
        text.file, text.start, text.end = file, start, end
        return text

    @property
    def span(self) -> Span | None:
        """Where the text stands, or None for one that no author wrote."""
        return None if self.file is None else Span(self.file, self.start, self.end)


EMPTY = Text()
"""The text that no author wrote."""
