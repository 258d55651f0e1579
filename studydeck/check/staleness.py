"""What changed since it was put on record: passages under citations, proofs, and reviews.

A citation is *ok* where it stands as on record, *new* where it is not on it, *moved* where its
passage has the same words in another place, *suspect* where the words changed, *gone* or
*ambiguous* where its quote is in no place or in several. New and moved ones are trusted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from studydeck.chance import digest
from studydeck.check.desk import Desk, citations
from studydeck.check.stamping import changed_parts
from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.model import Citation, Citations, Item, Passage, Rights, Source
from studydeck.record import Cited, Record, Staleness, text_digest, word_changes, word_marks

_SEVERAL = 3
"""Ids of a source that name other words before the source counts as renumbered."""
_SHOWN = 4
_LOST = {"SD301": Staleness.GONE, "SD302": Staleness.AMBIGUOUS}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one citation stands: what it stands on `now`, if that is known, and what it did."""

    staleness: Staleness
    now: Cited | None = None
    old: Cited | None = None
    passage: Passage | None = None


def standings(desk: Desk) -> Mapping[str, tuple[Standing, ...]]:
    """Hold every citation of every item against the record; by item key."""
    return {
        key: tuple(dict.fromkeys(_standing(one, item, desk) for one in citations(item)))
        for key, item in desk.project.items.items()
    }


def stalest(desk: Desk, key: str) -> Staleness:
    """Give the weightiest staleness of an item's citations."""
    order = list(Staleness)
    found = (one.staleness for one in desk.once(standings)[key])
    return max(found, key=order.index, default=Staleness.OK)


def _standing(citation: Citation, item: Item, desk: Desk) -> Standing:
    known = desk.project.record.cited.get(_identity(item), ())
    name = digest(citation.source, citation.passage, citation.quote or "").hex()[:8]
    same = [one for one in known if one.citation == name]
    located, faults = desk.locate(Citations((citation,)), item.key)
    if not located:
        source = desk.project.sources.get(citation.source)
        if source and not source.has_text and same:
            return Standing(Staleness.OK, same[0])
        lost = _LOST.get(faults[0].code, Staleness.NEW) if faults else Staleness.GONE
        return Standing(lost, None, same[0] if same else None)
    passage = located[0].passage
    now = Cited(name, passage.key, text_digest(passage.text))
    if any(one.digest == now.digest for one in known):
        there = any((one.place, one.digest) == (now.place, now.digest) for one in known)
        return Standing(Staleness.OK if there else Staleness.MOVED, now, None, passage)
    old = same or [one for one in known if one.place == now.place]
    if old:
        return Standing(Staleness.SUSPECT, now, old[0], passage)
    return Standing(Staleness.NEW, now, None, passage)


def _identity(item: Item) -> str:
    return "/".join(item.identity)


# What is told


def suspects(desk: Desk) -> Iterator[Diagnostic]:
    """Refuse items whose passages changed since they were put on record.

    Where the ids of a source moved on, that is told once, with the ids that have the words now.
    """
    for source, moves in desk.once(_moves).items():
        yield _renumbered(desk.project.sources[source], moves)
    apart = renumbered(desk)
    for key, found in desk.once(standings).items():
        for one in found if key not in apart else ():
            if one.staleness is Staleness.SUSPECT and one.old and one.passage:
                yield _suspect(desk.project.items[key], one.passage, one.old, desk)


def renumbered(desk: Desk) -> frozenset[str]:
    """Give the items whose passages have other ids now: what they cite is not what was meant."""
    return frozenset(key for moves in desk.once(_moves).values() for key in moves)


def _moves(desk: Desk) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Find sources of which several ids now name other words, and the items that cite them.

    Gives for each item the id that it cites, and the one that has the words now.
    """
    places = {
        (str(source.id), text_digest(one.text)): one.id
        for source in desk.project.sources.values()
        for one in source.passages
    }
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for key, each in desk.once(standings).items():
        for one in each:
            if one.staleness in {Staleness.SUSPECT, Staleness.GONE} and one.old:
                source, _, before = one.old.place.partition("@")
                now = places.get((source, one.old.digest), before)
                if now != before:
                    found.setdefault(source, {})[key] = (before, now)
    return {source: all for source, all in found.items() if len(set(all.values())) >= _SEVERAL}


def _renumbered(source: Source, moves: Mapping[str, tuple[str, str]]) -> Diagnostic:
    steps = sorted(set(moves.values()), key=lambda move: (len(move[0]), move[0]))
    told = ", ".join(f"{old} is now {new}" for old, new in steps[:_SHOWN])
    more = f" and {len(steps) - _SHOWN} more" if len(steps) > _SHOWN else ""
    return fault(
        "SD326",
        source.id.span,
        f"passages of '{source.id}' moved under {len(moves)} items: {told}{more}",
        help="put what is new at the end of the text, or cite the passages by where they are now",
    )


def _suspect(item: Item, passage: Passage, old: Cited, desk: Desk) -> Diagnostic:
    marks = desk.project.record.words.get(old.digest)
    changes = word_changes(marks, passage.text) if marks else "which words changed is not on record"
    related = [Related(passage.text.span, changes)] if passage.text.span else []
    help = "read the item against the passage again"
    source = desk.project.sources[passage.source]
    moved = [one.key for one in source.passages if text_digest(one.text) == old.digest]
    if moved:
        help = f"cite '{moved[0]}', which has the words now, or {help}"
    return fault(
        "SD326",
        item.span,
        f"passage '{passage.key}' changed under '{item.key}'",
        help=f"{help}, then run `studydeck review {item.key} --by NAME`",
        item=item.key,
        related=related,
    )


def outdated_reviews(desk: Desk) -> Iterator[Diagnostic]:
    """Warn of items that changed since somebody reviewed them; suspects are errors already."""
    for key, review in desk.project.record.reviews.items():
        item = desk.project.items.get(key)
        if item is None or stalest(desk, key) is Staleness.SUSPECT or desk.hidden(citations(item)):
            continue
        changed = changed_parts(item, desk, review.stamp)
        if changed:
            yield fault(
                "SD327",
                item.span,
                f"'{key}' changed since {review.by} reviewed it on {review.date}:"
                f" {', '.join(changed)}",
                help=f"read it again, then run `studydeck review {key} --by NAME`",
                item=key,
            )


# Proofs by originals


def outdated_proofs(desk: Desk) -> Iterator[Diagnostic]:
    """Warn of passages that are not, or not by this original, what an original proved."""
    good = attested(desk)
    for place in desk.project.record.proved:
        passage = desk.project.passages.get(place)
        if passage and place not in good:
            yield fault(
                "SD328",
                passage.text.span,
                f"passage '{place}' changed since its original proved it",
                help="have the owner of the original run `studydeck check --originals DIR`",
            )


def attested(desk: Desk) -> frozenset[str]:
    """Give the passages that their original proved, as they stand now."""
    proved = desk.project.record.proved
    return frozenset(
        place
        for place, passage in desk.project.passages.items()
        if place in proved and proved[place] == _proof(passage, desk)
    )


def _proof(passage: Passage, desk: Desk) -> tuple[str, str]:
    """Digest a passage with the lines that it names, and tell by which original."""
    original = desk.project.sources[passage.source].original
    return text_digest(passage.text, *passage.lines), str(original.sha256) if original else ""


# What is put on record


def noted(desk: Desk, proved: Iterable[str] | None = None) -> Record:
    """Put a whole project on record as it stands; for one without errors.

    With `proved`, the passages that their originals proved just now. What a private source
    backs stays on record where its text is not at hand.
    """
    project, old = desk.project, desk.project.record
    proofs = {place: one for place, one in old.proved.items() if place in project.passages}
    if proved is not None:
        proofs = {place: _proof(project.passages[place], desk) for place in proved}
    sources = {
        key: _text(one) if one.has_text else old.sources.get(key, "")
        for key, one in project.sources.items()
    }
    cited, words = _cited(desk, project.items.values())
    sources = {key: one for key, one in sources.items() if one}
    return replace(old, cited=cited, words=words, proved=proofs, sources=sources)


def accepted(desk: Desk, items: Iterable[Item]) -> Record:
    """Put items on record as they stand now, and leave all else as it is."""
    old = desk.project.record
    cited, words = _cited(desk, items)
    return replace(old, cited={**old.cited, **cited}, words={**old.words, **words})


def _cited(
    desk: Desk, items: Iterable[Item]
) -> tuple[dict[str, tuple[Cited, ...]], dict[str, str]]:
    """Give what items stand on, and the words of it unless a source is private."""
    cited: dict[str, tuple[Cited, ...]] = {}
    words: dict[str, str] = {}
    for item in items:
        found = desk.once(standings)[item.key]
        each = tuple(sorted({one.now for one in found if one.now}))
        if each:
            cited[_identity(item)] = each
        for one in found:
            if one.now and one.passage and not _is_private(one.passage, desk):
                words[one.now.digest] = word_marks(one.passage.text)
    return cited, words


def _is_private(passage: Passage, desk: Desk) -> bool:
    """Whether the words must not leave the machine: marks of a whole text could be guessed."""
    return desk.project.sources[passage.source].rights is Rights.PRIVATE


def _text(source: Source) -> str:
    return sha256("\n".join(one.text for one in source.passages).encode()).hexdigest()
