"""What the commands of learners share: where their responses are, the time, and a wish."""

import os
import re
import secrets
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import wraps
from inspect import Parameter, Signature
from pathlib import Path
from shutil import which
from typing import Annotated, Any, TypeVar, cast, get_type_hints

import typer
from platformdirs import user_data_path

from studydeck.cli.project import ProjectOption, deck_ids
from studydeck.cli.telling import refuse
from studydeck.quiz.wish import Wish

DatabaseOption = Annotated[
    Path | None,
    typer.Option(
        "--db", metavar="FILE", envvar="STUDYDECK_DB", help="File that keeps your responses."
    ),
]
ProfileOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        envvar="STUDYDECK_PROFILE",
        help="Keep responses under a name, where several learn on one machine.",
    ),
]
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
    list[str] | None,
    typer.Option(metavar="TAG", help="Only items with this tag; a+b wants both."),
]
SourceOption = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only items that cite this source.")
]
NotOption = Annotated[
    list[str] | None,
    typer.Option("--not", metavar="WHAT:ID", help="No item of this; such as tag:extra, kind:set."),
]
FormOption = Annotated[
    str, typer.Option(metavar="DECK/FORM", help="The items of a printed form, as on paper.")
]
VersionOption = Annotated[
    str, typer.Option("--version", metavar="LETTER", help="Version of the form; else the first.")
]
AsciiOption = Annotated[bool, typer.Option("--ascii", help="Write ASCII only.")]


ReservedOption = Annotated[
    bool, typer.Option("--reserved", help="With --form: also items that are kept for tests.")
]
NowOption = Annotated[str, typer.Option(metavar="TIME", hidden=True)]
T = TypeVar("T")


def database_of(db: Path | None, profile: str) -> Path:
    """Give the file that keeps the responses of a learner.

    Raises:
        typer.Exit: the profile has no proper name.
    """
    if db is not None:
        return db
    if not re.fullmatch(r"[a-z0-9]*(-[a-z0-9]+)*", profile):
        raise refuse(f"'{profile}' is no name of a profile", "use small letters, digits, hyphens")
    folder = user_data_path("studydeck", appauthor=False)
    return folder / (f"responses-{profile}.sqlite" if profile else "responses.sqlite")


def clock(told: str) -> Callable[[], str]:
    """Give a function that tells the time as UTC text; a told time stands still.

    Raises:
        typer.Exit: the told time is none.
    """
    if not told:
        return lambda: datetime.now(UTC).isoformat(timespec="milliseconds")
    try:
        at = datetime.fromisoformat(told).astimezone(UTC)
    except ValueError as error:
        help = "write it as 2026-05-01T10:00"
        raise refuse(f"'--now {told}' is no time", help) from error
    return lambda: at.isoformat(timespec="milliseconds")


def new_name() -> str:
    """Make up the name of a session."""
    return secrets.token_hex(8)


def editor() -> Callable[[Path, int], str] | None:
    """Give a function that opens a file at a line in the learner's editor, if one is set.

    It waits for the editor, and gives what went wrong, or nothing.
    """
    told = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        words = shlex.split(told) if told else []
    except ValueError:  # a quotation mark that is not closed
        words = []
    program = which(words[0]) if words else None
    if program is None:
        return None

    def edit(path: Path, line: int) -> str:
        at = [f"{path}:{line}"] if Path(program).stem in _BY_COLON else [f"+{line}", str(path)]
        at = ["--goto", *at] if Path(program).stem in {"code", "codium", "cursor"} else at
        done = subprocess.run([program, *words[1:], *at], check=False)  # noqa: S603  (their own)
        return "" if done.returncode == 0 else f"The editor ended with {done.returncode}."

    return edit


_BY_COLON = frozenset({"code", "codium", "cursor", "hx", "helix", "subl", "zed"})


@dataclass(frozen=True)
class Filters:
    """The options by which the quiz and the statistics select items."""

    deck: DeckArgument = ""
    project: ProjectOption = None
    bank: BankOption = None
    kind: KindOption = None
    tag: TagOption = None
    source: SourceOption = None
    none_of: NotOption = None
    form: FormOption = ""
    version: VersionOption = ""
    reserved: ReservedOption = False
    profile: ProfileOption = ""
    db: DatabaseOption = None
    ascii_only: AsciiOption = False
    now: NowOption = ""

    @property
    def wish(self) -> Wish:
        """What these options select, to be studied."""
        return Wish(
            self.deck,
            banks=tuple(self.bank or ()),
            kinds=tuple(self.kind or ()),
            tags=tuple(self.tag or ()),
            sources=tuple(self.source or ()),
            none_of=tuple(self.none_of or ()),
            form=self.form,
            version=self.version,
            reserved=self.reserved,
        )


def takes(options: type[T]) -> Callable[[Callable[[T], None]], Callable[..., None]]:
    """Let a command have the fields of a dataclass as its options, and get one of it."""

    def dress(command: Callable[[T], None]) -> Callable[..., None]:
        @wraps(command)
        def dressed(**told: Any) -> None:
            command(options(**told))

        hints = get_type_hints(options, include_extras=True)
        parameters = [
            Parameter(
                one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name]
            )
            for one in fields(cast(Any, options))
        ]
        dressed.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        dressed.__annotations__ = hints
        del dressed.__wrapped__  # typer would look through to the command itself
        return dressed

    return dress
