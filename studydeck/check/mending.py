"""Find the smallest edit that makes a refused answer pass: each one is tried before it is told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from studydeck.check.desk import Desk, Located
from studydeck.check.judging import judge_part
from studydeck.check.parts import Part
from studydeck.evidence.hedges import hedge_after, hedge_at
from studydeck.evidence.judgement import Judgement
from studydeck.evidence.reading import Reading, overlap
from studydeck.evidence.suggest import nearest_words
from studydeck.evidence.tokens import Token
from studydeck.evidence.values import Value, whole_value
from studydeck.model import Passage, Rights, Verdict
from studydeck.span import Text

_WORDS = 8
"""Words of a passage that are tried in a prompt."""
_PASSAGES = 6
"""Other passages that are tried."""
_SENTENCE, _CLAUSE = -1, 0
_WINDOWS = (6, 4, 3)
"""Stretches that are tried as a quote: a sentence, a clause, some words around the answer."""
_UNTOLD = (Verdict.NOT_FOUND, Verdict.TOO_PRECISE)
_SHORTEST = 4
"""Words that a quote has at least."""


def edit_for(part: Part, judged: Judgement, located: Sequence[Located], desk: Desk) -> str:
    """Give the help that names an edit with which the answer passes, or the empty string."""
    if not located or judged.verdict is Verdict.UNCHECKED or desk.patience <= 0:
        return ""
    desk.patience -= 1
    ways = [_other_answer, _quoting, _wording, _quoted_wording]
    if judged.verdict in _UNTOLD:  # the wrong passage is likelier than the wrong answer
        ways.append(_elsewhere)
    ways += [_shorter, _instead]
    edits = (edit for way in ways for edit in way(part, located, desk))
    return next(edits, "")


def _passes(part: Part, located: Sequence[Located], desk: Desk) -> bool:
    return judge_part(part, located, desk)[0].verdict is Verdict.SUPPORTED


def _other_answer(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try the answer as the passage tells it: with its hedge, or as coarse as it is."""
    if part.sentence:
        return
    own = desk.read(part.answer)
    wanted = next((value for value in own.values if value.category != "designation"), None)
    for one in located if wanted else ():
        for value in one.reading.values:
            told = _as_told(value, one.reading)
            other = wanted and _kindred(wanted, value) and told != part.answer
            if other and _passes(replace(part, answer=Text(told)), located, desk):
                yield f"write the answer as the passage has it: '{told}'"


def _instead(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try the other values of the passage: what it does say of what the prompt asks."""
    wanted = None if part.sentence else whole_value(part.answer)
    for one in located if wanted else ():
        for value in one.reading.values:
            told = _as_told(value, one.reading)
            same = wanted and value.category == wanted.category and not wanted.same(value)
            if same and _passes(replace(part, answer=Text(told)), located, desk):
                yield f"of this the passage says '{told}': correct the answer, or ask otherwise"


def _kindred(wanted: Value, value: Value) -> bool:
    """Whether a value of the passage tells the same, less exactly or with a hedge."""
    if wanted.category == "date" and value.category == "date":
        parts = zip(wanted.low, value.low, strict=True)  # type: ignore[arg-type]
        return value.covers(wanted) or value.yearless or all(a == b for a, b in parts)
    return wanted.same(value) or value.covers(wanted)


def _as_told(value: Value, reading: Reading) -> str:
    """Give the words of a value with the hedge before or behind it."""
    first, last = reading.token_range(value)
    found = reading.tokens
    _, begins = hedge_at(found, first, of_date=value.category == "date")
    ends = hedge_after(found, last + 1)[1]
    return reading.text[found[begins].start : found[ends - 1].end].replace("\\", "")


def _quoting(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try the sentence, and then the clause, that has the answer; for texts that are quoted."""
    for one, start, end in _stretches(part, located, desk):
        quote = _as_yaml(one.reading.text[start:end])
        if _passes(part, [_cut(one, start, end, desk)], desk):
            yield f"quote only the words that say it: {{at: {one.passage.key}, quote: {quote}}}"


def sentence_of(part: Part, one: Located, desk: Desk) -> Iterator[str]:
    """Give the sentences of a passage that prove a part by themselves, as YAML has them."""
    for _, place in _answers(part, [one], desk):
        inside = _around(one.reading, place, _SENTENCE)
        start, end = inside[0].start, inside[-1].end
        if _passes(part, [_cut(one, start, end, desk)], desk):
            yield _as_yaml(one.reading.text[start:end])


def _as_yaml(text: str) -> str:
    """Write a text between single quotation marks, as YAML has it."""
    return "'" + text.replace("'", "''") + "'"


def _quoted_wording(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try a sentence and a word of it in the prompt together."""
    for one, start, end in _stretches(part, located, desk):
        quote = one.reading.text[start:end]
        cut = [_cut(one, start, end, desk)]
        for words in _tried(part, cut, desk):
            if _passes(_with(part, words), cut, desk):
                said = "' and '".join(words)
                yield f"write '{said}' into the prompt, and quote only {_as_yaml(quote)}"


def _wording(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try one or two words of the passage in the prompt."""
    for words in () if part.sentence else _tried(part, located, desk):
        if _passes(_with(part, words), located, desk):
            said = "' and '".join(words)
            yield f"write '{said}' into the prompt, as the passage has it"


def _with(part: Part, words: Iterable[str]) -> Part:
    if part.sentence:
        return replace(part, answer=Text(f"{part.answer} {' '.join(words)}"))
    return replace(part, prompt=f"{part.prompt} {' '.join(words)}")


def _tried(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[tuple[str, ...]]:
    """Give words near the answer that the prompt lacks: one by one, then in pairs."""
    known = {stem for text in (part.prompt, part.answer) for stem in desk.read(text).stems}
    words: dict[str, None] = {}
    for one, place in _answers(part, located, desk):
        reading = one.reading
        sentence = reading.tokens[place].sentence
        near = sorted(range(len(reading.tokens)), key=lambda index: abs(index - place))
        for index in near:
            token, stem = reading.tokens[index], reading.stems[index]
            inside = any(value.start <= token.start < value.end for value in reading.values)
            if token.sentence == sentence and stem and stem not in known and not inside:
                words.setdefault(token.text)
    some = list(words)[:_WORDS]
    yield from ((word,) for word in some)
    yield from combinations(some, 2)


def _answers(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[tuple[Located, int]]:
    """Give the tokens at which the answer, or its first word, stands in what is cited."""
    own = desk.read(part.answer)
    stems = dict.fromkeys(stem for stem in own.stems if stem)
    for one in located:
        places = [
            one.reading.token_range(value)[0]
            for value in one.reading.values
            if any(value.same(v) or v.covers(value) for v in own.values)
        ]
        places += [i for stem in stems for i in one.reading.places.get(stem, ())][:3]
        for place in dict.fromkeys(places):
            yield one, place


def _stretches(
    part: Part, located: Sequence[Located], desk: Desk
) -> Iterator[tuple[Located, int, int]]:
    """Give the sentences with the answer, then their clauses, of sources that may be quoted."""
    for size in (_SENTENCE, _CLAUSE, *_WINDOWS):
        for one, place in _answers(part, located, desk):
            source = desk.project.sources[one.passage.source]
            inside = _around(one.reading, place, size)
            restated = source.rights is Rights.RESTATED
            if not restated and _SHORTEST <= len(inside) < len(one.reading.tokens):
                yield one, inside[0].start, inside[-1].end


def _around(reading: Reading, place: int, size: int) -> Sequence[Token]:
    """Give the tokens of the sentence or clause of a token, or so many around it."""
    found, at = reading.tokens, reading.tokens[place]
    inside = [
        token
        for index, token in enumerate(found)
        if token.sentence == at.sentence
        and (size == _SENTENCE or token.clause == at.clause or size > 0)
        and (size <= 0 or -size // 2 <= index - place <= size)
    ]
    while inside and inside[0].kind == "mark" and inside[0].text not in "“(":
        inside = inside[1:]
    return inside


def _cut(one: Located, start: int, end: int, desk: Desk) -> Located:
    return Located(one.passage, desk.read(one.reading.text[start:end]), one.start + start)


def _shorter(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try the answer without the words that the passage lacks, or with its words for them."""
    everywhere = {stem for one in located for stem in one.reading.places}
    own = desk.read(part.answer)
    lacking = [
        token.text
        for token, stem in zip(own.tokens, own.stems, strict=True)
        if stem and stem not in everywhere
    ]
    kept = " ".join(word for word in part.answer.split() if word.strip(".,;") not in lacking)
    texts = {one.passage.key: one.reading.text for one in located}
    if (
        lacking
        and kept
        and not part.sentence
        and _passes(replace(part, answer=Text(kept)), located, desk)
    ):
        yield f"leave out what the passage does not say: '{kept}'"
    near = nearest_words(part.answer, texts) if lacking else None
    if near and _passes(replace(part, answer=Text(near[1])), located, desk):
        yield f"write the answer in the words of the passage: '{near[1]}'"


def _elsewhere(part: Part, located: Sequence[Located], desk: Desk) -> Iterator[str]:
    """Try the other passages of the sources that are cited, the likeliest first."""
    sources = dict.fromkeys(one.passage.source for one in located)
    cited = {one.passage.key for one in located}
    for passage in likely(part, desk, sources):
        if passage.key not in cited:
            other = [Located(passage, desk.read(passage.text), 0)]
            if _passes(part, other, desk):
                yield f"cite '{passage.key}', which says it"


def likely(part: Part, desk: Desk, sources: Iterable[str]) -> tuple[Passage, ...]:
    """Give the passages of some sources that share most words with a prompt and its answer."""
    stems = dict.fromkeys(
        stem for text in (part.prompt, part.answer) for stem in desk.read(text).stems if stem
    )
    weights = desk.library.weights
    ranked = sorted(
        (passage for name in sources for passage in desk.project.sources[name].passages),
        key=lambda one: -overlap(list(stems), frozenset(desk.read(one.text).places), weights),
    )
    return tuple(ranked[:_PASSAGES])
