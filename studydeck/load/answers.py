"""Answers: from the keys of an entry to the closed union of answer types."""

import re
from collections.abc import Mapping

from studydeck.load.citations import read_citations
from studydeck.load.keys import CRITERION
from studydeck.load.kinds import kind_of, kind_of_entry
from studydeck.load.nodes import Map, Seq
from studydeck.load.sheet import Sheet
from studydeck.model import (
    Answer,
    Citations,
    Criteria,
    Elements,
    Gap,
    Gaps,
    Kind,
    Pairs,
    Single,
    Steps,
    Truth,
)
from studydeck.span import EMPTY, Text

_SINGLE = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.CHOICE})
_GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def read_answer(sheet: Sheet, node: Map, source: str) -> tuple[Kind, Answer] | None:
    """Read the answer of an entry, with its kind; None where it has a fault."""
    kind = kind_of_entry(node)
    if kind is None:
        return _plain(sheet, node)
    readers = {
        Kind.ORDER: _order, Kind.MATCHING: _pairs, Kind.STATEMENT: _statement, Kind.CLOZE: _cloze,
    }  # fmt: skip
    if kind is Kind.OPEN:
        answer: Answer | None = _criteria(sheet, node, source)
    else:
        answer = readers[kind](sheet, node)
    return (kind, answer) if answer else None


def _plain(sheet: Sheet, node: Map) -> tuple[Kind, Answer] | None:
    if not sheet.need(node, "answer", "the entry"):
        return None
    value = node["answer"]
    if isinstance(value, Seq):
        elements = sheet.texts(node, "answer")
        if not elements:
            return None
        aliases = _element_aliases(sheet, node, elements)
        need = sheet.count(node, "need")
        if need is not None and need > len(elements):
            _unfit(sheet, node, f"'need' asks for {need} of {len(elements)} elements")
        return Kind.SET, Elements(elements, aliases, need)
    text = sheet.text(node, "answer")
    return _single(sheet, node, text) if text else None


def _single(sheet: Sheet, node: Map, text: Text) -> tuple[Kind, Answer] | None:
    kind = kind_of(text)
    told = sheet.one_of(node, "kind", Kind, kind)
    if told not in _SINGLE:
        _unfit(sheet, node, f"an item of kind '{told}' wants more than one `answer:`")
        return None
    if told in {Kind.NUMBER, Kind.DATE} and kind is not told:
        _unfit(sheet, node, f"'{text}' is no {told}")
        return None
    tolerance = str(sheet.text(node, "tolerance"))
    aliases = sheet.texts(node, "aliases") if not isinstance(node.get("aliases"), Map) else ()
    return told, Single(text, aliases, sheet.texts(node, "reject"), tolerance)


def _unfit(sheet: Sheet, node: Map, message: str) -> None:
    value = node.get("answer")
    span = value.span if value is not None else node.span
    sheet.fault("SD129", span, message, "make the answer fit the kind, or leave `kind:` out")


def _element_aliases(
    sheet: Sheet, node: Map, elements: tuple[Text, ...]
) -> Mapping[str, tuple[Text, ...]]:
    aliases = sheet.mapping(node, "aliases") if "aliases" in node else None
    if aliases is None:
        return {}
    for key in aliases.keys() - set(elements):
        sheet.fault("SD410", aliases.key_span(key), f"'{key}' is no element of the answer",
                    "aliases of a set stand under its elements")  # fmt: skip
    return {str(e): sheet.texts(aliases, e) for e in elements if e in aliases}


def _order(sheet: Sheet, node: Map) -> Steps | None:
    value = node["order"]
    if not isinstance(value, Seq) or len(value) < 2:
        sheet.fault("SD129", value.span, "an order wants two steps or more",
                    "write `order: [first: 1990, second: 1995]`")  # fmt: skip
        return None
    steps: list[Text] = []
    dates: list[Text] = []
    for one in value:
        if isinstance(one, Map) and len(one) == 1:
            (key,) = one
            steps.append(Text(key, sheet.file, *one.places[key]))
            dates.append(sheet.text(one, key))
        elif isinstance(one, Text):
            steps.append(one)
    if len(steps) != len(value) or (dates and len(dates) != len(steps)):
        sheet.fault("SD129", value.span, "some steps have a date and some have none",
                    "give every step a date, or none")  # fmt: skip
        return None
    undated = [when for when in dates if kind_of(when) is not Kind.DATE]
    for when in undated:
        sheet.fault("SD128", when.span, f"'{when}' is no date",
                    "write it as EDTF, as in 2001-07-16, or in plain English")  # fmt: skip
    return None if undated else Steps(tuple(steps), tuple(dates))


def _pairs(sheet: Sheet, node: Map) -> Pairs | None:
    pairs = sheet.mapping(node, "pairs")
    if pairs is None or len(pairs) < 2:
        if pairs is not None:
            sheet.fault("SD129", pairs.span, "matching wants two pairs or more",
                        "write `pairs: {left: right, other: another}`")  # fmt: skip
        return None
    sheet.keys(pairs, dict.fromkeys(pairs, "text"), "pairs")
    return Pairs(
        tuple((Text(k, sheet.file, *pairs.places[k]), sheet.text(pairs, k)) for k in pairs)
    )


def _statement(sheet: Sheet, node: Map) -> Truth | None:
    if not sheet.need(node, "answer", "a statement"):
        return None
    answer = sheet.text(node, "answer")
    if answer.lower() not in {"true", "false"}:
        sheet.fault("SD129", answer.span, f"a statement is true or false, not '{answer}'",
                    "write `answer: true` or `answer: false`")  # fmt: skip
        return None
    value = answer.lower() == "true"
    if not value and not sheet.need(node, "correction", "a false statement"):
        return None
    return Truth(value, sheet.text(node, "correction"))


def _cloze(sheet: Sheet, node: Map) -> Gaps | None:
    """Read gaps such as `{{five|5::a number}}`: answer, aliases, hint."""
    text = sheet.text(node, "cloze")
    parts, gaps, at, length = [], list[Gap](), 0, 0
    for match in _GAP.finditer(text):
        said, _, hint = match.group(1).partition("::")
        words = [word.strip() for word in said.split("|")]
        before = text[at : match.start()]
        parts += [before, words[0]]
        start = length + len(before)
        length = start + len(words[0])
        where = (sheet.file, text.start, text.end)
        aliases = tuple(Text(word, *where) for word in words[1:])
        gaps.append(Gap(start, length, Text(words[0], *where), aliases, hint.strip()))
        at = match.end()
    whole = "".join([*parts, text[at:]])
    if not gaps or "{{" in whole or "}}" in whole or not all(gap.answer for gap in gaps):
        sheet.fault("SD130", text.span, "the cloze text has no gap, or half of one",
                    "write {{answer}}, {{answer|alias}} or {{answer::hint}}")  # fmt: skip
        return None
    told = sheet.text(node, "gaps")
    each = bool(told) and sheet.among(told, ["each", "all"], "gaps") and told == "each"
    return Gaps(Text(whole, sheet.file, text.start, text.end), tuple(gaps), each)


def _criteria(sheet: Sheet, node: Map, source: str) -> Criteria | None:
    value = node["criteria"]
    if not isinstance(value, Seq) or not value:
        sheet.shape(node, "criteria", "a list")
        return None
    found: list[tuple[Text, Citations]] = []
    for one in value:
        if isinstance(one, Text):
            found.append((one, Citations()))
        elif isinstance(one, Map):
            sheet.keys(one, CRITERION, "a criterion")
            if sheet.need(one, "criterion", "a criterion"):
                text = sheet.text(one, "criterion", EMPTY)
                found.append((text, read_citations(sheet, one, "cite", source)))
    return Criteria(tuple(found)) if found else None
