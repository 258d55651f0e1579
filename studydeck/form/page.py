"""What stands on a paper and in its key: the frozen types that every output shows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from studydeck.labels import labels

_LEFTWARD = frozenset({"ar", "fa", "he", "ps", "ur", "yi"})
"""Languages that are written from right to left."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A lettered thing on the paper: an option, a step to order, or a right-hand side."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is shown with a question; `data` is base64, empty for a lost file."""

    suffix: str
    data: str
    alt: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered item with everything that paper and key say of it.

    `shape` is how it is answered: `choose`, `several` (of the options are right), `judge` (true
    or false), `match`, `order`, `gaps` or `write`. `letters` is the answer in letters, empty where
    none are used. `criteria` are what the answer to an open item has to say; `also` other wordings
    that are as good;
    `reasons` (option, why it is wrong); `proofs` (passage, where it stands); `variants`
    (answer, who gives it, note); `notes` what else a marker has to know. `blank` is how wide a
    line of its own the answer needs, in em (0: the whole width), and `unit` stands behind it.
    The last `pinned` choices keep their places.
    """

    number: int
    key: str
    shape: str
    prompt: str
    answer: str
    points: int = 1
    lines: int = 0
    blank: int = 0
    unit: str = ""
    passage: tuple[str, ...] = ()
    picture: Picture | None = None
    choices: tuple[Choice, ...] = ()
    pinned: int = 0
    left: tuple[str, ...] = ()
    letters: str = ""
    criteria: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    explanation: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    proofs: tuple[tuple[str, str], ...] = ()
    variants: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a form; each question gives `each` points, and `points` is their sum.

    `words` are those that fill the gaps, where the author gives them to the learner.
    """

    title: str
    each: int
    points: int
    questions: tuple[Question, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dress:
    """A teacher's own logo, words above the title and at the foot, and Typst functions."""

    logo: Picture | None = None
    letterhead: str = ""
    footer: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One paper in one version, frozen: every output of it says the same.

    `labels` are our own words, in the language of the paper; `language` is that of the texts.

    `versions` are all that there are of it, `header` the labels of the fields to fill in,
    `outputs` what is to be made of it, `charts` pictures for the reading text, `numbers` (item,
    its number in each version). `digest` is six hex digits that a loose sheet and its key share.
    """

    project: str
    deck: str
    id: str
    title: str
    version: str
    versions: tuple[str, ...] = ("A",)
    instructions: str = ""
    minutes: int = 0
    header: tuple[str, ...] = ()
    layout: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    labels: Mapping[str, str] = field(default_factory=lambda: labels("en"))
    look: Dress = Dress()
    charts: tuple[Picture, ...] = ()
    licence: str = ""
    points: int = 0
    parts: tuple[Part, ...] = ()
    outputs: tuple[str, ...] = ()
    numbers: tuple[tuple[str, tuple[int, ...]], ...] = ()
    digest: str = ""

    def tells(self, output: str) -> bool:
        """Say whether an output ends with the answers: a handout does if no key is printed."""
        return output == "handout" and "key" not in self.outputs

    @property
    def leftward(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language.partition("-")[0].lower() in _LEFTWARD

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order of their numbers."""
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def passages(self) -> tuple[tuple[str, str], ...]:
        """The passages that the answers rest on with where they stand, each once."""
        proofs = (one for question in self.questions for one in question.proofs)
        return tuple(dict.fromkeys(one for one in proofs if one[0]))

    @property
    def told_at(self) -> Mapping[str, int]:
        """The number of the first question that rests on each passage, where the key prints it."""
        pairs = [(text, q.number) for q in self.questions for text, _ in q.proofs if text]
        return dict(reversed(pairs))


def form_json(form: Form) -> str:
    """Write a form as JSON with sorted keys: the record of what was printed."""
    return json.dumps(asdict(form), ensure_ascii=False, sort_keys=True)
