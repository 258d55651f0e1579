"""A set is held against what the passage lists together."""

import pytest

from studydeck.evidence.listing import left_out, lists
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read

NAMES = NameTable.of(
    [("France", []), ("Spain", []), ("Italy", []), ("United Kingdom", ["UK"]), ("Portugal", [])]
)
TEXT = "The members are France, Spain, the United Kingdom and Italy. Portugal is interested."


def stems(*names: str) -> list[str]:
    return [f"@{name}" for name in names]


def test_names_that_only_commas_part_are_one_list() -> None:
    found = list(lists(read(TEXT, NAMES)))
    assert found == [tuple(stems("France", "Spain", "United Kingdom", "Italy"))]


@pytest.mark.parametrize(
    ("given", "stated", "missing"),
    [
        (["France", "Spain", "United Kingdom", "Italy"], [], ()),
        (["France", "Spain", "United Kingdom"], [], ("Italy",)),
        (["France", "Spain", "Italy"], ["United Kingdom"], ()),
        (["France"], [], ()),
        (["Portugal", "France"], [], ()),
    ],
)
def test_what_a_list_has_and_a_set_lacks_is_named(given, stated, missing) -> None:
    elements = [[stem] for stem in stems(*given)]
    assert left_out(elements, stems(*stated), [read(TEXT, NAMES)]) == missing


GOODS = (
    "China sells clothing, footwear and toys to Russia, and buys machinery, heavy equipment, fuel"
    " and timber from it (weaponry, too, by report). The sides spoke of fuel, and timber was named."
)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("machinery; heavy equipment; fuel; timber", ()),
        ("machinery; fuel; timber", ("heavy equipment",)),
        ("machinery; heavy equipment; fuel", ("timber from it",)),
        ("clothing; footwear; toys", ()),
        ("clothing; toys", ("footwear",)),
        ("clothing; footwear; machinery", ("toys to Russia",)),
        ("fuel; timber", ()),
        ("weaponry; shoes", ()),
    ],
)
def test_any_words_that_commas_part_are_held_against_a_set(given: str, missing: tuple) -> None:
    names = NameTable.of([])
    elements = [[s for s in read(one, names).stems if s] for one in given.split("; ")]
    assert left_out(elements, (), [read(GOODS, names)]) == missing
