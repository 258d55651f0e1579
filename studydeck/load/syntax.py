"""Say in an author's words what YAML's parser stumbled over.

The parser tells where it could not go on, which often is a line below the fault; what it
read last tells the rest.
"""

import re
from collections.abc import Callable

from studydeck.diagnostics import Diagnostic
from studydeck.load.nodes import DEEPEST, Map, Seq, Stumble
from studydeck.load.saying import say
from studydeck.rows import CONFLICT
from studydeck.span import File, Span, Text

_QUOTE = "put the whole text into quotation marks, or write it below `>-`"
_SPACES = "give the keys of an entry one indentation, in spaces"
_KEY_LINE = re.compile(r" *(?:- +)*[\w-]+:(?: |$)")
_KEY_OR_ENTRY = re.compile(r" *(?:- |[\w-]+:(?: |$))")
_DASHES = re.compile(r"(?:- +)*")
_TOUCHING = re.compile(r"(?:- +)*([\w-]+):(?=[^\s/])")
_DASH = re.compile(r"-(?=[\w\"'])")
_WORD = re.compile(r"[\w-]+")
_COMMENT = re.compile(r" +(#)")


def explain(file: File, text: str, stumble: Stumble) -> Diagnostic:
    """Turn the place where the parser gave up into a finding at the likely fault."""
    seen = _Seen(file, text, stumble)
    found = _explained(seen)
    at = found.span.start if found.span else seen.at
    if CONFLICT.match(seen.line(at)):
        return seen.fault("SD101", seen.line_start(at), 7, "a conflict of two branches",
                          "keep what is right of both, and delete the marks")  # fmt: skip
    return found


def _explained(seen: "_Seen") -> Diagnostic:
    stumble = seen.stumble
    for part, explainer in _EXPLAINERS:
        if part in stumble.problem or part in stumble.context:
            found = explainer(seen)
            if found:
                return found
    return seen.fault("SD101", stumble.at, 1, f"not YAML: {_plain(stumble.problem)}",
                      "look at indentation and quotation marks, here and above")  # fmt: skip


def _plain(problem: str) -> str:
    return re.sub(r"[<>']", "", problem).strip().lower()


class _Seen:
    """What is known about one stumble."""

    def __init__(self, file: File, text: str, stumble: Stumble) -> None:
        self.file, self.text, self.stumble = file, text, stumble
        self.at = min(stumble.at, len(text))
        self.sign = text[self.at : self.at + 1]
        self.last = stumble.last

    def fault(self, code: str, start: int, length: int, message: str, help: str) -> Diagnostic:
        """Make a finding that lies in the file, whatever the numbers."""
        size = len(self.file.text)
        start = min(start, size)
        span = Span(self.file, start, min(start + length, size))
        return say(code, span, message, help)

    def line_start(self, at: int) -> int:
        """Give the offset of the line that a place is in."""
        return self.text.rfind("\n", 0, at) + 1

    def line(self, at: int) -> str:
        """Give the line that a place is in, without its end."""
        end = self.text.find("\n", at)
        return self.text[self.line_start(at) : end if end >= 0 else None].rstrip("\r")

    def number(self, at: int) -> int:
        """Give the number of the line that a place is in."""
        return self.file.place(at)[0]

    def gap(self) -> str | None:
        """Give what stands between what was read last and the stumble; None if nothing was."""
        return None if self.last is None else self.text[self.last.end : self.at]


def _tab(seen: _Seen) -> Diagnostic | None:
    at = seen.at if seen.sign == "\t" else seen.text.find("\t", seen.line_start(seen.at))
    if at < 0 or seen.text[seen.line_start(at) : at].strip(" -"):
        return None
    return seen.fault("SD102", at, 1, "a tab stands where YAML wants spaces", "indent with spaces")


def _reserved(seen: _Seen) -> Diagnostic | None:
    if seen.sign == "\t":
        return _tab(seen)
    return _starts(seen, "SD116", seen.at)


def _starts(seen: _Seen, code: str, at: int) -> Diagnostic:
    sign = seen.text[at : at + 1]
    why = "a character that YAML keeps for itself"
    return seen.fault(code, at, 1, f"the text starts with '{sign}', {why}", _QUOTE)


def _alias(seen: _Seen) -> Diagnostic:
    return _starts(seen, "SD110", seen.stumble.context_at)


def _anchor(seen: _Seen) -> Diagnostic:
    return _starts(seen, "SD109", seen.stumble.context_at)


def _tag(seen: _Seen) -> Diagnostic:
    return _starts(seen, "SD108", seen.stumble.context_at)


def _block_head(seen: _Seen) -> Diagnostic | None:
    if "comment or line break" not in seen.stumble.problem:
        return _tab(seen)
    return _starts(seen, "SD116", seen.stumble.context_at)


def _directive(seen: _Seen) -> Diagnostic:
    return _starts(seen, "SD116", seen.line_start(seen.at))


def _open_quote(seen: _Seen) -> Diagnostic | None:
    if "escape" in seen.stumble.problem or "hexdecimal" in seen.stumble.problem:
        return _escape(seen)
    return _unclosed(seen, seen.stumble.context_at)


def _unclosed(seen: _Seen, at: int, end: int = -1) -> Diagnostic:
    none = f"the next one is in line {seen.number(end)}" if end >= 0 else "none closes it"
    return seen.fault("SD101", at, 1, f"a quotation mark opens here and {none}",
                      "close it at the end of the text")  # fmt: skip


def _escape(seen: _Seen) -> Diagnostic:
    at = seen.text.rfind("\\", 0, seen.at + 1)
    sign = seen.text[at : at + 2]
    return seen.fault("SD101", at, 2, f"'{sign}' means nothing between double quotation marks",
                      "write \\\\ for a backslash, or use single quotation marks")  # fmt: skip


def _cut_short(seen: _Seen, at: int) -> Diagnostic:
    return seen.fault("SD112", at, 1, "YAML reads what follows as a comment", _QUOTE)


def _two_colons(seen: _Seen) -> Diagnostic | None:
    """Explain a second `: ` in one value: a text with a colon, or a key that moved."""
    last = seen.last
    if isinstance(last, Text) and not seen.stumble.style:
        swallowed = _swallowed_key(seen, last)
        if swallowed:
            return swallowed
    elif isinstance(last, Text):
        return _after_quote(seen)
    if seen.sign != ":":
        return None
    return seen.fault("SD113", seen.at, 1,
                      "an unquoted text with a colon and a space in it", _QUOTE)  # fmt: skip


def _swallowed_key(seen: _Seen, last: Text) -> Diagnostic | None:
    """Explain a line with a key that YAML takes for more of the text above."""
    start, first = seen.line_start(seen.at), seen.line_start(last.start)
    word = seen.text[start : seen.at].strip()
    if start == first or not _WORD.fullmatch(word.removeprefix("- ").strip()):
        return None
    above = _touching(seen, first)
    if above:
        return above
    at = start + len(seen.line(seen.at)) - len(seen.line(seen.at).lstrip())
    if not seen.text[first : last.start].strip(" -"):
        return seen.fault("SD101", last.start, len(seen.line(first).strip()),
                          "this line has no key", "write it as `key: text`")  # fmt: skip
    return seen.fault("SD101", at, len(word), f"'{word}:' stands further in than the keys above",
                      _SPACES)  # fmt: skip


def _touching(seen: _Seen, start: int) -> Diagnostic | None:
    """Find a key whose text touches its colon, or an entry that touches its dash."""
    line = seen.line(start)
    indent = len(line) - len(line.lstrip(" "))
    dash = _DASH.match(line, indent)
    if dash:
        return seen.fault("SD101", start + indent, 1, "no space after the dash",
                          f"write `- {line[indent + 1 :][:20].strip()}`")  # fmt: skip
    key = _TOUCHING.match(line, indent)
    if not key:
        return None
    return seen.fault("SD101", start + key.start(1), len(key[1]) + 1,
                      f"no space after the colon of '{key[1]}:'",
                      f"write `{key[1]}: {line[key.end() :][:20].strip()}`")  # fmt: skip


def _no_colon(seen: _Seen) -> Diagnostic | None:
    """Explain a line that ought to be a key and is none."""
    at = seen.stumble.context_at
    start = seen.line_start(at)
    touching = _touching(seen, start)
    if touching:
        return touching
    line = seen.line(at)
    length = len(line.strip())
    comment = _COMMENT.search(line)
    if comment and ":" in line[comment.start() :]:
        return _cut_short(seen, start + comment.start(1))
    if seen.stumble.style in {"|", ">"} and not seen.last:
        return seen.fault("SD101", at, length, "the text is not indented further than its key",
                          f"indent the lines below `{seen.stumble.style}` further")  # fmt: skip
    return seen.fault("SD101", at, length, "this line has no key",
                      "write `key: text`, or indent it to go on with the text above")  # fmt: skip


def _broken_line(seen: _Seen) -> Diagnostic | None:
    """Explain what stands where a key or a new entry was to come."""
    last, gap = seen.last, seen.gap()
    if last is None or gap is None:
        return None
    if "\n" not in gap:
        return _rest_of_line(seen, last)
    comment = _COMMENT.match(seen.text, last.end)
    if isinstance(last, Text) and not seen.stumble.style and comment:
        return _cut_short(seen, comment.start(1))
    return _indentation(seen)


def _rest_of_line(seen: _Seen, last: Text | Map | Seq) -> Diagnostic | None:
    """Explain text behind something that is whole already."""
    opening = seen.text[last.start : last.start + 1]
    if isinstance(last, Text):
        return _after_quote(seen)
    if opening == "{":
        sign = "{{" if seen.text.startswith("{{", last.start) else "{"
        return seen.fault("SD115", last.start, len(sign), f"the text starts with {sign}", _QUOTE)
    if opening == "[":
        length = last.end - last.start
        return seen.fault("SD117", last.start, length, "the text starts with [", _QUOTE)
    return _indentation(seen)


def _after_quote(seen: _Seen) -> Diagnostic | None:
    """Explain text behind a closing quotation mark, or one that closes in a line too far."""
    last = seen.last
    if not isinstance(last, Text) or seen.stumble.style not in {'"', "'"}:
        return _indentation(seen)
    raw = seen.text[last.start : last.end]
    if any(_KEY_LINE.match(line) for line in raw.split("\n")[1:]):
        return _unclosed(seen, last.start, last.end - 1)
    if "\n" in (seen.gap() or ""):
        return _indentation(seen)
    help = "put the whole text into quotation marks of the other kind, or write it below `>-`"
    if seen.stumble.style == "'" and seen.at == last.end and seen.sign.isalpha():
        help = "write '' for an apostrophe between single quotation marks"
    return seen.fault("SD114", last.start, last.end - last.start,
                      "the text goes on after its closing quotation mark", help)  # fmt: skip


def _indentation(seen: _Seen) -> Diagnostic | None:
    """Explain a line that stands where none of the lines above has its keys."""
    start = seen.line_start(seen.at)
    indent = seen.at - start
    if seen.text[start : seen.at].strip(" ") or not seen.sign:
        return None
    columns = _columns(seen, start)
    if indent in columns:
        return _other_sort(seen)
    fits = " or ".join(str(column) for column in sorted(columns)) or "0"
    return seen.fault("SD101", seen.at, len(seen.line(seen.at).strip()),
                      f"this line is indented by {indent}; the lines above have {fits}",
                      _SPACES)  # fmt: skip


def _other_sort(seen: _Seen) -> Diagnostic:
    """Explain an entry among keys, or a key among entries."""
    if seen.text.startswith("- ", seen.at):
        return seen.fault("SD101", seen.at, 1, "an entry with '-' where the lines above are keys",
                          "start the first entry with `- ` too, or indent this one")  # fmt: skip
    return seen.fault("SD101", seen.at, len(seen.line(seen.at).strip()),
                      "a key where the lines above are entries with '-'",
                      "start it with `- `, or indent it as the other keys")  # fmt: skip


def _columns(seen: _Seen, start: int) -> set[int]:
    """Give the columns at which the lines above have the keys that a line could follow."""
    found: set[int] = set()
    least = 10**6
    at = start - 1
    while at > 0 and least > 0:
        line = seen.line(at)
        column = len(line) - len(line.lstrip(" "))
        if column < least and _KEY_OR_ENTRY.match(line):
            least = column
            dashes = _DASHES.match(line, column)
            found |= {column, dashes.end() if dashes else column}
        at = seen.line_start(at) - 1
    return found


def _flow(seen: _Seen) -> Diagnostic | None:
    """Explain what stands in brackets and is neither a comma nor the end."""
    opened = seen.stumble.context_at
    last = seen.last
    before = last.start if last is not None else opened
    comment = _COMMENT.match(seen.text, last.end) if isinstance(last, Text) else None
    if comment and not seen.stumble.style:
        return _cut_short(seen, comment.start(1))
    if "\n" not in seen.text[before : seen.at]:
        if seen.sign == ":":
            return _two_colons(seen)
        if isinstance(last, Text) and seen.stumble.style:
            return _after_quote(seen)
        if isinstance(last, Map | Seq):
            return _rest_of_line(seen, last)
    sign = seen.text[opened : opened + 1]
    closing = "]" if sign == "[" else "}"
    return seen.fault("SD101", opened, 1, f"'{sign}' opens here and no '{closing}' closes it",
                      f"close it, or put quotation marks around a text with {sign}")  # fmt: skip


def _nothing(seen: _Seen) -> Diagnostic | None:
    """Explain a sign that stands where a value was to come."""
    if seen.sign in {"", "\n", "\r"}:
        if seen.last is None or not isinstance(seen.last, Map | Seq):
            return None
        return _flow(seen)
    before = seen.text[: seen.at].rstrip()[-1:]
    if seen.sign in {",", "]", "}"} and before in {",", "[", "{"}:
        return seen.fault("SD101", seen.at, 1,
                          f"nothing stands between '{before}' and '{seen.sign}'",
                          "take one of the two away")  # fmt: skip
    return _starts(seen, "SD116", seen.at)


def _dash(seen: _Seen) -> Diagnostic:
    return seen.fault("SD116", seen.at, 1, f"what stands behind the key starts with '{seen.sign} '",
                      "put quotation marks around a text, and a list into lines below")  # fmt: skip


def _too_deep(seen: _Seen) -> Diagnostic:
    return seen.fault("SD105", seen.at, 1,
                      f"lists and mappings are nested more than {DEEPEST} deep",
                      "a bank needs no more than a few levels")  # fmt: skip


def _after_end(seen: _Seen) -> Diagnostic:
    return seen.fault("SD122", seen.at, 1, "text stands after the end of the document",
                      "leave out the line with ...")  # fmt: skip


_EXPLAINERS: tuple[tuple[str, Callable[[_Seen], Diagnostic | None]], ...] = (
    ("too deep", _too_deep),
    ("tab character", _tab),
    ("cannot start any token", _reserved),
    ("scanning an alias", _alias),
    ("scanning an anchor", _anchor),
    ("scanning a tag", _tag),
    ("parsing a tag", _tag),
    ("scanning a block scalar", _block_head),
    ("directive", _directive),
    ("quoted scalar", _open_quote),
    ("mapping values are not allowed", _two_colons),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _broken_line),
    ("expected '-' indicator", _broken_line),
    ("did not find expected ','", _flow),
    ("expected node content", _nothing),
    ("are not allowed in this context", _dash),
    ("expected <document start>", _after_end),
)
"""Words of libyaml's messages, and what explains them; the first that can is asked."""
