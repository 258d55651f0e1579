"""Reads the files of one project, each sort with its own reader, and collects their faults."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from studydeck.diagnostics import Diagnostic
from studydeck.load.banks import read_bank
from studydeck.load.decks import read_deck
from studydeck.load.files import read_text, stays
from studydeck.load.links import Lost
from studydeck.load.mend import read_document
from studydeck.load.nodes import Node
from studydeck.load.pictures import unused_pictures, with_look, with_pictures
from studydeck.load.reviews import read_reviews
from studydeck.load.saying import say
from studydeck.load.settings import read_names, read_settings
from studydeck.load.sheet import Sheet
from studydeck.load.sources import read_source
from studydeck.load.wanted import Wanted
from studydeck.model import Bank, DeckSpec, Name, Project, Settings, Source
from studydeck.record import LOCK, NOTHING, REVIEWED, Record, read_lock
from studydeck.span import File, Span

T = TypeVar("T")
N = TypeVar("N", Source, Bank, DeckSpec)


class Reader:
    """Reads files; `unread` are those that brought less than they say, by path as shown."""

    def __init__(self, root: Path, faults: list[Diagnostic]) -> None:
        """Start with the faults that are known before any file is read."""
        self.root = root
        self.faults = faults
        self.unread: set[str] = set()
        self._lost_sources: set[str] = set()
        self._lost_banks: set[str] = set()

    def project(self, files: Wanted) -> Project:
        """Read all files that are wanted."""
        questions = self.root / "questions"
        settings = self._reserved(questions / "project.yaml", read_settings) or Settings()
        names: tuple[Name, ...] = self._reserved(questions / "names.yaml", read_names) or ()
        sources: dict[str, Source] = {}
        for path in files.sources:
            source = self._source(path)
            if source:
                _keep(sources, source, path)
        banks: dict[str, Bank] = {}
        for path in files.banks:
            bank = self._bank(path)
            if bank:
                _keep(banks, bank, path)
        self._lost_banks |= {path.stem for path in files.skipped}
        decks: dict[str, DeckSpec] = {}
        for path in files.decks:
            deck = self._deck(path)
            if deck:
                _keep(decks, deck, path)
        if not self._lost_banks and len(decks) == len(files.decks):
            self.faults += unused_pictures(self.root, banks.values(), decks.values())
        record = self._record(questions)
        return Project(self.root, settings, names, sources, banks, decks, record=record)

    def _record(self, questions: Path) -> Record:
        """Read what was proved and reviewed before; a damaged file counts as empty."""
        reviews = self._reserved(questions / REVIEWED, read_reviews) or {}
        path = questions / LOCK
        if not (path.exists() or path.is_symlink()):
            return Record(reviews=reviews)
        file = self._file(path)
        lock, faults = read_lock(file.text, file.path) if file else (None, ())
        self.faults += faults
        if lock is None:
            self.unread.add(self._shown(path))
        return replace(lock or NOTHING, reviews=reviews)

    def lost(self) -> Lost:
        """Tell which sources and banks were not read, or not whole."""
        return Lost(frozenset(self._lost_sources), frozenset(self._lost_banks))

    def _shown(self, path: Path) -> str:
        name = path.relative_to(self.root).as_posix()
        return name.encode("utf-8", "replace").decode("utf-8")

    def _reserved(self, path: Path, read: Callable[[Sheet, Node], T]) -> T | None:
        return self._read(path, read) if path.exists() or path.is_symlink() else None

    def _read(self, path: Path, read: Callable[[Sheet, Node], T]) -> T | None:
        sheet, node = self._open(path)
        made = read(sheet, node) if sheet and node is not None else None
        if sheet:
            self.faults += sheet.faults
        return made

    def _open(self, path: Path) -> tuple[Sheet | None, Node | None]:
        """Parse a file; notes it as unread if it is not whole."""
        known = len(self.faults)
        file = self._file(path)
        if file is None:
            return None, None
        hidden = len(self.faults) > known
        document = read_document(file, hidden=hidden)
        self.faults += document.faults
        sheet = Sheet(file, document.blanks, hidden=hidden)
        if not sheet.whole:
            self.unread.add(file.path)
        return sheet, document.root

    def _file(self, path: Path) -> File | None:
        """Read a file of the project; notes it as unread if that fails."""
        shown = self._shown(path)
        if not stays(self.root, path):
            file, faults = None, [
                say("SD407", Span(File(shown, ""), 0, 0), f"'{shown}' leads out of the project",
                    "put the file itself there, not a link to it")
            ]  # fmt: skip
        else:
            file, faults = read_text(path, shown)
        if file is None:
            self.unread.add(shown)
        self.faults += faults
        return file

    def _bank(self, path: Path) -> Bank | None:
        bank = self._read(path, lambda sheet, node: read_bank(sheet, node, path.stem))
        if bank is None or bank.id != path.stem:
            self._lost_banks.add(path.stem)
        if bank and self._shown(path) in self.unread:
            self._lost_banks.add(str(bank.id))
        if bank is None:
            return None
        bank, faults = with_pictures(bank, self.root)
        self.faults += faults
        return bank

    def _deck(self, path: Path) -> DeckSpec | None:
        deck = self._read(path, lambda sheet, node: read_deck(sheet, node, path.stem))
        if deck is None:
            return None
        deck, faults = with_look(deck, self.root)
        self.faults += faults
        return deck

    def _source(self, path: Path) -> Source | None:
        sheet, node = self._open(path)
        source, faults = None, list[Diagnostic]()
        if sheet and node is not None:
            source, faults = read_source(sheet, node, path.stem, path, self.root)
            self.faults += [*sheet.faults, *faults]
        shown = self._shown(path)
        if faults:
            self.unread.add(shown)
        if source is None or source.id != path.stem:
            self._lost_sources.add(path.stem)
        if source and shown in self.unread:
            self._lost_sources.add(str(source.id))
        return source


def _keep(found: dict[str, N], made: N, path: Path) -> None:
    """Keep what was read under its id; of two with one id, that whose file has the name."""
    if made.id not in found or made.id == path.stem:
        found[str(made.id)] = made
