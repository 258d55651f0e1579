"""An answer that is worked out rests on figures that the passages have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.check.desk import Located
from studydeck.check.working import judge_working
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read
from studydeck.model import Passage, Verdict
from studydeck.span import Text

WORDS = "The treaty of 1950 was followed by one in July 2001. It cost 1,200 crowns and 3 weeks."


def verdict(working: str, answer: str) -> Verdict:
    reading = read(WORDS, NameTable.of([]))
    passage = Passage("notes", Text("p1"), Text(WORDS))
    return judge_working(working, answer, [Located(passage, reading, 0)]).verdict


@pytest.mark.parametrize(
    ("working", "answer", "expected"),
    [
        ("2001 - 1950", "51 years", Verdict.SUPPORTED),
        ("2001 − 1950", "51", Verdict.SUPPORTED),
        ("(2001 - 1950) * 3", "153", Verdict.SUPPORTED),
        ("1,200 / 3", "400 crowns", Verdict.SUPPORTED),
        ("2001 - 1950", "52 years", Verdict.CONTRADICTED),
        ("2001 - 1949", "52 years", Verdict.NOT_FOUND),
        ("2001 minus 1950", "51 years", Verdict.NOT_FOUND),
        ("2001 - 1950", "many years", Verdict.CONTRADICTED),
        ("3 / (3 - 3)", "1", Verdict.CONTRADICTED),
        ("(2001 - 1950", "51", Verdict.CONTRADICTED),
        ("", "51", Verdict.NOT_FOUND),
    ],
)
def test_a_working_is_worked_out(working: str, answer: str, expected: Verdict) -> None:
    assert verdict(working, answer) is expected


@given(st.text("0123456789+-*/(). ", max_size=40))
def test_no_working_breaks_the_check(working: str) -> None:
    assert verdict(working, "51") in set(Verdict)


def test_signs_go_from_left_to_right() -> None:
    assert verdict("1950 + 2001 - 1950 - 2001 + 3", "3") is Verdict.SUPPORTED
