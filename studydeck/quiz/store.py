"""The log of responses: a table that only grows, one durable commit for each event.

The only importer of sqlite3. Every event belongs to a session and has its number there,
so that two processes can never both write the n-th event of one session.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Any, NamedTuple, Self

FORMAT = 2
_APPLICATION = 0x53444B31
_STEPS = (
    """
CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL,
    n INTEGER NOT NULL,
    at TEXT NOT NULL,
    type TEXT NOT NULL,
    item TEXT NOT NULL,
    identity TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (session, n)
);
CREATE INDEX IF NOT EXISTS event_by_identity ON event (identity, id);
CREATE TRIGGER IF NOT EXISTS event_never_changes BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER IF NOT EXISTS event_never_goes BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
""",
    # Sessions are looked up by their start and end at every start of the quiz.
    "CREATE INDEX IF NOT EXISTS event_of_session ON event (type, session)"
    " WHERE type IN ('start', 'end');",
)
"""What each format adds to the one before; the first makes the table."""
_FIELDS = "session, n, at, type, item, identity, data"
_ADD = f"INTO event ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)"


_TROUBLE = {
    "locked": "is in use by another process",
    "busy": "is in use by another process",
    "readonly": "is read-only, so that no response can be kept",
    "unable to open": "cannot be opened: is its folder there, and may you write in it?",
    "disk I/O": "cannot be read or written, for the disk is full or fails; nothing was changed",
    "full": "cannot grow, for the disk is full; the last response is not in it, all others are",
}
"""What sqlite says, and what it means for the one who is learning."""
_DAMAGED = (
    "it is left as it is: move it away, and `studydeck history import` brings an export into a"
    " new log; or name another log with --db"
)
_OTHER = "it is left as it is: name another file with --db"
_LATER = "it is left as it is: use that version of studydeck, or another log with --db"


class LogError(Exception):
    """The log cannot be used; the text says why, `help` what can be done."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


class LogTakenError(LogError):
    """Another process has gone on with the same session."""


class Event(NamedTuple):
    """One line of the log, a tuple because there are so many.

    `at` is UTC in ISO 8601. `item` is the key when it was written; `identity` stays the
    same when an item is renamed. Both are empty for events on the session as a whole.
    `data` holds JSON values only.
    """

    session: str
    n: int
    at: str
    type: str
    item: str
    identity: str
    data: Mapping[str, Any]


_Row = tuple[str, int, str, str, str, str, str]


def _events(rows: Sequence[_Row]) -> Iterator[Event]:
    """Read rows as events; their data as one text, which takes a third of the time."""
    data = json.loads(f"[{','.join(row[-1] for row in rows)}]")
    for row, one in zip(rows, data, strict=True):
        yield Event(*row[:-1], one)


def _row(event: Event) -> _Row:
    data = json.dumps(event.data, ensure_ascii=False, sort_keys=True)
    return event.session, event.n, event.at, event.type, event.item, event.identity, data


class Log:
    """An open log; use it as a context manager."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        """Open a log, or make a new one with its folder.

        `wait` is how many seconds to wait for another process that is writing.

        Raises:
            LogError: the file is locked, damaged, of a later version or something else.
        """
        self.path = path
        self._wait = wait
        with self._faults():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            with self._faults():
                self._prepare()
        except LogError:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def append(self, event: Event) -> None:
        """Write one event; when this returns, it is on the disk.

        Raises:
            LogTakenError: the session has an event of that number already.
            LogError: the file cannot be written.
        """
        with self._faults():
            self._db.execute(f"INSERT {_ADD}", _row(event))

    def add(self, events: Iterable[Event]) -> None:
        """Write many events, of which the log has none yet: all of them, or none.

        Raises:
            LogTakenError: the log has one of them already.
            LogError: the file cannot be written.
        """
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany(f"INSERT {_ADD}", map(_row, events))
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def unfinished(self) -> tuple[Event, ...]:
        """Give the start events of sessions that have not ended, the latest first."""
        return self._events(
            "type = 'start' AND session NOT IN (SELECT session FROM event WHERE type = 'end')"
            " ORDER BY id DESC"
        )

    def session(self, session: str) -> tuple[Event, ...]:
        """Give the events of a session in order."""
        return self._events("session = ? ORDER BY n", session)

    def events(self) -> tuple[Event, ...]:
        """Give all events, those of a session together and in order."""
        return self._events("TRUE ORDER BY session, n")

    def count(self) -> int:
        """Give the number of events."""
        with self._faults():
            (found,) = self._db.execute("SELECT count(*) FROM event").fetchone()
            return int(found)

    def _events(self, where: str, *values: str) -> tuple[Event, ...]:
        # `where` is always one of the constants above.
        query = f"SELECT {_FIELDS} FROM event WHERE {where}"  # noqa: S608
        with self._faults():
            rows = self._db.execute(query, values).fetchall()
            return tuple(_events(rows))

    def _prepare(self) -> None:
        self._db.execute(f"PRAGMA busy_timeout = {int(self._wait * 1000)}")
        # One transaction: otherwise the tables of another process could come in between.
        self._db.execute("BEGIN")
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self._db.execute("COMMIT")
        if application != _APPLICATION and tables:
            raise LogError(f"'{self.path}' is a database of something else", _OTHER)
        if version > FORMAT:
            raise LogError(f"'{self.path}' was written by a later version of studydeck", _LATER)
        self._write_ahead()
        self._db.execute("PRAGMA synchronous = FULL")
        if version < FORMAT:
            self._move_on(version if tables else 0)

    def _move_on(self, version: int) -> None:
        """Bring a log of an earlier format to this one, after a copy of it was made."""
        if version:
            self._copy(self.path.with_name(f"{self.path.name}.format-{version}"))
        steps = "".join(_STEPS[version:])
        self._db.executescript(
            f"BEGIN IMMEDIATE; {steps} PRAGMA application_id = {_APPLICATION};"
            f" PRAGMA user_version = {FORMAT}; COMMIT;"
        )

    def _copy(self, target: Path) -> None:
        copy = sqlite3.connect(target)
        try:
            self._db.backup(copy)
        finally:
            copy.close()

    def _write_ahead(self) -> None:
        """Turn the write-ahead log on, waiting for others, which sqlite does not do here.

        A file system that cannot have one keeps the rollback journal, which is as safe.
        """
        until = monotonic() + self._wait
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if monotonic() > until:
                    raise
                sleep(0.01)
            else:
                return

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn the faults of sqlite and of the file system into one kind, in plain words."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise LogTakenError("another process has gone on with this session") from error
        except sqlite3.OperationalError as error:
            why = next((told for sign, told in _TROUBLE.items() if sign in str(error)), "")
            if why:
                raise LogError(f"'{self.path}' {why}") from error
            raise LogError(f"'{self.path}' cannot be used: {error}") from error
        except (sqlite3.DatabaseError, ValueError) as error:
            told = f"'{self.path}' is damaged or no log of studydeck: {error}"
            raise LogError(told, _DAMAGED) from error
        except OSError as error:
            raise LogError(f"'{self.path}' cannot be used: {error.strerror}") from error
