"""The texts that restated sources were made from, where their owner has them."""

from pathlib import Path

from studydeck.load.files import read_text
from studydeck.model import Project


def read_originals(project: Project, folder: Path) -> dict[str, str]:
    """Read the originals that a project's sources name, with LF line ends, by file name.

    What is not in the folder, or is no UTF-8 text, is left out; `check` reports it.
    """
    found = {}
    for source in project.sources.values():
        if source.original is None:
            continue
        name = str(source.original.file)
        file, faults = read_text(folder / Path(name).name, name)
        if file is not None and not faults:
            found[name] = file.text.replace("\r\n", "\n")
    return found
