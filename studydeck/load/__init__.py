"""The first stage: YAML files become typed items that know their place."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studydeck.collector import paused_collector
from studydeck.diagnostics import Diagnostic, errors, in_order
from studydeck.model import Project


def load(root: Path, paths: Iterable[Path] = ()) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Read the project in a folder; faults are returned, all of them, in order of place.

    With `paths`, files or folders of the project, only the banks and decks among them are
    read; settings, names and sources always are, and with a deck every bank.

    Diagnostics: SD1xx and SD4xx.
    """
    # Imported here, as whoever finds a project in the cache reads no file of it.
    from studydeck.load.links import link  # noqa: PLC0415
    from studydeck.load.reader import Reader  # noqa: PLC0415
    from studydeck.load.wanted import wanted  # noqa: PLC0415

    with paused_collector():
        chosen, faults = wanted(root, tuple(paths))
        reader = Reader(root, faults)
        project = reader.project(chosen)
        lost = reader.lost()
        found = in_order([*reader.faults, *link(project, lost)])
    broken = {one.span.file.path for one in errors(found) if one.span} | reader.unread
    return replace(project, broken=frozenset(broken), unread=lost.sources), found
