"""A session goes on as its acts say, takes back exactly, and never loses an item."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studydeck.grade import Mark
from studydeck.model import (
    Citation,
    Citations,
    Claim,
    Distractor,
    Elements,
    Gap,
    Gaps,
    Item,
    Kind,
    Present,
    Single,
    Steps,
    Truth,
)
from studydeck.quiz.plan import Plan, arrange, askable, displayed, hints_for, manner
from studydeck.quiz.session import Session
from studydeck.span import Text


def an_item(name, kind="text", answer=None, passage="p1", **more):
    cited = Citations((Citation("source", passage, None, None),))
    claim = Claim(answer or Single(Text(name)), cited)
    return Item(
        bank="bank",
        id=Text(name),
        kind=Kind(kind),
        prompt=Text(f"What is {name}?"),
        claims=(claim,),
        right=(claim,),
        identity=("bank", name),
        **more,
    )


NAMES = ("amber", "birch", "cedar", "elder", "fir", "hazel", "juniper", "larch")
ITEMS = tuple(an_item(name) for name in NAMES)


def a_session(count=8, **plan):
    return Session(Plan(ITEMS[:count], "seed", **plan))


def give(session, *responses):
    """Give responses one after the other; R stands for the right one, W for a wrong one."""
    for typed in responses:
        told = {"R": session.next().item.id, "W": "wrong"}.get(typed, typed)
        session, _ = session.submit(told, "t")
    return session


def asked(session):
    return session.next().item.id if session.next() else None


def test_a_session_asks_every_item_once_if_all_are_known():
    session = give(a_session(), *"RRRRRRRR")
    assert session.finished
    assert session.points == 8


def test_a_missed_item_comes_back_after_five_others():
    """Late enough to be remembered, soon enough not to be forgotten."""
    session, feedback = a_session().submit("wrong", "t")
    order = []
    for _ in range(6):
        order.append(asked(session))
        session = give(session, "R")
    assert feedback.comes_back
    assert order == ["birch", "cedar", "elder", "fir", "hazel", "amber"]


def test_near_the_end_a_missed_item_comes_back_as_late_as_it_can():
    session = give(a_session(2), "W")
    assert [asked(session), asked(give(session, "R"))] == ["birch", "amber"]


def test_an_item_is_asked_three_times_at_most():
    session = give(a_session(1), "W", "W")
    last, feedback = session.submit("wrong", "t")
    assert (last.finished, feedback.comes_back) == (True, False)


def test_only_the_first_response_counts():
    session = give(a_session(1), "W", "R")
    assert session.finished
    assert [act.mark for act in session.first.values()] == ["wrong"]
    assert session.points == 0


def test_a_slip_of_spelling_does_not_come_back():
    """The learner knew it; half a point is lost."""
    session, feedback = Session(Plan((an_item("photosynthesis"),), "s")).submit(
        "photosynthsis", "t"
    )
    assert (feedback.result.mark, feedback.comes_back, session.finished) == ("close", False, True)


def test_what_cannot_be_read_is_asked_again_and_leaves_no_trace():
    item = an_item("true", "statement", Truth(True))
    before = Session(Plan((item,), "s"))
    after, feedback = before.submit("maybe", "t")
    assert after is before
    assert not feedback.result.readable


def test_what_cannot_be_read_counts_as_wrong_where_nobody_can_be_asked():
    item = an_item("true", "statement", Truth(True))
    session, feedback = Session(Plan((item,), "s")).settle("maybe", "t")
    assert feedback.result.mark is Mark.WRONG
    assert len(session.acts) == 1


def test_undo_asks_the_same_question_as_before():
    before = give(a_session(), "R", "R")
    after = give(before, "W").undo("t")
    assert after.next() == before.next()
    assert after.first == before.first
    assert len(after.acts) == 4


def test_undo_goes_back_as_far_as_one_likes():
    session = give(a_session(), "R", "W", "R").undo("t").undo("t").undo("t")
    assert session.next() == a_session().next()
    assert session.undo("t") is session


def test_accepting_turns_the_last_response_into_a_correct_one():
    session = give(a_session(), "W").accept("t")
    assert (session.points, session.next().waiting) == (1, 0)
    assert session.undo("t").points == 0
    assert session.undo("t").undo("t").next() == a_session().next()


def test_a_correct_response_cannot_be_accepted_again():
    session = give(a_session(), "R")
    assert session.accept("t") is session
    assert a_session().accept("t").acts == ()


def test_hints_go_from_vague_to_plain_and_are_counted():
    session, first = a_session().hint("t")
    session, second = session.hint("t")
    same, none = session.hint("t")
    assert (first, second, none) == ("it begins with a", "it looks like a....", "")
    assert same is session
    assert session.next().hints == (first, second)
    assert give(session, "R").first["bank/amber"].hints == 2


def test_hints_are_for_one_question_only():
    session = give(a_session().hint("t")[0], "R")
    assert session.next().hints == ()


def test_an_exam_gives_no_hint_asks_once_and_accepts_nothing():
    session, hint = a_session(exam=True).hint("t")
    session = give(session, *"WRRRRRRR")
    assert (hint, session.finished, session.accept("t") is session) == ("", True, True)
    assert session.points == 7


def test_a_judged_response_has_the_mark_that_the_learner_gave():
    session, _ = a_session().judge("something", Mark.CLOSE, "t")
    act = session.first["bank/amber"]
    assert (act.mark, act.score, act.own, act.typed) == ("close", 0.5, True, "something")


def test_acts_on_items_that_are_gone_are_passed_over():
    """A bank may lose an item between two days; the others keep their responses."""
    session = give(a_session(), "R", "W", "R")
    fewer = Session(replace(session.plan, items=ITEMS[2:]), session.acts)
    assert list(fewer.first) == ["bank/cedar"]
    assert fewer.next().total == 6


def test_nothing_is_asked_when_there_is_nothing():
    session = Session(Plan((), "s"))
    assert (session.next(), session.finished) == (None, True)
    with pytest.raises(ValueError, match="nothing is left"):
        session.submit("x", "t")


class Life(RuleBasedStateMachine):
    """Any life of a session: every state can be made again from the acts alone."""

    def __init__(self):
        super().__init__()
        self.session = a_session(4)
        self.before = []

    def go(self, after):
        if after.acts[len(self.session.acts) :]:
            self.before.append(self.session)
        self.session = after

    @precondition(lambda self: not self.session.finished)
    @rule(typed=st.sampled_from(["R", "W", "ambar", "bich"]))
    def respond(self, typed):
        right = str(self.session.next().item.id)
        self.go(self.session.submit(right if typed == "R" else typed, "t")[0])

    @precondition(lambda self: not self.session.finished)
    @rule()
    def skip(self):
        self.go(self.session.skip("t")[0])

    @precondition(lambda self: not self.session.finished)
    @rule()
    def hint(self):
        self.session = self.session.hint("t")[0]

    @rule()
    def accept(self):
        self.go(self.session.accept("t"))

    @precondition(lambda self: self.before)
    @rule()
    def undo(self):
        self.session, earlier = self.session.undo("t"), self.before.pop()
        after = self.session
        assert (after.first, after.points, after.finished) == (
            earlier.first,
            earlier.points,
            earlier.finished,
        )
        assert after.next() == earlier.next()

    @rule()
    def kill(self):
        again = Session(self.session.plan, self.session.acts)
        assert (again.next(), again.first) == (self.session.next(), self.session.first)
        self.session = again

    @invariant()
    def every_item_is_asked_or_waits(self):
        ask = self.session.next()
        assert self.session.finished == (ask is None)
        if ask:
            assert ask.done <= ask.total == 4
        else:
            assert len(self.session.first) == 4


Life.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestLife = Life.TestCase


# Plans


def test_order_depends_on_the_seed_alone():
    assert arrange(ITEMS, "x") == arrange(tuple(reversed(ITEMS)), "x")
    assert len({arrange(ITEMS, seed) for seed in "abcdefgh"}) > 4


def test_items_of_one_passage_do_not_follow_each_other():
    """The passage of the first would answer the second."""
    items = [an_item(f"{place}{n}", passage=place) for place in "pq" for n in range(4)]
    for seed in "abcdef":
        order = [item.claims[0].citations.each[0].passage for item in arrange(items, seed)]
        assert sum(a == b for a, b in pairwise(order)) <= 2


def test_open_and_reserved_items_are_not_asked():
    items = (an_item("a", "open"), an_item("b", reserve=True), an_item("c"))
    assert [item.id for item in askable(items)] == ["c"]


@pytest.mark.parametrize(
    ("item", "present", "how"),
    [
        (an_item("a", "statement", Truth(True)), {}, "choose"),
        (an_item("a"), {"default": Present.CHOOSE}, "type"),
        (an_item("a", distractors=("x",)), {"text": Present.CHOOSE}, "choose"),
        (an_item("a", "choice", distractors=("x",)), {}, "choose"),
        (an_item("a", "date", distractors=("x",)), {}, "type"),
        (an_item("a", answer=Single(Text("one two three four five"))), {}, "reveal"),
        (an_item("a", answer=Single(Text("one two three four five"), (Text("5"),))), {}, "type"),
    ],
)
def test_long_answers_are_not_to_be_typed(item, present, how):
    assert manner(item, present) == how


def test_an_order_is_never_shown_in_its_right_order():
    steps = tuple(Text(name) for name in "ab")
    item = an_item("a", "order", Steps(steps))
    assert {displayed(item, "type", 4, seed) for seed in "abcdefgh"} == {("b", "a")}


def test_options_change_places_when_an_item_comes_back():
    """Nobody should learn the letter."""
    wrong = tuple(Distractor(Text(name)) for name in NAMES[1:5])
    item = an_item("amber", "choice", distractors=wrong)
    session = Session(Plan((item,), "s"))
    seen = [session.next().shown]
    for _ in range(2):
        session = give(session, next(n for n in seen[-1] if n != "amber"))
        seen.append(session.next().shown)
    assert all("amber" in shown and len(shown) == 4 for shown in seen)
    assert len(set(seen)) > 1


def test_the_author_s_hint_comes_first():
    gaps = Gaps(Text("It is red"), (Gap(6, 9, Text("red")),))
    item = an_item("a", "cloze", gaps, hint=Text("a colour"))
    assert hints_for(item, ()) == ("a colour", "it begins with r", "it looks like r..")


def test_figures_are_outlined_apart_from_points():
    item = an_item("a", kind="number", answer=Single(Text("49.9%")))
    assert hints_for(item, ()) == ("it looks like __._%", "its first digit is 4")


def test_hints_on_a_set_and_on_options_come_in_stages():
    item = an_item("a", kind="set", answer=Elements((Text("NATO"), Text("missiles"))))
    assert hints_for(item, ()) == ("they begin with m, N", "they look like m.......; N...")
    item = an_item("a", kind="choice", answer=Single(Text("x")))
    assert hints_for(item, ("x", "y", "z", "w")) == ("it is not y", "it is not z")
    assert hints_for(item, ("x", "y")) == ()
