"""`reviewed.yaml`: who found which item right, and when; people own the file."""

import json
import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from datetime import date

from studydeck.load.keys import REVIEW, REVIEWS
from studydeck.load.mend import read_document
from studydeck.load.nodes import Map, Node, Seq
from studydeck.load.sheet import Sheet
from studydeck.record import Review
from studydeck.span import File, Text

_STAMP = re.compile(r"[0-9a-f]{16}(?:-[0-9a-f]{4})*")
_PLAIN = re.compile(r"[^\W\d_](?:[\w .-]*\w)?")
_KEY = re.compile(r"^reviewed:", re.MULTILINE)
_HEAD = "# Made by `studydeck review`; delete a line to take a review back.\nreviewed:\n"


def read_reviews(sheet: Sheet, root: Node) -> Mapping[str, Review]:
    """Read the reviews by item; an item has one, its latest."""
    found: dict[str, Review] = {}
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "reviewed.yaml is a mapping", "start with `reviewed:`")
        return found
    sheet.keys(root, REVIEWS, "reviewed.yaml")
    for node in sheet.maps(root, "reviewed"):
        sheet.keys(node, REVIEW, "a review")
        lacking = [key for key in REVIEW if not sheet.need(node, key, "the review")]
        if lacking:
            continue
        item, by, day, stamp = (sheet.text(node, key) for key in REVIEW)
        if item in found:
            sheet.fault("SD401", item.span, f"'{item}' is reviewed twice", "keep the later review")
        elif item and by and _is_day(sheet, day) and _is_stamp(sheet, stamp):
            found[str(item)] = Review(str(item), str(by), str(day), str(stamp))
    return found


def _is_day(sheet: Sheet, day: Text) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        sheet.fault("SD128", day.span, f"'{day}' is no day", "write it as 2026-05-03")
        return False
    return True


def _is_stamp(sheet: Sheet, stamp: Text) -> bool:
    if _STAMP.fullmatch(stamp):
        return True
    sheet.fault("SD120", stamp.span, f"'{stamp}' is no stamp",
                "delete the review, and run `studydeck review` for the item")  # fmt: skip
    return False


def with_reviews(text: str, reviews: Iterable[Review]) -> str | None:
    """Put reviews into the text of the file: over an older one of the item, or in its place.

    All else, comments too, stays as it is. None where that cannot be done: the file is laid
    out in another way than one review a line, or a name would not be read again as it is.
    """
    new = {one.item: one for one in reviews}
    old = _nodes(text)
    if old is None:
        return None
    if old:
        written = _edited(text, old, new)
    else:
        kept = "".join(f"{row}\n" for row in text.rstrip().split("\n") if text.strip())
        head = "" if _KEY.search(text) else _HEAD
        written = kept + head + "".join(f"- {_line(new[item])}\n" for item in sorted(new))
    return written if _agrees(written, new, {str(node.get("item")) for node in old}) else None


def _nodes(text: str) -> list[Map] | None:
    """Give the reviews of a text as nodes; None if they are no list of mappings."""
    root = read_document(File("", text)).root
    reviews = root.get("reviewed") if isinstance(root, Map) else None
    if not reviews:
        return []
    if not isinstance(reviews, Seq) or reviews.flow:
        return None
    return [one for one in reviews if isinstance(one, Map)]


def _edited(text: str, old: list[Map], new: Mapping[str, Review]) -> str:
    """Write each review over the older one, or on a line behind that of the item before it."""
    places = {str(node.get("item")): (node.start, _end(text, node)) for node in old}
    keys = sorted(places)
    first = text.rfind("\n", 0, old[0].start) + 1
    margin = text[first : old[0].start]
    edits: list[tuple[int, int, str]] = []
    for item, review in sorted(new.items()):
        if item in places:
            edits.append((*places[item], _line(review)))
            continue
        before = bisect(keys, item)
        at = _next_line(text, places[keys[before - 1]][1]) if before else first
        lacking = "" if text[:at].endswith("\n") or not at else "\n"
        edits.append((at, at, f"{lacking}{margin}{_line(review)}\n"))
    parts, at = [], 0
    for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[at:start], words]
        at = end
    return "".join([*parts, text[at:]])


def _end(text: str, node: Map) -> int:
    """Give the end of a mapping; one without braces ends with its last value."""
    return node.end if text[node.start] == "{" else max(one.end for one in node.values())


def _next_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _agrees(text: str, new: Mapping[str, Review], kept: set[str]) -> bool:
    """Whether a text reads as it was meant: the new reviews, and each of the others."""
    sheet = Sheet(File("", text))
    document = read_document(sheet.file)
    found = read_reviews(sheet, document.root) if document.root else {}
    same = all(found.get(item) == review for item, review in new.items())
    return same and not (sheet.faults or document.faults) and found.keys() == kept | new.keys()


def _line(review: Review) -> str:
    """Write a review as a flow mapping."""
    name = review.by
    if not _PLAIN.fullmatch(name):
        name = json.dumps(name, ensure_ascii=False)
    return f"{{item: {review.item}, by: {name}, date: {review.date}, stamp: {review.stamp}}}"
