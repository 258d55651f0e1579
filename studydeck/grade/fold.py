"""One form for all ways of typing the same thing.

Folding takes away what a typist may choose (case, accents, punctuation, British or
American spelling, figures or words) and keeps what carries meaning: digits, signs,
decimal points, negations.
"""

import re
import unicodedata
from functools import lru_cache

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBER_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_WORDS = (
    {word: str(number) for word, number in NUMBER_WORDS.items()}
    | {word: f"{number} th" for number, word in enumerate(_ORDINALS, 1)}
    | {"percent": "%", "pct": "%"}
)
_ARTICLES = frozenset({"the", "a", "an"})

_BREAKS = re.compile(r"[^a-z0-9%+#$.,'\"`\-\s(\[{;:/=<>]|\.{2,}")
_QUOTES = re.compile(r"['\"`]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LEADING_POINT = re.compile(r"(?<![\w.])\.(?=\d)")
_LOOSE_POINT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_LOOSE_DASH = re.compile(r"(?<=[^\s(\[{,;:/=<>])-|-(?!\d)")
_OTHER = re.compile(r"[^a-z0-9%+#$.\- ]")
_SEAMS = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])|(?<=[a-z0-9])(?=[%$])|(?<=[%$])(?=\w)")
_TENS_AND_UNITS = re.compile(rf"\b({'|'.join(_TENS)}) ({'|'.join(_UNITS[1:10])})\b")
_ORDINAL_END = re.compile(r"\b(\d+) (?:st|nd|rd)\b")
_SHORT = ((re.compile(r"\bper cent\b"), "percent"), (re.compile(r"(?<!\d )\bst\b"), "saint"),
          (re.compile(r"\barts?(?= \d)"), "article"))  # fmt: skip
_INITIALS = re.compile(r"\b[a-z](?: [a-z]\b)+(?![+#])")
_BRITISH = (
    (re.compile(r"(?<=[a-z]{4})is(?=(?:e|es|ed|er|ers|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"(?<=anal|aral)ys(?=(?:e|es|ed|ing)\b)"), "yz"),
    (
        re.compile(
            r"(?<=[a-z]{3})our(?=(?:s|ed|er|ers|ing|ly|liness|able|ably|hood|ite|ites|al)?\b)"
        ),
        "or",
    ),
    (re.compile(r"\b((?:cent|theat|met|lit|kilomet)r?)re(?=s?\b)"), r"\1er"),
    (re.compile(r"\b(defen|offen|licen)c(?=es?\b)"), r"\1s"),
    (re.compile(r"\b(program|gram|kilogram)me(?=s?\b)"), r"\1"),
)


def to_ascii(text: str) -> str:
    """Write a text with the letters of ASCII; accents go, other scripts are transliterated."""
    if text.isascii():
        return text
    from anyascii import anyascii  # noqa: PLC0415  (2.6 MB that most responses never need)

    return anyascii(text)


@lru_cache(maxsize=8192)
def fold(text: str, *, american: bool = True) -> str:
    """Write a text in the form that responses are compared in; folding twice changes nothing.

    Without `american`, British spellings stay, so that a slip in one of them is one slip.

    >>> fold("The Shanghai Co-operation Organisation"), fold("SU-27"), fold("Łódź")
    ('shanghai co operation organization', 'su 27', 'lodz')
    >>> fold("3.11"), fold("-40 km"), fold("25 per cent"), fold("George H. W. Bush")
    ('3.11', '-40 km', '25 %', 'george hw bush')
    """
    text = to_ascii(unicodedata.normalize("NFKC", text).casefold()).casefold()
    text = _QUOTES.sub("", _BREAKS.sub(_spread, text))
    text = _LEADING_POINT.sub("0.", _THOUSANDS.sub("", text))
    text = _LOOSE_DASH.sub(" ", _LOOSE_POINT.sub("", text))
    words = _SEAMS.sub(" ", _OTHER.sub(" ", text)).split()
    return _fold_words(" ".join(words), american)


def _spread(match: re.Match[str]) -> str:
    return " and " if match.group() == "&" else " "


def _fold_words(text: str, american: bool) -> str:
    for short, full in _SHORT:
        text = short.sub(full, text)
    text = _TENS_AND_UNITS.sub(
        lambda m: str(NUMBER_WORDS[m.group(1)] + NUMBER_WORDS[m.group(2)]), text
    )
    text = " ".join(_WORDS.get(word, word) for word in text.split())
    for pattern, ending in _BRITISH if american else ():
        text = pattern.sub(ending, text)
    text = _INITIALS.sub(lambda m: m.group().replace(" ", ""), _ORDINAL_END.sub(r"\1 th", text))
    words = text.split()
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)
