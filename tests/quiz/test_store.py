"""The log only grows, survives whatever happens to its process, and complains in words."""

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studydeck.quiz.store import FORMAT, Event, Log, LogError, LogTakenError


def an_event(n=0, session="s", kind="response", **data):
    return Event(session, n, "2002-06-07T10:00:00+00:00", kind, "bank/one", "ns/bank/one", data)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "responses.sqlite"


def test_what_was_written_is_read_back(path):
    events = (an_event(0, kind="start"), an_event(1, typed="Łódź ☃ \n", score=0.5))
    with Log(path) as log:
        for event in events:
            log.append(event)
    with Log(path) as log:
        assert log.session("s") == events
        assert log.events() == events
        assert log.session("other") == ()


def test_sessions_are_unfinished_until_they_end(path):
    with Log(path) as log:
        for session in ("a", "b", "c"):
            log.append(an_event(0, session, "start"))
        log.append(an_event(1, "b", "end"))
        assert [start.session for start in log.unfinished()] == ["c", "a"]


def test_nothing_is_changed_or_removed(path):
    """Not even by a program that goes round our own functions."""
    with Log(path) as log:
        log.append(an_event())
    other = sqlite3.connect(path)
    for statement in ("UPDATE event SET at = ''", "DELETE FROM event"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            other.execute(statement)
    other.close()


def test_one_number_of_a_session_is_given_once(path):
    with Log(path) as log, Log(path) as other:
        log.append(an_event(1))
        with pytest.raises(LogTakenError, match="another process"):
            other.append(an_event(1))
        other.append(an_event(2))


def test_each_event_is_on_the_disk_at_once(path):
    """WAL with full synchronisation: a power cut loses nothing that was told as saved."""
    with Log(path) as log:
        modes = [log._db.execute(f"PRAGMA {name}").fetchone()[0] for name in
                 ("journal_mode", "synchronous")]  # fmt: skip
        log.append(an_event())
        other = sqlite3.connect(path)
        (count,) = other.execute("SELECT count(*) FROM event").fetchone()
        other.close()
    assert modes == ["wal", 2]
    assert count == 1


def test_a_log_in_use_is_waited_for_and_then_named(path):
    with Log(path) as log:
        log.append(an_event())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Log(path, wait=0.05) as log, pytest.raises(LogError, match="in use by another process"):
        log.append(an_event(1))
    other.execute("COMMIT")
    other.close()


def a_database(path, *statements):
    database = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        database.execute(statement)
    database.close()


def a_later_log(path):
    with Log(path):
        pass
    a_database(path, "PRAGMA user_version = 99")


def cut_short(path):
    with Log(path) as log:
        for n in range(200):
            log.append(an_event(n, typed="x" * 100))
    a_database(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(path.read_bytes()[:8192])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(b"this is not a database at all" * 99), "damaged or no log"),
        (lambda path: path.mkdir(), "cannot be opened"),
        (lambda path: a_database(path, "CREATE TABLE mine (x)"), "database of something else"),
        (a_later_log, "later version"),
        (cut_short, "damaged|cannot be used"),
    ],
    ids=["text", "folder", "foreign", "later", "cut"],
)
def test_an_unusable_file_is_named_with_the_reason(tmp_path, make, words):
    path = tmp_path / "x.sqlite"
    make(path)
    with pytest.raises(LogError, match=words) as error, Log(path) as log:
        log.events()
    assert "x.sqlite" in str(error.value)
    assert bool(error.value.help) == (words.startswith(("damaged", "later", "database")))


def test_an_unwritable_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LogError, match="cannot be used"):
        Log(tmp_path / "file" / "log.sqlite")


def test_two_threads_can_make_one_log_at_once(path):
    """Whoever comes second finds the tables there."""
    faults = []

    def make(session):
        try:
            with Log(path) as log:
                log.append(an_event(0, session))
        except LogError as error:
            faults.append(error)

    threads = [threading.Thread(target=make, args=(str(n),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Log(path) as log:
        assert (len(log.events()), faults) == (6, [])


WRITER = """
import sys
from pathlib import Path
from studydeck.quiz.store import FORMAT, Event, Log, LogError, LogTakenError
with Log(Path(sys.argv[1]), wait=20) as log:
    for n in range(25):
        log.append(Event(sys.argv[2], n, "t", "response", "b/i", "n/b/i", {"n": n}))
"""


def test_two_processes_write_one_log(path):
    """Both keep all of their own events, in their order."""
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, name]) for name in ("left", "right")]
    codes = [writer.wait(timeout=60) for writer in writers]
    with Log(path) as log:
        numbers = [[event.n for event in log.session(name)] for name in ("left", "right")]
    assert codes == [0, 0]
    assert numbers == [list(range(25))] * 2


def test_a_killed_writer_leaves_a_readable_log(path):
    """kill -9 right after a commit: what was committed is there."""
    code = WRITER + "\nimport os, signal\nos.kill(os.getpid(), getattr(signal, 'SIGKILL', 9))\n"
    code = code.replace("for n in range(25)", "for n in range(3)").replace("with Log", "log = Log")
    code = code.replace(") as log:", ")\nif True:")
    done = subprocess.run([sys.executable, "-c", code, str(path), "s"], check=False, timeout=60)
    with Log(path) as log:
        assert [event.data for event in log.session("s")] == [{"n": n} for n in range(3)]
    assert done.returncode != 0


def test_events_are_plain_json_for_other_programs(path):
    with Log(path) as log:
        log.append(an_event(typed="Łódź"))
    database = sqlite3.connect(path)
    (data,) = database.execute("SELECT data FROM event").fetchone()
    database.close()
    assert json.loads(data) == {"typed": "Łódź"}
    assert Path(path).stat().st_size > 0


# A log of an earlier format

FIRST_FORMAT = """
PRAGMA application_id = 0x53444B31;
CREATE TABLE event (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL,
    type TEXT NOT NULL, item TEXT NOT NULL, identity TEXT NOT NULL, data TEXT NOT NULL,
    UNIQUE (session, n)
);
INSERT INTO event (session, n, at, type, item, identity, data)
VALUES ('s', 0, 't', 'start', '', '', '{}'), ('s', 1, 't', 'response', 'b/i', 'ns/b/i', '{"a": 1}');
PRAGMA user_version = 1;
"""


def test_a_log_of_the_first_format_is_brought_on_and_kept(path):
    """Its events are all there, a copy of it lies beside it, and nothing can be changed."""
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.executescript(FIRST_FORMAT)
    database.close()
    for _ in range(2):
        with Log(path) as log:
            assert [event.type for event in log.events()] == ["start", "response"]
    with sqlite3.connect(path) as now, sqlite3.connect(f"{path}.format-1") as before:
        (version,) = now.execute("PRAGMA user_version").fetchone()
        (old,) = before.execute("PRAGMA user_version").fetchone()
        (kept,) = before.execute("SELECT count(*) FROM event").fetchone()
    now.close()
    before.close()
    assert (version, old, kept) == (FORMAT, 1, 2)


def test_a_new_log_needs_no_copy(path):
    with Log(path):
        pass
    assert not list(path.parent.glob("*.format-*"))


def test_a_full_disk_loses_nothing_that_was_there(path):
    """The limit is sqlite's own; the error is that of a disk without room."""
    with Log(path) as log:
        log.append(an_event(0))
        log._db.execute("PRAGMA max_page_count = 1")
        written, told = 1, ""
        while not told:
            try:
                log.append(an_event(written))
                written += 1
            except LogError as error:
                told = str(error)
    assert "disk is full" in told
    with Log(path) as log:
        assert [event.n for event in log.events()] == list(range(written))


def test_many_events_come_in_together_or_not_at_all(path):
    with Log(path) as log:
        log.append(an_event(2))
        with pytest.raises(LogTakenError):
            log.add([an_event(1), an_event(2)])
        assert [event.n for event in log.events()] == [2]
        log.add([an_event(0), an_event(1)])
        assert log.count() == 3
