"""A form as Markdown: for wikis, e-mails and whoever edits it further."""

import re

from studydeck.form import Form
from studydeck.form.blocks import (
    Asked,
    Block,
    Bullets,
    Fields,
    Figure,
    Heading,
    Options,
    Pairing,
    Quote,
    Room,
    Table,
    Words,
    blocks,
    closing,
)

_MARKS = re.compile(r"[\\`*_\[\]<>#|&~$^{}]")
_STARTS = re.compile(r"(?m)^(\s*)([-+=]|\d+[.)])")
_LINE = r"\_" * 40


def markdown(form: Form, output: str) -> str:
    """Write one output of a form as CommonMark 0.31.

    `output` is `paper`, `answer-sheet`, `key`, `teacher` or `handout`. What an author wrote is
    shown as it stands: every character that Markdown reads is escaped.
    """
    written = [text for block in blocks(form, output) if (text := _written(block))]
    return "\n\n".join([*written, "---", _plain(closing(form))]) + "\n"


def _written(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {_plain(text)}"
        case Words():
            return _words(block)
        case Asked(number=number, text=text, points=points):
            worth = f" ({points})" if points else ""
            return f"**{number}\\.** {_plain(text + worth)}"
        case Options(choices=choices, right=right):
            rows = [(c.letter, _plain(c.text), c.letter in right) for c in choices]
            return "\n".join(f"- {'**' * yes}{a}. {text}{' ✓**' * yes}" for a, text, yes in rows)
        case Pairing(left=left, choices=choices):
            named = [f"{n}\\. {_plain(text)} {_LINE[:20]}" for n, text in enumerate(left, 1)]
            return "\\\n".join(named) + "\n\n" + _written(Options(choices))
        case Fields(labels=labels, after=after):
            rest = [f"{_plain(label)} {_LINE}" for label in labels]
            return "\\\n".join([*rest[:-1], f"{rest[-1]} {_plain(after)}".strip()]) if rest else ""
        case Table(head=head, rows=rows):
            return "\n".join(_row(one) for one in (head, ("---",) * len(head), *rows))
        case Bullets(texts=texts):
            return "\n".join(f"- {_plain(text)}" for text in texts)
        case Room(labels=labels, unit=unit):
            lines = "\\\n".join(f"{_plain(label)} {_LINE}".strip() for label in labels)
            return f"{lines} {_plain(unit)}".strip()
        case Quote(text=text, where=where):
            quoted = [f"> {_plain(text)}"] if text else []
            return "\n>\n".join([*quoted, f"> *{_plain(where)}*"] if where else quoted)
        case Figure(picture=picture):
            return f"*[{_plain(picture.alt)}]*"
        case _:
            raise TypeError(block)


def _row(cells: tuple[str, ...]) -> str:
    texts = [one if one == "---" else _plain(one) for one in cells]
    return f"| {' | '.join(texts)} |"


def _words(block: Words) -> str:
    text = _plain(block.text)
    if block.strong and text:
        text = f"**{text}**"
    lead = f"**{_plain(block.lead)}** " if block.lead else ""
    return f"*{lead}{text}*" if block.quiet and text and not lead else f"{lead}{text}"


def _plain(text: str) -> str:
    """Escape what Markdown would read, on one line."""
    line = " ".join(text.split())
    return _STARTS.sub(_escaped, _MARKS.sub(r"\\\g<0>", line))


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2][:-1]}\\{match[2][-1]}"
