"""A session comes back from its log as it was, whatever was renamed or removed since."""

from dataclasses import replace

import pytest

from studydeck.grade import Mark
from studydeck.model import Citations, Claim, Item, Kind, Single
from studydeck.quiz.journal import Journal, find_unfinished, take_up
from studydeck.quiz.past import read_past
from studydeck.quiz.plan import Plan
from studydeck.quiz.session import Session
from studydeck.quiz.store import Log
from studydeck.span import Text

NAMES = ("amber", "birch", "cedar")
T0 = "2026-05-01T10:00:00+00:00"
SELECTION = {"deck": "trees", "limit": None}


def an_item(name, bank="trees", was=None):
    claim = Claim(Single(Text(was or name)), Citations())
    return Item(
        bank=bank,
        id=Text(name),
        kind=Kind.TEXT,
        prompt=Text("?"),
        claims=(claim,),
        right=(claim,),
        identity=("trees", was or name),
    )


ITEMS = tuple(an_item(name) for name in NAMES)


def identities(items):
    return {item.key: "/".join(("ns", *item.identity)) for item in items}


def keys(items):
    return {identity: key for key, identity in identities(items).items()}


@pytest.fixture
def log(tmp_path):
    with Log(tmp_path / "log.sqlite") as opened:
        yield opened


def play(log, *responses, name="one", items=ITEMS):
    """Begin a session and give responses; `undo`, `accept` and `hint` are done."""
    journal = Journal(log, name, identities(items))
    session = Session(Plan(items, "seed"))
    journal.begin(session.plan, SELECTION, T0)
    for at, typed in enumerate(responses):
        after = {
            "undo": session.undo,
            "accept": session.accept,
            "hint": lambda when, now=session: now.hint(when)[0],
        }.get(typed, lambda when, now=session, said=typed: now.submit(said, when)[0])(
            f"2026-05-01T10:00:0{at}+00:00"
        )
        journal.record(session, after)
        session = after
    return session, journal


def test_a_session_is_taken_up_as_it_was(log):
    before, _ = play(log, "amber", "wrong", "accept", "hint", "cadar", "undo")
    found = find_unfinished(log, SELECTION)
    again = take_up(found, Plan(tuple(reversed(ITEMS)), "other"), keys(ITEMS))
    assert again == before
    assert again.next() == before.next()


def test_it_goes_on_with_the_next_number(log):
    play(log, "amber")
    found = find_unfinished(log, SELECTION)
    session = take_up(found, Plan(ITEMS, ""), keys(ITEMS))
    after, _ = session.submit("birch", "t")
    Journal(log, found.id, identities(ITEMS)).record(session, after)
    assert [event.n for event in log.session("one")] == [0, 1, 2]


def test_another_selection_is_another_session(log):
    play(log, "amber")
    assert find_unfinished(log, {**SELECTION, "limit": 5}) is None


def test_a_finished_session_is_not_taken_up(log):
    session, journal = play(log, "amber", "birch", "cedar")
    journal.end(session, "t", "finished")
    assert find_unfinished(log, SELECTION) is None
    assert log.session("one")[-1].data == {"how": "finished", "points": 3.0}


def test_a_renamed_item_keeps_its_responses(log):
    """`was` keeps the identity, and the log goes by that."""
    play(log, "wrong")
    renamed = (an_item("amber-tree", bank="wood", was="amber"), *ITEMS[1:])
    session = take_up(find_unfinished(log, SELECTION), Plan(renamed, ""), keys(renamed))
    assert list(session.first) == ["wood/amber-tree"]


def test_a_removed_item_is_left_out(log):
    play(log, "wrong", "birch")
    session = take_up(find_unfinished(log, SELECTION), Plan(ITEMS[1:], ""), keys(ITEMS[1:]))
    assert [item.id for item in session.plan.items] == ["birch", "cedar"]
    assert list(session.first) == ["trees/birch"]
    assert len(session.acts) == 2


def test_what_was_missed_is_known_over_all_sessions(log):
    """The latest response counts, as it stands after undo and accept."""
    play(log, "wrong", "wrong", "wrong", name="first")
    play(log, "amber", "wrong", "accept", name="second")
    assert read_past(log.events()).failed(last=False) == {"ns/trees/cedar"}


def test_what_was_taken_back_was_not_missed(log):
    play(log, "wrong", "undo")
    assert read_past(log.events()).failed(last=False) == frozenset()


def test_a_response_is_kept_with_its_mark(log):
    session, journal = play(log, "hint", "ambar")
    judged, _ = session.judge("hm", Mark.CLOSE, "t")
    journal.record(session, judged)
    first, second = (event.data for event in log.session("one")[2:])
    assert (first["mark"], first["score"], first["spelling"], first["hints"]) == (
        "close",
        0.5,
        True,
        1,
    )
    assert (second["mark"], second["own"], second["typed"]) == ("close", True, "hm")
    assert log.session("one")[2].identity == "ns/trees/amber"


def test_a_session_that_went_on_elsewhere_is_not_mixed_up(log):
    """Two windows on one session: the second to answer is told, and nothing is lost."""
    session, journal = play(log, "amber")
    here, _ = session.submit("birch", "here")
    there, _ = session.submit("wrong", "there")
    journal.record(session, here)
    with pytest.raises(Exception, match="another process"):
        journal.record(session, there)
    assert [event.at for event in log.session("one")[2:]] == ["here"]
    assert replace(here, acts=()) == Session(here.plan)
