"""Numbers in words and digits, with scale, unit and currency, and what they count."""

from decimal import Decimal

from studydeck.evidence.articles import ARTICLES, article_at
from studydeck.evidence.measures import unit_at, unit_word
from studydeck.evidence.tokens import ORDINALS, STOP, Token
from studydeck.evidence.units import CODES, CURRENCIES, MEASURES, SCALES, SIGNS, UNITS

Found = tuple[Decimal, Decimal, str, str, int, int]
"""Lowest and highest amount, unit, hedge, index of the first token, index after the last."""
Amount = tuple[Decimal, Decimal, int]
"""Amount, scale, index after."""

_SMALL = {
    word: number
    for number, word in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen
    """.split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_SHORT = {"m": 10**6, "k": 1000}
"""Scales behind a sum of money only: elsewhere `m` is a metre."""
_PARTS = {
    name: number
    for number, names in {
        2: "half", 3: "third thirds", 4: "quarter quarters", 5: "fifth fifths", 6: "sixth sixths",
        7: "seventh sevenths", 8: "eighth eighths", 10: "tenth tenths",
    }.items()
    for name in names.split()
}  # fmt: skip
_TIMES = {
    "twice": 2, "thrice": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5,
    "tenfold": 10, "doubled": 2, "doubling": 2, "double": 2, "tripled": 3, "trebled": 3,
    "quadrupled": 4,
}  # fmt: skip
_SPANS = frozenset({"hour", "day", "week", "month", "year", "decade", "century"})
ENDS = frozenset({"st", "nd", "rd", "th"})
_WHOLE = frozenset("of the its their his her our all this that these those".split())
STARTS = frozenset(
    {*_SMALL, *_TENS, *ARTICLES, *_TIMES, *ORDINALS, *CODES, "a", "an", "half", "several", "every",
     "quarter", "minus"}
)  # fmt: skip
"""Words that a number can start with."""
WORDS = (STARTS | {*SCALES, *_PARTS, *MEASURES, "pair", "hour", "day"}) - {"a", "an"}
"""Words of which every number in words has one, as `dozen` of "a dozen"."""


def _text(found: tuple[Token, ...], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""


def number_at(found: tuple[Token, ...], at: int) -> Found | None:
    """Read the number that starts at a token: `US$1.5-2 billion`, `two dozen`, `49.9%`."""
    token = found[at]
    if article := article_at(found, at):
        number, after = article
        return number, number, "article", "", at, after
    if ratio := _ratio(found, at):
        return ratio
    if token.low in _TIMES:
        return Decimal(_TIMES[token.low]), Decimal(_TIMES[token.low]), "×", "", at, at + 1
    unit, first = "", at
    if token.kind == "money" or (token.text.isupper() and token.low in CODES):
        unit, first = SIGNS.get(token.low) or UNITS.get(token.low, token.text), at + 1
    if _text(found, first) == "minus":
        first += 1
    amount = _amount(found, first)
    if not amount:
        return None
    low, scale, after = amount
    if _text(found, after) in _SHORT and (unit or UNITS.get(_text(found, after + 1)) in CURRENCIES):
        scale, after = scale * _SHORT[_text(found, after)], after + 1
    high, after, scale = _upper_end(found, low, scale, after)
    unit_after, after = unit_at(found, after)
    sign = -1 if _negative(found, first) else 1
    low, high = sorted((sign * low * scale, sign * high * scale))
    hedge = "approx" if _text(found, at) == "several" else ""
    return low, high, unit or unit_after, hedge, at, after


def _negative(found: tuple[Token, ...], at: int) -> bool:
    """Whether a minus, and not the dash of a range or name, stands before."""
    if _text(found, at - 1) == "minus":
        return True
    if at < 1 or found[at - 1].text != "-" or found[at - 1].end != found[at].start:
        return False
    return at < 2 or found[at - 2].end < found[at - 1].start


def _ratio(found: tuple[Token, ...], at: int) -> Found | None:
    """Read `4:1` and `4 to 1`; `10:30` is a time of day."""
    first, sign, last = (_text(found, at + i) for i in range(3))
    whole = first.isdecimal() and last.isdecimal() and len(first) < 4 and len(last) < 4
    if not whole or not int(last):
        return None
    touching = sign == ":" and found[at].end == found[at + 1].start and len(last) != 2
    if not touching and not (sign == "to" and last == "1" and int(first) > 1):
        return None
    ratio = Decimal(first) / Decimal(last)
    return ratio, ratio, ":", "", at, at + 3


def _amount(found: tuple[Token, ...], at: int) -> Amount | None:
    """Read digits or number words and a scale."""
    if at >= len(found):
        return None
    read = _digits(found, at) if found[at].kind == "number" else _words(found, at)
    if not read:
        return None
    amount, after = read
    scale = Decimal(1)
    while _text(found, after) in SCALES:
        scale *= SCALES[_text(found, after)]
        after += 1
    return amount, scale, after


def _digits(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `1,500`, `2/3`, `1 1/2`, `1½`; not `5th`."""
    token = found[at]
    if len(token.text) > 40:
        return None
    amount, after = Decimal(token.text.replace(",", "")), at + 1
    if _text(found, after) in ENDS and found[after].start == token.end:
        return None
    if _text(found, after) == "½":
        return amount + Decimal("0.5"), after + 1
    part = _fraction(found, at)
    if part:
        return part, at + 3
    more = _fraction(found, after) if token.text.isdecimal() else None
    if more:
        return amount + more, after + 3
    if _text(found, after) == "in" and token.text == "1" and _text(found, after + 1).isdecimal():
        return _one_in(found, after + 1)
    return _and_a_half(found, amount, after)


def _one_in(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    other = _text(found, at)
    number = int(other) if other.isdecimal() and len(other) < 4 else _SMALL.get(other, 0)
    return (1 / Decimal(number), at + 1) if number > 1 else None


def _fraction(found: tuple[Token, ...], at: int) -> Decimal | None:
    """Read a simple fraction in digits, `2/3`, whose parts touch."""
    first, sign, last = (_text(found, at + i) for i in range(3))
    if sign != "/" or not (first.isdecimal() and last.isdecimal()) or len(last) > 2:
        return None
    if found[at].end != found[at + 1].start or found[at + 1].end != found[at + 2].start:
        return None
    return Decimal(first) / Decimal(last) if 0 < int(first[:3]) < int(last) <= 10 else None


def _and_a_half(found: tuple[Token, ...], amount: Decimal, after: int) -> tuple[Decimal, int]:
    """Add what "and a half" or "and three quarters" says."""
    words = tuple(_text(found, after + i) for i in range(3))
    if words[0] == "and" and words[1] in {"a", "one", "three"} and words[2] in _PARTS:
        count = 3 if words[1] == "three" else 1
        return amount + Decimal(count) / _PARTS[words[2]], after + 3
    return amount, after


def _words(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `eight`, `twenty-one`, `two-thirds`, `half a`, `a dozen`, `several dozen`."""
    word = _text(found, at)
    if word in {"a", "an", "several", "half", "every"}:
        return _phrase(found, at, word)
    if (word not in _SMALL and word not in _TENS) or _is_name(found, at):
        return None
    read = _cardinal(found, at)
    number, after = read
    part_at = after + 1 if _text(found, after) == "-" else after
    if _text(found, part_at) in _PARTS and number < 10:
        return number / _PARTS[_text(found, part_at)], part_at + 1
    if _text(found, after) == "out" and _text(found, after + 1) == "of":
        other = _SMALL.get(_text(found, after + 2), 0)
        return (number / other, after + 3) if other > number else (number, after)
    if word == "one" and after == at + 1:
        return _one(found, at)
    return _and_a_half(found, number, after)


def _cardinal(found: tuple[Token, ...], at: int, start: int = 0) -> tuple[Decimal, int]:
    """Read `one hundred and twenty` or `two thousand five hundred`; a last scale is left."""
    total, group, last = 0, start, "small" if start else ""
    while at < len(found):
        word = found[at].low
        ahead = at + 2 if _text(found, at + 1) == "and" else at + 1
        more = _text(found, ahead) in _SMALL or _text(found, ahead) in _TENS
        if word == "-" and last == "tens" and 0 < _SMALL.get(_text(found, at + 1), 0) < 10:
            pass
        elif word in _SMALL and (last in {"", "scale"} or (last == "tens" and _SMALL[word] < 10)):
            group, last = group + _SMALL[word], "small"
        elif word in _TENS and last in {"", "scale"}:
            group, last = group + _TENS[word], "tens"
        elif word == "hundred" and last in {"small", "tens"} and group < 100 and (more or total):
            group, last, at = group * 100, "scale", ahead - 1 if more else at
        elif word == "thousand" and last in {"small", "tens"} and more and not total:
            total, group, last, at = group * 1000, 0, "scale", ahead - 1
        else:
            break
        at += 1
    return Decimal(total + group), at


def _one(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `one in three` and `one submarine`, but not `one of the` or `no one`."""
    if _text(found, at + 1) == "in" and (part := _one_in(found, at + 2)):
        return part
    following = found[at + 1] if at + 1 < len(found) else None
    counts = following and following.kind == "word" and following.stem
    if _text(found, at + 1) == "and":
        return _and_a_half(found, Decimal(1), at + 1)
    if _text(found, at - 1) in {"no", "the", "this", "that", "which", "any"} or not counts:
        return None
    return Decimal(1), at + 1


def _phrase(found: tuple[Token, ...], at: int, word: str) -> tuple[Decimal, int] | None:
    following = _text(found, at + 1)
    if word == "every":
        return _every(found, at + 1)
    if word in {"a", "an"} and following in _SPANS and _text(found, at + 3) == "long":
        return Decimal(1), at + 1
    if word in {"a", "an"} and following in MEASURES and _text(found, at - 1) not in SCALES:
        return Decimal(1), at + 1
    if word == "half":
        return _half(found, at)
    if word == "a" and following in _SMALL | _TENS:
        return None
    if word == "a" and following in {"hundred", "thousand"}:
        return _cardinal(found, at + 1, 1)
    if following == "dozen" or (word == "a" and following in {"million", "billion", "trillion"}):
        return Decimal(1), at + 1
    if word == "a" and following == "pair" and _text(found, at + 2) == "of":
        return Decimal(2), at + 3
    if word == "a" and following in _PARTS and _text(found, at + 2) == "of":
        return Decimal(1) / _PARTS[following], at + 2
    return None


def _every(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `every third` and `every 3rd`."""
    if part := _PARTS.get(_text(found, at), 0):
        return Decimal(1) / part, at + 1
    text = _text(found, at)
    if _text(found, at + 1) in ENDS and text.isdecimal() and 1 < int(text[:3]) < 100:
        return Decimal(1) / int(text[:3]), at + 2
    return None


def _half(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `half a billion`, `half-century` and `half of the oil`; not `the first half of`."""
    if _text(found, at - 1) in {"first", "second", "other", "latter"}:
        return None
    after = at + 2 if _text(found, at + 1) in {"a", "an", "of", "-"} else at + 1
    if _text(found, after) in SCALES or unit_word(found, after):
        return Decimal("0.5"), after
    return (Decimal("0.5"), at + 1) if _text(found, at + 1) in _WHOLE else None


def _is_name(found: tuple[Token, ...], at: int) -> bool:
    """Whether a capitalised number word is part of a name, as in Shanghai Five."""
    token = found[at]
    if not token.text[:1].isupper():
        return False
    starts = at == 0 or found[at - 1].sentence != token.sentence
    following = found[at + 1].text if at + 1 < len(found) else ""
    return not starts or (following[:1].isupper() and following.casefold() not in SCALES)


def _upper_end(
    found: tuple[Token, ...], low: Decimal, scale: Decimal, after: int
) -> tuple[Decimal, int, Decimal]:
    """Read the far end of a range such as `1.5-2 billion` or `38 to 40`."""
    joined = _text(found, after) in {"-", "to"}
    if not joined and _text(found, after) == "and":
        words = {_text(found, i) for i in range(max(0, after - 4), after)}
        joined = "between" in words
    at = after + 1
    if joined and at < len(found) and found[at].kind == "money":
        at += 1
    end = _amount(found, at) if joined else None
    if not end or (_text(found, after) == "-" and found[at].kind != "number"):
        return low, after, scale
    high, high_scale, end_at = end
    if scale == 1 and high_scale > 1 and low <= high:
        scale = high_scale
    if high * high_scale < low * scale:
        return low, after, scale
    return high * high_scale / scale, end_at, scale


def nouns_after(found: tuple[Token, ...], at: int, most: int = 5) -> tuple[str, ...]:
    """Give the stems of the words after a number, up to the end of its phrase."""
    stems: list[str] = []
    for token in found[at : at + most]:
        low = token.low
        if token.kind == "mark" and low != "-":
            break
        if low in STOP and low != "of":
            break
        if token.stem and (token.kind in {"word", "code"}):
            stems.append(token.stem)
    return tuple(stems)
