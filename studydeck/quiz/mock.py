"""A printed form as an exam at the terminal: its items, order, options and points."""

from dataclasses import dataclass

from studydeck.checked import CheckedProject
from studydeck.form import Form, Part, compile_form, form_specs
from studydeck.form.page import Question
from studydeck.model import Kind, Present
from studydeck.quiz.plan import Plan, Printed, manner
from studydeck.quiz.wish import WishError, one_of

_HOW = {"choose": Present.CHOOSE, "judge": Present.CHOOSE}


@dataclass(frozen=True, slots=True)
class Mock:
    """What a form asks at a terminal, and how many of its items it has to leave out.

    `reserved` are kept for tests and were not asked for; `unread` need a reader to mark
    them.
    """

    form: Form
    plan: Plan
    reserved: int
    unread: int


def mock(checked: CheckedProject, form: str, version: str, plan: Plan, *, reserved: bool) -> Mock:
    """Make the plan of a form, `DECK/FORM`, from a plan with everything else in it.

    Raises:
        WishError: there is no such form or version, or it cannot be assembled.
    """
    compiled = _compiled(checked, form, version)
    items = checked.project.items
    asked = [question for part in compiled.parts for question in part.questions]
    kept = {one.key for one in asked if reserved or not items[one.key].reserve}
    there = {one.key for one in asked if one.key in kept and _readable(checked, one)}
    printed = {one.key: _printed(one) for one in asked if one.key in there}
    sections = tuple((_title(part), _keys(part, there)) for part in compiled.parts)
    made = Plan(
        tuple(items[key] for key in printed),
        plan.seed,
        exam=True,
        present=plan.present,
        lexicon=plan.lexicon,
        printed=printed,
        sections=tuple(one for one in sections if one[1]),
    )
    return Mock(compiled, made, len(asked) - len(kept), len(kept) - len(there))


def _compiled(checked: CheckedProject, form: str, version: str) -> Form:
    deck, slash, name = form.partition("/")
    decks = checked.project.decks
    one_of(deck, decks, "deck")
    specs = {str(spec.id): spec for spec in form_specs(decks[deck])}
    one_of(name if slash else "", specs, "form", f" in the deck '{deck}'")
    versions = specs[name].versions
    one_of(version or versions[0], versions, "version")
    made, faults = compile_form(checked, deck, name, version or versions[0])
    if made is None:
        raise WishError(f"'{form}' cannot be assembled: {faults[0].message}", faults[0].help)
    return made


def _readable(checked: CheckedProject, question: Question) -> bool:
    """Whether a program can mark a response: no open items, nor sentences to be written."""
    item = checked.project.items[question.key]
    if question.shape != "write":
        return True
    return item.kind is not Kind.OPEN and manner(item, {"default": Present.TYPE}) is Present.TYPE


def _printed(question: Question) -> Printed:
    shown = tuple(choice.text for choice in question.choices)
    how = _HOW.get(question.shape, Present.TYPE)
    return Printed(how, () if question.shape == "judge" else shown, float(question.points))


def _title(part: Part) -> str:
    return part.title or "Questions"


def _keys(part: Part, there: set[str]) -> tuple[str, ...]:
    return tuple(question.key for question in part.questions if question.key in there)
