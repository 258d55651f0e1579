"""Feedback can be read at a glance, with colours or without."""

import io
from pathlib import Path

import pytest

from studydeck.grade import Mark, Result
from studydeck.model import Pairs, Present, Project, Rights, Source, Steps
from studydeck.quiz.backing import Backing
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Ask, Feedback
from studydeck.quiz.show import show_feedback
from studydeck.span import Text
from tests.quiz.learning import an_item

STEPS = Steps((Text("the dam"), Text("the flood")), ())
PAIRS = Pairs(((Text("Mira"), Text("the dam")), (Text("Korb"), Text("the flood"))))
SOURCE = Source(Text("source"), Text("A Source"), Rights.OWN)
BACKING = Backing(Project(Path(), sources={"source": SOURCE}))


def told(item, mark, response="ba", parts=()):
    out = io.StringIO()
    ask = Ask(item, Present.TYPE, ("the flood", "the dam"), 0, 1, False, 0, ())
    result = Result(mark, 1.0 if mark is Mark.CORRECT else 0.0, response="the flood, the dam",
                    parts=parts)  # fmt: skip
    show_feedback(Screen(out, width=60), BACKING, Feedback(ask, result, comes_back=False), response)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("mark", [Mark.CORRECT, Mark.WRONG, Mark.SKIPPED])
@pytest.mark.parametrize(
    ("kind", "answer", "lines"),
    [
        ("order", STEPS, ["  1. the dam", "  2. the flood"]),
        ("matching", PAIRS, ["  - Mira \u2013 the dam", "  - Korb \u2013 the flood"]),
    ],
)
def test_what_has_parts_is_told_a_line_each(mark, kind, answer, lines):
    said = told(an_item("x", kind=kind, answer=answer), mark)
    at = said.index(lines[0])
    assert said[at : at + 2] == lines


@pytest.mark.parametrize(
    ("kind", "answer", "given", "lines"),
    [
        ("order", STEPS, ("the flood", "the dam"), ["1. the dam  (yours: 2)", "2. the flood  (yours: 1)"]),
        ("order", STEPS, ("the dam",), ["1. the dam", "2. the flood  (yours: –)"]),
        ("matching", PAIRS, ("The Dam", "the dam"), ["- Mira – the dam", "- Korb – the flood  (yours: the dam)"]),
        ("matching", PAIRS, ("the dam", ""), ["- Mira – the dam", "- Korb – the flood  (yours: –)"]),
    ],
)  # fmt: skip
def test_what_differed_stands_beside_each_part(kind, answer, given, lines):
    said = told(an_item("x", kind=kind, answer=answer), Mark.CLOSE, parts=given)
    assert [line.strip() for line in said if "You:" in line] == []
    assert [line.strip() for line in said if line.strip() in lines] == lines


def test_marks_are_seen_where_nothing_is_bold():
    out = io.StringIO()
    Screen(out, width=40).marked("one two three", [(0, 3), (4, 7), (8, 13)])
    Screen(out, width=40).marked("one two three", [(4, 7)])
    assert out.getvalue().split("\n")[:2] == ["  *one* *two* *three*", "  one *two* three"]
