"""Every rule has a page, an example that it finds fault with, and one that it does not.

`tests/rules/CODE/bad` and `good` are laid over the small project `tests/rules/base`;
`remove.txt` in an overlay names what is taken away. `expected.txt` lists the findings of
`bad`, one a line: code, file and line, and the words that the span covers.
"""

import re
import shutil
from pathlib import Path

import pytest

from studydeck.check import CheckedProject, check
from studydeck.cli.run import run
from studydeck.deck import compile_deck
from studydeck.diagnostics import Diagnostic, errors, in_order
from studydeck.emit.pdf import pdf
from studydeck.form import compile_form
from studydeck.load import load
from studydeck.load.originals import read_originals
from studydeck.lock import read_lock, turned, unreleased
from studydeck.output import write_file
from studydeck.rules import RULES

HERE = Path(__file__).parent
FOLDERS = HERE / "rules"
PAGES = HERE.parent / "studydeck" / "explain"
SECTIONS = ["Why", "Bad", "Good", "Source"]

NOW = 1_796_000_000

every_rule = pytest.mark.parametrize("code", RULES)
every_rule_of_projects = pytest.mark.parametrize("code", [c for c in RULES if c != "SD901"])


def lay(code: str, which: str, target: Path) -> Path:
    """Make the project that `which` example of a rule describes."""
    overlay = FOLDERS / code / which
    shutil.copytree(FOLDERS / "base", target)
    remove = overlay / "remove.txt"
    for name in remove.read_text("utf-8").split() if remove.exists() else []:
        shutil.rmtree(target / name)
    shutil.copytree(
        overlay, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("remove.txt", ".gitkeep")
    )
    if which == "bad" and code in MADE:
        MADE[code](target)
    return target


def findings(root: Path, code: str, which: str) -> tuple[Diagnostic, ...]:
    """Run the stages and give what they find, as far as a careful author would get.

    Nothing is compiled while there are errors, unless the rule is about just that.
    """
    originals = root / "originals"
    project, found = load(root)
    checked, judged = check(
        project, read_originals(project, originals) if originals.is_dir() else None
    )
    found += judged
    if not errors(found) or code == "SD508":
        found += compiled(checked, paper=code in {"SD506", "SD514", "SD515"})
    for path in root.glob("decks/*.lock"):
        shown = path.relative_to(root).as_posix()
        lock, faults = read_lock(path.read_text("utf-8"), shown, NOW)
        deck, _ = compile_deck(checked, path.stem)
        found += faults
        if lock and deck and code in {"SD511", "SD512"}:
            found += turned(deck, lock, project)
            found += unreleased(deck, lock, project) if code == "SD512" else ()
    if code in ASKED and which == "bad":
        found += ASKED[code](root, checked)
    return in_order(found)


def compiled(checked: CheckedProject, *, paper: bool) -> tuple[Diagnostic, ...]:
    """Compile all that the files of `decks/` ask for, and set it on paper if asked to."""
    found: tuple[Diagnostic, ...] = ()
    for deck in checked.project.decks.values():
        found += compile_deck(checked, deck.id)[1]
        for spec in deck.forms:
            for version in spec.versions:
                form, faults = compile_form(checked, deck.id, spec.id, version)
                found += faults
                found += pdf(form, "paper")[1] if form and paper else ()
    return found


def unknown_deck(root: Path, checked: CheckedProject) -> tuple[Diagnostic, ...]:
    return compile_deck(checked, "al")[1]


def unwritable(root: Path, checked: CheckedProject) -> tuple[Diagnostic, ...]:
    found = write_file(root / "questions/tunnel.yaml/all.apkg", b"")
    return (found,) if found else ()


ASKED = {"SD504": unknown_deck, "SD509": unwritable}
"""What a command asks beyond its files, for the rules that are about the asking."""


def shown(found: Diagnostic) -> str:
    """Write a finding as a line of `expected.txt`."""
    if found.span is None:
        return f"{found.code} -"
    line, _ = found.span.file.place(found.span.start)
    words = found.span.text.strip().split("\n")[0][:60].rstrip()
    return f"{found.code} {found.span.file.path}:{line} {words}".rstrip()


def not_utf8(root: Path) -> None:
    bank = root / "questions/tunnel.yaml"
    bank.write_bytes(bank.read_text("utf-8").encode("utf-16"))


def huge(root: Path) -> None:
    with (root / "questions/tunnel.yaml").open("ab") as bank:
        bank.truncate(64 * 2**20)


def deep(root: Path) -> None:
    with (root / "questions/tunnel.yaml").open("a") as bank:
        bank.write("- id: deep\n  answer: " + "[" * 500 + "]" * 500 + "\n")


def unreadable(root: Path) -> None:
    (root / "questions/sources/guide.txt").unlink()


MADE = {
    "SD103": not_utf8,
    "SD104": huge,
    "SD105": deep,
    "SD125": unreadable,
}


def test_table_pages_and_folders_agree():
    """No rule lacks its page or its examples, and none is left over."""
    pages = {path.stem for path in PAGES.iterdir()}
    folders = {path.name for path in FOLDERS.iterdir()} - {"base"}
    assert pages == folders == set(RULES)


def test_rule_names_are_all_different():
    """`studydeck explain` takes names as well as codes."""
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@every_rule
def test_the_page_has_its_sections(code):
    """A page begins with code and name, says what in one sentence, and then the sections."""
    page = (PAGES / f"{code}.md").read_text("utf-8")
    title, what, *_ = page.split("\n\n")
    assert title == f"# {code} {RULES[code].name}"
    assert re.fullmatch(r"[^.]*(\.\S[^.]*)*\.", what), "not one sentence"
    assert re.findall(r"^\*\*(\w+)\*\*", page, re.MULTILINE) == SECTIONS
    assert len(page.splitlines()) <= 40


@every_rule
@pytest.mark.parametrize("which", ["bad", "good"])
def test_the_examples_of_the_page_are_those_that_are_run(code, which):
    """The page shows a stretch of the file that the tests below feed to studydeck."""
    page = (PAGES / f"{code}.md").read_text("utf-8")
    example = rf"^\*\*{which.title()}\*\*[^\n]*\n\n```(yaml|text)\n(.*?)^```$"
    ((kind, block),) = re.findall(example, page, re.MULTILINE | re.DOTALL)
    texts = [p.read_text("utf-8") for p in (FOLDERS / code / which).rglob("*.*") if p.is_file()]
    assert kind == "text" or any(block in text for text in texts)


@every_rule_of_projects
def test_the_bad_example_is_found_fault_with(code, tmp_path):
    """It yields the code, at the expected place, with help, and nothing unexpected."""
    found = findings(lay(code, "bad", tmp_path / "project"), code, "bad")
    expected = (FOLDERS / code / "expected.txt").read_text("utf-8").splitlines()
    assert [shown(one) for one in found] == expected
    assert code in {one.code for one in found}
    assert [one.message for one in found if one.code == code and not one.help] == []


@every_rule_of_projects
def test_the_good_example_is_clean(code, tmp_path):
    """Nothing at all is found in it."""
    found = findings(lay(code, "good", tmp_path / "project"), code, "good")
    assert [shown(one) for one in found] == []


def test_a_failure_of_ours_is_told_in_one_line(capsys):
    """SD901 is about the program: no project can ask for it."""

    def broken() -> None:
        raise ZeroDivisionError("no items")

    with pytest.raises(SystemExit) as ended:
        run(broken)
    (line,) = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert line.startswith("error SD901 ")
    assert "no items" in line
