"""The stamp of a review: a digest of all that reaches a card, and a mark for each part of it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from studydeck.chance import digest
from studydeck.check.desk import Desk, citations
from studydeck.model import Item, Passage, Source

UNSEEN = frozenset({"bank", "id", "identity", "fact", "field", "pinned"})
"""Fields of an item that name it, or order its options, and add nothing to a card."""
_UNSEEN = frozenset({"span", "passages", "verbatim", "original", "has_text"})
"""Fields of other types: where a thing stands, and what of a source is no part of its record."""


def stamp(item: Item, desk: Desk) -> str:
    """Digest all that reaches a card: 16 hexadecimal digits, then four for each part.

    Where in its source a quote was found is left out, so that a line more above it does no harm.
    """
    parts = _parts(item, desk)
    return "-".join([_whole(parts), *_marks(parts)])


def changed_parts(item: Item, desk: Desk, old: str) -> tuple[str, ...]:
    """Name the parts of an item that are not what they were when it got a stamp."""
    parts = _parts(item, desk)
    whole, *then = old.split("-")
    if whole == _whole(parts):
        return ()
    if len(then) != len(parts):
        return ("item",)
    pairs = zip(parts, _marks(parts), then, strict=True)
    return tuple(name for name, mark, before in pairs if mark != before) or ("item",)


def _whole(parts: Mapping[str, object]) -> str:
    return digest(*_flat([*parts.values()], [])).hex()[:16]


def _marks(parts: Mapping[str, object]) -> list[str]:
    return [digest(*_flat(part, [name])).hex()[:4] for name, part in parts.items()]


def _parts(item: Item, desk: Desk) -> Mapping[str, object]:
    """Give what reaches a card, by the name that people have for it; append only."""
    cited = desk.cited(item).values()
    sources = desk.once(_records)
    claims, right = item.claims, [item.claims.index(one) for one in item.right]
    return {
        "prompt": (item.kind, item.prompt, item.negated, item.claimed_by, item.show_passage),
        "answer": ([one.answer for one in claims], item.working),
        "distractors": item.distractors,
        "explanation": (item.explanation, item.background, item.unchecked),
        "hint": item.hint,
        "tags": (item.tags, item.importance, item.apart, item.reserve),
        "as_of": item.as_of,
        "disagreement": (
            [(one.label, one.rank, one.why) for one in claims], right, item.according_to,
        ),
        "citation": (citations(item), [one.citations.any for one in claims], item.see.any),
        "passage": [_shown(one, desk.project.sources[one.source]) for one in cited],
        "source": [sources[id] for id in sorted({one.source for one in cited})],
        "image": item.image,
    }  # fmt: skip


def _shown(passage: Passage, source: Source) -> tuple[object, ...]:
    """Give what is shown of a passage; lines of an original are its author's own words."""
    return passage.text, passage.section, passage.lines if source.original else ()


def _records(desk: Desk) -> Mapping[str, str]:
    """Digest what is shown of each source."""
    sources = desk.project.sources.values()
    shown = {one.id: [getattr(one, name) for name in _seen(Source)] for one in sources}
    return {id: digest(*_flat(record, [])).hex() for id, record in shown.items()}


def _flat(thing: object, told: list[str]) -> list[str]:
    """Write a thing as texts, in order, without the places where it stands.

    Brackets keep apart what would read the same in a row. The most frequent types come first.
    """
    if isinstance(thing, Enum):
        told.append(str(thing.value))
    elif isinstance(thing, str):
        told.append(thing)
    elif isinstance(thing, tuple | list):
        told.append("[")
        for one in thing:
            _flat(one, told)
        told.append("]")
    elif is_dataclass(thing):
        told.append(type(thing).__name__)
        kind: Any = type(thing)
        _flat([getattr(thing, name) for name in _seen(kind)], told)
    elif isinstance(thing, Mapping):
        _flat([part for key in sorted(thing) for part in (key, thing[key])], told)
    else:
        told.append(sha256(thing).hexdigest() if isinstance(thing, bytes) else repr(thing))
    return told


@cache
def _seen(kind: Any) -> tuple[str, ...]:
    """Name the fields of a type that are seen."""
    return tuple(one.name for one in fields(kind) if one.name not in _UNSEEN)
