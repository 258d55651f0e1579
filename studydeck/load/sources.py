"""Source files, and the text files of sources that bring their own."""

from collections.abc import Iterator
from pathlib import Path

from studydeck.diagnostics import Diagnostic
from studydeck.evidence.dates import edtf
from studydeck.evidence.fold import nfc
from studydeck.load.files import inside, read_text
from studydeck.load.keys import ORIGINAL, PASSAGE, SOURCE
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import Original, Passage, Rights, Source
from studydeck.span import File, Text

_NEEDS_ORIGINAL = frozenset({Rights.RESTATED})


def read_source(
    sheet: Sheet, root: Node, stem: str, path: Path, project: Path
) -> tuple[Source | None, list[Diagnostic]]:
    """Read a source, with the passages of its text file where it has one."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "a source is a mapping", "start with `source:`")
        return None, []
    sheet.keys(root, SOURCE, "a source")
    id = sheet.id(root, "source", "the source")
    sheet.need(root, "title", "the source")
    if id and id != stem:
        sheet.fault("SD408", id.span, f"the source '{id}' is in a file named '{stem}.yaml'",
                    "give both one name")  # fmt: skip
    rights = _rights(sheet, root)
    if not id or rights is None:
        return None, []
    original = _original(sheet, root)
    if rights in _NEEDS_ORIGINAL and original is None and "original" not in root:
        sheet.need(root, "original", "a restated source")
    passages, has_text, faults = _passages(sheet, root, id, rights, path, project)
    issued = sheet.text(root, "issued")
    if issued and not edtf(issued):
        sheet.fault("SD128", issued.span, f"'{issued}' is no EDTF date", "write 2000 or 2000-07")
    inferred = sheet.mapping(root, "inferred") or Map(sheet.file, 0)
    return Source(
        id, sheet.text(root, "title"), rights, str(sheet.text(root, "author")), str(issued),
        str(sheet.text(root, "container-title")), str(sheet.text(root, "volume")),
        str(sheet.text(root, "issue")), str(sheet.text(root, "page")),
        str(sheet.text(root, "publisher")), str(sheet.text(root, "URL")),
        {key: str(sheet.text(inferred, key)) for key in inferred},
        sheet.texts(root, "verbatim"), original, passages, has_text,
    ), faults  # fmt: skip


def _rights(sheet: Sheet, root: Map) -> Rights | None:
    if "rights" not in root:
        sheet.fault("SD404", root.span if not root.places else root.key_span(next(iter(root))),
                    "the source does not say what may be done with it",
                    f"add `rights:`, one of {', '.join(Rights)}")  # fmt: skip
        return None
    value = sheet.text(root, "rights")
    return Rights(value) if sheet.among(value, list(Rights), "rights") else None


def _original(sheet: Sheet, root: Map) -> Original | None:
    node = sheet.mapping(root, "original")
    if node is None:
        return None
    sheet.keys(node, ORIGINAL, "`original`")
    named, stamped = (sheet.need(node, key, "`original`") for key in ("file", "sha256"))
    if not named or not stamped:
        return None
    return Original(sheet.text(node, "file"), sheet.text(node, "sha256"))


def _passages(
    sheet: Sheet, root: Map, id: str, rights: Rights, path: Path, project: Path
) -> tuple[tuple[Passage, ...], bool, list[Diagnostic]]:
    written = sheet.text(root, "text")
    if written and "passages" in root:
        sheet.fault("SD118", root.key_span("text"), "a source has `passages:` or `text:`, not both",
                    "leave one of them out")  # fmt: skip
    if "passages" in root:
        return tuple(_own(sheet, root, id)), True, []
    if not written:
        sheet.need(root, "passages", "the source")
        return (), True, []
    target = inside(project, path.parent, written)
    if target is None:
        sheet.fault("SD407", written.span, f"the path '{written}' leaves the project",
                    "name a file beside the source file")  # fmt: skip
        return (), True, []
    if rights is Rights.PRIVATE and not target.is_file():
        return (), False, []
    shown = target.resolve().relative_to(project.resolve()).as_posix()
    file, faults = read_text(target, shown)
    if file is None or faults:
        return (), True, faults
    blocks = sheet.text(root, "paragraphs")
    if blocks:
        sheet.among(blocks, ["blocks", "lines"], "paragraphs")
    return tuple(_paragraphs(id, file, blocks=blocks == "blocks")), True, []


def _own(sheet: Sheet, root: Map, source: str) -> Iterator[Passage]:
    seen: set[str] = set()
    for node in sheet.maps(root, "passages"):
        sheet.keys(node, PASSAGE, "a passage")
        lines = _lines(sheet, node)
        id = sheet.id(node, "id", "a passage") if "id" in node or not lines else None
        name = str(id) if id is not None else f"p{lines[0]}"
        if not sheet.need(node, "text", "a passage") or not name:
            continue
        if name in seen:
            sheet.fault("SD401", node.span, f"the passage '{name}' stands twice",
                        "give one of them another id")  # fmt: skip
        seen.add(name)
        text = sheet.text(node, "text")
        composed = Text(nfc(text), sheet.file, text.start, text.end)
        yield Passage(source, name, composed, lines, str(sheet.text(node, "section")))


def _lines(sheet: Sheet, node: Map) -> tuple[int, ...]:
    """Read a line, a range such as `12-14`, or a list of them."""
    value = node.get("lines")
    texts = sheet.as_texts(node, "lines", value)
    found: list[int] = []
    for text in texts:
        first, dash, last = text.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()) or len(text) > 15:
            sheet.fault("SD120", text.span, f"'{text}' is no line", "write 12, 12-14 or [12, 30]")
            continue
        end = int(last) if dash else int(first)
        found += range(int(first), min(end, int(first) + 1000) + 1)
    return tuple(found)


def _paragraphs(source: str, file: File, *, blocks: bool) -> Iterator[Passage]:
    """Cut a text into passages: each line that is not blank, or each run of them."""
    start = 0
    lines: list[int] = []
    for number in range(1, len(file.line_starts) + 2):
        text = file.line_text(number) if number <= len(file.line_starts) else ""
        if text.strip():
            if not lines:
                start = file.line_starts[number - 1]
            lines.append(number)
            if blocks:
                continue
        if lines:
            last = lines[-1]
            end = file.line_starts[last - 1] + len(file.line_text(last))
            composed = Text(nfc(file.text[start:end].replace("\r", "")), file, start, end)
            yield Passage(source, f"p{lines[0]}", composed, tuple(lines))
            lines = []
