"""The quiz without a terminal: responses from a file, events as JSON Lines."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studydeck.quiz.acts import Deed
from studydeck.quiz.backing import Backing
from studydeck.quiz.journal import Journal
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Ask, Feedback, Session
from studydeck.quiz.show import how_to_answer, percentage, show_ask, show_feedback
from studydeck.wording import prompt_text

FORMAT = 1


class AnswersError(Exception):
    """A file of responses cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Responses by item key, or one after the other in the order of asking."""

    by_item: Mapping[str, str]
    in_order: tuple[str, ...] = ()


def read_answers(text: str) -> Answers:
    """Read one response a line, or JSON Lines with `item` and `response`.

    Raises:
        AnswersError: a line that starts with `{` is not such a JSON object.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if not any(line.lstrip().startswith("{") for line in lines):
        return Answers({}, tuple(lines))
    by_item: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _json_line(line, number, ("item", "response"))
        by_item[found["item"]] = found["response"]
    return Answers(by_item)


def _json_line(line: str, number: int, wanted: tuple[str, ...]) -> dict[str, str]:
    found = _json(line, number)
    if not all(isinstance(found.get(key), str) for key in wanted):
        names = " and ".join(f"'{name}'" for name in wanted)
        raise AnswersError(f"line {number} has no text {names}")
    return found


def responses_from(answers: Answers) -> Callable[[Ask], str | None]:
    """Give a function that finds the response to what is asked; none where there is none."""
    rest = iter(answers.in_order)

    def respond(ask: Ask) -> str | None:
        if answers.by_item:
            return answers.by_item.get(ask.item.key)
        return next(rest, None)

    return respond


@dataclass(frozen=True, slots=True)
class Said:
    """What a program says to a question: a response, or `do` with a command and its note."""

    response: str = ""
    do: str = ""
    note: str = ""


COMMANDS = ("hint", "skip", "undo", "accept", "easy", "flag", "bury", "suspend")


def said_in(lines: Iterable[str]) -> Callable[[], Said | None]:
    """Give a function that reads the next line: text, or JSON with `response` or `do`.

    The function raises AnswersError at a line that starts with `{` and is no such JSON.
    """
    numbered = enumerate(lines, 1)

    def said() -> Said | None:
        number, line = next(numbered, (0, None))
        if line is None or not line.lstrip().startswith("{"):
            return None if line is None else Said(line.rstrip("\r\n"))
        found = _json(line, number)
        if isinstance(found.get("response"), str):
            return Said(found["response"])
        if found.get("do") in COMMANDS:
            return Said(do=found["do"], note=str(found.get("note", "")))
        every = ", ".join(COMMANDS)
        raise AnswersError(f"line {number} has no text 'response', nor a 'do' out of: {every}")

    return said


def _json(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AnswersError(f"line {number} is not JSON: {error}") from error
    return found if isinstance(found, dict) else {}


def asked_as_json(ask: Ask) -> dict[str, Any]:
    """Describe a question, without its answer."""
    return {
        "event": "question",
        "item": ask.item.key,
        "kind": ask.item.kind.value,
        "how": ask.how.value,
        "number": ask.done if ask.again else ask.done + 1,
        "of": ask.total,
        "again": ask.again,
        "prompt": prompt_text(ask.item),
        "options": list(ask.shown),
        "advice": how_to_answer(ask),
        "hints": list(ask.hints),
        "points": ask.worth,
    }


def told_as_json(feedback: Feedback, typed: str, backing: Backing) -> dict[str, Any]:
    """Describe a response and all that the screen would say to it."""
    item, result = feedback.ask.item, feedback.result
    return {
        "event": "response",
        "item": item.key,
        "typed": typed,
        "response": result.response or typed,
        "mark": result.mark.value,
        "score": result.score,
        "note": result.note,
        "readable": result.readable,
        "once_more": feedback.once_more,
        "answers": list(backing.answers(item)),
        "explanation": str(item.explanation),
        "passages": [{"text": g.text, "citation": g.where} for g in backing.grounds(item)],
        "variants": [
            {"answer": v.answer, "who": v.who, "note": v.note} for v in backing.variants(item)
        ],
        "comes_back": feedback.comes_back,
    }


def start_as_json(session: Session, mode: str) -> dict[str, Any]:
    """Describe a session before its first question."""
    return {
        "event": "start",
        "format": FORMAT,
        "mode": mode,
        "seed": session.plan.seed,
        "exam": session.plan.exam,
        "until": session.plan.until,
        "items": [item.key for item in session.plan.items],
    }


def end_as_json(session: Session) -> dict[str, Any]:
    """Describe the outcome of a session."""
    return {
        "event": "end",
        "finished": session.finished,
        "points": round(session.points, 4),
        "of": session.maximum,
        "percent": round(percentage(session), 1),
        "missed": [act.item for act in session.first.values() if not act.passed],
    }


def run(
    session: Session,
    respond: Callable[[Ask], str | None],
    now: Callable[[], str],
    tell: Callable[[Ask, Feedback | None, str], None],
) -> Session:
    """Ask everything once; where `respond` gives nothing, the question is skipped.

    `tell` is called with each question, and again with its feedback. A response that
    cannot be read counts as wrong.
    """
    while ask := session.next():
        tell(ask, None, "")
        typed = respond(ask) or ""
        session, feedback = session.settle(typed, now()) if typed.strip() else session.skip(now())
        tell(ask, feedback, typed)
    return session


def converse(
    session: Session,
    said: Callable[[], Said | None],
    now: Callable[[], str],
    teller: "Teller",
    journal: Journal,
) -> Session:
    """Ask until nothing is left or `said` has no more to give, and keep a journal.

    What cannot be read is told, and asked again. An exam whose time is over ends.
    """
    while ask := session.next():
        if session.plan.over(now()):
            after = session.stop(now())
            journal.record(session, after)
            return after
        teller.ask(ask)
        one = said()
        if one is None:
            break
        after = _do(session, one, now(), teller)
        journal.record(session, after)
        session = after
    return session


def _do(session: Session, said: Said, at: str, teller: "Teller") -> Session:
    """Carry out what a program said, and tell what came of it."""
    if said.do in {"", "skip"}:
        blank = not said.response.strip()
        after, feedback = session.skip(at) if blank else session.submit(said.response, at)
        teller.feedback(feedback, said.response, session.plan.exam)
        return after
    hint = ""
    match said.do:
        case "hint":
            after, hint = session.hint(at)
        case "undo":
            after = session.undo(at)
        case "accept":
            after = session.accept(at)
        case "easy":
            after = session.easy(at)
        case "flag":
            ask = session.next()
            after = session.flag(ask.item.key, said.note, at) if ask else session
        case _:
            after = session.put_away(Deed(said.do), at)
    done = {"event": "done", "do": said.do, "changed": after is not session}
    teller.write(as_line(done | ({"hint": hint} if hint else {})))
    return after


@dataclass(frozen=True)
class Teller:
    """Writes each question and each response as a line of JSON."""

    backing: Backing
    write: Callable[[str], object]

    def ask(self, ask: Ask) -> None:
        """Tell a question."""
        self.write(as_line(asked_as_json(ask)))

    def feedback(self, feedback: Feedback, typed: str, exam: bool) -> None:
        """Tell what came of a response; in an exam, only that it was read or not."""
        found = told_as_json(feedback, typed, self.backing)
        if (exam and feedback.result.readable) or feedback.once_more:
            found = {key: found[key] for key in _NOTED}
        self.write(as_line(found))


_NOTED = ("event", "item", "typed", "response", "readable", "once_more")


def tell_in_json(
    backing: Backing, write: Callable[[str], object]
) -> Callable[[Ask, Feedback | None, str], None]:
    """Give a `tell` that writes each question and each response as a line of JSON."""

    def tell(ask: Ask, feedback: Feedback | None, typed: str) -> None:
        found = told_as_json(feedback, typed, backing) if feedback else asked_as_json(ask)
        write(as_line(found))

    return tell


def tell_in_words(backing: Backing, screen: Screen) -> Callable[[Ask, Feedback | None, str], None]:
    """Give a `tell` that writes what a learner at a terminal would have seen."""

    def tell(ask: Ask, feedback: Feedback | None, typed: str) -> None:
        if feedback is None:
            show_ask(screen, backing, ask)
        else:
            screen.line((f"> {typed}", ""))
            show_feedback(screen, backing, feedback, typed)

    return tell


def as_line(found: Mapping[str, Any]) -> str:
    """Write one event as one line of JSON in ASCII."""
    return json.dumps(found) + "\n"
