"""Find citations that do no work."""

from collections.abc import Iterable

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.reading import question_stems
from studydeck.model import Finding, Verdict


def unused_citations(desk: Desk, findings: Iterable[Finding]) -> Iterable[Diagnostic]:
    """Warn of a passage in a list of citations that neither proves nor grounds anything.

    A passage grounds an item where it alone has a word of its prompt or explanation.
    """
    for finding in findings:
        item = desk.project.items[finding.item]
        used = {(place.source, place.passage) for place in finding.evidence}
        alone = all(len(claim.citations.each) < 2 for claim in item.claims)
        if finding.verdict is not Verdict.SUPPORTED or item.negated or alone:
            continue
        words = question_stems(desk.names, item.prompt, item.explanation)
        for claim in item.claims:
            located, _ = desk.locate(claim.citations, item.key)
            for citation, one in zip(claim.citations.each, located, strict=False):
                others = {s for other in located if other is not one for s in other.reading.places}
                needed = any(w in one.reading.places and w not in others for w in words)
                if (one.passage.source, one.passage.id) not in used and not needed:
                    yield fault(
                        "SD311",
                        citation.span or item.span,
                        f"'{one.passage.key}' is cited and proves nothing of '{item.key}'",
                        help="leave the citation out, or move it to `see:`",
                        item=item.key,
                    )
