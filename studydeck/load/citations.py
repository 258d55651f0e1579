"""Citations in all the forms in which an author may write them."""

from collections.abc import Sequence

from studydeck.load.keys import CITATION
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.sheet import Sheet
from studydeck.model import Citation, Citations
from studydeck.span import Text


def read_citations(sheet: Sheet, node: Map, key: str, source: str) -> Citations:
    """Read the value of `cite` or `see`; `source` is the bank's own."""
    value = node.get(key)
    if value is None:
        return Citations()
    if isinstance(value, Map) and "any" in value:
        sheet.keys(value, CITATION, "a citation")
        inner = value["any"]
        each: Sequence[Node] = inner if isinstance(inner, Seq) else [inner]
        return Citations(_each(sheet, each, source), any=True)
    return Citations(_each(sheet, value if isinstance(value, Seq) else [value], source))


def _each(sheet: Sheet, nodes: Sequence[Node], source: str) -> tuple[Citation, ...]:
    found = [_one(sheet, node, source) for node in nodes]
    return tuple(citation for citation in found if citation)


def _one(sheet: Sheet, node: Node, source: str) -> Citation | None:
    if isinstance(node, Seq):
        sheet.fault("SD124", node.span, "a list inside a list of citations",
                    "write one list; `{any: [..]}` has citations that prove alone")  # fmt: skip
        return None
    if isinstance(node, Text):
        return _pointer(sheet, node, source, None)
    sheet.keys(node, CITATION, "a citation")
    quote = sheet.text(node, "quote") or None
    at = sheet.text(node, "at")
    if not at and quote is None:
        sheet.fault("SD124", node.span, "a citation without a passage and without a quote",
                    "write `passage`, `source@passage` or {at: source, quote: words}")  # fmt: skip
        return None
    if quote is not None and not quote.strip(" .…"):
        sheet.fault("SD124", quote.span, "a quote without words", "quote the words that prove it")
        return None
    if not at:
        return _with_source(sheet, Citation(source, "", quote, node.span), node)
    if "@" not in at:
        return Citation(str(at), "", quote, at.span)
    return _pointer(sheet, at, source, quote)


def _pointer(sheet: Sheet, at: Text, source: str, quote: Text | None) -> Citation | None:
    before, found, passage = at.partition("@")
    name = before if found else source
    passage = passage if found else before
    if not passage.strip() or (found and not before.strip()):
        sheet.fault("SD124", at.span, f"'{at}' is no citation",
                    "write `passage` or `source@passage`")  # fmt: skip
        return None
    return _with_source(sheet, Citation(name.strip(), passage.strip(), quote, at.span), at)


def _with_source(sheet: Sheet, citation: Citation, node: Node) -> Citation | None:
    if citation.source:
        return citation
    sheet.fault("SD124", node.span, "the bank has no `source:` for this citation",
                "write `source@passage`, or give the bank a default `source:`")  # fmt: skip
    return None
