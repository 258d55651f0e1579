"""Which words of a text are denied: what stands behind a negation, up to the end of its clause."""

from collections.abc import Sequence
from functools import lru_cache

from studydeck.evidence.tokens import Token, stem

_WORDS = frozenset("not no never without neither nor none cannot nobody nothing hardly".split())
_VERBS = frozenset(
    stem(word)
    for word in "deny refuse reject fail lack avoid unable unlikely absence absent rule cease"
    " refrain decline abstain impossible".split()
)
"""Words that deny what follows them, by their stems; to rule is only to rule out."""
_STARTS = frozenset(verb[:3] for verb in _VERBS)
_PAIRS = {
    ("rather", "than"), ("instead", "of"), ("less", "than"), ("far", "from"), ("short", "of"),
    ("rule", "out"),
}  # fmt: skip
_FIRSTS = frozenset(first for first, _ in _PAIRS)
_IDLE = frozenset(
    "only surprisingly surprised least surprise doubt less fewer more later longer merely just"
    " until to".split()
)
"""What a negation before makes no denial: not only, no doubt, no less than, not until."""
_ENDS = frozenset({",", ";", ":", ")", "but", "instead", "although", "though", "while", "whereas",
                   "because", "which", "who"})  # fmt: skip


def denied(found: tuple[Token, ...]) -> tuple[bool, ...]:
    """Say of each token whether it stands in the reach of a negation; one of two undoes it."""
    flags: list[bool] = []
    on, sentence = False, 0
    for at, token in enumerate(found):
        if token.low in _ENDS or token.sentence != sentence:
            on, sentence = False, token.sentence
        flags.append(on)
        if _opens(found, at):
            on = token.low == "nor" or not on
    return tuple(flags)


def denials(found: Sequence[Token]) -> frozenset[str]:
    """Give the words of a text that deny something, in lower case."""
    return frozenset(found[at].low for at in range(len(found)) if _opens(found, at))


def denies(found: Sequence[Token]) -> bool:
    """Whether a text has a word that denies something."""
    return bool(denials(found))


def denied_here(found: Sequence[Token], at: int) -> bool:
    """Whether a negation stands within three words before a token, in its sentence."""
    near = range(max(0, at - 3), at)
    return any(found[i].sentence == found[at].sentence and _opens(found, i) for i in near)


@lru_cache(maxsize=65536)
def _may_open(low: str) -> bool:
    """Whether a word can deny what follows it; most cannot."""
    return (
        low in _WORDS
        or low in _FIRSTS
        or low.endswith(("n't", "n’t"))
        or (low[:3] in _STARTS and low != "rule" and stem(low) in _VERBS)
    )


def _opens(found: Sequence[Token], at: int) -> bool:
    low = found[at].low
    if not _may_open(low):
        return False
    following = found[at + 1].low if at + 1 < len(found) else ""
    beyond = found[at + 2].low if at + 2 < len(found) else ""
    if low in _WORDS or low.endswith(("n't", "n’t")):
        return not {following, beyond if following == "be" else ""} & _IDLE
    if any(low == first and last in {following, beyond} for first, last in _PAIRS):
        return low != "less" or (following == "than" and beyond in {"a", "an", "the"})
    return low != "rule" and bool(token_stem := found[at].stem) and token_stem in _VERBS
