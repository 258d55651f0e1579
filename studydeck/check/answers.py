"""Prove answers: every part of every claim, against the passages that it cites."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from studydeck.check.desk import Desk, Located, citations, proofs
from studydeck.check.judging import WORST, judge_part
from studydeck.check.mending import edit_for
from studydeck.check.parts import Part, parts
from studydeck.check.working import judge_working
from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.evidence.judgement import Judgement
from studydeck.evidence.listing import left_out
from studydeck.model import Citations, Claim, Elements, Evidence, Finding, Item, Steps, Verdict
from studydeck.span import Span

_BESIDE = 5
"""Words of a passage that are shown on each side of a value."""
_NAMING = frozenset({"name", "list", "give", "which", "what"})
_CODES = {
    Verdict.NOT_FOUND: "SD303",
    Verdict.CONTRADICTED: "SD304",
    Verdict.UNANCHORED: "SD305",
    Verdict.HEDGED: "SD306",
    Verdict.TOO_PRECISE: "SD307",
    Verdict.UNCHECKED: "SD308",
}
HELP = {
    Verdict.NOT_FOUND: "cite the passage that says it, or use the words of the passage",
    Verdict.CONTRADICTED: "correct the answer, or ask for what the passage says",
    Verdict.UNANCHORED: "use the passage's words in the prompt, quote only the clause that"
    " answers it, or restate the passage with one value of a kind in a sentence",
    Verdict.HEDGED: "write the hedge of the passage (up to, about, nearly …) into the answer",
    Verdict.TOO_PRECISE: "answer as coarsely as the passage does, or cite one that says more",
    Verdict.UNCHECKED: "add `cite:`, or say why there is no proof with `unchecked:`",
}
"""What helps in general, where no edit was found that makes the answer pass."""


def prove(item: Item, desk: Desk) -> tuple[Finding, list[Diagnostic]]:
    """Find the verdict on an item, the worst of its claims' verdicts, with its faults."""
    unread = desk.unread(citations(item))
    if unread:
        reason = f"the source '{unread}' could not be read"
        return Finding(item.key, Verdict.UNCHECKED, reason=reason, unread=unread), []
    reason = str(item.unchecked) or _hidden(item, desk)
    if reason:
        return Finding(item.key, Verdict.UNCHECKED, reason=reason), [
            fault("SD309", item.unchecked.span or item.span,
                  f"'{item.key}' is not checked: {reason}",
                  help="an item with proof can be trusted", item=item.key)
        ]  # fmt: skip
    verdicts: list[tuple[Verdict, tuple[Evidence, ...], str]] = []
    faults: list[Diagnostic] = []
    for claim in item.claims:
        verdict, evidence, reason, found = _prove_claim(item, claim, desk)
        verdicts.append((verdict, evidence, reason))
        faults += found
    verdict, _, reason = min(verdicts, key=lambda one: WORST.index(one[0]))
    places = tuple(dict.fromkeys(place for _, evidence, _ in verdicts for place in evidence))
    return Finding(item.key, verdict, places, reason), faults


def _hidden(item: Item, desk: Desk) -> str:
    """Say that a private source has no text on this machine, if an item rests on one."""
    away = desk.hidden(proofs(item))
    return f"no text of '{away}' on this machine" if away else ""


def _prove_claim(
    item: Item, claim: Claim, desk: Desk
) -> tuple[Verdict, tuple[Evidence, ...], str, list[Diagnostic]]:
    fact = desk.fact_of(item)
    located, faults = desk.locate(claim.citations, item.key)
    if faults:
        return Verdict.NOT_FOUND, (), faults[0].message, faults
    if not located and _lost(claim.citations, desk):
        return Verdict.NOT_FOUND, (), "what is cited is not there", []
    verdict, evidence, reason = Verdict.SUPPORTED, list[Evidence](), ""
    for part in parts(item, claim.answer, fact):
        here = located
        if part.citations.each:
            here, lost = desk.locate(part.citations, item.key)
            faults = [*faults, *lost]
        judged, basis = judge_part(part, here, desk, alone=claim.citations.any)
        if item.working and here:
            judged = judge_working(item.working, part.answer, here)
        if item.negated:
            judged = _turned(judged)
        evidence += [basis[i].evidence(start, end) for i, start, end in judged.places]
        if WORST.index(judged.verdict) < WORST.index(verdict):
            verdict, reason = judged.verdict, judged.reason
        if judged.verdict is not Verdict.SUPPORTED:
            edit = "" if item.negated else edit_for(part, judged, basis, desk)
            faults = [*faults, refusal(part, judged, basis, item.key, item.span, edit)]
    other = _out_of_order(item, claim, located) or _incomplete(item, claim, located, desk)
    if other:
        return Verdict.CONTRADICTED, tuple(evidence), other.message, [*faults, other]
    return verdict, tuple(evidence), reason, faults


def _turned(judged: Judgement) -> Judgement:
    """Turn a verdict round for a prompt that asks what is *not* so."""
    if judged.verdict is Verdict.SUPPORTED:
        why = "the passage says this of the subject, and the prompt asks what is not so"
        return Judgement(Verdict.CONTRADICTED, (), why, judged.places)
    return Judgement(Verdict.SUPPORTED)


def refusal(
    part: Part,
    judged: Judgement,
    located: Sequence[Located],
    item: str,
    otherwise: Span | None,
    edit: str = "",
) -> Diagnostic:
    """Say where the answer stands, what was looked for, and which passage has what.

    `edit` is one that was tried and makes the answer pass.
    """
    keys = ", ".join(dict.fromkeys(one.passage.key for one in located))
    where = f" in {keys}" if keys else ""
    related = [
        Related(span, _marked(located[i].reading.text, start, end))
        for i, start, end in judged.near[:3]
        if (span := located[i].passage.text.span)
    ]
    return fault(
        _CODES[judged.verdict],
        part.answer.span or otherwise,
        f"answer '{part.answer}' is {judged.verdict}{where}: {judged.reason}",
        help=edit or HELP[judged.verdict],
        item=item,
        related=dict.fromkeys(related),
    )


def _marked(text: str, start: int, end: int) -> str:
    """Give some words of a passage with the value among them between square brackets.

    >>> _marked("Of the bang on Rodrigues nobody knew, 4,800 km away.", 38, 46)
    'bang on Rodrigues nobody knew, [4,800 km] away.'
    """
    before, after = text[:start].split(), text[end:].split()
    words = (*before[-_BESIDE:], f"[{text[start:end]}]")
    left = " ".join(words)
    tail = " ".join(after[:_BESIDE])
    glue = "" if text[end : end + 1] in set(".,;:)!?") or not tail else " "
    return f"{left}{glue}{tail}"


def _lost(citations: Citations, desk: Desk) -> bool:
    """Whether reading has reported every citation: its source or passage is not there."""
    known = [desk.project.sources.get(citation.source) for citation in citations.each]
    return bool(known) and all(source is None or source.has_text for source in known)


def _out_of_order(item: Item, claim: Claim, located: Sequence[Located]) -> Diagnostic | None:
    """Refuse an order without dates whose steps the passage tells in another order."""
    answer = claim.answer
    if not isinstance(answer, Steps) or answer.dates or not located:
        return None
    text = " ".join(one.reading.text for one in located).casefold()
    places = [text.find(step.casefold()) for step in answer.steps]
    if -1 in places or places == sorted(places):
        return None
    return fault(
        "SD304",
        answer.steps[0].span or item.span,
        "the passage tells the steps in another order",
        help="give each step its date, as in `- Shanghai Five: 1996`",
        item=item.key,
    )


def _incomplete(
    item: Item, claim: Claim, located: Sequence[Located], desk: Desk
) -> Diagnostic | None:
    """Refuse a set of names that lacks one which the passage lists with them."""
    answer = claim.answer
    if not isinstance(answer, Elements) or answer.need or item.negated:
        return None
    asked = _asked_count(item, desk)
    if asked not in {0, len(answer.elements)}:
        return fault(
            "SD304",
            answer.elements[0].span or item.span,
            f"the prompt asks for {asked}, and the set has {len(answer.elements)}",
            help="complete the set, or correct the number in the prompt",
            item=item.key,
        )
    question = desk.question(item.prompt)
    own = [desk.question("", element).stems for element in answer.elements]
    missing = left_out(own, question.stems, [one.reading for one in located])
    if not missing:
        return None
    return fault(
        "SD304",
        answer.elements[0].span or item.span,
        f"the passage lists {_quoted(missing)} too",
        help="complete the set, or ask for some of it with `need:`",
        item=item.key,
    )


def _asked_count(item: Item, desk: Desk) -> int:
    """Give the number in "name the five states" or "which six towns"; 0 if there is none."""
    reading = desk.read(item.prompt)
    for value in reading.values:
        first, _ = reading.token_range(value)
        before = {reading.low(first - 1), reading.low(first - 2)}
        whole = isinstance(value.low, Decimal) and value.low == value.high and not value.unit
        if whole and value.nouns and before & _NAMING:
            return int(value.low)  # type: ignore[arg-type]
    return 0


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
