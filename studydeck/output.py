"""Writing files so that a target is always whole: the old one or the new one."""

import os
import secrets
from pathlib import Path

from studydeck.diagnostics import Diagnostic, fault


def write_file(path: Path, data: bytes) -> Diagnostic | None:
    """Write a file, and its folders, in one step: SD509 and the old file if that fails.

    The data goes to a temporary file beside the target, under a name that no other
    process uses, and takes the target's place once it is on the disk.
    """
    beside = path.with_name(f".studydeck-{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(beside, data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        return unwritable(path, error)
    return None


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def unwritable(path: Path, error: OSError) -> Diagnostic:
    """Say why a file could not be written, and what to do about it.

    >>> unwritable(Path("dist/a.apkg"), OSError(28, "No space left on device")).message
    "'dist/a.apkg' cannot be written: no space left on device"
    """
    why = (error.strerror or str(error)).lower()
    if isinstance(error, PermissionError):
        advice = (
            "close the program that has the file open, or choose a folder"
            " that you may write to with -o"
        )
    else:
        advice = "choose another folder with -o, or make room; what was there before is kept"
    return fault("SD509", None, f"'{path.as_posix()}' cannot be written: {why}", help=advice)
