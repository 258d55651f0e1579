"""Dates as learners type them, read into the parts that they state."""

import calendar
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from studydeck.evidence.dates import month_days
from studydeck.grade.fold import to_ascii
from studydeck.grade.result import Result, best, close, correct, wrong

_MONTHS = {
    **{name.casefold(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}  # fmt: skip
_PARTS = {
    word: part
    for part, words in {
        "early": "early|beginning|start",
        "mid": "mid|middle",
        "late": "late|end",
        "first half": "first half|1st half",
        "second half": "second half|2nd half",
        "first quarter": "first quarter|1st quarter|q1",
        "second quarter": "second quarter|2nd quarter|q2",
        "third quarter": "third quarter|3rd quarter|q3",
        "fourth quarter": "fourth quarter|4th quarter|last quarter|q4",
        "spring": "spring",
        "summer": "summer",
        "autumn": "autumn|fall",
        "winter": "winter",
    }.items()
    for word in words.split("|")
}
_EDTF_PARTS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "first quarter",
    34: "second quarter", 35: "third quarter", 36: "fourth quarter", 40: "first half",
    41: "second half",
}  # fmt: skip
_MONTHS_OF = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12),
    "first quarter": (1, 3), "second quarter": (4, 6), "third quarter": (7, 9),
    "fourth quarter": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
}  # fmt: skip
_PART = re.compile(rf"\b(?:{'|'.join(sorted(_PARTS, key=len, reverse=True))})\b")
_HEDGE = re.compile(
    r"\b(?:circa|ca|c|about|around|approximately|approx|roughly|probably|perhaps)\b\.?"
)
_WEEKDAYS = [day.casefold() for day in (*calendar.day_name, *calendar.day_abbr)]
_FILLERS = frozenset("of the on in year a from between".split()) | frozenset(_WEEKDAYS)
_ERA = re.compile(r"\b(b\.?c\.?(?:e\.?)?|a\.?d\.?|c\.?e\.?)(?=\W|$)")
_JOIN = re.compile(r"\s*(?:\bto\b|\buntil\b|\bthrough\b|\band\b|/|--?)\s*")
_NUMERIC = re.compile(r"(\d{1,4})([-./ ])(\d{1,2})\2('?\d{1,4})")


@dataclass(frozen=True, slots=True)
class Stated:
    """The parts of a date that were stated; 0 or an empty text stands for nothing said.

    A year before Christ is negative. `decade` means the ten years from `year` on.
    `short` marks a year of two digits, read into 1930 to 2029.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    part: str = ""
    decade: bool = False
    hedged: bool = False
    short: bool = False

    @property
    def parts(self) -> dict[str, object]:
        """What is stated, by name, years first."""
        named = {"year": self.year, "month": self.month, "day": self.day, "part": self.part}
        return {name: value for name, value in named.items() if value}

    @property
    def possible(self) -> bool:
        """Whether there is such a date."""
        if not self.month:
            return not self.day
        if self.month > 12 or self.day > 31:
            return False
        return self.day <= month_days(abs(self.year), self.month)


Reading = tuple[Stated, ...]
"""One date, or the first and the last of a stretch."""


@lru_cache(maxsize=8192)
def read_date(text: str) -> tuple[Reading, ...]:
    """Read a whole text as a date: every way it can be meant, or nothing.

    `02/03/2001` has two readings. Impossible dates are read too, so that they can be
    told from what is no date at all.

    >>> read_date("5-6 July 2000")[0][1]
    Stated(year=2000, month=7, day=6, part='', decade=False, hedged=False, short=False)
    >>> len(read_date("02/03/2001")), read_date("Su-27")
    (2, ())
    """
    if len(text) > 80 or re.search(r"(?<!\d)0+(?!\d)", text):
        return ()
    low = to_ascii(text).casefold().replace("`", "'").strip(" .,!")
    low = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", low)
    low, hedges = _HEDGE.subn(" ", low)
    low, marks = re.subn(r"(?<=[\dx])[~?%]|~", "", low)
    readings = _numeric(low.strip()) or _in_words(low)
    hedged = bool(hedges or marks)
    return tuple(tuple(replace(one, hedged=hedged) for one in r) for r in readings)


def _numeric(text: str) -> list[Reading]:
    """Read forms of digits alone: ISO, EDTF, day/month/year in any order."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)/(\d{4}-)?(?:(\d\d)-)?(\d\d)", text):
        year, month, day, end_year, end_month, end_day = match.groups()
        first = Stated(int(year), int(month), int(day))
        last = Stated(int((end_year or year).rstrip("-")), int(end_month or month), int(end_day))
        return [(first, last)]
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        return [(Stated(int(match[1]), int(match[2]), int(match[3])),)]
    if match := re.fullmatch(r"(\d{4})[-./](\d\d?)|(\d\d?)[-./](\d{4})", text):
        number, month_of = int(match[1] or match[4]), int(match[2] or match[3])
        if month_of in _EDTF_PARTS:
            return [(Stated(number, part=_EDTF_PARTS[month_of]),)]
        if month_of > max(12, number % 100):
            return [(Stated(number), Stated(number // 100 * 100 + month_of))]
        return [(Stated(number, month_of),)]
    if match := re.fullmatch(r"(0?[1-9]|1[0-2])[./](3[2-9]|[4-9]\d)", text):
        return [(Stated(_full_year(match[2])[0], int(match[1]), short=True),)]
    if match := re.fullmatch(r"(\d\d?)[./](\d\d?)", text):
        return _orders(0, int(match[1]), int(match[2]), short=False)
    return _three_numbers(text)


def _three_numbers(text: str) -> list[Reading]:
    match = _NUMERIC.fullmatch(text)
    if not match:
        return []
    start, middle, end = match[1], match[3], match[4].lstrip("'")
    if len(start) >= 3:
        return [(Stated(int(start), int(middle), int(end)),)] if len(end) < 3 else []
    year, short = _full_year(end)
    return _orders(year, int(start), int(middle), short=short)


def _orders(year: int, first: int, second: int, *, short: bool) -> list[Reading]:
    """Read two numbers as day and month, and as month and day."""
    day_first = Stated(year, second, first, short=short)
    both = [day_first, Stated(year, first, second, short=short)]
    possible = dict.fromkeys(one for one in both if one.possible)
    return [(one,) for one in possible] or [(day_first,)]


def _full_year(digits: str) -> tuple[int, bool]:
    year = int(digits)
    if len(digits) > 2:
        return year, False
    return (1900 if year >= 30 else 2000) + year, True


def _in_words(text: str) -> list[Reading]:
    whole = _one_date(text)
    if whole:
        return [(whole,)]
    for join in _JOIN.finditer(text):
        left, right = text[: join.start()], text[join.end() :]
        first, last = _one_date(left), _one_date(right)
        if first and last:
            return [_stretch(first, last)]
        if first and re.fullmatch(r"\d\d?(?:,? \d{4})?", right):
            return _short_end(first, right)
        if last and re.fullmatch(r"\d\d?", left.split()[-1] if left.split() else ""):
            return [(replace(last, day=int(left.split()[-1])), last)]
    return []


def _short_end(first: Stated, right: str) -> list[Reading]:
    """Read the far end where it is shorter: July 5-6, 2000 and 1996-98."""
    number, _, year = right.replace(",", " ").partition(" ")
    if first.day:
        full = replace(first, year=int(year) if year.strip() else first.year)
        return [(full, replace(full, day=int(number)))]
    if first.year and not first.month and len(number) == 2:
        return [(first, replace(first, year=first.year // 100 * 100 + int(number)))]
    return []


def _stretch(first: Stated, last: Stated) -> Reading:
    """Give each end what only the other one states."""
    year = first.year or last.year
    low = replace(first, year=year, month=first.month or last.month)
    return low, replace(last, year=last.year or year, month=last.month or first.month)


def _one_date(text: str) -> Stated | None:
    """Read words that state one date and nothing else."""
    iso = re.fullmatch(r"\s*(\d{4})-(\d\d)(?:-(\d\d))?\s*", text)
    if iso:
        return Stated(int(iso[1]), int(iso[2]), int(iso[3] or 0))
    part = _PART.search(text)
    text = _PART.sub(" ", text, count=1).replace("-", " " if part else "-")
    text, eras = _ERA.subn(" ", text) if (era := _ERA.search(text)) else (text, 0)
    words = [w for w in re.sub(r"[.,]", " ", text).split() if w not in _FILLERS]
    stated = _from_words(words, bool(eras))
    if stated is None:
        return None
    before = bool(era and era[1].startswith("b"))
    return replace(
        stated, year=-stated.year if before else stated.year, part=_PARTS[part[0]] if part else ""
    )


def _from_words(words: list[str], era: bool) -> Stated | None:
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    figures = [word for word in words if word not in _MONTHS]
    if len(months) > 1 or len(figures) > 2 or not words:
        return None
    month = months[0] if months else 0
    if len(figures) == 1 and (decade := re.fullmatch(r"(\d{3})(?:0'?s|x)", figures[0])):
        return None if month else Stated(int(decade[1]) * 10, decade=True)
    year = day = 0
    short = False
    for figure in figures:
        if not re.fullmatch(r"'?\d{1,4}", figure):
            return None
        digits = figure.lstrip("'")
        if month and not day and len(digits) < 3 and figure == digits:
            day = int(digits)
        elif not year and (len(digits) == 4 or era or figure != digits or (month and day)):
            year, short = (int(digits), False) if era else _full_year(digits)
        else:
            return None
    return Stated(year, month, day, short=short)


def grade_date(expected: str, typed: str) -> Result | None:
    """Compare a typed date with the expected one, part by part.

    Returns None where one of the two is no date; then they are to be compared otherwise.
    """
    wanted, given = read_date(expected), read_date(typed)
    if not wanted or not given:
        return None
    given = tuple(r for r in given if all(one.possible for one in r))
    if not given:
        return wrong("there is no such date")
    results = [_compare(wanted[0], reading) for reading in given]
    top = best(results)
    if len(given) > 1 and any(r.mark != top.mark for r in results) and top.score:
        return close(min(top.score, 0.5), "the day and the month can be read either way round")
    return top


def _compare(wanted: Reading, given: Reading) -> Result:
    if len(wanted) == len(given):
        results = [_compare_one(w, g) for w, g in zip(wanted, given, strict=True)]
        return min(results, key=lambda result: result.rank)
    if len(given) == 2:
        return wrong("the answer is one date, not a stretch")
    if len(given[0].parts) > len(wanted[0].parts):
        return wrong()
    ends = [_compare_one(end, given[0]) for end in wanted]
    if any(end.score for end in ends) or _inside(given[0], wanted):
        return close(0.5, "the answer runs from one date to another")
    return best(ends)


def _compare_one(wanted: Stated, given: Stated) -> Result:
    if wanted.decade != given.decade:
        return _decades(wanted, given)
    asked, said = wanted.parts, given.parts
    differing = [name for name in asked if name in said and said[name] != asked[name]]
    if differing or _apart(wanted, given):
        return wrong(f"another {differing[-1]}" if differing else "another part of the year")
    right = [name for name in asked if name in said and name not in differing]
    if not right:
        return wrong()
    if len(right) < len(asked):
        missing = " and ".join(name for name in asked if name not in right)
        verb = "are" if " and " in missing else "is"
        return close(len(right) / len(asked), f"the {missing} {verb} missing")
    if given.hedged and not wanted.hedged:
        return close(0.5, "the date is known without “about”")
    if given.short:
        return close(0.5, "the year has four digits")
    finer = ["part of the year" if name == "part" else name for name in said if name not in asked]
    return correct(f"the {' and '.join(finer)} is more than was asked" if finer else "")


def _apart(wanted: Stated, given: Stated) -> bool:
    """Whether one says a month, and the other a part of the year without it."""
    for one, other in ((wanted, given), (given, wanted)):
        months = _MONTHS_OF.get(one.part) if not one.month else None
        if months and other.month and not months[0] <= other.month <= months[1]:
            return True
    return False


def _decades(wanted: Stated, given: Stated) -> Result:
    decade, year = (wanted, given) if wanted.decade else (given, wanted)
    if not decade.year <= year.year < decade.year + 10:
        return wrong("another decade")
    note = "a decade was asked for" if wanted.decade else "the year is missing"
    return close(0.5 if wanted.decade else 1 / (len(wanted.parts) + 1), note)


def _inside(one: Stated, stretch: Reading) -> bool:
    low, high = ((s.year, s.month or 1, s.day or 1) for s in stretch)
    high = (high[0], stretch[1].month or 12, stretch[1].day or 31)
    first, last = (
        (one.year, one.month or 1, one.day or 1),
        (one.year, one.month or 12, one.day or 31),
    )
    return bool(one.year) and low <= first and last <= high
