"""What holds around every command: help, ends, streams, and our own bugs."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studydeck import __version__
from studydeck.cli import COMMANDS, real
from studydeck.cli.run import run


def test_the_version_is_told_without_loading_anything_slow():
    """What costs time is imported where it is used."""
    code = (
        "import sys\nsys.argv = ['studydeck', '--version']\nfrom studydeck.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "slow = {'yaml', 'rich', 'pydantic', 'typst', 'jinja2', 'genanki', 'rapidfuzz'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [f"studydeck {__version__}", "[]"]


def test_the_version(studydeck):
    """The same as the package's."""
    assert studydeck("--version").stdout == f"studydeck {__version__}\n"


def test_help_lists_every_command_without_importing_one():
    """`--help` and completion stay quick."""
    code = (
        "import sys\nfrom studydeck.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in sorted(sys.modules) if name.startswith('studydeck.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert "['studydeck.cli', 'studydeck.cli.run']" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(studydeck, name):
    """The line in the list is the first sentence of its help."""
    done = studydeck(name, "--help")
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert COMMANDS[name].line in told
    assert f"Example: {COMMANDS[name].example}" in told


ALONE = {"explain", "schema", "history"}
"""Commands that look at no project: the log of answers is the learner's, not a project's."""


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ALONE])
def test_commands_on_a_project_take_its_folder(studydeck, name):
    """All of them understand `--project DIR`."""
    assert "--project" in studydeck(name, "--help").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_the_help_are_understood(name):
    """Each parses, with the options that the command has."""
    words = COMMANDS[name].example.split()
    assert words[:2] == ["studydeck", name]
    options = {option for param in real(name).params for option in param.opts}
    assert {word for word in words if word.startswith("-")} <= options


def test_a_mistyped_command_is_refused_with_the_nearest(studydeck):
    """It exits with 2."""
    done = studydeck("chek")
    assert done.exit_code == 2
    assert re.search(r"No such command 'chek'.*'check'", done.stderr)


def test_no_command_shows_the_help(studydeck):
    """Somebody who types the name alone learns what there is."""
    done = studydeck()
    assert "Commands:" in done.output


# Ends


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_bug_of_ours_is_one_line(monkeypatch, capsys, debug):
    """It says what to report; the traceback only where it is asked for."""
    monkeypatch.setenv("STUDYDECK_DEBUG", debug)

    def broken():
        raise ValueError("two notes\nhave one guid")

    with pytest.raises(SystemExit) as done:
        run(broken)
    told = capsys.readouterr().err
    assert done.value.code == 2
    assert (
        "error SD901 studydeck itself failed: ValueError: two notes have one guid; please report"
        in told
    )
    assert ("Traceback" in told) == bool(debug)
    assert debug or told.count("\n") == 1


def test_trouble_with_a_file_is_one_line(capsys):
    """It names the file and the trouble, and exits with 2."""

    def unreadable():
        raise PermissionError(13, "Permission denied", "questions")

    with pytest.raises(SystemExit) as done:
        run(unreadable)
    assert done.value.code == 2
    assert capsys.readouterr().err == "error: 'questions': permission denied\n"


def test_exit_codes_go_through():
    """What a command says is what the shell gets."""

    def findings():
        raise SystemExit(1)

    with pytest.raises(SystemExit) as done:
        run(findings)
    assert done.value.code == 1
    with pytest.raises(SystemExit) as done:
        run(lambda: None)
    assert done.value.code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send")
def test_ctrl_c_exits_with_130(project):
    """Without a traceback, in the middle of a command."""
    code = (
        "import os, signal, studydeck.cli.project as p\n"
        "p.root_of = lambda *a: os.kill(os.getpid(), signal.SIGINT)\n"
        "from studydeck.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows breaks pipes in another way")
@pytest.mark.parametrize("args", [["check", "--format", "json"], ["explain"], ["--help"]])
def test_a_reader_that_goes_away_is_no_fault(project, args):
    """As in `studydeck explain | head -1`: nothing is said."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "studydeck", *args]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert "rror" not in done.stderr.replace("0 errors", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_an_output_that_cannot_be_written_is_told(project):
    """A full disk exits with 2."""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "studydeck", "explain"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.endswith("no space left on device\n")


# Streams


def test_a_console_that_lacks_characters_does_not_fail(process, project):
    """A console of Windows shows what it lacks by number."""
    bank = project / "questions/tunnel.yaml"
    bank.write_text(bank.read_text("utf-8").replace("answer: 50 km", "answer: 北京"), "utf-8")
    done = process("check", PYTHONIOENCODING="cp1252")
    assert done.returncode == 1
    assert "\\u5317\\u4eac" in done.stderr


def test_without_streams_a_command_still_exits_as_it_should(project):
    """A program without a console, as on Windows, has none."""
    code = (
        "import sys\nsys.stdout = sys.stderr = sys.stdin = None\n"
        "from studydeck.cli import main\nmain()"
    )
    assert subprocess.run([sys.executable, "-c", code, "check"], check=False).returncode == 0


# Completion


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("studydeck ch", "check"),
        ("studydeck build a", "all"),
        ("studydeck print m", "more"),
        ("studydeck explain SD30", "SD301"),
    ],
)
def test_a_shell_completes(project, words, found):
    """Commands, the decks of the project, and codes."""
    code = "import sys; sys.argv = ['studydeck']; from studydeck.cli import main; main()"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | asked | {"_STUDYDECK_COMPLETE": "complete_bash"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found in done.stdout.split()
