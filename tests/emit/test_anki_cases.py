"""Every case of importing that was measured with Anki, and what comes of it for our learners."""

import json
import re
from html import unescape

import pytest

from studydeck.emit.anki import package
from studydeck.lock import Lock, stamp, turned, withdraw
from tests.canals import CANALS, FILES, checked, deck_of, replaced, write
from tests.pictures import png

pytest.importorskip("anki", reason="the anki package is not installed")

from tests.course import Course
from tests.learner import Learner

HINT = ("questions/canals.yaml", "It was in autumn.", "It was in November.")
LAST = 12
"""Notes of the course, but for the one that is changed."""


@pytest.fixture
def learner(tmp_path):
    made = Learner(tmp_path / "learner")
    yield made
    made.close()


@pytest.fixture
def course(tmp_path, learner):
    """A course whose first release has been imported, and one item learnt."""
    made = Course(tmp_path / "course", FILES)
    made.release()
    assert learner.take(made.build()) == {"new": LAST}
    learner.review("canals/opened", 2)
    return made


def opened(learner):
    (card,) = learner.cards("canals/opened")
    return card


@pytest.mark.parametrize("condition", ["if newer", "always"])
def test_a_change_within_a_second_would_not_arrive(course, learner, condition):
    """Anki ignores it, whatever it is told; so a change is dated after the last time of its note."""
    course.change(*HINT)
    lock = course.locks["all"]
    deck = deck_of(write(course.root, course.files))
    same = {note.guid: lock.lines[note.identity].time for note in deck.notes}
    assert learner.take(package(deck, same), condition=condition) == {"duplicate": LAST}
    told = learner.take(package(deck, stamp(deck, lock, 0)), condition=condition)
    assert told == {"updated": 1, "duplicate": LAST - 1}


@pytest.mark.parametrize("scheduling", [False, True])
def test_an_update_keeps_what_was_learnt(course, learner, scheduling):
    """With and without the learner's tick at scheduling."""
    before = learner.history()
    course.change(*HINT)
    course.release()
    told = learner.take(course.build(), scheduling=scheduling)
    assert told == {"updated": 1, "duplicate": LAST - 1}
    assert learner.history() == before
    assert opened(learner).reps == 2
    assert learner.fields("canals/opened")["Hint"] == "It was in November."


def test_an_item_that_leaves_the_deck_stays_with_the_learner(course, learner):
    """No package takes a card away; what is only left out is left in peace."""
    course.change("decks/all.yaml", "{banks: [canals]}", "{banks: [canals], not: {kinds: [date]}}")
    course.release()
    assert learner.take(course.build()) == {"duplicate": LAST - 1}
    assert opened(learner).note().tags == [
        "bank::canals", "dates", "source::notes", "studydeck::essential", "well-known",
    ]  # fmt: skip


def test_what_a_learner_changed_stays_until_the_authors_change_it(tmp_path, learner):
    """Text and tags; then theirs take the place of both."""
    course = Course(tmp_path / "course", FILES, now=1_790_000_000)
    course.release()
    learner.take(course.build())
    learner.review("canals/opened", 2)
    note = opened(learner).note()
    note["Hint"], note.tags = "my own", [*note.tags, "hard"]
    learner.col.update_note(note)
    course.change("questions/canals.yaml", "to the {{Pacific}}", "to the {{Pacific::an ocean}}")
    course.release()
    assert learner.take(course.build())["updated"] == 1
    assert learner.fields("canals/opened")["Hint"] == "my own"
    assert "hard" in opened(learner).note().tags
    edited = opened(learner).note().mod
    course.change(*HINT)
    course.now = edited - 86_400 - 60
    course.release()
    assert learner.take(course.build()) == {"duplicate": LAST}, "older than the learner's edit"
    course.change("questions/canals.yaml", "It was in November.", "It was in late autumn.")
    course.now = edited
    course.release()
    assert learner.take(course.build())["updated"] == 1
    assert learner.fields("canals/opened")["Hint"] == "It was in late autumn."
    assert "hard" not in opened(learner).note().tags
    assert opened(learner).reps == 2


def with_a_field(learner, kind):
    """Add a field of the learner's own to our note type, and write into it."""
    models = learner.col.models
    models.add_field(kind, models.new_field("Mine"))
    models.update_dict(kind)
    note = opened(learner).note()
    note["Mine"] = "my own"
    learner.col.update_note(note)


def with_a_template(learner, kind):
    """Add a template of the learner's own, which asks the other way round."""
    models = learner.col.models
    template = models.new_template("Back")
    template["qfmt"], template["afmt"] = "{{Answer}}", "{{Prompt}}"
    models.add_template(kind, template)
    models.update_dict(kind)


@pytest.mark.parametrize("customise", [with_a_field, with_a_template])
def test_a_note_type_with_a_part_of_the_learners_own(tmp_path, learner, customise):
    """Anki calls it a conflict and makes a `+` copy; merging, with `always`, mends both.

    What stands in a field that the package does not have is lost, as the README says.
    """
    course = Course(tmp_path / "course", FILES, now=1_790_000_000)
    course.release()
    learner.take(course.build())
    learner.review("canals/opened", 2)
    customise(learner, learner.col.models.by_name("studydeck"))
    before = learner.history()
    course.change(*HINT)
    course.release()
    told = learner.take(course.build())
    assert told == {"duplicate": 2, "conflicting": LAST - 2}
    assert learner.note_types() == ["studydeck", "studydeck cloze", "studydeck+"]
    assert learner.fields("canals/opened")["Hint"] == "It was in autumn."
    told = learner.take(course.build(), merge=True, condition="always")
    assert "conflicting" not in told
    assert learner.note_types() == ["studydeck", "studydeck cloze"]
    assert learner.fields("canals/opened")["Hint"] == "It was in November."
    assert learner.fields("canals/opened").get("Mine", "") == ""
    after = learner.history()
    assert {id: after[id] for id in before} == before


def test_merging_alone_is_not_enough(tmp_path, learner):
    """For a field it dates the notes by the clock, so that a package of before is no newer."""
    course = Course(tmp_path / "course", FILES, now=1_790_000_000)
    course.release()
    learner.take(course.build())
    with_a_field(learner, learner.col.models.by_name("studydeck"))
    course.change(*HINT)
    course.release()
    assert learner.take(course.build(), merge=True) == {"duplicate": LAST}
    assert learner.fields("canals/opened")["Hint"] == "It was in autumn."


def test_flags_and_suspension_stay(course, learner):
    """They are the learner's, on the card and not in the note."""
    (ends,) = learner.cards("canals/opened")
    learner.col.sched.suspend_cards([ends.id])
    learner.col.set_user_flag_for_cards(3, [ends.id])
    course.change(*HINT)
    course.release()
    assert learner.take(course.build())["updated"] == 1
    assert (opened(learner).queue, opened(learner).user_flag()) == (-1, 3)


def test_cards_stay_where_the_learner_moved_them(course, learner):
    """An update changes what is on them."""
    mine = learner.col.decks.id("Mine")
    learner.col.set_deck([opened(learner).id], mine)
    course.change(*HINT)
    course.release()
    assert learner.take(course.build())["updated"] == 1
    assert opened(learner).did == mine


def test_a_deck_with_another_name_is_told_and_moves_no_card(course, learner):
    """Anki finds decks by name: the author hears of it before it is out."""
    course.change("questions/project.yaml", "title: Canals", "title: Waterways")
    course.release()
    assert course.told == (
        "all: decks with another name ('Waterways::Canals of the world',"
        " was 'Canals::Canals of the world'; cards stay where learners have them)",
    )
    learner.take(course.build())
    assert learner.decks()["Canals::Canals of the world"] == 13


def test_the_description_is_that_of_the_newest_package(course, learner):
    """It tells what is new, and in which version."""
    course.change("decks/all.yaml", "All cards on canals & seas.", "Newly described.")
    course.change(*HINT)
    course.release()
    learner.take(course.build())
    about = learner.col.decks.by_name("Canals::Canals of the world")["desc"]
    assert "Newly described." in about
    assert "All cards on" not in about


def test_a_cloze_that_grows_gets_a_card_more(course, learner):
    """And keeps the others with what was learnt of them."""
    learner.review("canals/gaps-each", 1)
    before = learner.history()
    course.change("questions/canals.yaml", "The Panama Canal joins the {{Atlantic}}",
                  "The {{Panama Canal}} joins the {{Atlantic}}")  # fmt: skip
    course.release()
    assert learner.take(course.build())["updated"] == 1
    assert len(learner.cards("canals/gaps-each")) == 3
    assert {id: learner.history()[id] for id in before} == before
    assert learner.sound()


def test_a_cloze_that_shrinks_leaves_a_card_that_anki_finds(course, learner):
    """Anki keeps it until the learner asks for Tools > Empty Cards."""
    course.change("questions/canals.yaml", "to the {{Pacific}}", "to the Pacific")
    course.release()
    assert learner.take(course.build())["updated"] == 1
    (empty,) = learner.col.get_empty_cards().notes
    assert len(empty.card_ids) == 1
    assert not empty.will_delete_note


ENTRIES = {
    "order": "  order: [Suez Canal: 1869-11-17, Panama Canal: 1914-08-15]\n",
    "matching": "  pairs: {Suez Canal: Red Sea, Panama Canal: Pacific}\n",
}


def asked(way):
    """One item, asked in a way of its own."""
    head = "- id: sea\n"
    tail = "  cite: [suez, panama]\n"
    if way == "statement":
        return (
            head + "  statement: The Suez Canal has no locks.\n  answer: true\n  cite: suez\n",
            "reveal",
        )
    if way in ENTRIES:
        return head + "  prompt: Which is which?\n" + ENTRIES[way] + tail, "reveal"
    if way == "set":
        entry = (
            "  prompt: Which oceans does the Panama Canal join?\n  answer: [Atlantic, Pacific]\n"
        )
        return head + entry + "  cite: panama\n", "reveal"
    if way == "choose several":
        entry = (
            "  prompt: Which oceans does the Panama Canal join?\n  answer: [Atlantic, Pacific]\n"
        )
        return head + entry + "  distractors: [Red Sea]\n  cite: panama\n", "choose"
    entry = (
        "  prompt: Which sea does the Suez Canal join to the Mediterranean?\n  answer: Red Sea\n"
    )
    return head + entry + "  distractors: [Atlantic]\n  cite: suez\n", way


PRESENTATIONS = [
    "reveal",
    "type",
    "choose",
    "set",
    "choose several",
    "order",
    "matching",
    "statement",
]


@pytest.mark.parametrize("first", PRESENTATIONS)
def test_every_way_of_asking_can_become_every_other(tmp_path, learner, first):
    """In place, with all that was learnt: one note type holds them all."""
    start, end = CANALS.index("- id: sea\n"), CANALS.index("- id: height\n")
    made = Course(tmp_path / "course", FILES)
    deck = FILES["decks/all.yaml"]

    def ask(way):
        entry, present = asked(way)
        made.files["questions/canals.yaml"] = CANALS[:start] + entry + CANALS[end:]
        made.files["decks/all.yaml"] = deck.replace("text: choose", f"text: {present}").replace(
            "set: choose", f"set: {'choose' if present == 'choose' else 'reveal'}"
        )
        made.release()

    ask(first)
    learner.take(made.build())
    learner.review("canals/sea", 2)
    before = learner.history()
    for way in PRESENTATIONS:
        if way == first:
            continue
        for now in (way, first):
            ask(now)
            told = learner.take(made.build())
            assert told["updated"] >= 1, (now, told)
            assert {"new", "conflicting", "missing_notetype"}.isdisjoint(told), (now, told)
            (card,) = learner.cards("canals/sea")
            assert card.answer()
            assert learner.history() == before
    assert learner.sound()


@pytest.mark.parametrize("was_cloze", [True, False])
def test_a_cloze_is_the_one_thing_that_cannot_change(tmp_path, learner, was_cloze):
    """Anki calls it a conflict, so that a release refuses it at its place."""
    entry = "- id: sea\n  prompt: Which sea does the Suez Canal join?\n  answer: Red Sea\n  cite: suez\n"
    cloze = "- id: sea\n  cloze: The Suez Canal joins the Mediterranean to the {{Red Sea}}.\n  cite: suez\n"
    start, end = CANALS.index("- id: sea\n"), CANALS.index("- id: height\n")
    texts = [CANALS[:start] + one + CANALS[end:] for one in (entry, cloze)]
    first, second = reversed(texts) if was_cloze else texts
    made = Course(tmp_path / "course", {**FILES, "questions/canals.yaml": first})
    made.release()
    learner.take(made.build())
    made.files["questions/canals.yaml"] = second
    project = checked(write(made.root, made.files)).project
    (found,) = turned(deck_of(made.root), made.locks["all"], project)
    assert (found.code, found.span.file.path, found.span.text) == (
        "SD511", "questions/canals.yaml", "sea",
    )  # fmt: skip
    made.now += 86_400
    assert learner.take(made.build())["conflicting"] == 1


def test_two_packages_of_one_moment_do_not_clash(tmp_path, learner):
    """Their notes have the same numbers; Anki gives them others."""
    mine, yours = (Course(tmp_path / name, FILES) for name in ("mine", "yours"))
    yours.change("questions/project.yaml", "canals-0a1b2c", "canals-ffffff")
    for one in (mine, yours):
        one.release()
        assert learner.take(one.build()) == {"new": LAST}
    assert learner.col.note_count() == 2 * LAST
    assert learner.sound()


def test_no_media_is_lost_or_left_over(tmp_path, learner):
    """Every picture of the package is on a card, and every card has its picture."""
    image = "  image: {file: lake.png, alt: a lake}\n  prompt: How high"
    files = {**FILES, "questions/canals.yaml": replaced(CANALS, "  prompt: How high", image)}
    root = write(tmp_path / "course", files)
    (root / "questions/lake.png").write_bytes(png())
    deck = withdraw(deck_of(root), Lock())
    learner.take(package(deck, stamp(deck, Lock(), 1_795_000_000)))
    found = learner.col.media.check()
    assert (list(found.missing), list(found.unused)) == ([], [])
    assert len(deck.media) == 1


def json_string(text):
    """Write a text as YAML reads it."""
    return json.dumps(text)


def text_of(html):
    """What a reader sees of a card."""
    body = re.sub(r"<(script|style)>.*?</\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", body))


BAD = ["<b>", "<script>alert(1)</script>", "{{c1::x}}", "{{Prompt}}", "]]>", "{{", "}}", "a<b", "&amp;",
       "<!--", "[sound:x.mp3]", "[latex]x[/latex]", r"\(x\)", "[$]x[/$]", "{{type:Id}}"]  # fmt: skip


def test_signs_of_anki_and_of_html_are_shown_as_written(tmp_path, learner):
    """In every text that an author can write, on both sides of the card."""
    odd = " ".join(BAD)
    said = json_string(odd)
    entry = (
        f"- id: odd\n  prompt: {said}\n  answer: {said}\n  aliases: [{json_string('x ' + odd)}]\n"
        f"  distractors: {{{json_string('y ' + odd)}: {said}}}\n  explanation: {said}\n"
        f"  hint: {said}\n  unchecked: {said}\n"
        f"- id: gap\n  cloze: {json_string(f'<i> ]]> a<b {{{{sea|x::{chr(60)}hint> ]]>}}}} <i>')}\n"
        "  unchecked: shows signs\n"
    )
    files = {**FILES, "questions/canals.yaml": CANALS + entry}
    deck = withdraw(deck_of(write(tmp_path / "course", files)), Lock())
    learner.take(package(deck, stamp(deck, Lock(), 1_795_000_000)))
    assert learner.sound()
    (card,) = learner.cards("canals/odd")
    for side in learner.sides(card):
        assert "<script>alert" not in side
        assert "[latex]" not in side
        assert "anki:play" not in side
    shown = text_of(card.question())
    assert odd in shown
    back = text_of(card.answer())
    assert back.count(odd) >= 5
    (gap,) = learner.cards("canals/gap")
    assert "<i> ]]> a<b [<hint> ]]>] <i>" in text_of(gap.question())


def test_a_field_of_a_megabyte(tmp_path, learner):
    """It takes its time, and nothing else."""
    files = {**FILES, "questions/canals.yaml": CANALS.replace(
        "It was the first of the great ship canals.", "It was long. " * 80_000)}  # fmt: skip
    deck = withdraw(deck_of(write(tmp_path / "course", files)), Lock())
    learner.take(package(deck, stamp(deck, Lock(), 1_795_000_000)))
    assert len(learner.fields("canals/opened")["Explanation"]) > 1_000_000
    assert learner.sound()
