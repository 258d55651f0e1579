"""The bytes of the pictures that items show, read once so that no later stage needs the disk."""

from dataclasses import replace
from pathlib import Path

from studydeck.load.files import MOST_BYTES, inside
from studydeck.model import Bank, Item


def with_pictures(bank: Bank, root: Path) -> Bank:
    """Fill in the pictures of a bank; `link` has words for those that cannot be read."""
    if not any(item.image for item in bank.items):
        return bank
    return replace(bank, items=tuple(_with_picture(item, root) for item in bank.items))


def _with_picture(item: Item, root: Path) -> Item:
    path = inside(root, root / "questions", item.image.file) if item.image else None
    if not item.image or path is None or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return item
    return replace(item, image=replace(item.image, data=path.read_bytes()))
