"""`studydeck release`: note what learners get, and tell what is new."""

from pathlib import Path

import typer

from studydeck.cli.making import Workshop, clock, lock_of, lock_path
from studydeck.cli.project import ProjectOption, refuse_library
from studydeck.deck import Deck, compile_deck
from studydeck.lock import Lock, write_lock
from studydeck.lock import release as make_locks


def release(project: ProjectOption = None) -> None:
    """Note in decks/*.lock what learners get, and tell what is new.

    Build after it: notes that did not change keep their time, so that Anki leaves them alone.
    Commit the lock files; nobody edits them by hand.
    """
    shop, now = Workshop.open(project, Path()), clock()
    refuse_library(shop.root, "released")
    made: list[Deck] = []
    locks: dict[str, Lock] = {}
    for spec in shop.decks():
        deck, faults = compile_deck(shop.checked, spec.id)
        lock, damage = lock_of(shop.root, spec.id)
        shop.note([*faults, *damage])
        if deck and lock:
            made.append(deck)
            locks[spec.id] = lock
    if not shop.refused:
        new, told = make_locks(made, locks, now)
        shop.output = shop.root / "decks"
        for name, lock in new.items():
            shop.save(lock_path(shop.root, name).name, write_lock(lock).encode(), "lock")
        for line in told or ["nothing has changed since the last release"]:
            typer.echo(line)
    raise shop.end()
