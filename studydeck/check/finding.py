"""Propose the passages that prove an item, for `studydeck cite`."""

from collections.abc import Iterator
from dataclasses import dataclass

from studydeck.check.desk import Desk, Located
from studydeck.check.judging import judge_part
from studydeck.check.mending import likely, sentence_of
from studydeck.check.parts import Part, parts
from studydeck.model import Item, Rights, Verdict


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that proves every part of an item, or `some` of `all` of them."""

    cite: str
    text: str
    some: int
    all: int


def proposals(item: Item, desk: Desk) -> tuple[Proposal, ...]:
    """Give the passages that prove an item or parts of it, the best first.

    All sources are searched. Of one that may be quoted, the sentence that says it is proposed
    where it is enough.
    """
    wanted = parts(item, item.answer, desk.fact_of(item))
    sources = list(desk.project.sources)
    found: dict[str, int] = {}
    for part in wanted:
        for passage in likely(part, desk, sources):
            if _proves(part, [Located(passage, desk.read(passage.text), 0)], desk):
                found[passage.key] = found.get(passage.key, 0) + 1
    ranked = sorted(found.items(), key=lambda one: -one[1])
    return tuple(_proposal(key, count, wanted, desk) for key, count in ranked)


def _proves(part: Part, located: list[Located], desk: Desk) -> bool:
    return judge_part(part, located, desk)[0].verdict is Verdict.SUPPORTED


def _proposal(key: str, count: int, wanted: tuple[Part, ...], desk: Desk) -> Proposal:
    passage = desk.project.passages[key]
    restated = desk.project.sources[passage.source].rights is Rights.RESTATED
    for quote in () if restated or len(wanted) > 1 else _quotes(wanted[0], key, desk):
        return Proposal(f"{{at: {key}, quote: {quote}}}", str(passage.text), count, len(wanted))
    return Proposal(key, str(passage.text), count, len(wanted))


def _quotes(part: Part, key: str, desk: Desk) -> Iterator[str]:
    """Give the sentences of a passage that are enough to prove a part, as YAML has them."""
    passage = desk.project.passages[key]
    whole = Located(passage, desk.read(passage.text), 0)
    yield from sentence_of(part, whole, desk)
