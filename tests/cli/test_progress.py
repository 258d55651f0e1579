"""Signs of life: for slow work at a terminal, and never elsewhere."""

import io
import subprocess
import sys
import time
from contextlib import redirect_stderr

import pytest

from studydeck.cli import progress
from studydeck.cli.progress import waiting


class Terminal(io.StringIO):
    """An error stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    """A terminal to redirect the error stream to, within a test."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def shown_within(stream: Terminal, words: str) -> bool:
    """Wait until a stream has some words, for at most ten seconds."""
    end = time.monotonic() + 10
    while words not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.01)
    return words in stream.getvalue()


def test_slow_work_is_named_until_it_is_done(terminal, monkeypatch):
    """The line is taken away at the end."""
    monkeypatch.setattr(progress, "SECONDS", 0)
    with redirect_stderr(terminal), waiting("reading [many] banks"):
        assert shown_within(terminal, "reading [many] banks")
    assert terminal.getvalue().endswith("\x1b[2K")


def test_steps_fill_a_bar(terminal, monkeypatch):
    """They count from the start, also those before the line was shown."""
    monkeypatch.setattr(progress, "SECONDS", 0)
    with redirect_stderr(terminal), waiting("making the files", 4) as step:
        step()
        assert shown_within(terminal, "━")
        step()


def test_quick_work_shows_nothing(terminal):
    """Nobody wants to see a line that is gone again."""
    with redirect_stderr(terminal), waiting("reading", 2) as step:
        step()
    assert terminal.getvalue() == ""


def test_trouble_goes_through_and_the_line_goes_away(terminal, monkeypatch):
    """The cursor is shown again, too."""
    monkeypatch.setattr(progress, "SECONDS", 0)

    def trouble():
        with redirect_stderr(terminal), waiting("reading"):
            assert shown_within(terminal, "reading")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trouble()
    assert "\x1b[?25h" in terminal.getvalue()


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_nothing_is_shown_without_a_terminal(monkeypatch, capsys, term):
    """Logs stay clean."""
    monkeypatch.setattr(progress, "SECONDS", 0)
    monkeypatch.setenv("TERM", term)
    with waiting("reading") as step:
        step()
        time.sleep(0.05)
    assert capsys.readouterr().err == ""


def test_rich_is_not_imported_for_quick_work(project):
    """It costs a tenth of a second."""
    code = (
        "import sys\nfrom studydeck.cli import app\n"
        "try: app(['check'])\nexcept SystemExit: pass\nprint('rich.progress' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
