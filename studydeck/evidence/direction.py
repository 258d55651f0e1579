"""Who gives and who takes, who acts and who is acted upon: rules that may only refuse.

A transfer is a word such as `sell` or `import` with the names of its two sides, as far as
plain word order tells them: `X sold N to Y`, `Y bought N from X`, `X's exports to Y`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studydeck.evidence.names import is_demonym
from studydeck.evidence.reading import Reading
from studydeck.evidence.tokens import stem

_GIVING = frozenset(
    stem(word)
    for word in "sell export supply deliver delivery provide lend transfer ship grant offer teach"
    " license invest donate".split()
)
_TAKING = frozenset(
    stem(word) for word in "buy purchase import receive acquire obtain borrow procure".split()
)
_PERSONS = ("importer", "exporter", "purchaser")
_REACH = 14
"""Words after a transfer in which its `to` or `from` is looked for."""
_FAR = 60
"""Words before a transfer in which its subject is looked for."""
_LEADS = frozenset(
    "to from by with of in for against between at on after before since under during via near"
    " over about towards toward into through despite".split()
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A word of giving or taking at a token, and the names of who gives and who takes."""

    at: int
    giver: str = ""
    taker: str = ""
    gives: bool = True

    def along(self, other: "Transfer") -> bool:
        """Whether the other one goes the same way."""
        return bool(
            (self.giver and self.giver == other.giver) or (self.taker and self.taker == other.taker)
        )

    def against(self, other: "Transfer") -> bool:
        """Whether the other one goes the other way."""
        return bool(
            (self.giver and self.giver == other.taker) or (self.taker and self.taker == other.giver)
        )


def transfers(reading: Reading) -> tuple[Transfer, ...]:
    """Find the transfers of a text, and every plain `from X to Y`."""
    return reading.once(_transfers)


def _transfers(reading: Reading) -> tuple[Transfer, ...]:
    found: list[Transfer] = []
    for at, one in enumerate(reading.stems):
        if _moves(reading, at):
            found.append(_transfer(reading, at, giving=one in _GIVING))
        elif reading.tokens[at].low == "from":
            giver, after = _name_after(reading, at)
            taker, _ = _name_after(reading, after) if reading.low(after) == "to" else ("", 0)
            if giver and taker:
                found.append(Transfer(at, giver, taker))
    return tuple(found)


def _moves(reading: Reading, at: int) -> bool:
    """Whether a token is a word of giving or taking; a buyer or importer is a person."""
    one = reading.stems[at]
    return (one in _GIVING or one in _TAKING) and not reading.low(at).startswith(_PERSONS)


def _transfer(reading: Reading, at: int, *, giving: bool) -> Transfer:
    subject = _beside(reading, at) or _by(reading, at) or subject_before(reading, at)
    to, source = _sides(reading, at)
    if giving:
        direct, _ = _name_after(reading, at)
        return Transfer(at, source if source and not subject else subject, to or direct)
    return Transfer(at, source, subject, gives=False)


def _beside(reading: Reading, at: int) -> str:
    """Give the name directly before a transfer, or a people's one word away: Russian arms sales."""
    last, other = (reading.stems[at - k] if at >= k else "" for k in (1, 2))
    if last.startswith("@"):
        return last
    adjective = other.startswith("@") and is_demonym(reading.tokens[at - 2].text, other[1:])
    return other if adjective and reading.tokens[at - 1].kind == "word" else ""


def _by(reading: Reading, at: int) -> str:
    """Give the name behind the `by` of a passive."""
    for index in _clause(reading, at + 1):
        if reading.low(index) == "by":
            return _name_after(reading, index)[0]
    return ""


def _sides(reading: Reading, at: int) -> tuple[str, str]:
    """Give the names behind `to` (or `in`, of an investment) and `from`."""
    to = source = ""
    for index in _clause(reading, at + 1):
        low = reading.low(index)
        if low in {"to", "for", "in", "into"} and not to:
            to = _name_after(reading, index)[0]
        elif low == "from" and not source:
            source = _name_after(reading, index)[0]
    return to, source


def _clause(reading: Reading, first: int) -> Iterator[int]:
    """Give the indexes from one on, up to the next transfer, a semicolon or the sentence's end."""
    sentence = reading.tokens[first - 1].sentence
    for index in range(first, min(first + _REACH, len(reading.tokens))):
        token, one = reading.tokens[index], reading.stems[index]
        if token.sentence != sentence or token.low == ";" or one in _GIVING or one in _TAKING:
            return
        yield index


def _name_after(reading: Reading, at: int) -> tuple[str, int]:
    """Give the name that starts within two words behind a token, with the place behind it."""
    for index in range(at + 1, min(at + 4, len(reading.stems))):
        if reading.stems[index].startswith("@"):
            after = index + 1
            while after < len(reading.stems) and not reading.stems[after] and reading.wordy(after):
                after += 1
            return reading.stems[index], after
        if reading.tokens[index].low not in {"the", "its", "both", "president", "prime"}:
            break
    return "", at


def following_name(reading: Reading, at: int, leads: set[str]) -> str:
    """Give the name that one of some prepositions puts directly behind a token."""
    if reading.low(at + 1) not in leads or at + 2 >= len(reading.tokens):
        return ""
    name, _ = _name_after(reading, at + 1)
    return name or (reading.stems[at + 2] if reading.wordy(at + 2) else "")


def subject_before(reading: Reading, at: int) -> str:
    """Give the nearest name before a token that no preposition leads, in the same sentence."""
    first = reading.sentences[reading.sentence_at(at)][0]
    for index in range(at - 1, max(first, at - _FAR) - 1, -1):
        if reading.stems[index].startswith("@") and not _led(reading, index, first):
            return reading.stems[index]
    return ""


def _led(reading: Reading, index: int, first: int) -> bool:
    """Whether a preposition stands before a name or the list that it ends.

    In "In Oslo, Norway agreed" the comma ends what the preposition leads.
    """
    if reading.low(index - 1) == "," and reading.low(index + 1) not in {",", "and"}:
        return False
    for before in range(index - 1, max(first, index - 8) - 1, -1):
        low = reading.low(before)
        if low in _LEADS:
            return True
        named = reading.stems[before].startswith("@") or reading.tokens[before].text[0].isupper()
        if not named and low not in {"the", ",", "and", "both"}:
            return False
    return False


def subjects(reading: Reading, sentence: int, until: int) -> Iterable[str]:
    """Give the name, or the list of names, that a clause starts to speak of before a token.

    A clause without a name has the subject of its sentence. A people's name used as an
    adjective and the owner of a thing are none.
    """
    first, _ = reading.sentences[sentence]
    clause = reading.tokens[until].clause
    own = next(i for i in range(first, until + 1) if reading.tokens[i].clause == clause)
    named = any(reading.stems[i].startswith("@") for i in range(own, until))
    for index in range(own if named else first, until):
        one = reading.stems[index]
        if not one.startswith("@") or _led(reading, index, first):
            continue
        if is_demonym(reading.tokens[index].text, one[1:]) or reading.possessive(index):
            continue
        yield from _listed(reading, index, until)
        return


def _listed(reading: Reading, index: int, until: int) -> Iterator[str]:
    """Give a name with those that "and" or commas join to it."""
    while index < until:
        one = reading.stems[index]
        if one.startswith("@"):
            yield one
        elif reading.low(index) not in {"and", ",", "the"} and one:
            return
        index += 1


def asks_subject(prompt: Sequence[str]) -> bool:
    """Whether the words of a prompt, in lower case, ask who does something."""
    wh = next((i for i, word in enumerate(prompt) if word in {"who", "which"}), -1)
    if wh < 0 or (wh and prompt[wh - 1] in _LEADS):
        return False
    rest = prompt[wh + 1 : wh + 6]
    return not {"did", "does", "do", "was", "were", "is", "are", "been", "be"} & set(rest)


def subject_of(reading: Reading) -> str:
    """Give the name that a prompt asks about: the one behind `did`, `does` or `would`."""
    for at, token in enumerate(reading.tokens):
        if token.low in {"did", "does", "do", "would", "will", "has", "had", "have"}:
            return _name_after(reading, at)[0]
    return ""
