"""Markdown handouts: what authors wrote comes back as it stands from another's parser."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studydeck.emit.markdown import markdown
from studydeck.emit.pdf import OUTPUTS
from studydeck.form import Choice, Form, Part, Question, compile_form
from tests.paper import bridges

HOSTILE = [
    "1. *stars* _lines_ `code` [link](x) ![picture](y) <b>tag</b> &amp; http://x.y $x^2$ ~~no~~",
    "# heading", "- bullet", "+ plus", "> quote", "1) one", "| a | b |", "---", "===", "\\",
]  # fmt: skip


def read(text):
    """Give the plain texts that a reader of CommonMark sees, one for each block."""
    blocks = MarkdownIt("commonmark").parse(text)
    return ["".join(one.content for one in block.children or () if one.type in
            {"text", "softbreak", "code_inline"}) for block in blocks if block.type == "inline"]  # fmt: skip


def form_of(text):
    question = Question(1, "a/b", "choose", text, text, choices=(Choice("A", text),), letters="A",
                        explanation=text, proofs=((text, text),), notes=(text,))  # fmt: skip
    return Form("Project", "d", "f", text, "A", parts=(Part(text, 1, 1, (question,)),))


def test_markup_of_authors_is_shown_and_not_read():
    """In every field of every output."""
    for text in HOSTILE:
        for output in OUTPUTS:
            made = markdown(form_of(text), output)
            kinds = {one.type for one in MarkdownIt("commonmark").parse(made)}
            assert not kinds & {"html_block", "fence", "code_block", "ordered_list_open"}
            assert any(text in block for block in read(made)), (text, output)


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_any_text_comes_back(text):
    """As the title, the prompt and an option."""
    texts = read(markdown(form_of(text), "paper"))
    assert texts[1] == text
    assert f"A. {text}" in texts


def test_the_key_tells_what_the_form_tells(tmp_path):
    """Each answer, each passage, and where it stands."""
    form, _ = compile_form(bridges(tmp_path), "all", "test", "A")
    texts = " ".join(read(markdown(form, "key")))
    for question in form.questions:
        assert question.answer in texts or question.criteria
        assert all(text in texts and where in texts for text, where in question.proofs)


def test_a_student_sees_no_answer(tmp_path):
    """No key, no explanation, no passage."""
    form, _ = compile_form(bridges(tmp_path), "all", "test", "A")
    made = markdown(form, "paper")
    for question in form.questions:
        assert question.explanation == "" or question.explanation not in made
        assert not any(text and text in made for text, _ in question.proofs)
    assert "✓" not in made
    assert "✓" in markdown(form, "teacher")


def test_room_to_write_is_left():
    """As many lines as the form has."""
    question = Question(1, "a/b", "write", "Why?", "So", lines=3)
    form = Form("P", "d", "f", "T", "A", parts=(Part("", 1, 1, (question,)),))
    assert markdown(form, "paper").count("\\_" * 40) == 3
    assert markdown(replace(form, header=("Name",)), "paper").count("\\_" * 40) == 4
