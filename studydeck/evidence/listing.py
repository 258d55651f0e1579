"""Enumerations: which names a text lists together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studydeck.evidence.reading import Reading

_MEMBER = 5
"""Words that a member of an enumeration has at most."""
_JOINS = frozenset({",", "and", "or", "&"})


def lists(reading: Reading) -> Iterator[tuple[str, ...]]:
    """Give every run of two declared names or more that commas or "and" join."""
    run: list[str] = []
    joined = False
    for index, stem in enumerate(reading.stems):
        low = reading.tokens[index].low
        if stem.startswith("@"):
            if run and not joined:
                yield from _several(run)
                run = []
            run.append(stem)
            joined = False
        elif low in _JOINS:
            joined = True
        elif low != "the" and not _goes_on(reading, index):
            yield from _several(run)
            run, joined = [], False
    yield from _several(run)


def _several(run: list[str]) -> Iterator[tuple[str, ...]]:
    if len(run) > 1:
        yield tuple(run)


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a token is a further word of the name before it."""
    token = reading.tokens[index]
    return not reading.stems[index] and token.kind == "word" and token.text[0].isupper()


def left_out(
    elements: Sequence[Sequence[str]], stated: Iterable[str], readings: Sequence[Reading]
) -> tuple[str, ...]:
    """Name what the texts list beside the elements of a set, and the set lacks.

    An element is its stems; what the prompt states is not missed. Of declared names every
    list counts that has two of the elements or more; of other words the one enumeration that
    has most of them.
    """
    own = frozenset(stem for one in elements for stem in one)
    known = frozenset(stated)
    missing: dict[str, None] = {}
    for reading in readings:
        for names in lists(reading):
            if len(own & set(names)) > 1:
                missing.update(dict.fromkeys(n[1:] for n in names if n not in own | known))
    if missing:
        return tuple(missing)
    found = [_between(elements, own | known, reading) for reading in readings]
    return next((one for one in found if one), ())


def _between(
    elements: Sequence[Sequence[str]], known: frozenset[str], reading: Reading
) -> tuple[str, ...]:
    """Name the members of an enumeration, between or just behind the elements, that lack."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for first, after in reading.sentences:
        every = _members(reading, first, after)
        deep = max(
            (0, 1),
            key=lambda d: sum(_is_one(elements, reading, one) for one in every if one.depth == d),
        )
        members = [one for one in every if one.depth == deep]
        have = [i for i, one in enumerate(members) if _is_one(elements, reading, one)]
        if len(have) <= max(1, best[0]):
            continue
        last = have[-1]
        while last + 1 < len(members) and not members[last].closes and members[last].short:
            last += 1
        inside = members[have[0] : last + 1]
        lacking = [one for one in inside if not _is_one(elements, reading, one)]
        names = [_said(reading, one) for one in lacking if _tells(reading, one, known)]
        plain = len(lacking) < len(have) and all(one.short for one in lacking)
        best = (len(have), tuple(names) if plain else ())
    return best[1]


@dataclass(frozen=True, slots=True)
class _Member:
    """A stretch of tokens between commas; `closes` if "and" led to it, so that it is the last.

    `depth` is 1 inside brackets.
    """

    first: int
    after: int
    closes: bool
    depth: int

    @property
    def short(self) -> bool:
        """Whether it can be a member and not a clause."""
        return self.after - self.first <= _MEMBER


def _members(reading: Reading, first: int, after: int) -> list[_Member]:
    members: list[_Member] = []
    start, closes, depth = first, False, 0
    for index in range(first, after):
        low = reading.low(index)
        if low in _JOINS | {";", "(", ")", "."} or low in {"including", "plus"}:
            if index > start:
                members.append(_Member(start, index, closes, depth))
                closes = False
            depth = {"(": 1, ")": 0}.get(low, depth)
            closes = closes or low in {"and", "or", "&"}
            start = index + 1
    if after > start:
        members.append(_Member(start, after, closes, depth))
    return members


def _is_one(elements: Sequence[Sequence[str]], reading: Reading, member: _Member) -> bool:
    stems = set(reading.stems[member.first : member.after])
    return any(one and set(one) <= stems for one in elements)


def _tells(reading: Reading, member: _Member, known: frozenset[str]) -> bool:
    stems = [stem for stem in reading.stems[member.first : member.after] if stem]
    return bool(stems) and not set(stems) <= known


def _said(reading: Reading, member: _Member) -> str:
    return reading.text[reading.tokens[member.first].start : reading.tokens[member.after - 1].end]
