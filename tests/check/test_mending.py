"""A refusal names an edit, and with that edit the answer passes."""

import json
from pathlib import Path

import pytest

from studydeck.check import check
from studydeck.load import load

TEXT = """\
Norway sold Peru nearly 40 boats in May 1910, and 12 boats went to Chile in 1911, a year of storms.

The harbour of Bern has 3 cranes. A crane lifts up to 8 tons, and the tower holds 9 tons of grain.

Whales are seen off Bergen in the winter months. Nobody hunts them there.
"""


def told(root: Path, prompt: str, answer: str, cite: object) -> list[tuple[str, str]]:
    """Give verdict code and help of one item on the text."""
    questions = root / "questions"
    (questions / "sources").mkdir(parents=True, exist_ok=True)
    (questions / "project.yaml").write_text("format: 1\nproject: boats-0a1b2c\n", "utf-8")
    (questions / "sources" / "news.txt").write_text(TEXT, "utf-8")
    record = {
        "source": "news",
        "title": "News",
        "author": "A. W.",
        "rights": "own",
        "text": "news.txt",
    }
    (questions / "sources" / "news.yaml").write_text(json.dumps(record), "utf-8")
    item = {"id": "x", "prompt": prompt, "answer": answer, "cite": cite}
    bank = {"bank": "b", "title": "B", "items": [item]}
    (questions / "b.yaml").write_text(json.dumps(bank), "utf-8")
    project, faults = load(root)
    assert not faults
    return [(one.code, one.help) for one in check(project)[1] if one.code < "SD312"]


@pytest.mark.parametrize(
    ("prompt", "answer", "code", "better"),
    [
        ("How many boats did Norway sell to Peru?", "40 boats", "SD306", "nearly 40"),
        ("In which month did Norway sell Peru boats?", "3 May 1910", "SD307", "May 1910"),
        ("How much does a crane lift?", "8 tons", "SD306", "up to 8 tons"),
    ],
)
def test_the_answer_as_the_passage_has_it(
    tmp_path: Path, prompt: str, answer: str, code: str, better: str
) -> None:
    cite = "news@p1" if "Norway" in prompt else "news@p3"
    ((found, help),) = told(tmp_path, prompt, answer, cite)
    assert (found, better in help) == (code, True)
    assert told(tmp_path, prompt, better, cite) == []


def test_a_quote_of_the_words_that_say_it(tmp_path: Path) -> None:
    prompt = "How many boats did the other state get?"
    ((code, help),) = told(tmp_path, prompt, "12 boats", "news@p1")
    assert code in {"SD304", "SD305"}
    way, _, cite = help.partition(": ")
    assert way == "quote only the words that say it"
    at, _, quote = cite.removeprefix("{at: ").removesuffix("}").partition(", quote: ")
    assert told(tmp_path, prompt, "12 boats", {"at": at, "quote": quote.strip("'")}) == []


def test_the_passage_that_says_it(tmp_path: Path) -> None:
    prompt = "Off which town are whales seen?"
    ((code, help),) = told(tmp_path, prompt, "Bergen", "news@p3")
    assert (code, help) == ("SD303", "cite 'news@p5', which says it")
    assert told(tmp_path, prompt, "Bergen", "news@p5") == []


def test_what_the_passage_says_instead(tmp_path: Path) -> None:
    ((code, help),) = told(tmp_path, "How many cranes has the harbour?", "5 cranes", "news@p3")
    assert code == "SD304"
    assert "'3 cranes" in help


def test_where_nothing_helps_the_help_is_general(tmp_path: Path) -> None:
    ((code, help),) = told(tmp_path, "Who painted the harbour?", "Rembrandt", "news@p3")
    assert (code, help) == (
        "SD303",
        "cite the passage that says it, or use the words of the passage",
    )
