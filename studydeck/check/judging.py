"""Judge one part of an answer against what is cited for it."""

from collections.abc import Sequence
from dataclasses import replace

from studydeck.check.desk import Desk, Located
from studydeck.check.parts import Part
from studydeck.evidence.judgement import Judgement
from studydeck.evidence.sentence import judge_sentence
from studydeck.model import Verdict

WORST = tuple(reversed(Verdict))
"""The verdicts from the worst to the best."""


def judge_part(
    part: Part, located: Sequence[Located], desk: Desk, *, alone: bool = False
) -> tuple[Judgement, Sequence[Located]]:
    """Judge one part; `alone` takes the best verdict of each citation by itself."""
    if not located:
        return Judgement(Verdict.UNCHECKED, (), "no citation"), located
    if not alone:
        return _judge(part, located, desk), located
    each = [_judge(part, [one], desk) for one in located]
    places = [(i, start, end) for i, one in enumerate(each) for _, start, end in one.places]
    best = max(range(len(each)), key=lambda i: WORST.index(each[i].verdict))
    if each[best].verdict is Verdict.SUPPORTED:
        return replace(each[best], places=tuple(places)), located
    return each[best], [located[best]]


def _judge(part: Part, located: Sequence[Located], desk: Desk) -> Judgement:
    if part.sentence:
        readings = [one.reading for one in located]
        return judge_sentence(part.answer, readings, desk.library)
    question = desk.question(part.prompt, *part.context, fellows=part.fellows)
    if part.of_fact:
        return desk.judge(part.answer, question.wordless, located, share=0)
    return desk.judge(part.answer, question, located)
