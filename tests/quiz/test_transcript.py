"""Whole sessions, word for word. `GOLDEN=write pytest tests/quiz` writes the files anew."""

import json
import os
from pathlib import Path

import pytest

from studydeck.quiz.wish import Wish
from tests.quiz.playing import Player

FOLDER = Path(__file__).parent / "transcripts"
RESPONSES = {
    "lakes/dammed": "July 2001",
    "lakes/town": "Orlim",
    "lakes/length": "85",
    "lakes/rivers": "Ona, Tulva, Mira",
    "lakes/dived": "t",
}


@pytest.mark.parametrize(
    ("name", "options", "columns"),
    [("wide", [], "80"), ("narrow-ascii", ["--ascii"], "40")],
)
def test_a_session_reads_as_it_did(run_quiz, tmp_path, name, options, columns):
    """The narrow one, without colour or signs, is what a screen reader is given."""
    answers = tmp_path / "answers.jsonl"
    lines = [json.dumps({"item": item, "response": said}) for item, said in RESPONSES.items()]
    answers.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run_quiz("--answers", str(answers), *options, env={"COLUMNS": columns})
    text = out.decode().replace("\r\n", "\n")
    golden = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert (code, err) == (0, b"")
    assert text == golden.read_text("utf-8")
    assert max(map(len, text.splitlines())) <= int(columns)


GOLDEN = {
    "study": ([":hint", "what", "July 2001", "u", "16 July 2001", "f", "Ona, Tulva, Mira", "f odd one",
               "", "85 km", "Nowhere", "o", "Ona, Tulva, Brask"], {}),
    "exam": (["R", "no", ":skip", "R", "t"], {"wish": Wish(seed="s", mode="exam", minutes=20),
                                              "pass_mark": 60.0}),
    "again-narrow": (["R", "f odd", "", "R"], {"wish": Wish(seed="s", failed="last"),
                                               "width": 40, "ascii_only": True}),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_a_mode_reads_as_it_did(lakes, tmp_path, name):
    """With a told clock and seed, one session after the other on one log."""
    player = Player(lakes, tmp_path / "log.sqlite")
    for one, (typed, more) in GOLDEN.items():
        text = player.play(*typed, then=None, **more)
        if one == name:
            break
    golden = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text("utf-8")
