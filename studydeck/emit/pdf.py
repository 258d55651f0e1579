"""A form as PDF: the one door to Typst.

The form goes in as JSON and never as markup, so that nothing an author writes can act.
Typst checks PDF/UA-1 (ISO 14289-1) while it writes: a title, headings in order, and a glyph
for every character.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import as_file, files

from studydeck.diagnostics import Diagnostic, fault
from studydeck.form import Form, Picture, Question, form_json

OUTPUTS = ("paper", "answer-sheet", "key", "teacher", "handout")

_SERIF = {"font": "Libertinus Serif", "size": 11, "leading": 0.65, "rule": 23}
_CLEAR = {"font": "Atkinson Hyperlegible", "size": 14, "leading": 1.0, "rule": 29}
_PROFILES: dict[str, dict[str, object]] = {
    "standard": _SERIF,
    "large": {**_CLEAR, "size": 18, "leading": 0.85, "rule": 36},
    "dyslexia": _CLEAR,
}
"""Layouts: sizes in points, `leading` between lines in em, `rule` between ruled lines."""

_PAPERS = {"A4": "a4", "A5": "a5", "letter": "us-letter", "us-letter": "us-letter"}
_LACKS = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_MOST_LACKING = 40
_PROBE = b"""\
#set document(title: "probe", date: none)
#set text(font: ("Libertinus Serif", "Atkinson Hyperlegible", "DejaVu Sans Mono"))
#sys.inputs.at("text", default: "")
#if "picture" in sys.inputs { image(bytes(json(bytes(sys.inputs.picture))), alt: "probe") }
"""


def pdf(form: Form, output: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Set one output of a form (one of `OUTPUTS`); the same form gives the same bytes.

    Diagnostics: SD506, for characters that none of the handout's fonts has; SD125, for a
    picture that cannot be read.

    Raises:
        RuntimeError: Typst refuses for another reason; that is our bug.
    """
    pictures = {str(q.number): q.picture for q in form.questions if q.picture and q.picture.data}
    inputs = {
        "form": _without_pictures(form),
        "pictures": json.dumps({number: _numbers(one) for number, one in pictures.items()}),
        "look": json.dumps(_look(form)),
        "output": output,
    }
    try:
        return _compile(_template(), inputs), ()
    except RuntimeError as error:
        found = tuple(_missing_glyphs(form, str(error))) or tuple(_lost_pictures(form))
        if not found:
            raise
        return None, found


def _compile(main: bytes, inputs: dict[str, str]) -> bytes:
    import typst  # noqa: PLC0415  (34 MB of compiled code)

    with as_file(files("studydeck.emit").joinpath("templates/paper/fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
        made: bytes = typst.compile(
            main, font_paths=fonts, sys_inputs=inputs, pdf_standards=["ua-1"]
        )
    return made


@cache
def _template() -> bytes:
    return files("studydeck.emit").joinpath("templates/paper/paper.typ").read_bytes()


def _without_pictures(form: Form) -> str:
    record = json.loads(form_json(form))
    for part in record["parts"]:
        for question in part["questions"]:
            if question["picture"]:
                del question["picture"]["data"]
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _numbers(picture: Picture) -> list[int]:
    """Give the bytes of a picture as numbers: Typst takes nothing but text from outside."""
    return list(b64decode(picture.data))


def _look(form: Form) -> dict[str, object]:
    layout = form.layout
    profile = _PROFILES[layout.get("profile", "standard")]
    paper = _PAPERS[layout.get("paper", "A4")]
    return {**profile, "paper": paper, "columns": int(layout.get("columns", "1"))}


# What an author has to mend


def _missing_glyphs(form: Form, error: str) -> Iterator[Diagnostic]:
    """Turn Typst's complaint about one character into findings for all that are missing."""
    match = _LACKS.search(error)
    if not match:
        return
    texts = {"": _text(replace(form, parts=())), **{q.key: _text(q) for q in form.questions}}
    lacking = _lacking("".join(texts.values())) or set(match.group(1))
    for key, text in texts.items():
        missing = "".join(dict.fromkeys(one for one in text if one in lacking))
        if missing:
            where = f"'{key}' uses" if key else "the title or the instructions use"
            yield fault("SD506", None,
                        f"no font of the handout has '{missing}', which {where}",
                        help="write the word in Latin, Greek or Cyrillic letters",
                        item=key)  # fmt: skip


def _text(said: Form | Question) -> str:
    if isinstance(said, Question) and said.picture:
        said = replace(said, picture=replace(said.picture, data=""))
    return json.dumps(asdict(said), ensure_ascii=False)


def _lacking(text: str) -> set[str]:
    """Ask Typst for the characters that no font has, which it tells one at a time."""
    rest = "".join(dict.fromkeys(one for one in text if not one.isascii()))
    lacking: set[str] = set()
    while rest and len(lacking) < _MOST_LACKING:
        try:
            _compile(_PROBE, {"text": rest})
        except RuntimeError as error:
            match = _LACKS.search(str(error))
            found = set(match.group(1)) & set(rest) if match else set()
            if not found:
                break
            lacking |= found
            rest = "".join(one for one in rest if one not in found)
        else:
            break
    return lacking


def _lost_pictures(form: Form) -> Iterator[Diagnostic]:
    """Try each picture by itself."""
    for question in form.questions:
        if not question.picture or not question.picture.data:
            continue
        try:
            _compile(_PROBE, {"picture": json.dumps(_numbers(question.picture))})
        except RuntimeError as error:
            yield fault("SD125", None,
                        f"the picture of '{question.key}' cannot be read: {_reason(error)}",
                        help="save it as PNG, JPEG, WebP or SVG", item=question.key)  # fmt: skip


def _reason(error: RuntimeError) -> str:
    return str(error).partition("(")[0].strip().removesuffix(".")
