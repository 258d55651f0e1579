"""Question banks with proof.

Data goes one way: `load` reads a project, `check` proves its items, `compile_deck` and
`compile_form` assemble what `studydeck.emit` writes as Anki packages, PDF and HTML. Each
gives its result and a tuple of findings; none raises on an author's mistake.

Importing this package is cheap: a name is imported when it is first asked for.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studydeck.check import check
    from studydeck.checked import CheckedProject
    from studydeck.deck import Deck, compile_deck
    from studydeck.diagnostics import Diagnostic, Severity
    from studydeck.form import Form, compile_form
    from studydeck.load import load
    from studydeck.model import Finding, Item, Project, Verdict
    from studydeck.output import write_file

__version__ = "0.1.0"

__all__ = [
    "CheckedProject",
    "Deck",
    "Diagnostic",
    "Finding",
    "Form",
    "Item",
    "Project",
    "Severity",
    "Verdict",
    "check",
    "compile_deck",
    "compile_form",
    "load",
    "write_file",
]

_HOMES = {
    "CheckedProject": "checked",
    "check": "check",
    "Deck": "deck",
    "compile_deck": "deck",
    "Diagnostic": "diagnostics",
    "Severity": "diagnostics",
    "Form": "form",
    "compile_form": "form",
    "load": "load",
    "Finding": "model",
    "Item": "model",
    "Project": "model",
    "Verdict": "model",
    "write_file": "output",
}


class _Door(ModuleType):
    """Keeps the functions `load` and `check` in front of the subpackages of these names."""

    def __setattr__(self, name: str, value: object) -> None:
        """Take a name; where the import system puts a subpackage, take its function."""
        if isinstance(value, ModuleType) and _HOMES.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    setattr(sys.modules[__name__], name, value)
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted({*globals(), *__all__})
