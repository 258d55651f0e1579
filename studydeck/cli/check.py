"""`studydeck check`: prove every item, and say what is wrong."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from studydeck import __version__
from studydeck.cli.project import (
    ProjectOption,
    greet,
    is_library,
    is_of_assembly,
    read,
    refuse_library,
    root_of,
    text_of,
)
from studydeck.cli.proofs import known
from studydeck.cli.telling import CLEAN, FINDINGS, base, refuse, tell
from studydeck.diagnostics import Diagnostic, errors
from studydeck.digests import digests
from studydeck.emit import report
from studydeck.model import Finding
from studydeck.output import write_file
from studydeck.record import LOCK, write_lock

if TYPE_CHECKING:
    from studydeck.checked import CheckedProject


class Format(StrEnum):
    """Who reads the findings."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


OriginalsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of the texts that restated sources were made from, to prove those too.",
    ),
]
LockOption = Annotated[
    bool,
    typer.Option("--lock", help="Note in questions/evidence.lock what each citation stands on."),
]


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", exists=True, help="Banks, or the folder of a project; else all banks."
        ),
    ] = None,
    project: ProjectOption = None,
    originals: OriginalsOption = None,
    lock: LockOption = False,
    format: Annotated[
        Format, typer.Option(help="text for people, json for programs, github for annotations.")
    ] = Format.TEXT,
) -> None:
    """Prove every item against its sources, and say what is wrong.

    Without paths, decks and forms are assembled too, and nothing is written. Findings go to the
    error stream, json and github to the output. Exits with 1 if there are
    errors; warnings alone are fine. With --lock and no error, questions/evidence.lock notes
    what each citation stands on: later checks tell which passages changed since. --originals
    does the same, and notes which passages the originals prove, so that others need not have them.
    """
    root, banks = _scope(paths or [], project)
    if not paths:
        greet(root, project)
    if lock:
        _only_if_whole(root, banks)
    if format is Format.TEXT and not (banks or originals or lock):
        memory = known(root, digests(root))
        if memory:
            _say(root, memory.findings, memory.diagnostics(lambda path: text_of(root, path)))
    checked, found = read(root, banks, originals)
    proved = not errors(one for one in found if not is_of_assembly(one))
    if (lock or originals) and not banks and not is_library(root) and proved:
        found = (*found, *_note(root, checked, proved=originals is not None))
    _tell(format, root, checked, found)
    typer.echo(report.summary(checked, found), err=True)
    raise typer.Exit(FINDINGS if errors(found) else CLEAN)


def _scope(paths: list[Path], project: Path | None) -> tuple[Path, list[Path]]:
    """Find the project, and the banks that are asked for; none means all of it."""
    roots = {root_of(project, path) for path in paths} or {root_of(project)}
    if len(roots) > 1:
        several = ", ".join(sorted(f"'{root}'" for root in roots))
        raise refuse(f"the paths are of several projects: {several}", "check them one by one")
    (root,) = roots
    from studydeck.load.wanted import RESERVED  # noqa: PLC0415  (only where files are named)

    whole = [path.resolve() for path in paths]
    strange = [path for path in whole if not (path.is_relative_to(root) or root in path.parents)]
    if strange:
        raise refuse(f"'{strange[0]}' is not in the project '{root}'")
    banks = [p for p in whole if p.parent == root / "questions" and p.name not in RESERVED]
    return root, banks if len(banks) == len(whole) else []


def _only_if_whole(root: Path, banks: list[Path]) -> None:
    """Refuse to note a part of a project, or the built-in library."""
    if banks:
        raise refuse("the lock is of all banks", "leave the paths out")
    refuse_library(root, "noted")


def _note(root: Path, checked: "CheckedProject", *, proved: bool) -> tuple[Diagnostic, ...]:
    """Put the project on record as it stands, where that is news."""
    from studydeck.check.desk import Desk  # noqa: PLC0415  (only where a lock is written)
    from studydeck.check.staleness import noted  # noqa: PLC0415

    text = write_lock(noted(Desk(checked.project), checked.proved if proved else None))
    if text == write_lock(checked.project.record):
        return ()
    failed = write_file(root / "questions" / LOCK, text.encode())
    if failed:
        return (failed,)
    counted = report.stale(checked.findings.values())
    typer.echo(
        f"noted in questions/{LOCK}: {report.count(counted['new'], 'item')} new or cited anew,"
        f" {counted['moved']:,} moved",
        err=True,
    )
    return ()


def _tell(
    format: Format, root: Path, checked: "CheckedProject", found: Sequence[Diagnostic]
) -> None:
    if format is Format.JSON:
        typer.echo(report.as_json(checked, found, f"studydeck {__version__}"), nl=False)
    elif format is Format.GITHUB:
        typer.echo(report.github(found, base=base(root)), nl=False)
    else:
        _say(root, checked.findings, found)


def _say(root: Path, findings: Mapping[str, Finding], found: Sequence[Diagnostic]) -> NoReturn:
    """Tell people what was found, and end."""
    tell(found, root)
    if found:
        typer.echo(err=True)
    typer.echo(report.summary_of(findings, found), err=True)
    raise typer.Exit(FINDINGS if errors(found) else CLEAN)
