"""Whenever the process dies, what was answered is in the log, and the session goes on from there."""

import os
import random
import re
import signal
import sys
import time

import pytest

from studydeck.grade import Mark
from studydeck.quiz.journal import find_unfinished, take_up
from studydeck.quiz.plan import Plan
from studydeck.quiz.play import at_terminal
from studydeck.quiz.session import Session
from studydeck.quiz.store import Log
from studydeck.quiz.wish import Wish
from tests.quiz.playing import Player

KILLS = 200
COUNT = 40
CRAM = Wish(seed="s", mode="cram")
SOURCE = """\
source: list
title: List
rights: own
passages:
"""

if sys.platform == "win32":
    pytest.skip("to be killed at any moment needs POSIX", allow_module_level=True)


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    """Write a project of forty items that are answered by their number."""
    root = tmp_path_factory.mktemp("forty")
    passages = [f'- {{id: p{n}, text: "Box {n} weighs {n + 100} kg."}}' for n in range(COUNT)]
    items = [
        f"- {{id: b{n}, prompt: How heavy is box {n}?, answer: {n + 100} kg, cite: p{n}}}"
        for n in range(COUNT)
    ]
    bank = "bank: boxes\ntitle: Boxes\nsource: list\nitems:\n"
    for name, text in {
        "questions/sources/list.yaml": SOURCE + "\n".join(passages) + "\n",
        "questions/boxes.yaml": bank + "\n".join(items) + "\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


class Wire:
    """An output that is a pipe, so that its reader has all that was written before a kill."""

    def __init__(self, descriptor):
        self.descriptor = descriptor

    def write(self, text):
        os.write(self.descriptor, text.encode())

    def flush(self):
        """Nothing is held back."""

    def isatty(self):
        return False


def a_life(player, asked, milliseconds, chance):
    """Play in a process of its own, kill it a moment after so many prompts, and hear it out."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            answer_all(player, writing, chance)
        finally:
            os._exit(0)
    os.close(writing)
    said = b""
    while said.count(b"How heavy") < asked and (more := os.read(reading, 4096)):
        said += more
    time.sleep(milliseconds / 1000)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as rest:
        return (said + rest.read()).decode(errors="replace")


def answer_all(player, writing, chance):
    said = []

    class Heard(Wire):
        def write(self, text):
            said.append(text)
            super().write(text)

    def read(prompt):
        if "Enter: go on" in prompt:
            return chance.choice(["", "", "u", "o"])
        number = re.findall(r"How heavy is box (\d+)", "".join(said))[-1]
        right = f"{int(number) + 100} kg"
        return chance.choice([right, right, "1 kg", ":hint", ":undo", ":skip"])

    at_terminal(player.game(Heard(writing), wish=CRAM), read)


def told(text):
    """Count the responses whose feedback was on the screen, and the undoing."""
    marks = len(re.findall(r"^(?:Correct\.|Wrong\.|Close:|The answer:)", text, re.MULTILINE))
    return marks, text.count("Taken back"), text.count("Counted as correct")


def in_log(log):
    kinds = [event.type for event in log.events()]
    return kinds.count("response"), kinds.count("undo"), kinds.count("accept")


def test_two_hundred_kills_lose_nothing(forty, tmp_path):
    """What was told is in the log, at most one act more; the next question is the right one."""
    chance = random.Random(7)
    player = Player(forty, tmp_path / "log.sqlite")
    player.play(":quit", wish=CRAM)  # so that the children have all modules already
    before, total, resumed = (0, 0, 0), 0, 0
    for _ in range(KILLS):
        with Log(player.database) as log:
            waiting = next_question(player, log)
        text = a_life(player, chance.randint(0, 4), chance.uniform(0, 12), chance)
        with Log(player.database) as log:
            after = in_log(log)
        seen = told(text)
        gained = tuple(b - a for a, b in zip(before, after, strict=True))
        assert all(0 <= have - had <= 1 for had, have in zip(seen, gained, strict=True)), text[
            -500:
        ]
        asked = re.search(r"How heavy is box (\d+)", text)
        if asked and waiting:
            resumed += 1
            assert f"boxes/b{asked[1]}" == waiting
        before, total = after, total + seen[0]
        player.seconds += 1000
        player.names = iter(f"s{chance.random()}" for _ in range(99))
    assert total > KILLS // 2
    assert resumed > KILLS // 4


def next_question(player, log):
    """Say what the log alone makes the next question, if a session is unfinished."""
    project = player.checked.project
    found = find_unfinished(log, CRAM.selection(project))
    if not found:
        return ""
    name = project.root.resolve().name
    keys = {f"{name}/{key}": key for key in project.items}
    ask = take_up(found, Plan(tuple(project.items.values()), ""), keys).next()
    return ask.item.key if ask else ""


def test_a_session_is_what_its_log_says_after_any_life(forty, tmp_path):
    """The acts in the log, given to a new session, make the state that the learner saw."""
    player = Player(forty, tmp_path / "log.sqlite")
    text = player.play("105 kg", "", "1 kg", "o", ":hint", "1 kg", "u", ":skip", "", then=None,
                       wish=CRAM)  # fmt: skip
    with Log(player.database) as log:
        project = player.checked.project
        found = find_unfinished(log, CRAM.selection(project))
    keys = {f"{project.root.resolve().name}/{key}": key for key in project.items}
    session = take_up(found, Plan(tuple(project.items.values()), ""), keys)
    again = Session(session.plan, session.acts)
    asked = re.findall(r"How heavy is box (\d+)", text)[-1]
    assert again.next().item.key == f"boxes/b{asked}"
    assert [act.mark for act in again.first.values()] == [Mark.WRONG, Mark.CORRECT, Mark.SKIPPED]
