"""What holds for any text: no crash, every place in its file, every plain text where it says."""

import gc
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.load import load
from studydeck.load.files import CONTROL
from studydeck.load.mend import read_document
from studydeck.load.nodes import Map, Seq
from studydeck.span import File, Text

ROOT = Path(__file__).parents[2]
BANK = (ROOT / "tests/load/zoo.yaml").read_text("utf-8")
SIGNS = (
    "[ ] { } {{ }} ' \" : , - # & * ! | > % @ ` ? \t \r \n \\ ~ : - # 4,200 .. … é 😀 上 \x00 \x1b"
    " \x85 \u2028 \u202e \ufeff \ufffe"
).split(" ")
SIGNS += [": ", " #", "- ", "  ", "\n---\n", "&a ", "*a ", "!t ", '"\\0"', "{any: ", "'", " @x"]
YAMLISH = st.lists(st.sampled_from([*SIGNS, "id: a", "prompt: p", "answer: x"]), max_size=40)


@st.composite
def mutated(draw) -> str:
    """The zoo of all keys with some lines cut, moved, doubled or spoilt."""
    text = BANK
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 40)))
        middle = draw(st.sampled_from(["", text[at:to] * 2, *SIGNS]))
        text = text[:at] + middle + text[to:]
    return text


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=300) | YAMLISH.map("".join)


def texts(node: object) -> list[Text]:
    """All texts of nodes, or of the model."""
    if isinstance(node, Map):
        return [text for value in node.values() for text in texts(value)]
    if isinstance(node, Seq | tuple):
        return [text for value in node for text in texts(value)]
    if is_dataclass(node) and not isinstance(node, File):
        return [text for one in fields(node) for text in texts(getattr(node, one.name))]
    if isinstance(node, dict):
        return [text for pair in node.items() for one in pair for text in texts(one)]
    return [node] if isinstance(node, Text) else []


def assert_placed(one: Text) -> None:
    """A text lies in its file; a plain one in one line is what the file has there."""
    if one.file is None:
        return
    assert 0 <= one.start <= one.end <= len(one.file.text)
    raw = one.span.text
    if raw[:1] not in {*"\"'|>{*&!"} and "\n" not in raw and "\r" not in raw:
        assert raw == one


def assert_told(found) -> None:
    """A finding has a place in its file, and words for an author."""
    assert found.message
    assert found.help
    assert (found.message + found.help).isprintable()
    assert not found.message.endswith(".")
    if found.span is not None:
        assert 0 <= found.span.start <= found.span.end <= len(found.span.file.text)
        line, column = found.span.file.place(found.span.start)
        assert line >= 1
        assert column >= 1


@settings(max_examples=100)
@given(TEXTS | mutated())
def test_reading_any_text_gives_places_inside_it(text):
    """Nodes and findings alike; nothing is raised."""
    file = File("a.yaml", text)
    document = read_document(file)
    for found in document.faults:
        assert_told(found)
    for one in texts(document.root):
        assert 0 <= one.start <= one.end <= len(text)
        if not document.blanks and not CONTROL.search(text):
            assert_placed(one)


@settings(max_examples=60)
@given(TEXTS | mutated(), st.sampled_from(["zoo", "names", "project", "sources/x", "../decks/x"]))
def test_loading_any_text_is_no_crash(tmp_path_factory, text, name):
    """As any of the files of a project; every text of the model has its place."""
    root = tmp_path_factory.mktemp("any")
    (root / "questions/sources").mkdir(parents=True)
    (root / "decks").mkdir()
    (root / "questions/zoo.yaml").write_text(BANK, "utf-8")
    (root / f"questions/{name}.yaml").write_text(text, "utf-8", newline="")
    project, found = load(root)
    for one in found:
        assert_told(one)
    for bank in project.banks.values():
        if bank.file.path not in project.broken:
            for item in bank.items:
                for one in texts(item.claims):
                    assert_placed(one)


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_loading_any_bytes_is_no_crash(tmp_path_factory, data):
    """Whatever encoding they may be in."""
    root = tmp_path_factory.mktemp("any")
    (root / "questions").mkdir()
    (root / "questions/zoo.yaml").write_bytes(data)
    for one in load(root)[1]:
        assert_told(one)


@settings(max_examples=100)
@given(
    st.lists(st.from_regex(r"[a-zé上😀]([a-z é上😀]{0,8}[a-zé上😀])?", fullmatch=True), min_size=1)
)
def test_a_plain_text_stands_where_its_span_says(words):
    """In code points, on lines of either end."""
    for ends in ("\n", "\r\n"):
        text = f"items:{ends}" + "".join(f"- {word}{ends}" for word in words)
        document = read_document(File("a.yaml", text))
        assert document.faults == []
        assert [str(one) for one in texts(document.root)] == words
        assert [one.span.text for one in texts(document.root)] == words


@pytest.mark.parametrize(
    "word", "no 1:30 010 2001-07-16 1.10 ~ null 0x1F on 1e3 1_000 .inf".split()
)
def test_every_scalar_is_text(word):
    """What YAML makes of it is of no account."""
    assert read_document(File("a.yaml", f"answer: {word}\n")).root == {"answer": word}


def test_the_zoo_has_nothing_wrong_with_it(tmp_path):
    """Or its mutations would prove little."""
    (tmp_path / "questions/sources").mkdir(parents=True)
    (tmp_path / "questions/zoo.yaml").write_text(BANK, "utf-8")
    (tmp_path / "questions/sources/notes.yaml").write_text(
        "source: notes\ntitle: N\nrights: own\npassages: [{id: p1, text: x}, {id: p2, text: y}]\n",
        "utf-8",
    )
    project, found = load(tmp_path)
    assert found == ()
    assert len(project.items) == 10


def test_an_alias_bomb_is_refused_and_never_grows():
    """Aliases are not followed, so it is as small as its text."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert {one.code for one in read_document(File("a.yaml", bomb)).faults} == {"SD109", "SD110"}


def test_ten_thousand_levels_are_refused_at_once():
    """In brackets, in lines, and as keys of keys."""
    for text in (
        "[" * 10_000,
        "a: " + "{b: " * 10_000,
        "".join(" " * n + "a:\n" for n in range(500)),
    ):
        codes = [one.code for one in read_document(File("a.yaml", text)).faults]
        assert codes[0] == "SD105"


def test_the_collector_runs_again_afterwards(tmp_path):
    """Also after a fault, and it stays off where it was."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/a.yaml").write_text("a: [", "utf-8")
    assert gc.isenabled()
    load(tmp_path)
    assert gc.isenabled()
    gc.disable()
    load(tmp_path)
    assert not gc.isenabled()
    gc.enable()
