"""`studydeck release`: note what learners get, and tell what is new."""

import time
from pathlib import Path

import typer

from studydeck.cli.making import (
    Workshop,
    changes_of,
    changes_path,
    clock,
    lock_of,
    lock_path,
)
from studydeck.cli.project import ProjectOption, refuse_library
from studydeck.deck import Deck, compile_deck
from studydeck.lock import Lock, turned, write_lock
from studydeck.lock import release as make_locks
from studydeck.news import added, line, news, section


def release(project: ProjectOption = None) -> None:
    """Note in decks/*.lock what learners get, and tell what is new.

    Build after it: notes that did not change keep their time, so that Anki leaves them alone.
    What is new in words goes to decks/*.changes.md. Commit both; nobody edits a lock by hand.
    """
    shop, now = Workshop.open(project, Path()), clock()
    refuse_library(shop.root, "released")
    made, locks, changes = _read(shop, now)
    if not shop.refused:
        shop.output = shop.root / "decks"
        told = [
            one for deck in made for one in _tell(shop, deck, locks[deck.id], changes[deck.id], now)
        ]
        for name, lock in make_locks(made, locks, now).items():
            shop.save(lock_path(shop.root, name).name, write_lock(lock).encode(), "lock")
        for one in told or ["nothing has changed since the last release"]:
            typer.echo(one)
    raise shop.end()


def _read(shop: Workshop, now: int) -> tuple[list[Deck], dict[str, Lock], dict[str, str]]:
    """Compile all decks, and read their locks and their lists of changes."""
    made: list[Deck] = []
    locks: dict[str, Lock] = {}
    changes: dict[str, str] = {}
    for spec in shop.decks():
        deck, faults = compile_deck(shop.checked, spec.id)
        lock, damage = lock_of(shop.root, spec.id, now)
        text, more = changes_of(shop.root, spec.id)
        shop.note([*faults, *damage, *more])
        if deck and lock and text is not None:
            shop.note(turned(deck, lock, shop.checked.project))
            made.append(deck)
            locks[spec.id], changes[spec.id] = lock, text
    return made, locks, changes


def _tell(shop: Workshop, deck: Deck, lock: Lock, changes: str, now: int) -> list[str]:
    """Add what is new in a deck to its list of changes, and give it in lines."""
    found = news(deck, lock)
    if found:
        day = time.strftime("%Y-%m-%d", time.gmtime(now))
        text = added(changes, deck.title, section(found, day))
        shop.save(changes_path(shop.root, deck.id).name, text.encode(), "changes")
    return [line(deck, one) for one in found]
