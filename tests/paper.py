"""A small project for the tests of forms: one item of each kind, on bridges."""

from pathlib import Path

from studydeck.check import CheckedProject, check
from studydeck.load import load

PROJECT = "format: 1\nproject: bridges-1a2b3c\ntitle: Bridges\nlicence: CC-BY-4.0\n"
SOURCE = """\
source: notes
title: Notes on bridges
rights: own
passages:
- {id: p1, text: The Iron Bridge was opened in 1781. It crosses the Severn.}
- {id: p2, text: "The Forth Bridge carries trains, and it was opened on 4 March 1890."}
- {id: p3, text: "The Humber Bridge is 2,220 metres long. It is not a railway bridge."}
- {id: p4, text: "Beam, arch, cable and truss are types of bridges."}
"""
ITEMS = """\
- id: iron-year
  prompt: In which year was the Iron Bridge opened?
  answer: 1781
  distractors: {1779: "", 1803: "", 1890: the Forth Bridge}
  explanation: It crosses the Severn.
  cite: p1
  see: p2
- {id: forth-day, prompt: On which day was the Forth Bridge opened?, answer: 4 March 1890, cite: p2}
- id: humber-length
  prompt: How long is the Humber Bridge?
  answer: 2,220 metres
  distractors: ["1,410 metres", "3,300 metres", "2,467 metres", "900 metres"]
  cite: p3
- {id: types, prompt: Name the four types of bridges., answer: [Beam, arch, cable, truss], cite: p4}
- id: in-order
  prompt: Put the openings in order.
  order: [Iron Bridge: 1781, Forth Bridge: 1890-03-04]
  cite: [p1, p2]
- id: matched
  prompt: Match bridge and fact.
  pairs: {Iron Bridge was opened: 1781, Humber Bridge is long: "2,220 metres"}
  cite: [p1, p3]
- id: no-railway
  statement: The Humber Bridge is a railway bridge.
  answer: false
  correction: The Humber Bridge is not a railway bridge.
  cite: p3
- {id: gap, cloze: "The Iron Bridge crosses the {{Severn}}.", cite: p1}
- id: why
  prompt: Say what you know of the Forth Bridge.
  criteria: [The Forth Bridge carries trains.]
  cite: p2
  reserve: true
"""
DECK = """\
deck: all
title: All bridges
forms:
- form: test
  title: A test on bridges
  instructions: Answer all questions.
  minutes: 20
  versions: [A, B, C]
  seed: spring
  shuffle: [items, options]
  sections:
  - {title: Part I, select: {kinds: [number, date]}, points: 2}
  - {title: Part II, select: {kinds: [set, order, matching, statement, cloze]}}
  - {title: Part III, items: [bridges/why], points: 4, lines: 6}
- {form: resit, like: test, avoid: [test], sections: [{select: {}, take: 1}]}
- {form: short, title: Short, seed: x, versions: [A, B], sections: [{select: {}, take: 3}]}
"""


def bridges(root: Path, items: str = ITEMS, deck: str = DECK, passages: str = "") -> CheckedProject:
    """Write the project into a folder and check it; `passages` are added to the source."""
    files = {
        "questions/project.yaml": PROJECT,
        "questions/sources/notes.yaml": SOURCE + passages,
        "questions/bridges.yaml": f"bank: bridges\ntitle: Bridges\nsource: notes\nitems:\n{items}",
        "decks/all.yaml": deck,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project, read = load(root)
    checked, found = check(project)
    faults = [f"{one.code} {one.message}" for one in (*read, *found) if one.severity == "error"]
    assert not faults, faults
    return checked
