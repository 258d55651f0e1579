"""Forms as files: which ones there are, what they are called, and what was made."""

from collections.abc import Iterable
from typing import NamedTuple

import typer

from studydeck.cli.making import Workshop
from studydeck.diagnostics import Diagnostic
from studydeck.emit.docx import docx
from studydeck.emit.html import html
from studydeck.emit.markdown import markdown
from studydeck.emit.pdf import pdf
from studydeck.form import Form, compile_form, form_json
from studydeck.model import DeckSpec, FormSpec

FORMATS = ("pdf", "html", "docx", "md")
"""What a form can be made as; the first two unless others are asked for."""
_RECORD = ".form.json"


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


def save_paper(
    shop: Workshop,
    paper: Paper,
    formats: Iterable[str] = FORMATS[:2],
    font_paths: tuple[str, ...] = (),
) -> None:
    """Make every part of a paper, the key and the like, in each of the formats, and its record."""
    form, faults = compile_form(shop.checked, *paper)
    shop.note(faults)
    if form is None:
        return
    for part in form.outputs:
        name = "-".join([*paper] if part == "paper" else [*paper, part])
        for ending in dict.fromkeys(formats):
            data, faults = _made(form, part, ending, font_paths)
            shop.note(faults)
            if data is None:
                break
            shop.save(f"{name}.{ending}", data, f"{form.title}, {part}")
    record = f"{form_json(form)}\n".encode()
    shop.save(f"{'-'.join(paper)}{_RECORD}", record, f"{form.title}, record")


def _made(
    form: Form, part: str, ending: str, font_paths: tuple[str, ...]
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    if ending == "pdf":
        return pdf(form, part, font_paths)
    if ending == "docx":
        return docx(form, part), ()
    return (html if ending == "html" else markdown)(form, part).encode(), ()


def list_files(shop: Workshop) -> None:
    """List what was made; PDF and HTML of one paper share a line."""
    made = {path for path, _ in shop.files}
    doubles = {one for one in made if one.suffix == ".html" and one.with_suffix(".pdf") in made}
    records = {one for one in made if one.name.endswith(_RECORD)}
    told = {path: what for path, what in shop.files if path not in doubles | records}
    width = max((len(str(path)) for path in told), default=0)
    for path, what in told.items():
        typer.echo(f"{path!s:<{width}}  {what}")
    if doubles:
        typer.echo("Each .pdf is there as .html too.")
    if records:
        typer.echo(f"A {_RECORD} keeps what each version asks.")
