"""Load, check, compile and write a project from Python.

python examples/make_deck.py examples/volcanoes volcanoes [dist]
"""

import sys
import time
from pathlib import Path

from studydeck import check, compile_deck, compile_form, load, write_file
from studydeck.emit.anki import package
from studydeck.emit.pdf import pdf
from studydeck.emit.report import summary, text
from studydeck.lock import Lock, stamp


def main(folder: str, name: str, output: str = "dist") -> int:
    project, read = load(Path(folder))
    checked, judged = check(project)
    found = [*read, *judged]
    print(text(found), summary(checked, found), sep="")

    deck, faults = compile_deck(checked, name)
    if deck is None:
        print(text(faults))
        return 1
    times = stamp(deck, Lock(), int(time.time()))
    write_file(Path(output, f"{name}.apkg"), package(deck, times))

    for spec in project.decks[name].forms:
        form, faults = compile_form(checked, name, spec.id, spec.versions[0])
        paper, missing = pdf(form, "paper") if form else (None, ())
        print(text([*faults, *missing]), end="")
        if paper:
            write_file(Path(output, f"{name}-{spec.id}.pdf"), paper)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
