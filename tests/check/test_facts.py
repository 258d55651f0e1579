"""Typed facts use their types: who sells, which status, which place in a row, which number."""

from pathlib import Path

import pytest

from studydeck.check import check
from studydeck.load import load

SOURCE = """\
source: notes
title: Notes
author: A. Writer
rights: own
passages:
- id: sold
  text: In May 1910 Norway agreed to sell 40 boats to Peru.
- id: bought
  text: In May 1910 Peru bought 40 boats from Norway.
- id: passive
  text: In May 1910 an agreement was signed under which 40 boats were sold to Peru by Norway.
- id: open
  text: In May 1910 Norway and Peru spoke of 40 boats.
- id: refused
  text: In May 1910 Norway refused to sell boats to Peru.
- id: club
  text: In 1905 Norway joined the Alpine Club as its sixth member. Chile is the seventh.
- id: treaty
  text: Article 4 of the treaty of Bern speaks of fishing. Article 5 speaks of whales.
"""
DEAL = "deal: {{supplier: {}, recipient: {}, weapon: boats, agreed: 1910-05, status: {}}}"


def codes(root: Path, fact: str, cite: str) -> list[str]:
    (root / "questions" / "sources").mkdir(parents=True)
    (root / "questions" / "sources" / "notes.yaml").write_text(SOURCE, "utf-8")
    (root / "questions" / "project.yaml").write_text("format: 1\nproject: club-0a1b2c\n", "utf-8")
    names = "names: [{name: Norway}, {name: Peru}, {name: Chile}, {name: Alpine Club}]\n"
    (root / "questions" / "names.yaml").write_text(names, "utf-8")
    bank = f"bank: b\ntitle: B\nsource: notes\nitems:\n- id: x\n  {fact}\n  cite: {cite}\n"
    (root / "questions" / "b.yaml").write_text(bank, "utf-8")
    project, faults = load(root)
    assert not faults
    return [one.code for one in check(project)[1]]


@pytest.mark.parametrize("cite", ["sold", "bought", "passive"])
def test_a_deal_goes_the_way_the_passage_says(tmp_path: Path, cite: str) -> None:
    assert codes(tmp_path, DEAL.format("Norway", "Peru", "agreed"), cite) == []


@pytest.mark.parametrize("cite", ["sold", "bought", "passive"])
def test_swapped_parties_are_contradicted(tmp_path: Path, cite: str) -> None:
    assert "SD304" in codes(tmp_path, DEAL.format("Peru", "Norway", "agreed"), cite)


def test_who_sells_must_be_plain(tmp_path: Path) -> None:
    assert codes(tmp_path, DEAL.format("Norway", "Peru", "discussed"), "open") == ["SD305"]


def test_a_refused_deal_is_proved_by_a_refusal(tmp_path: Path) -> None:
    assert codes(tmp_path, DEAL.format("Norway", "Peru", "refused"), "refused") == []


def test_a_status_needs_a_word_for_it(tmp_path: Path) -> None:
    assert codes(tmp_path, DEAL.format("Norway", "Peru", "delivered"), "sold") == ["SD305"]


@pytest.mark.parametrize(("position", "expected"), [("6", []), ("sixth", []), ("8", ["SD303"])])
def test_a_position_is_proved(tmp_path: Path, position: str, expected: list[str]) -> None:
    member = f"membership: {{body: Alpine Club, member: Norway, from: 1905, position: {position}}}"
    assert codes(tmp_path, member, "club") == expected


@pytest.mark.parametrize(("number", "good"), [("4", True), ("5", False)])
def test_an_article_has_the_number_that_goes_with_its_content(
    tmp_path: Path, number: str, good: bool
) -> None:
    article = f"article: {{instrument: treaty of Bern, number: Article {number}, content: fishing}}"
    assert (codes(tmp_path, article, "treaty") == []) is good
