"""Which of a sentence's names is meant: rank them as values are ranked."""

from collections.abc import Iterator

from studydeck.evidence import anchor
from studydeck.evidence.judgement import Library, Question
from studydeck.evidence.listing import lists
from studydeck.evidence.reading import Reading

BEATS = 1.3
"""A name is not plainly meant if another one scores more than so many times its score."""


def nearer_name(
    wanted: Reading, question: Question, reading: Reading, sentence: int, library: Library
) -> tuple[int, int] | None:
    """Find a name in a sentence that stands clearly nearer to what is asked than the answer.

    Only for an answer that is one declared name or one designation; names that the prompt
    states, that are right as well, that stand in one list with the answer, or that are of
    another kind than the prompt asks for are no rivals.
    Gives start and end in the text.
    """
    own = _name(wanted)
    if not own:
        return None
    mates = {name for names in lists(reading) if own in names for name in names} - {own}
    known = {*question.stems, *question.fellows, *mates}
    scored = [
        (anchor.score_tokens(at, at, question.stems, reading, library.weights), stem, at)
        for stem, at in _names(reading, sentence, code=not own.startswith("@"))
        if stem == own
        or not (stem in known or library.names.of_another_kind(stem[1:], question.prompt))
    ]
    best = max((score for score, stem, _ in scored if stem == own), default=0.0)
    rival = max((one for one in scored if one[1] != own), default=None)
    if rival is None or rival[0] <= BEATS * best:
        return None
    token = reading.tokens[rival[2]]
    return token.start, token.end


def misfit(wanted: Reading, question: Question, library: Library) -> str:
    """Give the kind that an answer of one name is declared to have and the prompt does not ask."""
    name = _name(wanted)[1:]
    return library.names.kinds[name] if library.names.of_another_kind(name, question.prompt) else ""


def _name(wanted: Reading) -> str:
    """Give the stem of an answer that is one name or designation and nothing else."""
    stems = [stem for stem in wanted.stems if stem]
    if len(stems) != 1:
        return ""
    code = len(wanted.values) == 1 and wanted.values[0].category == "designation"
    return stems[0] if code or stems[0].startswith("@") else ""


def _names(reading: Reading, sentence: int, *, code: bool) -> Iterator[tuple[str, int]]:
    first, after = reading.sentences[sentence]
    for index in range(first, after):
        stem = reading.stems[index]
        if stem and (reading.tokens[index].kind == "code" if code else stem.startswith("@")):
            yield stem, index
