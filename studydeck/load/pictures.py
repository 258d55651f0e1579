"""The bytes of the pictures that items show, read once so that no later stage needs the disk."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from studydeck.diagnostics import Diagnostic
from studydeck.load.files import inside, read_bytes
from studydeck.load.saying import say
from studydeck.load.scrub import active, picture_type, scrubbed
from studydeck.look import Image, Look
from studydeck.model import Bank, DeckSpec, Item
from studydeck.span import File, Span, Text

_TYPES = {
    ".png": "png",
    ".jpg": "jpg",
    ".jpeg": "jpg",
    ".gif": "gif",
    ".webp": "webp",
    ".svg": "svg",
}
_MOST = 4 * 2**20
_NOT_FOR_CARDS = {"sources", "private"}


def with_pictures(bank: Bank, root: Path) -> tuple[Bank, list[Diagnostic]]:
    """Fill in the pictures of a bank, without what cameras note in them.

    Paths count from `questions/`.

    Diagnostics: SD104, SD125, SD407, SD412.
    """
    if not any(item.image for item in bank.items):
        return bank, []
    faults: list[Diagnostic] = []
    items = tuple([_with_picture(item, root, faults) for item in bank.items])
    return replace(bank, items=items), faults


def with_look(deck: DeckSpec, root: Path) -> tuple[DeckSpec, list[Diagnostic]]:
    """Fill in the logos and templates of a deck's forms; paths count from the project's folder.

    Diagnostics: SD104, SD125, SD407, SD412.
    """
    faults: list[Diagnostic] = []
    forms = [replace(form, look=_with_files(form.look, root, faults)) for form in deck.forms]
    return replace(deck, forms=tuple(forms)), list(dict.fromkeys(faults))


def _with_files(look: Look, root: Path, faults: list[Diagnostic]) -> Look:
    if look.logo:
        logo, found = _picture(look.logo, root, "")
        look = replace(look, logo=logo)
        faults += found
    if look.template:
        data, found = _bytes(look.template.file, root, "")
        text = (data or b"").decode("utf-8-sig", "replace")
        look = replace(look, template=replace(look.template, text=text))
        faults += found
    return look


def _with_picture(item: Item, root: Path, faults: list[Diagnostic]) -> Item:
    if item.image is None or item.image.file.span is None:
        return item
    image, found = _picture(item.image, root, "questions")
    faults += [replace(one, item=item.key) for one in found]
    return replace(item, image=image)


def _picture(image: Image, root: Path, folder: str) -> tuple[Image, list[Diagnostic]]:
    data, found = _bytes(image.file, root, folder)
    if data is not None and not found:
        data, found = _fit(image, data)
    return (replace(image, data=data) if data else image), found


def _bytes(name: Text, root: Path, folder: str) -> tuple[bytes | None, list[Diagnostic]]:
    path = inside(root, root / folder, name)
    if name.span is None or path is None:
        below = f"`{folder}/`" if folder else "the folder of the project"
        return None, [say("SD407", name.span, f"the path '{name}' leaves the project",
                          f"name a file below {below}")]  # fmt: skip
    return read_bytes(path, name.span, name)


def _fit(image: Image, data: bytes) -> tuple[bytes, list[Diagnostic]]:
    """Hold a picture to what every client shows, and take out of it what nobody is to see."""
    name, found = image.file, picture_type(data)
    told = _TYPES.get(PurePosixPath(name).suffix.lower())
    clean = scrubbed(data)
    if not found or told is None:
        what, advice = "no picture that Anki shows", "make it a PNG, JPEG, WebP, GIF or SVG"
    elif told != found:
        what, advice = f"a {found} by what is in it", f"let its name end in `.{found}`"
    elif len(data) > _MOST:
        what = f"a picture of {len(data) / 2**20:.1f} MiB"
        advice = "make it smaller: 1,600 pixels are enough for any screen; the most is 4 MiB"
    elif found == "svg" and active(data):
        what = "a drawing with scripts, links, or other files in it"
        advice = "save it as a plain SVG, without photographs, or as a PNG"
    elif clean is None:
        what, advice = "a damaged picture", "open it in a program for pictures, and save it again"
    else:
        return clean, []
    return b"", [say("SD412", name.span, f"'{name}' is {what}", advice)]


def unused_pictures(
    root: Path, banks: Iterable[Bank], decks: Iterable[DeckSpec]
) -> Iterator[Diagnostic]:
    """Tell of pictures below `questions/` that no item shows, and that are no form's logo.

    Diagnostics: SD413.
    """
    folder = root / "questions"
    named = [(folder, item.image) for bank in banks for item in bank.items if item.image]
    named += [(root, form.look.logo) for deck in decks for form in deck.forms if form.look.logo]
    used = {path.resolve() for below, one in named if (path := inside(root, below, one.file))}
    for path in sorted(folder.rglob("*")):
        kept = path.relative_to(folder).parts[0] in _NOT_FOR_CARDS
        if path.suffix.lower() in _TYPES and not kept and path.resolve() not in used:
            shown = path.relative_to(root).as_posix()
            yield say("SD413", Span(File(shown, ""), 0, 0), f"no item shows the picture '{shown}'",
                      "name it under `image:`, or delete it")  # fmt: skip
