"""What a session asks: which items, in which order, and in which way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from studydeck.chance import shuffled
from studydeck.grade import Lexicon, Mark, Result, grade
from studydeck.grade.dates import read_date
from studydeck.grade.numbers import read_quantity
from studydeck.grade.result import unreadable
from studydeck.model import (
    Elements,
    Gaps,
    Item,
    Kind,
    Pairs,
    Present,
    Project,
    Single,
    Steps,
)
from studydeck.wording import answer_text, can_choose, options

TYPED_WORDS = 4
"""A text answer of more words is not to be typed but looked at."""


@dataclass(frozen=True, slots=True)
class Printed:
    """How a form asks an item on paper: what its letters stand for, and its points."""

    how: Present
    shown: tuple[str, ...]
    worth: float


@dataclass(frozen=True)
class Plan:
    """Everything that decides a session before the first response.

    `items` stand in the order of asking. `present` says by kind how a deck asks, as in
    its file. With `again`, what was missed comes back; in an exam nothing does. `attempts`
    is how many responses a question allows. `printed` is by item key, for the mock exam of
    a form; `sections` (title, item keys) are what scores are told by. `until` is when the
    time is over, ISO 8601, or empty.
    """

    items: tuple[Item, ...]
    seed: str
    exam: bool = False
    again: bool = True
    options: int = 4
    present: Mapping[str, Present] = field(default_factory=dict)
    lexicon: Callable[[], Lexicon] = Lexicon
    """Gives what else a response could mean; asked for the first time when one is graded."""
    attempts: int = 1
    printed: Mapping[str, Printed] = field(default_factory=dict)
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    until: str = ""
    siblings: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    """By `bank/fact`, the items that were made from one fact."""

    def asking(self, item: Item, times: int) -> tuple[Present, tuple[str, ...]]:
        """Say how to ask an item and what its letters stand for, asked `times` before."""
        printed = self.printed.get(item.key)
        if printed:
            return printed.how, printed.shown
        how = manner(item, self.present)
        return how, displayed(item, how, self.options, self.seed, str(times))

    def worth_of(self, key: str) -> float:
        """Give the points of an item; 1 unless a form says something else."""
        printed = self.printed.get(key)
        return printed.worth if printed else 1.0

    def section_of(self, key: str) -> str:
        """Give the title of the part of a form that an item is in; empty without a form."""
        if not self.printed:
            return ""
        return next((title for title, keys in self.sections if key in keys), "")

    def over(self, at: str) -> bool:
        """Say whether the time is over at an instant."""
        return bool(self.until) and datetime.fromisoformat(at) > datetime.fromisoformat(self.until)

    def misplaced(self, item: Item, typed: str) -> Result | None:
        """Say so where a wrong response is right for another item of the same fact.

        Only where the two cannot be mixed up by not knowing: a price is no answer to "how
        many", but one date may well be taken for another.
        """
        for other in self.siblings.get(f"{item.bank}/{item.fact}", ()):
            if other.key == item.key or not _unlike(item, other):
                continue
            if grade(other, typed, (), self.lexicon()).mark is Mark.CORRECT:
                return unreadable("that answers another question; this one asks for something else")
        return None


def identity_of(project: Project, item: Item) -> str:
    """Name an item for the log of responses: `namespace/bank/id`, the same after renames.

    A project without a namespace lends the name of its folder.
    """
    namespace = project.settings.namespace or project.root.resolve().name
    return "/".join((namespace, *item.identity))


def _unlike(item: Item, other: Item) -> bool:
    """Whether the answers of two items are of different kinds, or count different things."""
    ours, theirs = (read_quantity(answer_text(one.answer)) for one in (item, other))
    if item.kind is other.kind is Kind.NUMBER and ours and theirs:
        return ours.unit != theirs.unit
    return item.kind is not other.kind


def siblings_in(project: Project) -> Mapping[str, tuple[Item, ...]]:
    """Group the items of a project by the fact that they were made from, `bank/fact`."""
    found: dict[str, list[Item]] = {}
    for item in project.items.values():
        if item.fact:
            found.setdefault(f"{item.bank}/{item.fact}", []).append(item)
    return {fact: tuple(items) for fact, items in found.items()}


def askable(items: Iterable[Item]) -> tuple[Item, ...]:
    """Keep what a terminal can ask: no open items, and none that is kept for tests."""
    return tuple(item for item in items if item.kind is not Kind.OPEN and not item.reserve)


def arrange(items: Sequence[Item], seed: str) -> tuple[Item, ...]:
    """Shuffle by the seed, and part items that would answer each other."""
    return apart(shuffled(items, lambda item: item.key, seed, "order"))


def apart(items: Iterable[Item]) -> tuple[Item, ...]:
    """Keep the order, but part items that would answer each other.

    After an item comes the next one that neither rests on one of its passages, which
    were just shown, nor is made from the same fact; if all do, order is left alone.
    """
    rest = list(items)
    arranged: list[Item] = []
    while rest:
        last = _grounds(arranged[-1]) if arranged else frozenset()
        at = next((i for i, item in enumerate(rest) if not last & _grounds(item)), 0)
        arranged.append(rest.pop(at))
    return tuple(arranged)


def _grounds(item: Item) -> frozenset[str]:
    passages = {
        f"{citation.source}@{citation.passage}"
        for claim in item.claims
        for citation in claim.citations.each
    }
    return frozenset(passages | ({f"{item.bank}/{item.fact}"} if item.fact else set()))


def manner(item: Item, present: Mapping[str, Present]) -> Present:
    """Decide how to ask: choose among options, type the answer, or look and judge oneself.

    Choices, statements and what the deck wants chosen are chosen, if there are options.
    Everything else is typed, but for texts too long to type: they are chosen if they
    can be, else revealed.
    """
    told = present.get(item.kind, present.get("default", Present.REVEAL))
    wanted = item.kind is Kind.CHOICE or told is Present.CHOOSE
    if item.kind is Kind.STATEMENT or (wanted and can_choose(item)):
        return Present.CHOOSE
    if not _short(item):
        return Present.CHOOSE if can_choose(item) else Present.REVEAL
    return Present.TYPE


def _short(item: Item) -> bool:
    """Whether an answer can fairly be typed: a few words, or a few for each element."""
    match item.answer:
        case Single(text=text, aliases=aliases) if item.kind in {Kind.TEXT, Kind.CHOICE}:
            return any(len(one.split()) <= TYPED_WORDS for one in (text, *aliases))
        case Elements(elements=elements):
            return all(len(one.split()) <= TYPED_WORDS for one in elements)
        case _:
            return True


def displayed(item: Item, how: Present, count: int, *seed: str) -> tuple[str, ...]:
    """Give what letters refer to: options, the steps of an order, the right sides of pairs.

    They are put in the order of the seed; an order never stands in its right order.
    """
    match item.answer:
        case Single() if how is Present.CHOOSE:
            return tuple(option.text for option in options(item, count, *seed, item.key))
        case Steps(steps=steps):
            mixed = shuffled((str(step) for step in steps), str, *seed, item.key)
            in_order = tuple(str(step) for step in steps)
            return mixed if mixed != in_order else (*mixed[1:], mixed[0])
        case Pairs(pairs=pairs):
            rights = dict.fromkeys(str(right) for _, right in pairs)
            return shuffled(rights, str, *seed, item.key)
        case _:
            return ()


def hints_for(item: Item, shown: Sequence[str]) -> tuple[str, ...]:
    """Give the hints of an item from vague to plain; the author's own comes first."""
    hints = [str(item.hint)] if item.hint else []
    match item.answer:
        case Single() if shown:
            right = {answer_text(claim.answer) for claim in item.right}
            wrong = [option for option in shown if option not in right]
            hints += [f"it is not {option}" for option in wrong[:-1][:2]]
        case Single(text=text) if item.kind is Kind.DATE:
            hints += _date_hints(text)
        case Single(text=text) if item.kind is Kind.NUMBER:
            hints += _number_hints(text)
        case Single(text=text):
            hints += [f"it begins with {text[:1]}", f"it looks like {_outline(text)}"]
        case Elements(elements=elements):
            ordered = sorted(elements, key=str.casefold)
            hints += [f"they begin with {', '.join(one[:1] for one in ordered)}"]
            hints += [f"they look like {'; '.join(map(_outline, ordered))}"]
        case Steps(steps=steps):
            hints += [f"the first is: {steps[0]}"]
        case Pairs(pairs=pairs):
            hints += [f"{pairs[0][0]} goes with: {pairs[0][1]}"]
        case Gaps(gaps=gaps):
            they, s = ("they", "") if len(gaps) > 1 else ("it", "s")
            hints += [f"{they} begin{s} with {', '.join(gap.answer[:1] for gap in gaps)}"]
            hints += [f"{they} look{s} like {'; '.join(_outline(gap.answer) for gap in gaps)}"]
        case _:
            pass
    return tuple(hints)


def _date_hints(text: str) -> list[str]:
    """Give the year of an exact date, the decade of a year."""
    readings = read_date(text)
    first = readings[0][0] if readings else None
    if first is None or first.year <= 0 or first.decade:
        return []
    if first.month or first.part:
        return [f"the year is {first.year}"]
    return [f"in the {first.year // 10 * 10}s"]


def _number_hints(text: str) -> list[str]:
    """Give what stands around the digits, then the first of several digits."""
    digits = [c for c in text if c.isdigit()]
    if not digits:
        return [f"it begins with {text[:1]}"]
    outline = "".join("_" if c.isdigit() else c for c in text)
    first = [f"its first digit is {digits[0]}"] if len(digits) > 1 else []
    return [f"it looks like {outline}", *first]


def _outline(text: str) -> str:
    """Show the first letter of each word and a dot for each of the others."""
    return " ".join(word[:1] + "".join("." if c.isalnum() else c for c in word[1:])
                    for word in text.split())  # fmt: skip
