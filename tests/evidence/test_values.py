"""What is read out of a text: numbers, dates, designations, with unit and hedge."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.evidence.dates import edtf
from studydeck.evidence.units import to_base
from studydeck.evidence.values import WORDS, read_values, whole_value

NUMBERS = [
    ("US$1.5 billion", "1500000000", "1500000000", "USD", ""),
    ("$1.5-2 billion", "1500000000", "2000000000", "USD", ""),
    (r"\$3.56 billion", "3560000000", "3560000000", "USD", ""),
    ("half a billion dollars", "500000000", "500000000", "USD", ""),
    ("US$300 million to $400 million", "300000000", "400000000", "USD", ""),
    ("$5m", "5000000", "5000000", "USD", ""),
    ("1,642 m deep", "1642", "1642", "m", ""),
    ("€2 million", "2000000", "2000000", "EUR", ""),
    ("two dozen submarines", "24", "24", "", ""),
    ("several dozen aircraft", "12", "12", "", "approx"),
    ("eight Kilo-class submarines", "8", "8", "", ""),
    ("twenty-one points", "21", "21", "", ""),
    ("49.9%", "49.9", "49.9", "%", ""),
    ("33.3 per cent", "33.3", "33.3", "%", ""),
    ("99 %", "99", "99", "%", ""),
    ("more than 70 percent", "70", "70", "%", "lower"),
    ("up to 200 aircraft", "200", "200", "", "upper"),
    ("a maximum of 20,000 in each", "20000", "20000", "", "upper"),
    ("after approximately 800 flight hours", "800", "800", "h", "approx"),
    ("approximately 800 hours", "800", "800", "h", "approx"),
    ("nearly 4,200 km", "4200", "4200", "km", "approx"),
    ("100km", "100", "100", "km", ""),
    ("a 1,500-mile pipeline", "1500", "1500", "mile", ""),
    ("1500 miles", "1500", "1500", "mile", ""),
    ("a 800,000-kw unit", "800000", "800000", "kW", ""),
    ("10 billion kilowatt-hours", "10000000000", "10000000000", "kWh", ""),
    ("250,000 to 450,000 people", "250000", "450000", "", ""),
    ("between 10 and 12 years", "10", "12", "year", ""),
    ("-5 degrees", "-5", "-5", "", ""),
    ("Article 12", "12", "12", "article", ""),
    ("Art. XII", "12", "12", "article", ""),
    ("a 15-year agreement", "15", "15", "year", ""),
    ("two and a half years", "2.5", "2.5", "year", ""),
    ("one and a half million tons", "1500000", "1500000", "t", ""),
    ("1½ tons", "1.5", "1.5", "t", ""),
    ("1 1/2 tons", "1.5", "1.5", "t", ""),
    ("half a century", "0.5", "0.5", "century", ""),
    ("half of the oil", "0.5", "0.5", "", ""),
    ("one hundred and twenty ships", "120", "120", "", ""),
    ("two thousand five hundred men", "2500", "2500", "", ""),
    ("a hundred and fifty men", "150", "150", "", ""),
    ("two to three hundred men", "200", "300", "", ""),
    ("three out of four", "0.75", "0.75", "", ""),
    ("a pair of destroyers", "2", "2", "", ""),
    ("a ratio of 4:1", "4", "4", ":", ""),
    ("4 to 1", "4", "4", ":", ""),
    ("exports doubled", "2", "2", "×", ""),
    ("1500 tanks", "1500", "1500", "", ""),
    ("some 2000 tanks", "2000", "2000", "", "approx"),
    ("USD 1.5 billion", "1500000000", "1500000000", "USD", ""),
    ("1.5m dollars", "1500000", "1500000", "USD", ""),
    ("2 million U.S. dollars", "2000000", "2000000", "USD", ""),
    ("5 percentage points", "5", "5", "pp", ""),
    ("10 Mt of oil", "10", "10", "Mt", ""),
    ("minus 5 degrees Celsius", "-5", "-5", "°C", ""),
    ("-5 °C", "-5", "-5", "°C", ""),
    ("30 square kilometres", "30", "30", "sq km", ""),
    ("the twelfth article", "12", "12", "article", ""),
    ("40 or more aircraft", "40", "40", "", "lower"),
    ("20-odd ships", "20", "20", "", "approx"),
    ("as many as 40 ships", "40", "40", "", "upper"),
    ("in excess of 200 men", "200", "200", "", "lower"),
    ("reportedly 40 fighters", "40", "40", "", "reported"),
]

DATES = [
    ("July 16th 2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("16 July 2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("16th of July, 2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("July 16, 2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("2001-07-16", (2001, 7, 16), (2001, 7, 16), ""),
    ("5-6 July 2000", (2000, 7, 5), (2000, 7, 6), ""),
    ("July 5–6, 2000", (2000, 7, 5), (2000, 7, 6), ""),
    ("Aug. 22-24, 2000", (2000, 8, 22), (2000, 8, 24), ""),
    ("30 June to 2 July 2000", (2000, 6, 30), (2000, 7, 2), ""),
    ("2000-07-05/2000-07-06", (2000, 7, 5), (2000, 7, 6), ""),
    ("July 2001", (2001, 7, 1), (2001, 7, 31), ""),
    ("February 2000", (2000, 2, 1), (2000, 2, 29), ""),
    ("May-June 2002", (2002, 5, 1), (2002, 6, 30), ""),
    ("the first half of 2000", (2000, 1, 1), (2000, 6, 30), ""),
    ("the third quarter of 2000", (2000, 7, 1), (2000, 9, 30), ""),
    ("in 1999", (1999, 1, 1), (1999, 12, 31), ""),
    ("1997-2000", (1997, 1, 1), (2000, 12, 31), ""),
    ("1995-96", (1995, 1, 1), (1996, 12, 31), ""),
    ("the 1990s", (1990, 1, 1), (1999, 12, 31), ""),
    ("the early 1990s", (1990, 1, 1), (1993, 12, 31), ""),
    ("late 2001", (2001, 9, 1), (2001, 12, 31), ""),
    ("in mid-2001", (2001, 5, 1), (2001, 8, 31), ""),
    ("the end of June 2001", (2001, 6, 21), (2001, 6, 30), ""),
    ("Q3 2000", (2000, 7, 1), (2000, 9, 30), ""),
    ("in the summer of 1992", (1992, 6, 1), (1992, 8, 31), ""),
    ("16.07.2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("7/16/2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("2001/07/16", (2001, 7, 16), (2001, 7, 16), ""),
    ("Monday, July 16, 2001", (2001, 7, 16), (2001, 7, 16), ""),
    ("before 2002", (2002, 1, 1), (2002, 12, 31), "before"),
    ("2005 at the latest", (2005, 1, 1), (2005, 12, 31), "upper"),
    ("as early as 2005", (2005, 1, 1), (2005, 12, 31), "early"),
    ("September 17th", (0, 9, 17), (0, 9, 17), ""),
]


@pytest.mark.parametrize(("text", "low", "high", "unit", "hedge"), NUMBERS)
def test_a_number_is_read_with_its_unit_and_hedge(text, low, high, unit, hedge) -> None:
    value = read_values(text)[0]
    base, factor = to_base(unit)
    bounds = (Decimal(low) * factor, Decimal(high) * factor)
    assert (value.category, value.low, value.high) == ("number", *bounds)
    assert (value.unit, value.hedge) == (base, hedge)


@pytest.mark.parametrize(("text", "low", "high", "hedge"), DATES)
def test_a_date_is_read_as_an_interval_of_days(text, low, high, hedge) -> None:
    (value,) = read_values(text)
    assert (value.category, value.low, value.high, value.hedge) == ("date", low, high, hedge)


@pytest.mark.parametrize(
    "text", ["Su-27UBK", "S-300PMU", "Tu-204-120C", "SS-N-22", "F-16", "MiG-31", "TOR-M1", "G-8"]
)
def test_a_designation_is_no_number(text: str) -> None:
    (value,) = read_values(f"They bought the {text} there.")
    assert value.category == "designation"


@pytest.mark.parametrize(
    "text",
    ["the Shanghai Five met", "no one knew", "the Three Gorges dam", "one of the longest borders",
     "the sixth member", "the May declaration"],
)  # fmt: skip
def test_names_and_ordinals_are_no_numbers(text: str) -> None:
    assert read_values(text) == ()


def test_two_spellings_of_a_designation_are_one() -> None:
    assert read_values("SU-27s")[0].same(read_values("Su-27")[0])


def test_values_that_share_a_sentence_stay_apart() -> None:
    text = "With 18 fighter aircraft (10 Su-30MKK and 8 Su-27UBK) it rose from 317 in 1998 to 224."
    numbers = [value for value in read_values(text) if value.category == "number"]
    assert [int(value.low) for value in numbers] == [18, 10, 8, 317, 224]


def test_an_impossible_day_is_no_date() -> None:
    assert all(v.low != (2001, 2, 30) for v in read_values("on 30 February 2001"))
    assert edtf("2001-02-30") is None
    assert edtf("2001-13") is None


def test_whole_value_wants_nothing_beside_the_value() -> None:
    assert whole_value("8 submarines") is not None
    assert whole_value("up to US$15 billion") is not None
    assert whole_value("the treaty of 2001 on friendship") is None


@given(st.text(max_size=300))
def test_reading_never_fails_and_every_value_lies_in_its_text(text: str) -> None:
    for value in read_values(text):
        assert 0 <= value.start < value.end <= len(text)


@given(
    st.dates(
        min_value=__import__("datetime").date(1000, 1, 1),
        max_value=__import__("datetime").date(2099, 12, 31),
    )
)
def test_every_day_reads_the_same_in_iso_and_in_words(day) -> None:
    (iso,) = read_values(day.isoformat())
    (words,) = read_values(f"{day.day} {day:%B} {day.year}")
    assert iso.same(words)


@pytest.mark.parametrize(
    "hostile",
    [
        "1," * 50_000,
        "Su-" * 30_000,
        "a-" * 50_000,
        "9" * 100_000,
        "(" * 100_000,
        "one hundred and " * 6000,
        "Articles 5, " + "5, " * 30_000,
        "1/" * 50_000,
        "mid-" * 25_000,
        "Monday, " * 12_000,
        "end of the " * 9000,
        "a half of " * 10_000,
        "4:" * 50_000,
    ],
)
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    assert isinstance(read_values(hostile), tuple)


SPEECH = st.lists(
    st.sampled_from(
        "a an the half of dozen million pair hour long day every third second twelve boats and in"
        " twice spring late minus several quarter one hundred no article this last".split()
    ),
    max_size=8,
)


@given(SPEECH)
def test_a_value_in_words_has_one_of_the_words_that_tell(words: list[str]) -> None:
    """What has none of them is not read at all where only figures and names are looked for."""
    if not WORDS.intersection(words):
        assert read_values(" ".join(words)) == ()
