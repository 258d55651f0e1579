"""A form as a Word document: the one door to python-docx, for those who edit in Word."""

import re
from base64 import b64decode
from datetime import datetime
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from studydeck.form import Choice, Form
from studydeck.form.blocks import (
    Asked,
    Bullets,
    Fields,
    Figure,
    Heading,
    Options,
    Pairing,
    Quote,
    Room,
    Table,
    Words,
    blocks,
    closing,
)
from studydeck.labels import filled

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_PAGES = {"A4": (210, 297), "A5": (148, 210), "letter": (215.9, 279.4), "us-letter": (215.9, 279.4)}
_LOOKS = {"large": ("Verdana", 18), "dyslexia": ("Verdana", 14), "compact": ("Georgia", 10)}
_LOOK = ("Georgia", 11)
"""Faces that come with Word, and sizes in points, by layout profile."""
_STYLES = (("Normal", 1.0, 0), ("Heading 1", 1.25, 14), ("Heading 2", 1.1, 12), ("Title", 1.8, 0))
"""Styles that are set, each with its size beside the body's and the points above it."""
_MARGIN, _INDENT = 21, 8
"""In mm."""
_COLUMNS = ((14, 4), (30, 2))
"""Options of up to so many characters stand so many in a row."""
_QUIET = "Quiet"
"""The style of what is said in passing."""
_EPOCH = datetime(1980, 1, 1)
_SHOWN = {"png", "jpg", "jpeg", "gif"}
"""Pictures that Word's format takes; others are told by their words."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not have."""


def docx(form: Form, output: str) -> bytes:
    """Write one output of a form as Office Open XML (ECMA-376); the same form, the same bytes.

    `output` is `paper`, `answer-sheet`, `key`, `teacher` or `handout`. Questions stay on the
    page of their options, and page numbers are fields that Word fills in.
    """
    from docx import Document  # noqa: PLC0415  (lxml takes its time)

    document = Document()
    _set_page(document, form, output)
    _set_styles(document, form)
    for block in blocks(form, output):
        _add(block, document)
    _foot(document, form)
    return _settled(document)


def _set_page(document: "Document", form: Form, output: str) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    page, told = document.sections[0], document.core_properties
    width, height = _PAGES[form.layout.get("paper", "A4")]
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.left_margin = page.right_margin = Mm(_MARGIN)
    page.top_margin = page.bottom_margin = Mm(_MARGIN)
    told.title, told.author, told.comments = map(_line, (form.title, form.project, form.licence))
    told.language, told.subject = form.language, output
    told.created = told.modified = _EPOCH


def _set_styles(document: "Document", form: Form) -> None:
    """Give body and headings one face, in black: Word's own headings are blue."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    profile = form.layout.get("profile", "")
    face, size = _LOOKS.get(profile, _LOOK)
    for name, factor, above in _STYLES:
        style: Any = document.styles[name]
        style.font.name, style.font.size = face, Pt(round(size * factor * 2) / 2)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.attrib.pop(qn(f"w:{script}Theme"), None)
            fonts.set(qn(f"w:{script}"), face)
        fonts.attrib.pop(qn("w:cstheme"), None)
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(above), Pt(4)
        shape.line_spacing = 1.5 if profile == "dyslexia" else 1.1
    quiet: Any = document.styles.add_style(_QUIET, WD_STYLE_TYPE.CHARACTER)
    quiet.font.size, quiet.font.color.rgb = Pt(max(9, round(size * 0.8))), RGBColor(85, 85, 85)
    document.styles["Title"].font.bold = True
    for border in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        document.styles["Title"].element.pPr.remove(border)
    if form.leftward:
        shape = document.styles["Normal"].element.get_or_add_pPr()
        shape.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc")


# Each kind of block


@singledispatch
def _add(block: object, document: "Document") -> None:  # noqa: ARG001
    raise TypeError(block)


@_add.register(Heading)
def _add_heading(block: Heading, document: "Document") -> None:
    heading = document.add_heading(_line(block.text), level=min(block.level - 1, 9))
    if block.level == 2:
        _border(heading, "bottom", space=1)


@_add.register(Words)
def _add_words(block: Words, document: "Document") -> None:
    paragraph = _indented(document, keep=block.keep)
    if not block.inset:
        paragraph.paragraph_format.left_indent = None
    if block.lead:
        paragraph.add_run(f"{_line(block.lead)} ").bold = True
    run = paragraph.add_run(_line(block.text))
    run.bold = block.strong or None
    if block.quiet:
        _small(run)


@_add.register(Asked)
def _add_asked(block: Asked, document: "Document") -> None:
    from docx.shared import Mm, Pt  # noqa: PLC0415

    paragraph = _indented(document, keep=True)
    paragraph.paragraph_format.first_line_indent = Mm(-_INDENT)
    paragraph.paragraph_format.space_before = Pt(9)
    paragraph.add_run(f"{block.number}.\t").bold = True
    paragraph.add_run(_line(block.text))
    if block.points:
        _small(paragraph.add_run(f" ({_line(block.points)})".replace(" ", "\N{NO-BREAK SPACE}", 2)))


@_add.register(Options)
def _add_options(block: Options, document: "Document") -> None:
    longest = max(len(one.text) for one in block.choices)
    one_by_one = block.steps or _size(document) > 12
    across = 1 if one_by_one else next((n for most, n in _COLUMNS if longest <= most), 1)
    rows = [block.choices[at : at + across] for at in range(0, len(block.choices), across)]
    for n, row in enumerate(rows):
        line = _indented(document, keep=block.keep or n + 1 < len(rows))
        for place, choice in enumerate(row):
            _stop(document, line, place / across)
            _add_option(line, choice, "\t" * (place > 0), right=choice.letter in block.right)


def _add_option(line: "Paragraph", choice: Choice, before: str, *, right: bool) -> None:
    run = line.add_run(f"{before}{choice.letter}   {_line(choice.text)}{'  ✓' if right else ''}")
    run.bold = right or None


@_add.register(Pairing)
def _add_pairing(block: Pairing, document: "Document") -> None:
    from docx.shared import Mm  # noqa: PLC0415

    left = [f"____  {n}  {_line(text)}" for n, text in enumerate(block.left, 1)]
    right = [f"{one.letter}   {_line(one.text)}" for one in block.choices]
    table = document.add_table(max(len(left), len(right)), 2)
    for column, texts in enumerate((left, right)):
        for row, text in enumerate(texts):
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.add_run(text)
            paragraph.paragraph_format.left_indent = Mm(_INDENT - 2 if column == 0 else 0)
            paragraph.paragraph_format.keep_with_next = row + 1 < len(table.rows)


@_add.register(Table)
def _add_table(block: Table, document: "Document") -> None:
    from docx.shared import Mm  # noqa: PLC0415

    table = document.add_table(1 + len(block.rows), len(block.head), "Table Grid")
    table.autofit = True
    table.columns[0].width = Mm(70)
    for column in list(table.columns)[1:]:
        column.width = Mm(12)
    for row, texts in zip(table.rows, (block.head, *block.rows), strict=True):
        for column, cell, text in zip(table.columns, row.cells, texts, strict=True):
            cell.width = column.width
            _small(cell.paragraphs[0].add_run(_line(text)))


@_add.register(Bullets)
def _add_bullets(block: Bullets, document: "Document") -> None:
    for text in block.texts:
        _indented(document).add_run(f"–  {_line(text)}")


@_add.register(Fields)
def _add_fields(block: Fields, document: "Document") -> None:
    """Set two fields in a row, or four where they have room."""
    across = 4 if len(block.labels) > 2 and _size(document) <= 12 else 2
    for at in range(0, len(block.labels), across):
        row = block.labels[at : at + across]
        paragraph = document.add_paragraph()
        for place, label in enumerate(row, 1):
            last = at + place == len(block.labels)
            paragraph.add_run(f"{' ' * (place > 1)}{_line(label)}: \t")
            _stop(document, paragraph, place / len(row) - 0.08 * last, lines=True)
        if at + across >= len(block.labels):
            paragraph.add_run(f" {_line(block.after)}")


@_add.register(Room)
def _add_room(block: Room, document: "Document") -> None:
    from docx.shared import Pt  # noqa: PLC0415

    for n, label in enumerate(block.labels, 1):
        last = n == len(block.labels)
        paragraph = _indented(document, keep=not last)
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.add_run(f"{_line(label)}{' ' * bool(label)}\t")
        share = block.wide * _size(document) / 440 if block.wide and last else 1 - 0.3 * bool(label)
        _stop(document, paragraph, min(1, share), lines=True)
        if last and block.unit:
            paragraph.add_run(f" {_line(block.unit)}")


@_add.register(Quote)
def _add_quote(block: Quote, document: "Document") -> None:
    for text, small in ((block.text, False), (block.where, True)):
        if not text:
            continue
        paragraph = _indented(document, keep=not small)
        run = paragraph.add_run(_line(text))
        _border(paragraph, "left", space=6)
        if small:
            _small(run)


@_add.register(Figure)
def _add_figure(block: Figure, document: "Document") -> None:
    from docx.shared import Mm  # noqa: PLC0415

    picture = block.picture
    if picture.suffix not in _SHOWN or not picture.data:
        document.add_paragraph(f"[{_line(picture.alt)}]")
        return
    size = {"height": Mm(block.tall)} if block.tall else {"width": Mm(100)}
    shape = document.add_picture(BytesIO(b64decode(picture.data)), **size)
    shape._inline.docPr.set("descr", _line(picture.alt))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    if picture.credit:
        _small(document.add_paragraph().add_run(_line(picture.credit)))


# Parts of them


def _size(document: "Document") -> float:
    """Give the size of the body in points."""
    style: Any = document.styles["Normal"]
    return float(style.font.size.pt)


def _indented(document: "Document", *, keep: bool = False) -> "Paragraph":
    from docx.shared import Mm  # noqa: PLC0415

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(_INDENT)
    paragraph.paragraph_format.keep_with_next = keep
    paragraph.paragraph_format.keep_together = True
    return paragraph


def _stop(document: "Document", line: "Paragraph", share: float, *, lines: bool = False) -> None:
    """Add a tab stop at a share of the width; Word fills the way to it with a line if asked to."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415

    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin  # type: ignore[operator]
    indent = line.paragraph_format.left_indent or 0
    leader = WD_TAB_LEADER.LINES if lines else WD_TAB_LEADER.SPACES
    at = indent + round((room - indent) * share)
    line.paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.LEFT, leader)


def _border(paragraph: "Paragraph", side: str, space: int) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    edge, borders = OxmlElement(f"w:{side}"), OxmlElement("w:pBdr")
    told = {"val": "single", "sz": "6", "space": str(space), "color": "A0A0A0"}
    for name, value in told.items():
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    shape = paragraph._p.get_or_add_pPr()
    shape.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _small(run: Any) -> None:
    run.style = _QUIET


def _line(text: str) -> str:
    """Leave no line break or tab, which Word would read as its own, and nothing that XML lacks."""
    return " ".join(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).split())


def _foot(document: "Document", form: Form) -> None:
    """Write the line at the foot of each page, with the fields for its number."""
    paragraph = document.sections[0].footer.paragraphs[0]
    _small(paragraph.add_run(f"{_line(closing(form))} · "))
    told = filled(form.labels, "page", n="\0PAGE\0", m="\0NUMPAGES\0")
    for n, text in enumerate(told.split("\0")):
        if n % 2:
            _field(paragraph, text)
        elif text:
            _small(paragraph.add_run(text))


def _field(paragraph: "Paragraph", name: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    _small(run)
    field.append(run._r)
    paragraph._p.append(field)


def _settled(document: "Document") -> bytes:
    """Write the document with no time of day in its archive."""
    raw, made = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
