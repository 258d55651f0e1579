"""An answer that plays another part in the sentence than the prompt asks for is refused."""

import pytest

from studydeck.evidence.judgement import Library, Question
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read
from studydeck.evidence.verdict import judge
from studydeck.model import Verdict

KINDS = {
    "Norway": "state", "Peru": "state", "Chile": "state", "Oslo": "city", "Lima": "city",
    "Amundsen": "person", "Nansen": "person", "Piérola": "person",
}  # fmt: skip
NAMES = NameTable.of([(name, ()) for name in KINDS], KINDS)


def verdict(text: str, prompt: str, answer: str) -> Verdict:
    question = Question.of(NAMES, prompt)
    return judge(answer, question, [read(text, NAMES)], Library(NAMES, {})).verdict


RIGHT = [
    ("Norway sold 40 boats to Peru.", "Which country sold boats?", "Norway"),
    ("Norway sold 40 boats to Peru.", "To which country were boats sold?", "Peru"),
    ("Peru bought boats from Norway.", "From which country did Peru buy boats?", "Norway"),
    ("Amundsen called Nansen by telephone.", "Who called by telephone?", "Amundsen"),
    ("The tent was raised by Nansen, a friend of Amundsen.", "Who raised the tent?", "Nansen"),
    ("Nansen's proposal pleased Amundsen.", "Who made the proposal?", "Nansen"),
    ("Norway's exports to Peru reached $5 million, its imports $7 million.",
     "How much did Norway's exports to Peru reach?", "$5 million"),
    ("Norway did not join the pact, and Chile signed it.", "Who signed the pact?", "Chile"),
    ("They saw the town of Oslo and the port city of Lima.", "Which port city did they see?", "Lima"),
]  # fmt: skip
WRONG = [
    ("Norway sold 40 boats to Peru.", "Which country sold boats?", "Peru"),
    ("Norway sold 40 boats to Peru.", "To which country were boats sold?", "Norway"),
    ("Peru bought boats from Norway.", "Which country sold boats to Peru?", "Peru"),
    ("Amundsen called Nansen by telephone.", "Who called by telephone?", "Nansen"),
    ("Nansen's proposal pleased Amundsen.", "Who made the proposal?", "Amundsen"),
    ("The ship left after a word from Nansen to Amundsen.", "Who gave the word?", "Amundsen"),
    ("Norway's exports to Peru reached $5 million.", "How much did Peru's exports to Norway reach?",
     "$5 million"),
    ("Norway did not join the pact.", "Which country joined the pact?", "Norway"),
    ("Peru bought no boats.", "What did Peru buy?", "boats"),
    ("Nansen was asked on radio.", "On what was Amundsen asked?", "radio"),
    ("They saw the town of Oslo and the port city of Lima.", "Which port city did they see?", "Oslo"),
    ("In 1910 exports rose by 5 percent.", "By how much did exports rise in 1911?", "5 percent"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "prompt", "answer"), RIGHT)
def test_the_part_that_is_asked_is_supported(text: str, prompt: str, answer: str) -> None:
    assert verdict(text, prompt, answer) is Verdict.SUPPORTED


@pytest.mark.parametrize(("text", "prompt", "answer"), WRONG)
def test_another_part_is_refused(text: str, prompt: str, answer: str) -> None:
    assert verdict(text, prompt, answer) is not Verdict.SUPPORTED
