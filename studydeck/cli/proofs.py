"""The caches: what was read and checked already, by the digests of the files and of the engine."""

import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from studydeck.collector import paused_collector
from studydeck.diagnostics import Diagnostic
from studydeck.digests import SHIPPED, engine
from studydeck.load.root import builtin_root
from studydeck.memory import Memory, read_memory, write_memory
from studydeck.output import write_file

if TYPE_CHECKING:
    from studydeck.checked import CheckedProject
    from studydeck.model import Project


def known(root: Path, files: dict[str, str] | None) -> Memory | None:
    """Give what was found the last time, if no file and no rule has changed since."""
    for path in _places(root) if files is not None else ():
        try:
            memory = read_memory(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if memory and memory.engine == engine() and memory.files == files:
            return memory
    return None


def keep(
    root: Path, files: dict[str, str] | None, checked: "CheckedProject", found: Sequence[Diagnostic]
) -> None:
    """Keep what was found; where that cannot be done, the next check is merely slower."""
    if files is not None:
        write_file(_place(root), write_memory(engine(), files, checked, found).encode())


def read_before(root: Path, files: Mapping[str, str]) -> "Project | None":
    """Give a project as it was read the last time, if no file has changed since.

    It lies in the user's own folder for caches only, which is as far to be trusted as the
    compiled modules of Python beside a program.
    """
    try:
        told = _read_place(root).read_bytes()
    except OSError:
        return None
    head, state = told[:32], told[32:]
    if head != _sealed(files, state):
        return None
    with paused_collector():
        project: Project = pickle.loads(state)  # noqa: S301
    return project


def keep_read(root: Path, files: Mapping[str, str], project: "Project") -> None:
    """Keep a project as it was read; where that cannot be done, the next run is merely slower."""
    state = pickle.dumps(project, pickle.HIGHEST_PROTOCOL)
    write_file(_read_place(root), _sealed(files, state) + state)


def _sealed(files: Mapping[str, str], state: bytes) -> bytes:
    """Digest all that has to be the same for a project to be as it was read."""
    of = "\0".join([sys.version, engine(), *(f"{path}={told}" for path, told in files.items())])
    return sha256(of.encode() + b"\0" + state).digest()


def _places(root: Path) -> Iterator[Path]:
    if root == builtin_root():
        yield root / SHIPPED
    yield _place(root)


def _place(root: Path, name: str = "proofs", ending: str = "json") -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  (only where a project is checked)

    of = sha256(str(root.resolve()).encode()).hexdigest()[:24]
    return user_cache_path("studydeck") / f"{name}-{of}.{ending}"


def _read_place(root: Path) -> Path:
    return _place(root, "read", "pickle")
