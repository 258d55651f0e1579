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
    assert left_out(stems(*given), stems(*stated), [read(TEXT, NAMES)]) == missing
