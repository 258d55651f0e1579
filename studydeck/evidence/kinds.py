"""What kind of name a prompt asks for: "in which city", "who", "which organisation"."""

from collections.abc import Sequence

from studydeck.evidence.tokens import STOP, Token, tokens

_SAME = {
    word: kind
    for kind, words in {
        "state": "states country countries nation nations republic republics",
        "city": "cities capital capitals town towns",
        "person": "people president minister premier leader official chairman general scientist",
        "organisation": "organisations organization organizations body bodies group groups"
        " grouping forum institution alliance",
    }.items()
    for word in words.split()
}
_ACTORS = frozenset({"person", "people", "state", "organisation", "group", "body"})
_ASKING = frozenset({"which", "what", "name", "list"})


def kind_of(word: str) -> str:
    """Give the common word for a kind: a country is a state.

    >>> kind_of("Country"), kind_of("river")
    ('state', 'river')
    """
    low = word.casefold().replace("’", "'").removesuffix("'s")
    return _SAME.get(low, low)


def asked_kinds(prompt: str, known: frozenset[str]) -> frozenset[str]:
    """Give the kinds that a prompt lets pass, of those that names are declared to have.

    Empty where the prompt does not say. Only the words directly after "which", "what" or
    "name" say it.

    >>> sorted(asked_kinds("In which city did they meet?", frozenset({"city", "state"})))
    ['city']
    """
    found = tokens(prompt)
    for index, token in enumerate(found):
        if token.low in {"who", "whom", "whose"}:
            return _ACTORS & known
        if token.low in _ASKING:
            following = [t for t in found[index + 1 :] if t.low not in {"the", "all"}]
            return _named_after(following, known)
    return frozenset()


def _named_after(following: Sequence[Token], known: frozenset[str]) -> frozenset[str]:
    for at, token in enumerate(following):
        after = following[at + 1].text if at + 1 < len(following) else ""
        kind = kind_of(token.text)
        if kind in known and kind_of(after) not in known:
            return frozenset({kind})
        if token.kind != "word" or (token.low in STOP and kind not in known):
            break
    return frozenset()
