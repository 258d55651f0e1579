"""What a check found, as a text that can be kept, so that the same files need no second check."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from studydeck.diagnostics import Diagnostic, Related, Severity, fault
from studydeck.model import Evidence, Finding, Project, Verdict
from studydeck.record import Staleness
from studydeck.span import File, Span

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Memory:
    """What a check found of the files whose digests are `files`, by an engine.

    `found` are the diagnostics of reading and checking, as data. The rest is what a
    CheckedProject holds beside its project.
    """

    engine: str
    files: Mapping[str, str]
    findings: Mapping[str, Finding]
    found: tuple[Mapping[str, Any], ...]
    unclean: frozenset[str]
    proved: frozenset[str]

    def diagnostics(self, open_file: Callable[[str], str]) -> tuple[Diagnostic, ...]:
        """Give the diagnostics again; `open_file` gives the text of a file by its path."""
        files: dict[str, File] = {}

        def span(told: Sequence[Any] | None) -> Span | None:
            if told is None:
                return None
            path, start, end = told
            if path not in files:
                files[path] = File(path, open_file(path))
            return Span(files[path], start, end)

        return tuple(_diagnostic(one, span) for one in self.found)


def _diagnostic(
    one: Mapping[str, Any], span: Callable[[Sequence[Any] | None], Span | None]
) -> Diagnostic:
    related = [Related(place, message) for told, message in one["related"] if (place := span(told))]
    return fault(one["code"], span(one["span"]), one["message"], help=one["help"],
                 item=one["item"], related=related, severity=Severity(one["severity"]))  # fmt: skip


class Checked(Protocol):
    """What is kept of a CheckedProject."""

    @property
    def findings(self) -> Mapping[str, Finding]:
        """By item key."""

    @property
    def unclean(self) -> frozenset[str]:
        """Banks with an error."""

    @property
    def proved(self) -> frozenset[str]:
        """Passages that their originals prove."""


def write_memory(
    engine: str, files: Mapping[str, str], checked: Checked, found: Sequence[Diagnostic]
) -> str:
    """Write down what a check found, in JSON."""
    return json.dumps(
        {
            "format": _FORMAT,
            "engine": engine,
            "files": dict(files),
            "findings": [_told(finding) for finding in checked.findings.values()],
            "found": [_data(one) for one in found],
            "unclean": sorted(checked.unclean),
            "proved": sorted(checked.proved),
        },
        separators=(",", ":"),
    )


def read_memory(text: str) -> Memory | None:
    """Read it again; anything else than what was written is nothing."""
    try:
        told = json.loads(text)
        if told["format"] != _FORMAT:
            return None
        findings = [_finding(one) for one in told["findings"]]
        return Memory(
            told["engine"],
            told["files"],
            {finding.item: finding for finding in findings},
            tuple(told["found"]),
            frozenset(told["unclean"]),
            frozenset(told["proved"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _told(finding: Finding) -> list[Any]:
    places = [[e.source, e.passage, e.start, e.end] for e in finding.evidence]
    return [
        finding.item,
        finding.verdict.value,
        places,
        finding.reason,
        finding.proved_by,
        finding.staleness,
        finding.unread,
    ]


def _finding(told: Sequence[Any]) -> Finding:
    item, verdict, places, reason, proved_by, staleness, unread = told
    evidence = tuple(Evidence(*place) for place in places)
    return Finding(
        item, Verdict(verdict), evidence, reason, proved_by, Staleness(staleness), unread
    )


def _data(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "span": _span(one.span),
        "message": one.message,
        "help": one.help,
        "item": one.item,
        "related": [[_span(other.span), other.message] for other in one.related],
    }


def _span(span: Span | None) -> list[Any] | None:
    return [span.file.path, span.start, span.end] if span else None


def fits(memory: Memory, project: Project) -> bool:
    """Whether what is remembered is of the items that a project has."""
    return memory.findings.keys() == project.items.keys()
