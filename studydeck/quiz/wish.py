"""What a learner wants to be asked, and the items that fit it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal

from studydeck.checked import CheckedProject
from studydeck.model import Item, Kind, Present, Project, Select
from studydeck.quiz.plan import askable
from studydeck.selection import select

BANK = "bank:"
Mode = Literal["study", "cram", "exam"]
FILTERS = ("bank", "kind", "source", "tag")
"""What narrows a wish down, as options and in `--not`."""


class WishError(Exception):
    """A wish that cannot be met as it is worded; the text says why, `help` what there is."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


@dataclass(frozen=True)
class Wish:
    """What was asked for: a deck (or `bank:ID`, or nothing), and what narrows it down.

    Each of the filters `banks`, `kinds`, `sources` and `tags` has values of which one must
    fit; `a+b` wants both. `none_of` has what must not fit, as `tag:extra`. `failed` is
    `last` or `still`; `new` how many new items a day has; `until_exam` the day of an exam;
    `form` is `DECK/FORM`.
    """

    deck: str = ""
    banks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    limit: int | None = None
    seed: str = ""
    mode: Mode = "study"
    failed: str = ""
    new: int | None = None
    until_exam: str = ""
    form: str = ""
    version: str = ""
    reserved: bool = False
    minutes: float | None = None

    @property
    def exam(self) -> bool:
        """Whether it is an exam, with everything told at the end."""
        return self.mode == "exam"

    def selection(self, project: Project) -> dict[str, Any]:
        """Say what makes two sessions the same, so that one of them can be taken up."""
        found: dict[str, Any] = {"project": project_name(project)}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            found[name] = list(value) if isinstance(value, tuple) else value
        return found

    def command(self, program: str, *, seed: str = "", failed: str | None = None) -> str:
        """Write the command line again, with another seed or for what was failed only."""
        wish = replace(self, seed=seed, failed=self.failed if failed is None else failed)
        words = [program, "quiz", wish.deck]
        for name, values in (*wish.filters, ("not", wish.none_of)):
            words += [f"--{name} {value}" for value in values]
        for name, value in (
            ("limit", wish.limit),
            ("new", wish.new),
            ("failed", wish.failed),
            ("exam-date", wish.until_exam),
            ("form", wish.form),
            ("version", wish.version),
            ("minutes", wish.minutes and f"{wish.minutes:g}"),
            ("seed", wish.seed),
        ):
            words += [f"--{name} {value}"] if value not in {None, ""} else []
        words += [f"--{wish.mode}"] if wish.mode != "study" and not wish.form else []
        words += ["--reserved"] if wish.reserved else []
        return " ".join(word for word in words if word)

    @property
    def filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The filters with their values."""
        values = (self.banks, self.kinds, self.sources, self.tags)
        return tuple(zip(FILTERS, values, strict=True))


def project_name(project: Project) -> str:
    """Name a project for the log: its namespace, or the name of its folder."""
    return project.settings.namespace or project.root.resolve().name


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
        WishError: there is no such deck, bank, kind, source or tag.
    """
    project = checked.project
    whole, present = _of_deck(project, wish)
    fits = _fitting(project, wish)
    fitting = [item for item in askable(select(project, whole)) if fits(item)]
    unclean = dict.fromkeys(item.bank for item in fitting if item.bank in checked.unclean)
    items = tuple(item for item in fitting if item.bank not in checked.unclean)
    return Eligible(items, tuple(unclean), present)


def _fitting(project: Project, wish: Wish) -> Callable[[Item], bool]:
    """Make a test of items from the filters, whose words must all be known."""
    known = _words(project)
    wanted = [
        [_checked(name, value.split("+"), known) for value in values]
        for name, values in wish.filters
        if values
    ]
    unwanted = []
    for value in wish.none_of:
        name, colon, word = value.partition(":")
        if not colon or name not in FILTERS:
            every = ", ".join(f"--not {one}:…" for one in FILTERS)
            raise WishError(f"'--not {value}' does not say what it is about", f"write {every}")
        unwanted.append(_checked(name, word.split("+"), known))

    def fits(item: Item) -> bool:
        has = words_of(item)
        chosen = all(any(_holds(has, one) for one in values) for values in wanted)
        return chosen and not any(_holds(has, one) for one in unwanted)

    return fits


def words_of(item: Item) -> Mapping[str, frozenset[str]]:
    """Give the words by which an item is found, by filter."""
    sources = {citation.source for claim in item.claims for citation in claim.citations.each}
    return {
        "bank": frozenset({item.bank}),
        "kind": frozenset({item.kind.value}),
        "source": frozenset(sources),
        "tag": frozenset(map(str, item.tags)),
    }


def _words(project: Project) -> Mapping[str, Sequence[str]]:
    tags = sorted({str(tag) for item in project.items.values() for tag in item.tags})
    kinds = [kind.value for kind in Kind]
    there = (list(project.banks), kinds, list(project.sources), tags)
    return dict(zip(FILTERS, there, strict=True))


def _checked(
    name: str, words: list[str], known: Mapping[str, Sequence[str]]
) -> tuple[str, frozenset[str]]:
    for word in words:
        one_of(word, known[name], name)
    return name, frozenset(words)


def _holds(has: Mapping[str, frozenset[str]], wanted: tuple[str, frozenset[str]]) -> bool:
    return wanted[1] <= has[wanted[0]]


def _of_deck(project: Project, wish: Wish) -> tuple[Select, Mapping[str, Present]]:
    name = wish.deck or next(iter(project.decks), "")
    if name.startswith(BANK):
        bank = name.removeprefix(BANK)
        one_of(bank, project.banks, "bank")
        return Select(banks=(project.banks[bank].id,)), {}
    if not name:
        return Select(), {}
    one_of(name, project.decks, "deck")
    deck = project.decks[name]
    return deck.select, deck.anki.present if deck.anki else {}


def one_of(name: str, known: Iterable[str], what: str, where: str = "") -> None:
    """Hold a name against those that there are, `where` in words.

    Raises:
        WishError: it is none of them; the help names the nearest.
    """
    there = list(known)
    if name not in there:
        near = get_close_matches(name, there, 1)
        every = ", ".join(there) or "none"
        help = f"did you mean '{near[0]}'?" if near else f"there are: {every}"
        raise WishError(f"there is no {what} '{name}'{where}", help)
