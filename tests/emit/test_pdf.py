"""PDFs are read back: nothing is lost, the key fits its paper, nothing an author writes acts."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studydeck.emit.pdf import OUTPUTS, pdf
from studydeck.form import Choice, Dress, Form, Part, Picture, Question, compile_form
from studydeck.form.letters import letter
from studydeck.labels import labels
from tests.paper import bridges

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed"
)
QUESTION = Question(1, "b/a", "write", "", "x", lines=1)
FORM = Form("P", "d", "f", "T", "A", header=("Name",))


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return bridges(tmp_path_factory.mktemp("bridges"))


def asking(*prompts: str, **layout: str) -> Form:
    found = [replace(QUESTION, number=n, prompt=p) for n, p in enumerate(prompts, 1)]
    return holding(*found, **layout)


def holding(*questions: Question, **layout: str) -> Form:
    return replace(FORM, parts=(Part("", 1, 1, questions),), layout=layout)


def made(form: Form, output: str = "paper") -> bytes:
    data, faults = pdf(form, output)
    assert data is not None, faults
    return data


def read(data: bytes, tmp_path: Path, *options: str) -> str:
    """Read a PDF in the order of its content, or as `options` say."""
    path = tmp_path / "read.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        ["pdftotext", *(options or ["-raw"]), str(path), "-"],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return unicodedata.normalize("NFKC", done.stdout.decode())


def plain(text: str) -> str:
    """Join lines, also where one was broken after a hyphen."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("-\n", "-").split())


@needs_poppler
@pytest.mark.parametrize("layout", [{}, {"profile": "large"}, {"columns": "2"}])
def test_all_questions_and_options_stand_on_the_paper_in_order(
    checked, layout: dict[str, str], tmp_path: Path
) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    paper = plain(read(made(replace(form, layout=layout)), tmp_path))
    at = 0
    for question in form.questions:
        left = question.left
        for said in (question.prompt, *left, *(choice.text for choice in question.choices)):
            assert plain(said) in paper[at:]
            at = paper.index(plain(said), at)
    assert "End of paper" in paper[at:]


@needs_poppler
@pytest.mark.parametrize("version", ["A", "B", "C"])
def test_paper_and_key_agree(checked, version: str, tmp_path: Path) -> None:
    """The letters are read from the key, the options from the paper: neither from the form."""
    form, _ = compile_form(checked, "all", "test", version)
    assert form is not None
    paper, key = (plain(read(made(form, output), tmp_path)) for output in ("paper", "key"))
    glance = key[key.index("Letters at a glance") : key.index("Part I")]
    seen = 0
    for question in form.questions:
        if question.shape not in {"choose", "judge"}:
            continue
        told = re.search(rf"\b{question.number} ([A-Z])\b", glance)
        assert told
        asked = paper[paper.index(plain(question.prompt)) + len(plain(question.prompt)) :]
        answer = checked.project.items[question.key].answer
        right = "False" if question.shape == "judge" else str(answer.text)
        assert re.search(rf"\b{told.group(1)} {re.escape(right)}\b", re.split(" points?", asked)[1])
        seen += 1
    assert seen == 3


@needs_poppler
def test_a_loose_sheet_finds_its_key(checked, tmp_path: Path) -> None:
    form, _ = compile_form(checked, "all", "test", "B")
    assert form is not None
    for output in ("paper", "key"):
        text = plain(read(made(form, output), tmp_path))
        assert "Version B" in text
        assert f"test B · {form.digest}" in text
        assert "page 1 of 2" in text


@needs_poppler
def test_the_paper_gives_no_answer_away(checked, tmp_path: Path) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    data = made(form, "paper")
    paper = plain(read(data, tmp_path))
    for hidden in (
        "not a railway bridge",
        "Notes on bridges",
        "It crosses",
        "at a glance",
        "Sever",
    ):
        assert hidden not in paper
        assert hidden.encode() not in data


@needs_poppler
@pytest.mark.parametrize("layout", [{}, {"profile": "large", "paper": "A5"}, {"columns": "2"}])
def test_a_question_longer_than_a_page_loses_no_word(
    layout: dict[str, str], tmp_path: Path
) -> None:
    words = [f"word{n}" for n in range(1500)]
    form = asking("short one", " ".join(words), "last one", **layout)
    found = read(made(form), tmp_path).split()
    assert [word for word in found if word.startswith("word")] == words


@needs_poppler
@pytest.mark.parametrize("count", range(420, 640, 20))
def test_a_question_as_long_as_a_page_loses_no_word(count: int, tmp_path: Path) -> None:
    """Around the length at which a question may be split."""
    words = [f"word{n}" for n in range(count)]
    found = read(made(asking("first", " ".join(words), "last")), tmp_path).split()
    assert [word for word in found if word.startswith("word")] == words


@needs_poppler
def test_no_question_is_split(checked, tmp_path: Path) -> None:
    choices = tuple(Choice(name, f"option {name} of " + "many words " * 12) for name in "ABCD")
    form = holding(*(
        replace(QUESTION, number=n, prompt=f"prompt {n}", shape="choose", choices=choices)
        for n in range(1, 31)
    ))  # fmt: skip
    pages = read(made(form), tmp_path).split("\f")
    assert len(pages) > 4
    for page in pages:
        assert page.count("prompt ") == page.count("option D")


@needs_poppler
@given(
    st.lists(
        st.text(
            st.one_of(
                st.characters(codec="latin-1", categories=("L", "N", "P", "S")),
                st.characters(min_codepoint=0x100, max_codepoint=0x17F, categories=("L",)),
                st.characters(min_codepoint=0x391, max_codepoint=0x3C9, categories=("L",)),
                st.characters(min_codepoint=0x400, max_codepoint=0x45F, categories=("L",)),
                st.sampled_from("–—‘’“”„«»…€₽№→≤≥≈×½²"),
            ),
            min_size=1,
            max_size=8,
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=60)
def test_any_text_comes_back(tmp_path_factory, words: list[str]) -> None:
    text = " ".join(words)
    back = read(made(asking(text)), tmp_path_factory.mktemp("any"))
    wanted = unicodedata.normalize("NFKC", text)
    assert "".join(wanted.split()) in "".join(back.split())


@needs_poppler
@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "$x^2$",
        "*a* _b_ `c`",
        '#read("/etc/passwd")',
        "<b>x</b>",
        "{{ 7*7 }}",
        "@ref <lab>",
        "// c",
        "/ term: x",
        "= heading",
        "1. one",
        "\\ ~ --- 'a' \"b\"",
    ],
)
def test_nothing_that_an_author_writes_acts(text: str, tmp_path: Path) -> None:
    """In any place of any output."""
    question = Question(
        1, text, "choose", text, text, passage=(text,), choices=(Choice("A", text),), letters="A",
        also=(text,), explanation=text, reasons=((text, text),), proofs=((text, text),),
        variants=((text, text, text),), notes=(text,),
    )  # fmt: skip
    form = replace(
        FORM, project=text, title=text, instructions=text, header=(text,), licence=text,
        parts=(Part(text, 2, 2, (question,)),),
    )  # fmt: skip
    for output in OUTPUTS:
        back = plain(read(made(form, output), tmp_path))
        assert back.count(plain(text)) >= 3


@needs_poppler
def test_lines_of_a_prompt_stay_lines(tmp_path: Path) -> None:
    text = read(made(asking("first line\nsecond line")), tmp_path)
    assert "first line\nsecond line" in text


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("profile", ["standard", "large", "dyslexia"])
def test_every_output_is_tagged_pdf_for_all(checked, output: str, profile: str) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    data = made(
        replace(form, layout={"profile": profile, "columns": "2", "paper": "letter"}), output
    )
    assert b"pdfuaid" in data
    assert b"/StructTreeRoot" in data


def test_missing_glyphs_are_found_all_with_their_items() -> None:
    first, second = "What is 上海合作组织?", "Where is 上海, and who was a 𒁔?"
    form = holding(
        replace(QUESTION, prompt=first), replace(QUESTION, key="b/b", number=2, prompt=second)
    )
    data, faults = pdf(replace(form, title="ไทย"), "paper")
    assert data is None
    assert [(one.code, one.item) for one in faults] == [
        ("SD506", ""), ("SD506", "b/a"), ("SD506", "b/b"),
    ]  # fmt: skip
    assert "'上海合作组织', which 'b/a' uses" in faults[1].message
    assert "'上海𒁔', which 'b/b' uses" in faults[2].message


def test_scripts_that_teachers_of_history_need_have_their_glyphs(tmp_path: Path) -> None:
    data = made(asking("Шанхай, Қазақстан, Ελλάς, Pǔdōng, Điện Biên, ½ → ≤ ≈ × − ′ № € £ ₽ “„»"))
    assert data.startswith(b"%PDF")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9" height="9"/></svg>'
PICTURES = {
    "png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
    "kJggg==",
    "svg": b64encode(SVG.encode()).decode(),
}


@needs_poppler
@pytest.mark.parametrize("suffix", PICTURES)
def test_a_picture_is_printed_with_its_words(suffix: str, tmp_path: Path) -> None:
    picture = Picture(suffix, PICTURES[suffix], "a dot", "drawn by hand · CC0")
    data = made(holding(replace(QUESTION, prompt="What is this?", picture=picture)))
    assert b"/Alt" in data
    assert "drawn by hand" in read(data, tmp_path)


def test_a_picture_that_cannot_be_read_is_a_finding_with_its_item() -> None:
    good, bad = (Picture("png", data, "a dot") for data in (PICTURES["png"], "bm9wZQ=="))
    data, faults = pdf(
        holding(
            replace(QUESTION, picture=good), replace(QUESTION, key="b/b", number=2, picture=bad)
        ),
        "paper",
    )
    assert data is None
    assert [(one.code, one.item) for one in faults] == [("SD125", "b/b")]


def test_the_same_form_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from hashlib import sha256\nfrom pathlib import Path\n"
        "from studydeck.emit.html import html\nfrom studydeck.emit.pdf import pdf\n"
        "from studydeck.form import compile_form, form_json\n"
        "from tests.paper import bridges\n"
        "form, _ = compile_form(bridges(Path(sys.argv[2])), 'all', 'test', 'A')\n"
        "from studydeck.emit.docx import docx\nfrom studydeck.emit.markdown import markdown\n"
        "made = b''.join(pdf(form, one)[0] + docx(form, one) for one in ('paper', 'key'))\n"
        "said = form_json(form) + html(form, 'handout') + markdown(form, 'key')\n"
        "print(sha256(made + said.encode()).hexdigest())\n"
    )
    root = str(Path(__file__).parents[2])
    digests = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "de_DE.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", script, root, str(tmp_path / seed)],
            env=env, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        digests.add(done.stdout.strip())
    assert len(digests) == 1


@needs_poppler
def test_a_file_of_three_lines_replaces_a_function(checked, tmp_path: Path) -> None:
    """And the letterhead, the footer and the labels are the teacher's."""
    own = (
        '#import "paper.typ": *\n#let section(part) = heading(level: 2, "Chapter " + part.title)\n'
    )
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    logo = Picture("svg", PICTURES["svg"], "our logo")
    look = Dress(logo, "Riverside School", "Room 12", own)
    text = plain(read(made(replace(form, look=look, labels=labels("de"))), tmp_path))
    for said in ("Chapter Part I", "Riverside School", "Room 12", "Seite 1 von", "Ende der Pr"):
        assert said in text
    assert "CC-BY-4.0" not in text


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/cetz:0.3.0": *',
        '#let question(q) = read("/etc/passwd")',
        '#let question(q) = image("/etc/passwd")',
        '#let question(q) = eval("1")',
        "#let question(q) = panic(1)",
        "#let x = 1 +",
    ],
)
def test_a_template_reaches_nothing_and_its_faults_are_findings(checked, text: str) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    data, faults = pdf(replace(form, look=Dress(template=text)), "paper")
    assert data is None
    assert [one.code for one in faults] == ["SD515"]


def test_a_logo_that_is_no_picture_is_a_finding() -> None:
    data, faults = pdf(replace(FORM, look=Dress(Picture("png", "bm9wZQ==", "x"))), "paper")
    assert data is None
    assert "the logo cannot be read" in faults[0].message


@needs_poppler
def test_forty_options_are_all_printed(tmp_path: Path) -> None:
    choices = tuple(Choice(letter(i), f"option{i}") for i in range(40))
    form = holding(replace(QUESTION, prompt="Which?", shape="choose", choices=choices))
    text = read(made(form), tmp_path).split()
    assert [one for one in text if one.startswith("option")] == [one.text for one in choices]


def test_a_prompt_of_twenty_pages_is_all_there(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(12_000)]
    data = made(asking("short one", " ".join(words), "last one"))
    found = read(data, tmp_path)
    assert found.count("\f") >= 20
    assert [word for word in found.split() if word.startswith("word")] == words


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is not installed")
def test_what_the_file_says_of_itself_is_its_title(checked, tmp_path: Path) -> None:
    """No answer, no name of a machine, no date."""
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    (tmp_path / "a.pdf").write_bytes(made(form))
    told = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    named = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert named["Title"].strip() == "A test on bridges"
    assert not {"Author", "Subject", "Keywords", "CreationDate", "ModDate"} & set(named)
    assert named["Tagged"].strip() == "yes"


def test_words_of_ours_run_their_way_on_a_paper_from_right_to_left(tmp_path: Path) -> None:
    """And a prompt that runs the other way than the paper."""
    form = asking("ما هي عاصمة مصر؟", "What is Cairo?")
    for language in ("ar", "en"):
        text = read(made(replace(form, language=language)), tmp_path, "-layout")
        assert "2 questions" in text
        assert "page 1 of 1" in text


@pytest.mark.parametrize("language", ["fr", "de", "es", "ru"])
def test_labels_of_four_languages_need_no_other_font(checked, language: str) -> None:
    form, _ = compile_form(checked, "all", "test", "A")
    assert form is not None
    assert made(replace(form, labels=labels(language)), "key").startswith(b"%PDF")
