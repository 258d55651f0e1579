"""`studydeck schema`: JSON Schemas of the files that authors write."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from studydeck.cli.telling import CLEAN, COULD_NOT_RUN, known, tell
from studydeck.load.schema import schemas
from studydeck.output import write_file


def names(incomplete: str) -> list[str]:
    """Complete the name of a schema."""
    return [name for name in schemas() if name.startswith(incomplete)]


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            autocompletion=names,
            help="project, names, reviewed, source, bank or deck; else all are written, or named.",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Write NAME.json into this folder."),
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors.

    An editor with the YAML language server reads it where the first line of a file is
    `# yaml-language-server: $schema=PATH`.
    """
    every = schemas()
    wanted = [known("schema", name, every)] if name else list(every)
    if output is not None:
        raise _save(output, {one: every[one] for one in wanted})
    typer.echo(_written(every[name]) if name else "\n".join(wanted) + "\n", nl=False)


def _save(folder: Path, wanted: dict[str, dict[str, Any]]) -> typer.Exit:
    for name, one in wanted.items():
        path = folder / f"{name}.json"
        failed = write_file(path, _written(one).encode())
        if failed:
            tell([failed], Path.cwd())
            return typer.Exit(COULD_NOT_RUN)
        typer.echo(str(path))
    return typer.Exit(CLEAN)


def _written(one: dict[str, Any]) -> str:
    return json.dumps(one, indent=2) + "\n"
