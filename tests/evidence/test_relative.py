"""Dates that are told from the day of the source, where the source has one."""

import pytest

from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read

NAMES = NameTable.of([])
DAY = ((2001, 7, 18), (2001, 7, 18))
MONTH = ((2001, 7, 1), (2001, 7, 31))
YEAR = ((2001, 1, 1), (2001, 12, 31))


@pytest.mark.parametrize(
    ("text", "anchor", "low", "high"),
    [
        ("It was signed yesterday.", DAY, (2001, 7, 17), (2001, 7, 17)),
        ("They meet tomorrow.", DAY, (2001, 7, 19), (2001, 7, 19)),
        ("They met last week.", DAY, (2001, 7, 9), (2001, 7, 15)),
        ("They met two days ago.", DAY, (2001, 7, 16), (2001, 7, 16)),
        ("They met last month.", MONTH, (2001, 6, 1), (2001, 6, 30)),
        ("They met 7 months ago.", MONTH, (2000, 12, 1), (2000, 12, 31)),
        ("They meet next year.", YEAR, (2002, 1, 1), (2002, 12, 31)),
        ("They met a year ago.", YEAR, (2000, 1, 1), (2000, 12, 31)),
    ],
)
def test_a_date_is_told_from_the_date_of_the_source(text, anchor, low, high) -> None:
    (value,) = read(text, NAMES, anchor).values
    assert (value.category, value.low, value.high) == ("date", low, high)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("It was signed yesterday.", None),
        ("It was signed yesterday.", MONTH),
        ("They met last month.", YEAR),
        ("They met last time.", DAY),
        ("This treaty holds.", DAY),
    ],
)
def test_nothing_is_told_from_a_date_that_is_not_fine_enough(text, anchor) -> None:
    assert read(text, NAMES, anchor).values == ()


def test_nothing_is_told_beyond_the_calendar() -> None:
    assert read("It was signed yesterday.", NAMES, ((1, 1, 1), (1, 1, 1))).values == ()
