"""Reports on exams as files."""

import json
from collections.abc import Iterable
from pathlib import Path

import typer

from studydeck.cli.telling import refuse
from studydeck.emit.render import render
from studydeck.output import write_file
from studydeck.quiz.begin import Game
from studydeck.quiz.play import Outcome
from studydeck.quiz.report import exam_report


def save(path: Path, data: str) -> None:
    """Write a file and say so.

    Raises:
        typer.Exit: it cannot be written.
    """
    fault = write_file(path, data.encode())
    if fault:
        raise refuse(fault.message, fault.help)
    typer.echo(f"written: {path}", err=True)


def save_exam(game: Game, outcome: Outcome, paths: Iterable[Path]) -> None:
    """Write how an exam went, as JSON or HTML by the name of the file."""
    report = exam_report(game, outcome)
    for path in paths:
        if path.suffix == ".json":
            save(path, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
        else:
            save(path, render("quiz/exam.html", report=report))
