"""Findings as text for people, JSON for programs, and annotations for GitHub.

Texts of authors may hold anything. What a terminal would act on is shown by its number,
so that no finding can move a cursor or turn the direction of writing.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studydeck.diagnostics import Diagnostic, Related, Severity
from studydeck.model import Finding, Verdict
from studydeck.record import Staleness
from studydeck.rules import RULES
from studydeck.span import Span

if TYPE_CHECKING:
    from studydeck.checked import CheckedProject

FORMAT = 1
"""Version of the JSON report; readers allow unknown keys."""

_TAB = 4
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "place": "\x1b[1m", "caret": "\x1b[36m"}
_RESET = "\x1b[0m"
_CUT = "..."


# Text


@dataclass(frozen=True, slots=True)
class _Page:
    """How text is written: what stands before each path, colours, and columns."""

    base: str
    paint: Callable[[str, str], str]
    width: int

    def place(self, span: Span) -> str:
        """Write `path:line:column`."""
        line, column = span.file.place(span.start)
        return f"{self.base}{_shown(span.file.path)}:{line}:{column}"


def text(
    diagnostics: Iterable[Diagnostic], *, base: str = "", colour: bool = False, width: int = 100
) -> str:
    """Write findings with their lines and carets, a blank line between two.

    `base` goes before each path. `width` is that of the terminal in columns; longer lines
    of a source are cut around the caret, at ASCII dots that any console can show. Messages
    are not wrapped.
    """
    page = _Page(base, _painted if colour else _plain, max(width, 40))
    return "\n".join(_one(found, page) for found in diagnostics)


def _plain(_style: str, words: str) -> str:
    return words


def _painted(style: str, words: str) -> str:
    return f"{_COLOURS[style]}{words}{_RESET}" if words else ""


def _one(found: Diagnostic, page: _Page) -> str:
    head = page.paint(found.severity.value, f"{found.severity.value} {found.code}")
    where = page.paint("place", f"{page.place(found.span)}: ") if found.span else ""
    lines = [f"{where}{head} {_shown(found.message)}", *_quoted(found.span, page)]
    for one in found.related:
        lines += [f"  {page.place(one.span)}: {_shown(one.message)}", *_quoted(one.span, page)]
    if found.help:
        lines.append(f"  help: {_shown(found.help)}")
    return "\n".join(lines) + "\n"


def _quoted(span: Span | None, page: _Page) -> list[str]:
    """Give the line that a span starts on with carets below it, or nothing if it is empty."""
    if span is None:
        return []
    number, column = span.file.place(span.start)
    line = span.file.line_text(number)
    if not line.strip():
        return []
    first = column - 1
    last = max(first + 1, min(len(line), first + span.end - span.start))
    margin = f"{number:>5} | "
    before, marked, after = _cut(line, first, last, page.width - len(margin))
    carets = page.paint("caret", "^" * max(1, _columns(marked)))
    blank = " " * _columns(before)
    return [f"{margin}{before}{marked}{after}".rstrip(), f"      | {blank}{carets}"]


def _cut(line: str, first: int, last: int, room: int) -> tuple[str, str, str]:
    """Fit a line into so many columns: what is before, in and after the marked stretch."""
    before, marked, after = _shown(line[:first]), _shown(line[first:last]), _shown(line[last:])
    if _columns(before + (marked or " ") + after) <= room:
        return before, marked, after
    keep = min(_columns(before), room // 4)
    if _columns(marked) > room - keep:
        marked, after = _start_of(marked, room - keep - len(_CUT)), _CUT
    rest = room - max(1, _columns(marked))
    left = max(rest // 2, rest - _columns(after))
    if _columns(before) > left:
        before = _CUT + _end_of(before, left - len(_CUT))
    right = rest - _columns(before)
    if _columns(after) > right:
        after = _start_of(after, right - len(_CUT)) + _CUT
    return before, marked, after


def _start_of(words: str, room: int) -> str:
    taken = 0
    for at, character in enumerate(words):
        taken += _columns(character)
        if taken > room:
            return words[:at]
    return words


def _end_of(words: str, room: int) -> str:
    taken = 0
    for at in range(len(words), 0, -1):
        taken += _columns(words[at - 1])
        if taken > room:
            return words[at:]
    return words


def _columns(words: str) -> int:
    r"""Count the columns that a terminal gives a text.

    >>> _columns("abc"), _columns("北京"), _columns("e\u0301")
    (3, 4, 1)
    """
    if words.isascii():
        return len(words)
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me", "Cf"} else 1 + _is_wide(c) for c in words
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _shown(words: str) -> str:
    r"""Write a tab as spaces, and by their numbers characters that a terminal acts on.

    >>> _shown("a\tb\x1b[31m")
    'a    b\\x1b[31m'
    """
    if words.isascii() and words.isprintable():
        return words
    return "".join(_safe(c) for c in words)


def _safe(character: str) -> str:
    if character == "\t":
        return " " * _TAB
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character != "\u00ad":
        return character.encode("unicode_escape").decode("ascii")
    return character


# Words for all of it


def summary(checked: "CheckedProject", diagnostics: Sequence[Diagnostic]) -> str:
    """Write in one line how many items there are, their verdicts, errors and warnings."""
    return summary_of(checked.findings, diagnostics)


def summary_of(findings: Mapping[str, Finding], diagnostics: Sequence[Diagnostic]) -> str:
    """Write in one line how many items there are, their verdicts, errors and warnings.

    Items whose passages were proved by their originals are counted where there are any, and
    so are those whose passages moved, and those that rest on a source that could not be read.
    """
    counted = verdicts(findings.values())
    told = ", ".join(f"{number:,} {verdict}" for verdict, number in counted.items() if number)
    bad, mild = _weights(diagnostics)
    whole = sum(finding.proved_by == "original" for finding in findings.values())
    moved = stale(findings.values())[Staleness.MOVED]
    more = [f"{whole:,} proved by originals too"] if whole else []
    more += [f"passages of {moved:,} moved"] if moved else []
    unread = Counter(finding.unread for finding in findings.values() if finding.unread)
    more += [f"{number:,} not judged without '{source}'" for source, number in unread.items()]
    told += f" ({', '.join(more)})" if more else ""
    items = f"checked {count(len(findings), 'item')}" + (f": {told}" if told else "")
    return f"{items}; {count(bad, 'error')}, {count(mild, 'warning')}"


def count(number: int, noun: str) -> str:
    """Write a number with its noun.

    >>> count(1, "item"), count(10_000, "error")
    ('1 item', '10,000 errors')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def verdicts(findings: Iterable[Finding]) -> dict[str, int]:
    """Count the findings of each verdict; all seven are there, in the order of the model."""
    counted = Counter(finding.verdict for finding in findings)
    return {verdict.value: counted[verdict] for verdict in Verdict}


def stale(findings: Iterable[Finding]) -> dict[str, int]:
    """Count the items of each staleness; all are there, in the order of the model."""
    counted = Counter(finding.staleness for finding in findings)
    return {one.value: counted[one] for one in Staleness}


def _weights(diagnostics: Sequence[Diagnostic]) -> tuple[int, int]:
    bad = sum(found.severity is Severity.ERROR for found in diagnostics)
    return bad, len(diagnostics) - bad


# JSON


def as_json(checked: "CheckedProject", diagnostics: Sequence[Diagnostic], tool: str) -> str:
    """Write the whole report as JSON in ASCII, so that no console can spoil it.

    `tool` names the program and its version. Columns count code points from 1, ends
    exclude the last one; a finding without a place has null in its five keys.
    """
    bad, mild = _weights(diagnostics)
    kinds = {key: item.kind.value for key, item in checked.project.items.items()}
    report = {
        "format": FORMAT,
        "tool": tool,
        "project": checked.project.settings.namespace,
        "diagnostics": [_as_data(found) for found in diagnostics],
        "items": [_item(finding, kinds[key]) for key, finding in checked.findings.items()],
        "summary": {
            "items": len(checked.findings),
            "errors": bad,
            "warnings": mild,
            "verdicts": verdicts(checked.findings.values()),
            "staleness": stale(checked.findings.values()),
        },
    }
    return json.dumps(report, indent=1) + "\n"


def _as_data(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        **_range(found.span),
        "message": found.message,
        "item": found.item,
        "help": found.help,
        "related": [_related(one) for one in found.related],
    }


def _range(span: Span | None) -> dict[str, Any]:
    if span is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    line, column = span.file.place(span.start)
    end_line, end_column = span.file.place(span.end)
    return {
        "file": span.file.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _related(one: Related) -> dict[str, Any]:
    line, column = one.span.file.place(one.span.start)
    return {"file": one.span.file.path, "line": line, "column": column, "message": one.message}


def _item(finding: Finding, kind: str) -> dict[str, Any]:
    return {
        "id": finding.item,
        "kind": kind,
        "verdict": finding.verdict.value,
        "proved_by": finding.proved_by,
        "staleness": finding.staleness.value,
        "evidence": [
            {
                "source": found.source,
                "passage": found.passage,
                "start": found.start,
                "end": found.end,
            }
            for found in finding.evidence
        ],
        "reason": finding.reason,
    }


# GitHub


def github(diagnostics: Iterable[Diagnostic], *, base: str = "") -> str:
    """Write findings as workflow commands that GitHub shows beside the lines.

    `base` goes before each path, which GitHub reads from the root of the repository. It
    takes columns only where a finding begins and ends on one line.

    Source: GitHub's documentation of workflow commands, "Setting an error message".
    """
    return "".join(_annotation(found, base) for found in diagnostics)


def _annotation(found: Diagnostic, base: str) -> str:
    keys: dict[str, object] = {}
    if found.span:
        place = _range(found.span)
        keys = {"file": base + place["file"], "line": place["line"], "endLine": place["end_line"]}
        if place["line"] == place["end_line"]:
            keys |= {"col": place["column"], "endColumn": place["end_column"]}
    keys["title"] = f"{found.code} {RULES[found.code].name}"
    told = ",".join(f"{name}={_property(str(value))}" for name, value in keys.items())
    help = f"\nhelp: {found.help}" if found.help else ""
    return f"::{found.severity.value} {told}::{_data(found.message + help)}\n"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
