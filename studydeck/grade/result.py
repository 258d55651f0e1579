"""What grading says of a response."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a response stands to the answer; likeness of spelling is at most `close`."""

    CORRECT = "correct"
    CLOSE = "close"
    WRONG = "wrong"
    SKIPPED = "skipped"


_RANK = (Mark.SKIPPED, Mark.WRONG, Mark.CLOSE, Mark.CORRECT)


@dataclass(frozen=True, slots=True)
class Result:
    """The mark of one response, its score out of 1, and in a few words why.

    `spelling` is set where nothing but spelling keeps the response from being correct.
    `readable` is false where the response is none of the things that could be answered
    (no such option, no date at all): a dialogue asks again, a batch counts it as wrong.
    `response` is what was answered in full, where the learner typed only letters; `parts`
    the same, step by step of an order and for each left side of a matching.
    """

    mark: Mark
    score: float
    note: str = ""
    spelling: bool = False
    readable: bool = True
    response: str = ""
    parts: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, float]:
        """What to compare two results by: the better one is larger."""
        return _RANK.index(self.mark), self.score


def correct(note: str = "") -> Result:
    """Make the result of a right response."""
    return Result(Mark.CORRECT, 1.0, note)


def close(score: float, note: str, *, spelling: bool = False) -> Result:
    """Make the result of a response that is right in part, with its score below 1."""
    return Result(Mark.CLOSE, round(score, 4), note, spelling)


def wrong(note: str = "") -> Result:
    """Make the result of a wrong response."""
    return Result(Mark.WRONG, 0.0, note)


def skipped() -> Result:
    """Make the result of no response."""
    return Result(Mark.SKIPPED, 0.0)


def unreadable(note: str) -> Result:
    """Make the result of a response that cannot be an answer to what was asked."""
    return Result(Mark.WRONG, 0.0, note, readable=False)


def best(results: list[Result]) -> Result:
    """Give the best of several results, the first of equals."""
    return max(results, key=lambda result: result.rank)
