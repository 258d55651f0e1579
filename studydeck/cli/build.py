"""`studydeck build`: Anki packages, and the forms as PDF and HTML."""

from pathlib import Path
from typing import Annotated

import typer

from studydeck.cli.forms import list_files, papers, save_papers
from studydeck.cli.making import Workshop, changes_of, clock, lock_of
from studydeck.cli.progress import waiting
from studydeck.cli.project import DecksArgument, OutputOption, ProjectOption
from studydeck.cli.telling import program
from studydeck.deck import compile_deck
from studydeck.emit.anki import package
from studydeck.emit.report import count
from studydeck.lock import stamp, turned, unreleased, withdraw
from studydeck.model import DeckSpec
from studydeck.news import with_news


def build(
    decks: DecksArgument = None,
    output: OutputOption = Path("dist"),
    project: ProjectOption = None,
    locked: Annotated[
        bool,
        typer.Option("--locked", help="Refuse decks that are not as they were last released."),
    ] = False,
) -> None:
    """Make Anki packages, and the forms as PDF and HTML.

    Only the banks that a deck uses have to be without errors. The same files, locks and
    SOURCE_DATE_EPOCH give the same bytes. For the tag of a release, --locked makes sure that
    all that is in it was released.
    """
    shop, now = Workshop.open(project, output), clock()
    chosen = shop.decks(decks or ())
    wanted = [paper for deck in chosen for paper in papers(deck, deck.forms)]
    with waiting("making the files", len(chosen) + len(wanted)) as step:
        for deck in chosen:
            _package(shop, deck, now, locked=locked)
            step()
        save_papers(shop, wanted, step)
    list_files(shop)
    if shop.files:
        where = f" --project {project}" if project else ""
        _tell_how_to_go_on(shop, f"{program()} quiz {chosen[0].id}{where}")
    raise shop.end()


def _package(shop: Workshop, spec: DeckSpec, now: int, *, locked: bool) -> None:
    """Make the Anki package of a deck, if it asks for one, and the list of its changes."""
    deck, faults = compile_deck(shop.checked, spec.id)
    shop.note(faults)
    if deck is None:
        return
    lock, faults = lock_of(shop.root, spec.id, now)
    changes, damage = changes_of(shop.root, spec.id)
    shop.note([*faults, *damage])
    if lock is None or changes is None:
        return
    project = shop.checked.project
    hindered = turned(deck, lock, project) or (unreleased(deck, lock, project) if locked else ())
    shop.note(hindered)
    if hindered:
        return
    whole = with_news(withdraw(deck, lock), changes)
    told = f"{spec.title}, Anki deck, {count(len(whole.notes), 'note')}"
    shop.save(f"{spec.id}.apkg", package(whole, stamp(whole, lock, now)), told)
    if changes:
        shop.save(f"{spec.id}.changes.md", changes.encode(), "what was new in each release")


def _tell_how_to_go_on(shop: Workshop, quiz: str) -> None:
    """Say what can be done with the files, to somebody who is new to all of it."""
    packages = [path for path, _ in shop.files if path.suffix == ".apkg"]
    paper = [path for path, _ in shop.files if path.suffix == ".pdf"]
    typer.echo("\nWhat now?")
    if packages:
        typer.echo(f"- Anki: double-click {packages[0]}, or in Anki choose File > Import.")
        typer.echo("  Import a newer one the same way: what you have learnt is kept.")
    if paper:
        typer.echo(f"- Paper: open {paper[0]} and print it. Files with -key have the answers.")
    typer.echo(f"- Here, in the terminal: {quiz}")
