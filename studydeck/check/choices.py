"""What the options of an item give away to somebody who does not know the answer."""

import re
from collections.abc import Iterable

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.tokens import content
from studydeck.model import Distractor, Item, Kind, Single
from studydeck.span import Text

_ABOUT_OPTIONS = re.compile(
    r"\b(?:all|none|both|neither|some) of (?:the )?(?:above|below|these|them)\b", re.IGNORECASE
)
_ABOUT_LETTERS = re.compile(
    r"\b(?:both|either|neither) [A-E] (?:and|or|nor) [A-E]\b", re.IGNORECASE
)
_OPENING = re.compile(r"(?:an?|the|to|of|by|in|for|from|with|on|at|its|their)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|every|only|nothing|none|completely|any|everybody|nobody)\b",
    re.IGNORECASE,
)
_LONGER = 1.6
_LONGER_BY = 10
_FEWEST = 2


def options_on_options(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of options such as "all of the above": they lean on an order that is shuffled."""
    for text in (option.text for option in item.distractors):
        # The last place helps "none of these", but no letter has a place of its own.
        of_letters = bool(_ABOUT_LETTERS.search(text))
        if of_letters or (text not in item.pinned and _ABOUT_OPTIONS.search(text)):
            last = "" if of_letters else ", or keep it last with `pinned:`"
            yield _warn(
                item, "SD201", text, f"the option '{text}' speaks of the other options",
                f"replace it with an option that stands alone{last}",
            )  # fmt: skip


def few_options(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of a choice between two things: half of those who guess are right."""
    if item.kind is Kind.CHOICE and len(item.distractors) < _FEWEST:
        yield _warn(
            item,
            "SD213",
            item.prompt,
            "of two options every other guess is right",
            "add a distractor, or ask it as a statement that is true or false",
        )


def telling_options(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of an answer that can be told from its distractors by its looks."""
    if not isinstance(item.answer, Single) or len(item.distractors) < _FEWEST:
        return
    answer, others = item.answer.text, item.distractors
    if _stands_out_by_length(answer, others):
        yield _warn(
            item, "SD203", answer,
            f"the answer '{answer}' is much longer than every distractor",
            "make the distractors as full as the answer, or the answer as short as they are",
        )  # fmt: skip
    opening = {_opening(option.text) for option in others}
    if len(opening) == 1 and "" not in opening and _opening(answer) not in opening:
        yield _warn(
            item, "SD204", answer,
            f"only the answer '{answer}' does not begin with '{opening.pop()}'",
            "give all options one grammatical form",
        )  # fmt: skip
    echoed = _echoed(item, answer)
    if echoed:
        yield _warn(
            item, "SD205", answer,
            f"of all options only the answer repeats '{echoed}' from the prompt",
            "take the word out of the prompt or the answer, or give it to a distractor too",
        )  # fmt: skip
    absolute = [one for one in others if _ABSOLUTE.search(_ABOUT_OPTIONS.sub("", one.text))]
    if absolute and not _ABSOLUTE.search(answer):
        yield _warn(
            item, "SD214", absolute[0].text,
            f"the option '{absolute[0].text}' is wrong by its sweeping word alone",
            "leave the word out",
        )  # fmt: skip


def _stands_out_by_length(answer: str, others: Iterable[Distractor]) -> bool:
    longest = max((option.text for option in others), key=len)
    words = max(len(option.text.split()) for option in others)
    return len(answer.split()) >= _LONGER * words and len(answer) >= len(longest) + _LONGER_BY


def _opening(text: str) -> str:
    """Give the article or preposition that a text begins with; `a` and `an` are one."""
    found = _OPENING.match(text)
    word = found[0].lower() if found else ""
    return "a" if word == "an" else word


def _echoed(item: Item, answer: str) -> str:
    """Give a word that prompt and answer share, and no distractor has."""
    elsewhere = {word for option in item.distractors for word in content(option.text)}
    shared = set(content(answer)) & set(content(item.prompt)) - elsewhere
    words = [word for word in answer.split() if shared & set(content(word))]
    return next((word for word in words if not any(c.isdigit() for c in word)), "")


def _warn(item: Item, code: str, at: Text, message: str, help: str) -> Diagnostic:
    return fault(code, at.span or item.span, message, help=help, item=item.key)
