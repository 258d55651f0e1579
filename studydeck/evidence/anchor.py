"""Which of a passage's values is meant: rank them by what stands near.

Each value scores, for each word of the question that the passage has, the weight of the
word times a kernel of the distance. The constants were measured on five articles with 343
true and 352 false values; twelve other sets of constants lay within three points.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import exp

from studydeck.evidence.reading import Reading
from studydeck.evidence.values import Value

REACH = 8.0
"""Words after which nearness falls to 1/e."""
CLAUSE_CUT = 0.6
OTHER_SENTENCE = 0.15
SAME_SENTENCE_FLOOR = 0.25
FIGURE = 1.5
"""A year or figure that the prompt states tells more than a word."""
_BESIDE = 8
"""Occurrences of a word that are looked at on each side; those beyond are never the nearest."""
WINS = 1.15
"""A value is meant if it scores so many times the best rival."""
LOSES = 1.6
"""A value is refuted if a rival scores more than so many times its score."""


def score(
    value: Value, question: Sequence[str], reading: Reading, weights: Mapping[str, float]
) -> float:
    """Score how near a value stands to the words of a question, in its own text."""
    return score_tokens(*reading.token_range(value), question, reading, weights)


def score_tokens(
    first: int, last: int, question: Sequence[str], reading: Reading, weights: Mapping[str, float]
) -> float:
    """Score how near the tokens `first` to `last` stand to the words of a question."""
    return sum(
        (FIGURE if stem[0].isdigit() else 1.0)
        * weights.get(stem, 1.0)
        * max(_nearness(index, first, last, reading) for index in _near(stem, first, reading))
        for stem in question
        if stem in reading.places
    )


def _near(stem: str, first: int, reading: Reading) -> tuple[int, ...]:
    """Give the occurrences of a word on both sides of a token that can count, the nearest."""
    places = reading.places[stem]
    at = bisect_left(places, first)
    return places[max(0, at - _BESIDE) : at + _BESIDE]


def _nearness(index: int, first: int, last: int, reading: Reading) -> float:
    """Fall with the distance in words, with each clause between, and across sentences."""
    if first <= index <= last:
        return 0.0
    near = first if index < first else last
    distance = abs(index - near)
    word, value = reading.tokens[index], reading.tokens[near]
    kernel = exp(-(distance - 1) / REACH)
    if word.sentence != value.sentence:
        return kernel * OTHER_SENTENCE
    kernel *= CLAUSE_CUT ** min(2, abs(word.clause - value.clause))
    return max(kernel, SAME_SENTENCE_FLOOR)
