"""Forms: the same items for every version, each once, and a key that fits its paper."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.form import Form, Question, compile_form, form_json
from studydeck.wording import answer_text
from tests.paper import DECK, ITEMS, bridges


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return bridges(tmp_path_factory.mktemp("bridges"))


def made(checked, form: str = "test", version: str = "A") -> Form:
    found, faults = compile_form(checked, "all", form, version)
    assert found is not None, faults
    return found


def questions(form: Form) -> list[Question]:
    return [question for part in form.parts for question in part.questions]


def test_every_version_asks_the_same_items_each_once(checked) -> None:
    keys = [sorted(q.key for q in questions(made(checked, version=v))) for v in "ABC"]
    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys[0])) == len(keys[0]) == 9


def test_versions_differ_in_order_and_letters(checked) -> None:
    orders = {tuple(q.key for q in questions(made(checked, version=v))) for v in "ABC"}
    assert len(orders) > 1


def test_numbers_run_through_and_points_add_up(checked) -> None:
    form = made(checked)
    assert [q.number for q in questions(form)] == list(range(1, 10))
    assert form.points == sum(q.points for q in questions(form)) == 3 * 2 + 5 + 4


@given(st.sampled_from("ABCDEFGHJK"))
def test_the_letter_of_the_key_points_at_the_answer(checked, version: str) -> None:
    for question in questions(made(checked, version=version)):
        if question.shape == "choose":
            chosen = {choice.letter: choice.text for choice in question.choices}
            right = answer_text(checked.project.items[question.key].answer)
            assert chosen[question.letters] == right.partition(":")[0]
            assert len(set(chosen.values())) == len(chosen)


def test_matching_and_order_are_solved_by_their_letters(checked) -> None:
    found = {q.key: q for q in questions(made(checked))}
    match = found["bridges/matched"]
    texts = {choice.letter: choice.text for choice in match.choices}
    told = dict(one.split("–") for one in match.letters.split(", "))
    assert {match.left[int(n) - 1]: texts[letter] for n, letter in told.items()} == {
        "Iron Bridge was opened": "1781",
        "Humber Bridge is long": "2,220 metres",
    }
    order = found["bridges/in-order"]
    steps = {choice.letter: choice.text for choice in order.choices}
    assert [steps[letter] for letter in order.letters.split()] == ["Iron Bridge", "Forth Bridge"]


def test_another_item_leaves_the_options_of_the_others_alone(checked, tmp_path: Path) -> None:
    more = (
        ITEMS
        + "- {id: crossing, prompt: What does the Iron Bridge cross?, answer: Severn, cite: p1}\n"
    )
    before = {q.key: q.choices for q in questions(made(checked))}
    after = {q.key: q.choices for q in questions(made(bridges(tmp_path, more)))}
    assert all(after[key] == choices for key, choices in before.items())


def test_a_form_avoids_what_another_one_asks(checked) -> None:
    found, faults = compile_form(checked, "all", "resit", "A")
    assert found is None
    assert [one.code for one in faults] == ["SD502"]


def test_take_is_the_same_for_all_versions_and_never_open_by_chance(checked) -> None:
    picks = {tuple(sorted(q.key for q in questions(made(checked, "short", v)))) for v in "AB"}
    assert len(picks) == 1
    assert len(next(iter(picks))) == 3


def test_items_that_stand_apart_do_not_meet(tmp_path: Path) -> None:
    items = ITEMS.replace("- id: iron-year\n", "- id: iron-year\n  apart: [gap]\n")
    deck = DECK.replace("select: {}, take: 3", "select: {items: [bridges/iron-year, bridges/gap]}")
    form = made(bridges(tmp_path, items, deck), "short")
    assert [q.key for q in questions(form)] == ["bridges/iron-year"]


def test_too_few_items_are_reported_with_the_numbers(tmp_path: Path) -> None:
    checked = bridges(tmp_path, deck=DECK.replace("take: 3", "take: 30"))
    _, faults = compile_form(checked, "all", "short", "A")
    assert [one.code for one in faults] == ["SD503"]
    assert "30" in faults[0].message


def test_a_deck_without_forms_has_a_handout_of_all_its_items(tmp_path: Path) -> None:
    checked = bridges(tmp_path, deck="deck: all\ntitle: All bridges\n")
    assert len(questions(made(checked, "handout"))) == 9


@pytest.mark.parametrize(("deck", "form"), [("none", "test"), ("all", "none")])
def test_an_unknown_form_is_named_with_the_known_ones(checked, deck: str, form: str) -> None:
    found, faults = compile_form(checked, deck, form, "A")
    assert found is None
    assert [one.code for one in faults] == ["SD504"]
    assert "all" in faults[0].help or "test" in faults[0].help


def test_a_form_is_json_and_its_digest_is_of_all_it_says(checked) -> None:
    one, other = made(checked), made(checked, version="B")
    assert json.loads(form_json(one))["title"] == "A test on bridges"
    assert one == made(checked)
    assert len(one.digest) == 6
    assert one.digest != other.digest
