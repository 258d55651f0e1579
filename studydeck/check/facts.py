"""Prove typed facts, field by field, whether an item asks for them or not."""

from collections.abc import Iterable

from studydeck.check.answers import judge_part, refusal
from studydeck.check.desk import Desk
from studydeck.check.parts import Part
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.direction import Transfer, transfers
from studydeck.model import Fact, FactType, Verdict

_CODED = frozenset({"status", "position"})
"""Fields whose words come from the format and need not stand in the passage."""


def facts(desk: Desk) -> Iterable[Diagnostic]:
    """Judge every field that no item asks for; its question is what the other fields say."""
    asked = {(item.bank, item.fact, item.field) for item in desk.project.items.values()}
    for bank in desk.project.banks.values():
        for fact in bank.facts:
            _, faults = desk.locate(fact.citations, f"{fact.bank}/{fact.id}")
            yield from faults
            for field in fact.fields:
                if field not in _CODED and (bank.id, fact.id, field) not in asked and not faults:
                    yield from _field(fact, field, desk)


def directions(desk: Desk) -> Iterable[Diagnostic]:
    """Refuse a deal whose supplier is not the one who sells in the passage."""
    for bank in desk.project.banks.values():
        for fact in bank.facts:
            if fact.type is FactType.DEAL and {"supplier", "recipient"} <= fact.fields.keys():
                yield from _direction(fact, desk)


def _direction(fact: Fact, desk: Desk) -> Iterable[Diagnostic]:
    supplier, recipient = fact.fields["supplier"][0], fact.fields["recipient"][0]
    giver, taker = (
        next((stem for stem in desk.read(side).stems if stem), "") for side in (supplier, recipient)
    )
    asked = Transfer(0, giver, taker)
    located, lost = desk.locate(fact.citations, "")
    told = [one for place in located for one in transfers(place.reading)]
    if lost or not located or any(one.giver == asked.giver for one in told):
        return
    turned = any(one.against(asked) for one in told)
    yield fault(
        "SD304" if turned else "SD305",
        fact.id.span,
        f"no cited passage says plainly that '{supplier}' sells and '{recipient}' buys",
        help=f"restate the passage in the order '{supplier} sold … to {recipient}'",
        item=f"{fact.bank}/{fact.id}",
    )


def undated_memberships(desk: Desk) -> Iterable[Diagnostic]:
    """Refuse to ask who is a member without saying when."""
    members = {
        (fact.bank, str(fact.id))
        for bank in desk.project.banks.values()
        for fact in bank.facts
        if fact.type is FactType.MEMBERSHIP
    }
    for item in desk.project.items.values():
        if (item.bank, item.fact) in members and not item.as_of and item.field not in _DATES:
            yield fault(
                "SD318",
                item.span,
                f"'{item.key}' asks for a membership and has no date",
                help="write `as_of:` with the date at which the answer is true",
                item=item.key,
            )


_DATES = frozenset({"from", "until"})


def _field(fact: Fact, field: str, desk: Desk) -> Iterable[Diagnostic]:
    located, _ = desk.locate(fact.citations, "")
    others = [str(text) for name, texts in fact.fields.items() if name != field for text in texts]
    for text in fact.fields[field]:
        part = Part(text, " ".join(others), of_fact=True)
        judged, basis = judge_part(part, located, desk, alone=fact.citations.any)
        if judged.verdict is not Verdict.SUPPORTED:
            yield refusal(part, judged, basis, f"{fact.bank}/{fact.id}", fact.id.span)
