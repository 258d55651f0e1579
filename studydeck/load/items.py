"""Items: the keys that make one, whether it stands alone or asks for a field of a fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studydeck.evidence.dates import edtf
from studydeck.load.answers import read_answer
from studydeck.load.citations import read_citations
from studydeck.load.keys import IMAGE, VALUE
from studydeck.load.kinds import SINGLE, unfit
from studydeck.load.nodes import Map
from studydeck.load.sheet import Sheet
from studydeck.look import Image
from studydeck.model import Claim, Distractor, Gaps, Item, Kind, Rank, Single
from studydeck.span import EMPTY, Text

_ASKS = frozenset({"statement", "cloze", "order", "pairs", "criteria", "values", "answer"})
_TOGETHER = frozenset({"statement", "answer"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What an entry inherits: its bank, the default source and the default keys."""

    bank: str
    source: str
    defaults: Map | None = None


def read_item(
    sheet: Sheet, node: Map, own: Map, scope: Scope, id: Text, identity: tuple[str, str]
) -> Item | None:
    """Read one item; `own` has the keys that are its author's, `node` inherited ones too."""
    asks = [key for key in own if key in _ASKS]
    if len(asks) > 1 and not _TOGETHER.issuperset(asks):
        sheet.fault("SD118", sheet.place(own, asks[1]),
                    f"an item asks one thing, not `{asks[0]}` and `{asks[1]}`",
                    "make two entries of it")  # fmt: skip
        return None
    if "gaps" in own and "cloze" not in node and not sheet.lost_part(own):
        sheet.fault("SD107", sheet.place(own, "gaps"), "an item without `cloze` has no key 'gaps'",
                    "did you mean `cloze`?")  # fmt: skip
        return None
    prompt = _prompt(sheet, node)
    told = Kind(word) if "kind" in node and (word := sheet.word(node, "kind")) else None
    read = _disputed if "values" in node else _certain
    found = read(sheet, node, scope.source, told)
    optional = _optional(sheet, node, scope.source)
    if found is None or not prompt:
        return None
    kind, claims = found
    for key, kinds in unfit(own.places, kind):
        sheet.fault("SD107", sheet.place(own, key), f"'{key}' does nothing for an item of kind"
                    f" '{kind}'", f"it is for {kinds}")  # fmt: skip
    _unpinnable(sheet, optional, claims)
    right = _right(sheet, optional.get("according_to", EMPTY), claims)
    answer = claims[0].answer
    if isinstance(answer, Gaps):
        prompt = answer.text
    return Item(scope.bank, id, kind, prompt, claims, right, identity, **optional)


def _prompt(sheet: Sheet, node: Map) -> Text:
    for key in ("statement", "cloze"):
        if key in node:
            return sheet.text(node, key) if sheet.need(node, key, "the entry") else EMPTY
    return sheet.text(node, "prompt") if sheet.need(node, "prompt", "the entry") else EMPTY


def _certain(
    sheet: Sheet, node: Map, source: str, told: Kind | None
) -> tuple[Kind, tuple[Claim, ...]] | None:
    """Read the one answer of an item, with its proof."""
    found = read_answer(sheet, node, source, told)
    cite = read_citations(sheet, node, "cite", source)
    if found is None:
        return None
    return found[0], (Claim(found[1], cite, span=node.span),)


def _disputed(
    sheet: Sheet, node: Map, source: str, told: Kind | None
) -> tuple[Kind, tuple[Claim, ...]] | None:
    """Read the values that sources give where they disagree."""
    if not sheet.need(node, "values", "the entry"):
        return None
    values = sheet.maps(node, "values")
    found = [_value(sheet, value, source, told) for value in values]
    claims = tuple([claim for claim in found if claim])
    if len(values) < 2:
        if not isinstance(node["values"], Text | Map):
            sheet.fault("SD118", sheet.place(node, "values"), "'values' wants two values or more",
                        "write one `answer:` where the sources agree")  # fmt: skip
        return None
    if len(claims) < len(values):
        return None
    kinds = {kind for kind, _ in claims}
    kind = claims[0][0] if len(kinds) == 1 else Kind.TEXT
    if len(kinds) > 1 and not kinds <= SINGLE:
        sheet.fault("SD129", sheet.place(node, "values"), "some values are lists and some are not",
                    "write every value as a list, or none")  # fmt: skip
        return None
    return kind, tuple([claim for _, claim in claims])


def _unpinnable(sheet: Sheet, optional: dict[str, Any], claims: tuple[Claim, ...]) -> None:
    """Find what is pinned and is no option of the item."""
    answers = [one.answer.text for one in claims if isinstance(one.answer, Single)]
    known = {*answers, *(one.text for one in optional.get("distractors", ()))}
    for text in optional.get("pinned", ()):
        if text not in known:
            sheet.fault("SD120", text.span, f"'{text}' is pinned and is no option",
                        "write it as it stands in `answer:` or `distractors:`")  # fmt: skip


def _value(sheet: Sheet, node: Map, source: str, told: Kind | None) -> tuple[Kind, Claim] | None:
    sheet.keys(node, VALUE, "a value")
    found = read_answer(sheet, node, source, told)
    rank = sheet.one_of(node, "rank", Rank, Rank.NORMAL)
    if rank is Rank.DEPRECATED:
        sheet.need(node, "why", "the deprecated value")
    cite = read_citations(sheet, node, "cite", source)
    label, why = str(sheet.text(node, "label")), str(sheet.text(node, "why"))
    if found is None:
        return None
    return found[0], Claim(found[1], cite, label, rank, why, node.span)


def _right(sheet: Sheet, told: Text, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Choose the claims that a response may give: those told, or all not deprecated."""
    if len(claims) == 1:
        return claims
    if told:
        named = [c for c in claims if told in {c.label, *(one.source for one in c.citations.each)}]
        if not named:
            labels = ", ".join(f"`{claim.label}`" for claim in claims if claim.label)
            sheet.fault("SD410", told.span, f"no value is labelled '{told}' or cites it",
                        f"name {labels or 'the label'} or the source of a value")  # fmt: skip
        return tuple(named) or claims
    right = [claim for claim in claims if claim.rank is not Rank.DEPRECATED]
    if not right:
        sheet.fault("SD129", claims[0].span, "every value is deprecated, so none is right",
                    "leave `rank:` out of those that are right")  # fmt: skip
    right.sort(key=lambda claim: claim.rank is not Rank.PREFERRED)
    return tuple(right) or claims


# The keys that any item may have


def read_edtf(sheet: Sheet, node: Map, key: str) -> Text:
    """Read a date that has to be EDTF."""
    date = sheet.text(node, key)
    if date and not edtf(date):
        sheet.fault("SD128", date.span, f"'{date}' is no EDTF date",
                    "write 2002, 2002-06, 2002-06-07 or 2002-06/2002-09")  # fmt: skip
    return date


def _texts(sheet: Sheet, node: Map, key: str) -> tuple[Text, ...]:
    found = sheet.texts(node, key)
    return found if len(set(found)) == len(found) else tuple(dict.fromkeys(found))


def _importance(sheet: Sheet, node: Map, key: str) -> int:
    return int(sheet.word(node, key) or 2)


def _shown(sheet: Sheet, node: Map, key: str) -> bool:
    return bool(sheet.word(node, key))


def _distractors(sheet: Sheet, node: Map, key: str) -> tuple[Distractor, ...]:
    value = node[key]
    if not isinstance(value, Map):
        return tuple([Distractor(text) for text in sheet.texts(node, key)])
    reasons = sheet.words(node, key).items()
    return tuple([Distractor(Text(k, sheet.file, *value.places[k]), why) for k, why in reasons])


def read_image(sheet: Sheet, node: Map, key: str) -> Image | None:
    """Read a picture with its words; its bytes are still to be filled in."""
    image = sheet.mapping(node, key)
    if image is None:
        return None
    sheet.keys(image, IMAGE, "an image")
    complete = [sheet.need(image, one, "the image") for one in ("file", "alt")]
    if not all(complete):
        return None
    alt, credit = str(sheet.text(image, "alt")), str(sheet.text(image, "credit"))
    return Image(sheet.text(image, "file"), alt, credit, str(sheet.text(image, "licence")))


_OPTIONAL: dict[str, Callable[[Sheet, Map, str], object]] = {
    "distractors": _distractors, "pinned": _texts, "explanation": Sheet.text,
    "hint": Sheet.text, "tags": _texts,
    "as_of": read_edtf, "according_to": Sheet.text, "importance": _importance,
    "negated": Sheet.flag, "claimed_by": Sheet.text, "background": _texts,
    "working": Sheet.text, "apart": _texts, "show": _shown, "reserve": Sheet.flag,
    "image": read_image, "unchecked": Sheet.text,
}  # fmt: skip
"""What reads the keys that any item may have; `show` is the model's `show_passage`."""


def _optional(sheet: Sheet, node: Map, source: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in node:
        read = _OPTIONAL.get(key)
        if read:
            found["show_passage" if key == "show" else key] = read(sheet, node, key)
    if "see" in node:
        found["see"] = read_citations(sheet, node, "see", source)
    return found
