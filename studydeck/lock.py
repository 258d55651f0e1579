"""When each note last changed: the lock files that a release writes and a build reads.

Anki updates a note only if the package says that it is newer, and it overwrites what a
learner wrote into it if so. Hence a note's time moves when the note changes, and only then.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from studydeck.deck import WITHDRAWN, Deck, Note, make_note
from studydeck.diagnostics import Diagnostic
from studydeck.fields import about, html
from studydeck.rows import damaged, read_rows
from studydeck.span import File

_HEAD = "studydeck-lock 1"
_HOME = re.compile(r"deck (?P<bank>[^\s/]+) (?P<home>\S.*)")
_LINE = re.compile(
    r"(?P<key>[^\s/]+/[^\s/]+) (?:item|cloze:(?P<clozes>[1-9]\d{0,2})) (?P<digest>[0-9a-f]{32})"
    r" (?P<time>\d{1,10})(?: was (?P<was>[^\s/]+/[^\s/]+))?(?P<gone> withdrawn)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a release shipped of one item; `time` is in Unix seconds.

    `withdrawn` is set in the one release that tells learners that an item is gone.
    """

    key: str
    identity: str
    clozes: int
    digest: str
    time: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file: its lines by identity, and the Anki deck that each bank went to.

    Both are empty before the first release.
    """

    lines: Mapping[str, Line] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)


# Reading and writing


def read_lock(text: str, path: str = "") -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """Read a lock file; an empty one is a lock without lines, a damaged one is none.

    `path` is where it was read from, for the messages.

    Diagnostics: SD127, SD507.
    """
    file = File(path, text)
    rows, wrong = read_rows(file, _HEAD, "studydeck release")
    if wrong:
        return None, (wrong,)
    lines: dict[str, Line] = {}
    homes: dict[str, str] = {}
    for number, row in rows:
        home = _HOME.fullmatch(row.strip())
        if home:
            homes[home["bank"]] = home["home"]
            continue
        line = _read_line(row)
        if line is None:
            return None, (damaged(file, number, f"has the line '{row[:30]}'"),)
        if line.identity in lines:
            return None, (damaged(file, number, f"has '{line.identity}' twice"),)
        lines[line.identity] = line
    return Lock(lines, homes), ()


def _read_line(row: str) -> Line | None:
    match = _LINE.fullmatch(row.strip())
    if not match:
        return None
    return Line(
        key=match["key"],
        identity=match["was"] or match["key"],
        clozes=int(match["clozes"] or 0),
        digest=match["digest"],
        time=int(match["time"]),
        withdrawn=bool(match["gone"]),
    )


def write_lock(lock: Lock) -> str:
    """Write a lock file: the format, a line for each bank's deck, one for each item, sorted."""
    homes = sorted(f"deck {bank} {home}" for bank, home in lock.homes.items())
    rows = sorted(_written(line) for line in lock.lines.values())
    return "".join(f"{row}\n" for row in [_HEAD, *homes, *rows])


def _written(line: Line) -> str:
    shape = f"cloze:{line.clozes}" if line.clozes else "item"
    was = f" was {line.identity}" if line.identity != line.key else ""
    gone = " withdrawn" if line.withdrawn else ""
    return f"{line.key} {shape} {line.digest} {line.time}{was}{gone}"


# Building between releases


def withdraw(deck: Deck, lock: Lock) -> Deck:
    """Add a note for each item of the lock that the project no longer has.

    An item that the project still has, in another deck or in reserve, is left in peace: no
    package can take a card away.
    """
    homes = {**lock.homes, **deck.homes}
    gone = [
        _withdrawn(deck, line, homes.get(_bank(line.key), deck.homes[""]))
        for id, line in lock.lines.items()
        if id not in deck.identities
    ]
    return replace(deck, notes=(*deck.notes, *gone))


def stamp(deck: Deck, lock: Lock, now: int) -> dict[str, int]:
    """Give the time of each note by guid: the lock's where the note reads as it did there."""
    return {note.guid: _time(note, [lock], now) for note in deck.notes}


def _time(note: Note, locks: Iterable[Lock], now: int) -> int:
    lines = [lock.lines[note.identity] for lock in locks if note.identity in lock.lines]
    same = [line.time for line in lines if line.digest == note.digest]
    return max(same, default=0) or max([now, *(line.time + 1 for line in lines)])


def _bank(key: str) -> str:
    return key.partition("/")[0]


def _withdrawn(deck: Deck, line: Line, home: str) -> Note:
    """Make the note that takes the place of a withdrawn one: same guid, same note type."""
    bank, _, item = line.identity.partition("/")
    why = _why(deck, line)
    gaps = "".join(
        f" {{{{c{n}::{html(why).replace(':', '&#58;')}}}}}" for n in range(1, line.clozes + 1)
    )
    return make_note(
        deck.settings.namespace,
        (bank, item),
        line.key,
        home,
        {
            "Prompt": "This card was withdrawn." + gaps,
            "Answer": html(why),
            "Withdrawn": html(why),
            **about(deck.settings, line.key, ""),
        },
        tags=(WITHDRAWN,),
        position=len(deck.identities) + 1,
        clozes=line.clozes,
    )


def _why(deck: Deck, line: Line) -> str:
    """Say why an item is gone; it may have been retired under its first id or its last."""
    return deck.retired.get(line.identity) or deck.retired.get(line.key) or "no reason is given"


# Releasing


def release(
    decks: Iterable[Deck], locks: Mapping[str, Lock], now: int
) -> tuple[dict[str, Lock], tuple[str, ...]]:
    """Write new locks, and tell what is new in words, a line for each.

    `decks` are all decks of the project as `compile_deck` gives them, `locks` the last ones
    by deck id. A changed note gets a time after every earlier one of its own, even where the
    clock went back; one that reads the same in several decks has one time in all of them.
    """
    made: dict[str, Lock] = {}
    told: list[str] = []
    for deck in decks:
        last = locks.get(deck.id, Lock())
        told += _changes(deck, last)
        notes = withdraw(deck, _without_withdrawn(last)).notes
        lines = [_line(note, _time(note, locks.values(), now)) for note in notes]
        made[deck.id] = Lock(
            {line.identity: line for line in lines},
            {_bank(note.key): note.home for note in notes},
        )
    return made, tuple(told)


def _line(note: Note, time: int) -> Line:
    gone = WITHDRAWN in note.tags
    return Line(note.key, note.identity, note.clozes, note.digest, time, gone)


def _without_withdrawn(lock: Lock) -> Lock:
    """Drop the lines whose learners have been told."""
    lines = {id: line for id, line in lock.lines.items() if not line.withdrawn}
    return Lock(lines, lock.homes)


def _changes(deck: Deck, lock: Lock) -> Iterator[str]:
    """Tell what a release of a deck changes, in the order of the deck."""
    last = _without_withdrawn(lock).lines
    if not last:
        yield f"{deck.id}: first release, {len(deck.notes)} items"
        return
    here = {note.identity for note in deck.notes}
    yield from _renamed(deck, lock)
    for note in deck.notes:
        line = last.get(note.identity)
        if line is None:
            yield f"{deck.id}: new {note.key}"
        elif bool(line.clozes) != bool(note.clozes):
            yield (
                f"{deck.id}: stuck {note.key}: Anki cannot turn a cloze into another card, or back;"
                " retire the id and write the item under a new one"
            )
        elif line.key != note.key:
            yield f"{deck.id}: moved {line.key} to {note.key}"
        elif line.digest != note.digest:
            yield f"{deck.id}: changed {note.key}"
    for id, line in last.items():
        if id not in deck.identities:
            yield f"{deck.id}: withdrawn {line.key} ({_why(deck, line)})"
        elif id not in here:
            yield f"{deck.id}: left out {line.key}"


def _renamed(deck: Deck, lock: Lock) -> Iterator[str]:
    """Tell which decks have another name now: Anki leaves cards where they are."""
    for bank, old in lock.homes.items():
        new = deck.homes.get(bank, old)
        if new != old:
            yield f"{deck.id}: renamed '{old}' to '{new}'; cards stay where learners have them"
