"""References across files: what is named must be there, and ids must be one thing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from studydeck.diagnostics import Diagnostic, Related
from studydeck.load.keys import FACTS
from studydeck.load.saying import say
from studydeck.load.sheet import nearest, some
from studydeck.model import Citation, Citations, Item, Project, Select, Source
from studydeck.span import Text

_MOST_GUESSES = 200


@dataclass(frozen=True, slots=True)
class Lost:
    """Ids of the sources and banks that were not read, or not whole.

    What refers to them may well be right, so nothing is said of it.
    """

    sources: frozenset[str] = frozenset()
    banks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _All:
    """The project, what of it was lost, and what was guessed at so far."""

    project: Project
    lost: Lost
    guesses: dict[str, str] = field(default_factory=dict)

    def guess(self, word: str, known: Collection[str], what: str) -> str:
        """Guess at a word, some hundred times: where all are wrong, none is a slip."""
        key = f"{what} {word}"
        if key not in self.guesses:
            if len(self.guesses) == _MOST_GUESSES:
                return ""
            self.guesses[key] = nearest(word, known)
        return self.guesses[key]

    def help(self, word: str, known: Collection[str], what: str) -> str:
        """Write the help for a name that refers to nothing."""
        likely = self.guess(word, known, what)
        return f"did you mean `{likely}`?" if likely else some(known)


def link(project: Project, lost: Lost) -> Iterable[Diagnostic]:
    """Find citations, ids and names that refer to nothing, and identities used twice."""
    all = _All(project, lost)
    for bank in project.banks.values():
        ids = dict.fromkeys(item.id for item in bank.items)
        facts = {str(fact.id): fact.citations for fact in bank.facts}
        for fact in bank.facts:
            yield from _citations(all, fact.citations, f"{bank.id}/{fact.id}")
        for item in bank.items:
            yield from _cited(all, item, facts.get(item.fact))
            if item.apart:
                yield from _apart(all, item, ids)
    yield from _identities(project)
    for deck in project.decks.values():
        for select in (deck.select, *(s.select for form in deck.forms for s in form.sections)):
            yield from _select(all, select)
        for form in deck.forms:
            for section in form.sections:
                yield from _named(all, section.items, project.items, "item", lost.banks)


def _cited(all: _All, item: Item, fact: Citations | None) -> Iterator[Diagnostic]:
    """Look up what an item cites, but for what its fact cites and was looked up with it."""
    for claim in item.claims:
        if claim.citations != fact:
            yield from _citations(all, claim.citations, item.key)
    if item.see.each and item.see != fact:
        yield from _citations(all, item.see, item.key)


def _apart(all: _All, item: Item, ids: Collection[str]) -> Iterator[Diagnostic]:
    if item.bank in all.lost.banks:
        return
    for other in item.apart:
        away = other.partition("/")[0] if "/" in other else ""
        if other not in ids and other not in all.project.items and away not in all.lost.banks:
            yield say("SD410", other.span, f"'apart' names no item: '{other}'",
                      all.help(other, ids, item.bank), item=item.key)  # fmt: skip


def _citations(all: _All, group: Citations, item: str) -> Iterator[Diagnostic]:
    for citation in group.each:
        source = all.project.sources.get(citation.source)
        if citation.source in all.lost.sources:
            continue
        if source is None:
            yield say("SD403", citation.span, f"there is no source '{citation.source}'",
                      _other_source(all, citation), item=item)  # fmt: skip
        elif source.has_text and citation.passage and citation.passage not in source.by_id:
            yield say("SD402", citation.span,
                      f"source '{source.id}' has no passage '{citation.passage}'",
                      _other_passage(all, source, citation.passage), item=item)  # fmt: skip


def _other_source(all: _All, citation: Citation) -> str:
    """Guess at the source that was meant, or find out that its name is that of a passage."""
    if not citation.passage:
        for source in all.project.sources.values():
            if citation.source in source.by_id:
                return f"`{citation.source}` is a passage: write `{source.id}@{citation.source}`"
    return all.help(citation.source, all.project.sources, "source")


def _other_passage(all: _All, source: Source, passage: str) -> str:
    """Guess at the passage that was meant: one of a like name, or of another source."""
    sources = all.project.sources
    if passage in sources:
        return f"`{passage}` is a source: write `{passage}@` and the passage"
    likely = all.guess(passage, source.by_id, f"passage of {source.id}")
    guesses = [f"`{likely}`"] if likely else []
    guesses += [f"`{one.id}@{passage}`" for one in sources.values() if passage in one.by_id][:1]
    return f"did you mean {' or '.join(guesses)}?" if guesses else some(source.by_id)


def _identities(project: Project) -> Iterator[Diagnostic]:
    """Refuse two items with one identity: their cards would overwrite each other."""
    owner: dict[tuple[str, str], Item] = {}
    for item in project.items.values():
        first = owner.setdefault(item.identity, item)
        if first is not item:
            name = "/".join(item.identity)
            related = [Related(first.span, f"used by '{first.key}'")] if first.span else []
            yield say("SD401", item.span, f"'{item.key}' and '{first.key}' both are '{name}'",
                      "`was:` may name an id only once, and none that is in use",
                      item=item.key, related=related)  # fmt: skip
        old, id = item.identity
        if (old, id) != (item.bank, item.id) and old in project.banks:
            yield from _retired(project, item)


def _retired(project: Project, item: Item) -> Iterator[Diagnostic]:
    """Refuse an item that goes on with an id which is withdrawn where it came from."""
    bank, id = item.identity
    if id in project.banks[bank].retired:
        yield say("SD409", item.span, f"'{item.key}' was '{bank}/{id}', which is retired",
                  "take the id out of `retired:`, or `was:` out of the item",
                  item=item.key)  # fmt: skip


def _select(all: _All, select: Select) -> Iterator[Diagnostic]:
    project, lost = all.project, all.lost
    yield from _named(all, select.banks, project.banks, "bank", lost.banks)
    yield from _named(all, select.items, project.items, "item", lost.banks)
    yield from _named(all, select.sources, project.sources, "source", lost.sources)
    if not lost.banks:
        if select.tags:
            tags = dict.fromkeys(tag for item in project.items.values() for tag in item.tags)
            yield from _named(all, select.tags, tags, "tag", lost.banks)
        if select.facts:
            facts = [(bank.id, fact.id) for bank in project.banks.values() for fact in bank.facts]
            known = [*FACTS, *(str(id) for _, id in facts), *(f"{b}/{id}" for b, id in facts)]
            yield from _named(all, select.facts, known, "fact", lost.banks)
    if select.none_of:
        yield from _select(all, select.none_of)


def _named(
    all: _All, names: Iterable[Text], known: Collection[str], what: str, lost: frozenset[str]
) -> Iterator[Diagnostic]:
    for name in names:
        if name not in known and name.partition("/")[0] not in lost:
            yield say("SD410", name.span, f"there is no {what} '{name}'",
                      all.help(name, known, what))  # fmt: skip
