"""What import-linter cannot say: who reads the clock, who writes files, who asks the system.

The layers themselves and the door of each dependency are contracts in pyproject.toml.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "studydeck"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in PACKAGE.rglob("*.py")
}
CLOCK = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "monotonic", "perf_counter"},
}
WRITING = {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "rmtree", "symlink_to", "touch"}


def users(matches) -> set[str]:
    """List the modules that have a name with a dot, such as `os.environ`, that matches."""
    return {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and matches(node)
    }


def outside(found: set[str], *allowed: str) -> set[str]:
    return {name for name in found if not name.startswith(allowed)}


def test_only_the_command_line_reads_the_clock():
    """Everywhere else the instant is a parameter, so that the same input gives the same bytes."""

    def clock(node: ast.Attribute) -> bool:
        return isinstance(node.value, ast.Name) and node.attr in CLOCK.get(node.value.id, ())

    assert "cli/learner.py" in users(clock)
    assert outside(users(clock), "cli/") == set()


def test_only_the_command_line_asks_the_environment():
    """No stage behaves otherwise because of a variable."""
    asking = users(lambda node: node.attr in {"environ", "getenv"})
    assert asking
    assert outside(asking, "cli/") == set()


def test_files_are_written_in_two_places():
    """`output` writes what is built, and the quiz its log; emitters give bytes."""
    writing = users(lambda node: node.attr in WRITING)
    assert "output.py" in writing
    assert outside(writing, "output.py", "quiz/store.py") == set()


@pytest.mark.parametrize("module", ["urllib", "importlib"])
def test_only_harmless_parts_of_large_modules_are_used(module):
    """Addresses are quoted and our own files found; nothing is fetched, no plug-in loaded."""
    harmless = {"urllib.parse", "importlib.resources", "importlib.metadata", "importlib"}
    froms = {
        (name, node.module)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == module
    }
    plain = {
        (name, alias.name)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] == module
    }
    assert {found for found in froms | plain if found[1] not in harmless} == set()
