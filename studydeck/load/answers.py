"""Answers: from the keys of an entry to the closed union of answer types."""

from collections.abc import Mapping
from itertools import pairwise

from studydeck.load.citations import read_citations
from studydeck.load.cloze import read_cloze
from studydeck.load.keys import CRITERION
from studydeck.load.kinds import SINGLE, date_of, kind_of, kind_of_entry
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.sheet import Sheet
from studydeck.model import (
    Answer,
    Citations,
    Criteria,
    Elements,
    Kind,
    Pairs,
    Single,
    Steps,
    Truth,
)
from studydeck.span import Text

_BY_ANSWER = SINGLE | {Kind.SET, Kind.ORDER}
_MANY = {
    Kind.SET: "a list as its `answer:`", Kind.ORDER: "`order:`", Kind.MATCHING: "`pairs:`",
    Kind.STATEMENT: "`statement:`", Kind.CLOZE: "`cloze:`", Kind.OPEN: "`criteria:`",
}  # fmt: skip


def read_answer(
    sheet: Sheet, node: Map, source: str, told: Kind | None = None
) -> tuple[Kind, Answer] | None:
    """Read the answer of an entry, with its kind; None where it has a fault.

    `told` is what `kind:` of the entry says, if it says anything.
    """
    kind = kind_of_entry(node)
    if kind is None:
        return _plain(sheet, node, told)
    if told is not None and told is not kind:
        sheet.fault("SD129", sheet.place(node, "kind"),
                    f"the entry asks for an item of kind '{kind}' and says '{told}'",
                    f"leave `kind:` out, or write {_MANY.get(told, 'one `answer:`')}")  # fmt: skip
        return None
    answer: Answer | None
    match kind:
        case Kind.ORDER:
            answer = _order(sheet, node, node["order"])
        case Kind.MATCHING:
            answer = _pairs(sheet, node)
        case Kind.STATEMENT:
            answer = _statement(sheet, node)
        case Kind.CLOZE:
            answer = read_cloze(sheet, node)
        case _:
            answer = _criteria(sheet, node, source)
    return (kind, answer) if answer else None


def _plain(sheet: Sheet, node: Map, told: Kind | None) -> tuple[Kind, Answer] | None:
    """Read `answer:`: one text, or a list that is a set or, if `kind:` says so, an order."""
    if not sheet.need(node, "answer", "the entry"):
        return None
    value = node["answer"]
    if told is not None and told not in _BY_ANSWER:
        _unfit(sheet, value, f"an item of kind '{told}' wants {_MANY[told]}")
        return None
    if isinstance(value, Seq) and told is Kind.ORDER:
        steps = _order(sheet, node, value)
        return (Kind.ORDER, steps) if steps else None
    if isinstance(value, Seq) or told is Kind.SET:
        elements = _set(sheet, node, told)
        return (Kind.SET, elements) if elements else None
    text = sheet.text(node, "answer")
    return _single(sheet, node, text, told) if text else None


def _set(sheet: Sheet, node: Map, told: Kind | None) -> Elements | None:
    value = node["answer"]
    before = len(sheet.faults)
    elements = sheet.texts(node, "answer")
    if told not in {None, Kind.SET}:
        _unfit(sheet, value, f"an item of kind '{told}' wants one text as its answer, not a list")
        return None
    if not elements:
        return None
    if len(sheet.faults) == before:
        _twice(sheet, elements, "the answer")
    need = sheet.count(node, "need")
    if need is not None and need > len(elements):
        sheet.fault("SD129", node["need"].span,
                    f"'need' is {need}, and the answer has {len(elements)} elements",
                    f"write {len(elements)} at most")  # fmt: skip
    return Elements(elements, _element_aliases(sheet, node, elements), need)


def _twice(sheet: Sheet, texts: tuple[Text, ...], where: str) -> None:
    if len(set(texts)) == len(texts):
        return
    for at, text in enumerate(texts):
        if text in texts[:at]:
            sheet.fault("SD129", text.span, f"'{text}' stands twice in {where}",
                        "leave one of the two out")  # fmt: skip


def _single(sheet: Sheet, node: Map, text: Text, told: Kind | None) -> tuple[Kind, Answer] | None:
    kind = kind_of(text)
    if told is Kind.ORDER:
        _unfit(sheet, text, f"an item of kind '{told}' wants {_MANY[told]}")
        return None
    if told in {Kind.NUMBER, Kind.DATE} and kind is not told and not _readable(text, told):
        _unfit(sheet, text, f"'{text}' is no {told}")
        return None
    aliases = node.get("aliases")
    if isinstance(aliases, Map):
        sheet.shape(node, "aliases", "a list of texts")
    read = sheet.texts(node, "aliases") if aliases is not None and type(aliases) is not Map else ()
    tolerance = str(sheet.text(node, "tolerance"))
    return told or kind, Single(text, read, sheet.texts(node, "reject"), tolerance)


def _readable(text: str, told: Kind | None) -> bool:
    """Say whether a text that reads as one kind can be taken as another: 1950 as a number."""
    return told is Kind.NUMBER and text.isascii() and text.isdecimal()


def _unfit(sheet: Sheet, value: Node, message: str) -> None:
    sheet.fault("SD129", value.span, message,
                "make the answer fit the kind, or leave `kind:` out")  # fmt: skip


def _element_aliases(
    sheet: Sheet, node: Map, elements: tuple[Text, ...]
) -> Mapping[str, tuple[Text, ...]]:
    aliases = node.get("aliases")
    if aliases is None:
        return {}
    if not isinstance(aliases, Map):
        sheet.shape(node, "aliases", "a mapping of elements to lists")
        return {}
    sheet.free_keys(aliases)
    for key in aliases.keys() - set(elements):
        sheet.fault("SD410", sheet.place(aliases, key), f"'{key}' is no element of the answer",
                    "write the aliases of a set under its elements")  # fmt: skip
    return {
        str(e): sheet.as_texts(aliases, "aliases", aliases[e]) for e in elements if e in aliases
    }


def _order(sheet: Sheet, node: Map, value: Node) -> Steps | None:
    if not isinstance(value, Seq) or len(value) < 2:
        sheet.fault("SD129", sheet.place(node, "order"), "an order wants two steps or more",
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
                    "give every step a date, as in `step: 1996`, or none")  # fmt: skip
        return None
    _twice(sheet, tuple(steps), "the order")
    return Steps(tuple(steps), tuple(dates)) if _dated(sheet, steps, dates) else None


def _dated(sheet: Sheet, steps: list[Text], dates: list[Text]) -> bool:
    """Hold the dates of steps against their order; they are what proves it."""
    read = [date_of(when) for when in dates]
    for step, when, date in zip(steps, dates, read, strict=False):
        if date is None:
            shown = f"'{when}' is no date" if when else f"'{step}' has no date"
            sheet.fault("SD128", when.span if when else step.span, shown,
                        "write it as EDTF, as in 2001-07-16, or in plain English")  # fmt: skip
    for at, (one, two) in enumerate(pairwise(read)):
        if one and two and two.high < one.low:  # type: ignore[operator]
            sheet.fault("SD129", dates[at + 1].span,
                        f"'{steps[at + 1]}' ({dates[at + 1]}) stands after '{steps[at]}'"
                        f" ({dates[at]})", "put the steps in the order of their dates")  # fmt: skip
    return all(read)


def _pairs(sheet: Sheet, node: Map) -> Pairs | None:
    pairs = sheet.mapping(node, "pairs")
    if pairs is None:
        return None
    if len(pairs) < 2:
        sheet.fault("SD129", sheet.place(node, "pairs"), "matching wants two pairs or more",
                    "write `pairs: {left: right, other: another}`")  # fmt: skip
        return None
    rights = sheet.words(node, "pairs")
    for left, right in rights.items():
        if not right and isinstance(pairs[left], Text):
            sheet.need(pairs, left, "the pairs")
    return Pairs(tuple((Text(k, sheet.file, *pairs.places[k]), rights[k]) for k in rights))


def _statement(sheet: Sheet, node: Map) -> Truth | None:
    if not sheet.need(node, "answer", "the statement"):
        return None
    answer = sheet.text(node, "answer")
    if answer.lower() not in {"true", "false"}:
        if answer:
            sheet.fault("SD129", answer.span, f"a statement is true or false, not '{answer}'",
                        "write `answer: true` or `answer: false`")  # fmt: skip
        return None
    if answer.lower() == "true":
        if "correction" in node:
            sheet.fault("SD129", sheet.place(node, "correction"),
                        "a true statement has a correction",
                        "leave `correction:` out, or write `answer: false`")  # fmt: skip
        return Truth(True)
    if not sheet.need(node, "correction", "the false statement"):
        return None
    return Truth(False, sheet.text(node, "correction"))


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
                text = sheet.text(one, "criterion")
                found.append((text, read_citations(sheet, one, "cite", source)))
        else:
            sheet.fault("SD118", one.span, "a criterion is a list",
                        "write a text, or `criterion:` and `cite:`")  # fmt: skip
    return Criteria(tuple(found)) if found else None
