"""The quiz without a terminal: responses from a file, events as JSON Lines."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studydeck.quiz.backing import Backing
from studydeck.quiz.journal import Journal
from studydeck.quiz.screen import Screen
from studydeck.quiz.session import Ask, Feedback, Session
from studydeck.quiz.show import percentage, show_ask, show_feedback
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
    try:
        found = json.loads(line)
    except ValueError as error:
        raise AnswersError(f"line {number} is not JSON: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(found.get(k), str) for k in wanted):
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


def responses_of(lines: Iterable[str]) -> Callable[[Ask], str | None]:
    """Give a function that takes the next line, as text or as JSON with `response`.

    The function raises AnswersError at a line that starts with `{` and is no such JSON.
    """
    numbered = enumerate(lines, 1)

    def respond(_: Ask) -> str | None:
        number, line = next(numbered, (0, None))
        if line is None or not line.lstrip().startswith("{"):
            return None if line is None else line.rstrip("\r\n")
        return _json_line(line, number, ("response",))["response"]

    return respond


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
        "answers": list(backing.answers(item)),
        "explanation": str(item.explanation),
        "passages": [{"text": g.text, "citation": g.where} for g in backing.grounds(item)],
        "variants": [
            {"answer": v.answer, "who": v.who, "note": v.note} for v in backing.variants(item)
        ],
        "comes_back": feedback.comes_back,
    }


def start_as_json(session: Session) -> dict[str, Any]:
    """Describe a session before its first question."""
    return {
        "event": "start",
        "format": FORMAT,
        "seed": session.plan.seed,
        "exam": session.plan.exam,
        "items": [item.key for item in session.plan.items],
    }


def end_as_json(session: Session) -> dict[str, Any]:
    """Describe the outcome of a session."""
    return {
        "event": "end",
        "finished": session.finished,
        "points": round(session.points, 4),
        "of": len(session.plan.items),
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
    respond: Callable[[Ask], str | None],
    now: Callable[[], str],
    tell: Callable[[Ask, Feedback | None, str], None],
    journal: Journal,
) -> Session:
    """Ask until nothing is left or `respond` has no more to give, and keep a journal.

    What cannot be read is told, and asked again.
    """
    while ask := session.next():
        tell(ask, None, "")
        typed = respond(ask)
        if typed is None:
            break
        after, feedback = session.submit(typed, now()) if typed.strip() else session.skip(now())
        journal.record(session, after)
        session = after
        tell(ask, feedback, typed)
    return session


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
