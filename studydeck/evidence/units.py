"""Units of measure and currencies, with the conversions that are exact and ordinary."""

from collections.abc import Iterator, Mapping
from decimal import Decimal


def _table(names: Mapping[str, str]) -> dict[str, str]:
    return {name: unit for unit, listed in names.items() for name in listed.split()}


_PREFIXES = {
    "T": ("tera", 12), "G": ("giga", 9), "M": ("mega", 6), "k": ("kilo", 3), "h": ("hecto", 2),
    "d": ("deci", -1), "c": ("centi", -2), "m": ("milli", -3), "µ": ("micro", -6),
    "n": ("nano", -9),
}  # fmt: skip
_METRIC = {
    "m": ("metre metres meter meters", "kcmµn"),
    "g": ("gram grams gramme grammes", "kmµn"),
    "t": ("ton tons tonne tonnes", "kM"),
    "l": ("litre litres liter liters", "hdcmµ"),
    "s": ("second seconds", "mµn"),
    "Hz": ("hertz", "kMG"),
    "J": ("joule joules", "kM"),
    "cal": ("calorie calories", "k"),
    "W": ("watt watts", "kMGT"),
    "Wh": ("watt-hour watt-hours", "kMGT"),
    "V": ("volt volts", "mk"),
    "N": ("newton newtons", ""),
    "Pa": ("pascal pascals", "hkM"),
    "mol": ("mole moles", "mµn"),
}
"""Symbol, names, and the prefixes in use: a case-blind reader takes `mw` for megawatts only."""


def _metric() -> Iterator[tuple[str, str, str, Decimal]]:
    """Give every metric unit: its symbol, its names, and how many it is of which unit."""
    for plain, (names, prefixes) in _METRIC.items():
        yield plain, names, plain, Decimal(1)
        for prefix in prefixes:
            name, power = _PREFIXES[prefix]
            prefixed = " ".join(f"{name}{one}" for one in names.split())
            yield prefix + plain, prefixed, plain, Decimal(10) ** power


_OTHER = {
    "km": "kms",
    "sq km": "km²", "sq m": "m²", "sq cm": "cm²", "sq mm": "mm²",
    "cu km": "km³", "cu m": "m³", "cu cm": "cm³ cc", "cu mm": "mm³",
    "µg": "mcg",
    "mmHg": "mmhg mm-hg",
    "°C": "celsius centigrade",
    "°F": "fahrenheit",
    "mile": "mile miles",
    "ft": "ft foot feet",
    "ha": "ha hectare hectares",
    "acre": "acre acres",
    "bbl": "bbl barrel barrels",
    "s": "sec secs",
    "min": "min mins minute minutes",
    "h": "h hr hrs hour hours",
    "day": "day days",
    "week": "week weeks",
    "fortnight": "fortnight fortnights",
    "month": "month months",
    "year": "year years",
    "decade": "decade decades",
    "century": "century centuries",
    "pp": "percentage-point percentage-points",
    "%": "% percent percentage pct",
    "USD": "dollar dollars usd us-dollar us-dollars",
    "EUR": "euro euros eur",
    "GBP": "pound pounds gbp sterling",
    "RUB": "rouble roubles ruble rubles rub",
    "CNY": "yuan renminbi cny rmb",
    "JPY": "yen jpy",
}  # fmt: skip
UNITS = _table({symbol: f"{symbol} {names}".casefold() for symbol, names, *_ in _metric()})
UNITS |= _table(_OTHER)
"""Every spelling of a unit, in lower case; words of a compound are joined by a hyphen."""
DOUBTFUL = frozenset({*(name for name in UNITS if len(name) == 1 and name != "%"), "second"})
"""Spellings that name a unit only directly behind a figure."""
MEASURES = frozenset(names.split()[0] for _, names, *_ in _metric()) - DOUBTFUL - {"ton", "mole"}
MEASURES |= frozenset(one.replace("metre", "meter").replace("litre", "liter") for one in MEASURES)
"""Names of which "a litre" is one; "a ton" and "a day" are mostly rates, "a mole" an animal."""

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "bn": 10**9, "mn": 10**6, "tn": 10**12, "score": 20,
}  # fmt: skip
SIGNS = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}
"""What stands before a sum of money."""
CODES = frozenset({"usd", "eur", "gbp", "rub", "cny", "rmb", "jpy"})
"""Codes of currencies that stand before a sum as well as behind it."""
CURRENCIES = frozenset(SIGNS.values()) | {UNITS[code] for code in CODES}

_BASES = {symbol: (plain, times) for symbol, _, plain, times in _metric() if symbol != plain} | {
    symbol: (base, Decimal(times))
    for symbol, base, times in (
        ("t", "g", 10**6), ("ha", "sq m", 10**4), ("cu m", "l", 1000),
        ("min", "s", 60), ("h", "min", 60), ("day", "h", 24), ("week", "day", 7),
        ("fortnight", "day", 14), ("year", "month", 12), ("decade", "year", 10),
        ("century", "year", 100),
    )
}  # fmt: skip


def to_base(unit: str) -> tuple[str, Decimal]:
    """Give the unit that a unit is told in, and how many of it one is; `t` is a million `g`.

    >>> to_base("ml"), to_base("week"), to_base("mile")
    (('l', Decimal('0.001')), ('s', Decimal('604800')), ('mile', Decimal('1')))
    """
    factor, power = Decimal(1), {"sq ": 2, "cu ": 3}.get(unit[:3], 0)
    if power and unit != "cu m":
        plain, times = to_base(unit[3:])
        unit, factor = unit[:3] + plain, times**power
    while unit in _BASES:
        unit, times = _BASES[unit]
        factor *= times
    return unit, factor


def names_unit(text: str, behind_figure: bool) -> str:
    """Give the unit that a word names, or the empty string.

    >>> names_unit("g", True), names_unit("g", False), names_unit("G", True)
    ('g', '', '')
    """
    low = text.casefold()
    unit = UNITS.get(low, "")
    if low in DOUBTFUL and not (behind_figure and text in {unit, "L", "second"}):
        return ""
    return unit
