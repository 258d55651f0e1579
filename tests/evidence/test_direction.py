"""Who gives and who takes, as plain word order tells it."""

import pytest

from studydeck.evidence.direction import asks_subject, transfers
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read

NAMES = NameTable.of([(name, ()) for name in ("Norway", "Peru", "Chile", "Oslo", "Lima")])


def told(text: str) -> list[tuple[str, str]]:
    return [(one.giver, one.taker) for one in transfers(read(text, NAMES))]


@pytest.mark.parametrize(
    "text",
    [
        "Norway sold 40 boats to Peru.",
        "Norway sold Peru 40 boats.",
        "40 boats were sold to Peru by Norway.",
        "Peru bought 40 boats from Norway.",
        "Norway's exports to Peru were boats.",
        "Peru's imports from Norway were boats.",
        "In Oslo, Norway agreed to deliver boats to Peru.",
        "After a visit to Chile, Norway supplied Peru with boats.",
        "Norway built boats and sold them to Peru.",
        "The boats went from Norway to Peru.",
    ],
)
def test_the_two_sides_are_found(text: str) -> None:
    assert ("@Norway", "@Peru") in told(text)
    assert ("@Peru", "@Norway") not in told(text)


@pytest.mark.parametrize("text", ["Norway and Peru spoke of boats.", "Boats were sold.", ""])
def test_what_is_not_said_is_not_guessed(text: str) -> None:
    assert all("" in sides for sides in told(text))


def test_a_people_stands_for_its_country() -> None:
    assert told("Chilean deliveries to Peru were late.") == [("@Chile", "@Peru")]


def test_each_verb_of_a_sentence_has_sides_of_its_own() -> None:
    text = "Norway sells boats to Peru, and buys copper and guano from Chile."
    assert told(text) == [("@Norway", "@Peru"), ("@Chile", "@Norway")]


def test_ways_are_along_or_against_each_other() -> None:
    (one,), (other,), (back,) = (
        transfers(read(text, NAMES))
        for text in (
            "Norway sold boats to Peru.",
            "Peru bought boats.",
            "Peru sold boats to Norway.",
        )
    )
    assert (one.against(back), one.against(other), one.along(other)) == (True, False, True)


@pytest.mark.parametrize(
    ("prompt", "asks"),
    [
        ("Who sold the boats?", True),
        ("Which country sells boats to Peru?", True),
        ("What did Norway sell?", False),
        ("Which boats did Norway sell?", False),
        ("From which country did Peru buy boats?", False),
        ("Which treaty was signed by Norway?", False),
    ],
)
def test_whether_a_prompt_asks_who_acts(prompt: str, asks: bool) -> None:
    assert asks_subject([token.low for token in read(prompt, NAMES).tokens]) is asks
