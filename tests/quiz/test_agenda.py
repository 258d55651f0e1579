"""A day asks what is due, then what is new, and never what was put away."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from studydeck.quiz.agenda import NEW_A_DAY, Diary, agenda
from studydeck.quiz.day import day_of
from studydeck.quiz.memory import remember
from studydeck.quiz.past import read_past
from tests.quiz.learning import START, Sessions, an_item, identity

NAMES = ("amber", "birch", "cedar", "elder", "fir")
ITEMS = tuple(an_item(name) for name in NAMES)


def a_diary(sessions, days=0.0, items=ITEMS, zone=UTC):
    now = START + timedelta(days=days)
    past = read_past(sessions.events)
    names = {item.key: identity(item) for item in items}
    return Diary(past, remember(past.given, now), names, now, zone)


def names(items):
    return [str(item.id) for item in items]


def test_on_the_first_day_everything_is_new():
    today = agenda(ITEMS, a_diary(Sessions()))
    assert (names(today.due), names(today.new)) == ([], list(NAMES))


def test_what_is_known_is_not_asked_again_before_it_is_due():
    sessions = Sessions().begin("s").right("amber")
    due = a_diary(sessions).traces["ns/bank/amber"].due
    early = agenda(ITEMS, a_diary(sessions, 1))
    late = agenda(ITEMS, a_diary(sessions, (due - START).days))
    assert ("amber" in names(early.due), names(late.due)) == (False, ["amber"])
    assert (early.next_day, early.next_count) == (due.date(), 1)


def test_what_was_missed_stays_due_on_the_same_day():
    """Whoever stops before it came back finds it at once in the next session."""
    assert names(agenda(ITEMS, a_diary(Sessions().begin("s").wrong("amber"))).due) == ["amber"]


def test_new_items_come_from_one_bank_after_the_other():
    """What matters most first; else a large bank would fill the first days alone."""
    items = tuple(
        an_item(f"{bank}{n}", bank=bank, importance=3 if n == 4 else 2)
        for bank in ("x", "y")
        for n in (1, 2, 3, 4)
    )
    today = agenda(items, a_diary(Sessions(), items=items), new=6)
    assert names(today.new) == ["x4", "y4", "x1", "y1", "x2", "y2"]


def test_a_day_has_so_many_new_items():
    many = tuple(an_item(f"n{n:02}") for n in range(50))
    first = agenda(many, a_diary(Sessions(), items=many))
    assert (len(first.new), first.waiting) == (NEW_A_DAY, 50 - NEW_A_DAY)
    sessions = Sessions().begin("s")
    for n in range(15):
        sessions.right(f"n{n:02}")
    later = agenda(many, a_diary(sessions, items=many))
    assert len(later.new) == NEW_A_DAY - 15
    assert len(agenda(many, a_diary(sessions, items=many), new=3).new) == 3
    assert len(agenda(many, a_diary(sessions, 1, items=many)).new) == NEW_A_DAY


def test_what_matters_most_is_learnt_first():
    items = (an_item("minor", importance=1), an_item("plain"), an_item("main", importance=3))
    today = agenda(items, a_diary(Sessions(), items=items), new=2)
    assert names(today.take(None, "s")) == ["main", "plain"]


def test_due_comes_before_new_and_the_limit_holds_for_both():
    sessions = Sessions().begin("s").wrong("amber").wrong("birch")
    today = agenda(ITEMS, a_diary(sessions, 2))
    taken = names(today.take(3, "s"))
    assert (set(taken[:2]), len(taken)) == ({"amber", "birch"}, 3)
    assert len(today.take(1, "s")) == 1


def test_siblings_of_one_passage_are_apart():
    items = tuple(an_item(f"{place}{n}", passage=place) for place in "pq" for n in range(3))
    today = agenda(items, a_diary(Sessions(), items=items))
    for seed in "abcdef":
        order = [name[0] for name in names(today.take(None, seed))]
        assert sum(a == b for a, b in pairwise(order)) <= 1


def test_a_buried_item_is_back_the_next_day():
    sessions = Sessions().begin("s").add("bury", "amber")
    there = [("amber" in names(agenda(ITEMS, a_diary(sessions, days)).new)) for days in (0, 0.5, 1)]
    assert there == [False, False, True]


def test_a_suspended_item_is_back_when_it_is_resolved():
    sessions = Sessions().begin("s").add("suspend", "amber")
    assert agenda(ITEMS, a_diary(sessions, 99)).away == 1
    sessions.begin("r", 100)
    sessions.events[-1] = sessions.events[-1].__class__(
        "r", 0, sessions.events[-1].at, "resolve", "bank/amber", "ns/bank/amber", {}
    )
    assert agenda(ITEMS, a_diary(sessions, 101)).away == 0


def test_suspending_can_be_taken_back():
    sessions = Sessions().begin("s").add("suspend", "amber").add("undo", "amber")
    assert agenda(ITEMS, a_diary(sessions)).away == 0


def test_before_an_exam_the_most_forgotten_comes_first():
    sessions = Sessions().begin("s").right("amber", 0)
    sessions.right("birch", 0).begin("t", 3).right("birch", 3).begin("u", 20).right("birch", 20)
    sessions.begin("v", 20).right("cedar", 20)
    exam = (START + timedelta(days=60)).date()
    plain = agenda(ITEMS, a_diary(sessions, 21), exam=exam)
    assert names(plain.due) == ["amber", "cedar", "birch"][: len(plain.due)]
    assert names(plain.due)[:2] == ["amber", "cedar"]


def test_what_was_got_right_today_can_wait_for_another_day_before_the_exam():
    sessions = Sessions().begin("s").right("amber").wrong("birch")
    today = agenda(ITEMS, a_diary(sessions), exam=date(2026, 9, 1))
    assert names(today.due) == ["birch"]
    tomorrow = agenda(ITEMS, a_diary(sessions, 1), exam=date(2026, 9, 1))
    assert sorted(names(tomorrow.due)) == ["amber", "birch"]


@pytest.mark.parametrize(
    ("at", "day"),
    [("02:59", "2026-03-28"), ("03:59", "2026-03-28"), ("04:00", "2026-03-29")],
)
def test_a_day_starts_at_four_where_the_learner_is(at, day):
    """On the night in which the clocks of Berlin go forward, too."""
    zone = ZoneInfo("Europe/Berlin")
    hour, minute = map(int, at.split(":"))
    there = datetime(2026, 3, 29, hour, minute, tzinfo=zone)
    assert str(day_of(there, zone)) == day
