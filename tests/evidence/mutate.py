"""The mutation harness: put wrong answers in the place of right ones and see who survives.

    python tests/evidence/mutate.py [--project DIR]

Mutants of a number or date are every other value of its kind in the cited passages, one more
and one less, ten times as much, another unit or currency; of a name, every other declared name
of the passages; of a set, one member fewer and one more. A mutant survives if it is supported.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from studydeck.check.answers import prove
from studydeck.check.desk import Desk, Located
from studydeck.check.distractors import alike
from studydeck.evidence.values import Value, whole_value
from studydeck.load import load
from studydeck.load.root import builtin_root
from studydeck.model import Answer, Elements, Item, Single, Verdict
from studydeck.span import Text
from studydeck.wording import answer_text

OTHER_UNITS = {"USD": "€{}", "km": "{} miles", "%": "{} km", "year": "{} months", "": "{} per cent"}


def mutants(item: Item, desk: Desk, located: list[Located]) -> Iterator[str]:
    """Give wrong answers to an item of one answer, each once, none equal to a right one."""
    right = [claim.answer for claim in item.right if isinstance(claim.answer, Single)]
    every = [claim.answer for claim in item.claims if isinstance(claim.answer, Single)]
    known = [text for one in every for text in (one.text, *one.aliases)]
    seen: set[str] = set()
    for text in _wrong(right[0].text, located) if right else ():
        if text not in seen and not any(_as_good(text, one, desk) for one in known):
            seen.add(text)
            yield text


def _as_good(text: str, known: str, desk: Desk) -> bool:
    """Whether a text is the known answer, or the same date told more or less finely."""
    one, other = whole_value(text), whole_value(known)
    dates = one and other and one.category == other.category == "date"
    if one and other and dates and (one.covers(other) or other.covers(one)):
        return True
    return alike(text, known, desk)


def _wrong(answer: str, located: list[Located]) -> Iterator[str]:
    value = whole_value(answer)
    if value is None or value.category == "designation":
        names = {s[1:] for one in located for s in one.reading.places if s.startswith("@")}
        codes = {one.reading.text[v.start : v.end] for one in located for v in one.reading.values
                 if v.category == "designation"}  # fmt: skip
        if answer in names:
            yield from sorted(names - {answer})
        if value is not None:
            yield from sorted(codes)
        return
    for one in located:
        for other in one.reading.values:
            if other.comparable(value) and not (value.covers(other) or other.covers(value)):
                yield one.reading.text[other.start : other.end]
    yield from _near(value)


def _near(value: Value) -> Iterator[str]:
    if isinstance(value.low, Decimal) and isinstance(value.high, Decimal):
        for amount in (value.low + 1, value.low - 1, value.low * 10, value.low / 10):
            yield _written(amount, value.unit)
        yield OTHER_UNITS.get(value.unit, "{} kg").format(_plain(value.low))
    elif isinstance(value.low, tuple) and value.low[0]:
        year, month, day = value.low
        if value.low == value.high:
            yield from (
                f"{year}-{month:02}-{day % 28 + 1:02}",
                f"{year}-{month % 12 + 1:02}-{day:02}",
            )
            yield f"{year + 1}-{month:02}-{min(day, 28):02}"
        else:
            yield from (str(year + 1), str(year - 1), str(year + 10))


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _written(amount: Decimal, unit: str) -> str:
    if unit == "USD":
        return f"US${_plain(amount)}"
    return f"Article {_plain(amount)}" if unit == "article" else f"{_plain(amount)} {unit}".strip()


def lists(item: Item, located: list[Located]) -> Iterator[Elements]:
    """Give wrong sets in the place of a right one: each member left out, another name added."""
    for claim in item.right:
        answer = claim.answer
        if isinstance(answer, Elements) and not answer.need:
            for left_out in answer.elements if len(answer.elements) > 2 else ():
                kept = tuple(one for one in answer.elements if one is not left_out)
                yield replace(answer, elements=kept)
            names = {s[1:] for one in located for s in one.reading.places if s.startswith("@")}
            for name in sorted(names - set(map(str, answer.elements)) - _stated(item, names)):
                yield replace(answer, elements=(*answer.elements, Text(name)))


def _stated(item: Item, names: set[str]) -> set[str]:
    return {name for name in names if name.casefold() in item.prompt.casefold()}


def survivors(root: Path) -> tuple[int, list[str]]:
    """Judge every mutant of a project; gives their number and the ones that are supported."""
    project, _ = load(root)
    desk = Desk(project)
    desk.patience = 0
    count, alive = 0, []
    for item in project.items.values():
        if item.negated or item.unchecked or item.working:
            continue
        for claim in item.claims:
            located, _ = desk.locate(claim.citations, item.key)
            single = (replace_text(claim.answer, text) for text in mutants(item, desk, located))
            for answer in (*single, *lists(item, located)):
                count += 1
                mutant = replace(item, claims=(replace(claim, answer=answer),))
                if prove(mutant, desk)[0].verdict is Verdict.SUPPORTED:
                    alive.append(f"{item.key}: {item.prompt} | {answer_text(answer)}")
    return count, alive


def replace_text(answer: Answer, text: str) -> Single:
    """Put a text in the place of an answer."""
    return (
        Single(Text(text)) if not isinstance(answer, Single) else replace(answer, text=Text(text))
    )


def main() -> None:
    """Print the survivors and their share."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--project", type=Path, default=builtin_root())
    count, alive = survivors(parser.parse_args().project)
    print("\n".join(alive))
    print(f"{len(alive)} of {count} mutants survive ({100 * len(alive) / count:.1f} %)")


if __name__ == "__main__":
    main()
