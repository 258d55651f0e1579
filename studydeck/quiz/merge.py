"""Two logs of one learner brought together: nothing is lost, and nothing is there twice."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from studydeck.quiz.store import Event

AFTER_ALL = 10**9
"""Number of the event that ends a part from another machine; no session gets so far."""
_ENDS = frozenset({"start", "end"})
_Key = tuple[str, int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What another log brings: events that are new here, and how many were known."""

    new: tuple[Event, ...]
    known: int


def merge(ours: Iterable[Event], theirs: Iterable[Event]) -> Merged:
    """Find what to add to a log; whatever is brought in twice is there once.

    Where two machines went on with one session, the part of the other one becomes a
    session of its own, whose start says of which it is a part. By that it is known again
    on every machine, and on the one where it was given.
    """
    here = _Here()
    for session in _by_session(ours):
        here.take(session)
    new: list[Event] = []
    known = 0
    for session in _by_session(theirs):
        known += sum(here.has(event, _family(session)) for event in session)
        found = _wanted(here, session)
        here.take(found)
        new += found
    return Merged(tuple(new), known)


def _by_session(events: Iterable[Event]) -> list[list[Event]]:
    found: dict[str, dict[int, Event]] = {}
    for event in events:
        found.setdefault(event.session, {}).setdefault(event.n, event)
    return [[one[n] for n in sorted(one)] for one in found.values()]


@dataclass(slots=True)
class _Here:
    """What a log has: its events by what they say, and the last act of each session.

    A family is a session and all parts of it that other machines went on with; `over` has
    the sessions that ended. It grows while sessions are brought in.
    """

    keys: set[_Key] = field(default_factory=set)
    places: set[tuple[str, int]] = field(default_factory=set)
    families: dict[str, list[str]] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)
    last: dict[str, _Key | None] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)

    def take(self, events: Sequence[Event]) -> None:
        """Count the events of one session in; a session may come in more parts than one."""
        for event in events:
            name = event.session
            if name not in self.family:
                self.family[name] = family = _family(events)
                self.families.setdefault(family, []).append(name)
                self.last[name] = None
            self.places.add((name, event.n))
            if event.type == "end":
                self.over.add(name)
            elif event.type != "start":
                self.last[name] = key = _key(self.family[name], event)
                self.keys.add(key)

    def has(self, event: Event, family: str) -> bool:
        """Whether an event is there, in whatever session of its family."""
        if event.type in _ENDS:
            return (event.session, event.n) in self.places
        return _key(family, event) in self.keys

    def host(self, family: str, before: _Key | None, first: Event) -> str | None:
        """Name the session that stopped just before an act, and can go on with it."""
        names = self.families.get(family, []) if before else [first.session]
        return next(
            (
                name
                for name in names
                if name in self.last
                and self.last[name] == before
                and (name, first.n) not in self.places
            ),
            None,
        )


def _family(events: Sequence[Event]) -> str:
    first = events[0]
    return str(first.data.get("part_of", first.session)) if first.type == "start" else first.session


def _key(family: str, event: Event) -> _Key:
    data = json.dumps(event.data, sort_keys=True)
    return family, event.n, event.at, event.type, event.identity, data


def _wanted(here: _Here, events: list[Event]) -> list[Event]:
    """Give those events of a session that are new here, under the name that they get."""
    name, family = events[0].session, _family(events)
    acts = [event for event in events if event.type not in _ENDS]
    fresh = [event for event in acts if _key(family, event) not in here.keys]
    if name not in here.family and len(fresh) == len(acts):
        return events if acts or family not in here.families else []
    end = [event for event in events if event.type == "end" and name not in here.over]
    if not fresh:
        stopped = _key(family, acts[-1]) if acts else None
        return end if name in here.family and here.last[name] == stopped else []
    place = acts.index(fresh[0])
    before = _key(family, acts[place - 1]) if place else None
    host = here.host(family, before, fresh[0])
    if host is None:
        return _part(family, events, fresh)
    return [event._replace(session=host) for event in fresh] + (end if host == name else [])


def _part(family: str, events: list[Event], fresh: list[Event]) -> list[Event]:
    """Make a session of its own, which is over, of what another machine went on with."""
    first, start = fresh[0], events[0]
    name = sha256(json.dumps(_key(family, first)).encode()).hexdigest()[:16]
    over = Event(name, AFTER_ALL, first.at, "end", "", "", {"how": "left"})
    data = {**start.data, "part_of": family}
    head = [start._replace(session=name, data=data)] if start.type == "start" else []
    return [*head, *(event._replace(session=name) for event in fresh), over]
