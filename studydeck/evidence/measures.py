"""The unit of measure behind a number."""

from studydeck.evidence.tokens import Token
from studydeck.evidence.units import CURRENCIES, SCALES, UNITS, names_unit

_HEAT = {"c": "°C", "celsius": "°C", "centigrade": "°C", "f": "°F", "fahrenheit": "°F"}


def unit_word(found: tuple[Token, ...], at: int) -> str:
    """Give the unit that a token names; `g` and `second` only do behind a figure."""
    if at < 1 or at >= len(found) or _is_initial(found, at):
        return ""
    token, before = found[at], found[max(0, at - 2) if _text(found, at - 1) == "-" else at - 1]
    if token.low == "s" and before.end == token.start and before.text[1:].isdecimal():
        return ""  # the 80s, two 747s
    figure = before.kind == "number" or before.low in SCALES or before.text == "½"
    return names_unit(token.text, figure or (token.low == "second" and before.low in {"one", "a"}))


def _is_initial(found: tuple[Token, ...], at: int) -> bool:
    """Whether a letter is that of a name, as in "on 18 V. Putin"."""
    token, following = found[at], found[at + 1 : at + 3]
    letter = len(token.text) == 1 and token.text.isupper()
    if not letter or len(following) < 2 or following[0].text != ".":
        return False
    return bool(following[1].stem) and following[1].text[0].isupper()


def unit_at(found: tuple[Token, ...], at: int) -> tuple[str, int]:
    """Read a unit of measure; gives the empty string and the same place if there is none."""
    after = at
    if _text(found, after) == "-" and found[after].end < _end(found, after + 1):
        after += 1
    if _text(found, after) == "per" and _text(found, after + 1) == "cent":
        return "%", after + 2
    if _text(found, after) in {"°", "degrees"} and _text(found, after + 1) in _HEAT:
        return _HEAT[_text(found, after + 1)], after + 2
    if _text(found, after) in {"square", "sq", "cubic"}:
        unit = unit_word(found, after + 1)
        return (f"{found[after].low[:2]} {unit}", after + 2) if unit else ("", at)
    if [_text(found, after + i) for i in range(4)] == ["u", ".", "s", "."]:
        after += 4
    if _text(found, after) in {"u", "us"} and _text(found, after + 1) in UNITS:
        after += 1
    joined = after + 2 if _text(found, after + 1) == "-" else after + 1
    compound = f"{_text(found, after)}-{_text(found, joined)}"
    if compound in UNITS:
        return UNITS[compound], joined + 1
    for skipped in (0, 1):  # "800 hours", "800 flight hours"
        unit = unit_word(found, after + skipped)
        plain = found[after].kind == "word" and found[after].stem if skipped and unit else True
        if unit and plain and not (skipped and unit in CURRENCIES):
            return unit, after + skipped + 1
    return "", at


def _end(found: tuple[Token, ...], at: int) -> int:
    return found[at].end if at < len(found) else 0


def _text(found: tuple[Token, ...], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""
