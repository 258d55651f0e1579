"""What the commands share: which project, its options, reading it, and telling findings."""

import os
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studydeck.cli.progress import waiting

if TYPE_CHECKING:
    from studydeck.check import CheckedProject
    from studydeck.diagnostics import Diagnostic

FINDINGS, COULD_NOT_RUN = 1, 2


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
    typer.Argument(metavar="[DECK]...", autocompletion=deck_ids, help="Ids of decks; else all."),
]


def root_of(project: Path | None, near: Path | None = None) -> Path:
    """Find the folder of the project: told, the nearest upwards, or the built-in library."""
    from studydeck.load.root import builtin_root, find_root

    if project is not None:
        return project.resolve()
    return find_root((near or Path()).resolve()) or builtin_root()


def read(
    root: Path, banks: Iterable[Path] = (), originals: Path | None = None
) -> "tuple[CheckedProject, tuple[Diagnostic, ...]]":
    """Load and check a project, with a sign of life if that takes over a second."""
    with waiting("reading and checking the banks"):
        from studydeck.check import check
        from studydeck.diagnostics import in_order
        from studydeck.load import load

        project, found = load(root, banks)
        checked, judged = check(project, originals)
    return checked, in_order([*found, *judged])


def tell(found: "Iterable[Diagnostic]", root: Path) -> None:
    """Write findings to the error stream, with places as seen from the current folder."""
    from studydeck.emit.report import text

    told = text(found, base=base(root), colour=wants_colour(), width=_width())
    typer.echo(told, nl=False, err=True)


def base(root: Path) -> str:
    """Give what stands before a path of the project to find it from the current folder.

    Empty where the project is here; a path that ends in `/` otherwise.
    """
    here = Path.cwd()
    if root == here:
        return ""
    if root.is_relative_to(here) or here.is_relative_to(root):
        return Path(os.path.relpath(root, here)).as_posix() + "/"
    return root.as_posix() + "/"


def wants_colour() -> bool:
    """Say whether the error stream is a terminal that shows colours, and may."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32" and not (os.environ.get("WT_SESSION") or os.environ.get("TERM")):
        return False
    return sys.stderr is not None and sys.stderr.isatty()


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (AttributeError, OSError, ValueError):
        return 100


def refuse(message: str, help: str = "") -> typer.Exit:
    """Tell why the command cannot run; the caller raises what it gets."""
    typer.echo(f"error: {message}" + (f"\n  help: {help}" if help else ""), err=True)
    return typer.Exit(COULD_NOT_RUN)


def known(kind: str, name: str, names: Iterable[str]) -> str:
    """Give a name back, or refuse with the nearest that there is.

    Raises:
        typer.Exit: there is no such name.
    """
    there = list(names)
    if name in there:
        return name
    near = get_close_matches(name, there, 1)
    every = ", ".join(there) or "none"
    raise refuse(
        f"there is no {kind} '{name}'",
        f"did you mean '{near[0]}'?" if near else f"there are: {every}",
    )


def program() -> str:
    """Give the words that start studydeck as it was started, to be typed again."""
    from shutil import which

    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return "python -m studydeck"
    found = which("studydeck")
    if found and started.exists() and Path(found).samefile(started):
        return "studydeck"
    return str(started) if started.stem == "studydeck" else "studydeck"
