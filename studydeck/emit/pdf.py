"""A form as PDF: the one door to Typst.

The form goes in as JSON and never as markup, so that nothing an author writes can act.
Typst checks PDF/UA-1 (ISO 14289-1) while it writes: a title, headings in order, and a glyph
for every character.
"""

import json
import re
from dataclasses import asdict
from importlib.resources import as_file, files

from studydeck.diagnostics import Diagnostic, fault
from studydeck.form import Form, form_json

OUTPUTS = ("paper", "answer-sheet", "key", "teacher", "handout")

_PROFILES = {
    "standard": {"font": "Libertinus Serif", "size": 11, "leading": 0.68, "justify": True},
    "large": {"font": "Atkinson Hyperlegible", "size": 18, "leading": 0.85, "justify": False},
    "dyslexia": {"font": "Atkinson Hyperlegible", "size": 14, "leading": 1.05, "justify": False},
}
_PAPERS = {"A4": "a4", "A5": "a5", "letter": "us-letter", "us-letter": "us-letter"}
_LACKS = re.compile(r"the text `\"(.+?)\"` could not be displayed")


def pdf(form: Form, output: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Set one output of a form (one of `OUTPUTS`); the same form gives the same bytes.

    Diagnostics: SD506, for a character that none of the handout's fonts has.

    Raises:
        RuntimeError: Typst refuses for another reason; that is our bug.
    """
    import typst  # noqa: PLC0415  (34 MB of compiled code)

    inputs = {"form": form_json(form), "look": json.dumps(_look(form)), "output": output}
    folder = files("studydeck.emit").joinpath("templates/paper")
    with as_file(folder) as templates:
        try:
            made = typst.compile(
                str(templates / "paper.typ"),
                root=str(templates),
                font_paths=[str(templates / "fonts")],
                ignore_system_fonts=True,
                sys_inputs=inputs,
                pdf_standards=["ua-1"],
            )
        except RuntimeError as error:
            found = _missing_glyphs(form, str(error))
            if not found:
                raise
            return None, found
    return made, ()


def _look(form: Form) -> dict[str, object]:
    layout = form.layout
    profile = _PROFILES[layout.get("profile", "standard")]
    paper = _PAPERS[layout.get("paper", "A4")]
    return {**profile, "paper": paper, "columns": int(layout.get("columns", "1"))}


def _missing_glyphs(form: Form, error: str) -> tuple[Diagnostic, ...]:
    """Turn Typst's complaint about a character into a finding that names the first item."""
    match = _LACKS.search(error)
    if not match:
        return ()
    lacking = match.group(1)
    keys = [
        question.key
        for part in form.parts
        for question in part.questions
        if any(letter in str(asdict(question).values()) for letter in lacking)
    ]
    key = keys[0] if keys else ""
    where = f" of '{key}'" if key else ""
    return (
        fault(
            "SD506",
            None,
            f"no font of the handout has the characters '{lacking}'{where}",
            help="write the word in Latin, Greek or Cyrillic letters",
            item=key,
        ),
    )
