"""YAML to nodes: text with places, and a finding for all that an author may get wrong."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.load.mend import read_document
from studydeck.load.nodes import Map, Seq
from studydeck.span import File, Text

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
YAMLISH = st.lists(
    st.sampled_from(
        ["a: b", "- id: x", "  prompt: What?", "  answer: [a, 1,2]", "{", "}", "[", "]", "\t", "'", '"',
         ": ", " #", "&a", "*a", "!!t", "---", "%", "@", "{{", "|", ">-", "é", "上", "? ", "\r\n"]
    )
    | WORDS,
    max_size=25,
).map("\n".join)  # fmt: skip


def texts(node: object) -> list[Text]:
    if isinstance(node, Map):
        return [text for value in node.values() for text in texts(value)]
    if isinstance(node, Seq):
        return [text for value in node for text in texts(value)]
    return [node] if isinstance(node, Text) else []


def codes(text: str) -> list[str]:
    return [found.code for found in read_document(File("a.yaml", text)).faults]


@given(YAMLISH | st.text(max_size=200))
def test_parsing_never_raises_and_every_place_lies_in_the_file(text: str) -> None:
    node, faults = pair(File("a.yaml", text))
    for found in faults:
        assert found.span is not None
        assert 0 <= found.span.start <= found.span.end <= len(text) + 3
        assert found.help
    for one in texts(node):
        assert 0 <= one.start <= one.end <= len(text)


@given(
    st.lists(st.from_regex(r"[a-zé上😀]([a-z é上😀]{0,8}[a-zé上😀])?", fullmatch=True), min_size=1)
)
def test_a_plain_text_stands_where_its_span_says(words: list[str]) -> None:
    text = "items:\n" + "".join(f"- {word}\n" for word in words)
    node, faults = pair(File("a.yaml", text))
    assert faults == []
    assert [str(one) for one in texts(node)] == words
    assert [one.span.text for one in texts(node) if one.span] == words


@pytest.mark.parametrize(
    "word", ["no", "1:30", "010", "2001-07-16", "1.10", "~", "null", "0x1F", "on"]
)
def test_every_scalar_is_text(word: str) -> None:
    node, _ = pair(File("a.yaml", f"answer: {word}\n"))
    assert node == {"answer": word}


def test_places_hold_behind_windows_line_ends() -> None:
    file = File("a.yaml", "a: one\r\nb: 'two'\r\n")
    node, _ = pair(file)
    assert isinstance(node, Map)
    assert [one.span.text for one in texts(node) if one.span] == ["one", "'two'"]
    assert file.place(node.places["b"][0]) == (2, 1)
    assert file.line_text(1) == "a: one"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: b\na: c\n", "SD106"),
        ("a: !!python/object:os.system x\n", "SD108"),
        ("a: &x b\n", "SD109"),
        ("a: *x\n", "SD110"),
        ("a: *important* word\n", "SD110"),
        ("a: b\n--- \nc: d\n", "SD122"),
        ("", "SD126"),
        ("# only a comment\n", "SD126"),
        ("a:\n\t- b\n", "SD102"),
        ("prompt: What is this: that?\n", "SD113"),
        ('prompt: "Su-27" is what?\n', "SD114"),
        ("cloze: {{a}} and {{b}} there\n", "SD115"),
        ("prompt: @home\n", "SD116"),
        ("prompt: %5 of it\n", "SD116"),
        ("prompt: [sic] is what?\n", "SD117"),
        ("a: 'b\n", "SD101"),
        ("? [a, b]\n: c\n", "SD118"),
    ],
)
def test_a_slip_has_its_own_code(text: str, code: str) -> None:
    assert code in codes(text)


def test_depth_without_end_is_refused_at_once() -> None:
    assert codes("[" * 10_000) == ["SD105"]
    assert codes("a:\n" + "".join(" " * n + "- \n" for n in range(1, 3000))) in (
        ["SD105"],
        ["SD101"],
    )


def test_an_alias_bomb_is_refused_and_never_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert set(codes(bomb)) == {"SD109", "SD110"}


def test_all_slips_of_a_file_are_told_at_once() -> None:
    assert codes("a: &x 1\na: 2\nb: !t 3\nb: 4\n") == ["SD109", "SD106", "SD108", "SD106"]


def test_the_collector_runs_again_afterwards() -> None:
    assert gc.isenabled()
    read_document(File("a.yaml", "a: ["))
    assert gc.isenabled()


def pair(file):
    document = read_document(file)
    return document.root, document.faults
