"""Judge an answer that is one value: a number or a date."""

from collections.abc import Sequence
from dataclasses import dataclass

from studydeck.evidence import anchor
from studydeck.evidence.by_role import asked_transfer, nearest_transfer
from studydeck.evidence.dates import month_days
from studydeck.evidence.direction import Transfer
from studydeck.evidence.hedges import hedges_asked, hedges_of_slot
from studydeck.evidence.judgement import Judgement, Library, Place, Question, said
from studydeck.evidence.polarity import denied_here, denies
from studydeck.evidence.reading import Reading
from studydeck.evidence.tokens import tokens
from studydeck.evidence.values import Value
from studydeck.model import Verdict

Candidate = tuple[int, Value]
"""The index of a reading, and a value of it."""


def judge_value(
    answer: Value, question: Question, readings: Sequence[Reading], library: Library
) -> Judgement:
    """Rank the passage's values of the answer's kind; the answer's must clearly win."""
    rivals = [
        (index, value)
        for index, reading in enumerate(readings)
        for value in reading.values
        if value.comparable(answer)
    ]
    matches = [one for one in rivals if fits(answer, one[1])]
    if not matches:
        return _no_match(answer, rivals, question, readings)
    asked = asked_transfer(question) if answer.category != "date" else None
    if asked:
        rivals = [one for one in rivals if not _other_way(one, asked, readings)]
        turned, matches = matches, [one for one in matches if one in rivals]
        if not matches:
            why = f"the passage says '{said(_place(turned[0]), readings)}' of the other direction"
            return Judgement(Verdict.CONTRADICTED, (), why, _places(turned))
    contest = _Contest(answer, question, readings, library)
    return contest.judge(rivals, matches)


@dataclass(frozen=True, slots=True)
class _Contest:
    """The values of a passage that may be meant, ranked by what the prompt asks."""

    answer: Value
    question: Question
    readings: Sequence[Reading]
    library: Library

    def judge(self, rivals: Sequence[Candidate], matches: Sequence[Candidate]) -> Judgement:
        """Weigh the best match against the best rival; what it counts decides first."""
        named = self._named(rivals)
        topical = [one for one in matches if _topical(one[1], named)]
        score, best = self._ranked(topical or matches)[0]
        against = self._ranked(
            [one for one in rivals if _speaks_against(one[1], self.answer, best[1], self.question)]
        )
        about = [one for one in against if _topical(one[1][1], named)]
        if about and not topical:
            why = "of what the prompt counts the passage says"
            return self._refuted(why, best, about[0][1])
        against = about if topical else against
        wanted = hedges_of_slot(self.question.reading.tokens)
        hedged = [one for _, one in against if one[1].hedge in wanted]
        if hedged and best[1].hedge not in wanted:
            return self._refuted("with such a hedge the passage has", best, hedged[0])
        place, reading = _place(best), self.readings[best[0]]
        return (
            _weigh(score, place, against, self.readings)
            or _elsewhere(best[1], self.question, reading, place)
            or _hedged(self.answer, best[1], self.question, place)
        )

    def _named(self, rivals: Sequence[Candidate]) -> tuple[str, ...]:
        """Give the stems of what is counted; without "how many", of all that is asked."""
        counts = (*self.question.counted, *self.answer.nouns)
        told = any(set(value.nouns) & set(counts) for _, value in rivals)
        return counts if told else self._stems

    @property
    def _stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.question.stems, *self.answer.nouns)))

    def _ranked(self, values: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
        weights = self.library.weights
        scored = [
            (anchor.score(value, self._stems, self.readings[index], weights), (index, value))
            for index, value in values
        ]
        return sorted(scored, key=lambda one: -one[0])

    def _refuted(self, why: str, best: Candidate, rival: Candidate) -> Judgement:
        near = (_place(best), _place(rival))
        words = f"{why} '{said(near[1], self.readings)}'"
        return Judgement(Verdict.CONTRADICTED, (), words, near)


def _other_way(one: Candidate, asked: Transfer, readings: Sequence[Reading]) -> bool:
    """Whether a value belongs to a transfer that goes the other way than the prompt's."""
    reading = readings[one[0]]
    told = nearest_transfer(*reading.token_range(one[1]), reading)
    return told is not None and told.against(asked)


def _elsewhere(
    match: Value, question: Question, reading: Reading, place: Place
) -> Judgement | None:
    """Refuse a value that is denied, or of another time."""
    first, _ = reading.token_range(match)
    if denied_here(reading.tokens, first) and not denies(tokens(question.text)):
        return Judgement(Verdict.UNANCHORED, (), "the passage denies it", (place,))
    here = [v for v in reading.values if v.sentence == match.sentence and v != match]
    dates = [v for v in here if v.category == "date" and not v.yearless and _days(v) <= 372]
    times = [v for v in question.values if v.category == "date" and not v.yearless]
    told = [v for v in reading.values if v.category == "date"]
    if match.category != "date" and dates and times and not _any_meet(times, told):
        return Judgement(Verdict.UNANCHORED, (), "the passage says it of another time", (place,))
    return None


def _any_meet(times: Sequence[Value], told: Sequence[Value]) -> bool:
    return any(one.low <= other.high and other.low <= one.high for one in times for other in told)  # type: ignore[operator]


def _topical(value: Value, stems: Sequence[str]) -> bool:
    """Whether a count counts what the prompt or the answer names; other values always do.

    Where both name a type by its designation, it is that type that counts.
    """
    types, asked = _types(value.nouns), _types(stems)
    if types and asked:
        return bool(types & asked)
    return not value.nouns or any(noun in stems for noun in value.nouns)


def _types(stems: Sequence[str]) -> set[str]:
    return {one for one in stems if one[:1].isalpha() and any(c.isdigit() for c in one)}


def _no_match(
    answer: Value,
    rivals: Sequence[tuple[int, Value]],
    question: Question,
    readings: Sequence[Reading],
) -> Judgement:
    """Say why no value of the passage is the answer: coarser, another one, or none."""
    coarser = _places([(i, v) for i, v in rivals if v.covers(answer) or _yearless(answer, v)])
    if coarser:
        why = f"the passage says only '{said(coarser[0], readings)}'"
        return Judgement(Verdict.TOO_PRECISE, (), why, coarser)
    others = _places([(i, v) for i, v in rivals if not any(v.same(s) for s in question.values)])
    if others:
        shown = dict.fromkeys(f"'{said(place, readings)}'" for place in others[:4])
        return Judgement(Verdict.CONTRADICTED, (), f"the passage says {', '.join(shown)}", others)
    return Judgement(Verdict.NOT_FOUND, (), "the passage has no value of that kind")


def _place(one: Candidate) -> Place:
    return one[0], one[1].start, one[1].end


def _places(values: Sequence[Candidate]) -> tuple[Place, ...]:
    return tuple(_place(one) for one in values)


def fits(answer: Value, value: Value) -> bool:
    """Equal, or a date that is finer than the answer; a month covers its days.

    A stretch of days that is no unit of the calendar has to be the very same.
    """
    if answer.same(value):
        return True
    return answer.category == "date" and answer.covers(value) and calendar_unit(answer)


def calendar_unit(date: Value) -> bool:
    """Whether a date is one month, quarter, season, half, year or decade, or open at one end."""
    low, high = date.low, date.high
    if not isinstance(low, tuple) or not isinstance(high, tuple):
        return False
    if low[0] == -9999 or high[0] == 9999:
        return True
    months = 12 * (high[0] - low[0]) + high[1] - low[1] + 1
    whole = low[2] == 1 and high[2] == month_days(high[0], high[1])
    return whole and months in {1, 3, 4, 6, 12, 120}


def decade(date: Value) -> bool:
    """Whether a date is ten years or more."""
    return _days(date) == 10**9


def _yearless(answer: Value, value: Value) -> bool:
    """Whether a text gives the day and month of an answer, without the year."""
    if not value.yearless or answer.yearless or answer.category != "date":
        return False
    return (answer.low[1:], answer.high[1:]) == (value.low[1:], value.high[1:])  # type: ignore[index]


def _speaks_against(value: Value, answer: Value, match: Value, question: Question) -> bool:
    """Whether a value is a rival: comparable, fine enough, not stated, not equal."""
    if fits(answer, value) or value.covers(answer):
        return False
    if "decad" in question.stems and value.category == "date" and not decade(value):
        return False
    fine = max(_days(match), _days(answer), 372 if "year" in question.stems else 0)
    if value.category == "date" and _days(value) > fine:
        return False
    return not any(value.same(stated) for stated in question.values)


def _days(value: Value) -> int:
    """Say how fine a date is, in days or nearly so: up to 10, a month's, a year's, more."""
    if not isinstance(value.low, tuple) or not isinstance(value.high, tuple):
        return 0
    years, months, days = (last - first for first, last in zip(value.low, value.high, strict=True))
    length = 372 * years + 31 * months + days + 1
    return next(limit for limit in (10, 31, 372, 10**9) if length <= limit)


def _weigh(
    best: float,
    place: Place,
    against: Sequence[tuple[float, Candidate]],
    readings: Sequence[Reading],
) -> Judgement | None:
    """Refuse a match that nothing anchors, or that a rival equals or beats."""
    if best < anchor.SAME_SENTENCE_FLOOR * 0.5:
        why = f"nothing that the prompt names stands near '{said(place, readings)}'"
        return Judgement(Verdict.UNANCHORED, (), why, (place,))
    if not against:
        return None
    rival, value = max(against, key=lambda one: one[0])
    near = (place, _place(value))
    words = said(near[1], readings)
    if rival > anchor.LOSES * best:
        return Judgement(Verdict.CONTRADICTED, (), f"for this the passage says '{words}'", near)
    if best < anchor.WINS * rival:
        why = f"'{words}' stands as near to what the prompt asks"
        return Judgement(Verdict.UNANCHORED, (), why, near)
    return None


def _hedged(answer: Value, match: Value, question: Question, place: Place) -> Judgement:
    """Compare the hedges of answer and passage; the prompt may carry the answer's."""
    hedges = {answer.hedge, *hedges_asked(tokens(question.text))}
    if match.hedge and match.hedge not in hedges:
        why = "the passage hedges the value and the answer does not"
        return Judgement(Verdict.HEDGED, (place,), why)
    if answer.hedge and not match.hedge:
        why = "the answer hedges a value that the passage gives plainly"
        return Judgement(Verdict.HEDGED, (place,), why)
    return Judgement(Verdict.SUPPORTED, (place,))
