"""Item-writing faults that a machine can see."""

import re
from collections.abc import Iterable

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.tokens import content
from studydeck.model import Item, Single
from studydeck.wording import plain_date, prompt_text

_ABOUT_OPTIONS = re.compile(
    r"\b(?:all|none|both|neither|some) of (?:the )?(?:above|below|these|them)\b"
    r"|\b(?:both|either|neither) [A-E] (?:and|or|nor) [A-E]\b",
    re.IGNORECASE,
)


def options_on_options(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of options such as "all of the above": they lean on an order that is shuffled."""
    for option in item.distractors:
        if _ABOUT_OPTIONS.search(option.text):
            yield fault(
                "SD201",
                option.text.span or item.span,
                f"the option '{option.text}' speaks of the other options",
                help="replace it with an option that stands alone",
                item=item.key,
            )


def answers_in_prompts(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of a prompt, with the date that is printed behind it, that has its whole answer."""
    if not isinstance(item.answer, Single):
        return
    words = content(plain_date(item.answer.text))
    if words and set(words) <= set(content(prompt_text(item))):
        yield fault(
            "SD202",
            item.prompt.span or item.span,
            f"the prompt has the answer '{item.answer.text}' in it",
            help="ask without the words of the answer",
            item=item.key,
        )
