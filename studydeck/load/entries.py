"""Entries of a bank: items, and typed facts with the items that ask for their fields."""

from dataclasses import dataclass, replace

from studydeck.evidence.dates import edtf
from studydeck.load.answers import read_answer
from studydeck.load.citations import read_citations
from studydeck.load.keys import DEAL_STATUS, FACT_ENTRY, FACTS, IMAGE, ITEM, VALUE
from studydeck.load.kinds import kind_of
from studydeck.load.nodes import Map, Seq
from studydeck.load.sheet import Sheet
from studydeck.model import (
    Answer,
    Claim,
    Distractor,
    Elements,
    Fact,
    FactType,
    Image,
    Item,
    Kind,
    Rank,
)
from studydeck.span import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Scope:
    """What an entry inherits: its bank, the default source and the default keys."""

    bank: str
    source: str
    defaults: Map | None = None


def read_entry(sheet: Sheet, node: Map, scope: Scope) -> tuple[list[Item], Fact | None]:
    """Read one entry: one item, or a fact with an item for each field that it asks."""
    node = _inherit(node, scope.defaults)
    kinds = [kind for kind in FACTS if kind in node and not _default_only(node, kind)]
    sheet.keys(node, FACT_ENTRY, "an entry")
    id = sheet.id(node, "id", "the entry")
    if not id:
        return [], None
    if not kinds:
        item = read_item(sheet, node, scope, id, _identity(sheet, node, scope, id))
        return ([item] if item else []), None
    if len(kinds) > 1:
        span = node.key_span(kinds[1])
        sheet.fault("SD118", span, f"an entry is one fact, not a {kinds[0]} and a {kinds[1]}",
                    "make two entries of it")  # fmt: skip
    fact = _fact(sheet, node, scope, id, FactType(kinds[0]))
    return (_asked(sheet, node, scope, fact) if fact else []), fact


def _default_only(node: Map, kind: str) -> bool:
    return kind not in node.places


def _inherit(node: Map, defaults: Map | None) -> Map:
    """Give an entry what the bank's defaults say; its own keys win, tags add up."""
    if not defaults:
        return node
    merged = Map(node.file, node.start)
    merged.end, merged.places = node.end, node.places
    merged.update({key: value for key, value in defaults.items() if key not in FACTS})
    merged.update(node)
    for key in FACTS:
        own, common = node.get(key), defaults.get(key)
        if isinstance(own, Map) and isinstance(common, Map):
            both = Map(own.file, own.start)
            both.end, both.places = own.end, {**common.places, **own.places}
            both.update({**common, **own})
            merged[key] = both
    _add_tags(merged, defaults, node)
    merged.places = {**dict.fromkeys(merged, (node.start, node.start)), **node.places}
    for key in set(merged.places) - set(node.places):
        if key in FACTS:
            del merged.places[key]
    return merged


def _add_tags(merged: Map, common: Map, own: Map) -> None:
    """Give an entry the tags of both, where both have some."""
    tags = [one for one in (common.get("tags"), own.get("tags")) if one is not None]
    if len(tags) == 2:
        joined = Seq(own.file, own.start, flow=False)
        for one in tags:
            joined.extend(one if isinstance(one, Seq) else [one])
        merged["tags"] = joined


def _identity(sheet: Sheet, node: Map, scope: Scope, id: str) -> tuple[str, str]:
    was = sheet.text(node, "was")
    if not was:
        return scope.bank, id
    bank, slash, old = was.partition("/")
    if not slash or not bank or not old:
        sheet.fault("SD120", was.span, f"'{was}' is no earlier name",
                    "write `was: bank/id`")  # fmt: skip
        return scope.bank, id
    return bank, old


def read_item(
    sheet: Sheet, node: Map, scope: Scope, id: Text, identity: tuple[str, str]
) -> Item | None:
    """Read one item from a mapping that has its prompt and answer."""
    key = next((one for one in ("statement", "cloze") if one in node), "prompt")
    if not sheet.need(node, key, "the entry") or not sheet.text(node, key):
        return None
    if "values" in node:
        return _disputed(sheet, node, scope, id, identity)
    found = read_answer(sheet, node, scope.source)
    if not found:
        return None
    kind, answer = found
    cite = read_citations(sheet, node, "cite", scope.source)
    claim = Claim(answer, cite, span=node.span)
    return _finish(sheet, node, scope, id, identity, kind, (claim,))


def _prompt(sheet: Sheet, node: Map, answer: Answer) -> Text:
    if "statement" in node:
        return sheet.text(node, "statement")
    return sheet.text(node, "prompt") or getattr(answer, "text", EMPTY)


def _disputed(
    sheet: Sheet, node: Map, scope: Scope, id: Text, identity: tuple[str, str]
) -> Item | None:
    claims: list[Claim] = []
    kinds: list[Kind] = []
    for value in sheet.maps(node, "values"):
        sheet.keys(value, VALUE, "a value")
        found = read_answer(sheet, value, scope.source)
        if not found:
            continue
        kinds.append(found[0])
        rank = sheet.one_of(value, "rank", Rank, Rank.NORMAL)
        if rank is Rank.DEPRECATED:
            sheet.need(value, "why", "a deprecated value")
        cite = read_citations(sheet, value, "cite", scope.source)
        label, why = str(sheet.text(value, "label")), str(sheet.text(value, "why"))
        claims.append(Claim(found[1], cite, label, rank, why, value.span))
    if len(claims) < 2:
        sheet.fault("SD118", node.key_span("values"), "'values' wants two values or more",
                    "write one `answer:` where the sources agree")  # fmt: skip
        return None
    return _finish(sheet, node, scope, id, identity, kinds[0], tuple(claims))


def _right(sheet: Sheet, told: Text, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Choose the claims that a response may give: those told, or all not deprecated."""
    if told and len(claims) > 1:
        named = [c for c in claims if told in {c.label, *(one.source for one in c.citations.each)}]
        if not named:
            sheet.fault("SD410", told.span, f"no value is labelled '{told}' or cites it",
                        "name the label or the source of one of the values")  # fmt: skip
        return tuple(named) or claims
    right = [claim for claim in claims if claim.rank is not Rank.DEPRECATED]
    right.sort(key=lambda claim: claim.rank is not Rank.PREFERRED)
    return tuple(right) or claims


def _finish(
    sheet: Sheet,
    node: Map,
    scope: Scope,
    id: Text,
    identity: tuple[str, str],
    kind: Kind,
    claims: tuple[Claim, ...],
) -> Item:
    """Read the keys that any item may have."""
    as_of = sheet.text(node, "as_of")
    if as_of and not edtf(as_of):
        sheet.fault("SD128", as_of.span, f"'{as_of}' is no EDTF date",
                    "write 2002, 2002-06 or 2002-06-07")  # fmt: skip
    show = sheet.text(node, "show")
    if show:
        sheet.among(show, ["passage"], "show")
    told = sheet.text(node, "according_to")
    importance = sheet.count(node, "importance", 2)
    if importance not in {1, 2, 3}:
        span = node["importance"].span if "importance" in node else node.span
        sheet.fault(
            "SD120", span, f"'importance' is 1, 2 or 3, not {importance}", "write 1, 2 or 3"
        )
    return Item(
        bank=scope.bank, id=id, kind=kind, prompt=_prompt(sheet, node, claims[0].answer),
        claims=claims, right=_right(sheet, told, claims), identity=identity,
        distractors=_distractors(sheet, node), explanation=sheet.text(node, "explanation"),
        hint=sheet.text(node, "hint"), tags=tuple(dict.fromkeys(sheet.texts(node, "tags"))),
        as_of=as_of, according_to=told, see=read_citations(sheet, node, "see", scope.source),
        importance=importance or 2, negated=sheet.flag(node, "negated"),
        claimed_by=sheet.text(node, "claimed_by"), background=sheet.texts(node, "background"),
        working=sheet.text(node, "working"), apart=sheet.texts(node, "apart"),
        show_passage=bool(show), reserve=sheet.flag(node, "reserve"),
        image=_image(sheet, node), unchecked=sheet.text(node, "unchecked"),
    )  # fmt: skip


def _distractors(sheet: Sheet, node: Map) -> tuple[Distractor, ...]:
    value = node.get("distractors")
    if isinstance(value, Map):
        sheet.keys(value, dict.fromkeys(value, "text"), "distractors")
        return tuple(
            Distractor(Text(key, sheet.file, *value.places[key]), sheet.text(value, key))
            for key in value
        )
    return tuple(Distractor(text) for text in sheet.texts(node, "distractors"))


def _image(sheet: Sheet, node: Map) -> Image | None:
    image = sheet.mapping(node, "image")
    if image is None:
        return None
    sheet.keys(image, IMAGE, "an image")
    if not sheet.need(image, "file", "an image") or not sheet.need(image, "alt", "an image"):
        return None
    alt, credit = str(sheet.text(image, "alt")), str(sheet.text(image, "credit"))
    return Image(sheet.text(image, "file"), alt, credit, str(sheet.text(image, "licence")))


def _fact(sheet: Sheet, node: Map, scope: Scope, id: Text, type: FactType) -> Fact | None:
    fields = sheet.mapping(node, type)
    if fields is None:
        return None
    sheet.keys(fields, FACTS[type], f"a fact of type {type}")
    values = {key: sheet.texts(fields, key) for key in FACTS[type] if key in fields}
    values = {key: texts for key, texts in values.items() if texts}
    for status in values.get("status", ()) if type is FactType.DEAL else ():
        sheet.among(status, DEAL_STATUS, "status")
    for key in ("date", "agreed", "delivered", "from", "until"):
        for text in values.get(key, ()):
            if kind_of(text) is not Kind.DATE:
                sheet.fault("SD128", text.span, f"'{text}' is no date",
                            "write it as EDTF, as in 2001-07-16, or in plain English")  # fmt: skip
    cite = read_citations(sheet, node, "cite", scope.source)
    return Fact(scope.bank, id, type, values, cite, sheet.text(node, "as_of"))


def _asked(sheet: Sheet, node: Map, scope: Scope, fact: Fact) -> list[Item]:
    """Make an item for each field under `ask`."""
    ask = sheet.mapping(node, "ask")
    if ask is None:
        return []
    sheet.keys(ask, FACTS[fact.type], "`ask`")
    items = [
        _ask(sheet, node, scope, fact, field, ask) for field in ask if field in FACTS[fact.type]
    ]
    return [item for item in items if item]


_OF_FACT = frozenset({*FACTS, "ask", "id", "was", "prompt", "answer", "kind"})


def _ask(sheet: Sheet, node: Map, scope: Scope, fact: Fact, field: str, ask: Map) -> Item | None:
    asked = ask[field]
    own = asked if isinstance(asked, Map) else Map(node.file, ask.places[field][0])
    if isinstance(asked, Seq):
        sheet.shape(ask, field, "a prompt")
        return None
    merged = Map(own.file, own.start)
    merged.end = max(own.end, ask.places[field][1])
    merged.update({key: value for key, value in node.items() if key not in _OF_FACT})
    if isinstance(asked, Text):
        merged["prompt"] = asked
    else:
        sheet.keys(own, ITEM, "an item")
        merged.update(own)
        _add_tags(merged, node, own)
    merged.places = {**dict.fromkeys(merged, ask.places[field]), **node.places, **own.places}
    texts = fact.fields.get(field, ())
    if "answer" not in merged and "values" not in merged:
        if not texts:
            sheet.fault("SD119", ask.key_span(field), f"the fact has no '{field}' to ask for",
                        f"add `{field}:` to the fact")  # fmt: skip
            return None
        merged["answer"] = texts[0]
    if "id" in own:
        id = sheet.id(own, "id", "the item")
    else:
        id = Text(f"{fact.id}.{field}", node.file, *ask.places[field])
    if not id:
        return None
    item = read_item(sheet, merged, scope, id, _identity(sheet, own, scope, id))
    if item and len(texts) > 1 and "answer" not in own and "values" not in own:
        item = _as_set(item, texts)
    return replace(item, fact=str(fact.id), field=field) if item else None


def _as_set(item: Item, texts: tuple[Text, ...]) -> Item:
    """Give an item a set as its answer, for a field that was written as a list."""
    claim = replace(item.claims[0], answer=Elements(texts))
    return replace(item, kind=Kind.SET, claims=(claim,), right=(claim,))
