"""What the program tells an author: findings with a code and a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from studydeck import rules
from studydeck.span import Span


class Severity(StrEnum):
    """How much a finding weighs: an error keeps its bank out of every output."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `span` is None where no file is at fault (a folder without banks). `item` is
    `bank/item` where the finding is about one item, else empty. `help` is one
    sentence that says what would settle it.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None
    help: str = ""
    item: str = ""
    related: tuple[Related, ...] = ()


def fault(
    code: str,
    span: Span | None,
    message: str,
    *,
    help: str = "",
    item: str = "",
    related: Iterable[Related] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    """Make a finding with the severity of its rule, unless another one is told.

    Raises:
        KeyError: the code is not in the table of rules; that is our bug.
    """
    weight = severity or Severity(rules.RULES[code].severity)
    return Diagnostic(code, weight, message, span, help, item, tuple(related))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings by file, place and code, and drop exact repeats."""

    def key(found: Diagnostic) -> tuple[str, int, str, str]:
        path, start = (found.span.file.path, found.span.start) if found.span else ("", 0)
        return path, start, found.code, found.message

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Keep the findings that are errors."""
    return tuple(found for found in diagnostics if found.severity is Severity.ERROR)
