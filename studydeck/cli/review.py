"""`studydeck review`: read items with their passages, and put on record that they are right."""

import sys
from datetime import date
from typing import Annotated

import typer

from studydeck.check import CheckedProject
from studydeck.check.desk import Desk
from studydeck.check.staleness import accept, stamp
from studydeck.cli.making import clock
from studydeck.cli.project import ProjectOption, greet, read, root_of
from studydeck.cli.telling import CLEAN, FINDINGS, refuse, tell
from studydeck.diagnostics import Diagnostic, errors
from studydeck.emit.report import count
from studydeck.load.root import builtin_root
from studydeck.model import Item, Verdict
from studydeck.output import write_file
from studydeck.record import LOCK, REVIEWED, Review, write_lock, write_reviews
from studydeck.wording import answer_text, prompt_text, proofs

_FINE = (Verdict.SUPPORTED, Verdict.UNCHECKED)
_SUSPECT = "SD326"


def review(
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="BANK[/ITEM]", help="Items, or banks whole; else all that changed."),
    ] = None,
    project: ProjectOption = None,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Who has read them; notes it in reviewed.txt.")
    ] = "",
    on: Annotated[
        str, typer.Option(metavar="DATE", help="Day of the review, as 2026-05-03; else today.")
    ] = "",
    all_items: Annotated[bool, typer.Option("--all", help="Every item of the project.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before writing.")] = False,
) -> None:
    """Show items with their passages and what changed, and accept them.

    Writes questions/evidence.lock, and with --by a line for each item in questions/reviewed.txt.
    From then on `check` tells if a passage changes under an accepted item.
    """
    root = root_of(project)
    greet(root, project)
    if root == builtin_root() and root.name == "library":
        raise refuse("the built-in library is reviewed by its authors", "name a project of yours")
    day = _day(on)
    checked, found = read(root)
    chosen = _chosen(checked, found, items or [], everything=all_items)
    wrong = [one for one in errors(found) if one.code != _SUSPECT and one.item in chosen]
    if wrong:
        tell(wrong, root)
        raise typer.Exit(FINDINGS)
    for key in chosen:
        _show(checked, checked.project.items[key], found)
    if not chosen:
        typer.echo("nothing has changed since the last review")
        raise typer.Exit(CLEAN)
    if not (yes or _agreed(len(chosen))):
        raise typer.Exit(FINDINGS)
    _write(checked, chosen, by.strip(), day)


def _day(told: str) -> str:
    try:
        return date.fromisoformat(told or date.fromtimestamp(clock()).isoformat()).isoformat()
    except ValueError:
        raise refuse(f"'{told}' is no date", "write it as 2026-05-03") from None


def _chosen(
    checked: CheckedProject, found: tuple[Diagnostic, ...], asked: list[str], *, everything: bool
) -> list[str]:
    """Give the keys of the items that are meant; without any, those new or suspect."""
    project = checked.project
    strange = [one for one in asked if one not in project.items and one not in project.banks]
    if strange:
        raise refuse(f"there is no item or bank '{strange[0]}'", "write it as BANK/ITEM or BANK")
    if everything or asked:
        wanted = set(asked)
        return [k for k in project.items if everything or {k, k.partition("/")[0]} & wanted]
    suspect = {one.item for one in found if one.code == _SUSPECT}
    fine = {key for key, one in checked.findings.items() if one.verdict in _FINE}
    return [key for key in project.items
            if key in suspect or (key in fine and key not in project.record.cited)]  # fmt: skip


def _show(checked: CheckedProject, item: Item, found: tuple[Diagnostic, ...]) -> None:
    typer.secho(item.key, bold=True)
    typer.echo(f"  {prompt_text(item)}")
    for claim in item.claims:
        typer.echo(f"  → {answer_text(claim.answer)}")
    for proof in proofs(checked.project, item):
        typer.echo(f"  “{proof.text}” {proof.where}")
    for one in found:
        if one.code == _SUSPECT and one.item == item.key:
            typer.secho(f"  changed: {'; '.join(r.message for r in one.related)}", fg="yellow")
    typer.echo()


def _agreed(number: int) -> bool:
    if not sys.stdin.isatty():
        raise refuse("nobody is there to ask", "add --yes to accept them unasked")
    return typer.confirm(f"Accept {count(number, 'item')} as shown?")


def _write(checked: CheckedProject, chosen: list[str], by: str, day: str) -> None:
    desk = Desk(checked.project)
    items = [checked.project.items[key] for key in chosen]
    folder = checked.project.root / "questions"
    files = {LOCK: write_lock(accept(desk, items))}
    if by:
        path = folder / REVIEWED
        text = path.read_text("utf-8") if path.exists() else ""
        stamps = [Review(item.key, day, stamp(item, desk), by) for item in items]
        files[REVIEWED] = write_reviews(text, stamps)
    faults = [f for name, text in files.items() if (f := write_file(folder / name, text.encode()))]
    tell(faults, checked.project.root)
    typer.echo(f"accepted {count(len(items), 'item')}" + (f", reviewed by {by}" if by else ""))
    raise typer.Exit(FINDINGS if faults else CLEAN)
