"""A project that goes through releases, for the tests that follow a learner through them."""

from studydeck.emit.anki import package
from studydeck.lock import Lock, release, stamp, withdraw
from studydeck.news import line, news
from tests.canals import FILES, deck_of, replaced, write

NOW = 1_900_000_000
"""To come: until 24.11, Anki dated a note that it updated by its own clock, and not as told."""
DAY = 86_400


class Course:
    """A project that goes through releases; `build` gives the package of the last one."""

    def __init__(self, root, files=FILES, now=NOW):
        self.root, self.files, self.now = root, dict(files), now
        self.locks, self.told = {}, ()

    def change(self, name, old, new):
        self.files[name] = replaced(self.files[name], old, new)

    def release(self, *ids):
        self.now += DAY
        decks = [deck_of(write(self.root, self.files), id) for id in ids or ["all"]]
        last = [self.locks.get(deck.id, Lock()) for deck in decks]
        self.told = tuple(
            line(deck, one)
            for deck, lock in zip(decks, last, strict=True)
            for one in news(deck, lock)
        )
        self.locks = release(decks, self.locks, self.now)

    def build(self, id="all"):
        deck, lock = deck_of(write(self.root, self.files), id), self.locks.get(id, Lock())
        shipped = withdraw(deck, lock)
        return package(shipped, stamp(shipped, lock, self.now))
