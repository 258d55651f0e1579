"""Every kind of answer is held against the passages that it cites."""

import pytest

from studydeck.check import check
from studydeck.load import load
from studydeck.model import Verdict
from tests.canals import write

RIGHT = {
    "number": "- {id: a, prompt: How deep is Lake Baikal?, answer: '1,642 metres', cite: p1}",
    "hedged number": "- {id: a, prompt: How much water does Lake Baikal hold?,"
    " answer: 'about 23,600 cubic kilometres', cite: p1}",
    "date": "- {id: a, prompt: When was the treaty signed?, answer: 1909-01-11, cite: p2}",
    "date in words": "- {id: a, prompt: When was the treaty signed?, answer: 11 January 1909,"
    " cite: p2}",
    "coarser date": "- {id: a, prompt: In which year was the treaty signed?, answer: 1909, cite: p2}",
    "text": "- {id: a, prompt: Where was the treaty signed?, answer: Washington, cite: p2}",
    "set": "- {id: a, prompt: Name the Great Lakes.,"
    " answer: [Superior, Michigan, Huron, Erie, Ontario], cite: p2}",
    "order": "- {id: a, prompt: Put in order., cite: [p1, p2],"
    " order: [The survey of Lake Superior: 1823-07, The treaty was signed: 1909-01-11]}",
    "matching": "- {id: a, prompt: Which measure belongs to which lake?, cite: p1,"
    " pairs: {Lake Baikal is deep: '1,642 metres', Lake Superior covers: '82,100 square kilometres'}}",
    "true statement": "- {id: a, statement: The treaty was signed in Washington., answer: true,"
    " cite: p2}",
    "false statement": "- {id: a, statement: Lake Michigan touches Canada., answer: false,"
    " correction: Lake Michigan does not touch Canada., cite: p3}",
    "cloze": "- {id: a, cloze: 'Lake Baikal is {{1,642 metres}} deep.', cite: p1}",
    "open": "- {id: a, prompt: What do you know of the treaty?, cite: p2,"
    " criteria: [The treaty was signed in Washington.]}",
    "negated": "- {id: a, prompt: Which of these is NOT one of the Great Lakes?, answer: Baikal,"
    " kind: choice, negated: true, distractors: [Huron, Erie, Ontario], cite: p2}",
    "any of two": "- {id: a, prompt: Where was the treaty signed?, answer: Washington,"
    " cite: {any: [p2, p4]}}",
}

WRONG = {
    "number": ("- {id: a, prompt: How deep is Lake Baikal?, answer: '1,624 metres', cite: p1}", "SD304"),
    "unit": ("- {id: a, prompt: How deep is Lake Baikal?, answer: '1,642 miles', cite: p1}", "SD303"),
    "hedge": ("- {id: a, prompt: How much water does Lake Baikal hold?,"
              " answer: '23,600 cubic kilometres', cite: p1}", "SD306"),
    "date": ("- {id: a, prompt: When was the treaty signed?, answer: 1909-01-12, cite: p2}", "SD304"),
    "too precise": ("- {id: a, prompt: When was Lake Superior surveyed?, answer: 1823-07-04, cite: p1}",
                    "SD307"),
    "other subject": ("- {id: a, prompt: Where was the treaty signed?, answer: Baikal, cite: p1}", "SD305"),
    "not there": ("- {id: a, prompt: Where was the treaty signed?, answer: Ottawa, cite: p2}", "SD303"),
    "set with an extra": ("- {id: a, prompt: Name the Great Lakes.,"
                          " answer: [Superior, Winnipeg], cite: p2}", "SD303"),
    "set without one": ("- {id: a, prompt: Name the Great Lakes., cite: p2,"
                        " answer: [Superior, Michigan, Huron, Erie]}", "SD304"),
    "set of another size": ("- {id: a, prompt: Name the six Great Lakes., cite: p2,"
                            " answer: [Superior, Michigan, Huron, Erie, Ontario]}", "SD304"),
    "order": ("- {id: a, prompt: Put in order., cite: [p1, p2],"
              " order: [The treaty was signed: 1823-07, The survey of Lake Superior: 1909-01-11]}", "SD305"),
    "statement": ("- {id: a, statement: Lake Michigan touches Canada., answer: true, cite: p3}", "SD304"),
    "cloze": ("- {id: a, cloze: 'Lake Baikal is {{1,600 metres}} deep.', cite: p1}", "SD304"),
    "criterion before another": ("- {id: a, prompt: What do you know of the treaty?, criteria:"
                                 " [{criterion: The treaty was signed in Ottawa in 1910., cite: p2},"
                                 " {criterion: The treaty was signed in Washington., cite: p2}]}",
                                 "SD304"),
    "no citation": ("- {id: a, prompt: How deep is Lake Baikal?, answer: '1,642 metres'}", "SD308"),
    "negated": ("- {id: a, prompt: Which of these is not one of the Great Lakes?, answer: Huron,"
                " negated: true, distractors: [Erie, Ontario], cite: p2}", "SD304"),
}  # fmt: skip


@pytest.mark.parametrize("entry", RIGHT.values(), ids=RIGHT)
def test_what_the_passage_says_is_supported(run, entry: str) -> None:
    checked, found = run(entry)
    assert [f"{one.code} {one.message}" for one in found] == []
    assert checked.findings["water/a"].verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(("entry", "code"), WRONG.values(), ids=WRONG)
def test_what_the_passage_does_not_say_is_refused(run, entry: str, code: str) -> None:
    checked, found = run(entry)
    assert code in {one.code for one in found}
    assert checked.findings["water/a"].verdict is not Verdict.SUPPORTED
    assert checked.unclean == {"water"}


def test_evidence_points_at_the_words_of_the_passage(run) -> None:
    checked, _ = run(
        "- {id: a, prompt: How deep is Lake Baikal?, answer: '1,642 metres', cite: p1}"
    )
    (place,) = checked.findings["water/a"].evidence
    text = checked.project.passages["lakes@p1"].text
    assert text[place.start : place.end] == "1,642 metres"


def test_a_declared_unchecked_item_is_counted_and_never_green(run) -> None:
    checked, found = run(
        "- {id: a, prompt: Is it cold?, answer: Very, unchecked: a matter of taste}"
    )
    assert [one.code for one in found] == ["SD309"]
    assert checked.findings["water/a"].verdict is Verdict.UNCHECKED
    assert not checked.unclean


def test_nobody_else_makes_a_checked_project(run) -> None:
    checked, _ = run()
    with pytest.raises(TypeError):
        type(checked)(checked.project, {}, frozenset(), object())


def test_a_private_source_without_its_text_leaves_items_unchecked(run) -> None:
    source = "source: letters\ntitle: Letters\nrights: private\ntext: letters.txt\n"
    checked, found = run(
        "- {id: a, prompt: Is it cold?, answer: Very, cite: letters@p1}\n",
        **{"questions/sources/letters.yaml": source},
    )
    assert [one.code for one in found] == ["SD309"]
    assert checked.findings["water/a"].verdict is Verdict.UNCHECKED
    assert "no text" in checked.findings["water/a"].reason
    assert not checked.unclean


def test_the_whole_of_a_name_is_marked(tmp_path) -> None:
    """Also where its last word carries no content elsewhere."""
    project, _ = load(write(tmp_path))
    checked, _ = check(project)
    marked = [
        project.passages[f"{one.source}@{one.passage}"].text[one.start : one.end]
        for one in checked.findings["canals/ends"].evidence
    ]
    assert marked == ["Port Said", "Suez"]
