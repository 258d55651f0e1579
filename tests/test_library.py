"""What holds for `from studydeck import …`."""

import json
import os
import subprocess
import sys

import pytest

import studydeck

PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
"""The environment without the measuring of coverage, which imports much itself."""
LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def modules_after(statement: str) -> set[str]:
    """Run a statement in a fresh interpreter, and list what it imported."""
    command = [sys.executable, "-c", f"{statement}\n{LOADED}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=PLAIN)
    return set(json.loads(done.stdout))


def value_after(statements: str, expression: str) -> str:
    command = [sys.executable, "-c", f"{statements}\nprint({expression})"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_package_imports_nothing_slow():
    """No stage and no dependency comes along."""
    ours = {name for name in modules_after("import studydeck") if "studydeck" in name}
    assert ours == {"studydeck"}
    assert not modules_after("import studydeck") & {"yaml", "typer", "rich", "dataclasses"}


@pytest.mark.parametrize("name", studydeck.__all__)
def test_every_public_name_is_there(name):
    """Each is what its own module calls so."""
    value = getattr(studydeck, name)
    assert value.__name__ == name
    assert value.__module__.startswith("studydeck.")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import studydeck.load, studydeck.check",
        "from studydeck.check import CheckedProject",
        "from studydeck import compile_deck",
        "import studydeck.load.root",
    ],
)
def test_load_and_check_are_functions_whatever_was_imported_before(before):
    """Their subpackages have the same names and would hide them."""
    asked = f"{before}\nfrom studydeck import check, load"
    told = value_after(asked, "check.__name__, load.__name__")
    assert told == "check load"
    assert value_after(f"{before}\nimport studydeck", "studydeck.load.__name__") == "load"


def test_the_modules_below_stay_importable():
    """The functions do not hide what is in their subpackages."""
    found = value_after(
        "from studydeck import load\nfrom studydeck.load.root import find_root",
        "find_root.__name__",
    )
    assert found == "find_root"


def test_names_are_listed_and_others_refused():
    """Completion in a shell shows them; a slip is an AttributeError as ever."""
    assert set(studydeck.__all__) <= set(dir(studydeck))
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        studydeck.lod  # noqa: B018
