"""What real Anki makes of the packages, release after release."""

from html import unescape
from itertools import permutations

import pytest

from studydeck.deck import Deck, make_note
from studydeck.emit.anki import package
from studydeck.model import Settings
from tests.canals import ALL, CANALS, FILES, NOTES, PROJECT, replaced
from tests.course import DAY, NOW, Course
from tests.pictures import png

pytest.importorskip("anki", reason="the anki package is not installed")

from tests.learner import Learner

MORE = """\
bank: locks
title: Locks
source: notes
items:
- id: lake
  prompt: To which lake are ships lifted by the locks of the Panama Canal?
  answer: Gatun Lake
  cite: panama
"""


@pytest.fixture
def learner(tmp_path):
    made = Learner(tmp_path / "learner")
    yield made
    made.close()


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course", {**FILES, "questions/locks.yaml": MORE})
    made.change("decks/all.yaml", "[canals]", "[canals, locks]")
    return made


def test_first_import(course, learner):
    """Every item becomes a note with its cards, in the decks that the project names."""
    course.release()
    assert learner.take(course.build()) == {"new": 13}
    assert learner.decks() == {"Canals": 0, "Canals::Canals of the world": 13, "Canals::Locks": 1}
    assert learner.sound()


def test_the_same_package_again_changes_nothing(course, learner):
    """Nor does a later build without changes."""
    course.release()
    learner.take(course.build())
    assert learner.take(course.build()) == {"duplicate": 13}
    course.release()
    assert learner.take(course.build()) == {"duplicate": 13}


def test_three_releases_with_reviews_in_between(course, learner):
    """Only what changed is updated, nothing is new or in conflict, and no history is lost."""
    course.release()
    learner.take(course.build())
    for key in ("canals/opened", "canals/ends", "canals/signs", "canals/gaps-each", "locks/lake"):
        learner.review(key, 2)
    before = learner.history()

    bank = "questions/canals.yaml"
    course.change(bank, "When was the Suez", "On which day was the Suez")
    course.change(bank, "cite: signs\n", "distractors: [a > b, c & a]\n  cite: signs\n")
    course.change(bank, "items:\n", "retired: {ends: asked elsewhere}\nitems:\n")
    at = course.files[bank].index("- id: ends")
    end = course.files[bank].index("- id: in-order")
    course.files[bank] = course.files[bank][:at] + course.files[bank][end:]
    moved = MORE.partition("items:\n")[2].replace("- id: lake\n", "- id: lake\n  was: locks/lake\n")
    course.files[bank] += moved
    course.files["questions/locks.yaml"] = MORE.replace("id: lake", "id: other").replace(
        "To which lake are ships lifted by the locks of the Panama Canal?",
        "Which lake lies 26 m above the sea?",
    )
    course.release()
    assert course.told == (
        "all: new locks/other",
        "all: changed canals/opened (prompt: 'When was the Suez Canal opened?'"
        " → 'On which day was the Suez Canal opened?')",
        "all: changed canals/signs (options: nothing → 'c & a; a < b & c; a > b')",
        "all: moved canals/lake (was locks/lake)",
        "all: withdrawn canals/ends (asked elsewhere)",
    )
    assert learner.take(course.build()) == {"new": 1, "updated": 4, "duplicate": 9}
    after = learner.history()
    assert {id: after[id] for id in before} == before
    assert learner.cards("canals/opened")[0].reps == 2
    assert learner.fields("canals/opened")["Prompt"].startswith("On which day")
    assert "a &gt; b" in learner.fields("canals/signs")["Options"]
    assert learner.cards("canals/lake")[0].reps == 2
    (gone,) = learner.cards("canals/ends")
    assert gone.note().tags == ["studydeck::withdrawn"]
    assert "asked elsewhere" in gone.answer()

    learner.review("canals/height")
    before = learner.history()
    course.change(bank, "It was in autumn.", "It was in November.")
    course.change(bank, "to the {{Pacific}}", "to the {{Pacific::an ocean}}")
    course.release()
    assert len(course.told) == 2
    again = 0 if learner.dates_as_told else 2  # what an old Anki dated by its own clock
    assert learner.take(course.build()) == {"updated": 2 + again, "duplicate": 11 - again}
    assert learner.history() == before
    assert learner.cards("canals/height")[0].reps == 1
    assert [card.reps for card in learner.cards("canals/gaps-each")] == [2, 2]
    assert learner.sound()


def test_one_item_asked_in_every_way_keeps_its_history(course, learner):
    """Reveal, choose and type are one note type: a change of mind costs nothing."""
    course.release()
    learner.take(course.build())
    learner.review("canals/sea", 2)
    before = learner.history()
    for way in ("type", "reveal", "choose"):
        text = course.files["decks/all.yaml"]
        now = text.split("text: ")[1].split(",")[0]
        course.change("decks/all.yaml", f"text: {now}", f"text: {way}")
        course.release()
        assert learner.take(course.build())["updated"] >= 1
        shown = learner.fields("canals/sea")
        assert (bool(shown["Typed"]), bool(shown["Options"])) == (way == "type", way == "choose")
    assert learner.history() == before


def test_a_build_between_releases_is_overtaken_by_the_release(course, learner):
    """A teacher may hand out a draft: the release that follows still arrives."""
    course.release()
    learner.take(course.build())
    course.change("questions/canals.yaml", "It was in autumn.", "It was in the autumn.")
    course.now += 60
    assert learner.take(course.build()) == {"updated": 1, "duplicate": 12}
    course.change("questions/canals.yaml", "It was in the autumn.", "It was in November.")
    course.release()
    assert learner.take(course.build()) == {"updated": 1, "duplicate": 12}
    assert learner.fields("canals/opened")["Hint"] == "It was in November."


def test_ten_thousand_notes(learner):
    """All of them arrive, and none is in the way of another."""
    notes = tuple(
        make_note("big-0a1b2c", ("b", f"n{n}"), f"b/n{n}", "Big", {"Prompt": f"Prompt {n}?"},
                  position=n + 1, clozes=0)
        for n in range(10_000)
    )  # fmt: skip
    deck = Deck("big", "Big", "", Settings(namespace="big-0a1b2c"), notes, {"": "Big"})
    times = {note.guid: NOW for note in notes}
    assert learner.take(package(deck, times)) == {"new": 10_000}
    assert learner.take(package(deck, times)) == {"duplicate": 10_000}
    assert learner.sound()


def test_two_projects_with_the_same_ids_do_not_touch_each_other(tmp_path, learner):
    """The namespace is part of the identity."""
    mine, yours = (Course(tmp_path / name) for name in ("mine", "yours"))
    yours.change("questions/project.yaml", "canals-0a1b2c", "canals-ffffff")
    yours.change("questions/project.yaml", "title: Canals", "title: Other canals")
    for one in (mine, yours):
        one.release()
    assert learner.take(mine.build()) == {"new": 12}
    learner.review("canals/opened")
    before = learner.history()
    assert learner.take(yours.build()) == {"new": 12}
    mine.change("questions/canals.yaml", "It was in autumn.", "It was in November.")
    mine.release()
    assert learner.take(mine.build()) == {"updated": 1, "duplicate": 11}
    hints = sorted(card.note()["Hint"] for card in learner.cards("canals/opened"))
    assert hints == ["It was in November.", "It was in autumn."]
    assert {id: learner.history()[id] for id in before} == before


SOME = replaced(ALL, "deck: all\ntitle: Canals, complete", "deck: some\ntitle: The first dates")
REST = replaced(ALL, "deck: all\ntitle: Canals, complete", "deck: rest\ntitle: The other ones")


@pytest.mark.parametrize("order", list(permutations(["all", "some", "rest"])))
def test_packages_fit_together_in_every_order(course, tmp_path, order):
    """One tree without empty decks, each item once, whichever package comes first."""
    course.files["decks/some.yaml"] = replaced(SOME, "banks: [canals]", "kinds: [date]")
    course.files["decks/rest.yaml"] = replaced(REST, "banks: [canals]", "not: {kinds: [date]}")
    course.release("all", "some", "rest")
    learner = Learner(tmp_path / "-".join(order))
    try:
        for id in order:
            assert "conflicting" not in learner.take(course.build(id))
        found = learner.decks()
        assert found == {"Canals": 0, "Canals::Canals of the world": 13, "Canals::Locks": 1}
        assert learner.col.note_count() == 13
    finally:
        learner.close()


def test_new_cards_come_in_the_order_of_the_project(course, learner):
    """The important ones first, then as the author wrote them."""
    course.release()
    learner.take(course.build())
    rows = learner.col.db.all("select id, due from cards order by due, ord")
    first = [learner.col.get_card(id).note()["Id"] for id, _ in rows]
    assert first[:4] == ["canals/opened", "canals/sea", "canals/height", "canals/ends"]
    assert first[-1] == "locks/lake"


def test_the_description_of_the_deck_is_shown(course, learner):
    """What it is, whose it is, on what terms, and which version; on the deck over all, too."""
    course.release()
    learner.take(course.build())
    for name in ("Canals", "Canals::Locks"):
        about = learner.col.decks.by_name(name)["desc"]
        for part in (
            "Canals, complete",
            "canals &amp; seas",
            "Canal teachers",
            "CC-BY-4.0",
            "Version of",
        ):
            assert part in about


def test_the_searches_of_the_description_find_their_cards(course, learner):
    """Each can be pasted into a filtered deck as it stands."""
    course.change("questions/project.yaml", "title: Canals", "title: 'Canals_* of: it'")
    course.release()
    learner.take(course.build())
    about = learner.col.decks.by_name("Canals_* of: it::Locks")["desc"]
    rows = about.partition("filtered decks:<br>")[2].partition("<br><br>")[0].split("<br>")
    found = {}
    for row in rows:
        what, _, search = unescape(row).partition(": ")
        found[what, search.rpartition(" ")[2]] = len(learner.col.find_cards(search))
    assert found == {
        ("essentials", "tag:studydeck::essential"): 1,
        ("traps", "tag:studydeck::trap"): 2,
        ("one bank", "tag:bank::canals"): 13,
        ("one bank", "tag:bank::locks"): 1,
        ("one source", "tag:source::notes"): 14,
    }


def test_pictures_arrive_and_change(course, learner):
    """Another picture is another file, and the card shows it."""
    image = "  image: {file: lake.png, alt: a lake}\n"
    course.change("questions/canals.yaml", "  prompt: How high", image + "  prompt: How high")
    (course.root / "questions").mkdir(parents=True)
    names = set()
    for content in (png(1), png(2)):
        (course.root / "questions/lake.png").write_bytes(content)
        course.release()
        learner.take(course.build())
        shown = learner.fields("canals/height")["Image"]
        name = shown.partition('src="')[2].partition('"')[0]
        assert (learner.folder / "collection.media" / name).read_bytes() == content
        names.add(name)
    assert len(names) == 2


def test_a_newer_look_arrives(course, learner, monkeypatch):
    """Templates and styles may change; nothing else about the note type does."""
    course.release()
    learner.take(course.build())
    learner.review("canals/opened")
    before = learner.history()
    monkeypatch.setattr("studydeck.emit.anki.LOOK_TIME", NOW + 7 * DAY)
    monkeypatch.setattr("studydeck.emit.anki.look", lambda kind, _: NEW_LOOK[kind.value])
    assert learner.take(course.build()) == {"duplicate": 13}
    assert "A new look" in learner.cards("canals/opened")[0].question()
    assert learner.history() == before
    assert len([one for one in learner.col.models.all() if "studydeck" in one["name"]]) == 2


NEW_LOOK = {
    "studydeck": "A new look {{Prompt}}",
    "studydeck cloze": "A new look {{cloze:Prompt}}",
}


# What a learner sees


def test_text_is_shown_as_written(course, learner):
    """Signs that mean something in HTML are signs on the card."""
    course.release()
    learner.take(course.build())
    (card,) = learner.cards("canals/signs")
    assert '<div class="answer">a &lt; b &amp; c</div>' in card.answer()


@pytest.mark.parametrize(
    ("key", "number", "answer"),
    [
        ("canals/opened", 0, "17 November 1869"),
        ("canals/height", 0, "26 m"),
        ("canals/gaps", 0, "North Sea, Baltic"),
        ("canals/gaps-each", 1, "Pacific"),
        ("canals/signs", 0, "a < b & c"),
    ],
)
def test_what_is_typed_right_is_compared_as_right(course, learner, key, number, answer):
    """By Anki itself: no part of it is marked as bad or missed."""
    course.change("decks/all.yaml", "text: choose", "text: type")
    course.release()
    learner.take(course.build())
    card = learner.cards(key)[number]
    good, bad = learner.typed(card, answer), learner.typed(card, "qqq")
    assert "typeGood" in good
    assert "typeBad" not in good
    assert "typeMissed" not in good
    assert "typeBad" in bad


def test_a_range_can_be_typed_on_a_keyboard(course, learner):
    """The card shows a dash, and asks for a hyphen."""
    course.files["questions/sources/notes.yaml"] = NOTES + (
        "- id: week\n  text: The canal was closed from 5 to 9 June 1967.\n"
    )
    course.files["questions/canals.yaml"] = CANALS + (
        "- {id: week, prompt: When was the canal closed?, answer: 1967-06-05/1967-06-09,"
        " unchecked: only for its dash}\n"
    )
    course.release()
    learner.take(course.build())
    (card,) = learner.cards("canals/week")
    assert "5–9 June 1967" in card.answer()
    assert "typeBad" not in learner.typed(card, "5-9 June 1967")


def test_a_cloze_hides_its_gaps_and_shows_its_hint(course, learner):
    """With all gaps on one card, or one card for each."""
    course.release()
    learner.take(course.build())
    (card,) = learner.cards("canals/gaps")
    front = card.question().partition('<div class="prompt">')[2].partition("</div>")[0]
    assert "[...]" in front
    assert "[another sea]" in front
    assert ">Baltic<" not in front
    assert len(learner.cards("canals/gaps-each")) == 2


def test_every_card_shows_its_proof(course, learner):
    """Prompt, answer, passage and citation; and where sources disagree, that they do."""
    course.release()
    learner.take(course.build())
    for id in learner.col.find_cards(""):
        back = learner.col.get_card(id).answer()
        assert "<blockquote>" in back
        assert "<figcaption>A. Teacher" in back
        assert 'class="report tappable" href="https://example.org/issues/new?item=' in back
    assert "the treasury" in learner.cards("canals/cost")[0].answer()


def test_a_card_without_report_address_has_no_link(course, learner):
    """An empty `url` leaves it out."""
    course.files["questions/project.yaml"] = PROJECT.replace("url: https", "# https")
    course.release()
    learner.take(course.build())
    assert "href" not in learner.cards("canals/opened")[0].answer()
