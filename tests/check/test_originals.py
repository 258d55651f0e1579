"""Passages are held against the lines of the originals that they restate."""

from hashlib import sha256
from pathlib import Path

import pytest

from studydeck.check import check
from studydeck.emit.report import summary
from studydeck.load import load
from studydeck.load.originals import read_originals

ORIGINAL = """\
ON CANALS

The Suez Canal, opened on November 17th 1869 after ten years of work, is some 193 km long(4).
Yeltsins adviser said that every third ship which went through the canal in that year was British.
It cost \\$80 million.
"""
PASSAGES = """\
- lines: 3
  text: The Suez Canal was opened on 17 November 1869. It is some 193 km long.
- lines: [4, 5]
  text: Of the ships in the Suez Canal one in three was British. The canal cost US$80 million.
"""
SOURCE = """\
source: canals
title: On canals
rights: restated
original: {{file: canals.txt, sha256: {sha}}}
verbatim: [Suez Canal]
passages:
{passages}"""
BANK = """\
bank: water
title: Water
source: canals
items:
- {id: opening, prompt: When was the Suez Canal opened?, answer: 1869-11-17, cite: p3}
"""


@pytest.fixture
def judged(tmp_path: Path):
    def _judged(
        passages: str = PASSAGES, original: str | None = ORIGINAL, sha: str = "", bank: str = BANK
    ):
        folder = tmp_path / "originals"
        folder.mkdir(exist_ok=True)
        if original is not None:
            (folder / "canals.txt").write_bytes(original.encode())
        stamp = sha or sha256(ORIGINAL.encode()).hexdigest()
        files = {
            "questions/project.yaml": "format: 1\nproject: canals-0a1b2c\n",
            "questions/names.yaml": "names:\n- {name: Suez Canal}\n- {name: Panama Canal}\n",
            "questions/sources/canals.yaml": SOURCE.format(sha=stamp, passages=passages),
            "questions/water.yaml": bank,
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        project, read = load(tmp_path)
        assert not read, read
        return check(project, read_originals(project, folder))

    return _judged


def codes(found) -> list[str]:
    return [one.code for one in found[1]]


def test_restated_passages_are_proved_and_so_are_their_items(judged) -> None:
    # "Suez Canal" of the second passage stands in no line that it names.
    checked, found = judged(PASSAGES.replace("in the Suez Canal one", "in the canal one"))
    assert [one.message for one in found] == []
    assert checked.findings["water/opening"].proved_by == "original"
    assert "1 supported (1 proved by originals too);" in summary(checked, found)


def test_without_originals_a_passage_is_the_proof(judged, tmp_path: Path) -> None:
    judged()
    checked, found = check(load(tmp_path)[0])
    assert found == ()
    assert checked.findings["water/opening"].proved_by == "passage"


def test_line_ends_of_windows_do_not_change_the_fingerprint(judged) -> None:
    good = PASSAGES.replace("in the Suez Canal one", "in the canal one")
    assert codes(judged(good, ORIGINAL.replace("\n", "\r\n"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1869", "1868"),
        ("17 November", "18 November"),
        ("193 km", "193 miles"),
        ("US$80", "US$8"),
        ("one in three", "one in four"),
        ("The canal cost", "The Panama Canal cost"),
    ],
)
def test_a_figure_or_name_without_ground_is_named(judged, old: str, new: str) -> None:
    good = PASSAGES.replace("in the Suez Canal one", "in the canal one")
    found = judged(good.replace(old, new))
    assert "SD324" in codes(found)
    assert found[0].unclean == {"water"}


def test_nine_words_in_a_row_are_a_copy_and_eight_are_not(judged) -> None:
    nine = "- {id: p3, lines: 3, text: 'The Suez Canal was opened on 17 November 1869.'}\n" + (
        "- {id: p4, lines: 4, text: 'He said that every third ship which went through the canal.'}"
    )
    found = judged(nine)
    assert codes(found) == ["SD321"]
    assert "'said that every third ship which went through the'" in found[1][0].message
    assert codes(judged(nine.replace("said that every", "told us: every"))) == []


def test_an_item_copies_nothing_either(judged) -> None:
    good = PASSAGES.replace("in the Suez Canal one", "in the canal one")
    said = "Every third ship which went through the canal in that year paid, they told."
    bank = BANK.replace("cite: p3", f"explanation: '{said}', see: p4, cite: p3")
    found = judged(good, bank=bank)
    assert codes(found) == ["SD321"]
    assert "'water/opening' copies from its original" in found[1][0].message
    assert codes(judged(good, bank=bank.replace("which went", "that went"))) == []


def test_another_file_than_the_one_that_was_restated_is_reported(judged) -> None:
    assert codes(judged(original=ORIGINAL + "more\n")) == ["SD322"]


def test_a_missing_file_is_reported(judged) -> None:
    assert codes(judged(original=None)) == ["SD323"]


def test_lines_beyond_the_original_are_reported(judged) -> None:
    assert "SD411" in codes(judged(PASSAGES.replace("[4, 5]", "[4, 50]")))
