"""A folder becomes a project: every file kind, every fault with its place."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.load import load
from studydeck.load.root import builtin_root, find_root
from studydeck.model import Elements, Gaps, Kind, Pairs, Project, Single, Steps, Truth

SOURCE = """\
source: notes
title: Notes
rights: own
passages:
- {id: p1, text: Paper was made in China. It came to Europe later.}
- {id: p2, text: The press of Gutenberg is of about 1450.}
"""
HEAD = "bank: paper\ntitle: Paper\nsource: notes\nitems:\n"


def written(root: Path, **files: str | bytes) -> Path:
    base = {"questions/project.yaml": "format: 1\nproject: paper-1a2b3c\n",
            "questions/sources/notes.yaml": SOURCE}  # fmt: skip
    for name, text in {**base, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def bank(root: Path, entries: str, **files: str | bytes):
    return load(written(root, **{"questions/paper.yaml": HEAD + entries, **files}))


def item(root: Path, entry: str):
    project, found = bank(root, entry)
    assert found == (), found
    return next(iter(project.items.values()))


def codes(loaded) -> list[str]:
    return [one.code for one in loaded[1]]


KINDS = [
    ("{id: a, prompt: p, answer: China, cite: p1}", Kind.TEXT, Single),
    ("{id: a, prompt: p, answer: 1450, cite: p1}", Kind.DATE, Single),
    ("{id: a, prompt: p, answer: 2001-07-16, cite: p1}", Kind.DATE, Single),
    ("{id: a, prompt: p, answer: 'about 14,500 books', cite: p1}", Kind.NUMBER, Single),
    ("{id: a, prompt: p, answer: one in three, cite: p1}", Kind.NUMBER, Single),
    ("{id: a, prompt: p, answer: Three Gorges, cite: p1}", Kind.TEXT, Single),
    ("{id: a, prompt: p, answer: Su-27, cite: p1}", Kind.TEXT, Single),
    (
        "{id: a, prompt: p, answer: b, kind: choice, distractors: [c], cite: p1}",
        Kind.CHOICE,
        Single,
    ),
    ("{id: a, prompt: p, answer: [b, c], cite: p1}", Kind.SET, Elements),
    ("{id: a, prompt: p, order: [b: 1990, c: 1991], cite: p1}", Kind.ORDER, Steps),
    ("{id: a, prompt: p, pairs: {b: c, d: e}, cite: p1}", Kind.MATCHING, Pairs),
    ("{id: a, statement: s, answer: true, cite: p1}", Kind.STATEMENT, Truth),
    ("{id: a, cloze: 'x {{b|c::hint}} y', cite: p1}", Kind.CLOZE, Gaps),
]


@pytest.mark.parametrize(("entry", "kind", "answer"), KINDS)
def test_the_kind_follows_from_the_keys(tmp_path: Path, entry: str, kind: Kind, answer) -> None:
    found = item(tmp_path, f"- {entry}\n")
    assert (found.kind, type(found.answer)) == (kind, answer)


def test_a_gap_has_answer_aliases_hint_and_place(tmp_path: Path) -> None:
    answer = item(
        tmp_path, "- {id: a, cloze: 'Made in {{China|PRC::a country}}.', cite: p1}\n"
    ).answer
    assert isinstance(answer, Gaps)
    (gap,) = answer.gaps
    assert answer.text[gap.start : gap.end] == gap.answer == "China"
    assert (gap.aliases, gap.hint) == (("PRC",), "a country")


def test_a_fact_makes_an_item_for_each_field_that_is_asked(tmp_path: Path) -> None:
    project, found = bank(tmp_path, """\
- id: press
  event: {what: press of Gutenberg, date: about 1450, parties: [Gutenberg, Fust]}
  cite: p2
  tags: [print]
  ask:
    date: When was it?
    parties: {id: who, prompt: Who?, importance: 3}
""")  # fmt: skip
    assert found == ()
    assert list(project.items) == ["paper/press.date", "paper/who"]
    date, who = project.items.values()
    assert (date.fact, date.field, date.tags, date.kind) == ("press", "date", ("print",), Kind.DATE)
    assert (who.kind, who.importance) == (Kind.SET, 3)
    assert project.banks["paper"].facts[0].fields["date"] == ("about 1450",)


def test_sources_that_disagree_make_several_claims(tmp_path: Path) -> None:
    entry = """\
- id: a
  prompt: When?
  %s
  values:
  - {answer: 1450, label: one, cite: p2}
  - {answer: 1440, label: two, cite: p1, rank: deprecated, why: a guess}
  - {answer: 1455, label: three, cite: p1, rank: preferred}
"""
    found = item(tmp_path, entry % "hint: none")
    assert [claim.label for claim in found.claims] == ["one", "two", "three"]
    assert [claim.label for claim in found.right] == ["three", "one"]
    told = item(tmp_path, entry % "according_to: one")
    assert [claim.label for claim in told.right] == ["one"]


def test_was_keeps_an_identity(tmp_path: Path) -> None:
    found = item(tmp_path, "- {id: a, was: old/b, prompt: p, answer: x, cite: p1}\n")
    assert found.identity == ("old", "b")


def test_defaults_are_inherited_and_tags_add_up(tmp_path: Path) -> None:
    text = HEAD.replace("items:", "defaults: {tags: [x], importance: 1}\nitems:")
    entries = "- {id: a, prompt: p, answer: b, tags: [y], cite: p1}\n- {id: c, prompt: p, answer: d, importance: 3, cite: p1}\n"
    project, found = load(written(tmp_path, **{"questions/paper.yaml": text + entries}))
    assert found == ()
    assert [(i.tags, i.importance) for i in project.items.values()] == [
        (("x", "y"), 1),
        (("x",), 3),
    ]


FAULTS = [
    ("- {id: a, question: p, answer: x}", ["SD107"]),
    ("- {id: a, prompt: p, answer: x, distracters: [y], cite: p1}", ["SD107"]),
    ("- {id: A b, prompt: p, answer: x, cite: p1}", ["SD123"]),
    ("- {prompt: p, answer: x, cite: p1}", ["SD119"]),
    ("- {id: a, prompt: [p], answer: x, cite: p1}", ["SD117"]),
    ("- {id: a, prompt: p, answer: {x: y}, cite: p1}", ["SD118"]),
    ("- {id: a, prompt: p, answer: x, importance: 4, cite: p1}", ["SD120"]),
    ("- {id: a, prompt: p, answer: x, kind: multiple, cite: p1}", ["SD120"]),
    ("- {id: a, prompt: p, answer: x, cite: '@p1'}", ["SD124"]),
    ("- {id: a, prompt: p, answer: x, cite: p9}", ["SD402"]),
    ("- {id: a, prompt: p, answer: x, cite: nots@p1}", ["SD403"]),
    ("- {id: a, prompt: p, answer: x, cite: p1, as_of: June 2002}", ["SD128"]),
    ("- {id: a, prompt: p, answer: x, cite: p1, apart: [z]}", ["SD410"]),
    ("- {id: a, prompt: p, answer: soon, kind: date, cite: p1}", ["SD129"]),
    ("- {id: a, statement: s, answer: perhaps, cite: p1}", ["SD129"]),
    ("- {id: a, statement: s, answer: false, cite: p1}", ["SD119"]),
    ("- {id: a, cloze: no gap here, cite: p1}", ["SD130"]),
    ("- {id: a, prompt: p, order: [b: 1990, c], cite: p1}", ["SD129"]),
    ("- {id: a, prompt: p, answer: x, cite: p1}\n- {id: a, prompt: q, answer: y, cite: p1}", ["SD401"]),
    ("- {id: a, prompt: p, answer: x, cite: p1}\n- {id: b, was: paper/a, prompt: q, answer: y, cite: p1}", ["SD401"]),
    ("- {id: a, prompt: p, answer: x, cite: p1, image: {file: ../../x.png, alt: x}}", ["SD407"]),
    ("- id: a\n  prompt: What is no #5?\n  answer: x\n  cite: p1", ["SD112"]),
    ("- {id: a, prompt: p, answer: [4,200 km, 6,200 km], cite: p1}", ["SD111", "SD111"]),
    ("[]", ["SD405"]),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "expected"), FAULTS)
def test_a_fault_has_code_place_and_help(tmp_path: Path, entries: str, expected: list[str]) -> None:
    text = HEAD.rstrip("\n") + " []\n" if entries == "[]" else HEAD + entries + "\n"
    project, found = load(written(tmp_path, **{"questions/paper.yaml": text}))
    assert sorted(one.code for one in found) == sorted(expected)
    assert all(
        one.help and one.span and one.span.file.path == "questions/paper.yaml" for one in found
    )
    assert project.broken == {"questions/paper.yaml"}


def test_a_guess_is_offered_for_an_unknown_key(tmp_path: Path) -> None:
    _, found = bank(tmp_path, "- {id: a, prompt: p, answer: x, synonyms: [y], cite: p1}\n")
    assert "`aliases`" in found[0].help


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        ("bank: a\n".encode("utf-16"), "SD103", "UTF-16"),
        ("bank: a\n".encode("utf-32"), "SD103", "UTF-32"),
        ("title: Café\n".encode("cp1252"), "SD103", "cp1252"),
        (b"bank: paper\0\n", "SD121", "U+0000"),
        (b"bank: pa\x1bper\n", "SD121", "U+001B"),
        ("bank: pa\u202eper\n".encode(), "SD121", "U+202E"),
        (b"", "SD126", ""),
        (b"just words", "SD118", ""),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, code: str, word: str) -> None:
    _, found = load(written(tmp_path, **{"questions/paper.yaml": data}))
    assert [one.code for one in found] == [code]
    assert word in found[0].message


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    text = (HEAD + "- {id: a, prompt: p, answer: x, cite: p9}\n").replace("\n", "\r\n")
    _, found = load(written(tmp_path, **{"questions/paper.yaml": b"\xef\xbb\xbf" + text.encode()}))
    (one,) = found
    assert one.span is not None
    assert one.span.file.place(one.span.start) == (5, 39)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    written(tmp_path)
    with (tmp_path / "questions" / "paper.yaml").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    _, found = load(tmp_path)
    assert [one.code for one in found] == ["SD104"]
    assert "100 MiB" in found[0].message


def test_a_folder_without_banks_is_told_so(tmp_path: Path) -> None:
    assert codes(load(tmp_path)) == ["SD406"]


def test_paths_do_not_leave_the_project(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    root = tmp_path / "project"
    for path in (
        "../../../secret.txt",
        str(outside),
        "C:\\secret.txt",
        "nul",
        "a/../../../../secret.txt",
    ):
        source = f"source: own\ntitle: T\nrights: own\ntext: '{path}'\n"
        found = load(written(root, **{"questions/sources/own.yaml": source}))
        assert "SD407" in codes(found), path
    if hasattr(os, "symlink"):
        (root / "questions/sources/link.txt").symlink_to(outside)
        source = "source: own\ntitle: T\nrights: own\ntext: link.txt\n"
        assert "SD407" in codes(load(written(root, **{"questions/sources/own.yaml": source})))


def test_paragraphs_of_a_text_become_passages(tmp_path: Path) -> None:
    text = "First line.\nSecond line.\n\nThird after a blank.\r\n"
    source = "source: own\ntitle: T\nrights: own\ntext: own.txt\n"
    files = {"questions/sources/own.yaml": source, "questions/sources/own.txt": text}
    project, _ = bank(tmp_path, "- {id: a, prompt: p, answer: x, cite: p1}\n", **files)
    assert {p.id: str(p.text) for p in project.sources["own"].passages} == {
        "p1": "First line.", "p2": "Second line.", "p4": "Third after a blank.",
    }  # fmt: skip
    files["questions/sources/own.yaml"] = source + "paragraphs: blocks\n"
    project, _ = bank(tmp_path, "- {id: a, prompt: p, answer: x, cite: p1}\n", **files)
    assert [p.id for p in project.sources["own"].passages] == ["p1", "p4"]


def test_a_private_source_may_be_missing(tmp_path: Path) -> None:
    source = "source: own\ntitle: T\nrights: private\ntext: own.txt\n"
    project, found = bank(
        tmp_path,
        "- {id: a, prompt: p, answer: x, cite: own@p1}\n",
        **{"questions/sources/own.yaml": source},
    )
    assert found == ()
    assert not project.sources["own"].has_text


def test_a_source_without_rights_is_refused(tmp_path: Path) -> None:
    files = {"questions/sources/notes.yaml": SOURCE.replace("rights: own\n", "")}
    assert codes(bank(tmp_path, "- {id: a, prompt: p, answer: x, cite: p1}\n", **files)) == [
        "SD404"
    ]


def test_all_faults_of_all_files_come_at_once_in_order(tmp_path: Path) -> None:
    files = {"questions/b.yaml": "bank: b\n", "questions/sources/c.yaml": "source: x\ntitle: T\nrights: own\n",
             "decks/d.yaml": "deck: d\ntitle: D\nselect: {banks: [nope]}\n"}  # fmt: skip
    _, found = bank(tmp_path, "- {id: a, prompt: p, answer: x, cite: p9}\n", **files)
    places = [(one.span.file.path, one.span.start) for one in found if one.span]
    assert places == sorted(places)
    assert {path for path, _ in places} == {
        "questions/b.yaml", "questions/paper.yaml", "questions/sources/c.yaml", "decks/d.yaml"
    }  # fmt: skip


DECK = """\
deck: all
title: All
select: {banks: [paper], not: {tags: [x]}, importance: [2, 3]}
anki: {present: {default: reveal, date: type}, options: 3}
forms:
- {form: one, title: One, versions: [A, B], seed: s, shuffle: [items], minutes: 20, sections: [{take: 1, points: 2}]}
- {form: two, like: one, seed: t, avoid: [one]}
"""


def test_a_deck_is_read_with_its_forms(tmp_path: Path) -> None:
    entries = "- {id: a, prompt: p, answer: x, tags: [x], cite: p1}\n"
    project, found = bank(tmp_path, entries, **{"decks/all.yaml": DECK})
    assert found == ()
    deck = project.decks["all"]
    assert deck.select.importance == (2, 3)
    assert deck.select.none_of is not None
    assert deck.anki is not None
    assert deck.anki.options == 3
    one, two = deck.forms
    assert (two.title, two.versions, two.seed, two.sections) == (
        one.title,
        ("A", "B"),
        "t",
        one.sections,
    )
    assert two.avoid == ("one",)


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_loading_never_raises(tmp_path_factory, data) -> None:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    root = tmp_path_factory.mktemp("any")
    project, found = load(
        written(root, **{"questions/paper.yaml": raw, "questions/names.yaml": raw})
    )
    assert isinstance(project, Project)
    for one in found:
        assert one.span is None or 0 <= one.span.start <= one.span.end


def test_the_nearest_project_upwards_is_found(tmp_path: Path) -> None:
    root = written(tmp_path / "p", **{"questions/paper.yaml": HEAD})
    deep = root / "questions" / "sources"
    assert find_root(deep) == root
    assert find_root(tmp_path) is None
    assert (builtin_root() / "questions" / "dates.yaml").is_file()
