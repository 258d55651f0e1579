"""Pictures of typed facts: well-formed, told in words, and never without what they show."""

import subprocess
from base64 import b64decode
from xml.etree import ElementTree as ET

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


MANY = [fact("event", what=f"event {n}", date=f"{1900 + n}-09-{10 + n % 19}") for n in range(60)]


def test_a_long_timeline_is_drawn_in_pieces_of_a_page():
    """Of much the same length, none of which loses anything."""
    pictures = charts(["timeline"], MANY, TOLD)
    counts = [sum(one.startswith("event") for one in texts(picture)) for picture in pictures]
    assert sum(counts) == 60
    assert max(counts) - min(counts) <= 1
    assert all(int(svg(picture).get("height")) < 1100 for picture in pictures)
    assert all(f"event {n}" in "".join(p.alt for p in pictures) for n in range(60))


def test_dates_have_room_beside_the_line():
    """Also in a wide face, of 8.2 units for a letter."""
    (picture,) = charts(["timeline"], [*MANY[:3], fact("event", what="x", date="1999-12-28")], TOLD)
    for one in svg(picture).iter("{http://www.w3.org/2000/svg}text"):
        if one.get("text-anchor") == "end":
            assert float(one.get("x")) >= 8.2 * len(one.text)


def test_a_picture_stands_on_the_page_of_its_title(tmp_path):
    """And is as large as the page lets it be."""
    pictures = charts(["timeline", "members", "deals"], [*MANY, *FACTS], TOLD)
    data, faults = pdf(Form("P", "d", "f", "T", "A", charts=pictures), "handout")
    assert data is not None, faults
    (tmp_path / "f.pdf").write_bytes(data)
    told = subprocess.run(["pdftotext", "-raw", tmp_path / "f.pdf", "-"], capture_output=True,
                          text=True, check=True).stdout  # fmt: skip
    pages = [page for page in told.split("\f") if "Timeline\n" in page]
    assert sum(page.count("Timeline\n") for page in pages) == len(pictures) - 2
    assert all("event" in page.partition("Timeline\n")[2] for page in pages)
