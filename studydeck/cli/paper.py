"""`studydeck print`: the forms of a deck on paper, for the screen, and for Word."""

from pathlib import Path
from typing import Annotated

import typer

from studydeck.cli.forms import FORMATS, Paper, list_files, papers, save_papers
from studydeck.cli.making import Workshop
from studydeck.cli.progress import waiting
from studydeck.cli.project import OutputOption, ProjectOption, deck_ids
from studydeck.cli.telling import known, program, refuse
from studydeck.form import form_specs
from studydeck.load.keys import WORDS

FontOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--font-path", metavar="DIR", exists=True, file_okay=False,
        help="A folder with more fonts, for other scripts; may be given again.",
    ),
]  # fmt: skip


def _formats(told: list[str] | None) -> list[str] | None:
    for one in told or ():
        known("format", one, FORMATS)
    return told


FormatOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format", "-f", metavar="pdf|html|docx|md", callback=_formats,
        help="Make only this; may be given again. Else PDF and HTML.",
    ),
]  # fmt: skip


def _profile(told: str) -> str:
    return known("profile", told, WORDS["profile"]) if told else ""


ProfileOption = Annotated[
    str,
    typer.Option(
        "--profile", metavar="large|dyslexia|compact|standard", callback=_profile,
        help="The same questions in another look, in files of their own.",
    ),
]  # fmt: skip
TargetArgument = Annotated[
    str,
    typer.Argument(
        metavar="[DECK[/FORM]]", autocompletion=deck_ids,
        help="A deck, or one form; else what there is is listed.",
    ),
]  # fmt: skip


def print_forms(
    target: TargetArgument = "",
    version: Annotated[
        str, typer.Option("--version", metavar="LETTER", help="Only this version; else all.")
    ] = "",
    formats: FormatOption = None,
    open_it: Annotated[
        bool, typer.Option("--open", help="Show the first file when it is made.")
    ] = False,
    profile: ProfileOption = "",
    font_path: FontOption = None,
    output: OutputOption = Path("dist"),
    project: ProjectOption = None,
) -> None:
    """Make the forms of a deck as PDF and HTML, for Word or as Markdown.

    Without a deck, list the decks and their forms. A deck without forms has
    one all the same, `handout`, with all its items.
    """
    shop = Workshop.open(project, output)
    if not target:
        _list_forms(shop)
        raise shop.end()
    fonts = tuple(str(folder.resolve()) for folder in font_path or ())
    wanted = _wanted(shop, target, version)
    with waiting("making the files", len(wanted)) as step:
        save_papers(shop, wanted, step, formats or FORMATS[:2], fonts, profile)
    list_files(shop)
    if open_it and shop.files:
        _show(shop.files[0][0])
    raise shop.end()


def _wanted(shop: Workshop, target: str, version: str) -> list[Paper]:
    """List the papers that are meant; none where the deck cannot be read."""
    name, _, form = target.partition("/")
    wanted: list[Paper] = []
    for deck in shop.decks([name]):
        specs = {str(spec.id): spec for spec in form_specs(deck)}
        chosen = [specs[known("form", form, specs)]] if form else list(specs.values())
        wanted = papers(deck, chosen, version)
        if not wanted:
            there = ", ".join(dict.fromkeys(paper.version for paper in papers(deck, chosen)))
            raise refuse(f"there is no version '{version}'", f"there are: {there}")
    return wanted


def _list_forms(shop: Workshop) -> None:
    """List decks and forms, with what to type for each."""
    for deck in shop.decks():
        typer.echo(f"{deck.id}: {deck.title or deck.id}")
        for form in form_specs(deck):
            versions = " ".join(form.versions)
            typer.echo(f"  {program()} print {deck.id}/{form.id}   {form.title}, {versions}")


def _show(path: Path) -> None:
    if typer.launch(str(path)) != 0:
        typer.echo(f"nothing here opens {path.suffix} files: open {path} yourself", err=True)
