"""Reading a choice: letters as displayed, or the option in full."""

import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from studydeck.grade.fold import fold
from studydeck.grade.result import Result, correct, unreadable, wrong
from studydeck.model import Distractor

_TRUE = frozenset("t true yes y right correct 1".split())
_FALSE = frozenset("f false no n wrong incorrect 0".split())


def grade_choice(
    typed: str, shown: Sequence[str], right: Sequence[str], distractors: Sequence[Distractor] = ()
) -> Result:
    """Grade a choice among the options as displayed; it is never compared by likeness.

    A number counts as a place only if no option has a digit in it.
    """
    option = _chosen(typed, shown)
    if option is None:
        last = ascii_lowercase[len(shown) - 1]
        return unreadable(f"that is none of the options: type a letter from a to {last}")
    if option in right:
        return replace(correct(), response=option)
    reasons = [str(one.reason) for one in distractors if option == one.text]
    return replace(wrong(reasons[0] if reasons else ""), response=option)


def _chosen(typed: str, shown: Sequence[str]) -> str | None:
    letters = letters_in(typed, len(shown))
    if len(letters) == 1:
        return shown[letters[0]]
    folded = fold(typed)
    for option in shown:
        if fold(option) == folded:
            return option
    place = re.fullmatch(r"\s*\(?(\d{1,2})[.)]?\s*", typed)
    numeric = any(c.isdigit() for option in shown for c in option)
    if place and not numeric and 1 <= int(place[1]) <= len(shown):
        return shown[int(place[1]) - 1]
    return None


def letters_in(typed: str, count: int) -> tuple[int, ...]:
    """Read letters as places from 0: `c a b`, `c,a,b`, `cab` or `1c 2a 3b`.

    Numbers before the letters put them in order. Gives nothing if any other sign stands
    there or a letter is beyond `count`.
    """
    low = typed.strip().casefold()
    numbered = re.findall(r"(\d+)\s*[-=:.)]?\s*([a-z])\b", low)
    if numbered and re.fullmatch(r"(?:\d+\s*[-=:.)]?\s*[a-z]\b[\s,;]*)+", low):
        places = [int(number) for number, _ in numbered]
        if sorted(places) != list(range(1, len(places) + 1)):
            return ()
        low = "".join(letter for _, letter in sorted(numbered, key=lambda n: int(n[0])))
    if not re.fullmatch(r"\(?[a-z][.)]?|[a-z](?:[\s,;>-]*[a-z])*", low):
        return ()
    places = [ascii_lowercase.index(c) for c in low if c.isalpha()]
    return tuple(places) if all(place < count for place in places) else ()


def grade_truth(typed: str, value: bool) -> Result:
    """Grade a response to a statement: true or false, yes or no, or their first letters."""
    word = fold(typed)
    if word not in _TRUE | _FALSE:
        return unreadable("type t for true or f for false")
    said = word in _TRUE
    result = correct() if said == value else wrong()
    return replace(result, response="True" if said else "False")
