"""The schemas for editors say what the readers read."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from studydeck.load.keys import FACTS, ITEM, TABLES, WORDS
from studydeck.load.schema import schemas
from studydeck.model import FactType

ROOT = Path(__file__).parents[2]
KINDS = {"project.yaml": "project", "names.yaml": "names", "reviewed.yaml": "reviewed"}


def kind_of(path: Path) -> str:
    if path.name in KINDS:
        return KINDS[path.name]
    return {"sources": "source", "decks": "deck"}.get(path.parent.name, "bank")


FILES = sorted(
    path
    for base in (ROOT, *(ROOT / "examples").glob("*/"), ROOT / "tests/rules/SD327/good")
    for folder in ("questions", "questions/sources", "decks")
    for path in (base / folder).glob("*.yaml")
)


class Loader(yaml.CSafeLoader):
    """Reads as an editor does, dates as text aside."""


Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(("timestamp", ":int:60"))]
    for key, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def problems(name: str, data: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(schemas()[name])
    return [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(data)]


@pytest.mark.parametrize("name", ["project", "names", "reviewed", "source", "bank", "deck"])
def test_a_schema_is_a_schema(name):
    """Of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_there_are_files_to_look_at():
    """An empty list would let the next test pass."""
    assert {kind_of(path) for path in FILES} == set(schemas())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_library_and_examples_fits_its_schema(path):
    """As an editor reads it."""
    data = yaml.load(path.read_text("utf-8"), Loader=Loader)
    assert problems(kind_of(path), data) == []


def test_every_key_of_a_bank_fits(tmp_path):
    """The zoo has them all."""
    data = yaml.load((ROOT / "tests/load/zoo.yaml").read_text("utf-8"), Loader=Loader)
    assert problems("bank", data) == []
    text = yaml.load((ROOT / "tests/load/zoo.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert problems("bank", text) == []


def test_the_tables_of_the_readers_are_in_the_schemas():
    """Key by key, each with words for whoever points at it, and nothing besides."""
    seen = set()
    for name, schema in schemas().items():
        for table, one in {name: schema, **schema.get("$defs", {})}.items():
            assert list(one["properties"]) == list(TABLES[table])
            assert one["additionalProperties"] is False
            assert all(key["description"].endswith(".") for key in one["properties"].values())
            seen.add(table)
    assert seen == set(TABLES)


def test_the_tables_know_every_type_of_fact_and_every_word():
    """Which the model tells."""
    assert list(FACTS) == list(FactType)
    shapes = {key.shape for table in TABLES.values() for key in table.values()}
    named = {shape.partition(":")[2] for shape in shapes if shape.startswith(("one:", "many:"))}
    assert named == set(WORDS)
    assert {
        shape.partition(":")[2] for shape in shapes if shape.startswith(("map:", "list:"))
    } < set(TABLES)
    assert ITEM.items() < TABLES["entry"].items()


def test_an_editor_does_not_flag_what_we_read_as_text():
    """Numbers, booleans, dates without quotation marks."""
    item = {"id": "b", "prompt": True, "answer": 1950, "importance": 3, "negated": True,
            "aliases": [1951, 19.5], "cite": 12, "need": 2}  # fmt: skip
    assert problems("bank", {"bank": "a", "title": 1, "items": [item]}) == []


ENTRY = {"id": "b", "prompt": "p", "answer": "c"}


@pytest.mark.parametrize(
    "more",
    [
        {"question": "p"}, {"cite": {"at": "x", "page": 3}}, {"kind": "numbr"}, {"importance": 4},
        {"values": [{"answer": "b", "cites": "x"}, {"answer": "c"}]}, {"image": {"file": "x"}},
        {"deal": {"suplier": "x"}}, {"event": {"what": "x"}, "ask": {"what": {"promt": "p"}}},
        {"distractors": {"x": ["y"]}}, {"order": ["x"]}, {"id": "A b"}, {"reserve": "yes"},
        {"criteria": [{"text": "x"}]}, {"see": {"any": "p1", "at": "x"}}, {"answer": {"x": "y"}},
    ],
)  # fmt: skip
def test_what_the_readers_refuse_of_an_entry_an_editor_flags(more):
    """Unknown keys at every depth, unknown words, wrong shapes."""
    assert problems("bank", {"bank": "a", "title": "A", "items": [ENTRY]}) == []
    assert problems("bank", {"bank": "a", "title": "A", "items": [{**ENTRY, **more}]})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bank", {"title": "A", "items": [ENTRY]}),
        ("bank", {"bank": "a", "title": "A", "items": []}),
        ("source", {"source": "s", "title": "T", "rights": "free"}),
        ("source", {"source": "s", "title": "T", "rights": "own", "passages": [{"id": "a"}]}),
        ("deck", {"deck": "d", "title": "T", "anki": {"present": {"date": "guess"}}}),
        ("deck", {"deck": "d", "title": "T", "anki": {"present": {"dates": "type"}}}),
        ("deck", {"deck": "d", "title": "T", "select": {"not": {"tag": ["x"]}}}),
        ("deck", {"deck": "d", "title": "T", "forms": [{"form": "a", "layout": {"paper": "A3"}}]}),
        ("project", {"project": "a", "name": "x"}),
        ("names", {"names": [{"aliases": ["x"]}]}),
        ("reviewed", {"reviewed": [{"item": "a/b", "by": "Ada"}]}),
    ],
)
def test_what_the_readers_refuse_of_a_file_an_editor_flags(name, data):
    """Of each kind."""
    assert problems(name, data)
