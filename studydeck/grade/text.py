"""Comparing a typed text with the wordings that count as right."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise

from studydeck.evidence.articles import roman
from studydeck.grade.amounts import grade_number
from studydeck.grade.dates import grade_date, read_date
from studydeck.grade.fold import fold
from studydeck.grade.lexicon import Lexicon
from studydeck.grade.numbers import read_quantity
from studydeck.grade.result import Result, best, close, correct, unreadable, wrong
from studydeck.grade.spelling import slips
from studydeck.model import Kind

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
_TITLES = frozenset("president premier prime minister chairman mr mrs ms dr general".split())
_PLACES = frozenset("north south east west central new great upper lower inner outer".split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a single response is compared with: the answer, and wordings as good or as bad."""

    answer: str
    aliases: Sequence[str] = ()
    reject: Mapping[str, str] = field(default_factory=dict)
    """Wordings that are never right, and why."""
    kind: Kind = Kind.TEXT
    tolerance: str = ""
    prompt: str = ""
    lexicon: Lexicon = field(default_factory=Lexicon)


def grade_single(wanted: Wanted, typed: str) -> Result:
    """Grade one text, number or date.

    A number or date that cannot be read as one is unreadable, unless the answer cannot be
    read so either; then both are compared as texts.
    """
    settle = wanted.lexicon.settle
    given = settle(fold(typed))
    given_forms = {given, settle(fold(_HYPHEN.sub("", typed)))}
    for text, reason in wanted.reject.items():
        if given == settle(fold(text)):
            return wrong(reason)
    if given_forms & accepted_forms(wanted):
        return correct()
    if wanted.kind is Kind.NUMBER and _names_another(wanted, typed, given):
        return wrong(f"“{wanted.lexicon.known[given]}” is something else")
    if wanted.kind in {Kind.DATE, Kind.NUMBER}:
        result = _grade_value(wanted, typed)
        if result:
            return result
    return _grade_text(wanted, typed, given)


def _grade_value(wanted: Wanted, typed: str) -> Result | None:
    dates = wanted.kind is Kind.DATE
    for text, reason in wanted.reject.items():
        same = grade_date(text, typed) if dates else grade_number(text, typed)
        if same and same.score == 1:
            return wrong(reason)
    results = [
        grade_date(text, typed)
        if dates
        else grade_number(text, typed, tolerance=wanted.tolerance, prompt=wanted.prompt)
        for text in (wanted.answer, *wanted.aliases)
        if dates or not _bare(text, wanted.answer, typed)
    ]
    read = [result for result in results if result]
    if read and dates:
        return _not_another(wanted, typed, best(read))
    if read and not _says_a_month(typed):
        return best(read)
    if read:
        return unreadable("that is a date, and a number is asked for")
    if dates and read_date(wanted.answer):
        return unreadable("that does not read as a date, such as 14 July 1789 or July 1789")
    if not dates and read_quantity(wanted.answer):
        return unreadable("that does not read as a number")
    return None


def _bare(alias: str, answer: str, typed: str) -> bool:
    """Whether an alias leaves out what the answer counts, and the response names something.

    Two is as good as two ships; two trains is not.
    """
    one, whole, said = (read_quantity(text) for text in (alias, answer, typed))
    if not (one and whole and said and whole.words):
        return False
    return bool((said.words or said.unit) and not one.words)


def _names_another(wanted: Wanted, typed: str, given: str) -> bool:
    """Whether a name with a number, or a number of other things, is an answer elsewhere."""
    if given not in wanted.lexicon.known or given in accepted_forms(wanted):
        return False
    read = read_quantity(typed)
    ours = [read_quantity(text) for text in (wanted.answer, *wanted.aliases)]
    counted = {word for one in ours if one for word in one.words}
    asked = set(fold(wanted.prompt).split())
    return bool(read and set(read.words) - counted - asked)


def _not_another(wanted: Wanted, typed: str, result: Result) -> Result:
    """Doubt a date that says more than was asked, if that is the date of something else."""
    given = read_date(typed)[:1]
    exact = {reading for text in (wanted.answer, *wanted.aliases) for reading in read_date(text)}
    if result.note and result.score == 1 and set(given) & wanted.lexicon.dates - exact:
        return close(0.5, "that is the exact date of something else")
    return result


def _says_a_month(typed: str) -> bool:
    return any(one.month and not typed.isdigit() for one in chain(*read_date(typed)[:1]))


def accepted_forms(
    wanted: Wanted, *, american: bool = True, settled: bool = True
) -> frozenset[str]:
    """Give the folded forms of all wordings that are right, without optional brackets too."""
    folded = _folded((wanted.answer, *wanted.aliases), american)
    return frozenset(map(wanted.lexicon.settle, folded)) if settled else folded


@lru_cache(maxsize=8192)
def _folded(texts: tuple[str, ...], american: bool) -> frozenset[str]:
    forms = (form for text in texts for form in _forms(text))
    return frozenset(fold(form, american=american) for form in forms) - {""}


def _forms(text: str) -> Iterable[str]:
    """Give a wording, also as one word, and without a part in brackets that adds no figure."""
    yield text
    yield _HYPHEN.sub("", text)
    before, opening, rest = text.partition("(")
    inside, closing, after = rest.partition(")")
    if opening and closing and not any(c.isdigit() for c in inside) and " not " not in inside:
        yield f"{before.rstrip()}{after}"


def _grade_text(wanted: Wanted, typed: str, given: str) -> Result:
    forms, british = accepted_forms(wanted), accepted_forms(wanted, american=False)
    if any(_same_name(given, form) for form in forms if _is_name(wanted)):
        return correct()
    asked = fold(wanted.prompt).split()
    if given and any(
        given == _figure_of(form, asked) or _in_figures(given, form) == form for form in forms
    ):
        return correct()
    as_typed = wanted.lexicon.settle(fold(typed, american=False))
    pairs = [(given, form) for form in forms] + [(as_typed, form) for form in british]
    # A short name may be settled into a long one, which its misspelling is not.
    pairs += [(fold(typed), form) for form in accepted_forms(wanted, settled=False)]
    costs = [cost for ours, theirs in pairs if (cost := slips(ours, theirs)) is not None]
    other = wanted.lexicon.other(given, forms, min(costs, default=1))
    if other:
        same = fold(other) == fold(typed)
        return wrong(f"“{other}” is something else" if same else f"that is nearer to “{other}”")
    if costs:
        return close(0.5, "check the spelling", spelling=True)
    if _is_name(wanted) and any(_part_of_name(given, form) for form in forms):
        return close(0.5, "only a part of the name")
    return wrong()


def _figure_of(form: str, asked: list[str]) -> str:
    """Give the figure of `article 6` where the prompt asks which article; else nothing."""
    word, _, rest = form.partition(" ")
    follows = any(here in {"which", "what"} and there == word for here, there in pairwise(asked))
    return rest if follows and any(c.isdigit() for c in rest) else ""


def _in_figures(given: str, form: str) -> str:
    """Write Roman numerals in figures where the wanted form has figures.

    >>> _in_figures("article xii", "article 12")
    'article 12'
    """
    words, wanted = given.split(), form.split()
    if len(words) != len(wanted):
        return given
    pairs = zip(words, wanted, strict=True)
    return " ".join(
        str(roman(word.upper()) or word) if there.isdigit() else word for word, there in pairs
    )


def _is_name(wanted: Wanted) -> bool:
    """Whether the answer looks like a name of two to four words, each with a capital."""
    words = wanted.answer.replace("-", " ").split()
    return 2 <= len(words) <= 4 and all(w[0].isupper() and w.rstrip(".").isalpha() for w in words)


def _same_name(given: str, form: str) -> bool:
    """Whether both have the same words, as with the family name first."""
    return len(form.split()) > 1 and sorted(given.split()) == sorted(form.split())


def _part_of_name(given: str, form: str) -> bool:
    """Whether a family name stands for the whole, alone or after a title or an initial."""
    words, said = form.split(), [word for word in given.split() if word not in _TITLES]
    if len(words) < 2 or _PLACES & set(words) or not said:
        return False
    if len(said) == 2 and len(said[0]) == 1:
        return said[0] == words[0][0] and said[1] == words[-1]
    return len(said) == 1 and said[0] in {words[0], words[-1]} and len(said[0]) > 3
