"""A text that has been read once: its tokens, names, values and sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import TypeVar, cast

from studydeck.evidence.names import NameTable
from studydeck.evidence.polarity import denied
from studydeck.evidence.relative import Anchor
from studydeck.evidence.tokens import Token, tokens
from studydeck.evidence.values import Value, values_of

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """What a text says, as far as the engine reads it. `stems` go one to one with `tokens`."""

    text: str
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    values: tuple[Value, ...]
    made: dict[object, object] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from this reading already, by the function that did it."""

    def once(self, make: "Callable[[Reading], T]") -> T:
        """Give what a function makes of the reading; it is called the first time only."""
        if make not in self.made:
            self.made[make] = make(self)
        return cast("T", self.made[make])

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """The indexes of the tokens that have each stem."""
        found: dict[str, list[int]] = {}
        for index, one in enumerate(self.stems):
            if one:
                found.setdefault(one, []).append(index)
        return {one: tuple(indexes) for one, indexes in found.items()}

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The token indexes `[first, after)` of each sentence."""
        bounds: list[tuple[int, int]] = []
        first = 0
        for index, token in enumerate(self.tokens):
            if token.sentence != self.tokens[first].sentence:
                bounds.append((first, index))
                first = index
        return (*bounds, (first, len(self.tokens))) if self.tokens else ()

    @cached_property
    def denied(self) -> tuple[bool, ...]:
        """Whether each token is denied."""
        return denied(self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token starts in the text."""
        return tuple(token.start for token in self.tokens)

    def token_range(self, value: Value) -> tuple[int, int]:
        """Give the indexes of the first and last token of a value."""
        first = bisect_left(self.starts, value.start)
        return first, bisect_left(self.starts, value.end) - 1

    def low(self, index: int) -> str:
        """Give a token in lower case, or the empty string beyond either end."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def wordy(self, index: int) -> bool:
        """Whether a token is a capitalised word, as the further words of a name are."""
        token = self.tokens[index]
        return token.kind == "word" and token.text[0].isupper()

    def possessive(self, index: int) -> bool:
        """Whether the name that starts at a token ends in a possessive."""
        after = index + 1
        while after < len(self.stems) and not self.stems[after] and self.wordy(after):
            after += 1
        return self.tokens[after - 1].low.endswith(("'s", "’s", "s'", "s’"))

    @cached_property
    def _opens(self) -> tuple[int, ...]:
        return tuple(first for first, _ in self.sentences)

    def sentence_at(self, index: int) -> int:
        """Give the number of the sentence that a token is in."""
        return bisect_right(self._opens, index) - 1

    def in_sentence(self, sentence: int) -> frozenset[str]:
        """Give the stems of one sentence."""
        first, after = self.sentences[sentence]
        return frozenset(one for one in self.stems[first:after] if one)


def read(text: str, names: NameTable, anchor: Anchor | None = None) -> Reading:
    """Read a text; the time is linear in its length.

    `anchor` is the date of its source, if that is known: then "last year" is a date too.
    """
    found = tokens(text)
    return Reading(text, found, names.stems(found), values_of(found, anchor))


def weigh(readings: Iterable[Reading]) -> Mapping[str, float]:
    """Weigh stems by how few of the texts have them (inverse document frequency)."""
    documents, count = dict[str, int](), 0
    for reading in readings:
        count += 1
        for one in reading.places:
            documents[one] = documents.get(one, 0) + 1
    return {one: log(1 + count / seen) for one, seen in documents.items()}


def question_stems(names: NameTable, *texts: str) -> tuple[str, ...]:
    """Give the content stems of what is asked, each once, in order."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(one for one in names.stems(tokens(text)) if one))
    return tuple(found)


def overlap(stems: Sequence[str], sentence: frozenset[str], weights: Mapping[str, float]) -> float:
    """Add the weights of the stems that a sentence has."""
    return sum(weights.get(one, 1.0) for one in stems if one in sentence)
