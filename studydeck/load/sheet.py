"""One file's nodes on the way to becoming types: every look-up, with its faults."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from studydeck.diagnostics import Diagnostic, fault
from studydeck.load.keys import CUT_SHORT, GUESSES, ID
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.syntax import cut_by_comment, split_by_comma
from studydeck.span import EMPTY, File, Span, Text

E = TypeVar("E", bound=StrEnum)


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was most likely meant, or the empty string."""
    found = get_close_matches(word, list(known), 1, 0.6)
    return found[0] if found else ""


class Sheet:
    """Reads typed things out of nodes; every fault is kept, none is raised."""

    def __init__(self, file: File) -> None:
        """Start with a file and no faults."""
        self.file = file
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, span: Span | None, message: str, help: str = "") -> None:
        """Note a fault."""
        self.faults.append(fault(code, span, message, help=help))

    def keys(self, node: Map, known: Mapping[str, str], where: str) -> None:
        """Note the keys that a mapping must not have, and commas that split a value."""
        for key in node.keys() - known.keys():
            self._unknown(node, key, known, where)
        if "," in self.file.text[node.start : node.end] and self.file.text[node.start] == "{":
            self._commas(node.file, [(v.end, node.places[k][0]) for v, k in _following(node)])

    def _unknown(self, node: Map, key: str, known: Mapping[str, str], where: str) -> None:
        guess = GUESSES.get(key, "")
        meant = guess if guess in known else nearest(key, known)
        help = f"did you mean `{meant}`?" if meant else f"known here: {', '.join(known)}"
        self.fault("SD107", node.key_span(key), f"{where} has no key '{key}'", help)

    def _commas(self, file: File, gaps: Iterable[tuple[int, int]]) -> None:
        for end, start in gaps:
            span = split_by_comma(file, end, start)
            if span:
                self.fault("SD111", span, "YAML splits the value at this comma",
                           "put the number into quotation marks")  # fmt: skip

    def text(self, node: Map, key: str, default: Text = EMPTY) -> Text:
        """Read a text; an absent key gives the default."""
        value = node.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self._not_text(node, key, value)
            return default
        if key in CUT_SHORT:
            self._cut(value)
        return value

    def _not_text(self, node: Map, key: str, value: Map | Seq) -> None:
        first = self.file.text[value.start : value.start + 2]
        if first == "{{":
            span = Span(self.file, value.start, value.start + 2)
            message = f"the text of '{key}' starts with {{{{"
            self.fault("SD115", span, message, "put it into quotation marks")
        elif first.startswith("[") and key in CUT_SHORT:
            span = Span(self.file, value.start, value.start + 1)
            message = f"the text of '{key}' starts with ["
            self.fault("SD117", span, message, "put it into quotation marks")
        else:
            self.shape(node, key, "a text")

    def _cut(self, value: Text) -> None:
        if self.file.text[value.start : value.start + 1] in {'"', "'", ">", "|"}:
            return
        span = cut_by_comment(self.file, value.end)
        if span:
            self.fault("SD112", span, "YAML reads what follows as a comment",
                       "put quotation marks around the text, or two spaces before #")  # fmt: skip

    def shape(self, node: Map, key: str, wanted: str) -> None:
        """Note that a key has something of the wrong shape."""
        self.fault("SD118", node.key_span(key), f"'{key}' wants {wanted}",
                   f"write {wanted} for `{key}`")  # fmt: skip

    def need(self, node: Map, key: str, where: str) -> bool:
        """Note a key that must be there and is not, or is empty; tells whether it is."""
        if key in node and node[key] != "":
            return True
        span = node.key_span(key) if key in node else Span(node.file, node.start, node.start + 1)
        self.fault("SD119", span, f"{where} has no '{key}'", f"add `{key}:`")
        return False

    def texts(self, node: Map, key: str) -> tuple[Text, ...]:
        """Read a list of texts; one text alone counts as a list of one."""
        return self.as_texts(node, key, node.get(key))

    def as_texts(self, node: Map, key: str, value: Node | None) -> tuple[Text, ...]:
        """Read a list of texts from the value of a key."""
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,) if value else ()
        if isinstance(value, Map) or not all(isinstance(one, str) for one in value):
            self.shape(node, key, "a list of texts")
            return ()
        found = tuple(one for one in value if isinstance(one, str))
        if value.flow:
            self._commas(self.file, ((a.end, b.start) for a, b in pairwise(found)))
        return found

    def mapping(self, node: Map, key: str) -> Map | None:
        """Read a mapping, or give None."""
        value = node.get(key)
        if isinstance(value, Map) or value is None:
            return value
        self.shape(node, key, "a mapping")
        return None

    def maps(self, node: Map, key: str) -> tuple[Map, ...]:
        """Read a list of mappings."""
        value = node.get(key)
        if value is None or value == "":
            return ()
        if not isinstance(value, Seq):
            self.shape(node, key, "a list")
            return ()
        for one in value:
            if not isinstance(one, Map):
                self.fault("SD118", one.span, f"an entry of '{key}' is not a mapping",
                           "write `- key: value` lines")  # fmt: skip
        return tuple(one for one in value if isinstance(one, Map))

    def flag(self, node: Map, key: str) -> bool:
        """Read true or false; absent is false."""
        value = self.text(node, key)
        if value and value.lower() not in {"true", "false"}:
            self.fault("SD120", value.span, f"'{key}' is true or false, not '{value}'",
                       "write true or false")  # fmt: skip
        return value.lower() == "true"

    def count(self, node: Map, key: str, default: int | None = None, least: int = 1) -> int | None:
        """Read a whole number from `least` on."""
        value = self.text(node, key)
        if not value:
            return default
        if value.isdecimal() and len(value) < 7 and int(value) >= least:
            return int(value)
        self.fault("SD120", value.span, f"'{key}' wants a whole number, not '{value}'",
                   f"write a number from {least} on")  # fmt: skip
        return default

    def one_of(self, node: Map, key: str, kind: type[E], default: E) -> E:
        """Read one of the words of an enumeration."""
        value = self.text(node, key)
        if not value:
            return default
        words = [member.value for member in kind]
        if value in words:
            return kind(value)
        self.among(value, words, key)
        return default

    def among(self, value: Text, words: Iterable[str], key: str) -> bool:
        """Note a value that is none of the words that a key knows."""
        words = list(words)
        if value in words:
            return True
        meant = nearest(value, words)
        help = f"did you mean `{meant}`?" if meant else f"one of {', '.join(words)}"
        self.fault("SD120", value.span, f"'{key}' does not know '{value}'", help)
        return False

    def id(self, node: Map, key: str, where: str) -> Text:
        """Read an id: small letters, digits and hyphens; gives the empty text without one."""
        if not self.need(node, key, where):
            return EMPTY
        value = self.text(node, key)
        if value and not ID.fullmatch(value):
            self.fault("SD123", value.span, f"'{value}' is no id",
                       "use small letters, digits and hyphens, as in `treaty-2001`")  # fmt: skip
            return EMPTY
        return value


def _following(node: Map) -> Iterable[tuple[Node, str]]:
    """Give each value with the key after it."""
    keys = list(node)
    return [(node[one], other) for one, other in pairwise(keys)]
