"""A small project with an item of each kind, as an author writes it, for the tests of outputs."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from studydeck.check import CheckedProject, check
from studydeck.deck import Deck, compile_deck
from studydeck.diagnostics import errors
from studydeck.load import load

PROJECT = """\
format: 1
project: canals-0a1b2c
title: Canals
licence: CC-BY-4.0
authors: [Canal teachers]
url: https://example.org/issues/new
"""
NOTES = """\
source: notes
title: Notes on canals
author: A. Teacher
issued: 2020
rights: own
passages:
- id: suez
  text: >-
    The Suez Canal was opened on 17 November 1869. The Suez Canal joins the Mediterranean to the
    Red Sea. The Suez Canal has no locks. Port Said lies at its northern end and Suez at its
    southern end.
- id: panama
  text: >-
    The Panama Canal was opened on 15 August 1914. The Panama Canal joins the Atlantic to the
    Pacific. Ships are lifted by locks to Gatun Lake, which lies 26 m above the sea.
- id: kiel
  text: >-
    The Kiel Canal was opened on 20 June 1895 and the Kiel Canal joins the North Sea to the Baltic.
- id: commission
  text: >-
    The digging of the Panama Canal cost about 352 million dollars by the count of the commission.
- id: treasury
  text: >-
    The digging of the Panama Canal cost about 375 million dollars by the count of the treasury.
- id: signs
  text: >-
    In the pilot's shorthand the rule for passing reads a < b & c, which means that ship a yields.
"""
CANALS = """\
bank: canals
title: Canals of the world
source: notes
items:
- id: opened
  prompt: When was the Suez Canal opened?
  answer: 17 November 1869
  explanation: It was the first of the great ship canals.
  hint: It was in autumn.
  importance: 3
  tags: [dates, well known]
  cite: suez
- id: sea
  prompt: Which sea does the Suez Canal join to the Mediterranean?
  answer: Red Sea
  distractors:
    Atlantic: "the Panama Canal joins it to the Pacific"
    Baltic: "the Kiel Canal ends there"
    Caspian Sea: "it has no natural outlet"
  cite: suez
  see: [kiel, panama]
- id: height
  prompt: How high above the sea does Gatun Lake lie?
  answer: 26 m
  aliases: [26 metres]
  cite: panama
- id: ends
  prompt: Name the two ends of the Suez Canal.
  answer: [Port Said, Suez]
  cite: suez
- id: in-order
  prompt: Put these canals in the order in which they were opened.
  order: [Suez Canal: 1869-11-17, Kiel Canal: 1895-06-20, Panama Canal: 1914-08-15]
  cite: [suez, kiel, panama]
- id: match
  prompt: Match each canal to the sea or ocean that it joins.
  pairs: {Suez Canal: Red Sea, Panama Canal: Pacific, Kiel Canal: Baltic}
  cite: [suez, kiel, panama]
- id: seas
  prompt: Which seas and oceans does the Panama Canal join?
  answer: [Atlantic, Pacific]
  distractors: {Red Sea: "the Suez Canal ends there", Baltic: ""}
  cite: panama
  see: [suez]
- id: locks
  statement: The Suez Canal has locks.
  answer: false
  correction: The Suez Canal has no locks.
  cite: suez
- id: gaps
  cloze: "The Kiel Canal joins the {{North Sea}} to the {{Baltic|Baltic Sea::another sea}}."
  cite: kiel
- id: gaps-each
  gaps: each
  cloze: "The Panama Canal joins the {{Atlantic}} to the {{Pacific}}."
  cite: panama
- id: cost
  prompt: How many dollars did the digging of the Panama Canal cost?
  values:
  - {answer: about 352 million dollars, label: the commission, cite: commission}
  - {answer: about 375 million dollars, label: the treasury, cite: treasury}
- id: signs
  prompt: "What is the rule for passing in the pilot's shorthand?"
  answer: a < b & c
  cite: signs
- id: kept
  prompt: When was the Kiel Canal opened?
  answer: 20 June 1895
  cite: kiel
  reserve: true
"""
ALL = """\
deck: all
title: Canals, complete
description: All cards on canals & seas.
select: {banks: [canals]}
anki:
  present: {default: reveal, date: type, number: type, text: choose, set: choose, cloze: type}
"""
FILES = {
    "questions/project.yaml": PROJECT,
    "questions/sources/notes.yaml": NOTES,
    "questions/canals.yaml": CANALS,
    "decks/all.yaml": ALL,
}


def write(root: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write the files of a project."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return root


def checked(root: Path, *, clean: bool = True) -> CheckedProject:
    """Load and check a project, which must have no errors unless told otherwise."""
    project, read = load(root)
    result, found = check(project)
    faults = errors([*read, *found])
    assert not clean or not faults, [(one.code, one.message) for one in faults]
    return result


def deck_of(root: Path, deck: str = "all") -> Deck:
    """Compile a deck of a project that has no faults."""
    made, found = compile_deck(checked(root), deck)
    assert made is not None, found
    assert found == ()
    return made


def replaced(text: str, old: str, new: str) -> str:
    """Change a file of the project; what is to be changed must be there."""
    assert old in text, old
    return text.replace(old, new)
