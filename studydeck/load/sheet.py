"""One file's nodes on the way to becoming types: every look-up, with its faults."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice, pairwise
from typing import TypeVar

from studydeck.diagnostics import Diagnostic
from studydeck.load.files import CONTROL, reserved
from studydeck.load.keys import GUESSES, ID, PROSE, WORDS, Keys
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.saying import say
from studydeck.span import EMPTY, File, Span, Text

E = TypeVar("E", bound=StrEnum)
_SPLIT = re.compile(r",(?<=\d,)(?=\d)")
_QUOTED = frozenset("\"'|>")
_FOLLOWING = frozenset({"SD118", "SD119", "SD129", "SD404", "SD405"})
_SEVERAL = 8
_MOST_FAULTS = 5000
_MANY = 500
_LONG = 200


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was most likely meant, or the empty string.

    Among many words, only those that begin or end alike are looked at.
    """
    words = list(known)
    if len(words) > _MANY:
        alike = (one for one in words if one[:2] == word[:2] or one[-2:] == word[-2:])
        words = list(islice(alike, _MANY))
    likeness = 0.6 if len(word) > 3 else 0.75
    found = get_close_matches(word, words, 1, likeness) if len(word) < _LONG else []
    return found[0] if found else ""


def meant(word: str, known: Iterable[str]) -> str:
    """Write the help for an unknown word: the likely one, or some of those that there are."""
    words = list(dict.fromkeys(known))
    likely = nearest(word, words)
    return f"did you mean `{likely}`?" if likely else some(words)


def some(words: Iterable[str]) -> str:
    """Write the help that lists the first of the words that there are."""
    found = list(islice(words, _SEVERAL + 1))
    return f"there is {_and(found)}" if found else "there is none yet"


def _and(words: list[str]) -> str:
    more = " and others" if len(words) > _SEVERAL else ""
    return ", ".join(f"`{word}`" for word in words[:_SEVERAL]) + more


class Sheet:
    """Reads typed things out of nodes; every fault is kept, none is raised.

    `blanks` are stretches of the file that could not be parsed. While `sound` is False, what
    is read may have lost parts there, and is not said to lack them.
    """

    def __init__(
        self, file: File, blanks: Sequence[tuple[int, int]] = (), *, hidden: bool = False
    ) -> None:
        """Start without faults; `hidden` tells of control characters that were blanked."""
        self.file = file
        self.blanks = blanks
        self.whole = not blanks and not hidden
        self.sound = self.whole
        self.faults: list[Diagnostic] = []
        self._guessed: set[tuple[int, str]] = set()
        self._cuts = " #" in file.text
        self._splits = _SPLIT.search(file.text) is not None

    def fault(self, code: str, span: Span | None, message: str, help: str) -> None:
        """Note a fault, unless it may follow from something that was blanked."""
        if not self.sound and code in _FOLLOWING:
            return
        if not self.whole and span is not None and CONTROL.search(span.text):
            return
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(say(code, span, message, help))

    def lost_part(self, node: Map) -> bool:
        """Say whether a part of a mapping could not be parsed."""
        return any(start <= node.end and node.start <= end for start, end in self.blanks)

    def about(self, first: int, item: str) -> None:
        """Say of the faults from the `first` on that they are about one item."""
        for i in range(first, len(self.faults)):
            if not self.faults[i].item:
                self.faults[i] = replace(self.faults[i], item=item)

    # Keys

    def keys(self, node: Map, known: Keys, where: str) -> None:
        """Note the keys that a mapping must not have, and commas that split a value."""
        if not node.keys() <= known.keys():
            split = self._split_keys(node)
            for key in node:
                if key not in known and key not in split and key in node.places:
                    self._unknown(node, key, known, where)
        elif self.file.text[node.start] == "{":
            self._split_keys(node)

    def free_keys(self, node: Map) -> tuple[str, ...]:
        """Give the keys of a mapping that its author chose; notes commas that split a value."""
        if self.file.text[node.start] != "{":
            return tuple(node)
        split = self._split_keys(node)
        return tuple(key for key in node if key not in split)

    def _unknown(self, node: Map, key: str, known: Keys, where: str) -> None:
        if not key and self.file.text.startswith(("[", "{"), node.places[key][0]):
            return  # a list as a key, which the parser speaks of
        guess = GUESSES.get(key, "")
        likely = guess if guess in known else nearest(key, known)
        self._guessed.add((node.start, likely))
        help = f"did you mean `{likely}`?" if likely else f"it may have {_and(list(known))}"
        self.fault("SD107", node.key_span(key), f"{where} has no key '{key}'", help)

    def _split_keys(self, node: Map) -> set[str]:
        """Note commas between digits in `{ }`; gives the keys that are the second halves."""
        keys = [key for key in node if key in node.places]
        return {
            two for one, two in pairwise(keys) if self._comma(node[one].end, node.places[two][0])
        }

    def _comma(self, end: int, start: int) -> bool:
        if start != end + 1 or not _SPLIT.match(self.file.text, end):
            return False
        self.fault("SD111", Span(self.file, end, start),
                   "YAML splits the value at this comma between digits",
                   "put the number into quotation marks; if two values are meant, set a space"
                   " behind the comma")  # fmt: skip
        return True

    def need(self, node: Map, key: str, where: str) -> bool:
        """Note a key that must be there and is not, or is empty; tells whether it is."""
        value = node.get(key)
        if value:
            return True
        if isinstance(value, Text) and (self.alias(value) or self._cut(value)):
            return False
        if (node.start, key) in self._guessed:
            return False
        if value is not None and key in node.places:
            self.fault("SD119", node.key_span(key), f"'{key}' of {where} is empty",
                       f"write something behind `{key}:`")  # fmt: skip
            return False
        self.fault("SD119", self._top(node), f"{where} has no '{key}'", f"add `{key}:`")
        return False

    def alias(self, value: Text) -> bool:
        """Say whether a text is empty because it is an alias, which has its own finding."""
        return self.file.text.startswith("*", value.start)

    def _top(self, node: Map) -> Span:
        """Point at the first key of a mapping, which stands for the whole of it."""
        first = next(iter(node.places.values()), None)
        if first is None or self.file.text[node.start : node.start + 1] == "{":
            return Span(self.file, node.start, min(node.start + 1, len(self.file.text)))
        return Span(self.file, *first)

    # Texts

    def text(self, node: Map, key: str, default: Text = EMPTY) -> Text:
        """Read a text; an absent key gives the default."""
        value = node.get(key)
        if value is None:
            return default
        if type(value) is not Text:
            self._not_text(node, key, value)
            return default
        if self._cuts and key in PROSE:
            self._cut(value)
        return value

    def _not_text(self, node: Map, key: str, value: Node) -> None:
        first = self.file.text[value.start : value.start + 2]
        sign = first if first == "{{" else first[:1]
        span = Span(self.file, value.start, value.start + len(sign))
        if sign == "{{":
            self.fault("SD115", span, f"the text of '{key}' starts with {{{{",
                       "put it into quotation marks")  # fmt: skip
        elif sign == "[" and key in PROSE:
            self.fault("SD117", span, f"the text of '{key}' starts with [",
                       "put it into quotation marks")  # fmt: skip
        else:
            self.shape(node, key, "a text")

    def _cut(self, value: Text) -> bool:
        """Note a comment one space behind an unquoted text: most likely part of it.

        Authors who mean a comment put it at a distance of two spaces or more.
        """
        text = self.file.text
        if not text.startswith(" #", value.end) or text[value.start] in _QUOTED:
            return False
        self.fault("SD112", Span(self.file, value.end + 1, value.end + 2),
                   "YAML reads what follows as a comment",
                   "put quotation marks around the text, or two spaces before #")  # fmt: skip
        return True

    def shape(self, node: Map, key: str, wanted: str) -> None:
        """Note that a key has something of the wrong shape."""
        value = node.get(key)
        if isinstance(value, Text) and not value:
            if self.alias(value) or self._cut(value):
                return
            self.fault("SD119", self.place(node, key), f"'{key}' is empty",
                       f"write {wanted} behind `{key}:`")  # fmt: skip
            return
        has = "a mapping" if isinstance(value, Map) else "a list" if isinstance(value, Seq) else ""
        has = has or (f"the text '{value}'" if value is not None else "nothing")
        self.fault("SD118", self.place(node, key), f"'{key}' has {has} and wants {wanted}",
                   f"write {wanted} for `{key}`")  # fmt: skip

    def place(self, node: Map, key: str) -> Span:
        """Point at a key, or at its mapping if the key was inherited."""
        return node.key_span(key) if key in node.places else self._top(node)

    def texts(self, node: Map, key: str) -> tuple[Text, ...]:
        """Read a list of texts; one text alone counts as a list of one."""
        value = node.get(key)
        return () if value is None else self.as_texts(node, key, value)

    def as_texts(self, node: Map, key: str, value: Node) -> tuple[Text, ...]:
        """Read a list of texts from the value of a key."""
        if type(value) is Text:
            if self._cuts and key in PROSE:
                self._cut(value)
            return (value,) if value else ()
        if type(value) is not Seq:
            self._not_text(node, key, value)
            return ()
        if (self._splits if value.flow else self._cuts) and key in PROSE:
            self._elements(value)
        found = tuple([one for one in value if type(one) is Text])
        if len(found) != len(value):
            self._not_texts(key, value)
        return found

    def _elements(self, value: Seq) -> None:
        if value.flow:
            for one, two in pairwise(value):
                self._comma(one.end, two.start)
            return
        for element in value:
            if type(element) is Text:
                self._cut(element)

    def _not_texts(self, key: str, value: Iterable[Node | str]) -> None:
        """Explain elements that are no texts: mostly `- Article 5: Taiwan`."""
        for one in value:
            if isinstance(one, Map) and len(one) == 1 and self.file.text[one.start] != "{":
                end = next(iter(one.places.values()))[1]
                self.fault("SD113", Span(self.file, end, end + 1),
                           "an unquoted text with a colon and a space in it",
                           "put the whole text into quotation marks")  # fmt: skip
            elif isinstance(one, Map | Seq):
                what = "a mapping" if isinstance(one, Map) else "a list"
                self.fault("SD118", one.span, f"'{key}' has {what} among its texts",
                           "write texts; one that starts with [ wants quotation marks")  # fmt: skip

    # Other shapes

    def mapping(self, node: Map, key: str) -> Map | None:
        """Read a mapping, or give None."""
        value = node.get(key)
        if isinstance(value, Map) or value is None:
            return value
        self.shape(node, key, "a mapping")
        return None

    def words(self, node: Map, key: str) -> dict[str, Text]:
        """Read a mapping of free keys to texts."""
        value = self.mapping(node, key)
        if value is None:
            return {}
        found = {one: self.text(value, one) for one in self.free_keys(value)}
        for one, text in found.items():
            if text and one not in PROSE:
                self._cut(text)
        return found

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
                self.fault("SD118", one.span, f"an entry of '{key}' is no mapping",
                           "write `- key: value`, and the other keys below")  # fmt: skip
        return tuple([one for one in value if isinstance(one, Map)])

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
        if value.isascii() and value.isdecimal() and len(value) < 7 and int(value) >= least:
            return int(value)
        self.fault("SD120", value.span, f"'{key}' wants a whole number, not '{value}'",
                   f"write a number from {least} on")  # fmt: skip
        return default

    def one_of(self, node: Map, key: str, kind: type[E], default: E) -> E:
        """Read one of the words of an enumeration."""
        value = self.text(node, key)
        words = [member.value for member in kind]
        return kind(value) if value and self.among(value, words, key) else default

    def word(self, node: Map, key: str, name: str = "") -> str:
        """Read one of the words of `WORDS`, or give the empty string."""
        value = self.text(node, key)
        return str(value) if value and self.among(value, WORDS[name or key], key) else ""

    def many(self, node: Map, key: str, name: str) -> tuple[Text, ...]:
        """Read several of the words of `WORDS`."""
        found = self.texts(node, key)
        return tuple([one for one in found if self.among(one, WORDS[name], key)])

    def among(self, value: Text, words: Iterable[str], key: str) -> bool:
        """Note a value that is none of the words that a key knows."""
        words = list(words)
        if value in words:
            return True
        likely = nearest(value, words)
        help = f"did you mean `{likely}`?" if likely else f"write one of {_and(words)}"
        self.fault("SD120", value.span, f"'{key}' does not know '{value}'", help)
        return False

    def id(self, node: Map, key: str, where: str, *, keep: bool = False) -> Text:
        """Read an id: small letters, digits and hyphens; gives the empty text without one.

        With `keep`, an id of other characters is given all the same, so that what refers to
        it is not said to refer to nothing.
        """
        if not self.need(node, key, where):
            return EMPTY
        value = self.text(node, key)
        if not value or ID.fullmatch(value):
            return value
        self.fault("SD123", value.span, f"'{value}' is no id",
                   f"use small letters, digits and hyphens, as in `{_as_id(value)}`")  # fmt: skip
        return value if keep else EMPTY

    def file_id(self, node: Map, key: str, where: str, stem: str) -> Text:
        """Read the id of a file, which is its name; gives the empty text without one."""
        value = self.id(node, key, where)
        if not value:
            return EMPTY if self.whole or key in node else Text(stem, self.file, 0, 0)
        if reserved(value):
            self.fault("SD123", value.span, f"'{value}' is a name that Windows keeps for itself",
                       "choose another one, for the id and the file")  # fmt: skip
        if value != stem:
            self.fault("SD408", value.span, f"{where} is '{value}' in a file named '{stem}.yaml'",
                       f"write `{key}: {stem}`, or name the file {value}.yaml")  # fmt: skip
        return value


def _as_id(text: str) -> str:
    made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40]
    return made or "treaty-2001"
