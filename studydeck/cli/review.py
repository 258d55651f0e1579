"""`studydeck review`: read items with their passages, and put on record that they are right."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from studydeck.check.desk import Desk, citations
from studydeck.check.staleness import accepted
from studydeck.check.stamping import stamp
from studydeck.checked import CheckedProject
from studydeck.cli.making import clock
from studydeck.cli.project import ProjectOption, greet, read, refuse_library, root_of
from studydeck.cli.telling import CLEAN, COULD_NOT_RUN, FINDINGS, refuse, tell
from studydeck.diagnostics import Diagnostic, errors
from studydeck.emit.report import count
from studydeck.load.files import read_text
from studydeck.load.reviews import with_reviews
from studydeck.model import Elements, Gaps, Item, Project, Single
from studydeck.output import write_file
from studydeck.record import LOCK, REVIEWED, Review, write_lock
from studydeck.wording import answer_text, caveats, citation_line, plain_date, prompt_text, variants

_SUSPECT, _OUTDATED = "SD326", "SD327"


def review(
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="BANK[/ITEM]", help="Items, or banks whole; else all that changed."),
    ] = None,
    project: ProjectOption = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who has read them.")] = "",
    on: Annotated[
        str, typer.Option(metavar="DATE", help="Day of the review, as 2026-05-03; else today.")
    ] = "",
    all_items: Annotated[bool, typer.Option("--all", help="Every item of the project.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before writing.")] = False,
) -> None:
    """Show items with their passages and what changed, and stamp them as right.

    Each gets a line in questions/reviewed.yaml, and questions/evidence.lock takes its
    passages as they are. `check` warns if anything that reaches a card changes afterwards,
    and refuses an item if its passage does.
    """
    root = root_of(project)
    greet(root, project)
    refuse_library(root, "reviewed")
    by = by.strip()
    if not (by and by.isprintable()):
        raise refuse("nobody is named", "say who has read the items, with --by NAME")
    day = _day(on)
    checked, found = read(root)
    chosen = _chosen(checked, found, items or [], everything=all_items)
    _only_if_sound(root, checked, found, chosen)
    if not chosen:
        typer.echo("nothing has changed since the last review")
        raise typer.Exit(CLEAN)
    desk = Desk(checked.project)
    chosen_items = [desk.project.items[key] for key in chosen]
    for item in chosen_items:
        _show(desk, item, found)
    if not (yes or _agreed(len(chosen), by)):
        raise typer.Exit(FINDINGS)
    raise _write(desk, chosen_items, by, day)


def _day(told: str) -> str:
    try:
        return date.fromisoformat(told or date.fromtimestamp(clock()).isoformat()).isoformat()
    except ValueError:
        raise refuse(f"'{told}' is no date", "write it as 2026-05-03") from None


def _chosen(
    checked: CheckedProject, found: tuple[Diagnostic, ...], asked: list[str], *, everything: bool
) -> list[str]:
    """Give the keys of the items that are meant; without any, those that changed."""
    project = checked.project
    strange = [one for one in asked if one not in project.items and one not in project.banks]
    if strange:
        raise refuse(f"there is no item or bank '{strange[0]}'", "write it as BANK/ITEM or BANK")
    changed = {one.item for one in found if one.code in {_SUSPECT, _OUTDATED}}
    wanted = set(asked) or changed
    return [k for k in project.items if everything or {k, k.partition("/")[0]} & wanted]


def _only_if_sound(
    root: Path, checked: CheckedProject, found: tuple[Diagnostic, ...], chosen: list[str]
) -> None:
    """Stop at an error of a chosen item or its sources, and at one in what would be written."""
    files = {f"questions/{LOCK}", f"questions/{REVIEWED}"}
    wrong = [
        one
        for one in errors(found)
        if (one.item in chosen and one.code != _SUSPECT)
        or (one.span and one.span.file.path in files)
    ]
    wrong += _of_sources(checked.project, found, chosen)
    if wrong:
        tell(wrong, root)
        raise typer.Exit(FINDINGS)


def _of_sources(
    project: Project, found: tuple[Diagnostic, ...], chosen: list[str]
) -> list[Diagnostic]:
    """Give the errors of sources if a chosen item cites one of them: it was not judged."""
    told = [
        one
        for one in errors(found)
        if one.span and "/sources/" in one.span.file.path and not one.item
    ]
    bad = project.unread | {Path(one.span.file.path).stem for one in told if one.span}
    cited = {one.source for key in chosen for one in citations(project.items[key])}
    return told if bad & cited else []


def _show(desk: Desk, item: Item, found: tuple[Diagnostic, ...]) -> None:
    """Show all that the stamp covers, and what changed."""
    typer.secho(item.key, bold=True)
    for line in _lines(desk, item):
        typer.echo(f"  {line}")
    for one in found:
        if one.item == item.key and one.code in {_SUSPECT, _OUTDATED}:
            told = "; ".join([one.message, *(related.message for related in one.related)])
            typer.secho(f"  changed: {told}", fg="yellow")
    typer.echo()


def _lines(desk: Desk, item: Item) -> Iterator[str]:
    yield prompt_text(item)
    for claim in item.right:
        yield f"→ {answer_text(claim.answer)}"
    if aliases := _aliases(item):
        yield f"also right: {aliases}"
    for one in item.distractors:
        yield f"✗ {one.text}" + (f" ({one.reason})" if one.reason else "")
    for told in variants(desk.project, item):
        yield f"{told.who}: {told.answer}" + (f" ({told.note})" if told.note else "")
    more = {"hint": item.hint, "explanation": item.explanation, "tags": ", ".join(item.tags)}
    more["as of"] = plain_date(item.as_of)
    yield from (f"{name}: {text}" for name, text in more.items() if text)
    yield from caveats(item)
    for passage in desk.cited(item).values():
        source = desk.project.sources[passage.source]
        yield f"“{passage.text}” {citation_line(source, passage)}"


def _aliases(item: Item) -> str:
    """Give every other wording that is right, in one line."""
    found: list[str] = []
    for claim in item.right:
        match claim.answer:
            case Single(aliases=aliases):
                found += aliases
            case Elements(aliases=each):
                found += [one for aliases in each.values() for one in aliases]
            case Gaps(gaps=gaps):
                found += [one for gap in gaps for one in gap.aliases]
    return ", ".join(found)


def _agreed(number: int, by: str) -> bool:
    if not _is_asked():
        raise refuse("nobody is there to ask", "add --yes to stamp them unasked")
    return typer.confirm(f"Stamp {count(number, 'item')} as shown, for {by}?")


def _is_asked() -> bool:
    return sys.stdin.isatty()


def _write(desk: Desk, items: list[Item], by: str, day: str) -> typer.Exit:
    """Write both files; where the reviews cannot be put in, neither."""
    folder = desk.project.root / "questions"
    path = folder / REVIEWED
    file, _ = read_text(path, path.name) if path.exists() else (None, [])
    stamps = [Review(item.key, by, day, stamp(item, desk)) for item in items]
    reviews = with_reviews(file.text if file else "", stamps)
    if reviews is None:
        raise refuse(
            f"questions/{REVIEWED} is not laid out one review a line",
            "write each review on a line of its own that starts with `- {`",
        )
    files = {REVIEWED: reviews, LOCK: write_lock(accepted(desk, items))}
    for name, text in files.items():
        failed = write_file(folder / name, text.encode())
        if failed:
            tell([failed], desk.project.root)
            return typer.Exit(COULD_NOT_RUN)
    typer.echo(f"stamped {count(len(items), 'item')}, for {by}")
    return typer.Exit(CLEAN)
