"""`studydeck flagged`: what a learner found wrong, and what is suspended."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from studydeck.cli.learner import (
    AsciiOption,
    DatabaseOption,
    NowOption,
    ProfileOption,
    clock,
    database_of,
    new_name,
)
from studydeck.cli.project import ProjectOption, greet, root_of
from studydeck.cli.telling import known, program, refuse
from studydeck.load import load
from studydeck.model import Project
from studydeck.quiz.begin import identities_of
from studydeck.quiz.past import RESOLVE, Past, read_past
from studydeck.quiz.screen import Screen, make_safe
from studydeck.quiz.store import Event, Log, LogError
from studydeck.quiz.wish import project_name

JsonOption = Annotated[bool, typer.Option("--json", help="Write them as JSON.")]
ResolveOption = Annotated[
    list[str] | None,
    typer.Option(metavar="BANK/ITEM", help="Settle the flags of an item, and ask it again."),
]


def flagged(
    project: ProjectOption = None,
    resolve: ResolveOption = None,
    profile: ProfileOption = "",
    db: DatabaseOption = None,
    in_json: JsonOption = False,
    ascii_only: AsciiOption = False,
    now: NowOption = "",
) -> None:
    """List the items that you flagged or suspended, and settle them."""
    make_safe(sys.stdout, sys.stderr)
    root = root_of(project)
    greet(root, project)
    here, _ = load(root)
    path = database_of(db, profile)
    try:
        past = _settle(here, path, resolve or [], clock(now)())
    except LogError as error:
        raise refuse(str(error), error.help) from error
    rows = _rows(here, past)
    if in_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _show(Screen(sys.stdout, ascii_only=ascii_only), rows)


def _settle(project: Project, path: Path, keys: list[str], now: str) -> Past:
    """Write down what is settled, and read the log; where there is none, nothing is made."""
    identities = identities_of(project)
    for key in keys:
        known("item", key, identities)
    if not path.exists():
        return Past()
    with Log(path) as log:
        for key in keys:
            log.append(Event(new_name(), 0, now, RESOLVE, key, identities[key], {}))
        return read_past(log.events())


def _rows(project: Project, past: Past) -> list[dict[str, str]]:
    """Give a row for each remark and each suspended item of the project."""
    keys = {identity: key for key, identity in identities_of(project).items()}
    start = f"{project_name(project)}/"

    def row(identity: str, what: str, note: str, at: str) -> dict[str, str]:
        item = project.items.get(keys.get(identity, ""))
        place = item.span if item else None
        where = f"{place.file.path}:{place.file.place(place.start)[0]}" if place else ""
        return {
            "item": keys.get(identity, identity.removeprefix(start)),
            "what": what,
            "note": note,
            "at": at,
            "place": where,
            "prompt": str(item.prompt) if item else "",
        }

    flags = [
        row(one.identity, "flagged", one.note, one.at.isoformat(timespec="seconds"))
        for one in past.flagged
        if one.identity.startswith(start)
    ]
    asleep = [
        row(one, "suspended", "", "") for one in sorted(past.suspended) if one.startswith(start)
    ]
    return flags + asleep


def _show(screen: Screen, rows: list[dict[str, str]]) -> None:
    if not rows:
        screen.line(("Nothing is flagged or suspended.", ""))
    for row in rows:
        note = f": {row['note']}" if row["note"] else ""
        screen.line((row["item"], "bold"), (f" {row['what']}{note}", ""))
        gone = "no longer in the bank"
        screen.line((f"{row['place']}  {row['prompt']}" if row["place"] else gone, "dim"), indent=2)
    if rows:
        screen.line((f"{program()} flagged --resolve BANK/ITEM settles one.", "dim"))
