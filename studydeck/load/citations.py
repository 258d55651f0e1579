"""Citations in all the forms in which an author may write them."""

from collections.abc import Sequence

from studydeck.load.keys import ANY, CITATION, ID
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.sheet import Sheet
from studydeck.model import Citation, Citations
from studydeck.span import Text

_FORMS = "write `passage`, `source@passage` or `{at: source, quote: words}`"
_NONE = Citations()


def read_citations(sheet: Sheet, node: Map, key: str, source: str) -> Citations:
    """Read the value of `cite` or `see`; `source` is the bank's own."""
    value = node.get(key)
    if value is None:
        return _NONE
    if type(value) is Text:
        one = _pointer(sheet, value, source, None)
        return Citations((one,)) if one else _NONE
    if isinstance(value, Map) and "any" in value:
        sheet.keys(value, ANY, "a citation with `any`")
        inner = value["any"]
        each: Sequence[Node] = inner if isinstance(inner, Seq) else [inner]
        return Citations(_each(sheet, each, source), any=True)
    return Citations(_each(sheet, value if isinstance(value, Seq) else [value], source))


def _each(sheet: Sheet, nodes: Sequence[Node], source: str) -> tuple[Citation, ...]:
    found = [_one(sheet, node, source) for node in nodes]
    return tuple([citation for citation in found if citation])


def _one(sheet: Sheet, node: Node, source: str) -> Citation | None:
    if isinstance(node, Seq):
        sheet.fault("SD124", node.span, "a list stands inside a list of citations",
                    "write one list; under `{any: [..]}` each is enough")  # fmt: skip
        return None
    if isinstance(node, Text):
        return _pointer(sheet, node, source, None)
    if "any" in node:
        sheet.fault("SD124", node.key_span("any"), "`any` stands inside a list of citations",
                    "write `cite: {any: [..]}` with nothing else")  # fmt: skip
        return None
    sheet.keys(node, CITATION, "a citation")
    quote = sheet.text(node, "quote") or None
    at = sheet.text(node, "at")
    if quote is None and "@" not in at:
        if not any(one.code == "SD107" for one in sheet.faults[-2:]):
            sheet.fault("SD124", node.span, "a citation without a passage and without a quote",
                        _FORMS)  # fmt: skip
        return None
    if quote is not None and not any(letter.isalnum() for letter in quote):
        sheet.fault("SD124", quote.span, "a quote without words", "quote the words that prove it")
        return None
    if "@" in at:
        return _pointer(sheet, at, source, quote)
    name = at.strip()
    if name and not ID.fullmatch(name):
        _no_citation(sheet, at)
        return None
    return _with_source(sheet, Citation(name or source, "", quote, (at or node).span), node)


def _pointer(sheet: Sheet, at: Text, source: str, quote: Text | None) -> Citation | None:
    before, found, passage = at.partition("@")
    name = before if found else source
    passage = passage if found else before
    if not ID.fullmatch(passage) or (found and not ID.fullmatch(name)):
        _no_citation(sheet, at)
        return None
    return _with_source(sheet, Citation(name, passage, quote, at.span), at)


def _no_citation(sheet: Sheet, at: Text) -> None:
    if not at and sheet.alias(at):
        return
    help = _FORMS
    if " " in at.strip():
        help = "words of the source are a quote: write `{quote: words}`"
    shown = f"'{at}' is no citation" if at else "the citation is empty"
    sheet.fault("SD124", at.span, shown, help)


def _with_source(sheet: Sheet, citation: Citation, node: Node) -> Citation | None:
    if citation.source:
        return citation
    sheet.fault("SD124", node.span, "the citation names no source, and the bank has none",
                "write `source@passage`, or give the bank a default `source:`")  # fmt: skip
    return None
