"""How an exam went, as plain data: points by section, and every item with its passage."""

from collections.abc import Iterable
from typing import Any

from studydeck.model import Item
from studydeck.quiz.acts import Act
from studydeck.quiz.begin import Game
from studydeck.quiz.play import Outcome, title_of, verdict
from studydeck.quiz.session import Session
from studydeck.quiz.show import by_section, percentage
from studydeck.wording import prompt_text

FORMAT = 1


def exam_report(game: Game, outcome: Outcome) -> dict[str, Any]:
    """Give a report on a finished exam; its keys are a contract with whoever reads it.

    Points are rounded to four places, times are UTC in ISO 8601. The `marks` of a passage
    are the stretches (start, end) that carry the answer, in order and apart.
    """
    session = outcome.session
    return {
        "format": FORMAT,
        "project": game.backing.project.settings.title,
        "title": title_of(game.backing.project, game.wish),
        "form": game.wish.form,
        "version": game.wish.version,
        "seed": session.plan.seed,
        "began": outcome.began,
        "ended": session.acts[-1].at if session.acts else outcome.began,
        "minutes": game.wish.minutes,
        "points": round(session.points, 4),
        "of": session.maximum,
        "percent": round(percentage(session), 1),
        "pass_mark": game.pass_mark,
        "passed": verdict(game, session) == 0,
        "sections": [
            {"title": title, "points": round(had, 4), "of": most}
            for title, had, most in by_section(session)
        ],
        "items": [_item(game, session, item) for item in session.items],
    }


def _item(game: Game, session: Session, item: Item) -> dict[str, Any]:
    act: Act | None = session.first.get(item.key)
    worth = session.plan.worth_of(item.key)
    return {
        "item": item.key,
        "kind": item.kind.value,
        "prompt": prompt_text(item),
        "response": act.response if act else "",
        "mark": act.mark.value if act else "skipped",
        "late": bool(act and act.late),
        "points": round(act.score * worth, 4) if act else 0.0,
        "of": worth,
        "answers": list(game.backing.answers(item)),
        "explanation": str(item.explanation),
        "passages": [
            {"text": ground.text, "citation": ground.where, "marks": _merged(ground.marks)}
            for ground in game.backing.grounds(item)
        ],
    }


def _merged(marks: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Put stretches in order, those that overlap or touch as one."""
    found: list[list[int]] = []
    for start, end in sorted(marks):
        if found and start <= found[-1][1]:
            found[-1][1] = max(end, found[-1][1])
        else:
            found.append([start, end])
    return found
