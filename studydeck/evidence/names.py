"""Proper names: one form for all wordings that `names.yaml` declares, and for demonyms."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from studydeck.evidence.kinds import asked_kinds, kind_of
from studydeck.evidence.numbers import ENDS
from studydeck.evidence.tokens import Token, stems_of, tokens

_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_NONE: Mapping[str, str] = MappingProxyType({})
_DEMONYM = re.compile(r"(?<=\w{3})(?:ese|ian|ish|stan|ia|an|i|a)$")


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Cut the ending that makes a country of a people or the other way round.

    >>> root("Russia") == root("Russian"), root("China") == root("Chinese")
    (True, True)
    """
    return _DEMONYM.sub("", word.casefold().removesuffix("'s").removesuffix("’s"))


def is_demonym(word: str, name: str) -> bool:
    """Whether a word is made from a name and is not the name: Russian, of Russia.

    >>> is_demonym("Russian", "Russia"), is_demonym("Russia's", "Russia")
    (True, False)
    """
    bare = word.casefold().removesuffix("'s").removesuffix("’s")
    own = name.casefold()
    return " " not in own and bare not in {own, f"{own}s"} and root(bare) == root(own)


def _words(name: str) -> tuple[str, ...]:
    return tuple(_bare(token) for token in tokens(name) if token.kind != "mark")


@dataclass(frozen=True)
class NameTable:
    """The wordings of every declared name: words in lower case to the name they stand for.

    `roots` finds single-word names by `root`, for demonyms; `starts` speeds the reading;
    `kinds` says what a name names, where that is declared.
    """

    forms: dict[tuple[str, ...], str] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, names: Iterable[tuple[str, Sequence[str]]], kinds: Mapping[str, str] = _NONE
    ) -> "NameTable":
        """Make a table from names, each with its other wordings, and from their kinds."""
        table = cls(kinds={name: kind_of(kind) for name, kind in kinds.items() if kind})
        for name, others in names:
            for wording in (name, *others):
                words = _words(wording)
                if not words:
                    continue
                table.forms.setdefault(words, name)
                table.starts[words[0]] = max(table.starts.get(words[0], 0), len(words))
                if len(words) == 1 and wording[:1].isupper():
                    table.roots.setdefault(root(words[0]), name)
        return table

    def of_another_kind(self, name: str, prompt: str) -> bool:
        """Whether a name is declared to be of another kind than a prompt asks for."""
        kind = self.kinds.get(name)
        asked = asked_kinds(prompt, frozenset(self.kinds.values())) if kind else frozenset()
        return bool(asked) and kind not in asked

    def stems(self, found: Sequence[Token]) -> tuple[str, ...]:
        """Give each token's stem, with every wording of a name as `@name` on its first word."""
        stems = stems_of(found)
        _join_ordinals(found, stems)
        if not self.forms:
            return tuple(stems)
        words = [i for i, token in enumerate(found) if token.kind != "mark"]
        at = 0
        while at < len(words):
            token = found[words[at]]
            name, length = "", 1
            if token.low in self.starts or token.text[0].isupper():
                name, length = self._name_at(found, words, at)
            if name:
                for i in words[at : at + length]:
                    stems[i] = ""
                stems[words[at]] = f"@{name}"
            at += length
        return tuple(stems)

    def _name_at(self, found: Sequence[Token], words: Sequence[int], at: int) -> tuple[str, int]:
        """Find the longest name that starts at a word, and how many words it takes."""
        token = found[words[at]]
        low = _bare(token)
        longest = self.starts.get(low, 0) or self.starts.get(low.removesuffix("s"), 0)
        bare = tuple(_bare(found[i]) for i in words[at : at + longest])
        for length in range(len(bare), 0, -1):
            name = self.forms.get(bare[:length])
            if not name and length == 1 and low.endswith("s"):
                name = self.forms.get((low[:-1],))  # a possessive printed without apostrophe
            if name and (token.text[:1].isupper() or length > 1):
                return name, length
        if token.text[:1].isupper() and token.kind == "word":
            return self.roots.get(root(low), ""), 1
        return "", 1


def _join_ordinals(found: Sequence[Token], stems: list[str]) -> None:
    """Let `2nd` and `second` be one; the day of a date stays a number."""
    for at, token in enumerate(found[1:], 1):
        before = found[at - 1]
        if token.low not in ENDS or before.kind != "number" or before.end != token.start:
            continue
        beside = {found[i].low[:3] for i in (at - 2, at + 1, at + 2) if 0 <= i < len(found)}
        if not beside & _MONTHS:
            stems[at - 1 : at + 1] = [f"{before.text}th", ""]


def _bare(token: Token) -> str:
    return token.low.removesuffix("'s").removesuffix("’s")
