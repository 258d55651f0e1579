"""Source files, and the text files of sources that bring their own."""

import re
from collections.abc import Iterator
from pathlib import Path

from studydeck.diagnostics import Diagnostic
from studydeck.evidence.fold import nfc
from studydeck.load.files import inside, read_text
from studydeck.load.items import read_edtf
from studydeck.load.keys import ORIGINAL, PASSAGE, SOURCE
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import Original, Passage, Rights, Source
from studydeck.span import File, Text

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LINES = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", re.ASCII)
_LONGEST = 1000
_PRINTED = {
    "author": "author", "container-title": "container_title", "volume": "volume",
    "issue": "issue", "page": "page", "publisher": "publisher", "URL": "url",
}  # fmt: skip
"""Keys whose text is taken as it is, with the names that the model has for them."""


def read_source(
    sheet: Sheet, root: Node, stem: str, path: Path, project: Path
) -> tuple[Source | None, list[Diagnostic]]:
    """Read a source, with the passages of its text file where it has one.

    The findings that come back beside it are about that file.
    """
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "a source is a mapping", "start with `source:`")
        return None, []
    sheet.keys(root, SOURCE, "a source")
    id = sheet.file_id(root, "source", "the source", stem)
    sheet.need(root, "title", "the source")
    rights = _rights(sheet, root)
    original = _original(sheet, root)
    if rights is Rights.RESTATED and "original" not in root:
        sheet.need(root, "original", "the restated source")
    passages, has_text, faults = _passages(sheet, root, str(id), rights, path, project)
    issued = read_edtf(sheet, root, "issued")
    inferred = sheet.words(root, "inferred")
    if not id or rights is None:
        return None, faults
    return Source(
        id, sheet.text(root, "title"), rights,
        **{name: str(sheet.text(root, key)) for key, name in _PRINTED.items()},
        issued=str(issued), inferred={key: str(why) for key, why in inferred.items()},
        verbatim=sheet.texts(root, "verbatim"), original=original, passages=passages,
        has_text=has_text,
    ), faults  # fmt: skip


def _rights(sheet: Sheet, root: Map) -> Rights | None:
    if root.get("rights", "") == "":
        sheet.fault("SD404", sheet.place(root, "rights"),
                    "the source does not say what may be done with it",
                    f"add `rights:`, one of {', '.join(Rights)}")  # fmt: skip
        return None
    value = sheet.text(root, "rights")
    return Rights(value) if value and sheet.among(value, list(Rights), "rights") else None


def _original(sheet: Sheet, root: Map) -> Original | None:
    node = sheet.mapping(root, "original")
    if node is None:
        return None
    sheet.keys(node, ORIGINAL, "`original`")
    complete = [sheet.need(node, key, "`original`") for key in ORIGINAL]
    file, stamp = (sheet.text(node, key) for key in ORIGINAL)
    if file and inside(Path(), Path(), file) is None:
        sheet.fault("SD407", file.span, f"the path '{file}' leaves the folder of originals",
                    "write the name of the file alone")  # fmt: skip
    if stamp and not _SHA256.fullmatch(stamp):
        sheet.fault("SD120", stamp.span, f"'{stamp}' is no SHA-256",
                    "write its 64 hexadecimal digits, as `sha256sum` prints them")  # fmt: skip
    return Original(file, stamp) if all(complete) else None


def _passages(
    sheet: Sheet, root: Map, id: str, rights: Rights | None, path: Path, project: Path
) -> tuple[tuple[Passage, ...], bool, list[Diagnostic]]:
    """Read the passages; tells too whether the source has its text on this machine."""
    written = sheet.text(root, "text")
    if written and "passages" in root:
        sheet.fault("SD118", root.key_span("text"), "a source has `passages:` or `text:`, not both",
                    "leave one of them out")  # fmt: skip
    if "passages" in root:
        passages = tuple(_own(sheet, root, id))
        if not passages and not sheet.faults:
            sheet.need(root, "passages", "the source")
        return passages, True, []
    if not written:
        sheet.need(root, "text" if "text" in root else "passages", "the source")
        return (), True, []
    if rights is Rights.RESTATED:
        sheet.fault("SD118", root.key_span("text"), "a restated source has no text file",
                    "write its `passages:` in own words, or state other `rights:`")  # fmt: skip
    return _from_file(sheet, root, id, rights, path, project)


def _from_file(
    sheet: Sheet, root: Map, id: str, rights: Rights | None, path: Path, project: Path
) -> tuple[tuple[Passage, ...], bool, list[Diagnostic]]:
    written = sheet.text(root, "text")
    blocks = sheet.word(root, "paragraphs") == "blocks"
    target = inside(project, path.parent, written)
    if target is None:
        sheet.fault("SD407", written.span, f"the path '{written}' leaves the project",
                    "name a file beside the source file")  # fmt: skip
        return (), False, []
    if rights is Rights.PRIVATE and not _there(target):
        return (), False, []
    shown = target.resolve().relative_to(project.resolve()).as_posix()
    file, faults = read_text(target, shown, written.span)
    if file is None or faults:
        return (), False, faults
    passages = tuple(_paragraphs(id, file, blocks=blocks))
    if not passages:
        sheet.fault("SD126", written.span, f"'{shown}' holds nothing",
                    "write the text of the source into it")  # fmt: skip
    return passages, True, []


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False  # a name that is too long for the system


def _own(sheet: Sheet, root: Map, source: str) -> Iterator[Passage]:
    seen: dict[str, int] = {}
    for node in sheet.maps(root, "passages"):
        sheet.keys(node, PASSAGE, "a passage")
        if sheet.lost_part(node):
            continue
        lines = _lines(sheet, node)
        id = sheet.id(node, "id", "the passage", keep=True) if "id" in node or not lines else None
        name = str(id) if id is not None else f"p{lines[0]}"
        if not sheet.need(node, "text", "the passage") or not name:
            continue
        place = node.key_span("id" if "id" in node else "lines")
        if name in seen:
            sheet.fault("SD401", place,
                        f"the passage '{name}' stands twice, first in line"
                        f" {sheet.file.place(seen[name])[0]}",
                        "give one of them another `id:`")  # fmt: skip
        seen.setdefault(name, place.start)
        text = sheet.text(node, "text")
        composed = Text(nfc(text), sheet.file, text.start, text.end)
        yield Passage(source, name, composed, lines, str(sheet.text(node, "section")))


def _lines(sheet: Sheet, node: Map) -> tuple[int, ...]:
    """Read a line, a range such as `12-14`, or a list of them; lines count from 1."""
    value = node.get("lines")
    if value is None:
        return ()
    texts = sheet.as_texts(node, "lines", value)
    if not texts:
        sheet.need(node, "lines", "the passage")
    found: list[int] = []
    for text in texts:
        match = _LINES.fullmatch(text)
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else 0
        if not 1 <= first <= last < first + _LONGEST:
            sheet.fault("SD120", text.span, f"'{text}' is no line and no range of lines",
                        "write 12, 12-14 or [12, 30]")  # fmt: skip
            continue
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


def _paragraphs(source: str, file: File, *, blocks: bool) -> Iterator[Passage]:
    """Cut a text into passages: each line that is not blank, or each run of them."""
    lines: list[int] = []
    for number in range(1, len(file.line_starts) + 2):
        text = file.line_text(number) if number <= len(file.line_starts) else ""
        if text.strip():
            lines.append(number)
            if blocks:
                continue
        if lines:
            start = file.line_starts[lines[0] - 1]
            last = lines[-1]
            end = file.line_starts[last - 1] + len(file.line_text(last))
            composed = Text(nfc(file.text[start:end].replace("\r", "")), file, start, end)
            yield Passage(source, f"p{lines[0]}", composed, tuple(lines))
            lines = []
