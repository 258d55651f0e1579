"""JSON Schemas of the files that authors write, made from the tables that the readers use."""

from typing import Any

from studydeck.load.keys import ID, TABLES, WORDS, Key

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FILES = {
    "project": ("studydeck project", ()),
    "names": ("studydeck names", ("names",)),
    "reviewed": ("studydeck reviews", ("reviewed",)),
    "source": ("studydeck source", ("source", "title", "rights")),
    "bank": ("studydeck bank", ("bank", "title", "items")),
    "deck": ("studydeck deck", ("deck", "title")),
}
_NEEDED = {
    "name": ("name",), "original": ("file", "sha256"), "passage": ("text",), "entry": ("id",),
    "value": ("answer",), "image": ("file", "alt"), "any": ("any",), "form": ("form",),
    "criterion": ("criterion",), "review": ("item", "by", "date", "stamp"),
}  # fmt: skip
"""Keys that must be there, for tables that are no files."""


def schemas() -> dict[str, Schema]:
    """Give the schema of each kind of file by name: project, names, reviewed, source, bank, deck.

    Wherever text is read, numbers and booleans are let through: to an editor `answer: 1950`
    is a number.

    Source: JSON Schema, draft 2020-12.
    """
    made = {}
    for name, (title, needed) in _FILES.items():
        tables = _used(name)
        schema = {"$schema": _DRAFT, "title": title, **_table(name, needed)}
        if tables:
            schema["$defs"] = {one: _table(one, _NEEDED.get(one, ())) for one in tables}
        made[name] = schema
    return made


def _used(name: str) -> list[str]:
    """List the tables that a table leads to, each once, in order of name."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        for key in TABLES[ahead.pop()].values():
            fresh = _tables_of(key.shape) - found
            found |= fresh
            ahead += fresh
    return sorted(found)


def _tables_of(shape: str) -> set[str]:
    sort, _, name = shape.partition(":")
    if sort in {"map", "list"}:
        return {name}
    return {"citations": {"citation", "any"}, "criteria": {"criterion"}, "ask": {"item"}}.get(
        shape, set()
    )


def _table(name: str, needed: tuple[str, ...]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _key(what) for key, what in TABLES[name].items()},
        "required": list(needed),
    }


def _key(key: Key) -> Schema:
    sort, _, name = key.shape.partition(":")
    return {"description": key.says, **(_of_table(sort, name) if name else _SHAPES[sort])}


def _of_table(sort: str, name: str) -> Schema:
    """Make the schema of `one:`, `many:`, `map:` or `list:`."""
    if sort == "one":
        return _words(name)
    if sort == "many":
        return _or_list(_words(name))
    table = {"$ref": f"#/$defs/{name}"}
    if sort == "map":
        return {"anyOf": [table, {"type": "null"}]}
    least = {"value": 2, "select": 0, "form": 0, "name": 0, "review": 0}.get(name, 1)
    return {"type": "array", "items": table, "minItems": least}


def _words(name: str) -> Schema:
    """List the words that a key knows; a word of digits is a number to an editor."""
    words = WORDS[name]
    return {"enum": [*words, *(int(word) for word in words if word.isdecimal())]}


def _or_list(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _mapping(values: Schema, least: int = 0) -> Schema:
    return {"type": "object", "additionalProperties": values, "minProperties": least}


_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_EMPTY: Schema = {"type": ["string", "number", "boolean", "null"]}
_TEXTS = _or_list(_TEXT)
_CITATION: Schema = {"anyOf": [_TEXT, {"$ref": "#/$defs/citation"}]}
_CITATIONS: Schema = {"anyOf": [_CITATION, {"type": "array", "items": _CITATION, "minItems": 1}]}
_KINDS = [*WORDS["kind"], "default"]

_SHAPES: dict[str, Schema] = {
    "text": _TEXT,
    "prose": _TEXT,
    "texts": _TEXTS,
    "proses": _TEXTS,
    "id": {"type": ["string", "number"], "pattern": f"^{ID.pattern}$"},
    "flag": {"enum": [True, False, "true", "false"]},
    "count": {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"},
    "words": _mapping(_EMPTY),
    "answer": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
    "aliases": {"anyOf": [*_TEXTS["anyOf"], _mapping(_TEXTS)]},
    "distractors": {"anyOf": [*_TEXTS["anyOf"], _mapping(_EMPTY)]},
    "order": {"type": "array", "items": {"anyOf": [_TEXT, _mapping(_TEXT)]}, "minItems": 2},
    "lines": _TEXTS,
    "citations": {"anyOf": [*_CITATIONS["anyOf"], {"$ref": "#/$defs/any"}]},
    "criteria": {
        "type": "array",
        "items": {"anyOf": [_TEXT, {"$ref": "#/$defs/criterion"}]},
        "minItems": 1,
    },
    "ask": _mapping({"anyOf": [_TEXT, {"$ref": "#/$defs/item"}]}),
    "present": {**_mapping(_words("present")), "propertyNames": {"enum": _KINDS}},
}
"""The schemas of the shapes that `keys.py` tells, those with a name after a colon aside."""
