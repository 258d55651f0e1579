"""Forms as files: which ones there are, what they are called, and what was made."""

from collections.abc import Iterable
from typing import NamedTuple

import typer

from studydeck.cli.making import Workshop
from studydeck.emit.html import html
from studydeck.emit.pdf import pdf
from studydeck.form import compile_form, form_json
from studydeck.model import DeckSpec, FormSpec


class Paper(NamedTuple):
    """One version of one form of a deck."""

    deck: str
    form: str
    version: str


def papers(deck: DeckSpec, forms: Iterable[FormSpec], version: str = "") -> list[Paper]:
    """List the versions of some forms of a deck, or the one that is wanted."""
    return [
        Paper(str(deck.id), str(form.id), each)
        for form in forms
        for each in form.versions
        if version in {"", each}
    ]


def save_paper(shop: Workshop, paper: Paper, font_paths: tuple[str, ...] = ()) -> None:
    """Make every part of a paper, the key and the like, as PDF and as HTML, and its record."""
    form, faults = compile_form(shop.checked, *paper)
    shop.note(faults)
    if form is None:
        return
    for part in form.outputs:
        name = "-".join([*paper] if part == "paper" else [*paper, part])
        told = f"{form.title}, {part}"
        printed, faults = pdf(form, part, font_paths)
        shop.note(faults)
        if printed is not None:
            shop.save(f"{name}.pdf", printed, told)
            shop.save(f"{name}.html", html(form, part).encode(), told)
    record = f"{form_json(form)}\n".encode()
    shop.save(f"{'-'.join(paper)}.form.json", record, f"{form.title}, record")


def list_files(shop: Workshop) -> None:
    """List what was made; PDF and HTML of one paper share a line."""
    told = {path: what for path, what in shop.files if path.suffix == ".pdf"}
    width = max((len(str(path)) for path in told), default=0)
    for path, what in told.items():
        typer.echo(f"{path!s:<{width}}  {what}")
    if len(told) < len(shop.files):
        typer.echo(
            "Each .pdf is there as .html too, and a .form.json keeps what each version asks."
        )
