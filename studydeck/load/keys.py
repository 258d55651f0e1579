"""The keys that each place of a file knows; readers and schemas are made from them.

The value says what a key holds: `text`, `texts` (one or a list), `flag`, `count`, `map`,
`list`, `any`, or a reference such as `#item`.
"""

import re

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

PROJECT = {
    "format": "text", "project": "text", "title": "text", "language": "text", "licence": "text",
    "authors": "texts", "url": "text", "anki": "map",
}  # fmt: skip
PROJECT_ANKI = {"name": "text", "subdecks": "text"}
NAMES = {"names": "list"}
NAME = {"name": "text", "aliases": "texts", "metonyms": "texts"}
SOURCE = {
    "source": "text", "title": "text", "author": "text", "issued": "text",
    "container-title": "text", "volume": "text", "issue": "text", "page": "text",
    "publisher": "text", "URL": "text", "inferred": "map", "rights": "text", "original": "map",
    "verbatim": "texts", "passages": "list", "text": "text", "paragraphs": "text",
}  # fmt: skip
ORIGINAL = {"file": "text", "sha256": "text"}
PASSAGE = {"id": "text", "lines": "any", "section": "text", "text": "text"}
BANK = {
    "bank": "text", "title": "text", "source": "text", "defaults": "map", "retired": "map",
    "items": "list",
}  # fmt: skip
ITEM = {
    "id": "text", "prompt": "text", "answer": "any", "distractors": "any", "explanation": "text",
    "hint": "text", "tags": "texts", "cite": "any", "see": "any", "as_of": "text",
    "according_to": "text", "values": "list", "aliases": "any", "reject": "texts",
    "need": "count", "tolerance": "text", "importance": "count", "negated": "flag",
    "claimed_by": "text", "background": "texts", "working": "text", "apart": "texts",
    "show": "text", "reserve": "flag", "image": "map", "unchecked": "text", "kind": "text",
    "was": "text", "statement": "text", "correction": "text", "order": "list", "pairs": "map",
    "cloze": "text", "gaps": "text", "criteria": "list",
}  # fmt: skip
VALUE = {
    "answer": "any", "label": "text", "cite": "any", "rank": "text", "why": "text",
    "aliases": "any",
}  # fmt: skip
IMAGE = {"file": "text", "alt": "text", "credit": "text", "licence": "text"}
FACTS = {
    "event": {"what": "texts", "date": "texts", "place": "texts", "parties": "texts"},
    "article": {"instrument": "texts", "number": "texts", "content": "texts"},
    "membership": {
        "body": "texts", "member": "texts", "from": "texts", "until": "texts",
        "status": "texts", "position": "texts",
    },
    "deal": {
        "supplier": "texts", "recipient": "texts", "weapon": "texts", "number": "texts",
        "value": "texts", "agreed": "texts", "delivered": "texts", "place": "texts",
        "status": "texts",
    },
}  # fmt: skip
DEAL_STATUS = ("reported", "proposed", "discussed", "agreed", "licensed", "delivered", "refused")
FACT_ENTRY = {**ITEM, **dict.fromkeys(FACTS, "map"), "ask": "map"}
DEFAULTS = {**ITEM, **dict.fromkeys(FACTS, "map")}
CITATION = {"at": "text", "quote": "text", "any": "list"}
CRITERION = {"criterion": "text", "cite": "any"}
DECK = {
    "deck": "text", "title": "text", "description": "text", "select": "map", "anki": "map",
    "forms": "list",
}  # fmt: skip
SELECT = {
    "banks": "texts", "items": "texts", "kinds": "texts", "tags": "texts", "sources": "texts",
    "facts": "texts", "importance": "texts", "not": "map",
}  # fmt: skip
DECK_ANKI = {"present": "map", "options": "count"}
FORM = {
    "form": "text", "like": "text", "title": "text", "instructions": "text", "minutes": "count",
    "versions": "texts", "seed": "text", "shuffle": "texts", "header": "texts", "layout": "map",
    "print": "texts", "sections": "list", "avoid": "texts",
}  # fmt: skip
SECTION = {
    "title": "text", "select": "map", "items": "texts", "take": "count", "points": "count",
    "present": "text", "options": "count", "lines": "count",
}  # fmt: skip
LAYOUT = {"profile": "text", "paper": "text", "columns": "text"}

GUESSES = {
    "question": "prompt", "stem": "prompt", "ask": "prompt", "front": "prompt", "q": "prompt",
    "options": "distractors", "wrong": "distractors", "choices": "distractors",
    "synonyms": "aliases", "accept": "aliases", "alias": "aliases", "source": "cite",
    "page": "cite", "ref": "cite", "citation": "cite", "cites": "cite", "type": "kind",
    "match": "pairs", "matching": "pairs", "gap": "cloze", "hints": "hint", "as-of": "as_of",
    "asof": "as_of", "back": "answer", "key": "answer", "correct": "answer", "tag": "tags",
    "rationale": "explanation", "explain": "explanation", "note": "explanation",
    "according-to": "according_to", "claimed-by": "claimed_by", "license": "licence",
    "questions": "items", "name": "title", "date": "issued", "year": "issued", "url": "URL",
}  # fmt: skip
"""What people write, and the key that they mean."""

CUT_SHORT = frozenset(
    {"prompt", "answer", "statement", "explanation", "hint", "correction", "cloze", "quote", "text",
     "title"}
)  # fmt: skip
"""Keys with text that a stray # or [ damages."""
