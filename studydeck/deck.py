"""From a checked project to one deck: notes with all that stands on them, and nothing to write."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath
from unicodedata import normalize

from studydeck.chance import digest
from studydeck.checked import CheckedProject
from studydeck.diagnostics import Diagnostic, fault
from studydeck.fields import FIELDS, asked, html, item_fields
from studydeck.identity import guid
from studydeck.look import Image
from studydeck.model import AnkiSpec, DeckSpec, Gaps, Item, Project, Select, Settings
from studydeck.notice import description, tags
from studydeck.selection import in_practice, select

WITHDRAWN = "studydeck::withdrawn"
"""The tag of a note whose item is no longer asked."""


_SETTINGS = frozenset({"questions/project.yaml", "questions/names.yaml"})
"""Files beside the banks; `check` calls every bank unclean if one of them is broken."""


class NoteType(StrEnum):
    """The two note types, by their names in Anki. Frozen: see `emit.anki`."""

    ITEM = "studydeck"
    CLOZE = "studydeck cloze"


@dataclass(frozen=True, slots=True)
class Note:
    """One note: all that Anki is told of an item.

    `key` is `bank/item` as it is now, `identity` the same as it was first. `fields` has
    every name of `FIELDS`, in that order, with HTML. `position` orders new cards over the
    whole project. `clozes` is the highest number of a gap, 0 where there are none. `digest`
    changes when, and only when, the note reads otherwise.
    """

    guid: str
    key: str
    identity: str
    type: NoteType
    home: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    position: int
    clozes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Deck:
    """One package to be: its notes in the order of the project, and its pictures.

    `description` is HTML. `media` has the bytes of each picture by its file name.
    `homes` names the Anki deck of each bank, and under the empty id the one over all.
    `identities` are those of every item of the project; `retired` says why one of before is
    no longer among them.
    """

    id: str
    title: str
    description: str
    settings: Settings
    notes: tuple[Note, ...]
    homes: Mapping[str, str]
    media: Mapping[str, bytes] = field(default_factory=dict)
    identities: frozenset[str] = frozenset()
    retired: Mapping[str, str] = field(default_factory=dict)


def compile_deck(
    checked: CheckedProject, deck_id: str
) -> tuple[Deck | None, tuple[Diagnostic, ...]]:
    """Assemble the deck that a file of `decks/` describes.

    There is no deck, and no fault either, where the file asks for no package, or where
    reading has already found fault with it.
    """
    project = checked.project
    spec = project.decks.get(deck_id)
    if spec is None:
        return None, (_unknown(deck_id, project.decks),)
    if spec.anki is None or _file(spec) in project.broken:
        return None, ()
    items = in_practice(select(project, spec.select))
    faults = [*deck_faults(project, spec), *_unproved(checked, spec, items)]
    if faults:
        return None, tuple(faults)
    return _deck(checked, spec, spec.anki, items), ()


def deck_faults(project: Project, spec: DeckSpec) -> list[Diagnostic]:
    """Find what keeps the package of a deck from being made, errors in its banks aside."""
    if spec.anki is None:
        return []
    items = in_practice(select(project, spec.select))
    return [*_nameless(project), *_empty(spec, items), *_same_home(project, items)]


def _deck(checked: CheckedProject, spec: DeckSpec, anki: AnkiSpec, items: tuple[Item, ...]) -> Deck:
    project = checked.project
    order = _positions(project)
    media = {_file_name(i.image): i.image.data for i in items if i.image and i.image.data}
    return Deck(
        id=str(spec.id),
        title=spec.title,
        description=description(spec, project, items, home_deck(project, "")),
        settings=project.settings,
        notes=tuple(_note(checked, anki, item, order[item.key]) for item in items),
        homes={bank: home_deck(project, bank) for bank in ["", *project.banks]},
        media=dict(sorted(media.items())),
        identities=frozenset("/".join(item.identity) for item in project.items.values()),
        retired={
            f"{bank.id}/{item}": why
            for bank in project.banks.values()
            for item, why in bank.retired.items()
        },
    )


def _positions(project: Project) -> dict[str, int]:
    """Count the items of the project from 1: the important ones first, then as they stand."""
    ranked = sorted(project.items.values(), key=lambda item: -item.importance)
    return {item.key: number for number, item in enumerate(ranked, 1)}


def _note(checked: CheckedProject, anki: AnkiSpec, item: Item, position: int) -> Note:
    project = checked.project
    present = asked(item, anki.present)
    finding = checked.findings.get(item.key)
    gaps = item.answer if isinstance(item.answer, Gaps) else None
    return make_note(
        project.settings.namespace,
        item.identity,
        item.key,
        home_deck(project, item.bank),
        {
            **item_fields(project, item, finding, present, anki.options),
            "Image": _picture(item.image) if item.image else "",
        },
        tags=tags(item),
        position=position,
        clozes=(len(gaps.gaps) if gaps.each else 1) if gaps else 0,
    )


def make_note(
    namespace: str,
    identity: tuple[str, str],
    key: str,
    home: str,
    fields: Mapping[str, str],
    *,
    tags: tuple[str, ...] = (),
    position: int = 0,
    clozes: int = 0,
) -> Note:
    """Put a note together, with its guid and its digest; one with gaps is a cloze."""
    note_type = NoteType.CLOZE if clozes else NoteType.ITEM
    whole = {name: fields.get(name, "") for name in FIELDS}
    said = [part for pair in whole.items() for part in pair if pair[1]]
    return Note(
        guid=guid(namespace, *identity),
        key=key,
        identity="/".join(identity),
        type=note_type,
        home=home,
        fields=whole,
        tags=tags,
        position=position,
        clozes=clozes,
        digest=digest("note", note_type, " ".join(tags), *said).hex()[:32],
    )


def home_deck(project: Project, bank: str) -> str:
    """Name the one Anki deck in which the items of a bank live, whatever package they are in.

    `::` makes a level in the name that a project gives its decks, and in no title. A bank
    that is not there lives in the deck over all.
    """
    settings = project.settings
    levels = [_level(part) for part in settings.anki_name.split("::")]
    if not any(levels):
        levels = [_level(settings.title)]
    if settings.subdecks and bank in project.banks:
        levels.append(_level(project.banks[bank].title))
    return "::".join(filter(None, levels)) or "studydeck"


def _level(name: str) -> str:
    """Write a name so that Anki takes it for one level: it calls an empty one `blank`."""
    text = re.sub(":{2,}", ":", normalize("NFC", name)).replace('"', "'")
    return " ".join(text.split()).strip(": ")


def _file_name(image: Image) -> str:
    """Name a picture by what is in it: another picture is another file in the collection."""
    suffix = PurePosixPath(image.file).suffix.lower()
    return f"studydeck-{sha256(image.data).hexdigest()[:20]}{suffix}"


def _picture(image: Image) -> str:
    """Show a picture with its credit, or what it shows where the file is not there."""
    credit = " · ".join(html(part) for part in (image.credit, image.licence) if part)
    caption = f"<figcaption>{credit}</figcaption>" if credit else ""
    shown = (
        f'<img src="{_file_name(image)}" alt="{html(image.alt)}">'
        if image.data
        else html(image.alt)
    )
    return f"<figure>{shown}{caption}</figure>"


# What keeps a deck from being made


def _unknown(deck_id: str, decks: Iterable[str]) -> Diagnostic:
    near = get_close_matches(deck_id, decks, 1)
    there = ", ".join(f"'{name}'" for name in decks) or "none"
    advice = f"did you mean '{near[0]}'?" if near else f"the decks of this project: {there}"
    return fault("SD504", None, f"there is no deck '{deck_id}'", help=advice)


def _nameless(project: Project) -> list[Diagnostic]:
    if project.settings.namespace:
        return []
    folder = "-".join("".join(c if c.isalnum() else " " for c in project.root.name.lower()).split())
    return [
        fault(
            "SD501",
            None,
            "the project has no namespace, so its cards could overwrite those of another",
            help=f"write `project: {folder or 'course'}-xxxxxx` into questions/project.yaml,"
            " with six random hex digits for the x's, and never change it",
        )
    ]


def _empty(spec: DeckSpec, items: tuple[Item, ...]) -> list[Diagnostic]:
    if items:
        return []
    return [
        fault(
            "SD502",
            spec.id.span,
            f"deck '{spec.id}' selects no items",
            help="look at the tags and ids of `select`, and at what `not` and `reserve` take away",
        )
    ]


def _unproved(checked: CheckedProject, spec: DeckSpec, items: tuple[Item, ...]) -> list[Diagnostic]:
    banks = checked.project.banks
    unclean = {item.bank for item in items} & checked.unclean
    return [
        fault(
            "SD508",
            banks[bank].id.span if bank in banks else None,
            f"deck '{spec.id}' uses bank '{bank}', which has errors",
            help="settle the errors of the bank, or leave it out of the deck",
        )
        for bank in sorted(unclean | _unread(checked.project, spec.select))
    ]


def _same_home(project: Project, items: tuple[Item, ...]) -> list[Diagnostic]:
    """Refuse two banks of one deck whose cards Anki would put together: names know no case."""
    if not project.settings.subdecks:
        return []
    first: dict[str, str] = {}
    faults = []
    for bank in dict.fromkeys(item.bank for item in items):
        home = home_deck(project, bank)
        other = first.setdefault(home.casefold(), bank)
        if other != bank:
            faults.append(
                fault(
                    "SD513",
                    project.banks[bank].title.span or project.banks[bank].id.span,
                    f"banks '{other}' and '{bank}' have one Anki deck: '{home}'",
                    help="give one of them another title",
                )
            )
    return faults


def _unread(project: Project, chosen: Select) -> set[str]:
    """Name the banks that could have been selected from, had they been read to the end."""
    paths = [PurePosixPath(path) for path in project.broken - _SETTINGS]
    broken = {path.stem for path in paths if path.parent.name == "questions"}
    without = chosen.none_of
    if without and without == Select(banks=without.banks):
        broken -= set(without.banks)
    wanted = chosen.banks or {key.partition("/")[0] for key in chosen.items}
    return broken & set(wanted) if wanted else broken


def _file(spec: DeckSpec) -> str:
    return spec.id.file.path if spec.id.file else ""
