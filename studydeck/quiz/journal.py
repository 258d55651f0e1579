"""Between a session and its log: what is written down, and how it is taken up again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studydeck.grade import Mark
from studydeck.quiz.plan import Plan
from studydeck.quiz.session import Act, Deed, Session
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

    def begin(self, plan: Plan, selection: Mapping[str, Any], at: str) -> None:
        """Write that a session starts, with all that is needed to take it up again."""
        data = {
            "selection": dict(selection),
            "seed": plan.seed,
            "exam": plan.exam,
            "items": [self.identities[item.key] for item in plan.items],
        }
        self.log.append(self._event(0, at, "start", data))

    def end(self, session: Session, at: str, how: str) -> None:
        """Write that the session is over: `finished`, or `left` for one begun anew."""
        n = len(session.acts) + 1
        self.log.append(self._event(n, at, "end", {"how": how, "points": session.points}))

    def _event(self, n: int, at: str, kind: str, data: dict[str, Any], item: str = "") -> Event:
        return Event(self.session, n, at, kind, item, self.identities.get(item, ""), data)


def _data(act: Act) -> dict[str, Any]:
    if act.deed is not Deed.RESPONSE:
        return {}
    return {
        "typed": act.typed,
        "response": act.response,
        "mark": act.mark.value,
        "score": act.score,
        "spelling": act.spelling,
        "hints": act.hints,
        "own": act.own,
    }


@dataclass(frozen=True, slots=True)
class Found:
    """A session that was not finished, as it stands in the log."""

    id: str
    at: str
    seed: str
    items: tuple[str, ...]
    events: tuple[Event, ...]


def find_unfinished(log: Log, selection: Mapping[str, Any]) -> Found | None:
    """Find the latest unfinished session over the same selection."""
    for start in log.unfinished():
        if start.data.get("selection") == dict(selection):
            events = log.session(start.session)[1:]
            items = tuple(start.data["items"])
            return Found(start.session, start.at, str(start.data["seed"]), items, events)
    return None


def take_up(found: Found, plan: Plan, keys: Mapping[str, str]) -> Session:
    """Make a session again from the log: its items in their order, and every act.

    `keys` are item keys by identity. Items that are gone since are left out, but their
    acts stay, so that the numbers of events go on.
    """
    by_key = {item.key: item for item in plan.items}
    order = [by_key[key] for one in found.items if (key := keys.get(one, "")) in by_key]
    acts = tuple(_act(event, keys) for event in found.events)
    return Session(replace(plan, items=tuple(order), seed=found.seed), acts)


def _act(event: Event, keys: Mapping[str, str]) -> Act:
    data = event.data
    act = Act(Deed(event.type), keys.get(event.identity, event.item), event.at)
    if act.deed is not Deed.RESPONSE:
        return act
    return replace(
        act,
        typed=data["typed"],
        response=data["response"],
        mark=Mark(data["mark"]),
        score=data["score"],
        spelling=data["spelling"],
        hints=data["hints"],
        own=data["own"],
    )


def missed(events: Iterable[Event]) -> frozenset[str]:
    """Name the identities whose latest response, over all sessions, was not passed.

    What was taken back does not count, what was accepted does.
    """
    sessions: dict[str, list[Act]] = {}
    for event in events:
        act = replace(_act(event, {}), item=event.identity)
        sessions.setdefault(event.session, []).append(act)
    latest: dict[str, Act] = {}
    for acts in sessions.values():
        for act in Session(Plan((), ""), tuple(acts)).standing:
            known = latest.get(act.item)
            if act.deed is Deed.RESPONSE and (known is None or known.at <= act.at):
                latest[act.item] = act
    return frozenset(one for one, act in latest.items() if not act.passed)
