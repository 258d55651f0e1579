"""What holds for every file: no network, documented, short, finished, complete in the wheel."""

import ast
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "studydeck").rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "NotImplemented" + "Error"]

every_module = pytest.mark.parametrize("path", MODULES, ids=NAMES)


def test_there_are_modules_to_look_at():
    """An empty list would let every test below pass."""
    assert "studydeck/rules.py" in NAMES


def send_a_datagram():
    with socket.socket(type=socket.SOCK_DGRAM) as own:
        own.sendto(b"", ("192.0.2.1", 53))


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.getaddrinfo("example.org", 80),
        send_a_datagram,
    ],
    ids=["connect", "look up a name", "send a datagram"],
)
def test_a_test_cannot_reach_the_network(reach):
    """The guard in conftest.py refuses before anything leaves the machine."""
    with pytest.raises(AssertionError, match="went to the network"):
        reach()


def test_a_test_can_talk_to_this_machine():
    """Loopback stays open."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        client.close()
        assert client.fileno() == -1


def public(body: list[ast.stmt], prefix: str = "") -> list[tuple[str, ast.AST]]:
    """List the public functions and classes of a module, with methods, by name."""
    found = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append((prefix + node.name, node))
            if isinstance(node, ast.ClassDef):
                found += public(node.body, f"{node.name}.")
    return found


@every_module
def test_public_things_are_documented(path):
    """A module, and each public class, function and method in it, has a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    bare = [name for name, node in public(tree.body) if not ast.get_docstring(node)]
    assert ast.get_docstring(tree), "the module has no docstring"
    assert not bare


@every_module
def test_functions_are_short(path):
    """No function is longer than 40 lines."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}


@every_module
def test_files_are_short(path):
    """No module has more than 300 lines of code; docstrings and comments are free."""
    assert len(code_lines(path.read_text("utf-8"))) <= 300


def code_lines(text: str) -> set[int]:
    """Give the numbers of the lines that hold code."""
    lines = text.splitlines()
    code = {n for n, line in enumerate(lines, 1) if line.strip() and line.strip()[0] != "#"}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            code -= set(range(node.lineno, node.end_lineno + 1))
    return code


def test_docstrings_and_comments_are_not_code():
    """The count of the test above leaves them out, and blank lines too."""
    assert code_lines('"""Doc."""\n\n# why\nx = 1\ny = """a\nb"""\n') == {4, 5, 6}


def test_nothing_is_left_unfinished():
    """No file that an author wrote has a mark for work to come."""
    folders = ["studydeck", "tests", "questions", "decks", "examples", ".ci"]
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = {path: path.read_bytes() for path in files if "__pycache__" not in path.parts}
    marked = [
        (path.relative_to(ROOT).as_posix(), mark)
        for path, text in texts.items()
        for mark in UNFINISHED
        if mark.encode() in text
    ]
    assert len(texts) > 100
    assert marked == []


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build the wheel from a copy with a private text in it."""
    copy = tmp_path_factory.mktemp("wheel") / "project"
    copy.mkdir()
    for name in ("studydeck", "questions", "decks", ".ci"):
        leave = shutil.ignore_patterns("__pycache__", "private")
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, copy)
    (copy / "questions/private").mkdir()
    (copy / "questions/private/article.txt").write_text("not to be handed on")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (made,) = (copy / "out").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    """List what the wheel holds."""
    return set(zipfile.ZipFile(built).namelist())


def test_the_wheel_knows_what_its_library_proves(built: Path, tmp_path: Path):
    """It has the proof cache, made by its own rules from its own files."""
    zipfile.ZipFile(built).extractall(tmp_path)
    code = (
        "from studydeck.cli.proofs import known; from studydeck.digests import digests;"
        "from studydeck.load.root import builtin_root; root = builtin_root();"
        "print(root.name, len(known(root, digests(root)).findings))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    name, count = done.stdout.split()
    assert (name, int(count) > 100) == ("library", True)


def test_the_wheel_has_every_file_of_the_package(wheel):
    """Modules, pages, templates, schemas and fonts: whatever git has under studydeck/."""
    files = [path for path in (ROOT / "studydeck").rglob("*") if path.is_file()]
    names = {p.relative_to(ROOT).as_posix() for p in files if "__pycache__" not in p.parts}
    assert "studydeck/explain/SD301.md" in names
    assert names - wheel == set()


def test_the_wheel_has_the_library(wheel):
    """The curated banks, sources and decks go along as the built-in library."""
    for folder in ("questions", "decks"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        ours = [path.relative_to(ROOT) for path in files if "private" not in path.parts]
        missing = {f"studydeck/library/{path.as_posix()}" for path in ours} - wheel
        assert missing == set()


def test_the_wheel_has_no_private_text(wheel):
    """Sources with `rights: private` are on one machine only."""
    assert [name for name in wheel if "private" in name] == []


def test_the_wheel_has_nothing_else(wheel):
    """Tests, examples and tools stay at home."""
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"studydeck"}
