"""Values that stand in a text: numbers, dates and designations, with their places."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from studydeck.evidence import dates, numbers, relative
from studydeck.evidence.hedges import HEDGING, hedge_after, hedge_before
from studydeck.evidence.relative import Anchor
from studydeck.evidence.tokens import STOP, Token, designation, tokens
from studydeck.evidence.units import to_base

Bound = Decimal | tuple[int, int, int] | str
Category = Literal["number", "date", "designation"]


_STARTS = numbers.STARTS | dates.STARTS
WORDS = numbers.WORDS | dates.STARTS
"""Words of which every value in words has one."""
_PLAIN = frozenset({"mere", "just", "only"})
_DAYS = frozenset(dates.WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Value:
    """One value at `[start, end)`: an interval `low` to `high`, both included.

    Numbers are Decimals in the base of their unit (weeks in days, years in months); dates
    are (year, month, day), year 0 where the text gives none; a designation is its folded
    text. `unit` is a unit of measure, a currency, `%`, `article`, or empty for a count; then
    `nouns` are the stems of what is counted. `hedge` is a name that `hedges` gives, or empty.
    """

    category: Category
    low: Bound
    high: Bound
    start: int
    end: int
    unit: str = ""
    nouns: tuple[str, ...] = ()
    hedge: str = ""
    sentence: int = 0
    factor: Decimal = Decimal(1)
    """How many of its base one of the unit is that the text names."""

    @property
    def yearless(self) -> bool:
        """Whether this is a date that names no year."""
        return isinstance(self.low, tuple) and self.low[0] == 0

    def same(self, other: "Value") -> bool:
        """Whether two values are equal in amount and unit, hedges aside."""
        return self.comparable(other) and self.low == other.low and self.high == other.high

    def comparable(self, other: "Value") -> bool:
        """Whether two values are of one kind, so that one can stand in for the other."""
        if self.category != other.category or self.yearless != other.yearless:
            return False
        return self.unit == other.unit and _nouns_agree(self, other)

    def covers(self, other: "Value") -> bool:
        """Whether the other value lies inside this one (a month covers its days)."""
        if not self.comparable(other):
            return False
        return self.low <= other.low and other.high <= self.high  # type: ignore[operator]


def _nouns_agree(left: Value, right: Value) -> bool:
    """Whether two counts count one thing; a bare number agrees with any count."""
    if left.unit or not left.nouns or not right.nouns:
        return True
    return bool(set(left.nouns) & set(right.nouns))


def read_values(text: str) -> tuple[Value, ...]:
    """Read all values of a text, in order of place; the time is linear in its length."""
    return values_of(tokens(text))


def values_of(found: tuple[Token, ...], anchor: Anchor | None = None) -> tuple[Value, ...]:
    """Read all values from the tokens of a text, in order of place.

    With the date of its source as `anchor`, also dates such as "last year".
    """
    values: list[Value] = []
    at = 0
    while at < len(found):
        token = found[at]
        if anchor and (told := _relative(found, at, anchor)):
            values.append(told[0])
            at = told[1]
            continue
        if token.kind == "mark" or (token.kind == "word" and token.low not in _STARTS):
            at += 1
            continue
        value, after = _value_at(found, at)
        if value:
            values.append(value)
        at = max(after, at + 1)
    return tuple(values)


def _relative(found: tuple[Token, ...], at: int, anchor: Anchor) -> tuple[Value, int] | None:
    token = found[at]
    if token.low not in relative.STARTS and token.kind != "number":
        return None
    told = relative.relative_at(found, at, anchor)
    if not told:
        return None
    low, high, after = told
    end = found[after - 1].end
    return Value("date", low, high, token.start, end, sentence=token.sentence), after


@lru_cache(maxsize=16384)
def whole_value(text: str) -> Value | None:
    """Read a text that is one value and nothing else but its hedge and what it counts."""
    date = dates.edtf(text.strip())
    if date:
        return Value("date", date[0], date[1], 0, len(text), hedge=date[2])
    found = tokens(text)
    values = values_of(found)
    if not values:
        return None
    value, *others = values
    if any(v.category != "designation" or v.low not in value.nouns for v in others):
        return None
    rest = [t for t in found if t.stem and not value.start <= t.start < value.end]
    outside = [t for t in rest if t.stem not in value.nouns and not _beside(t, value)]
    return None if outside else value


def _beside(token: Token, value: Value) -> bool:
    """Whether a token is a stop word or a word of the hedge before a value."""
    word = token.text.casefold()
    hedges = bool(value.hedge) and word in HEDGING
    return hedges or word in STOP or word in _PLAIN or (value.category == "date" and word in _DAYS)


def _value_at(found: tuple[Token, ...], at: int) -> tuple[Value | None, int]:
    token = found[at]
    if token.kind == "code" and token.low not in dates.STARTS:
        folded = designation(token.text)
        return Value(
            "designation", folded, folded, token.start, token.end, sentence=token.sentence
        ), at + 1
    date = dates.date_at(found, at)
    if date:
        low, high, hedge, after = date
        if low == dates.NO_DAY:
            return None, after
        start, end = token.start, found[after - 1].end
        hedge = hedge or hedge_before(found, at, of_date=True) or hedge_after(found, after)[0]
        return Value("date", low, high, start, end, hedge=hedge, sentence=token.sentence), after
    number = numbers.number_at(found, at)
    return _number(found, number) if number else (None, at + 1)


def _number(found: tuple[Token, ...], number: numbers.Found) -> tuple[Value, int]:
    """Make a value of a number, told in the base of its unit; its hedge may stand behind it."""
    low, high, unit, hedge, at, after = number
    base, factor = to_base(unit)
    later, behind = hedge_after(found, after)
    nouns = () if unit else numbers.nouns_after(found, behind)
    hedge = hedge or hedge_before(found, at) or later
    start, end = found[at].start, found[after - 1].end
    value = Value("number", low * factor, high * factor, start, end, base, nouns, hedge,
                  found[at].sentence, factor)  # fmt: skip
    return value, after
