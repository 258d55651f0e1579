"""Hold declared disagreements to being real."""

from collections.abc import Iterable
from itertools import combinations

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.values import whole_value
from studydeck.model import Claim, Item
from studydeck.wording import answer_text


def disputes(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Refuse `values:` of which two are equal: then the sources agree."""
    for one, other in combinations(item.claims, 2):
        if _equal(one, other):
            yield fault(
                "SD317",
                other.span or item.span,
                f"the values '{answer_text(one.answer)}' and '{answer_text(other.answer)}'"
                " are equal",
                help="write one `answer:` and cite both places in a list",
                item=item.key,
            )


def _equal(one: Claim, other: Claim) -> bool:
    left, right = answer_text(one.answer), answer_text(other.answer)
    first, second = whole_value(left), whole_value(right)
    if first and second:
        return first.same(second) and first.hedge == second.hedge
    return left.casefold() == right.casefold()
