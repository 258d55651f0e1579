"""What was proved and reviewed before: `questions/evidence.lock` and `questions/reviewed.txt`.

The lock is written by the program and holds, for each item, the digests of the passages that it
was last accepted with, and for each passage, what it was proved with. The reviews are people's:
one line each, `BANK/ITEM DATE STAMP WHO`, which anybody may delete.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import blake2b, sha256

from studydeck.diagnostics import Diagnostic, fault
from studydeck.span import File, Span

LOCK = "evidence.lock"
REVIEWED = "reviewed.txt"
_HEAD = "studydeck-evidence 1"
_PLACE = r"[^\s@]+@[^\s@]+"
_CITED = re.compile(
    rf"cited (?P<item>[^\s/]+/[^\s/]+) (?P<place>{_PLACE}) (?P<digest>[0-9a-f]{{16}})"
)
_WORDS = re.compile(r"words (?P<digest>[0-9a-f]{16}) (?P<marks>(?:[0-9a-f]{4})*)")
_PROVED = re.compile(
    rf"proved (?P<place>{_PLACE}) (?P<digest>[0-9a-f]{{16}}) (?P<sha>[0-9a-f]{{64}})"
)
_REVIEW = re.compile(
    r"(?P<item>[^\s/]+/[^\s/]+) (?P<date>\d{4}-\d\d-\d\d) (?P<stamp>[0-9a-f]{16}) (?P<who>\S.*)"
)
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Review:
    """That somebody read an item, with all that reaches a card, on a day (ISO 8601)."""

    item: str
    date: str
    stamp: str
    who: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record; empty before the first review.

    `cited` has, by item, the digest of each passage by `source@passage`. `words` has, by
    digest of a passage, four hexadecimal digits for each of its words: enough to tell which
    were changed, without keeping the text. `proved` has, by passage, its digest and the
    sha256 of the original that proved it. `reviews` are by item.
    """

    cited: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    proved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)


NOTHING = Record()


def passage_digest(text: str) -> str:
    """Digest the text of a passage: 16 hexadecimal digits, white space aside."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def word_marks(text: str) -> tuple[str, ...]:
    """Give the mark of each word of a text."""
    return tuple(blake2b(word.encode(), digest_size=2).hexdigest() for word in text.split())


def word_changes(old: Iterable[str], text: str) -> str:
    """Tell which words of a text are new, and where words are gone: `has [9 1 word] ships`.

    >>> word_changes(word_marks("it has eight old ships"), "it has nine ships")
    'it has [nine, for 2 words] ships'
    """
    words = text.split()
    told: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(
        None, tuple(old), word_marks(text), autojunk=False
    ).get_opcodes():
        if tag == "equal":
            told += _shortened(words[start:end])
        elif tag == "delete":
            told.append(f"[{_words(last - first)} gone]")
        else:
            instead = f", for {_words(last - first)}" if last > first else ""
            told.append(f"[{' '.join(words[start:end])}{instead}]")
    return " ".join(told)


def _shortened(words: list[str]) -> list[str]:
    return words if len(words) <= 2 * _NEAR else [*words[:_NEAR], "…", *words[-_NEAR:]]


def _words(number: int) -> str:
    return f"{number} word" + ("" if number == 1 else "s")


# Files


def read_lock(text: str, path: str) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    """Read an evidence lock; a damaged one is none, and its first wrong line is reported."""
    file = File(path, text)
    if not text.strip():
        return Record(), ()
    cited: dict[str, dict[str, str]] = {}
    words: dict[str, tuple[str, ...]] = {}
    proved: dict[str, tuple[str, str]] = {}
    head, *rows = text.rstrip("\r\n").split("\n")
    if head.strip() != _HEAD:
        return None, (_damaged(file, 1, f"begins with '{head[:30]}' and not with '{_HEAD}'"),)
    for number, row in enumerate((one.rstrip("\r") for one in rows), 2):
        if match := _CITED.fullmatch(row):
            cited.setdefault(match["item"], {})[match["place"]] = match["digest"]
        elif match := _WORDS.fullmatch(row):
            marks = match["marks"]
            words[match["digest"]] = tuple(marks[i : i + 4] for i in range(0, len(marks), 4))
        elif match := _PROVED.fullmatch(row):
            proved[match["place"]] = match["digest"], match["sha"]
        else:
            return None, (_damaged(file, number, f"has the line '{row[:30]}'"),)
    return Record(cited, words, proved), ()


def write_lock(record: Record) -> str:
    """Write an evidence lock: the format, then every line, sorted; marks that nobody needs go."""
    needed = {digest for places in record.cited.values() for digest in places.values()}
    rows = [
        *(
            f"cited {item} {place} {digest}"
            for item, places in record.cited.items()
            for place, digest in places.items()
        ),
        *(f"proved {place} {digest} {sha}" for place, (digest, sha) in record.proved.items()),
        *(f"words {one} {''.join(m)}" for one, m in record.words.items() if one in needed),
    ]
    return "".join(f"{row}\n" for row in [_HEAD, *sorted(rows)])


def read_reviews(text: str, path: str) -> tuple[dict[str, Review], tuple[Diagnostic, ...]]:
    """Read the reviews: a line each, empty lines and lines with `#` aside; the last one counts."""
    file = File(path, text)
    reviews: dict[str, Review] = {}
    faults = []
    for number, row in enumerate(text.split("\n"), 1):
        line = row.strip()
        match = _REVIEW.fullmatch(line)
        if match:
            reviews[match["item"]] = Review(**match.groupdict())
        elif line and not line.startswith("#"):
            faults.append(_damaged(file, number, f"has the line '{line[:30]}'", kind="list"))
    return reviews, tuple(faults)


def write_reviews(text: str, reviews: Iterable[Review]) -> str:
    """Put reviews into the text of the file, in the place of older ones of the same items."""
    new = {one.item: f"{one.item} {one.date} {one.stamp} {one.who}" for one in reviews}
    rows = []
    for row in text.split("\n") if text else ():
        match = _REVIEW.fullmatch(row.strip())
        if not match or match["item"] not in new:
            rows.append(row)
    while rows and not rows[-1].strip():
        rows.pop()
    return "".join(f"{row}\n" for row in [*rows, *new.values()])


def _damaged(file: File, line: int, what: str, kind: str = "lock") -> Diagnostic:
    start = file.line_starts[line - 1]
    helps = {
        "lock": "take the file from version control again, or delete it and review anew",
        "list": "write `BANK/ITEM DATE STAMP WHO`, as `studydeck review --by` does, or a comment",
    }
    return fault(
        "SD507",
        Span(file, start, start + len(file.line_text(line))),
        f"the {kind} {what}",
        help=helps[kind],
    )
