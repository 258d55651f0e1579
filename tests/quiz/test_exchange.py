"""Responses move between machines whole, as text."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.quiz.exchange import (
    COLUMNS,
    ExchangeError,
    as_csv,
    as_jsonl,
    read_history,
)
from studydeck.quiz.store import Event
from tests.quiz.learning import Sessions, at

WRITERS = {"jsonl": as_jsonl, "csv": as_csv}
both = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def some():
    sessions = Sessions().begin("a", seed="x").right("amber").wrong("birch", 1)
    sessions.add("accept", "birch", 1).add("flag", "birch", 1, note="see, “this”\n=1+1")
    return sessions.begin("b", 2, mode="exam").right("cedar", 2, hints=1).add("end", "", 2)


@both
def test_what_is_written_is_read_back(write):
    events = tuple(some().events)
    assert read_history(write(events)) == events
    assert read_history("\ufeff" + write(events).replace("\r\n", "\n")) == events


@both
@settings(max_examples=60, deadline=None)
@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_whatever_was_typed_survives(write, typed):
    """Line separators, quotes, formulas and controls of every kind."""
    events = tuple(Sessions().begin("a").wrong("amber", typed=typed).events)
    assert read_history(write(events)) == events


def test_no_cell_is_a_formula():
    """Spreadsheets run what begins with these signs."""
    for row in csv.reader(io.StringIO(as_csv(some().events))):
        assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r")]


EVENT = {
    "session": "s",
    "n": 1,
    "at": at(),
    "type": "response",
    "item": "b/i",
    "identity": "ns/b/i",
    "data": {"typed": "x", "mark": "wrong", "score": 0.0},
}
HEAD = '{"studydeck": "history", "format": 1}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the first line has to be"),
        ("a,b\n1,2\n", "the first line has to be: session,n,at"),
        ("{}\n", "line 1 does not say"),
        ('{"studydeck": "history", "format": 9}\n', "it has format 9"),
        (f"{HEAD}nonsense\n", "line 2 is not JSON"),
        (f"{HEAD}[1]\n", "line 2 is no JSON object"),
        (HEAD + "[" * 100_000, "line 2 is not JSON"),
        (HEAD + json.dumps(EVENT | {"n": "1"}), "line 2 is no event: it needs session, n"),
        (HEAD + json.dumps(EVENT | {"n": -1}), "numbered from 0"),
        (HEAD + json.dumps(EVENT | {"type": "drop"}), "'drop' is no type of event"),
        (HEAD + json.dumps(EVENT | {"at": "yesterday"}), "line 2 is no event: Invalid isoformat"),
        (HEAD + json.dumps(EVENT | {"at": "2026-05-01T10:00"}), "does not say its time zone"),
        (HEAD + json.dumps(EVENT | {"data": {"mark": "good"}}), "'good' is no mark"),
        (HEAD + json.dumps(EVENT | {"data": {"score": "1"}}), "are numbers"),
        (HEAD + json.dumps(EVENT | {"data": {"typed": ["x"]}}), "is no text"),
        (HEAD + json.dumps(EVENT | {"data": {"score": float("nan")}}), "are numbers"),
        (HEAD + json.dumps(EVENT | {"type": "start", "data": {"items": [1]}}), "no list of names"),
        (HEAD + json.dumps(EVENT | {"type": "start", "data": {"part_of": 1}}), "is a part of"),
        (f"{','.join(COLUMNS)}\ns,one,t,response,i,i,{{}}\n", "line 2 is no event"),
        (f'{",".join(COLUMNS)}\ns,1,"t', "is not CSV"),
    ],
)
def test_what_is_no_history_is_named_by_line(text, words):
    """Nothing that is read here can make a later session fail."""
    with pytest.raises(ExchangeError) as error:
        read_history(text)
    assert words in str(error.value)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80) | st.text(max_size=80).map(HEAD.__add__))
def test_any_text_is_a_history_or_is_refused(text):
    try:
        found = read_history(text)
    except ExchangeError as error:
        found = (str(error),)
    assert all(isinstance(one, Event) for one in found) or len(found[0]) > 10
