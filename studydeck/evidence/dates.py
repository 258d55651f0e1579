"""Dates in plain English and EDTF, as closed intervals of days."""

import calendar
import re

from studydeck.evidence.tokens import Token
from studydeck.evidence.units import names_unit

Day = tuple[int, int, int]
Found = tuple[Day, Day, str, int]
"""First day, last day, hedge, index of the token after."""

_MONTHS = {
    **{name.casefold(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}
WEEKDAYS = tuple(name.casefold() for name in calendar.day_name)
NO_DAY: Day = (0, 0, 0)
"""What stands for a day that the calendar does not have, as 30 February."""
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_PARTS = {
    "first half": (1, 6), "second half": (7, 12),
    "first quarter": (1, 3), "second quarter": (4, 6),
    "third quarter": (7, 9), "fourth quarter": (10, 12), "last quarter": (10, 12),
}  # fmt: skip
_CODES = {"q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "h1": (1, 6), "h2": (7, 12)}
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
"""Which third of a month, year or decade a word tells."""
STARTS = frozenset(
    {
        *_MONTHS,
        *_SEASONS,
        *WEEKDAYS,
        *_THIRDS,
        *_CODES,
        *(part.split()[0] for part in _PARTS),
    }
)
"""Words that a date can start with."""
_DAY_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIGURES = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
_EDTF = re.compile(r"(-?\d{4}|\d{3}X)(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
_EDTF_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)} | {
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
_AMOUNTS = frozenset(
    "about some over nearly almost approximately around to than least most".split()
)
"""Words before a figure that make it an amount, where a plural stands behind it."""
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})


def month_days(year: int, month: int) -> int:
    """Days of a month; year 0, an unknown year, has a 29 February."""
    if month == 2:
        leap = year == 0 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        return 29 if leap else 28
    return 30 if month in {4, 6, 9, 11} else 31


def span_of(year: int, month: int = 0, day: int = 0) -> tuple[Day, Day] | None:
    """Give the first and last day of a year, month or day, or None for an impossible one."""
    if not month:
        return (year, 1, 1), (year, 12, 31)
    if not 1 <= month <= 12:
        return None
    last = month_days(year, month)
    if not day:
        return (year, month, 1), (year, month, last)
    return ((year, month, day), (year, month, day)) if 1 <= day <= last else None


def edtf(text: str) -> tuple[Day, Day, str] | None:
    """Read an EDTF date of level 0 or 1, or a season, quarter or half of level 2.

    Returns the first and last day and the hedge (`approx` for `~`, `?` and `%`), or None
    for anything else. An open end of an interval is the year -9999 or 9999.
    Source: ISO 8601-2:2019, clauses 4 and 5.

    >>> edtf("2000-07-05/2000-07-06")
    ((2000, 7, 5), (2000, 7, 6), '')
    >>> edtf("1996~")
    ((1996, 1, 1), (1996, 12, 31), 'approx')
    """
    if "/" in text:
        return _edtf_interval(text)
    match = _EDTF.fullmatch(text)
    if not match:
        return None
    year_text, month_text, day_text, mark = match.groups()
    month, day = int(month_text or 0), int(day_text or 0)
    if year_text.endswith("X"):
        decade = int(year_text[:-1]) * 10
        return None if month_text else ((decade, 1, 1), (decade + 9, 12, 31), "")
    year = int(year_text)
    if month in _EDTF_SEASONS and not day:
        first, last = _EDTF_SEASONS[month]
        return (year, first, 1), (year, last, month_days(year, last)), ""
    if (month_text and not month) or (day_text and not day):
        return None
    span = span_of(year, month, day)
    return (*span, "approx" if mark else "") if span else None


def _edtf_interval(text: str) -> tuple[Day, Day, str] | None:
    start, _, end = text.partition("/")
    open_start, open_end = start in {"", ".."}, end in {"", ".."}
    first = None if open_start else edtf(start)
    last = None if open_end else edtf(end)
    if (not first and not open_start) or (not last and not open_end) or (open_start and open_end):
        return None
    low = first[0] if first else (-9999, 1, 1)
    high = last[1] if last else (9999, 12, 31)
    hedge = (first[2] if first else "") or (last[2] if last else "")
    return (low, high, hedge) if low <= high else None


def date_at(found: tuple[Token, ...], at: int) -> Found | None:
    """Read the date that starts at a token, or None; plain English and ISO forms."""
    if _text(found, at) in WEEKDAYS:
        at += 2 if _text(found, at + 1) == "," else 1
    for reader in (_iso, _figures, _day_first, _month_first, _third, _part_of_year, _season,
                   _decade, _years):  # fmt: skip
        date = reader(found, at)
        if date:
            return date
    return None


def wrong_weekdays(found: tuple[Token, ...]) -> list[tuple[int, int, str]]:
    """Find weekdays that are not those of the full date behind them.

    Gives start and end in the text, and the weekday of that date.
    """
    wrong = []
    for at, token in enumerate(found):
        date = date_at(found, at) if token.low in WEEKDAYS else None
        if date and date[0] == date[1] and date[0][0]:
            right = WEEKDAYS[calendar.weekday(*date[0])]
            if right != token.low:
                wrong.append((token.start, found[date[3] - 1].end, right.capitalize()))
    return wrong


def _text(found: tuple[Token, ...], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""


def _digits(found: tuple[Token, ...], at: int, most: int) -> int:
    """Read a whole number of at most `most` digits, or give 0."""
    text = _text(found, at)
    return int(text) if text.isdecimal() and len(text) <= most else 0


def _year(found: tuple[Token, ...], at: int) -> int:
    text = _text(found, at)
    return int(text) if len(text) == 4 and text.isdecimal() and "1000" <= text <= "2099" else 0


def _touching(found: tuple[Token, ...], first: int, last: int) -> bool:
    return last < len(found) and all(found[i].end == found[i + 1].start for i in range(first, last))


def _iso(found: tuple[Token, ...], at: int) -> Found | None:
    """2001-07-16, 2001-07, and intervals of them with a slash."""
    if not _year(found, at):
        return None
    end = at
    while end < min(len(found), at + 16) and (
        found[end].kind == "number" or found[end].text in "-/~"
    ):
        if end > at and found[end].start != found[end - 1].end:
            break
        end += 1
    if end - at < 3:
        return None
    text = "".join(token.text for token in found[at:end])
    date = edtf(text) if "-" in text and not re.fullmatch(r"\d{4}-\d{4}", text) else None
    return (*date, end) if date else None


def _after_day(found: tuple[Token, ...], at: int) -> tuple[int, int]:
    """Read a day of the month and skip `st`, `th`; gives the day, or 0, and what follows."""
    day = _digits(found, at, 2)
    if not 1 <= day <= 31:
        return 0, at
    after = at + 1
    if _text(found, after) in _ORDINAL_ENDS and found[after].start == found[at].end:
        after += 1
    return day, after


def _day_range(found: tuple[Token, ...], at: int) -> tuple[int, int, int]:
    """Read `5`, `5-6`, `5 to 6` or `5 and 6`: first day, last day, what follows."""
    first, after = _after_day(found, at)
    if first and _text(found, after) in {"-", "to", "and", "/"}:
        last, end = _after_day(found, after + 1)
        if last > first:
            return first, last, end
    return first, first, after


def _trailing_year(found: tuple[Token, ...], at: int) -> tuple[int, int]:
    """Read a year that may follow a comma or `of`; gives 0 and the same place if none."""
    after = at + 1 if _text(found, at) in {",", "of"} else at
    year = _year(found, after)
    return (year, after + 1) if year and not _counted(found, after) else (0, at)


def _month(found: tuple[Token, ...], at: int) -> tuple[int, int]:
    """Read a month, with its full stop if it is an abbreviation."""
    word = found[at].text if at < len(found) else ""
    number = _MONTHS.get(word.casefold(), 0) if word[:1].isupper() else 0
    after = at + 1
    if number and len(word) < 5 and _text(found, after) == "." and word not in {"May", "June"}:
        after += 1
    return number, after


def _days(year: int, month: int, first: int, last: int, after: int) -> Found | None:
    low, high = span_of(year, month, first), span_of(year, month, last)
    return (low[0], high[1], "", after) if low and high else (NO_DAY, NO_DAY, "", after)


def _figures(found: tuple[Token, ...], at: int) -> Found | None:
    """16.7.2001 and 16/07/2001, day first; 7/16/2001 where only that can be; 2001/07/16."""
    end = at + 1
    while end < min(len(found), at + 6) and found[end].start == found[end - 1].end:
        end += 1
    for after in range(end, at + 2, -1):
        text = "".join(token.text for token in found[at:after])
        if match := _YEAR_FIGURES.fullmatch(text):
            return _days(int(match[1]), int(match[3]), int(match[4]), int(match[4]), after)
        if match := _DAY_FIGURES.fullmatch(text):
            return _figured(match, after)
    return None


def _figured(match: re.Match[str], after: int) -> Found:
    """Order day and month; with slashes and both under 13 nobody knows, and it is no day."""
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "/" and max(day, month) < 13 and day != month:
        return NO_DAY, NO_DAY, "", after
    if month > 12:
        day, month = month, day
    return _days(year, month, day, day, after) or (NO_DAY, NO_DAY, "", after)


def _day_first(found: tuple[Token, ...], at: int) -> Found | None:
    """16 July 2001, 16th of July 2001, 5-6 July 2000, 30 June - 2 July 2000."""
    first, last, after = _day_range(found, at)
    if not first:
        return None
    if _text(found, after) == "of":
        after += 1
    month, after = _month(found, after)
    if not month:
        return None
    year, end = _trailing_year(found, after)
    if not year and _text(found, after) in {"-", "to"}:
        later = _day_first(found, after + 1)
        low = span_of(later[0][0], month, first) if later else None
        if later and low and low[0] <= later[1]:
            return low[0], later[1], "", later[3]
    return _days(year, month, first, last, end)


def _month_first(found: tuple[Token, ...], at: int) -> Found | None:
    """July 16th, 2001; July 5-6, 2000; July 2001; May-June 2002; a month needs a year or day."""
    month, after = _month(found, at)
    if not month:
        return None
    if _text(found, after) in {"-", "to", "and"}:
        later, end = _month(found, after + 1)
        year, end = _trailing_year(found, end) if later else (0, end)
        if later > month and year:
            return (year, month, 1), (year, later, month_days(year, later)), "", end
    first, last, end = _day_range(found, after)
    if first and not _year(found, after):
        year, end = _trailing_year(found, end)
        return _days(year, month, first, last, end)
    year, end = _trailing_year(found, after)
    span = span_of(year, month) if year else None
    return (*span, "", end) if span else None


def _third(found: tuple[Token, ...], at: int) -> Found | None:
    """Early 2001, late in May 2002, mid-2001, the end of June 2001, the late 1990s."""
    third = _THIRDS.get(_text(found, at), -1)
    after = at + 1
    if third < 0:
        return None
    while _text(found, after) in {"-", "of", "in", "the"}:
        after += 1
    whole = _decade(found, after) or _month_first(found, after) or _years(found, after)
    if not whole or whole[0] == whole[1]:
        return None
    (year, month, _), (_, last, _) = whole[0], whole[1]
    if year // 10 < whole[1][0] // 10 or last - month not in {0, 11}:
        return None
    if whole[1][0] - year == 9:
        first, final = ((year, year + 3), (year + 3, year + 6), (year + 6, year + 9))[third]
        return (first, 1, 1), (final, 12, 31), "", whole[3]
    if month == last:
        days = ((1, 10), (11, 20), (21, month_days(year, month)))[third]
        return (year, month, days[0]), (year, month, days[1]), "", whole[3]
    low, high = ((1, 4), (5, 8), (9, 12))[third]
    return (year, low, 1), (year, high, month_days(year, high)), "", whole[3]


def _part_of_year(found: tuple[Token, ...], at: int) -> Found | None:
    """First half of 2000, third quarter of 2000, Q3 2000."""
    months = _CODES.get(_text(found, at))
    after = at + 1
    if not months:
        months = _PARTS.get(f"{_text(found, at)} {_text(found, at + 1)}")
        after = at + 2
    year, end = _trailing_year(found, after) if months else (0, at)
    if not months or not year:
        return None
    return (year, months[0], 1), (year, months[1], month_days(year, months[1])), "", end


def _season(found: tuple[Token, ...], at: int) -> Found | None:
    """Summer of 1992, autumn 2001; winter runs over two years and is left alone."""
    months = _SEASONS.get(_text(found, at))
    year, end = _trailing_year(found, at + 1) if months else (0, at)
    if not months or not year:
        return None
    return (year, months[0], 1), (year, months[1], month_days(year, months[1])), "", end


def _decade(found: tuple[Token, ...], at: int) -> Found | None:
    """1990s."""
    year = _year(found, at)
    plural = _text(found, at + 1) == "s" and _touching(found, at, at + 1)
    if not year or not plural or year % 10:
        return None
    return (year, 1, 1), (year + 9, 12, 31), "", at + 2


def _years(found: tuple[Token, ...], at: int) -> Found | None:
    """1999; 1997-2000; 1995-96; 1997 to 2000; not a count of things or money."""
    year = _year(found, at)
    if not year or _counted(found, at) or _text(found, at - 1) in {"$", "us$", "€", "£", "article"}:
        return None
    if _text(found, at + 1) in {"-", "to"}:
        last = _year(found, at + 2)
        if not last and _text(found, at + 1) == "-" and len(_text(found, at + 2)) == 2:
            last = year // 100 * 100 + _digits(found, at + 2, 2)
        if last > year:
            return (year, 1, 1), (last, 12, 31), "", at + 3
    return (year, 1, 1), (year, 12, 31), "", at + 1


def _counted(found: tuple[Token, ...], at: int) -> bool:
    """Whether a four-digit number counts something, as in `1500 miles`, so is no year."""
    token = found[at + 1] if at + 1 < len(found) else None
    text = token.text if token else ""
    letter = text.isupper() and len(text) == 1
    if text in {"%", "million", "billion", "thousand"}:
        return True
    if names_unit(text, behind_figure=not letter and text != "second"):
        return True
    things = token and token.kind == "word" and token.stem and token.low.endswith("s")
    if not things or not token or token.text[0].isupper() or token.low.endswith(("'s", "’s", "ss")):
        return False
    return _text(found, at) < "1800" or _text(found, at - 1) in _AMOUNTS
