"""What our typefaces have is what Typst can show, and of a folder what stands in its files."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from studydeck.emit import glyphs
from studydeck.emit.pdf import pdf
from studydeck.form import Dress, Form, Part, Picture, Question

OURS = Path(glyphs.__file__).parent / "templates" / "paper" / "fonts"
NOTO = Path("/usr/share/fonts/opentype/noto")


def asking(*prompts: str) -> Form:
    questions = [Question(n, f"b/q{n}", "write", one, "x") for n, one in enumerate(prompts, 1)]
    return Form("P", "d", "f", "T", "A", parts=(Part("", 1, 1, tuple(questions)),))


def shown(text: str) -> bool:
    """Ask Typst, which knows nothing of our list."""
    return pdf(asking(text), "paper")[0] is not None


def test_typst_shows_all_that_the_list_has() -> None:
    listed = sorted(one for one in glyphs._covered() if one.isprintable())
    assert len(listed) > 7000
    assert shown(" ".join(listed))


def test_typst_shows_nothing_that_the_list_lacks() -> None:
    """Tried where a range ends, where a slip would be."""
    ends = [
        chr(ord(one) + 1) for one in glyphs._covered() if chr(ord(one) + 1) not in glyphs._covered()
    ]
    tried = sorted(one for one in ends if glyphs.lacking(one) and one.isprintable())[::2]
    assert len(tried) > 20
    assert [one for one in tried if shown(one)] == []


def test_every_missing_character_is_told_with_its_item() -> None:
    """More than a thousand of them, where Typst names the first; combining ones by number."""
    many = "".join(map(chr, range(0x4E00, 0x5300)))
    data, faults = pdf(asking(many, "กรุงเทพ 😀", "plain"), "paper")
    assert data is None
    assert [one.item for one in faults] == ["b/q1", "b/q2"]
    assert many in faults[0].message
    assert "'กรงเทพ😀', U+0E38" in faults[1].message


def test_what_nobody_sees_may_have_any_character() -> None:
    """Only Typst knows what an output shows: the reasons of a key do not stand on its paper."""
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    picture = Picture("png", dot, "a sign that says 上海")
    question = Question(1, "b/q", "write", "a\u3000b", "x", explanation="上海", picture=picture)
    template = '#import "paper.typ": *\n// 上海'
    form = replace(asking(), parts=(Part("", 1, 1, (question,)),), look=Dress(template=template))
    assert pdf(form, "paper")[1] == ()
    assert [one.item for one in pdf(form, "key")[1]] == ["b/q"]


def test_typst_needs_no_glyph_for_what_is_blank() -> None:
    blank = "a".join(map(chr, sorted(glyphs._BLANK)))
    assert glyphs.lacking(blank) == set()
    assert shown(f"a{blank}b")


def test_a_folder_of_typefaces_adds_what_they_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is none is passed over."""
    (tmp_path / "deep").mkdir()
    shutil.copy(next(OURS.glob("*700Bold.ttf")), tmp_path / "deep" / "own.TTF")
    (tmp_path / "broken.otf").write_bytes(b"OTTO no font")
    assert glyphs.lacking("A é 上 ⚔", (str(tmp_path),)) == {"上", "⚔"} - glyphs._covered()
    monkeypatch.setattr(glyphs, "_covered", frozenset)
    assert glyphs.lacking("A é 上", (str(tmp_path),)) == {"上"}
    assert glyphs.lacking("A é 上") == {"é", "上"}


@pytest.mark.skipif(not NOTO.is_dir(), reason="no Noto CJK on this machine")
def test_chinese_is_set_with_a_folder_that_has_it() -> None:
    data, faults = pdf(replace(asking("上海合作组织"), language="zh"), "paper", (str(NOTO),))
    assert (data or b"")[:4] == b"%PDF"
    assert faults == ()
