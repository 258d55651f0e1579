"""Date, number or text: what the whole of a single answer is."""

import pytest

from studydeck.load.kinds import kind_of
from studydeck.load.saying import one_line

DATES = """\
1000; 1996; 2099; 2001-07; 2001-07-16; 1996~; 2000-07-05/2000-07-06; 1996/2001; ../2002; 199X
July 16th 2001; 16 July 2001; July 16, 2001; July 2001; 5-6 July 2000; 17–18 July 2000; 16 July
first half of 2000; the spring of 2001; about 1450; in 1996; since 1992; 1996-97; 1990s"""
NUMBERS = """\
0; 9; 12.5; 999; 2100; 130,400; eight; twenty-five; one in three; 1 in 3; two-thirds; 33.3 per cent
33%; 4:1; several dozen; 8 submarines; up to 200 Su-27s; US$1.5 billion; $1.5-2 billion; -5 degrees
half a billion dollars; 1,000; 1500 tanks; about 1500 tanks; six members; 100 km; at least 40"""
TEXTS = """\
Three Gorges; Shanghai Five; Four Modernisations; Nine-Dash Line; Su-27; S-300PMU; F-16; Tu-204
Article 9; Article IX; G8; 9/11; Catch-22; Apollo 11; Boeing 747; the Group of Eight; H2O; No one
Second World War; May Fourth Movement; One Country, Two Systems; 21st century; 2001 treaty; Beijing
2001: A Space Odyssey; 50th anniversary; about; half; upside down; 上海; x"""


def listed(table: str) -> list[str]:
    return [one.strip() for line in table.split("\n") for one in line.split(";")]


@pytest.mark.parametrize("text", listed(DATES))
def test_a_date(text):
    """EDTF or plain English; a bare 1000 to 2099 is a year."""
    assert kind_of(text) == "date"


@pytest.mark.parametrize("text", listed(NUMBERS))
def test_a_number(text):
    """With hedge, currency, scale and unit; ratios are numbers."""
    assert kind_of(text) == "number"


@pytest.mark.parametrize("text", listed(TEXTS))
def test_a_text(text):
    """Names and designations with a number in them, and all else."""
    assert kind_of(text) == "text"


def test_long_words_are_cut_in_messages():
    """They stay in one line."""
    made = one_line(f"'{'x' * 500}' is no date, and '{'y ' * 500}' is none")
    assert made == f"'{'x' * 39}…' is no date, and '{('y ' * 500)[:39]}…' is none"
    assert len(one_line("x" * 5000)) == 320
