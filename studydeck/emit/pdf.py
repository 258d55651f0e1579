"""A form as PDF: the one door to Typst.

The form goes in as JSON and never as markup, so that nothing an author writes can act.
Typst checks PDF/UA-1 (ISO 14289-1) while it writes: a title, headings in order, and a glyph
for every character.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import as_file
from importlib.resources import files as files_of
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from studydeck.diagnostics import Diagnostic, fault
from studydeck.emit.glyphs import lacking
from studydeck.form import Form, Picture, form_json
from studydeck.labels import counted

OUTPUTS = ("paper", "answer-sheet", "key", "teacher", "handout")

_SERIF = {"font": "Libertinus Serif", "size": 11, "leading": 0.65, "rule": 23}
_CLEAR = {"font": "Atkinson Hyperlegible", "size": 14, "leading": 1.15, "rule": 29}
_PROFILES: dict[str, dict[str, object]] = {
    "standard": _SERIF,
    "large": {**_CLEAR, "size": 18, "leading": 0.85, "rule": 36},
    "dyslexia": _CLEAR,
    "compact": {**_SERIF, "size": 9.5, "leading": 0.55, "rule": 19, "columns": 2},
}
"""Layouts: sizes in points, `leading` between lines in em, `rule` between ruled lines."""

_PAPERS = {"A4": "a4", "A5": "a5", "letter": "us-letter", "us-letter": "us-letter"}
_FALLBACK = ("Libertinus Serif", "Atkinson Hyperlegible", "DejaVu Sans Mono")
_LACKS = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters of scripts that run from right to left."""
_NO_FONT = re.compile(r"unknown font family: (.+)")
_REACH = re.compile(r"\b(import|include|eval|plugin|read|json|yaml|toml|csv|xml|cbor|sys)\b")
_OURS = '#import "paper.typ": *'
_USERS = {"": "the title or the instructions use", "labels": "our words on the paper use"}
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MAIN = b"""\
#import "paper.typ" as paper
#import "own.typ" as own
#paper.set-form(dictionary(own))
"""
_PROBE = b"""\
#set document(title: "probe", date: none)
#set text(font: json(bytes(sys.inputs.fonts)))
#image(bytes(json(bytes(sys.inputs.picture))), alt: "probe")
"""


def pdf(
    form: Form, output: str, font_paths: tuple[str, ...] = ()
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Set one output of a form (one of `OUTPUTS`); the same form gives the same bytes.

    `font_paths` are folders with more fonts; those of the system are never used, as they
    differ from one machine to the next.

    Diagnostics: SD506, for characters that none of the fonts has; SD514, for a font that is
    not there; SD515, for a template that cannot be used; SD125, for a picture that cannot be
    read.

    Raises:
        RuntimeError: Typst refuses for another reason; that is our bug.
    """
    look, record = _look(form), _record(form, output)
    found = tuple(_out_of_bounds(form))
    if found:
        return None, found
    inputs = {
        "form": record,
        "pictures": json.dumps({name: _numbers(one) for name, one in _pictures(form).items()}),
        "look": json.dumps({**look, "both-ways": bool(_LEFTWARD.search(record))}, sort_keys=True),
        "output": output,
    }
    setter = _Setter(font_paths, json.dumps(look["fonts"]))
    files = {"main": _MAIN, "paper.typ": _template(), "own.typ": form.look.template.encode()}
    try:
        made, warned = setter.compile(files, inputs)
    except RuntimeError as error:
        found = tuple(_mistakes(form, setter, str(error)))
        if not found:
            raise
        return None, found
    unknown = _no_font(form, warned)
    return (None, unknown) if unknown else (made, ())


class _Setter(NamedTuple):
    """Typst with its fonts: where more of them are, and which to use, as JSON."""

    font_paths: tuple[str, ...]
    fonts: str

    def compile(self, files: dict[str, bytes], inputs: dict[str, str]) -> tuple[bytes, list[str]]:
        """Set a PDF; no file but those given can be reached."""
        import typst  # noqa: PLC0415  (34 MB of compiled code)

        with as_file(files_of("studydeck.emit").joinpath("templates/paper")) as folder:
            made, warned = typst.compile_with_warnings(  # type: ignore[call-overload]
                files, root=str(folder), font_paths=_fonts(str(folder / "fonts"), self.font_paths),
                sys_inputs=inputs, pdf_standards=["ua-1"],
            )  # fmt: skip
        return made, [one.message for one in warned]

    def refused(self, picture: str) -> str:
        """Try a picture by itself, and say why Typst refuses it."""
        try:
            self.compile({"main": _PROBE}, {"picture": picture, "fonts": self.fonts})
        except RuntimeError as error:
            return str(error)
        return ""


@cache
def _fonts(ours: str, more: tuple[str, ...]) -> object:
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[ours, *more])


@cache
def _template() -> bytes:
    return files_of("studydeck.emit").joinpath("templates/paper/paper.typ").read_bytes()


def _pictures(form: Form) -> dict[str, Picture]:
    found = {str(q.number): q.picture for q in form.questions if q.picture}
    if form.look.logo:
        found["logo"] = form.look.logo
    found |= {f"chart-{n}": one for n, one in enumerate(form.charts)}
    return {name: one for name, one in found.items() if one.data}


def _record(form: Form, output: str) -> str:
    """Write a form without its pictures, with what is better found out here than in Typst.

    `widest` guesses the width of the options in em; `told` has for each proof the question at
    which its passage is printed, 0 for nowhere: a handout has them all as its reading text.
    """
    record = json.loads(form_json(form))
    at = {} if output == "handout" else form.told_at
    for question in (one for part in record["parts"] for one in part["questions"]):
        if question["picture"]:
            del question["picture"]["data"]
        question["told"] = [at.get(text, 0) for text, _ in question["proofs"]]
        question["widest"] = max((_ems(one["text"]) for one in question["choices"]), default=0)
    for chart in record["charts"]:
        del chart["data"]
    record["look"]["logo"] = record["look"]["logo"] and {"alt": record["look"]["logo"]["alt"]}
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _numbers(picture: Picture) -> list[int]:
    """Give the bytes of a picture as numbers: Typst takes nothing but text from outside."""
    return list(b64decode(picture.data))


def _look(form: Form) -> dict[str, object]:
    layout = form.layout
    profile = _PROFILES[layout.get("profile", "standard")]
    paper = _PAPERS[layout.get("paper", "A4")]
    columns = int(layout["columns"]) if "columns" in layout else profile.get("columns", 1)
    own = (layout["font"],) if "font" in layout else ()
    fonts = list(dict.fromkeys([*own, str(profile["font"]), *_FALLBACK]))
    return {
        **profile, "paper": paper, "columns": columns, "fonts": fonts, "counts": _counts(form),
        "leftward": form.leftward,
    }  # fmt: skip


def _ems(text: str) -> float:
    """Guess how wide a text is, in em."""
    return sum(
        1 if east_asian_width(one) in "WF" else 0.64 if one.isupper() else 0.46 for one in text
    )


def _counts(form: Form) -> dict[str, dict[str, str]]:
    """Write every number that the paper says with its noun."""
    points = {form.points, *(p.points for p in form.parts), *(q.points for q in form.questions)}
    wanted = {"questions": {len(form.questions)}, "points": points, "minutes": {form.minutes}}
    return {
        key: {str(one): counted(form.labels, key, one) for one in sorted(numbers)}
        for key, numbers in wanted.items()
    }


# What an author has to mend


def _out_of_bounds(form: Form) -> Iterator[Diagnostic]:
    """Find what a teacher's file may not do: reach another file, a package or the network."""
    told = form.look.template.replace(_OURS, "", 1)
    match = _REACH.search(told)
    if match:
        yield _template_fault(
            f"the template uses `{match.group()}`",
            f"it may import ours, `{_OURS}`, and read no file",
        )


def _template_fault(said: str, advice: str) -> Diagnostic:
    return fault("SD515", None, said, help=advice)


def _no_font(form: Form, warned: list[str]) -> tuple[Diagnostic, ...]:
    names = dict.fromkeys(m.group(1) for one in warned if (m := _NO_FONT.search(one)))
    return tuple(
        fault("SD514", None, f"there is no font '{name}' for the form '{form.id}'",
              help="give its folder with `--font-path`, or take `font:` out of the layout")
        for name in names
    )  # fmt: skip


def _mistakes(form: Form, setter: _Setter, error: str) -> Iterator[Diagnostic]:
    match = _LACKS.search(error)
    refused = _unescaped(match.group(1)) if match else ""
    found = tuple(_missing_glyphs(form, setter, refused)) or tuple(_lost_pictures(form, setter))
    yield from found
    if form.look.template and not found:
        said = f"the template of the form '{form.id}' fails: {_reason(error)}"
        yield _template_fault(said, "mend the Typst file, or take `template:` out of the form")


def _missing_glyphs(form: Form, setter: _Setter, refused: str) -> Iterator[Diagnostic]:
    """Tell where each character stands that no font has: Typst names the first of them alone."""
    if not refused:
        return
    parts = tuple(replace(one, questions=()) for one in form.parts)
    bare = replace(form, parts=parts, labels={}, look=replace(form.look, template=""))
    parted = {"": bare, "labels": form.labels, **{one.key: one for one in form.questions}}
    texts = {key: "".join(_words(one)) for key, one in parted.items()}
    lacked = lacking("".join(texts.values()), setter.font_paths)
    lacked |= frozenset() if lacked.intersection(refused) else frozenset(refused)
    for key, text in texts.items():
        missing = "".join(dict.fromkeys(one for one in text if one in lacked))
        if missing:
            where = _USERS.get(key, f"'{key}' uses")
            yield fault("SD506", None,
                        f"no font of the handout has {_named(missing)}, which {where}",
                        help="give the folder of a font that has it with `--font-path`",
                        item="" if key in _USERS else key)  # fmt: skip


def _named(missing: str) -> str:
    """Write characters so that they can be seen; those without a form of their own by number."""
    seen = "".join(one for one in missing if one.isprintable() and not combining(one))
    codes = [f"U+{ord(one):04X}" for one in missing if one not in seen]
    return ", ".join([*([f"'{seen}'"] if seen else []), *codes])


def _words(told: object) -> Iterator[str]:
    """Give every text in a form or a part of it that is seen; of a picture, who made it."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Picture):
        yield told.credit
    elif isinstance(told, Mapping):
        yield from (one for value in told.values() for one in _words(value))
    elif isinstance(told, tuple | list):
        yield from (one for value in told for one in _words(value))
    elif is_dataclass(told) and not isinstance(told, type):
        yield from (one for field in fields(told) for one in _words(getattr(told, field.name)))


def _unescaped(text: str) -> str:
    """Read a text as Typst writes it in its errors."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\\0", "\0")


def _lost_pictures(form: Form, setter: _Setter) -> Iterator[Diagnostic]:
    """Try each picture by itself."""
    keys = {str(q.number): q.key for q in form.questions}
    for name, one in _pictures(form).items():
        why = setter.refused(picture=json.dumps(_numbers(one)))
        if why:
            item = keys.get(name, "")
            shown = f"the picture of '{item}'" if item else "the logo"
            yield fault("SD125", None, f"{shown} cannot be read: {_reason(why)}",
                        help="save it as PNG, JPEG, WebP or SVG", item=item)  # fmt: skip


def _reason(error: str) -> str:
    return error.partition("(")[0].strip().removesuffix(".")
