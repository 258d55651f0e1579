"""Which kind an item is, from the keys and the answer that its author wrote."""

import re
from collections.abc import Iterable

from studydeck.evidence.dates import STARTS as DATE_WORDS
from studydeck.evidence.numbers import STARTS as NUMBER_WORDS
from studydeck.evidence.values import Value, whole_value
from studydeck.load.nodes import Map
from studydeck.model import Kind

SINGLE = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.CHOICE})
_BY_KEY = (
    ("order", Kind.ORDER),
    ("pairs", Kind.MATCHING),
    ("statement", Kind.STATEMENT),
    ("cloze", Kind.CLOZE),
    ("criteria", Kind.OPEN),
)
_ALL = frozenset(Kind)
_FITS: dict[str, frozenset[Kind]] = {
    "prompt": _ALL - {Kind.STATEMENT, Kind.CLOZE},
    "answer": SINGLE | {Kind.SET, Kind.STATEMENT, Kind.ORDER},
    "correction": frozenset({Kind.STATEMENT}),
    "gaps": frozenset({Kind.CLOZE}),
    "need": frozenset({Kind.SET}),
    "aliases": SINGLE | {Kind.SET},
    "reject": SINGLE,
    "tolerance": SINGLE - {Kind.DATE},
    "distractors": SINGLE | {Kind.SET, Kind.CLOZE},
    "pinned": SINGLE,
}
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_TITLE = re.compile(r"[A-Z][a-z]+[- ](?:[A-Z]|[a-z]+ [A-Z])")
_RATIO = re.compile(r"\d+ ?: ?\d+|\d+ (?:in|to|out of) \d+")
_COUNT = re.compile(
    r"(?:(?:about|around|approximately|roughly|nearly|almost|some|over|under|up to|at least|at most"
    r"|more than|less than|fewer than) )?(\d[\d,]*)(?: (?:to|or) \d[\d,]*|[-–]\d[\d,]*)?"
    r"(?: US dollars| [a-z]+(?:-[a-z]+)*)?"
)
"""Amounts that look like a year and a word: 1500 tanks."""


def kind_of(text: str) -> Kind:
    """Say whether a single answer is a date, a number or a text.

    A date or number is one as a whole, hedge and unit included; a bare 1000 to 2099 is a
    year; article numbers, designations and names with a number word in them are texts.

    >>> [str(kind_of(t)) for t in ("2001-07", "up to 200 Su-27s", "Su-27", "Three Gorges")]
    ['date', 'number', 'text', 'text']
    """
    if text.isascii() and text.isalpha():
        word = text.lower()
        if word not in NUMBER_WORDS and word not in DATE_WORDS:
            return Kind.TEXT
    elif not _DIGIT.search(text):
        words = {word.casefold() for word in _WORD.findall(text)}
        if words.isdisjoint(NUMBER_WORDS) and words.isdisjoint(DATE_WORDS):
            return Kind.TEXT
    if _TITLE.match(text) and not _DIGIT.search(text):
        return Kind.TEXT
    value = whole_value(text)
    if value is None:
        return Kind.NUMBER if _is_amount(text) else Kind.TEXT
    if value.category == "designation" or value.unit == "article":
        return Kind.TEXT
    if len(text) == 4 and text.isdecimal() and not "1000" <= text <= "2099":
        return Kind.NUMBER
    return Kind.DATE if value.category == "date" else Kind.NUMBER


def _is_amount(text: str) -> bool:
    """Say whether a text is a ratio, or a figure with its unit that is more than a year."""
    if _RATIO.fullmatch(text):
        return True
    match = _COUNT.fullmatch(text)
    return match is not None and not ("1900" <= match[1] <= "2099" and len(match[1]) == 4)


def date_of(text: str) -> Value | None:
    """Read a date, in plain English or EDTF, or give None."""
    value = whole_value(text)
    return value if value is not None and value.category == "date" else None


def kind_of_entry(node: Map) -> Kind | None:
    """Say which kind the keys of an entry ask for; None leaves it to the answer."""
    for key, kind in _BY_KEY:
        if key in node:
            return kind
    return None


def unfit(keys: Iterable[str], kind: Kind) -> list[tuple[str, str]]:
    """Give the keys that do nothing for an item of a kind, each with the kinds it is for."""
    return [
        (key, ", ".join(sorted(_FITS[key])))
        for key in keys
        if key in _FITS and kind not in _FITS[key]
    ]
