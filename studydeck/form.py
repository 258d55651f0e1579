"""Assemble forms: papers on which all shuffling and lettering is already done."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from string import ascii_uppercase

from studydeck.chance import shuffled
from studydeck.check import CheckedProject
from studydeck.diagnostics import Diagnostic, fault
from studydeck.model import (
    DeckSpec,
    FormSpec,
    Gaps,
    Item,
    Kind,
    Pairs,
    Present,
    Section,
    Steps,
)
from studydeck.selection import select
from studydeck.wording import (
    answer_text,
    can_choose,
    options,
    plain_date,
    presentation,
    prompt_text,
    proofs,
    variants,
)

HANDOUT = "handout"
"""The form that every deck has: all its items, unless the deck defines one of that name."""

_LINES = {Kind.OPEN: 8, Kind.SET: 2}
_DEFAULT = {"default": Present.REVEAL}


@dataclass(frozen=True, slots=True)
class Choice:
    """A lettered thing on the paper: an option, a step to order, or a right-hand side."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered item with everything that paper and key say of it.

    `shape` is how it is answered: `choose`, `match`, `order`, `gaps` or `write`. `letters` is
    the answer in letters, empty where none are used. `proofs` are (text, where) pairs,
    `variants` (answer, who, note).
    """

    number: int
    key: str
    shape: str
    prompt: str
    points: int
    lines: int
    choices: tuple[Choice, ...]
    left: tuple[str, ...]
    passage: tuple[str, ...]
    letters: str
    answer: str
    explanation: str
    reasons: tuple[tuple[str, str], ...]
    proofs: tuple[tuple[str, str], ...]
    variants: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a form; `points` is the sum of its questions."""

    title: str
    points: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One paper in one version, frozen: every output of it says the same.

    `digest` is six hex digits that a loose sheet and its key share.
    """

    project: str
    deck: str
    id: str
    title: str
    version: str
    instructions: str
    minutes: int
    header: tuple[str, ...]
    layout: Mapping[str, str]
    language: str
    licence: str
    points: int
    parts: tuple[Part, ...]
    outputs: tuple[str, ...]
    digest: str = ""


def form_json(form: Form) -> str:
    """Write a form as JSON with sorted keys: the record of what was printed."""
    return json.dumps(asdict(form), ensure_ascii=False, sort_keys=True)


def form_specs(deck: DeckSpec) -> tuple[FormSpec, ...]:
    """Give the forms of a deck; one without any has a handout of all its items."""
    return deck.forms or (_handout(deck),)


def _handout(deck: DeckSpec) -> FormSpec:
    return FormSpec(type(deck.id)(HANDOUT), deck.title, (Section(select=deck.select),))


def compile_form(
    checked: CheckedProject, deck_id: str, form_id: str, version: str
) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """Assemble one version of a form; None where it cannot be.

    Items are taken by digest of seed and form, so that all versions ask the same ones;
    `shuffle` then puts items or options in an order of each version's own.

    Diagnostics: SD502 to SD505, SD508.
    """
    deck = checked.project.decks.get(deck_id)
    spec = _spec(deck, form_id) if deck else None
    if deck is None or spec is None:
        return None, (_unknown(checked, deck_id, form_id),)
    taken, faults = _take(checked, deck, spec, frozenset())
    unclean = {item.bank for items in taken for item in items} & checked.unclean
    for bank in sorted(unclean):
        file = checked.project.banks[bank].id.span
        message = f"'{deck_id}/{form_id}' uses the bank '{bank}', which has errors"
        help = "mend what `studydeck check` reports of it"
        faults.append(fault("SD508", file, message, help=help))
    if any(found.severity == "error" for found in faults):
        return None, tuple(faults)
    numbers = iter(range(1, 10_000))
    parts = []
    for section, items in zip(spec.sections, taken, strict=True):
        faults += _short_of_options(section, items)
        questions = tuple(
            _question(checked, spec, section, item, version, next(numbers))
            for item in _in_order(spec, items, version)
        )
        parts.append(Part(section.title, sum(q.points for q in questions), questions))
    return _sealed(checked, deck, spec, version, tuple(parts)), tuple(faults)


def _spec(deck: DeckSpec, form_id: str) -> FormSpec | None:
    found = next((form for form in deck.forms if form.id == form_id), None)
    return _handout(deck) if found is None and form_id == HANDOUT else found


def _sealed(
    checked: CheckedProject, deck: DeckSpec, spec: FormSpec, version: str, parts: tuple[Part, ...]
) -> Form:
    settings = checked.project.settings
    form = Form(
        settings.title, str(deck.id), str(spec.id), spec.title, version, spec.instructions,
        spec.minutes or 0, spec.header, dict(spec.layout), settings.language, settings.licence,
        sum(part.points for part in parts), parts, spec.print,
    )  # fmt: skip
    return replace(form, digest=sha256(form_json(form).encode()).hexdigest()[:6])


# Which items


def _take(
    checked: CheckedProject, deck: DeckSpec, spec: FormSpec, seen: frozenset[str]
) -> tuple[list[tuple[Item, ...]], list[Diagnostic]]:
    """Choose the items of each section: none twice, none that stands apart from another."""
    used = _avoided(checked, deck, spec, seen)
    chosen: list[tuple[Item, ...]] = []
    faults: list[Diagnostic] = []
    for section in spec.sections:
        items = _candidates(checked, deck, section)
        picked = _pick(spec, section, items, used)
        used |= {item.key for item in picked}
        chosen.append(picked)
        faults += _lacking(spec, section, picked)
    return chosen, faults


def _avoided(
    checked: CheckedProject, deck: DeckSpec, spec: FormSpec, seen: frozenset[str]
) -> set[str]:
    others = [form for form in deck.forms if form.id in spec.avoid and form.id not in seen]
    used: set[str] = set()
    for other in others:
        taken, _ = _take(checked, deck, other, seen | {str(spec.id), str(other.id)})
        used |= {item.key for items in taken for item in items}
    return used


def _candidates(checked: CheckedProject, deck: DeckSpec, section: Section) -> list[Item]:
    project = checked.project
    if section.items:
        return [project.items[key] for key in section.items if key in project.items]
    within = {item.key for item in select(project, deck.select)}
    return [item for item in select(project, section.select) if item.key in within]


def _pick(spec: FormSpec, section: Section, items: list[Item], used: set[str]) -> tuple[Item, ...]:
    """Pick items that no other one on the form gives away; those named are always taken."""
    if section.items:
        return tuple(item for item in items if item.key not in used)
    order = items
    if section.take is not None:
        order = list(shuffled(items, lambda item: item.key, spec.seed, str(spec.id), "take"))
    taken: set[str] = set()
    barred = set(used)
    for item in order:
        if len(taken) == section.take:
            break
        kin = _keys(item.apart, item.bank)
        if section.take is not None and item.fact:
            # What asks for one field of a fact tends to state another.
            kin |= {one.key for one in items if (one.bank, one.fact) == (item.bank, item.fact)}
        if item.key not in barred and not kin & (used | taken):
            taken.add(item.key)
            barred |= kin
    return tuple(item for item in items if item.key in taken)


def _keys(ids: Iterable[str], bank: str) -> set[str]:
    """Give ids, which may be of the item's own bank, as item keys."""
    return {one if "/" in one else f"{bank}/{one}" for one in ids}


def _lacking(spec: FormSpec, section: Section, picked: tuple[Item, ...]) -> Iterator[Diagnostic]:
    name = section.title or str(spec.id)
    if not picked:
        yield fault("SD502", section.span or spec.id.span, f"section '{name}' has no items",
                    help="loosen its `select:`, or leave the section out")  # fmt: skip
    elif section.take is not None and len(picked) < section.take:
        yield fault("SD503", section.span or spec.id.span,
                    f"section '{name}' asks for {section.take} items and there are {len(picked)}",
                    help="lower `take:`, or loosen `select:`")  # fmt: skip


def _short_of_options(section: Section, items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    if section.present is not Present.CHOOSE:
        return
    for item in items:
        if not can_choose(item):
            yield fault("SD505", item.span, f"'{item.key}' has no options to choose from",
                        help="add `distractors:`, or leave the item out of this section",
                        item=item.key)  # fmt: skip


def _unknown(checked: CheckedProject, deck_id: str, form_id: str) -> Diagnostic:
    decks = checked.project.decks
    if deck_id not in decks:
        known = ", ".join(decks) or "there is none"
        return fault("SD504", None, f"there is no deck '{deck_id}'", help=f"known: {known}")
    known = ", ".join(str(form.id) for form in form_specs(decks[deck_id]))
    return fault(
        "SD504", None, f"the deck '{deck_id}' has no form '{form_id}'", help=f"known: {known}"
    )


# How an item is asked


def _in_order(spec: FormSpec, items: tuple[Item, ...], version: str) -> tuple[Item, ...]:
    if "items" not in spec.shuffle:
        return items
    return shuffled(items, lambda item: item.key, spec.seed, version, "items")


def _question(
    checked: CheckedProject, spec: FormSpec, section: Section, item: Item, version: str, number: int
) -> Question:
    seed = (spec.seed, version if "options" in spec.shuffle else "", "options", item.key)
    shape, choices, left, letters = _shape(item, section, seed)
    project = checked.project
    cited = [f"{e.source}@{e.passage}" for e in checked.findings[item.key].evidence]
    found = proofs(project, item, dict.fromkeys(cited) if cited else None)
    return Question(
        number, item.key, shape, prompt_text(item), section.points,
        section.lines or (_LINES.get(item.kind, 1) if shape == "write" else 0), choices, left,
        tuple(one.text for one in found if one.text) if item.show_passage else (),
        letters, answer_text(item.answer), str(item.explanation),
        tuple((plain_date(d.text), str(d.reason)) for d in item.distractors if d.reason),
        tuple((one.text, one.where) for one in found),
        tuple((one.answer, one.who, one.note) for one in variants(project, item)),
    )  # fmt: skip


_Shape = tuple[str, tuple[Choice, ...], tuple[str, ...], str]


def _shape(item: Item, section: Section, seed: tuple[str, ...]) -> _Shape:
    """Decide how an item is answered, with its letters."""
    answer = item.answer
    if isinstance(answer, Pairs):
        rights = shuffled(dict.fromkeys(right for _, right in answer.pairs), str, *seed)
        letter = dict(zip(rights, ascii_uppercase, strict=False))
        letters = ", ".join(f"{i}–{letter[r]}" for i, (_, r) in enumerate(answer.pairs, 1))
        return "match", _lettered(rights), tuple(str(one) for one, _ in answer.pairs), letters
    if isinstance(answer, Steps):
        steps = shuffled(answer.steps, str, *seed)
        letter = dict(zip(steps, ascii_uppercase, strict=False))
        return "order", _lettered(steps), (), " ".join(letter[step] for step in answer.steps)
    if isinstance(answer, Gaps):
        return "gaps", (), (), ""
    told = section.present or (Present.CHOOSE if can_choose(item) else Present.REVEAL)
    if presentation(item, {**_DEFAULT, item.kind: told}) is Present.CHOOSE:
        shown = options(item, section.options, *seed)
        right = next(i for i, option in enumerate(shown) if option.right)
        return "choose", _lettered(option.text for option in shown), (), ascii_uppercase[right]
    return "write", (), (), ""


def _lettered(texts: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(letter, str(t)) for letter, t in zip(ascii_uppercase, texts, strict=False))
