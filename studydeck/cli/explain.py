"""`studydeck explain`: the page of a code."""

from pathlib import Path
from typing import Annotated

import typer

from studydeck.cli.telling import known
from studydeck.rules import RULES

_PAGES = Path(__file__).parent.parent / "explain"


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Complete a code, with what it is about."""
    return [(c, rule.summary) for c, rule in RULES.items() if c.startswith(incomplete.upper())]


def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE", autocompletion=codes, help="A code, as SD301; else all are listed."
        ),
    ] = "",
) -> None:
    """Tell what a code means, with an example and the way out.

    The name of the rule does as well: quote-not-in-source.
    """
    if code:
        page = _PAGES / f"{_meant(code)}.md"
        typer.echo(page.read_text("utf-8"), nl=False)
        return
    for name, rule in RULES.items():
        typer.echo(f"{name}  {rule.severity:<7}  {rule.summary}")


def _meant(code: str) -> str:
    """Find the code that is meant: with or without SD, in any case, or by its name.

    Raises:
        typer.Exit: there is none.
    """
    by_name = {rule.name: number for number, rule in RULES.items()}
    written = code.strip().upper()
    written = f"SD{written}" if written.isdigit() else written
    if written in RULES:
        return written
    if code.lower() in by_name:
        return by_name[code.lower()]
    looks_like_a_code = written.startswith("SD") and written[2:].isdigit()
    return (
        known("code", written, RULES)
        if looks_like_a_code
        else by_name[known("rule", code.lower(), by_name)]
    )
