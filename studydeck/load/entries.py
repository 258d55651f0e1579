"""Entries of a bank: an item, or a typed fact with the items that ask for its fields."""

from dataclasses import replace

from studydeck.load.citations import read_citations
from studydeck.load.items import Scope, read_edtf, read_item
from studydeck.load.keys import ENTRY, FACT_DATES, FACTS, ID, ITEM, WORDS
from studydeck.load.kinds import date_of
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.sheet import Sheet
from studydeck.model import Fact, FactType, Item
from studydeck.span import EMPTY, Text

_SHARED = frozenset({
    "id", "was", "ask", *FACTS, "cite", "see", "as_of", "according_to", "explanation", "hint",
    "tags", "importance", "claimed_by", "background", "apart", "show", "reserve", "image",
    "unchecked",
})  # fmt: skip
"""What may stand beside a fact: the keys that all of its items then have."""
_OF_ENTRY = frozenset({*FACTS, "ask", "id", "was"})
_TELLS_ANSWER = frozenset({
    "answer", "values", "statement", "cloze", "order", "pairs", "criteria",
})  # fmt: skip


def read_entry(sheet: Sheet, own: Map, scope: Scope) -> tuple[list[Item], Fact | None]:
    """Read one entry: one item, or a fact with an item for each field that it asks."""
    first = len(sheet.faults)
    types = [type for type in FACTS if type in own]
    sheet.keys(own, ENTRY, "an entry")
    id = sheet.id(own, "id", "the entry", keep=True)
    node = _inherit(own, scope.defaults)
    name = id or Text("", sheet.file, own.start, own.start)
    items: list[Item | None] = []
    fact: Fact | None = None
    if not types:
        if "ask" in own and not sheet.lost_part(own):
            sheet.fault("SD107", own.key_span("ask"), "an entry without a fact has no key 'ask'",
                        "did you mean `prompt`?")  # fmt: skip
        else:
            identity = _identity(sheet, own, scope, id)
            items = [read_item(sheet, node, own, scope, name, identity)]
    else:
        _only_shared(sheet, own, types)
        fact = _fact(sheet, node, scope, name, FactType(types[0]))
    sheet.about(first, f"{scope.bank}/{id}" if id else "")
    if fact:
        items = _asked(sheet, node, scope, fact)
    if not id:
        return [], None
    return [item for item in items if item], fact


def _inherit(own: Map, defaults: Map | None) -> Map:
    """Give an entry what the bank's defaults say; its own keys win, tags add up."""
    if not defaults:
        return own
    merged = Map(own.file, own.start, own.end)
    merged.places = own.places
    merged.update({key: value for key, value in defaults.items() if key not in FACTS})
    merged.update(own)
    for type in FACTS:
        mine, common = own.get(type), defaults.get(type)
        if isinstance(mine, Map) and isinstance(common, Map):
            both = Map(mine.file, mine.start, mine.end)
            both.places = mine.places
            both.update({**common, **mine})
            merged[type] = both
    _add_tags(merged, defaults, own)
    return merged


def _add_tags(merged: Map, *owners: Map) -> None:
    found = [tags for owner in owners if (tags := owner.get("tags")) is not None]
    if len(found) < 2 or any(isinstance(tags, Map) for tags in found):
        return
    joined = Seq(merged.file, merged.start, flow=False)
    for tags in found:
        joined.extend(tags if isinstance(tags, Seq) else [tags] if isinstance(tags, Text) else [])
    merged["tags"] = joined


def _identity(sheet: Sheet, node: Map, scope: Scope, id: str) -> tuple[str, str]:
    """Give the (bank, id) that cards are known by: the entry's own, or that of `was:`."""
    was = sheet.text(node, "was")
    if not was:
        return scope.bank, id
    bank, _, old = was.partition("/")
    if not ID.fullmatch(bank) or not all(ID.fullmatch(part) for part in old.split(".", 1)):
        sheet.fault("SD120", was.span, f"'{was}' is no earlier name of an item",
                    f"write it as bank/id, such as `{scope.bank}/old-id`")  # fmt: skip
        return scope.bank, id
    return bank, old


def _only_shared(sheet: Sheet, own: Map, types: list[str]) -> None:
    if len(types) > 1:
        sheet.fault("SD118", own.key_span(types[1]),
                    f"an entry is one fact, not a {types[0]} and a {types[1]}",
                    "make two entries of it")  # fmt: skip
    for key in own:
        if key in ITEM and key not in _SHARED:
            sheet.fault("SD107", own.key_span(key), f"a fact has no key '{key}' of its own",
                        f"write it under `ask:`, as in `ask: {{{_some_field(own, types[0])}:"
                        f" {{{key}: …}}}}`")  # fmt: skip


def _some_field(own: Map, type: str) -> str:
    fields = own[type]
    written = list(fields) if isinstance(fields, Map) else []
    return next(iter(written), next(iter(FACTS[type])))


def _fact(sheet: Sheet, node: Map, scope: Scope, id: Text, type: FactType) -> Fact | None:
    fields = sheet.mapping(node, type)
    cite = read_citations(sheet, node, "cite", scope.source)
    as_of = read_edtf(sheet, node, "as_of")
    if fields is None:
        return None
    sheet.keys(fields, FACTS[type], f"a fact of type '{type}'")
    values: dict[str, tuple[Text, ...]] = {}
    for key in FACTS[type]:
        if key in fields:
            texts = sheet.texts(fields, key)
            if texts:
                values[key] = texts
    for status in values.get("status", ()) if type is FactType.DEAL else ():
        sheet.among(status, WORDS["deal_status"], "status")
    for key in FACT_DATES & values.keys():
        for text in values[key]:
            if date_of(text) is None:
                sheet.fault("SD128", text.span, f"'{text}' is no date",
                            "write it as EDTF, as in 2001-07-16, or in plain English")  # fmt: skip
    return Fact(scope.bank, id, type, values, cite, as_of)


def _asked(sheet: Sheet, node: Map, scope: Scope, fact: Fact) -> list[Item | None]:
    """Make an item for each field under `ask`."""
    first = len(sheet.faults)
    ask = sheet.mapping(node, "ask")
    if ask is not None:
        sheet.keys(ask, FACTS[fact.type], "`ask`")
    sheet.about(first, f"{fact.bank}/{fact.id}")
    return (
        []
        if ask is None
        else [_ask(sheet, node, scope, fact, field) for field in ask if field in FACTS[fact.type]]
    )


def _ask(sheet: Sheet, node: Map, scope: Scope, fact: Fact, field: str) -> Item | None:
    ask = node["ask"]
    first = len(sheet.faults)
    item = None
    key = f"{fact.bank}/{fact.id}.{field}"
    own = _own(sheet, ask, field) if isinstance(ask, Map) else None
    if isinstance(ask, Map) and own is not None:
        id = Text(f"{fact.id}.{field}", node.file, *ask.places[field])
        if "id" in own:
            id = sheet.id(own, "id", "the item", keep=True)
        whole = _with_answer(sheet, node, ask, own, fact, field)
        identity = _ask_identity(sheet, node, own, scope, id, field)
        if whole is not None:
            item = read_item(sheet, whole, own, scope, id, identity)
        key = f"{fact.bank}/{id}" if id else key
    sheet.about(first, key)
    return replace(item, fact=str(fact.id), field=field) if item and item.id else None


def _own(sheet: Sheet, ask: Map, field: str) -> Map | None:
    """Give the keys that are written under a field: a prompt alone, or a mapping."""
    asked: Node = ask[field]
    if isinstance(asked, Map):
        sheet.keys(asked, ITEM, "an item")
        return asked
    if isinstance(asked, Seq):
        sheet.shape(ask, field, "a prompt")
        return None
    own = Map(ask.file, *ask.places[field])
    own.places["prompt"] = ask.places[field]
    own["prompt"] = asked
    return own


def _with_answer(sheet: Sheet, node: Map, ask: Map, own: Map, fact: Fact, field: str) -> Map | None:
    """Give an item what its entry says, and the value of its field as the answer."""
    whole = Map(own.file, own.start, own.end)
    whole.places = own.places
    whole.update({key: value for key, value in node.items() if key not in _OF_ENTRY})
    whole.update(own)
    _add_tags(whole, node, own)
    if _TELLS_ANSWER.isdisjoint(own):
        fields = node[fact.type]
        if field not in fact.fields or not isinstance(fields, Map):
            if isinstance(fields, Map) and field not in fields:
                sheet.fault("SD119", ask.key_span(field),
                            f"the fact has no '{field}' to ask for",
                            f"add `{field}:` to the fact, or `answer:` here")  # fmt: skip
            return None
        whole["answer"] = fields[field]
    return whole


def _ask_identity(
    sheet: Sheet, node: Map, own: Map, scope: Scope, id: Text, field: str
) -> tuple[str, str]:
    """Give the identity of an item of a fact; `was:` of the entry stands for all of them."""
    if "was" in own or "was" not in node:
        return _identity(sheet, own, scope, id or EMPTY)
    bank, old = _identity(sheet, node, scope, "")
    if not old:
        return scope.bank, id
    return bank, str(id) if "id" in own else f"{old}.{field}"
