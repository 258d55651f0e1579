"""Forms: the same items for every version, each once, and a key that fits its paper."""

import json
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.chance import digest
from studydeck.form import Choice, Form, Question, _facts, compile_form, form_json
from studydeck.form.letters import balanced, letter, long_runs
from studydeck.wording import answer_text
from tests.paper import DECK, ITEMS, bridges


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return bridges(tmp_path_factory.mktemp("bridges"))


def made(checked, form: str = "test", version: str = "A") -> Form:
    found, faults = compile_form(checked, "all", form, version)
    assert found is not None, faults
    return found


def keys(form: Form) -> list[str]:
    return [question.key.partition("/")[2] for question in form.questions]


def with_form(text: str) -> str:
    """Write a deck with one form, `own`, of which `text` gives the sections and the rest."""
    return f"deck: all\ntitle: All bridges\nforms:\n- form: own\n  title: Own\n{text}"


# Which items


def test_every_version_asks_the_same_items_each_once(checked) -> None:
    found = [sorted(keys(made(checked, version=v))) for v in "ABC"]
    assert found[0] == found[1] == found[2]
    assert len(set(found[0])) == len(found[0]) == 9


def test_take_is_the_same_for_all_versions(checked) -> None:
    picks = {tuple(sorted(keys(made(checked, "short", v)))) for v in "ABCD"}
    assert len(picks) == 1
    assert len(next(iter(picks))) == 3


def test_what_is_taken_stays_in_the_order_of_the_bank(checked) -> None:
    bank = [item.id for item in checked.project.items.values()]
    taken = keys(made(checked, "short"))
    assert taken == sorted(taken, key=bank.index)


def test_a_form_without_an_item_left_is_none(checked) -> None:
    found, faults = compile_form(checked, "all", "resit", "A")
    assert found is None
    assert [one.code for one in faults] == ["SD502"]


def test_a_form_avoids_what_another_one_takes(tmp_path: Path) -> None:
    deck = DECK.replace("[{select: {}, take: 1}]}", "[{select: {}, take: 4}]}").replace(
        "avoid: [test]", "avoid: [short]"
    )
    checked = bridges(tmp_path, deck=deck)
    first, second = keys(made(checked, "short")), keys(made(checked, "resit"))
    assert len(second) == 4
    assert not set(first) & set(second)


def test_a_form_like_another_draws_the_same_items(tmp_path: Path) -> None:
    """Unless it has a seed of its own: large print is no other test."""
    forms = (
        "- form: own\n  title: Own\n  sections: [{select: {}, take: 4}]\n"
        "- {form: wide, like: own, layout: {profile: large}}\n"
        "- {form: wider, like: wide}\n- {form: resit, like: own, seed: again}\n"
    )
    checked = bridges(tmp_path, deck=f"deck: all\ntitle: All\nselect: {{}}\nforms:\n{forms}")
    own, wide, wider, resit = (keys(made(checked, id)) for id in ("own", "wide", "wider", "resit"))
    assert own == wide == wider != resit


def test_forms_that_avoid_each_other_share_nothing(tmp_path: Path) -> None:
    deck = with_form(
        "  avoid: [other]\n  sections: [{select: {}, take: 4}]\n"
        "- {form: other, like: own, avoid: [own]}\n"
    )
    checked = bridges(tmp_path, deck=deck)
    one, other = keys(made(checked, "own")), keys(made(checked, "other"))
    assert len(one) == len(other) == 4
    assert not set(one) & set(other)


def test_named_items_that_are_avoided_leave_with_a_warning(tmp_path: Path) -> None:
    deck = with_form(
        "  sections:\n  - {items: [bridges/why]}\n  - {select: {}, take: 2}\n"
        "- {form: resit, like: own, avoid: [own]}\n"
    )
    checked = bridges(tmp_path, deck=deck)
    form, faults = compile_form(checked, "all", "resit", "A")
    assert form is not None
    assert len(keys(form)) == 2
    assert "why" not in keys(form)
    assert [(one.code, one.severity, one.item) for one in faults] == [
        ("SD503", "warning", "bridges/why")
    ]


def test_named_items_come_before_selected_ones(tmp_path: Path) -> None:
    deck = with_form("  sections:\n  - {select: {}}\n  - {items: [bridges/gap, bridges/types]}\n")
    form = made(bridges(tmp_path, deck=deck), "own")
    assert keys(form)[-2:] == ["gap", "types"]
    assert len(keys(form)) == 9


def test_named_items_keep_their_order_in_every_version(tmp_path: Path) -> None:
    named = ["why", "gap", "types", "iron-year", "matched"]
    listed = ", ".join(f"bridges/{one}" for one in named)
    deck = with_form(f"  shuffle: [items]\n  sections: [{{items: [{listed}]}}]\n")
    checked = bridges(tmp_path, deck=deck)
    assert all(keys(made(checked, "own", version)) == named for version in "ABC")


def test_an_item_that_is_named_twice_is_reported(tmp_path: Path) -> None:
    deck = with_form("  sections:\n  - {items: [bridges/gap]}\n  - {items: [bridges/gap]}\n")
    form, faults = compile_form(bridges(tmp_path, deck=deck), "all", "own", "A")
    assert form is None
    assert [(one.code, one.item) for one in faults] == [("SD503", "bridges/gap")]


@pytest.mark.parametrize("says", ["iron-year", "gap"])
@pytest.mark.parametrize("sections", ["{select: {}}", "{select: {kinds: [date, cloze]}}"])
def test_items_that_stand_apart_do_not_meet(tmp_path: Path, says: str, sections: str) -> None:
    """Whichever of the two says so, and in one section or in two."""
    other = {"iron-year": "gap", "gap": "iron-year"}[says]
    items = ITEMS.replace("- id: iron-year\n", f"- id: iron-year\n  apart: [{other}]\n")
    if says == "gap":
        items = ITEMS.replace("{id: gap,", f"{{id: gap, apart: [{other}],")
    deck = with_form(f"  sections:\n  - {{select: {{kinds: [cloze]}}}}\n  - {sections}\n")
    assert "iron-year" not in keys(made(bridges(tmp_path / "two", items, deck), "own"))
    deck = with_form("  sections:\n  - {select: {}}\n")
    assert len({"gap", "iron-year"} & set(keys(made(bridges(tmp_path, items, deck), "own")))) == 1


def test_an_item_apart_from_what_an_avoided_form_asks_may_be_asked(tmp_path: Path) -> None:
    items = ITEMS.replace("{id: gap,", "{id: gap, apart: [iron-year],")
    deck = with_form(
        "  sections: [{items: [bridges/iron-year]}]\n"
        "- {form: next, title: Next, avoid: [own], sections: [{items: [bridges/gap]}]}\n"
    )
    assert keys(made(bridges(tmp_path, items, deck), "next")) == ["gap"]


def test_too_few_items_are_reported_with_the_numbers(tmp_path: Path) -> None:
    checked = bridges(tmp_path, deck=DECK.replace("take: 3", "take: 30"))
    found, faults = compile_form(checked, "all", "short", "A")
    assert found is None
    assert [one.code for one in faults] == ["SD503"]
    assert "30 items and there are 9" in faults[0].message


def test_a_deck_without_forms_has_a_handout_for_practice(tmp_path: Path) -> None:
    """It asks all items but the one that is held in reserve, and comes with a key."""
    checked = bridges(tmp_path, deck="deck: all\ntitle: All bridges\n")
    form = made(checked, "handout")
    assert len(keys(form)) == 8
    assert "why" not in keys(form)
    assert form.outputs == ("paper", "key")
    assert {question.shape for question in form.questions} == {
        "choose", "judge", "match", "order", "gaps", "write",
    }  # fmt: skip


@pytest.mark.parametrize(("deck", "form"), [("none", "test"), ("all", "none")])
def test_an_unknown_form_is_named_with_the_known_ones(checked, deck: str, form: str) -> None:
    found, faults = compile_form(checked, deck, form, "A")
    assert found is None
    assert [one.code for one in faults] == ["SD504"]
    assert "all" in faults[0].help or "test" in faults[0].help


def test_a_bank_with_errors_keeps_the_form_back(checked) -> None:
    unclean = replace(checked, unclean=frozenset({"bridges"}))
    found, faults = compile_form(unclean, "all", "test", "A")
    assert found is None
    assert [one.code for one in faults] == ["SD508"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{id: new, prompt: What does the Iron Bridge cross?, answer: Severn, cite: p1}", "no"),
        (
            "{id: new, prompt: What does the Iron Bridge cross?, answer: Severn,"
            " distractors: [Thames], cite: p1}",
            "2",
        ),
    ],
)
def test_too_few_options_warn(tmp_path: Path, item: str, told: str) -> None:
    deck = with_form("  sections: [{items: [bridges/new], present: choose}]\n")
    form, faults = compile_form(bridges(tmp_path, f"{ITEMS}- {item}\n", deck), "all", "own", "A")
    assert form is not None
    assert [(one.code, one.severity) for one in faults] == [("SD505", "warning")]
    assert f"has {told} options" in faults[0].message


# Order and letters


def test_versions_differ_in_the_order_of_items(checked) -> None:
    assert len({tuple(keys(made(checked, version=v))) for v in "ABC"}) > 1


def test_without_shuffle_versions_are_alike(tmp_path: Path) -> None:
    checked = bridges(tmp_path, deck=DECK.replace("  shuffle: [items, options]\n", ""))
    assert made(checked, version="A").parts == made(checked, version="B").parts


def test_options_alone_can_be_shuffled(tmp_path: Path) -> None:
    checked = bridges(tmp_path, deck=DECK.replace("[items, options]", "[options]"))
    forms = [made(checked, version=version) for version in "ABCDEF"]
    assert len({tuple(keys(form)) for form in forms}) == 1
    assert len({form.parts for form in forms}) > 1


def test_numbers_run_through_and_points_add_up(checked) -> None:
    form = made(checked)
    assert [q.number for q in form.questions] == list(range(1, 10))
    assert form.points == sum(q.points for q in form.questions) == 3 * 2 + 5 + 4
    assert form.points == sum(part.points for part in form.parts)


@given(st.sampled_from("ABCDEFGHJK"))
def test_the_letter_of_the_key_points_at_the_answer(checked, version: str) -> None:
    for question in made(checked, version=version).questions:
        if question.shape in {"choose", "judge"}:
            chosen = {choice.letter: choice.text for choice in question.choices}
            right = answer_text(checked.project.items[question.key].answer)
            assert chosen[question.letters] == right.partition(":")[0]
            assert len(set(chosen.values())) == len(chosen)


@given(st.sampled_from("ABCDEFGHJK"))
def test_matching_and_order_are_solved_by_their_letters(checked, version: str) -> None:
    found = {q.key: q for q in made(checked, version=version).questions}
    match = found["bridges/matched"]
    texts = {choice.letter: choice.text for choice in match.choices}
    told = dict(one.split("–") for one in match.letters.split(", "))
    assert {match.left[int(n) - 1]: texts[right] for n, right in told.items()} == {
        "Iron Bridge was opened": "1781",
        "Humber Bridge is long": "2,220 metres",
    }
    order = found["bridges/in-order"]
    steps = {choice.letter: choice.text for choice in order.choices}
    assert [steps[one] for one in order.letters.split()] == ["Iron Bridge", "Forth Bridge"]


def test_every_question_has_the_choices_of_its_item(checked) -> None:
    """The paper is the items, no more and no less, in each version."""
    for version in "ABC":
        for question in made(checked, version=version).questions:
            item = checked.project.items[question.key]
            wrong = {str(one.text) for one in item.distractors}
            texts = {choice.text for choice in question.choices}
            if question.shape == "choose":
                assert texts <= wrong | {answer_text(item.answer)}
                assert len(texts) == min(4, len(wrong) + 1)


def test_another_item_leaves_the_options_of_the_others_alone(checked, tmp_path: Path) -> None:
    more = (
        ITEMS
        + "- {id: crossing, prompt: What does the Iron Bridge cross?, answer: Severn, cite: p1}\n"
    )
    before = {q.key: q.choices for q in made(checked).questions}
    after = {q.key: q.choices for q in made(bridges(tmp_path, more)).questions}
    assert all(after[key] == choices for key, choices in before.items())


@given(st.sampled_from("ABCDEFGHJK"))
def test_three_steps_never_come_in_their_order(tmp_path_factory, version: str) -> None:
    steps = "order: [Iron Bridge: 1781, Forth Bridge: 1890-03-04, Third: 1900]"
    items = ITEMS.replace("order: [Iron Bridge: 1781, Forth Bridge: 1890-03-04]", steps)
    root = tmp_path_factory.mktemp("steps")
    checked = bridges(root, items.replace("cite: [p1, p2]", "cite: [p1, p2]\n  unchecked: a test"))
    order = next(q for q in made(checked, version=version).questions if q.shape == "order")
    assert sorted(order.letters.split()) == ["A", "B", "C"]
    assert order.letters != "A B C"


def choosing(keys: list[str], right: list[int], count: int) -> list[Question]:
    choices = [Choice(letter(i), f"option {i}") for i in range(count)]
    return [
        Question(
            0, key, "choose", "?", choices[at].text, choices=tuple(choices), letters=letter(at)
        )
        for key, at in zip(keys, right, strict=True)
    ]


@given(
    st.integers(2, 6).flatmap(
        lambda count: st.tuples(
            st.just(count), st.lists(st.integers(0, count - 1), min_size=1, max_size=40)
        )
    )
)
def test_letters_are_right_equally_often_within_one_and_never_in_a_long_row(
    drawn: tuple[int, list[int]],
) -> None:
    count, right = drawn
    questions = choosing([f"b/{i}" for i in range(len(right))], right, count)
    mended = balanced(questions, "seed")
    used = Counter({letter(i): 0 for i in range(count)})
    used.update(question.letters for question in mended)
    assert max(used.values()) - min(used.values()) <= 1
    assert max(len(list(row)) for _, row in groupby(q.letters for q in mended)) <= 3
    for before, after in zip(questions, mended, strict=True):
        chosen = {choice.letter: choice.text for choice in after.choices}
        assert chosen[after.letters] == before.answer
        assert sorted(chosen.values()) == sorted(choice.text for choice in before.choices)


def test_letters_that_are_even_enough_are_left_alone() -> None:
    questions = choosing([f"b/{i}" for i in range(8)], [0, 1, 2, 3, 0, 3, 2, 1], 4)
    assert list(balanced(questions, "seed")) == questions


def test_letters_go_on_after_z() -> None:
    assert [letter(index) for index in (0, 25, 26, 27, 52, 702)] == [
        "A", "Z", "AA", "AB", "BA", "AAA",
    ]  # fmt: skip


def test_a_matching_of_thirty_keeps_every_pair(tmp_path: Path) -> None:
    pairs = ", ".join(f"left {i}: right {i}" for i in range(30))
    items = f"- {{id: many, prompt: Match., pairs: {{{pairs}}}, unchecked: a test, cite: p1}}\n"
    deck = with_form("  sections: [{items: [bridges/many]}]\n")
    question = made(bridges(tmp_path, items, deck), "own").questions[0]
    assert len(question.left) == len(question.choices) == 30
    texts = {choice.letter: choice.text for choice in question.choices}
    told = dict(one.split("–") for one in question.letters.split(", "))
    assert all(texts[told[str(i + 1)]] == f"right {i}" for i in range(30))


# What the key tells


def test_the_key_tells_a_marker_what_else_is_right(tmp_path: Path) -> None:
    items = (
        "- {id: river, prompt: What does the Iron Bridge cross?, answer: Severn,"
        " aliases: [River Severn], reject: [Thames], cite: p1}\n"
        "- {id: two, prompt: Name two types of bridges., need: 2,"
        " answer: [Beam, arch, cable, truss], cite: p4}\n"
        "- {id: guess, prompt: What is it made of?, answer: iron, unchecked: by hearsay, cite: p1}\n"
    )
    deck = with_form("  sections: [{select: {}}]\n")
    river, two, guess = made(bridges(tmp_path, items, deck), "own").questions
    assert river.also == ("River Severn",)
    assert river.notes == ("Not right: Thames.",)
    assert two.notes == ("Any 2 of these are enough.",)
    assert guess.notes == ("Not checked against a source: by hearsay",)


def test_values_of_sources_that_differ_are_all_right(tmp_path: Path) -> None:
    items = """\
- id: day
  prompt: On which day was the Forth Bridge opened?
  values:
  - {answer: 4 March 1890, label: the notes, cite: p2}
  - {answer: 5 March 1890, label: the paper, cite: p5}
"""
    source = "- {id: p5, text: The Forth Bridge was opened on 5 March 1890.}\n"
    deck = with_form("  sections: [{select: {}}]\n")
    question = made(bridges(tmp_path, items, deck, source), "own").questions[0]
    assert question.answer == "4 March 1890 or 5 March 1890"
    assert question.variants == (
        ("4 March 1890", "the notes", ""),
        ("5 March 1890", "the paper", ""),
    )


def test_a_passage_is_printed_where_the_item_shows_it(tmp_path: Path) -> None:
    items = ITEMS.replace("{id: gap,", "{id: gap, show: passage,")
    found = {q.key: q for q in made(bridges(tmp_path, items)).questions}
    shown = "The Iron Bridge was opened in 1781. It crosses the Severn."
    assert found["bridges/gap"].passage == (shown,)
    assert found["bridges/iron-year"].passage == ()
    assert found["bridges/gap"].proofs[0][0] == shown


def test_a_form_is_json_and_its_digest_is_of_all_it_says(checked) -> None:
    one, other = made(checked), made(checked, version="B")
    record = json.loads(form_json(one))
    assert (record["title"], record["points"]) == ("A test on bridges", 15)
    assert list(record) == sorted(record)
    assert one == made(checked)
    assert len(one.digest) == 6
    assert one.digest != other.digest


SEVERN = """\
- {id: crossed, prompt: Which river does the bridge of 1781 cross?, answer: Severn, cite: p1}
- {id: how, prompt: Which bridge over the Severn was opened in 1781?, answer: Iron Bridge, cite: p1}
"""


@pytest.mark.parametrize("version", ["A", "B", "C", "D"])
def test_items_on_one_passage_stay_together_below_it(tmp_path: Path, version: str) -> None:
    """In every version, and the passage is printed once."""
    items = ITEMS.replace("see: p2", "see: p2\n  show: passage") + SEVERN.replace(
        "p1}", "p1, show: passage}"
    )
    deck = with_form("  shuffle: [items]\n  versions: [A, B, C, D]\n  sections: [{select: {}}]\n")
    form = made(
        bridges(tmp_path, items.replace("explanation: It crosses the Severn.", "hint: x"), deck),
        "own",
        version,
    )
    order = keys(form)
    at = order.index("iron-year")
    assert order[at : at + 3] == ["iron-year", "crossed", "how"]
    assert [one.key for one in form.questions if one.passage] == ["bridges/iron-year"]


def test_an_item_that_answers_another_is_not_taken_with_it(tmp_path: Path) -> None:
    """The one asks for the Severn, the other one names it."""
    deck = with_form(
        "  seed: S\n  sections: [{select: {items: [bridges/crossed, bridges/how]}, take: 1}]\n"
    )
    for seed in "abcdef":
        text = deck.replace("seed: S", f"seed: {seed}")
        assert len(keys(made(bridges(tmp_path / seed, ITEMS + SEVERN, text), "own"))) == 1
    both = bridges(tmp_path, ITEMS + SEVERN, deck.replace("take: 1", "take: 2"))
    found, faults = compile_form(both, "all", "own", "A")
    assert found is None
    assert "that one answers another there would be 1 more" in faults[0].help


def test_items_that_are_named_and_answer_one_another_are_told(tmp_path: Path) -> None:
    deck = with_form("  sections: [{items: [bridges/crossed, bridges/how]}]\n")
    found, faults = compile_form(bridges(tmp_path, ITEMS + SEVERN, deck), "all", "own", "A")
    assert found is not None
    assert {one.code for one in faults} == {"SD516"}
    assert any("'bridges/how' tells 'Severn'" in one.message for one in faults)


@pytest.mark.parametrize(
    ("select", "told"),
    [
        ("{kinds: [number], not: {items: [bridges/iron-year]}}", "`kinds:` in its `select:`"),
        ("{not: {kinds: [set, date, order, matching, statement, cloze, open]}}", "`not:`"),
    ],
)
def test_too_few_items_name_the_filter_that_keeps_most_out(
    tmp_path: Path, select: str, told: str
) -> None:
    deck = with_form(f"  sections: [{{select: {select}, take: 4}}]\n")
    found, faults = compile_form(bridges(tmp_path, deck=deck), "all", "own", "A")
    assert found is None
    assert told in faults[0].help


def test_each_item_has_its_number_in_every_version(checked) -> None:
    forms = [made(checked, version=version) for version in "ABC"]
    for key, numbers in forms[0].numbers:
        assert numbers == tuple(
            next(one.number for one in form.questions if one.key == key) for form in forms
        )
    assert len(forms[0].numbers) == 9


def test_a_word_bank_has_all_words_of_the_gaps(tmp_path: Path) -> None:
    deck = with_form("  sections: [{select: {kinds: [cloze]}, word_bank: true}]\n")
    assert made(bridges(tmp_path, deck=deck), "own").parts[0].words == ("Severn",)


def test_our_words_are_in_the_language_of_the_form(tmp_path: Path) -> None:
    deck = DECK.replace("  seed: spring", "  seed: spring\n  language: de\n  labels: {date: Tag}")
    form = made(bridges(tmp_path, deck=deck))
    assert form.header == ("Name", "Klasse", "Tag")
    (judged,) = [one for one in form.questions if one.shape == "judge"]
    assert judged.prompt.startswith("Wahr oder falsch?")
    assert {one.text for one in judged.choices} == {"Wahr", "Falsch"}


RIVER = """\
- id: river
  prompt: Which river does the Iron Bridge cross?
  answer: Severn
  distractors: [Thames, Tyne, Humber, none of these, no river]
  pinned: [none of these, no river]
  cite: p1
"""


@given(st.sampled_from("ABCDEFGHJK"), st.integers(3, 6))
def test_pinned_options_stand_last_in_every_version(
    tmp_path_factory, version: str, count: int
) -> None:
    """And are there even where there is no room for all the others."""
    deck = with_form(
        "  shuffle: [options]\n  sections:\n"
        f"  - {{items: [bridges/river], present: choose, options: {count}}}\n"
    )
    form = made(bridges(tmp_path_factory.mktemp("p"), ITEMS + RIVER, deck), "own", version)
    (question,) = form.questions
    assert len(question.choices) == count
    assert [one.text for one in question.choices[-2:]] == ["none of these", "no river"]
    assert question.pinned == 2


def test_levelling_moves_no_pinned_option() -> None:
    """Neither as an answer nor to make room for one."""
    questions = [
        replace(one, pinned=1)
        for one in choosing([f"b/{i}" for i in range(20)], [3] * 6 + [0] * 14, 4)
    ]
    for before, after in zip(questions, balanced(questions, "seed"), strict=True):
        assert after.choices[-1] == before.choices[-1]
        chosen = {choice.letter: choice.text for choice in after.choices}
        assert chosen[after.letters] == before.answer


def test_what_is_pinned_and_no_option_is_told(tmp_path: Path) -> None:
    item = "- {id: x, prompt: Where?, answer: a, distractors: [b], pinned: [c], cite: p1}\n"
    with pytest.raises(AssertionError, match="SD120 'c' is pinned and is no option"):
        bridges(tmp_path, item)


@given(st.text("xyz", max_size=4))
def test_true_and_false_count_in_a_row_of_letters(seed: str) -> None:
    """They stay where they are, and choices beside them give way to others."""
    questions = choosing([f"b/{i}" for i in range(11)], [0, 2, 3, 1, 1, 1, 1, 1, 0, 2, 3], 4)
    questions[4:7] = [replace(one, shape="judge") for one in questions[4:7]]
    assert [(a.key, b.key) for a, b in long_runs(questions)] == [("b/3", "b/7")]
    mended = balanced(questions, seed)
    assert list(long_runs(mended)) == []
    assert list(mended[4:7]) == questions[4:7]
    used = Counter(one.letters for one in mended if one.shape == "choose")
    assert max(used.values()) - min(used.values()) <= 1


def test_statements_that_are_all_false_are_told(tmp_path: Path) -> None:
    items = "".join(
        f"- {{id: no-{n}, statement: 'The {name} Bridge is a railway bridge.', answer: false,"
        f" correction: 'The {name} Bridge is not a railway bridge.', cite: p{n}}}\n"
        for n, name in enumerate(("Red", "Blue", "Green", "Grey"), 10)
    )
    passages = "".join(
        f"- {{id: p{n}, text: The {name} Bridge is not a railway bridge.}}\n"
        for n, name in enumerate(("Red", "Blue", "Green", "Grey"), 10)
    )
    deck = with_form("  sections: [{select: {kinds: [statement]}}]\n")
    form, faults = compile_form(bridges(tmp_path, items, deck, passages), "all", "own", "A")
    assert form is not None
    assert [(one.code, one.severity) for one in faults] == [("SD517", "warning")]
    assert "from 1 to 4" in faults[0].message


def test_another_choice_moves_few_right_answers(tmp_path: Path) -> None:
    """To level the letters some must move; all others stay as they were."""
    moved = []
    for seed in map(str, range(40)):
        keys = [f"b/{i}" for i in range(30)]
        right = [digest(seed, key)[0] % 4 for key in [*keys, "b/new"]]
        before = balanced(choosing(keys, right[:-1], 4), seed)
        after = balanced(choosing([*keys, "b/new"], right, 4), seed)
        moved.append(sum(a.choices != b.choices for a, b in zip(before, after, strict=False)))
    assert sum(moved) / len(moved) < 3


def test_a_passage_that_is_shown_answers_what_rests_on_it(tmp_path: Path) -> None:
    """But not what is asked below it."""
    shown = SEVERN.replace("p1}", "p1, show: passage}").splitlines()[0] + "\n"
    deck = with_form(
        "  sections: [{items: [bridges/crossed, bridges/iron-year, bridges/forth-day]}]\n"
    )
    found, faults = compile_form(bridges(tmp_path / "one", ITEMS + shown, deck), "all", "own", "A")
    assert found is not None
    assert [(one.code, one.item) for one in faults] == [("SD516", "bridges/crossed")]
    assert "tells '1781', the answer of 'bridges/iron-year'" in faults[0].message
    both = ITEMS.replace("see: p2", "show: passage") + shown.replace(
        "bridge of 1781", "Iron Bridge"
    )
    both = both.replace("1890: the Forth Bridge", '1890: ""')
    found, faults = compile_form(bridges(tmp_path / "two", both, deck), "all", "own", "A")
    assert found is not None
    assert faults == ()


def test_a_passage_that_is_shown_answers_no_more_than_it_says(tmp_path: Path) -> None:
    """Not what needs another passage too, nor what learners say in their own words."""
    items = ITEMS.replace("4 March 1890, cite: p2}", "4 March 1890, cite: p2, show: passage}")
    deck = with_form("  sections: [{items: [bridges/forth-day, bridges/in-order, bridges/why]}]\n")
    found, faults = compile_form(bridges(tmp_path, items, deck), "all", "own", "A")
    assert found is not None
    assert faults == ()


def test_a_list_in_a_prompt_leaves_open_which_of_it_are_enough(tmp_path: Path) -> None:
    items = ITEMS.replace("cable, truss], cite", "cable, truss], need: 2, cite") + (
        "- {id: listed, prompt: 'Of beam, arch, cable and truss, which is named first?',"
        " answer: Beam, unchecked: a test, cite: p4}\n"
    )
    deck = with_form("  sections: [{items: [bridges/types, bridges/listed]}]\n")
    found, faults = compile_form(bridges(tmp_path, items, deck), "all", "own", "A")
    assert found is not None
    assert faults == ()


def test_pictures_begin_with_the_facts_that_matter_most(tmp_path: Path) -> None:
    """What does not fit on a page is then what matters least."""
    items = (
        ITEMS
        + """\
- id: iron
  event: {what: opening of the Iron Bridge, date: 1781}
  cite: p1
  ask: {date: {prompt: When was the Iron Bridge opened at last?, importance: 1}}
- id: forth
  event: {what: opening of the Forth Bridge, date: 1890-03-04}
  cite: p2
  ask: {date: {prompt: When was the Forth Bridge opened at last?, importance: 3}}
"""
    )
    checked = bridges(tmp_path, items)
    facts = _facts(checked, checked.project.decks["all"])
    assert [str(fact.id) for fact in facts] == ["forth", "iron"]


def test_an_answer_that_has_the_end_of_a_word_like_an_article_is_told(tmp_path: Path) -> None:
    """In `Roman arch` stands `an `, and no article."""
    items = ITEMS + (
        "- {id: oldest, prompt: Which type is the oldest?, answer: The Roman arch,"
        " unchecked: a test, cite: p4}\n"
        "- {id: stone, prompt: Of what is a Roman arch made?, answer: Stone,"
        " unchecked: a test, cite: p4}\n"
    )
    deck = with_form("  sections: [{items: [bridges/oldest, bridges/stone]}]\n")
    _, faults = compile_form(bridges(tmp_path, items, deck), "all", "own", "A")
    assert [(one.code, one.item) for one in faults] == [("SD516", "bridges/stone")]


def test_a_set_that_another_prompt_lists_is_told(tmp_path: Path) -> None:
    items = ITEMS + (
        "- {id: listed, prompt: 'Of beam, arch, cable and truss, which is named first?',"
        " answer: Beam, unchecked: a test, cite: p4}\n"
    )
    deck = with_form("  sections: [{items: [bridges/types, bridges/listed]}]\n")
    _, faults = compile_form(bridges(tmp_path, items, deck), "all", "own", "A")
    assert [one.code for one in faults] == ["SD516"]
    assert "tells 'Beam, arch, cable, truss', the answer of 'bridges/types'" in faults[0].message


def test_a_set_with_wrong_options_can_be_chosen_from(tmp_path: Path) -> None:
    items = ITEMS + (
        "- {id: which, prompt: Which are types of bridges?, answer: [Beam, arch],"
        " distractors: [Severn, Humber, Forth], unchecked: a test, cite: p4}\n"
    )
    deck = with_form("  sections: [{items: [bridges/which], present: choose, options: 4}]\n")
    form, faults = compile_form(bridges(tmp_path, items, deck), "all", "own", "A")
    assert form is not None
    assert faults == ()
    (question,) = form.questions
    chosen = {one.text for one in question.choices if one.letter in question.letters.split()}
    assert chosen == {"Beam", "arch"}
    assert len(question.choices) == 4
    assert question.prompt.endswith("Mark all that are right.")
    written = made(bridges(tmp_path / "w", items, deck.replace("choose", "type")), "own")
    assert written.questions[0].shape == "write"
