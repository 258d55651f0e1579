"""`studydeck check`: what is told, to whom, and how it exits."""

import json
import re
from pathlib import Path

from tests.cli.conftest import change

SUMMARY = "checked 3 items: 2 supported, 1 unchecked; 0 errors, 1 warning\n"


def test_a_clean_project_exits_with_0(project, studydeck):
    """The summary is always there, on the error stream; a warning is no failure."""
    done = studydeck("check")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr.endswith(SUMMARY)
    assert "warning SD309" in done.stderr


def test_an_error_exits_with_1(project, studydeck):
    """The finding has its place as the author sees it, and its line."""
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    done = studydeck("check")
    assert done.exit_code == 1
    assert "questions/tunnel.yaml:11:11: error SD304 " in done.stderr
    assert "   11 |   answer: 51 km\n      |           ^^^^^\n" in done.stderr
    assert done.stderr.endswith("1 contradicted, 1 unchecked; 1 error, 1 warning\n")


def test_one_bank_alone_can_be_checked(project, studydeck):
    """The others are not looked at."""
    change("questions/extra.yaml", "unchecked: measured by the class", "")
    done = studydeck("check", "questions/tunnel.yaml")
    assert done.exit_code == 0
    assert done.stderr == "checked 2 items: 2 supported; 0 errors, 0 warnings\n"


def test_a_source_or_a_deck_stands_for_the_whole_project(project, studydeck):
    """An editor or a hook may name any file of the project."""
    for path in ("questions/sources/guide.yaml", "decks/all.yaml", "questions/project.yaml", "."):
        assert studydeck("check", path).stderr.endswith(SUMMARY)


def test_a_path_finds_its_project_from_elsewhere(project, studydeck, monkeypatch):
    """Places are told as seen from where the author stands."""
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    monkeypatch.chdir(project.parent)
    for args in (["tunnels/questions/tunnel.yaml"], ["tunnels"], ["--project", "tunnels"]):
        done = studydeck("check", *args)
        assert (done.exit_code, "tunnels/questions/tunnel.yaml:11:11: " in done.stderr) == (1, True)


def test_the_project_is_found_upwards(project, studydeck, monkeypatch):
    """It may be run in any folder below."""
    change("questions/tunnel.yaml", "answer: 50 km", "answer: 51 km")
    monkeypatch.chdir(project / "questions/sources")
    assert "../../questions/tunnel.yaml:11:11: " in studydeck("check").stderr


def test_outside_of_any_project_the_library_is_checked(studydeck, tmp_path, monkeypatch):
    """The built-in library has items, and it says which it is."""
    monkeypatch.chdir(tmp_path)
    done = studydeck("check")
    assert re.search(r"checked [1-9]\d* items", done.stderr)
    assert "there is no project here, so this is the built-in library" in done.stderr


def test_json_goes_to_the_output(project, studydeck):
    """Programs read the output, people the error stream."""
    done = studydeck("check", "--format", "json")
    report = json.loads(done.stdout)
    assert report["summary"]["items"] == 3
    assert report["project"] == "tunnels-0a1b2c"
    assert report["tool"].startswith("studydeck ")
    assert [found["code"] for found in report["diagnostics"]] == ["SD309"]
    assert done.stderr == SUMMARY


def test_github_gets_its_annotations(project, studydeck):
    """One line for each finding."""
    done = studydeck("check", "--format", "github")
    assert done.stdout.startswith("::warning file=questions/extra.yaml,line=8,")


def test_originals_prove_the_passages_too(project, studydeck, tmp_path):
    """A folder without them leaves the verdicts and names what is missing."""
    text = Path("questions/sources/guide.yaml").read_text("utf-8")
    restated = text.replace(
        "rights: own", f"rights: restated\noriginal: {{file: a.txt, sha256: {'0' * 64}}}"
    )
    restated = restated.replace("- id: opening", "- id: opening\n  lines: 1").replace(
        "- id: size", "- id: size\n  lines: 2"
    )
    Path("questions/sources/guide.yaml").write_text(restated, "utf-8")
    assert studydeck("check").exit_code == 0
    done = studydeck("check", "--originals", str(tmp_path))
    assert done.exit_code == 1
    assert "SD323" in done.stderr


def test_paths_that_are_not_there_are_refused(project, studydeck):
    """A slip on the command line exits with 2."""
    for args in (["questions/tunel.yaml"], ["--project", "nowhere"], ["--originals", "nowhere"]):
        done = studydeck("check", *args)
        assert done.exit_code == 2
        assert "does not exist" in done.stderr


def test_paths_of_two_projects_are_refused(project, studydeck, tmp_path):
    """They would be checked against each other's sources."""
    other = tmp_path / "other/questions/a.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("bank: a\nitems: []\n")
    done = studydeck("check", "questions/tunnel.yaml", str(other))
    assert done.exit_code == 2
    assert "error: the paths are of several projects: " in done.stderr
    done = studydeck("check", "--project", ".", str(other))
    assert done.exit_code == 2
    assert "is not in the project" in done.stderr


def test_a_folder_without_banks_is_a_finding(studydeck, tmp_path):
    """Nothing to check is not clean."""
    done = studydeck("check", "--project", str(tmp_path))
    assert done.exit_code == 1
    assert "SD406" in done.stderr
    assert done.stderr.endswith("checked 0 items; 1 error, 0 warnings\n")


def test_decks_and_forms_are_assembled_too(project, studydeck):
    """What `build` would refuse is told before, again from the cache, and never of one bank."""
    change("decks/all.yaml", "select: {banks: [tunnel]}}", "select: {banks: [tunnel]}, take: 60}")
    before = sorted(project.rglob("*"))
    for _ in range(2):
        done = studydeck("check")
        assert done.exit_code == 1
        assert "decks/all.yaml:" in done.stderr
        assert done.stderr.count(" error SD503 ") == 1
        assert done.stderr.endswith("1 unchecked; 1 error, 1 warning\n")
    assert sorted(project.rglob("*")) == before
    assert studydeck("check", "questions/tunnel.yaml").exit_code == 0
    assert "SD503" in studydeck("check", "decks/all.yaml").stderr
    assert studydeck("build").stderr.count(" error SD503 ") == 1


def test_a_project_without_a_namespace_is_told(project, studydeck):
    """Its package could not be made, though every item is proved."""
    Path("questions/project.yaml").unlink()
    done = studydeck("check")
    assert (done.exit_code, done.stderr.count("error SD501 ")) == (1, 1)


def test_a_form_that_starves_hinders_no_proof(project, studydeck):
    """The lock is about passages."""
    change("decks/all.yaml", "select: {banks: [tunnel]}}", "select: {banks: [tunnel]}, take: 60}")
    done = studydeck("check", "--lock")
    assert done.exit_code == 1
    assert "noted in questions/evidence.lock" in done.stderr


def test_forms_are_not_judged_where_a_bank_was_not_read(project, studydeck):
    """A section that starves for it is no fault of the deck."""
    change("questions/tunnel.yaml", "items:", "items: [")
    assert "SD50" not in studydeck("check").stderr


def test_a_warning_of_a_form_stays_one_in_the_cache(project, studydeck):
    """An item that is left out as an avoided form asks it is no error."""
    change("decks/all.yaml", "  title: A test\n", "  title: A test\n  seed: x\n")
    again = "- form: again\n  title: Again\n  avoid: [test]\n  sections:\n"
    again += "  - {title: One, items: [tunnel/length, extra/depth]}\n"
    Path("decks/all.yaml").write_text(Path("decks/all.yaml").read_text() + again)
    for _ in range(2):
        done = studydeck("check")
        assert (done.exit_code, " warning SD503 " in done.stderr) == (0, True)
