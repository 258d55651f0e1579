"""A learner's day: it begins at four in the morning, where the learner is."""

from datetime import date, datetime, timedelta, tzinfo

STARTS = timedelta(hours=4)
"""Whoever studies past midnight is still in the evening before."""


def day_of(at: datetime, zone: tzinfo | None) -> date:
    """Give the day that an instant belongs to; without a zone, that of the machine.

    >>> from datetime import UTC
    >>> str(day_of(datetime(2026, 3, 1, 3, 59, tzinfo=UTC), UTC))
    '2026-02-28'
    """
    return (at.astimezone(zone) - STARTS).date()
