"""Faults in the writing of a prompt or a hint that a machine can see."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.tokens import content, tokens
from studydeck.evidence.values import whole_value
from studydeck.model import Elements, Gaps, Item, Kind, Single, Steps
from studydeck.span import Text
from studydeck.wording import plain_date, prompt_text

_STRESSED = re.compile(r"\b(?:NOT|EXCEPT|NEVER|NO|NOR|NEITHER|NONE)\b")
_SECOND_QUESTION = re.compile(
    r"\?\s+[A-Z][^?]*\?|\band (?:who|whom|what|when|where|why|how)\b[^?]*\?",
    re.IGNORECASE | re.DOTALL,
)
_OF_THESE = re.compile(r"\b(?:which|what|who) of (?:these|the following)\b", re.IGNORECASE)
_MOVING = re.compile(
    r"\b(?:now|today|currently|at present|presently|recently|nowadays|so far|up to now"
    r"|(?:this|last|next) (?:year|month|week))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b\d{4}\b")
_MOST_WORDS = 12
_MOST_THINGS = 7


def answers_in_prompts(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of a prompt, with the date that is printed behind it, that has its whole answer."""
    if not isinstance(item.answer, Single):
        return
    words = content(plain_date(item.answer.text))
    if words and set(words) <= set(content(prompt_text(item))):
        message = f"the prompt has the answer '{item.answer.text}' in it"
        yield _warn(item, "SD202", message, "ask without the words of the answer")


def answers_in_hints(item: Item, desk: Desk) -> Iterable[Diagnostic]:
    """Warn of a hint that has an answer, an alias or an element of a set in it, whole.

    It may have a name by an alias, and a date or an amount in another wording.
    """
    for hint, at, answers in _hinted(item):
        inside = ((one, _told(hint, one, desk)) for one in answers if hint)
        answer, told = next((pair for pair in inside if pair[1]), ("", ""))
        if told:
            other = f", as '{told}'" if told != answer else ""
            message = f"the hint has the answer '{answer}' in it{other}"
            yield _warn(item, "SD215", message, "point to the answer without its words", at)


def _hinted(item: Item) -> Iterator[tuple[str, Text, tuple[Text, ...]]]:
    """Give each hint with the place where it is faulted, and what it must not tell."""
    for answer in (claim.answer for claim in item.right):
        match answer:
            case Single(text=text, aliases=aliases):
                yield item.hint, item.hint, (text, *aliases)
            case Elements(elements=elements, aliases=others):
                yield item.hint, item.hint, (*elements, *chain.from_iterable(others.values()))
            case Gaps(gaps=gaps):
                for gap in gaps:
                    yield item.hint, item.hint, (gap.answer, *gap.aliases)
                    yield gap.hint, gap.answer, (gap.answer, *gap.aliases)


def _told(hint: str, answer: str, desk: Desk) -> str:
    """Give the words of a hint that are an answer, if any are."""
    if _stands_in(hint, plain_date(answer)):
        return answer
    names = (name for name in desk.once(_wordings).get(answer, ()) if name != answer)
    told = next((name for name in names if re.search(rf"\b{re.escape(name)}\b", hint)), "")
    return told or _equal_value(hint, answer, desk)


def _equal_value(hint: str, answer: str, desk: Desk) -> str:
    """Give the date, or the number with a unit, of a hint that is or lies in the answer's."""
    value = whole_value(answer)
    if value is None or not (value.category == "date" or value.unit):
        return ""
    same = (one for one in desk.read(hint).values if value.covers(one))
    return next((hint[one.start : one.end] for one in same), "")


def _wordings(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Give every name and alias with all that stand for the same; a metonym is a fair hint."""
    found: dict[str, tuple[str, ...]] = {}
    for name in desk.project.names:
        every = (str(name.name), *map(str, name.aliases))
        found.update(dict.fromkeys(every, every))
    return found


def _stands_in(text: str, words: str) -> bool:
    """Whether the words of content of `words`, if any, follow each other in a text."""
    run, whole = (
        " ".join(["", *(token.stem for token in tokens(said) if token.stem), ""])
        for said in (words, text)
    )
    return len(run) > 1 and run in whole


def unclear_prompts(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of a prompt that a learner reads wrongly, or cannot answer as it stands."""
    prompt = str(item.prompt)
    if item.negated and not _STRESSED.search(prompt):
        yield _warn(
            item, "SD206", "the prompt asks what is not so, and does not stress it",
            "write the word in capitals: NOT, EXCEPT",
        )  # fmt: skip
    if item.kind is not Kind.OPEN and _SECOND_QUESTION.search(prompt):
        yield _warn(
            item, "SD207", "the prompt asks two things", "make two items, one for each answer"
        )
    of_these = _OF_THESE.search(prompt)
    if of_these and item.kind is not Kind.CHOICE:
        yield _warn(
            item, "SD208", f"'{of_these[0]}' leans on options that are not always shown",
            "ask so that the prompt has an answer on its own, or say `kind: choice`",
        )  # fmt: skip
    moving = _MOVING.search(prompt)
    if moving and not (item.as_of or _YEAR.search(prompt)):
        yield _warn(
            item, "SD209", f"'{moving[0]}' means another time to each reader",
            "name the time, or add `as_of`",
        )  # fmt: skip


def heavy_answers(item: Item, desk: Desk) -> Iterable[Diagnostic]:  # noqa: ARG001
    """Warn of more to be recalled at once than anybody keeps."""
    match item.answer:
        case Single(text=text) if len(text.split()) > _MOST_WORDS:
            message = f"the answer has {len(text.split())} words"
            yield _warn(item, "SD210", message, "ask for less, or make several items", text)
        case Elements(elements=all, need=need) if (need or len(all)) > _MOST_THINGS:
            message = f"{need or len(all)} things are to be named at once"
            yield _warn(item, "SD211", message, "let `need` ask for some, or make several items")
        case Steps(steps=steps) if len(steps) > _MOST_THINGS:
            message = f"{len(steps)} things are to be put in order at once"
            yield _warn(item, "SD211", message, "make several items of neighbouring steps")


def twins(desk: Desk) -> Iterable[Diagnostic]:
    """Warn of items that ask in the same words: nobody can tell which answer is wanted."""
    asked: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in desk.project.items.values():
        if item.kind is not Kind.CLOZE:
            asked[tuple(content(prompt_text(item)))].append(item)
    for first, *others in asked.values():
        for item in others:
            message = f"the prompt is that of '{first.key}' too"
            yield _warn(item, "SD212", message, "say in each what tells it from the other")


def _warn(item: Item, code: str, message: str, help: str, at: Text | None = None) -> Diagnostic:
    return fault(code, (at or item.prompt).span or item.span, message, help=help, item=item.key)
