"""Enumerations: which names a text lists together."""

from collections.abc import Iterable, Iterator, Sequence

from studydeck.evidence.reading import Reading

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
    elements: Iterable[str], stated: Iterable[str], readings: Sequence[Reading]
) -> tuple[str, ...]:
    """Name what the texts list beside the elements of a set, and the set lacks.

    `elements` and `stated` are stems; what the prompt states is not missed. Only lists with
    two of the elements or more speak of the set.
    """
    own, known = frozenset(elements), frozenset(stated)
    missing: dict[str, None] = {}
    for reading in readings:
        for names in lists(reading):
            if len(own & set(names)) > 1:
                missing.update(dict.fromkeys(n for n in names if n not in own and n not in known))
    return tuple(name[1:] for name in missing)
