"""What holds around every command: streams that never fail on a character, and quiet ends."""

import gc
import os
import sys
import traceback
from collections.abc import Callable

COULD_NOT_RUN = 2
"""Exit code for a wrong command line, for trouble with files, and for our own bugs."""
_SELDOM = 50_000
"""After how many new objects Python looks for cycles: most of those of a start stay to the end."""
_REPORT = "please report this line with the command that you gave and the output of --version"


def run(app: Callable[[], object]) -> None:
    """Run an app to its end and exit; nothing but SystemExit leaves.

    A reader that went away (`studydeck check | head`) is no fault. Trouble with a file is
    one line; so is a bug of ours, unless STUDYDECK_DEBUG=1 asks for its traceback.
    """
    gc.set_threshold(_SELDOM)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _take_any_character(stream)
    code: int | str | None
    try:
        app()
        code = 0
    except SystemExit as done:
        code = done.code
    except OSError as error:
        _say(f"error: {_file(error)}{(error.strerror or str(error)).lower()}")
        code = COULD_NOT_RUN
    except Exception as bug:  # noqa: BLE001  (whatever it is, the user gets one line)
        _own(bug)
        code = COULD_NOT_RUN
    sys.exit(_flushed(code))


def _take_any_character(stream: object) -> None:
    """Let a console write what its encoding lacks by number instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _file(error: OSError) -> str:
    return f"'{error.filename}': " if error.filename else ""


def _own(bug: Exception) -> None:
    if os.environ.get("STUDYDECK_DEBUG") == "1":
        traceback.print_exception(bug)
    told = " ".join(str(bug).split())[:200]
    _say(f"error SD901 studydeck itself failed: {type(bug).__name__}: {told}; {_REPORT}")


def _say(line: str) -> None:
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201  (typer may be what failed)


def _flushed(code: int | str | None) -> int | str | None:
    """Write what is left; where that fails, keep Python from trying once more."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _point_nowhere()
    except OSError as error:
        _point_nowhere()
        _say(f"error: the output cannot be written: {(error.strerror or str(error)).lower()}")
        return COULD_NOT_RUN
    return code


def _point_nowhere() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
