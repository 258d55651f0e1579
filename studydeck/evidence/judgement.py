"""What a judgement is, and what is asked: shared by the judges of values and of texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from studydeck.evidence.names import NameTable
from studydeck.evidence.numbers import nouns_after
from studydeck.evidence.reading import Reading, question_stems, read
from studydeck.evidence.values import Value, read_values
from studydeck.model import Verdict

Place = tuple[int, int, int]
"""Index of the reading, start and end in its text."""


_EMPTY = Reading("", (), (), ())


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the places that carry it; `near` are the values that speak against."""

    verdict: Verdict
    places: tuple[Place, ...] = ()
    reason: str = ""
    near: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: stems to look for, values it states itself, and its wording.

    `counted` are the stems of what stands after "how many", if anything does. `fellows` are
    stems of answers that are right beside this one, as the other elements of a set.
    `text` is the prompt with what else tells what it is about; `reading` is of the prompt.
    """

    stems: tuple[str, ...]
    values: tuple[Value, ...]
    text: str
    counted: tuple[str, ...] = ()
    fellows: frozenset[str] = frozenset()
    prompt: str = ""
    reading: Reading = _EMPTY

    @classmethod
    def of(
        cls, names: NameTable, prompt: str, *context: str, fellows: Iterable[str] = ()
    ) -> "Question":
        """Read a prompt, with further texts that tell what it is about."""
        return cls.from_reading(read(prompt, names), names, *context, fellows=fellows)

    @classmethod
    def from_reading(
        cls, prompt: Reading, names: NameTable, *context: str, fellows: Iterable[str] = ()
    ) -> "Question":
        """Make a question of a prompt that was read already."""
        found, text = prompt.tokens, " ".join((prompt.text, *context))
        many = next((i for i, token in enumerate(found) if token.low == "many"), len(found))
        stems = dict.fromkeys(stem for stem in prompt.stems if stem)
        stems.update(dict.fromkeys(question_stems(names, *context)))
        values = read_values(text) if context else prompt.values
        beside = frozenset(question_stems(names, *fellows))
        counted = nouns_after(found, many + 1)
        return cls(tuple(stems), values, text, counted, beside, prompt.text, prompt)

    @property
    def wordless(self) -> "Question":
        """The question without its word order, for one that is but a heap of words."""
        return replace(self, reading=_EMPTY)


@dataclass(frozen=True, slots=True)
class Library:
    """What every judgement needs: the declared names and the weights of words."""

    names: NameTable
    weights: Mapping[str, float]


def said(place: Place, readings: Sequence[Reading]) -> str:
    """Give the words that stand at a place."""
    index, start, end = place
    return readings[index].text[start:end]
