"""Pictures, and what makes a paper a teacher's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studydeck.span import Text


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is shown with an item."""

    file: Text
    alt: str
    credit: str = ""
    licence: str = ""
    data: bytes = field(default=b"", repr=False)
    """The bytes of the file; empty where it could not be read."""


@dataclass(frozen=True, slots=True)
class Template:
    """A Typst file of a teacher's own; `text` is empty where it could not be read."""

    file: Text
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Look:
    """What makes a paper a teacher's own; `language` is empty for that of the project."""

    language: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    logo: Image | None = None
    letterhead: str = ""
    footer: str = ""
    template: Template | None = None
