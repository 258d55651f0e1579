"""A form as a Word document: the one door to python-docx, for those who edit in Word."""

from base64 import b64decode
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from studydeck.form import Form
from studydeck.form.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    Options,
    Quote,
    Room,
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
_MARGIN = 21
_EPOCH = datetime(1980, 1, 1)
_SHOWN = {"png", "jpg", "jpeg", "gif"}
"""Pictures that Word's format takes; others are told by their words."""


def docx(form: Form, output: str) -> bytes:
    """Write one output of a form as Office Open XML (ECMA-376); the same form, the same bytes.

    `output` is `paper`, `answer-sheet`, `key`, `teacher` or `handout`. Questions stay on the
    page of their options, and page numbers are fields that Word fills in.
    """
    from docx import Document  # noqa: PLC0415  (lxml takes its time)

    document = Document()
    _set_up(document, form, output)
    for block in blocks(form, output):
        _add(document, block)
    _foot(document, form)
    return _settled(document)


def _set_up(document: "Document", form: Form, output: str) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    page, told = document.sections[0], document.core_properties
    width, height = _PAGES[form.layout.get("paper", "A4")]
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.left_margin = page.right_margin = Mm(_MARGIN)
    page.top_margin = page.bottom_margin = Mm(_MARGIN)
    told.title, told.author, told.comments = form.title, form.project, form.licence
    told.language, told.subject = form.language, output
    told.created = told.modified = _EPOCH
    face, size = _LOOKS.get(form.layout.get("profile", ""), _LOOK)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = face, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), face)
    style.paragraph_format.space_after = Pt(4)


def _add(document: "Document", block: Block) -> None:
    match block:
        case Heading(level=level, text=text):
            document.add_heading(_line(text), level=min(level - 1, 9))
        case Words():
            _add_words(document, block)
        case Options():
            _add_options(document, block)
        case Bullets(texts=texts):
            for text in texts:
                document.add_paragraph(_line(text), style="List Bullet")
        case Room(labels=labels):
            for n, label in enumerate(labels):
                _add_line(document, label, keep=n + 1 < len(labels))
        case Quote():
            _add_quote(document, block)
        case Figure():
            _add_figure(document, block)


def _add_words(document: "Document", block: Words) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = block.keep
    paragraph.paragraph_format.keep_together = True
    if block.lead:
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.add_run(f"{_line(block.lead)} ").bold = True
    run = paragraph.add_run(_line(block.text))
    run.bold = block.strong or None
    if block.quiet:
        _small(run)


def _add_options(document: "Document", block: Options) -> None:
    for n, choice in enumerate(block.choices):
        line = _indented(document, keep=n + 1 < len(block.choices))
        right = choice.letter in block.right
        run = line.add_run(f"{choice.letter}   {_line(choice.text)}{'  ✓' if right else ''}")
        run.bold = right or None


def _add_quote(document: "Document", block: Quote) -> None:
    if block.text:
        _indented(document, keep=bool(block.where)).add_run(_line(block.text)).italic = True
    if block.where:
        _small(_indented(document).add_run(_line(block.where)))


def _add_line(document: "Document", label: str, *, keep: bool) -> None:
    """Add a line to write on: a tab that Word fills with an underline up to the margin."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    page = document.sections[0]
    width = page.page_width - page.left_margin - page.right_margin  # type: ignore[operator]
    paragraph = document.add_paragraph(f"{_line(label)}\t")
    shape = paragraph.paragraph_format
    shape.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    shape.space_before, shape.keep_with_next = Pt(6), keep


def _add_figure(document: "Document", block: Figure) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    picture = block.picture
    if picture.suffix not in _SHOWN or not picture.data:
        document.add_paragraph(f"[{_line(picture.alt)}]")
        return
    shape = document.add_picture(BytesIO(b64decode(picture.data)), width=Mm(100))
    shape._inline.docPr.set("descr", picture.alt)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    if picture.credit:
        _small(document.add_paragraph().add_run(_line(picture.credit)))


def _indented(document: "Document", *, keep: bool = False) -> "Paragraph":
    from docx.shared import Mm  # noqa: PLC0415

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(8)
    paragraph.paragraph_format.keep_with_next = keep
    paragraph.paragraph_format.keep_together = True
    return paragraph


def _small(run: Any) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x55, 0x55, 0x55)


def _line(text: str) -> str:
    """Leave no line break or tab, which Word would read as its own."""
    return " ".join(text.split())


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
