"""`studydeck quiz`: ask the items of a deck, a bank or a form."""

import secrets
import sys
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Annotated

import typer

from studydeck.checked import CheckedProject
from studydeck.cli.learner import Filters, clock, database_of, editor, new_name, takes
from studydeck.cli.project import greet, read, root_of
from studydeck.cli.telling import program, refuse
from studydeck.grade import lexicon_of
from studydeck.quiz.backing import Backing
from studydeck.quiz.begin import Game
from studydeck.quiz.day import day_of
from studydeck.quiz.machine import AnswersError, read_answers
from studydeck.quiz.mock import mock
from studydeck.quiz.plan import Plan, siblings_in
from studydeck.quiz.play import Outcome, at_terminal, counted, from_file, in_json, preview
from studydeck.quiz.screen import make_safe
from studydeck.quiz.store import LogError
from studydeck.quiz.wish import Mode, Wish, WishError, eligible

NOTHING, INTERRUPTED = 1, 130
NO_TERMINAL = "the quiz needs a terminal"
INSTEAD = "--answers FILE grades responses from a file, --json asks and answers in JSON Lines"

LimitOption = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Ask at most so many items.")
]
NewOption = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, help="At most so many new items; else 20 a day."),
]
SeedOption = Annotated[str, typer.Option(metavar="SEED", help="Ask in the order of this seed.")]
CramOption = Annotated[
    bool, typer.Option("--cram", help="Practise all of it, due or not; changes no due dates.")
]
ExamOption = Annotated[bool, typer.Option("--exam", help="No hints, no feedback before the end.")]
MinutesOption = Annotated[
    float | None,
    typer.Option(metavar="N", min=0, max=10_080, help="Time for an exam; else that of the form."),
]
PassMarkOption = Annotated[
    float,
    typer.Option(
        metavar="PERCENT", min=0, max=100, help="In per cent; an exam below it exits with 1."
    ),
]
ReportOption = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Write how it went to FILE.json or FILE.html."),
]
FailedOption = Annotated[
    str,
    typer.Option(
        metavar="last|still", help="Only what the last session, or each last response, missed."
    ),
]
ExamDateOption = Annotated[
    str,
    typer.Option(metavar="DATE", help="Ask first what you will have forgotten on that day."),
]
AttemptsOption = Annotated[
    int, typer.Option(metavar="N", min=1, max=3, help="Responses that a question allows.")
]
RecordOption = Annotated[
    bool, typer.Option("--record", help="Let --cram and --exam change what is due.")
]
RestartOption = Annotated[
    bool, typer.Option("--restart", help="Leave an unfinished session and begin anew.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be asked; keep nothing.")
]
AnswersOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Grade the responses in this file; keep nothing. One a line, as --dry-run lists them,"
        ' or each as {"item": "bank/id", "response": "…"}.',
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Talk in JSON Lines, for other programs.")]


@dataclass(frozen=True)
class Options(Filters):
    """The options of the quiz."""

    limit: LimitOption = None
    new: NewOption = None
    cram: CramOption = False
    exam: ExamOption = False
    minutes: MinutesOption = None
    pass_mark: PassMarkOption = 0
    report: ReportOption = None
    failed: FailedOption = ""
    exam_date: ExamDateOption = ""
    attempts: AttemptsOption = 1
    record: RecordOption = False
    restart: RestartOption = False
    seed: SeedOption = ""
    answers: AnswersOption = None
    dry_run: DryRunOption = False
    in_json: JsonOption = False

    @property
    def whole_wish(self) -> Wish:
        """What these options want to be asked, and how."""
        mode: Mode = "exam" if self.exam or self.form else "cram" if self.cram else "study"
        return replace(
            self.wish,
            mode=mode,
            limit=self.limit,
            new=self.new,
            minutes=self.minutes,
            failed=self.failed,
            until_exam=self.exam_date,
            seed=self.seed,
        )


@takes(Options)
def quiz(told: Options) -> None:
    """Ask the items of a deck, show the passages, and keep the responses.

    What is due comes first, then what is new. Stop at any time with Ctrl-C: what you
    answered is saved, and the same command goes on.
    """
    wish = told.whole_wish
    _sensible(wish, told)
    raise typer.Exit(_quiz(wish, told))


def _sensible(wish: Wish, told: Options) -> None:
    """Refuse options that say nothing together, before anything is read.

    Raises:
        typer.Exit: there are some.
    """
    reports = told.report or []
    faults = {
        "--cram and --exam are two modes": told.cram and wish.exam,
        "--form names its own deck": bool(wish.form and wish.deck),
        "--version and --reserved go with --form": not wish.form
        and bool(wish.version or wish.reserved),
        "--minutes, --pass-mark and --report go with --exam": not wish.exam
        and bool(wish.minutes or told.pass_mark or reports),
        "--new and --exam-date are for study": wish.mode != "study"
        and (wish.new is not None or bool(wish.until_exam)),
        f"'--failed {wish.failed}' is neither last nor still": wish.failed
        not in {"", "last", "still"},
        "a report is a .json or a .html file": any(
            path.suffix not in {".json", ".html"} for path in reports
        ),
        f"'--exam-date {wish.until_exam}' is no date such as 2026-05-01": not _is_date(
            wish.until_exam
        ),
        "a report needs the name of a file, not of a folder": any(p.is_dir() for p in reports),
        f"'--exam-date {wish.until_exam}' is over": _is_over(wish.until_exam, told.now),
    }
    for message, wrong in faults.items():
        if wrong:
            raise refuse(message, f"{program()} quiz --help tells what there is")


def _is_date(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_over(text: str, now: str) -> bool:
    """Whether a date lies before the learner's today."""
    today = day_of(datetime.fromisoformat(clock(now)()), None)
    return bool(text) and _is_date(text) and date.fromisoformat(text) < today


def _quiz(wish: Wish, ways: Options) -> int:
    make_safe(sys.stdin, sys.stdout, sys.stderr)
    if not (ways.answers or ways.in_json or ways.dry_run or sys.stdin.isatty()):
        raise refuse(NO_TERMINAL, INSTEAD)
    try:
        root = root_of(ways.project)
        greet(root, ways.project)
        checked, _ = read(root)
        game = _game(checked, wish, ways)
        if game is None:
            return NOTHING
        outcome = _play(game, ways)
        _report(game, ways, outcome)
    except (WishError, LogError) as error:
        raise refuse(str(error), error.help) from error
    except AnswersError as error:
        raise refuse(str(error)) from error
    except KeyboardInterrupt:
        return INTERRUPTED
    return outcome.code


def _game(checked: CheckedProject, wish: Wish, ways: Options) -> Game | None:
    """Set a session up; None if there is nothing to ask."""
    empty = Plan(
        (),
        wish.seed or secrets.token_hex(3),
        exam=wish.exam,
        lexicon=cache(partial(lexicon_of, checked.project)),
        attempts=ways.attempts,
        siblings=siblings_in(checked.project),
    )
    wish, plan = _of_form(checked, wish, empty) if wish.form else _of_deck(checked, wish, empty)
    if not plan.items:
        told = ": nothing fits but open items, if any, and those that are kept for tests"
        typer.echo(f"there is nothing to ask{'' if checked.unclean else told}", err=True)
        return None
    return Game(
        Backing(checked.project, checked.findings),
        plan,
        wish,
        sys.stdout,
        clock(ways.now),
        new_name,
        database_of(ways.db, ways.profile),
        restart=ways.restart,
        record=ways.record,
        pass_mark=ways.pass_mark,
        ascii_only=ways.ascii_only,
        program=program(),
        edit=editor(),
    )


def _of_deck(checked: CheckedProject, wish: Wish, plan: Plan) -> tuple[Wish, Plan]:
    found = eligible(checked, wish)
    if found.unclean:
        names = ", ".join(found.unclean)
        told = f"left out for the errors that {program()} check shows: {names}"
        typer.echo(f"warning: {told}", err=True)
    return wish, replace(plan, items=found.items, present=found.present)


def _of_form(checked: CheckedProject, wish: Wish, plan: Plan) -> tuple[Wish, Plan]:
    """Take the items of a form, and its time where no other is told."""
    made = mock(checked, wish.form, wish.version, plan, reserved=wish.reserved)
    if made.reserved:
        told = f"{counted(made.reserved, 'item')} of this form, kept for tests; see --reserved"
        typer.echo(f"left out: {told}", err=True)
    if made.unread:
        told = f"{counted(made.unread, 'item')} of this form, which need a reader to mark them"
        typer.echo(f"left out: {told}", err=True)
    minutes = wish.minutes if wish.minutes is not None else made.form.minutes or None
    return replace(wish, version=made.form.version, minutes=minutes), made.plan


def _play(game: Game, ways: Options) -> Outcome:
    if ways.dry_run:
        return preview(game, in_json=ways.in_json)
    if ways.answers:
        text = ways.answers.read_text("utf-8", errors="replace")
        outcome = from_file(game, answers := read_answers(text), in_json=ways.in_json)
        _tell_unasked(answers.by_item.keys() - {one.key for one in outcome.session.plan.items})
        return outcome
    if ways.in_json:
        return in_json(game, _lines())
    _prepare_line_editing()
    return at_terminal(game, input)


def _tell_unasked(keys: Set[str]) -> None:
    """Warn of responses that went to no item, most likely for a slip in its id."""
    if keys:
        told = f"not asked, so that their responses count nowhere: {', '.join(sorted(keys))}"
        typer.echo(f"warning: {told}", err=True)


def _report(game: Game, ways: Options, outcome: Outcome) -> None:
    """Write the reports that were asked for, once an exam is over."""
    if not (ways.report and outcome.session.finished and outcome.session.plan.items):
        return
    from studydeck.cli.reports import save_exam  # noqa: PLC0415  (brings in the templates)

    save_exam(game, outcome, ways.report)


def _lines() -> Iterable[str]:
    return iter(sys.stdin.readline, "")


def _prepare_line_editing() -> None:
    """Let arrow keys edit the line where the system has readline; Windows does it itself."""
    try:
        import readline  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    readline.set_auto_history(False)
    readline.set_completer(lambda _text, _state: None)
