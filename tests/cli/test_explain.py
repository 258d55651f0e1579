"""`studydeck explain`: the page of a code, however it is written."""

import pytest

from studydeck.rules import RULES


@pytest.mark.parametrize("written", ["SD301", "sd301", "301", "quote-not-in-source"])
def test_a_code_has_its_page(studydeck, written):
    """With or without its letters, in any case, or by its name."""
    done = studydeck("explain", written)
    assert done.exit_code == 0
    assert done.stdout.startswith("# SD301 quote-not-in-source\n")
    assert "**Good**" in done.stdout


@pytest.mark.parametrize(
    ("written", "near"),
    [("SD3001", "SD301"), ("quote-not-in-sorce", "quote-not-in-source")],
)
def test_the_nearest_is_offered(studydeck, written, near):
    """A slip exits with 2."""
    done = studydeck("explain", written)
    assert done.exit_code == 2
    assert f"did you mean '{near}'?" in done.stderr


def test_a_path_is_no_code(studydeck):
    """Nothing but pages can be read."""
    assert studydeck("explain", "../rules").exit_code == 2


def test_all_codes_are_listed(studydeck):
    """One line each, in order."""
    lines = studydeck("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    assert lines[0] == "SD101  error    the file is not YAML"
