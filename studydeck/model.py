"""The types that all stages share; no logic beyond looking things up.

Text that an author wrote is `Text`, a `str` with its place. Everything is frozen,
sequences are tuples, and an absent optional text is the empty string.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from studydeck.look import Image, Look
from studydeck.record import NOTHING, Record, Staleness
from studydeck.span import EMPTY, File, Span, Text


class Kind(StrEnum):
    """What an item asks for; it follows from the keys of the entry."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SET = "set"
    ORDER = "order"
    MATCHING = "matching"
    STATEMENT = "statement"
    CLOZE = "cloze"
    OPEN = "open"


class Rights(StrEnum):
    """What may be done with the text of a source."""

    RESTATED = "restated"
    PRIVATE = "private"
    LICENSED = "licensed"
    PUBLIC_DOMAIN = "public-domain"
    OWN = "own"


class Rank(StrEnum):
    """How a value stands among those that sources give for one thing."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Present(StrEnum):
    """How a surface asks an item."""

    REVEAL = "reveal"
    TYPE = "type"
    CHOOSE = "choose"


# Sources


@dataclass(frozen=True, slots=True)
class Passage:
    """One numbered piece of a source, the unit that is cited.

    `text` is NFC. `lines` are the physical lines, from 1, of the original (restated
    sources) or of the source's own text file.
    """

    source: str
    id: str
    text: Text
    lines: tuple[int, ...] = ()
    section: str = ""

    @property
    def key(self) -> str:
        """`source@passage`, as citations write it."""
        return f"{self.source}@{self.id}"


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a restated source was made from, and its fingerprint."""

    file: Text
    sha256: Text


@dataclass(frozen=True)
class Source:
    """A work that is cited. Field names are CSL-JSON's, with `_` for `-`."""

    id: Text
    title: Text
    rights: Rights
    author: str = ""
    issued: str = ""
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    url: str = ""
    inferred: Mapping[str, str] = field(default_factory=dict)
    verbatim: tuple[Text, ...] = ()
    original: Original | None = None
    passages: tuple[Passage, ...] = ()
    has_text: bool = True
    """False for a private source whose file is not on this machine."""

    @cached_property
    def by_id(self) -> Mapping[str, Passage]:
        """The passages by id, in their order."""
        return {passage.id: passage for passage in self.passages}


# Citations


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to a passage, by its id, by words quoted from it, or both."""

    source: str
    passage: str
    quote: Text | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Citations:
    """Citations that prove together, or each alone where `any` is set. May be empty."""

    each: tuple[Citation, ...] = ()
    any: bool = False


# Answers: a closed union, one type for each way of being right


@dataclass(frozen=True, slots=True)
class Single:
    """One text, number, date or choice, with other wordings that are as good."""

    text: Text
    aliases: tuple[Text, ...] = ()
    reject: tuple[Text, ...] = ()
    tolerance: str = ""


@dataclass(frozen=True, slots=True)
class Elements:
    """A set in any order; `need` of them are enough (all where it is None)."""

    elements: tuple[Text, ...]
    aliases: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """Things in order; `dates` go with them one to one, or are empty."""

    steps: tuple[Text, ...]
    dates: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things that belong together, left to right."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether the statement is true; `correction` is the true sentence if it is not."""

    value: bool
    correction: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze text; `start` and `end` count in `Gaps.text`."""

    start: int
    end: int
    answer: Text
    aliases: tuple[Text, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """A cloze text with its gaps filled in, and where they are."""

    text: Text
    gaps: tuple[Gap, ...]
    each: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a full answer to an open item has to say; for paper."""

    criteria: tuple[tuple[Text, Citations], ...]


Answer = Single | Elements | Steps | Pairs | Truth | Gaps | Criteria


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer with the citations that prove it; sources that disagree make several."""

    answer: Answer
    citations: Citations
    label: str = ""
    rank: Rank = Rank.NORMAL
    why: str = ""
    span: Span | None = None


# Items, facts, banks


@dataclass(frozen=True, slots=True)
class Distractor:
    """An option that is wrong, and why it is."""

    text: Text
    reason: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked of a learner.

    `id` is unique in its bank; `key` is `bank/id`. `identity` is the (bank, id) that the
    guid is made from: its own, or the one that `was` keeps. `claims` holds every value
    that a source gives; `right` those of them that a response may give (never empty).
    """

    bank: str
    id: Text
    kind: Kind
    prompt: Text
    claims: tuple[Claim, ...]
    right: tuple[Claim, ...]
    identity: tuple[str, str]
    distractors: tuple[Distractor, ...] = ()
    pinned: tuple[Text, ...] = ()
    """Options that stand last, in this order, however the others are mixed."""
    explanation: Text = EMPTY
    hint: Text = EMPTY
    tags: tuple[Text, ...] = ()
    as_of: Text = EMPTY
    according_to: Text = EMPTY
    see: Citations = Citations()
    importance: int = 2
    negated: bool = False
    claimed_by: Text = EMPTY
    background: tuple[Text, ...] = ()
    working: Text = EMPTY
    apart: tuple[Text, ...] = ()
    show_passage: bool = False
    reserve: bool = False
    image: Image | None = None
    unchecked: Text = EMPTY
    fact: str = ""
    """Id of the fact that the item was made from, or empty."""
    field: str = ""
    """The field of that fact which the item asks for, or empty."""

    @property
    def key(self) -> str:
        """`bank/id`, the name of the item in reports, locks and logs."""
        return f"{self.bank}/{self.id}"

    @property
    def answer(self) -> Answer:
        """The answer that is shown first."""
        return self.right[0].answer

    @property
    def span(self) -> Span | None:
        """Where the id of the item, or of its entry, is written."""
        return self.id.span


class FactType(StrEnum):
    """The types of fact that the format knows."""

    EVENT = "event"
    ARTICLE = "article"
    MEMBERSHIP = "membership"
    DEAL = "deal"


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed entry; a field that was written as a list has several values."""

    bank: str
    id: Text
    type: FactType
    fields: Mapping[str, tuple[Text, ...]]
    citations: Citations
    as_of: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Bank:
    """One YAML file of entries, with the items and facts that they make, in order."""

    id: Text
    title: Text
    file: File
    items: tuple[Item, ...]
    facts: tuple[Fact, ...] = ()
    retired: Mapping[str, str] = field(default_factory=dict)
    """Ids that are never used again, and why."""


# The project


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name, other wordings of it, words that stand in for it, and what it names."""

    name: Text
    aliases: tuple[Text, ...] = ()
    metonyms: tuple[Text, ...] = ()
    kind: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Settings:
    """What `questions/project.yaml` says; `namespace` is empty where it says none."""

    namespace: str = ""
    title: str = "Questions"
    language: str = "en"
    licence: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    anki_name: str = ""
    """Name of the Anki deck over all others; `title` where none is told."""
    subdecks: bool = True
    """Whether each bank has an Anki deck of its own below `anki_name`."""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Select:
    """Which items a deck or section takes: keys AND, values OR, `none_of` turned round.

    An empty tuple does not restrict. `items` are `bank/id` keys.
    """

    banks: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()
    kinds: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    importance: tuple[int, ...] = ()
    none_of: "Select | None" = None


@dataclass(frozen=True, slots=True)
class AnkiSpec:
    """How a deck asks in Anki: `present` by kind, with the key `default`."""

    present: Mapping[str, Present] = field(default_factory=dict)
    options: int = 4


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form: `items` named one by one, or `take` of what `select` finds."""

    title: str = ""
    select: Select = Select()
    items: tuple[Text, ...] = ()
    take: int | None = None
    points: int = 1
    present: Present | None = None
    options: int = 4
    lines: int = 0
    """Ruled lines to write on below each item; 0 lets the kind decide."""
    span: Span | None = None
    word_bank: bool = False


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What `forms:` of a deck file says of one paper; `like` is already filled in."""

    id: Text
    title: str
    sections: tuple[Section, ...]
    instructions: str = ""
    minutes: int | None = None
    versions: tuple[str, ...] = ("A",)
    seed: str = "1"
    shuffle: frozenset[str] = frozenset()
    """Of `items` and `options`, what is put in an order of its own for each version."""
    header: tuple[str, ...] = ("name", "class", "date")
    layout: Mapping[str, str] = field(default_factory=dict)
    print: tuple[str, ...] = ("paper", "key")
    avoid: tuple[Text, ...] = ()
    pictures: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class DeckSpec:
    """One file of `decks/`; without `anki` it makes no package."""

    id: Text
    title: str
    description: str = ""
    select: Select = Select()
    anki: AnkiSpec | None = None
    forms: tuple[FormSpec, ...] = ()


@dataclass(frozen=True)
class Project:
    """All that was read from a folder with `questions/` and `decks/`.

    `broken` names the files in which reading found an error: what they hold is
    incomplete, so nothing that depends on them may be compiled. `unread` are the ids of the
    sources that were not read, or not whole.
    """

    root: Path
    settings: Settings = Settings()
    names: tuple[Name, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    banks: Mapping[str, Bank] = field(default_factory=dict)
    decks: Mapping[str, DeckSpec] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    record: Record = NOTHING

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its key, in the order of banks and entries."""
        return {item.key: item for bank in self.banks.values() for item in bank.items}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by `source@passage`."""
        return {p.key: p for source in self.sources.values() for p in source.passages}


# What `check` finds


class Verdict(StrEnum):
    """What the evidence says of an answer; only the first is green."""

    SUPPORTED = "supported"
    HEDGED = "hedged"
    TOO_PRECISE = "too-precise"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"
    UNANCHORED = "unanchored"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A citation that was located: `[start, end)` of the passage's text, code points."""

    source: str
    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one item, with the places that carry it."""

    item: str
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    proved_by: str = "passage"
    """`passage`, or `original` where the passage was proved by its original too."""
    staleness: Staleness = Staleness.OK
    """The weightiest of the item's citations."""
    unread: str = ""
    """The source that could not be read, for which the item was not judged."""
