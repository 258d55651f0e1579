"""`studydeck coverage`: what of the sources no item asks about."""

from pathlib import Path
from typing import Annotated

import typer

from studydeck.check.covering import Coverage, coverage
from studydeck.check.desk import Desk
from studydeck.cli.project import ProjectOption, greet, read, root_of
from studydeck.cli.telling import known
from studydeck.load.originals import read_originals


def show_coverage(
    source: Annotated[
        str, typer.Argument(metavar="[SOURCE]", help="Id of a source; else all.")
    ] = "",
    project: ProjectOption = None,
    originals: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Folder of the originals, to see which of their lines no passage restates.",
        ),
    ] = None,
) -> None:
    """Show which passages, figures, dates and names no item asks about.

    With a source, every passage is listed with what of it is not asked; without, a line for each
    source.
    """  # fmt: skip
    root = root_of(project)
    greet(root, project)
    checked, _ = read(root)
    sources = checked.project.sources
    texts = read_originals(checked.project, originals) if originals else {}
    found = coverage(Desk(checked.project), checked.findings, texts)
    wanted = known("source", source, sources) if source else ""
    for one in found:
        if wanted in {"", one.source.id}:
            _summary(one)
        if one.source.id == wanted:
            _details(one)


def _summary(one: Coverage) -> None:
    asked = sum(passage.asked for passage in one.passages)
    rest = sum(len(passage.words) for passage in one.passages)
    lines = f", {len(one.lines)} lines not restated" if one.lines else ""
    typer.echo(
        f"{one.source.id}: {asked} of {len(one.passages)} passages asked"
        f" ({100 * one.share:.0f} %), {rest} figures and names not asked{lines}"
    )


def _details(one: Coverage) -> None:
    for passage in one.passages:
        if not passage.asked or passage.words:
            told = ", ".join(f"'{word}'" for word in passage.words)
            state = "" if passage.asked else "not asked; "
            typer.echo(f"  {passage.passage.id}: {state}{told}".rstrip(" ;:"))
    for number, line in one.lines:
        typer.echo(f"  line {number}, not restated: {' '.join(line.split()[:8])} …")
