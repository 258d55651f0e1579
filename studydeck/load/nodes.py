"""YAML as nodes that know their place: libyaml's events, every scalar as text."""

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from studydeck.collector import paused_collector
from studydeck.diagnostics import Diagnostic, fault
from studydeck.load.files import CONTROL, control
from studydeck.load.syntax import explain_error
from studydeck.span import File, Span, Text

DEEPEST = 32


class Map(dict[str, "Node"]):
    """A mapping with its place and the places of its keys."""

    __slots__ = ("end", "file", "places", "start")

    def __init__(self, file: File, start: int) -> None:
        """Start an empty mapping at an offset."""
        super().__init__()
        self.file, self.start, self.end = file, start, start
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


def parse(file: File) -> tuple[Node | None, list[Diagnostic]]:
    """Parse one YAML document; None if it is not whole or holds nothing."""
    builder = _Builder(file)
    try:
        with paused_collector():
            builder.run(CParser(file.text))
    except yaml.YAMLError as error:
        builder.faults.append(explain_error(file, error))
        return None, builder.faults
    except _TooDeepError:
        return None, builder.faults
    if builder.root is None and not builder.faults:
        builder.faults.append(
            fault("SD126", Span(file, 0, 0), f"'{file.path}' holds nothing",
                  help="write it, or delete the file")
        )  # fmt: skip
    return builder.root, builder.faults


class _TooDeepError(Exception):
    """Ends the parsing of a document that is nested beyond reason."""


class _Builder:
    """Turns events into nodes without recursion."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.faults: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[Map | Seq] = []
        self.keys: list[tuple[str, int, int] | None] = []
        self.documents = 0

    def run(self, parser: CParser) -> None:
        """Read all events; raises yaml.YAMLError where the text is not YAML."""
        get = parser.get_event
        while (event := get()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)  # type: ignore[arg-type]
            elif isinstance(event, yaml.MappingStartEvent):
                self._refuse(event)
                self._open(Map(self.file, _at(event)))
            elif isinstance(event, yaml.SequenceStartEvent):
                self._refuse(event)
                self._open(Seq(self.file, _at(event), flow=bool(event.flow_style)))
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop().end = _to(event)
                self.keys.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        """Add a text or a key; nine in ten events come here, so it does nothing twice."""
        if event.tag is not None or event.anchor is not None:
            self._refuse(event)
        if event.style == '"':
            self._escaped(event)
        start, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
        if self.stack:
            parent = self.stack[-1]
            if type(parent) is Map:
                key = self.keys[-1]
                if key is None:
                    self.keys[-1] = event.value, start, end
                    return
                self.keys[-1] = None
                name = key[0]
                if name not in parent:
                    parent[name] = Text(event.value, self.file, start, end)
                    parent.places[name] = key[1:]
                    return
                self._duplicate(parent, *key)
                return
        self._add(Text(event.value, self.file, start, end))

    def _open(self, node: Map | Seq) -> None:
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)
        if len(self.stack) > DEEPEST:
            self.faults.append(
                fault("SD105", Span(self.file, node.start, node.start + 1),
                      f"lists and mappings are nested more than {DEEPEST} deep",
                      help="a bank needs no more than a few levels")
            )  # fmt: skip
            raise _TooDeepError

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
            return
        name, start, end = key
        self.keys[-1] = None
        if name in parent:
            self._duplicate(parent, name, start, end)
            return
        parent[name] = node
        parent.places[name] = (start, end)

    def _key(self, node: Node) -> tuple[str, int, int]:
        if isinstance(node, str):
            return str(node), node.start, node.end
        if self.file.text.startswith("{{", node.start - 1):
            return "", node.start, node.start + 1  # a gap; the sheet says so of the whole text
        self.faults.append(
            fault("SD118", Span(self.file, node.start, node.start + 1),
                  "a list or mapping stands where a key is wanted",
                  help="put quotation marks around a text that starts with [ or {")
        )  # fmt: skip
        return "", node.start, node.start + 1

    def _duplicate(self, parent: Map, name: str, start: int, end: int) -> None:
        first = self.file.place(parent.places[name][0])
        self.faults.append(
            fault("SD106", Span(self.file, start, end),
                  f"key '{name}' stands twice, first in line {first[0]}",
                  help="keep one of the two")
        )  # fmt: skip

    def _refuse(self, event: yaml.NodeEvent) -> None:
        start = _at(event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.faults.append(
                fault("SD108", Span(self.file, start, start + 1), f"YAML tag '{tag}' is not read",
                      help="leave the tag out; put a text that starts with ! into quotation marks")
            )  # fmt: skip
        if event.anchor is not None:
            self.faults.append(
                fault("SD109", Span(self.file, start, start + 1),
                      f"YAML anchor '&{event.anchor}' is not read",
                      help="write the text out; put one that starts with & into quotation marks")
            )  # fmt: skip

    def _escaped(self, event: yaml.ScalarEvent) -> None:
        """Refuse control characters that are written as escapes (backslash e, say)."""
        for character in dict.fromkeys(CONTROL.findall(event.value)):
            span = Span(self.file, _at(event), _to(event))
            self.faults.append(control(span, character))

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _at(event), _to(event)
        self.faults.append(
            fault("SD110", Span(self.file, start, end), f"YAML alias '*{event.anchor}' is not read",
                  help="write the text out; put one that starts with * into quotation marks")
        )  # fmt: skip
        self._add(Text("", self.file, start, end))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents == 2:
            start = _at(event)
            self.faults.append(
                fault("SD122", Span(self.file, start, start + 3),
                      "a second YAML document starts here",
                      help="leave out the line with ---, or make it a file of its own")
            )  # fmt: skip


def _at(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _to(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0
