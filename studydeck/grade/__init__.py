"""Grading: from a response in words to a mark, a score and a few words on why.

Likeness is at most `close`. What differs in a digit, a designation, a negation, or is
another known answer of the project, is wrong.
"""

import re
from collections.abc import Sequence

from studydeck.grade.choose import grade_choice, grade_truth
from studydeck.grade.lexicon import Lexicon, lexicon_of
from studydeck.grade.result import Mark, Result, best, skipped, wrong
from studydeck.grade.several import grade_cloze, grade_matching, grade_order, grade_set, part_kind
from studydeck.grade.text import Wanted, grade_single
from studydeck.model import Claim, Elements, Gaps, Item, Kind, Pairs, Single, Steps, Truth
from studydeck.wording import answer_text, plain_date

__all__ = ["LONGEST", "Lexicon", "Mark", "Result", "grade", "lexicon_of"]

LONGEST = 2000
"""Characters of a response that are looked at; nothing that is asked has longer answers."""
_NO_WORDS = Lexicon()


def grade(
    item: Item, response: str, shown: Sequence[str] = (), lexicon: Lexicon = _NO_WORDS
) -> Result:
    """Grade a response against every answer of the item that is right; the best one counts.

    `shown` is what letters refer to, as displayed: the options of a choice of one or several,
    the steps of an order, the right sides of a matching. A single answer without it is graded
    as text. A blank response is skipped. Open items are not graded here: they are never close.
    """
    response = re.sub(r"[^\S\n]+", " ", response).strip()[:LONGEST]
    if not response:
        return skipped()
    if isinstance(item.answer, Single) and shown:
        right = [answer_text(claim.answer) for claim in item.right]
        return grade_choice(response, shown, right, item.distractors)
    result = best([_grade_claim(item, claim, response, shown, lexicon) for claim in item.right])
    return _elsewhere(item, response, lexicon) or result if result.score < 1 else result


def _grade_claim(
    item: Item, claim: Claim, response: str, shown: Sequence[str], lexicon: Lexicon
) -> Result:
    match claim.answer:
        case Single() as single:
            return grade_single(_single(item, single, lexicon), response)
        case Elements(elements=elements, aliases=aliases, need=need):
            parts = [_part(one, aliases.get(one, ()), lexicon) for one in elements]
            return grade_set(parts, need, response, shown)
        case Steps(steps=steps, dates=dates):
            parts = [_part(step, (), lexicon) for step in steps]
            return grade_order(parts, dates or steps, response, shown)
        case Pairs(pairs=pairs):
            return grade_matching(pairs, response, shown)
        case Truth(value=value):
            return grade_truth(response, value)
        case Gaps(gaps=gaps):
            parts = [_part(gap.answer, gap.aliases, lexicon) for gap in gaps]
            return grade_cloze(parts, response)
        case _:
            return wrong("an open item is marked by hand")


def _single(item: Item, single: Single, lexicon: Lexicon) -> Wanted:
    shown = plain_date(single.text)
    return Wanted(
        single.text,
        (*single.aliases, shown) if shown != single.text else single.aliases,
        {str(text): "" for text in single.reject}
        | {str(one.text): str(one.reason) for one in item.distractors},
        item.kind if item.kind in {Kind.DATE, Kind.NUMBER} else Kind.TEXT,
        single.tolerance,
        item.prompt,
        lexicon,
    )


def _part(text: str, aliases: Sequence[str], lexicon: Lexicon) -> Wanted:
    return Wanted(text, aliases, kind=part_kind(text), lexicon=lexicon)


def _elsewhere(item: Item, response: str, lexicon: Lexicon) -> Result | None:
    """Say so where another source gives what was typed, but is not the one asked about."""
    for claim in item.claims:
        if claim in item.right or not isinstance(claim.answer, Single):
            continue
        if grade_single(_single(item, claim.answer, lexicon), response).mark is Mark.CORRECT:
            return wrong(f"that is what {claim.label or 'another source'} says")
    return None
