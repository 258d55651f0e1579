"""What the commands say, and in what colours."""

import io
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from studydeck.cli import telling
from studydeck.cli.telling import base, program, wants_colour
from tests.cli.conftest import change


class Terminal(io.StringIO):
    """An error stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def coloured(monkeypatch):
    """Ask whether a terminal would get colours, where nothing yet speaks against it."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def ask() -> bool:
        with redirect_stderr(Terminal()):
            return wants_colour()

    return ask


def test_a_terminal_gets_colour(coloured):
    """Unless something speaks against it."""
    assert coloured()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_none_gets_none(coloured, monkeypatch, name, value):
    """By the usual variables."""
    monkeypatch.setenv(name, value)
    assert not coloured()


def test_an_empty_no_color_does_not_count(coloured, monkeypatch):
    """So its description says."""
    monkeypatch.setenv("NO_COLOR", "")
    assert coloured()


def test_an_old_console_of_windows_gets_none(coloured, monkeypatch):
    """It would write the codes out; the new one says that it is there."""
    monkeypatch.setattr(telling.sys, "platform", "win32")
    monkeypatch.delenv("TERM")
    monkeypatch.delenv("WT_SESSION", raising=False)
    assert not coloured()
    monkeypatch.setenv("WT_SESSION", "1")
    assert coloured()


def test_a_pipe_gets_no_colour(project, studydeck):
    """Whatever reads it sees plain text."""
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    assert "\x1b" not in studydeck("check").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("plain", [False, True])
def test_colours_at_a_real_terminal(project, monkeypatch, plain):
    """Errors are red there, and NO_COLOR is heard."""
    pexpect = pytest.importorskip("pexpect")
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1" if plain else "")
    child = pexpect.spawn(sys.executable, ["-m", "studydeck", "check"], dimensions=(24, 60))
    told = child.read().decode()
    child.close()
    assert child.exitstatus == 1
    assert ("\x1b[1;31merror SD304" in told) != plain
    assert "error SD304" in told.replace("\x1b[1;31m", "")


def test_paths_lead_to_files_from_wherever_one_stands(tmp_path, monkeypatch):
    """From above and below relative, from elsewhere whole."""
    root = tmp_path / "a"
    for folder in (root / "questions", tmp_path / "b"):
        folder.mkdir(parents=True)
    seen = []
    for folder in (root, tmp_path, root / "questions", tmp_path / "b"):
        monkeypatch.chdir(folder)
        seen.append(base(root))
    assert seen == ["", "a/", "../", f"{root.as_posix()}/"]


def test_the_program_is_named_as_it_was_started(tmp_path, monkeypatch):
    """What is told can be typed again."""
    found = tmp_path / "bin/studydeck"
    found.parent.mkdir()
    found.write_text("")
    found.chmod(0o755)
    monkeypatch.setenv("PATH", str(found.parent))
    names = []
    for started in (found, Path(".venv/bin/studydeck"), Path("studydeck/__main__.py"), Path("-c")):
        monkeypatch.setattr(sys, "argv", [str(started)])
        names.append(program())
    elsewhere = str(Path(".venv/bin/studydeck"))
    assert names == ["studydeck", elsewhere, "python -m studydeck", "studydeck"]
