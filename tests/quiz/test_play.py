"""Whole sessions in each mode, day after day, as a learner goes through them."""

import io
import re
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from studydeck.quiz.play import at_terminal
from studydeck.quiz.store import Log
from studydeck.quiz.wish import Wish
from tests.quiz.playing import Player

EVERY = Wish(seed="s")


@pytest.fixture
def player(lakes, tmp_path):
    return Player(lakes, tmp_path / "log.sqlite")


def kinds(player):
    with Log(player.database) as log:
        return [event.type for event in log.events()]


def test_study_begins_with_new_items_and_goes_on_with_what_is_due(player):
    first = player.play(*"RRRRR")
    assert "5 questions, all new" in first
    assert re.search(r"Next: \d items? on 2026-05-0\d\.$", first.strip())
    assert "5 of 5 right" in first
    again = player.play()
    assert "Nothing is due today." in again
    player.days = 30
    assert "5 questions: 5 due, 0 new" in player.play(*"RRRRR")


def test_when_nothing_is_due_it_says_when_and_what_else_there_is(player):
    player.play("R", "R", wish=Wish(seed="s", new=2))
    player.days = 0.1
    told = player.play(wish=Wish(seed="s", new=0))
    assert "Next: 2 items on 2026-05-0" in told
    assert "New items that wait: 3. To learn some today: studydeck quiz --new 3" in told
    assert "studydeck quiz --cram" in told
    assert player.outcome.code == 0


def test_the_next_session_of_a_day_asks_what_was_missed_and_never_came_back(player):
    """Whoever leaves after a miss finds it again the same day."""
    player.play("rubbish", "", then=None, wish=Wish(seed="s", kinds=("text",)))
    told = player.play(then=None, restart=True, wish=Wish(seed="s", kinds=("text",)))
    assert "1 question: 1 due, 0 new" in told


def test_a_session_of_yesterday_is_not_taken_up(player):
    """What is due has changed since."""
    player.play("R", then=None)
    player.days = 1
    assert "Resuming" not in player.play(then=None)
    player.days = 1.1
    assert "Resuming: 0 of" in player.play(then=None)


def test_cramming_asks_everything_and_changes_nothing(player):
    player.play(*"RRRRR")
    told = player.play("x", "", *"RRRRRR", wish=Wish(seed="s", mode="cram"))
    assert "5 questions" in told
    assert "does not change what is due" in told
    assert "Nothing is due today." in player.play()


def test_recording_makes_cramming_count(player):
    player.play(*"RRRRR", wish=Wish(seed="s", mode="cram"), record=True)
    assert "Nothing is due today." in player.play()


def test_a_missed_item_can_be_asked_alone(player):
    player.play("Nowhere", "", *"RRRR", then=None, wish=Wish(seed="s", kinds=("text", "set")))
    last = player.play("R", wish=Wish(seed="s", failed="last"))
    assert "1 question" in last
    assert "1 of 1 right" in last
    assert "Nothing was missed." in player.play(wish=Wish(seed="s", failed="last"))


def test_missed_in_the_last_session_is_not_missed_ever(player):
    """`last` looks at first responses of the last session, `still` at the latest of all."""
    text = Wish(seed="s", kinds=("text",))
    player.play("Nowhere", "", "R", wish=text)
    assert "1 question" in player.play(then=None, wish=Wish(seed="s", failed="last"))
    assert "Nothing was missed." in player.play(wish=Wish(seed="s", failed="still"))


def test_an_exam_tells_nothing_before_its_end_and_then_all_of_it(player):
    told = player.play(*"RRR", ":skip", "Ona", wish=Wish(seed="s", mode="exam"), pass_mark=50)
    before, _, after = told.partition("3 of 5 right.")
    assert "Correct" not in before
    assert "Atlas" not in before
    assert "you: Ona (wrong)" in after
    assert "“A Small Atlas of Lakes”, 2002, p1" in after
    assert "Score: 3" in after
    assert "Passed: 50 % were needed." in after
    assert player.outcome.code == 0


def test_below_the_pass_mark_the_code_is_1(player):
    told = player.play(then=":skip", wish=Wish(seed="s", mode="exam"), pass_mark=60)
    assert "Not passed" in told
    assert player.outcome.code == 1


def later(minutes):
    def move(player):
        player.seconds += minutes * 60
        return "R"

    return move


def test_a_response_after_the_time_is_late_and_ends_the_exam(player):
    told = player.play("R", lambda p: setattr(p, "seconds", p.seconds + 700) or "Orlin",
                       wish=Wish(seed="s", mode="exam", minutes=10))  # fmt: skip
    assert "Time: 10 min." in told
    assert "min left" in told
    assert "Too late: the time is over." in told
    assert "Score: 1 of 5, 20 %." in told
    assert "Without a response: 3." in told


def test_when_a_session_was_begun_is_told_in_the_zone_of_the_learner(player):
    exam = Wish(seed="s", mode="exam")
    player.seconds = 13 * 3600
    player.play("R", then=None, wish=exam)
    out = io.StringIO()
    at_terminal(replace(player.game(out, wish=exam), zone=timezone(timedelta(hours=9))), quitting)
    assert "Resuming: 1 of 5 answered, begun on 2026-05-02." in out.getvalue()


def quitting(_prompt):
    return ":quit"


def test_an_exam_that_was_left_goes_on_with_the_time_that_is_left(player):
    exam = Wish(seed="s", mode="exam", minutes=10)
    player.play("R", then=None, wish=exam)
    player.seconds += 300
    told = player.play(then=None, wish=exam)
    assert "Resuming: 1 of 5" in told
    assert "Time: 5 min." in told
    player.seconds += 600
    over = player.play(then=None, wish=exam)
    assert "The time is over." in over
    assert "Score: 1 of 5" in over


def test_hints_and_a_second_attempt_make_it_hard_not_wrong(player):
    """The first wrong response says no more than that; the second one counts."""
    told = player.play(":hint", "Nowhere", "R", attempts=2, wish=Wish(seed="s", kinds=("text",)))
    before, _, after = told.partition("Try once more.")
    assert "Hint: it begins with O" in before
    assert "Orlin" not in before
    assert "1 of 1 right at the first go (1 with a hint)" in after
    assert kinds(player) == ["start", "hint", "attempt", "response", "end"]


def test_undo_works_after_a_restart_and_to_any_depth(player):
    player.play("R", "R", "R", then=None)
    told = player.play(*[":undo"] * 4, then=None)
    assert told.count("Taken back: your last response.") == 3
    assert "There is nothing to take back." in told
    assert "[1/5]" in told


def test_putting_off_and_suspending(player):
    told = player.play(":bury", ":suspend", ":undo", ":suspend", then=None)
    assert "Put off until tomorrow." in told
    assert "Taken back: suspending the last item." in told
    player.days = 1
    assert "4 questions, all new" in player.play(then=None)


def test_after_a_miss_commands_are_about_what_was_missed(player):
    """Not about the next question, which was not seen yet."""
    wish = Wish(seed="s", kinds=("text", "set"))
    told = player.play("Nothing", ":hint", ":skip", ":bury", "R", wish=wish)
    assert "Hint" not in told
    assert kinds(player) == ["start", "response", "bury", "response", "end"]
    with Log(player.database) as log:
        acts = [event for event in log.events() if event.item]
    assert acts[0].item == acts[1].item != acts[2].item
    assert "1 of 2 right" in told


def test_suspending_says_how_to_take_it_back(player):
    told = player.play(":suspend", then=None, wish=Wish(seed="s", kinds=("text",)))
    assert "studydeck flagged --resolve lakes/town" in told


def test_gaps_are_filled_one_after_the_other(player, lakes):
    """A hint, or a look at the help, in the middle loses nothing."""
    bank = lakes / "questions/lakes.yaml"
    gaps = '- {id: gaps, cloze: "Lake {{Sarna}} is {{85 km}} long.", cite: p2}\n'
    bank.write_text(bank.read_text("utf-8") + gaps, "utf-8")
    player, wish = Player(lakes, player.database), Wish(seed="s", mode="cram", kinds=("cloze",))
    told = player.play("Sarna", "?", ":hint", "85 km", wish=wish)
    assert "gap 1 of 2 > Sarna\ngap 2 of 2 > ?" in told
    assert "Hint: they begin with S, 8\ngap 2 of 2 > 85 km\nCorrect." in told
    assert "Correct." in player.play("Sarna; 85 km", wish=wish)
    assert "The answer: Sarna, 85 km" in player.play("Sarna", "", "", then=None, wish=wish)


def test_whoever_leaves_is_told_what_waits(player):
    wish = Wish(seed="s", kinds=("text", "set"))
    told = player.play("Nothing", "", then=None, wish=wish)
    assert "Saved: 1 of 2 answered, 1 coming again. The same command goes on" in told
    told = player.play(then=None, wish=wish, restart=True)
    assert "Saved: 0 of 2 answered. The same command without --restart goes on" in told
    exam = player.play(then=None, wish=Wish(seed="s", mode="exam", minutes=10))
    assert "The time goes on meanwhile." in exam


def test_an_item_that_is_easy_comes_later(player):
    player.play("R", ":easy", then=None, wish=Wish(seed="s", kinds=("text", "set")))
    assert kinds(player) == ["start", "response", "easy"]


def test_the_editor_opens_the_item_at_its_line(player, lakes):
    player.play(":edit", then=None, wish=Wish(seed="s", kinds=("text",)))
    ((name, line),) = player.edited
    text = (lakes / "questions" / name).read_text("utf-8").splitlines()
    assert text[line - 1] == "- id: town"


def test_a_flag_keeps_its_note(player):
    player.play(":flag a note", "Nowhere", "f two lines", "", then=None,
                wish=Wish(seed="s", kinds=("text",)))  # fmt: skip
    with Log(player.database) as log:
        notes = [event.data["note"] for event in log.events() if event.type == "flag"]
    assert notes == ["a note", "two lines"]


@pytest.mark.parametrize("typed", ["x" * 2_000_000, "\x1b[31mred\x1b]0;t\x07", "\ud800", "\0"])
def test_whatever_is_pasted_is_dealt_with(player, typed):
    """A megabyte, escapes, half a character: it is wrong, kept short, and never acted on."""
    told = player.play(typed, "", then=None, wish=Wish(seed="s", kinds=("text",)))
    echoed = told.replace(typed, "")
    assert "Wrong." in echoed
    assert "\x1b" not in echoed
    assert len(echoed) < 20_000


def test_an_exam_asks_what_cannot_be_read_again_until_it_is_over(player):
    told = player.play("maybe", "maybe", ":quit",
                       wish=Wish(seed="s", mode="exam", kinds=("statement",)))  # fmt: skip
    assert told.count("[1/1]") == 1
    assert "Saved: 0 of 1" in told


def test_a_right_response_says_when_it_comes_next(player):
    """Later each time; practice that does not count says nothing."""
    text = Wish(seed="s", kinds=("text",))
    assert "Next time: in 2 days." in player.play("R", wish=text)
    player.days = 3
    told = player.play("R", wish=text)
    days = int(re.search(r"Next time: in (\d+) days", told)[1])
    assert days > 4
    assert "Next time" not in player.play("R", wish=Wish(seed="s", mode="cram", kinds=("text",)))


def test_a_clock_that_was_put_back_is_told(player):
    player.days = 100
    player.play("R", then=None)
    player.days = 0
    told = player.play("R", then=None, restart=True)
    assert "The clock of this machine is behind your last responses" in told
    assert "Correct." in told


def test_an_item_that_went_from_the_bank_is_left_out_of_the_session(player, lakes):
    first = player.play(":quit")
    bank = lakes / "questions/lakes.yaml"
    entries = bank.read_text("utf-8").split("- id: ")
    asked = re.search(r"\[1/5\] Lakes of the north\n(.*?)[\n?]", first)[1]
    kept = [entry for entry in entries if asked.split()[-1] not in entry.split("prompt")[-1]]
    bank.write_text("- id: ".join(kept), "utf-8")
    again = Player(lakes, player.database)
    again.seconds = player.seconds
    told = again.play(then=None)
    assert f"Resuming: 0 of {len(kept) - 1} answered" in told
    assert len(kept) < len(entries)


def test_before_an_exam_what_will_be_forgotten_comes_though_nothing_is_due(player):
    player.play(*"RRRRR")
    player.days = 1
    assert "Nothing is due today." in player.play()
    assert "5 questions: 5 due" in player.play(
        then=None, wish=Wish(seed="s", until_exam="2026-09-01")
    )


FACT = """\
- id: barge
  tags: [fleet]
  deal: {weapon: barge, number: 8 barges, value: US$1.5 million, status: agreed}
  cite: p9
  ask:
    number: How many barges were agreed on for the lake?
    value: What was the price of the barges for the lake?
"""


def test_the_answer_to_a_sibling_is_asked_for_again(lakes, tmp_path):
    """A price for a number is no sign of not knowing; in an exam it is wrong all the same."""
    bank, source = lakes / "questions/lakes.yaml", lakes / "questions/sources/atlas.yaml"
    bank.write_text(bank.read_text("utf-8") + FACT, "utf-8")
    passage = "- {id: p9, text: 'Eight barges were agreed on for the lake, at US$1.5 million.'}\n"
    source.write_text(source.read_text("utf-8") + passage, "utf-8")
    player = Player(lakes, tmp_path / "log.sqlite")
    fleet = {"seed": "s", "tags": ("fleet",)}
    told = player.play(then="US$1.5 million", wish=Wish(**fleet), give_up_after=6)
    assert "That answers another question" in told
    exam = player.play("US$1.5 million", "US$1.5 million", "US$1.5 million",
                       wish=Wish(**fleet, mode="exam"))  # fmt: skip
    assert "another question" not in exam
