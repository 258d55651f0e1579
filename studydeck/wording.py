"""The words in which every surface shows an item, so that all of them say the same."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass

from studydeck.chance import shuffled
from studydeck.model import (
    Answer,
    Claim,
    Criteria,
    Elements,
    Gaps,
    Item,
    Kind,
    Pairs,
    Passage,
    Present,
    Project,
    Rights,
    Single,
    Source,
    Steps,
    Truth,
)

_MONTHS = tuple(calendar.month_name)[1:]
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage that an item rests on; `text` is empty where rights forbid to show it."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an item that is asked as choice; `reason` says why it is wrong."""

    text: str
    right: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the values that sources give for one thing."""

    answer: str
    who: str
    note: str = ""


def plain_date(text: str) -> str:
    """Write an EDTF date in plain English; any other text comes back as it is.

    >>> plain_date("2000-07-05/2000-07-06"), plain_date("1996~"), plain_date("Su-27")
    ('5–6 July 2000', 'about 1996', 'Su-27')
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _one_date(start) or text
    first, last = _one_date(start), _one_date(end)
    if not first or not last:
        return text
    if start[:8] == end[:8] and len(start) == len(end) == 10:
        return f"{int(start[8:])}–{last}"
    return f"{first} – {last}"


def _one_date(text: str) -> str:
    match = _EDTF.fullmatch(text)
    if not match:
        return ""
    year, month, day, mark = match.groups()
    if month and not 1 <= int(month) <= 12:
        return ""
    words = [str(int(day))] if day else []
    words += [_MONTHS[int(month) - 1]] if month else []
    said = " ".join([*words, year])
    return f"about {said}" if mark in {"~", "%"} else f"{said} (?)" if mark else said


def answer_text(answer: Answer) -> str:
    """Write a whole answer in one line (criteria and pairs are separated by `; `)."""
    match answer:
        case Single(text=text):
            return plain_date(text)
        case Elements(elements=elements):
            return ", ".join(elements)
        case Steps(steps=steps, dates=dates) if dates:
            return " → ".join(
                f"{step} ({plain_date(when)})" for step, when in zip(steps, dates, strict=True)
            )
        case Steps(steps=steps):
            return " → ".join(steps)
        case Pairs(pairs=pairs):
            return "; ".join(f"{left} – {right}" for left, right in pairs)
        case Truth(value=True):
            return "True"
        case Truth(correction=correction):
            return f"False: {correction}"
        case Gaps(gaps=gaps):
            return ", ".join(gap.answer for gap in gaps)
        case Criteria(criteria=criteria):
            return "; ".join(text for text, _ in criteria)


def prompt_text(item: Item) -> str:
    """Write the prompt with all that a learner must know to answer it.

    The date `as_of` is added unless its year stands in the prompt, and the source of
    `according_to` unless it is named there. A cloze shows `____` for each gap.
    """
    if isinstance(item.answer, Gaps):
        prompt = blanked(item.answer)
    elif item.kind is Kind.STATEMENT:
        prompt = f"True or false? {item.prompt}"
    else:
        prompt = str(item.prompt)
    if item.as_of and item.as_of[:4] not in prompt:
        prompt += f" (as of {plain_date(item.as_of)})"
    label = item.right[0].label
    if item.according_to and label and label.lower() not in prompt.lower():
        prompt += f" (according to: {label})"
    return prompt


def blanked(answer: Gaps, blank: str = "____") -> str:
    """Write a cloze text with a blank, and the gap's hint if it has one, for each gap."""
    parts, at = [], 0
    for gap in answer.gaps:
        parts += [answer.text[at : gap.start], blank, f" ({gap.hint})" if gap.hint else ""]
        at = gap.end
    return "".join([*parts, answer.text[at:]])


def source_line(source: Source) -> str:
    """Write a source as a short reference: author, title, where it came out, when."""
    where = source.container_title
    if where and source.volume:
        where += f" {source.volume}" + (f" ({source.issue})" if source.issue else "")
    parts = [source.author, f"“{source.title}”", where, plain_date(source.issued)]
    return ", ".join(part for part in parts if part)


def citation_line(source: Source, passage: Passage) -> str:
    """Write where a passage stands, for a reader who holds the source."""
    lines = passage.lines
    if not lines:
        return f"{source_line(source)}, {passage.id}"
    if len(lines) == 1:
        return f"{source_line(source)}, line {lines[0]}"
    runs = lines == tuple(range(lines[0], lines[-1] + 1))
    shown = f"{lines[0]}–{lines[-1]}" if runs else ", ".join(str(line) for line in lines)
    return f"{source_line(source)}, lines {shown}"


def proofs(
    project: Project, item: Item, keys: Mapping[str, None] | None = None
) -> tuple[Proof, ...]:
    """Give the passages that an item rests on, each once, in the order of its claims.

    `keys` are `source@passage` keys to use in place of the citations' own: those that
    `check` located, for citations that are quotes.
    """
    if keys is None:
        keys = {
            f"{citation.source}@{citation.passage}": None
            for claim in item.claims
            for citation in claim.citations.each
        }
    found = [project.passages[key] for key in keys if key in project.passages]
    return tuple(_proof(project.sources[passage.source], passage) for passage in found)


def _proof(source: Source, passage: Passage) -> Proof:
    text = "" if source.rights is Rights.PRIVATE else str(passage.text)
    return Proof(text, citation_line(source, passage))


def variants(project: Project, item: Item) -> tuple[Variant, ...]:
    """Give every value that sources give, where they disagree; else nothing."""
    if len(item.claims) < 2:
        return ()
    return tuple(
        Variant(answer_text(claim.answer), claim.label or _sources(project, claim), claim.why)
        for claim in item.claims
    )


def _sources(project: Project, claim: Claim) -> str:
    names = dict.fromkeys(citation.source for citation in claim.citations.each)
    return "; ".join(source_line(project.sources[n]) if n in project.sources else n for n in names)


def caveats(item: Item) -> tuple[str, ...]:
    """Say what of an item no passage proves."""
    lines = [f"Not checked against a source: {item.unchecked}"] if item.unchecked else []
    if item.background:
        lines.append(f"Not in the passages: {'; '.join(item.background)}")
    return tuple(lines)


def presentation(item: Item, present: Mapping[str, Present]) -> Present:
    """Decide how an item is asked: as told for its kind, if it can be asked so.

    Statements are always chosen. Without options a choice falls back to the default, or to
    reveal; only single answers and cloze gaps can be typed.
    """
    if item.kind is Kind.STATEMENT:
        return Present.CHOOSE
    told = present.get(item.kind, present.get("default", Present.REVEAL))
    if told is Present.CHOOSE and not can_choose(item):
        told = present.get("default", Present.REVEAL)
    if told is Present.CHOOSE and not can_choose(item):
        return Present.REVEAL
    if told is Present.TYPE and not isinstance(item.answer, Single | Gaps):
        return Present.REVEAL
    return told


def can_choose(item: Item) -> bool:
    """Say whether an item has options to choose from."""
    return item.kind is Kind.STATEMENT or (
        isinstance(item.answer, Single) and bool(item.distractors)
    )


def options(item: Item, count: int, *seed: str) -> tuple[Option, ...]:
    """Give at most `count` options, the answer among them, in the order of the seed.

    Distractors are taken in the author's order, but what is pinned is always among the options
    and stands last; a statement has True and False.
    """
    if isinstance(item.answer, Truth):
        value = item.answer.value
        return Option("True", value), Option("False", not value)
    last = [plain_date(text) for text in item.pinned]
    wrong = [Option(plain_date(one.text), False, str(one.reason)) for one in item.distractors]
    wrong.sort(key=lambda one: one.text not in last)
    found = [Option(answer_text(item.answer), True), *wrong[: max(0, count - 1)]]
    mixed = shuffled(found, lambda one: one.text, *seed)
    return tuple(sorted(mixed, key=lambda one: last.index(one.text) if one.text in last else -1))
