"""The keys that each place of a file knows; readers and schemas are made from them.

A key's shape says what it holds:

    text, texts      words for the machine: a date, a file, a number; `texts` takes a list or one
    prose, proses    words for people, where a stray `#`, `[` or comma does damage
    id               small letters, digits and hyphens
    flag, count      true or false; a whole number
    one:X, many:X    one word, or several, of `WORDS[X]`
    map:X, list:X    a mapping, or a list of mappings, with the keys of `TABLES[X]`
    words            a mapping of free keys to texts

and `answer`, `aliases`, `distractors`, `order`, `citations`, `criteria`, `lines`, `ask` and
`present`, each with a reader and a schema of its own.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from studydeck.labels import LANGUAGES, labels
from studydeck.model import Kind, Present, Rank, Rights

ID = re.compile(r"[a-z0-9-]+")


class Key(NamedTuple):
    """What a key holds, and what it means, in one sentence for an author."""

    shape: str
    says: str


Keys = Mapping[str, Key]

PROJECT: Keys = {
    "format": Key("text", "Version of the file format: 1."),
    "project": Key("id", "Namespace of every identity; a name and six random hex digits."),
    "title": Key("prose", "Title of the project."),
    "language": Key("text", "Language of the banks, such as en."),
    "licence": Key("text", "Licence of the banks, such as CC-BY-4.0."),
    "authors": Key("proses", "Who wrote the banks."),
    "url": Key("text", "Where a learner reports a card."),
    "anki": Key("map:project_anki", "The decks in Anki."),
    "labels": Key("map:labels", "Words on every paper, in place of ours."),
}
PROJECT_ANKI: Keys = {
    "name": Key("prose", "Name of the deck over all others."),
    "subdecks": Key("one:subdecks", "Whether each bank has a deck of its own."),
}
NAMES: Keys = {"names": Key("list:name", "Proper names with their other wordings.")}
NAME: Keys = {
    "name": Key("prose", "The name."),
    "aliases": Key("proses", "Other wordings of the name."),
    "metonyms": Key("proses", "Words that stand in for the name, such as its capital."),
    "kind": Key("text", "What the name names: state, city, person, organisation and so on."),
}
REVIEWS: Keys = {"reviewed": Key("list:review", "Who found which item right, and when.")}
REVIEW: Keys = {
    "item": Key("text", "The item, as bank/item."),
    "by": Key("prose", "Who found it right."),
    "date": Key("text", "The day, as 2026-05-03."),
    "stamp": Key("text", "What the item was then, as `studydeck review` writes it."),
}
SOURCE: Keys = {
    "source": Key("id", "Id of the source: the name of its file."),
    "title": Key("prose", "Title of the work."),
    "author": Key("prose", "Who wrote it; left out if the text does not say."),
    "issued": Key("text", "When it came out, as EDTF."),
    "container-title": Key("prose", "Journal or book that it stands in."),
    "volume": Key("text", "Volume of the journal."),
    "issue": Key("text", "Issue of the journal."),
    "page": Key("text", "Pages, as printed."),
    "publisher": Key("prose", "Who published it."),
    "URL": Key("text", "Where it can be read."),
    "inferred": Key("words", "What the text does not print as such, and what it follows from."),
    "rights": Key("one:rights", "What may be done with the text."),
    "original": Key("map:original", "The file that the passages restate."),
    "verbatim": Key("proses", "Names and titles that may stand word for word."),
    "passages": Key("list:passage", "The passages, in own words."),
    "text": Key("text", "Text file whose paragraphs are the passages."),
    "paragraphs": Key("one:paragraphs", "What a paragraph of the text file is."),
}
ORIGINAL: Keys = {
    "file": Key("text", "Name of the text file."),
    "sha256": Key("text", "SHA-256 of the text with LF line ends, 64 hexadecimal digits."),
}
PASSAGE: Keys = {
    "id": Key("id", "Id of the passage; p and its first line if left out."),
    "lines": Key("lines", "Lines of the original: 12, 12-14 or [12, 30]."),
    "section": Key("prose", "Heading that it stands under."),
    "text": Key("prose", "One to five sentences in own words."),
}
BANK: Keys = {
    "bank": Key("id", "Id of the bank: the name of its file."),
    "title": Key("prose", "Title of the bank."),
    "source": Key("id", "Source of citations that name none."),
    "defaults": Key("map:defaults", "Keys for every entry; an entry's own win, tags add up."),
    "retired": Key("words", "Ids that are never used again, and why."),
    "items": Key("list:entry", "The entries."),
}
ITEM: Keys = {
    "id": Key("id", "Id, unique in the bank; it never changes."),
    "prompt": Key("prose", "What is asked."),
    "answer": Key("answer", "The answer; a list is a set in any order."),
    "distractors": Key("distractors", "Wrong options; as a mapping, each with why it is wrong."),
    "pinned": Key("proses", "Options that stand last, in this order, wherever it is asked."),
    "explanation": Key("prose", "What a learner reads after answering."),
    "hint": Key("prose", "What a learner may read before answering."),
    "tags": Key("texts", "Words to select by."),
    "cite": Key("citations", "The passages that prove the answer."),
    "see": Key("citations", "Passages that back prompt, explanation and reasons."),
    "as_of": Key("text", "Date, as EDTF, at which the answer holds."),
    "according_to": Key("prose", "Source or label whose value is right."),
    "values": Key("list:value", "Values that sources give, where they disagree."),
    "aliases": Key("aliases", "Answers that are as good; for a set, by element."),
    "reject": Key("proses", "Answers that look right and are not."),
    "need": Key("count", "How many elements of a set are enough."),
    "tolerance": Key("text", "How far a number may be off: 5 or 2 %."),
    "importance": Key("one:importance", "3 first, 1 last; 2 if left out."),
    "negated": Key("flag", "Whether the prompt asks what is not so."),
    "claimed_by": Key("prose", "Whose view the answer is."),
    "background": Key("proses", "Texts that no passage states."),
    "working": Key("prose", "How the answer is computed: 2001 - 1950."),
    "apart": Key("texts", "Items that never stand on one form with this one."),
    "show": Key("one:show", "What is printed with the item."),
    "reserve": Key("flag", "Whether the item is kept for tests."),
    "image": Key("map:image", "A picture that is shown with the item."),
    "unchecked": Key("prose", "Why the item has no proof."),
    "kind": Key("one:kind", "Kind of the item, where it is not the one that the keys say."),
    "was": Key("text", "Earlier name, bank/id, whose cards this item goes on."),
    "statement": Key("prose", "A sentence that is true or false."),
    "correction": Key("prose", "The true sentence in place of a false statement."),
    "order": Key("order", "Steps in their order, with dates or without."),
    "pairs": Key("words", "Things that belong together."),
    "cloze": Key("prose", "A text with gaps: {{answer|alias::hint}}."),
    "gaps": Key("one:gaps", "Whether each gap is asked alone."),
    "criteria": Key("criteria", "What a full answer has to say."),
}
VALUE: Keys = {
    "answer": ITEM["answer"],
    "label": Key("prose", "Which source, or which place of it, gives the value."),
    "cite": ITEM["cite"],
    "rank": Key("one:rank", "How the value stands among the others."),
    "why": Key("prose", "Why the value is deprecated."),
    "aliases": ITEM["aliases"],
}
IMAGE: Keys = {
    "file": Key("text", "Path of the file: below questions/, or of a logo below the project."),
    "alt": Key("prose", "What the picture shows, for those who do not see it."),
    "credit": Key("prose", "Who made it."),
    "licence": Key("text", "Licence of the picture."),
}
_PLAIN = "A field of the fact; a list is a set."
_WHEN = "A date, as EDTF or in plain English."
FACTS: Mapping[str, Keys] = {
    "event": {
        "what": Key("proses", _PLAIN), "date": Key("texts", _WHEN),
        "place": Key("proses", _PLAIN), "parties": Key("proses", _PLAIN),
    },
    "article": {
        "instrument": Key("proses", _PLAIN), "number": Key("proses", _PLAIN),
        "content": Key("proses", _PLAIN),
    },
    "membership": {
        "body": Key("proses", _PLAIN), "member": Key("proses", _PLAIN),
        "from": Key("texts", _WHEN), "until": Key("texts", _WHEN),
        "status": Key("proses", _PLAIN), "position": Key("proses", _PLAIN),
    },
    "deal": {
        "supplier": Key("proses", _PLAIN), "recipient": Key("proses", _PLAIN),
        "weapon": Key("proses", _PLAIN), "number": Key("proses", _PLAIN),
        "value": Key("proses", _PLAIN), "agreed": Key("texts", _WHEN),
        "delivered": Key("texts", _WHEN), "place": Key("proses", _PLAIN),
        "status": Key("many:deal_status", "How far the deal has come."),
    },
}  # fmt: skip
FACT_DATES = frozenset({"date", "agreed", "delivered", "from", "until"})
_FACT_KEYS: Keys = {
    "event": Key("map:event", "A fact: something that happened."),
    "article": Key("map:article", "A fact: an article of a treaty."),
    "membership": Key("map:membership", "A fact: who belongs to what."),
    "deal": Key("map:deal", "A fact: a sale of arms."),
}
ENTRY: Keys = {**ITEM, **_FACT_KEYS, "ask": Key("ask", "Prompts for fields of the fact.")}
_OWN = frozenset({
    "id", "was", "prompt", "answer", "values", "statement", "correction", "order", "pairs",
    "cloze", "criteria",
})  # fmt: skip
DEFAULTS: Keys = {**{k: v for k, v in ITEM.items() if k not in _OWN}, **_FACT_KEYS}
CITATION: Keys = {
    "at": Key("text", "A source, or source@passage."),
    "quote": Key("prose", "Words of the passage."),
}
ANY: Keys = {"any": Key("citations", "Citations each of which is proof enough.")}
CRITERION: Keys = {
    "criterion": Key("prose", "What a full answer says."),
    "cite": Key("citations", "The passages that prove it."),
}
DECK: Keys = {
    "deck": Key("id", "Id of the deck: the name of its file."),
    "title": Key("prose", "Title of the deck."),
    "description": Key("prose", "What the deck is about."),
    "select": Key("map:select", "Which items it takes; all if left out."),
    "anki": Key("map:deck_anki", "How it asks in Anki; no package if left out."),
    "forms": Key("list:form", "Papers made from the deck."),
}
SELECT: Keys = {
    "banks": Key("texts", "Ids of banks."),
    "items": Key("texts", "Items, as bank/id."),
    "kinds": Key("many:kind", "Kinds of items."),
    "tags": Key("texts", "Tags."),
    "sources": Key("texts", "Ids of cited sources."),
    "facts": Key("texts", "Types of facts, or ids of facts."),
    "importance": Key("many:importance", "1, 2 or 3."),
    "not": Key("map:select", "Which items to leave out."),
}
DECK_ANKI: Keys = {
    "present": Key("present", "How items are asked, by kind, with `default`."),
    "options": Key("count", "Most options of a choice."),
}
FORM: Keys = {
    "form": Key("id", "Id of the form."),
    "like": Key("text", "Form above whose keys this one takes over."),
    "title": Key("prose", "Title of the form."),
    "instructions": Key("prose", "What stands above the first item."),
    "minutes": Key("count", "Time that is allowed."),
    "versions": Key("texts", "Names of the versions: [A, B]."),
    "seed": Key("text", "What items and order are drawn from; the id of the form if not told."),
    "shuffle": Key("many:shuffle", "What is put in another order in each version."),
    "header": Key("proses", "What learners fill in at the top."),
    "layout": Key("map:layout", "How the page looks."),
    "print": Key("many:print", "Which sheets are made."),
    "sections": Key("list:section", "The parts of the form."),
    "avoid": Key("texts", "Forms whose items this one does not use."),
    "pictures": Key("many:pictures", "What the handout draws from the typed facts."),
    "language": Key("one:language", "Language of the words that are not the authors'."),
    "labels": Key("map:labels", "Words on this paper, in place of ours."),
    "logo": Key("map:image", "A picture at the top, below the folder of the project."),
    "letterhead": Key("prose", "What stands above the title: the school, the course."),
    "footer": Key(
        "prose", "What stands at the foot of each page, in place of project and licence."
    ),
    "template": Key("text", "A Typst file that replaces functions of ours."),
}
LABELS: Keys = {
    name: Key("text", f"In place of '{said}'.") for name, said in labels("en").items()
    if name != "language"
}  # fmt: skip
SECTION: Keys = {
    "title": Key("prose", "Heading of the part."),
    "select": Key("map:select", "Which items it draws from."),
    "items": Key("texts", "Items named one by one, as bank/id, in their order."),
    "take": Key("count", "How many items."),
    "points": Key("count", "Points for each item."),
    "present": Key("one:present", "How the items are asked."),
    "options": Key("count", "Most options of a choice."),
    "lines": Key("count", "Ruled lines below each item."),
    "word_bank": Key("flag", "Whether the words that fill the gaps stand above them, mixed."),
}
LAYOUT: Keys = {
    "profile": Key("one:profile", "Type size and spacing."),
    "paper": Key("one:paper", "Size of the paper."),
    "columns": Key("one:columns", "Number of columns."),
    "font": Key("text", "Name of a typeface that `--font-path` finds."),
}

WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "rights": tuple(Rights),
    "rank": tuple(Rank),
    "present": tuple(Present),
    "importance": ("1", "2", "3"),
    "show": ("passage",),
    "gaps": ("all", "each"),
    "paragraphs": ("lines", "blocks"),
    "subdecks": ("bank", "none"),
    "shuffle": ("items", "options"),
    "print": ("paper", "answer-sheet", "key", "teacher", "handout"),
    "pictures": ("timeline", "members", "deals"),
    "profile": ("standard", "large", "dyslexia", "compact"),
    "language": LANGUAGES,
    "paper": ("A4", "A5", "letter", "us-letter"),
    "columns": ("1", "2"),
    "deal_status": (
        "reported", "proposed", "discussed", "agreed", "licensed", "delivered", "refused",
    ),
}  # fmt: skip
"""The words that a key knows, by the name that its shape gives."""

TABLES: Mapping[str, Keys] = {
    "project": PROJECT, "project_anki": PROJECT_ANKI, "names": NAMES, "name": NAME,
    "reviewed": REVIEWS, "review": REVIEW,
    "source": SOURCE, "original": ORIGINAL, "passage": PASSAGE, "bank": BANK,
    "defaults": DEFAULTS, "entry": ENTRY, "item": ITEM, "value": VALUE, "image": IMAGE,
    "citation": CITATION, "any": ANY, "criterion": CRITERION, "deck": DECK, "select": SELECT,
    "deck_anki": DECK_ANKI, "form": FORM, "section": SECTION, "layout": LAYOUT,
    "labels": LABELS, **FACTS,
}  # fmt: skip
"""Every table by the name that shapes give."""

PROSE = frozenset(
    key
    for table in TABLES.values()
    for key, (shape, _) in table.items()
    if shape in {"prose", "proses", "answer", "aliases", "distractors", "order", "criteria"}
)
"""Keys with words for people, in any table."""

GUESSES = {
    "question": "prompt", "stem": "prompt", "ask": "prompt", "front": "prompt", "q": "prompt",
    "text": "prompt", "options": "distractors", "wrong": "distractors", "choices": "distractors",
    "synonyms": "aliases", "accept": "aliases", "alias": "aliases", "source": "cite",
    "page": "cite", "ref": "cite", "citation": "cite", "cites": "cite", "type": "kind",
    "match": "pairs", "matching": "pairs", "gap": "cloze", "gaps": "cloze", "hints": "hint",
    "as-of": "as_of", "asof": "as_of", "back": "answer", "key": "answer", "correct": "answer",
    "a": "answer", "tag": "tags", "rationale": "explanation", "explain": "explanation",
    "note": "explanation", "feedback": "explanation", "license": "licence",
    "questions": "items", "entries": "items", "name": "title", "date": "issued",
    "year": "issued", "journal": "container-title", "pages": "page", "lang": "language",
    "author": "authors", "picture": "image",
}  # fmt: skip
"""What people write, and the key that they mean."""
