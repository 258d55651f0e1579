"""Grading is fair to every item of the curated library."""

import csv
import re
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from sys import settrace

import pytest

from studydeck.grade import Lexicon, grade, lexicon_of
from studydeck.grade.dates import read_date
from studydeck.grade.fold import fold
from studydeck.grade.numbers import read_quantity
from studydeck.load import load
from studydeck.model import Criteria, Elements, Gaps, Single, Steps, Truth
from studydeck.wording import answer_text

TABLE = Path(__file__).parent / "cases" / "grading-library.csv"
PROJECT, _ = load(Path(__file__).parents[1])
LEXICON = lexicon_of(PROJECT)
ITEMS = [item for item in PROJECT.items.values() if not isinstance(item.answer, Criteria)]
SINGLE = [item for item in ITEMS if isinstance(item.answer, Single)]


def spelt(answer):
    """Give the ways in which the bank itself writes an answer."""
    match answer:
        case Single(text=text, aliases=aliases):
            return [text, *aliases, answer_text(answer)]
        case Truth(value=value):
            return [str(value), "t" if value else "f"]
        case Elements(elements=elements):
            return ["; ".join(elements), ", ".join(elements), " and ".join(reversed(elements))]
        case Gaps(gaps=gaps):
            return ["; ".join(gap.answer for gap in gaps)]
        case Steps(steps=steps):
            return [" → ".join(steps)]
        case _:
            return [answer_text(answer)]


def right_answers(item):
    return [text for claim in item.right for text in spelt(claim.answer)]


def test_there_is_a_library_to_look_at():
    """Empty lists would let the tests below pass."""
    assert len(SINGLE) > 40


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_every_right_answer_is_correct(item):
    """However the bank writes it; case and a full stop change nothing."""
    for text in right_answers(item):
        assert grade(item, text, (), LEXICON).mark == "correct"
        assert grade(item, f" {text.upper()} ", (), LEXICON).mark == "correct"


@pytest.mark.parametrize("item", SINGLE, ids=lambda item: item.key)
def test_another_digit_is_wrong(item):
    """Unless sources differ: a digit more or less can make, or round, the other value."""
    if item.answer.tolerance or len(item.right) > 1:
        return
    for text in (item.answer.text, answer_text(item.answer)):
        for at, old in enumerate(text):
            for new in "0123456789" if old.isdigit() else "":
                typed = text[:at] + new + text[at + 1 :]
                if new != old:
                    assert grade(item, typed, (), LEXICON).mark == "wrong", typed


@pytest.mark.parametrize("item", SINGLE, ids=lambda item: item.key)
def test_every_distractor_is_wrong(item):
    for one in item.distractors:
        assert grade(item, one.text, (), LEXICON).mark == "wrong", one.text


@pytest.mark.parametrize("item", SINGLE, ids=lambda item: item.key)
def test_answers_to_other_questions_are_wrong(item):
    """What is right somewhere else in the library is no slip of spelling here."""
    if item.kind not in {"text", "choice"}:
        return
    right = {fold(text) for text in right_answers(item)}
    for other in SINGLE:
        text = other.answer.text
        if other.kind in {"text", "choice"} and fold(text) not in right:
            assert grade(item, text, (), LEXICON).mark == "wrong", text


# Rows that were judged by reading alone, before the grader saw them

ROWS = [
    row
    for row in csv.DictReader(TABLE.read_text("utf-8").splitlines())
    if row["item"] in PROJECT.items
]


def test_the_table_is_long_enough():
    """Items may go from the library, but not so many that the table says nothing."""
    assert len(ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['item']}-{row['typed'][:20]}")
def test_a_row_of_the_table_gets_its_mark(row):
    result = grade(PROJECT.items[row["item"]], row["typed"], (), LEXICON)
    assert result.mark == row["verdict"], f"{row['why']}: {result}"


# Every answer against every other


def wordings(item):
    """Give the wordings in which the library has the answer of an item, one each for parts."""
    return {text for claim in item.right for text in spelt(claim.answer)}


TYPED = [item for item in ITEMS if item.kind not in {"statement", "matching", "order"}]


HEDGES = ("about ", "approximately ", "nearly ")
# Without the other answers of the library grading is only more lenient, and much faster.
LENIENT = Lexicon({}, LEXICON.names, LEXICON.dates)


def plain(text):
    """Write a text so that two which say the same are equal: a hedge of nearness may go."""
    low = text.casefold()
    bare = next((low.removeprefix(hedge) for hedge in HEDGES if low.startswith(hedge)), low)
    return read_date(bare)[:1] or frozenset(
        LEXICON.settle(fold(part)) for part in re.split(r"; |, (?!and )| and ", bare)
    )


def says_something(text):
    """Whether a text is more than a number, which may be right wherever the prompt has the unit."""
    read = read_quantity(text)
    return not read or bool(read.words or read.unit)


@cache
def readings():
    """Give every wording of the library, and what it says."""
    texts = {text for item in TYPED for text in wordings(item)}
    return {text: plain(text) for text in texts if says_something(text)}


def taken_by(key):
    """Count the wordings of other answers that were tried on an item, and list those it took."""
    item = PROJECT.items[key]
    ours = {plain(text) for text in wordings(item)}
    others = [text for text, said in readings().items() if said not in ours]
    lenient = [text for text in others if grade(item, text, (), LENIENT).mark == "correct"]
    return len(others), [
        (key, text) for text in lenient if grade(item, text, (), LEXICON).mark == "correct"
    ]


def test_no_answer_is_taken_for_another():
    """Over all pairs of the library, of whatever kinds: correct only if they share an answer.

    Half a million of them: on all processors, and unseen by coverage, which would triple the time.
    """
    processes = get_context("spawn")
    with ProcessPoolExecutor(mp_context=processes, initializer=settrace, initargs=(None,)) as pool:
        found = list(pool.map(taken_by, [item.key for item in TYPED], chunksize=20))
    assert [pair for _, taken in found for pair in taken] == []
    assert sum(tried for tried, _ in found) > 10_000
