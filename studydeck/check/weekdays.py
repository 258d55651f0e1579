"""Weekdays that are not those of the date beside them."""

from collections.abc import Iterable, Iterator

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.dates import wrong_weekdays
from studydeck.evidence.tokens import tokens
from studydeck.model import Item
from studydeck.span import Text
from studydeck.wording import answer_text


def weekdays(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Refuse "Monday, 17 July 2001" in an item: that day was a Tuesday."""
    for text in _texts(item):
        yield from _wrong(text, item.key)


def weekdays_in_passages(desk: Desk) -> Iterable[Diagnostic]:
    """Refuse the same in what passages restate."""
    for passage in desk.project.passages.values():
        yield from _wrong(passage.text, passage.key)


def _texts(item: Item) -> Iterator[Text]:
    yield from (item.prompt, item.explanation, item.hint)
    for claim in item.claims:
        yield Text(answer_text(claim.answer))


def _wrong(text: Text, where: str) -> Iterator[Diagnostic]:
    for start, end, right in wrong_weekdays(tokens(text)) if "day" in text or "DAY" in text else ():
        yield fault(
            "SD325",
            text.span,
            f"'{text[start:end]}' was a {right}",
            help="correct the weekday or the date",
            item=where,
        )
