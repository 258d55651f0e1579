"""Packages: what is frozen, what is refused, and that the bytes depend on nothing else."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from studydeck.chance import digest
from studydeck.deck import NoteType, make_note
from studydeck.emit.anki import LOOK_TIME, NOTE_TYPES, TEMPLATE, look, models, package
from studydeck.fields import FIELDS
from tests.canals import CANALS, FILES, deck_of, write
from tests.pictures import png

HERE = Path(__file__).parent
LOOK = json.loads((HERE.parent / "vectors" / "note_types.json").read_text("utf-8"))
NOW = 1_795_000_000


@pytest.fixture
def deck(tmp_path):
    return deck_of(write(tmp_path))


def build(deck, time=NOW):
    return package(deck, {note.guid: time for note in deck.notes})


# What is frozen


def test_the_note_types_are_frozen():
    """Another field, name or id would cut every learner off from updates, for good."""
    frozen = digest(*FIELDS, TEMPLATE, *(f"{name}={id}" for name, id in NOTE_TYPES.items()))
    assert frozen.hex()[:32] == LOOK["frozen"]
    for kind, model in models().items():
        assert [field["name"] for field in model.fields] == list(FIELDS)
        assert [template["name"] for template in model.templates] == [TEMPLATE]
        assert (model.model_id, model.name) == (NOTE_TYPES[kind], str(kind))


def test_a_new_look_has_a_newer_time():
    """Whoever changes a template or the styles sets `LOOK_TIME`, then writes both here."""
    styles = {model.css for model in models().values()}
    texts = [look(kind, side) for kind in NoteType for side in ("front", "back")]
    found = {"look": digest(*styles, *texts).hex()[:32], "time": LOOK_TIME}
    assert {name: LOOK[name] for name in found} == found


# What is refused


@pytest.mark.parametrize(
    ("fields", "tags", "clozes", "message"),
    [
        ({"Prompt": " "}, (), 0, "would not make its cards"),
        ({"Prompt": "no gap"}, (), 1, "would not make its cards"),
        ({"Prompt": "{{c1::a}} {{c3::b}}"}, (), 2, "would not make its cards"),
        ({"Prompt": "a\x1fb"}, (), 0, "separates fields"),
        ({"Prompt": "a"}, ("two words",), 0, "white space"),
        ({"Prompt": "a"}, ("tab\tbed",), 0, "white space"),
        ({"Prompt": "a"}, ("",), 0, "white space"),
        ({"Prompt": "a < b"}, (), 0, "begins no HTML tag"),
        ({"Prompt": "a", "Answer": "x<y"}, (), 0, "begins no HTML tag"),
    ],
)
def test_notes_that_anki_would_swallow_are_refused(deck, fields, tags, clozes, message):
    """Anki and genanki import them without a word, and no card comes of them."""
    bad = make_note("p-1", ("a", "b"), "a/b", "Home", fields, tags=tags, clozes=clozes)
    with pytest.raises(ValueError, match=message):
        build(replace(deck, notes=(bad,)))


def test_a_note_with_a_field_too_many_is_refused(deck):
    """Anki would take its note type for another one, and its updates for conflicts."""
    odd = replace(deck.notes[0], fields={**deck.notes[0].fields, "Extra9": ""})
    with pytest.raises(ValueError, match="not those of its note type"):
        build(replace(deck, notes=(odd,)))


def test_two_notes_with_one_guid_are_refused(deck):
    """Anki would take both, and update only one of them."""
    with pytest.raises(ValueError, match="one guid"):
        build(replace(deck, notes=(*deck.notes, deck.notes[0])))


# What is written


def test_the_package_holds_what_anki_expects(deck):
    """A database, the list of pictures, and the pictures by number."""
    with ZipFile(BytesIO(build(replace(deck, media={"b.png": b"B", "a.png": b"A"})))) as found:
        assert found.namelist() == ["collection.anki2", "media", "0", "1"]
        assert json.loads(found.read("media")) == {"0": "a.png", "1": "b.png"}
        assert (found.read("0"), found.read("1")) == (b"A", b"B")
        assert {one.compress_type for one in found.infolist()} == {ZIP_DEFLATED}
        assert len({(one.date_time, one.external_attr) for one in found.infolist()}) == 1


def rows(data, query):
    with ZipFile(BytesIO(data)) as found:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(found.read("collection.anki2"))
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_each_note_has_its_own_time(deck):
    """Only the note that changed is newer."""
    times = {note.guid: NOW + number for number, note in enumerate(deck.notes)}
    assert dict(rows(package(deck, times), "select guid, mod from notes")) == times


def test_the_version_stands_in_the_description(deck):
    """It is the day of the newest change: no clock is read."""
    ((decks,),) = rows(build(deck, 1_800_000_000), "select decks from col")
    found = {one["name"]: one["desc"] for one in json.loads(decks).values()}
    assert found.pop("Default") == ""
    assert set(found) == {"Canals", "Canals::Canals of the world"}
    assert all(about.endswith("Version of 2027-01-15") for about in found.values())


def test_each_note_has_the_day_of_its_last_change(deck):
    """On the card, and in the address for reports."""
    day = FIELDS.index("Release"), FIELDS.index("Report")
    for fields, mod in rows(build(deck), "select flds, mod from notes"):
        release, report = (fields.split("\x1f")[at] for at in day)
        assert (release, mod) == ("2026-11-18", NOW)
        assert report.endswith("&amp;release=2026-11-18")


def test_the_database_has_its_indexes(deck):
    """They are made after the rows, and Anki's own queries need them."""
    found = rows(build(deck), "select name from sqlite_master where type = 'index'")
    assert {"ix_cards_nid", "ix_cards_sched", "ix_notes_csum"} <= {name for (name,) in found}
    assert rows(build(deck), "pragma integrity_check") == [("ok",)]


def test_no_temporary_file_is_made(deck, tmp_path, monkeypatch):
    """Genanki's own writer leaves one behind at every call."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    assert len(build(deck)) > 1000


_BUILD = """
import sys
from hashlib import sha256
from pathlib import Path
from studydeck.emit.anki import package
from tests.canals import deck_of
import os
os.umask(int(sys.argv[2], 8))
deck = deck_of(Path(sys.argv[1]))
print(sha256(package(deck, {note.guid: 1795000000 for note in deck.notes})).hexdigest())
"""


def test_the_same_deck_and_times_give_the_same_bytes(tmp_path):
    """On every machine: hash seeds, time zones, locales, umasks and folders play no part."""
    root = write(tmp_path / "p", {**FILES, "questions/canals.yaml": _with_picture()})
    (root / "questions/lake.png").write_bytes(png())
    found = {sha256(build(deck_of(root))).hexdigest()}
    for seed, zone, umask in (("1", "Asia/Tokyo", "077"), ("2", "America/Lima", "000")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", _BUILD, str(root), umask],
            env={**env, "PYTHONPATH": str(HERE.parent.parent)},
            cwd=tmp_path if seed == "1" else root,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


def _with_picture():
    image = "  image: {file: lake.png, alt: a lake}\n"
    return CANALS.replace("  prompt: How high", image + "  prompt: How high")


def test_importing_the_module_is_cheap():
    """Genanki is imported when a package is written, and not before."""
    code = "import sys, studydeck.emit.anki; print('genanki' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
