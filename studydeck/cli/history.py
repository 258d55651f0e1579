"""`studydeck history`: the log of responses as a file, and back."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from studydeck.cli.learner import DatabaseOption, ProfileOption, database_of
from studydeck.cli.reports import save
from studydeck.cli.telling import refuse
from studydeck.quiz.exchange import ExchangeError, as_csv, as_jsonl, read_history
from studydeck.quiz.merge import merge
from studydeck.quiz.store import Log, LogError


def history(
    action: Annotated[Literal["export", "import"], typer.Argument(help="What to do.")],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="A .csv file, or else JSON Lines; to export, the output."
        ),
    ] = None,
    profile: ProfileOption = "",
    db: DatabaseOption = None,
    csv: Annotated[bool, typer.Option("--csv", help="Export CSV.")] = False,
) -> None:
    """Take your responses to another machine, and bring those of another in.

    What is there already is not counted twice, however often it is imported.
    """
    database = database_of(db, profile)
    try:
        if action == "import":
            _bring_in(database, file)
        else:
            _take_out(database, file, csv=csv)
    except ExchangeError as error:
        raise refuse(f"'{file}': {error}", "nothing of it was imported") from error
    except LogError as error:
        raise refuse(str(error), error.help) from error


def _take_out(database: Path, file: Path | None, *, csv: bool) -> None:
    if not database.exists():
        raise refuse(f"there are no responses yet in '{database}'")
    with Log(database) as log:
        events = log.events()
    text = as_csv(events) if csv or (file and file.suffix == ".csv") else as_jsonl(events)
    if file:
        save(file, text)
    else:
        typer.echo(text, nl=False)


def _bring_in(database: Path, file: Path | None) -> None:
    if file is None:
        raise refuse("a file to import is missing", "studydeck history import FILE")
    try:
        theirs = read_history(file.read_bytes().decode())
    except UnicodeDecodeError as error:
        raise refuse(f"'{file}' is not UTF-8", "export it anew") from error
    with Log(database) as log:
        merged = merge(log.events(), theirs)
        log.add(merged.new)
    typer.echo(f"{len(merged.new)} events brought in, {merged.known} were there already")
