"""Reviews: people own the file, the program puts lines into it and leaves the rest alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.load.mend import read_document
from studydeck.load.reviews import read_reviews, with_reviews
from studydeck.load.sheet import Sheet
from studydeck.record import Review
from studydeck.span import File

STAMP = "0123456789abcdef-0123"
ADA = f"{{item: a/b, by: Ada Lovelace, date: 2026-01-01, stamp: {STAMP}}}"
GRACE = Review("a/b", "Grace Hopper", "2026-02-02", "f" * 16)
WRITTEN = f"{{item: a/b, by: Grace Hopper, date: 2026-02-02, stamp: {'f' * 16}}}"


def read(text: str):
    file = File("questions/reviewed.yaml", text)
    document = read_document(file)
    sheet = Sheet(file, document.blanks)
    return read_reviews(sheet, document.root), [*document.faults, *sheet.faults]


def test_a_review_says_who_when_and_of_what() -> None:
    found, faults = read(f"reviewed:\n- {ADA}\n")
    assert (found, faults) == ({"a/b": Review("a/b", "Ada Lovelace", "2026-01-01", STAMP)}, [])


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (f"reviewed:\n- {ADA.replace('-01-01', '-13-01')}\n", "SD128", "2026-13-01"),
        (f"reviewed:\n- {ADA.replace(STAMP, 'read')}\n", "SD120", "read"),
        (f"reviewed:\n- {ADA.replace('by', 'who')}\n", "SD107", "who"),
        (f"reviewed:\n- {ADA}\n- {ADA}\n", "SD401", "a/b"),
        (f"reviewed:\n- {ADA}\n=======\n", "SD101", "======="),
        ("- a/b\n", "SD118", "- a/b\n"),
        ("reviews: []\n", "SD107", "reviews"),
    ],
    ids=["day", "stamp", "key", "twice", "conflict", "list", "other"],
)
def test_what_cannot_be_read_is_told_at_its_place(text: str, code: str, words: str) -> None:
    found = {one.code: one.span.text for one in read(text)[1]}
    assert found.get(code) == words


@pytest.mark.parametrize("text", ["", "# ours\n", "reviewed:\n", "# ours\nreviewed:\n"])
def test_the_first_review_makes_the_list(text: str) -> None:
    written = with_reviews(text, [GRACE])
    assert written is not None
    assert written.startswith(text)
    assert read(written) == ({"a/b": GRACE}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"reviewed:  # by us\n- {ADA}  # twice\n", f"reviewed:  # by us\n- {WRITTEN}  # twice\n"),
        (f"reviewed:\n  - {ADA}", f"reviewed:\n  - {WRITTEN}"),
        (
            f"reviewed:\n- {ADA.replace('a/b', 'a/a')}  # one\n# two\n- {ADA.replace('a/b', 'a/c')}\n",
            f"reviewed:\n- {ADA.replace('a/b', 'a/a')}  # one\n- {WRITTEN}\n# two\n- {ADA.replace('a/b', 'a/c')}\n",
        ),
        (
            f"reviewed:\n- {ADA.replace('a/b', 'b/b')}",
            f"reviewed:\n- {WRITTEN}\n- {ADA.replace('a/b', 'b/b')}",
        ),
        (
            f"reviewed:\n  - {ADA.replace('a/b', 'a/a')}",
            f"reviewed:\n  - {ADA.replace('a/b', 'a/a')}\n  - {WRITTEN}\n",
        ),
        (
            f"reviewed:\n- item: a/b\n  by: Ada\n  date: 2026-01-01\n  stamp: {STAMP}\n",
            f"reviewed:\n- {WRITTEN}\n",
        ),
    ],
    ids=["over", "no end of line", "between", "first", "last", "in block style"],
)
def test_a_review_takes_the_older_ones_place_or_its_own_in_order(text: str, expected: str) -> None:
    assert with_reviews(text, [GRACE]) == expected


@pytest.mark.parametrize(
    "text", [f"reviewed: [{ADA}]\n", "{reviewed: }\n", f"{{reviewed: [{ADA}]}}\n", "reviewed: x\n"]
)
def test_a_file_of_another_layout_is_left_alone(text: str) -> None:
    assert with_reviews(text, [Review("c/d", "Ada", "2026-01-01", STAMP)]) is None


@given(st.lists(st.tuples(st.sampled_from(["a/b", "a/c", "b/a", "0/1"]), st.text(min_size=1))))
def test_whoever_reviews_reads_the_same_again(named) -> None:
    """Names may hold what YAML takes for its own."""
    text = ""
    last = {}
    for item, by in named:
        review = Review(item, by, "2026-01-01", STAMP)
        written = with_reviews(text, [review])
        if written is None:  # it has characters that nobody can see
            continue
        text, last[item] = written, review
    found, faults = read(text) if text else ({}, [])
    assert faults == []
    assert found == last
