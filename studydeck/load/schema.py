"""JSON Schemas of the files that authors write, made from the tables the readers use."""

from collections.abc import Iterable, Mapping
from typing import Any

from studydeck.load import keys
from studydeck.load.decks import LAYOUTS, OUTPUTS, SHUFFLES
from studydeck.model import Kind, Present, Rank, Rights

Schema = dict[str, Any]

# Every scalar is read as text, so editors must not flag `answer: 1950` or `format: 1`.
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_CITATION: Schema = {"$ref": "#/$defs/citation"}
_SELECT: Schema = {"$ref": "#/$defs/select"}
_HOLDS: Mapping[str, Schema] = {
    "text": {"$ref": "#/$defs/text"},
    "texts": {"$ref": "#/$defs/texts"},
    "flag": {"enum": [True, False, "true", "false"]},
    "count": {"type": ["integer", "string"]},
    "map": {"type": ["object", "null"]},
    "list": {"type": "array"},
    "any": {},
}


def schemas() -> dict[str, Schema]:
    """Give the schema of each kind of file by name: project, names, source, bank, deck.

    Source: JSON Schema, draft 2020-12.
    """
    return {
        name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            **body,
            "$defs": {"text": _TEXT, "texts": _TEXTS, **shared},
        }
        for name, title, body, shared in (
            ("project", "studydeck project", _project(), {}),
            ("names", "studydeck names", _names(), {}),
            ("source", "studydeck source", _source(), {}),
            ("bank", "studydeck bank", _bank(), {"citation": _citation()}),
            ("deck", "studydeck deck", _deck(), {"select": _select()}),
        )
    }


def _object(table: Mapping[str, str], required: Iterable[str] = (), **inner: Schema) -> Schema:
    """Make the schema of a mapping from its table; `inner` replaces what single keys hold."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: inner.get(key, _HOLDS[holds]) for key, holds in table.items()},
        "required": list(required),
    }


def _list(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least}


def _words(words: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in words]}


def _id() -> Schema:
    return {"type": ["string", "number"], "pattern": f"^{keys.ID.pattern}$"}


def _project() -> Schema:
    return _object(keys.PROJECT, anki=_object(keys.PROJECT_ANKI), project=_id())


def _names() -> Schema:
    return _object(keys.NAMES, ["names"], names=_list(_object(keys.NAME, ["name"])))


def _source() -> Schema:
    passage = _object(keys.PASSAGE, ["text"])
    return _object(
        keys.SOURCE,
        ["source", "title", "rights"],
        source=_id(),
        rights=_words(Rights),
        original=_object(keys.ORIGINAL, ["file", "sha256"]),
        inferred={"type": "object", "additionalProperties": _TEXT},
        passages=_list(passage, 1),
        paragraphs=_words(["lines", "blocks"]),
    )


def _citation() -> Schema:
    pointer = _object(keys.CITATION)
    one = {"anyOf": [_TEXT, pointer]}
    return {"anyOf": [one, _list(one, 1)]}


def _item_keys() -> dict[str, Schema]:
    """Give what the keys of an item hold, where that is more than their shape."""
    answer = {"anyOf": [_TEXT, _list(_TEXT, 1)]}
    reasons = {"type": "object", "additionalProperties": {"type": [*_TEXT["type"], "null"]}}
    value = _object(keys.VALUE, ["answer"], answer=answer, cite=_CITATION, rank=_words(Rank))
    criterion = {"anyOf": [_TEXT, _object(keys.CRITERION, ["criterion"], cite=_CITATION)]}
    return {
        "answer": answer,
        "distractors": {"anyOf": [_TEXTS, reasons]},
        "cite": _CITATION,
        "see": _CITATION,
        "values": _list(value, 2),
        "kind": _words(Kind),
        "importance": {"enum": [1, 2, 3, "1", "2", "3"]},
        "show": _words(["passage"]),
        "gaps": _words(["each", "all"]),
        "image": _object(keys.IMAGE, ["file", "alt"]),
        "order": _list({"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]}, 2),
        "pairs": {"type": "object", "additionalProperties": _TEXT, "minProperties": 2},
        "criteria": _list(criterion, 1),
    }


def _bank() -> Schema:
    item = _item_keys()
    facts = {name: _object(table) for name, table in keys.FACTS.items()}
    asked = {"anyOf": [_TEXT, _object(keys.ITEM, **item)]}
    ask = {"type": "object", "additionalProperties": asked}
    entry = _object(keys.FACT_ENTRY, ["id"], **item, **facts, ask=ask, id=_id())
    return _object(
        keys.BANK,
        ["bank", "title", "items"],
        bank=_id(),
        defaults=_object(keys.DEFAULTS, **item, **facts),
        retired={"type": "object", "additionalProperties": _TEXT},
        items=_list(entry, 1),
    )


def _select() -> Schema:
    numbers = {"enum": [1, 2, 3, "1", "2", "3"]}
    kinds = {"anyOf": [_words(Kind), _list(_words(Kind))]}
    importance = {"anyOf": [numbers, _list(numbers)]}
    return _object(keys.SELECT, kinds=kinds, importance=importance, **{"not": _SELECT})


def _deck() -> Schema:
    present = {"type": "object", "additionalProperties": _words(Present)}
    section = _object(keys.SECTION, select=_SELECT, present=_words(Present))
    layout = {key: {"enum": [*words, *map(_number, words)]} for key, words in LAYOUTS.items()}
    form = _object(
        keys.FORM,
        ["form"],
        form=_id(),
        sections=_list(section, 1),
        layout=_object(keys.LAYOUT, **layout),
        shuffle={"anyOf": [_words(SHUFFLES), _list(_words(SHUFFLES))]},
        print={"anyOf": [_words(OUTPUTS), _list(_words(OUTPUTS))]},
    )
    anki = _object(keys.DECK_ANKI, present=present)
    return _object(
        keys.DECK,
        ["deck", "title"],
        deck=_id(),
        select=_SELECT,
        anki={"anyOf": [anki, {"type": "null"}]},
        forms=_list(form),
    )


def _number(word: str) -> str | int:
    """Give a number for a word of digits: editors see `columns: 1` as a number."""
    return int(word) if word.isdecimal() else word
