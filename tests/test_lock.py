"""Locks: times move with notes, and only with them; releases tell what is new."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.deck import WITHDRAWN, Deck, NoteType, make_note
from studydeck.lock import (
    Line,
    Lock,
    read_lock,
    release,
    stamp,
    turned,
    unreleased,
    withdraw,
    write_lock,
)
from studydeck.model import Bank, DeckSpec, Item, Kind, Project, Settings
from studydeck.news import news
from studydeck.span import File, Text

NOW = 1_800_000_000
DAY = 86_400

HOMES = {"": "Home", "a": "Home::A", "b": "Home"}


def note(key, text="?", was="", clozes=0):
    identity = tuple((was or key).split("/"))
    prompt = "".join(f"{{{{c{n}::x}}}}" for n in range(1, clozes + 1))
    home = HOMES.get(key[0], "Home")
    return make_note("p-1", identity, key, home, {"Prompt": text + prompt}, clozes=clozes)


def deck(*notes, id="all", more=(), retired=None):
    """Make a deck; `more` are identities that the project has outside of it."""
    return Deck(
        id=id,
        title=id,
        description="",
        settings=Settings(namespace="p-1"),
        notes=notes,
        homes=HOMES,
        identities=frozenset([*(one.identity for one in notes), *more]),
        retired=retired or {},
    )


def times(made, lock, now):
    found = stamp(made, lock, now)
    return {one.key: found[one.guid] for one in made.notes}


# The file


def test_a_lock_is_a_sorted_text():
    """One line an item, after a line that names the format."""
    lines = [
        Line("b/z", "b/z", 0, "0" * 32, NOW),
        Line("a/y", "old/y", 3, "1" * 32, NOW + 1),
        Line("a/x", "a/x", 0, "2" * 32, NOW, withdrawn=True),
    ]
    lock = Lock({line.identity: line for line in lines}, {"b": "Home::B", "a": "Home::A c"})
    text = write_lock(lock)
    assert text == (
        "studydeck-lock 1\n"
        "deck a Home::A c\n"
        "deck b Home::B\n"
        f"a/x item {'2' * 32} {NOW} withdrawn\n"
        f"a/y cloze:3 {'1' * 32} {NOW + 1} was old/y\n"
        f"b/z item {'0' * 32} {NOW}\n"
    )
    assert read_lock(text) == (lock, ())
    assert read_lock(text.replace("\n", "\r\n"))[0] == read_lock(text)[0]


def test_an_empty_file_is_a_lock_without_lines():
    """As before the first release."""
    assert read_lock("") == (Lock(), ())


def test_a_lock_keeps_the_words_of_its_items():
    """For the next release to tell what they were; one character ends no line."""
    made = note("a/x", "How deep\u2028is <b>it</b>?")
    lock = release([deck(made)], {}, NOW)["all"]
    assert lock.lines["a/x"].said == ("How deep is it?", "", "", "")
    odd = Lock({"a/x": replace(lock.lines["a/x"], said=("a\u2028\x85\n", "{", "]", '"'))})
    assert read_lock(write_lock(odd)) == (odd, ())
    assert len(write_lock(odd).splitlines()) == 2


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> branch", "||||||| 1a2b3c"])
def test_a_lock_in_conflict_says_so(mark):
    """Each mark of git is known, above the first line, too."""
    for text in (_GOOD + mark, f"{mark}\n{_GOOD}"):
        _, (found,) = read_lock(text, "decks/all.lock")
        assert (found.code, found.span.text) == ("SD507", mark)
        assert found.message == "the lock has a conflict of two branches"
        assert "studydeck release" in found.help


def test_a_lock_from_the_future_is_refused():
    """A day ahead is a matter of zones and slow clocks; more would hide every later change."""
    assert read_lock(_GOOD, "", NOW - DAY)[1] == ()
    lock, (found,) = read_lock(_GOOD, "decks/all.lock", NOW - DAY - 1)
    assert lock is None
    assert (found.code, found.span.text) == ("SD510", _GOOD.splitlines()[1])
    assert found.message == "the lock has a time that lies 2 days ahead of the clock"


_GOOD = f"studydeck-lock 1\na/x item {'2' * 32} {NOW}\n"


def test_a_lock_of_a_later_format_is_not_guessed_at():
    """A later studydeck wrote it."""
    lock, (found,) = read_lock("studydeck-lock 2\n", "decks/all.lock")
    assert (lock, found.code) == (None, "SD127")
    assert "later studydeck" in found.help


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<<<<<<< HEAD\n", "<<<<<<< HEAD"),
        (_GOOD + "<<<<<<< HEAD\n", "<<<<<<< HEAD"),
        ("studydeck-loch 1\n", "studydeck-loch 1"),
        ("no lock\n", "no lock"),
        (_GOOD.rstrip() + ' ["too", "few"]\n', f'a/x item {"2" * 32} {NOW} ["too", "few"]'),
        (_GOOD.rstrip() + " [1, 2\n", f"a/x item {'2' * 32} {NOW} [1, 2"),
        (_GOOD.rstrip() + " [1, 2]]\n", f"a/x item {'2' * 32} {NOW} [1, 2]]"),
        (_GOOD.replace(str(NOW), "soon"), f"a/x item {'2' * 32} soon"),
        (_GOOD.replace("item ", ""), f"a/x {'2' * 32} {NOW}"),
        (_GOOD.replace("1\n", "1\n\n"), ""),
        (_GOOD.replace("a/x", "a/x\u2028"), f"a/x\u2028 item {'2' * 32} {NOW}"),
        (_GOOD + _GOOD.splitlines()[1], _GOOD.splitlines()[1]),
        (_GOOD[:30], _GOOD.splitlines()[1][:13]),
    ],
)
def test_a_damaged_lock_is_refused_at_its_line(text, place):
    """Guessing at times would rewrite learners' notes."""
    lock, (found,) = read_lock(text, "decks/all.lock")
    assert lock is None
    assert (found.code, found.span.file.path, found.span.text) == ("SD507", "decks/all.lock", place)
    assert found.help


_ids = st.from_regex(r"[a-z0-9-]{1,5}/[a-z0-9-]{1,5}(\.[a-z]{1,3})?", fullmatch=True)
_lines = st.builds(
    Line,
    key=_ids,
    identity=_ids,
    clozes=st.integers(0, 20),
    digest=st.from_regex("[0-9a-f]{32}", fullmatch=True),
    time=st.integers(0, 2**32),
    withdrawn=st.booleans(),
    said=st.just(()) | st.tuples(*[st.text(st.characters(codec="utf-8"), max_size=9)] * 4),
)


@settings(max_examples=60)
@given(st.lists(_lines, max_size=5, unique_by=lambda line: line.identity))
def test_what_is_written_is_read(lines):
    """Every lock survives its file."""
    lock = Lock({line.identity: line for line in lines})
    assert read_lock(write_lock(lock)) == (lock, ())


@settings(max_examples=60)
@given(st.text() | st.text().map(lambda text: f"studydeck-lock 1\n{text}"))
def test_no_text_makes_the_reader_fail(text):
    """It gives a lock or a finding, never both."""
    lock, found = read_lock(text)
    assert (lock is None) == bool(found)


# Building


def test_a_build_dates_what_is_new_or_changed_and_nothing_else():
    """The lock's time stands for what reads as it did."""
    first = deck(note("a/x"), note("a/y"))
    locks = release([first], {}, NOW)
    second = deck(note("a/x"), note("a/y", "changed"), note("a/z"))
    assert times(second, locks["all"], NOW + 9) == {"a/x": NOW, "a/y": NOW + 9, "a/z": NOW + 9}


def test_a_changed_note_is_newer_even_where_the_clock_went_back():
    """Else the learner would keep the old text."""
    locks = release([deck(note("a/x"))], {}, NOW)
    assert times(deck(note("a/x", "changed")), locks["all"], 5) == {"a/x": NOW + 1}


# Releasing


def test_the_first_release_dates_everything():
    """Two notes of one release have one time."""
    locks = release([deck(note("a/x"), note("a/y"))], {}, NOW)
    assert {line.time for line in locks["all"].lines.values()} == {NOW}


def test_a_release_dates_what_changed():
    """New, changed, moved and withdrawn ones; what stayed keeps its time, what is left out goes."""
    notes = [note(key) for key in ("a/same", "a/changed", "a/moved", "a/gone", "a/out")]
    locks = release([deck(*notes)], {}, NOW)
    second = deck(
        note("a/same"),
        note("a/changed", "new words"),
        note("b/moved", "new home", was="a/moved"),
        note("a/new"),
        more=["a/out"],
        retired={"a/gone": "it was wrong"},
    )
    after = release([second], locks, NOW + 5)
    lines = after["all"].lines
    assert {id: line.time - NOW for id, line in lines.items()} == {
        "a/same": 0,
        "a/changed": 5,
        "a/moved": 5,
        "a/new": 5,
        "a/gone": 5,
    }
    assert lines["a/moved"].key == "b/moved"


def test_nothing_to_tell_when_nothing_changed():
    """A second release of the same deck is the same lock."""
    first = release([deck(note("a/x"))], {}, NOW)
    assert release([deck(note("a/x"))], first, NOW + 5) == first


def test_an_item_in_two_decks_has_one_time():
    """Whichever package is imported first, the other has nothing newer to say."""
    one, two = deck(note("a/x"), id="one"), deck(note("a/x"), note("a/y"), id="two")
    first = release([one], {}, NOW)
    both = release([one, two], first, NOW + 5)
    assert both["one"].lines["a/x"].time == both["two"].lines["a/x"].time == NOW
    changed = [replace(d, notes=(note("a/x", "new"), *d.notes[1:])) for d in (one, two)]
    after = release(changed, both, 7)
    assert after["one"].lines["a/x"].time == after["two"].lines["a/x"].time == NOW + 1
    assert after["two"].lines["a/y"].time == NOW + 5


def test_a_withdrawn_item_is_shipped_until_the_next_release_with_news():
    """Learners are told in one release; its builds, too, say so. Where nothing is new, all stays."""
    first = release([deck(note("a/x"), note("a/y"))], {}, NOW)
    later = deck(note("a/x"), retired={"a/y": "merged: see a/x"})
    second = release([later], first, NOW + 5)
    for lock in (first["all"], second["all"]):
        shipped = withdraw(later, lock)
        (gone,) = (one for one in shipped.notes if WITHDRAWN in one.tags)
        assert gone.guid == note("a/y").guid
        assert gone.fields["Withdrawn"] == "merged: see a/x"
        assert gone.home == "Home::A"
        assert stamp(shipped, lock, NOW + 5)[gone.guid] == NOW + 5
    assert release([later], second, NOW + 9) == second
    newer = deck(note("a/x", "new"), retired={"a/y": "merged: see a/x"})
    third = release([newer], second, NOW + 9)
    assert withdraw(newer, third["all"]) == newer


def test_another_reason_is_told_again():
    """An item that nobody gave a reason for gets one, and learners read it."""
    first = release([deck(note("a/x"), note("a/y"))], {}, NOW)
    second = release([deck(note("a/x"))], first, NOW + 5)
    later = deck(note("a/x"), retired={"a/y": "it was wrong"})
    third = release([later], second, NOW + 9)
    assert [one.more for one in news(later, second["all"])] == ["it was wrong"]
    assert third["all"].lines["a/y"].time == NOW + 9
    assert withdraw(later, third["all"]).notes[-1].fields["Withdrawn"] == "it was wrong"


def test_a_withdrawn_cloze_keeps_its_note_type_and_its_cards():
    """Another note type would be a conflict, and a missing gap an empty card."""
    first = release([deck(note("a/x"), note("a/gaps", clozes=2))], {}, NOW)
    shipped = withdraw(deck(note("a/x"), retired={"a/gaps": "std::sea }} gone"}), first["all"])
    gone = shipped.notes[-1]
    assert (gone.type, gone.clozes) == (NoteType.CLOZE, 2)
    assert gone.fields["Prompt"].count("}}") == 2
    assert all(f"{{{{c{n}::" in gone.fields["Prompt"] for n in (1, 2))


PROJECT = Project(
    Path(),
    banks={
        "b": Bank(
            Text("b"),
            Text("B"),
            File("questions/b.yaml", ""),
            (
                Item(
                    "b",
                    Text("x", File("questions/b.yaml", "- id: x"), 6, 7),
                    Kind.TEXT,
                    Text("?"),
                    (),
                    (),
                    ("b", "x"),
                ),
            ),
        )
    },
    decks={"all": DeckSpec(Text("all", File("decks/all.yaml", "deck: all"), 6, 9), "All")},
)


@pytest.mark.parametrize(("before", "now"), [(1, 0), (0, 1), (2, 0)])
def test_an_item_that_becomes_a_cloze_is_refused(before, now):
    """Or is none any more: Anki takes it for a conflict and never updates it."""
    first = release([deck(note("b/x", clozes=before), note("b/y", clozes=1))], {}, NOW)
    second = deck(note("b/x", clozes=now), note("b/y", clozes=2))
    (found,) = turned(second, first["all"], PROJECT)
    assert (found.code, found.span.file.path, found.span.text) == (
        "SD511",
        "questions/b.yaml",
        "x",
    )
    assert "'b/x' was released as " in found.message
    assert turned(second, Lock(), PROJECT) == ()


def test_a_deck_that_was_released_is_locked():
    """Every note reads as the lock says, withdrawn ones, too."""
    first = release([deck(note("b/x"), note("b/y"))], {}, NOW)
    assert unreleased(deck(note("b/x"), note("b/y")), first["all"], PROJECT) == ()
    second = release([deck(note("b/x"))], first, NOW + 5)
    assert unreleased(deck(note("b/x")), second["all"], PROJECT) == ()


@pytest.mark.parametrize(
    ("made", "place", "message"),
    [
        (deck(note("b/x", "new words")), "x", "1 item, first 'b/x'"),
        (deck(note("b/x"), note("b/new")), "all", "1 item, first 'b/new'"),
        (deck(note("b/new"), note("b/newer"), more=["b/x"]), "all", "2 items, first 'b/new'"),
        (deck(note("b/y"), more=["b/x"]), "all", "1 item, first 'b/y'"),
        (deck(note("b/x"), retired={"b/old": "wrong"}), "all", "1 item, first 'b/old'"),
    ],
)
def test_a_deck_that_differs_from_its_release_is_located(made, place, message):
    """Changed, new, or withdrawn since."""
    first = release([deck(note("b/x"), *([note("b/old")] if made.retired else []))], {}, NOW)
    (found,) = unreleased(made, first["all"], PROJECT)
    assert (found.code, found.span.text) == ("SD512", place)
    assert found.message == f"deck 'all' is not as it was last released: {message}"


def test_a_deck_that_was_never_released_is_not_locked():
    """All of it is new."""
    (found,) = unreleased(deck(note("b/x"), note("b/y")), Lock(), PROJECT)
    assert "2 items" in found.message


def test_a_withdrawn_item_of_a_bank_that_is_gone_stays_in_its_deck():
    """The lock remembers where the bank lived."""
    gone = replace(note("old/y"), home="Home::Old")
    first = release([deck(note("b/x"), gone)], {}, NOW)
    assert withdraw(deck(note("b/x")), first["all"]).notes[-1].home == "Home::Old"


def test_an_item_that_comes_back_is_newer_than_its_withdrawal():
    """The same note takes up its history again."""
    first = release([deck(note("a/x"), note("a/y"))], {}, NOW)
    second = release([deck(note("a/x"))], first, NOW + 5)
    third = release([deck(note("a/x"), note("a/y"))], second, NOW + 1)
    assert third["all"].lines["a/y"].time == NOW + 6
