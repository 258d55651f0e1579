"""Bank files."""

from studydeck.load.entries import Scope, read_entry
from studydeck.load.keys import BANK, DEFAULTS
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import Bank, Fact, Item


def read_bank(sheet: Sheet, root: Node, stem: str) -> Bank | None:
    """Read a bank; `stem` is the name of its file without the ending."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "a bank is a mapping", "start with `bank:` and `items:`")
        return None
    sheet.keys(root, BANK, "a bank")
    id = sheet.id(root, "bank", "the bank")
    sheet.need(root, "title", "the bank")
    if id and id != stem:
        sheet.fault("SD408", id.span, f"the bank '{id}' is in a file named '{stem}.yaml'",
                    "give both one name")  # fmt: skip
    if not id:
        return None
    defaults = sheet.mapping(root, "defaults")
    if defaults is not None:
        sheet.keys(defaults, DEFAULTS, "`defaults`")
    scope = Scope(str(id), str(sheet.text(root, "source")), defaults)
    items, facts = _entries(sheet, root, scope)
    if not items and not facts and not sheet.faults:
        span = root.key_span("items") if "items" in root else id.span
        sheet.fault("SD405", span, f"the bank '{id}' has no items", "write one below `items:`")
    retired = sheet.mapping(root, "retired") or Map(sheet.file, 0)
    reasons = {key: str(sheet.text(retired, key)) for key in retired}
    _reused(sheet, retired, items)
    return Bank(id, sheet.text(root, "title"), sheet.file, tuple(items), tuple(facts), reasons)


def _entries(sheet: Sheet, root: Map, scope: Scope) -> tuple[list[Item], list[Fact]]:
    items: list[Item] = []
    facts: list[Fact] = []
    seen: dict[str, int] = {}
    for node in sheet.maps(root, "items"):
        made, fact = read_entry(sheet, node, scope)
        for id in [item.id for item in made] or ([fact.id] if fact else []):
            if id in seen:
                message = f"the id '{id}' stands twice, first in line {seen[id]}"
                sheet.fault("SD401", id.span, message,
                            "give one of them another id")  # fmt: skip
            else:
                seen[id] = sheet.file.place(id.start)[0]
        items += made
        if fact:
            facts.append(fact)
    return items, facts


def _reused(sheet: Sheet, retired: Map, items: list[Item]) -> None:
    for item in items:
        if item.id in retired:
            sheet.fault("SD409", item.span, f"the id '{item.id}' is retired: {retired[item.id]}",
                        "take an id that was never used: old cards have this one")  # fmt: skip
