"""Read files as text: size, encoding, control characters, and paths that stay inside."""

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from studydeck.diagnostics import Diagnostic, fault
from studydeck.span import File, Span

MOST_BYTES = 32 * 1024 * 1024
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def read_text(path: Path, shown: str) -> tuple[File | None, list[Diagnostic]]:
    """Read a UTF-8 file; a byte order mark is dropped, line ends are kept.

    A file with control characters is given all the same, for the places; it must not be
    used further.
    """
    place = Span(File(shown, ""), 0, 0)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return None, [_huge(place, size)]
        data = path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return None, [
            fault("SD125", place, f"'{shown}' cannot be read: {why}",
                  help="check that the file is there and that you may read it")
        ]  # fmt: skip
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(shown, data, error)]
    file = File(shown, text)
    return file, [
        control(Span(file, match.start(), match.end()), match.group())
        for match in list(CONTROL.finditer(text))[:20]
    ]


def _huge(place: Span, size: int) -> Diagnostic:
    return fault("SD104", place,
                 f"'{place.file.path}' has {size / 2**20:.0f} MiB; the most is {MOST_BYTES >> 20}",
                 help="split it into several files")  # fmt: skip


def _not_utf8(shown: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not marked and data[1:2] == b"\0":
        marked = "UTF-16"
    name = marked or "a single-byte encoding such as cp1252"
    good = "" if marked else data[: error.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    odd = "" if marked else data[error.start : error.start + 1].decode("latin-1")
    file = File(shown, good + odd)
    shown_byte = f" (byte {data[error.start]:#04x})" if odd else ""
    return fault("SD103", Span(file, len(good), len(good) + len(odd)),
                 f"'{shown}' is not UTF-8 but {name}{shown_byte}",
                 help="save it again with the encoding UTF-8")  # fmt: skip


def control(span: Span, character: str) -> Diagnostic:
    """Refuse a character that nobody can see and that moves others on a screen."""
    kind = "bidirectional override" if ord(character) > 0x2000 else "control character"
    message = f"{kind} U+{ord(character):04X} in the text"
    return fault("SD121", span, message, help="delete it")


def inside(root: Path, folder: Path, written: str) -> Path | None:
    """Find the file that a path in YAML means, or None if it leaves the project.

    Absolute paths, drive letters, `..`, links that lead out and names that Windows
    reserves are refused on every system.
    """
    windows = PureWindowsPath(written)
    parts = PurePosixPath(written.replace("\\", "/")).parts
    if windows.drive or windows.root or not parts or ".." in parts:
        return None
    if any(_RESERVED.match(part) for part in parts):
        return None
    path = folder.joinpath(*parts)
    return path if path.resolve().is_relative_to(root.resolve()) else None
