"""Hold distractors to being wrong, different, and of the answer's kind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from studydeck.check.desk import Desk
from studydeck.check.parts import affirmative
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.fold import fold
from studydeck.evidence.values import Value, whole_value
from studydeck.model import Distractor, Fact, FactType, Item, Rank, Single, Verdict

_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)")
Subject = tuple[FactType, str, tuple[tuple[str, ...], ...]]
Kin = defaultdict[Subject, list[Fact]]


def distractors(item: Item, desk: Desk) -> Iterable[Diagnostic]:
    """Judge the options of an item, if it has any."""
    yield from _repeated(item, desk)
    for distractor in item.distractors:
        yield from _one(item, distractor, desk, desk.once(_kin))


def _one(item: Item, distractor: Distractor, desk: Desk, kin: Kin) -> Iterator[Diagnostic]:
    """Report the first thing that is wrong with an option; the rest would follow from it."""
    equal = next((text for text in _answers(item) if alike(text, distractor.text, desk)), None)
    if equal is not None:
        yield _fault(
            "SD313",
            item,
            distractor,
            f"distractor '{distractor.text}' equals the answer '{equal}'",
            "an option beside the answer has to be wrong",
        )
        return
    reason = _true_elsewhere(item, distractor, desk, kin)
    if reason:
        yield _fault(
            "SD315",
            item,
            distractor,
            f"distractor '{distractor.text}' is true of the same question: {reason}",
            "take an option that is wrong, or ask more narrowly",
        )
        return
    yield from _other_kind(item, distractor)


def _fault(code: str, item: Item, distractor: Distractor, message: str, help: str) -> Diagnostic:
    span = distractor.text.span or item.span
    return fault(code, span, message, help=help, item=item.key)


def _answers(item: Item) -> list[str]:
    """Give every text that counts as right."""
    singles = [claim.answer for claim in item.right if isinstance(claim.answer, Single)]
    return [str(text) for one in singles for text in (one.text, *one.aliases)]


def alike(left: str, right: str, desk: Desk) -> bool:
    """Whether two options are one: the same words, names or value in another wording."""
    if _bare(left) == _bare(right):
        return True
    one, other = whole_value(left), whole_value(right)
    if one and other:
        return one.same(other) and one.hedge == other.hedge
    stems, others = desk.read(left).places, desk.read(right).places
    return bool(stems) and set(stems) == set(others) and any(s.startswith("@") for s in stems)


def _bare(text: str) -> str:
    """Give the words of an option without case, the article before them and a dot behind.

    >>> _bare("The systole."), _bare("a vitamin A"), _bare("A")
    ('systole', 'vitamin a', 'a')
    """
    return _ARTICLE.sub("", fold(text).casefold().strip(" ."))


def _repeated(item: Item, desk: Desk) -> Iterator[Diagnostic]:
    seen: list[str] = []
    for distractor in item.distractors:
        twin = next((text for text in seen if alike(text, distractor.text, desk)), None)
        if twin is not None:
            message = f"distractors '{twin}' and '{distractor.text}' are equal"
            yield _fault("SD314", item, distractor, message, "take another option for one of them")
        seen.append(str(distractor.text))


def _true_elsewhere(item: Item, distractor: Distractor, desk: Desk, kin: Kin) -> str:
    """Say why an option is right too: a passage, another claim or a sibling fact has it."""
    for claim in item.claims:
        other = claim.answer
        rival = claim not in item.right and claim.rank is not Rank.DEPRECATED
        if rival and isinstance(other, Single) and alike(other.text, distractor.text, desk):
            return f"{claim.label or 'another source'} gives it"
    if item.negated:
        return _denied(item, distractor, desk)
    if whole_value(distractor.text):
        for claim in item.right:
            located, _ = desk.locate(claim.citations, item.key)
            judged = desk.judge(distractor.text, desk.question(item.prompt), located)
            if judged.verdict is Verdict.SUPPORTED:
                return "the passage says so"
    return _sibling(item, distractor, desk, kin)


def _denied(item: Item, distractor: Distractor, desk: Desk) -> str:
    """For a prompt that asks what is not so, each distractor has to be so."""
    for claim in item.right:
        located, _ = desk.locate(claim.citations, item.key)
        fellows = [str(one.text) for one in item.distractors]
        question = desk.question(affirmative(item.prompt), fellows=fellows)
        if desk.judge(distractor.text, question, located).verdict is Verdict.SUPPORTED:
            return ""
    return "the prompt asks what is not so, and the passage does not say it of this option"


def _sibling(item: Item, distractor: Distractor, desk: Desk, kin: Kin) -> str:
    """Find a fact of the same type and subject whose value for the field is the option."""
    own = desk.fact_of(item)
    if own is None:
        return ""
    for fact in kin[_subject(own, item.field)]:
        values = fact.fields.get(item.field, ())
        if fact is not own and any(alike(value, distractor.text, desk) for value in values):
            return f"the fact '{fact.bank}/{fact.id}' says so"
    return ""


_SUBJECT = {
    FactType.EVENT: ("what",),
    FactType.ARTICLE: ("instrument", "number", "content"),
    FactType.MEMBERSHIP: ("body", "member", "position", "status"),
    FactType.DEAL: ("supplier", "recipient", "weapon", "agreed", "status"),
}


def _kin(desk: Desk) -> Kin:
    """Group the facts that differ in nothing that names their subject, a field aside."""
    kin: Kin = defaultdict(list)
    for fact in desk.facts.values():
        for field in fact.fields:
            kin[_subject(fact, field)].append(fact)
    return kin


def _subject(fact: Fact, field: str) -> Subject:
    """Give what names the subject of a fact when one field is asked."""
    keys = [key for key in _SUBJECT[fact.type] if key != field]
    return fact.type, field, tuple(fact.fields.get(key, ()) for key in keys)


def _other_kind(item: Item, distractor: Distractor) -> Iterator[Diagnostic]:
    if not isinstance(item.answer, Single):
        return
    answer, option = whole_value(item.answer.text), whole_value(distractor.text)
    if option is None and distractor.text in item.pinned:
        return  # such as "none of these", which is of no kind
    if _kind(answer) != _kind(option):
        yield _fault(
            "SD316",
            item,
            distractor,
            f"distractor '{distractor.text}' is {_named(option)}, the answer is {_named(answer)}",
            "options of one kind and unit do not give the answer away",
        )


def _kind(value: Value | None) -> tuple[str, str]:
    if value is None or value.category == "designation":
        return "text", ""
    return value.category, value.unit


def _named(value: Value | None) -> str:
    category, unit = _kind(value)
    return f"a {category} in {unit}" if unit else f"a {category}"
