"""What is on record comes back as it was written, and a damaged lock is told, not trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.record import (
    Cited,
    Record,
    read_lock,
    text_digest,
    word_changes,
    word_marks,
    write_lock,
)

ID = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)
KEY = st.builds("{}/{}".format, ID, ID)
PLACE = st.builds("{}@{}".format, ID, ID)
TEXTS = st.text("abc é.,", max_size=40)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
CITED = st.builds(lambda a, place, b: Cited(a[:8], place, text_digest(b)), HEX, PLACE, TEXTS)
LINES = st.lists(CITED, min_size=1, max_size=3, unique_by=lambda one: (one.citation, one.place))

GOOD = f"studydeck-evidence 1\ncited a/b {'0' * 8} s@p1 {'1' * 16}\nwords {'1' * 16} 00001111\n"


@given(
    st.dictionaries(KEY, LINES),
    st.dictionaries(PLACE, st.tuples(TEXTS.map(text_digest), HEX), max_size=3),
    st.dictionaries(ID, HEX, max_size=3),
    TEXTS,
)
def test_a_lock_comes_back_as_it_was_written(cited, proved, sources, text) -> None:
    every = {key: tuple(sorted(each)) for key, each in cited.items()}
    words = {one.digest: word_marks(text) for each in every.values() for one in each}
    record = Record(every, words, proved, sources)
    written = write_lock(record)
    assert read_lock(written, "evidence.lock") == (record, ())
    head, *rows = written.splitlines()
    assert (head, rows) == ("studydeck-evidence 1", sorted(rows))


def test_line_ends_of_windows_are_read() -> None:
    assert read_lock(GOOD.replace("\n", "\r\n"), "") == read_lock(GOOD, "")


def test_words_that_no_citation_stands_on_are_not_kept() -> None:
    record, _ = read_lock(GOOD.replace("words", f"words {'2' * 16} 0000\nwords", 1), "")
    assert record is not None
    assert write_lock(record) == GOOD


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (text, GOOD + text):
        record, faults = read_lock(read, "evidence.lock")
        assert (record is None) == bool(faults)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("<<<<<<< HEAD\n" + GOOD, "SD507", 1),
        (GOOD + "=======\n", "SD507", 4),
        (GOOD + ">>>>>>> theirs", "SD507", 4),
        (GOOD[:60], "SD507", 2),
        (GOOD + f"cited a/b {'0' * 8} s@p1 {'2' * 16}\n", "SD507", 4),
        (GOOD + "sighted a/b\n", "SD507", 4),
        (GOOD.replace("1\n", "2\n", 1), "SD127", 1),
        (GOOD.replace("evidence", "lock", 1), "SD507", 1),
        (GOOD.replace("\n", "\n\n", 1), "SD507", 2),
    ],
    ids=["ours", "middle", "theirs", "cut", "twice", "strange", "later", "other", "blank"],
)
def test_a_damaged_lock_is_refused_at_its_line(text: str, code: str, line: int) -> None:
    record, (found,) = read_lock(text, "evidence.lock")
    assert (record, found.code) == (None, code)
    assert found.span is not None
    assert found.span.file.place(found.span.start) == (line, 1)


def test_changed_words_are_shown_where_they_stand() -> None:
    old = word_marks("Russia sold China eight old submarines of the Kilo class in the year 2002")
    now = "Russia sold China nine submarines of the Kilo class in the spring of the year 2002"
    assert word_changes(old, now) == (
        "Russia sold China [nine, for 2 words] submarines of the … class in the"
        " [spring of the] year 2002"
    )
    assert word_changes(word_marks("a b c"), "a c") == "a [1 word gone] c"


@given(TEXTS)
def test_white_space_changes_nothing(text: str) -> None:
    assert text_digest(text) == text_digest("  " + text.replace(" ", "\n "))
    assert "[" not in word_changes(word_marks(text), text)


def test_what_belongs_to_a_text_is_no_part_of_its_words() -> None:
    """Line 12 is not lines 1 and 2, and not the word 12."""
    made = [text_digest("a", 12), text_digest("a", 1, 2), text_digest("a 12"), text_digest("a")]
    assert len(set(made)) == len(made)
