"""`project.yaml` and `names.yaml`."""

import re
from collections.abc import Mapping

from studydeck.load.keys import LABELS, NAME, NAMES, PROJECT, PROJECT_ANKI
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import Name, Settings
from studydeck.span import Text

FORMAT = 1
_LANGUAGE = re.compile("[a-z]{2,3}")


def read_settings(sheet: Sheet, root: Node) -> Settings:
    """Read the project's settings; what is missing has a sensible default."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "project.yaml is a mapping", "start with `format: 1`")
        return Settings()
    _format(sheet, sheet.text(root, "format"))
    sheet.keys(root, PROJECT, "project.yaml")
    anki = sheet.mapping(root, "anki") if root.get("anki") != "" else None
    if anki is None:
        anki = Map(sheet.file, 0)
    else:
        sheet.keys(anki, PROJECT_ANKI, "`anki`")
    language = sheet.text(root, "language")
    if language and not _LANGUAGE.fullmatch(language):
        sheet.fault("SD120", language.span, f"language '{language}' is no code of ISO 639",
                    "write two or three small letters, as `en`")  # fmt: skip
    namespace = sheet.id(root, "project", "project.yaml") if "project" in root else ""
    return Settings(
        str(namespace), str(sheet.text(root, "title")) or "Questions",
        str(language) or "en", str(sheet.text(root, "licence")),
        tuple(str(one) for one in sheet.texts(root, "authors")), str(sheet.text(root, "url")),
        str(sheet.text(anki, "name")), sheet.word(anki, "subdecks") != "none",
        read_labels(sheet, root),
    )  # fmt: skip


def read_labels(sheet: Sheet, node: Map) -> Mapping[str, str]:
    """Read the words under `labels:` that stand in place of ours; those left empty are ours."""
    found = sheet.mapping(node, "labels") if node.get("labels", "") != "" else None
    if found is None:
        return {}
    sheet.keys(found, LABELS, "`labels`")
    return {key: str(text) for key in LABELS if (text := sheet.text(found, key))}


def _format(sheet: Sheet, told: Text) -> None:
    if not told or told == str(FORMAT):
        return
    later = told.isascii() and told.isdecimal() and int(told[:9]) > FORMAT
    sheet.fault("SD127" if later else "SD120", told.span, f"format '{told}' is not known",
                f"write `format: {FORMAT}`, or get a later studydeck")  # fmt: skip


def read_names(sheet: Sheet, root: Node) -> tuple[Name, ...]:
    """Read the declared names with their other wordings.

    No wording may stand for two names; but a metonym may be a name itself, as a capital is.
    """
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "names.yaml is a mapping", "start with `names:`")
        return ()
    sheet.keys(root, NAMES, "names.yaml")
    found: list[Name] = []
    owners: dict[str, str] = {}
    stand_ins: dict[str, str] = {}
    for node in sheet.maps(root, "names"):
        sheet.keys(node, NAME, "a name")
        if not sheet.need(node, "name", "the entry"):
            continue
        name = Name(sheet.text(node, "name"), sheet.texts(node, "aliases"),
                    sheet.texts(node, "metonyms"), sheet.text(node, "kind"))  # fmt: skip
        _own(sheet, name.name, (name.name, *name.aliases), owners)
        _own(sheet, name.name, name.metonyms, stand_ins)
        if name.name:
            found.append(name)
    return tuple(found)


def _own(sheet: Sheet, name: Text, wordings: tuple[Text, ...], owners: dict[str, str]) -> None:
    for wording in wordings:
        other = owners.setdefault(wording.casefold(), str(name))
        if other != name:
            sheet.fault("SD401", wording.span, f"'{wording}' stands for '{other}' too",
                        "let each wording stand for one name")  # fmt: skip
