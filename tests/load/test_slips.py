"""What authors get wrong in YAML: code, place, and words that help."""

import pytest

from studydeck.load.nodes import parse
from studydeck.load.syntax import explain
from studydeck.span import File

SLIPS = {
    # a text with signs that YAML keeps for itself
    "an unquoted colon": ("prompt: What is paper«:» a plant?", "SD113", "quotation marks"),
    "a colon in the next line": (
        "prompt: What did they\n    say of it«:» a plant?", "SD113", "quotation marks"),
    "a colon in braces": ("image: {file: a.png, alt: Paper«:» a sheet: white}", "SD113", ""),
    "a colon in a list of texts": (
        "answer:\n  - Article 5«:» Taiwan\n  - Article 6", "SD113", "quotation marks"),
    "text after a quotation mark": ("prompt: «\"Paper\"» is what?", "SD114", "other kind"),
    "text after a single quotation mark": ("prompt: «'Paper'» is what?", "SD114", "other kind"),
    "an apostrophe in single quotation marks": ("prompt: «'Cai'»s paper is what?'", "SD114", "''"),
    "text after a quotation mark in a list": ("answer: [«\"Paper\"» pulp, rags]", "SD114", ""),
    "a gap without quotation marks": ("cloze: «{{»China}} made paper.", "SD115", "quotation"),
    "a gap alone": ("prompt: «{{»China}}", "SD115", "quotation marks"),
    "a brace": ("prompt: «{»sic} is what?", "SD115", "quotation marks"),
    "a percent sign": ("prompt: «%» of what?", "SD116", "'%'"),
    "an at sign": ("prompt: «@»home or abroad?", "SD116", "'@'"),
    "a backtick": ("prompt: «`»paper` is what?", "SD116", "'`'"),
    "a sign for more": ("answer: «>» 40 sheets", "SD116", "'>'"),
    "a bar": ("answer: «|»x| sheets", "SD116", "'|'"),
    "a dash behind a key": ("answer: «-» rags", "SD116", "list"),
    "a question mark alone": ("prompt: «?» is what?", "SD116", "'? '"),
    "a comma first": ("prompt: «,» is what?", "SD116", "','"),
    "a bracket": ("prompt: «[sic]» is what?", "SD117", "quotation marks"),
    "a bracket around all": ("prompt: «[»What is paper?]", "SD117", "quotation marks"),
    "a comment that cuts": ("prompt: What is number «#»1?", "SD112", "two spaces before #"),
    "a comment that cuts all": ("prompt: «#»1 is what?", "SD112", "two spaces before #"),
    "a comment that cuts an element": ("answer:\n  - rags «#»2\n  - bark", "SD112", "#"),
    "a comment in the middle": ("prompt: What is «#»1\n    in the list?", "SD112", ">-"),
    "a comment in brackets": ("answer: [rags «#»2, bark]\n  hint: x", "SD112", "quotation marks"),
    "a comment in a key": (
        "distractors:\n    Option «#»1: no\n    Option two: no", "SD112", "quotation marks"),
    "a tag that stays open": ("answer: «!»<x", "SD108", "quotation marks"),
    "a colon behind a quotation mark": ("prompt: «\"Paper\"» : what?", "SD114", "other kind"),
    "a bracket behind a bracket": ("answer: «[»[a], b", "SD101", ""),
    "a comma in a number": ("answer: [4«,»200 sheets, 6«,»200 sheets]", "SD111", "quotation marks"),
    "a comma in a number in braces": ("pairs: {one: 4«,»200, two: b}", "SD111", "quotation"),
    # what we do not read
    "a tag": ("answer: «!!python/object:os.system» x", "SD108", "leave it out"),
    "an exclamation mark": ("prompt: «!Attention» what?", "SD108", "quotation marks"),
    "an exclamation mark alone": ("prompt: «!» what?", "SD108", "quotation marks"),
    "an anchor": ("answer: «&one» rags", "SD109", "quotation marks"),
    "an ampersand": ("prompt: «&» what?", "SD109", "quotation marks"),
    "an alias": ("answer: «*one»", "SD110", "quotation marks"),
    "a star": ("prompt: «*»Which* is it?", "SD110", "quotation marks"),
    "two stars": ("prompt: «*»*bold** is what?", "SD110", "quotation marks"),
    # the shape of the file
    "a key twice": ("answer: rags\n  «answer»: bark", "SD106", "keep one"),
    "a tab before a key": ("answer: rags\n«\t»hint: bark", "SD102", "spaces"),
    "a tab in a block": ("answer: >-\n«\t»rags", "SD102", "spaces"),
    "a quotation mark that stays open": ("answer: «\"»rags\n  hint: bark", "SD101", "close it"),
    "a backslash": ('answer: "C:«\\Q»uest"', "SD101", "single quotation marks"),
    "no space after a colon": ("«answer:»rags\n  hint: bark", "SD101", "write `answer: rags`"),
    "a key too far in": ("hint: rags\n   «answer»: bark", "SD101", "stands further in"),
    "a key too far out": ("hint: rags\n «answer: bark»", "SD101", "indented by 1"),
    "a key too far in below a quoted one": (
        'hint: "rags"\n   «answer: bark»', "SD101", "indented by 3; the lines above have 0 or 2"),
    "a line without a key": ("hint: rags\n  «answer bark»\n  show: passage", "SD101", "no key"),
    "a block that is not indented": (
        "explanation: >-\n  «It is old.»\n  show: passage", "SD101", "not indented further"),
    "a list that stays open": ("answer: «[»rags, bark\n  hint: x", "SD101", "no ']' closes it"),
    "a mapping that stays open": ("pairs: «{»rags: bark\n  hint: x", "SD101", "no '}' closes it"),
    "two commas": ("answer: [rags,«,» bark]", "SD101", "nothing stands between"),
    "a list as a key": ("«[»a, b]: x", "SD118", "where a key is wanted"),
    "nested without end": ("answer: " + "[" * 29 + "«[»" + "[" * 9_970, "SD105", "32 deep"),
    "a control character": ("prompt: What is p«\x1b»aper?", "SD121", "U+001B"),
    "a zero byte": ("prompt: What is p«\0»aper?", "SD121", "U+0000"),
    "a newline of another kind": ("prompt: What is p«\x85»aper?", "SD121", "U+0085"),
    "a line separator": ("prompt: What is p«\u2028»aper?", "SD121", "line separator"),
    "a direction": ("prompt: What is «\u202e»paper?", "SD121", "bidirectional"),
    "an isolate": ("prompt: What is «\u2066»paper?", "SD121", "bidirectional"),
    "a byte order mark inside": ("prompt: What is «\ufeff»paper?", "SD121", "byte order mark"),
    "an escaped control character": ('prompt: «"What is p\\eaper?"»', "SD121", "U+001B"),
}  # fmt: skip
NO_PROMPT = ("prompt", "cloze", "pairs", "[")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_where_it_stands(finds, slip):
    """Each is one finding of its code, or one for each mark, with help."""
    line, code, words = SLIPS[slip]
    rest = "" if "prompt:" in line or "cloze:" in line else "  prompt: What?\n"
    rest += "" if "answer:" in line or "cloze:" in line or "pairs:" in line else "  answer: rags\n"
    rest = "" if "stays open" in slip or "next" in slip else rest
    text = f"items:\n- id: a\n{rest}  {line}\n"
    found = finds("questions/paper.yaml", "bank: paper\ntitle: Paper\nsource: notes\n" + text)
    assert {one.code for one in found} == {code}
    assert all(words in f"{one.message}; {one.help}" for one in found)
    assert all(one.help for one in found)


FILES = {
    "no space after a dash": ("items:\n«-»id: a\n  prompt: p\n", "SD101", "write `- id: a`"),
    "no space after the first colon": ("items:\n- «id:»a\n  prompt: p\n", "SD101", "`id: a`"),
    "a first entry without dash": (
        "items:\n  id: a\n  prompt: p\n«-» id: b\n  prompt: q\n", "SD101", "`- `"),
    "a quotation mark that takes the next entry in": (
        "items:\n- id: a\n  prompt: «\"»Which?\n  answer: x\n- id: b\n  prompt: \"What?\"\n  answer: x\n",
        "SD101", "the next one is in line 9"),
    "a second document": ("items:\n- {id: a, prompt: p, answer: x}\n«---»\nb: c\n", "SD122", "---"),
    "text after the end": ("items:\n- {id: a, prompt: p, answer: x}\n...\n«b»: c\n", "SD122", "..."),
    "a directive": ("items:\n- {id: a, prompt: p, answer: x}\n«%»foo\n", "SD116", "'%'"),
    "a key among entries": (
        "items:\n  - {id: a, prompt: p, answer: x}\n  «id: b»\n", "SD101", "start it with `- `"),
    "words": ("items:\n- {id: a, prompt: p, answer: x}\n«just words»\n", "SD101", "no key"),
}  # fmt: skip


@pytest.mark.parametrize("slip", FILES)
def test_a_slip_of_the_file_is_found_where_it_stands(finds, slip):
    """Beyond one entry."""
    text, code, words = FILES[slip]
    (found,) = finds("questions/paper.yaml", "bank: paper\ntitle: Paper\nsource: notes\n" + text)
    assert found.code == code
    assert words in f"{found.message}; {found.help}"


FINE = [
    "prompt: Is it 5:1, or http://example.org/a#b, or C#?",
    "prompt: What is paper?  # two spaces make a comment",
    "prompt: It costs 5 % & more, doesn't it?",
    "prompt: 'It''s \"old\": what?'",
    'prompt: "Number #1: what?"',
    "prompt: >-\n    What is: this # that?",
    "prompt: What did\n    they say?",
    "tags: [a,b]\n  prompt: x",
    "prompt: Что это? 上海 😀",
    "prompt:\ttab behind the colon",
]


@pytest.mark.parametrize("line", FINE)
def test_what_is_right_is_left_alone(read, line):
    """Signs that do no harm where they stand."""
    _, found = read(f"- id: a\n  {line}\n  answer: China\n  cite: p1\n")
    assert found == ()


def test_many_slips_are_told_at_once(read):
    """Each in its own entry, and two in one."""
    _, found = read("""\
- id: a
  prompt: What: this?
  answer: > 40
- id: b
  prompt: "x" y
  answer: x
- id: c
  prompt: p
  answer: x
  cite: nowhere
- id: d
  prompt: p
  answer: 'x
""")
    assert [(one.code, one.span.file.place(one.span.start)[0]) for one in found] == [
        ("SD113", 6), ("SD116", 7), ("SD114", 9), ("SD402", 14), ("SD101", 17),
    ]  # fmt: skip


def test_what_stands_around_a_slip_is_read(read):
    """And the file is broken; nothing is said of what refers to the lost part."""
    files = {"decks/all.yaml": "deck: all\ntitle: All\nselect: {items: [paper/b, paper/z]}\n"}
    project, found = read(
        "- {id: a, prompt: p, answer: China, cite: p1}\n"
        "- id: b\n  prompt: x: y\n  answer: z\n"
        "- {id: c, prompt: p, answer: China, cite: p1, apart: [b]}\n",
        files,
    )
    assert [one.code for one in found] == ["SD113"]
    assert list(project.items) == ["paper/a", "paper/c"]
    assert project.broken == {"questions/paper.yaml"}


def test_a_title_with_a_colon_does_not_hide_the_rest(read):
    """A slip in a key of the file itself."""
    text = "bank: paper\ntitle: Paper: a plant\nsource: notes\nitems:\n- {id: a, prompt: p}\n"
    _, found = read(files={"questions/paper.yaml": text})
    assert [one.code for one in found] == ["SD113", "SD119"]


def test_slips_without_end_are_told_up_to_a_bound(read):
    """Each costs one more pass over the file."""
    _, found = read("".join(f"- id: a{n}\n  prompt: x: y\n" for n in range(300)))
    assert [one.code for one in found] == ["SD113"] * 50


def test_faults_without_end_are_told_up_to_a_bound(read):
    """A file of nothing else does not fill the memory."""
    _, found = read("- *x\n" * 6000)
    assert {one.code for one in found} == {"SD110", "SD118"}
    assert len(found) == 10_000


def test_wrong_citations_without_end_are_told_quickly(read):
    """Each is told; a guess is made for some hundred, and among many passages for like ones."""
    source = "source: notes\ntitle: N\nrights: own\npassages:\n" + "".join(
        f"- {{id: passage-{n}, text: x}}\n" for n in range(600)
    )
    entries = "".join(
        f"- {{id: a{n}, prompt: p, answer: b, cite: pasage-{n}}}\n" for n in range(300)
    )
    _, found = read(entries, {"questions/sources/notes.yaml": source})
    assert [one.code for one in found] == ["SD402"] * 300
    assert "did you mean `passage-0`?" in found[0].help
    assert "there is `passage-0`, `passage-1`" in found[-1].help


def test_a_parser_that_gives_up_for_another_reason_is_no_crash():
    """It is told as it says it; control characters do not come so far otherwise."""
    parsed = parse(File("a.yaml", "a: \x00"), "a: \x00")
    found = explain(File("a.yaml", "a: \x00"), "a: \x00", parsed.stumble)
    assert (found.code, found.span.start) == ("SD101", 0)
    assert "control characters" in found.message
