"""What is new in a release, in words: for the author's terminal, a file, and the description."""

import pytest

from studydeck.deck import Deck, make_note
from studydeck.lock import release
from studydeck.model import Settings
from studydeck.news import Change, added, line, news, section, with_news

NOW = 1_800_000_000


def note(key, prompt="?", was="", **fields):
    identity = tuple((was or key).split("/"))
    return make_note("p-1", identity, key, "Home", {"Prompt": prompt, **fields})


def deck(*notes, more=(), retired=None, homes=None):
    """Make a deck; `more` are identities that the project has outside of it."""
    return Deck(
        id="all",
        title="All",
        description="About it.",
        settings=Settings(namespace="p-1"),
        notes=notes,
        homes=homes or {"": "Home", "a": "Home"},
        identities=frozenset([*(one.identity for one in notes), *more]),
        retired=retired or {},
    )


def told(before, after):
    lock = release([before], {}, NOW)["all"]
    return tuple(line(after, one) for one in news(after, lock))


def test_the_first_release_is_told_by_its_number():
    """Nobody has anything yet that could be new."""
    assert told(deck(), deck(note("a/x"), note("a/y"))) == ("all: first release (2 items)",)


def test_all_that_can_happen_to_an_item():
    """New, changed, moved, withdrawn with its reason, left out; nothing of what stayed."""
    before = deck(*(note(f"a/{name}") for name in ("same", "changed", "moved", "gone", "out")))
    after = deck(
        note("a/same"),
        note("a/changed", "new words"),
        note("b/moved", was="a/moved"),
        note("a/new"),
        more=["a/out"],
        retired={"a/gone": "it was wrong"},
    )
    assert told(before, after) == (
        "all: new a/new",
        "all: changed a/changed (prompt: '?' → 'new words')",
        "all: moved b/moved (was a/moved)",
        "all: withdrawn a/gone (it was wrong)",
        "all: left out of this deck a/out",
    )


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ({"Answer": "1869"}, {"Answer": "1870"}, "answer: '1869' → '1870'"),
        ({"Explanation": "old"}, {}, "explanation: 'old' → nothing"),
        ({}, {"Options": "<li>a</li><li>b</li>"}, "options: nothing → 'a; b'"),
        ({"Hint": "old"}, {"Hint": "new"}, "the passage, a hint, a tag or another part"),
        ({"Answer": "x" * 200}, {"Answer": "y"}, f"answer: '{'x' * 159}…' → 'y'"),
    ],
)
def test_before_and_after(before, now, words):
    """In plain words, whatever part of the card it is; long ones are cut."""
    found = told(deck(note("a/x", **before)), deck(note("a/x", **now)))
    assert found == (f"all: changed a/x ({words})",)


def test_a_deck_with_another_name_is_told():
    """Learners keep their cards in the old one: the author should know before it is out."""
    after = deck(note("a/x"), homes={"": "Home", "a": "Home::Alpha"})
    assert told(deck(note("a/x")), after) == (
        "all: decks with another name ('Home::Alpha', was 'Home'; cards stay where learners have"
        " them)",
    )


def test_nothing_is_told_twice():
    """Not what stayed, and not the withdrawal that learners were told of."""
    first = release([deck(note("a/x"), note("a/y"))], {}, NOW)
    second = release([deck(note("a/x"))], first, NOW + 5)
    assert news(deck(note("a/x")), second["all"]) == ()


def test_the_list_of_changes_grows_at_its_head():
    """The newest release first, whatever was there before."""
    lock = release([deck(note("a/x"))], {}, NOW)["all"]
    first = section(news(deck(note("a/x")), release([deck()], {}, NOW)["all"]), "2027-01-15")
    after = deck(note("a/x", "Which?"), note("a/y", "How?"))
    second = section(news(after, lock), "2027-02-01")
    text = added(added("", "All", first), "All", second)
    assert text == (
        "# All: what is new\n\n"
        "## 2027-02-01\n\n### New\n\n- How? (a/y)\n\n### Changed\n\n- Which? (a/x)\n"
        "  - prompt, before: ?\n  - prompt, now: Which?\n\n"
        "## 2027-01-15\n\n### First release\n\n- 1 item\n"
    )
    about = with_news(after, text).description
    assert about.startswith("About it.<br><br>What is new on 2027-02-01:<br>New<br>- How? (a/y)")
    assert "2027-01-15" not in about


def test_a_release_that_is_told_again_is_listed_once():
    """Its lock could not be written the first time; line ends of Windows change nothing."""
    first = section(news(deck(note("a/x")), release([deck()], {}, NOW)["all"]), "2027-01-15")
    lock = release([deck(note("a/x"))], {}, NOW)["all"]
    second = section(news(deck(note("a/x", "Which?")), lock), "2027-02-01")
    text = added(added("", "All", first), "All", second)
    assert added(text, "All", second) == text
    assert added(text.replace("\n", "\r\n"), "All", second) == text
    assert added(added("", "All", first), "All", first) == added("", "All", first)
    more = first.rstrip("\n") + "\n- and one more\n"
    assert added(added("", "All", more), "All", first).count("\n## ") == 2, "less than was told"


def test_a_description_does_not_become_a_book():
    """After twenty lines it says how many more there are."""
    lock = release([deck(note("a/x"))], {}, NOW)["all"]
    after = deck(note("a/x"), *(note(f"a/n{number}", f"N {number}") for number in range(50)))
    text = added("", "All", section(news(after, lock), "2027-02-01"))
    assert text.count("- N ") == 50
    about = with_news(after, text).description
    assert about.count("- N ") == 19
    assert about.endswith("<br>and 31 lines more")


def test_signs_in_the_list_are_signs_in_the_description():
    """Nothing in it means anything to a browser."""
    lock = release([deck(note("a/x"))], {}, NOW)["all"]
    after = deck(note("a/x", "a &lt; b &#123;"))
    assert "- a &lt; b &#123; (a/x)" in (
        with_news(after, added("", "All", section(news(after, lock), "2027-02-01"))).description
    )


def test_a_deck_without_a_list_is_left_alone():
    """Before the first release there is nothing to tell."""
    assert with_news(deck(note("a/x")), "") == deck(note("a/x"))
    assert {change.value for change in Change} >= {"New", "Changed", "Withdrawn"}
