"""A session as a pure state machine: no input, no output, no clock, no chance.

A session is its plan and the acts so far; everything else follows from them. Each step
gives a new session with one act more, which is what the log stores, so a session that was
killed is made again by giving its acts to a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from studydeck.grade import Mark, Result, grade
from studydeck.model import Item, Kind, Present
from studydeck.quiz.acts import AWAY, Act, Deed, standing, tidy, undoable
from studydeck.quiz.plan import Plan, hints_for

APART = 5
"""How many others come before a missed item is back, if there are so many; then twice as many."""
TIMES = 3
"""How often an item is asked in one session at most."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked next. `done` counts the items of `total` that have a response.

    `tries` are the responses given to this question before; `worth` its points,
    `section` the part of a form that it is in.
    """

    item: Item
    how: Present
    shown: tuple[str, ...]
    done: int
    total: int
    again: bool
    waiting: int
    hints: tuple[str, ...]
    tries: int = 0
    worth: float = 1.0
    section: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a response; `comes_back` says that the item will be asked again.

    `once_more` says that the response did not count and another one is wanted at once.
    """

    ask: Ask
    result: Result
    comes_back: bool
    once_more: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    queue: tuple[str, ...]
    asked: Mapping[str, int] = field(default_factory=dict)
    first: Mapping[str, Act] = field(default_factory=dict)
    away: frozenset[str] = frozenset()
    hints: int = 0
    tries: int = 0


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
    def items(self) -> tuple[Item, ...]:
        """The items that count: all but those put away without a response."""
        gone = self._state.away - self.first.keys()
        return tuple(item for item in self.plan.items if item.key not in gone)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return not self._state.queue

    @property
    def points(self) -> float:
        """The sum of the scores of first responses, by the worth of their items."""
        return sum(act.score * self.plan.worth_of(key) for key, act in self.first.items())

    @property
    def maximum(self) -> float:
        """The points that could be had."""
        return sum(self.plan.worth_of(item.key) for item in self.items)

    def next(self) -> Ask | None:
        """Say what to ask, or None if nothing is left."""
        state = self._state
        if not state.queue:
            return None
        item = self._items[state.queue[0]]
        times = state.asked.get(item.key, 0)
        how, shown = self.plan.asking(item, times)
        hints = hints_for(item, shown)[: state.hints]
        return Ask(
            item,
            how,
            shown,
            done=len(state.first),
            total=len(self.items),
            again=times > 0,
            waiting=sum(key in state.asked for key in state.queue[1:]),
            hints=hints,
            tries=state.tries,
            worth=self.plan.worth_of(item.key),
            section=self.plan.section_of(item.key),
        )

    def try_out(self, typed: str) -> Result:
        """Grade a response to what is asked next, without giving it."""
        ask = self._asked()
        result = grade(ask.item, typed, ask.shown, self.plan.lexicon())
        if result.score == 0 and result.readable and not self.plan.exam:
            return self.plan.misplaced(ask.item, typed) or result
        return result

    def submit(self, typed: str, at: str, seconds: float = 0.0) -> tuple["Session", Feedback]:
        """Give a response. One that cannot be read, in time, leaves the session as it is."""
        typed = tidy(typed)
        result = self.try_out(typed)
        if not result.readable and not self.plan.over(at):
            return self, Feedback(self._asked(), result, comes_back=False)
        if self._may_try_again(result):
            ask = self._asked()
            told = Act(Deed.ATTEMPT, ask.item.key, at, typed, result.response, result.mark)
            return self._with(told), Feedback(ask, result, comes_back=False, once_more=True)
        return self._respond(typed, result, at, seconds)

    def settle(self, typed: str, at: str) -> tuple["Session", Feedback]:
        """Give a response that counts as wrong where it cannot be read."""
        typed = tidy(typed)
        return self._respond(typed, self.try_out(typed), at)

    def judge(
        self, typed: str, mark: Mark, at: str, seconds: float = 0.0
    ) -> tuple["Session", Feedback]:
        """Give a response whose mark the learner found by looking at the answer."""
        score = {Mark.CORRECT: 1.0, Mark.CLOSE: 0.5}.get(mark, 0.0)
        return self._respond(tidy(typed), Result(mark, score), at, seconds, own=True)

    def skip(self, at: str, seconds: float = 0.0) -> tuple["Session", Feedback]:
        """Give no response."""
        return self._respond("", Result(Mark.SKIPPED, 0.0), at, seconds)

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

    def easy(self, at: str) -> "Session":
        """Say that the last response took no thought; only a right one without help can."""
        last = self.last
        if last is None or not last.passed or last.easy or last.hints or last.tries:
            return self
        return self._with(Act(Deed.EASY, last.item, at))

    def flag(self, item: str, note: str, at: str) -> "Session":
        """Put a remark on an item, by its key, for whoever looks after the bank."""
        return self._with(Act(Deed.FLAG, item, at, tidy(note)))

    def put_away(self, deed: Deed, at: str, item: str = "") -> "Session":
        """BURY or SUSPEND an item, by its key, or what is asked next; an exam stays as it is."""
        if self.plan.exam:
            return self
        return self._with(Act(deed, item or self._asked().item.key, at))

    def stop(self, at: str) -> "Session":
        """Ask nothing more, because the time is over."""
        return self if self.finished else self._with(Act(Deed.STOP, "", at))

    def undo(self, at: str) -> "Session":
        """Take back the last thing that UNDO can; without one, the session stays."""
        place = undoable(self.acts)
        return self if place is None else self._with(Act(Deed.UNDO, self.acts[place].item, at))

    @cached_property
    def standing(self) -> tuple[Act, ...]:
        """The acts that count: none that was taken back, and marks as they are now."""
        return tuple(standing(self.acts))

    @property
    def last(self) -> Act | None:
        """The last response that stands, with its mark as it counts now."""
        return next((act for act in reversed(self.standing) if act.deed is Deed.RESPONSE), None)

    def _asked(self) -> Ask:
        ask = self.next()
        if ask is None:
            raise ValueError("nothing is left to ask")
        return ask

    def _may_try_again(self, result: Result) -> bool:
        ask = self._asked()
        return (
            result.mark in {Mark.WRONG, Mark.CLOSE}
            and not result.spelling
            and not self.plan.exam
            and ask.tries + 1 < self.plan.attempts
            and ask.item.kind is not Kind.STATEMENT
        )

    def _respond(
        self, typed: str, result: Result, at: str, seconds: float = 0.0, *, own: bool = False
    ) -> tuple["Session", Feedback]:
        ask = self._asked()
        late = self.plan.over(at)
        act = Act(
            Deed.RESPONSE,
            ask.item.key,
            at,
            typed,
            result.response or typed,
            result.mark,
            0.0 if late else result.score,
            result.spelling,
            hints=len(ask.hints),
            tries=ask.tries,
            seconds=seconds,
            own=own,
            late=late,
        )
        after = self._with(act)
        return after, Feedback(ask, result, ask.item.key in after._state.queue)

    def _with(self, act: Act) -> "Session":
        return Session(self.plan, (*self.acts, act))


def _after(state: _State, act: Act, plan: Plan) -> _State:
    """Give the state after one act; an act on an item that is not waiting changes nothing."""
    if act.deed is Deed.STOP:
        return replace(state, queue=())
    if act.item not in state.queue or act.deed is Deed.FLAG:
        return state
    asked_now = act.item == state.queue[0]
    if act.deed is Deed.HINT:
        return replace(state, hints=state.hints + asked_now)
    if act.deed is Deed.ATTEMPT:
        return replace(state, tries=state.tries + asked_now)
    rest = [key for key in state.queue if key != act.item]
    if act.deed in AWAY:
        return replace(state, queue=tuple(rest), away=state.away | {act.item}, hints=0, tries=0)
    times = state.asked.get(act.item, 0) + 1
    if not act.passed and plan.again and not plan.exam and times < TIMES:
        rest.insert(APART * times, act.item)
    first = state.first if act.item in state.first else {**state.first, act.item: act}
    rest = [] if act.late else rest
    return _State(tuple(rest), {**state.asked, act.item: times}, first, state.away)
