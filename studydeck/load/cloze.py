"""Cloze texts: gaps with their answers, other wordings and hints."""

import re

from studydeck.load.nodes import Map
from studydeck.load.sheet import Sheet
from studydeck.model import Gap, Gaps
from studydeck.span import Text

_GAP = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_SINGLE = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")
_OF_SET = re.compile(r"[,;](?!\d\d\d)|\.\.\.|…|\s\|\s|(?<!:):(?!:)")
"""What stands between the braces of a set: {1, 2}, {2; 4}, {1 … 9}, {x | x > 0}, {x: x > 0}."""
_ANKI = re.compile(r"c\d+")
_HELP = "write each gap as {{answer}}, {{answer|alias}} or {{answer::hint}}"


def read_cloze(sheet: Sheet, node: Map) -> Gaps | None:
    """Read gaps such as `{{five|5::a number}}`: answer, aliases, hint."""
    text = sheet.text(node, "cloze")
    gaps: list[Gap] = []
    parts: list[str] = []
    at = length = 0
    for match in _GAP.finditer(text):
        words, hint, place = _gap(sheet, text, match)
        parts += [text[at : match.start()], words[0]]
        start = length + match.start() - at
        length = start + len(words[0])
        gaps.append(Gap(start, length, words[0], tuple(words[1:]), hint))
        at = match.end()
        if not all(words) or _ANKI.fullmatch(words[0]):
            _bad_gap(sheet, text, place, words[0])
            return None
    single = _single(text)
    if single:
        sheet.fault("SD130", _part(sheet, text, *single.span()).span,
                    f"'{single[0]}' has one brace on each side, and would be printed so",
                    f"write {{{single[0]}}} for a gap, or leave the braces out")  # fmt: skip
        return None
    whole = "".join([*parts, text[at:]])
    for mark in ("{{", "}}"):
        if mark in whole:
            place = _part(sheet, text, text.rfind(mark), text.rfind(mark) + 2)
            sheet.fault("SD130", place.span, f"'{mark}' without its other half",
                        _HELP)  # fmt: skip
            return None
    if not gaps:
        if text:
            sheet.fault("SD130", text.span, "the cloze text has no gap",
                        _HELP)  # fmt: skip
        return None
    each = sheet.word(node, "gaps") == "each"
    return Gaps(Text(whole, sheet.file, text.start, text.end), tuple(gaps), each)


def _single(text: str) -> re.Match[str] | None:
    """Find what was meant as a gap and has one brace where two belong; a set in braces is none."""
    found = _SINGLE.finditer(_GAP.sub(lambda gap: " " * len(gap[0]), text))
    return next((one for one in found if one[1].strip() and not _OF_SET.search(one[1])), None)


def _gap(sheet: Sheet, text: Text, match: re.Match[str]) -> tuple[list[Text], str, Text]:
    """Take one gap apart: the wordings with their places, the hint, the whole gap."""
    said, _, hint = match[1].partition("::")
    words: list[Text] = []
    at = match.start(1)
    for word in said.split("|"):
        start = at + len(word) - len(word.lstrip())
        words.append(_part(sheet, text, start, start + len(word.strip())))
        at += len(word) + 1
    return words, hint.strip(), _part(sheet, text, match.start(), match.end())


def _bad_gap(sheet: Sheet, text: Text, place: Text, word: Text) -> None:
    if _ANKI.fullmatch(word):
        sheet.fault("SD130", place.span, f"'{word}' is how Anki numbers gaps",
                    "write {{answer}}; `gaps: each` asks for one gap at a time")  # fmt: skip
        return
    sheet.fault("SD130", (place or text).span, "a gap without an answer",
                _HELP)  # fmt: skip


def _part(sheet: Sheet, text: Text, start: int, end: int) -> Text:
    """Cut a part out of a text, with its own place where the file has it letter by letter."""
    part = text[start:end]
    for shift in (0, 1):
        if sheet.file.text.startswith(text, text.start + shift):
            first = text.start + shift
            return Text(part, sheet.file, first + start, first + end)
    return Text(part, sheet.file, text.start, text.end)
