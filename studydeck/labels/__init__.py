"""Our own words on paper, in six languages: one file for each, which authors may override."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "fr", "de", "es", "ru", "zh")


def labels(language: str, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the labels of a language, or of English where there are none; `own` ones win.

    >>> labels("de-AT", {"name": "Schüler"})["date"], labels("de-AT", {"name": "Schüler"})["name"]
    ('Datum', 'Schüler')
    """
    base = language.partition("-")[0].lower()
    return {**_table("en"), **_table(base if base in LANGUAGES else "en"), **(own or {})}


def counted(told: Mapping[str, str], key: str, number: int) -> str:
    """Write a number with its noun, in the plural form that the language has for it.

    A label has its forms between bars: one for all numbers, one and many (`a | b`), or those of
    Russian (1, 2 to 4, the rest).

    >>> counted(labels("ru"), "points", 3), counted(labels("en"), "points", 1)
    ('3 балла', '1 point')
    """
    forms = [form.strip() for form in told[key].split("|")]
    return forms[min(_form(told["language"], number), len(forms) - 1)].replace("{n}", str(number))


def filled(told: Mapping[str, str], key: str, **values: object) -> str:
    """Write a label with what stands in its braces; other braces stay as they are.

    >>> filled(labels("fr"), "page", n=1, m=2)
    'page 1 sur 2'
    """
    text = told[key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _form(language: str, number: int) -> int:
    if language == "ru":
        if number % 10 == 1 and number % 100 != 11:
            return 0
        return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2
    return int(number > 1 if language == "fr" else number != 1)


@cache
def _table(language: str) -> dict[str, str]:
    """Read the labels of one language."""
    text = files("studydeck.labels").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
