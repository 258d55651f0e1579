"""Assemble forms: papers on which all shuffling and lettering is already done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count

from studydeck.chance import shuffled
from studydeck.checked import CheckedProject
from studydeck.diagnostics import Diagnostic, errors, fault
from studydeck.form.asking import Told, asked, can_choose_several, picture
from studydeck.form.charts import charts
from studydeck.form.letters import balanced, long_runs
from studydeck.form.page import Choice, Dress, Form, Part, Picture, Question, form_json
from studydeck.form.picking import Pool, pick
from studydeck.labels import labels
from studydeck.model import DeckSpec, Fact, FormSpec, Gaps, Item, Kind, Present, Project, Section
from studydeck.span import Text
from studydeck.wording import can_choose

__all__ = [
    "HANDOUT",
    "Choice",
    "Dress",
    "Form",
    "Part",
    "Picture",
    "Question",
    "compile_form",
    "form_faults",
    "form_json",
    "form_specs",
]

HANDOUT = "handout"
"""The form that every deck has, for practice, unless the deck defines one of that name.

It asks all items of the deck but those held in reserve for tests.
"""


def form_specs(deck: DeckSpec) -> tuple[FormSpec, ...]:
    """Give the forms of a deck; one without any has a handout of all its items."""
    return deck.forms or (_handout(deck),)


def compile_form(
    checked: CheckedProject, deck_id: str, form_id: str, version: str
) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """Assemble one version of a form; None where it cannot be.

    All versions ask the same items. Without `shuffle` they are in the order of banks and
    entries, or as named, and every version has its options in one and the same mixed order;
    `shuffle` puts items (but for those that a section names) or options in an order of each
    version's own. The first version is no exception, so that none can be told for the original.

    Diagnostics: SD502 to SD505, SD508, SD516, SD517.
    """
    deck = checked.project.decks.get(deck_id)
    spec = _spec(deck, form_id) if deck else None
    if deck is None or spec is None:
        return None, (_unknown(checked, deck_id, form_id),)
    practice = all(form.id != spec.id for form in deck.forms)
    taken, faults = pick(Pool(checked.project, deck, practice), spec)
    faults += _unproved(checked, f"{deck_id}/{form_id}", taken)
    if errors(faults):
        return None, tuple(faults)
    sections = [
        (section, items) for section, items in zip(spec.sections, taken, strict=True) if items
    ]
    for section, items in sections:
        faults += _short_of_options(section, items)
    told = _labels(checked, spec)
    orders = {
        one: [(section, _in_order(items, section, spec, one)) for section, items in sections]
        for one in dict.fromkeys((*spec.versions, version))
    }
    parts = _parts(Told(checked, told), spec, orders[version], version)
    faults += _one_letter(spec, version, parts)
    form = _sealed(checked, deck, spec, version, parts, told)
    return _stamped(replace(form, numbers=_numbers(orders, spec.versions))), tuple(faults)


def form_faults(project: Project, deck: DeckSpec) -> list[Diagnostic]:
    """Find what keeps the forms of a deck from being assembled, errors in their banks aside."""
    found: list[Diagnostic] = []
    for spec in deck.forms:
        taken, faults = pick(Pool(project, deck), spec)
        found += faults
        for section, items in zip(spec.sections, taken, strict=True):
            found += _short_of_options(section, items)
    return found


def _spec(deck: DeckSpec, form_id: str) -> FormSpec | None:
    found = next((form for form in deck.forms if form.id == form_id), None)
    return _handout(deck) if found is None and form_id == HANDOUT else found


def _handout(deck: DeckSpec) -> FormSpec:
    return FormSpec(Text(HANDOUT), deck.title, (Section(select=deck.select),))


def _parts(
    told: Told,
    spec: FormSpec,
    sections: list[tuple[Section, tuple[Item, ...]]],
    version: str,
) -> tuple[Part, ...]:
    """Ask the items in the version's order, then mend the letters."""
    own = version if "options" in spec.shuffle else ""
    asked_all = [
        asked(told, section, item, spec.seed, own, "options")
        for section, items in sections
        for item in items
    ]
    questions = iter(balanced(asked_all, spec.seed, own, "balance"))
    numbers = count(1)
    parts = []
    for section, items in sections:
        group = tuple(replace(next(questions), number=next(numbers)) for _ in items)
        words = _bank(items, spec.seed) if section.word_bank else ()
        total = sum(one.points for one in group)
        parts.append(Part(section.title, section.points, total, _once(group), words))
    return tuple(parts)


def _in_order(
    items: Sequence[Item], section: Section, spec: FormSpec, version: str
) -> tuple[Item, ...]:
    """Put items in the version's order; those on one passage stay together below it."""
    if section.items:
        return tuple(items)
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(_stands_on(item), []).append(item)
    told = tuple(groups.values())
    if "items" in spec.shuffle:
        told = shuffled(told, lambda group: group[0].key, spec.seed, version, "items")
    return tuple(item for group in told for item in group)


def _stands_on(item: Item) -> str:
    """Name the passages that are printed with an item; one without any is on its own."""
    cited = {f"{one.source}@{one.passage}" for claim in item.claims for one in claim.citations.each}
    return " ".join(sorted(cited)) if item.show_passage and cited else item.key


def _once(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Print a passage above the first of the questions on it, and not again."""
    before: list[tuple[str, ...]] = [(), *(one.passage for one in questions)]
    return tuple(
        replace(one, passage=()) if one.passage == last else one
        for last, one in zip(before, questions, strict=False)
    )


def _numbers(
    orders: Mapping[str, list[tuple[Section, tuple[Item, ...]]]], versions: Sequence[str]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Give each item with its number in every version, in the order of the first."""
    places: dict[str, list[int]] = {}
    for version in versions:
        keys = [item.key for _, items in orders[version] for item in items]
        for number, key in enumerate(keys, 1):
            places.setdefault(key, []).append(number)
    return tuple((key, tuple(found)) for key, found in places.items())


def _field(name: str, told: Mapping[str, str]) -> str:
    """Give the label of a field to fill in: ours for name, class and date, else the author's."""
    return told.get(name.lower()) or name[:1].upper() + name[1:]


def _bank(items: Sequence[Item], seed: str) -> tuple[str, ...]:
    """Give the words that fill the gaps of a section, mixed."""
    answers = [item.answer for item in items]
    gaps = [gap for one in answers if isinstance(one, Gaps) for gap in one.gaps]
    return shuffled(dict.fromkeys(str(gap.answer) for gap in gaps), str, seed, "words")


def _stamped(form: Form) -> Form:
    return replace(form, digest=sha256(form_json(form).encode()).hexdigest()[:6])


def _facts(checked: CheckedProject, deck: DeckSpec) -> tuple[Fact, ...]:
    """Give the typed facts of the banks that a deck takes from, those that matter most first.

    None is of a bank that has an error. A fact matters as much as the items that ask for it.
    """
    banks = [one for one in checked.project.banks.values() if one.id not in checked.unclean]
    wanted = deck.select.banks
    facts = [fact for bank in banks if not wanted or bank.id in wanted for fact in bank.facts]
    matter: dict[tuple[str, str], int] = {}
    for item in checked.project.items.values():
        key = item.bank, item.fact
        matter[key] = max(matter.get(key, 0), item.importance)
    return tuple(sorted(facts, key=lambda fact: -matter.get((fact.bank, str(fact.id)), 0)))


def _labels(checked: CheckedProject, spec: FormSpec) -> Mapping[str, str]:
    settings = checked.project.settings
    own = {**settings.labels, **spec.look.labels}
    return labels(spec.look.language or settings.language, own)


def _sealed(
    checked: CheckedProject, deck: DeckSpec, spec: FormSpec, version: str,
    parts: tuple[Part, ...], told: Mapping[str, str],
) -> Form:  # fmt: skip
    look = spec.look
    settings = checked.project.settings
    return Form(
        project=settings.title, deck=str(deck.id), id=str(spec.id),
        title=spec.title or deck.title or str(deck.id),
        version=version, versions=spec.versions, instructions=spec.instructions,
        minutes=spec.minutes or 0, header=tuple(_field(one, told) for one in spec.header),
        layout=dict(spec.layout), language=settings.language, labels=told,
        look=Dress(
            picture(look.logo) if look.logo else None, look.letterhead, look.footer,
            look.template.text if look.template else "",
        ), charts=charts(spec.pictures, _facts(checked, deck), told), licence=settings.licence,
        points=sum(part.points for part in parts), parts=parts, outputs=spec.print,
    )  # fmt: skip


# What is wrong with it


def _unknown(checked: CheckedProject, deck_id: str, form_id: str) -> Diagnostic:
    decks = checked.project.decks
    if deck_id not in decks:
        known = ", ".join(decks) or "there is none"
        return fault("SD504", None, f"there is no deck '{deck_id}'", help=f"known: {known}")
    known = ", ".join(str(form.id) for form in form_specs(decks[deck_id]))
    return fault(
        "SD504", None, f"the deck '{deck_id}' has no form '{form_id}'", help=f"known: {known}"
    )


def _unproved(
    checked: CheckedProject, name: str, taken: list[tuple[Item, ...]]
) -> Iterator[Diagnostic]:
    for bank in sorted({item.bank for items in taken for item in items} & checked.unclean):
        place = checked.project.banks[bank].id.span
        yield fault("SD508", place, f"'{name}' uses the bank '{bank}', which has errors",
                    help="mend what `studydeck check` reports of it")  # fmt: skip


def _short_of_options(section: Section, items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    """Find items that a section of choices asks openly, or with only one wrong option."""
    if section.present is not Present.CHOOSE:
        return
    for item in items:
        if can_choose_several(item, section):
            continue
        if not can_choose(item):
            said = f"'{item.key}' has no options to choose from"
        elif item.kind is not Kind.STATEMENT and len(item.distractors) < 2 < section.options:
            said = f"'{item.key}' has 2 options to choose from, and {section.options} are asked for"
        else:
            continue
        yield fault("SD505", item.span, said, item=item.key,
                    help="add `distractors:`, or leave the item out of this section")  # fmt: skip


def _one_letter(spec: FormSpec, version: str, parts: tuple[Part, ...]) -> Iterator[Diagnostic]:
    """Find rows of one right letter that no other order of options could mend."""
    for first, last in long_runs([question for part in parts for question in part.questions]):
        yield fault("SD517", spec.id.span,
                    f"in version {version}, {first.letters} is right in every lettered question"
                    f" from {first.number} to {last.number}",
                    help="put a statement among them that is true where the others are false,"
                    " or the other way round")  # fmt: skip
