"""Which items answer one another, so that they do not stand on one form."""

from collections.abc import Iterable, Iterator, Mapping

from studydeck.evidence.fold import find_quote, fold
from studydeck.evidence.values import read_values, whole_value
from studydeck.model import Elements, Item, Single
from studydeck.wording import plain_date, prompt_text

_MANY = 4
"""What stands in so many prompts, such as the names of the subject, answers nothing."""


def answered(items: Iterable[Item]) -> Mapping[str, Mapping[str, str]]:
    """Give for each item those whose answer its prompt tells, with that answer.

    Two items that rest on one passage are held against each other: the answer of the one, as
    words or as a value, is looked for in the prompt of the other. A value of the prompt of the
    item itself is no answer to it.
    """
    everyone = tuple(items)
    prompts = {item.key: prompt_text(item) for item in everyone}
    folded = tuple(fold(prompt) for prompt in prompts.values())
    on: dict[str, list[Item]] = {}
    for item in everyone:
        for passage in _passages(item):
            on.setdefault(passage, []).append(item)
    found: dict[str, dict[str, str]] = {}
    for group in on.values():
        for item in group:
            for answer in _answers(item):
                for other in group:
                    if other.key != item.key and _gives(answer, item, other, prompts, folded):
                        found.setdefault(other.key, {})[item.key] = answer
    return found


def _gives(
    answer: str, item: Item, other: Item, prompts: Mapping[str, str], folded: tuple[str, ...]
) -> bool:
    if not _stands(answer, prompts[other.key]) or _stands(answer, prompts[item.key]):
        return False
    said = fold(answer)
    return sum(said in prompt for prompt in folded) < _MANY


def _stands(answer: str, prompt: str) -> bool:
    """Say whether an answer stands in a prompt, as words or as an equal value."""
    value = whole_value(answer)
    if value is not None:
        return any(value.same(one) for one in read_values(prompt))
    return bool(find_quote(answer, prompt))


def _passages(item: Item) -> set[str]:
    return {f"{one.source}@{one.passage}" for claim in item.claims for one in claim.citations.each}


def _answers(item: Item) -> Iterator[str]:
    """Give the short answers of an item; a set is told only as a whole, not by one of it."""
    for claim in item.right:
        if isinstance(claim.answer, Single):
            yield plain_date(claim.answer.text)
        elif isinstance(claim.answer, Elements) and len(claim.answer.elements) == 1:
            yield str(claim.answer.elements[0])
