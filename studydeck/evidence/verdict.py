"""The verdict on one answer: what passages that were read say of it.

Decide strictly: an answer is supported only where the passages say so and no other value
is as near to what is asked. Rules on negation may only refuse.
"""

from collections.abc import Sequence

from studydeck.evidence.by_text import SHARE, judge_text
from studydeck.evidence.by_value import decade, judge_value
from studydeck.evidence.judgement import Judgement, Library, Question
from studydeck.evidence.reading import Reading
from studydeck.evidence.values import whole_value
from studydeck.model import Verdict


def judge(
    answer: str,
    question: Question,
    readings: Sequence[Reading],
    library: Library,
    share: float = SHARE,
) -> Judgement:
    """Judge an answer of one value or text against passages that prove together.

    `share` is how much of the best sentence's overlap with the question the sentence of a
    text answer must have.
    """
    value = whole_value(answer)
    if value and value.category == "date" and "how many" in question.text.casefold():
        return Judgement(Verdict.NOT_FOUND, (), "the prompt asks for a number, not for a date")
    if value and value.category == "date" and "decad" in question.stems and not decade(value):
        return Judgement(Verdict.UNANCHORED, (), "the prompt asks for a decade")
    if value and value.category != "designation":
        return judge_value(value, question, readings, library)
    return judge_text(answer, question, readings, library, share)
