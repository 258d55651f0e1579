"""Filters narrow a selection by and, or and not; a wrong word is named."""

import pytest

from studydeck.check import check
from studydeck.load import load
from studydeck.quiz.wish import Wish, WishError, eligible

SOURCE = """\
source: guide
title: Guide
rights: own
passages:
- {id: p1, text: "The mill is red, and the dam is blue."}
"""
OTHER = SOURCE.replace("guide", "atlas").replace("Guide", "Atlas")
BANK = """\
bank: works
title: Works
source: guide
items:
- {id: mill, prompt: What colour is the mill?, answer: red, cite: p1, tags: [easy, colour]}
- {id: dam, prompt: What colour is the dam?, answer: blue, cite: p1, tags: [colour]}
- {id: true, statement: The mill is red., answer: true, cite: p1, tags: [easy]}
- {id: far, prompt: What colour is the mill in the atlas?, answer: red, cite: atlas@p1}
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    root = tmp_path_factory.mktemp("works")
    for name, text in {
        "questions/sources/guide.yaml": SOURCE,
        "questions/sources/atlas.yaml": OTHER,
        "questions/works.yaml": BANK,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    project, faults = load(root)
    assert not faults
    return check(project)[0]


@pytest.mark.parametrize(
    ("wish", "items"),
    [
        ({}, "mill dam true far"),
        ({"tags": ("easy",)}, "mill true"),
        ({"tags": ("easy", "colour")}, "mill dam true"),
        ({"tags": ("easy+colour",)}, "mill"),
        ({"tags": ("easy",), "kinds": ("text",)}, "mill"),
        ({"sources": ("atlas",)}, "far"),
        ({"none_of": ("tag:colour",)}, "true far"),
        ({"none_of": ("tag:easy+colour",)}, "dam true far"),
        ({"none_of": ("tag:colour", "source:atlas")}, "true"),
        ({"tags": ("colour",), "none_of": ("tag:easy",)}, "dam"),
        ({"none_of": ("bank:works",)}, ""),
        ({"kinds": ("statement",), "none_of": ("kind:text",)}, "true"),
    ],
)
def test_what_fits(checked, wish, items):
    assert [str(item.id) for item in eligible(checked, Wish(**wish)).items] == items.split()


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"tags": ("esay",)}, "there is no tag 'esay'; did you mean 'easy'?"),
        ({"tags": ("easy+nothing",)}, "there is no tag 'nothing'"),
        ({"sources": ("web",)}, "there is no source 'web'; there are: "),
        ({"none_of": ("easy",)}, "'--not easy' does not say what it is about; write --not bank:"),
        ({"none_of": ("colour:red",)}, "'--not colour:red' does not say"),
        ({"none_of": ("kind:text+sum",)}, "there is no kind 'sum'"),
    ],
)
def test_a_wrong_word_is_named(checked, wish, words):
    with pytest.raises(WishError) as error:
        eligible(checked, Wish(**wish))
    assert words in f"{error.value}; {error.value.help}"


def test_a_wish_is_written_as_the_command_that_was_given():
    wish = Wish(
        "all", ("a",), ("date",), ("x+y",), ("s",), ("tag:z",), 5, "q", "cram", new=None,
    )  # fmt: skip
    assert wish.command("studydeck", seed="q") == (
        "studydeck quiz all --bank a --kind date --source s --tag x+y --not tag:z --limit 5"
        " --seed q --cram"
    )
    form = Wish(mode="exam", form="d/f", version="B", minutes=2.5, reserved=True)
    assert form.command("sd") == "sd quiz --form d/f --version B --minutes 2.5 --reserved"
