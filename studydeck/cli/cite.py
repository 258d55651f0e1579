"""`studydeck cite`: propose the passage that proves an item."""

from typing import Annotated

import typer

from studydeck.check.desk import Desk
from studydeck.check.finding import proposals
from studydeck.cli.project import ProjectOption, greet, read, root_of
from studydeck.cli.telling import CLEAN, FINDINGS, known
from studydeck.wording import answer_text, prompt_text


def cite(
    item: Annotated[str, typer.Argument(metavar="BANK/ITEM", help="The item to find proof for.")],
    project: ProjectOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many passages to show.")] = 3,
) -> None:
    """Propose the passage that proves an item.

    Every passage of every source is tried with the rules of `check`. Copy the line into the
    bank; nothing is written. Exits with 1 if no passage proves any of it.
    """
    root = root_of(project)
    greet(root, project)
    checked, _ = read(root)
    items = checked.project.items
    one = items[known("item", item, items)]
    typer.secho(one.key, bold=True)
    typer.echo(f"  {prompt_text(one)}\n  → {answer_text(one.answer)}\n")
    found = proposals(one, Desk(checked.project))
    for proposal in found[:limit]:
        share = "" if proposal.some == proposal.all else f"  # {proposal.some} of {proposal.all}"
        typer.echo(f"  cite: {proposal.cite}{share}")
        typer.echo(f"    {proposal.text}\n")
    if not found:
        typer.echo("no passage proves it: a source is missing, or it is worded otherwise", err=True)
    raise typer.Exit(CLEAN if found else FINDINGS)
