"""Dates that a text tells from its own day: yesterday, last year, two months ago."""

from datetime import date, timedelta

from studydeck.evidence.dates import Day, month_days
from studydeck.evidence.tokens import Token

Anchor = tuple[Day, Day]
"""First and last day of the date of a source; equal where it is known to the day."""
Found = tuple[Day, Day, int]

_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WHICH = {"last": -1, "this": 0, "next": 1}
_SMALL = {
    word: number
    for number, word in enumerate("a two three four five six seven eight nine ten".split(), 1)
}
STARTS = frozenset({*_DAYS, *_WHICH, *_SMALL})
"""Words that such a date can start with."""


def relative_at(found: tuple[Token, ...], at: int, anchor: Anchor) -> Found | None:
    """Read a date that is told from the day of its source, and what follows it.

    Only what the date of the source is fine enough for: one that is known by its year tells
    which year "last year" is, and not which day "yesterday".
    """
    word = found[at].low
    following = found[at + 1].low if at + 1 < len(found) else ""
    if word in _DAYS:
        return _span("day", _DAYS[word], anchor, at + 1)
    if word in _WHICH:
        return _span(following, _WHICH[word], anchor, at + 2)
    number = int(word) if word.isdecimal() and len(word) < 3 else _SMALL.get(word, 0)
    if number and at + 2 < len(found) and found[at + 2].low == "ago":
        return _span(following.removesuffix("s"), -number, anchor, at + 3)
    return None


def _span(unit: str, steps: int, anchor: Anchor, after: int) -> Found | None:
    """Go so many days, weeks, months or years from the anchor; gives all of the unit."""
    (year, month, day), (last_year, last_month, last_day) = anchor
    if unit == "year" and year == last_year:
        return (year + steps, 1, 1), (year + steps, 12, 31), after
    if unit == "month" and (year, month) == (last_year, last_month):
        total = 12 * year + month - 1 + steps
        to_year, to_month = total // 12, total % 12 + 1
        return (to_year, to_month, 1), (to_year, to_month, month_days(to_year, to_month)), after
    if unit not in {"day", "week"} or (year, month, day) != (last_year, last_month, last_day):
        return None
    return _days(date(year, month, day), unit, steps, after)


def _days(told: date, unit: str, steps: int, after: int) -> Found | None:
    """Step by days, or by weeks from Monday to Sunday; None beyond the calendar."""
    try:
        if unit == "day":
            first = last = told + timedelta(days=steps)
        else:
            first = told - timedelta(days=told.weekday()) + timedelta(weeks=steps)
            last = first + timedelta(days=6)
    except OverflowError:
        return None
    return (first.year, first.month, first.day), (last.year, last.month, last.day), after
