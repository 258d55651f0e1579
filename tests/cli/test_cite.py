"""`studydeck cite` proposes what `check` then accepts."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studydeck.cli import app

BASE = Path(__file__).parents[1] / "rules" / "base"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "project"))


def add(project: Path, entry: str) -> None:
    bank = project / "questions" / "tunnel.yaml"
    bank.write_text(bank.read_text("utf-8") + entry, "utf-8")


def cite(project: Path, item: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["cite", item, "--project", str(project)])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("entry", "passage"),
    [
        (
            "  prompt: Who opened the Channel Tunnel?\n  answer: Queen Elizabeth II\n",
            "notes@opening",
        ),
        ("  prompt: When did the digging begin?\n  answer: 1988\n", "notes@digging"),
        ("  statement: The tunnel comes out at Coquelles.\n  answer: true\n", "notes@ends"),
        ("  prompt: How long does a shuttle take?\n  answer: 35 minutes\n", "guide@p7"),
    ],
)
def test_what_is_proposed_passes_the_check(project: Path, entry: str, passage: str) -> None:
    add(project, f"- id: new\n{entry}")
    code, out = cite(project, "tunnel/new")
    assert code == 0
    line = next(row.strip() for row in out.splitlines() if row.strip().startswith("cite: "))
    assert passage in line
    add(project, f"  {line}\n")
    done = CliRunner().invoke(app, ["check", "--project", str(project)])
    assert (done.exit_code, "3 supported; 0 errors" in done.stderr) == (0, True)


def test_an_item_that_nothing_proves(project: Path) -> None:
    add(project, "- id: new\n  prompt: Who painted the tunnel?\n  answer: Rembrandt\n")
    code, out = cite(project, "tunnel/new")
    assert code == 1
    assert "no passage proves it" in out


def test_an_item_that_is_not_there(project: Path) -> None:
    code, out = cite(project, "tunnel/lenght")
    assert code == 2
    assert "did you mean 'tunnel/length'?" in out
