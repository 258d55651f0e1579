"""Forms as files: which ones there are, what they are called, and what was made."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
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


def save_papers(
    shop: Workshop,
    papers: Sequence[Paper],
    step: Callable[[], None],
    formats: Iterable[str] = FORMATS[:2],
    font_paths: tuple[str, ...] = (),
    profile: str = "",
) -> None:
    """Make every part of each paper, the key and the like, in each of the formats, and its record.

    With a `profile` it looks otherwise and has that in its name; what it asks stays the same.

    Parts are set side by side, as Typst lets go of the interpreter, and saved in order.
    `step` is called after each paper.
    """
    endings = tuple(dict.fromkeys(formats))
    forms = [(paper, form) for paper in papers if (form := _compiled(shop, paper, profile))]
    wanted = [(form, part) for _, form in forms for part in form.outputs]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = pool.map(lambda one: _made(one[0], one[1], endings, font_paths), wanted)
        for paper, form in forms:
            made = len(shop.files)
            called = "-".join([*paper, profile] if profile else paper)
            for part in form.outputs:
                name = called if part == "paper" else f"{called}-{part}"
                for ending, data, faults in next(parts):
                    shop.note(_placed(shop, one) for one in faults)
                    if data is not None:
                        shop.save(f"{name}.{ending}", data, f"{form.title}, {part}")
            if len(shop.files) > made:
                record = f"{form_json(form)}\n".encode()
                shop.save(f"{called}{_RECORD}", record, f"{form.title}, record")
            step()


def _placed(shop: Workshop, told: Diagnostic) -> Diagnostic:
    """Give a finding on an item the place of the item, which an output does not know."""
    item = shop.checked.project.items.get(told.item)
    return replace(told, span=item.span) if item and told.span is None else told


def _compiled(shop: Workshop, paper: Paper, profile: str) -> Form | None:
    form, faults = compile_form(shop.checked, *paper)
    shop.note(faults)
    if form and profile:
        rest = {key: told for key, told in form.layout.items() if key != "columns"}
        return replace(form, layout={**rest, "profile": profile})
    return form


def _made(
    form: Form, part: str, endings: tuple[str, ...], font_paths: tuple[str, ...]
) -> list[tuple[str, bytes | None, tuple[Diagnostic, ...]]]:
    """Make a part in each format, up to the first that cannot be made."""
    made: list[tuple[str, bytes | None, tuple[Diagnostic, ...]]] = []
    for ending in endings:
        if ending == "pdf":
            made.append((ending, *pdf(form, part, font_paths)))
        elif ending == "docx":
            made.append((ending, docx(form, part), ()))
        else:
            made.append((ending, (html if ending == "html" else markdown)(form, part).encode(), ()))
        if made[-1][1] is None:
            break
    return made


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
