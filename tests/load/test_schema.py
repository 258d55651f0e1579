"""The schemas for editors say what the readers read."""

from pathlib import Path

import pytest

from studydeck.load.schema import schemas

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
KINDS = {"project.yaml": "project", "names.yaml": "names"}


def kind_of(path: Path) -> str:
    if path.name in KINDS:
        return KINDS[path.name]
    return {"sources": "source", "decks": "deck"}.get(path.parent.name, "bank")


FILES = sorted(
    path
    for base in (ROOT, *(ROOT / "examples").glob("*/"))
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


@pytest.mark.parametrize("name", ["project", "names", "source", "bank", "deck"])
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_file_of_library_and_examples_fits_its_schema(path: Path) -> None:
    data = yaml.load(path.read_text("utf-8"), Loader=Loader)
    assert problems(kind_of(path), data) == []


def test_an_editor_does_not_flag_what_we_read_as_text() -> None:
    bank = {
        "bank": "a",
        "title": 1,
        "items": [{"id": "b", "prompt": "p", "answer": 1950, "importance": 3, "negated": True}],
    }
    assert problems("bank", bank) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bank", {"bank": "a", "title": "A", "items": [{"id": "b", "question": "p"}]}),
        ("bank", {"bank": "A b", "title": "A", "items": [{"id": "b"}]}),
        ("source", {"source": "s", "title": "T", "rights": "free"}),
        ("deck", {"deck": "d", "title": "T", "anki": {"present": {"date": "guess"}}}),
        ("deck", {"deck": "d", "title": "T", "select": {"not": {"tag": ["x"]}}}),
        ("project", {"project": "a", "name": "x"}),
    ],
)
def test_what_the_readers_refuse_an_editor_flags(name: str, data: object) -> None:
    assert problems(name, data)
