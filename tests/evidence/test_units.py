"""Units of science: read in every spelling, equal by their amounts, and not seen in other words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.evidence.judgement import Library, Question
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read, weigh
from studydeck.evidence.units import DOUBTFUL, UNITS, to_base
from studydeck.evidence.values import read_values, whole_value
from studydeck.evidence.verdict import judge
from studydeck.grade.amounts import grade_number

NAMES = NameTable.of([])
HEART = (
    "The heart of an adult weighs about 300 g. One beat takes about 0.8 seconds, of which the"
    " atria contract for 100 ms. The left ventricle pumps 70 ml of blood into the aorta, whose"
    " width is 3 cm. The systolic pressure is 120 mmHg, and the blood is at 37 °C. All of it comes"
    " round in 1 minute."
)
READING = read(HEART, NAMES)
LIBRARY = Library(NAMES, weigh([READING]))

CASES = [
    ("How much does the heart of an adult weigh?", "about 300 g", "supported"),
    ("How much does the heart of an adult weigh?", "about 300 grams", "supported"),
    ("How much does the heart of an adult weigh?", "about 0.3 kg", "supported"),
    ("How much does the heart of an adult weigh?", "about 300", "contradicted"),
    ("How much does the heart of an adult weigh?", "about 3 kg", "contradicted"),
    ("How much does the heart of an adult weigh?", "about 300 mg", "contradicted"),
    ("How much does the heart of an adult weigh?", "about 300 ml", "contradicted"),
    ("How long does one beat take?", "about 0.8 seconds", "supported"),
    ("How long does one beat take?", "about 0.8 s", "supported"),
    ("How long does one beat take?", "about 800 ms", "supported"),
    ("How long does one beat take?", "about 1 second", "contradicted"),
    ("How long do the atria contract?", "0.1 sec", "supported"),
    ("How much blood does the left ventricle pump into the aorta?", "70 ml", "supported"),
    ("How much blood does the left ventricle pump into the aorta?", "0.07 litres", "supported"),
    ("How much blood does the left ventricle pump into the aorta?", "70 cl", "contradicted"),
    ("How wide is the aorta?", "30 mm", "supported"),
    ("How wide is the aorta?", "3 mm", "contradicted"),
    ("What is the systolic pressure?", "120 mm Hg", "supported"),
    ("What is the systolic pressure?", "120", "contradicted"),
    ("At what temperature is the blood?", "37 degrees Celsius", "supported"),
    ("In what time does all of the blood come round?", "60 s", "supported"),
    ("In what time does all of the blood come round?", "one min", "supported"),
]


@pytest.mark.parametrize(("prompt", "answer", "verdict"), CASES)
def test_an_amount_is_judged_in_any_unit_of_its_kind(prompt, answer, verdict) -> None:
    question = Question.of(NAMES, prompt)
    assert judge(answer, question, [READING], LIBRARY).verdict.value == verdict


SAME = [
    ("300 g", "300 grams", "300 gram", "300g", "0.3 kg", "300000 mg"),
    ("1 second", "one second", "1 s", "1 sec", "1000 ms"),
    ("a litre", "1 l", "1 L", "one liter", "1000 ml", "100 cl", "10 dl", "1000 cm³", "1000 cc"),
    ("5 cm", "50 mm", "0.05 m", "5 centimetres"),
    ("120 mmHg", "120 mm Hg"),
    ("37 °C", "37 degrees Celsius"),
    ("5 µg", "5 μg", "5 mcg", "5 micrograms"),
    ("2 h", "two hours", "120 min"),
    ("2 days", "48 hours"),
    ("50 Hz", "50 hertz", "0.05 kHz"),
    ("20 kJ", "20,000 J", "20 kilojoules"),
    ("200 kcal", "200 kilocalories"),
    ("12 V", "12 volts"),
    ("half a second", "0.5 s", "500 ms"),
    ("half an hour", "30 minutes"),
    ("3 ha", "30,000 square metres", "30,000 m²"),
    ("60 MW", "60,000 kW"),
]


@pytest.mark.parametrize("texts", SAME, ids=[texts[0] for texts in SAME])
def test_one_amount_in_many_spellings_is_one_value_to_check_and_quiz(texts) -> None:
    values = [whole_value(text) for text in texts]
    assert all(value and value.unit and value.same(values[0]) for value in values)
    marks = [grade_number(texts[0], text) for text in texts]
    assert [one.score if one else 0 for one in marks] == [1] * len(texts)


@pytest.mark.parametrize(
    "text",
    ["in his 40s", "some 747s", "the twenty-second meeting", "1 T cell", "5 G", "a 2 A fuse",
     "blood group 2 B", "eight pounds", "two g", "on 18 V. Putin", "3 S waves", "4 H bonds"],
)  # fmt: skip
def test_letters_and_words_that_are_no_units_stay_what_they_were(text: str) -> None:
    (value,) = read_values(text)
    assert value.unit in {"", "GBP"}


@pytest.mark.parametrize(
    "text", ["a second treaty", "the second", "an hour", "a ton", "every second", "20th century"]
)
def test_what_is_no_amount_is_no_value(text: str) -> None:
    assert read_values(text) == ()


@pytest.mark.parametrize(
    ("text", "low"),
    [("In 1995 J. Smith wrote", (1995, 1, 1)), ("the 1990s", (1990, 1, 1)),
     ("In 1996 second place", (1996, 1, 1)), ("5 March", (0, 3, 5))],
)  # fmt: skip
def test_a_date_before_a_letter_stays_a_date(text: str, low) -> None:
    assert read_values(text)[0].low == low


def test_money_in_millions_is_not_metres() -> None:
    assert [(v.low, v.unit) for v in read_values("$5m and 5 m")] == [
        (Decimal(5_000_000), "USD"),
        (Decimal(5), "m"),
    ]


NAMED = sorted(name for name, unit in UNITS.items() if "-" not in name and not unit.isupper())


@given(st.sampled_from(NAMED), st.integers(2, 999))
def test_every_spelling_of_a_unit_is_read_behind_a_figure(name: str, number: int) -> None:
    """Letters as their symbol; check and quiz agree on the unit."""
    unit = UNITS[name]
    text = f"{number} {unit if name in DOUBTFUL - {'second'} else name}"
    base, factor = to_base(unit)
    (value,) = read_values(text)
    assert (value.low, value.unit) == (number * factor, base)
    result = grade_number(f"{number} {unit}", text)
    assert result is not None
    assert result.score == 1


@given(st.sampled_from(sorted({to_base(unit)[0] for unit in UNITS.values()})))
def test_the_base_of_a_base_is_itself(unit: str) -> None:
    assert to_base(unit) == (unit, 1)
