"""Words of a text with their places: tokens, stems, sentences, clauses, negation."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from studydeck.evidence.fold import fold
from studydeck.evidence.irregular import LEMMAS

if TYPE_CHECKING:
    from snowballstemmer import stemmer as _Stemmer  # noqa: N812

_TOKEN = re.compile(
    r"""
    (?P<code>[A-Z][A-Za-z]{0,4}(?:-[A-Z]{1,2})?-?\d[\dA-Za-z]*(?:-[\dA-Z][\dA-Za-z]*)*|9/11)
  | (?P<money>US\$|[$€£¥])
  | (?P<number>\d+(?:,\d\d\d(?!\d))*(?:\.\d+)?)
  | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_MONTHS = frozenset(
    """
    jan january feb february mar march apr april may jun june jul july aug august sep
    sept september oct october nov november dec december
    """.split()
)
_ABBREVIATIONS = frozenset(
    """
    mr mrs dr st no art vol jan feb mar apr jun jul aug sep sept oct nov dec us gen col
    prof
    """.split()
)
STOP = frozenset(
    """
    a an and are as at be been being but by did do does for from had has have he her his
    how i if in into is it its may many might much of on or out she should so some such
    than that the their them then there these they this those through to under up upon
    was we were what when where which while who whom whose why will with would you your
    about according after all also any before between both during each following give
    given had name named one only other own same since said say says state stated until
    very
    """.split()
)
_CUTS = frozenset([*",;:()", "while", "whereas", "but"])
_CLAUSE = 4
"""Words that a clause has at least."""
ORDINALS = {
    word: f"{number}th"
    for number, word in enumerate(
        """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    twentieth
    """.split(),
        1,
    )
}
"""Ordinals in words, with how they are compared: `sixth` is `6th`."""


class Token(NamedTuple):
    """One word, number, designation or mark at `[start, end)`; `sentence` counts from 0.

    `clause` counts the cuts (commas, colons, dashes, conjunctions) before the token.
    """

    kind: str
    text: str
    start: int
    end: int
    sentence: int
    clause: int
    low: str
    """The text in lower case, which most rules look at."""

    @property
    def stem(self) -> str:
        """What the token is compared by; empty for a mark or a word without content."""
        return "" if self.kind in {"mark", "money"} else stem(self.text)


_make = tuple.__new__
"""Makes a token faster than calling its class, which counts for millions of them."""


@lru_cache(maxsize=1)
def _stemmer() -> "_Stemmer":
    from snowballstemmer import stemmer  # noqa: PLC0415  (lazy: not every command reads text)

    return stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Reduce a word to what it is compared by: lower case, no possessive, English stem.

    Ordinals become `6th`; words without content give the empty string.

    >>> stem("Yeltsin's"), stem("sixth"), stem("the"), stem("Su-27s")
    ('yeltsin', '6th', '', 'su27')
    """
    return _stem(word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'"))


@lru_cache(maxsize=65536)
def _stem(low: str) -> str:
    if low in ORDINALS:
        return ORDINALS[low]
    if low in STOP:
        return ""
    if any(letter.isdigit() for letter in low):
        return designation(low)
    low = LEMMAS.get(low, low)
    # British and American spellings meet before the stemmer sees them.
    low = low.replace("isation", "ization").replace("our", "or") if len(low) > 4 else low
    return str(_stemmer().stemWord(low))


def designation(text: str) -> str:
    """Write a designation so that `SU-27s`, `Su-27` and `Su 27` are one.

    >>> designation("SU-27s"), designation("S-300PMU")
    ('su27', 's300pmu')
    """
    low = text.casefold().replace("-", "").replace(" ", "")
    return low[:-1] if low.endswith("s") and low[-2:-1].isdigit() else low


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens; the time is linear in its length."""
    found: list[Token] = []
    sentence = clause = since = 0
    folded = fold(text)
    for match in _TOKEN.finditer(folded):
        kind, word = match.lastgroup or "mark", match.group()
        if kind == "code" and word[:4].rstrip("-0123456789").casefold() in _MONTHS:
            kind = "word"
        if word in _CUTS or (word == "-" and folded[match.start() - 1 : match.start()] == " "):
            # Short stretches between commas are the members of a list, not clauses.
            clause += 2 if word == ";" else 0 if word == "," and since < _CLAUSE else 1
            since = 0
        since += 1
        low = word.casefold()
        start, end = match.span()
        found.append(_make(Token, (kind, word, start, end, sentence, clause, low)))
        if word in ".!?" and _ends_sentence(text, found):
            sentence, clause, since = sentence + 1, 0, 0
    return tuple(found)


def _ends_sentence(text: str, found: list[Token]) -> bool:
    end = found[-1].end
    rest = text[end : end + 3].lstrip("\"'”’)]")
    if rest and not rest[0].isspace():
        return False
    previous = found[-2].text if len(found) > 1 else ""
    short = previous.casefold() in _ABBREVIATIONS or (len(previous) == 1 and previous.isupper())
    return not (found[-1].text == "." and short)


def stems_of(found: Iterable[Token]) -> list[str]:
    """Give the stem of each token, faster than one by one."""
    return [
        "" if kind == "mark" or kind == "money" else stem(text)  # noqa: PLR1714  (faster)
        for kind, text, _, _, _, _, _ in found
    ]


def content(text: str) -> tuple[str, ...]:
    """Give the stems of the words that carry content, in order, each once."""
    return tuple(dict.fromkeys(t.stem for t in tokens(text) if t.stem))
