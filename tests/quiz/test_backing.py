"""Feedback shows the passage that proves the answer, or what matters of a long one."""

from pathlib import Path

from studydeck.model import (
    Citation,
    Citations,
    Claim,
    Evidence,
    Finding,
    Item,
    Kind,
    Passage,
    Project,
    Rights,
    Single,
    Source,
    Verdict,
)
from studydeck.quiz.backing import Backing, Ground, excerpt
from studydeck.span import Text

LONG = " ".join(f"Sentence number {n} has a few words in it and then it ends." for n in range(9))


def test_a_long_passage_is_cut_to_what_surrounds_its_evidence():
    at = LONG.index("number 4")
    part = excerpt(Ground(LONG, "there", ((at, at + 8),)))
    assert part.text.startswith("[…] Sentence number 3")
    assert part.text.endswith("it ends. […]")
    assert "number 5" in part.text
    assert "number 6" not in part.text
    assert [part.text[start:end] for start, end in part.marks] == ["number 4"]


def test_sentences_far_apart_are_kept_with_the_cut_shown():
    marks = tuple((at, at + 8) for at in (LONG.index("number 0"), LONG.index("number 8")))
    part = excerpt(Ground(LONG, "there", marks))
    assert "ends. […] Sentence number 7" in part.text
    assert not part.text.endswith("[…]")
    assert [part.text[start:end] for start, end in part.marks] == ["number 0", "number 8"]


def test_what_is_short_or_unmarked_stays_whole():
    for ground in (Ground("A short one.", "there", ((2, 7),)), Ground(LONG, "there")):
        assert excerpt(ground) == ground


def a_project(rights):
    passage = Passage("atlas", "p1", Text("The lake is 85 km long."))
    source = Source(Text("atlas"), Text("An Atlas"), rights, passages=(passage,))
    return Project(Path(), sources={"atlas": source})


def an_item(*claims):
    return Item("b", Text("i"), Kind.NUMBER, Text("?"), claims, claims[:1], ("b", "i"))


def a_claim(text, label=""):
    cited = Citations((Citation("atlas", "p1", None, None),))
    return Claim(Single(Text(text)), cited, label)


FINDING = Finding("b/i", Verdict.SUPPORTED, (Evidence("atlas", "p1", 12, 17),))


def test_the_place_of_the_answer_is_marked():
    backing = Backing(a_project(Rights.OWN), {"b/i": FINDING})
    (ground,) = backing.grounds(an_item(a_claim("85 km")))
    assert ground.text[slice(*ground.marks[0])] == "85 km"


def test_a_private_passage_is_cited_and_never_shown():
    backing = Backing(a_project(Rights.PRIVATE), {"b/i": FINDING})
    (ground,) = backing.grounds(an_item(a_claim("85 km")))
    assert (ground.text, ground.marks, "An Atlas" in ground.where) == ("", (), True)


def test_disagreement_names_both_values():
    backing = Backing(a_project(Rights.OWN))
    item = an_item(a_claim("85 km", "old survey"), a_claim("87 km", "new survey"))
    assert [(v.answer, v.who) for v in backing.variants(item)] == [
        ("85 km", "old survey"),
        ("87 km", "new survey"),
    ]
    assert backing.answers(item) == ("85 km",)
