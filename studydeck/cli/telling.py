"""What the commands say: findings, refusals, and how to start the program again."""

import os
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from shutil import which

import typer

from studydeck.diagnostics import Diagnostic

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


def tell(found: Iterable[Diagnostic], root: Path) -> None:
    """Write findings to the error stream, with places as seen from the current folder."""
    from studydeck.emit.report import text  # noqa: PLC0415  (brings in the checks)

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
    """Say whether the error stream is a terminal that shows colours, and may.

    Source: no-color.org; old consoles of Windows write the codes out.
    """
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
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return "python -m studydeck"
    found = which("studydeck")
    if found and started.exists() and Path(found).samefile(started):
        return "studydeck"
    return str(started) if started.stem == "studydeck" else "studydeck"
