"""The stamp of a review: whatever reaches a card changes it, and nothing else does."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from studydeck.check.desk import Desk
from studydeck.check.stamping import UNSEEN, changed_parts, stamp
from studydeck.load import load
from studydeck.look import Image
from studydeck.model import Citations, Item, Kind, Rank
from studydeck.span import Text

BASE = Path(__file__).parents[1] / "rules" / "base"
KEY = "tunnel/length"
ELSEWHERE = Citations((), any=True)

CHANGES = {
    "kind": Kind.TEXT, "prompt": Text("?"), "distractors": ("x",), "explanation": Text("x"),
    "hint": Text("x"), "tags": (Text("x"),), "as_of": Text("2000"), "according_to": Text("x"),
    "see": ELSEWHERE, "importance": 3, "negated": True, "claimed_by": Text("x"),
    "background": (Text("x"),), "working": Text("1 + 1"), "apart": (Text("x"),),
    "show_passage": True, "reserve": True, "image": Image(Text("a.png"), "a"),
    "unchecked": Text("x"),
}  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return Desk(load(BASE)[0])


def test_no_field_of_an_item_is_forgotten() -> None:
    """A new one is either stamped, and tried below, or named as unseen."""
    every = {one.name for one in fields(Item)}
    assert every == {*CHANGES, *UNSEEN, "claims", "right"}


@pytest.mark.parametrize("name", CHANGES)
def test_every_field_of_an_item_is_stamped(desk: Desk, name: str) -> None:
    item = desk.project.items[KEY]
    changed = replace(item, **{name: CHANGES[name]})
    assert len(changed_parts(changed, desk, stamp(item, desk))) == 1


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"label": "x"}, "disagreement"), ({"rank": Rank.DEPRECATED}, "disagreement"),
        ({"why": "x"}, "disagreement"),
    ],
)  # fmt: skip
def test_every_field_of_a_claim_is_stamped(desk: Desk, more: dict, part: str) -> None:
    item = desk.project.items[KEY]
    claim = replace(item.claims[0], **more)
    changed = replace(item, claims=(claim,), right=(claim,))
    assert changed_parts(changed, desk, stamp(item, desk)) == (part,)


def test_answer_and_aliases_are_stamped(desk: Desk) -> None:
    item = desk.project.items[KEY]
    claim = item.claims[0]
    for field in ("text", "aliases", "reject", "tolerance"):
        new = Text("x") if field in {"text", "tolerance"} else (Text("x"),)
        other = replace(claim, answer=replace(claim.answer, **{field: new}))
        changed = replace(item, claims=(other,), right=(other,))
        assert changed_parts(changed, desk, stamp(item, desk)) == ("answer",)


def test_the_bytes_of_a_picture_are_stamped(desk: Desk) -> None:
    one = replace(desk.project.items[KEY], image=Image(Text("a.png"), "a", data=b"1"))
    other = replace(one, image=replace(one.image, data=b"2"))
    assert changed_parts(other, desk, stamp(one, desk)) == ("image",)


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("The Channel Tunnel is 50 km long.", "The Channel Tunnel is 50 km in all.", ("passage",)),
        ("author: studydeck contributors", "author: Ada Lovelace", ("source",)),
        ("issued: 2026", "issued: 2025", ("source",)),
        ("- id: treaty\n", "\n\n- id: treaty\n", ()),
        ("Freight trains began", "Trains began", ()),
    ],
    ids=["passage", "author", "year", "layout", "another passage"],
)
def test_passage_and_source_are_stamped(
    desk: Desk, tmp_path: Path, old: str, new: str, parts: tuple[str, ...]
) -> None:
    for path in sorted((BASE / "questions").rglob("*.*")):
        target = tmp_path / path.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    other = Desk(load(tmp_path)[0])
    told = stamp(desk.project.items[KEY], desk)
    assert changed_parts(other.project.items[KEY], other, told) == parts


def test_a_stamp_that_a_person_cut_tells_only_that_the_item_changed(desk: Desk) -> None:
    assert changed_parts(desk.project.items[KEY], desk, "0" * 16) == ("item",)
