"""Which characters no typeface of a paper has, all at once: the one door to fontTools."""

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

_COVERED = "templates/paper/fonts/covered.txt"
"""What the typefaces have that come with Typst and with us: code points and ranges, in hex."""
_TYPEFACES = {".ttf", ".otf", ".ttc", ".otc"}
_BLANK = {0x3000, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
"""The wide space, and variation selectors."""


def lacking(text: str, font_paths: tuple[str, ...] = ()) -> frozenset[str]:
    """Give the characters of a text that neither our typefaces have nor those of some folders.

    What only steers others, such as joiners and variation selectors, needs no glyph, and a space
    none of its own; control characters are left to Typst.
    """
    told = {one for one in set(text) - _covered() if not one.isascii() and not _steers(one)}
    for path, index in (one for folder in font_paths for one in _faces(folder)):
        if not told:
            break
        told -= _of_face(path, index)
    return frozenset(told)


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Zl", "Zp"} or ord(character) in _BLANK


@cache
def _covered() -> frozenset[str]:
    told = files("studydeck.emit").joinpath(_COVERED).read_text(encoding="ascii").split()
    ends = [one.partition("-") for one in told]
    return frozenset(
        chr(code)
        for first, _, last in ends
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


@cache
def _faces(folder: str) -> tuple[tuple[Path, int], ...]:
    """List the typefaces in a folder; a collection has several in one file."""
    found = (one for one in sorted(Path(folder).rglob("*")) if one.suffix.lower() in _TYPEFACES)
    return tuple((path, index) for path in found for index in range(_count(path)))


def _count(path: Path) -> int:
    with path.open("rb") as file:
        head = file.read(12)
    return int.from_bytes(head[8:12]) if head[:4] == b"ttcf" else 1


@cache
def _of_face(path: Path, index: int) -> frozenset[str]:
    """Give what a typeface has; Typst passes over a broken one, too."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415  (slow)

    try:
        with path.open("rb") as file:
            font = TTFont(file, fontNumber=index, lazy=True)
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError):
        return frozenset()
