"""No pattern of the engine is driven to backtrack: 100 kB that nobody means well end at once."""

import importlib
import pkgutil
import re

import pytest

SIZE = 100_000
HOSTILE = {
    "digits": "9" * SIZE,
    "commas": "1," * (SIZE // 2),
    "letters": "a" * SIZE,
    "capitals": "A-" * (SIZE // 2),
    "codes": "Su-27" * (SIZE // 5),
    "spaces": " " * SIZE,
    "brackets": "(" * SIZE,
    "dots": "." * SIZE,
    "quotes": "“" * SIZE,
    "hyphens": "-" * SIZE,
    "apostrophes": "a'" * (SIZE // 2),
    "dates": "2001-07-" * (SIZE // 8),
    "sums": "1 + " * (SIZE // 4),
}


def patterns() -> dict[str, re.Pattern[str]]:
    """Give every compiled pattern of the modules that read and judge texts."""
    found = {}
    for package in ("studydeck.evidence", "studydeck.check"):
        folder = importlib.import_module(package)
        for module in pkgutil.iter_modules(folder.__path__):
            members = vars(importlib.import_module(f"{package}.{module.name}"))
            found.update(
                {f"{module.name}.{name}": one for name, one in members.items()
                 if isinstance(one, re.Pattern)}
            )  # fmt: skip
    return found


def test_the_patterns_are_found() -> None:
    assert len(patterns()) > 8


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_reads_every_hostile_text_to_its_end(name: str) -> None:
    pattern = patterns()[name]
    for text in HOSTILE.values():
        ends = [match.end() for match in pattern.finditer(text)]
        assert ends == sorted(ends)
        assert pattern.fullmatch(text) is None or len(text) == SIZE
