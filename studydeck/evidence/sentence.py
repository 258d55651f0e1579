"""Judge a whole sentence: a true statement, a correction, a criterion."""

from collections.abc import Sequence

from studydeck.evidence.by_text import is_denied, sentence_shares
from studydeck.evidence.by_value import judge_value
from studydeck.evidence.judgement import Judgement, Library, Question
from studydeck.evidence.reading import Reading, overlap, read
from studydeck.evidence.values import Value
from studydeck.model import Verdict

_SHARE = 0.5
"""A sentence must find this share of the weight of its words in one of the passage's."""


def judge_sentence(text: str, readings: Sequence[Reading], library: Library) -> Judgement:
    """Judge a sentence: its values one by one, its names, most of its words, its negation.

    Words weigh by rarity, so that a paraphrase passes and another subject does not.
    """
    wanted = read(text, library.names)
    refused = _values(wanted, text, readings, library)
    if refused:
        return refused
    stems = [stem for stem in wanted.places if not _in_value(stem, wanted)]
    names = [stem for stem in stems if stem.startswith("@")]
    everywhere = frozenset(stem for reading in readings for stem in reading.places)
    absent = [name[1:] for name in names if name not in everywhere]
    if absent:
        return Judgement(Verdict.NOT_FOUND, (), f"the passage does not name '{absent[0]}'")
    weight = overlap(stems, frozenset(stems), library.weights)
    shares = sentence_shares(stems, readings, library)
    if not shares:
        return Judgement(Verdict.NOT_FOUND, (), "the passage is empty")
    (index, sentence), best = max(shares.items(), key=lambda one: one[1])
    first, after = readings[index].sentences[sentence]
    words = readings[index].tokens[first:after]
    place = (index, words[0].start, words[-1].end)
    if best < _SHARE * weight:
        why = "the passage shares too few words with the sentence"
        return Judgement(Verdict.UNANCHORED, (), why, (place,))
    if is_denied(readings[index], sentence, stems) != any(wanted.denied):
        why = "either the sentence or the passage is negated, not both"
        return Judgement(Verdict.CONTRADICTED, (), why, (place,))
    return Judgement(Verdict.SUPPORTED, (place,))


def _in_value(stem: str, wanted: Reading) -> bool:
    places = [wanted.tokens[index].start for index in wanted.places[stem]]
    return all(any(v.start <= place < v.end for v in wanted.values) for place in places)


def _values(
    wanted: Reading, text: str, readings: Sequence[Reading], library: Library
) -> Judgement | None:
    """Judge each value of a sentence with the rest of it as the question."""
    for value in wanted.values:
        if value.category == "designation" or _of_speech(value, text):
            continue
        rest = f"{text[: value.start]} {text[value.end :]}"
        judged = judge_value(value, Question.of(library.names, rest), readings, library)
        if judged.verdict is not Verdict.SUPPORTED:
            return _named(judged, value, text)
    return None


def _of_speech(value: Value, text: str) -> bool:
    """Whether a count only points back to who is known: "the two sides"."""
    before = text[: value.start].split()[-1:]
    return value.nouns != () and value.low in {2, 3} and before in (["The"], ["the"], ["these"])


def _named(judged: Judgement, value: Value, text: str) -> Judgement:
    reason = f"'{text[value.start : value.end]}': {judged.reason}"
    return Judgement(judged.verdict, judged.places, reason, judged.near)
