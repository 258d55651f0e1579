"""What an answer claims, taken apart into claims that can be judged one by one."""

import re
from dataclasses import dataclass

from studydeck.model import (
    Answer,
    Citations,
    Criteria,
    Elements,
    Fact,
    Gaps,
    Item,
    Pairs,
    Single,
    Steps,
    Truth,
)
from studydeck.span import Text

_NONE = Citations()


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to prove: `answer` to `prompt`, or a whole `answer` sentence.

    The fields of a fact, and steps without dates, are told in several sentences, so that
    each need share only a word with the others (`of_fact`).

    `citations` replaces the citations of the claim where a criterion has its own, and
    `fellows` are answers that are right beside this one.
    """

    answer: Text
    prompt: str
    context: tuple[str, ...] = ()
    sentence: bool = False
    of_fact: bool = False
    citations: Citations = _NONE
    fellows: tuple[str, ...] = ()


_NOT = re.compile(r"\bnot\b\s*", re.IGNORECASE)


def affirmative(prompt: str) -> str:
    """Turn a prompt that asks what is *not* so into the one that asks what is so."""
    return _NOT.sub("", prompt)


def parts(item: Item, answer: Answer, fact: Fact | None = None) -> tuple[Part, ...]:
    """Take an answer apart; a fact adds what its other fields say to every question."""
    prompt = affirmative(item.prompt) if item.negated else str(item.prompt)
    context = _context(fact, item.field)
    match answer:
        case Single(text=text):
            return (Part(text, prompt, context),)
        case Elements(elements=elements):
            return tuple(Part(one, prompt, context, fellows=elements) for one in elements)
        case Steps(steps=steps, dates=dates) if dates:
            pairs = zip(steps, dates, strict=True)
            return tuple(Part(when, str(step)) for step, when in pairs)
        case Steps(steps=steps):
            return tuple(Part(step, prompt, of_fact=True) for step in steps)
        case Pairs(pairs=pairs):
            return tuple(Part(right, f"{prompt} {left}") for left, right in pairs)
        case Truth(value=True):
            return (Part(item.prompt, "", sentence=True),)
        case Truth(correction=correction):
            return (Part(correction, "", sentence=True),)
        case Gaps():
            return _gaps(answer)
        case Criteria(criteria=criteria):
            return tuple(Part(text, prompt, sentence=True, citations=own) for text, own in criteria)


def _gaps(answer: Gaps) -> tuple[Part, ...]:
    """Ask each gap with the rest of the text around it."""
    return tuple(
        Part(gap.answer, f"{answer.text[: gap.start]} … {answer.text[gap.end :]}")
        for gap in answer.gaps
    )


def _context(fact: Fact | None, field: str) -> tuple[str, ...]:
    if not fact:
        return ()
    return tuple(
        str(text)
        for name, texts in fact.fields.items()
        if name != field
        for text in texts
        if name != "status" or text == "refused"
    )
