"""What stands behind an item: the right answers in words, passages, and disagreement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from studydeck.evidence.tokens import tokens
from studydeck.model import Finding, Item, Project
from studydeck.wording import Variant, answer_text, proofs, variants


@dataclass(frozen=True, slots=True)
class Ground:
    """A passage with its citation; `marks` are the stretches that carry the answer.

    `text` is empty where the rights of the source forbid to show it.
    """

    text: str
    where: str
    marks: tuple[tuple[int, int], ...] = ()


LONG = 60
"""A passage of more words is cut to what surrounds its evidence."""


def excerpt(ground: Ground) -> Ground:
    """Keep the sentences of a long passage that carry the answer, and their neighbours.

    What is left out shows as […]; short passages and those without marks stay whole.
    """
    if len(ground.text.split()) <= LONG or not ground.marks:
        return ground
    starts = {0: 0}
    for token in tokens(ground.text):
        starts.setdefault(token.sentence, token.start)
    edges = [*starts.values(), len(ground.text)]
    bearing = {
        n
        for n, (a, b) in enumerate(pairwise(edges))
        if any(s < b and e > a for s, e in ground.marks)
    }
    kept = [n for n in range(len(edges) - 1) if bearing & {n - 1, n, n + 1}]
    text, marks = "", []
    for n in kept:
        if n - 1 not in kept and n > 0:
            text += "[…] "
        moved, low, high = len(text) - edges[n], edges[n], edges[n + 1]
        marks += [(max(s, low) + moved, min(e, high) + moved) for s, e in ground.marks
                  if s < high and e > low]  # fmt: skip
        text += ground.text[low:high]
    if kept[-1] < len(edges) - 2:
        text = f"{text.rstrip()} […]"
    return Ground(text, ground.where, tuple(marks))


@dataclass(frozen=True)
class Backing:
    """A checked project, as feedback needs it: findings are by item key."""

    project: Project
    findings: Mapping[str, Finding] = field(default_factory=dict)

    def answers(self, item: Item) -> tuple[str, ...]:
        """Give every answer that is right, in words, each once."""
        return tuple(dict.fromkeys(answer_text(claim.answer) for claim in item.right))

    def grounds(self, item: Item) -> tuple[Ground, ...]:
        """Give the passages that prove the item, with the stretches that do."""
        finding = self.findings.get(item.key)
        places: dict[str, list[tuple[int, int]]] = {}
        for one in finding.evidence if finding else ():
            places.setdefault(f"{one.source}@{one.passage}", []).append((one.start, one.end))
        shown = proofs(self.project, item, dict.fromkeys(places) if places else None)
        marks = [places[key] for key in places if key in self.project.passages]
        if len(marks) != len(shown):
            return tuple(Ground(proof.text, proof.where) for proof in shown)
        return tuple(
            Ground(proof.text, proof.where, tuple(where) if proof.text else ())
            for proof, where in zip(shown, marks, strict=True)
        )

    def variants(self, item: Item) -> tuple[Variant, ...]:
        """Give every value that sources give, where they disagree."""
        return variants(self.project, item)

    def title(self, item: Item) -> str:
        """Give the title of the item's bank."""
        bank = self.project.banks.get(item.bank)
        return str(bank.title) if bank else item.bank
