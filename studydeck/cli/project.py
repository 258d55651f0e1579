"""What the commands share: which project, the options that say so, and reading it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from studydeck.check import CheckedProject, check
from studydeck.cli.progress import waiting
from studydeck.diagnostics import Diagnostic, in_order
from studydeck.load import load
from studydeck.load.originals import read_originals
from studydeck.load.root import builtin_root, find_root


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


def read(
    root: Path, banks: Iterable[Path] = (), originals: Path | None = None
) -> tuple[CheckedProject, tuple[Diagnostic, ...]]:
    """Load and check a project, with a sign of life if that takes over a second."""
    with waiting("reading and checking the banks"):
        project, found = load(root, banks)
        texts = read_originals(project, originals) if originals else None
        checked, judged = check(project, texts)
    return checked, in_order([*found, *judged])
