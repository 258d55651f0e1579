"""Finding quoted words: the only folding that is allowed, and whole words only."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# One character for one, so that an offset in the folded text is an offset in the text.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\t\n\r\v\f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff", " "),
        **{chr(code): " " for code in range(0x2000, 0x200C)},
    }
)
_GAP = re.compile(r" ?(?:\[(?:…|\.\.\.)\]|…|\.\.\.) ?")
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|denied|deny|denies|except|unless|neither|nor|none|cannot|\w+n't)\b",
    re.IGNORECASE,
)


def nfc(text: str) -> str:
    """Compose characters, as all texts are compared (Unicode normalisation form C)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    r"""Fold quotation marks, dashes and white space, one character for one.

    Case, digits, signs and all other punctuation stay: they carry meaning.

    >>> fold("“Su–27”\u00a0flew")
    '"Su-27" flew'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Match:
    """A place `[start, end)` where quoted words stand; `hidden` is what its gaps skip."""

    start: int
    end: int
    hidden: tuple[str, ...] = ()

    @property
    def hides_negation(self) -> bool:
        """Whether a gap leaves out a word such as "not"."""
        return any(_NEGATION.search(text) for text in self.hidden)


def find_quote(quote: str, text: str) -> tuple[Match, ...]:
    """Give every place where the quote stands in the text, word for word, in order.

    Both texts are NFC. `…` or `...` in the quote stands for any words between parts that
    follow each other; a text that has the dots itself is matched literally first.
    """
    folded = fold(text)
    literal = tuple(Match(*place) for place in _places(fold(quote), folded))
    parts = gap_parts(quote)
    if literal or len(parts) < 2:
        return literal
    return tuple(_chains(parts, folded, text))


def gap_parts(quote: str) -> list[str]:
    """Give the parts of a quote between its gaps, folded; one if it has none."""
    return [part for part in _GAP.split(fold(quote).strip()) if part.strip()]


class Shelf:
    """Texts that are searched together, each folded once.

    A quote is looked for in all of them in one go, and with its gaps only in those that have
    its first part.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Fold the texts; a line feed keeps words of two texts apart."""
        self._texts = texts
        self._folded = "\n".join(fold(text).replace("\n", " ") for text in texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def find(self, quote: str) -> list[tuple[int, Match]]:
        """Give every place of a quote, with the index of its text."""
        literal = [self._at(*place) for place in _places(fold(quote), self._folded)]
        parts = gap_parts(quote)
        if literal or len(parts) < 2:
            return literal
        opening = {self._at(*place)[0] for place in _places(parts[0], self._folded)}
        return [(i, m) for i in sorted(opening) for m in find_quote(quote, self._texts[i])]

    def _at(self, start: int, end: int) -> tuple[int, Match]:
        index = bisect_right(self._starts, start) - 1
        return index, Match(start - self._starts[index], end - self._starts[index])


def _chains(parts: list[str], folded: str, text: str) -> list[Match]:
    """Join each place of the first part to the nearest later places of the others."""
    places = [_places(part, folded) for part in parts]
    found = []
    for first_start, first_end in places[0]:
        end, hidden = first_end, []
        for later in places[1:]:
            at = bisect_left(later, (end, 0))
            if at == len(later):
                break
            following = later[at]
            hidden.append(text[end : following[0]])
            end = following[1]
        else:
            found.append(Match(first_start, end, tuple(hidden)))
    return found


def _places(part: str, folded: str) -> list[tuple[int, int]]:
    words = part.split()
    if not words:
        return []
    if "  " not in folded:
        return list(_plain_places(" ".join(words), folded))
    pattern, found = _pattern(tuple(words)), []
    match = pattern.search(folded)
    while match:  # places may overlap, as "no no no" does with itself
        if _whole(folded, match.start(), match.end()):
            found.append(match.span())
        match = pattern.search(folded, match.start() + 1)
    return found


def _plain_places(part: str, folded: str) -> Iterator[tuple[int, int]]:
    start = folded.find(part)
    while start >= 0:
        end = start + len(part)
        if _whole(folded, start, end):
            yield start, end
        start = folded.find(part, start + 1)


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(" +".join(re.escape(word) for word in words))


def _whole(text: str, start: int, end: int) -> bool:
    """Say whether a stretch starts and ends between words.

    A sign, currency mark or hyphen that touches a number belongs to it, and so does a
    decimal point: "5 degrees" does not stand in "-5 degrees", nor "27" in "Su-27".
    """
    before, first = text[start - 1 : start], text[start]
    last, after = text[end - 1], text[end : end + 1]
    if before.isalnum() and (first.isalnum() or first in "$€£¥"):
        return False
    if first.isdigit() and before and before in "-+$€£¥.,/":
        return False
    if last.isalnum() and after.isalnum():
        return False
    beyond = text[end + 1 : end + 2]
    if last.isdigit() and (after == "%" or (after and after in ".,-/" and beyond.isalnum())):
        return False
    if before == "-" and first.isalnum() and text[start - 2 : start - 1].isalnum():
        return False
    return not (after == "-" and last.isalnum() and beyond.isalnum())
