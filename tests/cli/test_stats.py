"""`studydeck stats`, `flagged` and `history`, and the reports of exams, as commands."""

import json
import re
import sqlite3
import sys
from pathlib import Path

import pytest

NOW = "2026-05-01T10:00:00+00:00"
LATER = "2026-05-20T10:00:00+00:00"


@pytest.fixture
def quiz(project, studydeck):
    """Run a command on the log of this test, at a time that stands still."""

    def run(*args, now=NOW, typed="", log="log.sqlite"):
        return studydeck(*args, "--db", log, *(["--now", now] if now else []), input=typed)

    return run


def answer(quiz, *lines, now=NOW, **more):
    """Answer in JSON Lines: `opened` is asked before `length`."""
    done = quiz("quiz", "--json", "--seed", "x", now=now, typed="\n".join(lines) + "\n", **more)
    assert done.exit_code == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


RIGHT = {"tunnel/opened": "6 May 1994", "tunnel/length": "50 km"}


def in_order(events):
    return events[0]["items"]


def test_statistics_as_json_count_what_was_answered(quiz):
    first, _ = in_order(answer(quiz, json.dumps({"do": "hint"})))
    answer(quiz, RIGHT[first], "")
    found = json.loads(quiz("stats", "--json").stdout)
    assert found["format"] == 1
    assert found["items"]["all"] == 2
    assert (found["responses"]["all"], found["responses"]["passed"]) == (2, 1)
    assert found["expected"]["of"] == 2


def test_statistics_of_a_form_know_its_points(quiz):
    found = json.loads(quiz("stats", "--json", "--form", "all/test").stdout)
    assert (found["items"]["all"], found["expected"]["of"]) == (2, 2)


def test_statistics_make_no_log_where_there_is_none(quiz):
    done = quiz("stats")
    assert "0 of 2 items learnt" in done.stdout
    assert not Path("log.sqlite").exists()


def test_statistics_as_a_page(quiz):
    answer(quiz, "", "")
    done = quiz("stats", "--html", "page.html", now=LATER)
    page = Path("page.html").read_text("utf-8")
    assert done.exit_code == 0
    assert "<svg" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)


def test_statistics_narrow_down(quiz):
    found = json.loads(quiz("stats", "--json", "--kind", "date").stdout)
    assert found["items"]["all"] == 1
    assert quiz("stats", "--kind", "sum").exit_code == 2


def test_flags_are_listed_with_their_place_until_they_are_settled(quiz):
    (item, _) = in_order(answer(quiz, '{"do": "flag", "note": "odd"}', '{"do": "suspend"}'))
    told = quiz("flagged").stdout
    assert f"{item} flagged: odd" in told
    assert "questions/tunnel.yaml:" in told
    rows = json.loads(quiz("flagged", "--json").stdout)
    assert [row["what"] for row in rows] == ["flagged", "suspended"]
    assert "flagged --resolve BANK/ITEM settles one." in told
    assert "Nothing is flagged" in quiz("flagged", "--resolve", item, now=LATER).stdout
    assert quiz("flagged", "--resolve", "tunnel/nothing").exit_code == 2


def test_a_flag_outlives_its_item(quiz):
    """Whoever mends the bank still sees what was said of what is gone."""
    answer(quiz, '{"do": "flag", "note": "odd"}')
    Path("questions/tunnel.yaml").write_text(
        "bank: tunnel\ntitle: T\nsource: guide\nitems:\n"
        "- {id: other, prompt: How long is it?, answer: 50 km, cite: size}\n",
        "utf-8",
    )
    assert "no longer in the bank" in quiz("flagged").stdout
    assert json.loads(quiz("stats", "--json").stdout)["responses"]["all"] == 0
    assert answer(quiz)[0]["items"] == ["tunnel/other"]


def test_history_goes_to_another_machine_and_counts_once(quiz):
    answer(quiz, "", "")
    assert quiz("history", "export", "out.jsonl", now="").exit_code == 0
    quiz("history", "export", "out.csv", now="")
    for file in ("out.jsonl", "out.csv", "out.jsonl"):
        done = quiz("history", "import", file, now="", log="other.sqlite")
        assert done.exit_code == 0
    assert "0 events brought in" in done.stdout
    found = json.loads(quiz("stats", "--json", log="other.sqlite").stdout)
    assert found["responses"]["all"] == 2


def test_history_is_written_to_the_output_without_a_file(quiz):
    answer(quiz, "x")
    assert quiz("history", "export", now="").stdout.startswith('{"studydeck": "history"')
    assert quiz("history", "export", "--csv", now="").stdout.startswith("session,n,at")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"nonsense", "the first line has to be"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b'{"studydeck": "history", "format": 1}\n{"n": 1}\n', "line 2 is no event"),
    ],
)
def test_what_is_no_history_changes_nothing(quiz, data, words):
    answer(quiz, "x")
    before = quiz("history", "export", now="").stdout
    Path("bad").write_bytes(data)
    done = quiz("history", "import", "bad", now="")
    assert (done.exit_code, words in done.stderr) == (2, True)
    assert quiz("history", "export", now="").stdout == before


def test_a_profile_has_a_log_of_its_own(project, studydeck, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(Path("data").absolute()))
    monkeypatch.setattr(sys, "platform", "linux")
    for profile in ("ann", "bob"):
        studydeck("quiz", "--json", "--profile", profile, input="x\n")
    names = sorted(path.name for path in Path("data/studydeck").glob("*.sqlite"))
    assert names == ["responses-ann.sqlite", "responses-bob.sqlite"]
    assert studydeck("stats", "--profile", "../x").exit_code == 2


EXAM = ("quiz", "--exam", "--seed", "x", "--answers", "answers")


def test_an_exam_writes_its_reports(quiz):
    lines = [json.dumps({"item": item, "response": said}) for item, said in RIGHT.items()]
    Path("answers").write_text(lines[0] + "\n", "utf-8")
    done = quiz(*EXAM, "--pass-mark", "50", "--report", "r.json", "--report", "r.html")
    report = json.loads(Path("r.json").read_text("utf-8"))
    assert done.exit_code == 0
    assert (report["points"], report["of"], report["passed"]) == (1, 2, True)
    assert report["sections"] == [{"title": "The tunnel", "points": 1, "of": 2}]
    missed = next(item for item in report["items"] if item["mark"] == "skipped")
    assert (missed["item"], missed["answers"]) == ("tunnel/length", ["50 km"])
    (passage,) = missed["passages"]
    assert passage["text"] == "The tunnel is 50 km long."
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["50 km"]
    page = Path("r.html").read_text("utf-8")
    assert "Passed" in page
    assert "<blockquote>The tunnel is <mark>50 km</mark> long.<br>" in page


def test_a_report_that_cannot_be_written_is_named(quiz):
    Path("answers").write_text("x\nx\n", "utf-8")
    Path("r").write_text("a file", "utf-8")
    done = quiz(*EXAM, "--report", "r/r.json")
    assert (done.exit_code, "'r/r.json' cannot be written" in done.stderr) == (2, True)


def test_a_report_that_cannot_be_one_is_named_before_the_exam(quiz):
    """Nobody sits an exam for a report that is then not there."""
    Path("r.json").mkdir()
    done = quiz("quiz", "--exam", "--json", "--report", "r.json", typed="x\nx\n")
    assert (done.exit_code, "not of a folder" in done.stderr) == (2, True)
    assert done.stdout == ""


def test_a_response_to_what_is_not_asked_is_told(quiz):
    """It has most likely a slip in its id."""
    Path("answers").write_text('{"item": "tunnel/lenght", "response": "50 km"}\n', "utf-8")
    done = quiz(*EXAM)
    assert done.exit_code == 0
    assert "warning: not asked, so that their responses count nowhere: tunnel/lenght" in done.stderr


def test_where_nothing_fits_it_says_what_is_never_asked(quiz):
    done = quiz("quiz", "--json", "--kind", "open")
    assert (done.exit_code, "nothing fits but open items, if any" in done.stderr) == (1, True)


def test_a_form_is_asked_in_its_order_with_its_options(quiz):
    asked = quiz("quiz", "--form", "all/test", "--version", "B", "--json", "--dry-run").stdout
    start = json.loads(asked)
    assert (start["mode"], start["items"]) == ("exam", ["tunnel/opened", "tunnel/length"])
    assert quiz("quiz", "--form", "all/test", "--version", "Z", "--json").exit_code == 2
    none = quiz("quiz", "--form", "all/none", "--json")
    assert (none.exit_code, "there is no form 'none' in the deck 'all'" in none.stderr) == (2, True)


def test_a_choice_of_several_on_a_form_takes_its_letters(quiz):
    Path("questions/ends.yaml").write_text("""\
bank: ends
title: The ends
source: guide
items:
- id: said
  prompt: What does the guide say of the tunnel?
  answer: [opened on 6 May 1994, 50 km long]
  distractors: ["60 km long", "opened on 7 May 1994", "38 km long, and wet"]
  cite: [opening, size]
""")
    Path("decks/ends.yaml").write_text("""\
deck: ends
title: The ends
forms:
- form: test
  title: Test
  sections: [{select: {banks: [ends]}, points: 2, present: choose, options: 5}]
""")
    form = ("quiz", "--form", "ends/test", "--json")
    question = json.loads(quiz(*form, typed="").stdout.splitlines()[1])
    assert question["advice"] == "the letters of all that are right"
    right = [n for n, text in enumerate(question["options"]) if "6 May" in text or "50" in text]
    wet = next(n for n, text in enumerate(question["options"]) if "wet" in text)
    for chosen, points in ((right, 2), ([*right, wet], 1), ([wet], 0)):
        letters = json.dumps({"response": " ".join("abcde"[n] for n in chosen)})
        done = quiz(*form, "--restart", typed=letters + "\n")
        assert json.loads(done.stdout.splitlines()[-1])["points"] == points


def test_what_is_kept_for_tests_is_asked_only_if_wanted(quiz):
    bank = Path("questions/tunnel.yaml")
    bank.write_text(
        bank.read_text("utf-8").replace("  cite: size", "  reserve: true\n  cite: size")
    )
    form = ("quiz", "--form", "all/test", "--json", "--dry-run")
    kept = quiz(*form)
    assert json.loads(kept.stdout)["items"] == ["tunnel/opened"]
    assert "left out: 1 item of this form, kept for tests" in kept.stderr
    assert len(json.loads(quiz(*form, "--reserved").stdout)["items"]) == 2


def test_a_dry_run_keeps_nothing(quiz):
    done = quiz("quiz", "--dry-run")
    assert "tunnel/opened: On which day did the tunnel open?" in done.stdout
    assert "2 questions." in done.stdout
    assert not Path("log.sqlite").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--cram", "--exam"], "are two modes"),
        (["all", "--form", "all/test"], "--form names its own deck"),
        (["--reserved"], "go with --form"),
        (["--exam", "--minutes", "1e300"], "Invalid value for '--minutes'"),
        (["--minutes", "3"], "go with --exam"),
        (["--exam", "--new", "3"], "are for study"),
        (["--failed", "often"], "'--failed often' is neither last nor still"),
        (["--exam", "--report", "x.pdf"], "a report is a .json or a .html file"),
        (["--exam-date", "May"], "'--exam-date May' is no date such as"),
        (["--exam-date", "2026-04-30"], "'--exam-date 2026-04-30' is over"),
    ],
)
def test_options_that_say_nothing_together_are_refused(quiz, options, words):
    done = quiz("quiz", "--json", *options)
    assert (done.exit_code, words in done.stderr) == (2, True)


def test_a_log_that_is_read_only_is_named(quiz):
    """The header says so to sqlite, as the mode of the file would to anyone but root."""
    answer(quiz, "")
    database = sqlite3.connect("log.sqlite")
    database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    data = bytearray(Path("log.sqlite").read_bytes())
    data[18] = 3
    Path("log.sqlite").write_bytes(data)
    done = quiz("quiz", "--json", typed="\n")
    assert done.exit_code == 2
    assert "'log.sqlite' is read-only, so that no response can be kept" in done.stderr


def test_the_time_has_to_be_one(quiz):
    assert quiz("stats", now="noon").exit_code == 2
