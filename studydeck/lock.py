"""When each note last changed: the lock files that a release writes and a build reads.

Anki updates a note only if the package says that it is newer, and it overwrites what a
learner wrote into it if so. Hence a note's time moves when the note changes, and only then.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from studydeck.deck import WITHDRAWN, Deck, Note, make_note
from studydeck.diagnostics import Diagnostic, fault
from studydeck.fields import about, html, plain
from studydeck.model import Project
from studydeck.rows import damaged, line_span, read_rows
from studydeck.span import File

SAID = ("Prompt", "Answer", "Options", "Explanation")
"""The fields whose words a lock keeps, so that the next release can tell what they were."""

_DAY = 86_400
_HEAD = "studydeck-lock 1"
_HOME = re.compile(r"deck (?P<bank>[^\s/]+) (?P<home>\S.*)")
_LINE = re.compile(
    r"(?P<key>[^\s/]+/[^\s/]+) (?:item|cloze:(?P<clozes>[1-9]\d{0,2})) (?P<digest>[0-9a-f]{32})"
    r" (?P<time>\d{1,10})(?: was (?P<was>[^\s/]+/[^\s/]+))?(?P<gone> withdrawn)?"
    r"(?: (?P<said>\[.*\]))?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a release shipped of one item; `time` is in Unix seconds.

    `withdrawn` is set from the release that tells learners that an item is gone to the next
    that has news. `said` has the words of the fields in `SAID`, or nothing.
    """

    key: str
    identity: str
    clozes: int
    digest: str
    time: int
    withdrawn: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file: its lines by identity, and the Anki deck that each bank went to.

    Both are empty before the first release.
    """

    lines: Mapping[str, Line] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)


# Reading and writing


def read_lock(
    text: str, path: str = "", now: int | None = None
) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """Read a lock file; an empty one is a lock without lines, a damaged one is none.

    `path` is where it was read from, for the messages. A time that is more than a day after
    `now` is an error: what is changed next would be older, and never reach a learner.

    Diagnostics: SD127, SD507, SD510.
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
        if now is not None and line.time > now + _DAY:
            return None, (_ahead(file, number, line.time - now),)
        lines[line.identity] = line
    return Lock(lines, homes), ()


def _read_line(row: str) -> Line | None:
    match = _LINE.fullmatch(row.strip())
    if not match:
        return None
    said = _read_words(match["said"])
    if said is None:
        return None
    return Line(
        key=match["key"],
        identity=match["was"] or match["key"],
        clozes=int(match["clozes"] or 0),
        digest=match["digest"],
        time=int(match["time"]),
        withdrawn=bool(match["gone"]),
        said=said,
    )


def _read_words(text: str | None) -> tuple[str, ...] | None:
    """Read the words at the end of a line: a JSON list of texts, one for each field."""
    if text is None:
        return ()
    try:
        words = json.loads(text)
    except ValueError:
        return None
    whole = len(words) == len(SAID) and all(isinstance(word, str) for word in words)
    return tuple(words) if whole else None


def _ahead(file: File, line: int, seconds: int) -> Diagnostic:
    days = -(-seconds // _DAY)
    return fault(
        "SD510",
        line_span(file, line),
        f"the lock has a time that lies {days} days ahead of the clock",
        help="set the clock of this machine, or the SOURCE_DATE_EPOCH, right;"
        " if the lock was written by a wrong one, take the last good one from version control",
    )


# Writing


def write_lock(lock: Lock) -> str:
    """Write a lock file: the format, a line for each bank's deck, one for each item, sorted."""
    homes = sorted(f"deck {bank} {home}" for bank, home in lock.homes.items())
    rows = sorted(_written(line) for line in lock.lines.values())
    return "".join(f"{row}\n" for row in [_HEAD, *homes, *rows])


def _written(line: Line) -> str:
    shape = f"cloze:{line.clozes}" if line.clozes else "item"
    was = f" was {line.identity}" if line.identity != line.key else ""
    gone = " withdrawn" if line.withdrawn else ""
    said = " " + json.dumps(line.said, ensure_ascii=False) if line.said else ""
    said = said.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029").replace("\x85", r"\u0085")
    return f"{line.key} {shape} {line.digest} {line.time}{was}{gone}{said}"


# Building between releases


def withdraw(deck: Deck, lock: Lock) -> Deck:
    """Add a note for each item of the lock that the project no longer has.

    An item that the project still has, in another deck or in reserve, is left in peace: no
    package can take a card away.
    """
    gone = [
        _withdrawn(deck, line, lock) for id, line in lock.lines.items() if id not in deck.identities
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


def _withdrawn(deck: Deck, line: Line, lock: Lock) -> Note:
    """Make the note that takes the place of a withdrawn one: same guid, same note type."""
    bank, _, item = line.identity.partition("/")
    home = {**lock.homes, **deck.homes}.get(_bank(line.key), deck.homes[""])
    why = why_gone(deck, line)
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


def why_gone(deck: Deck, line: Line) -> str:
    """Say why an item is gone; it may have been retired under its first id or its last."""
    return deck.retired.get(line.identity) or deck.retired.get(line.key) or "no reason is given"


# Releasing


def release(decks: Iterable[Deck], locks: Mapping[str, Lock], now: int) -> dict[str, Lock]:
    """Give the lock of each deck as a release at this time leaves it.

    `decks` are all decks of the project as `compile_deck` gives them, `locks` the last ones
    by deck id. A changed note gets a time after every earlier one of its own, even where the
    clock went back; one that reads the same in several decks has one time in all of them. The
    lock of a deck that has nothing new stays as it is.
    """
    made: dict[str, Lock] = {}
    for deck in decks:
        last = locks.get(deck.id, Lock())
        known = untold(deck, last)
        notes = withdraw(deck, known).notes
        lines = [_line(note, _time(note, locks.values(), now)) for note in notes]
        lock = Lock(
            {line.identity: line for line in lines},
            {_bank(note.key): note.home for note in notes},
        )
        news = lock.lines != known.lines or not lock.homes.items() <= last.homes.items()
        made[deck.id] = lock if news else last
    return made


def _line(note: Note, time: int) -> Line:
    gone = WITHDRAWN in note.tags
    said = tuple(plain(note.fields[name]) for name in SAID)
    return Line(note.key, note.identity, note.clozes, note.digest, time, gone, said)


def untold(deck: Deck, lock: Lock) -> Lock:
    """Drop the withdrawn lines whose learners have been told, with the reason that stands now."""
    lines = {
        id: line
        for id, line in lock.lines.items()
        if not line.withdrawn
        or (id not in deck.identities and _withdrawn(deck, line, lock).digest != line.digest)
    }
    return Lock(lines, lock.homes)


# What keeps a deck from being built or released


def turned(deck: Deck, lock: Lock, project: Project) -> tuple[Diagnostic, ...]:
    """Refuse items that became cloze texts, or are none any more: Anki calls them conflicts.

    Diagnostics: SD511.
    """
    return tuple(
        fault(
            "SD511",
            project.items[note.key].span if note.key in project.items else None,
            f"'{note.key}' was released as {'a cloze' if line.clozes else 'no cloze'},"
            f" and is {'one' if note.clozes else 'none'} now",
            help="put the id under `retired` of its bank, and write the item under a new id",
        )
        for note in deck.notes
        if (line := lock.lines.get(note.identity)) and bool(line.clozes) != bool(note.clozes)
    )


def unreleased(deck: Deck, lock: Lock, project: Project) -> tuple[Diagnostic, ...]:
    """Refuse a deck that does not read as its last release noted it.

    Diagnostics: SD512.
    """
    whole = withdraw(deck, lock)
    changed = [
        note
        for note in whole.notes
        if (line := lock.lines.get(note.identity)) is None or line.digest != note.digest
    ]
    if not changed:
        return ()
    item = project.items.get(changed[0].key)
    number = "1 item" if len(changed) == 1 else f"{len(changed)} items"
    return (
        fault(
            "SD512",
            item.span if item else project.decks[deck.id].id.span,
            f"deck '{deck.id}' is not as it was last released: {number}, first '{changed[0].key}'",
            help="run `studydeck release`, and commit the locks before you tag",
        ),
    )
