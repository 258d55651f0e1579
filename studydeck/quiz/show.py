"""What the quiz says: questions, feedback and the summary, in words first, colour second."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from string import ascii_lowercase

from studydeck.grade import Mark, Result
from studydeck.grade.dates import read_date
from studydeck.grade.fold import fold
from studydeck.model import Elements, Gaps, Item, Kind, Pairs, Present, Single, Steps
from studydeck.quiz.acts import Act
from studydeck.quiz.backing import Backing, excerpt
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Ask, Feedback, Session
from studydeck.wording import prompt_text

HELP = (
    (":h", ":hint", "a hint; the response still counts"),
    (":s", ":skip", "see the answer (so does Enter twice)"),
    (":u", ":undo", "take the last response back; as often as you like"),
    (":o", ":right", "count the last response as correct"),
    ("", ":easy", "the last one took no thought: ask it much later"),
    (":b", ":bury", "not today"),
    ("", ":suspend", "not again, until you resolve it"),
    (":f", ":flag", "note that something is wrong with the item"),
    (":e", ":edit", "open the item in your editor"),
    (":q", ":quit", "stop; what you answered is saved"),
    ("?", ":help", "this list"),
)
READ = 300
"""Characters of a response that are shown again."""
_STYLE = {Mark.CORRECT: "bold green", Mark.CLOSE: "bold yellow", Mark.WRONG: "bold red"}


def show_ask(screen: Screen, backing: Backing, ask: Ask, left: str = "") -> None:
    """Write a question with its place in the session, its options and how to answer.

    `left` is the time that is left, in words.
    """
    item = ask.item
    place = f"[{ask.done if ask.again else ask.done + 1}/{ask.total}]"
    told = [f"{place} {ask.section or backing.title(item)}", *(["again"] if ask.again else [])]
    told += [f"{ask.waiting} coming again"] if ask.waiting else []
    told += [f"{points(ask.worth)} points"] if ask.worth != 1 else []
    told += [left] if left else []
    screen.gap()
    screen.line((" · ".join(told), "dim"))
    if item.show_passage:
        for ground in backing.grounds(item):
            screen.line((ground.text, ""), indent=2)
    if item.image:
        screen.line((f"(picture {item.image.file}: {item.image.alt})", "dim"))
    screen.line((prompt_text(item), "bold"))
    _show_parts(screen, ask)
    advice = how_to_answer(ask)
    if advice:
        screen.line((f"({advice})", "dim"))
    for hint in ask.hints:
        screen.line((f"Hint: {hint}", "cyan"))


def _show_parts(screen: Screen, ask: Ask) -> None:
    if ask.item.kind is Kind.STATEMENT:
        screen.listed("t)", ("True", ""))
        screen.listed("f)", ("False", ""))
    if isinstance(ask.item.answer, Pairs):
        for number, (left, _) in enumerate(ask.item.answer.pairs, 1):
            screen.listed(f"{number}.", (str(left), ""))
        screen.gap()
    for letter, text in zip(ascii_lowercase, ask.shown, strict=False):
        screen.listed(f"{letter})", (text, ""))


def how_to_answer(ask: Ask) -> str:
    """Say what to type where the question does not."""
    if ask.how is Present.REVEAL:
        return "answer in your head or in a line, then compare"
    match ask.item.answer:
        case Elements() if ask.shown:
            return "the letters of all that are right"
        case Elements(elements=elements, need=need):
            count = f"any {need}" if need else f"{len(elements)} answers"
            return f"{count}, separated by commas"
        case Pairs(pairs=pairs):
            return f"{len(pairs)} letters, one for each number"
        case Gaps(gaps=gaps) if len(gaps) > 1:
            return f"{len(gaps)} gaps, one after the other or separated by ;"
        case Single(text=text) if ask.item.kind is Kind.DATE and not ask.shown:
            return _precision(text)
    return "letters in the right order" if ask.item.kind is Kind.ORDER else ""


def _precision(text: str) -> str:
    """Say how exact a date is asked for, so that nobody is marked down for a guess at that."""
    readings = read_date(text)
    if not readings:
        return ""
    first = readings[0][0]
    if first.decade:
        return "a decade"
    names = [name for name in reversed(list(first.parts)) if name != "part"]
    names += ["part of the year"] if first.part else []
    both = "from – to: " if len(readings[0]) > 1 else ""
    return both + ", ".join(names)


def show_feedback(screen: Screen, backing: Backing, feedback: Feedback, typed: str) -> None:
    """Write what came of a response: the mark in words, the answer, why, and the passage."""
    item, result = feedback.ask.item, feedback.result
    answer = " or ".join(backing.answers(item))
    wrong = result.mark in {Mark.CLOSE, Mark.WRONG}
    parts = _parts(item, result.parts if wrong else ())
    if result.mark is Mark.CORRECT:
        told = "" if parts else answer
        screen.line(("Correct. ", _STYLE[Mark.CORRECT]), (told, ""), (_note(result), "dim"))
    elif result.mark is Mark.SKIPPED:
        screen.line(("The answer: ", "bold"), ("" if parts else answer, ""))
    else:
        _show_fault(screen, item, result, typed, answer)
    for lead, part, yours in parts:
        screen.listed(lead, (part, "bold"), (yours, "yellow"))
    show_background(screen, backing, item)
    if feedback.comes_back:
        screen.line(("This one comes back later.", "dim"))


def _note(result: Result) -> str:
    return f"  ({result.note})" if result.note else ""


def _show_fault(screen: Screen, item: Item, result: Result, typed: str, answer: str) -> None:
    given, note = _short(result.response or typed), result.note
    if result.response and note and not result.parts:
        # A note on what was chosen reads best beside it.
        given, note = f"{given} ({note})", ""
    if result.mark is Mark.CLOSE:
        screen.line(("Close: ", _STYLE[Mark.CLOSE]), (f"{note or 'right in part'}.", ""))
    else:
        said = f"{note[:1].upper()}{note[1:]}." if note else ""
        screen.line(("Wrong. ", _STYLE[Mark.WRONG]), (said, ""))
    if result.spelling and isinstance(item.answer, Single):
        given, answer = differing(given, answer)
    if isinstance(item.answer, Gaps):
        given = "; ".join(part.strip() or "–" for part in given.split(";"))
    if not result.parts:
        screen.listed("You:       ", (given, ""))
    screen.listed("The answer:", ("" if _parts(item) else answer, "bold"))


def _parts(item: Item, given: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """Give the lines of an answer that is hard to read in one: an order, or what goes together.

    With what was `given`, each line says where that was another.
    """
    match item.answer:
        case Steps(steps=steps):
            places = {step: number for number, step in enumerate(given, 1)}
            return [
                (f"{number}.", str(step), _yours(number, places.get(step, "–"), given))
                for number, step in enumerate(steps, 1)
            ]
        case Pairs(pairs=pairs):
            said = given or [right for _, right in pairs]
            return [
                ("-", f"{left} – {right}", _yours(fold(right), fold(one), given, one or "–"))
                for (left, right), one in zip(pairs, said, strict=True)
            ]
        case _:
            return []


def _yours(right: object, said: object, given: Sequence[str], words: str = "") -> str:
    return f"  (yours: {words or said})" if given and right != said else ""


def _short(text: str) -> str:
    """Cut what was typed to what anybody would want to read again."""
    return text if len(text) <= READ else f"{text[:READ]}…"


def differing(typed: str, answer: str) -> tuple[str, str]:
    """Put brackets round what one wording has and the other has not.

    >>> differing("Vladivostock", "Vladivostok")
    ('Vladivosto[c]k', 'Vladivostok')
    """
    ours, theirs = "", ""
    matcher = SequenceMatcher(None, typed.casefold(), answer.casefold(), autojunk=False)
    if (len(typed), len(answer)) != (len(typed.casefold()), len(answer.casefold())):
        return typed, answer
    for tag, a, b, c, d in matcher.get_opcodes():
        same = tag == "equal"
        ours += typed[a:b] if same or a == b else f"[{typed[a:b]}]"
        theirs += answer[c:d] if same or c == d else f"[{answer[c:d]}]"
    return ours, theirs


def show_background(screen: Screen, backing: Backing, item: Item) -> None:
    """Write the explanation, the passages with their citations, and where sources differ."""
    screen.gap()
    if item.explanation:
        screen.line((str(item.explanation), ""), indent=2)
        screen.gap()
    for ground in backing.grounds(item):
        part = excerpt(ground)
        told = bool(part.text) and not item.show_passage
        screen.line((f"{part.where}:" if told else part.where, "dim"), indent=2)
        if told:
            screen.marked(part.text, part.marks, indent=4)
    found = backing.variants(item)
    if found:
        screen.line(("Sources differ:", ""), indent=2)
    for one in found:
        note = f" ({one.note})" if one.note else ""
        screen.listed("-", (f"{one.answer}: {one.who}{note}", ""), indent=4)


def show_help(screen: Screen) -> None:
    """Write what can be typed besides answers."""
    for short, command, meaning in HELP:
        screen.listed(f"{short:2} {command:8}", (meaning, ""))


def show_summary(screen: Screen, backing: Backing, session: Session) -> None:
    """Write the score, by section in an exam, and what was missed with its answer.

    After an exam, which said nothing on the way, with the reason and where it stands.
    """
    acts, items = session.first.values(), {item.key: item for item in session.items}
    right = [act for act in acts if act.mark is Mark.CORRECT and not act.late]
    hinted = sum(act.hints > 0 for act in right)
    rest = [act for act in acts if act not in right]
    screen.gap()
    told = f" ({hinted} with a hint)" if hinted else ""
    when = "" if session.plan.exam else " at the first go"
    screen.line((f"{len(right)} of {len(items)} right", "bold"), (f"{when}{told}.", ""))
    if session.plan.exam or any(0 < act.score < 1 for act in acts):
        _show_score(screen, session)
    unanswered = len(items) - len(acts)
    if unanswered:
        screen.line((f"Without a response: {unanswered}.", ""))
    if rest:
        screen.line(("To look at again:", ""))
        missed = [(items[act.item], act) for act in rest]
        _show_missed(screen, backing, missed, whole=session.plan.exam)


def _show_score(screen: Screen, session: Session) -> None:
    percent = percentage(session)
    told = f"Score: {points(session.points)} of {points(session.maximum)}, {percent:.0f} %."
    screen.line((told, ""))
    sections = by_section(session)
    if session.plan.exam and len(sections) > 1:
        for title, had, most in sections:
            screen.listed("-", (f"{title}: {points(had)} of {points(most)}", ""))


def by_section(session: Session) -> list[tuple[str, float, float]]:
    """Give each section with the points had and those that could be had."""
    there = {item.key for item in session.items}
    found = []
    for title, keys in session.plan.sections:
        inside = [key for key in keys if key in there]
        had = sum(
            session.first[key].score * session.plan.worth_of(key)
            for key in inside
            if key in session.first
        )
        if inside:
            found.append((title, had, sum(map(session.plan.worth_of, inside))))
    return found


def _show_missed(
    screen: Screen, backing: Backing, missed: Iterable[tuple[Item, Act]], *, whole: bool
) -> None:
    for item, act in missed:
        screen.listed("-", (prompt_text(item), ""))
        screen.line((" or ".join(backing.answers(item)), ""), indent=4)
        if act.response.strip():
            late = ", too late" if act.late else ""
            screen.line((f"you: {_short(act.response)} ({act.mark.value}{late})", "dim"), indent=4)
        if whole:
            places = "; ".join(ground.where for ground in backing.grounds(item))
            for told, style in ((str(item.explanation), ""), (places, "dim")):
                if told:
                    screen.line((told, style), indent=4)


def percentage(session: Session) -> float:
    """Give the score in per cent; an item without a response has none."""
    return 100 * session.points / (session.maximum or 1)


def points(number: float) -> str:
    """Write points without needless digits.

    >>> points(2.0), points(2.5)
    ('2', '2.5')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def stretch(time: timedelta) -> str:
    """Write a length of time in words.

    >>> stretch(timedelta(minutes=20)), stretch(timedelta(seconds=42))
    ('20 min', '42 s')
    """
    seconds = max(0, round(time.total_seconds()))
    return f"{round(seconds / 60)} min" if seconds >= 90 else f"{seconds} s"
