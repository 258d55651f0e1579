"""What `build`, `release` and `print` share: the clock, locks, and files that were made."""

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import typer

from studydeck.checked import CheckedProject
from studydeck.cli.project import greet, is_of_assembly, read, root_of
from studydeck.cli.telling import CLEAN, COULD_NOT_RUN, FINDINGS, known, refuse, tell
from studydeck.diagnostics import Diagnostic, errors, fault, in_order
from studydeck.load.files import read_text
from studydeck.lock import Lock, read_lock
from studydeck.model import DeckSpec
from studydeck.output import write_file
from studydeck.rows import conflict, line_span

_UNWRITTEN = "SD509"


def clock() -> int:
    """Give the time of a build in Unix seconds: SOURCE_DATE_EPOCH, or now.

    Source: reproducible-builds.org, the specification of SOURCE_DATE_EPOCH.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        return int(time.time())
    if not (told.isascii() and told.isdigit() and len(told) <= 10):
        raise refuse(f"SOURCE_DATE_EPOCH is '{told}', which is no number of seconds since 1970")
    return int(told)


def lock_path(root: Path, deck: str) -> Path:
    """Say where the lock of a deck is."""
    return root / "decks" / f"{deck}.lock"


def changes_path(root: Path, deck: str) -> Path:
    """Say where the list of what was new in each release of a deck is."""
    return root / "decks" / f"{deck}.changes.md"


def changes_of(root: Path, deck: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Read the list of changes; before the first release it is empty, a damaged one is none.

    Diagnostics: SD507.
    """
    path = changes_path(root, deck)
    if not path.exists():
        return "", ()
    file, faults = read_text(path, f"decks/{path.name}")
    if file is None or faults:
        return None, tuple(faults)
    line = conflict(file)
    if line:
        advice = "put the sections of both into one file, the newest first"
        what = "the list of changes has a conflict of two branches"
        return None, (fault("SD507", line_span(file, line), what, help=advice),)
    return file.text, ()


def lock_of(root: Path, deck: str, now: int) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """Read the lock of a deck; before the first release it is one without lines."""
    path = lock_path(root, deck)
    if not path.exists():
        return Lock(), ()
    shown = f"decks/{path.name}"
    file, faults = read_text(path, shown)
    if file is None or faults:
        return None, tuple(faults)
    return read_lock(file.text, shown, now)


@dataclass
class Workshop:
    """One run of a command that makes files: what was read, made, and found fault with.

    `asked` are the deck files that the command is about. `files` are the paths of what was
    made, with a few words on each.
    """

    root: Path
    output: Path
    checked: CheckedProject
    found: tuple[Diagnostic, ...]
    asked: set[str] = field(default_factory=set)
    files: list[tuple[Path, str]] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def open(cls, project: Path | None, output: Path) -> "Workshop":
        """Read and check the project that is meant."""
        root = root_of(project)
        greet(root, project)
        checked, found = read(root)
        return cls(root, output, checked, tuple(one for one in found if not is_of_assembly(one)))

    def decks(self, wanted: Iterable[str] = ()) -> tuple[DeckSpec, ...]:
        """Give the decks that are wanted by id, or all; `end` tells which cannot be read.

        Raises:
            typer.Exit: there is no such deck, or none at all.
        """
        decks = self.checked.project.decks
        paths = map(PurePosixPath, self.checked.project.broken)
        broken = {path.stem for path in paths if path.parent.name == "decks"}
        names = list(dict.fromkeys(wanted)) or sorted({*decks, *broken})
        if not names:
            raise refuse("the project has no decks", "write one as decks/all.yaml")
        for name in names:
            known("deck", name, {*decks, *broken})
        self.asked |= {f"decks/{name}.yaml" for name in names}
        return tuple(decks[name] for name in names if name not in broken)

    def note(self, faults: Iterable[Diagnostic]) -> None:
        """Keep findings until the end, when all of them are told in order."""
        self.faults += faults

    def save(self, name: str, data: bytes, what: str) -> None:
        """Write a file into the folder for outputs, and note it or why it failed."""
        path = self.output / name
        failed = write_file(path, data)
        if failed:
            self.faults.append(failed)
        else:
            self.files.append((path, what))

    @property
    def refused(self) -> bool:
        """Whether anything that was asked for cannot be made, for errors in what authors wrote."""
        found = any(one.code != _UNWRITTEN for one in errors(self.faults))
        return found or not self.asked.isdisjoint(self.checked.project.broken)

    def end(self) -> typer.Exit:
        """Tell what kept anything from being made, and give the exit for it."""
        if self.refused:
            files = {one.span.file.path for one in self.faults if one.span}
            self.faults += self._errors_in(files | self.asked)
        tell(in_order(self.faults), self.root)
        if any(one.code == _UNWRITTEN for one in self.faults):
            return typer.Exit(COULD_NOT_RUN)
        return typer.Exit(FINDINGS if errors(self.faults) else CLEAN)

    def _errors_in(self, files: Iterable[str]) -> Iterator[Diagnostic]:
        """Give the errors of some banks and decks, and those that are in neither."""
        others = {bank.file.path for bank in self.checked.project.banks.values()}
        for one in errors(self.found):
            path = one.span.file.path if one.span else ""
            if path in files or not (path in others or path.startswith("decks/")):
                yield one
