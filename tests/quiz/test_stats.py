"""Statistics are what one would count by hand."""

import io
from pathlib import Path

import pytest

from studydeck.model import Bank, Present, Project, Truth
from studydeck.quiz.backing import Backing
from studydeck.quiz.charts import show_stats
from studydeck.quiz.plan import Plan, Printed
from studydeck.quiz.screen import Screen
from studydeck.quiz.stats import Scope, expected, stats
from studydeck.span import File, Text
from tests.quiz.learning import Sessions, an_item
from tests.quiz.test_agenda import a_diary

ITEMS = (
    an_item("amber", passage="p", tags=(Text("wood"), Text("old"))),
    an_item("birch", tags=(Text("wood"),)),
    an_item("cedar", kind="statement", answer=Truth(True)),
)


def a_scope(sessions, days=0.0, items=ITEMS, **plan):
    bank = Bank(Text("bank"), Text("A bank"), File("questions/bank.yaml", ""), items)
    project = Project(Path(), banks={"bank": bank})
    return Scope(Backing(project), Plan(items, "s", **plan), a_diary(sessions, days, items=items))


def a_history():
    sessions = Sessions().begin("a").right("amber").wrong("birch").right("birch", 0, 0.1)
    return sessions.begin("b", 4).right("amber", 4).wrong("birch", 4).right("cedar", 4)


def test_without_responses_everything_is_none_or_zero():
    found = stats(a_scope(Sessions()))
    assert found["items"] == {"all": 3, "learnt": 0, "due": 0, "new": 3, "away": 0}
    assert found["responses"]["rate"] is None
    assert {row["due"] for row in found["forecast"]} == {0}
    assert found["hardest"] == []


def test_responses_are_counted_with_their_days():
    found = stats(a_scope(a_history(), 4))["responses"]
    assert (found["all"], found["passed"], found["rate"]) == (6, 4, 0.6667)
    assert (found["days"], found["streak"]) == (2, 1)


@pytest.mark.parametrize(
    ("days", "today", "streak"), [((0, 1, 2), 2, 3), ((0, 1), 2, 2), ((0,), 2, 0), ((), 2, 0)]
)
def test_a_streak_may_still_be_kept_up_today(days, today, streak):
    sessions = Sessions().begin("s")
    for day in days:
        sessions.right("amber", day)
    assert stats(a_scope(sessions, today))["responses"]["streak"] == streak


def test_retention_counts_what_was_asked_again_on_a_later_day():
    """Two such: amber was known, birch was not."""
    week, _, ever = stats(a_scope(a_history(), 4))["retention"]
    assert (week["reviews"], week["kept"], week["rate"]) == (2, 1, 0.5)
    assert ever["reviews"] == 2
    later = stats(a_scope(a_history(), 20))["retention"]
    assert [row["reviews"] for row in later] == [0, 2, 2]


def test_what_was_to_be_expected_is_held_against_what_came():
    rows = stats(a_scope(a_history(), 4))["calibration"]
    assert sum(row["reviews"] for row in rows) == 2
    assert all(row["from"] <= row["expected"] <= row["to"] for row in rows)


def test_the_forecast_has_every_learnt_item_once():
    found = stats(a_scope(a_history(), 4))["forecast"]
    assert len(found) == 30
    assert found[0]["day"] == "2026-05-05"
    assert found[0]["due"] == 1
    assert sum(row["due"] for row in found) == 3


def test_accuracy_is_by_each_word_that_an_item_has():
    found = stats(a_scope(a_history(), 4))["accuracy"]
    tags = {row["name"]: (row["passed"], row["responses"]) for row in found["tag"]}
    assert tags == {"old": (2, 2), "wood": (3, 5)}
    kinds = {row["name"]: row["rate"] for row in found["kind"]}
    assert kinds == {"text": 0.6, "statement": 1}
    assert [row["name"] for row in found["bank"]] == ["bank"]
    assert {row["name"] for row in found["source"]} == {"source"}


def test_the_hardest_item_was_missed_most():
    (row,) = stats(a_scope(a_history(), 4))["hardest"]
    assert (row["item"], row["missed"], row["responses"]) == ("bank/birch", 2, 3)
    assert row["answers"] == ["birch"]


def test_the_expected_score_is_what_is_known_and_a_fair_guess_for_the_rest():
    nothing = expected(a_scope(Sessions()))
    assert (nothing["points"], nothing["of"], nothing["never_studied"]) == (0.5, 3, 3)
    fresh = expected(a_scope(Sessions().begin("s").right("amber").right("birch").right("cedar")))
    assert (fresh["points"], fresh["rate"]) == (3, 1)
    later = expected(a_scope(Sessions().begin("s").right("amber"), 50))
    assert 0.5 < later["points"] < 1.5


def test_the_expected_score_of_a_form_has_its_points():
    printed = {item.key: Printed(Present.TYPE, (), 4.0) for item in ITEMS[:1]}
    found = expected(
        a_scope(Sessions().begin("s").right("amber"), items=ITEMS[:1], printed=printed)
    )
    assert (found["points"], found["of"]) == (4, 4)


def test_a_choice_can_be_guessed():
    printed = {ITEMS[0].key: Printed(Present.CHOOSE, ("amber", "x", "y", "z"), 1.0)}
    assert expected(a_scope(Sessions(), items=ITEMS[:1], printed=printed))["points"] == 0.25


def test_what_was_suspended_is_not_forecast():
    sessions = a_history().add("suspend", "amber", 4)
    found = stats(a_scope(sessions, 4))
    assert (found["items"]["away"], sum(row["due"] for row in found["forecast"])) == (1, 2)


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("width", [40, 80])
def test_the_charts_fit_and_are_told_in_words_too(width, ascii_only):
    out = io.StringIO()
    screen = Screen(out, ascii_only=ascii_only, width=width)
    show_stats(screen, stats(a_scope(a_history(), 4)), "Trees", ascii_only=ascii_only)
    text = out.getvalue()
    assert max(map(len, text.splitlines())) <= width
    assert "3 of 3 items learnt" in " ".join(text.split())
    assert "today 3, 7 days 6, 30 days 6; most on 2026-05-01" in " ".join(text.split())
    assert "missed 2 of 3 times" in " ".join(text.split())
    assert ("█" in text, "#" in text) == (not ascii_only, ascii_only)


def test_ten_years_of_responses_are_no_trouble():
    """Nothing but the last 30 days is drawn, and a streak may be long."""
    sessions = Sessions().begin("s")
    for day in range(0, 3650, 5):
        sessions.right("amber", day)
    found = stats(a_scope(sessions, 3646))
    assert found["responses"]["all"] == 730
    assert found["responses"]["days"] == 730
    assert sum(row["responses"] for row in found["activity"]) == 6
