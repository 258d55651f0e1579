"""The checker's desk: passages read once, citations located."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.evidence.by_text import SHARE
from studydeck.evidence.fold import Match, Shelf
from studydeck.evidence.judgement import Judgement, Library, Question
from studydeck.evidence.names import NameTable
from studydeck.evidence.reading import Reading, read, weigh
from studydeck.evidence.relative import Anchor
from studydeck.evidence.suggest import nearest_words
from studydeck.evidence.values import whole_value
from studydeck.evidence.verdict import judge
from studydeck.model import (
    Citation,
    Citations,
    Criteria,
    Evidence,
    Fact,
    Item,
    Passage,
    Project,
)
from studydeck.span import Span


@dataclass(frozen=True, slots=True)
class Located:
    """A citation that was found: its passage, what is cited of it, and where that starts."""

    passage: Passage
    reading: Reading
    start: int

    def evidence(self, start: int, end: int) -> Evidence:
        """Turn a place in what is cited into a place in the passage."""
        passage = self.passage
        return Evidence(passage.source, passage.id, self.start + start, self.start + end)


T = TypeVar("T")
_KEPT = 2000
"""Texts that are kept as they were read."""
_WEIGHED = 2_000_000
"""Characters of passages up to which all of them are read."""
_PATIENCE = 500
"""Refusals for which edits are tried; whoever has more of them reads the first."""


class Desk:
    """Everything a check may look at. Reads each text once; changes nothing.

    `patience` counts down the refusals for which edits may still be tried.
    """

    def __init__(self, project: Project) -> None:
        """Lay out a project."""
        self.project = project
        self.patience = _PATIENCE
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._cited: dict[tuple[str, str], Reading] = {}
        self._cited_texts: dict[str, Reading] = {}
        self._located: dict[int, Located | Diagnostic | None] = {}
        self._shelves: dict[str, Shelf] = {}
        self._made: dict[Callable[[Desk], object], object] = {}
        self._asked: tuple[object, Question] | None = None

    @cached_property
    def names(self) -> NameTable:
        """The declared names with their aliases and metonyms."""
        names = self.project.names
        return NameTable.of(
            ((name.name, (*name.aliases, *name.metonyms)) for name in names),
            {str(name.name): str(name.kind) for name in names},
        )

    @cached_property
    def library(self) -> Library:
        """The names, and the weights of words over all passages.

        Of a very large library only the passages that are cited are weighed.
        """
        passages = self.project.passages
        if sum(len(passage.text) for passage in passages.values()) < _WEIGHED:
            return Library(
                self.names, weigh(self.cite(one.text, one.source) for one in passages.values())
            )
        cited: dict[str, Passage] = {}
        for item in self.project.items.values():
            cited.update(self.cited(item))
        for fact in self.facts.values():
            located, _ = self.locate(fact.citations, "")
            cited.update({one.passage.key: one.passage for one in located})
        texts = (self.cite(cited[key].text, cited[key].source) for key in sorted(cited))
        return Library(self.names, weigh(texts))

    @cached_property
    def facts(self) -> Mapping[tuple[str, str], Fact]:
        """Every fact by its bank and id."""
        banks = self.project.banks.values()
        return {(bank.id, str(fact.id)): fact for bank in banks for fact in bank.facts}

    def once(self, make: "Callable[[Desk], T]") -> T:
        """Give what a function makes of the desk; it is called the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def fact_of(self, item: Item) -> Fact | None:
        """Give the fact that an item asks, if it was made from one."""
        return self.facts.get((item.bank, item.fact))

    def cite(self, text: str, source: str) -> Reading:
        """Read a text that is cited; these are kept, as other items cite them too."""
        reading = self._cited.get((text, source))
        if reading is None:
            anchor = self._anchor(source)
            reading = self._cited[text, source] = read(text, self.names, anchor)
            self._cited_texts[text] = reading
        return reading

    def _anchor(self, source: str) -> Anchor | None:
        """Give the date of a source, from which it tells "last year", if it has a whole one."""
        issued = self.project.sources[source].issued
        date = whole_value(issued) if issued else None
        if not date or date.category != "date" or date.hedge:
            return None
        return date.low, date.high  # type: ignore[return-value]

    def read(self, text: str) -> Reading:
        """Read a text; the latest ones are kept."""
        reading = self._cited_texts.get(text) or self._readings.get(text)
        if reading is None:
            reading = self._readings[text] = read(text, self.names)
            if len(self._readings) > _KEPT:
                self._readings.popitem(last=False)
        elif text in self._readings:
            self._readings.move_to_end(text)
        return reading

    def judge(
        self, answer: str, question: Question, located: Iterable[Located], share: float = SHARE
    ) -> Judgement:
        """Judge an answer against what is cited together."""
        return judge(answer, question, [one.reading for one in located], self.library, share)

    def question(self, prompt: str, *context: str, fellows: Iterable[str] = ()) -> Question:
        """Read what is asked; the last question is kept, as its options are judged in a row."""
        key = (prompt, context, tuple(fellows))
        if self._asked is None or self._asked[0] != key:
            reading = self.read(prompt)
            made = Question.from_reading(reading, self.names, *context, fellows=key[2])
            self._asked = key, made
        return self._asked[1]

    def locate(self, citations: Citations, item: str) -> tuple[list[Located], list[Diagnostic]]:
        """Find what is cited; a citation of a passage that is not there was reported by load."""
        located, faults = [], []
        for citation in citations.each:
            found = self._locate(citation, item)
            if isinstance(found, Diagnostic):
                faults.append(found)
            elif found:
                located.append(found)
        return located, faults

    def cited(self, item: Item) -> Mapping[str, Passage]:
        """Give every passage that an item names, for proof or under `see`, by its key."""
        located, _ = self.locate(Citations(citations(item)), item.key)
        return {one.passage.key: one.passage for one in located}

    def unread(self, cited: Iterable[Citation]) -> str:
        """Give the first source of some citations that reading could not find them in.

        The cause was told by reading: its file, or its text, is not there or not whole.
        """
        lost = self.project.unread
        each = (one for one in cited if one.source in lost) if lost else ()
        return next((one.source for one in each if not (one.passage and self._passages(one))), "")

    def hidden(self, cited: Iterable[Citation]) -> str:
        """Give the first private source of some citations whose text is not on this machine."""
        sources = self.project.sources
        names = (one.source for one in cited)
        return next((name for name in names if name in sources and not sources[name].has_text), "")

    def _locate(self, citation: Citation, item: str) -> Located | Diagnostic | None:
        """Find one citation; what was found once is not looked for again."""
        known = self._located.get(id(citation))
        if known is None:
            known = self._located[id(citation)] = self._search(citation, item)
        return known

    def _search(self, citation: Citation, item: str) -> Located | Diagnostic | None:
        passages = self._passages(citation)
        if not passages:
            return None
        if citation.quote is None:
            return Located(passages[0], self.cite(passages[0].text, citation.source), 0)
        shelf = self._shelf(citation, passages)
        hits = [(passages[index], match) for index, match in shelf.find(citation.quote)]
        if len(hits) != 1:
            return _lost(citation, passages, item) if not hits else _many(citation, hits, item)
        passage, match = hits[0]
        if match.hides_negation:
            return fault(
                "SD310",
                _written(citation),
                f"the gap of the quote hides a negation: '{' … '.join(match.hidden).strip()}'",
                help="quote the words in full, so that a reader sees what is denied",
                item=item,
            )
        quoted = passage.text[match.start : match.end]
        return Located(passage, self.cite(quoted, citation.source), match.start)

    def _shelf(self, citation: Citation, passages: Sequence[Passage]) -> Shelf:
        """Give the passages as a shelf; that of a whole source is kept."""
        if citation.passage:
            return Shelf([passages[0].text])
        shelf = self._shelves.get(citation.source)
        if shelf is None:
            texts = [passage.text for passage in passages]
            shelf = self._shelves[citation.source] = Shelf(texts)
        return shelf

    def _passages(self, citation: Citation) -> tuple[Passage, ...]:
        source = self.project.sources.get(citation.source)
        if source and not citation.passage:
            return source.passages
        return (
            (source.by_id[citation.passage],) if source and citation.passage in source.by_id else ()
        )


def citations(item: Item) -> tuple[Citation, ...]:
    """Give every citation of an item: of its claims, of its criteria, and under `see`."""
    return (*proofs(item), *item.see.each)


def proofs(item: Item) -> tuple[Citation, ...]:
    """Give the citations that prove an item: of its claims and of its criteria."""
    groups = [claim.citations for claim in item.claims]
    for claim in item.claims:
        if isinstance(claim.answer, Criteria):
            groups += [group for _, group in claim.answer.criteria]
    return tuple(one for group in groups for one in group.each)


def _lost(citation: Citation, passages: Sequence[Passage], item: str) -> Diagnostic:
    near = nearest_words(str(citation.quote), {one.key: str(one.text) for one in passages})
    help = "copy the words from the source, with … for what is left out"
    if near:
        help = f"most like it, in {near[0]}: '{near[1]}'"
    return fault(
        "SD301",
        _written(citation),
        f"quote not found in '{citation.source}': '{citation.quote}'",
        help=help,
        item=item,
    )


def _many(citation: Citation, hits: list[tuple[Passage, Match]], item: str) -> Diagnostic:
    places = ", ".join(dict.fromkeys(passage.key for passage, _ in hits))
    related = [
        Related(span, f"in {passage.key}")
        for passage, _ in hits
        if (span := passage_span(passage)) is not None
    ]
    return fault(
        "SD302",
        _written(citation),
        f"quote stands {len(hits)} times in '{citation.source}': {places}",
        help="quote more words, or name the passage with `at: source@passage`",
        item=item,
        related=related,
    )


def _written(citation: Citation) -> Span | None:
    """Give where the quoted words are written, if the citation has any."""
    return (citation.quote.span if citation.quote else None) or citation.span


def passage_span(passage: Passage) -> Span | None:
    """Give where the text of a passage is written."""
    return passage.text.span
