"""What is new in a release, in the words of the cards: for the author, and for learners."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from studydeck.deck import Deck, Note
from studydeck.fields import html, plain
from studydeck.lock import SAID, Line, Lock, untold, why_gone

_MOST = 20
_LONG = 160
_SECTION = "## "


class Change(StrEnum):
    """What can happen to a card; the values are headings, in their order."""

    FIRST = "First release"
    NEW = "New"
    CHANGED = "Changed"
    MOVED = "Moved"
    WITHDRAWN = "Withdrawn"
    LEFT_OUT = "Left out of this deck"
    RENAMED = "Decks with another name"


_ORDER = {change: number for number, change in enumerate(Change)}


@dataclass(frozen=True, slots=True)
class News:
    """One change: which item, its prompt, and what more there is to say.

    `parts` has what reads otherwise: its name, the words before, and the words now.
    """

    change: Change
    key: str = ""
    prompt: str = ""
    more: str = ""
    parts: tuple[tuple[str, str, str], ...] = ()


def news(deck: Deck, lock: Lock) -> tuple[News, ...]:
    """Tell what a release of a deck changes for those who have the last one."""
    last = untold(deck, lock).lines
    if not last:
        count = len(deck.notes)
        return (News(Change.FIRST, more=f"{count} {'item' if count == 1 else 'items'}"),)
    found = [*_of_notes(deck, last), *_gone(deck, last), *_renamed(deck, lock)]
    return tuple(sorted(found, key=lambda one: _ORDER[one.change]))


def _of_notes(deck: Deck, last: Mapping[str, Line]) -> Iterator[News]:
    for note in deck.notes:
        line, prompt = last.get(note.identity), plain(note.fields["Prompt"])
        if line is None:
            yield News(Change.NEW, note.key, prompt)
        elif line.key != note.key:
            yield News(Change.MOVED, note.key, prompt, f"was {line.key}", _parts(line, note))
        elif line.digest != note.digest:
            parts = _parts(line, note)
            more = "" if parts else "the passage, a hint, a tag or another part"
            yield News(Change.CHANGED, note.key, prompt, more, parts)


def _parts(line: Line, note: Note) -> tuple[tuple[str, str, str], ...]:
    now = (plain(note.fields[name]) for name in SAID)
    both = zip(SAID, line.said, now, strict=True) if line.said else ()
    return tuple((name.lower(), before, after) for name, before, after in both if before != after)


def _gone(deck: Deck, last: Mapping[str, Line]) -> Iterator[News]:
    here = {note.identity for note in deck.notes}
    for id, line in last.items():
        prompt = line.said[0] if line.said else ""
        if id not in deck.identities:
            yield News(Change.WITHDRAWN, line.key, prompt, why_gone(deck, line))
        elif id not in here:
            yield News(Change.LEFT_OUT, line.key, prompt)


def _renamed(deck: Deck, lock: Lock) -> Iterator[News]:
    """Tell which decks have another name now: Anki leaves cards where they are."""
    for bank, old in lock.homes.items():
        new = deck.homes.get(bank, old)
        if new != old:
            more = f"'{new}', was '{old}'; cards stay where learners have them"
            yield News(Change.RENAMED, more=more)


# In words


def line(deck: Deck, one: News) -> str:
    """Write a change in one line, for the author's terminal.

    An item that is new or withdrawn has its prompt in the list of changes.
    """
    parts = [f"{name}: {_quoted(before)} → {_quoted(now)}" for name, before, now in one.parts]
    what = " ".join(part for part in (str(one.change).lower(), one.key) if part)
    more = "; ".join([one.more, *parts] if one.more else parts)
    return f"{deck.id}: {what} ({more})" if more else f"{deck.id}: {what}"


def section(found: Iterable[News], day: str) -> str:
    """Write the changes of one release in Markdown, below its day."""
    blocks = [f"{_SECTION}{day}"]
    for change, each in groupby(found, lambda one: one.change):
        rows = [row for one in each for row in _rows(one)]
        blocks += [f"### {change}", "\n".join(rows)]
    return "\n\n".join(blocks) + "\n"


def _rows(one: News) -> Iterator[str]:
    said = ": ".join(part for part in (_short(one.prompt), one.more) if part)
    yield f"- {said}" + (f" ({one.key})" if one.key else "")
    for name, before, now in one.parts:
        yield f"  - {name}, before: {_short(before) or 'nothing'}"
        yield f"  - {name}, now: {_short(now) or 'nothing'}"


def added(text: str, title: str, newest: str) -> str:
    """Put the newest section above those of before; `text` is the file as it was.

    One that is there already, from a release that could not write its lock, is not put twice.
    """
    _, mark, rest = text.replace("\r\n", "\n").partition(f"\n{_SECTION}")
    before = f"{mark.lstrip()}{rest}" if mark else ""
    if f"{before}\n".startswith(f"{newest}\n"):
        newest, before = before, ""
    return f"# {title}: what is new\n\n{newest}" + (f"\n{before}" if before else "")


def with_news(deck: Deck, text: str) -> Deck:
    """Put what is new in the last release into the description that learners see in Anki."""
    _, mark, rest = text.replace("\r\n", "\n").partition(f"\n{_SECTION}")
    if not mark:
        return deck
    newest = rest.partition(f"\n{_SECTION}")[0]
    day, *rows = [row.strip() for row in newest.splitlines() if row.strip()]
    rows = [row.removeprefix("### ") for row in rows]
    if len(rows) > _MOST:
        rows[_MOST:] = [f"and {len(rows) - _MOST} lines more"]
    told = "<br>".join(html(row) for row in (f"What is new on {day}:", *rows))
    return replace(deck, description=f"{deck.description}<br><br>{told}")


def _quoted(text: str) -> str:
    return f"'{_short(text)}'" if text else "nothing"


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"
