"""What the curated library promises: its size, its kinds, and care for every item."""

import re
from pathlib import Path

from studydeck.load import load
from studydeck.model import Criteria, Item, Kind

PROJECT, _ = load(Path(__file__).parents[1])
ITEMS = tuple(PROJECT.items.values())


def asked(item: Item) -> set[tuple[str, str]]:
    """Give the passages that an item asks about, those of its criteria too."""
    lists = [claim.citations for claim in item.claims]
    if isinstance(item.answer, Criteria):
        lists += [citations for _, citations in item.answer.criteria if citations]
    return {(str(one.source), str(one.passage)) for some in lists for one in some.each}


def test_the_banks_cover_the_subject():
    """Eight banks, each large enough to fill a test of its own."""
    sizes = {str(bank): sum(item.bank == bank for item in ITEMS) for bank in PROJECT.banks}
    assert set(sizes) == {
        "dates", "treaty-articles", "sco-membership", "arms-deals",
        "trade-energy", "people", "positions", "border",
    }  # fmt: skip
    assert sum(sizes.values()) >= 450
    assert min(sizes.values()) >= 40


def test_every_kind_is_in_use():
    """And so are views, negations, sums and disagreements."""
    assert {item.kind for item in ITEMS} == set(Kind)
    assert any(item.negated for item in ITEMS)
    assert any(item.claimed_by for item in ITEMS)
    assert any(item.working for item in ITEMS)
    assert sum(len(item.claims) > 1 for item in ITEMS) >= 12


def test_every_item_explains_its_answer():
    """The explanation is not the answer once more."""
    assert [item.key for item in ITEMS if len(item.explanation.split()) < 4] == []


def test_every_entry_says_how_much_it_matters():
    """Nobody has to guess whether the writer thought of it."""
    for bank in PROJECT.banks.values():
        entries = re.split(r"^- id: ", bank.file.text, flags=re.MULTILINE)[1:]
        assert [entry.split()[0] for entry in entries if "importance:" not in entry] == []


def test_most_items_can_be_asked_as_a_choice():
    """Three options beside the answer, for three items in five."""
    assert sum(len(item.distractors) >= 3 for item in ITEMS) >= 0.6 * len(ITEMS)


def test_enough_items_are_held_for_tests():
    """Learners do not see them in decks or in the quiz."""
    assert sum(item.reserve for item in ITEMS) >= 40


def test_nearly_every_passage_is_asked_about():
    """A passage that no item asks about is no part of the library."""
    there = {(str(s.id), str(p.id)) for s in PROJECT.sources.values() for p in s.passages}
    met = set[tuple[str, str]]().union(*map(asked, ITEMS))
    assert len(there & met) >= 0.95 * len(there)


def test_nearly_every_item_is_on_record():
    """The lock that goes with the library knows what its items stand on; new ones may wait."""
    known = {"/".join(item.identity) for item in ITEMS} & PROJECT.record.cited.keys()
    assert len(known) >= 0.95 * len(ITEMS)
    assert PROJECT.record.proved.keys() <= PROJECT.passages.keys()
