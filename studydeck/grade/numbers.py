"""Numbers as learners type them, read into amount, scale, unit, currency and hedge."""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from studydeck.evidence.units import CURRENCIES, DOUBTFUL, MEASURES, UNITS
from studydeck.grade.fold import NUMBER_WORDS, fold

_SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "millions": 6, "mn": 6, "mln": 6, "mio": 6,
    "billion": 9, "billions": 9, "bn": 9, "bln": 9, "trillion": 12, "trillions": 12, "tn": 12,
}  # fmt: skip
_MONEY_SCALES = {"m": 6, "b": 9, "t": 12}
_SYMBOLS = {
    "us$": "USD", "$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
    "₽": "RUB", "rub": "RUB", "¥": "CNY", "cny": "CNY", "rmb": "CNY", "chf": "CHF", "jpy": "JPY",
    "yen": "JPY", "mi": "mile",
}  # fmt: skip
_UNITS = UNITS | _SYMBOLS
_SPELLINGS = (
    (re.compile(r"per cent\b"), "%"),
    (re.compile(r"(?:°|\bdegrees?|(?<=\d)) ?(?:c|celsius|centigrade)\b"), " celsius"),
    (re.compile(r"(?:°|\bdegrees?|(?<=\d)) ?(?:f|fahrenheit)\b"), " fahrenheit"),
    (re.compile(r"\bmm hg\b"), "mmhg"),
    (re.compile(r"watt hour"), "watt-hour"),
    (re.compile(r"\b([kcm]?m)\^?2\b"), r"\1²"),
    (re.compile(r"\b([kcm]?m)\^?3\b"), r"\1³"),
)
"""One word for each unit that is written in two."""
_LENGTHS = "|".join(name for name, unit in UNITS.items() if f"{unit}²" in UNITS)
_POWER = re.compile(rf"\b(sq|cu)(?:uare|bic)?\.? ({_LENGTHS})\b")
_HEDGES = {
    "about": "about|around|approximately|approx|roughly|nearly|almost|circa|ca|some|~|≈"
    "|an estimated|estimated|close to",
    "several": "several|a few|quite a few",
    "more than": "more than|over|above|at least|no fewer than|not less than|no less than|>",
    "less than": "less than|under|below|fewer than|up to|at most|no more than|not more than|<",
}
_HEDGE_OF = {word: name for name, words in _HEDGES.items() for word in words.split("|")}
_HEDGE = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(w)}(?!\w)" if w.isascii() and w[0].isalpha() else re.escape(w)
        for w in sorted(_HEDGE_OF, key=len, reverse=True)
    )
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_IDLE = frozenset("a an the of for and us american minus".split())
_ONE = re.compile(rf"^\s*an? (?=(?:{'|'.join(sorted(MEASURES))}|second|minute|hour)\s*$)")
_TOKEN = re.compile(
    r"(?P<code>[^\W\d_]+-\d\w*(?:-\w+)*)"
    r"|(?P<figure>\d{1,3}(?:[ '’]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
    r"|(?P<word>us\$|\w*watt-hours?|[^\W\d_]+|[$€£₽¥%])|(?P<mark>[-–—−/])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount from `low` to `high` (equal for a plain number) with what it counts.

    `unit` is a currency, a measure, `%`, or empty; `words` are other words beside the
    number, folded, without a plural s. `hedge` is one of about, several, more than, less than, and
    `hedged` the word that was written for it. `digits` is how many digits were written. `lead`
    has those of the words that stand before the number.
    """

    low: Decimal
    high: Decimal
    unit: str = ""
    words: tuple[str, ...] = ()
    hedge: str = ""
    hedged: str = field(default="", compare=False)
    digits: int = 0
    ratio: bool = False
    lead: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """A place in the tokens of one text: (kind, text) pairs."""

    tokens: list[tuple[str, str]]
    at: int = 0

    def peek(self, ahead: int = 0) -> str:
        """Give the text of a token from here on, or the empty string after the last."""
        index = self.at + ahead
        return self.tokens[index][1] if 0 <= index < len(self.tokens) else ""

    def kind(self, ahead: int = 0) -> str:
        """Give the kind of a token from here on, or the empty string after the last."""
        index = self.at + ahead
        return self.tokens[index][0] if 0 <= index < len(self.tokens) else ""


@lru_cache(maxsize=8192)
def read_quantity(text: str) -> Quantity | None:
    """Read a whole text as one number or one range with its unit, or give None.

    >>> read_quantity("$1.5bn") == read_quantity("1.5 billion US dollars")
    True
    >>> read_quantity("two-thirds").ratio, read_quantity("Su-27 and Su-30")
    (True, None)
    """
    low = _in_one_word(text)
    hedge = _HEDGE.search(low)
    low = _ONE.sub("1 ", _HEDGE.sub(" ", low))
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(low)]
    if len(text) > 200 or sum(kind == "figure" for kind, _ in tokens) > 2:
        return None
    reader = _Reader(tokens)
    before = _words_before(reader)
    amount = _ratio(reader) or _range(reader, _money(tokens))
    if not amount:
        return None
    behind = [t for kind, t in tokens[reader.at :] if kind in {"word", "code"}]
    words = before + behind
    if any(kind == "figure" for kind, _ in tokens[reader.at :]):
        return None
    first, last, digits, ratio = amount
    first_behind = next((w for w in behind if w not in _IDLE), "")
    named = {w for w in words if w in _UNITS and (w not in DOUBTFUL or w == first_behind)}
    units = [_UNITS[w] for w in words if w in named]
    idle = named | _IDLE
    return Quantity(
        min(first, last),
        max(first, last),
        unit=units[0] if units else "",
        words=tuple(_singular(w) for w in words if w not in idle),
        hedge=_HEDGE_OF[hedge.group()] if hedge else "",
        hedged=hedge.group() if hedge else "",
        digits=digits,
        ratio=ratio,
        lead=tuple(_singular(w) for w in before if w not in idle),
    )


def _in_one_word(text: str) -> str:
    """Write each unit of a text as one word, in lower case."""
    low = unicodedata.normalize("NFKC", text).casefold().replace("⁄", "/")
    for spelled, unit in _SPELLINGS:
        low = spelled.sub(unit, low)
    return _POWER.sub(lambda m: UNITS[m[2]] + ("²" if m[1] == "sq" else "³"), low)


def _singular(word: str) -> str:
    folded = fold(word)
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") else folded


def _money(tokens: list[tuple[str, str]]) -> bool:
    return any(_UNITS.get(text) in CURRENCIES for _, text in tokens)


def _words_before(reader: _Reader) -> list[str]:
    """Pass over the words before the first amount; a designation such as Su-27 is none."""
    words: list[str] = []
    while reader.at < len(reader.tokens) and not _starts_amount(reader):
        if reader.kind() in {"word", "code"}:
            words.append(reader.peek())
        reader.at += 1
    return words


def _starts_amount(reader: _Reader) -> bool:
    word = reader.peek()
    if reader.kind() == "figure" or word in NUMBER_WORDS or word in _PARTS or word == "dozen":
        return True
    return word in {"hundred", "thousand", "million", "billion"}


def _ratio(reader: _Reader) -> tuple[Decimal, Decimal, int, bool] | None:
    """Read 2/3, two-thirds, a quarter, one in three, two out of three."""
    start = reader.at
    top = None if reader.peek() in _PARTS else _amount(reader, money=False)
    while top and reader.peek() in {"-", "/", "in", "out", "of"}:
        reader.at += 1
    passed = reader.tokens[start : reader.at]
    part = reader.peek().removesuffix("s") if reader.peek() not in _PARTS else reader.peek()
    if part in _PARTS:
        reader.at += 1
        share = (top[0] if top else Decimal(1)) / _PARTS[part]
        return share, share, 1, True
    if top and passed and passed[-1][1] in {"/", "in", "of"}:
        bottom = _amount(reader, money=False)
        if bottom and bottom[0]:
            share = top[0] / bottom[0]
            return share, share, 1, True
    reader.at = start
    return None


def _range(reader: _Reader, money: bool) -> tuple[Decimal, Decimal, int, bool] | None:
    sign = _sign(reader)
    first = _amount(reader, money=money)
    if not first:
        return None
    low, digits, scale = first
    start = reader.at
    if reader.peek() in {"-", "–", "—", "to", "and"}:
        reader.at += 1
        if _UNITS.get(reader.peek(), "") and reader.kind(1) == "figure":
            reader.at += 1
        last = _amount(reader, money=money)
        if last:
            high, more, far_scale = last
            low = low * far_scale if scale == 1 and low < high else low
            return (sign * low, high, digits + more, False) if low < high else None
    reader.at = start
    return sign * low, sign * low, digits, False


def _sign(reader: _Reader) -> int:
    before = reader.peek(-1)
    return -1 if before == "minus" or (before in {"-", "−", "–"} and reader.at == 1) else 1


def _amount(reader: _Reader, *, money: bool) -> tuple[Decimal, int, Decimal] | None:
    """Read figures or number words, and a scale: amount, digits written, scale."""
    if reader.kind() == "figure":
        amount = _decimal(reader.peek())
        digits = len("".join(c for c in reader.peek() if c.isdigit()).lstrip("0"))
        reader.at += 1
    else:
        amount = _in_words(reader)
        digits = len(str(amount)) if amount is not None else 0
    if amount is None:
        return None
    scale = Decimal(1)
    while (power := _power(reader.peek(), money)) is not None:
        scale *= power
        reader.at += 1
    return amount * scale, digits, scale


def _power(word: str, money: bool) -> Decimal | None:
    if word == "dozen":
        return Decimal(12)
    exponent = _SCALES.get(word, _MONEY_SCALES.get(word) if money else None)
    return None if exponent is None else Decimal(10) ** exponent


def _decimal(figure: str) -> Decimal | None:
    """Read digits with separators: `1,500` is a thousand, `1,5` one and a half."""
    text = re.sub(r"[ '’]", "", figure)
    groups = re.split(r"[.,]", text)
    marks = [c for c in text if c in ".,"]
    by_threes = all(len(group) == 3 for group in groups[1:]) and groups[0] not in {"", "0"}
    if not marks or (by_threes and (marks[0] == "," or len(marks) > 1) and len(set(marks)) == 1):
        return Decimal("".join(groups))
    if len(marks) == 1 and (marks[0] == "." or len(groups[1]) < 3 or groups[0] == "0"):
        return Decimal(".".join(groups))
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    return None


def _in_words(reader: _Reader) -> Decimal | None:
    """Read `six`, `twenty-four`, `one hundred and five`; the larger scales are read after."""
    start, total = reader.at, 0
    while True:
        word = reader.peek()
        if word in NUMBER_WORDS:
            total += NUMBER_WORDS[word]
        elif word == "hundred" and total:
            total *= 100
        elif word in {"-", "and"} and total >= 20 and reader.peek(1) in NUMBER_WORDS:
            pass
        else:
            break
        reader.at += 1
    if total and [reader.peek(n) for n in range(3)] == ["and", "a", "half"]:
        reader.at += 3
        return Decimal(total) + Decimal("0.5")
    if reader.at == start:
        return Decimal(1) if _power(reader.peek(), money=False) else None
    return Decimal(total)
