"""The log as text, to move it between machines."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isfinite
from typing import Any

from studydeck.grade import Mark
from studydeck.quiz.acts import Deed
from studydeck.quiz.journal import act_of
from studydeck.quiz.merge import AFTER_ALL
from studydeck.quiz.past import RESOLVE
from studydeck.quiz.store import Event

FORMAT = 1
COLUMNS = ("session", "n", "at", "type", "item", "identity", "data")
_TYPES = frozenset({"start", "end", RESOLVE, *Deed})


class ExchangeError(Exception):
    """A text is no log; the text says where and why."""


def as_jsonl(events: Iterable[Event]) -> str:
    """Write a log as JSON Lines: a line on the format, then one for each event."""
    head = json.dumps({"studydeck": "history", "format": FORMAT})
    lines = (json.dumps(event._asdict(), ensure_ascii=False, sort_keys=True) for event in events)
    return "".join(f"{line}\n" for line in (head, *lines))


def as_csv(events: Iterable[Event]) -> str:
    """Write a log as CSV (RFC 4180), with `data` as JSON in its column.

    No cell begins with what a spreadsheet takes for a formula: `data` begins with a brace,
    and the others are ids, numbers and times.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for event in events:
        data = json.dumps(event.data, ensure_ascii=False, sort_keys=True)
        writer.writerow(
            (event.session, event.n, event.at, event.type, event.item, event.identity, data)
        )
    return out.getvalue()


def read_history(text: str) -> tuple[Event, ...]:
    """Read what `as_jsonl` or `as_csv` wrote.

    Raises:
        ExchangeError: it is none of both, of a later format, or an event is not right.
    """
    text = text.removeprefix("\ufeff")
    rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text)
    return tuple(_event(number, row) for number, row in rows)


def _json_rows(text: str) -> list[tuple[int, Mapping[str, Any]]]:
    rows: list[tuple[int, Mapping[str, Any]]] = []
    # Not splitlines: what was typed may hold a line separator of Unicode.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ExchangeError(f"line {number} is not JSON: {error}") from error
        if not isinstance(found, dict):
            raise ExchangeError(f"line {number} is no JSON object")
        rows.append((number, found))
    _, head = rows.pop(0)
    if head.get("studydeck") != "history":
        raise ExchangeError("line 1 does not say that this is a history of studydeck")
    if head.get("format") != FORMAT:
        raise ExchangeError(f"it has format {head.get('format')}, and this program knows {FORMAT}")
    return rows


def _csv_rows(text: str) -> list[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ExchangeError(f"the first line has to be: {','.join(COLUMNS)}")
        return [(reader.line_num, _from_cells(reader.line_num, row)) for row in reader]
    except csv.Error as error:
        raise ExchangeError(f"line {reader.line_num} is not CSV: {error}") from error


def _from_cells(number: int, row: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return {**row, "n": int(row["n"]), "data": json.loads(row["data"])}
    except (TypeError, ValueError, RecursionError) as error:
        raise ExchangeError(f"line {number} is no event: {error}") from error


def _event(number: int, row: Mapping[str, Any]) -> Event:
    """Make an event of a row that has exactly what an event has, all of it plausible."""
    texts = all(isinstance(row.get(name), str) for name in COLUMNS if name not in {"n", "data"})
    n, data = row.get("n"), row.get("data")
    if not texts or not isinstance(n, int) or isinstance(n, bool) or not isinstance(data, dict):
        raise ExchangeError(f"line {number} is no event: it needs {', '.join(COLUMNS)}")
    event = Event(**{name: row[name] for name in COLUMNS})
    try:
        _plausible(event)
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError(f"line {number} is no event: {error}") from error
    return event


def _plausible(event: Event) -> None:
    if event.type not in _TYPES:
        raise ValueError(f"'{event.type}' is no type of event")
    if not event.session or not 0 <= event.n <= AFTER_ALL:
        raise ValueError("a session has a name, and its events are numbered from 0")
    if datetime.fromisoformat(event.at).tzinfo is None:
        raise ValueError(f"'{event.at}' does not say its time zone")
    if event.type == "start":
        named = all(isinstance(one, str) for one in event.data.get("items", ()))
        if not (named and isinstance(event.data.get("until", ""), str)):
            raise ValueError("its items are no list of names")
        if not isinstance(event.data.get("part_of", ""), str):
            raise ValueError("what it is a part of is no name of a session")
    elif event.type not in {"end", RESOLVE}:
        if event.data.get("mark", "skipped") not in set(Mark):
            raise ValueError(f"'{event.data['mark']}' is no mark")
        act = act_of(event, event.identity)
        if not (isinstance(act.typed, str) and isinstance(act.response, str)):
            raise ValueError("what was typed is no text")
        numbers = (act.score, act.hints, act.tries, act.seconds)
        if not all(isinstance(one, int | float) and isfinite(one) for one in numbers):
            raise ValueError("its score, hints, tries and seconds are numbers")
