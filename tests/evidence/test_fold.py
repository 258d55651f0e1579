"""Quoted words are found as they stand, at their offsets, and nothing looser is."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studydeck.evidence.fold import find_quote, fold, nfc

WORDS = st.lists(
    st.text(
        st.characters(categories=("L", "N"), include_characters=".,%$-'"), min_size=1, max_size=9
    ),
    min_size=6,
    max_size=40,
)


def places(quote: str, text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_quote(nfc(quote), nfc(text))]


@given(st.text())
def test_folding_twice_is_folding_once_and_keeps_every_offset(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == len(text)


@given(WORDS, st.data())
def test_any_slice_of_four_words_or_more_is_found_at_its_offsets(words: list[str], data) -> None:
    text = nfc(" ".join(words))
    tokens = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(tokens) - 4))
    last = data.draw(st.integers(first + 3, len(tokens) - 1))
    start, end = tokens[first][0], tokens[last][1]
    found = [(match.start, match.end) for match in find_quote(text[start:end], text)]
    assert (start, end) in found


def test_places_that_overlap_are_all_found() -> None:
    assert len(find_quote("no no no", "no no no no")) == 2


@given(WORDS, st.integers(1000, 999999), st.data())
def test_one_changed_digit_is_never_found(words: list[str], number: int, data) -> None:
    text = " ".join([*words[:3], str(number), *words[3:]])
    digit = data.draw(st.integers(0, len(str(number)) - 1))
    other = data.draw(st.sampled_from("0123456789"))
    changed = str(number)[:digit] + other + str(number)[digit + 1 :]
    quote = " ".join([*words[:3], changed, *words[3:]])
    assume(changed != str(number))
    assert find_quote(quote, text) == ()


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("five degrees below", "it was five degrees below zero"),
        ('the "main" city', "the “main” city of the region"),
        ("1997-2000 was calm", "the time 1997–2000 was calm"),
        ("a b c", "x a\u00a0b c y"),
        ("a b c", "x a  b\nc y"),
        ("he said ... nothing", "he said ... nothing more"),
        ("caf\u0065\u0301 noir", "the caf\u00e9 noir of Lyon"),
        ("sold eight submarines", "Russia sold eight submarines."),
        ("(see below)", "it holds (see below) and more"),
    ],
)
def test_typography_does_not_matter(quote: str, text: str) -> None:
    assert len(places(quote, text)) == 1


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("5 degrees", "it was -5 degrees"),
        ("1 5 billion", "it cost 1.5 billion"),
        ("5 billion", "it cost 1.5 billion"),
        ("33.3", "it grew by 33.3%"),
        ("27", "they bought the Su-27"),
        ("the art", "he met the artist"),
        ("old eight Kil", "the old eight Kilo boats"),
        ("The pact", "the pact held"),
        ("it was signed", "it was not signed"),
        ("p < 0.05", "with p > 0.05 only"),
        ("$5", "it cost US$5"),
        ("2000", "from 2000-2005 on"),
        ("class boats", "two Kilo-class boats"),
    ],
)
def test_what_carries_meaning_matters(quote: str, text: str) -> None:
    assert places(quote, text) == []


def test_a_gap_joins_parts_in_order_and_shows_what_it_hides() -> None:
    text = "The pact of 1950 was not renewed when it ran out in 1980."
    (match,) = find_quote("pact of 1950 … when it ran out", text)
    assert text[match.start : match.end] == "pact of 1950 was not renewed when it ran out"
    assert match.hides_negation
    assert find_quote("when it ran out ... pact of 1950", text) == ()


def test_every_place_of_a_repeated_quote_is_given() -> None:
    assert len(find_quote("a of b", "a of b and a of b")) == 2


def test_a_long_hostile_text_is_searched_in_no_time() -> None:
    text = "a " * 50_000
    assert find_quote("a a a a … b", text) == ()
