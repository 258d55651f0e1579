"""A project with its verdicts: what every stage after the check starts from.

It stands apart from the checks, so that whoever has the verdicts already need not import them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from studydeck.memory import Memory, fits
from studydeck.model import Finding, Project

SEAL = object()
"""What `check` shows to prove who it is; nobody else uses it."""


@dataclass(frozen=True)
class CheckedProject:
    """A project whose items have their verdicts.

    Only `check` can make one, and `recall` what it made before. `findings` are by item key.
    `unclean` names the banks that have an error somewhere; the compile functions refuse to take
    items from them. `proved` are the passages, as `source@passage`, that their originals prove.
    """

    project: Project
    findings: Mapping[str, Finding]
    unclean: frozenset[str]
    proved: frozenset[str]
    seal: object

    def __post_init__(self) -> None:
        """Refuse to exist unless `check` made it."""
        if self.seal is not SEAL:
            raise TypeError("only studydeck.check makes a CheckedProject")


def recall(project: Project, memory: Memory) -> CheckedProject | None:
    """Give what a check of the same files found; None if it is of other items.

    Whoever calls it has compared the digests of the files and of the rules.
    """
    if not fits(memory, project):
        return None
    return CheckedProject(project, memory.findings, memory.unclean, memory.proved, SEAL)
