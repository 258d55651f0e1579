"""What else a typed text could mean: the names and the other answers of a project."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from studydeck.grade.dates import Reading, read_date
from studydeck.grade.fold import fold
from studydeck.grade.spelling import slips
from studydeck.model import Answer, Elements, Gaps, Item, Pairs, Project, Single, Steps


@dataclass(frozen=True)
class Lexicon:
    """Known wordings, folded, each with the way to show it.

    `names` leads from every wording of a declared name to the folded name itself. `dates` are
    those that are answers.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[Reading] = frozenset()

    @cached_property
    def _longest(self) -> int:
        return max((len(name.split()) for name in self.names), default=0)

    @cached_property
    def _settled(self) -> dict[str, str]:
        return {}

    def settle(self, folded: str) -> str:
        """Write every declared name in a folded text in its first wording."""
        found = self._settled.get(folded)
        if found is None:
            found = self._settled[folded] = self._settle(folded)
        return found

    def _settle(self, folded: str) -> str:
        words, settled = folded.split(), []
        while words:
            for length in range(min(self._longest, len(words)), 0, -1):
                name = self.names.get(" ".join(words[:length]))
                if name:
                    settled.append(name)
                    del words[:length]
                    break
            else:
                settled.append(words.pop(0))
        return " ".join(settled)

    def other(self, typed: str, accepted: frozenset[str], cost: int) -> str:
        """Name the known wording that a folded text is, or is nearer to than `cost` slips.

        Gives the empty string if there is none; wordings in `accepted` do not count.
        """
        if typed in self.known and typed not in accepted:
            return self.known[typed]
        for wording, shown in self.known.items():
            if (
                abs(len(wording) - len(typed)) > 2
                or wording in accepted
                or wording[:1] != typed[:1]
            ):
                continue
            found = slips(typed, wording)
            if found is not None and found < cost:
                return shown
        return ""


def lexicon_of(project: Project) -> Lexicon:
    """Collect the names, answers, aliases and distractors of a project."""
    names = {
        fold(wording): fold(name.name)
        for name in project.names
        for wording in (*name.aliases, name.name)
    }
    table = Lexicon({}, names)
    known: dict[str, str] = {}
    for text in [n.name for n in project.names] + [
        text for item in project.items.values() for text in _texts(item)
    ]:
        known.setdefault(table.settle(fold(text)), str(text))
    known.pop("", None)
    return Lexicon(known, names, frozenset(_dates(project)))


def _dates(project: Project) -> Iterator[Reading]:
    for item in project.items.values():
        for claim in item.claims:
            if isinstance(claim.answer, Single):
                for text in (claim.answer.text, *claim.answer.aliases):
                    yield from read_date(text)[:1]


def _texts(item: Item) -> list[str]:
    texts: list[str] = [one.text for one in item.distractors]
    for claim in item.claims:
        texts += _answers(claim.answer)
    return texts


def _answers(answer: Answer) -> list[str]:
    match answer:
        case Single(text=text, aliases=aliases):
            return [text, *aliases]
        case Elements(elements=elements):
            return list(elements)
        case Steps(steps=steps):
            return list(steps)
        case Pairs(pairs=pairs):
            return [side for pair in pairs for side in pair]
        case Gaps(gaps=gaps):
            return [gap.answer for gap in gaps]
        case _:
            return []
