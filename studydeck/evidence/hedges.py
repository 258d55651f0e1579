"""Hedges: what a text says to make a value less than certain or exact."""

from collections.abc import Sequence

from studydeck.evidence.tokens import Token

_BEFORE = {
    "upper": "up to|at most|no more than|not more than|a maximum of|maximum of|at the most"
    "|less than|fewer than|shorter than|under|below|not exceed|not exceeding|no later than"
    "|not later than|as many as|as much as",
    "lower": "at least|longer than|no fewer than|not fewer than|no less than|not less than"
    "|more than|over|above|a minimum of|minimum of|in excess of|exceeding|upwards of|well over",
    "approx": "about|approximately|around|roughly|some|nearly|almost|near|close to|circa|several"
    "|an estimated|estimated|perhaps|possibly|probably|maybe|more or less",
    "early": "as early as|at the earliest",
    "reported": "reportedly|reported|a reported|allegedly|supposedly|purportedly",
    "planned": "planned|a planned|projected|a projected|proposed|a proposed|expected|an expected",
    "before": "before|prior to|earlier than",
    "after": "after|later than",
}
_AFTER = {
    "upper": "at most|at the most|or fewer|or less|or under|at the latest",
    "lower": "or more|or over|and more|and over|plus|at least|at the earliest|or later",
    "approx": "or so|or thereabouts|odd",
}
_SKIPPED = frozenset({"the", "a", "an", "mere", "just", "\\"})
_DATES_ONLY = frozenset({"before", "after"})


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(one.split()): hedge for hedge, said in table.items() for one in said.split("|")}


_ASKING = frozenset({"how", "what", "which", "whom", "when"})
_NOUNS = {
    "maximum": "upper", "limit": "upper", "ceiling": "upper", "most": "upper", "minimum": "lower",
    "least": "lower", "estimate": "approx", "estimated": "approx", "approximate": "approx",
    "approximately": "approx", "roughly": "approx", "reportedly": "reported",
    "reported": "reported", "reports": "reported", "planned": "planned", "plan": "planned",
    "plans": "planned", "proposed": "planned", "expected": "planned", "projected": "planned",
    "before": "before", "after": "after", "earliest": "early", "early": "early",
}  # fmt: skip
_WORDS_BEFORE, _WORDS_AFTER = _phrases(_BEFORE), _phrases(_AFTER)
_LAST = frozenset(phrase[-1] for phrase in _WORDS_BEFORE)
_FIRST = frozenset(phrase[0] for phrase in _WORDS_AFTER)
HEDGING = frozenset(
    word for phrases in (_WORDS_BEFORE, _WORDS_AFTER) for phrase in phrases for word in phrase
) | {"mere", "just", "only", "well", "or"}
"""Every word of a hedge: `nearly`, `more`, `than` …"""


def hedge_before(found: Sequence[Token], at: int, *, of_date: bool = False) -> str:
    """Name the hedge that stands directly before a token, or give the empty string.

    What is before or after a number is no hedge of it, only what is before or after a date.
    """
    return hedge_at(found, at, of_date=of_date)[0]


def hedge_at(found: Sequence[Token], at: int, *, of_date: bool = False) -> tuple[str, int]:
    """Name the hedge before a token, with the token that it begins at; else the token itself."""
    end = at
    while end > 0 and found[end - 1].low in _SKIPPED:
        end -= 1
    if not end or found[end - 1].low not in _LAST:
        return "", at
    for length in (3, 2, 1):
        if end >= length:
            hedge = _WORDS_BEFORE.get(tuple(t.low for t in found[end - length : end]), "")
            if hedge and (of_date or hedge not in _DATES_ONLY):
                return hedge, end - length
    return "", at


def hedge_after(found: Sequence[Token], at: int) -> tuple[str, int]:
    """Name the hedge that starts at a token, with the place behind it; `40 or more`."""
    skip = at + 1 if at < len(found) and found[at].text == "-" else at
    if skip >= len(found) or found[skip].low not in _FIRST:
        return "", at
    for length in (3, 2, 1):
        hedge = _WORDS_AFTER.get(tuple(t.low for t in found[skip : skip + length]), "")
        if hedge:
            return hedge, skip + length
    return "", at


def hedges_asked(found: Sequence[Token]) -> set[str]:
    """Name the hedges that a prompt carries: "up to how many", "at most?", "which maximum"."""
    hedges = {_NOUNS.get(token.low, "") for token in found} | hedges_of_slot(found)
    for at in range(len(found)):
        hedges.add(hedge_after(found, at)[0])
    return (hedges | {hedge_before(found, len(found), of_date=True)}) - {""}


def hedges_of_slot(found: Sequence[Token]) -> set[str]:
    """Name the hedges directly before what a prompt asks: "up to how many", "above …"."""
    slots = [
        at
        for at, token in enumerate(found)
        if token.low in _ASKING or token.kind in {"number", "money", "mark"}
    ]
    return {hedge_before(found, at, of_date=True) for at in slots} - {""}
