"""Compiling decks: what is refused, and what stands in the fields of a note."""

import re
from dataclasses import replace
from html import unescape

import pytest

from studydeck.deck import NoteType, compile_deck, home_deck
from studydeck.fields import FIELDS, RELEASE, html, item_fields, report_link
from studydeck.model import (
    Citations,
    Claim,
    Gap,
    Gaps,
    Present,
    Project,
    Rights,
    Settings,
)
from studydeck.span import Text
from tests.canals import ALL, CANALS, FILES, PROJECT, checked, deck_of, replaced, write
from tests.pictures import png


@pytest.fixture
def deck(tmp_path):
    return deck_of(write(tmp_path))


def note(deck, name):
    (found,) = (one for one in deck.notes if one.key == f"canals/{name}")
    return found


def fields(deck, name):
    return {key: value for key, value in note(deck, name).fields.items() if value}


def refusal(root, deck="all", *, clean=True):
    made, found = compile_deck(checked(root, clean=clean), deck)
    assert made is None
    return [(one.code, one.message, one.help) for one in found]


# What is refused


def test_an_unknown_deck_is_refused_with_a_guess(tmp_path):
    """The nearest name is offered; else the names that there are."""
    write(tmp_path)
    assert refusal(tmp_path, "al") == [("SD504", "there is no deck 'al'", "did you mean 'all'?")]
    assert refusal(tmp_path, "x")[0][2] == "the decks of this project: 'all'"


def test_a_project_without_namespace_is_refused(tmp_path):
    """The help proposes a name made of the folder's."""
    text = replaced(PROJECT, "project: canals-0a1b2c\n", "")
    root = write(tmp_path / "My Canals", {**FILES, "questions/project.yaml": text})
    ((code, message, advice),) = refusal(root)
    assert code == "SD501"
    assert "no namespace" in message
    assert "`project: my-canals-xxxxxx`" in advice


def test_an_empty_selection_is_refused(tmp_path):
    """Items in reserve do not count: no card would come of them."""
    text = replaced(ALL, "{banks: [canals]}", "{items: [canals/kept]}")
    ((code, message, _),) = refusal(write(tmp_path, {**FILES, "decks/all.yaml": text}))
    assert (code, message) == ("SD502", "deck 'all' selects no items")


WRONG = CANALS.replace("answer: 26 m\n", "answer: 27 m\n")
SECOND = """\
bank: second
title: Second
source: notes
items:
- {id: one, prompt: When was the Kiel Canal opened?, answer: 20 June 1895, cite: kiel}
"""


def test_a_bank_with_errors_is_refused(tmp_path):
    """The place is the bank's own id."""
    root = write(tmp_path, {**FILES, "questions/canals.yaml": WRONG})
    _, (found,) = compile_deck(checked(root, clean=False), "all")
    assert found.code == "SD508"
    assert found.message == "deck 'all' uses bank 'canals', which has errors"
    assert found.span.text == "canals"


@pytest.mark.parametrize("select", ["{banks: [second]}", "{items: [second/one]}"])
@pytest.mark.parametrize("canals", [WRONG, "bank: canals\nitems: [\n", "bank: canals\nextra: 1\n"])
def test_a_deck_needs_only_the_banks_that_it_uses(tmp_path, select, canals):
    """Whatever is wrong with another bank does not keep it from being built."""
    deck = replaced(ALL, "{banks: [canals]}", select)
    more = {
        "questions/canals.yaml": canals,
        "questions/second.yaml": SECOND,
        "decks/all.yaml": deck,
    }
    made, found = compile_deck(checked(write(tmp_path, {**FILES, **more}), clean=False), "all")
    assert found == ()
    assert [one.key for one in made.notes] == ["second/one"]


@pytest.mark.parametrize("select", ["{kinds: [date]}", "{tags: [x], banks: [second, canals]}", ""])
def test_a_bank_that_could_not_be_read_might_have_been_selected_from(tmp_path, select):
    """Its items are not known, so a deck that could take some is not whole."""
    deck = replaced(ALL, "select: {banks: [canals]}", f"select: {select}" if select else "")
    more = {
        "questions/canals.yaml": "bank: canals\nitems: [\n",
        "questions/second.yaml": SECOND,
        "decks/all.yaml": deck,
    }
    found = refusal(write(tmp_path, {**FILES, **more}), clean=False)
    assert ("SD508", "deck 'all' uses bank 'canals', which has errors") in [f[:2] for f in found]


def test_a_deck_without_package_is_no_fault(tmp_path):
    """A deck file with nothing but forms yields no deck and no finding."""
    text = "deck: all\ntitle: Paper\nselect: {banks: [canals]}\n"
    assert refusal(write(tmp_path, {**FILES, "decks/all.yaml": text})) == []


# What stands in a note


def test_every_note_has_every_field(deck):
    """Anki wants them all, in one order."""
    assert {tuple(one.fields) for one in deck.notes} == {FIELDS}


def test_reserved_and_open_items_stay_out(deck):
    """A test that is in the deck is no test."""
    assert "canals/kept" not in {one.key for one in deck.notes}
    assert len(deck.notes) == 12


def test_a_typed_item(deck):
    """The back has everything that helps to judge and to believe the answer."""
    shown = fields(deck, "opened")
    assert shown["Prompt"] == "When was the Suez Canal opened?"
    assert shown["Typed"] == shown["Answer"] == "17 November 1869"
    assert shown["Hint"] == "It was in autumn."
    assert shown["Explanation"] == "It was the first of the great ship canals."
    assert "<mark>17 November 1869</mark>" in shown["Passages"]
    assert "<figcaption>A. Teacher, “Notes on canals”, 2020, suez</figcaption>" in shown["Passages"]
    assert shown["Licence"] == "Canal teachers · CC-BY-4.0"
    assert shown["Report"] == (
        f"https://example.org/issues/new?item=canals%2Fopened&amp;release={RELEASE}"
    )
    assert "Options" not in shown
    assert note(deck, "opened").tags == (
        "bank::canals",
        "dates",
        "source::notes",
        "studydeck::essential",
        "well-known",
    )


@pytest.mark.parametrize(
    ("name", "trap"), [("locks", True), ("cost", True), ("opened", False), ("sea", False)]
)
def test_what_is_easily_got_wrong_is_tagged(deck, name, trap):
    """False statements, and sources that disagree; for a filtered deck before the exam."""
    assert ("studydeck::trap" in note(deck, name).tags) == trap


def test_a_choice(deck):
    """The right option is marked for the script, and reasons are kept from the front."""
    shown = fields(deck, "sea")
    options = re.findall(r'<li class="(.*?)">(.*?)</li>', shown["Options"])
    assert sorted(options) == [
        ("tappable", "Atlantic"),
        ("tappable", "Baltic"),
        ("tappable", "Caspian Sea"),
        ("tappable right", "Red Sea"),
    ]
    assert shown["Reasons"].count("<li>") == 3
    assert "Typed" not in shown


def test_a_choice_has_at_most_the_options_asked_for(tmp_path):
    """Distractors are taken in the author's order."""
    text = replaced(ALL, "anki:\n", "anki:\n  options: 2\n")
    deck = deck_of(write(tmp_path, {**FILES, "decks/all.yaml": text}))
    options = fields(deck, "sea")["Options"]
    assert sorted(re.findall(r">([^<]+)</li>", options)) == ["Atlantic", "Red Sea"]


def test_a_statement_is_chosen_and_corrected(deck):
    """Its options keep their order."""
    shown = fields(deck, "locks")
    assert re.findall(r">(\w+)</li>", shown["Options"]) == ["True", "False"]
    assert shown["Answer"] == "False: The Suez Canal has no locks."


def test_lists_are_lists(deck):
    """Sets, orders and pairs are easier to compare in lines than in one sentence."""
    assert fields(deck, "ends")["Answer"] == "<ul><li>Port Said</li><li>Suez</li></ul>"
    answer = fields(deck, "in-order")["Answer"]
    assert answer.startswith("<ol><li>Suez Canal (17 November 1869)</li>")
    assert "<tr><td>Panama Canal</td><td>Pacific</td></tr>" in fields(deck, "match")["Answer"]


def test_parts_to_be_ordered_are_given_in_another_order(deck):
    """Else the card could not be answered, or would answer itself."""
    rows = re.findall(r'<li data-at="(\d)">(.*?)</li>', fields(deck, "in-order")["Given"])
    right = [("1", "Suez Canal"), ("2", "Kiel Canal"), ("3", "Panama Canal")]
    assert sorted(rows) == right
    assert rows != right


def test_parts_to_be_matched_know_their_partners(deck):
    """By its number among those on the right, which are not in the order of the left."""
    left, right = fields(deck, "match")["Given"].split("</ol>")
    rows = re.findall(r'<li data-at="(\d)">(.*?)</li>', left)
    rights = re.findall(r"<li>(.*?)</li>", right)
    assert {name: rights[int(place) - 1] for place, name in rows} == {
        "Suez Canal": "Red Sea",
        "Panama Canal": "Pacific",
        "Kiel Canal": "Baltic",
    }


@pytest.mark.parametrize(("count", "wrong"), [(2, 1), (3, 1), (4, 2), (9, 2)])
def test_a_set_to_choose_from(tmp_path, count, wrong):
    """All members are there and right, and at least one option is no member."""
    text = replaced(ALL, "anki:\n", f"anki:\n  options: {count}\n")
    shown = fields(deck_of(write(tmp_path, {**FILES, "decks/all.yaml": text})), "seas")["Options"]
    assert set(re.findall(r'right">(.*?)</li>', shown)) == {"Atlantic", "Pacific"}
    assert shown.count("<li") == 2 + wrong


def test_a_set_is_revealed_where_nobody_asks_for_choices(tmp_path):
    """Nor can it be typed."""
    for way in ("reveal", "type"):
        text = replaced(ALL, "set: choose", f"set: {way}")
        made = deck_of(write(tmp_path / way, {**FILES, "decks/all.yaml": text}))
        assert {"Options", "Typed"}.isdisjoint(fields(made, "seas"))


def test_clozes_become_clozes_of_anki(deck):
    """All gaps at once are one card; with `gaps: each` there is a card for each."""
    gaps, each = note(deck, "gaps"), note(deck, "gaps-each")
    assert gaps.fields["Prompt"] == (
        "The Kiel Canal joins the {{c1::North Sea}} to the {{c1::Baltic::another sea}}."
    )
    assert gaps.fields["Aliases"] == 'Baltic: <span data-of="Baltic">Baltic Sea</span>'
    assert (gaps.type, gaps.clozes) == (NoteType.CLOZE, 1)
    assert "{{c1::Atlantic}} to the {{c2::Pacific}}" in each.fields["Prompt"]
    assert each.clozes == 2


def test_a_cloze_with_anki_s_own_signs_in_it(tmp_path):
    """Braces and double colons in text and gaps neither end a gap nor start a hint."""
    project = checked(write(tmp_path)).project
    text, start = "The rule {x} is std::sea {{c9::no}}.", 16
    gap = Gap(start, start + len("std::sea"), Text("std::sea"), hint="a::b }} c")
    claim = Claim(Gaps(Text(text), (gap,)), Citations())
    item = replace(project.items["canals/gaps"], claims=(claim,), right=(claim,))
    prompt = item_fields(project, item, None, Present.REVEAL, 4)["Prompt"]
    assert prompt.count("{{") == prompt.count("}}") == 1
    gap, hint = re.search("{{c1::(.*?)::(.*?)}}", prompt).groups()
    assert (unescape(gap), unescape(hint)) == ("std::sea", "a::b }} c")
    assert unescape(re.sub("{{.*?}}", "std::sea", prompt)) == text


def test_disagreement_is_shown(deck):
    """Each value with who gives it; and each is right, so nothing can be compared by typing."""
    shown = fields(deck, "cost")
    assert shown["Answer"] == "about 352 million dollars<br><i>or</i> about 375 million dollars"
    assert shown["Variants"].count("<tr>") == 2
    row = '<th scope="row">about 375 million dollars</th><td>the treasury</td>'
    assert row in shown["Variants"]
    assert "Typed" not in shown


def test_private_passages_are_cited_and_not_shown(tmp_path):
    """The citation stays."""
    found = checked(write(tmp_path))
    sources = {"notes": replace(found.project.sources["notes"], rights=Rights.PRIVATE)}
    private, item = replace(found.project, sources=sources), found.project.items["canals/opened"]
    shown = item_fields(private, item, found.findings[item.key], Present.REVEAL, 4)["Passages"]
    where = "A. Teacher, “Notes on canals”, 2020, suez"
    assert shown == f"<figure><figcaption>{where}</figcaption></figure>"


def test_what_is_not_proved_says_so(tmp_path):
    """Items left unchecked, and background, carry a caveat."""
    text = CANALS + "- {id: tow, prompt: Who tows?, answer: tugs, unchecked: seen by the author}\n"
    deck = deck_of(write(tmp_path, {**FILES, "questions/canals.yaml": text}))
    assert fields(deck, "tow")["Caveat"] == "Not checked against a source: seen by the author"
    assert "Passages" not in fields(deck, "tow")


PICTURE = """\
  image: {file: lake.png, alt: a lake, credit: A. Painter, licence: CC0}
"""


def test_pictures_are_named_by_what_is_in_them(tmp_path):
    """Another picture under the same name is another file, so that it reaches the learner."""
    text = CANALS.replace("  prompt: How high", PICTURE + "  prompt: How high")
    names = []
    for content in (png(1), png(2)):
        root = write(tmp_path, {**FILES, "questions/canals.yaml": text})
        (root / "questions/lake.png").write_bytes(content)
        deck = deck_of(root)
        ((name, data),) = deck.media.items()
        assert data == content
        assert f'<img src="{name}" alt="a lake">' in fields(deck, "height")["Image"]
        names.append(name)
    assert len(set(names)) == 2
    assert "A. Painter · CC0" in fields(deck, "height")["Image"]


# Deck, order, digest


def test_new_cards_come_by_importance_then_in_the_order_of_the_project(deck):
    """Positions count over the whole project, so that packages fit together."""
    order = [one.key for one in sorted(deck.notes, key=lambda one: one.position)]
    assert order[:3] == ["canals/opened", "canals/sea", "canals/height"]
    assert len({one.position for one in deck.notes}) == len(deck.notes)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(title="Canals"), "Canals::Bank: one"),
        (Settings(title="Canals", anki_name="Water::Canals"), "Water::Canals::Bank: one"),
        (Settings(title="Canals", subdecks=False), "Canals"),
        (Settings(title="Water:::Canals:"), "Water:Canals::Bank: one"),
        (Settings(title="Canals", anki_name=":: Water::::Canals::"), "Water::Canals::Bank: one"),
        (Settings(title="Canals", anki_name="::"), "Canals::Bank: one"),
    ],
)
def test_home_decks(tmp_path, settings, expected):
    """The project names them; a deck file never does."""
    text = replaced(CANALS, "title: Canals of the world", "title: 'Bank:: one'")
    project = checked(write(tmp_path, {**FILES, "questions/canals.yaml": text})).project
    named = Project(project.root, settings, banks=project.banks)
    assert home_deck(named, "canals") == expected


def test_the_digest_moves_with_what_a_learner_sees(tmp_path):
    """And with nothing else: other items may come and go, and the order may change."""
    before = deck_of(write(tmp_path / "a"))
    text = replaced(CANALS, "It was in autumn.", "It was in November.")
    text = replaced(text, "- id: sea\n", "- id: sea\n  importance: 1\n")
    after = deck_of(write(tmp_path / "b", {**FILES, "questions/canals.yaml": text}))
    changed = {
        a.key for a, b in zip(before.notes, after.notes, strict=True) if a.digest != b.digest
    }
    assert changed == {"canals/opened"}


def test_the_description_says_what_it_is_and_whose(deck):
    """Escaped like everything else."""
    assert "<b>Canals, complete</b>" in deck.description
    assert "All cards on canals &amp; seas." in deck.description
    assert "CC-BY-4.0" in deck.description
    assert "Sources:<br>A. Teacher, “Notes on canals”, 2020" in deck.description
    assert "one bank: &quot;deck:Canals&quot; tag:bank::canals" in deck.description


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://e.org/new?a=1&b=2", '<a href="https://e.org/new?a=1&amp;b=2">'),
        ("https://e.org/cards/{item}/{release}", '<a href="https://e.org/cards/">'),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_description_has_the_address(tmp_path, url, shown):
    """Without what cards put into it, and only one that a browser or mail opens."""
    text = replaced(PROJECT, "url: https://example.org/issues/new", f"url: '{url}'")
    about = deck_of(write(tmp_path, {**FILES, "questions/project.yaml": text})).description
    assert (shown in about) if shown else ("href" not in about and "script" not in about)


def test_a_tag_of_blanks_is_none(tmp_path):
    """Anki has no such tag."""
    text = replaced(CANALS, "tags: [dates, well known]", 'tags: [dates, "  "]')
    made = deck_of(write(tmp_path, {**FILES, "questions/canals.yaml": text}))
    assert note(made, "opened").tags == (
        "bank::canals", "dates", "source::notes", "studydeck::essential",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a < b & c", "{{c1::x}}", "[sound:a.mp3] [$]x[/$]", 'say "no"', "{{type:X}}"]
)
def test_text_is_shown_letter_for_letter(text):
    """No character means anything to a browser or to Anki."""
    written = html(text)
    assert unescape(written) == text
    assert not re.search(r"[<\[\]{}]", written)


def test_mathjax_does_not_start():
    r"""`\(` is split by an element that has nothing in it."""
    assert html(r"\(x\)") == r"\<span></span>(x\)"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ""),
        ("javascript:alert(1)", ""),
        ("https://e.org/{item}/wrong", "https://e.org/a%2Fb/wrong"),
        ("https://e.org/{item}/{release}", "https://e.org/a%2Fb/{release}"),
        ("https://e.org/new#top", "https://e.org/new?item=a%2Fb&release={release}#top"),
        ("mailto:x@e.org", "mailto:x@e.org?subject=a%2Fb%20{release}"),
    ],
)
def test_report_links(url, expected):
    """Only addresses of the web and of mail, with the item and the release in them."""
    assert report_link(url, "a/b") == expected
