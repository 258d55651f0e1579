"""Cards as a learner has them: rendered by real Anki, tapped and typed into in real Chromium.

The page is built as Anki's own, and its shell turns the card at any tap outside of an element
that is `tappable`, as AnkiMobile does. With STUDYDECK_PICTURES=FOLDER every card is pictured
there, light and dark, on a phone and on a desk.
"""

import json
import os
from pathlib import Path

import pytest

from studydeck.emit.anki import package
from tests.canals import CANALS, FILES, deck_of, replaced, write
from tests.pictures import png

pytest.importorskip("anki", reason="the anki package is not installed")

from tests.browser import CHROMIUM, Browser
from tests.learner import Learner

AXE = os.environ.get("STUDYDECK_AXE", "")
"""The file `axe.min.js` of axe-core; `.ci/run` gets it from npm."""
PICTURES = os.environ.get("STUDYDECK_PICTURES", "")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

SHELL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Anki</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
/* What the page of desktop Anki sets before a card's own styles. */
html { font-size: 15px; }
body { margin: 20px; overflow-wrap: break-word; }
body.nightMode { background: #2c2c2c; color: #fcfcfc; }
hr { height: 1px; margin: 1em 0; border: none; background: #737373; }
img { max-width: 100%; max-height: 95vh; }
#typeans { box-sizing: border-box; width: 100%; line-height: 1.75; }
.typeGood { background: #afa; color: black; }
.typeBad { background: #faa; color: black; }
.typeMissed { background: #ccc; color: black; }
</style></head><body class="card card1 isLin fancy">
<div id="_mark" hidden>&#x2605;</div><div id="_flag" hidden>&#x2691;</div>
<div id="qa" dir="auto"></div><script>
var sides = SIDES, turned = 0, Clock = Date, strangers = [];
// What the reviewer does: one page for all cards, in which scripts are run anew.
function show(name, side) {
  var qa = document.getElementById("qa");
  qa.innerHTML = side ? sides[name][side === "front" ? 0 : 1] : name;
  qa.querySelectorAll("script").forEach(function (old) {
    var script = document.createElement("script");
    script.textContent = old.textContent;
    old.replaceWith(script);
  });
}
document.addEventListener("click", function (event) {
  var on = event.target;
  if (!on.classList.contains("tappable") && !/^(A|BUTTON|INPUT)$/.test(on.tagName)) turned += 1;
}, true);
window.addEventListener("keydown", function (event) { strangers.push(event.key); });
function onDay(day) { Date = function () { return new Clock(2030, 0, day, 12); }; }
function all(query) { return Array.from(document.querySelectorAll(query)); }
function texts(query) { return all(query).map(function (one) { return one.textContent; }); }
</script></body></html>"""

ARABIC = """\
bank: arabic
title: قنوات
source: notes
items:
- id: when
  prompt: متى افتتحت قناة السويس؟
  answer: 17 November 1869
  distractors: [16 November 1869, 18 November 1869]
  explanation: كانت أولى القنوات الكبيرة في العالم، وحفرت في عشر سنوات.
  unchecked: shows a script that is written from right to left
- id: which
  prompt: أي بحر تصل قناة السويس بالمتوسط؟
  answer: البحر الأحمر
  distractors: {الأطلسي: تصله قناة بنما بالهادئ, البلطيق: تنتهي هناك قناة كيل}
  unchecked: shows a choice
- id: steps
  prompt: رتب القنوات
  order: [السويس, كيل, بنما]
  unchecked: shows an order
- id: partners
  prompt: ماذا تصل كل قناة؟
  pairs: {السويس: البحر الأحمر, بنما: الهادئ, كيل: البلطيق}
  unchecked: shows pairs
"""
LONG = """\
- id: long
  prompt: >-
    WORDS
  answer: SOLID
  explanation: >-
    WORDS
  unchecked: shows how long texts look
""".replace("WORDS", "A sentence that goes on and on about nothing much. " * 12)
PINNED = """\
- id: pinned
  prompt: Which of these is a canal?
  answer: Suez
  distractors: [Severn, Humber, Tagus, none of these]
  pinned: [none of these]
  unchecked: shows an option that stays last
"""
SOLID = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def project(folder):
    """The canals, with a picture, a long text and one in Arabic."""
    image = "  image: {file: lake.png, alt: a lake, credit: A. Painter, licence: CC0}\n"
    canals = replaced(CANALS, "  prompt: How high", image + "  prompt: How high")
    files = {
        **FILES,
        "questions/canals.yaml": canals + LONG.replace("SOLID", SOLID) + PINNED,
        "questions/arabic.yaml": ARABIC,
        "decks/all.yaml": replaced(FILES["decks/all.yaml"], "[canals]", "[canals, arabic]"),
    }
    root = write(folder, files)
    (root / "questions/lake.png").write_bytes(png())
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Both sides of the first card of each item, after something was typed; and the pictures."""
    folder = tmp_path_factory.mktemp("cards")
    deck = deck_of(project(folder / "project"))
    learner = Learner(folder / "learner")
    learner.take(package(deck, {note.guid: 1_795_000_000 for note in deck.notes}))
    typed = {"opened": "17 november 1896", "height": "26 Metre"}
    sides = {}
    for key in (note.key for note in deck.notes):
        name = key.partition("/")[2]
        sides[name] = learner.sides(learner.cards(key)[0], typed.get(name, ""))
    learner.close()
    return sides, deck.media


@pytest.fixture(scope="module")
def sides(made):
    return made[0]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    made = Browser(tmp_path_factory.mktemp("browser"))
    yield made
    made.close()


class Reviewer:
    """Anki's page with one card in it."""

    def __init__(self, browser, page):
        self.browser, self.page = browser, page
        self.run, self.tap, self.key = browser.run, browser.tap, browser.key
        self.open()

    def open(self, width=360, *, touch=True):
        self.browser.open(self.page, width, touch=touch)

    def show(self, name, side="front"):
        self.run(f"show({json.dumps(name)}, {json.dumps(side)})")

    def texts(self, query=".options li"):
        return self.run(f"texts({json.dumps(query)})")

    def count(self, query):
        return self.run(f"all({json.dumps(query)}).length")

    def tap_on(self, text, query=".options li"):
        self.tap(query, [one.strip() for one in self.texts(query)].index(text))

    def classes(self, query=".options li"):
        """Say of each of some elements what it is shown as."""
        found = self.run(f"all({json.dumps(query)}).map(one => [one.textContent, one.className])")
        return {text: set(names.split()) & SIGNS for text, names in found}

    @property
    def turned(self):
        return self.run("turned")


SIGNS = {"right", "wrong", "picked", "current", "used"}


@pytest.fixture
def card(browser, made, tmp_path):
    sides, media = made
    page = tmp_path / "page.html"
    safe = json.dumps(sides).replace("</", "<\\/")
    page.write_text(SHELL.replace("SIDES", safe), encoding="utf-8")
    for name, data in media.items():
        (tmp_path / name).write_bytes(data)
    return Reviewer(browser, page)


# Choice


def test_a_wrong_choice_by_tap(card):
    """It is marked at once; a second one is not taken; the back agrees with the front."""
    card.show("sea")
    front = card.texts()
    assert sorted(front) == ["Atlantic", "Baltic", "Caspian Sea", "Red Sea"]
    card.tap_on("Baltic")
    card.tap_on("Atlantic")
    expected = {"Atlantic": set(), "Baltic": {"picked"}, "Caspian Sea": set(), "Red Sea": {"right"}}
    assert card.classes() == expected
    assert card.texts(".verdict.no") == ["Wrong."]
    assert card.turned == 0
    card.show("sea", "back")
    assert card.run("all('.options li').map(one => one.firstChild.textContent)") == front
    assert card.run("all('.picked').map(one => one.firstChild.textContent)") == ["Baltic"]
    assert card.count(".options small") == 3
    assert card.count(".reasons") == 0


def test_a_right_choice_by_tap(card):
    """Screen readers hear of it, too."""
    card.show("sea")
    assert card.count("[role=radiogroup] > [role=radio][tabindex='0'].tappable") == 4
    card.tap_on("Red Sea")
    assert card.texts(".verdict.yes[role=status]") == ["Right."]
    assert card.texts("[aria-checked=true]") == ["Red Sea"]
    assert card.turned == 0


def test_a_tap_beside_the_options_turns_the_card(card):
    """The shell is as strict as AnkiMobile, so that the other tests mean something."""
    card.show("sea")
    card.tap(".prompt")
    assert card.turned == 1


@pytest.mark.parametrize(
    ("key", "code", "picked"),
    [("h", "", 0), ("l", "", 3), ("р", "KeyH", 0), ("1", "Digit1", 0), ("4", "Digit4", 3)],
)
def test_a_choice_by_key(card, key, code, picked):
    """Letters, digits, and keys of another script by their place."""
    card.show("sea")
    card.key(key, code)
    assert card.run("all('.options li').map(o => o.classList.contains('picked'))").index(True) == (
        picked
    )
    assert card.run("strangers") == []


@pytest.mark.parametrize("key", ["Shift", "n", "9", "d"])
def test_keys_that_mean_nothing_here_are_left_to_anki(card, key):
    """Among them those that only change others, and those of options that are not there."""
    card.show("sea")
    card.key(key)
    assert card.count(".picked") == 0
    assert card.run("strangers") == [key]


def test_the_focused_option_is_chosen_with_enter(card):
    """For clients that leave Tab and Enter to the card."""
    card.show("sea")
    card.run("all('.options li')[2].focus()")
    card.key("Enter")
    assert card.run("all('.options li').map(o => o.classList.contains('picked'))") == [
        False, False, True, False,
    ]  # fmt: skip


def test_several_right_options(card):
    """The card says how many; a tap too much is taken back; the last of them decides."""
    card.show("seas")
    assert sorted(card.texts()) == ["Atlantic", "Baltic", "Pacific", "Red Sea"]
    assert card.texts(".how") == ["Choose 2."]
    assert card.count("[role=checkbox].tappable") == 4
    card.tap_on("Baltic")
    card.tap_on("Baltic")
    card.tap_on("Pacific")
    assert card.count(".verdict") == 0
    card.tap_on("Atlantic")
    assert card.texts(".verdict.yes") == ["Right."]
    card.show("seas")
    card.tap_on("Red Sea")
    card.tap_on("Pacific")
    assert card.texts(".verdict.no") == ["Wrong."]
    assert card.classes()["Atlantic"] == {"right"}
    assert card.classes()["Red Sea"] == {"picked"}
    assert card.turned == 0


def test_the_order_changes_from_day_to_day_and_not_within_one(card):
    """So that no one learns the place of an answer, and a reloaded page shows the same."""
    seen = []
    for day in [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]:
        card.run(f"onDay({day})")
        card.show("sea")
        front = card.texts()
        card.run("window.studydeck = undefined")
        card.show("sea", "back")
        assert card.run("all('.options li').map(one => one.firstChild.textContent)") == front
        seen.append(tuple(front))
    assert seen[:6] == seen[6:]
    assert len(set(seen)) >= 4


def test_midnight_between_front_and_back(card):
    """The back keeps the day of the front where the page lives on."""
    for day in (1, 2, 3, 4):
        card.run(f"onDay({day})")
        card.show("sea")
        front = card.texts()
        card.run(f"onDay({day + 1})")
        card.show("sea", "back")
        assert card.run("all('.options li').map(one => one.firstChild.textContent)") == front


def test_true_stands_before_false(card):
    """Statements are not shuffled."""
    for day in (1, 2, 3):
        card.run(f"onDay({day})")
        card.show("locks")
        assert card.texts() == ["True", "False"]


def test_a_pinned_option_stays_last(card):
    """The others change places from day to day."""
    seen = set()
    for day in range(1, 9):
        card.run(f"onDay({day})")
        card.show("pinned")
        *others, last = card.texts()
        assert last == "none of these"
        seen.add(tuple(others))
    assert len(seen) > 2


def test_a_fresh_front_forgets_the_last_choice(card):
    """The card comes again as if never answered."""
    card.show("sea")
    card.tap(".options li")
    card.show("sea", "back")
    card.show("sea")
    assert card.count(".picked, .verdict") == 0


# Order and matching


def test_things_are_put_in_order_by_tap(card):
    """A tap gives the next number, a second one takes it back; the back says what was said."""
    row = ".given li"
    card.show("in-order")
    assert sorted(card.texts(row)) == ["Kiel Canal", "Panama Canal", "Suez Canal"]
    card.tap_on("Kiel Canal", row)
    card.tap_on("Panama Canal", row)
    assert sorted(card.texts(row)) == ["1Kiel Canal", "2Panama Canal", "Suez Canal"]
    card.tap_on("1Kiel Canal", row)
    assert sorted(card.texts(row)) == ["1Panama Canal", "Kiel Canal", "Suez Canal"]
    card.tap_on("Suez Canal", row)
    card.tap_on("Kiel Canal", row)
    assert card.texts(".verdict.no") == ["Wrong."]
    signs = {"1Panama Canal": {"wrong"}, "2Suez Canal": {"wrong"}, "3Kiel Canal": {"wrong"}}
    assert card.classes(row) == signs
    card.show("in-order", "back")
    told = "Wrong.Your order: Panama Canal → Suez Canal → Kiel Canal"
    assert card.texts(".verdict") == [told]
    assert card.turned == 0


def test_the_right_order(card):
    """By tap on the badge or beside it, or by key."""
    card.show("in-order")
    for name in ("Suez Canal", "Kiel Canal"):
        card.tap(".given .badge", card.texts(".given li").index(name))
    card.key("hjk"[card.texts(".given li").index("Panama Canal")])
    assert card.texts(".verdict.yes") == ["Right."]
    assert card.count(".given .right") == 3
    assert card.turned == 0


def test_matching_by_tap(card):
    """What is tapped on the right goes to what is marked on the left; a mark can be moved."""
    left, right = ".given ol li", ".given ul li"
    card.show("match")
    assert card.texts(left) == ["Suez Canal", "Panama Canal", "Kiel Canal"]
    assert card.classes(left)["Suez Canal"] == {"current"}
    card.tap_on("Baltic", right)
    card.tap_on("Pacific", right)
    card.tap_on("Suez CanalBaltic", left)
    card.tap_on("Red Sea", right)
    assert card.texts(left) == ["Suez CanalRed Sea", "Panama CanalPacific", "Kiel Canal"]
    card.tap_on("Baltic", right)
    assert card.texts(".verdict.yes") == ["Right."]
    assert card.count(".given ol .right") == 3
    assert card.turned == 0


def test_wrong_matches_are_named_on_the_back(card):
    """The right ones stand in the answer."""
    card.show("match")
    rights = card.texts(".given ul li")
    for name in ("Pacific", "Red Sea", "Baltic"):
        card.key("hjk"[rights.index(name)])
    assert card.texts(".verdict.no") == ["Wrong."]
    assert card.count(".given ol .wrong") == 2
    card.show("match", "back")
    told = "Wrong.Not so: Suez Canal – Pacific; Panama Canal – Red Sea"
    assert card.texts(".verdict") == [told]


# Typing, hints, other cards


def test_a_typed_answer_is_held_against_the_nearest_wording(card):
    """`26 Metre` is one letter short of the alias, and far from `26 m`."""
    card.show("height", "back")
    assert card.run("all('code#typeans span').map(o => [o.className, o.textContent])")[1:] == [
        ["typeGood", "26 Metre"],
        ["typeMissed", "-"],
        ["typeMissed", "26 metres"],
    ]
    card.show("opened", "back")
    assert card.count("code#typeans #typearrow") == 1


def test_an_alias_typed_in_full_is_right(card, sides):
    """Whatever its letters' case; nothing else is shown."""
    back = sides["height"][1].replace("etre</span>", "eTRES</span>")
    assert back != sides["height"][1]
    card.run(f"sides.height[1] = {json.dumps(back)}")
    card.show("height", "back")
    assert card.texts("code#typeans") == ["26 MeTRES"]
    assert card.texts("code#typeans .typeGood") == ["26 MeTRES"]


def test_keys_are_left_to_other_cards_and_to_typing(card):
    """Cards of other decks are shown in the same page; letters typed into a box are letters."""
    card.show("sea")
    card.run("show('<p>Another deck</p>')")
    card.key("h")
    card.show("height")
    card.run("document.getElementById('typeans').focus()")
    card.key("h")
    card.key("g")
    assert card.run("strangers") == ["h", "h", "g"]
    assert card.run("document.getElementById('typeans').value") == "hg"


def test_the_hint_opens_by_key_and_tap(card):
    """And closes again."""
    card.show("opened")
    seen = []
    for press in (lambda: card.key("g"), lambda: card.key("g"), lambda: card.tap("summary")):
        press()
        seen.append(card.count("details[open]"))
    assert seen == [1, 0, 1]
    card.tap("details div")
    assert card.turned == 0


# How it looks


def test_a_picture_is_shown_with_its_credit(card):
    """On both sides, and read out by what it shows."""
    for side in ("front", "back"):
        card.show("height", side)
        shown = "all('img')[0].decode().then(() => [all('img')[0].naturalWidth, all('img')[0].alt])"
        assert card.run(shown) == [2, "a lake"]
        assert card.texts("figcaption")[0] == "A. Painter · CC0"


def test_signs_are_shown_letter_for_letter(card):
    """`a < b & c` reads so on the screen, in the answer and in the passage."""
    card.show("signs", "back")
    assert card.texts(".answer") == ["a < b & c"]
    assert "a < b & c, which" in card.texts("blockquote")[0]


def test_a_disagreement_is_a_small_table(card):
    """What each source says, and who it is."""
    card.show("cost", "back")
    assert card.texts(".variants th") == ["about 352 million dollars", "about 375 million dollars"]
    assert card.texts(".variants td") == ["the commission", "the treasury"]


def test_right_to_left(card):
    """The card, its lists and its signs go the way of the script; dates in it stay whole."""
    for side in ("front", "back"):
        card.show("when", side)
        assert card.run("getComputedStyle(document.querySelector('.sd')).direction") == "rtl"
        assert card.run("getComputedStyle(document.querySelector('.prompt')).textAlign") == "start"
    card.show("sea", "back")
    assert card.run("getComputedStyle(document.querySelector('.sd')).direction") == "ltr"


def test_what_is_tapped_goes_the_way_of_the_script(card):
    """Numbers stand on the right, what was matched on the left; our own words stay in order."""
    card.show("steps")
    left = "all('.badge, .how').map(one => Math.round(one.getBoundingClientRect().x))"
    assert min(card.run(left)[1:]) > 180
    assert card.run("getComputedStyle(all('.how')[0]).unicodeBidi") == "plaintext"
    card.show("partners")
    card.tap(".given ul li")
    line, mine = card.run(
        "all('.given ol li, .with').slice(0, 2).map(one => one.getBoundingClientRect().x)"
    )
    assert 0 < mine - line < 30
    card.show("which")
    card.tap(".options .right")
    assert card.texts(".verdict.yes") == ["Right."]
    assert card.turned == 0


def test_sizes_do_not_depend_on_the_page(card):
    """Each client sets its own size for the page: only that of the card counts."""
    sizes = "all('.sd *').map(one => parseFloat(getComputedStyle(one).fontSize).toFixed(2))"
    for name in ("height", "sea", "cost", "match", "gaps"):
        for side in ("front", "back"):
            found = []
            for page in ("10px", "24px"):
                card.run(f"document.documentElement.style.fontSize = '{page}'")
                card.show(name, side)
                found.append(card.run(sizes))
            assert found[0] == found[1], (name, side)
            assert min(map(float, found[0])) >= 10.5


@pytest.mark.parametrize("width", [270, 360])
def test_nothing_is_wider_than_a_small_phone(card, sides, width):
    """No card has to be moved sideways, be its words as long as they may."""
    card.open(width)
    wide = []
    for name in sides:
        for side in ("front", "back"):
            card.show(name, side)
            if card.run("document.documentElement.scrollWidth > innerWidth"):
                wide.append(f"{name} {side}")
    assert wide == []


@pytest.mark.parametrize("side", ["front", "back"])
def test_without_scripts_there_is_a_plain_list(browser, sides, tmp_path, side):
    """All options on the front; on the back the right one is marked, and reasons are listed."""
    page = tmp_path / "page.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">"
    html = sides["sea"][side == "back"]
    page.write_text(f'<!doctype html><meta charset="utf-8">{policy}{html}', encoding="utf-8")
    browser.open(page)
    assert browser.run("document.querySelectorAll('ol.options > li').length") == 4
    assert browser.run("document.querySelectorAll('.live, [data-key]').length") == 0
    assert ("the Kiel Canal ends there" in browser.run("document.body.innerText")) == (
        side == "back"
    )


def test_nothing_is_fetched(sides):
    """No card asks the network for anything: what it shows came with the package."""
    for front, back in sides.values():
        for text in (front, back):
            assert "@import" not in text
            assert "url(" not in text
            sources = [part.partition('"')[0] for part in text.split('src="')[1:]]
            assert all(one.startswith("studydeck-") for one in sources)


@pytest.mark.skipif(not AXE, reason="STUDYDECK_AXE does not name axe-core")
@pytest.mark.parametrize("night", [False, True])
def test_axe_finds_nothing_serious(card, sides, night):
    """On both sides of every card, before and after an answer was given."""
    card.run(Path(AXE).read_text("utf-8"))
    card.run(f"document.body.classList.toggle('nightMode', {json.dumps(night)})")
    found = []
    for name in sides:
        for side in ("front", "answered", "back"):
            if side == "answered":
                card.run("for (let i = 0; i < 9; i++) studydeck.press(new KeyboardEvent('keydown',"
                         " {key: 'jjkhlhhhh'[i]}))")  # fmt: skip
            else:
                card.show(name, side)
            told = card.run("axe.run(document.body).then(told => told.violations.map("
                            "one => [one.impact, one.id, one.nodes.map(n => n.html).join()]))")  # fmt: skip
            found += [(name, side, *one) for one in told if one[0] in {"serious", "critical"}]
    assert found == []


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("width", [360, 1200])
def test_every_card_has_a_picture(card, sides, tmp_path, width, night):
    """To look at: each is drawn in the colours of its mode."""
    folder = Path(PICTURES) if PICTURES else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    card.open(width, touch=width < 600)
    card.run(f"document.body.classList.toggle('nightMode', {json.dumps(night)})")
    paper = "rgb(27, 29, 33)" if night else "rgb(251, 250, 246)"
    for name in sides:
        for side in ("front", "back"):
            card.show(name, side)
            assert card.run("getComputedStyle(document.body).backgroundColor") == paper
            picture = folder / f"{name}-{side}-{width}-{'night' if night else 'light'}.png"
            card.browser.picture(picture)
            assert picture.read_bytes().startswith(b"\x89PNG")
