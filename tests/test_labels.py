"""Our own words on paper: whole in every language, and the author's win."""

import re

import pytest

from studydeck.labels import LANGUAGES, counted, filled, labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_that_english_says_with_the_same_blanks(language: str) -> None:
    """Its own table, before English fills in."""
    told = labels(language)
    english = labels("en")
    assert told["language"] == language
    assert list(told) == list(english)
    for key, said in english.items():
        blanks = set(re.findall(r"\{\w\}", said))
        assert all(set(re.findall(r"\{\w\}", form)) == blanks for form in told[key].split("|"))
    if language != "en":
        assert sum(told[key] == said for key, said in english.items()) < 8


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 0, "0 points"), ("en", 1, "1 point"), ("fr", 0, "0 point"), ("fr", 2, "2 points"),
        ("ru", 1, "1 балл"), ("ru", 11, "11 баллов"), ("ru", 22, "22 балла"), ("zh", 3, "3 分"),
    ],
)  # fmt: skip
def test_a_number_has_the_plural_of_its_language(language: str, number: int, said: str) -> None:
    assert counted(labels(language), "points", number) == said


def test_braces_that_are_no_blank_stay_as_they_are() -> None:
    told = labels("en", {"page": "{n} {0} {", "points": "{n} marks"})
    assert filled(told, "page", n=3) == "3 {0} {"
    assert counted(told, "points", 1) == "1 marks"


def test_an_unknown_language_is_told_in_english() -> None:
    assert labels("tlh") == labels("en")
