"""What authors and programs read about findings."""

import json
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.check import check
from studydeck.diagnostics import Related, Severity, fault
from studydeck.emit.report import as_json, github, summary, text
from studydeck.load import load
from studydeck.span import File, Span

BANK = """\
bank: tunnels
title: Tunnels
items:
- id: opened
  prompt: In which year did the tunnel open?
  answer: 1882
  cite: guide@p1
- id: length
  prompt: How long is it?
  answer: 15 km
  unchecked: measured by the class
"""
SOURCE = """\
source: guide
title: A guide to the tunnel
rights: own
passages:
- id: p1
  text: The tunnel opened in 1882.
"""


def at(line: str, marked: str, before: str = "first line\n") -> Span:
    file = File("questions/b.yaml", before + line + "\nlast line\n")
    start = len(before) + line.index(marked)
    return Span(file, start, start + len(marked))


def test_a_finding_shows_its_place_and_its_line():
    """Place first, so that editors can jump; then the line, the carets and one help."""
    found = fault("SD301", at("  cite: dug last", "dug last"), "not there", help="copy it exactly")
    assert text([found]) == (
        "questions/b.yaml:2:9: error SD301 not there\n"
        "    2 |   cite: dug last\n"
        "      |         ^^^^^^^^\n"
        "  help: copy it exactly\n"
    )


def test_a_finding_without_a_place_is_one_line():
    """A folder without banks has no line to show."""
    assert text([fault("SD406", None, "no banks")]) == "error SD406 no banks\n"


def test_findings_are_apart_and_warnings_say_so():
    """A blank line stands between two."""
    two = [fault("SD406", None, "no banks"), fault("SD201", None, "odd option")]
    assert text(two) == "error SD406 no banks\n\nwarning SD201 odd option\n"


def test_related_places_are_shown_too():
    """The second place has its own line and carets."""
    other = Related(at("id: one", "one"), "first used here")
    assert text([fault("SD401", at("id: two", "two"), "used twice", related=[other])]) == (
        "questions/b.yaml:2:5: error SD401 used twice\n"
        "    2 | id: two\n"
        "      |     ^^^\n"
        "  questions/b.yaml:2:5: first used here\n"
        "    2 | id: one\n"
        "      |     ^^^\n"
    )


@pytest.mark.parametrize(
    ("line", "marked", "carets"),
    [
        ("\tcite: x", "x", "          ^"),
        ("北京: x", "x", "      ^"),
        ("x: 北京", "北京", "   ^^^^"),
        ("cafe\u0301: x", "x", "      ^"),
        ("a\x1bb: x", "x", "        ^"),
    ],
    ids=["tab", "wide before", "wide marked", "combining", "control"],
)
def test_carets_stand_below_what_they_mean(line, marked, carets):
    """Tabs, wide, combining and control characters do not push them aside."""
    shown = text([fault("SD301", at(line, marked), "odd")]).splitlines()
    assert shown[2] == "      | " + carets


def test_a_column_counts_code_points_from_one():
    """It does so whatever the width of the characters on a screen."""
    assert text([fault("SD301", at("北京: x", "x"), "odd")]).startswith("questions/b.yaml:2:5:")


def test_a_long_line_is_cut_around_the_carets():
    """Both ends are cut, and the carets still stand below the words."""
    line = "a" * 300 + " here " + "b" * 300
    shown = text([fault("SD301", at(line, "here"), "odd")], width=60).splitlines()
    quoted, carets = shown[1], shown[2]
    assert len(quoted) <= 60
    assert quoted[8:11] == "..."
    assert quoted[-3:] == "..."
    assert quoted[carets.index("^") : carets.rindex("^") + 1] == "here"


@pytest.mark.parametrize("marked", ["first", "last"])
def test_a_long_line_is_cut_at_one_end(marked):
    """What stands at an end of the line stays at that end."""
    line = "first " + "a" * 300 + " last"
    quoted, carets = text([fault("SD301", at(line, marked), "odd")], width=60).splitlines()[1:3]
    assert len(quoted) <= 60
    assert quoted.count("...") == 1
    assert quoted[carets.index("^") : carets.rindex("^") + 1] == marked


def test_carets_stop_at_the_end_of_the_first_line():
    """A finding over several lines shows the first."""
    file = File("b.yaml", "one\ntwo\nthree\n")
    assert text([fault("SD101", Span(file, 1, 12), "odd")]) == (
        "b.yaml:1:2: error SD101 odd\n    1 | one\n      |  ^^\n"
    )


def test_a_finding_at_the_end_of_a_file_has_one_caret():
    """An empty stretch is still a place."""
    file = File("b.yaml", "one")
    assert text([fault("SD101", Span(file, 3, 3), "odd")]).splitlines()[2] == "      |    ^"


def test_nothing_that_a_terminal_acts_on_is_written():
    """An author's escape sequences and marks of direction are shown by number."""
    span = at("a\x1b[31m\u202eb", "b")
    shown = text([fault("SD121", span, "'\x1b[2J\u2066' in\nit", help="\x07")])
    assert not set("\x1b\u202e\u2066\x07") & set(shown)
    assert "\\x1b[2J\\u2066" in shown
    assert len(shown.splitlines()) == 4


def test_colour_is_only_added_where_it_is_asked_for():
    """Without its codes a coloured text is the plain one."""
    found = [fault("SD301", at("  cite: dug last", "dug last"), "not there", help="copy it")]
    painted = text(found, colour=True)
    assert "\x1b[1;31merror SD301\x1b[0m" in painted
    for code in ("\x1b[1;31m", "\x1b[1m", "\x1b[36m", "\x1b[0m"):
        painted = painted.replace(code, "")
    assert painted == text(found)


@settings(max_examples=100)
@given(st.text(), st.data())
def test_any_text_can_be_shown(written, data):
    """Any stretch of any file gives lines of at most the width, and a caret.

    Characters that stand above or below others take no column.
    """
    file = File("b.yaml", written)
    start = data.draw(st.integers(0, len(written)))
    span = Span(file, start, data.draw(st.integers(start, len(written))))
    lines = text([fault("SD101", span, "odd")], width=50).split("\n")
    assert lines[-1] == ""
    assert len(lines) in {2, 4}
    columns = [[c for c in line if category(c) not in {"Mn", "Me"}] for line in lines[1:]]
    assert all(len(line) <= 50 for line in columns)
    assert json.loads(json.dumps(github([fault("SD101", span, "odd")]))).count("\n") == 1


@pytest.fixture
def tunnels(tmp_path):
    (tmp_path / "questions/sources").mkdir(parents=True)
    (tmp_path / "questions/tunnels.yaml").write_text(BANK, "utf-8")
    (tmp_path / "questions/sources/guide.yaml").write_text(SOURCE, "utf-8")
    project, found = load(tmp_path)
    checked, more = check(project)
    return checked, (*found, *more)


def test_the_summary_counts_in_words(tunnels):
    """Items, their verdicts, errors and warnings stand in one line."""
    checked, found = tunnels
    warnings = [one for one in found if one.severity is Severity.WARNING]
    assert summary(checked, warnings) == (
        f"checked 2 items: 1 supported, 1 unchecked; 0 errors, {len(warnings)} warning"
        + ("" if len(warnings) == 1 else "s")
    )


def test_the_json_report_has_all_that_the_format_promises(tunnels):
    """Every key of every item is there, and all seven verdicts."""
    checked, found = tunnels
    report = json.loads(as_json(checked, found, "studydeck 1"))
    assert list(report) == ["format", "tool", "project", "diagnostics", "items", "summary"]
    assert (report["format"], report["tool"]) == (1, "studydeck 1")
    assert report["items"][0] == {
        "id": "tunnels/opened",
        "kind": "date",
        "verdict": "supported",
        "proved_by": "passage",
        "staleness": "new",
        "evidence": [{"source": "guide", "passage": "p1", "start": 21, "end": 25}],
        "reason": report["items"][0]["reason"],
    }
    assert report["summary"]["items"] == 2
    assert report["summary"]["verdicts"] == {
        "supported": 1,
        "hedged": 0,
        "too-precise": 0,
        "contradicted": 0,
        "not-found": 0,
        "unanchored": 0,
        "unchecked": 1,
    }
    staleness = {"ok": 1, "new": 1, "moved": 0, "ambiguous": 0, "gone": 0, "suspect": 0}
    assert report["summary"]["staleness"] == staleness


def test_a_finding_in_json_has_the_same_words_and_places(tunnels):
    """The end is the place after the last character."""
    other = Related(at("id: one", "one"), "here")
    found = fault("SD401", at("a: 北京", "北京"), "twice “so”", item="b/i", related=[other])
    written = as_json(tunnels[0], [found], "studydeck 1")
    assert written.isascii()
    assert json.loads(written)["diagnostics"] == [
        {
            "code": "SD401",
            "severity": "error",
            "file": "questions/b.yaml",
            "line": 2,
            "column": 4,
            "end_line": 2,
            "end_column": 6,
            "message": "twice “so”",
            "item": "b/i",
            "help": "",
            "related": [{"file": "questions/b.yaml", "line": 2, "column": 5, "message": "here"}],
        }
    ]


def test_a_finding_without_a_place_has_null_in_json(tunnels):
    """The keys are there all the same."""
    (found,) = json.loads(as_json(tunnels[0], [fault("SD406", None, "no")], "s"))["diagnostics"]
    assert [found[key] for key in ("file", "line", "column", "end_line", "end_column")] == [
        None
    ] * 5


def test_github_gets_one_escaped_line_for_each_finding():
    """Its own separators are escaped, in the file's name more than in the message."""
    file = File("questions/a,b:c.yaml", "100% here\n")
    found = fault("SD301", Span(file, 5, 9), "100%\nof it: a, b", help="see")
    assert github([found]) == (
        "::error file=questions/a%2Cb%3Ac.yaml,line=1,endLine=1,col=6,endColumn=10,"
        "title=SD301 quote-not-in-source::100%25%0Aof it: a, b%0Ahelp: see\n"
    )


def test_github_gets_no_columns_for_several_lines():
    """GitHub drops a command that has them."""
    file = File("b.yaml", "one\ntwo\n")
    assert github([fault("SD201", Span(file, 1, 5), "odd")]) == (
        "::warning file=b.yaml,line=1,endLine=2,title=SD201 all-of-the-above::odd\n"
    )
    assert github([fault("SD406", None, "no")]) == "::error title=SD406 no-banks::no\n"


def test_paths_are_as_seen_from_where_the_reader_is():
    """What stands before the project's own paths is put before each of them."""
    other = Related(at("id: one", "one"), "here")
    found = [fault("SD401", at("id: two", "two"), "twice", related=[other])]
    assert text(found, base="examples/a/").count("examples/a/questions/b.yaml:2:5: ") == 2
    assert "file=examples/a/questions/b.yaml," in github(found, base="examples/a/")
