"""Hold what prompts, explanations and reasons state against the cited passages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.names import root
from studydeck.evidence.reading import Reading
from studydeck.evidence.tokens import STOP, Token
from studydeck.evidence.values import WORDS, Value
from studydeck.model import Answer, Elements, Gaps, Item, Pairs, Single, Source, Steps, Truth
from studydeck.span import Text

_TELLING = re.compile(r"[^\x00-\x7f]|\d|(?<=\S )[\"'(]?[A-Z]")
"""What a figure or name has: a digit, a letter beyond ASCII, a capital inside a sentence."""
_WORD = re.compile(r"[a-z]+")
_SMALL = 3
"""Counts up to here, written as words, are part of plain speech ("the two sides", "half of it")."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What may be said without proof: readings, and the roots of all their words."""

    readings: tuple[Reading, ...]
    roots: frozenset[str]
    words: frozenset[str]
    counts: frozenset[int]


def grounds(item: Item, desk: Desk) -> Iterable[Diagnostic]:
    """Refuse figures, dates, designations and names that no cited passage has.

    Passages under `see`, what is declared as `background`, the answer itself and what the
    source records say count as ground, and so does the number of elements that are asked.
    An item without citations has that fault already, and no other here.
    """
    passages = desk.cited(item)
    if item.unchecked or not passages:
        return
    near, wide = _ground([str(one.text) for one in passages.values()], item, desk), None
    for where, text in _texts(item):
        if text and not _plain(text, desk) and _ungrounded(text, near, desk):
            wide = wide or _ground(_all_ground(item, desk), item, desk)
            for word in _ungrounded(text, wide, desk):
                yield _fault(item, where, text, word)


def holders(item: Item, desk: Desk) -> Iterable[Diagnostic]:
    """Refuse a view whose holder, in `claimed_by`, the prompt or the passages do not name."""
    stems = {stem for stem in desk.read(item.claimed_by).stems if stem} if item.claimed_by else ()
    if not stems:
        return
    texts = {"prompt": [item.prompt], "passage": [p.text for p in desk.cited(item).values()]}
    for where, said in texts.items():
        if not any(stems <= desk.read(text).places.keys() for text in said):
            yield fault(
                "SD320",
                item.claimed_by.span or item.span,
                f"the {where} does not name '{item.claimed_by}', who holds the view",
                help=f"write into the {where} whose view it is",
                item=item.key,
            )


def _texts(item: Item) -> Iterator[tuple[str, Text]]:
    if not isinstance(item.answer, Gaps | Truth):
        yield "prompt", item.prompt
    yield "explanation", item.explanation
    yield "hint", item.hint
    for distractor in item.distractors:
        yield "reason", distractor.reason


def _ground(texts: Iterable[str], item: Item, desk: Desk) -> _Ground:
    readings = tuple(desk.read(text) for text in dict.fromkeys(texts) if text)
    roots = frozenset[str]().union(*(one.once(_roots) for one in readings))
    words = frozenset[str]().union(*(one.once(_words) for one in readings))
    return _Ground(readings, roots, words, _counts(item))


def _roots(reading: Reading) -> frozenset[str]:
    return frozenset(root(token.text) for token in reading.tokens)


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(token.low for token in reading.tokens)


def _plain(text: str, desk: Desk) -> bool:
    """Whether a text has no figure and no name, seen without reading it."""
    if _TELLING.search(text):
        return False
    words = set(_WORD.findall(text.casefold()))
    return words.isdisjoint(WORDS) and words.isdisjoint(desk.names.starts)


def _all_ground(item: Item, desk: Desk) -> list[str]:
    """Give every text that may ground a word of an item."""
    passages = desk.cited(item).values()
    texts = [str(passage.text) for passage in passages]
    texts += [str(text) for text in item.background]
    texts += [_record(desk.project.sources[source]) for source in {p.source for p in passages}]
    texts += [text for claim in item.claims for text in _said(claim.answer)]
    texts += [claim.label for claim in item.claims]
    texts += [str(item.as_of), str(item.prompt if isinstance(item.answer, Truth) else "")]
    return texts + [str(distractor.text) for distractor in item.distractors]


def _record(source: Source) -> str:
    return f"{source.author}. {source.title}. {source.container_title}. {source.issued}"


def _said(answer: Answer) -> list[str]:
    """Give the texts of an answer, one by one, so that numbers do not run together."""
    match answer:
        case Single(text=text, aliases=aliases):
            return [text, *aliases]
        case Elements(elements=elements):
            return list(elements)
        case Steps(steps=steps, dates=dates):
            return [*steps, *dates]
        case Pairs(pairs=pairs):
            return [text for pair in pairs for text in pair]
        case Truth(correction=correction):
            return [correction]
        case Gaps(text=text):
            return [text]
    return []


def _counts(item: Item) -> frozenset[int]:
    """Give the numbers that a prompt may state about its own answer."""
    answer = item.answer
    match answer:
        case Elements(elements=elements, need=need):
            return frozenset({len(elements), need or len(elements)})
        case Steps(steps=steps):
            return frozenset({len(steps)})
        case Pairs(pairs=pairs):
            return frozenset({len(pairs)})
    return frozenset({len(item.distractors) + 1, len(item.claims)})


def _ungrounded(text: Text, ground: _Ground, desk: Desk) -> tuple[str, ...]:
    """Give the figures and names of a text that have no ground, each once."""
    reading = desk.read(text)
    figures = [text[v.start : v.end] for v in reading.values if not _has(v, text, ground)]
    return tuple(dict.fromkeys((*figures, *_unknown_names(reading, ground))))


def _fault(item: Item, where: str, text: Text, word: str) -> Diagnostic:
    return fault(
        "SD312",
        text.span or item.span,
        f"'{word}' in the {where} is in none of the cited passages",
        help="cite a passage that has it under `see:`, or declare it under `background:`",
        item=item.key,
    )


def _has(value: Value, text: str, ground: _Ground) -> bool:
    written = text[value.start : value.end]
    count = value.low if isinstance(value.low, Decimal) and value.unit in {"", "×"} else Decimal(0)
    if count in ground.counts or (0 < count <= _SMALL and written.isalpha()):
        return True
    if any(_equal(value, other) for reading in ground.readings for other in reading.values):
        return True
    # "the five" of the Shanghai Five, and six states where the text has a sixth
    return value.category == "number" and any(
        word in ground.words for word in (written.casefold(), f"{written.casefold()}th")
    )


def _equal(value: Value, other: Value) -> bool:
    """Equal; a coarser date than the passage's will do, and a bare day that it dates."""
    if value.same(other) or (value.category == "date" and value.covers(other)):
        return True
    if value.category == "date" == other.category and value.yearless:
        return value.low[1:] == other.low[1:]  # type: ignore[index]
    return False


def _unknown_names(reading: Reading, ground: _Ground) -> list[str]:
    """Give the capitalised words inside sentences, and declared names, that have no ground."""
    places = {stem for known in ground.readings for stem in known.places}
    found = []
    for index, token in enumerate(reading.tokens):
        stem = reading.stems[index]
        declared = stem.startswith("@")
        if not declared and not _looks_like_name(reading.tokens, index):
            continue
        if any(value.start <= token.start < value.end for value in reading.values):
            continue
        if stem and stem not in places and root(token.text) not in ground.roots:
            found.append(stem[1:] if declared else token.text)
    return found


def _looks_like_name(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.kind != "word" or not token.text[0].isupper() or len(token.text) < 2:
        return False
    if token.low in STOP or token.low in {"not", "true", "false"}:
        return False
    previous = tokens[index - 1] if index else None
    opens = previous is None or previous.sentence != token.sentence or previous.text in "\"'“‘(:;"
    return not opens
