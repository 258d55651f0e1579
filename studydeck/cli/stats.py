"""`studydeck stats`: how learning goes, as text, JSON or one HTML page."""

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from studydeck.checked import CheckedProject
from studydeck.cli.learner import Filters, clock, database_of, takes
from studydeck.cli.project import greet, read, root_of
from studydeck.cli.reports import save
from studydeck.cli.telling import refuse
from studydeck.emit.render import render
from studydeck.quiz.agenda import Diary
from studydeck.quiz.backing import Backing
from studydeck.quiz.begin import diary_of, identities_of
from studydeck.quiz.charts import show_stats
from studydeck.quiz.mock import mock
from studydeck.quiz.past import Past
from studydeck.quiz.plan import Plan
from studydeck.quiz.play import title_of
from studydeck.quiz.screen import Screen, make_safe
from studydeck.quiz.stats import Scope, stats
from studydeck.quiz.store import Log, LogError
from studydeck.quiz.wish import Wish, WishError, eligible

JsonOption = Annotated[bool, typer.Option("--json", help="Write them as JSON.")]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts to a file.")
]


@dataclass(frozen=True)
class Options(Filters):
    """The options of the statistics."""

    in_json: JsonOption = False
    html: HtmlOption = None


@takes(Options)
def show(told: Options) -> None:
    """Tell how learning goes: what is kept, what is due when, what is hard.

    The expected score is what a test of the items, or of a form, would give today.
    """
    make_safe(sys.stdout, sys.stderr)
    try:
        root = root_of(told.project)
        greet(root, told.project)
        checked, _ = read(root)
        plan = _plan(checked, told.wish)
        diary = _diary(checked, told)
    except WishError as error:
        raise refuse(str(error), error.help) from error
    except LogError as error:
        raise refuse(str(error), error.help) from error
    found = stats(Scope(Backing(checked.project, checked.findings), plan, diary))
    title = title_of(checked.project, told.wish)
    _write(found, title, told)


def _write(found: dict[str, object], title: str, told: Options) -> None:
    if told.html:
        save(told.html, render("quiz/stats.html", stats=found, title=title))
    if told.in_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif not told.html:
        screen = Screen(sys.stdout, ascii_only=told.ascii_only)
        show_stats(screen, found, title, ascii_only=told.ascii_only)


def _plan(checked: CheckedProject, wish: Wish) -> Plan:
    empty = Plan((), "", exam=bool(wish.form))
    if wish.form:
        return mock(checked, wish.form, wish.version, empty, reserved=wish.reserved).plan
    found = eligible(checked, wish)
    return Plan(found.items, "", present=found.present)


def _diary(checked: CheckedProject, told: Options) -> Diary:
    """Read the log; where there is none yet, nothing is made."""
    path, now = database_of(told.db, told.profile), clock(told.now)()
    if not path.exists():
        at = datetime.fromisoformat(now).astimezone(UTC)
        return Diary(Past(), {}, identities_of(checked.project), at)
    with Log(path) as log:
        return diary_of(checked.project, log, now, None)
