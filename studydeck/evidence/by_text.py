"""Judge an answer that is words: all of them in one sentence that speaks of what is asked."""

from collections.abc import Iterable, Sequence

from studydeck.evidence.by_name import misfit, nearer_name
from studydeck.evidence.by_role import wrong_role
from studydeck.evidence.by_value import fits
from studydeck.evidence.judgement import Judgement, Library, Place, Question
from studydeck.evidence.polarity import denials, denies
from studydeck.evidence.reading import Reading, overlap, read
from studydeck.evidence.tokens import tokens
from studydeck.evidence.values import Value
from studydeck.model import Verdict

SHARE = 0.5
"""The answer must stand in a sentence with this share of the best overlap, or more."""

Objection = tuple[str, tuple[int, int] | None]
"""Why a sentence does not prove an answer, and which words of it say so, if any do."""


def judge_text(
    answer: str,
    question: Question,
    readings: Sequence[Reading],
    library: Library,
    share: float = SHARE,
) -> Judgement:
    """Look for one sentence with all content words and values of the answer.

    It must share words with the prompt, about as many as any other sentence does, and be
    negated as prompt and answer are. Where several do, the one that shares most counts.
    """
    wanted = read(answer, library.names)
    loose = _loose_stems(wanted)
    if not loose and not wanted.values:
        why = "the answer has no word that could be looked for"
        return Judgement(Verdict.NOT_FOUND, (), why)
    if share and _asked_already(wanted, loose, question):
        return Judgement(Verdict.UNANCHORED, (), "the prompt itself has all words of the answer")
    if kind := misfit(wanted, question, library):
        why = f"the prompt asks for something else than a {kind}"
        return Judgement(Verdict.UNANCHORED, (), why)
    asked = [stem for stem in question.stems if stem not in loose]
    shares = sentence_shares(asked, readings, library)
    stating = [at for at in shares if _states(readings[at[0]], at[1], loose, wanted.values)]
    if not stating:
        return Judgement(Verdict.NOT_FOUND, (), _missing(wanted, loose, readings))
    index, sentence = at = max(stating, key=lambda one: shares[one])
    place = _sentence_place(index, sentence, loose, wanted, readings)
    if shares[at] <= 0 or shares[at] < share * max(shares.values()):
        why = "the sentence that has the answer says little of what the prompt asks"
        return Judgement(Verdict.UNANCHORED, (), why, (place,))
    told = _turned(wanted, (*loose, *asked), question, readings[index], sentence)
    if not told and share:
        told = _of_another(wanted, question, readings[index], sentence, library)
    if told:
        why, where = told
        near = (place, (index, *where)) if where else (place,)
        return Judgement(Verdict.UNANCHORED, (), why, near)
    return Judgement(Verdict.SUPPORTED, (place,))


def _turned(
    wanted: Reading, stems: Iterable[str], question: Question, reading: Reading, sentence: int
) -> Objection | None:
    """Say that of prompt and sentence only one is negated."""
    asked, own = denies(tokens(question.text)), denials(wanted.tokens)
    first, after = reading.sentences[sentence]
    if own & denials(reading.tokens[first:after]):  # as in "the year without a summer"
        return None
    answer = {stem for stem in wanted.stems if stem}
    if is_denied(reading, sentence, stems, beside=answer) == (asked or bool(own)):
        return None
    return "either the sentence that has the answer is negated or the prompt is, not both", None


def _of_another(
    wanted: Reading, question: Question, reading: Reading, sentence: int, library: Library
) -> Objection | None:
    """Find that a sentence says what is asked of another one than the answer, and where."""
    wrong = wrong_role(wanted, question, reading, sentence, library)
    if wrong:
        return f"by '{reading.text[slice(*wrong)]}' the passage says it of another one", wrong
    if question.fellows:
        return None
    rival = nearer_name(wanted, question, reading, sentence, library)
    if rival:
        return f"'{reading.text[slice(*rival)]}' stands nearer to what the prompt asks", rival
    return None


def _asked_already(wanted: Reading, loose: Sequence[str], question: Question) -> bool:
    """Whether a prompt for one thing has all words of the answer, so that it proves nothing."""
    alone = bool(loose) and not wanted.values and not question.fellows
    return alone and all(stem in question.stems for stem in loose)


def sentence_shares(
    stems: Sequence[str], readings: Sequence[Reading], library: Library
) -> dict[tuple[int, int], float]:
    """Weigh the stems that each sentence has, by index of reading and sentence."""
    return {
        (i, s): overlap(stems, reading.in_sentence(s), library.weights)
        for i, reading in enumerate(readings)
        for s in range(len(reading.sentences))
    }


def is_denied(
    reading: Reading, sentence: int, stems: Iterable[str], beside: Iterable[str] = ()
) -> bool:
    """Whether a sentence has some of the words only where a negation reaches them.

    With `beside`, only in the clauses that have some of those words.
    """
    first, after = reading.sentences[sentence]
    wanted, near = frozenset(stems), frozenset(beside)
    clauses = {reading.tokens[i].clause for i in range(first, after) if reading.stems[i] in near}
    here = [i for i in range(first, after) if not near or reading.tokens[i].clause in clauses]
    plain = {reading.stems[i] for i in here if not reading.denied[i]}
    return any(
        reading.denied[i] and reading.stems[i] in wanted and reading.stems[i] not in plain
        for i in here
    )


def _loose_stems(wanted: Reading) -> tuple[str, ...]:
    """Give the stems of an answer that are not part of one of its values."""
    inside = {
        index
        for index, token in enumerate(wanted.tokens)
        if any(v.start <= token.start < v.end for v in wanted.values)
    }
    return tuple(dict.fromkeys(s for i, s in enumerate(wanted.stems) if s and i not in inside))


def _states(reading: Reading, sentence: int, loose: Sequence[str], values: Sequence[Value]) -> bool:
    """Whether one sentence has all the words and all the values of an answer."""
    stems = reading.in_sentence(sentence)
    number = reading.tokens[reading.sentences[sentence][0]].sentence
    here = [value for value in reading.values if value.sentence == number]
    return all(one in stems for one in loose) and all(
        any(fits(value, other) for other in here) for value in values
    )


def _missing(wanted: Reading, loose: Sequence[str], readings: Sequence[Reading]) -> str:
    everywhere = frozenset(stem for reading in readings for stem in reading.places)
    absent = [
        token.text
        for token, stem in zip(wanted.tokens, wanted.stems, strict=True)
        if stem in loose and stem not in everywhere
    ]
    if absent:
        return "the passage does not have " + ", ".join(f"'{word}'" for word in absent[:4])
    return "no one sentence of the passage has all words of the answer"


def _sentence_place(
    index: int, sentence: int, loose: Sequence[str], wanted: Reading, readings: Sequence[Reading]
) -> Place:
    """Give the stretch of a sentence from the first to the last word of the answer.

    The answer may end in words that carry no content elsewhere, such as that of Port Said.
    """
    reading = readings[index]
    first, after = reading.sentences[sentence]
    hits = [i for i in range(first, after) if reading.stems[i] in loose] or [first, after - 1]
    last, words = hits[-1], [token.text for token in wanted.tokens]
    told = [i for i, stem in enumerate(wanted.stems) if stem in loose]
    for word in words[told[-1] + 1 :] if told else ():
        if last + 1 < after and reading.tokens[last + 1].text == word:
            last += 1
    return index, reading.tokens[hits[0]].start, reading.tokens[last].end
