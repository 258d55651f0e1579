"""`studydeck quiz`: ask the items of a deck or a bank."""

import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from studydeck.check import CheckedProject
from studydeck.cli.project import ProjectOption, deck_ids, greet, read, root_of
from studydeck.cli.telling import program, refuse
from studydeck.grade import lexicon_of
from studydeck.quiz.backing import Backing
from studydeck.quiz.machine import AnswersError, read_answers
from studydeck.quiz.plan import Plan
from studydeck.quiz.play import Game, at_terminal, from_file, in_json
from studydeck.quiz.screen import make_safe
from studydeck.quiz.store import LogError
from studydeck.quiz.wish import Wish, WishError, eligible

NOTHING, INTERRUPTED = 1, 130
NO_TERMINAL = "the quiz needs a terminal"
INSTEAD = "--answers FILE grades responses from a file, --json asks and answers in JSON Lines"

DeckArgument = Annotated[
    str,
    typer.Argument(
        metavar="DECK|bank:ID", autocompletion=deck_ids, help="What to ask; else the first deck."
    ),
]
BankOption = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only items of this bank.")
]
KindOption = Annotated[
    list[str] | None, typer.Option(metavar="KIND", help="Only items of this kind.")
]
TagOption = Annotated[
    list[str] | None, typer.Option(metavar="TAG", help="Only items with this tag.")
]
LimitOption = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Ask at most so many items.")
]
SeedOption = Annotated[str, typer.Option(metavar="SEED", help="Ask in the order of this seed.")]
AsciiOption = Annotated[bool, typer.Option("--ascii", help="Write ASCII only.")]
ExamOption = Annotated[bool, typer.Option("--exam", help="No hints, no feedback before the end.")]
PassMarkOption = Annotated[
    float,
    typer.Option(
        metavar="PERCENT", min=0, max=100, help="In per cent; an exam below it exits with 1."
    ),
]
MissedOption = Annotated[
    bool, typer.Option("--missed", help="Only what was wrong the last time it was asked.")
]
RestartOption = Annotated[
    bool, typer.Option("--restart", help="Leave an unfinished session and begin anew.")
]
DatabaseOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", envvar="STUDYDECK_DB", help="File that keeps your responses."),
]
AnswersOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Grade the responses in this file; keep nothing."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Talk in JSON Lines, for other programs.")]


@dataclass(frozen=True)
class _Ways:
    """How the quiz is to be run, apart from what it asks."""

    database: Path | None
    restart: bool
    pass_mark: float
    answers: Path | None
    in_json: bool
    ascii_only: bool


def quiz(
    deck: DeckArgument = "",
    *,
    project: ProjectOption = None,
    bank: BankOption = None,
    kind: KindOption = None,
    tag: TagOption = None,
    limit: LimitOption = None,
    seed: SeedOption = "",
    exam: ExamOption = False,
    pass_mark: PassMarkOption = 0,
    missed: MissedOption = False,
    restart: RestartOption = False,
    db: DatabaseOption = None,
    answers: AnswersOption = None,
    in_json: JsonOption = False,
    ascii_only: AsciiOption = False,
) -> None:
    """Ask the items of a deck, show the passages, and keep the responses.

    Stop at any time with Ctrl-C: what you answered is saved, and the same command goes on.
    """
    wish = Wish(
        deck, tuple(bank or ()), tuple(kind or ()), tuple(tag or ()), limit, seed, exam, missed
    )
    ways = _Ways(db, restart, pass_mark, answers, in_json, ascii_only)
    raise typer.Exit(_quiz(project, wish, ways))


def _quiz(folder: Path | None, wish: Wish, ways: _Ways) -> int:
    make_safe(sys.stdin, sys.stdout, sys.stderr)
    if not (ways.answers or ways.in_json or sys.stdin.isatty()):
        raise refuse(NO_TERMINAL, INSTEAD)
    try:
        root = root_of(folder)
        greet(root, folder)
        checked, _ = read(root)
        game = _game(checked, wish, ways)
        return _play(game, ways) if game else NOTHING
    except WishError as error:
        raise refuse(str(error), error.help) from error
    except (AnswersError, LogError) as error:
        raise refuse(str(error)) from error
    except KeyboardInterrupt:
        return INTERRUPTED


def _game(checked: CheckedProject, wish: Wish, ways: _Ways) -> Game | None:
    """Set a session up; None if there is nothing to ask."""
    found = eligible(checked, wish)
    if found.unclean:
        names = ", ".join(found.unclean)
        told = f"left out for the errors that {program()} check shows: {names}"
        typer.echo(f"warning: {told}", err=True)
    if not found.items:
        typer.echo("there is nothing to ask", err=True)
        return None
    plan = Plan(
        found.items,
        wish.seed or secrets.token_hex(3),
        exam=wish.exam,
        present=found.present,
        lexicon=lexicon_of(checked.project),
    )
    return Game(
        Backing(checked.project, checked.findings),
        plan,
        wish,
        sys.stdout,
        lambda: datetime.now(UTC).isoformat(timespec="milliseconds"),
        lambda: secrets.token_hex(8),
        ways.database or _default_database(),
        restart=ways.restart,
        pass_mark=ways.pass_mark,
        ascii_only=ways.ascii_only,
        program=program(),
    )


def _default_database() -> Path:
    return user_data_path("studydeck", appauthor=False) / "responses.sqlite"


def _play(game: Game, ways: _Ways) -> int:
    if ways.answers:
        text = ways.answers.read_text("utf-8", errors="replace")
        return from_file(game, read_answers(text), in_json=ways.in_json)
    if ways.in_json:
        return in_json(game, _lines())
    _prepare_line_editing()
    return at_terminal(game, input)


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
