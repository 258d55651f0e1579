"""Deck files with their forms."""

import re
from collections.abc import Mapping

from studydeck.load.items import read_image
from studydeck.load.keys import DECK, DECK_ANKI, FORM, LAYOUT, SECTION, SELECT, WORDS
from studydeck.load.nodes import Map, Node
from studydeck.load.settings import read_labels
from studydeck.load.sheet import Sheet, meant
from studydeck.look import Look, Template
from studydeck.model import AnkiSpec, DeckSpec, FormSpec, Present, Section, Select
from studydeck.span import Text

_VERSION = re.compile(r"[A-Za-z0-9-]{1,20}")


def read_deck(sheet: Sheet, root: Node, stem: str) -> DeckSpec | None:
    """Read a deck; `stem` is the name of its file without the ending."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "a deck is a mapping", "start with `deck:` and `select:`")
        return None
    sheet.keys(root, DECK, "a deck")
    id = sheet.file_id(root, "deck", "the deck", stem)
    sheet.need(root, "title", "the deck")
    select = read_select(sheet, root, "select")
    spec = _anki(sheet, root) if "anki" in root else None
    forms = _forms(sheet, root)
    if not id:
        return None
    title, description = str(sheet.text(root, "title")), str(sheet.text(root, "description"))
    return DeckSpec(id, title, description, select, spec, forms)


def read_select(sheet: Sheet, node: Map, key: str) -> Select:
    """Read which items are meant; the same grammar everywhere."""
    value = sheet.mapping(node, key) if node.get(key) != "" else None
    if value is None:
        return Select()
    sheet.keys(value, SELECT, f"`{key}`")
    importance = tuple(int(one) for one in sheet.many(value, "importance", "importance"))
    kinds = sheet.many(value, "kinds", "kind")
    names = ("banks", "items", "tags", "sources", "facts")
    banks, items, tags, sources, facts = (sheet.texts(value, name) for name in names)
    none_of = read_select(sheet, value, "not") if "not" in value else None
    return Select(banks, items, kinds, tags, sources, facts, importance, none_of)


def _anki(sheet: Sheet, root: Map) -> AnkiSpec:
    node = sheet.mapping(root, "anki") if root["anki"] != "" else None
    if node is None:
        return AnkiSpec()
    sheet.keys(node, DECK_ANKI, "`anki`")
    present = sheet.mapping(node, "present") if node.get("present") != "" else None
    told: dict[str, Present] = {}
    for key in present or {}:
        if present is not None and sheet.among(
            Text(key, sheet.file, *present.places[key]), ["default", *WORDS["kind"]], "present"
        ):
            told[key] = sheet.one_of(present, key, Present, Present.REVEAL)
    return AnkiSpec(told, sheet.count(node, "options", 4, least=2) or 4)


def _forms(sheet: Sheet, root: Map) -> tuple[FormSpec, ...]:
    made: dict[str, FormSpec] = {}
    nodes: dict[str, Map] = {}
    for node in sheet.maps(root, "forms"):
        sheet.keys(node, FORM, "a form")
        id = sheet.id(node, "form", "the form")
        like = sheet.text(node, "like")
        if like and like not in nodes and sheet.whole:
            sheet.fault("SD410", like.span, f"there is no form '{like}' above this one",
                        meant(like, nodes))  # fmt: skip
        whole = _inherit(node, nodes.get(like))
        if not like or like in nodes:
            for key in ("title", "sections"):
                sheet.need(whole, key, "the form")
        form = _form(sheet, whole, id)
        if id in made:
            sheet.fault("SD401", id.span, f"the form '{id}' stands twice",
                        "give one of them another id")  # fmt: skip
        elif id:
            nodes[id], made[id] = whole, form
    for form in made.values():
        for other in form.avoid:
            if sheet.whole and (other not in made or other == form.id):
                others = [one for one in made if one != form.id]
                sheet.fault("SD410", other.span, f"there is no other form '{other}' to avoid",
                            meant(other, others))  # fmt: skip
    return tuple(made.values())


def _inherit(node: Map, base: Map | None) -> Map:
    """Give a form what the one that it is like says, also what that draws by; its own keys win."""
    if base is None:
        return node
    whole = Map(node.file, node.start, node.end)
    whole.update({k: v for k, v in base.items() if k not in {"form", "like"}})
    if "form" in base:
        whole.setdefault("seed", base["form"])
    whole.update(node)
    whole.places = {**base.places, **node.places}
    return whole


def _form(sheet: Sheet, node: Map, id: Text) -> FormSpec:
    shuffle = sheet.many(node, "shuffle", "shuffle")
    parts = sheet.many(node, "print", "print")
    return FormSpec(
        id, str(sheet.text(node, "title")),
        tuple([_section(sheet, one) for one in sheet.maps(node, "sections")]),
        str(sheet.text(node, "instructions")), sheet.count(node, "minutes"),
        _versions(sheet, node), str(sheet.text(node, "seed")) or str(id),
        frozenset(str(one) for one in shuffle),
        tuple(str(one) for one in sheet.texts(node, "header")) or ("name", "class", "date"),
        _layout(sheet, node), tuple(str(one) for one in parts) or ("paper", "key"),
        sheet.texts(node, "avoid"),
        tuple(str(one) for one in sheet.many(node, "pictures", "pictures")), _look(sheet, node),
    )  # fmt: skip


def _versions(sheet: Sheet, node: Map) -> tuple[str, ...]:
    """Read the names of versions, which become parts of file names."""
    found: dict[str, None] = {}
    for version in sheet.texts(node, "versions"):
        if not _VERSION.fullmatch(version):
            sheet.fault("SD123", version.span, f"'{version}' is no name of a version",
                        "use letters, digits and hyphens, as in [A, B]")  # fmt: skip
        elif version in found:
            sheet.fault("SD401", version.span, f"the version '{version}' stands twice",
                        "leave one of the two out")  # fmt: skip
        else:
            found[str(version)] = None
    return tuple(found) or ("A",)


def _layout(sheet: Sheet, node: Map) -> Mapping[str, str]:
    layout = sheet.mapping(node, "layout") if node.get("layout") != "" else None
    if layout is None:
        return {}
    sheet.keys(layout, LAYOUT, "`layout`")
    told = {key: sheet.word(layout, key) for key in ("profile", "paper", "columns")}
    told["font"] = str(sheet.text(layout, "font"))
    return {key: word for key, word in told.items() if word}


def _look(sheet: Sheet, node: Map) -> Look:
    template = sheet.text(node, "template")
    return Look(
        sheet.word(node, "language"), read_labels(sheet, node),
        read_image(sheet, node, "logo") if node.get("logo", "") != "" else None,
        str(sheet.text(node, "letterhead")), str(sheet.text(node, "footer")),
        Template(template) if template else None,
    )  # fmt: skip


def _section(sheet: Sheet, node: Map) -> Section:
    sheet.keys(node, SECTION, "a section")
    items = sheet.texts(node, "items")
    for key in ("select", "take"):
        if items and key in node:
            sheet.fault("SD118", node.key_span(key),
                        f"`{key}:` does nothing in a section that names its `items:`",
                        "leave one of the two out")  # fmt: skip
    told = node.get("present", "") != ""
    present = sheet.one_of(node, "present", Present, Present.REVEAL) if told else None
    return Section(
        str(sheet.text(node, "title")), read_select(sheet, node, "select"), items,
        sheet.count(node, "take"), sheet.count(node, "points", 1, least=0) or 0, present,
        sheet.count(node, "options", 4, least=2) or 4, sheet.count(node, "lines", 0, least=0) or 0,
        node.span, sheet.flag(node, "word_bank"),
    )  # fmt: skip
