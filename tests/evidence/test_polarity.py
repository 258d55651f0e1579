"""Which words a negation reaches, and which it does not."""

import pytest

from studydeck.evidence.polarity import denied, denies
from studydeck.evidence.tokens import tokens


def reached(text: str) -> set[str]:
    found = tokens(text)
    return {token.low for token, no in zip(found, denied(found), strict=True) if no and token.stem}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The border was not on the agenda.", {"agenda"}),
        ("They signed no treaty, but met again.", {"treaty"}),
        ("Norway refused to sell boats to Peru.", {"sell", "boats", "peru"}),
        ("The pact stopped short of being an alliance.", {"alliance"}),
        ("Neither Norway nor Peru wanted war.", {"norway", "nor", "peru", "wanted", "war"}),
        ("It was not meant to last, but instead to please.", {"meant", "last"}),
        ("They didn't meet. They wrote.", {"meet"}),
        ("Prices rose rather than fell.", {"fell"}),
        ("Not only Norway came.", set()),
        ("No doubt Norway came.", set()),
        ("No fewer than 40 boats came.", set()),
        ("Not surprisingly, Norway came.", set()),
        ("Norway came.", set()),
        ("", set()),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(text: str, words: set[str]) -> None:
    assert reached(text) == words


def test_of_two_negations_one_undoes_the_other() -> None:
    assert "sell" not in reached("Norway did not refuse to sell boats.")


@pytest.mark.parametrize(("text", "expected"), [("What did Peru not buy?", True), ("What?", False)])
def test_whether_a_prompt_denies(text: str, expected: bool) -> None:
    assert denies(tokens(text)) is expected
