"""Say in an author's words what YAML's parser stumbled over."""

import re
from typing import TYPE_CHECKING

from studydeck.diagnostics import Diagnostic, fault
from studydeck.span import File, Span

if TYPE_CHECKING:
    from yaml import YAMLError

_KEY = r"^\s*(?:- +)*(?:[\w-]+: +)?(?:- +)*"
_QUOTE_HELP = "put the whole text into quotation marks, or write it below `>-`"
_LIKELY = (
    ("SD115", re.compile(_KEY + r"(\{\{)"), "the text starts with {{", _QUOTE_HELP),
    ("SD116", re.compile(_KEY + r"([%@`])"), "the text starts with a character that YAML reserves",
     _QUOTE_HELP),
    ("SD110", re.compile(_KEY + r"(\*)\S"), "the text starts with *, YAML's sign for an alias",
     _QUOTE_HELP),
    ("SD114", re.compile(_KEY + r"(\"[^\"]*\"|'[^']*') *[^\s,#:}\]]"),
     "the text goes on after its closing quotation mark",
     "put the whole text into quotation marks of the other kind, or write it below `>-`"),
    ("SD117", re.compile(_KEY + r"(\[[^\]]*\]) *[^\s,#:}\]]"), "the text starts with [",
     _QUOTE_HELP),
    ("SD113", re.compile(r"^\s*(?:- +)*[\w-]+: +[^\s\"'>|\[{#][^#]*?(:)(?: |$)"),
     "a colon and a space inside a text that is not in quotation marks", _QUOTE_HELP),
)  # fmt: skip
_TAB = re.compile(r"^ *(\t)")


def explain_error(file: File, error: "YAMLError") -> Diagnostic:
    """Turn a parser's error into a finding at the likely fault, which may lie above."""
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line + 1, len(file.line_starts)) if mark else 1
    context = getattr(error, "context_mark", None)
    lines = [line, line - 1, *([context.line + 1] if context else [])]
    for number in lines:
        if 1 <= number <= len(file.line_starts):
            found = _likely(file, number)
            if found:
                return found
    problem = getattr(error, "problem", None) or str(error)
    start = min(getattr(mark, "index", 0), len(file.text))
    if context and "quoted scalar" in (getattr(error, "context", None) or ""):
        return fault("SD101", Span(file, context.index, context.index + 1),
                     "a quotation mark opens here and none closes it",
                     help="close it at the end of the text")  # fmt: skip
    if "nesting" in problem:
        return fault("SD105", Span(file, start, start), "lists and mappings are nested too deep",
                     help="a bank needs no more than a few levels")  # fmt: skip
    return fault("SD101", Span(file, start, min(start + 1, len(file.text))),
                 f"not YAML: {_plain(problem)}",
                 help="look at indentation and quotation marks, here and above")  # fmt: skip


def _plain(problem: str) -> str:
    return problem.replace("'", "").replace("<", "").replace(">", "").strip().lower()


def _likely(file: File, number: int) -> Diagnostic | None:
    text, start = file.line_text(number), file.line_starts[number - 1]
    tab = _TAB.match(text)
    if tab:
        span = Span(file, start + tab.start(1), start + tab.end(1))
        return fault("SD102", span, "a tab stands in the indentation",
                     help="indent with spaces")  # fmt: skip
    for code, pattern, message, help in _LIKELY:
        match = pattern.search(text)
        if match:
            span = Span(file, start + match.start(1), start + match.end(1))
            return fault(code, span, message, help=help)
    return None


_CUT = re.compile(r" #")
_COMMA = re.compile(r"\d,\d")


def cut_by_comment(file: File, end: int) -> Span | None:
    """Find a comment that starts one space behind an unquoted text: most likely part of it.

    Authors who mean a comment put it at a distance of two spaces or more.
    """
    text = file.text
    return Span(file, end + 1, end + 2) if _CUT.match(text, end) else None


def split_by_comma(file: File, end: int, start: int) -> Span | None:
    """Find a comma without a space between two digits, which YAML takes to separate values."""
    if start != end + 1 or end < 1 or not _COMMA.match(file.text, end - 1):
        return None
    return Span(file, end, end + 1)
