"""Numbers in words and digits, with scale, unit, currency, hedge and what they count."""

from decimal import Decimal

from studydeck.evidence.tokens import STOP, Token

Found = tuple[Decimal, Decimal, str, str, int, int]
"""Lowest and highest amount, unit, hedge, index of the first token, index after the last."""

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
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "bn": 10**9, "mn": 10**6, "tn": 10**12, "score": 20,
}  # fmt: skip
_SHORT = {"m": 10**6, "k": 1000}
"""Scales behind a sum of money only: elsewhere `m` is a metre."""
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
UNITS = {
    name: unit
    for unit, names in {
        "km": "km kms kilometre kilometres kilometer kilometers",
        "mile": "mile miles",
        "m": "m metre metres meter meters",
        "t": "ton tons tonne tonnes",
        "bbl": "barrel barrels",
        "h": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
        "MW": "mw megawatt megawatts",
        "kW": "kw kilowatt kilowatts",
        "kWh": "kwh kilowatt-hour kilowatt-hours",
        "°C": "°c",
        "kg": "kg kilogram kilograms kilogramme kilogrammes",
        "%": "% percent percentage",
        "USD": "dollar dollars usd",
        "EUR": "euro euros eur",
        "GBP": "pound pounds gbp",
        "RUB": "rouble roubles ruble rubles",
        "CNY": "yuan renminbi",
    }.items()
    for name in names.split()
}
_MONEY = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}
STARTS = frozenset({*_SMALL, *_TENS, "a", "half", "several", "every", "article", "articles", "art"})
"""Words that a number can start with."""
_HEDGES = {
    "upper": "up to|at most|no more than|not more than|a maximum of|maximum of|at the most"
    "|less than|fewer than|under|below|not exceed",
    "lower": "at least|no fewer than|not fewer than|no less than|more than|over|above|a minimum of",
    "approx": "about|approximately|around|roughly|some|nearly|almost|near|close to|circa|several"
    "|an estimated|estimated",
    "early": "as early as|at the earliest",
}
_HEDGE_WORDS = {
    tuple(phrase.split()): hedge for hedge, names in _HEDGES.items() for phrase in names.split("|")
}
HEDGING = frozenset(word for phrase in _HEDGE_WORDS for word in phrase)
"""Every word of a hedge: `nearly`, `more`, `than` …"""


def _text(found: tuple[Token, ...], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""


def hedge_before(found: tuple[Token, ...], at: int) -> str:
    """Name the hedge that stands directly before a token, or give the empty string."""
    while _text(found, at - 1) in {"the", "a", "an"}:
        at -= 1
    for length in (3, 2, 1):
        words = tuple(_text(found, i) for i in range(at - length, at))
        if words in _HEDGE_WORDS:
            return _HEDGE_WORDS[words]
    return ""


def number_at(found: tuple[Token, ...], at: int) -> Found | None:
    """Read the number that starts at a token: `US$1.5-2 billion`, `two dozen`, `49.9%`."""
    token = found[at]
    if _text(found, at) in {"article", "articles", "art"}:
        return _article(found, at)
    unit, first = "", at
    if token.kind == "money":
        unit, first = _MONEY.get(token.text.casefold(), token.text), at + 1
    amount = _amount(found, first)
    if not amount:
        return None
    low, scale, after = amount
    if unit and _text(found, after) in _SHORT:
        scale, after = scale * _SHORT[_text(found, after)], after + 1
    high, after, scale = _upper_end(found, low, scale, after)
    unit_after, after = _unit(found, after)
    sign = -1 if _negative(found, first) else 1
    low, high = sorted((sign * low * scale, sign * high * scale))
    hedge = "approx" if _text(found, at) == "several" else ""
    return low, high, unit or unit_after, hedge, at, after


def _negative(found: tuple[Token, ...], at: int) -> bool:
    """Whether a minus sign, and not the dash of a range or name, stands before."""
    if at < 1 or found[at - 1].text != "-" or found[at - 1].end != found[at].start:
        return False
    return at < 2 or found[at - 2].end < found[at - 1].start


def _article(found: tuple[Token, ...], at: int) -> Found | None:
    after = at + 2 if _text(found, at + 1) == "." else at + 1
    text = found[after].text if after < len(found) else ""
    number = int(text) if text.isdecimal() and len(text) < 5 else roman(text)
    return (Decimal(number), Decimal(number), "article", "", at, after + 1) if number else None


def roman(text: str) -> int:
    """Read a Roman numeral below 40 in capitals; 0 for anything else.

    >>> roman("XII"), roman("IV"), roman("IM")
    (12, 4, 0)
    """
    for number in range(1, 40):
        tens, ones = divmod(number, 10)
        if text == "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]:
            return number
    return 0


def _amount(found: tuple[Token, ...], at: int) -> tuple[Decimal, Decimal, int] | None:
    """Read digits or number words and a scale: amount, scale, index after."""
    if at >= len(found):
        return None
    token = found[at]
    if token.kind == "number" and len(token.text) <= 40:
        amount, after = Decimal(token.text.replace(",", "")), at + 1
        if _text(found, after) in {"st", "nd", "rd", "th"} and found[after].start == token.end:
            return None
    else:
        words = _words(found, at)
        if not words:
            return None
        amount, after = words
    scale = Decimal(1)
    while _text(found, after) in _SCALES:
        scale *= _SCALES[_text(found, after)]
        after += 1
    return amount, scale, after


def _words(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `eight`, `twenty-one`, `two-thirds`, `half a`, `a dozen`, `several dozen`."""
    word = _text(found, at)
    if word in {"a", "several", "half"} or (word == "every" and _text(found, at + 1) in _PARTS):
        return _phrase(found, at, word)
    if _is_name(found, at):
        return None
    if word in _TENS:
        small = _SMALL.get(_text(found, at + 2), 0) if _text(found, at + 1) == "-" else 0
        return Decimal(_TENS[word] + small), at + (3 if small else 1)
    if word not in _SMALL:
        return None
    number, after = Decimal(_SMALL[word]), at + 1
    part_at = after + 1 if _text(found, after) == "-" else after
    if _text(found, part_at) in _PARTS and number < 10:
        return number / _PARTS[_text(found, part_at)], part_at + 1
    if word == "one":
        return _one(found, at)
    return number, after


def _one(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read `one in three` and `one submarine`, but not `one of the` or `no one`."""
    other = _SMALL.get(_text(found, at + 2), 0)
    if _text(found, at + 1) in {"in", "out"} and other > 1:
        return Decimal(1) / other, at + 3
    following = found[at + 1] if at + 1 < len(found) else None
    counts = following and following.kind == "word" and following.stem
    if _text(found, at - 1) in {"no", "the", "this", "that", "which", "any"} or not counts:
        return None
    return Decimal(1), at + 1


def _phrase(found: tuple[Token, ...], at: int, word: str) -> tuple[Decimal, int] | None:
    following = _text(found, at + 1)
    if word == "every":
        return Decimal(1) / _PARTS[following], at + 2
    if word == "half":
        skip = 2 if following in {"a", "of"} else 1
        scaled = _text(found, at + skip) in _SCALES
        return (Decimal("0.5"), at + skip) if scaled else None
    if following == "dozen" or (word == "a" and following in {"hundred", "thousand", "million"}):
        return Decimal(1), at + 1
    if word == "a" and following in {"third", "quarter", "half"} and _text(found, at + 2) == "of":
        return Decimal(1) / _PARTS[following], at + 2
    return None


def _is_name(found: tuple[Token, ...], at: int) -> bool:
    """Whether a capitalised number word is part of a name, as in Shanghai Five."""
    token = found[at]
    if not token.text[:1].isupper():
        return False
    starts = at == 0 or found[at - 1].sentence != token.sentence
    following = found[at + 1].text if at + 1 < len(found) else ""
    return not starts or (following[:1].isupper() and following.casefold() not in _SCALES)


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


def _unit(found: tuple[Token, ...], at: int) -> tuple[str, int]:
    """Read a unit of measure; gives the empty string and the same place if there is none."""
    after = at
    if _text(found, after) == "-" and found[after].end < len_end(found, after + 1):
        after += 1
    if _text(found, after) == "per" and _text(found, after + 1) == "cent":
        return "%", after + 2
    if _text(found, after) in {"u", "us"} and _text(found, after + 1) in UNITS:
        after += 1
    compound = f"{_text(found, after)}-{_text(found, after + 2)}"
    if _text(found, after + 1) == "-" and compound in UNITS:
        return UNITS[compound], after + 3
    for skipped in (0, 1):  # "800 hours", "800 flight hours"
        unit = UNITS.get(_text(found, after + skipped), "")
        if unit and (not skipped or (found[after].kind == "word" and found[after].stem)):
            return unit, after + skipped + 1
    return "", at


def len_end(found: tuple[Token, ...], at: int) -> int:
    """Give the end of a token, or 0 beyond the last one."""
    return found[at].end if at < len(found) else 0


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
