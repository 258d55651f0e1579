"""Responses move between machines whole, and are counted once however often they come."""

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
    merge,
    read_history,
)
from studydeck.quiz.past import read_past
from studydeck.quiz.store import Event, Log
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


def test_the_same_twice_is_there_once(tmp_path):
    events = tuple(some().events)
    with Log(tmp_path / "log.sqlite") as log:
        for expected in ((len(events), 0), (0, len(events))):
            merged = merge(log.events(), read_history(as_jsonl(events)))
            log.add(merged.new)
            assert (len(merged.new), merged.known) == expected
        assert log.events() == tuple(sorted(events, key=lambda one: (one.session, one.n)))


def test_twice_in_one_file_is_there_once():
    events = some().events
    assert len(merge((), [*events, *events]).new) == len(events)


def test_a_session_that_went_on_elsewhere_comes_in_where_it_stopped():
    events = some().events
    assert merge(events[:3], events).new == tuple(events[3:])


def test_a_session_that_went_on_on_both_machines_loses_nothing():
    """The other machine's part is a session of its own, and comes in once."""
    here = Sessions().begin("a").right("amber").right("birch", 1)
    there = Sessions().begin("a").right("amber").wrong("cedar", 2).right("cedar", 2, 1)
    merged = merge(here.events, there.events)
    together = [*here.events, *merged.new]
    past = read_past(sorted(together, key=lambda one: (one.session, one.n)))
    assert [one.act.item[-5:] for one in past.given] == ["amber", "birch", "cedar", "cedar"]
    assert merge(together, there.events).new == ()
    there.right("elder", 3)
    (more,) = merge(together, there.events).new
    assert more.item == "bank/elder"


def test_a_part_that_came_in_is_not_taken_up_as_unfinished(tmp_path):
    with Log(tmp_path / "log.sqlite") as log:
        log.add(Sessions().begin("a").right("amber").add("end", "").events)
        there = Sessions().begin("a").right("amber").wrong("cedar", 2).events
        log.add(merge(log.events(), there).new)
        assert log.unfinished() == ()


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
