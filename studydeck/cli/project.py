"""What the commands share: which project, the options that say so, and reading it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from studydeck.checked import CheckedProject, recall
from studydeck.cli.progress import waiting
from studydeck.cli.proofs import keep, keep_read, known, read_before
from studydeck.cli.telling import refuse
from studydeck.diagnostics import Diagnostic, in_order
from studydeck.digests import digests
from studydeck.load import load
from studydeck.load.root import builtin_root, find_root
from studydeck.model import Project

_ASSEMBLY = frozenset({"SD501", "SD502", "SD503", "SD505", "SD513", "SD516"})


def deck_ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the id of a deck from the names of the files, without reading them."""
    root = root_of(ctx.params.get("project"))
    found = sorted(path.stem for path in (root / "decks").glob("*.yaml"))
    return [name for name in found if name.startswith(incomplete)]


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of the project; else the nearest one from here upwards,"
        " else the built-in library.",
    ),
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write to.")
]
DecksArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="DECK", autocompletion=deck_ids, help="Ids of decks; else all."),
]


def root_of(project: Path | None, near: Path | None = None) -> Path:
    """Find the folder of the project: told, the nearest upwards, or the built-in library."""
    if project is not None:
        return project.resolve()
    return find_root((near or Path()).resolve()) or builtin_root()


def greet(root: Path, project: Path | None) -> None:
    """Say so where a command falls back on the built-in library."""
    if project is None and not Path.cwd().is_relative_to(root):
        typer.echo("there is no project here, so this is the built-in library", err=True)


def is_library(root: Path) -> bool:
    """Say whether a folder is the built-in library of an installed studydeck."""
    return root == builtin_root() and root.name == "library"


def refuse_library(root: Path, verb: str) -> None:
    """Refuse a command that writes into the project where that is the built-in library.

    Raises:
        typer.Exit: it is.
    """
    if is_library(root):
        raise refuse(f"the built-in library is {verb} by its authors", "name a project of yours")


def read(
    root: Path, banks: Iterable[Path] = (), originals: Path | None = None
) -> tuple[CheckedProject, tuple[Diagnostic, ...]]:
    """Load and check a project, with a sign of life if that takes over a second.

    What was checked before is not checked again, if all of the project is meant.
    """
    files = None if banks or originals else digests(root)
    with waiting("reading and checking the banks"):
        memory = known(root, files)
        if files and memory:
            project = read_before(root, files) or _read_anew(root, files)
            recalled = recall(project, memory)
            if recalled:
                return recalled, memory.diagnostics(lambda path: text_of(root, path))
        # Imported here, as a check that is found in the cache needs none of them.
        from studydeck.check import check  # noqa: PLC0415
        from studydeck.load.originals import read_originals  # noqa: PLC0415

        project, found = load(root, banks)
        texts = read_originals(project, originals) if originals else None
        checked, judged = check(project, texts)
    assembled = [] if banks else _assembled(project)
    found = in_order([*found, *judged, *assembled])
    keep(root, files, checked, found)
    return checked, found


def _assembled(project: Project) -> list[Diagnostic]:
    """Find what `build` would find in decks and forms; where not all was read, that may be why."""
    from studydeck.deck import deck_faults  # noqa: PLC0415  (as above)
    from studydeck.form import form_faults  # noqa: PLC0415

    decks = () if project.broken else project.decks.values()
    return [
        one for deck in decks for one in (*deck_faults(project, deck), *form_faults(project, deck))
    ]


def is_of_assembly(found: Diagnostic) -> bool:
    """Say whether a finding is about a deck or a form, and no item or passage is at fault."""
    return found.code in _ASSEMBLY


def _read_anew(root: Path, files: dict[str, str]) -> Project:
    project, _ = load(root)
    if digests(root) == files:  # no file was changed meanwhile
        keep_read(root, files, project)
    return project


def text_of(root: Path, path: str) -> str:
    """Read a file of a project for the lines that findings show."""
    from studydeck.load.files import read_text  # noqa: PLC0415

    file, _ = read_text(root / path, path)
    return file.text if file else ""
