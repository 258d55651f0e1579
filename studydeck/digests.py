"""Digests of what a check depends on: the files of a project, and the program's own."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

SHIPPED = "proofs.json"
"""The name of the cache that the built-in library comes with."""
_ENGINE = ("load", "evidence", "check")
_MOST = 256 * 1024 * 1024


@cache
def engine() -> str:
    """Digest the program's own files that decide what a check finds."""
    package = Path(__file__).resolve().parent
    paths = [*package.glob("*.py"), *(p for name in _ENGINE for p in (package / name).glob("*.py"))]
    state = sha256()
    for path in sorted(paths):
        state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


def digests(root: Path) -> dict[str, str] | None:
    """Digest every file that a check of a project may read; None where that cannot be done."""
    found: dict[str, str] = {}
    size = 0
    try:
        for path in _files(root):
            size += path.stat().st_size
            if not path.is_file() or size > _MOST:
                return None
            found[path.relative_to(root).as_posix()] = sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
    return found


def _files(root: Path) -> Iterator[Path]:
    for path in sorted((root / "questions").rglob("*")):
        if not path.is_dir() and path.name != SHIPPED:
            yield path
    yield from sorted((root / "decks").glob("*.yaml"))
