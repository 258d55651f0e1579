"""What a learner remembers of each item, by FSRS-6; the only importer of fsrs.

Nothing of it is stored: it is worked out from the responses each time, so that undoing a
response, or bringing in those of another machine, needs no repair.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from studydeck.quiz.acts import Act
from studydeck.quiz.past import Given

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

WANTED = 0.9
"""An item is due when the chance of knowing it has fallen to this."""
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
_DAY = timedelta(days=1)


class Trace(NamedTuple):
    """The memory of one item: when it was last asked, when it is due, and how firm it is.

    `stability` is in days: so long until the chance of knowing it is 90 %. `difficulty` is
    from 1 to 10. `days` is how many reviews came on a later day than the one before,
    `lapses` how many of those failed.
    """

    card: "Card"
    first: datetime
    days: int = 0
    lapses: int = 0

    @property
    def last(self) -> datetime:
        """When it was asked last."""
        return self.card.last_review or self.first

    @property
    def due(self) -> datetime:
        """When it is to be asked again."""
        return self.card.due

    @property
    def stability(self) -> float:
        """How many days it lasts."""
        return self.card.stability or 0.0

    @property
    def difficulty(self) -> float:
        """How hard it is, from 1 to 10."""
        return self.card.difficulty or 0.0


def rating(act: Act) -> int:
    """Rate a response: failed is Again, with help Hard, right Good, Easy if told so."""
    if not act.passed:
        return AGAIN
    if act.hints or act.tries:
        return HARD
    return EASY if act.easy else GOOD


@dataclass(frozen=True, slots=True)
class Tested:
    """A review on a later day than the one before, and the chance that was given it."""

    given: Given
    chance: float


def remember(given: Iterable[Given], now: datetime) -> Mapping[str, Trace]:
    """Work out the memory of each item, by identity, from responses in the order of time.

    Responses that do not count are passed over. One that lies in the future, because a
    clock was put back since, counts as if it were now.
    """
    return _replay(given, now, None)


def tested(given: Iterable[Given], now: datetime) -> tuple[Tested, ...]:
    """Give the reviews in which memory was put to the test, with what was to be expected."""
    found: list[Tested] = []
    _replay(given, now, found)
    return tuple(found)


def _replay(
    given: Iterable[Given], now: datetime, tests: list[Tested] | None
) -> Mapping[str, Trace]:
    counted = [one for one in given if one.counts]
    if not counted:
        return {}
    from fsrs import Rating  # noqa: PLC0415  (slow to import; the first session needs none)

    card = _card()
    ratings = {one.value: one for one in Rating}
    review = _scheduler().review_card
    traces: dict[str, Trace] = {}
    for number, one in enumerate(counted):
        at = min(one.at, now)
        rated = rating(one.act)
        known = traces.get(one.act.item)
        if known is None:
            after, _ = review(card(card_id=number, due=at), ratings[rated], at)
            traces[one.act.item] = Trace(after, at)
            continue
        later = at - known.last >= _DAY
        if later and tests is not None:
            tests.append(Tested(one, recall(known, at)))
        after, _ = review(known.card, ratings[rated], at)
        lapses = known.lapses + (later and rated == AGAIN)
        traces[one.act.item] = Trace(after, known.first, known.days + later, lapses)
    return traces


def recall(trace: Trace, at: datetime) -> float:
    """Give the chance that an item is known at an instant."""
    return float(_scheduler().get_card_retrievability(trace.card, at))


@cache
def _card() -> "type[Card]":
    """Make fsrs's card quick to copy, as it is at every review: a quarter of all the work."""
    from fsrs import Card  # noqa: PLC0415

    class Quick(Card):
        def __copy__(self) -> "Quick":
            other = Quick.__new__(Quick)
            other.__dict__.update(self.__dict__)
            return other

    return Quick


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415

    # No steps within a day: the session itself asks again what was missed. No chance.
    return Scheduler(
        desired_retention=WANTED, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
