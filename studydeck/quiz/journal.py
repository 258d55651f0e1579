"""Between a session and its log: what is written down, and how it is taken up again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from studydeck.grade import Mark
from studydeck.quiz.acts import Act, Deed
from studydeck.quiz.plan import Plan
from studydeck.quiz.session import Session
from studydeck.quiz.store import Event, Log


@dataclass(frozen=True)
class Journal:
    """Writes the acts of one session down. `identities` are by item key."""

    log: Log
    session: str
    identities: Mapping[str, str]

    def record(self, before: Session, after: Session) -> None:
        """Write the acts that `after` has more than `before`, one commit each."""
        for n, act in enumerate(after.acts[len(before.acts) :], len(before.acts) + 1):
            self.log.append(self._event(n, act.at, act.deed.value, _data(act), act.item))

    def begin(
        self,
        plan: Plan,
        selection: Mapping[str, Any],
        at: str,
        mode: str = "study",
        *,
        counts: bool = True,
    ) -> None:
        """Write that a session starts, with all that is needed to take it up again."""
        data = {
            "selection": dict(selection),
            "mode": mode,
            "counts": counts,
            "seed": plan.seed,
            "exam": plan.exam,
            "until": plan.until,
            "items": [self.identities[item.key] for item in plan.items],
        }
        self.log.append(self._event(0, at, "start", data))

    def end(self, session: Session, at: str, how: str) -> None:
        """Write that the session is over: `finished`, or `left` for one begun anew."""
        n = len(session.acts) + 1
        self.log.append(self._event(n, at, "end", {"how": how, "points": session.points}))

    def _event(self, n: int, at: str, kind: str, data: dict[str, Any], item: str = "") -> Event:
        return Event(self.session, n, at, kind, item, self.identities.get(item, ""), data)


_KEPT = ("response", "score", "spelling", "hints", "tries", "seconds", "own", "late")


def _data(act: Act) -> dict[str, Any]:
    match act.deed:
        case Deed.RESPONSE:
            return {"typed": act.typed, "mark": act.mark.value} | {
                name: getattr(act, name) for name in _KEPT
            }
        case Deed.ATTEMPT:
            return {"typed": act.typed, "mark": act.mark.value, "response": act.response}
        case Deed.FLAG:
            return {"note": act.typed}
        case _:
            return {}


_DEEDS = {deed.value: deed for deed in Deed}
_MARKS = {mark.value: mark for mark in Mark}


def act_of(event: Event, item: str) -> Act:
    """Read an act from the log; what an earlier version did not write has its default.

    Raises:
        KeyError: it is of no type that an act has, or has no mark that there is.
    """
    get = event.data.get
    return Act(
        _DEEDS[event.type],
        item,
        event.at,
        get("typed") or get("note", ""),
        get("response", ""),
        _MARKS[get("mark", "skipped")],
        get("score", 0.0),
        get("spelling", False),
        get("hints", 0),
        get("tries", 0),
        get("seconds", 0.0),
        get("own", False),
        late=get("late", False),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A session that was not finished, as it stands in the log."""

    id: str
    at: str
    seed: str
    until: str
    items: tuple[str, ...]
    events: tuple[Event, ...]


def find_unfinished(log: Log, selection: Mapping[str, Any]) -> Found | None:
    """Find the latest unfinished session over the same selection."""
    for start in log.unfinished():
        if start.data.get("selection") == dict(selection):
            events = log.session(start.session)[1:]
            items = tuple(start.data["items"])
            seed, until = str(start.data["seed"]), str(start.data.get("until", ""))
            return Found(start.session, start.at, seed, until, items, events)
    return None


def take_up(found: Found, plan: Plan, keys: Mapping[str, str]) -> Session:
    """Make a session again from the log: its items in their order, and every act.

    `keys` are item keys by identity. Items that are gone since are left out, but their
    acts stay, so that the numbers of events go on.
    """
    by_key = {item.key: item for item in plan.items}
    order = [by_key[key] for one in found.items if (key := keys.get(one, "")) in by_key]
    acts = tuple(act_of(event, keys.get(event.identity, event.item)) for event in found.events)
    asked = replace(plan, items=tuple(order), seed=found.seed, until=found.until)
    return Session(asked, acts)
