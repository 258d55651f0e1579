"""`studydeck print`: the forms of a deck as PDF and HTML."""

from pathlib import Path
from typing import Annotated

import typer

from studydeck.cli.forms import list_files, papers, save_paper
from studydeck.cli.making import Workshop
from studydeck.cli.progress import waiting
from studydeck.cli.project import OutputOption, ProjectOption, deck_ids
from studydeck.cli.telling import known, refuse
from studydeck.form import form_specs

FontOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--font-path", metavar="DIR", exists=True, file_okay=False,
        help="A folder with more fonts, for other scripts; may be given again.",
    ),
]  # fmt: skip


def print_forms(
    target: Annotated[
        str,
        typer.Argument(metavar="DECK[/FORM]", autocompletion=deck_ids, help="A deck, or one form."),
    ],
    version: Annotated[
        str, typer.Option("--version", metavar="LETTER", help="Only this version; else all.")
    ] = "",
    font_path: FontOption = None,
    output: OutputOption = Path("dist"),
    project: ProjectOption = None,
) -> None:
    """Make the forms of a deck as PDF and HTML.

    A deck without forms has one all the same, `handout`, with all its items.
    """
    shop = Workshop.open(project, output)
    fonts = tuple(str(folder.resolve()) for folder in font_path or ())
    name, _, form = target.partition("/")
    for deck in shop.decks([name]):
        specs = {str(spec.id): spec for spec in form_specs(deck)}
        chosen = [specs[known("form", form, specs)]] if form else list(specs.values())
        wanted = papers(deck, chosen, version)
        if not wanted:
            there = ", ".join(dict.fromkeys(paper.version for paper in papers(deck, chosen)))
            raise refuse(f"there is no version '{version}'", f"there are: {there}")
        with waiting("making the files", len(wanted)) as step:
            for paper in wanted:
                save_paper(shop, paper, fonts)
                step()
    list_files(shop)
    raise shop.end()
