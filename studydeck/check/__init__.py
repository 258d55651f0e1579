"""The second stage: prove every item against its passages, and say what fails."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from studydeck.check.answers import prove
from studydeck.check.choices import few_options, options_on_options, telling_options
from studydeck.check.citing import unused_citations
from studydeck.check.contradictions import contradictions
from studydeck.check.desk import Desk, citations
from studydeck.check.disputes import disputes
from studydeck.check.distractors import distractors
from studydeck.check.facts import directions, facts, undated_memberships
from studydeck.check.grounds import grounds, holders
from studydeck.check.originals import against_originals
from studydeck.check.staleness import (
    attested,
    outdated_proofs,
    outdated_reviews,
    renumbered,
    stalest,
    suspects,
)
from studydeck.check.weekdays import weekdays, weekdays_in_passages
from studydeck.check.writing import (
    answers_in_hints,
    answers_in_prompts,
    heavy_answers,
    twins,
    unclear_prompts,
)
from studydeck.checked import SEAL, CheckedProject
from studydeck.collector import paused_collector
from studydeck.diagnostics import Diagnostic, errors, in_order
from studydeck.model import Bank, Finding, Item, Project, Verdict
from studydeck.record import LOCK

ItemCheck = Callable[[Item, Desk], Iterable[Diagnostic]]

WORDING_CHECKS: tuple[ItemCheck, ...] = (
    disputes,
    weekdays,
    options_on_options,
    few_options,
    telling_options,
    answers_in_prompts,
    answers_in_hints,
    unclear_prompts,
    heavy_answers,
)
"""The checks of one item that look at no passage."""

ITEM_CHECKS: tuple[ItemCheck, ...] = (grounds, holders, distractors, *WORDING_CHECKS)
"""Every check of one item, each a pure function; its answers are proved before."""

PROJECT_CHECKS: tuple[Callable[[Desk], Iterable[Diagnostic]], ...] = (
    facts,
    directions,
    undated_memberships,
    contradictions,
    weekdays_in_passages,
    twins,
    suspects,
    outdated_reviews,
)
"""Every check over the whole project, each a pure function."""


@paused_collector()
def check(
    project: Project, originals: Mapping[str, str] | None = None
) -> tuple[CheckedProject, tuple[Diagnostic, ...]]:
    """Prove every item of a project; faults are returned, all of them, in order of place.

    With `originals`, the texts that restated sources were made from by file name, each
    passage is held against the lines that it names. Findings say so whose passages all pass,
    now or, without `originals`, on record and unchanged since.
    """
    desk = Desk(project)
    findings: dict[str, Finding] = {}
    faults: list[Diagnostic] = []
    for item in project.items.values():
        findings[item.key], found = prove(item, desk)
        faults += found
        for check_item in _checks(item, findings[item.key], desk):
            faults += check_item(item, desk)
    for check_project in PROJECT_CHECKS:
        faults += check_project(desk)
    faults += unused_citations(desk, findings.values())
    faults = _apart_from_unread(faults, findings.values(), desk)
    if originals is None:
        proved = attested(desk)
        faults += outdated_proofs(desk)
    else:
        proved, found_there = against_originals(desk, originals)
        faults += found_there
    findings = {
        key: replace(_proved_by(finding, project.items[key], proved), staleness=stalest(desk, key))
        for key, finding in findings.items()
    }
    ordered = in_order(faults)
    return CheckedProject(project, findings, _unclean(project, ordered), proved, SEAL), ordered


def _checks(item: Item, finding: Finding, desk: Desk) -> tuple[ItemCheck, ...]:
    """Choose the checks of an item: all, or those that can be made without its passages."""
    if finding.unread:
        return ()
    return WORDING_CHECKS if desk.hidden(citations(item)) else ITEM_CHECKS


def _apart_from_unread(
    faults: Iterable[Diagnostic], findings: Iterable[Finding], desk: Desk
) -> list[Diagnostic]:
    """Leave out what is said of items and facts on a source that could not be read.

    Reading told the cause, and all this would only follow from it; so it is with items whose
    passages have other ids now.
    """
    unread = {finding.item for finding in findings if finding.unread} | renumbered(desk)
    unread |= {
        f"{bank}/{id}"
        for (bank, id), fact in desk.facts.items()
        if desk.unread(fact.citations.each)
    }
    return [one for one in faults if one.item not in unread] if unread else list(faults)


def _proved_by(finding: Finding, item: Item, proved: frozenset[str]) -> Finding:
    """Note that a supported item's passages are proved; one without evidence rests on all."""
    cited = [citation for claim in item.claims for citation in claim.citations.each]
    places = finding.evidence or cited
    keys = {f"{place.source}@{place.passage}" for place in places}
    if finding.verdict is Verdict.SUPPORTED and keys and keys <= proved:
        return replace(finding, proved_by="original")
    return finding


def _unclean(project: Project, faults: Iterable[Diagnostic]) -> frozenset[str]:
    """Name the banks that must not be compiled: an error in them, or in what they rest on."""
    bad = errors(faults)
    files = project.broken | {found.span.file.path for found in bad if found.span}
    items = {found.item.partition("/")[0] for found in bad if found.item}
    if any(Path(path).name in {"project.yaml", "names.yaml", LOCK} for path in files):
        return frozenset(project.banks)
    sources = {Path(path).stem for path in files if "/sources/" in path} | project.unread
    return frozenset(
        bank.id
        for bank in project.banks.values()
        if bank.id in items or bank.file.path in files or _uses(bank, sources)
    )


def _uses(bank: Bank, sources: set[str]) -> bool:
    return any(one.source in sources for item in bank.items for one in citations(item))
