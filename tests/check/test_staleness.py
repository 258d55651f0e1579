"""What changed since it was put on record: citations, proofs by originals, reviews."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from studydeck.check import CheckedProject, check, staleness
from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic
from studydeck.load import load
from studydeck.load.originals import read_originals
from studydeck.record import write_lock

GUIDE = """\
The canal has three locks at its northern end.

It took ten years to dig the canal. Farmers gave the land for it.

A ferry crosses the canal every hour.
"""
NOTES = """\
source: notes
title: Notes on the canal
rights: own
passages:
- {id: depth, text: The canal is 8 metres deep.}
- {id: width, text: The canal is 60 metres wide.}
"""
BANK = """\
bank: canal
title: The canal
items:
- id: depth
  prompt: How deep is the canal?
  answer: 8 metres
  cite: notes@depth
- id: years
  prompt: How many years did it take to dig the canal?
  answer: 10 years
  cite: {at: guide, quote: It took ten years to dig the canal.}
"""
FILES = {
    "questions/project.yaml": "format: 1\nproject: canals-0a1b2c\n",
    "questions/sources/guide.yaml": "source: guide\ntitle: A guide\nrights: own\ntext: guide.txt\n",
    "questions/sources/guide.txt": GUIDE,
    "questions/sources/notes.yaml": NOTES,
    "questions/canal.yaml": BANK,
}
Change = Callable[..., tuple[CheckedProject, tuple[Diagnostic, ...]]]


def note(root: Path) -> str:
    """Put a project on record; gives the lock."""
    lock = write_lock(staleness.noted(Desk(load(root)[0])))
    (root / "questions/evidence.lock").write_text(lock, "utf-8")
    return lock


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Note the project, change one of its files, and check it."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    note(tmp_path)

    def _change(old: str = "", new: str = "", name: str = "sources/guide.txt"):
        path = tmp_path / "questions" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        project, read = load(tmp_path)
        checked, found = check(project)
        return checked, (*read, *found)

    return _change


def stale(outcome, item: str = "canal/years") -> tuple[str, list[str]]:
    """Give the staleness of an item, and the codes of all findings."""
    checked, found = outcome
    return checked.findings[item].staleness.value, [one.code for one in found]


def test_nothing_changed_is_ok(change: Change, tmp_path: Path) -> None:
    assert stale(change()) == ("ok", [])
    assert note(tmp_path) == note(tmp_path)


def test_a_passage_that_has_the_same_words_elsewhere_moved(change: Change, tmp_path: Path) -> None:
    """It is trusted, and the next lock has the new place."""
    assert stale(change("The canal has", "Read on.\n\nThe canal has")) == ("moved", [])
    assert "guide@p5" in note(tmp_path)
    assert stale(change()) == ("ok", [])


def test_white_space_in_a_passage_is_no_change(change: Change) -> None:
    assert stale(change("Farmers gave", "Farmers  gave")) == ("ok", [])


@pytest.mark.parametrize("above", ["", "Read on.\n\n"], ids=["in its place", "moved"])
def test_a_quote_that_is_intact_in_a_changed_passage_is_suspect(change: Change, above: str) -> None:
    change("The canal has", f"{above}The canal has")
    outcome = change("Farmers gave the land", "Farmers sold the land")
    assert stale(outcome) == ("suspect", ["SD326"])
    checked, (found,) = outcome
    (related,) = found.related
    assert related.message == "It took ten … the canal. Farmers [sold, for 1 word] the land for it."
    assert "\n" not in found.message
    assert checked.unclean == {"canal"}
    assert checked.findings["canal/depth"].staleness.value == "ok"


def test_quote_and_passage_changed_together_are_suspect(change: Change) -> None:
    """A new quote of the same passage is no way round."""
    change("dig the canal. Farmers", "dig this canal. Farmers")
    outcome = change("dig the canal.}", "dig this canal.}", "canal.yaml")
    assert stale(outcome) == ("suspect", ["SD326"])


def test_passage_and_answer_changed_together_are_suspect(change: Change) -> None:
    change("8 metres deep", "9 metres deep", "sources/notes.yaml")
    outcome = change("answer: 8 metres", "answer: 9 metres", "canal.yaml")
    assert stale(outcome, "canal/depth") == ("suspect", ["SD326"])


def test_a_passage_that_took_the_id_of_another_is_suspect_and_the_help_says_where_it_is(
    change: Change,
) -> None:
    change("depth, text", "deep, text", "sources/notes.yaml")
    change("width, text: The", "depth, text: The", "sources/notes.yaml")
    _, found = change("60 metres wide", "8 metres deep there", "sources/notes.yaml")
    (suspect,) = [one for one in found if one.code == "SD326"]
    assert suspect.help.startswith("cite 'notes@deep', which has the words now, or read")


def test_a_quote_that_is_nowhere_is_gone_and_the_nearest_words_are_shown(change: Change) -> None:
    state, _ = stale(outcome := change("ten years to dig", "eleven years to dig"))
    (lost,) = [one for one in outcome[1] if one.code == "SD301"]
    assert (state, "eleven years to dig the canal" in lost.help) == ("gone", True)


def test_a_quote_that_stands_twice_is_ambiguous(change: Change) -> None:
    more = "It took ten years to dig the canal. So they say.\n\nA ferry"
    state, codes = stale(change("A ferry", more))
    assert (state, "SD302" in codes) == ("ambiguous", True)


def test_a_new_citation_is_trusted(change: Change) -> None:
    new = (
        "- id: width\n  prompt: How wide is the canal?\n  answer: 60 metres\n  cite: notes@width\n"
    )
    outcome = change("- id: years", f"{new}- id: years", "canal.yaml")
    assert stale(outcome, "canal/width") == ("new", [])


def test_an_item_that_was_renamed_is_still_on_record(change: Change) -> None:
    change("- id: depth", "- id: deep\n  was: canal/depth", "canal.yaml")
    outcome = change("8 metres deep", "8 metres deep or less", "sources/notes.yaml")
    assert stale(outcome, "canal/deep")[0] == "suspect"


def test_criteria_and_what_is_seen_are_on_record_too(change: Change, tmp_path: Path) -> None:
    new = (
        "- id: tell\n  prompt: Tell of the canal.\n  criteria:\n"
        "  - {criterion: It is 60 metres wide, cite: notes@width}\n  see: guide@p5\n"
    )
    change("- id: years", f"{new}- id: years", "canal.yaml")
    lines = [line for line in note(tmp_path).splitlines() if line.startswith("cited canal/tell ")]
    assert sorted(line.split()[3] for line in lines) == ["guide@p5", "notes@width"]


def test_the_words_of_a_private_text_are_not_in_the_lock(change: Change, tmp_path: Path) -> None:
    """Four digits for each word would give a whole article away to whoever guesses words."""
    change("rights: own", "rights: private", "sources/guide.yaml")
    lock = note(tmp_path)
    assert [line.split()[0] for line in lock.splitlines()].count("words") == 1
    _, (found,) = change("Farmers gave", "Farmers sold")
    assert found.related[0].message == "which words changed is not on record"


def test_what_a_private_text_backs_stays_on_record_without_it(
    change: Change, tmp_path: Path
) -> None:
    change("rights: own", "rights: private", "sources/guide.yaml")
    lock = note(tmp_path)
    (tmp_path / "questions/sources/guide.txt").unlink()
    assert note(tmp_path) == lock


def test_a_damaged_lock_lets_no_bank_pass(change: Change) -> None:
    """Nobody would know what is suspect."""
    checked, found = change("studydeck-evidence 1", "<<<<<<< HEAD", "evidence.lock")
    assert ([one.code for one in found], checked.unclean) == (["SD507"], {"canal"})


def test_a_lock_that_leads_out_of_the_project_is_not_read(change: Change, tmp_path: Path) -> None:
    lock = tmp_path / "questions/evidence.lock"
    lock.unlink()
    outside = tmp_path.parent / f"{tmp_path.name}.lock"
    outside.write_text("studydeck-evidence 1\n")
    lock.symlink_to(outside)
    assert stale(change())[1] == ["SD407"]


# Proofs by originals

ORIGINAL = "The canal, 8 m deep, is 60 m wide.\nThe canal is called the Long Water.\n"
RESTATED = f"""\
source: notes
title: Notes on the canal
rights: restated
original: {{file: notes.txt, sha256: {sha256(ORIGINAL.encode()).hexdigest()}}}
passages:
- {{id: depth, lines: 1, text: The canal is 8 metres deep.}}
- {{id: width, lines: 1, text: The canal is 60 metres wide.}}
"""


@pytest.fixture
def attest(change: Change, tmp_path: Path) -> Change:
    """The same, with notes that their original proved."""
    (tmp_path / "questions/sources/notes.yaml").write_text(RESTATED, "utf-8")
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "notes.txt").write_text(ORIGINAL, "utf-8", newline="")
    project, _ = load(tmp_path)
    checked, found = check(project, read_originals(project, originals))
    assert found == ()
    lock = write_lock(staleness.noted(Desk(project), checked.proved))
    (tmp_path / "questions/evidence.lock").write_text(lock, "utf-8")
    return change


def proved(outcome) -> tuple[str, set[str]]:
    checked, found = outcome
    return checked.findings["canal/depth"].proved_by, {one.code for one in found}


def test_what_an_original_proved_is_proved_to_those_who_lack_it(attest: Change) -> None:
    assert proved(attest()) == ("original", set())


def test_passage_and_answer_changed_together_are_no_longer_proved_by_the_original(
    attest: Change,
) -> None:
    attest("8 metres deep", "9 metres deep", "sources/notes.yaml")
    outcome = attest("answer: 8 metres", "answer: 9 metres", "canal.yaml")
    assert proved(outcome) == ("passage", {"SD326", "SD328"})


@pytest.mark.parametrize(
    ("old", "new"),
    [("depth, lines: 1", "depth, lines: 2"), ("sha256: ", "sha256: 0123"), ("deep.}", "deep!}")],
    ids=["other lines", "another original", "other words"],
)
def test_a_proof_is_of_a_text_its_lines_and_its_original(
    attest: Change, old: str, new: str
) -> None:
    assert proved(attest(old, new, "sources/notes.yaml"))[0] == "passage"


def test_the_original_itself_needs_no_record(attest: Change, tmp_path: Path) -> None:
    """A passage that it proves anew is not said to have changed since it was proved."""
    attest("metres wide.", "metres wide, as it is said.", "sources/notes.yaml")
    project, _ = load(tmp_path)
    checked, found = check(project, read_originals(project, tmp_path / "originals"))
    assert (found, checked.proved) == ((), {"notes@depth", "notes@width"})


def test_passages_that_are_gone_leave_the_lock(attest: Change, tmp_path: Path) -> None:
    attest(RESTATED.splitlines()[-1], "", "sources/notes.yaml")
    assert "proved notes@width" not in note(tmp_path)


MANY = "bank: canal\ntitle: The canal\nitems:\n" + "".join(
    f"- {{id: {id}, prompt: {prompt}, answer: {answer}, cite: {cite}}}\n"
    for id, prompt, answer, cite in [
        ("locks", "How many locks has the canal?", "3 locks", "guide@p1"),
        ("years", "How many years did it take to dig the canal?", "10 years", "guide@p3"),
        ("land", "Who gave the land for the canal?", "farmers", "{at: guide@p3, quote: Farmers gave the land for it.}"),
        ("ferry", "What crosses the canal every hour?", "a ferry", "guide@p5"),
        ("depth", "How deep is the canal?", "8 metres", "notes@depth"),
    ]
)  # fmt: skip


@pytest.fixture
def many(change: Change, tmp_path: Path) -> Change:
    """The same with items that cite every paragraph by its number."""
    (tmp_path / "questions/canal.yaml").write_text(MANY, "utf-8")
    note(tmp_path)
    assert change()[1] == ()
    return change


def test_ids_that_moved_on_are_told_once_for_a_source(many: Change) -> None:
    """A paragraph in front gives each of the others another number; nothing else is said."""
    checked, found = many("The canal has", "Read on.\n\nThe canal has")
    assert [(one.code, one.item) for one in found] == [("SD326", "")]
    assert found[0].message.startswith("passages of 'guide' moved under 4 items: p1 is now p3, ")
    assert found[0].span is not None
    assert found[0].span.file.path == "questions/sources/guide.yaml"
    assert checked.unclean == {"canal"}


def test_words_that_are_gone_are_told_of_each_item(many: Change) -> None:
    """Words that are gone are told item by item, as ever."""
    _, found = many(GUIDE, "\n\n".join([*GUIDE.split("\n\n")[:1], "A new one."]) + "\n")
    assert {one.item for one in found} >= {"canal/years", "canal/land", "canal/ferry"}
