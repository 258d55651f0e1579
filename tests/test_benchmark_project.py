"""The project that the benchmarks measure is one that an author could have written."""

from studydeck.check import check
from studydeck.load import load
from studydeck.model import Verdict
from tests.benchmarks.make_project import write_project


def contents(root):
    return {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_project_loads_and_checks_clean(tmp_path):
    """Fifty items, each proved, and nothing to find fault with."""
    project, read = load(write_project(tmp_path, 50, passages=25))
    checked, judged = check(project)
    assert len(project.items) == 50
    assert read + judged == ()
    assert {finding.verdict for finding in checked.findings.values()} == {Verdict.SUPPORTED}


def test_the_same_numbers_give_the_same_bytes(tmp_path):
    """A measurement can be repeated elsewhere."""
    one = contents(write_project(tmp_path / "one", 20, passages=3, banks=2))
    two = contents(write_project(tmp_path / "two", 20, passages=3, banks=2))
    assert one == two
    assert len(one) == 5
