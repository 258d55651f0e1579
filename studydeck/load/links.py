"""References across files: what is named must be there, and ids must be one thing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.load.keys import FACTS
from studydeck.load.sheet import meant, nearest
from studydeck.model import Citation, Citations, Item, Project, Select, Source
from studydeck.span import Text


@dataclass(frozen=True, slots=True)
class Lost:
    """Ids of the sources and banks that were not read, or not whole.

    What refers to them may well be right, so nothing is said of it.
    """

    sources: frozenset[str] = frozenset()
    banks: frozenset[str] = frozenset()


def link(project: Project, lost: Lost) -> Iterable[Diagnostic]:
    """Find citations, ids and names that refer to nothing, and identities used twice."""
    for bank in project.banks.values():
        ids = {str(item.id) for item in bank.items}
        facts = {str(fact.id): fact.citations for fact in bank.facts}
        for fact in bank.facts:
            yield from _citations(project, fact.citations, f"{bank.id}/{fact.id}", lost)
        for item in bank.items:
            yield from _cited(project, item, facts.get(item.fact), lost)
            if item.apart:
                yield from _apart(project, item, ids, lost)
    yield from _identities(project)
    for deck in project.decks.values():
        for select in (deck.select, *(s.select for form in deck.forms for s in form.sections)):
            yield from _select(project, select, lost)
        for form in deck.forms:
            for section in form.sections:
                yield from _named(section.items, project.items, "item", lost.banks)


def _cited(
    project: Project, item: Item, fact: Citations | None, lost: Lost
) -> Iterator[Diagnostic]:
    """Look up what an item cites, but for what its fact cites and was looked up with it."""
    for claim in item.claims:
        if claim.citations != fact:
            yield from _citations(project, claim.citations, item.key, lost)
    if item.see.each and item.see != fact:
        yield from _citations(project, item.see, item.key, lost)


def _apart(project: Project, item: Item, ids: set[str], lost: Lost) -> Iterator[Diagnostic]:
    if item.bank in lost.banks:
        return
    for other in item.apart:
        away = other.partition("/")[0] if "/" in other else ""
        if other not in ids and other not in project.items and away not in lost.banks:
            yield fault("SD410", other.span, f"'apart' names no item: '{other}'",
                        help=meant(other, ids - {item.id}), item=item.key)  # fmt: skip


def _citations(project: Project, group: Citations, item: str, lost: Lost) -> Iterator[Diagnostic]:
    for citation in group.each:
        source = project.sources.get(citation.source)
        if source is None:
            if citation.source not in lost.sources:
                yield fault("SD403", citation.span, f"there is no source '{citation.source}'",
                            help=_other_source(project, citation), item=item)  # fmt: skip
        elif _missing(citation, source) and citation.source not in lost.sources:
            message = f"source '{source.id}' has no passage '{citation.passage}'"
            help = _other_passage(project, source, citation.passage)
            yield fault("SD402", citation.span, message, help=help, item=item)


def _missing(citation: Citation, source: Source) -> bool:
    passage = citation.passage
    return bool(passage) and source.has_text and passage not in source.by_id


def _other_source(project: Project, citation: Citation) -> str:
    if not citation.passage:
        having = [s for s in project.sources.values() if citation.source in s.by_id]
        if having:
            return f"`{citation.source}` is a passage: write `{having[0].id}@{citation.source}`"
    return meant(citation.source, project.sources)


def _other_passage(project: Project, source: Source, passage: str) -> str:
    if passage in project.sources:
        return f"`{passage}` is a source: write `{passage}@` and the passage"
    likely = nearest(passage, source.by_id)
    guesses = [f"`{likely}`"] if likely else []
    guesses += [f"`{s.id}@{passage}`" for s in project.sources.values() if passage in s.by_id][:1]
    return f"did you mean {' or '.join(guesses)}?" if guesses else meant(passage, source.by_id)


def _identities(project: Project) -> Iterator[Diagnostic]:
    """Refuse two items with one identity: their cards would overwrite each other."""
    owner: dict[tuple[str, str], Item] = {}
    for item in project.items.values():
        first = owner.setdefault(item.identity, item)
        name = "/".join(item.identity)
        if first is not item:
            related = [Related(first.span, f"used by '{first.key}'")] if first.span else []
            yield fault("SD401", item.span, f"'{item.key}' and '{first.key}' both are '{name}'",
                        help="`was:` may name an id only once, and none that is in use",
                        item=item.key, related=related)  # fmt: skip
        bank = project.banks.get(item.identity[0])
        if bank and name != item.key and item.identity[1] in bank.retired:
            yield fault("SD409", item.span, f"'{item.key}' was '{name}', which is retired",
                        help="take the id out of `retired:`, or `was:` out of the item",
                        item=item.key)  # fmt: skip


def _select(project: Project, select: Select, lost: Lost) -> Iterator[Diagnostic]:
    yield from _named(select.banks, project.banks, "bank", lost.banks)
    yield from _named(select.items, project.items, "item", lost.banks)
    yield from _named(select.sources, project.sources, "source", lost.sources)
    if not lost.banks:
        tags = {str(tag) for item in project.items.values() for tag in item.tags}
        yield from _named(select.tags, tags, "tag", lost.banks)
        facts = {str(fact.id) for bank in project.banks.values() for fact in bank.facts}
        keys = {f"{b.id}/{fact.id}" for b in project.banks.values() for fact in b.facts}
        yield from _named(select.facts, {*FACTS, *facts, *keys}, "fact", lost.banks)
    if select.none_of:
        yield from _select(project, select.none_of, lost)


def _named(
    names: Iterable[Text], known: Collection[str], what: str, lost: frozenset[str]
) -> Iterator[Diagnostic]:
    for name in names:
        if name not in known and name.partition("/")[0] not in lost:
            yield fault("SD410", name.span, f"there is no {what} '{name}'",
                        help=meant(name, sorted(known)))  # fmt: skip
