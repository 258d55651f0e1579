"""Deck files with their forms."""

from collections.abc import Mapping

from studydeck.load.keys import DECK, DECK_ANKI, FORM, LAYOUT, SECTION, SELECT
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import AnkiSpec, DeckSpec, FormSpec, Kind, Present, Section, Select
from studydeck.span import Text

OUTPUTS = ("paper", "answer-sheet", "key", "teacher", "handout")
SHUFFLES = ("items", "options")
LAYOUTS = {
    "profile": ("standard", "large", "dyslexia"),
    "paper": ("A4", "A5", "letter", "us-letter"),
    "columns": ("1", "2"),
}


def read_deck(sheet: Sheet, root: Node, stem: str) -> DeckSpec | None:
    """Read a deck; `stem` is the name of its file without the ending."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "a deck is a mapping", "start with `deck:` and `select:`")
        return None
    sheet.keys(root, DECK, "a deck")
    id = sheet.id(root, "deck", "the deck")
    sheet.need(root, "title", "the deck")
    if id and id != stem:
        sheet.fault("SD408", id.span, f"the deck '{id}' is in a file named '{stem}.yaml'",
                    "give both one name")  # fmt: skip
    if not id:
        return None
    anki = root.get("anki")
    spec = None
    if anki is not None:
        spec = _anki(sheet, root) if anki != "" else AnkiSpec()
    forms = _forms(sheet, root)
    return DeckSpec(id, str(sheet.text(root, "title")), str(sheet.text(root, "description")),
                    read_select(sheet, root, "select"), spec, forms)  # fmt: skip


def read_select(sheet: Sheet, node: Map, key: str) -> Select:
    """Read which items are meant; the same grammar everywhere."""
    value = sheet.mapping(node, key) if node.get(key) != "" else None
    if value is None:
        return Select()
    sheet.keys(value, SELECT, f"`{key}`")
    importance = [
        int(text)
        for text in sheet.texts(value, "importance")
        if sheet.among(text, ["1", "2", "3"], "importance")
    ]
    kinds = sheet.texts(value, "kinds")
    for kind in kinds:
        sheet.among(kind, list(Kind), "kinds")
    names = ("banks", "items", "tags", "sources", "facts")
    banks, items, tags, sources, facts = (sheet.texts(value, name) for name in names)
    none_of = read_select(sheet, value, "not") if "not" in value else None
    return Select(banks, items, kinds, tags, sources, facts, tuple(importance), none_of)


def _anki(sheet: Sheet, root: Map) -> AnkiSpec:
    node = sheet.mapping(root, "anki")
    if node is None:
        return AnkiSpec()
    sheet.keys(node, DECK_ANKI, "`anki`")
    present = sheet.mapping(node, "present") or Map(sheet.file, 0)
    told: dict[str, Present] = {}
    for key in present:
        if key != "default" and key not in list(Kind):
            sheet.among(Text(key, sheet.file, *present.places[key]), ["default", *Kind], "present")
        told[key] = sheet.one_of(present, key, Present, Present.REVEAL)
    return AnkiSpec(told, sheet.count(node, "options", 4, least=2) or 4)


def _forms(sheet: Sheet, root: Map) -> tuple[FormSpec, ...]:
    made: dict[str, FormSpec] = {}
    nodes: dict[str, Map] = {}
    for node in sheet.maps(root, "forms"):
        sheet.keys(node, FORM, "a form")
        id = sheet.id(node, "form", "a form")
        if not id:
            continue
        if id in made:
            sheet.fault("SD401", id.span, f"the form '{id}' stands twice",
                        "give one of them another name")  # fmt: skip
            continue
        like = sheet.text(node, "like")
        if like and like not in nodes:
            sheet.fault("SD410", like.span, f"there is no form '{like}' above this one",
                        "name a form that stands earlier in the file")  # fmt: skip
        whole = _inherit(node, nodes.get(like))
        nodes[id] = whole
        made[id] = _form(sheet, whole, id)
    for form in made.values():
        for other in form.avoid:
            if other not in made:
                sheet.fault("SD410", other.span, f"there is no form '{other}' to avoid",
                            f"one of {', '.join(made)}")  # fmt: skip
    return tuple(made.values())


def _inherit(node: Map, base: Map | None) -> Map:
    if base is None:
        return node
    whole = Map(node.file, node.start)
    whole.end = node.end
    whole.update({**{k: v for k, v in base.items() if k not in {"form", "like"}}, **node})
    whole.places = {**base.places, **node.places}
    return whole


def _form(sheet: Sheet, node: Map, id: Text) -> FormSpec:
    sheet.need(node, "title", "a form")
    sections = tuple(_section(sheet, one) for one in sheet.maps(node, "sections"))
    shuffle = sheet.texts(node, "shuffle")
    parts = sheet.texts(node, "print")
    for text in shuffle:
        sheet.among(text, SHUFFLES, "shuffle")
    for text in parts:
        sheet.among(text, OUTPUTS, "print")
    return FormSpec(
        id, str(sheet.text(node, "title")), sections, str(sheet.text(node, "instructions")),
        sheet.count(node, "minutes"),
        tuple(str(one) for one in sheet.texts(node, "versions")) or ("A",),
        str(sheet.text(node, "seed")) or "1", frozenset(str(one) for one in shuffle),
        tuple(str(one) for one in sheet.texts(node, "header")) or ("name", "class", "date"),
        _layout(sheet, node), tuple(str(one) for one in parts) or ("paper", "key"),
        sheet.texts(node, "avoid"),
    )  # fmt: skip


def _layout(sheet: Sheet, node: Map) -> Mapping[str, str]:
    layout = sheet.mapping(node, "layout")
    if layout is None:
        return {}
    sheet.keys(layout, LAYOUT, "`layout`")
    told = {key: sheet.text(layout, key) for key in layout if key in LAYOUTS}
    return {k: str(v) for k, v in told.items() if sheet.among(v, LAYOUTS[k], k)}


def _section(sheet: Sheet, node: Map) -> Section:
    sheet.keys(node, SECTION, "a section")
    told = "present" in node and node["present"] != ""
    present = sheet.one_of(node, "present", Present, Present.REVEAL) if told else None
    return Section(
        str(sheet.text(node, "title")), read_select(sheet, node, "select"),
        sheet.texts(node, "items"), sheet.count(node, "take"),
        sheet.count(node, "points", 1, least=0) or 0, present,
        sheet.count(node, "options", 4, least=2) or 4, sheet.count(node, "lines", 0, least=0) or 0,
        node.span,
    )  # fmt: skip
