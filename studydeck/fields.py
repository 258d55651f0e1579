"""What stands in the fields of a note: the words of `wording`, as harmless HTML."""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from urllib.parse import quote

from studydeck.chance import shuffled
from studydeck.model import (
    Answer,
    Elements,
    Evidence,
    Finding,
    Gaps,
    Item,
    Pairs,
    Present,
    Project,
    Settings,
    Single,
    Steps,
)
from studydeck.wording import (
    Option,
    answer_text,
    blanked,
    caveats,
    options,
    plain_date,
    presentation,
    prompt_text,
    proofs,
    variants,
)

FIELDS = (
    # on the front
    "Prompt", "Given", "Options", "Typed", "Hint", "Image",
    # on the back
    "Answer", "Aliases", "Reasons", "Explanation", "Passages", "Variants", "AsOf", "Caveat",
    "Withdrawn",
    # about the item
    "Topic", "Kind", "Id", "Release", "Language", "Licence", "Report",
    # not used yet: a field that is added later would cut learners off from updates
    "Extra1", "Extra2", "Extra3", "Extra4",
)  # fmt: skip
"""The fields of both note types, in their order. Frozen: see `emit.anki`."""

RELEASE = "&#123;release&#125;"
"""What stands in `Report` for the day of the note's last change, until the day is known."""

_KEYBOARD = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})
_MARKUP = str.maketrans({"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "\n": "<br>"})
_CLOZE = re.compile(r"\{\{c\d+::((?:(?!::|\}\}).)*)(?:::.*?)?\}\}", re.DOTALL)
_BREAK = re.compile(r"</li>(?=<li)|</tr>(?=<tr)|</td>(?=<td)|<br>")
_TAG = re.compile(r"<[^>]*>")
_MATHS = re.compile(r"\\(?=\(|&#91;)")


def html(text: str) -> str:
    r"""Write a text so that Anki shows it letter for letter.

    Beside HTML's own characters, those are disarmed that Anki would read: clozes, sounds,
    LaTeX in brackets, and `\(`, which only an element in between keeps from MathJax.

    >>> html("a < b & {{c1::x}} [sound:a.mp3]")
    'a &lt; b &amp; &#123;&#123;c1::x&#125;&#125; &#91;sound:a.mp3&#93;'
    """
    return _MATHS.sub(r"\\<span></span>", escape(text).translate(_MARKUP))


def plain(written: str) -> str:
    """Give the words of a field in one line, as a list of changes shows them.

    >>> plain("<ul><li>a &lt; b</li><li>c</li></ul>")
    'a < b; c'
    >>> plain("The {{c1::sea::hint}} is &#123;x&#125;.")
    'The [sea] is {x}.'
    """
    text = _CLOZE.sub(r"[\1]", written)
    return " ".join(unescape(_TAG.sub("", _BREAK.sub("; ", text))).split())


def item_fields(
    project: Project, item: Item, finding: Finding | None, present: Present, count: int
) -> dict[str, str]:
    """Fill the fields of an item; those that it has no use for are empty.

    `count` is the most options that a choice has. Pictures are given by file name.
    """
    shown = _options(item, count) if present is Present.CHOOSE else ()
    bank = project.banks[item.bank]
    filled = {
        "Prompt": _cloze(item, item.answer)
        if isinstance(item.answer, Gaps)
        else html(prompt_text(item)),
        "Given": _given(project, item),
        "Options": "".join(_option(one, item) for one in shown),
        "Typed": html(_typed(item.answer)) if present is Present.TYPE else "",
        "Hint": html(item.hint),
        "Answer": _or(_answer(claim.answer) for claim in item.right),
        "Aliases": "<br>".join(_aliases(item.answer)),
        "Reasons": _list("ul", (_reason(one) for one in shown if one.reason)),
        "Explanation": "<br>".join(html(line) for line in _explanation(item)),
        "Passages": _passages(project, item, finding.evidence if finding else ()),
        "Variants": _variants(project, item),
        "AsOf": html(plain_date(item.as_of)),
        "Caveat": "<br>".join(html(line) for line in caveats(item)),
        "Kind": str(item.kind),
        **about(project.settings, item.key, str(bank.title)),
    }
    return {name: filled.get(name, "") for name in FIELDS}


def about(settings: Settings, key: str, topic: str) -> dict[str, str]:
    """Fill the fields that tell where a note is from."""
    return {
        "Topic": html(topic),
        "Id": html(key),
        "Language": html(settings.language),
        "Licence": html(makers(settings)),
        "Report": html(report_link(settings.url, key)),
    }


def makers(settings: Settings) -> str:
    """Write who made the questions and on what terms."""
    return " · ".join(part for part in (", ".join(settings.authors), settings.licence) if part)


def reachable(url: str) -> bool:
    """Say whether an address is one of the web or of mail: no other may stand on a card."""
    return url.partition(":")[0].lower() in {"http", "https", "mailto"}


def report_link(url: str, key: str) -> str:
    """Make the address at which a learner reports an item, or nothing.

    The key takes the place of `{item}`, or is added as a parameter, and `{release}` is left
    for the day of the release. Other schemes than those of the web and of mail are refused:
    a card must not run an author's script.

    >>> report_link("https://example.org/new?label=card", "water/depth")
    'https://example.org/new?label=card&item=water%2Fdepth&release={release}'
    """
    if not reachable(url):
        return ""
    name = quote(key, safe="")
    if "{item}" in url:
        return url.replace("{item}", name)
    address, mark, part = url.partition("#")
    told = f"item={name}&release={{release}}"
    if url.lower().startswith("mailto:"):
        told = f"subject={name}%20{{release}}"
    return f"{address}{'&' if '?' in address else '?'}{told}{mark}{part}"


def asked(item: Item, present: Mapping[str, Present]) -> Present:
    """Decide how an item is asked; where several answers are right none can be compared.

    A set with distractors can be chosen, too: all that belong to it are right.
    """
    told = presentation(item, present)
    if _is_open_set(item) and present.get(item.kind) is Present.CHOOSE:
        return Present.CHOOSE
    several = len({answer_text(claim.answer) for claim in item.right}) > 1
    return Present.REVEAL if several and told is Present.TYPE else told


# Parts of the front


def _is_open_set(item: Item) -> bool:
    """Say whether an item is a set of which some options are no members."""
    answer = item.answer
    return isinstance(answer, Elements) and bool(item.distractors) and len(item.right) == 1


def _options(item: Item, count: int) -> tuple[Option, ...]:
    """Give the options; of a set all its members, and wrong ones up to `count`, or one."""
    if not isinstance(item.answer, Elements):
        return options(item, count, item.key)
    members = item.answer.elements
    wrong = item.distractors[: max(1, count - len(members))]
    found = [
        *(Option(plain_date(text), True) for text in members),
        *(Option(plain_date(one.text), False, str(one.reason)) for one in wrong),
    ]
    return shuffled(found, lambda one: one.text, item.key)


def _cloze(item: Item, answer: Gaps) -> str:
    """Write a cloze text with Anki's marks; what `prompt_text` adds comes after it."""
    parts, at = [], 0
    for number, gap in enumerate(answer.gaps, 1):
        hint = f"::{_in_gap(gap.hint)}" if gap.hint else ""
        card = number if answer.each else 1
        parts += [html(answer.text[at : gap.start])]
        parts += [f"{{{{c{card}::{_in_gap(answer.text[gap.start : gap.end])}{hint}}}}}"]
        at = gap.end
    added = prompt_text(item).removeprefix(blanked(answer))
    return "".join([*parts, html(answer.text[at:] + added)])


def _in_gap(text: str) -> str:
    return html(text).replace(":", "&#58;")


def _given(project: Project, item: Item) -> str:
    """Give what has to be seen to answer: the passage to be read, parts to be ordered."""
    texts = [one.text for one in proofs(project, item)] if item.show_passage else []
    parts = [f"<blockquote>{html(text)}</blockquote>" for text in texts if text]
    match item.answer:
        case Steps(steps=steps):
            mixed = _mixed(item, steps)
            parts += [_placed("ul", mixed, (steps.index(step) + 1 for step in mixed))]
        case Pairs(pairs=pairs):
            rights = _mixed(item, dict.fromkeys(right for _, right in pairs))
            places = (rights.index(right) + 1 for _, right in pairs)
            parts += [_placed("ol", (left for left, _ in pairs), places)]
            parts += [_list("ul", map(html, rights))]
        case _:
            pass
    return "".join(parts)


def _mixed(item: Item, parts: Iterable[str]) -> tuple[str, ...]:
    """Put parts in an order that is the same on every machine, and not the right one."""
    right = tuple(parts)
    mixed = shuffled(right, str, item.key)
    return mixed if mixed != right else (*mixed[1:], *mixed[:1])


def _placed(tag: str, texts: Iterable[str], places: Iterable[int]) -> str:
    """Write a list whose entries know their place, for the script that asks for them."""
    rows = zip(texts, places, strict=True)
    entries = "".join(f'<li data-at="{place}">{html(text)}</li>' for text, place in rows)
    return f"<{tag}>{entries}</{tag}>"


def _option(one: Option, item: Item) -> str:
    """Write an option: AnkiMobile turns the card at a tap on what is not `tappable`."""
    right = " right" if one.right else ""
    last = " last" if one.text in map(plain_date, item.pinned) else ""
    return f'<li class="tappable{right}{last}">{html(one.text)}</li>'


def _typed(answer: Answer) -> str:
    """Give the answer in characters that a keyboard has."""
    return answer_text(answer).translate(_KEYBOARD)


# Parts of the back


def _or(answers: Iterable[str]) -> str:
    return "<br><i>or</i> ".join(dict.fromkeys(answers))


def _answer(answer: Answer) -> str:
    """Write an answer; one that has several parts as a list or a table."""
    match answer:
        case Elements(elements=elements):
            return _list("ul", map(html, elements))
        case Steps(steps=steps, dates=dates):
            ends = [f" ({plain_date(date)})" for date in dates] or [""] * len(steps)
            return _list("ol", (html(f"{s}{e}") for s, e in zip(steps, ends, strict=True)))
        case Pairs(pairs=pairs):
            rows = (f"<tr><td>{html(a)}</td><td>{html(b)}</td></tr>" for a, b in pairs)
            return f"<table>{''.join(rows)}</table>"
        case _:
            return html(answer_text(answer))


def _aliases(answer: Answer) -> list[str]:
    """Write other wordings, a line for each part; each knows what it stands for."""
    match answer:
        case Single(text=text, aliases=aliases):
            return [_others(text, aliases)] if aliases else []
        case Elements(aliases=by_element):
            found = [(name, others) for name, others in by_element.items() if others]
        case Gaps(gaps=gaps):
            found = [(str(gap.answer), gap.aliases) for gap in gaps if gap.aliases]
        case _:
            found = []
    return [f"{html(name)}: {_others(name, others)}" for name, others in found]


def _others(name: str, aliases: Iterable[str]) -> str:
    of = html(plain_date(name).translate(_KEYBOARD))
    return ", ".join(f'<span data-of="{of}">{html(plain_date(one))}</span>' for one in aliases)


def _reason(one: Option) -> str:
    return f"<b>{html(one.text)}</b> – {html(one.reason)}"


def _explanation(item: Item) -> list[str]:
    lines = [str(item.explanation)] if item.explanation else []
    return [*lines, f"Worked out: {item.working}"] if item.working else lines


def _passages(project: Project, item: Item, evidence: Iterable[Evidence]) -> str:
    """Write each passage with its citation below, the words that carry the answer marked."""
    places: dict[str, list[tuple[int, int]]] = {}
    for one in evidence:
        key = f"{one.source}@{one.passage}"
        if key in project.passages:
            places.setdefault(key, []).append((one.start, one.end))
    shown = proofs(project, item, dict.fromkeys(places) if places else None)
    marks = list(places.values()) or [[] for _ in shown]
    return "".join(
        _figure(_marked(proof.text, where), proof.where)
        for proof, where in zip(shown, marks, strict=True)
    )


def _figure(passage: str, where: str) -> str:
    words = f"<blockquote>{passage}</blockquote>" if passage else ""
    return f"<figure>{words}<figcaption>{html(where)}</figcaption></figure>"


def _marked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Mark stretches of a text; those that touch or overlap become one."""
    parts, at = [], 0
    for start, end in _joined(places) if text else ():
        parts += [html(text[at:start]), f"<mark>{html(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, html(text[at:])])


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def _variants(project: Project, item: Item) -> str:
    """Write a small table where sources disagree: what they say, and who says it."""
    rows = (
        f'<tr><th scope="row">{html(one.answer)}</th><td>{html(one.who)}'
        + (f"<br><small>{html(one.note)}</small>" if one.note else "")
        + "</td></tr>"
        for one in variants(project, item)
    )
    table = "".join(rows)
    return f"<table>{table}</table>" if table else ""


def _list(tag: str, entries: Iterable[str]) -> str:
    rows = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<{tag}>{rows}</{tag}>" if rows else ""
