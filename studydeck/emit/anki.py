"""A deck as an Anki package: the one door to genanki.

What is frozen here (`NOTE_TYPES`, `FIELDS` and the name of the template) decides whether an
update reaches a learner: Anki takes a note type with other fields for another one, and then
refuses to update its notes. Texts of templates and styles may change, with `LOOK_TIME`.
"""

import json
import re
import time
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from studydeck.chance import digest
from studydeck.deck import Deck, Note, NoteType
from studydeck.fields import FIELDS, html

if TYPE_CHECKING:
    from genanki import Model

NOTE_TYPES: Mapping[NoteType, int] = {NoteType.ITEM: 1752136201, NoteType.CLOZE: 1752136202}
"""The ids of the note types in every collection."""

TEMPLATE = "Card"
"""The name of the one template of each note type."""

LOOK_TIME = 1_795_441_000
"""When the templates or styles last changed, as Unix time: Anki takes only a newer look.

A constant, because learners hold one copy of the note types for the decks of all projects:
with each project's own time, an old release could undo a newer look.
"""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_GAP = re.compile(r"\{\{c(\d+)::")


def package(deck: Deck, times: Mapping[str, int]) -> bytes:
    """Write a deck as an `.apkg` file: the same deck and times give the same bytes.

    `times` has the time of each note's last change by guid, in Unix seconds; Anki updates
    a note only if it is newer than the learner's.

    Raises:
        ValueError: a note would make no card, or Anki could not read it; that is our bug.
    """
    for note in deck.notes:
        _guard(note)
    guids = [note.guid for note in deck.notes]
    if len(set(guids)) != len(guids):
        raise ValueError("two notes have one guid")
    return _zipped(_database(deck, times), deck.media)


def _guard(note: Note) -> None:
    """Refuse what genanki and Anki take without a word and then do not show."""
    if tuple(note.fields) != FIELDS:
        raise ValueError(f"the fields of '{note.key}' are not those of its note type")
    if any("\x1f" in value for value in note.fields.values()):
        raise ValueError(f"'{note.key}' has the character that separates fields")
    if any(not tag or tag.split() != [tag] for tag in note.tags):
        raise ValueError(f"'{note.key}' has a tag with white space")
    gaps = {int(number) for number in _GAP.findall(note.fields["Prompt"])}
    if not note.fields["Prompt"].strip() or gaps != set(range(1, note.clozes + 1)):
        raise ValueError(f"'{note.key}' would not make its cards")


# The database


def _database(deck: Deck, times: Mapping[str, int]) -> bytes:
    """Let genanki fill a database in memory: on disk it leaves a temporary file behind."""
    import sqlite3  # noqa: PLC0415

    import genanki  # noqa: PLC0415  # only this module needs it, and it is slow to import

    types, about = models(), _description(deck, max(times.values(), default=LOOK_TIME))
    first = max(LOOK_TIME, min(times.values(), default=LOOK_TIME))
    homes: dict[str, Any] = {}
    for note in sorted(deck.notes, key=lambda note: note.position):
        if note.home not in homes:
            homes[note.home] = genanki.Deck(_number(deck, note.home), note.home, about)
        homes[note.home].add_note(_timed(types[note.type], note, times[note.guid]))
    connection = sqlite3.connect(":memory:")
    try:
        genanki.Package(list(homes.values())).write_to_db(
            connection.cursor(), LOOK_TIME, count(first * 1000)
        )
        connection.commit()
        return _unsigned(connection.serialize())
    finally:
        connection.close()


def _unsigned(database: bytes) -> bytes:
    """Blank the version of SQLite that wrote a database: bytes 96 to 99 of its header."""
    return database[:96] + bytes(4) + database[100:]


def _timed(model: "Model", note: Note, moment: int) -> Any:
    """Make genanki's note, which will be written with a time of its own."""
    import genanki  # noqa: PLC0415

    made = genanki.Note(
        model, list(note.fields.values()), tags=note.tags, guid=note.guid, due=note.position
    )
    write = made.write_to_db
    made.write_to_db = lambda cursor, _, deck_id, ids: write(cursor, moment, deck_id, ids)
    return made


def _number(deck: Deck, home: str) -> int:
    """Give a deck a number; Anki finds decks by name and only wants one that is free."""
    drawn = int.from_bytes(digest("deck", deck.settings.namespace, home)[:4])
    return 1_500_000_000_000 + drawn


def _description(deck: Deck, newest: int) -> str:
    day = time.strftime("%Y-%m-%d", time.gmtime(newest))
    return f"{deck.description}<br><br>{html(f'Version of {day}')}"


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


def _zipped(database: bytes, media: Mapping[str, bytes]) -> bytes:
    """Pack the database and the pictures, with one date and one mode for all."""
    names = {str(number): name for number, name in enumerate(sorted(media))}
    entries: Iterable[tuple[str, bytes]] = [
        ("collection.anki2", database),
        ("media", json.dumps(names).encode()),
        *((number, media[name]) for number, name in names.items()),
    ]
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        for name, data in entries:
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return packed.getvalue()
