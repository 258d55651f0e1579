"""Load, check, compile and write a project from Python.

python examples/make_deck.py examples/volcanoes volcanoes [dist]
"""

import sys
import time
from pathlib import Path

from studydeck import check, compile_deck, compile_form, load, write_file
from studydeck.diagnostics import errors
from studydeck.emit.anki import package
from studydeck.emit.pdf import pdf
from studydeck.emit.report import summary, text
from studydeck.lock import Lock, stamp


def main(folder: str, name: str, output: str = "dist") -> int:
    project, read = load(Path(folder))
    checked, judged = check(project)
    print(text(errors(read + judged)), summary(checked, read + judged), sep="")
    deck, faults = compile_deck(checked, name)
    if deck is None:
        print(text(faults))
        return 1
    write_file(Path(output, f"{name}.apkg"), package(deck, stamp(deck, Lock(), int(time.time()))))
    for form in project.decks[name].forms:
        paper, faults = compile_form(checked, name, str(form.id), form.versions[0])
        if paper is not None:
            printed, faults = pdf(paper, "paper")
            if printed is not None:
                write_file(Path(output, f"{name}-{form.id}.pdf"), printed)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
