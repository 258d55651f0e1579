// Puts the options of a choice in an order that the item and the day decide, so that the back
// agrees with the front without storing anything, and lets a learner pick one by tap or key.
// Where no script runs, the options are a plain list, and the back marks the right one.
(function () {
  "use strict";
  var root = document.querySelector(".sd");
  if (!root) return;
  var KEYS = "hjklnpqwxz"; // letters that no client has a use for; desktop Anki keeps the digits
  var front = root.classList.contains("front");
  var list = root.querySelector(".options");
  var state = window.studydeck;
  if (!state || state.item !== root.dataset.item || front) {
    state = window.studydeck = { item: root.dataset.item, day: today(), picked: null };
  }
  var options = list ? arranged() : [];
  options.forEach(prepare);
  if (!front) explain();
  if (!front && state.picked !== null) mark(state.picked);

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
    var hint = root.querySelector(".hint");
    if (hint && key === "g") {
      hint.open = !hint.open;
    } else if (key === "enter" || key === " ") {
      var focused = options.indexOf(document.activeElement);
      if (focused < 0 || state.picked !== null) return;
      pick(focused);
    } else {
      var at = "123456789".indexOf(key);
      at = at < 0 ? KEYS.indexOf(key) : at;
      if (at < 0 || at >= options.length || state.picked !== null) return;
      pick(at);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
  }

  function arranged() {
    var found = Array.prototype.slice.call(list.children);
    if (root.dataset.kind !== "statement") {
      var rank = new Map();
      found.forEach(function (one) {
        rank.set(one, hash([state.item, state.day, one.textContent].join("\n")));
      });
      found.sort(function (a, b) {
        return rank.get(a) - rank.get(b);
      });
      found.forEach(function (one) {
        list.appendChild(one);
      });
    }
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

  function prepare(one, at) {
    list.classList.add("live");
    one.dataset.key = KEYS[at] || "";
    if (!front) return;
    list.setAttribute("role", "radiogroup");
    one.setAttribute("role", "radio");
    one.setAttribute("aria-checked", "false");
    one.tabIndex = 0;
    one.addEventListener("click", function (event) {
      event.stopPropagation();
      if (state.picked === null) pick(at);
    });
  }

  // Moves the reasons why options are wrong from their list to the options themselves.
  function explain() {
    var reasons = root.querySelector(".reasons");
    if (!reasons) return;
    Array.prototype.slice.call(reasons.querySelectorAll("li")).forEach(function (reason) {
      var name = reason.querySelector("b").textContent;
      var option = options.find(function (one) {
        return one.textContent === name;
      });
      if (!option) return;
      reason.removeChild(reason.querySelector("b"));
      var small = document.createElement("small");
      small.textContent = reason.textContent.replace(/^ – /, "");
      option.appendChild(small);
      reason.remove();
    });
    if (!reasons.querySelector("li")) reasons.remove();
  }

  function pick(at) {
    state.picked = at;
    mark(at);
  }

  function mark(at) {
    var one = options[at];
    if (!one) return;
    one.classList.add("picked");
    one.setAttribute("aria-checked", "true");
    list.classList.add("done");
    if (!front) return;
    var said = document.createElement("div");
    said.className = "verdict " + (one.classList.contains("right") ? "yes" : "no");
    said.setAttribute("role", "status");
    list.insertAdjacentElement("afterend", said);
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
