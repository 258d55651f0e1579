"""What is on record comes back as it was written, and a damaged file is told, not trusted."""

from hypothesis import given
from hypothesis import strategies as st

from studydeck.record import (
    Record,
    Review,
    passage_digest,
    read_lock,
    read_reviews,
    word_changes,
    word_marks,
    write_lock,
    write_reviews,
)

ID = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)
TEXTS = st.text("abc é.,", max_size=40)


@given(st.dictionaries(st.tuples(ID, ID), st.dictionaries(st.tuples(ID, ID), TEXTS, max_size=3)))
def test_a_lock_comes_back_as_it_was_written(cited) -> None:
    texts = [text for places in cited.values() for text in places.values()]
    record = Record(
        {f"{b}/{i}": {f"{s}@{p}": passage_digest(t) for (s, p), t in places.items()}
         for (b, i), places in cited.items() if places},
        {passage_digest(text): word_marks(text) for text in texts},
        {"s@p1": (passage_digest("x"), "0" * 64)},
    )  # fmt: skip
    assert read_lock(write_lock(record), "evidence.lock") == (record, ())


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_either_file(text: str) -> None:
    record, faults = read_lock(text, "evidence.lock")
    assert (record is None) == bool(faults)
    reviews, wrong = read_reviews(text, "reviewed.txt")
    assert all(fault.code == "SD507" for fault in (*faults, *wrong))
    assert isinstance(reviews, dict)


def test_a_conflict_of_two_branches_is_told_at_its_line() -> None:
    record, (fault,) = read_lock("studydeck-evidence 1\n<<<<<<< HEAD\n", "evidence.lock")
    assert record is None
    assert fault.span is not None
    assert fault.span.file.place(fault.span.start) == (2, 1)


def test_a_lock_of_a_later_format_is_not_guessed_at() -> None:
    assert read_lock("studydeck-evidence 2\n", "evidence.lock")[0] is None


def test_a_review_takes_the_place_of_the_older_one_and_comments_stay() -> None:
    text = "# who read what\na/b 2026-01-01 0123456789abcdef Ada Lovelace\n"
    new = Review("a/b", "2026-02-02", "f" * 16, "Grace Hopper")
    written = write_reviews(text, [new])
    assert written == "# who read what\na/b 2026-02-02 ffffffffffffffff Grace Hopper\n"
    assert read_reviews(written, "reviewed.txt") == ({"a/b": new}, ())


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
    assert passage_digest(text) == passage_digest("  " + text.replace(" ", "\n "))
    assert "[" not in word_changes(word_marks(text), text)
