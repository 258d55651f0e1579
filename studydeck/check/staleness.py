"""What changed since it was accepted: passages under items, items under their reviews."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from studydeck.chance import digest
from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.model import Item, Passage, Project
from studydeck.record import Record, passage_digest, word_changes, word_marks

_UNREAD = frozenset({"span", "file", "data"})
"""Fields that say where a thing stands, or what a digest beside them says."""


def suspects(desk: Desk) -> Iterable[Diagnostic]:
    """Refuse items whose passages changed since they were accepted.

    A citation that is new, or whose passage only moved, is trusted.
    """
    record = desk.project.record
    for key, accepted in record.cited.items():
        item = desk.project.items.get(key)
        if item is None:
            continue
        for place, passage in desk.cited(item).items():
            old = accepted.get(place)
            now = passage_digest(passage.text)
            if old and old != now and now not in accepted.values():
                yield _suspect(item, passage, record.words.get(old, ()))


def _suspect(item: Item, passage: Passage, old: tuple[str, ...]) -> Diagnostic:
    changes = word_changes(old, passage.text)
    related = [Related(passage.text.span, changes)] if passage.text.span else []
    return fault(
        "SD326",
        item.span,
        f"passage '{passage.key}' changed since '{item.key}' was accepted",
        help=f"read the item against the passage again, then run `studydeck review {item.key}`",
        item=item.key,
        related=related,
    )


def outdated_reviews(desk: Desk) -> Iterable[Diagnostic]:
    """Warn of items that changed since somebody reviewed them."""
    for key, review in desk.project.record.reviews.items():
        item = desk.project.items.get(key)
        if item and stamp(item, desk) != review.stamp:
            yield fault(
                "SD327",
                item.span,
                f"'{key}' changed since {review.who} reviewed it on {review.date}",
                help=f"read it again, then run `studydeck review {key} --by NAME`",
                item=key,
            )


def outdated_proofs(desk: Desk) -> Iterable[Diagnostic]:
    """Warn of passages that changed since their original proved them."""
    for place, (old, _) in desk.project.record.proved.items():
        passage = desk.project.passages.get(place)
        if passage and passage_digest(passage.text) != old:
            yield fault(
                "SD328",
                passage.text.span,
                f"passage '{place}' changed since its original proved it",
                help="have the owner of the original run `studydeck check --originals DIR`",
            )


def attested(desk: Desk) -> frozenset[str]:
    """Give the passages that their original proved, as they stand now."""
    found = set()
    for place, (old, sha) in desk.project.record.proved.items():
        passage = desk.project.passages.get(place)
        source = desk.project.sources.get(place.partition("@")[0])
        same = passage is not None and passage_digest(passage.text) == old
        if same and source and source.original and source.original.sha256 == sha:
            found.add(place)
    return frozenset(found)


def proofs(project: Project, proved: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give what a lock keeps of the passages that their originals proved."""
    found = {}
    for place in sorted(proved):
        source = project.sources[place.partition("@")[0]]
        if source.original:
            text = project.passages[place].text
            found[place] = passage_digest(text), str(source.original.sha256)
    return found


def accept(desk: Desk, items: Iterable[Item]) -> Record:
    """Put items on record as they stand now, and drop those that are gone."""
    record = desk.project.record
    cited = {key: places for key, places in record.cited.items() if key in desk.project.items}
    words = dict(record.words)
    for item in items:
        passages = desk.cited(item)
        cited[item.key] = {place: passage_digest(one.text) for place, one in passages.items()}
        words |= {passage_digest(one.text): word_marks(one.text) for one in passages.values()}
    return Record(cited, words, record.proved, record.reviews)


def stamp(item: Item, desk: Desk) -> str:
    """Digest all that reaches a card: the whole item, its passages and their sources."""
    passages = desk.cited(item)
    sources = {one.source: desk.project.sources[one.source] for one in passages.values()}
    told = [*_flat(item)]
    for place, passage in sorted(passages.items()):
        told += [place, *_flat(passage)]
    for name, source in sorted(sources.items()):
        record = (source.title, source.author, source.container_title, source.issued, source.rights)
        told += [name, *(part for one in record for part in _flat(one))]
    return digest(*told).hex()[:16]


def _flat(thing: object) -> Iterator[str]:
    """Write a thing as texts, in order, without the places where it stands."""
    if is_dataclass(thing) and not isinstance(thing, type):
        yield type(thing).__name__
        for one in fields(thing):
            if one.name not in _UNREAD:
                yield from _flat(getattr(thing, one.name))
    elif isinstance(thing, Enum):
        yield str(thing.value)
    elif isinstance(thing, str):
        yield str(thing)
    elif isinstance(thing, Mapping):
        for key in sorted(thing, key=str):
            yield from _flat(key)
            yield from _flat(thing[key])
    elif isinstance(thing, frozenset | set):
        yield from sorted(str(one) for one in thing)
    elif isinstance(thing, Iterable) and not isinstance(thing, bytes):
        yield "["
        for one in thing:
            yield from _flat(one)
        yield "]"
    else:
        yield repr(thing)
