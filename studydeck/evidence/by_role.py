"""Refuse an answer that plays another part in the sentence than the prompt asks for."""

from bisect import bisect_left
from collections.abc import Sequence

from studydeck.evidence.direction import (
    Transfer,
    asks_subject,
    following_name,
    subject_before,
    subject_of,
    subjects,
    transfers,
)
from studydeck.evidence.judgement import Library, Question
from studydeck.evidence.reading import Reading
from studydeck.evidence.tokens import STOP

_ASKING = frozenset({"which", "whom", "what"})
Where = tuple[int, int]
"""Start and end, in the text, of the words that speak against an answer."""


def wrong_role(
    wanted: Reading, question: Question, reading: Reading, sentence: int, library: Library
) -> Where | None:
    """Find in a sentence who really does, gives or gets what the prompt asks.

    Gives None where nothing speaks against the answer.
    """
    answer = [stem for stem in wanted.stems if stem]
    named = len(answer) == 1 and (answer[0].startswith("@") or wanted.text[:1].isupper())
    name = answer[0] if named else ""
    at = _other_way(name, answer, question, reading, sentence)
    if at is None and name and asks_subject([token.low for token in question.reading.tokens]):
        at = _other_actor(name, question, reading, sentence, library)
    if at is None and name:
        at = _other_of_that_kind(name, question, reading, sentence)
    if at is None and not name:
        at = _other_subject(answer, question, reading, sentence)
    if at is None:
        at = _stranger(answer, question, reading, sentence, library)
    return None if at is None else (reading.tokens[at].start, reading.tokens[at].end)


def asked_transfer(question: Question, name: str = "") -> Transfer | None:
    """Give the transfer of a prompt, with the name of the answer in the place that is asked."""
    found = transfers(question.reading)
    if not found:
        return None
    one = found[0]
    if not name or (one.giver and one.taker):
        return one if one.giver or one.taker else None
    if one.giver:
        return Transfer(one.at, one.giver, name)
    if one.taker:
        return Transfer(one.at, name, one.taker)
    words = [token.low for token in question.reading.tokens]
    lead = next((words[i - 1] for i in range(1, len(words)) if words[i] in _ASKING), "")
    if lead in {"from", "by"} or (asks_subject(words) and one.gives):
        return Transfer(one.at, name)
    return Transfer(one.at, "", name) if lead == "to" or asks_subject(words) else None


def _other_way(
    name: str, answer: Sequence[str], question: Question, reading: Reading, sentence: int
) -> int | None:
    """Find the transfer of a sentence that goes the other way than the prompt says."""
    asked = asked_transfer(question, name)
    first, after = reading.sentences[sentence]
    here = [one for one in transfers(reading) if first <= one.at < after] if asked else []
    if not asked or not here:
        return None
    if name:
        wanted = [stem for stem in question.stems if not stem.startswith("@")]
        told = max(here, key=lambda one: (_shared(one, here, wanted, reading, after), -one.at))
    else:
        told = _governing(_thickest(answer, reading, first, after), here)
    return told.at if told.against(asked) else None


def _shared(
    one: Transfer, here: Sequence[Transfer], wanted: Sequence[str], reading: Reading, after: int
) -> int:
    """Count the asked words from a transfer up to the next one."""
    end = min((other.at for other in here if other.at > one.at), default=after)
    return len(set(reading.stems[one.at : end]) & set(wanted))


def _thickest(answer: Sequence[str], reading: Reading, first: int, after: int) -> int:
    """Find where most of the words of an answer stand together."""
    reach = len(answer) + 2
    places = [i for i in range(first, after) if reading.stems[i] in answer] or [first]
    return max(places, key=lambda i: (len(set(reading.stems[i : i + reach]) & set(answer)), -i))


def _governing(place: int, here: Sequence[Transfer]) -> Transfer:
    before = [one for one in here if one.at <= place]
    return before[-1] if before else here[0]


def nearest_transfer(first: int, last: int, reading: Reading) -> Transfer | None:
    """Give the transfer that stands nearest to some tokens in their sentence."""
    found = transfers(reading)
    at = bisect_left(found, first, key=lambda one: one.at)
    near = [one for one in found[max(0, at - 1) : at + 1]
            if reading.tokens[one.at].sentence == reading.tokens[first].sentence]  # fmt: skip
    clause = reading.tokens[first].clause

    def far(one: Transfer) -> tuple[int, int]:
        away = one.at - last if one.at > last else first - one.at
        return abs(reading.tokens[one.at].clause - clause), away

    return min(near, key=far, default=None)


def _other_actor(
    name: str, question: Question, reading: Reading, sentence: int, library: Library
) -> int | None:
    """Find the name that does what is asked, where word order plainly tells it."""
    first, after = reading.sentences[sentence]
    said = set(question.stems) - set(asked_noun(question)[:1])
    places = [i for i in range(first, after) if reading.stems[i] in said]
    places = [i for i in places if not reading.stems[i].startswith("@")]
    if not places:
        return None
    near = {reading.tokens[i].clause for i in range(first, after) if reading.stems[i] == name}
    places = [i for i in places if reading.tokens[i].clause in near] or places
    agent = following_name(reading, places[0], {"by", "from"}) if places else ""
    if not agent and places[0] > first and reading.stems[places[0] - 1].startswith("@"):
        agent = reading.stems[places[0] - 1] if reading.possessive(places[0] - 1) else ""
    actors = [agent] if agent else list(subjects(reading, sentence, places[0]))
    if not actors or name in actors or any(actor in question.stems for actor in actors):
        return None
    if any(library.names.of_another_kind(actor[1:], question.prompt) for actor in actors):
        return None
    own = [i for i in range(first, after) if reading.stems[i] == name]
    if any(reading.low(i - k) == "by" for i in own for k in (1, 2)):
        return None
    return next(i for i in range(first, after) if reading.stems[i] == actors[0])


def asked_noun(question: Question) -> tuple[str, ...]:
    """Give the stems of what stands after "which" or "what", up to the verb or preposition."""
    reading = question.reading
    for at, token in enumerate(reading.tokens):
        if token.low in {"which", "what"}:
            end = at + 1
            while (
                end < len(reading.tokens)
                and reading.tokens[end].kind == "word"
                and (reading.low(end) not in STOP or reading.low(end) == "state")
            ):
                end += 1
            return tuple(stem for stem in reading.stems[at + 1 : end] if stem)
    return ()


def _other_of_that_kind(
    name: str, question: Question, reading: Reading, sentence: int
) -> int | None:
    """Find another name that the sentence calls what is asked for: "port city of Vladivostok"."""
    first, after = reading.sentences[sentence]
    nouns = set(asked_noun(question)) - {name}
    called: dict[str, int] = {}
    for index in range(first, after):
        one = reading.stems[index]
        if one.startswith("@") and one not in question.stems:
            near = range(max(first, index - 3), min(after, index + 2))
            told = len({reading.stems[i] for i in near} & nouns)
            if told and told >= called.get(one, 0):
                called[one] = told
    best = max(called.values(), default=0)
    if best < 2 or called.get(name, 0) == best:
        return None
    other = next(one for one, told in called.items() if told == best)
    return next(i for i in range(first, after) if reading.stems[i] == other)


def _other_subject(
    answer: Sequence[str], question: Question, reading: Reading, sentence: int
) -> int | None:
    """Find that the answer is said of another one than the subject of the prompt."""
    asked = subject_of(question.reading)
    first, after = reading.sentences[sentence]
    places = [i for i in range(first, after) if reading.stems[i] in answer]
    here = reading.stems[first:after]
    if not asked or not places or asked not in here:
        return None
    told = subject_before(reading, places[0])
    if not told or told in question.stems:
        return None
    return next(i for i in range(first, after) if reading.stems[i] == told)


def _stranger(
    answer: Sequence[str], question: Question, reading: Reading, sentence: int, library: Library
) -> int | None:
    """Find that a sentence speaks of another of the kind that the prompt names, and not of it."""
    kinds = library.names.kinds
    first, after = reading.sentences[sentence]
    here = reading.stems[first:after]
    asked = [stem for stem in question.reading.stems if stem.startswith("@")]
    if not asked or any(stem in here for stem in asked):
        return None
    wanted = {kinds.get(stem[1:], "") for stem in asked} - {""}
    others = (
        index
        for index in range(first, after)
        if kinds.get(reading.stems[index][1:], "") in wanted and reading.stems[index] not in answer
    )
    return next(others, None)
