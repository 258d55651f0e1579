"""Which items answer one another, so that they do not stand on one form."""

import re
from collections.abc import Iterable, Iterator, Mapping

from studydeck.evidence.fold import find_quote, fold
from studydeck.evidence.values import read_values, whole_value
from studydeck.model import Elements, Item, Kind, Single
from studydeck.wording import answer_text, plain_date, prompt_text

Texts = tuple[str, ...]

_MANY = 4
"""What stands in so many prompts, such as the names of the subject, answers nothing."""
_ARTICLE = re.compile("^(?:an?|the) ")


def answered(items: Iterable[Item]) -> Mapping[str, Mapping[str, str]]:
    """Give for each item those whose answer its prompt tells, with that answer.

    Two items that rest on one passage are held against each other: the answer of the one, as
    words or as a value, is looked for in the prompt of the other. A value of the prompt of the
    item itself is no answer to it. A passage that is printed with an item answers all that
    rest on it and do not show it themselves.
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
            for other in group:
                if other.key == item.key:
                    continue
                told = [one for one in _answers(item) if _gives(one, item, other, prompts, folded)]
                if told or _shows(other, item):
                    answer = ", ".join(told[0]) if told else answer_text(item.answer)
                    found.setdefault(other.key, {})[item.key] = answer
    return found


def _shows(other: Item, item: Item) -> bool:
    """Say whether all that proves an item is printed with another, and not with itself."""
    if item.show_passage or item.kind is Kind.OPEN:
        return False
    return other.show_passage and _passages(item) <= _passages(other)


def _gives(
    answer: Texts, item: Item, other: Item, prompts: Mapping[str, str], folded: Texts
) -> bool:
    """Say whether all of an answer stands in the prompt of another item and not in its own."""
    if not all(_stands(one, prompts[other.key]) for one in answer):
        return False
    if all(_stands(one, prompts[item.key]) for one in answer):
        return False
    return any(sum(fold(one) in prompt for prompt in folded) < _MANY for one in answer)


def _stands(answer: str, prompt: str) -> bool:
    """Say whether an answer stands in a prompt, as words or as an equal value."""
    value = whole_value(answer)
    if value is not None:
        return any(value.same(one) for one in read_values(prompt))
    return bool(find_quote(_ARTICLE.sub("", answer.casefold()), prompt.casefold()))


def _passages(item: Item) -> set[str]:
    return {f"{one.source}@{one.passage}" for claim in item.claims for one in claim.citations.each}


def _answers(item: Item) -> Iterator[Texts]:
    """Give the short answers of an item; a set is told only as a whole, not by one of it."""
    for claim in item.right:
        if isinstance(claim.answer, Single):
            yield (plain_date(claim.answer.text),)
        elif isinstance(claim.answer, Elements) and not claim.answer.need:
            yield tuple(str(one) for one in claim.answer.elements)
