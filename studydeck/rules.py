"""The one table of codes: what studydeck can find fault with.

A code is never used again for something else. Each has a page in `explain/` and a
folder in `tests/rules/`; a test holds the three together.
"""

from typing import Literal, NamedTuple


class Rule(NamedTuple):
    """One rule: its name reads well after the word "allow"."""

    name: str
    summary: str
    severity: Literal["error", "warning"] = "error"


RULES: dict[str, Rule] = {
    # SD1xx: reading
    "SD101": Rule("bad-yaml", "the file is not YAML"),
    "SD102": Rule("tab-indent", "a tab stands where YAML wants spaces"),
    "SD103": Rule("not-utf8", "the file is not UTF-8"),
    "SD104": Rule("huge-file", "the file is larger than studydeck reads"),
    "SD105": Rule("deep-nesting", "lists and mappings are nested too deeply"),
    "SD106": Rule("duplicate-key", "a key stands twice in one mapping"),
    "SD107": Rule("unknown-key", "the format has no such key"),
    "SD108": Rule("yaml-tag", "YAML tags such as !!python/object are not read"),
    "SD109": Rule("yaml-anchor", "YAML anchors are not read"),
    "SD110": Rule("yaml-alias", "YAML aliases are not read"),
    "SD111": Rule("comma-in-flow", "a comma between digits splits a value in two"),
    "SD112": Rule("comment-in-text", "a # after a space cuts the text short"),
    "SD113": Rule("colon-in-text", "an unquoted colon and space break the text"),
    "SD114": Rule("text-after-quote", "text goes on after a closing quotation mark"),
    "SD115": Rule("brace-start", "an unquoted text starts with {{"),
    "SD116": Rule("reserved-start", "an unquoted text starts with a reserved character"),
    "SD117": Rule("bracket-start", "an unquoted text starts with ["),
    "SD118": Rule("wrong-shape", "a list stands where a text is wanted, or the like"),
    "SD119": Rule("missing-key", "a key that must be there is not"),
    "SD120": Rule("unknown-value", "a key has a value that the format does not know"),
    "SD121": Rule("control-character", "a text holds a control character"),
    "SD122": Rule("many-documents", "the file holds more than one YAML document"),
    "SD123": Rule("bad-id", "an id has characters other than a-z, 0-9 and -"),
    "SD124": Rule("bad-citation", "a citation cannot be read"),
    "SD125": Rule("unreadable-file", "the file cannot be opened"),
    "SD126": Rule("empty-file", "the file holds nothing"),
    "SD127": Rule("future-format", "the file is of a later format"),
    "SD128": Rule("bad-date", "a date is not written as EDTF"),
    "SD129": Rule("bad-answer", "the answer does not fit the kind of the item"),
    "SD130": Rule("bad-cloze", "the gaps of a cloze text cannot be read"),
    # SD2xx: item writing
    "SD201": Rule("all-of-the-above", "an option speaks of the other options", "warning"),
    "SD202": Rule("answer-in-prompt", "the prompt gives its answer away", "warning"),
    "SD203": Rule("longest-answer", "the answer is much longer than its distractors", "warning"),
    "SD204": Rule("odd-form", "the answer has another form than its distractors", "warning"),
    "SD205": Rule("echoed-word", "only the answer repeats a word of the prompt", "warning"),
    "SD206": Rule("unstressed-not", "the prompt negates without stress", "warning"),
    "SD207": Rule("two-questions", "the prompt asks two things", "warning"),
    "SD208": Rule("of-these", "the prompt leans on options that may not be shown", "warning"),
    "SD209": Rule("moving-time", "the prompt names a time that moves", "warning"),
    "SD210": Rule("long-answer", "the answer is too long to be recalled", "warning"),
    "SD211": Rule("long-list", "too many things are to be recalled at once", "warning"),
    "SD212": Rule("same-prompt", "two items ask in the same words", "warning"),
    "SD213": Rule("few-options", "a choice has fewer than three options", "warning"),
    "SD214": Rule("sweeping-option", "a distractor is wrong by a word such as *never*", "warning"),
    "SD215": Rule("answer-in-hint", "the hint gives the answer away", "warning"),
    # SD3xx: evidence
    "SD301": Rule("quote-not-in-source", "the quoted words are not in the source"),
    "SD302": Rule("quote-many-times", "the quoted words stand in several places"),
    "SD303": Rule("answer-not-in-passage", "the passage says nothing of the answer's kind"),
    "SD304": Rule("answer-contradicted", "the passage gives another value"),
    "SD305": Rule("answer-unanchored", "the passage has the value, but not plainly for this"),
    "SD306": Rule("hedge-dropped", "the passage hedges the value and the answer does not"),
    "SD307": Rule("answer-too-precise", "the answer is finer than the passage"),
    "SD308": Rule("unchecked-item", "an item has no proof and does not say why"),
    "SD309": Rule("declared-unchecked", "an item is left unchecked for a stated reason", "warning"),
    "SD310": Rule("gap-hides-negation", "the gap of a quote hides a negation"),
    "SD311": Rule("citation-unused", "a cited passage proves nothing of the item", "warning"),
    "SD312": Rule("claim-without-ground", "a figure, date or name has no ground in a passage"),
    "SD313": Rule("distractor-is-right", "a distractor equals the answer"),
    "SD314": Rule("distractor-twice", "two distractors are equal"),
    "SD315": Rule("distractor-supported", "a distractor is true of the same question"),
    "SD316": Rule("distractor-of-other-kind", "a distractor is of another kind than the answer"),
    "SD317": Rule("unreal-disagreement", "values that are said to differ are equal"),
    "SD318": Rule("undated-membership", "a membership is asked without a date"),
    "SD319": Rule("undeclared-contradiction", "two entries contradict each other"),
    "SD320": Rule("view-without-holder", "a view is not told as the view of whoever holds it"),
    "SD321": Rule("copied-words", "a passage repeats a run of words from its original"),
    "SD322": Rule("changed-original", "the original is not the one that was restated"),
    "SD323": Rule("missing-original", "the original is not in the folder"),
    "SD324": Rule("passage-without-ground", "a figure or name of a passage is not in the original"),
    "SD325": Rule("weekday-not-of-date", "a weekday is not that of the date beside it"),
    "SD326": Rule("suspect-evidence", "a passage changed under a citation that is on record"),
    "SD327": Rule("outdated-review", "an item changed since its review", "warning"),
    "SD328": Rule("outdated-proof", "a passage changed since its original proved it", "warning"),
    # SD4xx: integrity
    "SD401": Rule("duplicate-id", "two things have one id"),
    "SD402": Rule("unknown-passage", "a citation names a passage that is not there"),
    "SD403": Rule("unknown-source", "a citation names a source that is not there"),
    "SD404": Rule("source-without-rights", "a source does not say what may be done with it"),
    "SD405": Rule("empty-bank", "a bank has no items"),
    "SD406": Rule("no-banks", "there is no folder with banks"),
    "SD407": Rule("path-outside-project", "a path leaves the project"),
    "SD408": Rule("id-unlike-file", "an id is not the name of its file"),
    "SD409": Rule("retired-id-used", "a retired id is in use"),
    "SD410": Rule("unknown-reference", "a name refers to nothing"),
    "SD411": Rule("line-outside-original", "a passage names lines the original lacks"),
    "SD412": Rule("unfit-picture", "a picture cannot be shown on a card"),
    "SD413": Rule("unused-picture", "no item shows a picture of the project", "warning"),
    # SD5xx: assembly
    "SD501": Rule("no-namespace", "the project has no namespace of its own"),
    "SD502": Rule("empty-selection", "a deck or section selects no items"),
    "SD503": Rule("too-few-items", "a section asks for more items than there are"),
    "SD504": Rule("unknown-deck", "there is no such deck or form"),
    "SD505": Rule("too-few-options", "an item has too few options to choose from", "warning"),
    "SD506": Rule("missing-glyph", "no font of the handout has a character"),
    "SD507": Rule("damaged-lock", "a lock file cannot be read"),
    "SD508": Rule("unproved-bank", "a deck uses a bank that has errors"),
    "SD509": Rule("unwritable-target", "an output file cannot be written"),
    "SD510": Rule("lock-ahead-of-clock", "a lock has a time that is still to come"),
    "SD511": Rule("cloze-turned", "a released item became a cloze, or is none any more"),
    "SD512": Rule("unreleased-change", "a deck is not as it was last released"),
    "SD513": Rule("one-deck-for-two-banks", "two banks have the same Anki deck"),
    "SD514": Rule("missing-font", "a form asks for a font that is not there"),
    "SD515": Rule("bad-template", "a form's Typst template cannot be used"),
    "SD516": Rule("answer-told", "an item of a form tells the answer of another", "warning"),
    "SD517": Rule("one-letter", "one letter is right more than three times in a row", "warning"),
    # SD9xx: ourselves
    "SD901": Rule("internal-error", "studydeck itself failed"),
}
