"""Selecting: keys restrict, values add up, `none_of` takes away."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.model import (
    Bank,
    Citation,
    Citations,
    Claim,
    Fact,
    FactType,
    Item,
    Kind,
    Project,
    Select,
    Single,
)
from studydeck.selection import in_practice, select
from studydeck.span import File, Text


def item(bank, id, kind=Kind.TEXT, tags=(), source="book", fact="", importance=2, reserve=False):
    claim = Claim(Single(Text("x")), Citations((Citation(source, "p1", None, None),)))
    return Item(
        bank, Text(id), kind, Text("?"), (claim,), (claim,), (bank, id),
        tags=tuple(map(Text, tags)), fact=fact, importance=importance, reserve=reserve,
    )  # fmt: skip


ITEMS = {
    "seas": (
        item("seas", "a", Kind.DATE, ["core", "north"], importance=3),
        item("seas", "b", Kind.NUMBER, ["north"], source="map"),
        item("seas", "c", tags=["core"], reserve=True),
    ),
    "lakes": (
        item("lakes", "d", Kind.DATE, ["extra"], fact="deal"),
        item("lakes", "e", Kind.OPEN, ["core"], importance=1),
    ),
}
FACT = Fact("lakes", Text("deal"), FactType.DEAL, {}, Citations())
PROJECT = Project(
    Path(),
    banks={
        name: Bank(Text(name), Text(name), File("", ""), items, (FACT,) if name == "lakes" else ())
        for name, items in ITEMS.items()
    },
)


def chosen(**keys):
    texts = {
        k: v if k in {"importance", "none_of"} else tuple(map(Text, v)) for k, v in keys.items()
    }
    return "".join(one.id for one in select(PROJECT, Select(**texts)))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, "abcde"),
        ({"banks": ["lakes"]}, "de"),
        ({"banks": ["lakes", "seas"]}, "abcde"),
        ({"tags": ["north", "extra"]}, "abd"),
        ({"tags": ["core"], "banks": ["seas"]}, "ac"),
        ({"kinds": ["date"]}, "ad"),
        ({"items": ["lakes/e", "seas/b"]}, "be"),
        ({"sources": ["map"]}, "b"),
        ({"facts": ["deal"]}, "d"),
        ({"facts": ["lakes/deal"]}, "d"),
        ({"importance": (3, 1)}, "ae"),
        ({"kinds": ["date"], "tags": ["north"]}, "a"),
        ({"tags": ["nothing"]}, ""),
        ({"none_of": Select(tags=(Text("core"),))}, "bd"),
        ({"none_of": Select(tags=(Text("core"),), kinds=(Kind.DATE,))}, "bcde"),
        ({"none_of": Select()}, "abcde"),
        ({"banks": ["seas"], "none_of": Select(kinds=(Text("date"), Text("number")))}, "c"),
    ],
)
def test_selections(keys, expected):
    """Each row: what is asked for, and the ids that come, in the order of the project."""
    assert chosen(**keys) == expected


def test_practice_leaves_out_what_is_for_paper():
    """Items in reserve would be learnt before the test; open ones cannot be compared."""
    assert "".join(one.id for one in in_practice(select(PROJECT, Select()))) == "abd"


_texts = st.lists(st.sampled_from(["core", "north", "extra"]).map(Text), max_size=2).map(tuple)
_banks = st.lists(st.sampled_from(["seas", "lakes"]).map(Text), max_size=2).map(tuple)


@settings(max_examples=60)
@given(_texts, _banks, _texts)
def test_a_selection_and_its_negation_share_nothing_and_leave_nothing_out(tags, banks, others):
    """`not` is the complement within what the other keys select."""
    inner = Select(tags=others, banks=banks)
    whole = {one.key for one in select(PROJECT, Select(tags=tags))}
    kept = {one.key for one in select(PROJECT, Select(tags=tags, none_of=inner))}
    taken = {one.key for one in select(PROJECT, inner)} if inner != Select() else set()
    assert kept == whole - taken
