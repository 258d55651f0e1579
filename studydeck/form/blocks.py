"""A form as a row of plain blocks, for outputs that flow like a letter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from studydeck.form.page import Choice, Form, Part, Picture, Question
from studydeck.labels import counted, filled


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title has level 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `lead` stands before it in bold, `quiet` sets it small."""

    text: str
    lead: str = ""
    quiet: bool = False
    strong: bool = False
    keep: bool = False
    """Whether it stays on the page of what follows."""
    inset: bool = False
    """Whether it belongs to the question above it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The number of a question, what it asks, and the points that it gives, if that is said."""

    number: int
    text: str
    points: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """Lettered things; those with a letter in `right` are marked.

    `steps` are to be put in order; `keep` holds them on the page of what follows.
    """

    choices: tuple[Choice, ...]
    right: frozenset[str] = frozenset()
    steps: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two columns to match: the left one is numbered, the right one lettered."""

    left: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """What is filled in at the top, side by side; the last may have words behind its line."""

    labels: tuple[str, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Ruled lines to write on, each after a label; one without a label is all line.

    A `unit` stands behind the last line; `wide` is its width in em, 0 for the whole.
    """

    labels: tuple[str, ...]
    unit: str = ""
    wide: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage, and where it stands."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; its `alt` stands for it where it cannot be shown."""

    picture: Picture
    tall: int = 0
    """The height in mm that it may have; 0 for as much as it needs."""


Block = (
    Heading | Words | Asked | Options | Pairing | Fields | Table | Bullets | Room | Quote | Figure
)

_COPIES = {"key", "teacher", "answer-sheet"}


def subtitle(form: Form, output: str) -> str:
    """Say which copy this is, such as the answer key, or what project it belongs to."""
    return form.labels[output] if output in _COPIES else form.project


def blocks(form: Form, output: str) -> Iterator[Block]:
    """Give one output of a form (`paper`, `answer-sheet`, `key`, `teacher`, `handout`)."""
    yield from _top(form, output)
    if output == "key":
        yield from _key(form, 2)
        yield from _numbers(form)
    elif output == "answer-sheet":
        for part, question in _numbered(form):
            yield from _heading(form, part, question)
            yield from _sheet(question)
    else:
        if output == "handout":
            yield from _reading(form)
        for part, question in _numbered(form):
            yield from _heading(form, part, question)
            if part.words and question is part.questions[0]:
                yield Words(" · ".join(part.words), lead=form.labels["words"], keep=True)
            yield from _asked(form, question, teacher=output == "teacher")
        yield Words(form.labels["end"], quiet=True)
    if form.tells(output):
        yield Heading(2, form.labels["answers"])
        yield from _key(form, 3, shown=True)


def _top(form: Form, output: str) -> Iterator[Block]:
    told = form.labels
    if form.look.logo:
        yield Figure(form.look.logo, tall=16)
    if form.look.letterhead:
        yield Words(form.look.letterhead, quiet=True)
    yield Words(subtitle(form, output), quiet=True, keep=True)
    version = f" ({told['version']} {form.version})" if len(form.versions) > 1 else ""
    yield Heading(1, form.title + version)
    facts = [counted(told, "questions", len(form.questions))]
    facts += [counted(told, "points", form.points)] if _weighted(form) else []
    facts += [counted(told, "minutes", form.minutes)] if form.minutes else []
    yield Words(" · ".join(facts), quiet=True)
    if output not in {"key", "teacher"}:
        points = (told["marks"],) if form.points else ()
        yield Fields((*form.header, *points), f"/ {form.points}" if points else "")
    if form.instructions and output not in {"key", "answer-sheet"}:
        yield Words(form.instructions)


def _weighted(form: Form) -> bool:
    return any(part.each != 1 for part in form.parts)


def _numbered(form: Form) -> Iterator[tuple[Part, Question]]:
    for part in form.parts:
        for question in part.questions:
            yield part, question


def _heading(form: Form, part: Part, question: Question, level: int = 2) -> Iterator[Block]:
    """Give the title of a section before its first question."""
    if part.title and question is part.questions[0]:
        points = f" ({counted(form.labels, 'points', part.points)})"
        yield Heading(level, part.title + (points if _weighted(form) and part.points else ""))


def _prompt(form: Form, question: Question) -> Asked:
    points = counted(form.labels, "points", question.points) if _weighted(form) else ""
    return Asked(question.number, question.prompt, points)


def _reading(form: Form) -> Iterator[Block]:
    """Give the pictures of the facts, and the passages that the answers rest on, each once."""
    for chart in form.charts:
        yield Heading(2, chart.credit)
        yield Figure(replace(chart, credit=""))
    if form.passages:
        yield Heading(2, form.labels["reading"])
    for text, where in form.passages:
        yield Words(text, keep=True)
        yield Words(where, quiet=True)


def _numbers(form: Form) -> Iterator[Block]:
    if len(form.versions) > 1 and form.numbers:
        yield Heading(2, form.labels["numbers"])
        rows = tuple((key, *map(str, found)) for key, found in form.numbers)
        yield Table((form.labels["item"], *form.versions), rows)


def _asked(form: Form, question: Question, *, teacher: bool) -> Iterator[Block]:
    for text in question.passage:
        yield Quote(text)
    if question.picture:
        yield Figure(question.picture)
    yield _prompt(form, question)
    lettered = question.shape in {"choose", "several", "judge"}
    if question.left:
        yield Pairing(question.left, question.choices)
    elif question.choices:
        right = question.letters.split() if teacher and lettered else ()
        steps = question.shape == "order"
        more = steps or (question.lines > 0 and not teacher)
        yield Options(question.choices, frozenset(right), steps, more)
    if teacher and not lettered:
        yield from _solution(form, question)
    elif not teacher:
        if question.shape == "order":
            yield Room((form.labels["in-order"],))
        if question.lines:
            yield Room(("",) * question.lines, question.unit, question.blank)


def _sheet(question: Question) -> Iterator[Block]:
    lead = f"{question.number}."
    if question.shape in {"choose", "several", "judge"}:
        yield Words("   ".join(f"☐ {choice.letter}" for choice in question.choices), lead)
    elif question.shape == "match":
        yield Words("   ".join(f"{n} ____" for n in range(1, len(question.left) + 1)), lead)
    elif question.shape == "order":
        yield Words("   ".join("____" for _ in question.choices), lead)
    else:
        yield Room((lead, *("",) * (question.lines - 1)))


# The key


def _key(form: Form, level: int, *, shown: bool = False) -> Iterator[Block]:
    """Give the letters, then each answer with its reasons; `shown` passages are not repeated."""
    lettered = [question for question in form.questions if question.letters]
    told_at = form.told_at
    if lettered:
        yield Heading(level, form.labels["glance"])
        yield Words(" · ".join(f"{question.number} {question.letters}" for question in lettered))
    for part, question in _numbered(form):
        yield from _heading(form, part, question, level)
        yield _prompt(form, question)
        yield from _solution(form, question)
        yield from _reasons(form, question)
        for text, where in question.proofs:
            at = told_at.get(text, question.number)
            if shown:
                yield Quote("", where)
            elif at == question.number:
                yield Quote(text, where)
            else:
                yield Quote("", f"{where} ({filled(form.labels, 'text-at', n=at)})")


def _solution(form: Form, question: Question) -> Iterator[Block]:
    if question.criteria:
        yield Words(form.labels["full-answer"], keep=True, inset=True)
        yield Bullets(question.criteria)
    else:
        yield Words(question.answer, lead=question.letters, strong=True, inset=True)


def _reasons(form: Form, question: Question) -> Iterator[Block]:
    told = form.labels
    if question.also:
        yield Words("; ".join(question.also), lead=told["also-right"], inset=True)
    if question.variants:
        yield Words(told["sources-differ"], keep=True, inset=True)
        yield Bullets(tuple(_variant(*one) for one in question.variants))
    if question.explanation:
        yield Words(question.explanation, inset=True)
    if question.reasons:
        yield Words(told["not-right"], keep=True, inset=True)
        yield Bullets(tuple(f"{text} – {why}" for text, why in question.reasons))
    for note in question.notes:
        yield Words(note, quiet=True, inset=True)


def _variant(answer: str, who: str, note: str) -> str:
    return f"{answer} ({who})" + (f": {note}" if note else "")


def closing(form: Form) -> str:
    """Write the foot: form, version, digest, and the author's words or project and licence."""
    version = f" {form.version}" if len(form.versions) > 1 else ""
    own = form.look.footer
    told = ["" if own else form.project, f"{form.id}{version}", form.digest, own or form.licence]
    return " · ".join(one for one in told if one)
