"""Pictures of the typed facts of a deck, as SVG: a timeline, members by year, deals by value."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from textwrap import wrap

from studydeck.evidence.values import Value, whole_value
from studydeck.form.page import Picture
from studydeck.model import Fact, FactType
from studydeck.wording import plain_date

_WIDTH = 640
_LEFT = 156
_ROW = 24
_LINE = 17
_TALLEST = 660
"""So high, a picture fits below the head of a paper, and on a page in large print."""
_GAP = 2 * _ROW
"""Years in which nothing happened take no more room."""
_MOST = 58
"""So many characters stand beside each other; longer texts go on in the next line."""
_INK, _QUIET, _BAR = "#1d1d1f", "#5c5c61", "#2f6690"


_Drawn = tuple[list[str], int]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that a picture shows: when, what, and its size where it has one."""

    when: str
    what: str
    date: tuple[int, int, int] = (0, 0, 0)
    until: int = 0
    size: Decimal = Decimal(0)
    sure: bool = True


def charts(
    names: Sequence[str], facts: Sequence[Fact], told: Mapping[str, str]
) -> tuple[Picture, ...]:
    """Draw the pictures that are named (`timeline`, `members`, `deals`) from some facts.

    `told` are the labels. The first facts matter most: each picture shows as many as fit on a
    page. One that has nothing to show is left out. The alternative text of each says all that the
    picture does.
    """
    made = []
    for name in names:
        read, draw = _KINDS[name]
        entries = list(dict.fromkeys(read(facts)))
        if entries:
            entries, rows, height = _fitting(entries, draw)
            alt = f"{told[name]}: " + "; ".join(f"{one.when} {one.what}".strip() for one in entries)
            made.append(Picture("svg", _svg(rows, height), alt, told[name]))
    return tuple(made)


def _fitting(
    entries: list[_Entry], draw: Callable[[Sequence[_Entry]], _Drawn]
) -> tuple[list[_Entry], list[str], int]:
    """Draw as many of the first entries as fit on a page, in order of time."""
    for most in range(len(entries), 0, -1):
        kept = sorted(entries[:most], key=lambda one: (one.date, one.what))
        rows, height = draw(kept)
        if height <= _TALLEST or most == 1:
            break
    return kept, rows, height


# What they show


def _events(facts: Sequence[Fact]) -> Iterator[_Entry]:
    """Give what has a date: events, the beginning of memberships, deals."""
    for fact in facts:
        if fact.type is FactType.EVENT:
            yield from _dated(fact, "date", f"{_said(fact, 'what')}{_in(fact)}")
        elif fact.type is FactType.MEMBERSHIP:
            yield from _dated(fact, "from", f"{_said(fact, 'body')}: {_said(fact, 'member')}")
        elif fact.type is FactType.DEAL:
            yield from _dated(fact, _when(fact), _deal(fact))


def _members(facts: Sequence[Fact]) -> Iterator[_Entry]:
    for fact in facts:
        if fact.type is not FactType.MEMBERSHIP:
            continue
        start, end = _date(fact, "from"), _date(fact, "to")
        until = (end.high[0] if end and isinstance(end.high, tuple) else 0) or 0
        for member in fact.fields.get("member", ()):
            what = f"{_said(fact, 'body')}: {member} ({_said(fact, 'status')})"
            when = _plain(fact, "from")
            low = start.low if start and isinstance(start.low, tuple) else (9999, 0, 0)
            yield _Entry(when, what, low, until, sure=start is not None)


def _deals(facts: Sequence[Fact]) -> Iterator[_Entry]:
    """Give the deals that have a value, in the currency that most of them have."""
    told = [(fact, whole_value(_said(fact, "value"))) for fact in facts if fact.fields.get("value")]
    units = [value.unit for _, value in told if value]
    unit = max(sorted(set(units)), key=units.count, default="")
    for fact, value in told:
        if fact.type is FactType.DEAL and value and value.unit == unit:
            size = value.high if isinstance(value.high, Decimal) else Decimal(0)
            for one in _dated(fact, _when(fact), _deal(fact)):
                yield _Entry(one.when, one.what, one.date, size=size)


def _when(fact: Fact) -> str:
    return "agreed" if fact.fields.get("agreed") else "delivered"


def _deal(fact: Fact) -> str:
    weapon, number = _said(fact, "weapon"), _said(fact, "number")
    weapon = "" if weapon in number else weapon
    return ", ".join(
        one for one in (weapon, number, _said(fact, "value"), _said(fact, "status")) if one
    )


def _in(fact: Fact) -> str:
    place = _said(fact, "place")
    return f" ({place})" if place else ""


def _said(fact: Fact, name: str) -> str:
    return ", ".join(fact.fields.get(name, ()))


def _plain(fact: Fact, name: str) -> str:
    texts = fact.fields.get(name, ())
    return plain_date(texts[0]) if texts else ""


def _date(fact: Fact, name: str) -> Value | None:
    texts = fact.fields.get(name, ())
    value = whole_value(plain_date(texts[0])) if texts else None
    return value if value and value.category == "date" else None


def _dated(fact: Fact, name: str, what: str) -> Iterator[_Entry]:
    date = _date(fact, name)
    if date and isinstance(date.low, tuple) and date.low[0]:
        yield _Entry(_plain(fact, name), what, date.low)


# How they look


def _timeline(entries: Sequence[_Entry]) -> _Drawn:
    """Set each thing after its time, but never two upon each other, and none too far apart."""
    first, last = _months(entries[0]), _months(entries[-1])
    scale = len(entries) * _ROW / max(1, last - first)
    rows: list[str] = []
    y, before, free = 0.0, first, 0.0
    for entry in entries:
        gap = min(_GAP, (_months(entry) - before) * scale)
        y, before = max(free, y + gap) if rows else _ROW, _months(entry)
        rows += [f'<circle cx="{_LEFT}" cy="{y - 4:.0f}" r="4" fill="{_BAR}"/>']
        rows += [_text(_LEFT - 12, y, entry.when, _QUIET, "end")]
        lines = wrap(entry.what, _MOST)
        rows += [_text(_LEFT + 14, y + n * _LINE, line) for n, line in enumerate(lines)]
        free = y + _ROW + (len(lines) - 1) * _LINE
    line = f'<path d="M{_LEFT} 8V{free - _ROW + 8:.0f}" stroke="{_BAR}" stroke-width="1.5"/>'
    return [line, *rows], round(free)


def _months(entry: _Entry) -> int:
    year, month, _ = entry.date
    return year * 12 + max(month, 1) - 1


def _bars(entries: Sequence[_Entry]) -> _Drawn:
    """Draw a bar for each size, with its words above it."""
    most = max(one.size for one in entries) or 1
    room, rows, y = _WIDTH - _LEFT - 20, [], _LINE
    for entry in entries:
        long = max(2, round(float(entry.size / most) * room))
        rows += [_text(_LEFT - 12, y, entry.when, _QUIET, "end"), _text(_LEFT, y, entry.what)]
        rows += [f'<rect x="{_LEFT}" y="{y + 5}" width="{long}" height="9" fill="{_BAR}"/>']
        y += 2 * _ROW - 8
    return rows, y


def _spans(entries: Sequence[_Entry]) -> _Drawn:
    """Draw who belongs to what since when; what has no beginning has no bar."""
    years = [one.date[0] for one in entries if one.sure] or [0]
    first = min(years)
    last = max(*years, *(one.until for one in entries)) + 1
    room, rows, y = _WIDTH - _LEFT - 20, [], _LINE
    for entry in entries:
        rows += [_text(_LEFT - 12, y, entry.when or "–", _QUIET, "end")]
        rows += [_text(_LEFT, y, entry.what)]
        if entry.sure:
            start = _LEFT + round((entry.date[0] - first) / (last - first) * room)
            end = _LEFT + round(((entry.until or last) - first) / (last - first) * room)
            rows += [f'<rect x="{start}" y="{y + 5}" width="{max(2, end - start)}" height="9"'
                     f' fill="{_BAR}"/>']  # fmt: skip
        y += 2 * _ROW - 8 if entry.sure else _ROW
    return rows, y


def _text(x: float, y: float, words: str, fill: str = _INK, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _svg(rows: Sequence[str], height: int) -> str:
    """Wrap the rows into an SVG, in base64; the face is one that every output has."""
    face = "Libertinus Serif, Atkinson Hyperlegible, Georgia, serif"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" font-family="{face}" font-size="14">'
    )
    return b64encode("".join([head, *rows, "</svg>"]).encode()).decode()


_KINDS: Mapping[str, tuple[Callable[[Sequence[Fact]], Iterator[_Entry]],
                           Callable[[Sequence[_Entry]], _Drawn]]] = {
    "timeline": (_events, _timeline),
    "members": (_members, _spans),
    "deals": (_deals, _bars),
}  # fmt: skip
CHARTS = tuple(_KINDS)
"""The pictures that a form can ask for."""
