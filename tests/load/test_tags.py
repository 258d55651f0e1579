"""Tags add up: those of the bank, of the entry and of the field that is asked."""

from pathlib import Path

from studydeck.load import load

BANK = """\
bank: canals
title: Canals
defaults: {tags: [canals]}
items:
- id: suez
  event: {what: opening of the Suez Canal, date: 1869-11-17, place: Suez}
  tags: [egypt]
  cite: notes@p1
  ask:
    date: {prompt: When was the Suez Canal opened?, tags: [dates]}
    place: Where was it?
"""


def test_an_asked_field_keeps_the_tags_of_its_entry_and_bank(tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "canals.yaml").write_text(BANK, encoding="utf-8")
    project, _ = load(tmp_path)
    assert project.items["canals/suez.date"].tags == ("canals", "egypt", "dates")
    assert project.items["canals/suez.place"].tags == ("canals", "egypt")
