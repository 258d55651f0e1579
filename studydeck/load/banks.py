"""Bank files."""

from studydeck.load.entries import read_entry
from studydeck.load.items import Scope
from studydeck.load.keys import BANK, DEFAULTS, FACTS, ID
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import Bank, Fact, Item
from studydeck.span import EMPTY, Text


def read_bank(sheet: Sheet, root: Node, stem: str) -> Bank | None:
    """Read a bank; `stem` is the name of its file without the ending."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "a bank is a mapping", "start with `bank:` and `items:`")
        return None
    sheet.keys(root, BANK, "a bank")
    id = sheet.file_id(root, "bank", "the bank", stem)
    sheet.need(root, "title", "the bank")
    source = sheet.id(root, "source", "the bank") if "source" in root else EMPTY
    scope = Scope(str(id), str(source), _defaults(sheet, root))
    items, facts = _entries(sheet, root, scope)
    if id and not root.get("items"):
        span = root.key_span("items") if "items" in root else id.span
        sheet.fault("SD405", span, f"the bank '{id}' has no items", "write one below `items:`")
    retired = _retired(sheet, root, [*(item.id for item in items), *(fact.id for fact in facts)])
    if not id:
        return None
    title = sheet.text(root, "title")
    return Bank(id, title, sheet.file, tuple(items), tuple(facts), retired)


def _defaults(sheet: Sheet, root: Map) -> Map | None:
    defaults = sheet.mapping(root, "defaults") if root.get("defaults") != "" else None
    if defaults is None:
        return None
    sheet.keys(defaults, DEFAULTS, "`defaults`")
    for type in FACTS:
        fields = sheet.mapping(defaults, type)
        if fields is not None:
            sheet.keys(fields, FACTS[type], f"a fact of type '{type}'")
    return defaults


def _entries(sheet: Sheet, root: Map, scope: Scope) -> tuple[list[Item], list[Fact]]:
    items: list[Item] = []
    facts: list[Fact] = []
    seen: dict[str, Text] = {}
    for node in sheet.maps(root, "items"):
        lost = sheet.lost_part(node)
        sheet.sound = sheet.whole or not lost
        made, fact = read_entry(sheet, node, scope)
        sheet.sound = sheet.whole
        if lost:
            continue
        names = [item.id for item in made]
        names += [fact.id] if fact and fact.id not in names else []
        for id in names:
            first = seen.setdefault(id, id)
            if first is not id:
                line, _ = sheet.file.place(first.start)
                sheet.fault("SD401", id.span, f"the id '{id}' stands twice, first in line {line}",
                            "give one of them another id")  # fmt: skip
                sheet.about(len(sheet.faults) - 1, f"{scope.bank}/{id}")
        items += made
        if fact:
            facts.append(fact)
    return items, facts


def _retired(sheet: Sheet, root: Map, used: list[Text]) -> dict[str, str]:
    """Read ids that are never used again; none of them may be in use."""
    retired = sheet.words(root, "retired") if root.get("retired") != "" else {}
    node = root.get("retired")
    for id, why in retired.items():
        if isinstance(node, Map) and not all(ID.fullmatch(part) for part in id.split(".", 1)):
            sheet.fault("SD123", node.key_span(id), f"'{id}' is no id",
                        "write the id that the item had")  # fmt: skip
        elif isinstance(node, Map) and not why:
            sheet.need(node, id, "`retired`")
    for id in used:
        if id not in retired:
            continue
        sheet.fault("SD409", id.span, f"the id '{id}' is retired: {retired[id]}",
                    "take an id that was never used: old cards have this one")  # fmt: skip
        sheet.about(len(sheet.faults) - 1, f"{root.get('bank', '')}/{id}")
    return {id: str(why) for id, why in retired.items()}
