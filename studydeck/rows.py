"""The lines of lock files: a first one that names the format, then one thing a line."""

import re

from studydeck.diagnostics import Diagnostic, fault
from studydeck.span import File, Span

CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)
"""What git writes into a file that two branches changed."""
_AGAIN = "take the file from version control again, and do not edit it"


def read_rows(
    file: File, head: str, writer: str
) -> tuple[tuple[tuple[int, str], ...], Diagnostic | None]:
    """Give the lines below the `head` with their numbers from 1, or none and what is wrong.

    `head` is the name of the format and its version, `writer` the command that writes it. An
    empty file has no lines.

    Diagnostics: SD127, SD507.
    """
    if not file.text.strip():
        return (), None
    marked = conflict(file)
    if marked:
        return (), damaged(
            file,
            marked,
            "has a conflict of two branches",
            f"take the file of one branch, then run `{writer}`",
        )
    first, *rows = (row.rstrip("\r") for row in file.text.rstrip("\r\n").split("\n"))
    if first != head:
        return (), _of_another_format(file, first, head)
    return tuple(enumerate(rows, 2)), None


def conflict(file: File) -> int:
    """Give the line, from 1, at which two branches are in conflict, or 0."""
    found = CONFLICT.search(file.text)
    return file.place(found.start())[0] if found else 0


def _of_another_format(file: File, first: str, head: str) -> Diagnostic:
    name, _, ours = head.rpartition(" ")
    told, _, version = first.rpartition(" ")
    digits = version.isascii() and version.isdecimal()
    if told == name and digits and int(version[:9]) > int(ours):
        message = f"the lock is of format '{version[:9]}', and this studydeck reads {ours}"
        return fault("SD127", line_span(file, 1), message, help="get a later studydeck")
    return damaged(file, 1, f"begins with '{first[:30]}' and not with '{head}'")


def damaged(file: File, line: int, what: str, help: str = _AGAIN) -> Diagnostic:
    """Refuse a lock for one of its lines."""
    return fault("SD507", line_span(file, line), f"the lock {what}", help=help)


def line_span(file: File, line: int) -> Span:
    """Give the place of a whole line, counted from 1."""
    start = file.line_starts[line - 1]
    return Span(file, start, start + len(file.line_text(line)))
