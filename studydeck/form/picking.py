"""Which items a form asks: the same ones in every version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from studydeck.chance import shuffled
from studydeck.diagnostics import Diagnostic, Severity, fault
from studydeck.model import DeckSpec, FormSpec, Item, Project, Section
from studydeck.selection import select


@dataclass(frozen=True, slots=True)
class Pool:
    """Where a form takes its items from; `practice` leaves out what is held in reserve."""

    project: Project
    deck: DeckSpec
    practice: bool = False

    def candidates(self, section: Section) -> tuple[Item, ...]:
        """Give the items that a section could ask; those named one by one in their order."""
        if section.items:
            known = self.project.items
            return tuple(known[key] for key in dict.fromkeys(section.items) if key in known)
        within = {item.key for item in select(self.project, self.deck.select)}
        return tuple(
            item
            for item in select(self.project, section.select)
            if item.key in within and not (self.practice and item.reserve)
        )


def pick(pool: Pool, spec: FormSpec) -> tuple[list[tuple[Item, ...]], list[Diagnostic]]:
    """Choose the items of each section: none twice, and none beside one it stands apart from.

    What a section names comes before what another one selects. A section takes by digest of
    seed and form, and keeps the order of banks and entries.

    Diagnostics: SD502, SD503; the latter is a warning where a section is left out because all
    that it names is to be avoided.
    """
    return _pick(pool, spec, frozenset({str(spec.id)}))


def _pick(
    pool: Pool, spec: FormSpec, seen: frozenset[str]
) -> tuple[list[tuple[Item, ...]], list[Diagnostic]]:
    avoided = _avoided(pool, spec, seen)
    items = pool.project.items
    named = {str(key) for section in spec.sections for key in section.items if key in items}
    apart = set[str]().union(*(_apart(items[key]) for key in named - avoided))
    taken: dict[str, Item] = {}
    chosen: list[tuple[Item, ...]] = []
    faults: list[Diagnostic] = []
    for section in spec.sections:
        there = pool.candidates(section)
        free = [item for item in there if item.key not in {*avoided, *taken}]
        if not section.items:
            free = [item for item in free if not {item.key, *_apart(item)} & named - avoided]
            free = [item for item in free if item.key not in apart]
        picked = _take(spec, section, free, taken)
        taken |= {item.key: item for item in picked}
        chosen.append(picked)
        faults += _lacking(spec, section, there, picked, avoided)
    return chosen, faults


def _avoided(pool: Pool, spec: FormSpec, seen: frozenset[str]) -> set[str]:
    """Give the items of the forms that this one avoids.

    Of two forms that avoid each other, the one that stands later in the file gives way.
    """
    used: set[str] = set()
    first = True
    for other in pool.deck.forms:
        first = first and other.id != spec.id
        mutual = spec.id in other.avoid
        if other.id in spec.avoid and other.id not in seen and (first or not mutual):
            taken, _ = _pick(pool, other, seen | {str(other.id)})
            used |= {item.key for items in taken for item in items}
    return used


def _take(
    spec: FormSpec, section: Section, items: list[Item], before: Mapping[str, Item]
) -> tuple[Item, ...]:
    order: Iterable[Item] = items
    if section.take is not None:
        order = shuffled(items, lambda item: item.key, spec.seed, str(spec.id), "take")
    keys = set(before)
    barred = set[str]().union(*map(_apart, before.values()))
    wanted = len(keys) + (len(items) if section.take is None else section.take)
    for item in order:
        apart = _apart(item)
        if len(keys) < wanted and item.key not in barred and apart.isdisjoint(keys):
            keys.add(item.key)
            barred |= apart
    return tuple(item for item in items if item.key in keys)


def _apart(item: Item) -> set[str]:
    """Give what an item stands apart from as keys; ids may be of its own bank."""
    return {one if "/" in one else f"{item.bank}/{one}" for one in item.apart}


def _lacking(
    spec: FormSpec,
    section: Section,
    items: tuple[Item, ...],
    picked: tuple[Item, ...],
    avoided: set[str],
) -> Iterator[Diagnostic]:
    name, span = section.title or spec.title or str(spec.id), section.span or spec.id.span
    if section.items and section.take is None:
        yield from _unasked(section, items, picked, avoided)
    elif not picked:
        yield fault("SD502", span, f"section '{name}' has no items",
                    help="loosen its `select:`, or leave the section out")  # fmt: skip
    elif section.take is not None and len(picked) < section.take:
        yield fault("SD503", span,
                    f"section '{name}' asks for {section.take} items and there are {len(picked)}",
                    help="lower `take:`, or loosen `select:`")  # fmt: skip


def _unasked(
    section: Section, items: tuple[Item, ...], picked: tuple[Item, ...], avoided: set[str]
) -> Iterator[Diagnostic]:
    """Find the items that a section names and cannot ask; those to be avoided only warn."""
    asked = {item.key for item in picked}
    names = {str(name): name for name in section.items}
    for item in items:
        if item.key in asked:
            continue
        span = names[item.key].span or section.span
        if item.key in avoided:
            yield fault("SD503", span, f"'{item.key}' is left out, as an avoided form asks it",
                        help="name another item in its place", item=item.key,
                        severity=Severity.WARNING)  # fmt: skip
        else:
            yield fault("SD503", span, f"'{item.key}' is named here and cannot be asked",
                        help="an item is asked once on a form, and never with one that it stands"
                        " `apart:` from", item=item.key)  # fmt: skip
