"""What a learner wants to be asked, and the items that fit it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from studydeck.check import CheckedProject
from studydeck.model import Item, Kind, Present, Project, Select
from studydeck.quiz.plan import askable
from studydeck.selection import select
from studydeck.span import Text

BANK = "bank:"


class WishError(Exception):
    """A wish that cannot be met as it is worded; the text says why, `help` what there is."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


@dataclass(frozen=True)
class Wish:
    """What was asked for: a deck (or `bank:ID`, or nothing), and what narrows it down."""

    deck: str = ""
    banks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    limit: int | None = None
    seed: str = ""
    exam: bool = False
    missed: bool = False

    def selection(self, project: Project) -> dict[str, Any]:
        """Say what makes two sessions the same, so that one of them can be taken up."""
        return {
            "project": project.settings.namespace or project.root.resolve().name,
            "deck": self.deck,
            "banks": list(self.banks),
            "kinds": list(self.kinds),
            "tags": list(self.tags),
            "limit": self.limit,
            "seed": self.seed,
            "exam": self.exam,
            "missed": self.missed,
        }

    def command(self, program: str, *, seed: str = "", missed: bool | None = None) -> str:
        """Write the command line again, with another seed or for the missed items only."""
        wish = replace(self, seed=seed, missed=self.missed if missed is None else missed)
        words = [program, "quiz", wish.deck]
        for name, values in (("bank", wish.banks), ("kind", wish.kinds), ("tag", wish.tags)):
            words += [f"--{name} {value}" for value in values]
        words += [f"--limit {wish.limit}" if wish.limit else "", "--exam" if wish.exam else ""]
        words += ["--missed" if wish.missed else "", f"--seed {wish.seed}" if wish.seed else ""]
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Eligible:
    """The items that fit a wish, and the banks that were left out for their errors."""

    items: tuple[Item, ...]
    unclean: tuple[str, ...]
    present: Mapping[str, Present]


def eligible(checked: CheckedProject, wish: Wish) -> Eligible:
    """Find the items that fit a wish and may be asked, in the order of banks and entries.

    Without a deck it is the first deck of the project, or everything if there is none.

    Raises:
        WishError: there is no such deck, bank or kind.
    """
    project = checked.project
    whole, present = _of_deck(project, wish)
    _known(wish, project)
    narrow = Select(banks=_texts(wish.banks), kinds=_texts(wish.kinds), tags=_texts(wish.tags))
    wanted = {item.key for item in select(project, narrow)}
    fitting = [item for item in askable(select(project, whole)) if item.key in wanted]
    unclean = dict.fromkeys(item.bank for item in fitting if item.bank in checked.unclean)
    items = tuple(item for item in fitting if item.bank not in checked.unclean)
    return Eligible(items, tuple(unclean), present)


def _texts(values: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(Text(value) for value in values)


def _of_deck(project: Project, wish: Wish) -> tuple[Select, Mapping[str, Present]]:
    name = wish.deck or next(iter(project.decks), "")
    if name.startswith(BANK):
        bank = name.removeprefix(BANK)
        _one_of(bank, project.banks, "bank")
        return Select(banks=(Text(bank),)), {}
    if not name:
        return Select(), {}
    _one_of(name, project.decks, "deck")
    deck = project.decks[name]
    return deck.select, deck.anki.present if deck.anki else {}


def _known(wish: Wish, project: Project) -> None:
    for bank in wish.banks:
        _one_of(bank, project.banks, "bank")
    for kind in wish.kinds:
        _one_of(kind, {one.value: one for one in Kind}, "kind")


def _one_of(name: str, known: Mapping[str, object], what: str) -> None:
    if name not in known:
        near = get_close_matches(name, list(known), 1)
        every = ", ".join(known) or "none"
        help = f"did you mean '{near[0]}'?" if near else f"there are: {every}"
        raise WishError(f"there is no {what} '{name}'", help)
