"""Which kind an item is, from the keys and the answer that its author wrote."""

import re

from studydeck.evidence.dates import STARTS as DATE_WORDS
from studydeck.evidence.numbers import STARTS as NUMBER_WORDS
from studydeck.evidence.values import whole_value
from studydeck.load.nodes import Map
from studydeck.model import Kind

_BY_KEY = (
    ("order", Kind.ORDER),
    ("pairs", Kind.MATCHING),
    ("statement", Kind.STATEMENT),
    ("cloze", Kind.CLOZE),
    ("criteria", Kind.OPEN),
)
_WORD = re.compile(r"[^\W\d_]+")


def kind_of(text: str) -> Kind:
    """Say whether a single answer is a date, a number or a text.

    A date or number is one as a whole, hedge and unit included; a bare 1000 to 2099 is a
    year; article numbers, designations and names with a number word in them are texts.

    >>> [str(kind_of(t)) for t in ("2001-07", "up to 200 Su-27s", "Su-27", "Three Gorges")]
    ['date', 'number', 'text', 'text']
    """
    if not any(letter.isdigit() for letter in text):
        words = [word.casefold() for word in _WORD.findall(text)]
        if not any(word in NUMBER_WORDS or word in DATE_WORDS for word in words):
            return Kind.TEXT
    value = whole_value(text)
    if value is None or value.category == "designation" or value.unit == "article":
        return Kind.TEXT
    return Kind.DATE if value.category == "date" else Kind.NUMBER


def kind_of_entry(node: Map) -> Kind | None:
    """Say which kind the keys of an entry ask for; None leaves it to the answer."""
    return next((kind for key, kind in _BY_KEY if key in node), None)
