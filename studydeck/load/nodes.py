"""YAML as nodes that know their place: libyaml's events, every scalar as text."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from studydeck.collector import paused_collector
from studydeck.diagnostics import Diagnostic
from studydeck.load.files import CONTROL, control
from studydeck.load.saying import say
from studydeck.span import File, Span, Text

DEEPEST = 32
_MOST_FAULTS = 5000
_WORD = re.compile(r"\S{0,80}")
_BRACKET = re.compile(r"[\[\]{}]")


class Map(dict[str, "Node"]):
    """A mapping with its place and the places of its keys."""

    __slots__ = ("end", "file", "places", "start")

    def __init__(self, file: File, start: int, end: int = 0) -> None:
        """Start an empty mapping at an offset."""
        super().__init__()
        self.file, self.start, self.end = file, start, end
        self.places: dict[str, tuple[int, int]] = {}

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return Span(self.file, self.start, self.end)

    def key_span(self, key: str) -> Span:
        """Where a key of the mapping stands."""
        return Span(self.file, *self.places[key])


class Seq(list["Node"]):
    """A list with its place; `flow` if it is written with brackets."""

    __slots__ = ("end", "file", "flow", "start")

    def __init__(self, file: File, start: int, *, flow: bool) -> None:
        """Start an empty list at an offset."""
        super().__init__()
        self.file, self.start, self.end, self.flow = file, start, start, flow

    @property
    def span(self) -> Span:
        """Where the list stands."""
        return Span(self.file, self.start, self.end)


Node = Text | Map | Seq


@dataclass(slots=True)
class Stumble:
    """Where and why libyaml gave up; offsets are in code points.

    `last` is the node that was whole last, `style` the sign that it was written with, if it
    is a text: a quotation mark, `|` or `>`.
    """

    problem: str
    at: int
    context: str = ""
    context_at: int = 0
    last: Node | None = None
    style: str = ""


@dataclass(slots=True)
class Parsed:
    """What became of a text: its nodes, if it is whole, its faults, and where it broke."""

    root: Node | None = None
    faults: list[Diagnostic] = field(default_factory=list)
    stumble: Stumble | None = None


def parse(file: File, text: str) -> Parsed:
    """Parse one YAML document; `text` is that of the file, or as long with parts blanked.

    Diagnostics: SD105, SD106, SD108, SD109, SD110, SD118, SD121, SD122.
    """
    builder = _Builder(file, text)
    parsed = Parsed(faults=builder.faults)
    try:
        with paused_collector():
            builder.run(CParser(text))
    except yaml.MarkedYAMLError as error:
        parsed.stumble = builder.stumble(error)
    except _TooDeepError as error:
        parsed.stumble = Stumble("too deep", error.at)
    except yaml.YAMLError as error:
        parsed.stumble = Stumble(str(error), 0)
    else:
        parsed.root = builder.root
    return parsed


class _TooDeepError(Exception):
    """Ends the parsing of a document that is nested beyond reason."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Builder:
    """Turns events into nodes without recursion."""

    def __init__(self, file: File, text: str) -> None:
        self.file = file
        self.text = text
        self.faults: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[Map | Seq] = []
        self.keys: list[tuple[str, int, int] | None] = []
        self.documents = 0
        self.event: yaml.Event | None = None
        self.closed: Map | Seq | None = None

    def run(self, parser: CParser) -> None:
        """Read all events; raises yaml.YAMLError where the text is not YAML.

        Nine in ten events are scalars that are keys or values of a mapping: those are dealt
        with on the spot.
        """
        get, scalar, file, keys = parser.get_event, yaml.ScalarEvent, self.file, self.keys
        stack, odd = self.stack, self._odd
        while (event := get()) is not None:
            self.event = event
            if type(event) is not scalar:
                self._structure(event)
                continue
            if event.style == '"' or event.tag is not None or event.anchor is not None:
                odd(event)
            start, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
            if not stack or type(parent := stack[-1]) is not Map:
                self._add(Text(event.value, file, start, end))
            elif (key := keys[-1]) is None:
                keys[-1] = event.value, start, end
            elif (name := key[0]) in parent:
                self._duplicate(parent, *key)
            else:
                keys[-1] = None
                parent[name] = Text(event.value, file, start, end)
                parent.places[name] = key[1:]

    def stumble(self, error: yaml.MarkedYAMLError) -> Stumble:
        """Say where libyaml gave up, and what stood before."""
        if "nesting depth" in (error.problem or ""):
            return Stumble("too deep", self._too_deep())
        at = error.problem_mark.index if error.problem_mark else 0
        context = error.context_mark.index if error.context_mark else 0
        last: Node | None = None
        style = ""
        if isinstance(self.event, yaml.ScalarEvent):
            last = Text(self.event.value, self.file, _at(self.event), _to(self.event))
            style = self.event.style or ""
        elif isinstance(self.event, yaml.CollectionEndEvent):
            last = self.closed
        return Stumble(error.problem or "", at, error.context or "", context, last, style)

    def _too_deep(self) -> int:
        """Find the bracket that is one too many, where libyaml looked ahead too far."""
        depth = len(self.stack)
        for sign in _BRACKET.finditer(self.text, _to(self.event) if self.event else 0):
            depth += 1 if sign[0] in "[{" else -1
            if depth > DEEPEST:
                return sign.start()
        return 0

    def _structure(self, event: Any) -> None:
        """Deal with what is no scalar; types are compared, for speed, in order of frequency."""
        kind = type(event)
        if kind is yaml.MappingStartEvent:
            self._open(event, Map(self.file, event.start_mark.index))
        elif kind is yaml.SequenceStartEvent:
            flow = bool(event.flow_style)
            self._open(event, Seq(self.file, event.start_mark.index, flow=flow))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.closed = closed = self.stack.pop()
            closed.end = event.end_mark.index
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _open(self, event: yaml.CollectionStartEvent, node: Map | Seq) -> None:
        if event.tag is not None or event.anchor is not None:
            self._odd(event)
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)
        if len(self.stack) > DEEPEST:
            raise _TooDeepError(node.start)

    def _add(self, node: Node) -> None:
        if not self.stack:
            if self.documents == 1:
                self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, list):
            parent.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = self._key(node)
        elif key[0] in parent:
            self._duplicate(parent, *key)
        else:
            self.keys[-1] = None
            parent[key[0]] = node
            parent.places[key[0]] = key[1:]

    def _key(self, node: Node) -> tuple[str, int, int]:
        if isinstance(node, str):
            return str(node), node.start, node.end
        if not self.text.startswith("{{", node.start - 1):  # a gap; the sheet speaks of it
            self._fault("SD118", node.start, node.start + 1,
                        "a list or mapping stands where a key is wanted",
                        "put quotation marks around a text that starts with [ or {")  # fmt: skip
        return "", node.start, node.start + 1

    def _duplicate(self, parent: Map, name: str, start: int, end: int) -> None:
        self.keys[-1] = None
        line, _ = self.file.place(parent.places[name][0])
        self._fault("SD106", start, end, f"key '{name}' stands twice, first in line {line}",
                    "keep one of the two")  # fmt: skip

    def _odd(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Refuse tags and anchors, and control characters that are written as escapes."""
        start, end = _at(event), _to(event)
        if event.tag is not None:
            at = max(self.text.find("!", start, end), start)
            to = _word(self.text, at)
            self._fault("SD108", at, to, f"YAML tag '{self.text[at:to]}' is not read",
                        "leave it out; put quotation marks around a text with !")  # fmt: skip
        if event.anchor is not None:
            at = max(self.text.find(f"&{event.anchor}", start, end), start)
            self._fault("SD109", at, at + 1 + len(event.anchor),
                        f"YAML anchor '&{event.anchor}' is not read",
                        "write it out; put quotation marks around a text with &")  # fmt: skip
        if (
            isinstance(event, yaml.ScalarEvent)
            and event.style == '"'
            and "\\" in self.text[start:end]
        ):
            for character in dict.fromkeys(CONTROL.findall(event.value)):
                self.faults.append(control(Span(self.file, start, end), character))

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _at(event), _to(event)
        self._fault("SD110", start, end, f"YAML alias '*{event.anchor}' is not read",
                    "write it out; put quotation marks around a text with *")  # fmt: skip
        self._add(Text("", self.file, start, end))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents == 2:
            start = _at(event)
            self._fault("SD122", start, start + 3, "a second YAML document starts here",
                        "leave out the line with ---, or make it a file of its own")  # fmt: skip

    def _fault(self, code: str, start: int, end: int, message: str, help: str) -> None:
        end = min(end, len(self.file.text))
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(say(code, Span(self.file, min(start, end), end), message, help))


def _word(text: str, start: int) -> int:
    """Give where the word that starts at a place ends."""
    match = _WORD.match(text, start)
    return match.end() if match else start


def _at(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _to(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0
