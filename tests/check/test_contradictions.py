"""Entries that contradict each other are told, over all banks; those that agree are not."""

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
- id: a
  text: The Alpine Club was founded on 3 May 1901 in Bern. Norway joined the Alpine Club in 1905.
- id: b
  text: The Alpine Club was founded on 9 June 1901 in Basel. Norway joined the Alpine Club in 1907.
- id: c
  text: Norway sold 40 boats to Peru in May 1910. The treaty of Bern speaks of fishing in Article 4.
- id: d
  text: Norway sold 50 boats to Peru in May 1910. The treaty of Bern speaks of fishing in Article 5.
"""


def found(root: Path, *entries: str) -> list[str]:
    (root / "questions" / "sources").mkdir(parents=True)
    (root / "questions" / "sources" / "notes.yaml").write_text(SOURCE, "utf-8")
    (root / "questions" / "project.yaml").write_text("format: 1\nproject: club-0a1b2c\n", "utf-8")
    for number, entry in enumerate(entries):
        bank = f"bank: b{number}\ntitle: B\nsource: notes\nitems:\n{entry}\n"
        (root / "questions" / f"b{number}.yaml").write_text(bank, "utf-8")
    project, faults = load(root)
    assert not faults
    return [one.message for one in check(project)[1] if one.code == "SD319"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("event: {what: the Alpine Club was founded, date: 1901-05-03}",
         "event: {what: the Alpine Club was founded, date: 1901-06-09}"),
        ("event: {what: the Alpine Club was founded, place: Bern}",
         "event: {what: the Alpine Club was founded, place: Basel}"),
        ("membership: {body: Alpine Club, member: Norway, from: 1905}",
         "membership: {body: Alpine Club, member: Norway, from: 1907}"),
        ("article: {instrument: treaty of Bern, number: 4, content: fishing}",
         "article: {instrument: treaty of Bern, number: 5, content: fishing}"),
        ("deal: {supplier: Norway, recipient: Peru, weapon: boats, number: 40, agreed: 1910-05}",
         "deal: {supplier: Norway, recipient: Peru, weapon: boats, number: 50, agreed: 1910-05}"),
        ("prompt: When was the Alpine Club founded?\n  answer: 1901-05-03",
         "prompt: When was the Alpine Club founded?\n  answer: 9 June 1901"),
    ],
)  # fmt: skip
def test_a_contradiction_between_banks_is_told_once(tmp_path: Path, one: str, other: str) -> None:
    places = ("c", "d") if one.startswith(("article", "deal")) else ("a", "b")
    entries = [
        f"- id: x\n  {said}\n  cite: {at}" for said, at in zip((one, other), places, strict=True)
    ]
    (message,) = found(tmp_path, *entries)
    assert "of 'b0/x'" in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("event: {what: the Alpine Club was founded, date: 1901-05-03}",
         "event: {what: the Alpine Club was founded, date: 1901-05}"),
        ("prompt: In which year was the Alpine Club founded?\n  answer: 1901",
         "prompt: When was the Alpine Club founded?\n  answer: 3 May 1901"),
        ("prompt: When did Norway join the Alpine Club?\n  answer: 1905\n  as_of: 1905",
         "prompt: When did Norway join the Alpine Club?\n  answer: 1907\n  as_of: 1907"),
        ("prompt: What did Norway sell to Peru?\n  answer: boats",
         "prompt: What did Peru sell to Norway?\n  answer: nothing\n  unchecked: a joke"),
    ],
)  # fmt: skip
def test_what_agrees_or_is_asked_of_something_else_is_not(
    tmp_path: Path, one: str, other: str
) -> None:
    entries = [
        f"- id: x\n  {said}\n  cite: {at}" for said, at in zip((one, other), "ab", strict=True)
    ]
    assert found(tmp_path, *entries) == []


def test_a_declared_disagreement_is_none(tmp_path: Path) -> None:
    declared = (
        "- id: y\n  prompt: On which day was the Alpine Club founded?\n  values:\n"
        "  - {answer: 1901-05-03, label: first, cite: a}\n"
        "  - {answer: 1901-06-09, label: second, cite: b}"
    )
    event = "- id: x\n  event: {{what: the Alpine Club was founded, date: {}}}\n  cite: {}"
    assert (
        found(tmp_path, event.format("1901-05-03", "a"), event.format("1901-06-09", "b"), declared)
        == []
    )
