"""How the findings of this stage are worded: one line, whatever an author wrote."""

import re
from collections.abc import Iterable

from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.span import Span

_LONGEST = 160
_QUOTED = re.compile(r"'([^']{39})[^']{2,}'")


def say(
    code: str,
    span: Span | None,
    message: str,
    help: str,
    *,
    item: str = "",
    related: Iterable[Related] = (),
) -> Diagnostic:
    """Make a finding; long words of the author are cut, and what cannot be shown is marked."""
    return fault(code, span, one_line(message), help=one_line(help), item=item, related=related)


def one_line(text: str) -> str:
    r"""Fit a text into one line of a report.

    >>> one_line("'a\n b\x1b' is no date")
    "'a b\ufffd' is no date"
    """
    if len(text) <= _LONGEST and text.isprintable():
        return text
    shown = " ".join(text.split())
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown[:10_000])
    if len(shown) > _LONGEST:
        shown = _QUOTED.sub(r"'\1…'", shown)
    return shown if len(shown) <= 2 * _LONGEST else f"{shown[: 2 * _LONGEST - 1]}…"
