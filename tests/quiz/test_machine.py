"""The quiz without a terminal: a file of responses, JSON Lines, and clear refusals."""

import json
import sqlite3
import subprocess
import sys

import pytest

RIGHT = {
    "lakes/dammed": "16 July 2001",
    "lakes/town": "orlin",
    "lakes/length": "85 kilometres",
    "lakes/rivers": "Brask, Ona and Tulva",
    "lakes/dived": "f",
}


def in_json(responses):
    return "\n".join(json.dumps({"item": k, "response": v}) for k, v in responses.items())


@pytest.fixture
def answers(tmp_path):
    def write(text):
        path = tmp_path / "answers"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_without_a_terminal_the_quiz_says_what_to_use_instead(run_quiz):
    code, out, err = run_quiz()
    assert (code, out) == (2, b"")
    assert b"--answers FILE" in err
    assert b"--json" in err


def test_responses_from_a_file_are_graded_by_item(run_quiz, answers):
    code, out, _ = run_quiz("--answers", answers(in_json({**RIGHT, "lakes/town": "Orlon"})))
    text = out.decode()
    assert code == 0
    assert "4 of 5 right" in text
    assert "Close: check the spelling." in text
    assert "A. Author, “A Small Atlas of Lakes”, 2002, p1:" in text


def test_plain_lines_are_responses_in_the_order_of_the_bank(run_quiz, answers):
    code, out, _ = run_quiz("--answers", answers("16/7/2001\nOrlin\n85 km\n\nf\n"))
    assert code == 0
    assert "4 of 5 right" in out.decode()


def test_a_seed_puts_plain_lines_in_the_order_of_that_session(run_quiz, answers):
    _, out, _ = run_quiz("--answers", answers(""), "--seed", "x", "--json")
    start = json.loads(out.splitlines()[0])
    typed = "\n".join(RIGHT[item] for item in start["items"])
    _, out, _ = run_quiz("--answers", answers(typed), "--seed", "x", "--json")
    assert start["items"] != list(RIGHT)
    assert json.loads(out.splitlines()[-1])["points"] == 5


def test_json_has_one_event_a_line_and_ends_with_the_score(run_quiz, answers):
    _, out, _ = run_quiz("--answers", answers(in_json(RIGHT)), "--json")
    events = [json.loads(line) for line in out.splitlines()]
    assert [e["event"] for e in events] == ["start", *["question", "response"] * 5, "end"]
    assert events[-1] == {
        "event": "end",
        "finished": True,
        "missed": [],
        "of": 5,
        "percent": 100.0,
        "points": 5,
    }
    assert events[2]["passages"][0]["citation"].startswith("A. Author")
    assert "answers" not in events[1]


def kinds_in_log(tmp_path):
    database = sqlite3.connect(tmp_path / "log.sqlite")
    rows = database.execute("SELECT type FROM event ORDER BY n").fetchall()
    database.close()
    return [row[0] for row in rows]


def test_a_program_can_take_the_quiz_over_stdin(run_quiz, tmp_path):
    """Each line answers the question asked last; the log has every response."""
    options = ("--json", "--kind", "text", "--kind", "set")
    code, out, _ = run_quiz(*options, typed='wrong\n{"response": "no idea"}\n')
    events = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert (events[-1]["event"], events[-1]["finished"]) == ("end", False)
    assert kinds_in_log(tmp_path) == ["start", "response", "response"]


def test_a_program_is_asked_again_for_what_cannot_be_read(run_quiz, tmp_path):
    _, out, _ = run_quiz("--json", "--kind", "statement", typed="maybe\nfalse\n")
    events = [json.loads(line) for line in out.splitlines()]
    told = [event["readable"] for event in events if event["event"] == "response"]
    assert told == [False, True]
    assert kinds_in_log(tmp_path) == ["start", "response", "end"]


def test_a_program_that_sends_no_json_is_told(run_quiz):
    code, _, err = run_quiz("--json", typed='{"response": \n')
    assert (code, b"line 1 is not JSON" in err) == (2, True)


def test_a_file_of_responses_leaves_no_log(run_quiz, answers, tmp_path):
    run_quiz("--answers", answers("x"))
    assert not (tmp_path / "log.sqlite").exists()


@pytest.mark.parametrize(("mark", "code"), [("80", 0), ("81", 1)])
def test_an_exam_below_its_pass_mark_exits_with_1(run_quiz, answers, mark, code):
    four = {k: v for k, v in RIGHT.items() if k != "lakes/dived"}
    path = answers(in_json(four))
    assert run_quiz("--answers", path, "--exam", "--pass-mark", mark)[0] == code


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["nothing"], "there is no deck 'nothing'\n  help: there are: all"),
        (["bank:nothing"], "there is no bank 'nothing'\n  help: there are: lakes"),
        (["--kind", "sum"], "there is no kind 'sum'"),
        (["lal"], "did you mean 'all'?"),
        (["--answers", "/nowhere/at/all"], "'/nowhere/at/all': no such file"),
    ],
)
def test_what_is_not_there_is_named(run_quiz, options, words):
    code, _, err = run_quiz("--json", *options)
    assert code == 2
    assert words in err.decode()
    assert "Traceback" not in err.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [('{"item": 3}', "line 1 has no text 'item'"), ('\n{"item"', "line 2 is not JSON")],
)
def test_a_faulty_file_of_responses_is_named_by_line(run_quiz, answers, text, words):
    code, _, err = run_quiz("--answers", answers(text))
    assert (code, words in err.decode()) == (2, True)


def test_a_terminal_that_says_it_has_no_columns_is_written_to(run_quiz, answers):
    """So some consoles and containers do."""
    _, out, _ = run_quiz("--answers", answers(in_json(RIGHT)), env={"COLUMNS": "0"})
    assert "5 of 5 right" in out.decode()


def test_filters_narrow_the_selection(run_quiz):
    _, out, _ = run_quiz("bank:lakes", "--kind", "date", "--kind", "set", "--json")
    assert sorted(json.loads(out.splitlines()[0])["items"]) == ["lakes/dammed", "lakes/rivers"]


def test_a_damaged_log_is_named_and_exits_with_2(run_quiz, tmp_path):
    (tmp_path / "log.sqlite").write_bytes(b"nonsense " * 500)
    code, out, err = run_quiz("--json")
    assert (code, out) == (2, b"")
    assert "log.sqlite' is damaged or no log of studydeck" in err.decode()
    assert "Traceback" not in err.decode()


def test_a_bank_with_errors_is_not_asked(run_quiz, lakes):
    """Its items might be wrong; the quiz says where to look."""
    bank = (lakes / "questions/lakes.yaml").read_text("utf-8")
    bad = bank.replace("bank: lakes", "bank: bad").replace("85 km", "90 km")
    (lakes / "questions/bad.yaml").write_text(bad, encoding="utf-8")
    code, out, err = run_quiz("bank:bad", "--json")
    assert (code, out) == (1, b"")
    assert b"studydeck check" in err
    assert b"bad" in err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_no_encoding_makes_it_crash(run_quiz, answers, encoding):
    """Quotation marks and dashes are spelt with what the console has."""
    path = answers(in_json(RIGHT))
    code, out, err = run_quiz("--answers", path, env={"PYTHONIOENCODING": encoding})
    text = out.decode(encoding)
    assert (code, err) == (0, b"")
    marks = ("“", "”") if encoding != "ascii" else ('"',)
    assert all(mark in text for mark in marks)


def test_ascii_writes_ascii_only(run_quiz, answers):
    _, out, _ = run_quiz("--answers", answers(in_json(RIGHT)), "--ascii")
    assert out.isascii()
    assert b'A. Author, "A Small Atlas of Lakes"' in out


def test_text_of_a_bank_is_never_markup(run_quiz, answers):
    _, out, _ = run_quiz("--answers", answers(in_json(RIGHT)), env={"FORCE_COLOR": "1"})
    assert b"[red] letters" in out


def test_an_exam_leaves_out_what_learners_judge_themselves(run_quiz, lakes):
    """An answer too long to type can be compared, but not scored."""
    bank = lakes / "questions/lakes.yaml"
    long = "because nobody had a ship that was large enough"
    item = f"- {{id: long, prompt: Why?, answer: {long}, unchecked: general knowledge}}\n"
    bank.write_text(bank.read_text("utf-8") + item, encoding="utf-8")
    _, practice, _ = run_quiz("--json")
    _, exam, _ = run_quiz("--json", "--exam")
    items = [json.loads(out.splitlines()[0])["items"] for out in (practice, exam)]
    assert set(items[0]) - set(items[1]) == {"lakes/long"}


def test_the_log_and_the_screen_load_only_when_the_quiz_runs(environment):
    """Other commands must not wait for them."""
    heavy = "('sqlite3', 'rich.console', 'studydeck.quiz', 'studydeck.grade')"
    code = f"import sys, studydeck.cli; print([m for m in {heavy} if m in sys.modules])"
    command = [sys.executable, "-c", code]
    bare = environment()
    bare.pop("COVERAGE_PROCESS_CONFIG", None)  # measuring loads sqlite3 itself
    out = subprocess.run(command, capture_output=True, check=True, env=bare).stdout
    assert out.strip() == b"[]"
