"""Read files as bytes and as text: size, encoding, control characters, paths that stay inside."""

import re
import stat
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath

from studydeck.diagnostics import Diagnostic
from studydeck.load.saying import say
from studydeck.span import File, Span

MOST_BYTES = 32 * 1024 * 1024
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_MOST_FAULTS = 20
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_ZEROS = ((b"\0\0\0", "UTF-32"), (b"\0", "UTF-16"))
_WINDOWS = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)", re.IGNORECASE
)


def read_bytes(path: Path, place: Span, shown: str) -> tuple[bytes, list[Diagnostic]]:
    """Read a file that is not too large; `place` is where its name is written.

    Its size is asked for before it is opened, and only plain files are: a named pipe would
    never end.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            kind = "a folder" if stat.S_ISDIR(state.st_mode) else "no plain file"
            return b"", [
                say("SD125", place, f"'{shown}' cannot be read: it is {kind}",
                    "put a file there, or give the folder another name")
            ]  # fmt: skip
        if state.st_size > MOST_BYTES:
            return b"", [
                say("SD104", place,
                    f"'{shown}' has {state.st_size / 2**20:.0f} MiB; the most is"
                    f" {MOST_BYTES >> 20}", "split it into several files")
            ]  # fmt: skip
        return path.read_bytes(), []
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return b"", [
            say("SD125", place, f"'{shown}' cannot be read: {why}",
                "check that the file is there and that you may read it")
        ]  # fmt: skip


def read_text(
    path: Path, shown: str, place: Span | None = None
) -> tuple[File | None, list[Diagnostic]]:
    """Read a UTF-8 file; a byte order mark is dropped, line ends are kept.

    `place` is where another file names this one, if one does. A file with control
    characters is given all the same; `visible` makes it fit to be read on.
    """
    data, faults = read_bytes(path, place or Span(File(shown, ""), 0, 0), shown)
    if faults:
        return None, faults
    name = _wide(data)
    if name:
        return None, [_not_utf8(Span(File(shown, ""), 0, 0), f"is in {name}, not in UTF-8")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_single_bytes(shown, data, error)]
    file = File(shown, text)
    found = islice(CONTROL.finditer(text), _MOST_FAULTS)
    return file, [control(Span(file, one.start(), one.end()), one.group()) for one in found]


def _wide(data: bytes) -> str:
    """Name the encoding of two or four bytes a character that a file is in, or nothing."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    for zeros, name in _ZEROS:
        size = len(zeros) + 1
        if len(data) >= size and zeros in {data[: size - 1], data[1:size]} and any(data[:size]):
            return name
    return ""


def _single_bytes(shown: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    """Refuse a file that is most likely in Windows-1252 or Latin-1, at the first such byte.

    The file of the finding is decoded as such, so that its line can be shown.
    """
    good = data[: error.start].decode("utf-8")
    rest = data[error.start :]
    byte = f"byte {data[error.start]:#04x}"
    windows = any(0x80 <= one <= 0x9F for one in rest)
    try:
        text = good + rest.decode("cp1252" if windows else "latin-1")
    except UnicodeDecodeError:
        text = good + rest.decode("latin-1")
    file = File(shown, text)
    name = "Windows-1252 (cp1252)" if windows else "Latin-1 or Windows-1252 (cp1252)"
    span = Span(file, len(good), len(good) + 1)
    return _not_utf8(span, f"is not in UTF-8 ({byte}) but, most likely, in {name}")


def _not_utf8(span: Span, what: str) -> Diagnostic:
    return say("SD103", span, f"'{span.file.path}' {what}",
               "save it again with the encoding UTF-8")  # fmt: skip


def control(span: Span, character: str) -> Diagnostic:
    """Refuse a character that nobody can see and that moves others on a screen."""
    code = ord(character)
    kind = "control character"
    if code in {0x2028, 0x2029}:
        kind = "line separator"
    elif 0x2000 < code < 0x3000:
        kind = "bidirectional control"
    elif code > 0x3000:
        kind = "byte order mark" if code == 0xFEFF else "noncharacter"
    return say("SD121", span, f"{kind} U+{code:04X} in the text", "delete it")


def visible(text: str) -> str:
    """Put U+FFFD in place of each control character; places stay as they are."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def reserved(name: str) -> bool:
    """Say whether Windows keeps a file name for a device, whatever its ending.

    >>> reserved("con"), reserved("NUL.yaml"), reserved("console")
    (True, True, False)
    """
    return bool(_WINDOWS.match(name))


def inside(root: Path, folder: Path, written: str) -> Path | None:
    """Find the file that a path in YAML means, or None if it leaves the project.

    Absolute paths, drive letters, `..`, links that lead out and names that Windows
    reserves are refused on every system.
    """
    windows = PureWindowsPath(written)
    parts = PurePosixPath(written.replace("\\", "/")).parts
    if windows.drive or windows.root or not parts or ".." in parts:
        return None
    if any(reserved(part) or ":" in part or CONTROL.search(part) for part in parts):
        return None
    path = folder.joinpath(*parts)
    return path if stays(root, path) else None


def stays(root: Path, path: Path) -> bool:
    """Say whether a path, with all links followed, stays below a folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False  # links that go round in a circle, or a name that is too long
