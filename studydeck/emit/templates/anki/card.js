// What a learner can do on a card: choose, put in order, match, by tap or key; and on the back
// what became of it. The order of options follows from the item and the day, so that the back
// agrees with the front without storing anything. Where no script runs, lists are plain lists.
(function () {
  "use strict";
  var root = document.querySelector(".sd");
  if (!root) return;
  var KEYS = "hjklnpqwxz"; // letters that no client has a use for; desktop Anki keeps the digits
  var front = root.classList.contains("front");
  var state = window.studydeck;
  if (!state || state.item !== root.dataset.item || front) {
    state = window.studydeck = { item: root.dataset.item, day: today(), given: [], told: "" };
  }
  var options = root.querySelector(".options");
  var given = root.querySelector(".given");
  var parts = []; // what keys act on, in their order
  var act = null;
  if (options) choice();
  else if (front && given && root.dataset.kind === "order") order();
  else if (front && given && root.dataset.kind === "matching") matching();
  if (front) label();
  else typed();
  if (!front && state.told) verdict(root.querySelector("#answer"), state.right, state.told);

  if (!window.studydeckKeys) {
    window.studydeckKeys = true;
    document.addEventListener("keydown", function (event) {
      window.studydeck.press(event);
    });
  }
  state.press = function (event) {
    if (!front || !root.isConnected) return; // another deck's card may be shown by now
    if (event.ctrlKey || event.metaKey || typing(event.target)) return;
    var key = letter(event);
    if (!key) return;
    var hint = root.querySelector(".hint");
    if (hint && key === "g") {
      hint.open = !hint.open;
    } else {
      var at = "123456789".indexOf(key);
      if (at < 0) at = KEYS.indexOf(key);
      if (key === "enter" || key === " ") at = parts.indexOf(document.activeElement);
      if (!act || at < 0 || at >= parts.length) return;
      act(at);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  function all(query, within) {
    return Array.prototype.slice.call((within || root).querySelectorAll(query));
  }

  function made(tag, name, text) {
    var one = document.createElement(tag);
    one.className = name;
    one.textContent = text;
    return one;
  }

  // Makes elements live: each tap or key on one of them calls `then` with its number.
  function alive(found, role, then) {
    parts = found;
    act = function (at) {
      if (!root.querySelector(".done")) then(at);
    };
    found.forEach(function (one, at) {
      if (KEYS[at]) one.dataset.key = KEYS[at];
      one.classList.add("live", "tappable");
      one.setAttribute("role", role);
      one.tabIndex = 0;
      one.addEventListener("click", function (event) {
        event.stopPropagation();
        act(at);
      });
    });
  }

  function how(text, after) {
    after.insertAdjacentElement("beforebegin", made("div", "how", text));
  }

  function done(after, right, told) {
    state.right = right;
    state.told = told;
    after.classList.add("done");
    verdict(after, right, "");
  }

  function verdict(after, right, told) {
    var said = made("div", "verdict " + (right ? "yes" : "no"), right ? "Right." : "Wrong.");
    said.setAttribute("role", "status");
    if (told) said.appendChild(made("span", "told", told));
    after.insertAdjacentElement("afterend", said);
  }

  // Choice

  function choice() {
    var found = arranged();
    var rights = all(".right", options).length;
    options.classList.add("live");
    if (!front) {
      explain(found);
      mark(found);
      return;
    }
    options.setAttribute("role", rights > 1 ? "group" : "radiogroup");
    if (rights > 1) how("Choose " + rights + ".", options);
    alive(found, rights > 1 ? "checkbox" : "radio", function (at) {
      var again = state.given.indexOf(at);
      if (again < 0) state.given.push(at);
      else state.given.splice(again, 1);
      mark(found);
      if (state.given.length === rights) {
        done(options, !options.querySelector(".picked:not(.right)"), "");
      }
    });
    mark(found);
  }

  function mark(found) {
    found.forEach(function (one, at) {
      var picked = state.given.indexOf(at) >= 0;
      one.classList.toggle("picked", picked);
      if (front) one.setAttribute("aria-checked", String(picked));
    });
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
  }

  function arranged() {
    var found = Array.prototype.slice.call(options.children);
    if (root.dataset.kind === "statement") return found;
    var rank = new Map();
    found.forEach(function (one, at) {
      var drawn = hash([state.item, state.day, one.textContent].join("\n"));
      rank.set(one, one.classList.contains("last") ? 4294967296 + at : drawn);
    });
    found.sort(function (a, b) {
      return rank.get(a) - rank.get(b);
    });
    found.forEach(function (one) {
      options.appendChild(one);
    });
    return found;
  }

  // FNV-1a with a last stir: texts that differ in one letter end far apart.
  function hash(text) {
    var h = 2166136261;
    for (var i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    return (h ^ (h >>> 16)) >>> 0;
  }

  // Moves the reasons why options are wrong from their list to the options themselves.
  function explain(found) {
    var reasons = root.querySelector(".reasons");
    if (!reasons) return;
    all("li", reasons).forEach(function (reason) {
      var name = reason.querySelector("b").textContent;
      var option = found.find(function (one) {
        return one.textContent === name;
      });
      if (!option) return;
      reason.removeChild(reason.querySelector("b"));
      option.appendChild(made("small", "", reason.textContent.replace(/^ – /, "")));
      reason.remove();
    });
    if (!reasons.querySelector("li")) reasons.remove();
  }

  // Order: the taps give the numbers; a tap on a numbered one takes its number back.

  function order() {
    var list = given.querySelector("ul");
    var found = Array.prototype.slice.call(list.children);
    var texts = found.map(text);
    var last = 0;
    list.setAttribute("role", "group");
    how("Tap them in their order.", list);
    found.forEach(function (one) {
      one.insertBefore(made("b", "badge tappable", ""), one.firstChild);
    });
    alive(found, "button", function (at) {
      var again = state.given.indexOf(at);
      if (again < 0) state.given.push(at);
      else state.given.splice(again, 1);
      found.forEach(function (one, number) {
        var place = state.given.indexOf(number);
        one.querySelector(".badge").textContent = place < 0 ? "" : place + 1;
        one.setAttribute("aria-pressed", String(place >= 0));
      });
      if (state.given.length === found.length) finish();
    });

    function finish() {
      var right = true;
      state.given.forEach(function (number, place) {
        var at = Number(found[number].dataset.at);
        var fits = at === place + 1 || at === last; // two that read the same may be exchanged
        found[number].classList.add(fits ? "right" : "wrong");
        right = right && fits;
        last = at;
      });
      var said = state.given.map(function (number) {
        return texts[number];
      });
      done(given, right, right ? "" : "Your order: " + said.join(" → "));
    }
  }

  // Matching: one on the left is marked, and the next tap on the right goes to it.

  function matching() {
    var lefts = all("ol > li", given);
    var list = given.querySelector("ul");
    var rights = Array.prototype.slice.call(list.children);
    var texts = rights.map(text);
    var current = 0;
    given.classList.add("pairs");
    [given.querySelector("ol"), list].forEach(function (one) {
      one.setAttribute("role", "group");
    });
    how("Tap what belongs to the marked one.", given.querySelector("ol"));
    lefts.forEach(function (one, at) {
      one.appendChild(made("span", "with tappable", ""));
      one.classList.add("live", "tappable");
      one.setAttribute("role", "button");
      one.tabIndex = 0;
      one.addEventListener("click", function (event) {
        event.stopPropagation();
        if (given.classList.contains("done")) return;
        state.given[at] = undefined;
        current = at;
        show();
      });
    });
    alive(rights, "button", function (at) {
      state.given[current] = at;
      var open = lefts.map(function (_, number) {
        return state.given[number] === undefined;
      });
      var next = open.indexOf(true, current);
      current = next < 0 ? open.indexOf(true) : next;
      show();
      if (current < 0) finish();
    });
    show();

    function show() {
      lefts.forEach(function (one, at) {
        var mine = state.given[at];
        one.classList.toggle("current", at === current);
        one.setAttribute("aria-pressed", String(at === current));
        one.querySelector(".with").textContent = mine === undefined ? "" : texts[mine];
      });
      rights.forEach(function (one, at) {
        one.classList.toggle("used", state.given.indexOf(at) >= 0);
      });
    }

    function finish() {
      var said = [];
      lefts.forEach(function (one, at) {
        var fits = Number(one.dataset.at) === state.given[at] + 1;
        one.classList.add(fits ? "right" : "wrong");
        if (!fits) said.push(text(one.firstChild) + " – " + texts[state.given[at]]);
      });
      done(given, !said.length, said.length ? "Not so: " + said.join("; ") : "");
    }
  }

  function text(one) {
    return one.textContent;
  }

  // Typing: Anki compares with one answer; the nearest of the other wordings may be nearer.

  function label() {
    var box = document.getElementById("typeans");
    if (box) box.setAttribute("aria-label", "Your answer");
  }

  function typed() {
    var code = document.querySelector("code#typeans");
    if (!code || !code.querySelector("#typearrow")) return;
    var rows = ["", ""];
    var row = 0;
    Array.prototype.forEach.call(code.childNodes, function (one) {
      if (one.id === "typearrow") row = 1;
      else if (row || one.className !== "typeMissed") rows[row] += one.textContent;
    });
    var best = rows[1];
    var common = shared(rows[0], best).score;
    all(".aliases [data-of]").forEach(function (one) {
      if (one.dataset.of !== rows[1]) return;
      var found = shared(rows[0], one.textContent).score;
      if (found > common) {
        common = found;
        best = one.textContent;
      }
    });
    if (best !== rows[1]) compare(code, rows[0], best);
  }

  // Finds the longest common run of letters, in order, and how much of both texts it is.
  function shared(mine, theirs) {
    var a = Array.from(mine.slice(0, 300));
    var b = Array.from(theirs.slice(0, 300));
    var table = [];
    for (var i = a.length; i >= 0; i--) {
      table[i] = [];
      for (var j = b.length; j >= 0; j--) {
        if (i === a.length || j === b.length) table[i][j] = 0;
        else if (same(a[i], b[j])) table[i][j] = table[i + 1][j + 1] + 1;
        else table[i][j] = Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    return { a: a, b: b, table: table, score: (2 * table[0][0]) / (a.length + b.length || 1) };
  }

  function same(a, b) {
    return a.toLowerCase() === b.toLowerCase();
  }

  function compare(code, mine, best) {
    var found = shared(mine, best);
    var i = 0;
    var j = 0;
    code.textContent = "";
    var upper = code.appendChild(made("span", "", ""));
    var whole = found.score === 1;
    while (i < found.a.length || j < found.b.length) {
      if (i < found.a.length && j < found.b.length && same(found.a[i], found.b[j])) {
        add(upper, "typeGood", found.a[i++]);
        j++;
      } else if (j < found.b.length && (i === found.a.length || skip())) {
        add(upper, "typeMissed", "-");
        j++;
      } else {
        add(upper, "typeBad", found.a[i++]);
      }
    }
    if (whole) return;
    code.appendChild(made("div", "", "↓"));
    code.appendChild(made("span", "typeMissed", best));

    function skip() {
      return found.table[i][j + 1] >= found.table[i + 1][j];
    }
  }

  function add(row, name, letter) {
    var last = row.lastChild;
    if (last && last.className === name) last.textContent += letter;
    else row.appendChild(made("span", name, letter));
  }

  function typing(target) {
    return !!target && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
  }

  // On keyboards of other scripts the place of the key counts, not what it writes.
  function letter(event) {
    var key = (event.key || "").toLowerCase();
    var place = /^(?:Key|Digit|Numpad)(.)$/.exec(event.code || "");
    var plain = key === "enter" || /^[ -~]$/.test(key);
    return plain && !event.altKey ? key : place ? place[1].toLowerCase() : "";
  }
})();
