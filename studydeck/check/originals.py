"""The second half of the proof: passages against the originals that they restate."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from studydeck.check.desk import Desk
from studydeck.diagnostics import Diagnostic, fault
from studydeck.evidence.fold import fold
from studydeck.evidence.reading import Reading
from studydeck.evidence.values import Bound, Value
from studydeck.model import Original, Passage, Source
from studydeck.span import Text

RUN = 8
"""The longest run of words that a passage may share with its original."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_FOOTNOTE = re.compile(r"(?<=[\w.,'\"”])\(\d{1,2}\)")
_ESCAPED = re.compile(r"\\(?=\$)")


def against_originals(
    desk: Desk, originals: Mapping[str, str]
) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Hold every restated passage against its original.

    `originals` maps file names to their texts with LF line ends; what is not in it is
    reported as missing. Gives the passages that are proved, as `source@passage`.
    """
    proved: set[str] = set()
    faults: list[Diagnostic] = []
    every: set[tuple[str, ...]] = set()
    for source in desk.project.sources.values():
        if source.original is None:
            continue
        text, wrong = _open(source.original, originals)
        faults += wrong
        if text is None:
            continue
        shared = _runs(text)
        every |= shared
        for passage in source.passages:
            found = list(_passage(source, passage, text.split("\n"), shared, desk))
            faults += found
            if not found:
                proved.add(passage.key)
    faults += _copied_items(desk, frozenset(every))
    return frozenset(proved), tuple(faults)


def _open(original: Original, originals: Mapping[str, str]) -> tuple[str | None, list[Diagnostic]]:
    text = originals.get(original.file)
    if text is None:
        return None, [
            fault("SD323", original.file.span, f"original '{original.file}' is not there",
                  help="put the file into the folder of originals, or leave `--originals` out")
        ]  # fmt: skip
    digest = sha256(text.encode()).hexdigest()
    if digest == original.sha256:
        return text, []
    return None, [
        fault("SD322", original.sha256.span,
              f"original '{original.file}' has sha256 {digest[:12]}…, not {original.sha256[:12]}…",
              help="restate the passages from the file you have, then write its sha256 here")
    ]  # fmt: skip


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(m.group().casefold(), m.start(), m.end()) for m in _WORD.finditer(fold(text))]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """Give every run of RUN + 1 words of an original, line by line."""
    runs: set[tuple[str, ...]] = set()
    for line in text.split("\n"):
        words = [word for word, _, _ in _words(_FOOTNOTE.sub("", line))]
        runs.update(tuple(words[i : i + RUN + 1]) for i in range(len(words) - RUN))
    return frozenset(runs)


def _passage(
    source: Source,
    passage: Passage,
    lines: list[str],
    shared: frozenset[tuple[str, ...]],
    desk: Desk,
) -> Iterator[Diagnostic]:
    outside = [line for line in passage.lines if not 1 <= line <= len(lines)]
    if outside or not passage.lines:
        named = f"line {outside[0]}" if outside else "no line"
        yield fault("SD411", passage.text.span,
                    f"passage '{passage.key}' names {named} of an original with {len(lines)} lines",
                    help="name the lines of the original's text file under `lines:`")  # fmt: skip
        return
    yield from _copied(source, passage, shared)
    said = " \n".join(_ESCAPED.sub("", _FOOTNOTE.sub("", lines[n - 1])) for n in passage.lines)
    yield from _ungrounded(source, passage, desk.read(said), desk)


def _copied(
    source: Source, passage: Passage, shared: frozenset[tuple[str, ...]]
) -> Iterator[Diagnostic]:
    run = _copied_run(passage.text, source.verbatim, shared)
    if run:
        yield _copy(passage.text, f"passage '{passage.key}'", run)


def _copied_run(said: str, titles: Iterable[str], shared: frozenset[tuple[str, ...]]) -> str:
    """Find the first copied run, with declared names, titles and quotations taken out."""
    text = fold(said)
    for title in sorted(titles, key=len, reverse=True):
        text = text.replace(fold(title), " § ")
    for piece in re.split(r"§|“[^”]*”|\"[^\"]*\"", text):
        words = _words(piece)
        for i in range(len(words) - RUN):
            if tuple(word for word, _, _ in words[i : i + RUN + 1]) in shared:
                return piece[words[i][1] : words[i + RUN][2]]
    return ""


def _copied_items(desk: Desk, shared: frozenset[tuple[str, ...]]) -> Iterator[Diagnostic]:
    """Find copied runs in what items say in their own words, of whatever original."""
    titles = [str(title) for source in desk.project.sources.values() for title in source.verbatim]
    titles += [str(text) for name in desk.project.names for text in (name.name, *name.aliases)]
    for item in desk.project.items.values():
        for text in (
            item.prompt,
            item.explanation,
            item.hint,
            *(d.reason for d in item.distractors),
        ):
            run = _copied_run(text, titles, shared)
            if run:
                yield _copy(text, f"'{item.key}'", run)


def _copy(text: Text, where: str, run: str) -> Diagnostic:
    return fault("SD321", text.span, f"{where} copies from its original: '{run}'",
                 help=f"use your own words; {RUN} in a row are the most")  # fmt: skip


def _ungrounded(
    source: Source, passage: Passage, original: Reading, desk: Desk
) -> Iterator[Diagnostic]:
    """Find figures and declared names of a passage that its lines do not have."""
    reading = desk.read(passage.text)
    record = desk.read(f"{source.title}. {source.issued}. {' '.join(source.inferred.values())}")
    for value in reading.values:
        grounded = any(_grounds(other, value) for other in (*original.values, *record.values))
        if not grounded and not _written(passage.text[value.start : value.end], original):
            yield _unproved(passage, passage.text[value.start : value.end])
    for stem in reading.places:
        known = stem in original.places or stem in record.places
        # A lost space or dash in the original glues a name to its neighbour.
        glued = stem[1:].casefold() in original.text.casefold()
        if stem.startswith("@") and not known and not glued:
            yield _unproved(passage, stem[1:])


def _grounds(original: Value, value: Value) -> bool:
    """Equal; or a date of which the original prints the day and the record the year."""
    if value.same(original) or (value.category == "date" and value.covers(original)):
        return True
    if value.category != "date" or not original.yearless:
        return False
    first, last = _in_year(original, value)
    return value.low <= first and last <= value.high  # type: ignore[operator]


def _in_year(day: Value, value: Value) -> tuple[Bound, Bound]:
    """Put a date without a year into the year of another."""
    if not (isinstance(value.low, tuple) and isinstance(day.low, tuple)):
        return day.low, day.high
    last = day.high if isinstance(day.high, tuple) else day.low
    return (value.low[0], *day.low[1:]), (value.low[0], *last[1:])


def _written(words: str, original: Reading) -> bool:
    return f" {fold(words).casefold()} " in f" {fold(original.text).casefold()} "


def _unproved(passage: Passage, words: str) -> Diagnostic:
    return fault("SD324", passage.text.span,
                 f"'{words}' in passage '{passage.key}' is not in the lines that it names",
                 help="check it against the original, or name further lines")  # fmt: skip
