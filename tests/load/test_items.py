"""Items: every key that an entry may have, and what is said of those that do not fit."""

import pytest

from studydeck.load.keys import ITEM
from studydeck.model import Citation, Elements, Gaps, Kind, Pairs, Rank, Single, Steps, Truth
from tests.pictures import png

# What an item looks like with a key, and what is then true of it.
KEYS = {
    "id": ("", lambda one: one.id == "a"),
    "prompt": ("", lambda one: one.prompt == "p"),
    "answer": ("", lambda one: one.answer == Single("China")),
    "cite": ("", lambda one: one.claims[0].citations.each[0].passage == "p1"),
    "distractors": (
        "distractors: {Rome: they had papyrus, 'Athens': ''}",
        lambda one: (
            [(str(d.text), str(d.reason)) for d in one.distractors]
            == [("Rome", "they had papyrus"), ("Athens", "")]
        ),
    ),
    "explanation": ("explanation: It came west.", lambda one: one.explanation == "It came west."),
    "hint": ("hint: East.", lambda one: one.hint == "East."),
    "tags": ("tags: [x, y, x]", lambda one: one.tags == ("x", "y")),
    "see": ("see: p2", lambda one: [c.passage for c in one.see.each] == ["p2"]),
    "as_of": ("as_of: 2002-06", lambda one: one.as_of == "2002-06"),
    "according_to": ("according_to: Cai", lambda one: one.according_to == "Cai"),
    "aliases": ("aliases: [PRC, Cathay]", lambda one: one.answer.aliases == ("PRC", "Cathay")),
    "reject": ("reject: [Taiwan]", lambda one: one.answer.reject == ("Taiwan",)),
    "tolerance": ("tolerance: 2 %", lambda one: one.answer.tolerance == "2 %"),
    "importance": ("importance: 3", lambda one: one.importance == 3),
    "negated": ("negated: true", lambda one: one.negated),
    "claimed_by": ("claimed_by: Losyukov", lambda one: one.claimed_by == "Losyukov"),
    "background": ("background: [one, two]", lambda one: one.background == ("one", "two")),
    "working": ("working: 2001 - 1950", lambda one: one.working == "2001 - 1950"),
    "apart": ("apart: [a]", lambda one: one.apart == ("a",)),
    "show": ("show: passage", lambda one: one.show_passage),
    "pinned": (
        "distractors: [Japan, neither]\n  pinned: [neither]",
        lambda one: one.pinned == ("neither",),
    ),
    "reserve": ("reserve: true", lambda one: one.reserve),
    "unchecked": ("unchecked: no text", lambda one: one.unchecked == "no text"),
    "kind": ("kind: choice", lambda one: one.kind is Kind.CHOICE),
    "was": ("was: old/b", lambda one: one.identity == ("old", "b")),
}
ELSEWHERE = {
    "values", "need", "image", "statement", "correction", "order", "pairs", "cloze", "gaps",
    "criteria",
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_a_key_reaches_the_item(item, key):
    """Nothing that an author writes is passed over."""
    line, holds = KEYS[key]
    assert holds(item(f"- id: a\n  prompt: p\n  answer: China\n  cite: p1\n  {line}\n"))


def test_every_key_is_tried():
    """Here or in a test of its own below."""
    assert KEYS.keys() | ELSEWHERE == ITEM.keys()


SHAPES = {
    "text": ("answer: China", Kind.TEXT, Single("China")),
    "number": ("answer: about 14,500 books", Kind.NUMBER, Single("about 14,500 books")),
    "date": ("answer: 1450", Kind.DATE, Single("1450")),
    "a year as a number": ("answer: 1450\n  kind: number", Kind.NUMBER, Single("1450")),
    "a date as a text": ("answer: 1450\n  kind: text", Kind.TEXT, Single("1450")),
    "set": ("answer: [b, c, d]\n  need: 2", Kind.SET, Elements(("b", "c", "d"), {}, 2)),
    "a set of one": ("answer: b\n  kind: set", Kind.SET, Elements(("b",))),
    "set with aliases": (
        "answer: [b, c]\n  aliases: {b: [x, y], c: z}",
        Kind.SET,
        Elements(("b", "c"), {"b": ("x", "y"), "c": ("z",)}),
    ),
    "order": ("order: [b, c]", Kind.ORDER, Steps(("b", "c"))),
    "order by its kind": ("answer: [b, c]\n  kind: order", Kind.ORDER, Steps(("b", "c"))),
    "order with dates": (
        "order: [b: 1996, c: 2000-07, d: June 2001]",
        Kind.ORDER,
        Steps(("b", "c", "d"), ("1996", "2000-07", "June 2001")),
    ),
    "matching": ("pairs: {b: c, d: e}", Kind.MATCHING, Pairs((("b", "c"), ("d", "e")))),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_has_the_type_of_its_kind(item, shape):
    """Kind and answer follow from the keys."""
    line, kind, answer = SHAPES[shape]
    found = item(f"- id: a\n  prompt: p\n  cite: p1\n  {line}\n")
    assert (found.kind, found.answer) == (kind, answer)


def test_a_statement_is_true_or_false(item):
    """A false one has its correction."""
    true = item("- {id: a, statement: s, answer: true, cite: p1}\n")
    assert (true.kind, true.prompt, true.answer) == (Kind.STATEMENT, "s", Truth(True))
    false = item("- {id: a, statement: s, answer: False, correction: c, cite: p1}\n")
    assert false.answer == Truth(False, "c")


def test_gaps_have_answers_aliases_hints_and_places(item):
    """Each gap stands where the file has it."""
    text = '- id: a\n  cloze: "Made in {{China|PRC::a country}} or {{ Korea }}."\n  gaps: each\n'
    found = item(f"{text}  cite: p1\n")
    assert isinstance(found.answer, Gaps)
    assert found.answer.each
    assert found.answer.text == found.prompt == "Made in China or Korea."
    one, two = found.answer.gaps
    assert (one.answer, one.aliases, one.hint) == ("China", ("PRC",), "a country")
    assert [found.answer.text[g.start : g.end] for g in (one, two)] == ["China", "Korea"]
    places = [t.span.text for t in (one.answer, *one.aliases, two.answer)]
    assert places == ["China", "PRC", "Korea"]


@pytest.mark.parametrize(
    "braces", ["{1, 2}", "{2; 4}", "{1 … 9}", "{x | x > 0}", "{x: x > 0}", "{ }"]
)
def test_a_set_in_braces_is_no_gap(read, braces):
    """Only what looks like a gap with a brace too few is one."""
    project, found = read(
        f'- id: a\n  cloze: "The set {braces} has {{{{some}}}} elements."\n  cite: p1\n'
    )
    assert [one.code for one in found if one.code == "SD130"] == []
    (item,) = project.items.values()
    assert item.answer.text == f"The set {braces} has some elements."


def test_criteria_may_have_citations(item):
    """A text alone, or with what proves it."""
    found = item("- {id: a, prompt: p, criteria: [b, {criterion: c, cite: p2}], cite: p1}\n")
    assert found.kind is Kind.OPEN
    assert [(str(t), [c.passage for c in g.each]) for t, g in found.answer.criteria] == [
        ("b", []), ("c", ["p2"]),
    ]  # fmt: skip


def test_a_picture_is_read(read):
    """With its bytes, from below `questions/`."""
    files = {"questions/pictures/a.png": png()}
    picture = "{file: pictures/a.png, alt: A press, credit: me, licence: CC0}"
    project, found = read(f"- {{id: a, prompt: p, answer: b, cite: p1, image: {picture}}}\n", files)
    assert found == ()
    image = project.items["paper/a"].image
    assert (image.data, image.alt, image.credit, image.licence) == (
        png(), "A press", "me", "CC0",
    )  # fmt: skip


VALUES = """\
- id: a
  prompt: When?
  values:
  - {answer: 1450, label: one, cite: p2}
  - {answer: 1440, label: two, cite: other@p1, rank: deprecated, why: a guess}
  - {answer: 1455, label: three, cite: p1, rank: preferred}
"""
OTHER = {
    "questions/sources/other.yaml": (
        "source: other\ntitle: O\nrights: own\npassages:\n- {id: p1, text: It was 1440.}\n"
    )
}


@pytest.mark.parametrize(
    ("told", "right"),
    [("", ["three", "one"]), ("one", ["one"]), ("two", ["two"]), ("other", ["two"])],
)
def test_of_values_that_differ_some_are_right(read, told, right):
    """Those that are named, or all that are not deprecated, preferred ones first."""
    project, found = read(VALUES + (f"  according_to: {told}\n" if told else ""), OTHER)
    assert found == ()
    one = project.items["paper/a"]
    assert [claim.label for claim in one.claims] == ["one", "two", "three"]
    assert [claim.label for claim in one.right] == right
    assert (one.claims[1].rank, one.claims[1].why) == (Rank.DEPRECATED, "a guess")


def test_values_may_be_sets(item):
    """Each is read as an answer is."""
    found = item(
        "- id: a\n  prompt: p\n  values:\n  - {answer: [b, c], cite: p1}\n"
        "  - {answer: [b], cite: p2}\n"
    )
    assert found.kind is Kind.SET
    assert [claim.answer for claim in found.claims] == [Elements(("b", "c")), Elements(("b",))]


CITED = {
    "p1": [("notes", "p1", None)],
    "notes@p1": [("notes", "p1", None)],
    "{at: notes@p1, quote: made in}": [("notes", "p1", "made in")],
    "{at: notes, quote: made in}": [("notes", "", "made in")],
    "{quote: made in}": [("notes", "", "made in")],
    "[p1, {quote: made in}]": [("notes", "p1", None), ("notes", "", "made in")],
}


@pytest.mark.parametrize("cite", CITED)
def test_citations_have_several_forms(item, cite):
    """All prove together."""
    group = item(f"- {{id: a, prompt: p, answer: b, cite: {cite}}}\n").claims[0].citations
    assert [(c.source, c.passage, c.quote) for c in group.each] == CITED[cite]
    assert not group.any


def test_citations_may_prove_each_alone(item):
    """Under `any`."""
    group = item("- {id: a, prompt: p, answer: b, cite: {any: [p1, notes@p2]}}\n")
    assert group.claims[0].citations.any
    assert [one.passage for one in group.claims[0].citations.each] == ["p1", "p2"]
    assert isinstance(group.claims[0].citations.each[0], Citation)


FAULTS = {
    "a guess for prompt": ("«question»: p\n  answer: b", "SD107", "`prompt`"),
    "a guess for distractors": ("prompt: p\n  answer: b\n  «wrong»: [c]", "SD107", "`distractors`"),
    "a guess for aliases": ("prompt: p\n  answer: b\n  «accept»: [c]", "SD107", "`aliases`"),
    "a guess for cite": ("prompt: p\n  answer: b\n  «ref»: p1", "SD107", "`cite`"),
    "a guess for kind": ("prompt: p\n  answer: b\n  «type»: text", "SD107", "`kind`"),
    "a guess for pairs": ("prompt: p\n  «match»: {a: b}\n  answer: b", "SD107", "`pairs`"),
    "a guess for cloze": ("«gaps»: a {{b}}", "SD107", "`cloze`"),
    "a guess for hint": ("prompt: p\n  answer: b\n  «hints»: c", "SD107", "`hint`"),
    "a guess for as_of": ("prompt: p\n  answer: b\n  «as-of»: 2002", "SD107", "`as_of`"),
    "a guess for ask": ("«ask»: p\n  answer: b", "SD107", "`prompt`"),
    "a slip of the pen": ("prompt: p\n  answer: b\n  «explantion»: c", "SD107", "`explanation`"),
    "no such key": ("prompt: p\n  answer: b\n  «zzz»: c", "SD107", "it may have"),
    "a key for another kind": ("prompt: p\n  answer: b\n  «need»: 2", "SD107", "for set"),
    "a prompt beside a statement": ("statement: s\n  answer: true\n  «prompt»: p", "SD107", ""),
    "no prompt": ("answer: b", "SD119", "add `prompt:`"),
    "an empty prompt": ("«prompt»:\n  answer: b", "SD119", "empty"),
    "no answer": ("prompt: p", "SD119", "add `answer:`"),
    "an empty list": ("prompt: p\n  «answer»: []", "SD119", "empty"),
    "no correction": ("statement: s\n  answer: false", "SD119", "`correction:`"),
    "two things asked": ("prompt: p\n  answer: b\n  «pairs»: {a: b, c: d}", "SD118", "`answer` and `pairs`"),
    "a mapping as prompt": ("«prompt»: {a: b}\n  answer: b", "SD118", "a mapping"),
    "a list in a list": ("prompt: p\n  answer: [a, «[b]»]", "SD118", "a list among its texts"),
    "empty values": ("prompt: p\n  «values»:", "SD119", "empty"),
    "a text for values": ("prompt: p\n  «values»: x", "SD118", "a list"),
    "a list of wordings": ("prompt: p\n  answer: b\n  «aliases»: {b: c}", "SD118", "a list of texts"),
    "wordings of no element": ("prompt: p\n  answer: [b, c]\n  «aliases»: [d]", "SD118", "mapping of"),
    "an order of one": ("prompt: p\n  answer: «b»\n  kind: order", "SD129", "`order:`"),
    "a pair without its right": ("prompt: p\n  pairs: {a: b, «c»: ''}", "SD119", "empty"),
    "a statement without answer": ("statement: s", "SD119", "`answer:`"),
    "no criteria": ("prompt: p\n  «criteria»: x", "SD118", "a list"),
    "a list as criterion": ("prompt: p\n  criteria: [b, «[c]»]", "SD118", "a criterion is a list"),
    "a criterion without words": ("prompt: p\n  criteria: [«{»cite: p1}]", "SD119", "`criterion:`"),
    "a value without answer": ("prompt: p\n  values: [«{»cite: p1}, {answer: c, cite: p1}]", "SD119", "`answer:`"),
    "values all deprecated": (
        "prompt: p\n  values: [«{answer: b, cite: p1, rank: deprecated, why: x}», {answer: c, cite: p1, rank: deprecated, why: y}]",
        "SD129", "`rank:`"),
    "deprecated without reason": (
        "prompt: p\n  values: [{answer: b, cite: p1}, «{»answer: c, cite: p1, rank: deprecated}]", "SD119", "`why:`"),
    "a text as picture": ("prompt: p\n  answer: b\n  «image»: x.png", "SD118", "a mapping"),
    "a citation of two words": ("prompt: p\n  answer: b\n  cite: {at: «two words», quote: x}", "SD124", ""),
    "an empty citation": ("prompt: p\n  answer: b\n  cite: «''»", "SD124", "is empty"),
    "one value": ("prompt: p\n  «values»: [{answer: b, cite: p1}]", "SD118", "two values"),
    "a flag": ("prompt: p\n  answer: b\n  negated: «yes»", "SD120", "true or false"),
    "importance": ("prompt: p\n  answer: b\n  importance: «4»", "SD120", "`1`, `2`, `3`"),
    "an unknown kind": ("prompt: p\n  answer: b\n  kind: «numbr»", "SD120", "`number`"),
    "a need in words": ("prompt: p\n  answer: [b, c]\n  need: «two»", "SD120", "whole number"),
    "show": ("prompt: p\n  answer: b\n  show: «map»", "SD120", "`passage`"),
    "gaps": ("cloze: a {{b}}\n  gaps: «every»", "SD120", "`all`, `each`"),
    "was": ("prompt: p\n  answer: b\n  was: «old»", "SD120", "bank/id"),
    "rank": ("prompt: p\n  values: [{answer: b, cite: p1, rank: «best»}, {answer: c, cite: p1}]",
             "SD120", "`preferred`"),
    "a cite in words": ("prompt: p\n  answer: b\n  cite: «paper was made in China»", "SD124", "{quote: words}"),
    "a cite without passage": ("prompt: p\n  answer: b\n  cite: «notes@»", "SD124", "source@passage"),
    "a source alone": ("prompt: p\n  answer: b\n  cite: «{at: notes}»", "SD124", "without a passage"),
    "a quote of dots": ("prompt: p\n  answer: b\n  cite: {quote: «…»}", "SD124", "without words"),
    "a list in a list of citations": ("prompt: p\n  answer: b\n  cite: [p1, «[p2]»]", "SD124", "any"),
    "any inside a list": ("prompt: p\n  answer: b\n  cite: [p1, {«any»: [p2]}]", "SD124", "any"),
    "a date in English": ("prompt: p\n  answer: b\n  as_of: «June 2002»", "SD128", "2002-06"),
    "an impossible date": ("prompt: p\n  answer: b\n  as_of: «2002-13»", "SD128", "EDTF"),
    "a step without date": ("prompt: p\n  order: [a: 1996, b: «soon»]", "SD128", "no date"),
    "no such date": ("prompt: p\n  answer: «soon»\n  kind: date", "SD129", "is no date"),
    "no such number": ("prompt: p\n  answer: «many»\n  kind: number", "SD129", "is no number"),
    "steps with and without": ("prompt: p\n  order: «[a: 1996, b]»", "SD129", "some have none"),
    "one step": ("prompt: p\n  «order»: [a]", "SD129", "two steps"),
    "steps in another order": ("prompt: p\n  order: [a: 2001, b: «1996»]", "SD129", "'b' (1996)"),
    "an element twice": ("prompt: p\n  answer: [a, b, «a»]", "SD129", "twice"),
    "more than all": ("prompt: p\n  answer: [a, b]\n  need: «3»", "SD129", "2 at most"),
    "one pair": ("prompt: p\n  «pairs»: {a: b}", "SD129", "two pairs"),
    "perhaps": ("statement: s\n  answer: «perhaps»", "SD129", "true or false"),
    "a true one corrected": ("statement: s\n  answer: true\n  «correction»: c", "SD129", "false"),
    "a kind of other keys": ("prompt: p\n  pairs: {a: b, c: d}\n  «kind»: set", "SD129", "matching"),
    "a list for a text": ("prompt: p\n  answer: «[a, b]»\n  kind: text", "SD129", "not a list"),
    "an open item with answer": ("prompt: p\n  answer: «b»\n  kind: open", "SD129", "`criteria:`"),
    "some values lists": ("prompt: p\n  «values»: [{answer: b, cite: p1}, {answer: [c], cite: p1}]",
                          "SD129", "some values"),
    "no gap": ("cloze: «a b»", "SD130", "no gap"),
    "half a gap": ('cloze: "a {{b}} «{{»c"', "SD130", "other half"),
    "one brace beside a gap": ('cloze: "a {{b}} «{4.9 litres}» c"', "SD130", "{{4.9 litres}}"),
    "one brace and no gap": ('cloze: "a «{4,200 km|far}» c"', "SD130", "{{4,200 km|far}}"),
    "one brace with a hint": ('cloze: "a «{b::a hint}» {{c}}"', "SD130", "{{b::a hint}}"),
    "an empty gap": ('cloze: "a «{{ }}» c"', "SD130", "without an answer"),
    "an empty alias": ('cloze: "a «{{b|}}» c"', "SD130", "without an answer"),
    "a gap of Anki": ('cloze: "a «{{c1::b}}» c"', "SD130", "Anki"),
    "an alias of no element": ("prompt: p\n  answer: [b, c]\n  aliases: {«d»: e}", "SD410", "'d'"),
    "a label that is not there": (
        "prompt: p\n  according_to: «x»\n  values: [{answer: b, label: y, cite: p1}, {answer: c, cite: p1}]",
        "SD410", "`y`"),
    "no item to be apart from": ("prompt: p\n  answer: b\n  apart: [«z»]", "SD410", "'z'"),
    "a passage of a like name": ("prompt: p\n  answer: b\n  cite: «p11»", "SD402", "`p1`"),
    "a source as passage": ("prompt: p\n  answer: b\n  cite: «notes»", "SD402", "is a source"),
    "a source of a like name": ("prompt: p\n  answer: b\n  cite: «note@p1»", "SD403", "`notes`"),
    "a passage as source": ("prompt: p\n  answer: b\n  cite: {at: «p1», quote: x}", "SD403", "`notes@p1`"),
    "a picture outside": ("prompt: p\n  answer: b\n  image: {file: «../../x.png», alt: c}", "SD407", "leaves"),
    "no such picture": ("prompt: p\n  answer: b\n  image: {file: «x.png», alt: c}", "SD125", "x.png"),
    "a picture without words": ("prompt: p\n  answer: b\n  image: «{»file: x.png}", "SD119", "`alt:`"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_an_entry_is_found_where_it_stands(finds, fault):
    """With code, help, and the item that it is about."""
    lines, code, words = FAULTS[fault]
    marked = "" if "«" in lines else "«id»"
    head = "bank: paper\ntitle: Paper\nsource: notes\nitems:\n"
    (found,) = finds("questions/paper.yaml", f"{head}- {marked or 'id'}: a\n  {lines}\n")
    assert found.code == code
    assert words in f"{found.message}; {found.help}"
    assert found.item == "paper/a"
    assert found.help


@pytest.mark.parametrize(
    ("id", "help"), [("A b", "`a-b`"), ("über_1", "`ber-1`"), ("a.b", "`a-b`"), ("上", "treaty")]
)
def test_an_id_of_other_letters_is_refused(finds, id, help):
    """A better one is proposed."""
    head = "bank: paper\ntitle: Paper\nsource: notes\nitems:\n"
    (found,) = finds("questions/paper.yaml", f"{head}- {{id: «{id}», prompt: p, answer: b}}\n")
    assert found.code == "SD123"
    assert help in found.help


def test_keys_that_are_guessed_are_not_missed_as_well(read):
    """`question` is told once, not as a missing prompt too."""
    _, found = read("- {id: a, question: p, answr: b, cite: p1}\n")
    assert [one.code for one in found] == ["SD107", "SD107"]
