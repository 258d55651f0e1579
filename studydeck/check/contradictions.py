"""Find entries that contradict each other without saying that their sources disagree."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations, product

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.evidence.by_value import calendar_unit
from studydeck.evidence.values import Value, whole_value
from studydeck.model import Citations, Fact, FactType, Item, Single
from studydeck.span import Span, Text

_SUBJECTS: dict[FactType, dict[str, tuple[str, ...]]] = {
    FactType.EVENT: {"date": ("what",), "place": ("what",)},
    FactType.ARTICLE: {"number": ("instrument", "content")},
    FactType.MEMBERSHIP: {"from": ("body", "member"), "position": ("body", "member")},
    FactType.DEAL: {
        "number": ("supplier", "recipient", "weapon", "agreed"),
        "value": ("supplier", "recipient", "weapon", "agreed"),
    },
}
"""For each field that can have but one value, the fields that say what it is a value of."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """One thing that an entry says: its value, where, when, and what it rests on."""

    entry: str
    value: Text
    span: Span | None
    as_of: str
    citations: Citations


def contradictions(desk: Desk) -> Iterable[Diagnostic]:
    """Refuse two entries that answer one question differently, over the whole project.

    Facts are about one thing if the fields that name it have the same words; items are if their
    prompts do, in the same order. Values at dates that do not overlap agree.
    """
    declared = _declared(desk)
    for claims in _about(desk).values():
        for one, other in combinations(claims, 2):
            if one.entry == other.entry or frozenset((one.entry, other.entry)) in declared:
                continue
            if _overlap(one.as_of, other.as_of) and _differ(one.value, other.value, desk):
                yield _fault(one, other)


def _about(desk: Desk) -> dict[Hashable, list[_Claim]]:
    """Group what entries say by what they say it of."""
    found: dict[Hashable, list[_Claim]] = defaultdict(list)
    for (bank, entry), fact in desk.facts.items():
        for field, named in _SUBJECTS[fact.type].items():
            subject = _subject(fact, field, named, desk)
            for text in fact.fields.get(field, ()) if subject else ():
                claim = _Claim(f"{bank}/{entry}", text, text.span, fact.as_of, fact.citations)
                found[subject].append(claim)
    for item in desk.project.items.values():
        if isinstance(item.answer, Single) and not item.negated and len(item.claims) == 1:
            words = tuple(item.prompt.casefold().split())
            found["prompt", words].append(_of_item(item, item.answer.text))
    return found


def _of_item(item: Item, value: Text) -> _Claim:
    entry = f"{item.bank}/{item.fact}" if item.fact else item.key
    return _Claim(entry, value, value.span or item.span, item.as_of, item.claims[0].citations)


def _subject(fact: Fact, field: str, named: Iterable[str], desk: Desk) -> Hashable:
    """Give the stems of what a field is a value of, or the empty string if some are not told."""
    words = [tuple(frozenset(desk.read(t).stems) for t in fact.fields.get(n, ())) for n in named]
    return (fact.type, field, *words) if all(words) else ""


def _declared(desk: Desk) -> frozenset[frozenset[str]]:
    """Give the pairs of entries whose passages some item shows as disagreeing."""
    citing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (bank, entry), fact in desk.facts.items():
        for place in _places(fact.citations):
            citing[place].add(f"{bank}/{entry}")
    for item in desk.project.items.values():
        for claim in item.claims:
            for place in _places(claim.citations):
                citing[place].add(item.key)
    return frozenset(
        frozenset((a, b))
        for item in desk.project.items.values()
        for one, other in combinations(item.claims, 2)
        for first, second in product(_places(one.citations), _places(other.citations))
        for a, b in product(citing[first], citing[second])
        if a != b
    )


def _places(citations: Citations) -> frozenset[tuple[str, str]]:
    return frozenset((one.source, one.passage) for one in citations.each)


def _overlap(one: str, other: str) -> bool:
    first, second = whole_value(one), whole_value(other)
    if not first or not second:
        return True
    return first.low <= second.high and second.low <= first.high  # type: ignore[operator]


def _differ(one: str, other: str, desk: Desk) -> bool:
    """Whether two values cannot both be true; a month and a day of it can."""
    first, second = whole_value(one), whole_value(other)
    if first and second and first.category != "designation":
        if not first.comparable(second):
            return first.category == second.category
        return not (first.same(second) or _finer(first, second) or _finer(second, first))
    left, right = (frozenset(stem for stem in desk.read(t).stems if stem) for t in (one, other))
    return not (left <= right or right <= left)


def _finer(one: Value, other: Value) -> bool:
    return one.covers(other) and (one.hedge != "" or calendar_unit(one))


def _fault(one: _Claim, other: _Claim) -> Diagnostic:
    related = [Related(one.span, f"'{one.entry}' says '{one.value}'")] if one.span else []
    return fault(
        "SD319",
        other.span,
        f"'{other.value}' contradicts '{one.value}' of '{one.entry}'",
        help="if the sources disagree, say so with `values:`; if not, correct one of the two",
        item=other.entry,
        related=related,
    )
