"""What to ask today: what is due first, then new items, and what exam day will need."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from studydeck.chance import shuffled
from studydeck.model import Item
from studydeck.quiz.day import STARTS, day_of
from studydeck.quiz.memory import WANTED, Trace, recall
from studydeck.quiz.past import Past
from studydeck.quiz.plan import apart

NEW_A_DAY = 20
"""How many items are new on one day, unless the learner says otherwise."""


@dataclass(frozen=True)
class Diary:
    """What is known of a learner at an instant: the log, the memory, and what day it is.

    `identities` are by item key, as the log names items. `zone` is the learner's; None is
    that of the machine.
    """

    past: Past
    traces: Mapping[str, Trace]
    identities: Mapping[str, str]
    now: datetime
    zone: tzinfo | None = None

    @property
    def today(self) -> date:
        """The learner's day."""
        return day_of(self.now, self.zone)

    def trace(self, item: Item) -> Trace | None:
        """Give the memory of an item, if it was ever asked in study."""
        return self.traces.get(self.identities[item.key])

    def away(self, item: Item) -> bool:
        """Whether an item is put off for today, or for good."""
        identity = self.identities[item.key]
        buried = self.past.buried.get(identity)
        today = buried is not None and day_of(buried, self.zone) >= self.today
        return today or identity in self.past.suspended

    def due_on(self, item: Item) -> date | None:
        """Give the day on which an item is due again; one that was missed stays due."""
        trace = self.trace(item)
        if trace is None:
            return None
        latest = self.past.latest.get(self.identities[item.key])
        missed = latest is not None and latest.counts and not latest.act.passed
        return day_of(trace.last if missed else trace.due, self.zone)

    def learnt_today(self) -> int:
        """How many items of the project were new today."""
        every = [self.traces.get(identity) for identity in self.identities.values()]
        return sum(one is not None and day_of(one.first, self.zone) == self.today for one in every)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a day asks for: `due` in the order of need, `new` in the order of learning.

    `waiting` is how many more items are new, but not today; `next_day` when something is
    due again, and `next_count` how many items then; `away` how many are put off.
    """

    due: tuple[Item, ...]
    new: tuple[Item, ...]
    waiting: int = 0
    next_day: date | None = None
    next_count: int = 0
    away: int = 0

    def take(self, limit: int | None, seed: str, *, in_order: bool = False) -> tuple[Item, ...]:
        """Give what to ask now: as much as wanted, mixed by the seed unless `in_order`."""
        due = self.due[:limit]
        new = self.new[: None if limit is None else max(0, limit - len(due))]
        if not in_order:
            due = shuffled(due, lambda item: item.key, seed, "order")
        # What matters most is learnt first; chance decides among equals.
        mixed = shuffled(new, lambda item: item.key, seed, "order")
        return apart((*due, *sorted(mixed, key=lambda item: -item.importance)))


def agenda(
    items: Sequence[Item], diary: Diary, new: int | None = None, exam: date | None = None
) -> Agenda:
    """Sort items into what is due, what is new, and what is for later.

    At most `new` items are new; else a day has `NEW_A_DAY`, less those of earlier today.
    With the date of an exam, due is what will not be known then, most forgotten first,
    but for what was got right today.
    """
    there = [item for item in items if not diary.away(item)]
    known = [(item, trace) for item in there if (trace := diary.trace(item))]
    fresh = _in_turn(item for item in there if diary.trace(item) is None)
    room = new if new is not None else max(0, NEW_A_DAY - diary.learnt_today())
    due = _by_exam(known, diary, exam) if exam else _by_today(known, diary)
    days = [day for item, _ in known if (day := diary.due_on(item)) and day > diary.today]
    first = min(days, default=None)
    return Agenda(
        tuple(due),
        tuple(fresh[:room]),
        waiting=len(fresh[room:]),
        next_day=first,
        next_count=sum(day == first for day in days),
        away=len(items) - len(there),
    )


def _in_turn(items: Iterable[Item]) -> list[Item]:
    """Put what matters most first, and among equals one item of each bank after the other."""
    places: Counter[tuple[int, str]] = Counter()
    ranked = []
    for item in items:
        places[item.importance, item.bank] += 1
        ranked.append((-item.importance, places[item.importance, item.bank], item))
    return [item for *_, item in sorted(ranked, key=lambda one: one[:2])]


def _by_today(known: Iterable[tuple[Item, Trace]], diary: Diary) -> list[Item]:
    due = [
        (recall(trace, diary.now), item)
        for item, trace in known
        if (day := diary.due_on(item)) and day <= diary.today
    ]
    return [item for _, item in sorted(due, key=lambda one: one[0])]


def _by_exam(known: Iterable[tuple[Item, Trace]], diary: Diary, exam: date) -> list[Item]:
    begins = datetime.combine(exam, time()) + STARTS
    there = begins.replace(tzinfo=diary.zone) if diary.zone else begins
    then = max(there.astimezone(UTC), diary.now)
    forgotten = []
    for item, trace in known:
        chance = recall(trace, then)
        fresh = diary.due_on(item) != diary.today and day_of(trace.last, diary.zone) == diary.today
        if chance < WANTED and not fresh:
            forgotten.append((chance, item))
    return [item for _, item in sorted(forgotten, key=lambda one: one[0])]
