"""Prompts, explanations, options and disagreements are held against the passages too."""

import pytest

ITEM = "- {id: a, prompt: %s, answer: '1,642 metres', cite: p1, explanation: %s, distractors: %s}"

FAULTS = [
    ("How deep is Lake Baikal?", "Lake Superior was surveyed in 1824.", "[]", "SD312"),
    ("How deep is Lake Baikal?", "The depth was found by Otto Schmidt.", "[]", "SD312"),
    ("How deep is Lake Baikal in 1950?", "It is deep.", "[]", "SD312"),
    ("How deep is Lake Baikal?", "It is deep.", "['1642 m', 1.7 m]", "SD313"),
    ("How deep is Lake Baikal?", "It is deep.", "[700 metres, '700 m']", "SD314"),
    ("How deep is Lake Baikal?", "It is deep.", "[700 metres, very]", "SD316"),
    ("How deep is Lake Baikal?", "It is deep.", "[700 metres, 700 miles]", "SD316"),
    ("How deep is Lake Baikal?", "It is deep.", "[all of the above]", "SD201"),
]


@pytest.mark.parametrize(("prompt", "explanation", "options", "code"), FAULTS)
def test_a_fault_beside_the_answer_is_found(run, prompt, explanation, options, code) -> None:
    _, found = run(ITEM % (prompt, explanation, options))
    assert code in {one.code for one in found}


ARTICLES = [
    ("deep", "the deep", "SD313"), ("the deep", "Deep.", "SD313"), ("a deep", "The deep", "SD313"),
    ("An abyss", "abyss", "SD313"), ("very deep", "the very", ""), ("group A", "group", ""), ("A", "the", ""),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "option", "code"), ARTICLES)
def test_an_article_makes_no_other_option(run, answer, option, code) -> None:
    """Nor two distractors of one."""
    entry = "- {id: a, prompt: What is it?, answer: %s, unchecked: a test, distractors: [%s]}"
    assert code == "".join({"SD313"} & {one.code for one in run(entry % (answer, option))[1]})
    found = run(entry % ("wide", f"{answer}, {option}"))[1]
    assert bool(code) == ("SD314" in {one.code for one in found})


@pytest.mark.parametrize(
    ("option", "codes"), [("none of these", set()), ("both A and B", {"SD201"})]
)
def test_the_last_place_helps_what_speaks_of_all_options(run, option, codes) -> None:
    """The letters are given out anew in every version."""
    entry = "- {id: a, prompt: Of what is it?, answer: Lake Baikal, unchecked: a test, cite: p1,"
    entry += f" distractors: [Lake Huron, Lake Erie, {option}]"
    fixed = f"{entry}, pinned: [{option}]" + "}"
    assert {one.code for one in run(entry + "}")[1]} >= {"SD201"}
    assert {one.code for one in run(fixed)[1]} & {"SD201"} == codes


def test_none_of_these_may_stand_last_among_numbers(run) -> None:
    """Pinned words are of no kind; a pinned number is of its own."""
    entry = "- {id: a, prompt: How deep is Lake Baikal?, answer: '1,642 metres', cite: p1, %s}"
    options = "distractors: [700 metres, 900 metres, none of these]"
    assert {one.code for one in run(entry % options)[1]} == {"SD201", "SD316"}
    assert run(entry % f"{options}, pinned: [none of these]")[1] == ()
    miles = "distractors: [700 metres, 700 miles], pinned: [700 miles]"
    assert {one.code for one in run(entry % miles)[1]} == {"SD316"}


def test_what_the_passages_say_may_be_said(run) -> None:
    _, found = run(
        ITEM % ("How deep is Lake Baikal?", "Lake Superior was surveyed in 1823.", "[700 metres]")
    )
    assert found == ()


def test_see_gives_ground_for_an_explanation(run) -> None:
    entry = (
        "- {id: a, prompt: How deep is Lake Baikal?, answer: '1,642 metres', cite: p1,"
        " explanation: The treaty of 1909 does not concern it., %s: %s}"
    )
    assert run(entry % ("see", "p2"))[1] == ()
    assert run(entry % ("background", "[The treaty of 1909]"))[1] == ()
    assert {one.code for one in run(entry % ("hint", "none"))[1]} == {"SD312"}


def test_values_that_are_equal_are_no_disagreement(run) -> None:
    entry = """\
        - id: a
          prompt: When was the treaty signed?
          values:
          - {answer: 11 January 1909, label: one, cite: p2}
          - {answer: 1909-01-11, label: other, cite: p2}
        """
    assert "SD317" in {one.code for one in run(entry)[1]}


def test_a_citation_that_does_no_work_is_named(run) -> None:
    _, found = run(
        "- {id: a, prompt: Where was the treaty signed?, answer: Washington, cite: [p2, p3]}"
    )
    assert [one.code for one in found] == ["SD311"]


def test_a_membership_wants_a_date_and_a_member_is_no_distractor(run) -> None:
    entry = "- {id: lake-%s, membership: {body: Great Lakes, member: %s}, cite: p2, %s}\n"
    asked = "ask: {member: {prompt: Which is one of the Great Lakes?, distractors: [Erie]}}"
    _, found = run(entry % ("huron", "Huron", asked) + entry % ("erie", "Erie", "tags: [data]"))
    assert {"SD318", "SD315"} <= {one.code for one in found}


TOLD = [
    "answer: '1,642 metres', hint: 'Not feet: 1,642 metres.'",
    "answer: very deep, aliases: [an abyss], hint: 'Think of the abyss, and dive.'",
    "answer: 11 January 1909, hint: Two days after 9 January; it is 11 January 1909.",
    "answer: 1909-01-11, hint: It is 11 January 1909.",
    "answer: 6 May 1994, hint: 'May 6th 1994, of course.'",
    "answer: 6 May 1994, hint: It was 1994-05-06.",
    "answer: May 1994, hint: 'The 6th of May, 1994.'",
    "answer: '1994-05-06', hint: '(6.5.1994)'",
    "answer: '1,642 metres', hint: That is 1.642 km.",
    "answer: Lake Superior, hint: 'Superior, of course.'",
    "answer: Superior, hint: Not lake superior but Lake Superior.",
    "answer: [Lake Superior, Erie], hint: The larger one is Superior.",
    "cloze: 'Lake {{Baikal}} was seen on {{6 May 1994::May 6th 1994}}.'",
    "answer: [Superior, Erie], aliases: {Erie: [Lac Felin]}, hint: One is Lac Felin in French.",
    "cloze: 'Lake {{Baikal::like Baikal}} is 1,642 metres deep.'",
    "cloze: 'Lake {{Baikal}} is 1,642 metres deep.', hint: Not far from Baikal.",
]


@pytest.mark.parametrize("item", TOLD)
def test_a_hint_that_has_the_answer_in_it_is_found(run, item) -> None:
    asked = "" if "cloze" in item else "prompt: Which one?, "
    assert "SD215" in {one.code for one in run(f"- {{id: a, {asked}{item}, cite: p1}}")[1]}


HELPFUL = [
    "answer: Lake Superior, hint: None is superior to it.",
    "answer: Lake Ladoga, hint: Not Ladoga in Minnesota.",
    "answer: 6 May 1994, hint: In May 1994.",
    "answer: 6 May 1994, hint: Two days before 8 May 1994.",
    "answer: 6 May 1994, hint: A Friday in the year 1994.",
    "answer: about 6 May 1994, hint: On a day of May.",
    "answer: '1,642 metres', hint: More than 1 km.",
    "answer: the Erie Canal, hint: Not a lake of that name but a canal.",
    "answer: before, hint: It was not before.",
    "answer: [Superior, Erie], hint: The larger two.",
    "statement: Lake Baikal is deep., answer: true, hint: It is true of few lakes.",
    "answer: '1,642 metres', hint: ''",
]


@pytest.mark.parametrize("item", HELPFUL)
def test_a_hint_may_have_a_part_of_the_answer(run, item) -> None:
    asked = "" if "statement" in item else "prompt: Which one?, "
    assert "SD215" not in {one.code for one in run(f"- {{id: a, {asked}{item}, cite: p1}}")[1]}


def test_options_in_other_units_of_one_kind_are_alike_in_kind_and_compared_by_amount(run) -> None:
    lakes = {
        "questions/sources/lakes.yaml": """\
            source: lakes
            title: Notes on hearts
            rights: own
            passages:
            - id: p1
              text: The heart weighs about 300 g. One beat takes about 0.8 seconds.
            """
    }
    weight = "- {id: a, prompt: How much does the heart weigh?, answer: %s, cite: p1%s}"
    time = "- {id: a, prompt: How long does one beat take?, answer: about 0.8 seconds, cite: p1%s}"
    assert (
        run(weight % ("about 300 g", ", distractors: [about 3 kg, about 50 g]"), **lakes)[1] == ()
    )
    assert run(time % ", distractors: [about 1 second, about 2 s]", **lakes)[1] == ()
    missing = run(weight % ("about 300", ""), **lakes)[1]
    assert [one.code for one in missing] == ["SD304"]
    equal = run(weight % ("about 300 g", ", distractors: [about 0.3 kg, about 50 g]"), **lakes)[1]
    assert [one.code for one in equal] == ["SD313"]
