"""Decks: what they select, how they ask, and their forms."""

import pytest

from studydeck.model import AnkiSpec, Present, Select

NAME = "decks/all.yaml"
HEAD = "deck: all\ntitle: All\n"


def deck(read, text):
    """Read one deck that has nothing wrong with it."""
    project, found = read(files={NAME: HEAD + text})
    assert found == (), [(one.code, one.message) for one in found]
    return project.decks["all"]


def test_a_selection_has_every_key(read):
    """And the same below `not`."""
    made = deck(read, """\
description: What there is.
select:
  banks: [paper]
  items: paper/first
  kinds: [text, date]
  sources: notes
  facts: [deal, event]
  importance: [1, 3]
  not: {banks: paper, kinds: open, not: {importance: 2}}
""")  # fmt: skip
    assert made.description == "What there is."
    inner = Select(importance=(2,))
    assert made.select == Select(
        banks=("paper",), items=("paper/first",), kinds=("text", "date"), sources=("notes",),
        facts=("deal", "event"), importance=(1, 3),
        none_of=Select(banks=("paper",), kinds=("open",), none_of=inner),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("", None),
        ("anki:\n", AnkiSpec()),
        ("anki: {}\n", AnkiSpec()),
        (
            "anki: {present: {default: reveal, date: type, choice: choose}, options: 3}\n",
            AnkiSpec(
                {"default": Present.REVEAL, "date": Present.TYPE, "choice": Present.CHOOSE}, 3
            ),
        ),
    ],
)
def test_a_deck_says_how_anki_asks(read, text, spec):
    """Without the key there is no package."""
    assert deck(read, text).anki == spec


FORM = """\
forms:
- form: test
  title: "Test: paper"
  instructions: No aids.
  minutes: 45
  versions: [A, B-2]
  seed: 2002-spring
  shuffle: [items, options]
  header: [name, class]
  layout: {profile: large, paper: A4, columns: 1}
  print: [paper, key, answer-sheet]
  sections:
  - {title: I, select: {banks: [paper]}, take: 5, points: 2, present: type}
  - {title: II, items: [paper/first], points: 0, options: 3, lines: 8}
- {form: resit, like: test, seed: 3, avoid: [test]}
"""


def test_a_form_has_every_key(read):
    """Sections select items, or name them in their order."""
    test, _ = deck(read, FORM).forms
    assert (test.id, test.title, test.instructions) == ("test", "Test: paper", "No aids.")
    assert (test.minutes, test.versions, test.seed) == (45, ("A", "B-2"), "2002-spring")
    assert (test.shuffle, test.header) == ({"items", "options"}, ("name", "class"))
    assert test.layout == {"profile": "large", "paper": "A4", "columns": "1"}
    assert test.print == ("paper", "key", "answer-sheet")
    one, two = test.sections
    assert (one.title, one.select.banks, one.take, one.points) == ("I", ("paper",), 5, 2)
    assert (one.present, one.options, one.lines) == (Present.TYPE, 4, 0)
    assert (two.items, two.take, two.points) == (("paper/first",), None, 0)
    assert (two.present, two.options, two.lines) == (None, 3, 8)


def test_a_form_like_another_takes_its_keys_over(read):
    """Its own keys win."""
    test, resit = deck(read, FORM).forms
    assert (resit.id, resit.seed, resit.avoid) == ("resit", "3", ("test",))
    assert (resit.title, resit.sections, resit.layout) == (test.title, test.sections, test.layout)


def test_a_form_has_sensible_defaults(read):
    """Title and sections are enough."""
    (form,) = deck(read, "forms:\n- {form: a, title: A, sections: [{title: I}]}\n").forms
    assert (form.versions, form.seed, form.minutes) == (("A",), "a", None)
    assert (form.header, form.print) == (("name", "class", "date"), ("paper", "key"))
    assert (form.layout, form.shuffle, form.avoid) == ({}, frozenset(), ())


SECTION = "sections: [{title: I}]"
FAULTS = {
    "no title": ("«deck»: all\n", "SD119", "`title:`"),
    "another name": ("deck: «al»\ntitle: A\n", "SD408", "`deck: all`"),
    "a path as name": ("deck: «../all»\ntitle: A\n", "SD123", "`all`"),
    "a list": ("«- deck: all\n»", "SD118", "start with `deck:`"),
    "a guess": (f"{HEAD}«descripton»: x\n", "SD107", "`description`"),
    "a key of select": (f"{HEAD}select: {{«bank»: [paper]}}\n", "SD107", "`banks`"),
    "a key of not": (f"{HEAD}select: {{not: {{«tag»: [x]}}}}\n", "SD107", "`tags`"),
    "no such bank": (f"{HEAD}select: {{banks: [«papr»]}}\n", "SD410", "`paper`"),
    "no such item": (f"{HEAD}select: {{items: [«paper/frst»]}}\n", "SD410", "`paper/first`"),
    "no such source": (f"{HEAD}select: {{sources: [«note»]}}\n", "SD410", "`notes`"),
    "no such tag": (f"{HEAD}select: {{not: {{tags: [«x»]}}}}\n", "SD410", "none yet"),
    "no such fact": (f"{HEAD}select: {{facts: [«deals»]}}\n", "SD410", "`deal`"),
    "no such kind": (f"{HEAD}select: {{kinds: [«dates»]}}\n", "SD120", "`date`"),
    "importance": (f"{HEAD}select: {{importance: [«high»]}}\n", "SD120", "`1`"),
    "how to ask": (f"{HEAD}anki: {{present: {{date: «typed»}}}}\n", "SD120", "`type`"),
    "of what kind": (f"{HEAD}anki: {{present: {{«dates»: type}}}}\n", "SD120", "`date`"),
    "one option": (f"{HEAD}anki: {{options: «1»}}\n", "SD120", "from 2 on"),
    "a name of a deck in Anki": (f"{HEAD}anki: {{«name»: x}}\n", "SD107", "`present`"),
    "a form twice": (
        f"{HEAD}forms: [{{form: a, title: A, {SECTION}}}, {{form: «a», title: B, {SECTION}}}]\n", "SD401", "twice"),
    "a form without id": (f"{HEAD}forms: [«{{»title: A, {SECTION}}}]\n", "SD119", "`form:`"),
    "a form without sections": (f"{HEAD}forms: [«{{»form: a, title: A}}]\n", "SD119", "`sections:`"),
    "like no form": (f"{HEAD}forms: [{{form: b, title: A, like: «a», {SECTION}}}]\n", "SD410", "'a' above"),
    "a form to avoid": (
        f"{HEAD}forms: [{{form: a, title: A, avoid: [«b»], {SECTION}}}]\n", "SD410", "to avoid"),
    "a form that avoids itself": (
        f"{HEAD}forms: [{{form: a, title: A, avoid: [«a»], {SECTION}}}]\n", "SD410", "other form"),
    "a version as path": (
        f"{HEAD}forms: [{{form: a, title: A, versions: [«../A»], {SECTION}}}]\n", "SD123", "[A, B]"),
    "a version twice": (
        f"{HEAD}forms: [{{form: a, title: A, versions: [A, «A»], {SECTION}}}]\n", "SD401", "twice"),
    "an unknown sheet": (
        f"{HEAD}forms: [{{form: a, title: A, print: [«keys»], {SECTION}}}]\n", "SD120", "`key`"),
    "an unknown size": (
        f"{HEAD}forms: [{{form: a, title: A, layout: {{paper: «A3»}}, {SECTION}}}]\n", "SD120", "`A4`"),
    "minutes": (f"{HEAD}forms: [{{form: a, title: A, minutes: «an hour», {SECTION}}}]\n", "SD120", "number"),
    "what to shuffle": (
        f"{HEAD}forms: [{{form: a, title: A, shuffle: [«all»], {SECTION}}}]\n", "SD120", "`items`"),
    "a section that does both": (
        f"{HEAD}forms: [{{form: a, title: A, sections: [{{items: [paper/first], «take»: 1}}]}}]\n", "SD118", "leave one"),
    "an item of a section": (
        f"{HEAD}forms: [{{form: a, title: A, sections: [{{items: [«first»]}}]}}]\n", "SD410", "`paper/first`"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_deck_is_found_where_it_stands(finds, fault):
    """With code and help."""
    text, code, words = FAULTS[fault]
    (found,) = finds(NAME, text)
    assert found.code == code
    assert words in f"{found.message}; {found.help}"
    assert found.help
