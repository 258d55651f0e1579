"""Cards as a browser shows them: rendered by real Anki, run by real Chromium."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest

from studydeck.emit.anki import package
from tests.canals import deck_of, write

pytest.importorskip("anki", reason="the anki package is not installed")

from tests.learner import Learner

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --virtual-time-budget=2000 --dump-dom"
    " --window-size=500,900"
).split()

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

REVIEWER = """
// What the desktop reviewer does: one page for all cards, in which scripts are run anew.
function show(name, side) {
  var qa = document.getElementById("qa");
  qa.innerHTML = side ? sides[name][side === "front" ? 0 : 1] : name;
  qa.querySelectorAll("script").forEach(function (old) {
    var script = document.createElement("script");
    script.textContent = old.textContent;
    old.replaceWith(script);
  });
}
function press(key, code) {
  var event = new KeyboardEvent("keydown",
    { key: key, code: code || "", bubbles: true, cancelable: true });
  (document.activeElement || document.body).dispatchEvent(event);
  return event.defaultPrevented;
}
function all(query) {
  return Array.from(document.querySelectorAll(query));
}
function texts() {
  return all(".options li").map(function (one) { return one.firstChild.textContent; });
}
function at(text) {
  return texts().indexOf(text);
}
function picked() {
  return all(".options li").map(function (one) { return one.classList.contains("picked"); });
}
function classes() {
  var found = {};
  all(".options li").forEach(function (one) {
    found[one.firstChild.textContent] = one.className.split(" ").sort().join(" ");
  });
  return found;
}
var Clock = Date;
function onDay(day) {
  Date = function () { return new Clock(2030, 0, day, 12); };
}
"""

SCRIPTS: dict[str, str] = {}


def in_browser(script):
    """Run a script in the page of all tests; the test gets what it returns as `found`."""

    def with_script(test):
        SCRIPTS[test.__name__] = script
        return test

    return with_script


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    """Both sides of the first card of each item."""
    folder = tmp_path_factory.mktemp("cards")
    deck = deck_of(write(folder / "project"))
    learner = Learner(folder / "learner")
    learner.take(package(deck, {note.guid: 1_795_000_000 for note in deck.notes}))
    keys = [note.key for note in deck.notes]
    made = {key.partition("/")[2]: learner.sides(learner.cards(key)[0], "26 m") for key in keys}
    learner.close()
    return made


@pytest.fixture(scope="module")
def ran(sides, tmp_path_factory):
    """What each script returns; starting a browser takes a second, so one runs them all."""
    folder = tmp_path_factory.mktemp("browser")
    safe = json.dumps(sides).replace("</", "<\\/")
    scripts = ",".join(f"{name}: function () {{{text}}}" for name, text in SCRIPTS.items())
    page = folder / "page.html"
    page.write_text(
        '<!doctype html><meta charset="utf-8"><body class="card card1"><div id="qa"></div>'
        f'<pre id="out"></pre><script>{REVIEWER} var sides = {safe}, found = {{}};'
        f"var scripts = {{{scripts}}};"
        "Object.keys(scripts).forEach(function (name) {"
        "  window.studydeck = undefined; window.Date = Clock;"
        "  try { found[name] = scripts[name](); } catch (error) { found[name] = String(error); }"
        "});"
        'document.getElementById("qa").textContent = "";'
        'document.getElementById("out").textContent = JSON.stringify(found);</script></body>',
        encoding="utf-8",
    )
    return json.loads(unescape(re.search(r'<pre id="out">(.*?)</pre>', dump(page), re.DOTALL)[1]))


@pytest.fixture
def found(ran, request):
    return ran[request.node.name]


def dump(page):
    """Open a page and give its document as it has become."""
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={page.parent / 'profile'}", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@in_browser("""
    show("sea", "front");
    var front = texts(), keys = "hjkl";
    var taken = press(keys[at("Baltic")]);
    press(keys[at("Atlantic")]);
    var chosen = classes(), verdict = all(".verdict.no").length;
    show("sea", "back");
    return {front: front, back: texts(), taken: taken, chosen: chosen, verdict: verdict,
            after: classes(), reasons: all(".options small").length, left: all(".reasons").length};
""")
def test_a_wrong_choice_by_key(found):
    """It is marked at once; a second choice is not taken; the back agrees with the front."""
    assert sorted(found["front"]) == ["Atlantic", "Baltic", "Caspian Sea", "Red Sea"]
    assert found["back"] == found["front"]
    assert (found["taken"], found["verdict"]) == (True, 1)
    expected = {
        "Atlantic": "tappable",
        "Baltic": "picked tappable",
        "Caspian Sea": "tappable",
        "Red Sea": "right tappable",
    }
    assert found["chosen"] == found["after"] == expected
    assert (found["reasons"], found["left"]) == (3, 0)


@in_browser("""
    var turned = false;
    document.body.addEventListener("click", function () { turned = true; });
    show("sea", "front");
    all(".options li")[at("Red Sea")].click();
    return {turned: turned, chosen: classes()["Red Sea"], verdict: all(".verdict.yes").length,
            roles: all("[role=radio][tabindex='0'].tappable").length,
            checked: all("[aria-checked=true]").length};
""")
def test_a_right_choice_by_tap(found):
    """The tap does not reach the page, where it would turn the card."""
    assert found == {
        "turned": False,
        "chosen": "picked right tappable",
        "verdict": 1,
        "roles": 4,
        "checked": 1,
    }


@in_browser("""
    return [["\u0440", "KeyH"], ["1", "Digit1"], ["d", "KeyH"]].map(function (key) {
      show("sea", "front");
      press(key[0], key[1]);
      return picked().indexOf(true);
    });
""")
def test_other_keyboards_and_digits(found):
    """Keys of another script count by their place; digits work where the client leaves them."""
    assert found == [0, 0, -1]


@in_browser("""
    show("sea", "front"); all(".options li")[2].focus(); press("Enter"); return picked();
""")
def test_the_focused_option_is_chosen_with_enter(found):
    """For clients that leave Tab and Enter to the card."""
    assert found == [False, False, True, False]


@in_browser("""
    return [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6].map(function (day) {
      onDay(day);
      show("sea", "front");
      var front = texts().join();
      window.studydeck = undefined;
      show("sea", "back");
      return [front, texts().join()];
    });
""")
def test_the_order_changes_from_day_to_day_and_not_within_one(found):
    """So that no one learns the place of an answer, and a reloaded page shows the same."""
    assert all(front == back for front, back in found)
    assert found[:6] == found[6:]
    assert len({front for front, _ in found}) >= 4


@in_browser("""
    return [1, 2, 3, 4].map(function (day) {
      onDay(day); show("sea", "front"); var front = texts().join();
      onDay(day + 1); show("sea", "back");
      return front === texts().join();
    });
""")
def test_midnight_between_front_and_back(found):
    """The back keeps the day of the front where the page lives on."""
    assert found == [True] * 4


@in_browser("""
    return [1, 2, 3].map(function (day) {
      onDay(day);
      show("locks", "front");
      return texts().join();
    });
""")
def test_true_stands_before_false(found):
    """Statements are not shuffled."""
    assert found == ["True,False"] * 3


@in_browser("""
    show("sea", "front"); press("h"); show("sea", "back"); show("sea", "front"); return picked();
""")
def test_a_fresh_front_forgets_the_last_choice(found):
    """The card comes again as if never answered."""
    assert found == [False] * 4


@in_browser("""
    show("sea", "front"); show("<p>Another deck</p>");
    var other = press("h");
    show("height", "front"); document.getElementById("typeans").focus();
    return [other, press("h"), press("g")];
""")
def test_keys_are_left_to_other_cards_and_to_typing(found):
    """Cards of other decks are shown in the same page; letters typed into a box are letters."""
    assert found == [False, False, False]


@in_browser("""
    show("opened", "front");
    return ["", "g", "g"].map(function (key) { press(key); return all("details[open]").length; });
""")
def test_the_hint_opens_by_key(found):
    """And closes again."""
    assert found == [0, 1, 0]


@in_browser("""
    show("signs", "back");
    return [all(".answer")[0].textContent, all("blockquote")[0].textContent];
""")
def test_signs_are_shown_letter_for_letter(found):
    """`a < b & c` reads so on the screen, in the answer and in the passage."""
    assert found[0] == "a < b & c"
    assert "a < b & c, which" in found[1]


@in_browser("""
    var qa = document.getElementById("qa"), wide = [];
    qa.style.width = "270px";
    Object.keys(sides).forEach(function (name) {
      ["front", "back"].forEach(function (side) {
        show(name, side);
        if (qa.scrollWidth > qa.clientWidth) wide.push(name + " " + side);
      });
    });
    qa.style.width = "";
    return wide;
""")
def test_nothing_is_wider_than_a_small_phone(found):
    """No card has to be moved sideways."""
    assert found == []


@pytest.mark.parametrize("side", ["front", "back"])
def test_without_scripts_there_is_a_plain_list(sides, tmp_path, side):
    """All options on the front; on the back the right one is marked, and reasons are listed."""
    page = tmp_path / "page.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">"
    html = sides["sea"][side == "back"]
    page.write_text(f'<!doctype html><meta charset="utf-8">{policy}{html}', encoding="utf-8")
    dom = dump(page)
    options = dom.partition('<ol class="options">')[2].partition("</ol>")[0]
    assert options.count("<li") == 4
    assert "data-key" not in options
    assert ("the Kiel Canal ends there" in dom) == (side == "back")
