"""Pictures of typed facts: well-formed, told in words, and never without what they show."""

import shutil
import subprocess
from base64 import b64decode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studydeck.emit.pdf import pdf
from studydeck.form import Form
from studydeck.form.charts import CHARTS, charts
from studydeck.labels import labels
from studydeck.model import Citations, Fact, FactType
from studydeck.span import Text

TOLD = labels("en")


def fact(type, **fields):
    told = {
        name.rstrip("_"): tuple(Text(one) for one in (said if isinstance(said, tuple) else (said,)))
        for name, said in fields.items()
    }
    return Fact("b", Text("f"), FactType(type), told, Citations())


FACTS = [
    fact("event", what="the treaty was signed", date="1909-01-11", place="Washington"),
    fact("event", what="an undated thing", date="XXXX"),
    fact("membership", body="League", member=("Ruritania", "Graustark"), from_="1920", to="1930",
         status="founder"),
    fact("membership", body="League", member="Zenda", status="interested"),
    fact("deal", weapon="boat", number="two boats", value="US$2 billion", agreed="1912-05",
         status="agreed"),
    fact("deal", weapon="tank", value="US$500 million", delivered="1911", status="delivered"),
    fact("deal", weapon="cart", value="€3 million", agreed="1910", status="agreed"),
]  # fmt: skip


def texts(picture):
    return [one.text for one in svg(picture).iter("{http://www.w3.org/2000/svg}text")]


def svg(picture):
    return ET.fromstring(b64decode(picture.data))


def bars(picture):
    return [int(one.get("width")) for one in svg(picture).iter("{http://www.w3.org/2000/svg}rect")]


def test_a_timeline_has_what_has_a_date_in_order():
    """Events, memberships and deals; what has no date stays out."""
    (picture,) = charts(["timeline"], FACTS, TOLD)
    shown = texts(picture)
    assert shown.index("11 January 1909") < shown.index("May 1912") < shown.index("1920")
    assert "an undated thing" not in picture.alt
    assert picture.alt.startswith("Timeline: 11 January 1909 the treaty was signed (Washington); ")


def test_members_have_bars_from_their_first_year_to_their_last():
    """Who is only interested has none."""
    (picture,) = charts(["members"], FACTS, TOLD)
    assert len(bars(picture)) == 2
    assert "League: Zenda (interested)" in texts(picture)


def test_deals_are_drawn_in_one_currency_and_to_scale():
    """Four times the value, four times the bar; other currencies cannot stand beside it."""
    (picture,) = charts(["deals"], FACTS, TOLD)
    small, large = bars(picture)
    assert abs(large - 4 * small) <= 4
    assert "cart" not in picture.alt
    assert "May 1912 two boats, US$2 billion, agreed" in picture.alt


def test_nothing_is_drawn_of_nothing():
    """An empty picture would say that there was nothing."""
    assert charts(CHARTS, [], TOLD) == ()
    assert charts(CHARTS, FACTS[1:2], TOLD) == ()


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1))
def test_any_text_is_shown_and_not_read(words):
    """Markup of authors is text."""
    (picture,) = charts(["timeline"], [fact("event", what=words, date="1909")], TOLD)
    assert "".join("".join(texts(picture)[1:]).split()) == "".join(words.split())


def test_a_picture_has_as_much_as_fits_on_a_page():
    """The first facts are the ones that matter; the text beside the picture has the same."""
    many = [fact("event", what=f"event {n}", date=f"{1950 + n}") for n in range(80)]
    (picture,) = charts(["timeline"], many, TOLD)
    shown = [one for one in texts(picture) if one.startswith("event")]
    assert 15 < len(shown) < 40
    assert shown == [f"event {n}" for n in range(len(shown))]
    assert picture.alt.count("event") == len(shown)
    assert int(svg(picture).get("height")) <= 660


def test_years_without_events_take_little_room():
    """A thousand years between two things leave room for the others."""
    far = [fact("event", what=what, date=date) for what, date in (("a", "0900"), ("b", "1900"))]
    near = [fact("event", what=f"c{n}", date=f"1901-{n:02}") for n in range(1, 13)]
    (picture,) = charts(["timeline"], [*far, *near], TOLD)
    assert int(svg(picture).get("height")) < 18 * 24


def test_dates_have_room_beside_the_line():
    """Also in a wide face, of 8.2 units for a letter."""
    events = [fact("event", what="x", date=date) for date in ("1900-09-21", "1999-12-28")]
    (picture,) = charts(["timeline"], events, TOLD)
    for one in svg(picture).iter("{http://www.w3.org/2000/svg}text"):
        if one.get("text-anchor") == "end":
            assert float(one.get("x")) >= 8.2 * len(one.text)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_a_picture_stands_on_the_page_of_its_title(tmp_path):
    """On paper of each size, with a title that is followed by what it names."""
    many = [fact("event", what=f"event {n}", date=f"{1900 + n}-09-21") for n in range(60)]
    pictures = charts(["timeline", "members", "deals"], [*many, *FACTS], TOLD)
    for layout in ({}, {"paper": "A5"}, {"profile": "large", "paper": "letter"}):
        data, faults = pdf(Form("P", "d", "f", "T", "A", charts=pictures, layout=layout), "handout")
        assert data is not None, faults
        (tmp_path / "f.pdf").write_bytes(data)
        told = subprocess.run(["pdftotext", "-raw", tmp_path / "f.pdf", "-"], capture_output=True,
                              text=True, check=True).stdout  # fmt: skip
        (page,) = (page for page in told.split("\f") if "Timeline\n" in page)
        assert "event 0" in page.partition("Timeline\n")[2]
