"""What of the sources no item asks about."""

from collections.abc import Mapping
from dataclasses import dataclass

from studydeck.check.desk import Desk
from studydeck.evidence.reading import Reading
from studydeck.model import Finding, Passage, Source

_TITLE = 12
"""Words up to which a line is taken for a heading."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A passage with its figures, dates and names that no item asks.

    `asked` if any item cites it.
    """

    passage: Passage
    asked: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one source is asked.

    `lines` are the lines of the original with words that no passage restates, by number from
    1; empty where the original is not at hand.
    """

    source: Source
    passages: tuple[Unasked, ...]
    lines: tuple[tuple[int, str], ...] = ()

    @property
    def share(self) -> float:
        """The share of the passages that some item cites; 1 for a source without any."""
        asked = sum(one.asked for one in self.passages)
        return asked / len(self.passages) if self.passages else 1.0


def coverage(
    desk: Desk, findings: Mapping[str, Finding], originals: Mapping[str, str]
) -> tuple[Coverage, ...]:
    """Tell for every source what is not asked, in the order of its passages.

    A figure or name is asked if it stands in the evidence of an item that cites its passage, or
    in the item's prompt.
    """
    cited = _cited(desk, findings)
    return tuple(
        Coverage(
            source,
            tuple(
                _unasked(passage, cited.get(passage.key, []), desk) for passage in source.passages
            ),
            _unrestated(source, originals),
        )
        for source in desk.project.sources.values()
    )


def _cited(desk: Desk, findings: Mapping[str, Finding]) -> dict[str, list[Finding]]:
    """Group the findings by the passages that their items cite as proof."""
    found: dict[str, list[Finding]] = {}
    for key, item in desk.project.items.items():
        for claim in item.claims:
            located, _ = desk.locate(claim.citations, key)
            for one in located:
                found.setdefault(one.passage.key, []).append(findings[key])
    return found


def _unasked(passage: Passage, findings: list[Finding], desk: Desk) -> Unasked:
    reading = desk.cite(passage.text, passage.source)
    asked = [
        (place.start, place.end)
        for finding in findings
        for place in finding.evidence
        if (place.source, place.passage) == (passage.source, passage.id)
    ]
    prompts = [desk.read(desk.project.items[finding.item].prompt) for finding in findings]
    words = [
        word
        for word, start, end in _telling(reading)
        if not any(first < end and start < last for first, last in asked)
        and not _prompted(word, prompts, desk)
    ]
    return Unasked(passage, bool(findings), tuple(dict.fromkeys(words)))


def _telling(reading: Reading) -> list[tuple[str, int, int]]:
    """Give the figures, dates, designations and declared names, each with its place, in order."""
    found = [(reading.text[v.start : v.end], v.start, v.end) for v in reading.values]
    for stem, indexes in reading.places.items():
        if stem.startswith("@"):
            token = reading.tokens[indexes[0]]
            found.append((stem[1:], token.start, token.end))
    return sorted(found, key=lambda one: one[1])


def _prompted(word: str, prompts: list[Reading], desk: Desk) -> bool:
    """Whether a prompt states a figure or name itself."""
    own = desk.read(word)
    stems = {stem for stem in own.stems if stem}
    return any(
        any(value.same(other) for value in own.values for other in prompt.values)
        or (stems and stems <= prompt.places.keys())
        for prompt in prompts
    )


def _unrestated(source: Source, originals: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    """Give the lines of an original that have a sentence and are in no passage."""
    text = originals.get(source.original.file) if source.original else None
    restated = {line for passage in source.passages for line in passage.lines}
    return tuple(
        (number, line.strip())
        for number, line in enumerate((text or "").split("\n"), 1)
        if number not in restated and len(line.split()) > _TITLE
    )
