"""A session as a pure state machine: no input, no output, no clock, no chance.

A session is its plan and the acts so far; everything else follows from them. Each step
gives a new session with one act more, which is what the log stores, so a session that was
killed is made again by giving its acts to a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from studydeck.grade import Mark, Result, grade
from studydeck.model import Item, Present
from studydeck.quiz.plan import Plan, displayed, hints_for, manner

APART = 5
"""How many others come before a missed item is back, if there are so many; then twice as many."""
TIMES = 3
"""How often an item is asked in one session at most."""


class Deed(StrEnum):
    """What can happen in a session."""

    RESPONSE = "response"
    HINT = "hint"
    ACCEPT = "accept"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened; only a response uses the fields from `typed` on.

    `item` is its key. `at` is when, as the caller writes it. `response` is what was
    answered in full, whatever letters stood for it. `own` says that the learner gave the
    mark. ACCEPT turns the last response into a correct one, UNDO takes back the last
    response or ACCEPT; neither removes anything.
    """

    deed: Deed
    item: str
    at: str
    typed: str = ""
    response: str = ""
    mark: Mark = Mark.SKIPPED
    score: float = 0.0
    spelling: bool = False
    hints: int = 0
    own: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing but spelling was wrong."""
        return self.mark is Mark.CORRECT or self.spelling


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked next. `done` counts the items of `total` that have a response."""

    item: Item
    how: Present
    shown: tuple[str, ...]
    done: int
    total: int
    again: bool
    waiting: int
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a response; `comes_back` says that the item will be asked again."""

    ask: Ask
    result: Result
    comes_back: bool


@dataclass(frozen=True, slots=True)
class _State:
    queue: tuple[str, ...]
    asked: Mapping[str, int] = field(default_factory=dict)
    first: Mapping[str, Act] = field(default_factory=dict)
    hints: int = 0


@dataclass(frozen=True)
class Session:
    """A plan and what happened so far."""

    plan: Plan
    acts: tuple[Act, ...] = ()

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.plan.items}

    @cached_property
    def _state(self) -> _State:
        state = _State(tuple(self._items))
        for act in self.standing:
            state = _after(state, act, self.plan)
        return state

    @property
    def first(self) -> Mapping[str, Act]:
        """The first response to each item that has one, by key, in the order of giving."""
        return self._state.first

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return not self._state.queue

    @property
    def points(self) -> float:
        """The sum of the scores of first responses; the maximum is the number of items."""
        return sum(act.score for act in self.first.values())

    def next(self) -> Ask | None:
        """Say what to ask, or None if nothing is left."""
        state = self._state
        if not state.queue:
            return None
        item = self._items[state.queue[0]]
        times = state.asked.get(item.key, 0)
        how = manner(item, self.plan.present)
        shown = displayed(item, how, self.plan.options, self.plan.seed, str(times))
        hints = hints_for(item, shown)[: state.hints]
        waiting = sum(key in state.asked for key in state.queue[1:])
        done, total = len(state.first), len(self._items)
        return Ask(item, how, shown, done, total, times > 0, waiting, hints)

    def try_out(self, typed: str) -> Result:
        """Grade a response to what is asked next, without giving it."""
        ask = self._asked()
        return grade(ask.item, typed, ask.shown, self.plan.lexicon)

    def submit(self, typed: str, at: str) -> tuple["Session", Feedback]:
        """Give a response. One that cannot be read leaves the session as it is."""
        result = self.try_out(typed)
        if not result.readable:
            return self, Feedback(self._asked(), result, comes_back=False)
        return self._respond(typed, result, at)

    def settle(self, typed: str, at: str) -> tuple["Session", Feedback]:
        """Give a response that counts as wrong where it cannot be read."""
        return self._respond(typed, self.try_out(typed), at)

    def judge(self, typed: str, mark: Mark, at: str) -> tuple["Session", Feedback]:
        """Give a response whose mark the learner found by looking at the answer."""
        score = {Mark.CORRECT: 1.0, Mark.CLOSE: 0.5}.get(mark, 0.0)
        return self._respond(typed, Result(mark, score), at, own=True)

    def skip(self, at: str) -> tuple["Session", Feedback]:
        """Give no response."""
        return self._respond("", Result(Mark.SKIPPED, 0.0), at)

    def hint(self, at: str) -> tuple["Session", str]:
        """Show one hint more; without any left, the session stays and the text is empty."""
        ask = self._asked()
        hints = hints_for(ask.item, ask.shown)
        if self.plan.exam or len(ask.hints) >= len(hints):
            return self, ""
        return self._with(Act(Deed.HINT, ask.item.key, at)), hints[len(ask.hints)]

    def accept(self, at: str) -> "Session":
        """Count the last response as correct; without one to change, the session stays."""
        last = self.last
        if last is None or last.mark is Mark.CORRECT or self.plan.exam:
            return self
        return self._with(Act(Deed.ACCEPT, last.item, at))

    def undo(self, at: str) -> "Session":
        """Take back the last response or ACCEPT; without one, the session stays."""
        last = self.last
        return self if last is None else self._with(Act(Deed.UNDO, last.item, at))

    @property
    def standing(self) -> tuple[Act, ...]:
        """The acts that count: none that was taken back, and marks as they are now."""
        return tuple(_standing(self.acts))

    @property
    def last(self) -> Act | None:
        """The last response that stands, with its mark as it counts now."""
        responses = [act for act in self.standing if act.deed is Deed.RESPONSE]
        return responses[-1] if responses else None

    def _asked(self) -> Ask:
        ask = self.next()
        if ask is None:
            raise ValueError("nothing is left to ask")
        return ask

    def _respond(
        self, typed: str, result: Result, at: str, *, own: bool = False
    ) -> tuple["Session", Feedback]:
        ask = self._asked()
        act = Act(
            Deed.RESPONSE,
            ask.item.key,
            at,
            typed,
            result.response or typed,
            result.mark,
            result.score,
            result.spelling,
            len(ask.hints),
            own,
        )
        after = self._with(act)
        return after, Feedback(ask, result, ask.item.key in after._state.queue)

    def _with(self, act: Act) -> "Session":
        return Session(self.plan, (*self.acts, act))


def _standing(acts: tuple[Act, ...]) -> list[Act]:
    """Give the acts that count: without what was taken back, accepted marks put in."""
    history: list[list[Act]] = [[]]
    for act in acts:
        now = history[-1]
        if act.deed is Deed.UNDO:
            if len(history) > 1:
                history.pop()
        elif act.deed is Deed.HINT:
            history[-1] = [*now, act]
        elif act.deed is Deed.ACCEPT:
            history.append(_accepted(now))
        else:
            history.append([*now, act])
    return history[-1]


def _accepted(acts: list[Act]) -> list[Act]:
    for place in range(len(acts) - 1, -1, -1):
        if acts[place].deed is Deed.RESPONSE:
            right = replace(acts[place], mark=Mark.CORRECT, score=1.0, spelling=False)
            return [*acts[:place], right, *acts[place + 1 :]]
    return acts


def _after(state: _State, act: Act, plan: Plan) -> _State:
    """Give the state after one act; an act on an item that is not waiting changes nothing."""
    if act.item not in state.queue:
        return state
    if act.deed is Deed.HINT:
        shown = state.hints + (act.item == state.queue[0])
        return replace(state, hints=shown)
    rest = [key for key in state.queue if key != act.item]
    times = state.asked.get(act.item, 0) + 1
    if not act.passed and plan.again and not plan.exam and times < TIMES:
        rest.insert(APART * times, act.item)
    first = state.first if act.item in state.first else {**state.first, act.item: act}
    return _State(tuple(rest), {**state.asked, act.item: times}, first)
