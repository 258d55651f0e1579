"""Which items a form asks: the same ones in every version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from studydeck.chance import shuffled
from studydeck.diagnostics import Diagnostic, Severity, fault
from studydeck.form.giving import answered
from studydeck.model import DeckSpec, FormSpec, Item, Project, Section, Select
from studydeck.selection import select

Items = tuple[Item, ...]
Given = Mapping[str, Mapping[str, str]]
"""For each item those that answer it or that it answers, with the answer that it tells."""


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
        return tuple(item for item in self.without_deck(section) if item.key in within)

    def without_deck(self, section: Section) -> tuple[Item, ...]:
        """Give the items that a section selects, also those that the deck does not have."""
        return tuple(
            item
            for item in select(self.project, section.select)
            if not (self.practice and item.reserve)
        )


def pick(pool: Pool, spec: FormSpec) -> tuple[list[tuple[Item, ...]], list[Diagnostic]]:
    """Choose the items of each section: none twice, and none beside one it stands apart from.

    What a section names comes before what another one selects. A section takes by digest of
    the seed, and keeps the order of banks and entries.

    Diagnostics: SD502, SD503, SD516; SD503 is a warning where a section is left out because all
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
    given = _given(pool, spec)
    chosen: list[tuple[Item, ...]] = []
    faults: list[Diagnostic] = []
    for section in spec.sections:
        there = pool.candidates(section)
        free = [item for item in there if item.key not in {*avoided, *taken}]
        if not section.items:
            free = [item for item in free if not {item.key, *_apart(item)} & named - avoided]
            free = [item for item in free if item.key not in apart]
        if section.take is not None:
            free = [item for item in free if named.isdisjoint(given.get(item.key, ()))]
        picked = _take(spec, section, free, taken, given)
        taken |= {item.key: item for item in picked}
        chosen.append(picked)
        faults += _lacking(spec, section, there, picked, avoided)
        if section.take is not None and len(picked) < section.take:
            faults += _starved(pool, spec, section, (there, picked), {*avoided}, {*taken})
    if not pool.practice:
        faults += _telling(spec, taken, given)
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
    spec: FormSpec, section: Section, items: list[Item], before: Mapping[str, Item], given: Given
) -> tuple[Item, ...]:
    order: Iterable[Item] = items
    if section.take is not None:
        order = shuffled(items, lambda item: item.key, spec.seed, "take")
    keys = set(before)
    tells = given if section.take is not None else {}
    barred = set[str]().union(
        *(_apart(one) | set(tells.get(one.key, ())) for one in before.values())
    )
    wanted = len(keys) + (len(items) if section.take is None else section.take)
    for item in order:
        apart = _apart(item) | set(tells.get(item.key, ()))
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


def _starved(
    pool: Pool, spec: FormSpec, section: Section, found: tuple[Items, Items],
    avoided: set[str], taken: set[str],
) -> Iterator[Diagnostic]:  # fmt: skip
    """Tell what keeps a section from finding as many items as it asks for."""
    there, picked = found
    if not picked:
        return
    name, span = section.title or spec.title or str(spec.id), section.span or spec.id.span
    gains = {
        f"`{key}:` in its `select:`": len(pool.candidates(replace(section, select=looser)))
        - len(there)
        for key, looser in _looser(section.select)
    }
    gains["`select:` of the deck"] = len(pool.without_deck(section)) - len(there)
    gains["`avoid:`"] = sum(item.key in avoided for item in there)
    gains["other sections, which ask the same items"] = sum(
        item.key in taken and item not in picked for item in there
    )
    left = len(there) - gains["`avoid:`"] - gains["other sections, which ask the same items"]
    gains["`apart:`, or that one answers another"] = left - len(picked)
    lacking = (section.take or 0) - len(picked)
    enough = [one for one in gains.items() if one[1] >= lacking]
    if enough:
        filter, gain = min(enough, key=lambda one: one[1])
    else:
        filter, gain = max(gains.items(), key=lambda one: one[1])
    said = f"without {filter} there would be {gain} more" if gain > 0 else "loosen `select:`"
    yield fault("SD503", span,
                f"section '{name}' asks for {section.take} items and there are {len(picked)}",
                help=f"lower `take:`; {said}")  # fmt: skip


def _looser(select: Select) -> Iterator[tuple[str, Select]]:
    """Give a filter without each of its keys."""
    for key in ("banks", "items", "kinds", "tags", "sources", "facts", "importance"):
        if getattr(select, key):
            yield key, replace(select, **{key: ()})  # type: ignore[arg-type]
    if select.none_of:
        yield "not", replace(select, none_of=None)


def _given(pool: Pool, spec: FormSpec) -> Given:
    """Give for each item those that never stand with it, as one answers the other."""
    found: dict[str, dict[str, str]] = {}
    every = {item.key: item for one in spec.sections for item in pool.candidates(one)}
    for key, others in answered(every.values()).items():
        for other, answer in others.items():
            found.setdefault(key, {})[other] = answer
            found.setdefault(other, {}).setdefault(key, "")
    return found


def _telling(spec: FormSpec, taken: Mapping[str, Item], given: Given) -> Iterator[Diagnostic]:
    """Find items that answer one another and stand on the form, as both are named."""
    for key in taken:
        for other, answer in given.get(key, {}).items():
            if answer and other in taken:
                yield fault("SD516", spec.id.span,
                            f"'{key}' tells '{answer}', the answer of '{other}' on the same form",
                            help="leave one of the two out, or reword the prompt",
                            item=key)  # fmt: skip


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
