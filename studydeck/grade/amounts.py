"""Comparing a typed number with the expected one."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal

from studydeck.evidence.units import DOUBTFUL, UNITS, to_base
from studydeck.grade.fold import fold
from studydeck.grade.numbers import Quantity, read_quantity
from studydeck.grade.result import Result, close, correct, unreadable, wrong
from studydeck.grade.spelling import slips

_TALK = frozenset(
    "i it they there that this he she we was were is are be had has have got think believe say"
    " said maybe perhaps probably answer number total sum all in at by with from to only".split()
)
"""Words that may stand before a number without making it a part of a name."""
_MOST_WORDS = 2
"""Words of its own that a number may have beside it: in a sentence it may mean anything."""
_SAID_AS = {"%": "percentage percent cent % proportion", "USD": "dollar dollars $ us$"}


def grade_number(
    expected: str, typed: str, *, tolerance: str = "", prompt: str = ""
) -> Result | None:
    """Compare a typed number with the expected one: amount first, then what it counts.

    A unit that the prompt names may be left out. `tolerance` is a number (in the unit of
    the answer) or a percentage. Returns None where one of the two is no number.
    """
    wanted, given = read_quantity(expected), read_quantity(typed)
    if not wanted or not given:
        return None
    asked = fold(prompt).split()
    ours = {*wanted.words, *wanted.lead, *asked, *_TALK}
    if set(given.lead) - ours or len(set(given.words) - ours) > _MOST_WORDS:
        return unreadable("write the number alone, with its unit")
    fault = _unit_fault(wanted, given, asked)
    given = _in_unit_of(wanted, given)
    amount = _grade_amount(wanted, given, tolerance)
    if not amount.score or fault is None:
        return amount
    return fault if fault.rank < amount.rank else amount


def _in_unit_of(wanted: Quantity, given: Quantity) -> Quantity:
    """Write the given amount in the unit of the wanted one, where that is exact."""
    (ours, divisor), (theirs, factor) = to_base(wanted.unit), to_base(given.unit)
    if wanted.unit == "%" and given.ratio:
        factor = Decimal(100)
    elif wanted.ratio and given.unit == "%":
        divisor = Decimal(100)
    elif ours != theirs:
        return given
    low, high = (amount * factor / divisor for amount in (given.low, given.high))
    return replace(given, low=low, high=high, unit=wanted.unit)


def _unit_fault(wanted: Quantity, given: Quantity, asked: list[str]) -> Result | None:
    """Say what is wrong with the unit or the thing counted, if anything."""
    if wanted.unit == given.unit:
        return _words_fault(wanted, given) if not wanted.unit else None
    if {wanted.unit, given.unit} == {"", "%"} and (wanted.ratio or given.ratio):
        return None
    if to_base(wanted.unit)[0] == to_base(given.unit)[0]:
        return None
    if wanted.unit and given.unit:
        return wrong(f"in {wanted.unit}, not in {given.unit}")
    if given.unit and wanted.words:
        return wrong("another unit")
    unit = wanted.unit or given.unit
    if any(word in asked for word in _spellings(unit)):
        return None
    if given.unit:
        return close(0.5, f"not in {unit}")
    return close(0.5, f"the unit is missing: {unit}")


def _spellings(unit: str) -> list[str]:
    words = [word for word, name in UNITS.items() if name == unit and word not in DOUBTFUL]
    return words + _SAID_AS.get(unit, "").split()


def _words_fault(wanted: Quantity, given: Quantity) -> Result | None:
    """Find fault with other things counted; leaving them out is no fault."""
    if not wanted.words or not given.words:
        return None
    pairs = [(ours, theirs) for ours in given.words for theirs in wanted.words]
    counted = f"counted are: {' '.join(wanted.words)}"
    codes = [{w for w in words if _figure(w)} for words in (wanted.words, given.words)]
    if all(codes) and codes[0] != codes[1]:
        return wrong(counted)
    if any(ours == theirs or slips(ours, theirs) is not None for ours, theirs in pairs):
        return None
    return close(0.5, counted)


def _figure(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _grade_amount(wanted: Quantity, given: Quantity, tolerance: str) -> Result:
    if (wanted.low, wanted.high) == (given.low, given.high):
        return _grade_hedge(wanted, given)
    if wanted.low == wanted.high and given.low == given.high:
        if _within(wanted.low, given.low, tolerance):
            return correct("near enough")
        if _is_rounded(wanted, given):
            return close(0.5, "rounded")
        factor = given.low / wanted.low if wanted.low else Decimal(0)
        power = factor and abs(factor).log10() % 1 == 0
        return wrong("the order of magnitude is another" if power else "")
    if given.low == given.high and wanted.low <= given.low <= wanted.high:
        return close(0.5, "the answer is a range")
    return wrong()


def _grade_hedge(wanted: Quantity, given: Quantity) -> Result:
    """Compare hedges: "about" may be left out, "up to" and "several" are a part of the answer."""
    said = f"the source says “{wanted.hedged}”"
    if given.hedge == wanted.hedge:
        return correct()
    if "several" in {given.hedge, wanted.hedge}:
        return close(0.5, said) if not given.hedge else wrong()
    if not given.hedge:
        return correct(said) if wanted.hedge == "about" else close(0.5, said)
    if not wanted.hedge:
        return close(0.5, f"the number is known without “{given.hedged}”")
    return close(0.5, said) if "about" in {wanted.hedge, given.hedge} else wrong(said)


def _within(wanted: Decimal, given: Decimal, tolerance: str) -> bool:
    match = re.match(r"\s*(\d+(?:\.\d+)?)\s*(%|per cent)?", tolerance.replace(",", ""))
    if not match:
        return False
    allowed = Decimal(match[1]) * (abs(wanted) / 100 if match[2] else 1)
    return abs(given - wanted) <= allowed


def _is_rounded(wanted: Quantity, given: Quantity) -> bool:
    """Whether one is the other with fewer digits; with as many, rounding changes nothing."""
    if given.ratio != wanted.ratio:
        exact, rough = (given, wanted) if given.ratio else (wanted, given)
        return _rounded(exact.low, rough.digits) == rough.low
    return _rounded(wanted.low, given.digits) == given.low


def _rounded(amount: Decimal, digits: int) -> Decimal:
    """Round half up to that many significant digits."""
    return Context(prec=max(1, digits), rounding=ROUND_HALF_UP).plus(amount)
