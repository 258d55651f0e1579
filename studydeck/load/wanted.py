"""Which files of a project are to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studydeck.diagnostics import Diagnostic
from studydeck.load.saying import say
from studydeck.record import REVIEWED
from studydeck.span import File, Span

RESERVED = frozenset({"project.yaml", "names.yaml", REVIEWED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files to read, each sort in order of name; `skipped` banks are not."""

    sources: tuple[Path, ...]
    banks: tuple[Path, ...]
    decks: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()


def wanted(root: Path, paths: tuple[Path, ...]) -> tuple[Wanted, list[Diagnostic]]:
    """List the files of a project, or of it what `paths` name; tells what is not read."""
    questions = root / "questions"
    banks = tuple(path for path in _yaml(questions) if path.name not in RESERVED)
    every = Wanted(_yaml(questions / "sources"), banks, _yaml(root / "decks"))
    faults = list(_misnamed(root))
    if not paths:
        return every, [*faults, *_no_banks(questions, banks)]
    chosen = [path.resolve() for path in paths]
    decks = tuple(path for path in every.decks if _among(path, chosen))
    known = {path.resolve() for path in (*every.sources, *banks, *every.decks)}
    known |= {(questions / name).resolve() for name in RESERVED}
    for path in paths:
        faults += _unknown(path, known)
    taken = banks if decks else tuple(path for path in banks if _among(path, chosen))
    left = tuple(path for path in banks if path not in taken)
    return Wanted(every.sources, taken, decks, left), faults


def _yaml(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.yaml")))


def _among(path: Path, chosen: list[Path]) -> bool:
    path = path.resolve()
    return any(one == path or one in path.parents for one in chosen)


def _unknown(path: Path, known: set[Path]) -> Iterator[Diagnostic]:
    """Refuse a path that names nothing of the project."""
    whole = path.resolve()
    if whole in known or any(whole in one.parents for one in known):
        return
    shown = path.as_posix()
    lacks = "is no bank, source or deck of this project" if path.exists() else "is not there"
    yield say("SD125", Span(File(shown, ""), 0, 0), f"'{shown}' {lacks}",
              "name a file such as questions/dates.yaml")  # fmt: skip


def _misnamed(root: Path) -> Iterator[Diagnostic]:
    """Speak of files that were most likely meant to be read."""
    for folder in ("questions", "questions/sources", "decks"):
        for path in sorted((root / folder).glob("*.yml")):
            place = Span(File(f"{folder}/{path.name}", ""), 0, 0)
            yield say("SD408", place, f"'{path.name}' is not read: files end in .yaml here",
                      f"rename it to {path.stem}.yaml")  # fmt: skip


def _no_banks(questions: Path, banks: tuple[Path, ...]) -> Iterator[Diagnostic]:
    if not banks:
        lacks = "are no banks in" if questions.is_dir() else "is no folder"
        yield say("SD406", None, f"there {lacks} `questions/`",
                  "write a bank such as questions/dates.yaml, or name a folder with"
                  " --project")  # fmt: skip
