"""The kind of name that a prompt asks for: other kinds are no answer and no rival."""

import pytest

from studydeck.evidence.judgement import Library, Question
from studydeck.evidence.kinds import asked_kinds
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read
from studydeck.evidence.verdict import judge
from studydeck.model import Verdict

KINDS = {"Tajikistan": "country", "Dushanbe": "city", "Yeltsin": "person", "SCO": "organisation"}
NAMES = NameTable.of([(name, ()) for name in KINDS], KINDS)
KNOWN = frozenset(NAMES.kinds.values())


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("In which city was the summit?", {"city"}),
        ("Which country's capital hosted it?", {"city"}),
        ("Which new security organisation began?", {"organisation"}),
        ("Which state president went?", {"person"}),
        ("Who went?", {"person", "state", "organisation"}),
        ("Which name did the city get?", set()),
        ("How many went?", set()),
        ("Which", set()),
    ],
)
def test_the_words_after_which_say_what_kind_is_asked(prompt: str, kinds: set[str]) -> None:
    assert asked_kinds(prompt, KNOWN) == kinds


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("Dushanbe", Verdict.SUPPORTED),
        ("Tajikistan", Verdict.UNANCHORED),
        ("Yeltsin", Verdict.UNANCHORED),
    ],
)
def test_a_name_of_another_kind_is_refused(answer: str, verdict: Verdict) -> None:
    passage = read("Yeltsin hosted the summit of Tajikistan in Dushanbe.", NAMES)
    question = Question.of(NAMES, "In which city was the summit?")
    assert judge(answer, question, [passage], Library(NAMES, {})).verdict is verdict
