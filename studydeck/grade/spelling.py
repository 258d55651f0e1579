"""Whether two folded texts differ by a slip of the keyboard, and by nothing that matters."""

import re
from collections import Counter

_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_NEGATIONS = frozenset("not no never nor neither none without cannot non un".split())
_OPPOSITE_STARTS = (
    ("hyper", "hypo"), ("inter", "intra"), ("pre", "post"), ("pre", "pro"), ("anti", "ante"),
    ("macro", "micro"), ("super", "sub"), ("mono", "multi"),
)  # fmt: skip
_OPPOSITE_ENDS = (
    ("er", "ee"), ("or", "ee"), ("ite", "ate"), ("ide", "ate"), ("ide", "ite"), ("less", "ful"),
)  # fmt: skip


def distance(left: str, right: str) -> int:
    """Count the letters to insert, delete, change or swap with a neighbour.

    This is the optimal string alignment distance: no stretch is edited twice.

    >>> distance("receive", "recieve"), distance("iran", "iraq"), distance("ca", "abc")
    (1, 1, 3)
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, here in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, there in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (here != there))
            if i > 1 and j > 1 and here == right[j - 2] and left[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def slips(typed: str, expected: str) -> int | None:
    """Count the slips between two folded texts, or None if they differ by more than that.

    Digits, Roman numerals, negations, first letters and opposite prefixes are
    never slips. Words of up to 4 letters allow none, up to 8 one, longer ones two, and
    the whole text two.

    >>> slips("photosynthsis", "photosynthesis"), slips("hypotension", "hypertension")
    (1, None)
    """
    ours, theirs = typed.split(), expected.split()
    joined = len(ours) != len(theirs)
    if joined and ("".join(ours) != "".join(theirs) or not all(word.isalpha() for word in ours)):
        return None
    total = 1 if joined else _slips_in_words(ours, theirs)
    if total is None or total > 2 or _denials(ours) != _denials(theirs):
        return None
    return total


def _slips_in_words(typed: list[str], expected: list[str]) -> int | None:
    total = 0
    for ours, theirs in zip(typed, expected, strict=True):
        cost = 0 if ours == theirs else _slips_in_word(ours, theirs)
        if cost is None:
            return None
        total += cost
    return total


def _denials(words: list[str]) -> Counter[str]:
    return Counter(word for word in words if word in _NEGATIONS)


def _slips_in_word(typed: str, expected: str) -> int | None:
    budget = 0 if len(expected) <= 4 else 1 if len(expected) <= 8 else 2
    if abs(len(typed) - len(expected)) > budget or typed[0] != expected[0]:
        return None
    if _exact(typed) or _exact(expected) or _opposite(typed, expected):
        return None
    cost = distance(typed, expected)
    return cost if cost <= budget else None


def _exact(word: str) -> bool:
    """Whether a word means something else as soon as one letter changes."""
    return not word.isalpha() or bool(_ROMAN.fullmatch(word))


def _opposite(left: str, right: str) -> bool:
    """Whether the words have prefixes or suffixes of opposite meaning."""
    for one, other in ((left, right), (right, left)):
        if any(one.startswith(a) and other.startswith(b) for a, b in _OPPOSITE_STARTS):
            return True
        if any(one.endswith(a) and other.endswith(b) for a, b in _OPPOSITE_ENDS):
            return True
    return False
