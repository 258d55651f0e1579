"""Prove typed facts, field by field, whether an item asks for them or not."""

from collections.abc import Iterable

from studydeck.check.answers import refusal
from studydeck.check.desk import Desk
from studydeck.check.judging import judge_part
from studydeck.check.parts import Part
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.direction import Transfer, transfers
from studydeck.evidence.tokens import stem
from studydeck.model import Fact, FactType, Verdict
from studydeck.span import Text

_STATUS = {
    "reported": "report reportedly said claim",
    "proposed": "propose proposal offer suggest bid seek",
    "discussed": "speak discuss discussion talk negotiate negotiation consider interested want",
    "agreed": "agree agreement sign contract deal order conclude buy sell purchase accord",
    "licensed": "license licence assemble produce grant",
    "delivered": "deliver delivery receive supply arrive transfer hand",
    "refused": "refuse refusal reject deny decline unwilling",
    "member": "member membership join admit accede become enter belong",
    "founder": "found founder founding establish set create form begin member meet",
    "observer": "observer observe",
    "interested": "interested interest wish want apply suggest",
}
"""What a passage may say, word by word, for a fact to have a status."""


def facts(desk: Desk) -> Iterable[Diagnostic]:
    """Judge every field that no item asks for; its question is what the other fields say."""
    asked = {(item.bank, item.fact, item.field) for item in desk.project.items.values()}
    for bank in desk.project.banks.values():
        for fact in bank.facts:
            if desk.hidden(fact.citations.each):
                continue
            _, faults = desk.locate(fact.citations, f"{fact.bank}/{fact.id}")
            yield from faults
            for field in fact.fields:
                if (bank.id, fact.id, field) not in asked and not faults:
                    yield from (
                        _status(fact, desk) if field == "status" else _field(fact, field, desk)
                    )


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


def _status(fact: Fact, desk: Desk) -> Iterable[Diagnostic]:
    """Refuse a status of which no cited passage has a word."""
    located, _ = desk.locate(fact.citations, "")
    for text in fact.fields["status"]:
        words = {stem(word) for word in _STATUS.get(text, text).split()} - {""}
        if not any(words & one.reading.places.keys() for one in located):
            yield fault(
                "SD305",
                text.span or fact.id.span,
                f"status '{text}' is unanchored: no cited passage has a word for it",
                help="cite the passage that says so, or give the status that it says",
                item=f"{fact.bank}/{fact.id}",
            )


def _field(fact: Fact, field: str, desk: Desk) -> Iterable[Diagnostic]:
    located, _ = desk.locate(fact.citations, "")
    others = [str(text) for name, texts in fact.fields.items() if name != field for text in texts]
    for text in fact.fields[field]:
        said = Text(f"{text}th") if field == "position" and text.isdecimal() else text
        part = Part(said, " ".join(others), of_fact=True)
        judged, basis = judge_part(part, located, desk, alone=fact.citations.any)
        if judged.verdict is not Verdict.SUPPORTED:
            yield refusal(part, judged, basis, f"{fact.bank}/{fact.id}", fact.id.span)
