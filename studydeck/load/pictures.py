"""The bytes of the pictures that items show, read once so that no later stage needs the disk."""

from dataclasses import replace
from pathlib import Path

from studydeck.diagnostics import Diagnostic
from studydeck.load.files import inside, read_bytes
from studydeck.load.saying import say
from studydeck.model import Bank, Item


def with_pictures(bank: Bank, root: Path) -> tuple[Bank, list[Diagnostic]]:
    """Fill in the pictures of a bank; paths count from `questions/`.

    Diagnostics: SD104, SD125, SD407.
    """
    if not any(item.image for item in bank.items):
        return bank, []
    faults: list[Diagnostic] = []
    items = tuple([_with_picture(item, root, faults) for item in bank.items])
    return replace(bank, items=items), faults


def _with_picture(item: Item, root: Path, faults: list[Diagnostic]) -> Item:
    if item.image is None or item.image.file.span is None:
        return item
    name = item.image.file
    path = inside(root, root / "questions", name)
    if path is None:
        faults.append(
            say("SD407", name.span, f"the path '{name}' leaves the project",
                "name a file below `questions/`", item=item.key)
        )  # fmt: skip
        return item
    data, found = read_bytes(path, item.image.file.span, name)
    faults += [replace(one, item=item.key) for one in found]
    return replace(item, image=replace(item.image, data=data)) if data else item
