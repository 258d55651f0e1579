"""`project.yaml` and `names.yaml`."""

import re

from studydeck.load.keys import NAME, NAMES, PROJECT, PROJECT_ANKI
from studydeck.load.nodes import Map, Node
from studydeck.load.sheet import Sheet
from studydeck.model import Name, Settings

FORMAT = 1
_LANGUAGE = re.compile("[a-z]{2,3}")


def read_settings(sheet: Sheet, root: Node) -> Settings:
    """Read the project's settings; what is missing has a sensible default."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "project.yaml is a mapping", "start with `format: 1`")
        return Settings()
    sheet.keys(root, PROJECT, "project.yaml")
    told = sheet.text(root, "format")
    if told and told != str(FORMAT):
        later = told.isdecimal() and int(told) > FORMAT
        code = "SD127" if later else "SD120"
        sheet.fault(code, told.span, f"format '{told}' is not known",
                    f"write `format: {FORMAT}`, or get a later studydeck")  # fmt: skip
    anki = sheet.mapping(root, "anki") or Map(sheet.file, 0)
    if anki:
        sheet.keys(anki, PROJECT_ANKI, "`anki`")
    subdecks = sheet.text(anki, "subdecks")
    if subdecks:
        sheet.among(subdecks, ["bank", "none", "true", "false"], "subdecks")
    language = sheet.text(root, "language")
    if language and not _LANGUAGE.fullmatch(language):
        sheet.fault("SD120", language.span, f"language '{language}' is no code of ISO 639",
                    "write two or three small letters, as `en`")  # fmt: skip
    namespace = sheet.id(root, "project", "project.yaml") if "project" in root else ""
    return Settings(
        str(namespace), str(sheet.text(root, "title")) or "Questions",
        str(language) or "en", str(sheet.text(root, "licence")),
        tuple(str(one) for one in sheet.texts(root, "authors")), str(sheet.text(root, "url")),
        str(sheet.text(anki, "name")), subdecks not in {"none", "false"},
    )  # fmt: skip


def read_names(sheet: Sheet, root: Node) -> tuple[Name, ...]:
    """Read the declared names with their other wordings."""
    if not isinstance(root, Map):
        sheet.fault("SD118", root.span, "names.yaml is a mapping", "start with `names:`")
        return ()
    sheet.keys(root, NAMES, "names.yaml")
    found: list[Name] = []
    owner: dict[str, str] = {}
    for node in sheet.maps(root, "names"):
        sheet.keys(node, NAME, "a name")
        if not sheet.need(node, "name", "a name"):
            continue
        name = Name(sheet.text(node, "name"), sheet.texts(node, "aliases"),
                    sheet.texts(node, "metonyms"))  # fmt: skip
        for wording in (name.name, *name.aliases, *name.metonyms):
            other = owner.setdefault(wording.casefold(), str(name.name))
            if other != name.name:
                sheet.fault("SD401", wording.span, f"'{wording}' stands for '{other}' too",
                            "let each wording stand for one name")  # fmt: skip
        found.append(name)
    return tuple(found)
