"""Items and logs in memory, for tests of what is remembered."""

from datetime import UTC, datetime, timedelta

from studydeck.model import Citation, Citations, Claim, Item, Kind, Single
from studydeck.quiz.store import Event
from studydeck.span import Text

START = datetime(2026, 5, 1, 10, tzinfo=UTC)


def an_item(name, bank="bank", passage="", kind="text", answer=None, **more):
    cited = Citations((Citation("source", passage or name, None, None),))
    claim = Claim(answer or Single(Text(name)), cited)
    return Item(
        bank=bank,
        id=Text(name),
        kind=Kind(kind),
        prompt=Text(f"What is {name}?"),
        claims=(claim,),
        right=(claim,),
        identity=(bank, name),
        **more,
    )


def identity(item):
    return f"ns/{item.key}"


def at(days=0.0, hours=0.0):
    """Give an instant so long after the start, as the log writes it."""
    return (START + timedelta(days=days, hours=hours)).isoformat(timespec="milliseconds")


class Sessions:
    """Writes sessions: each method adds an event to the one that was begun last."""

    def __init__(self):
        self.events = []

    def begin(self, name, days=0.0, **data):
        self.events.append(Event(name, 0, at(days), "start", "", "", data))
        return self

    def add(self, kind, item, days=0.0, hours=0.0, **data):
        last = self.events[-1]
        here = f"bank/{item}", f"ns/bank/{item}"
        self.events.append(Event(last.session, last.n + 1, at(days, hours), kind, *here, data))
        return self

    def right(self, item, days=0.0, hours=0.0, **more):
        told = {"typed": item, "mark": "correct", "score": 1.0}
        return self.add("response", item, days, hours, **(told | more))

    def wrong(self, item, days=0.0, hours=0.0, **more):
        told = {"typed": "x", "mark": "wrong", "score": 0.0}
        return self.add("response", item, days, hours, **(told | more))
