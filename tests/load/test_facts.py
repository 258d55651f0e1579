"""Facts, what they hand down to their items, and what banks hand down to all."""

import pytest

from studydeck.model import Elements, FactType, Kind, Single

KILO = """\
- id: kilo
  deal: {weapon: Kilo, number: 8 submarines, value: US$1.5 billion, agreed: 2002-05-03, status: agreed, place: [Moscow, Beijing]}
  as_of: 2002-05
  cite: [p1, p2]
  see: p2
  explanation: Long sought.
  tags: [navy]
  %s
  ask:
    number: How many?
    value:
      prompt: What price?
      as_of: 2002-06
      cite: p2
      tags: [money]
      importance: 3
      distractors: {US$2 billion: another deal}
    place: {id: kilo-places, prompt: Where?, aliases: {Moscow: the Kremlin}, need: 1}
"""


def test_a_fact_makes_an_item_for_each_field_that_is_asked(read):
    """The answer is what the field says; a list is a set."""
    project, found = read(KILO % "")
    assert found == ()
    assert list(project.items) == ["paper/kilo.number", "paper/kilo.value", "paper/kilo-places"]
    number, value, place = project.items.values()
    assert [(one.fact, one.field) for one in project.items.values()] == [
        ("kilo", "number"), ("kilo", "value"), ("kilo", "place"),
    ]  # fmt: skip
    assert (number.kind, number.answer) == (Kind.NUMBER, Single("8 submarines"))
    assert value.answer == Single("US$1.5 billion")
    places = Elements(("Moscow", "Beijing"), {"Moscow": ("the Kremlin",)}, 1)
    assert (place.kind, place.answer) == (Kind.SET, places)


def test_what_stands_beside_a_fact_holds_for_its_items(read):
    """Unless the field says otherwise; tags add up."""
    number, value, _ = read(KILO % "")[0].items.values()
    assert [number.as_of, value.as_of] == ["2002-05", "2002-06"]
    assert [c.passage for c in number.claims[0].citations.each] == ["p1", "p2"]
    assert [c.passage for c in value.claims[0].citations.each] == ["p2"]
    assert [number.tags, value.tags] == [("navy",), ("navy", "money")]
    assert [number.importance, value.importance] == [2, 3]
    assert number.explanation == value.explanation == "Long sought."
    assert number.see == value.see


def test_a_fact_has_its_fields_citations_and_date(read):
    """As data, also for fields that are asked nowhere."""
    (fact,) = read(KILO % "")[0].banks["paper"].facts
    assert (fact.id, fact.type, fact.as_of) == ("kilo", FactType.DEAL, "2002-05")
    assert fact.fields["place"] == ("Moscow", "Beijing")
    assert fact.fields["agreed"] == ("2002-05-03",)
    assert len(fact.citations.each) == 2


def test_a_fact_without_questions_is_data(read):
    """It makes no items, and its bank is not empty."""
    project, found = read("- {id: a, event: {what: press, date: about 1450}, cite: p2}\n")
    assert found == ()
    assert project.items == {}
    assert [fact.id for fact in project.banks["paper"].facts] == ["a"]


def test_the_items_of_a_moved_fact_keep_their_identities(read):
    """`was:` of the entry stands for all of them, that of a field for itself."""
    project, found = read(
        KILO.replace("id: kilo-places,", "was: old/place,") % "was: arms/kilo-2002"
    )
    assert found == ()
    assert [one.identity for one in project.items.values()] == [
        ("arms", "kilo-2002.number"), ("arms", "kilo-2002.value"), ("old", "place"),
    ]  # fmt: skip


def test_an_item_with_its_own_id_keeps_it_when_its_fact_moves(read):
    """Only the bank is another one."""
    project, _ = read(KILO % "was: arms/kilo-2002")
    assert project.items["paper/kilo-places"].identity == ("arms", "kilo-places")


def test_a_field_may_ask_in_any_form(read):
    """A statement, values that differ, a set of one."""
    project, found = read("""\
- id: a
  membership: {body: SCO, member: [Russia], from: 2001-06-15, status: founder}
  as_of: 2001-06
  cite: p1
  ask:
    member: Who?
    status: {statement: Russia is a founder., answer: true}
    from:
      prompt: When?
      values:
      - {answer: 2001-06-15, label: one, cite: p1}
      - {answer: 2001-06-14, label: two, cite: p2}
""")
    assert found == ()
    member, status, since = project.items.values()
    assert member.answer == Elements(("Russia",))
    assert status.kind is Kind.STATEMENT
    assert len(since.claims) == 2


BANK = "bank: paper\ntitle: Paper\nsource: notes\n"


def test_defaults_hold_for_every_entry(read):
    """An entry's own keys win, tags add up, and fields of facts are filled in."""
    text = BANK + (
        "defaults: {tags: [x], importance: 1, cite: p2, deal: {supplier: Russia, status: agreed}}\n"
        "items:\n"
        "- {id: a, prompt: p, answer: b}\n"
        "- {id: c, prompt: p, answer: d, tags: [y], importance: 3, cite: p1}\n"
        "- id: e\n  deal: {number: 5, status: reported}\n  ask: {number: How many?}\n"
    )
    project, found = read(files={"questions/paper.yaml": text})
    assert found == ()
    one, two, three = project.items.values()
    assert [(i.tags, i.importance) for i in (one, two, three)] == [
        (("x",), 1), (("x", "y"), 3), (("x",), 1),
    ]  # fmt: skip
    assert [i.claims[0].citations.each[0].passage for i in (one, two, three)] == ["p2", "p1", "p2"]
    fields = project.banks["paper"].facts[0].fields
    assert (fields["supplier"], fields["status"]) == (("Russia",), ("reported",))


def test_a_fault_in_the_defaults_is_told_once(read):
    """Not for every entry that inherits it."""
    text = (
        BANK
        + "defaults: {as_of: June}\nitems:\n"
        + "".join(f"- {{id: a{n}, prompt: p, answer: b, cite: p1}}\n" for n in range(5))
    )
    _, found = read(files={"questions/paper.yaml": text})
    assert {one.code for one in found} == {"SD128"}
    assert len({one.span for one in found}) == 1


FAULTS = {
    "a prompt beside a fact": ("event: {what: x}\n  «prompt»: p", "SD107", "ask: {what: {prompt"),
    "distractors beside a fact": ("event: {what: x}\n  «distractors»: [y]", "SD107", "`ask:`"),
    "two facts": ("event: {what: x}\n  «deal»: {weapon: y}", "SD118", "two entries"),
    "a text as a fact": ("«event»: x", "SD118", "a mapping"),
    "a guess for a field": ("event: {«plcae»: x}", "SD107", "`place`"),
    "a field of another fact": ("event: {what: x}\n  ask: {«body»: p}", "SD107", "`ask` has no key"),
    "a field that is not filled in": ("event: {what: x}\n  ask: {«place»: Where?}", "SD119", "add `place:`"),
    "a question without prompt": ("event: {what: x}\n  ask: {what: «{»hint: y}}", "SD119", "`prompt:`"),
    "a list as a question": ("event: {what: x}\n  ask: {«what»: [y]}", "SD118", "a prompt"),
    "a list of questions": ("event: {what: x}\n  «ask»: [y]", "SD118", "a mapping"),
    "a date that is none": ("event: {date: «soon»}", "SD128", "2001-07-16"),
    "a date that is none in a deal": ("deal: {delivered: «later»}", "SD128", "2001-07-16"),
    "a status of deals": ("deal: {status: «agred»}", "SD120", "`agreed`"),
    "a guess in a field": ("event: {what: x}\n  ask: {what: {«question»: p}}", "SD107", "`prompt`"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_fact_is_found_where_it_stands(finds, fault):
    """With the entry or the item that it is about."""
    lines, code, words = FAULTS[fault]
    (found,) = finds("questions/paper.yaml", f"{BANK}items:\n- id: a\n  {lines}\n")
    assert found.code == code
    assert words in f"{found.message}; {found.help}"
    assert found.item.startswith("paper/a")
    assert found.help
