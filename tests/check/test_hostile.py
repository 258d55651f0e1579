"""Texts and answers that nobody means well get a verdict, and get it soon."""

import json
from pathlib import Path

import pytest

from studydeck.check import check
from studydeck.load import load
from studydeck.model import Verdict

LONG = "Norway sold 40 boats to Peru in May 1910, and the harbour was full of grain. " * 13_000
NUMBERS = "Norway sold " + ", ".join(f"{n} boats to port {n}" for n in range(5000)) + "."
MIXED = (
    "В мае 1910 года Норвегия sold 40 лодок. 挪威在1910年5月出售了40艘船。 النرويج باعت 40 قاربًا."
)
SIGNS = "(" * 50_000 + "Norway sold 40 boats" + ")" * 50_000


def verdicts(root: Path, text: str, *items: tuple[str, object]) -> list[Verdict]:
    questions = root / "questions"
    (questions / "sources").mkdir(parents=True)
    (questions / "project.yaml").write_text("format: 1\nproject: boats-0a1b2c\n", "utf-8")
    (questions / "sources" / "news.txt").write_text(text + "\n", "utf-8")
    record = {"source": "news", "title": "News", "rights": "own", "text": "news.txt"}
    (questions / "sources" / "news.yaml").write_text(json.dumps(record), "utf-8")
    entries = [
        {"id": f"x{n}", "prompt": prompt, "answer": answer, "cite": "news@p1"}
        for n, (prompt, answer) in enumerate(items)
    ]
    bank = {"bank": "b", "title": "B", "items": entries}
    (questions / "b.yaml").write_text(json.dumps(bank), "utf-8")
    project, _ = load(root)
    checked, found = check(project)
    assert all(one.help for one in found)
    return [finding.verdict for finding in checked.findings.values()]


SOLD = "How many boats did Norway sell?"


@pytest.mark.parametrize(
    "text", [LONG, NUMBERS, MIXED, SIGNS], ids=["1 MB", "numbers", "mixed", "signs"]
)
def test_a_monstrous_passage_is_judged(tmp_path: Path, text: str) -> None:
    (verdict,) = verdicts(tmp_path, text, (SOLD, "40 boats"))
    assert verdict in set(Verdict) - {Verdict.UNCHECKED}


@pytest.mark.parametrize(
    "answer",
    ["30 February 1910", "1910-02-30", "0000-01-01", "year 0", "9" * 400, "-" * 400, "1/0",
     "99:99", "Article 99999", "½" * 100, "١٩١٠", "1" + "0" * 30 + " boats"],
)  # fmt: skip
def test_a_monstrous_answer_is_never_supported(tmp_path: Path, answer: str) -> None:
    text = "Norway sold 40 boats to Peru in May 1910, in the spring of that year."
    assert verdicts(tmp_path, text, (SOLD, answer))[0] is not Verdict.SUPPORTED
