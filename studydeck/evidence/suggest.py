"""Suggest, never decide: the words that an author most likely meant to quote."""

from collections.abc import Mapping

LIKELY = 60.0
"""Likeness in per cent below which nothing is suggested."""


def nearest_words(quote: str, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """Find the stretch of some texts that is most like a quote, in whole words.

    Gives the key of its text and its words, or None where nothing is alike.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415  (only after a miss)

    best, found = LIKELY, None
    for key, text in texts.items():
        alike = partial_ratio_alignment(quote, text, score_cutoff=best)
        if alike and alike.score > best and len(text) >= len(quote) // 2:
            best = alike.score
            found = key, _whole_words(text, alike.dest_start, alike.dest_end)
    return found


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip(" ,;:")
