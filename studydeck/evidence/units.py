"""Units of measure and currencies, with the conversions that are exact and ordinary."""

from collections.abc import Mapping
from decimal import Decimal


def _table(names: Mapping[str, str]) -> dict[str, str]:
    return {name: unit for unit, listed in names.items() for name in listed.split()}


UNITS = _table(
    {
        "km": "km kms kilometre kilometres kilometer kilometers",
        "mile": "mile miles",
        "m": "m metre metres meter meters",
        "ft": "ft foot feet",
        "ha": "ha hectare hectares",
        "acre": "acre acres",
        "t": "ton tons tonne tonnes",
        "Mt": "mt",
        "kg": "kg kilogram kilograms kilogramme kilogrammes",
        "l": "litre litres liter liters",
        "bbl": "barrel barrels",
        "s": "seconds",
        "min": "minute minutes",
        "h": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "month": "month months",
        "year": "year years",
        "decade": "decade decades",
        "century": "century centuries",
        "GW": "gw gigawatt gigawatts",
        "MW": "mw megawatt megawatts",
        "kW": "kw kilowatt kilowatts",
        "GWh": "gwh gigawatt-hour gigawatt-hours",
        "MWh": "mwh megawatt-hour megawatt-hours",
        "kWh": "kwh kilowatt-hour kilowatt-hours",
        "pp": "percentage-point percentage-points",
        "%": "% percent percentage pct",
        "USD": "dollar dollars usd us-dollar us-dollars",
        "EUR": "euro euros eur",
        "GBP": "pound pounds gbp sterling",
        "RUB": "rouble roubles ruble rubles rub",
        "CNY": "yuan renminbi cny rmb",
        "JPY": "yen jpy",
    }
)
"""Every spelling of a unit, in lower case; words of a compound are joined by a hyphen."""

SIGNS = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}
"""What stands before a sum of money."""
CODES = frozenset({"usd", "eur", "gbp", "rub", "cny", "rmb", "jpy"})
"""Codes of currencies that stand before a sum as well as behind it."""
CURRENCIES = frozenset(SIGNS.values()) | {UNITS[code] for code in CODES}

_BASES = {
    "km": ("m", 1000), "Mt": ("t", 10**6), "t": ("kg", 1000),
    "fortnight": ("day", 14), "week": ("day", 7),
    "decade": ("month", 120), "century": ("month", 1200), "year": ("month", 12),
    "GW": ("kW", 10**6), "MW": ("kW", 1000), "GWh": ("kWh", 10**6), "MWh": ("kWh", 1000),
}  # fmt: skip


def to_base(unit: str) -> tuple[str, Decimal]:
    """Give the unit that a unit is told in, and how many of it one is; `t` becomes 1000 `kg`.

    >>> to_base("week"), to_base("mile")
    (('day', Decimal('7')), ('mile', Decimal('1')))
    """
    factor = Decimal(1)
    while unit in _BASES:
        unit, times = _BASES[unit]
        factor *= times
    return unit, factor
