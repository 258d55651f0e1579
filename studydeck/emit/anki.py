"""A deck as an Anki package: the one door to genanki.

What is frozen here (`NOTE_TYPES`, `FIELDS` and the name of the template) decides whether an
update reaches a learner: Anki takes a note type with other fields for another one, and then
refuses to update its notes. Texts of templates and styles may change, with `LOOK_TIME`.
"""

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from studydeck.chance import digest
from studydeck.deck import Deck, Note, NoteType
from studydeck.fields import FIELDS, RELEASE, html

if TYPE_CHECKING:
    from sqlite3 import Connection

    from genanki import Model

NOTE_TYPES: Mapping[NoteType, int] = {NoteType.ITEM: 1752136201, NoteType.CLOZE: 1752136202}
"""The ids of the note types in every collection."""

TEMPLATE = "Card"
"""The name of the one template of each note type."""

LOOK_TIME = 1_795_912_000
"""When the templates or styles last changed, as Unix time: Anki takes only a newer look.

A constant, because learners hold one copy of the note types for the decks of all projects:
with each project's own time, an old release could undo a newer look.
"""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_GAP = re.compile(r"\{\{c(\d+)::")
_STRAY = re.compile(r"<(?!/?[a-z][a-z0-9]*[ >])")
_LEVEL = 3
"""How hard to press: above it, a third of the time would go for a tenth of the size."""
_BATCH = 1000
_MEMORY = "file:package?vfs=memdb"
"""Private, and in one piece: `:memory:` would be copied twice to be read out."""
_RELEASE, _REPORT = FIELDS.index("Release"), FIELDS.index("Report")
_NEW_NOTE = "insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_NEW_CARD = "insert into cards values (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"


def package(deck: Deck, times: Mapping[str, int]) -> bytes:
    """Write a deck as an `.apkg` file: the same deck and times give the same bytes.

    `times` has the time of each note's last change by guid, in Unix seconds; Anki updates
    a note only if it is newer than the learner's.

    Raises:
        ValueError: a note would make no card, or Anki could not read it; that is our bug.
    """
    if len({note.guid for note in deck.notes}) != len(deck.notes):
        raise ValueError("two notes have one guid")
    database = bytearray(_database(deck, times))
    database[96:100] = bytes(4)  # the version of SQLite that wrote it
    return _zipped(database, deck.media)


# The database


def _database(deck: Deck, times: Mapping[str, int]) -> bytes:
    """Fill a database in memory: on disk genanki leaves a temporary file behind.

    Genanki makes the tables, the note types and the decks. The rows of notes and cards are
    written here, at once, and the indexes after them: that takes half of its time.
    """
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(_MEMORY, uri=True)
    try:
        connection.execute("pragma journal_mode = off")
        homes = _prepare(connection, deck, max(times.values(), default=LOOK_TIME))
        indexes = connection.execute(
            "select name, sql from sqlite_master where type = 'index' and sql is not null"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"drop index {name}")
        for notes, cards in _rows(deck, times, homes):
            connection.executemany(_NEW_NOTE, notes)
            connection.executemany(_NEW_CARD, cards)
        for _, sql in indexes:
            connection.execute(sql)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _prepare(connection: "Connection", deck: Deck, newest: int) -> dict[str, int]:
    """Make the tables, the two note types, and the decks; give the number of each deck."""
    import genanki  # noqa: PLC0415  # only this module needs it, and it is slow to import

    about = _description(deck, newest)
    over = deck.homes[""]  # the one that learners open, and whose description they read
    homes = dict.fromkeys([over, *(note.home for note in deck.notes)])
    numbers = {home: _number(deck, home) for home in homes}
    made = [genanki.Deck(number, name, about) for name, number in numbers.items()]
    first = genanki.Deck(1, "Default")
    for model in models().values():
        first.add_model(model)
    genanki.Package(first).write_to_db(connection.cursor(), LOOK_TIME, count())
    ((told,),) = connection.execute("select decks from col").fetchall()
    decks = json.loads(told) | {str(one.deck_id): one.to_json() for one in made}
    connection.execute("update col set decks = ?", (json.dumps(decks),))
    return numbers


def _rows(
    deck: Deck, times: Mapping[str, int], homes: Mapping[str, int]
) -> Iterator[tuple[list[tuple[int | str, ...]], list[tuple[int, ...]]]]:
    """Give the rows of notes and of their cards, in the order of new cards and in batches."""
    ids = count(max(LOOK_TIME, min(times.values(), default=LOOK_TIME)) * 1000)
    day = cache(_day)
    ordered = sorted(deck.notes, key=lambda note: note.position)
    for start in range(0, len(ordered), _BATCH):
        notes: list[tuple[int | str, ...]] = []
        cards: list[tuple[int, ...]] = []
        for note in ordered[start : start + _BATCH]:
            moment, id, home = times[note.guid], next(ids), homes[note.home]
            fields, tags = _fields(note, day(moment)), " ".join(note.tags)
            _guard(note, fields, tags)
            sort, kind = note.fields["Prompt"], NOTE_TYPES[note.type]
            notes.append((id, note.guid, kind, moment, f" {tags} ", fields, sort))
            cards += [
                (next(ids), id, home, ord, moment, note.position)
                for ord in range(max(1, note.clozes))
            ]
        yield notes, cards


def _fields(note: Note, day: str) -> str:
    """Put the fields of a note together, with the day of its last change."""
    values = list(note.fields.values())
    if tuple(note.fields) == FIELDS:
        values[_RELEASE] = day
        values[_REPORT] = values[_REPORT].replace(RELEASE, day)
    return "\x1f".join(values)


def _guard(note: Note, fields: str, tags: str) -> None:
    """Refuse what genanki warns of, and what Anki takes without a word and then does not show."""
    if tuple(note.fields) != FIELDS:
        raise ValueError(f"the fields of '{note.key}' are not those of its note type")
    if fields.count("\x1f") != len(FIELDS) - 1:
        raise ValueError(f"'{note.key}' has the character that separates fields")
    if tags.split() != list(note.tags):
        raise ValueError(f"'{note.key}' has a tag with white space")
    if _STRAY.search(fields):
        raise ValueError(f"'{note.key}' has a '<' that begins no HTML tag")
    prompt = note.fields["Prompt"]
    gaps = {int(number) for number in _GAP.findall(prompt)} if "{{" in prompt else set()
    if not prompt.strip() or gaps != set(range(1, note.clozes + 1)):
        raise ValueError(f"'{note.key}' would not make its cards")


def _number(deck: Deck, home: str) -> int:
    """Give a deck a number; Anki finds decks by name and only wants one that is free."""
    drawn = int.from_bytes(digest("deck", deck.settings.namespace, home)[:4])
    return 1_500_000_000_000 + drawn


def _description(deck: Deck, newest: int) -> str:
    return f"{deck.description}<br><br>{html(f'Version of {_day(newest)}')}"


def _day(moment: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


# The note types


def models() -> dict[NoteType, "Model"]:
    """Make the two note types."""
    import genanki  # noqa: PLC0415

    return {
        kind: genanki.Model(
            id,
            str(kind),
            fields=[{"name": name} for name in FIELDS],
            templates=[{"name": TEMPLATE, "qfmt": look(kind, "front"), "afmt": look(kind, "back")}],
            css=_template("card.css"),
            model_type=genanki.Model.CLOZE if kind is NoteType.CLOZE else genanki.Model.FRONT_BACK,
        )
        for kind, id in NOTE_TYPES.items()
    }


def look(kind: NoteType, side: str) -> str:
    """Give the template of one side, `front` or `back`, with its script."""
    words = {**_SHOWN[kind], "@SCRIPT": _template("card.js").strip()}
    return re.sub("|".join(words), lambda found: words[found[0]], _template(f"{side}.html"))


_SHOWN = {
    NoteType.ITEM: {
        "@PROMPT": "{{Prompt}}",
        "@TYPED": "{{type:Typed}}",
        "@ANSWER": '<div class="answer">{{Answer}}</div>',
    },
    NoteType.CLOZE: {
        "@PROMPT": "{{cloze:Prompt}}",
        "@TYPED": "{{type:cloze:Prompt}}",
        "@ANSWER": "",  # it stands in the prompt, with the gaps filled
    },
}
"""How each note type shows its prompt and its answer, and what it compares with a typed one."""


@cache
def _template(name: str) -> str:
    folder = files("studydeck.emit") / "templates" / "anki"
    return (folder / name).read_text("utf-8")


# The zip


def _zipped(database: bytearray, media: Mapping[str, bytes]) -> bytes:
    """Pack the database and the pictures, with one date and one mode for all."""
    names = {str(number): name for number, name in enumerate(sorted(media))}
    entries: Iterable[tuple[str, bytes | bytearray]] = [
        ("collection.anki2", database),
        ("media", json.dumps(names).encode()),
        *((number, media[name]) for number, name in names.items()),
    ]
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        for name, data in entries:
            info = ZipInfo(name, _ZIP_DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            target.writestr(info, data, ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()
