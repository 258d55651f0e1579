"""Whole sessions of each mode in tmux, as a learner sees them: keys in, a screen out."""

import re
import shlex
import subprocess
import sys
import time

import pytest

from tests.quiz.playing import RIGHT

if sys.platform == "win32":
    pytest.skip("tmux needs POSIX", allow_module_level=True)

WAIT = 30
ANSWERS = {
    "When was Lake Mira": RIGHT["dammed"],
    "Near which town": RIGHT["town"],
    "How long is Lake": RIGHT["length"],
    "Which three rivers": RIGHT["rivers"],
    "Divers have reached": RIGHT["dived"],
}


class Terminal:
    """A terminal of its own, whose screen can be read at any time."""

    def __init__(self, name, columns, environment):
        self.base = ["tmux", "-L", name, "-f", "/dev/null"]
        size = ["-x", str(columns), "-y", "45"]
        self.do("new-session", "-d", "-s", "quiz", *size, "sh", env=environment)
        self.do("set-option", "-g", "history-limit", "5000")

    def do(self, *words, env=None):
        done = subprocess.run([*self.base, *words], capture_output=True, text=True, check=False,
                              env=env)  # fmt: skip
        return done.stdout

    def type(self, line):
        self.do("send-keys", "-l", "-t", "quiz", line)
        self.do("send-keys", "-t", "quiz", "Enter")

    def seen(self):
        return self.do("capture-pane", "-p", "-t", "quiz", "-S", "-2000")

    def wait(self, pattern, after=0):
        """Wait until a pattern is on the screen more than `after` times, and count it."""
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            found = re.findall(pattern, self.seen(), re.MULTILINE)
            if len(found) > after:
                return len(found)
            time.sleep(0.05)
        raise AssertionError(f"{pattern} did not come:\n{self.seen()}")


@pytest.fixture
def terminal(tmp_path, environment):
    """Give a function that opens a terminal; it ends with the test."""
    opened = []

    def begin(columns=80):
        env = environment(PS1="$ ", TERM="screen")
        opened.append(Terminal(f"quiz-{tmp_path.name}", columns, env))
        return opened[-1]

    yield begin
    for one in opened:
        one.do("kill-server")


@pytest.fixture
def begin(terminal, lakes, tmp_path, quiz_command):
    """Give a function that starts the quiz in a terminal."""

    def start(*options, columns=80):
        screen = terminal(columns)
        folder = ["--project", str(lakes), "--db", str(tmp_path / "log.sqlite")]
        screen.type(f"{shlex.join([*quiz_command, *folder, *options])}; echo EXIT=$?")
        return screen

    return start


def answer_all(screen):
    """Answer all five."""
    prompts = "|".join(map(re.escape, ANSWERS))
    for number in range(5):
        screen.wait(rf"^\[{number + 1}/5\](?s:.*)(?:{prompts})")
        asked = re.split(r"^\[\d/5\]", screen.seen(), flags=re.MULTILINE)[-1]
        (right,) = (said for prompt, said in ANSWERS.items() if prompt in asked)
        screen.type(right)


def test_study(begin):
    screen = begin("--seed", "s")
    answer_all(screen)
    screen.wait("EXIT=0$")
    assert "5 questions, all new" in screen.seen()
    assert screen.seen().count("Next time: in 2 days.") == 5
    assert "5 of 5 right at the first go." in screen.seen()


def test_cram(begin):
    screen = begin("--cram", "--seed", "s")
    answer_all(screen)
    screen.wait("EXIT=0$")
    assert "does not change what is due" in screen.seen()


def test_an_exam_in_forty_columns(begin):
    """Sections, score and pass mark fit, and the exit code is that of a failure."""
    options = ("--exam", "--minutes", "20", "--pass-mark", "90", "--ascii")
    screen = begin(*options, columns=40)
    screen.wait("20 min left")
    for number in range(5):
        screen.wait(rf"^\[{number + 1}/5\]")
        screen.type(":skip")
    screen.wait("EXIT=1$")
    text = " ".join(screen.seen().split())
    assert "Score: 0 of 5, 0 %." in text
    assert "Not passed: 90 % were needed." in text
    assert "This is an exam: no hints, and the results at the end." in text


def test_a_form_as_a_mock_exam(begin):
    screen = begin("--form", "all/handout")
    answer_all(screen)
    screen.wait("EXIT=0$")
    assert "Score: 5 of 5, 100 %." in screen.seen()


def test_what_was_missed_is_asked_again(begin):
    screen = begin("--seed", "s", "--kind", "number")
    screen.wait(r"^\[1/1\]")
    screen.type("3 km")
    screen.wait("Enter: go on")
    screen.type("")
    screen.wait("again")
    assert "Wrong." in screen.seen()
    screen.type("85 km")
    screen.wait("EXIT=0$")
    assert screen.seen().count("[1/1]") == 2
    assert "Correct." in screen.seen()


def test_the_window_may_change_its_width_in_between(begin):
    """What comes next is as wide as the window then is."""
    screen = begin("--seed", "s")
    screen.wait(r"^\[1/5\]")
    screen.do("resize-window", "-t", "quiz", "-x", "44")
    screen.type(":help")
    screen.wait("this list")
    screen.type(":quit")
    screen.wait("Saved: 0 of 5")
    # Wrapped by the program, under its first word; a terminal would begin at the margin.
    assert re.search(r"^ *:u +:undo .*\n {9,}\S", screen.seen(), re.MULTILINE)
