"""The identity of a note: vectors for other implementations, and what it depends on."""

import json
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest

from studydeck.identity import guid
from tests.canals import CANALS, FILES, deck_of, replaced, write

VECTORS = json.loads((Path(__file__).parent / "vectors" / "guid.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda one: one["guid"])
def test_published_vectors_hold(vector):
    """Nothing may ever change them: learners' histories hang on them."""
    parts = vector["project"], vector["bank"], vector["item"], vector["translation"]
    assert guid(*parts) == vector["guid"]


def test_the_vectors_can_be_followed_by_hand():
    """The recipe that stands beside the vectors gives them, without our code."""
    for vector in VECTORS["vectors"]:
        parts = ["studydeck-1", vector["project"], vector["bank"], vector["item"]]
        parts += [vector["translation"]] if vector["translation"] else []
        data = b"".join(len(p.encode()).to_bytes(8, "big") + p.encode() for p in parts)
        assert sha256(data).hexdigest()[:24] == vector["guid"]


def test_parts_never_run_into_each_other():
    """Moving a letter from one part to the next gives another identity."""
    tried = [
        ("ab", "c", "d"),
        ("a", "bc", "d"),
        ("a", "b", "cd"),
        ("abc", "d", ""),
        ("a", "b", "c"),
    ]
    assert all(guid(*one) != guid(*other) for one, other in combinations(tried, 2))


def test_wording_has_no_part_in_it(tmp_path):
    """Everything but the id may change, and the note stays the same note."""
    before = {note.key: note.guid for note in deck_of(write(tmp_path)).notes}
    text = replaced(
        CANALS, "When was the Suez Canal opened?", "On which day was the Suez Canal opened?"
    )
    text = replaced(text, "title: Canals of the world", "title: Waterways")
    after = deck_of(write(tmp_path, {**FILES, "questions/canals.yaml": text}))
    assert {note.key: note.guid for note in after.notes} == before


def test_was_keeps_the_identity_of_a_renamed_item(tmp_path):
    """A new id with `was:` is the note of before."""
    (before,) = (n for n in deck_of(write(tmp_path)).notes if n.key == "canals/height")
    text = replaced(CANALS, "- id: height\n", "- id: lake-height\n  was: canals/height\n")
    after = deck_of(write(tmp_path, {**FILES, "questions/canals.yaml": text}))
    (moved,) = (note for note in after.notes if note.key == "canals/lake-height")
    assert (moved.guid, moved.identity) == (before.guid, "canals/height")
