"""The first stage: YAML files become typed items that know their place."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from studydeck.collector import paused_collector
from studydeck.diagnostics import Diagnostic, errors, fault, in_order
from studydeck.load.banks import read_bank
from studydeck.load.decks import read_deck
from studydeck.load.files import read_text
from studydeck.load.links import link
from studydeck.load.nodes import Node, parse
from studydeck.load.pictures import with_pictures
from studydeck.load.settings import read_names, read_settings
from studydeck.load.sheet import Sheet
from studydeck.load.sources import read_source
from studydeck.model import Bank, DeckSpec, Name, Project, Settings, Source
from studydeck.span import File, Span

_RESERVED = frozenset({"project.yaml", "names.yaml"})
T = TypeVar("T")


def load(root: Path, paths: Iterable[Path] = ()) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Read the project in a folder; faults are returned, all of them, in order of place.

    With `paths`, only those bank files are read beside the project's settings, names and
    sources; decks then are left out.

    Diagnostics: SD1xx and SD4xx.
    """
    reader = _Reader(root)
    chosen = [path.resolve() for path in paths]
    with paused_collector():
        project = reader.project(chosen)
        reader.faults += link(project, frozenset(reader.lost))
    found = in_order(reader.faults)
    broken = frozenset(one.span.file.path for one in errors(found) if one.span)
    return Project(
        project.root, project.settings, project.names, project.sources, project.banks,
        project.decks, broken,
    ), found  # fmt: skip


class _Reader:
    """Reads the files of one project and collects their faults."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Diagnostic] = []
        self.lost: list[str] = []

    def project(self, chosen: list[Path]) -> Project:
        questions = self.root / "questions"
        files = sorted(path for path in questions.glob("*.yaml") if path.name not in _RESERVED)
        self._wrong_ending(questions)
        if chosen:
            files = [path for path in files if path.resolve() in chosen]
        settings = self._one(questions / "project.yaml", read_settings) or Settings()
        names: tuple[Name, ...] = self._one(questions / "names.yaml", read_names) or ()
        sources: dict[str, Source] = {}
        for path in sorted((questions / "sources").glob("*.yaml")):
            source = self._source(path)
            if source:
                sources[str(source.id)] = source
        banks: dict[str, Bank] = {}
        for path in files:
            bank = self._one(path, _with_stem(read_bank, path.stem))
            if bank:
                banks[str(bank.id)] = with_pictures(bank, self.root)
            else:
                self.lost.append(path.stem)
        if not files:
            self._no_banks(questions)
        decks = {} if chosen else self._decks()
        return Project(self.root, settings, names, sources, banks, decks)

    def _decks(self) -> dict[str, DeckSpec]:
        found: dict[str, DeckSpec] = {}
        for path in sorted((self.root / "decks").glob("*.yaml")):
            deck = self._one(path, _with_stem(read_deck, path.stem))
            if deck:
                found[str(deck.id)] = deck
        return found

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _parse(self, path: Path) -> tuple[Sheet, Node] | None:
        file, faults = read_text(path, self._shown(path))
        self.faults += faults
        if file is None or faults:
            return None
        node, faults = parse(file)
        self.faults += faults
        return None if node is None else (Sheet(file), node)

    def _one(self, path: Path, read: Callable[[Sheet, Node], T]) -> T | None:
        if path.name in _RESERVED and not path.exists():
            return None
        parsed = self._parse(path)
        if parsed is None:
            return None
        made = read(*parsed)
        self.faults += parsed[0].faults
        return made

    def _source(self, path: Path) -> Source | None:
        parsed = self._parse(path)
        source = None
        if parsed is not None:
            source, faults = read_source(*parsed, path.stem, path, self.root)
            self.faults += [*parsed[0].faults, *faults]
        if source is None:
            self.lost.append(path.stem)
        return source

    def _wrong_ending(self, folder: Path) -> None:
        for path in sorted(folder.glob("*.yml")):
            self.faults.append(
                fault("SD408", Span(File(self._shown(path), ""), 0, 0),
                      f"'{path.name}' is not read: bank files end in .yaml",
                      help=f"rename it to {path.stem}.yaml")
            )  # fmt: skip

    def _no_banks(self, questions: Path) -> None:
        lacks = "are no banks in" if questions.is_dir() else "is no folder"
        self.faults.append(
            fault("SD406", None, f"there {lacks} `questions/`",
                  help="write a bank such as questions/dates.yaml, or name a folder with --project")
        )  # fmt: skip


def _with_stem(read: Callable[[Sheet, Node, str], T], stem: str) -> Callable[[Sheet, Node], T]:
    return lambda sheet, node: read(sheet, node, stem)
