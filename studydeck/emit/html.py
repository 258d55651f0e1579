"""A form as one HTML file: for a screen, for print, and for a word processor."""

from studydeck.emit.render import render
from studydeck.form import Form
from studydeck.labels import counted


def html(form: Form, output: str) -> str:
    """Write one output of a form as HTML that needs no other file and no network.

    `output` is `paper`, `answer-sheet`, `key`, `teacher` or `handout`.
    """
    return render(
        "handout/handout.html", form=form, output=output, told=form.labels, counted=counted
    )
