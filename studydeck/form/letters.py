"""Which letter is right where: even over the paper, and never one for long."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from string import ascii_uppercase

from studydeck.chance import shuffled
from studydeck.form.page import Choice, Question

MOST_ALIKE = 3
"""How many choices in a row may have the same letter right."""


def letter(index: int) -> str:
    """Give the letter of a position, from 0: A to Z, then AA, AB and so on."""
    rest, last = divmod(index, len(ascii_uppercase))
    return (letter(rest - 1) if rest else "") + ascii_uppercase[last]


def balanced(questions: Sequence[Question], *seed: str) -> tuple[Question, ...]:
    """Move answers so that each letter is right as often as another, within one.

    Each question's order is a digest of its own, and as few as can be are touched: first the
    answers of letters that are right too often, then those that make a run of more than
    `MOST_ALIKE`, in which true and false count. Where questions have different numbers of
    options, a letter's due is the sum of its chances.
    """
    told = {q.key: q.letters for q in questions if q.shape in {"choose", "judge"}}
    asked = {q.key: q for q in questions if q.shape == "choose"}
    drawn = shuffled(asked, str, *seed)
    _level(told, asked, drawn)
    _mix(told, asked, drawn)
    return tuple(
        _swapped(q, told[q.key]) if told.get(q.key, q.letters) != q.letters else q
        for q in questions
    )


def _level(told: dict[str, str], asked: dict[str, Question], drawn: Sequence[str]) -> None:
    """Give answers of the letter that has most over its due to the one that lacks most."""
    due = Counter[str]()
    for question in asked.values():
        for name in _letters(question):
            due[name] += 1 / len(_letters(question))  # type: ignore[assignment]
    used = Counter(told[key] for key in asked)
    for _ in asked:
        over = sorted(due, key=lambda one: (due[one] - used[one], one))
        move = next(
            (
                (key, lacking)
                for much in over
                for lacking in reversed(over)
                if used[much] - due[much] - (used[lacking] - due[lacking]) > 1 + 1e-9
                for key in drawn
                if told[key] == much and lacking in _letters(asked[key])
            ),
            None,
        )
        if move is None:
            return
        key, lacking = move
        used[told[key]] -= 1
        used[lacking] += 1
        told[key] = lacking


def _mix(told: dict[str, str], asked: dict[str, Question], drawn: Sequence[str]) -> None:
    """Let answers in too long a run change letters with others; the counts stay."""
    order = list(told)
    for at, key in enumerate(order):
        if key not in asked or not _in_run(told, order, at):
            continue
        for other in drawn:
            if told[other] == told[key] or not _can_trade(told, asked, key, other):
                continue
            told[key], told[other] = told[other], told[key]
            if not _in_run(told, order, at) and not _in_run(told, order, order.index(other)):
                break
            told[key], told[other] = told[other], told[key]


def _in_run(told: dict[str, str], order: list[str], at: int) -> bool:
    """Whether a question stands in a run of one letter that is too long."""
    first = last = at
    while first > 0 and told[order[first - 1]] == told[order[at]]:
        first -= 1
    while last + 1 < len(order) and told[order[last + 1]] == told[order[at]]:
        last += 1
    return last - first >= MOST_ALIKE


def _can_trade(told: dict[str, str], asked: dict[str, Question], one: str, other: str) -> bool:
    return told[other] in _letters(asked[one]) and told[one] in _letters(asked[other])


def _letters(question: Question) -> frozenset[str]:
    """Give the letters that an answer may move to: of those that are pinned, its own alone."""
    letters = [choice.letter for choice in question.choices]
    free = letters[: len(letters) - question.pinned]
    return frozenset(free if question.letters in free else [question.letters])


def long_runs(questions: Sequence[Question]) -> Iterator[tuple[Question, Question]]:
    """Give first and last of each row of one right letter that is longer than `MOST_ALIKE`."""
    lettered = [q for q in questions if q.shape in {"choose", "judge"}]
    for _, row in groupby(lettered, lambda one: one.letters):
        found = list(row)
        if len(found) > MOST_ALIKE:
            yield found[0], found[-1]


def _swapped(question: Question, target: str) -> Question:
    texts = {choice.letter: choice.text for choice in question.choices}
    texts[target], texts[question.letters] = texts[question.letters], texts[target]
    choices = tuple(Choice(name, text) for name, text in texts.items())
    return replace(question, choices=choices, letters=target)
