"""Pictures without what cameras and programs write into them: place, time, device, comments.

Only the wrapping is taken apart; what is seen keeps every bit. Source: the PNG specification
(W3C), ITU T.81 (JPEG), the WebP container specification, the GIF89a specification, and the
SVG 2 specification (W3C).
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_WEBP_DROPPED = {b"EXIF", b"XMP "}
_GIF_KEPT = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
_SVG_NOTES = re.compile(
    rb"<!--.*?-->|<(?:\w+:)?metadata\b(?:[^>]*/>|.*?</(?:\w+:)?metadata\s*>)"
    rb"|\s(?:inkscape|sodipodi):[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)
_FOREIGN = re.compile(r"url\(\s*['\"]?(?!\s*['\"]?#)|@import", re.IGNORECASE)
_ICC, _EXIF = b"ICC_PROFILE\0", b"Exif\0\0"


def picture_type(data: bytes) -> str:
    """Say by its first bytes of what type a picture is; nothing if of none that Anki shows.

    >>> picture_type(b"GIF89a..."), picture_type(b"<svg xmlns='...'/>"), picture_type(b"%PDF")
    ('gif', 'svg', '')
    """
    if data.startswith(_PNG):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "svg" if start.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in data else ""


def scrubbed(data: bytes) -> bytes | None:
    """Give a picture without what is not seen; None if it cannot be read to its end."""
    kinds = {"png": _png, "jpg": _jpeg, "webp": _webp, "gif": _gif, "svg": _svg}
    parts = kinds.get(picture_type(data))
    try:
        return b"".join(parts(data)) if parts else data
    except (ValueError, IndexError):
        return None


def active(data: bytes) -> bool:
    """Say whether an SVG picture runs scripts, or shows what is not drawn in it.

    A photograph inside of it is such a thing: it could hold the place where it was taken.
    """
    found: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2].lower() in {"script", "foreignobject"}:
            found.append(name)
        for key, value in attributes.items():
            local = key.rpartition(":")[2].lower()
            outside = local in {"href", "src"} and not value.strip().startswith("#")
            if outside or key.lower().startswith("on") or _FOREIGN.search(value):
                found.append(key)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = element
    parser.CharacterDataHandler = lambda text: found.extend(_FOREIGN.findall(text))
    parser.EntityDeclHandler = lambda *told: found.append(str(told[0]))
    parser.ProcessingInstructionHandler = lambda target, _: found.append(target)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        return False  # `scrubbed` tells of it
    return bool(found)


def _cut(data: bytes, start: int, size: int) -> bytes:
    part = data[start : start + size]
    if len(part) != size:
        raise ValueError("the picture ends early")
    return part


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size = int.from_bytes(_cut(data, at, 4))
        chunk = _cut(data, at, size + 12)
        kind, at = chunk[4:8], at + len(chunk)
        if kind not in _PNG_DROPPED:
            yield chunk


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Give the segments that are seen, and of the others how the picture is to be turned."""
    yield data[:2]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no segment where one must be")
        marker = data[at + 1]
        if marker == 0xD9:
            yield data[at : at + 2]
            return
        segment = _cut(data, at, 2 + int.from_bytes(_cut(data, at + 2, 2)))
        at += len(segment)
        yield _kept(marker, segment)
        if marker == 0xDA:
            end = _scan_end(data, at)
            yield data[at:end]
            at = end


def _kept(marker: int, segment: bytes) -> bytes:
    if marker == 0xE1 and segment[4:10] == _EXIF:
        return _turned(segment[10:])
    if marker == 0xE2:
        return segment if segment[4:].startswith(_ICC) else b""
    application = 0xE0 <= marker <= 0xEF and marker not in {0xE0, 0xEE}
    return b"" if application or marker == 0xFE else segment


def _scan_end(data: bytes, at: int) -> int:
    """Find the next marker after the data of a scan: stuffed bytes and restarts are none."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _turned(tiff: bytes) -> bytes:
    """Give a segment that says nothing but which side is up, or nothing if it is the upper."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return b""
    little = order == "little"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if little else "big")

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * min(number(first, 2), 500), 12):
        if number(entry, 2) == 0x0112 and 2 <= number(entry + 8, 2) <= 8:
            told = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"
            told += bytes([number(entry + 8, 2)]) + bytes(6)
            return b"\xff\xe1" + (len(_EXIF + told) + 2).to_bytes(2) + _EXIF + told
    return b""


def _webp(data: bytes) -> Iterator[bytes]:
    kept = []
    at, end = 12, 8 + int.from_bytes(_cut(data, 4, 4), "little")
    while at < end:
        size = int.from_bytes(_cut(data, at + 4, 4), "little")
        chunk = _cut(data, at, 8 + size + size % 2)
        at += len(chunk)
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if chunk[:4] not in _WEBP_DROPPED:
            kept.append(chunk)
    yield b"RIFF" + (4 + sum(map(len, kept))).to_bytes(4, "little") + b"WEBP"
    yield from kept


def _gif(data: bytes) -> Iterator[bytes]:
    start = 13 + _colours(data[10])
    yield _cut(data, 0, start)
    at = start
    while data[at] != 0x3B:
        begin = at
        if data[at] == 0x2C:
            at += 10 + _colours(data[at + 9]) + 1
            at = _blocks_end(data, at)
            yield data[begin:at]
            continue
        if data[at] != 0x21:
            raise ValueError("no block where one must be")
        label, name = data[at + 1], data[at + 3 : at + 14]
        at = _blocks_end(data, at + 2)
        if label not in {0xFE, 0xFF} or name in _GIF_KEPT:
            yield data[begin:at]
    yield b"\x3b"


def _svg(data: bytes) -> Iterator[bytes]:
    """Give a drawing without comments, and what programs for drawing note in it."""
    clean = _SVG_NOTES.sub(b"", data)
    for text in (data, clean):
        try:
            expat.ParserCreate().Parse(text, True)
        except expat.ExpatError as error:
            raise ValueError("no well-formed XML") from error
    yield clean


def _colours(flags: int) -> int:
    """Give the bytes of a table of colours; there is one if the highest bit is set."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1
