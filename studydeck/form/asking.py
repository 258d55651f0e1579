"""How an item is asked on paper: its shape, its letters, and what the key tells of it."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple, TypedDict

from studydeck.chance import digest, shuffled
from studydeck.checked import CheckedProject
from studydeck.evidence.units import CURRENCIES
from studydeck.evidence.values import whole_value
from studydeck.form.letters import letter
from studydeck.form.page import Choice, Picture, Question
from studydeck.labels import filled
from studydeck.look import Image
from studydeck.model import (
    Answer,
    Claim,
    Criteria,
    Elements,
    Gaps,
    Item,
    Kind,
    Pairs,
    Present,
    Section,
    Single,
    Steps,
    Truth,
)
from studydeck.wording import (
    answer_text,
    can_choose,
    caveats,
    options,
    plain_date,
    presentation,
    prompt_text,
    proofs,
    variants,
)

_BLANK = "_" * 16
_LINES = {Kind.OPEN: 8, Kind.SET: 3}
_DEFAULT = {"default": Present.REVEAL}
_Shape = tuple[str, tuple[Choice, ...], tuple[str, ...], str]


class Told(NamedTuple):
    """What is asked from: the proved items, and the words of our own to ask them in."""

    checked: CheckedProject
    labels: Mapping[str, str]


def asked(told: Told, section: Section, item: Item, *seed: str) -> Question:
    """Turn an item into a question without a number; its letters follow from the seed."""
    checked, words = told
    project = checked.project
    shape, choices, left, letters = _shape(item, section, words, *seed, item.key)
    finding = checked.findings.get(item.key)
    cited = dict.fromkeys(f"{e.source}@{e.passage}" for e in finding.evidence) if finding else {}
    found = proofs(project, item, cited or None)
    shown = {choice.text for choice in choices}
    prompt = prompt_text(item)
    if shape == "several":
        prompt = f"{prompt} {words['several']}"
    if shape == "judge":
        prompt = prompt.replace("True or false?", words["true-or-false"], 1)
    return Question(
        0, item.key, shape,
        prompt=prompt.replace("____", _BLANK) if shape == "gaps" else prompt,
        answer=_answer(item, shape, words),
        points=section.points,
        lines=section.lines or (_LINES.get(item.kind, 1) if shape == "write" else 0),
        **_room(item, shape, section),
        passage=tuple(one.text for one in found if one.text) if item.show_passage else (),
        picture=picture(item.image) if item.image else None,
        choices=choices, pinned=sum(plain_date(one) in shown for one in item.pinned),
        left=left, letters=letters,
        criteria=_criteria(item.answer),
        also=tuple(_also(item.right)) if shape in {"write", "gaps"} else (),
        explanation=str(item.explanation),
        reasons=tuple(
            (text, str(one.reason))
            for one in item.distractors
            if one.reason and (text := plain_date(one.text)) in shown
        ),
        proofs=tuple((one.text, one.where) for one in found),
        variants=tuple((one.answer, one.who, one.note) for one in variants(project, item)),
        notes=tuple(_notes(item, words)),
    )  # fmt: skip


def _shape(item: Item, section: Section, words: Mapping[str, str], *seed: str) -> _Shape:
    match item.answer:
        case Pairs(pairs=pairs):
            rights = _mixed(dict.fromkeys(right for _, right in pairs), *seed)
            place = {text: letter(i) for i, text in enumerate(rights)}
            letters = ", ".join(f"{i}–{place[right]}" for i, (_, right) in enumerate(pairs, 1))
            return "match", _lettered(rights), tuple(str(left) for left, _ in pairs), letters
        case Steps(steps=steps):
            mixed = _mixed(steps, *seed)
            place = {text: letter(i) for i, text in enumerate(mixed)}
            return "order", _lettered(mixed), (), " ".join(place[step] for step in steps)
        case Gaps():
            return "gaps", (), (), ""
        case Elements(elements=members) if can_choose_several(item, section):
            wrong = item.distractors[: max(1, section.options - len(members))]
            mixed = _mixed([plain_date(one) for one in (*members, *(w.text for w in wrong))], *seed)
            true = {plain_date(one) for one in members}
            letters = " ".join(letter(i) for i, text in enumerate(mixed) if text in true)
            return "several", _lettered(mixed), (), letters
        case _:
            pass
    told = section.present or (Present.CHOOSE if can_choose(item) else Present.REVEAL)
    if presentation(item, {**_DEFAULT, item.kind: told}) is not Present.CHOOSE:
        return "write", (), (), ""
    shown = options(item, section.options, *seed)
    right = next(index for index, option in enumerate(shown) if option.right)
    shape = "judge" if item.kind is Kind.STATEMENT else "choose"
    texts = [words[one.text.lower()] if shape == "judge" else one.text for one in shown]
    return shape, _lettered(texts), (), letter(right)


def can_choose_several(item: Item, section: Section) -> bool:
    """Say whether a section asks an item as a choice of which several options are right."""
    whole = isinstance(item.answer, Elements) and not item.answer.need and len(item.right) == 1
    return whole and bool(item.distractors) and section.present is Present.CHOOSE


def _mixed(texts: Iterable[str], *seed: str) -> tuple[str, ...]:
    """Mix texts; three or more never come out as they were, which would look unmixed."""
    before = tuple(str(text) for text in texts)
    after = shuffled(before, str, *seed)
    turn = 1 + digest(*seed)[0] % max(1, len(after) - 1)
    return after if after != before or len(after) < 3 else (*after[turn:], *after[:turn])


def _lettered(texts: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(letter(index), str(text)) for index, text in enumerate(texts))


class _Room(TypedDict):
    blank: int
    unit: str


def _room(item: Item, shape: str, section: Section) -> _Room:
    """Give a short answer a line that fits its kind, and tells nothing of its length."""
    if shape != "write" or section.lines or not isinstance(item.answer, Single):
        return {"blank": 0, "unit": ""}
    match item.kind:
        case Kind.NUMBER:
            return {"blank": 10, "unit": _unit(item.answer.text)}
        case Kind.DATE:
            return {"blank": 14, "unit": ""}
        case _:
            return {"blank": 0 if len(item.answer.text) > 30 else 20, "unit": ""}


def _unit(answer: str) -> str:
    """Give what stands behind the number, if it is a unit of measure and not a currency."""
    value = whole_value(answer)
    after = re.search(r"\d\s*([^\d\s]+)$", answer)
    if value is None or after is None or value.category != "number" or not value.unit:
        return ""
    return after.group(1) if value.unit not in CURRENCIES else ""


# What the key tells


def _answer(item: Item, shape: str, words: Mapping[str, str]) -> str:
    """Write the answer; where sources differ and none is named, each value is right."""
    if isinstance(item.answer, Truth):
        right = item.answer
        return words["true"] if right.value else f"{words['false']}: {right.correction}"
    if shape == "choose":
        return answer_text(item.answer)
    return words["or"].join(dict.fromkeys(answer_text(claim.answer) for claim in item.right))


def _criteria(answer: Answer) -> tuple[str, ...]:
    return tuple(str(text) for text, _ in answer.criteria) if isinstance(answer, Criteria) else ()


def _also(right: Iterable[Claim]) -> Iterable[str]:
    """Give other wordings that are right; those of a part with its name before them."""
    for claim in right:
        match claim.answer:
            case Single(aliases=aliases):
                yield from map(plain_date, aliases)
            case Elements(aliases=by_element):
                yield from (f"{name}: {', '.join(more)}" for name, more in by_element.items())
            case Gaps(gaps=gaps):
                yield from (f"{g.answer}: {', '.join(g.aliases)}" for g in gaps if g.aliases)
            case _:
                pass


def _notes(item: Item, words: Mapping[str, str]) -> Iterable[str]:
    answer = item.answer
    if isinstance(answer, Elements) and answer.need:
        yield filled(words, "enough", n=answer.need)
    if isinstance(answer, Single) and answer.tolerance:
        yield filled(words, "tolerance", x=answer.tolerance)
    if isinstance(answer, Single) and answer.reject:
        yield f"{words['not-right']} {', '.join(map(plain_date, answer.reject))}."
    if item.working:
        yield filled(words, "worked-out", x=item.working)
    yield from caveats(item)


def picture(image: Image) -> Picture:
    """Make a picture into what a form can carry as text."""
    suffix = PurePosixPath(image.file).suffix.lower().lstrip(".")
    credit = " · ".join(part for part in (image.credit, image.licence) if part)
    return Picture(suffix, b64encode(image.data).decode(), image.alt, credit)
