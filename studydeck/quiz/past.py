"""What the log says of every item: responses that stand, remarks, and what is put away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from studydeck.quiz.acts import AWAY, Act, Deed, standing
from studydeck.quiz.journal import act_of
from studydeck.quiz.store import Event

RESOLVE = "resolve"
"""The type of an event that settles the remarks on an item and asks it again."""
STUDY = "study"
_FLAG = Deed.FLAG.value


class Given(NamedTuple):
    """A response that stands. `at` is UTC; `item` in the act is the identity.

    `counts` says whether it shapes what is asked when: it was study, or wanted to.
    """

    session: str
    mode: str
    at: datetime
    act: Act
    counts: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A flag on an item, by identity, with its note."""

    identity: str
    item: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Past:
    """The log, read: `given` in the order of time; `last` is the session answered last.

    `buried` leads from identities to when they were put off, `suspended` names identities,
    `flagged` has the remarks that are not settled.
    """

    given: tuple[Given, ...] = ()
    last: str = ""
    buried: Mapping[str, datetime] = field(default_factory=dict)
    suspended: frozenset[str] = frozenset()
    flagged: tuple[Remark, ...] = ()

    @cached_property
    def latest(self) -> Mapping[str, Given]:
        """The last response to each item, by identity."""
        return {one.act.item: one for one in self.given}

    def failed(self, last: bool) -> frozenset[str]:
        """Name the identities whose latest response was not passed.

        With `last`, those whose first response in the last session was not.
        """
        if not last:
            return frozenset(key for key, one in self.latest.items() if not one.act.passed)
        first: dict[str, Act] = {}
        for one in self.given:
            if one.session == self.last:
                first.setdefault(one.act.item, one.act)
        return frozenset(key for key, act in first.items() if not act.passed)


def read_past(events: Iterable[Event]) -> Past:
    """Read the log, whose events come session by session, in order."""
    given: list[Given] = []
    away: list[tuple[datetime, Deed | None, str]] = []
    remarks: list[Remark] = []
    for session, group in groupby(events, lambda event: event.session):
        mode, counts, acts, names = STUDY, True, [], {}
        for event in group:
            kind = event.type
            if kind == "start":
                mode, counts = _mode(event)
            elif kind == RESOLVE:
                away.append((_time(event.at), None, event.identity))
            elif kind != "end":
                acts.append(act_of(event, event.identity))
                if kind == _FLAG:
                    names[event.identity] = event.item
        for act in standing(acts):
            if act.deed is Deed.RESPONSE:
                given.append(Given(session, mode, _time(act.at), act, counts))
            elif act.deed in AWAY:
                away.append((_time(act.at), act.deed, act.item))
            elif act.deed is Deed.FLAG:
                remarks.append(Remark(act.item, names[act.item], _time(act.at), act.typed))
    given.sort(key=attrgetter("at"))
    last = given[-1].session if given else ""
    return _settled(tuple(given), last, away, remarks)


def given_in(session: str, act: Act, identity: str) -> Given:
    """Make a response of a session that is going on into one of the past, which counts."""
    return Given(session, STUDY, _time(act.at), act._replace(item=identity), counts=True)


def _settled(
    given: tuple[Given, ...],
    last: str,
    away: list[tuple[datetime, Deed | None, str]],
    remarks: list[Remark],
) -> Past:
    """Hold what was put away, and remarked, against what was settled since."""
    buried: dict[str, datetime] = {}
    suspended: set[str] = set()
    settled: dict[str, datetime] = {}
    for at, deed, identity in sorted(away, key=lambda one: one[0]):
        if deed is Deed.BURY:
            buried[identity] = at
        elif deed is Deed.SUSPEND:
            suspended.add(identity)
        else:
            settled[identity] = at
            buried.pop(identity, None)
            suspended.discard(identity)
    open_ones = sorted(
        (one for one in remarks if one.identity not in settled or settled[one.identity] < one.at),
        key=lambda one: one.at,
    )
    return Past(given, last, buried, frozenset(suspended), tuple(open_ones))


def _mode(start: Event) -> tuple[str, bool]:
    mode = str(start.data.get("mode", "exam" if start.data.get("exam") else STUDY))
    return mode, bool(start.data.get("counts", mode == STUDY))


def _time(at: str) -> datetime:
    found = datetime.fromisoformat(at)
    return found if found.tzinfo is UTC else found.astimezone(UTC)
