"""What the description of an Anki deck says: what it is, whose, from what, and how to search it."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from studydeck.fields import html, makers, reachable
from studydeck.model import DeckSpec, Item, Project, Truth
from studydeck.wording import source_line

ESSENTIAL = "studydeck::essential"
"""The tag of the items of the highest importance."""

TRAP = "studydeck::trap"
"""The tag of what is easily got wrong: false statements, prompts with a not, disagreements."""

_MOST = 40


def tags(item: Item) -> tuple[str, ...]:
    """Give the tags of an item: the author's without white space, its bank, sources and use."""
    own = {"-".join(tag.split()) for tag in item.tags if tag.split()}
    own |= {f"bank::{item.bank}", *(f"source::{source}" for source in sources(item))}
    own |= {ESSENTIAL} if item.importance == 3 else set()
    own |= {TRAP} if _is_trap(item) else set()
    return tuple(sorted(own))


def sources(item: Item) -> tuple[str, ...]:
    """Name the sources that an item cites, each once."""
    each = (citation.source for claim in item.claims for citation in claim.citations.each)
    return tuple(dict.fromkeys(each))


def _is_trap(item: Item) -> bool:
    answer = item.answer
    return item.negated or len(item.claims) > 1 or (isinstance(answer, Truth) and not answer.value)


def description(spec: DeckSpec, project: Project, items: Iterable[Item], name: str) -> str:
    """Write the description as HTML; `name` is that of the Anki deck over all."""
    settings, items = project.settings, tuple(items)
    parts = [f"<b>{html(spec.title)}</b>", html(spec.description), html(makers(settings))]
    if reachable(settings.url):
        address = escape(settings.url.partition("{")[0])
        parts.append(f'<a href="{address}">{address}</a>')
    parts += [_sources(project, items), _searches(items, name)]
    return "<br><br>".join(part for part in parts if part)


def _sources(project: Project, items: Iterable[Item]) -> str:
    named = dict.fromkeys(source for item in items for source in sources(item))
    lines = [html(source_line(project.sources[one])) for one in named if one in project.sources]
    return "<br>".join(["Sources:", *_some(lines)]) if lines else ""


def _searches(items: tuple[Item, ...], name: str) -> str:
    """Write searches to paste into Tools > Create Filtered Deck, those that find something."""
    there = {tag for item in items for tag in tags(item)}
    wanted = [("essentials", ESSENTIAL), ("traps", TRAP)]
    wanted += [("one bank", tag) for tag in sorted(there) if tag.startswith("bank::")]
    wanted += [("one source", tag) for tag in sorted(there) if tag.startswith("source::")]
    lines = [f"{what}: {html(search(name, tag))}" for what, tag in wanted if tag in there]
    return "<br>".join(["Searches for filtered decks:", *_some(lines)])


def search(name: str, tag: str) -> str:
    r"""Write a search of Anki for a tag in a deck and those below it.

    >>> search("Seas *and* lakes", "bank::seas")
    '"deck:Seas \\*and\\* lakes" tag:bank::seas'
    """
    return f'"deck:{_literal(name)}" tag:{_literal(tag)}'


def _literal(text: str) -> str:
    return re.sub(r"([\\*_])", r"\\\1", text)


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"and {len(lines) - _MOST} more"
