"""What is on record: the lock that the program writes, and the reviews that people give.

`questions/evidence.lock` has, sorted, one line each of

    cited BANK/ITEM CITATION SOURCE@PASSAGE DIGEST   what a citation stood on
    proved SOURCE@PASSAGE DIGEST SHA256              what an original proved, and which one
    source SOURCE DIGEST                             the text of a source
    words DIGEST MARKS                               the words of a cited passage, unreadably

where CITATION is a digest of what the author wrote. The reviews are in
`questions/reviewed.yaml`, which is loaded with the other files.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import blake2b, sha256

from studydeck.diagnostics import Diagnostic
from studydeck.rows import damaged, read_rows
from studydeck.span import File

LOCK = "evidence.lock"
REVIEWED = "reviewed.yaml"
_HEAD = "studydeck-evidence 1"
_PLACE = r"[^\s@]+@[^\s@]+"
_LINES = {
    "cited": re.compile(
        rf"cited ([^\s/]+/[^\s/]+) ([0-9a-f]{{8}}) ({_PLACE}) ([0-9a-f]{{16}})", re.ASCII
    ),
    "proved": re.compile(rf"proved ({_PLACE}) ([0-9a-f]{{16}}) ([0-9a-f]{{64}})", re.ASCII),
    "source": re.compile(r"source (\S+) ([0-9a-f]{64})", re.ASCII),
    "words": re.compile(r"words ([0-9a-f]{16}) ((?:[0-9a-f]{4})*)", re.ASCII),
}
_NEAR = 3


class Staleness(StrEnum):
    """How a citation stands to what is on record of it; later ones weigh more."""

    OK = "ok"
    NEW = "new"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """What a citation stood on: its digest, the passage that it found, and the digest of that."""

    citation: str
    place: str
    digest: str


@dataclass(frozen=True, slots=True)
class Review:
    """That somebody found an item right, with all that reaches a card, on a day (ISO 8601)."""

    item: str
    by: str
    date: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record; all of it is empty before the first time.

    `cited` is by the identity of an item, as `bank/item`. `words` has, by digest of a
    passage, four hexadecimal digits for each of its words: enough to tell which changed.
    `proved` has, by passage, its digest and the sha256 of the original. `sources` has the
    digest of each source's text, `reviews` are by item.
    """

    cited: Mapping[str, tuple[Cited, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    proved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)


NOTHING = Record()


# The lock


def read_lock(text: str, path: str) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    """Read an evidence lock; a damaged one is none, and its first wrong line is reported.

    Diagnostics: SD127, SD507.
    """
    file = File(path, text)
    rows, wrong = read_rows(file, _HEAD, "studydeck check --lock")
    if wrong:
        return None, (wrong,)
    cited: dict[str, list[Cited]] = {}
    words: dict[str, str] = {}
    proved: dict[str, tuple[str, str]] = {}
    sources: dict[str, str] = {}
    seen: set[tuple[str, ...]] = set()
    for number, row in rows:
        kind = row.partition(" ")[0]
        match = _LINES[kind].fullmatch(row) if kind in _LINES else None
        if not match:
            return None, (damaged(file, number, f"has the line '{row[:30]}'"),)
        told = match.groups()
        name = (kind, *told[: 3 if kind == "cited" else 1])
        if name in seen:
            return None, (damaged(file, number, f"has '{' '.join(name)}' twice"),)
        seen.add(name)
        if kind == "cited":
            cited.setdefault(told[0], []).append(Cited(*told[1:]))
        elif kind == "proved":
            proved[told[0]] = told[1], told[2]
        else:
            (words if kind == "words" else sources)[told[0]] = told[1]
    return Record({item: tuple(each) for item, each in cited.items()}, words, proved, sources), ()


def write_lock(record: Record) -> str:
    """Write an evidence lock: the format, then every line, sorted; words nobody needs go."""
    needed = {one.digest for each in record.cited.values() for one in each}
    rows = {
        *(
            f"cited {item} {one.citation} {one.place} {one.digest}"
            for item, each in record.cited.items()
            for one in each
        ),
        *(f"proved {place} {digest} {sha}" for place, (digest, sha) in record.proved.items()),
        *(f"source {source} {digest}" for source, digest in record.sources.items()),
        *(f"words {digest} {marks}" for digest, marks in record.words.items() if digest in needed),
    }
    return "".join(f"{row}\n" for row in [_HEAD, *sorted(rows)])


# Digests


def text_digest(text: str, *more: object) -> str:
    """Digest a text, white space aside, and what else belongs to it: 16 hexadecimal digits."""
    told = " ".join([*text.split(), *(f"\n{one}" for one in more)])
    return sha256(told.encode()).hexdigest()[:16]


def word_marks(text: str) -> str:
    """Give four hexadecimal digits for each word of a text."""
    return "".join(_mark(word) for word in text.split())


def _mark(word: str) -> str:
    return blake2b(word.encode(), digest_size=2).hexdigest()


def word_changes(old: str, text: str) -> str:
    """Tell which words of a text are new to its old marks, and where words are gone.

    >>> word_changes(word_marks("it has eight old ships"), "it has nine ships")
    'it has [nine, for 2 words] ships'
    """
    words = text.split()
    marks = [old[i : i + 4] for i in range(0, len(old), 4)]
    told: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(
        None, marks, [_mark(word) for word in words], autojunk=False
    ).get_opcodes():
        if tag == "equal":
            told += _shortened(words[start:end])
        elif tag == "delete":
            told.append(f"[{_words(last - first)} gone]")
        else:
            instead = f", for {_words(last - first)}" if last > first else ""
            told.append(f"[{' '.join(words[start:end])}{instead}]")
    return " ".join(told)


def _shortened(words: Iterable[str]) -> list[str]:
    each = list(words)
    return each if len(each) <= 2 * _NEAR else [*each[:_NEAR], "…", *each[-_NEAR:]]


def _words(number: int) -> str:
    return f"{number} word" + ("" if number == 1 else "s")
