"""Responses of several parts: sets, orders, matchings and cloze gaps."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from studydeck.grade.choose import letters_in
from studydeck.grade.dates import read_date
from studydeck.grade.fold import fold
from studydeck.grade.numbers import read_quantity
from studydeck.grade.result import Mark, Result, close, correct, skipped, unreadable, wrong
from studydeck.grade.text import Wanted, accepted_forms, grade_single
from studydeck.model import Kind

_BREAK = re.compile(r"\s*(?:;|\n|,(?!\d{3}(?!\d))|(?<!\d),)\s*(?:and\s+|&\s*)?", re.IGNORECASE)
_SEAM = re.compile(rf"{_BREAK.pattern}|\s+(?:and|&)\s+|\s+\+\s+", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:->|=>|→|>|;|\n)\s*")
_LINK = re.compile(r"\s*(?:\s[-–—]\s|=>|->|→|:|=)\s*")


def part_kind(text: str) -> Kind:
    """Tell how to compare one part of an answer: as a date, a number or a text."""
    if any(c.isdigit() for c in text) and read_date(text):
        return Kind.DATE
    starts = text[:1].isdigit() or text[:1] in "$€£¥-" or text.startswith("US$")
    return Kind.NUMBER if starts and read_quantity(text) else Kind.TEXT


def grade_set(
    elements: Sequence[Wanted], need: int | None, typed: str, shown: Sequence[str] = ()
) -> Result:
    """Grade a set: each element once, in any order, and every wrong one costs one.

    The score is (hits - extras) / n and never below 0; an element with a slip of
    spelling is half a hit. `n` is `need`, or the number of elements. A response may be
    the letters of options as displayed.
    """
    chosen = [shown[letter] for letter in letters_in(typed, len(shown))]
    result = _grade_pieces(elements, need, chosen or _pieces(typed, elements))
    return replace(result, response=", ".join(chosen))


def _grade_pieces(elements: Sequence[Wanted], need: int | None, pieces: Sequence[str]) -> Result:
    hit: dict[int, float] = {}
    rest = [piece for piece in pieces if not _take(piece, elements, hit, Mark.CORRECT)]
    extras = [piece for piece in rest if not _take(piece, elements, hit, Mark.CLOSE)]
    count = need or len(elements)
    found = sum(sorted(hit.values(), reverse=True)[:count])
    if found == count and not extras:
        return correct()
    score = max(0.0, found - len(extras)) / count
    note = _set_note(len(hit), count, extras, hit, elements, need)
    if not score:
        return wrong(note)
    slips_only = len(hit) >= count and not extras
    return close(score, note, spelling=slips_only)


def _take(piece: str, elements: Sequence[Wanted], hit: dict[int, float], mark: Mark) -> bool:
    """Let a piece take the element that it names; a repetition takes nothing."""
    for index, element in enumerate(elements):
        result = grade_single(element, piece)
        if result.mark is mark and (mark is Mark.CORRECT or result.spelling):
            hit.setdefault(index, 1.0 if mark is Mark.CORRECT else 0.5)
            return True
    return False


def _set_note(
    hits: int,
    count: int,
    extras: Sequence[str],
    hit: dict[int, float],
    elements: Sequence[Wanted],
    need: int | None,
) -> str:
    parts = [f"{hits} of {count}"]
    missing = [one.answer for index, one in enumerate(elements) if index not in hit]
    if missing and hits and (need is None or hits < count):
        parts.append(f"missing: {', '.join(missing)}")
    slipped = [elements[index].answer for index, worth in hit.items() if worth < 1]
    if slipped:
        parts.append(f"check the spelling: {', '.join(slipped)}")
    if extras:
        parts.append(f"not among them: {', '.join(extras)}")
    return "; ".join(parts)


def _pieces(typed: str, elements: Sequence[Wanted]) -> list[str]:
    """Cut a list at its separators, but not within an element that holds one itself."""
    starts, ends = [0], []
    for seam in _SEAM.finditer(typed):
        ends.append(seam.start())
        starts.append(seam.end())
    ends.append(len(typed))
    pieces: list[str] = []
    at = 0
    while at < len(starts):
        for last in range(min(at + 3, len(starts) - 1), at - 1, -1):
            joined = typed[starts[at] : ends[last]]
            if _names_one(joined, elements):
                pieces.append(joined)
                at = last + 1
                break
        else:
            pieces += _by_words(typed[starts[at] : ends[at]], elements)
            at += 1
    return pieces


def _names_one(piece: str, elements: Sequence[Wanted]) -> bool:
    results = [grade_single(element, piece) for element in elements] if piece.strip() else []
    return any(result.mark is Mark.CORRECT or result.spelling for result in results)


def _by_words(chunk: str, elements: Sequence[Wanted]) -> list[str]:
    """Cut between words where every stretch of words is an element; else not at all."""
    forms = frozenset().union(*(accepted_forms(element) for element in elements))
    words, found = fold(chunk).split(), []
    while words:
        for length in range(len(words), 0, -1):
            if " ".join(words[:length]) in forms:
                found.append(" ".join(words[:length]))
                del words[:length]
                break
        else:
            return [chunk.strip()]
    return found


def grade_order(
    steps: Sequence[Wanted], ranks: Sequence[str], typed: str, shown: Sequence[str]
) -> Result:
    """Grade an order by its pairs: the score is (right - wrong pairs) / pairs, at least 0.

    `ranks` are texts to sort by, equal where two steps may stand either way. A response
    is letters of the steps as displayed, or the steps in words.
    """
    places = [step.answer for step in steps]
    letters = letters_in(typed, len(shown))
    if letters and (len(letters) != len(shown) or len(set(letters)) != len(shown)):
        return unreadable(f"type each of the {len(shown)} letters once")
    if letters:
        given = [places.index(shown[letter]) for letter in letters]
    else:
        given = _step_places(typed, steps)
    if not given:
        return unreadable(f"type the {len(steps)} letters in order, such as b a c")
    pairs = len(steps) * (len(steps) - 1) // 2
    balance = sum(
        1 if a < b or ranks[a] == ranks[b] else -1 for a, b in combinations(dict.fromkeys(given), 2)
    )
    named = tuple(places[index] for index in given)
    score = max(0, balance) / pairs
    result = close(score, "the order is right in part") if score else wrong()
    result = correct() if balance >= pairs else result
    return replace(result, response=" → ".join(named), parts=named)


def _step_places(typed: str, steps: Sequence[Wanted]) -> list[int]:
    chunks = _ARROW.split(typed.strip())
    pieces = chunks if len(chunks) > 1 else _pieces(typed, steps)
    found = []
    for piece in pieces:
        results = [grade_single(step, piece) for step in steps]
        top = max(range(len(steps)), key=lambda i: results[i].rank)
        if results[top].score:
            found.append(top)
    return found


def grade_matching(pairs: Sequence[tuple[str, str]], typed: str, shown: Sequence[str]) -> Result:
    """Grade a matching: the score is the share of the pairs that are right.

    A response is one letter for each left side, of the right sides as displayed, or
    `left - right` pairs in words, separated by semicolons.
    """
    letters = letters_in(typed, len(shown))
    if letters and len(letters) != len(pairs):
        return unreadable(f"type {len(pairs)} letters, one for each number")
    given = [shown[letter] for letter in letters] if letters else _pairs_in_words(pairs, typed)
    if not any(given):
        return unreadable(f"type {len(pairs)} letters, such as 1b 2a, or b a")
    hits = sum(fold(said) == fold(right) for said, (_, right) in zip(given, pairs, strict=True))
    said = "; ".join(f"{left} – {one}" for one, (left, _) in zip(given, pairs, strict=True))
    score = hits / len(pairs)
    note = f"{hits} of {len(pairs)} pairs"
    result = correct() if score == 1 else close(score, note) if score else wrong(note)
    return replace(result, response=said, parts=tuple(given))


def _pairs_in_words(pairs: Sequence[tuple[str, str]], typed: str) -> list[str]:
    said: dict[str, str] = {}
    for piece in re.split(r"[;\n]", typed):
        sides = _LINK.split(piece.strip(), maxsplit=1)
        if len(sides) == 2:
            said[fold(sides[0])] = sides[1]
    return [said.get(fold(left), "") for left, _ in pairs]


def grade_cloze(gaps: Sequence[Wanted], typed: str) -> Result:
    """Grade the gaps of a cloze text, separated by `;` (or by commas); all count alike."""
    pieces = [typed] if len(gaps) == 1 else [p.strip() for p in re.split(r"[;\n]", typed)]
    if len(pieces) != len(gaps):
        pieces = _BREAK.split(typed.strip())
    if len(pieces) != len(gaps):
        return unreadable(f"there are {len(gaps)} gaps: separate them with ;")
    results = [
        grade_single(gap, piece) if piece.strip() else skipped()
        for gap, piece in zip(gaps, pieces, strict=True)
    ]
    if len(gaps) == 1:
        return results[0]
    if all(result.mark is Mark.CORRECT for result in results):
        return correct()
    score = sum(result.score for result in results) / len(gaps)
    note = "; ".join(
        f"gap {number}: {result.note or result.mark.value}"
        for number, result in enumerate(results, 1)
        if result.mark is not Mark.CORRECT
    )
    fair = all(result.mark is Mark.CORRECT or result.spelling for result in results)
    return close(score, note, spelling=fair) if score else wrong(note)
