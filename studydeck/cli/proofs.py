"""The proof cache: what was checked already, by the digests of the files and of the engine."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from studydeck.diagnostics import Diagnostic
from studydeck.digests import SHIPPED, engine
from studydeck.load.root import builtin_root
from studydeck.memory import Memory, read_memory, write_memory
from studydeck.output import write_file

if TYPE_CHECKING:
    from studydeck.checked import CheckedProject


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


def _places(root: Path) -> Iterator[Path]:
    if root == builtin_root():
        yield root / SHIPPED
    yield _place(root)


def _place(root: Path) -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  (only where a project is checked)

    name = sha256(str(root.resolve()).encode()).hexdigest()[:24]
    return user_cache_path("studydeck") / f"proofs-{name}.json"
