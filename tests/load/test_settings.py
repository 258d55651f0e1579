"""The project's settings and names."""

import pytest

from studydeck.model import Name, Settings

PROJECT = "questions/project.yaml"
NAMES = "questions/names.yaml"


def test_a_project_says_what_it_is(read):
    """Every key reaches the model."""
    text = """\
format: 1
project: relations-8f3c2a
title: Relations
language: de
licence: CC-BY-4.0
authors: [A, B]
url: https://example.org/
anki: {name: Deck, subdecks: none}
"""
    project, found = read(files={PROJECT: text})
    assert found == ()
    assert project.settings == Settings(
        "relations-8f3c2a", "Relations", "de", "CC-BY-4.0", ("A", "B"), "https://example.org/",
        "Deck", False,
    )  # fmt: skip


def test_a_project_need_not_say_anything(read):
    """Without the file there are defaults."""
    project, found = read(files={PROJECT: None})
    assert found == ()
    assert project.settings == Settings()


def test_names_have_aliases_and_metonyms(read):
    """One text is a list of one; a metonym may be a name too."""
    text = (
        "names:\n- {name: Russia, aliases: RF, metonyms: [Moscow, the Kremlin]}\n- {name: Moscow}\n"
    )
    project, found = read(files={NAMES: text})
    assert found == ()
    assert project.names == (Name("Russia", ("RF",), ("Moscow", "the Kremlin")), Name("Moscow"))


FAULTS = {
    "a later format": (PROJECT, "format: «2»\n", "SD127", "later studydeck"),
    "no format": (PROJECT, "format: «one»\n", "SD120", "`format: 1`"),
    "a namespace": (PROJECT, "project: «My Project»\n", "SD123", "`my-project`"),
    "a language": (PROJECT, "language: «english»\n", "SD120", "`en`"),
    "subdecks": (PROJECT, "anki: {subdecks: «banks»}\n", "SD120", "`bank`"),
    "a guess": (PROJECT, "«license»: MIT\n", "SD107", "`licence`"),
    "a list": (PROJECT, "«- format: 1\n»", "SD118", "format: 1"),
    "an empty file": (PROJECT, "«»# nothing yet\n", "SD126", "delete"),
    "nothing but a line": (PROJECT, "«»---\n", "SD126", "delete"),
    "two owners": (
        NAMES, "names:\n- {name: A, aliases: [C]}\n- {name: B, aliases: [«C»]}\n", "SD401", "'A'"),
    "a name without a name": (NAMES, "names:\n- «aliases»: [C]\n", "SD119", "`name:`"),
    "a list of names": (NAMES, "«- {name: A}\n»", "SD118", "`names:`"),
    "a word": (NAMES, "names:\n- «A»\n", "SD118", "no mapping"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_stands(finds, fault):
    """With code and help."""
    name, text, code, words = FAULTS[fault]
    (found,) = finds(name, text)
    assert found.code == code
    assert words in f"{found.message}; {found.help}"


BANKS = {
    "no title": ("«bank»: paper\nitems: [{id: a, prompt: p, answer: b}]\n", "SD119", "`title:`"),
    "another name": ("bank: «papr»\ntitle: P\nitems: [{id: a, prompt: p, answer: b}]\n", "SD408", "`bank: paper`"),
    "no items": ("bank: «paper»\ntitle: P\n", "SD405", "`items:`"),
    "empty items": ("bank: paper\ntitle: P\n«items»:\n", "SD405", "`items:`"),
    "no item": ("bank: paper\ntitle: P\n«items»: []\n", "SD405", "`items:`"),
    "a mapping of items": ("bank: paper\ntitle: P\n«items»: {a: b}\n", "SD118", "a list"),
    "a word for an item": ("bank: paper\ntitle: P\nitems: [«a»]\n", "SD118", "no mapping"),
    "an item without id": ("bank: paper\ntitle: P\nitems: [«{»prompt: p, answer: b}]\n", "SD119", "`id:`"),
    "an id twice": (
        "bank: paper\ntitle: P\nitems: [{id: a, prompt: p, answer: b}, {id: «a», prompt: p, answer: b}]\n",
        "SD401", "line 3"),
    "a fact and an item of one id": (
        "bank: paper\ntitle: P\nitems: [{id: a, event: {what: x}}, {id: «a», prompt: p, answer: b}]\n",
        "SD401", "line 3"),
    "an id that was given up": (
        "bank: paper\ntitle: P\nretired: {a: too easy}\nitems: [{id: «a», prompt: p, answer: b}]\n",
        "SD409", "too easy"),
    "an identity that was given up": (
        "bank: paper\ntitle: P\nretired: {z: old}\nitems: [{id: «a», was: paper/z, prompt: p, answer: b}]\n",
        "SD409", "paper/z"),
    "an identity in use": (
        "bank: paper\ntitle: P\nitems: [{id: a, prompt: p, answer: b}, {id: «b», was: paper/a, prompt: p, answer: b}]\n",
        "SD401", "`was:`"),
    "an id to give up": (
        "bank: paper\ntitle: P\nretired: {«A b»: old}\nitems: [{id: a, prompt: p, answer: b}]\n", "SD123", "id"),
    "no reason": (
        "bank: paper\ntitle: P\nretired: {«z»: ''}\nitems: [{id: a, prompt: p, answer: b}]\n", "SD119", "empty"),
    "an id among the defaults": (
        "bank: paper\ntitle: P\ndefaults: {«id»: x}\nitems: [{id: a, prompt: p, answer: b}]\n", "SD107", "may have"),
    "a list of defaults": (
        "bank: paper\ntitle: P\n«defaults»: [x]\nitems: [{id: a, prompt: p, answer: b}]\n", "SD118", "a mapping"),
    "a field among the defaults": (
        "bank: paper\ntitle: P\ndefaults: {deal: {«suplier»: x}}\nitems: [{id: a, prompt: p, answer: b}]\n",
        "SD107", "`supplier`"),
    "no default source": (
        "bank: paper\ntitle: P\nitems: [{id: a, prompt: p, answer: b, cite: «p1»}]\n", "SD124", "`source:`"),
    "a guess": ("bank: paper\ntitle: P\n«questions»: []\nitems: [{id: a, prompt: p, answer: b}]\n", "SD107", "`items`"),
    "a list": ("«- bank: paper\n»", "SD118", "start with `bank:`"),
    "words": ("«just words»\n", "SD118", "start with `bank:`"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BANKS)
def test_a_fault_of_a_bank_is_found_where_it_stands(finds, fault):
    """With code and help."""
    text, code, words = BANKS[fault]
    (found,) = finds("questions/paper.yaml", text)
    assert found.code == code
    assert words in f"{found.message}; {found.help}"


def test_retired_ids_are_kept_with_their_reasons(read):
    """Those of items, and of fields of facts."""
    text = "bank: paper\ntitle: P\nretired: {b: too easy, c.number: sold}\nitems: [{id: a, prompt: p, answer: b}]\n"
    project, _ = read(files={"questions/paper.yaml": text})
    assert project.banks["paper"].retired == {"b": "too easy", "c.number": "sold"}


def test_an_identity_is_found_in_another_bank(read):
    """Two banks may not go on with the cards of one item."""
    other = "bank: other\ntitle: O\nitems: [{id: a, was: paper/a, prompt: p, answer: b}]\n"
    _, found = read("- {id: a, prompt: p, answer: b}\n", {"questions/other.yaml": other})
    (one,) = found
    assert (one.code, one.item) == ("SD401", "paper/a")
    assert [related.message for related in one.related] == ["used by 'other/a'"]
