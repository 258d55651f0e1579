"""Answers that are worked out: `working: 2001 - 1950` from values that the passages have."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation

from studydeck.check.desk import Located
from studydeck.evidence.judgement import Judgement, Place
from studydeck.evidence.values import Value, whole_value
from studydeck.model import Verdict

_TOKEN = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([-+*/()×÷−])|\s+")
_SIGNS = {"×": "*", "÷": "/", "−": "-"}
_LONGEST = 200


def judge_working(working: str, answer: str, located: Sequence[Located]) -> Judgement:
    """Judge an answer by its working: every figure stands in a passage, and the sum comes out."""
    tokens = _tokens(working)
    if not tokens:
        why = f"'{working}' is no sum of figures such as 2001 - 1950"
        return Judgement(Verdict.NOT_FOUND, (), why)
    places: list[Place] = []
    for figure in (token for token in tokens if isinstance(token, Decimal)):
        found = next(_stands(figure, located), None)
        if found is None:
            return Judgement(Verdict.NOT_FOUND, (), f"no passage has '{figure}' of the working")
        places.append(found)
    result, value = _worked_out(tokens), whole_value(answer)
    if result is None or value is None or result not in _amounts(value):
        told = "nothing" if result is None else f"'{result.normalize():f}'"
        return Judgement(Verdict.CONTRADICTED, (), f"the working '{working}' gives {told}")
    return Judgement(Verdict.SUPPORTED, tuple(places))


def _tokens(working: str) -> list[Decimal | str]:
    """Cut a working into figures and signs; an empty list if there is anything else."""
    found: list[Decimal | str] = []
    at, text = 0, working.strip()[:_LONGEST]
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            return []
        figure, sign = match.groups()
        if figure or sign:
            found.append(Decimal(figure.replace(",", "")) if figure else _SIGNS.get(sign, sign))
        at = match.end()
    return found


def _stands(figure: Decimal, located: Sequence[Located]) -> Iterator[Place]:
    for index, one in enumerate(located):
        for value in one.reading.values:
            if figure in _amounts(value):
                yield index, value.start, value.end


def _amounts(value: Value) -> tuple[Decimal, ...]:
    """Give the amounts that a figure may stand for: the number, in its own unit too, or a year."""
    if isinstance(value.low, Decimal) and isinstance(value.high, Decimal):
        return value.low, value.low / value.factor, value.high, value.high / value.factor
    if isinstance(value.low, tuple) and isinstance(value.high, tuple):
        return (Decimal(value.low[0]),) if value.low[0] == value.high[0] else ()
    return ()


def _worked_out(tokens: list[Decimal | str]) -> Decimal | None:
    """Work a sum out, `*` and `/` before `+` and `-`; None if it is none."""
    rest = list(reversed(tokens))
    try:
        result = _sum(rest)
    except (IndexError, ValueError, DivisionByZero, InvalidOperation):
        return None
    return None if rest else result


def _sum(rest: list[Decimal | str]) -> Decimal:
    result = _product(rest)
    while rest and rest[-1] in {"+", "-"}:
        sign = rest.pop()
        result += _product(rest) if sign == "+" else -_product(rest)
    return result


def _product(rest: list[Decimal | str]) -> Decimal:
    result = _factor(rest)
    while rest and rest[-1] in {"*", "/"}:
        sign = rest.pop()
        factor = _factor(rest)
        result = result * factor if sign == "*" else result / factor
    return result


def _factor(rest: list[Decimal | str]) -> Decimal:
    first = rest.pop()
    if isinstance(first, Decimal):
        return first
    if first != "(":
        raise ValueError(first)
    result = _sum(rest)
    if rest.pop() != ")":
        raise ValueError(first)
    return result
