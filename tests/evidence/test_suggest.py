"""After a miss the nearest words are offered; they never count as found."""

from hypothesis import given
from hypothesis import strategies as st

from studydeck.evidence.suggest import nearest_words

TEXTS = {
    "a@p1": "The lake was surveyed in July 1823 by two officers, who drew a map of its shores.",
    "a@p2": "Its water is cold all year, and the fishing is poor.",
}


def test_a_slip_finds_the_words_that_were_meant() -> None:
    assert nearest_words("was surveied in July 1832 by two officers", TEXTS) == (
        "a@p1",
        "was surveyed in July 1823 by two officers",
    )


def test_words_of_nowhere_find_nothing() -> None:
    assert nearest_words("qqqq zzzz xxxx jjjj", TEXTS) is None


@given(st.text(max_size=80))
def test_what_is_offered_stands_in_the_text(quote: str) -> None:
    found = nearest_words(quote, TEXTS)
    assert found is None or found[1] in TEXTS[found[0]]
