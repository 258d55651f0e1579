"""What can happen in a session, and which of it stands after undoing and accepting."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from studydeck.grade import LONGEST, Mark


class Deed(StrEnum):
    """What can happen in a session.

    An ATTEMPT is a wrong response before the one that counts. ACCEPT turns the last
    response into a correct one, EASY says that it took no thought. BURY puts an item off
    until the next day, SUSPEND until it is resolved. STOP ends an exam whose time is over.
    """

    RESPONSE = "response"
    ATTEMPT = "attempt"
    HINT = "hint"
    ACCEPT = "accept"
    EASY = "easy"
    UNDO = "undo"
    FLAG = "flag"
    BURY = "bury"
    SUSPEND = "suspend"
    STOP = "stop"


AWAY = frozenset({Deed.BURY, Deed.SUSPEND})
"""Deeds that put an item out of the session."""
_CHANGES = frozenset({Deed.ACCEPT, Deed.EASY})


class Act(NamedTuple):
    """One thing that happened; only a response uses the fields from `response` on.

    It is a named tuple because a log has so many of them.
    `item` is its key. `at` is when, as the caller writes it. `typed` is what was typed, for
    a flag the note. `response` is what was answered in full, whatever letters stood for
    it. `hints` and `tries` count what came before it, `seconds` is how long it took, `own`
    says that the learner gave the mark, `late` that the time was over. UNDO takes back the
    last response, ACCEPT, EASY, BURY or SUSPEND; nothing is ever removed.
    """

    deed: Deed
    item: str
    at: str
    typed: str = ""
    response: str = ""
    mark: Mark = Mark.SKIPPED
    score: float = 0.0
    spelling: bool = False
    hints: int = 0
    tries: int = 0
    seconds: float = 0.0
    own: bool = False
    easy: bool = False
    late: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing but spelling was wrong, in time."""
        return (self.mark is Mark.CORRECT or self.spelling) and not self.late


def tidy(typed: str) -> str:
    r"""Cut what was typed to the length that is graded, and to characters that can be kept.

    >>> len(tidy("x" * 1_000_000)), tidy("a\ud800b")
    (2000, 'a?b')
    """
    return typed[:LONGEST].encode(errors="replace").decode()


def standing(acts: Iterable[Act]) -> list[Act]:
    """Give the acts that count: without what was taken back, accepted marks put in."""
    now: list[Act] = []
    back: list[tuple[int, int, Act | None]] = []
    for act in acts:
        if act.deed is Deed.UNDO:
            if back:
                _take_back(now, *back.pop())
        elif act.deed in _CHANGES:
            place = _last_response(now)
            if place is not None:
                back.append((len(now), place, now[place]))
                now[place] = _changed(now[place], act.deed)
        else:
            if act.deed is Deed.RESPONSE or act.deed in AWAY:
                back.append((len(now), 0, None))
            now.append(act)
    return now


def undoable(acts: Sequence[Act]) -> int | None:
    """Give the place of the act that the next UNDO would take back, if there is one."""
    places: list[int] = []
    responses = 0
    for place, act in enumerate(acts):
        if act.deed is Deed.UNDO and places:
            responses -= acts[places.pop()].deed is Deed.RESPONSE
        elif act.deed is Deed.RESPONSE or act.deed in AWAY or (act.deed in _CHANGES and responses):
            places.append(place)
            responses += act.deed is Deed.RESPONSE
    return places[-1] if places else None


def _take_back(now: list[Act], length: int, place: int, was: Act | None) -> None:
    # A flag is a remark on the item; it stays when the response beside it is taken back.
    now[length:] = [act for act in now[length:] if act.deed is Deed.FLAG]
    if was is not None:
        now[place] = was


def _last_response(acts: list[Act]) -> int | None:
    for place in range(len(acts) - 1, -1, -1):
        if acts[place].deed is Deed.RESPONSE:
            return place
    return None


def _changed(act: Act, deed: Deed) -> Act:
    if deed is Deed.EASY:
        return act._replace(easy=True)
    return act._replace(mark=Mark.CORRECT, score=1.0, spelling=False)
