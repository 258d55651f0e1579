"""Memory follows from the responses alone, by FSRS-6 as its authors have it."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, ReviewLog, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.grade import Mark
from studydeck.quiz.acts import Act, Deed
from studydeck.quiz.memory import AGAIN, EASY, GOOD, HARD, rating, recall, remember
from studydeck.quiz.past import read_past
from tests.quiz.learning import START, Sessions, at

LATER = START + timedelta(days=400)


def memory(sessions, now=LATER):
    return remember(read_past(sessions.events).given, now)


@pytest.mark.parametrize(
    ("told", "rated"),
    [
        ({"mark": Mark.CORRECT}, GOOD),
        ({"mark": Mark.CORRECT, "easy": True}, EASY),
        ({"mark": Mark.CORRECT, "hints": 1}, HARD),
        ({"mark": Mark.CORRECT, "tries": 1}, HARD),
        ({"mark": Mark.CLOSE, "spelling": True}, GOOD),
        ({"mark": Mark.CLOSE, "score": 0.8}, AGAIN),
        ({"mark": Mark.WRONG}, AGAIN),
        ({"mark": Mark.SKIPPED}, AGAIN),
        ({"mark": Mark.CORRECT, "late": True}, AGAIN),
    ],
)
def test_a_response_is_rated_by_its_mark_and_the_help_it_had(told, rated):
    assert rating(Act(Deed.RESPONSE, "i", "t", **told)) == rated


def test_an_item_that_was_never_asked_has_no_memory():
    assert memory(Sessions().begin("s").right("amber")).keys() == {"ns/bank/amber"}
    assert memory(Sessions()) == {}


def test_what_is_known_comes_later_each_time():
    sessions = Sessions().begin("s")
    days, gaps = 0.0, []
    for _ in range(5):
        sessions.right("amber", days)
        due = memory(sessions)["ns/bank/amber"].due
        gap = (due - START).total_seconds() / 86400 - days
        gaps.append(gap)
        days += gap
    assert gaps == sorted(gaps)
    assert gaps[0] >= 1
    assert gaps[-1] > 30


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(0.0, 40.0, allow_nan=False)), min_size=1, max_size=12
    )
)
def test_memory_is_what_the_library_makes_of_the_same_reviews(steps):
    """The oracle is fsrs's own way to rebuild a card from its reviews."""
    sessions, logs, days = Sessions().begin("s"), [], 0.0
    for right, gap in steps:
        days += gap
        (sessions.right if right else sessions.wrong)("amber", days)
        when = datetime.fromisoformat(at(days))
        logs.append(ReviewLog(1, Rating.Good if right else Rating.Again, when, None))
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = scheduler.reschedule_card(Card(card_id=1, due=START), logs)
    trace = memory(sessions, START + timedelta(days=9999))["ns/bank/amber"]
    assert (trace.due, trace.stability, trace.difficulty) == (
        card.due,
        card.stability,
        card.difficulty,
    )


def test_a_response_that_was_taken_back_is_forgotten():
    once = Sessions().begin("s").right("amber")
    twice = Sessions().begin("s").right("amber").wrong("amber", 3).add("undo", "amber", 3)
    assert memory(once) == memory(twice)


def test_a_response_that_was_accepted_is_right():
    right = memory(Sessions().begin("s").right("amber"))
    accepted = memory(Sessions().begin("s").wrong("amber").add("accept", "amber"))
    assert right == accepted


def test_cramming_and_exams_change_nothing_unless_they_are_to_count():
    study = Sessions().begin("s").right("amber")
    for mode in ("cram", "exam"):
        crammed = Sessions().begin("s").right("amber").begin("t", 9, mode=mode, counts=False)
        assert memory(crammed.wrong("amber", 9)) == memory(study)
    counting = Sessions().begin("s").right("amber").begin("t", 9, mode="cram", counts=True)
    assert memory(counting.wrong("amber", 9)) != memory(study)


def test_the_order_of_sessions_in_the_log_does_not_matter():
    """Those of another machine may come in at any time."""
    first, second = Sessions().begin("a").right("amber"), Sessions().begin("b", 4)
    second.wrong("amber", 4)
    there = Sessions()
    there.events = second.events + first.events
    here = Sessions()
    here.events = first.events + second.events
    assert memory(there) == memory(here)


def test_a_clock_that_was_put_back_breaks_nothing():
    """A review from the future counts as of now; none is ever due before it was asked."""
    now = START + timedelta(days=1)
    trace = memory(Sessions().begin("s").right("amber", 900), now)["ns/bank/amber"]
    assert trace.last == now
    assert now < trace.due < now + timedelta(days=30)


def test_the_chance_of_knowing_falls_with_time():
    trace = memory(Sessions().begin("s").right("amber"))["ns/bank/amber"]
    chances = [recall(trace, START + timedelta(days=days)) for days in (0, 3, 30, 300)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1
    assert abs(recall(trace, START + timedelta(days=round(trace.stability))) - 0.9) < 0.03
    assert all(trace.last.tzinfo is UTC for trace in [trace])


def test_lapses_are_failures_on_a_later_day():
    """To miss the same thing again within minutes is not to forget it."""
    sessions = Sessions().begin("s").right("amber").wrong("amber", 5).wrong("amber", 5, 0.1)
    trace = memory(sessions)["ns/bank/amber"]
    assert (trace.days, trace.lapses) == (1, 1)
