"""What the engine says of answers: right ones pass, neighbours of right ones do not."""

import pytest

from studydeck.evidence.judgement import Library, Question
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import read, weigh
from studydeck.evidence.sentence import judge_sentence
from studydeck.evidence.verdict import judge
from studydeck.model import Verdict

NAMES = NameTable.of(
    [
        ("Beijing", ["Peking"]),
        ("Russia", ["Russian Federation"]),
        ("China", ["PRC"]),
        ("Jiang Zemin", ["Jiang", "President Jiang"]),
    ]
)
TROOPS = (
    "In 1997 the five states set a limit for troops along the border, of 260,800. China may"
    " keep 130,400 of them on its side, and the other four states together 130,400."
)
ARMS = (
    "Russia agreed on 3 May 2002 to deliver eight Kilo-class submarines to China for US$1.5"
    " billion. In October 2000 China took 49.9 per cent of Russian arms sales. With 18 aircraft"
    " (10 Su-30MKK and 8 Su-27UBK) its share later rose to more than 70 per cent."
)
TREATY = (
    "On 16 July 2001 Russia and China signed a friendship treaty in Peking's presence in Moscow."
    " Jiang Zemin had proposed the treaty in July 2000. It was the first since the treaty of 1950."
    " The border was not on the agenda."
)
PASSAGES = {"troops": TROOPS, "arms": ARMS, "treaty": TREATY}
READINGS = {key: read(text, NAMES) for key, text in PASSAGES.items()}
LIBRARY = Library(NAMES, weigh(READINGS.values()))

CASES = [
    ("troops", "To how many troops was the border limited?", "260,800", "supported"),
    ("troops", "How many troops may China keep on its side?", "130,400", "supported"),
    ("troops", "How many troops may China keep on its side?", "260,800", "contradicted"),
    ("arms", "How many submarines did Russia agree to deliver?", "8 submarines", "supported"),
    ("arms", "How many submarines did Russia agree to deliver?", "ten submarines", "contradicted"),
    ("arms", "How many submarines did Russia agree to deliver?", "18 submarines", "contradicted"),
    ("arms", "What was the price of the submarines?", "US$1.5 billion", "supported"),
    ("arms", "What was the price of the submarines?", "1,500 million dollars", "supported"),
    ("arms", "What was the price of the submarines?", "$1.5 million", "contradicted"),
    ("arms", "What was the price of the submarines?", "€1.5 billion", "not-found"),
    ("arms", "What share did China have in October 2000?", "49.9%", "supported"),
    ("arms", "What share did China have in October 2000?", "70%", "contradicted"),
    ("arms", "To what share did it rise later?", "more than 70 per cent", "supported"),
    ("arms", "To what share did it rise later?", "70 per cent", "hedged"),
    ("arms", "How many Su-30MKK were among the aircraft?", "10", "supported"),
    ("arms", "How many Su-30MKK were among the aircraft?", "8", "contradicted"),
    ("treaty", "When was the treaty signed?", "2001-07-16", "supported"),
    ("treaty", "When was the treaty signed?", "July 2001", "supported"),
    ("treaty", "When was the treaty signed?", "July 2000", "unanchored"),
    ("treaty", "When was the treaty signed?", "16 June 2001", "contradicted"),
    ("treaty", "When was the treaty proposed?", "July 2000", "supported"),
    ("treaty", "When was the treaty proposed?", "4 July 2000", "too-precise"),
    ("treaty", "Who proposed the treaty?", "Jiang", "supported"),
    ("treaty", "Who proposed the treaty?", "President Jiang", "supported"),
    ("treaty", "Who proposed the treaty?", "Putin", "not-found"),
    ("treaty", "What was on the agenda?", "the border", "unanchored"),
    ("treaty", "What was not on the agenda?", "the border", "supported"),
    ("treaty", "Which metal melts first?", "the border", "unanchored"),
]


@pytest.mark.parametrize(("passage", "prompt", "answer", "expected"), CASES)
def test_an_answer_gets_its_verdict(passage, prompt, answer, expected) -> None:
    question = Question.of(NAMES, prompt)
    assert judge(answer, question, [READINGS[passage]], LIBRARY).verdict == expected


def test_a_supported_answer_says_where_it_stands() -> None:
    judged = judge("8", Question.of(NAMES, "How many submarines?"), [READINGS["arms"]], LIBRARY)
    ((_, start, end),) = judged.places
    assert ARMS[start:end] == "eight"


def test_passages_that_are_cited_together_are_ranked_together() -> None:
    question = Question.of(NAMES, "How many submarines did Russia agree to deliver?")
    judged = judge("8", question, [READINGS["troops"], READINGS["arms"]], LIBRARY)
    assert judged.verdict is Verdict.SUPPORTED
    assert judged.places[0][0] == 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Russia and China signed the friendship treaty on 16 July 2001.", "supported"),
        ("Russia and China signed the friendship treaty on 17 July 2001.", "contradicted"),
        ("The border was not on the agenda.", "supported"),
        ("The border was on the agenda.", "contradicted"),
        ("Whales sing under the ice of the northern ocean.", "unanchored"),
    ],
)
def test_a_whole_sentence_gets_its_verdict(sentence: str, expected: str) -> None:
    assert judge_sentence(sentence, [READINGS["treaty"]], LIBRARY).verdict == expected
