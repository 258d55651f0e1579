"""Which items a deck, a section of a form or a quiz takes."""

from collections.abc import Iterable

from studydeck.model import Item, Kind, Project, Select


def select(project: Project, chosen: Select) -> tuple[Item, ...]:
    """Give the items that a selection takes, in the order of banks and entries.

    Keys restrict one another, the values of a key add up, and `none_of` takes away what it
    would select; a `none_of` that says nothing takes nothing away. Items held in reserve
    are among them: see `in_practice`.
    """
    types = {
        f"{bank.id}/{fact.id}": str(fact.type)
        for bank in project.banks.values()
        for fact in bank.facts
    }
    without = None if chosen.none_of == Select() else chosen.none_of

    def takes(one: Select, item: Item) -> bool:
        return _takes(one, item, types.get(f"{item.bank}/{item.fact}", ""))

    return tuple(
        item
        for item in project.items.values()
        if takes(chosen, item) and not (without and takes(without, item))
    )


def in_practice(items: Iterable[Item]) -> tuple[Item, ...]:
    """Leave out what is only for paper: items held in reserve for tests, and open ones."""
    return tuple(item for item in items if not item.reserve and item.kind is not Kind.OPEN)


def _takes(chosen: Select, item: Item, fact_type: str) -> bool:
    """Hold an item against each key; a key without values does not restrict."""
    fact = {item.fact, f"{item.bank}/{item.fact}", fact_type} if item.fact else set()
    has: tuple[tuple[Iterable[object], set[object]], ...] = (
        (chosen.banks, {item.bank}),
        (chosen.items, {item.key}),
        (chosen.kinds, {str(item.kind)}),
        (chosen.tags, set(item.tags)),
        (chosen.sources, _sources(item)),
        (chosen.facts, set(fact)),
        (chosen.importance, {item.importance}),
    )
    return all(not wanted or not there.isdisjoint(wanted) for wanted, there in has)


def _sources(item: Item) -> set[object]:
    return {citation.source for claim in item.claims for citation in claim.citations.each}
