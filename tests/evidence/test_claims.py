"""The engine on claims about the originals: true ones pass, values of other things do not."""

import os
from pathlib import Path

import pytest

from tests.evidence.measure import claims, helped, judge, matrix, rates

README = Path(__file__).parents[2] / "README.md"
FLOORS = {
    "accepted by paragraph": 0.90,
    "refused by paragraph": 0.93,
    "accepted by quote": 0.93,
    "refused by quote": 0.96,
}


@pytest.mark.skipif(
    not os.environ.get("STUDYDECK_ORIGINALS"),
    reason="STUDYDECK_ORIGINALS does not name the folder of the originals",
)
def test_claims_are_told_apart_as_well_as_they_were(tmp_path: Path) -> None:
    rows = claims()
    assert len(rows) > 800
    judged = judge(Path(os.environ["STUDYDECK_ORIGINALS"]), tmp_path, rows)
    found = rates(rows, judged)
    assert {name: rate for name, rate in found.items() if rate < FLOORS[name]} == {}
    edits, refused = helped(rows, judged)
    assert edits >= 0.9 * refused
    assert matrix(rows, judged) in README.read_text("utf-8"), "run measure.py --markdown"
