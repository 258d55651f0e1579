"""References across files: what is named must be there, and ids must be one thing."""

from collections.abc import Iterable, Iterator

from studydeck.diagnostics import Diagnostic, Related, fault
from studydeck.load.files import inside
from studydeck.load.sheet import nearest
from studydeck.model import Citations, Item, Project, Select
from studydeck.span import Text


def link(project: Project, lost: frozenset[str]) -> Iterable[Diagnostic]:
    """Find citations, ids and names that refer to nothing, and identities used twice.

    `lost` are the ids of sources and banks whose files could not be read: what refers to
    them is not reported again.
    """
    for bank in project.banks.values():
        ids = {str(item.id) for item in bank.items}
        facts = {str(fact.id): fact.citations for fact in bank.facts}
        for fact in bank.facts:
            yield from _citations(project, fact.citations, f"{bank.id}/{fact.id}", lost)
        for item in bank.items:
            yield from _cited(project, item, facts.get(item.fact), lost)
            yield from _apart(project, item, ids)
            yield from _image(project, item)
    yield from _identities(project)
    for deck in project.decks.values():
        for select in (deck.select, *(s.select for form in deck.forms for s in form.sections)):
            yield from _select(project, select, lost)
        for form in deck.forms:
            for section in form.sections:
                yield from _named(section.items, project.items, "item", lost)


def _cited(
    project: Project, item: Item, fact: Citations | None, lost: frozenset[str]
) -> Iterator[Diagnostic]:
    """Look up what an item cites, but for what its fact cites and was looked up with it."""
    for group in (*(claim.citations for claim in item.claims), item.see):
        if group != fact:
            yield from _citations(project, group, item.key, lost)


def _apart(project: Project, item: Item, ids: set[str]) -> Iterator[Diagnostic]:
    for other in item.apart:
        if other not in ids and other not in project.items:
            yield fault("SD410", other.span, f"'apart' names no item: '{other}'",
                        help=_meant(other, ids), item=item.key)  # fmt: skip


def _image(project: Project, item: Item) -> Iterator[Diagnostic]:
    if not item.image:
        return
    name = item.image.file
    path = inside(project.root, project.root / "questions", name)
    if path is None:
        yield fault("SD407", name.span, f"the path '{name}' leaves the project",
                    help="name a file below `questions/`", item=item.key)  # fmt: skip
    elif not path.is_file():
        yield fault("SD125", name.span, f"there is no image '{name}'",
                    help="paths of images count from `questions/`", item=item.key)  # fmt: skip


def _citations(
    project: Project, group: Citations, item: str, lost: frozenset[str]
) -> Iterator[Diagnostic]:
    for citation in group.each:
        source = project.sources.get(citation.source)
        if source is None:
            if citation.source not in lost:
                yield fault("SD403", citation.span, f"there is no source '{citation.source}'",
                            help=_meant(citation.source, project.sources), item=item)  # fmt: skip
        elif citation.passage and source.has_text and citation.passage not in source.by_id:
            yield fault("SD402", citation.span,
                        f"source '{source.id}' has no passage '{citation.passage}'",
                        help=_meant(citation.passage, source.by_id), item=item)  # fmt: skip


def _meant(word: str, known: Iterable[str]) -> str:
    known = list(known)
    meant = nearest(word, known)
    if meant:
        return f"did you mean `{meant}`?"
    return (
        f"one of {', '.join(known[:8])}" + (" …" if len(known) > 8 else "")
        if known
        else "there is none yet"
    )


def _identities(project: Project) -> Iterator[Diagnostic]:
    """Refuse two items with one identity: their cards would overwrite each other."""
    owner: dict[tuple[str, str], Item] = {}
    for item in project.items.values():
        first = owner.setdefault(item.identity, item)
        if first is not item:
            related = [Related(first.span, f"used by '{first.key}'")] if first.span else []
            yield fault("SD401", item.span,
                        f"'{item.key}' and '{first.key}' both are '{'/'.join(item.identity)}'",
                        help="`was:` may name an id only once, and none that is in use",
                        item=item.key, related=related)  # fmt: skip


def _select(project: Project, select: Select, lost: frozenset[str]) -> Iterator[Diagnostic]:
    yield from _named(select.banks, project.banks, "bank", lost)
    yield from _named(select.items, project.items, "item", lost)
    yield from _named(select.sources, project.sources, "source", lost)
    tags = {str(tag) for item in project.items.values() for tag in item.tags}
    yield from _named(select.tags, tags, "tag", lost | frozenset(select.tags if lost else ()))
    if select.none_of:
        yield from _select(project, select.none_of, lost)


def _named(
    names: Iterable[Text], known: Iterable[str], what: str, lost: frozenset[str]
) -> Iterator[Diagnostic]:
    known = list(known)
    for name in names:
        if name not in known and name not in lost and name.partition("/")[0] not in lost:
            yield fault(
                "SD410", name.span, f"there is no {what} '{name}'", help=_meant(name, known)
            )
