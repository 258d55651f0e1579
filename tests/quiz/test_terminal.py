"""The quiz as a learner has it: a real terminal, real keys, and real accidents."""

import io
import re
import signal
import sys

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")
if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs POSIX", allow_module_level=True)

RIGHT = {
    "When was": "16 July 2001",
    "Near which": "Orlin",
    "How long": "85 km",
    "Which three": "Ona, Tulva, Brask",
    "True or false": "f",
}
WAIT = 20


@pytest.fixture
def start(lakes, tmp_path, quiz_command, environment):
    """Give a function that starts the quiz in a pseudo-terminal; what is left is ended."""
    children = []

    def begin(*options, size=(24, 80), **env):
        child = pexpect.spawn(
            quiz_command[0],
            [*quiz_command[1:], "--project", str(lakes), "--db", str(tmp_path / "log.sqlite"),
             *options],
            env=environment(**env),
            dimensions=size,
            timeout=WAIT,
            encoding="utf-8",
        )  # fmt: skip
        children.append(child)
        return child

    yield begin
    for child in children:
        child.close(force=True)


def ask(child):
    """Wait for the next question; give its place and the right answer to it."""
    child.expect(r"\[(\d+)/\d+\] Lakes of the north")
    place = child.match.group(1)
    index = child.expect(list(RIGHT))
    child.expect("\n> ")
    return place, list(RIGHT.values())[index]


def leave(child):
    """Wait for the end, and give the exit code."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_a_whole_session(start):
    """Five right answers, each with its passage, and a summary."""
    child = start("--cram", "--seed", "s")
    child.expect("5 questions")
    for number in range(1, 6):
        place, right = ask(child)
        assert place == str(number)
        child.sendline(right)
        child.expect("Correct")
        child.expect("A Small Atlas of Lakes")
    child.expect("5 of 5 right")
    child.expect("-m studydeck quiz --seed s --cram")
    assert leave(child) == 0


def test_kill_9_loses_no_response(start):
    """The response was on the disk before its feedback was on the screen."""
    child = start()
    first, right = ask(child)
    child.sendline(right)
    child.expect("Correct")
    child.kill(signal.SIGKILL)
    child.wait()
    again = start()
    again.expect("Resuming: 1 of 5 answered")
    second, _ = ask(again)
    assert (first, second) == ("1", "2")


def test_a_resumed_session_has_the_same_order(start):
    """The second question before the kill is the first one after it."""
    child = start()
    _, right = ask(child)
    child.sendline(right)
    _, waiting = ask(child)
    child.kill(signal.SIGKILL)
    child.wait()
    again = start()
    assert ask(again) == ("2", waiting)


def test_restart_begins_anew(start):
    child = start()
    child.sendline(ask(child)[1])
    ask(child)
    child.sendline(":quit")
    leave(child)
    again = start("--restart")
    again.expect("4 questions, all new")
    assert ask(again)[0] == "1"


def press(child, send):
    """Press a key to leave until it is heard.

    Python misses a Ctrl-C that comes in the instant between its prompt and its waiting.
    """
    for _ in range(6):
        getattr(child, send)()
        if child.expect(["Saved: 1 of 5 answered", pexpect.TIMEOUT], timeout=5) == 0:
            return
    raise AssertionError("the key was not heard")


@pytest.mark.parametrize("send", ["sendintr", "sendeof"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_by_the_keyboard_is_saved(start, send):
    child = start()
    child.sendline(ask(child)[1])
    ask(child)
    press(child, send)
    assert leave(child) == 130
    assert "Traceback" not in (child.before or "")


def test_quit_is_no_failure(start):
    child = start()
    ask(child)
    child.sendline(":quit")
    child.expect("Saved: 0 of 5 answered")
    assert leave(child) == 0


def test_a_wrong_answer_can_be_counted_as_right(start):
    """The objection is an event of its own, and the item does not come back."""
    child = start("--limit", "1", "--kind", "text")
    ask(child)
    child.sendline("the town of Orlin")
    child.expect("Wrong")
    child.expect("I was right")
    child.sendline("o")
    child.expect("Counted as correct")
    child.expect(re.escape('aliases: ["the town of Orlin"]'))
    child.expect("1 of 1 right")
    assert leave(child) == 0


def test_undo_asks_the_question_again(start):
    child = start("--limit", "1", "--kind", "date")
    _, right = ask(child)
    child.sendline("1999-01-01")
    child.expect("I was right")
    child.sendline("u")
    child.expect("Taken back")
    assert ask(child)[0] == "1"
    child.sendline(right)
    child.expect("1 of 1 right")


def test_enter_has_to_be_pressed_twice_to_give_up(start):
    child = start("--limit", "1", "--kind", "number")
    ask(child)
    child.sendline("")
    child.expect("Enter once more")
    child.sendline("")
    child.expect("The answer:.*85 km")


def test_an_exam_says_nothing_before_the_end(start):
    child = start("--exam", "--pass-mark", "50")
    child.logfile_read = io.StringIO()
    for number in range(5):
        _, right = ask(child)
        child.sendline(right if number < 2 else ":skip")
    child.expect("2 of 5 right")
    before, _, _ = child.logfile_read.getvalue().partition("2 of 5 right")
    assert not re.search("Correct|The answer|Atlas", before)
    child.expect("Not passed: 50 % were needed")
    assert leave(child) == 1


def test_no_color_writes_no_colour(start):
    child = start("--limit", "1", NO_COLOR="1")
    child.sendline(ask(child)[1])
    child.expect(pexpect.EOF)
    assert not re.search(r"\x1b\[(?:\d+;)*3\d", child.before)


def test_an_editor_that_cannot_be_read_is_none(start):
    child = start("--limit", "1", EDITOR='vi "')
    ask(child)
    child.sendline(":edit")
    child.expect("There is no editor here: set EDITOR")


def test_in_ascii_the_answer_is_marked_for_who_sees_nothing_bold(start):
    child = start("--limit", "1", "--kind", "number", "--ascii")
    child.sendline(ask(child)[1])
    child.expect(re.escape("*85 km*"))


def test_a_colour_terminal_gets_colour(start):
    """The test above would pass for nothing if there were never any."""
    child = start("--limit", "1")
    child.sendline(ask(child)[1])
    child.expect(pexpect.EOF)
    assert re.search(r"\x1b\[1;32mCorrect", child.before)


def test_a_dumb_terminal_gets_plain_text(start):
    child = start("--limit", "1", TERM="dumb")
    child.sendline(ask(child)[1])
    child.expect(pexpect.EOF)
    assert "\x1b" not in child.before


def test_forty_columns_are_enough(start):
    """Nothing is cut off, overprinted or wrapped by the terminal within a word."""
    child = start("--limit", "1", "--kind", "text", size=(40, 40))
    screen = pyte.Screen(40, 40)
    stream = pyte.Stream(screen)
    ask(child)
    child.sendline("Orlin")
    child.expect(pexpect.EOF)
    stream.feed(child.before)
    shown = [line.rstrip() for line in screen.display]
    text = " ".join(" ".join(shown).split())
    assert "Lake Mira was dammed on 16 July 2001 near the town of Orlin." in text
    assert "[red] letters mark the dam." in text
    assert max(map(len, shown)) <= 40


def test_a_second_window_on_one_session_is_told(start):
    """Whoever answers second is told, and the responses of the first are kept."""
    left = start()
    _, right = ask(left)
    other = start()
    other.expect("Resuming: 0 of 5")
    ask(other)
    left.sendline(right)
    left.expect("Correct")
    other.sendline(right)
    other.expect("another process has gone on with this session")
    assert leave(other) == 2
    assert ask(left)[0] == "2"
