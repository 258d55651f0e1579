"""The engine on claims about the originals: true ones pass, values of other things do not."""

import os
from pathlib import Path

import pytest

from tests.evidence.measure import claims, judge, rates

FLOORS = {
    "accepted by paragraph": 0.85,
    "refused by paragraph": 0.91,
    "accepted by quote": 0.89,
    "refused by quote": 0.97,
}


@pytest.mark.skipif(
    not os.environ.get("STUDYDECK_ORIGINALS"),
    reason="STUDYDECK_ORIGINALS does not name the folder of the originals",
)
def test_claims_are_told_apart_as_well_as_they_were(tmp_path: Path) -> None:
    rows = claims()
    assert len(rows) > 500
    found = rates(rows, judge(Path(os.environ["STUDYDECK_ORIGINALS"]), tmp_path, rows))
    assert {name: rate for name, rate in found.items() if rate < FLOORS[name]} == {}
