"""What a note is known by, for ever: it is made from authored ids, never from wording.

A change here would turn every card of every learner into a new one. `tests/vectors/guid.json`
has worked examples, for whoever writes the same in another language.
"""

from studydeck.chance import digest

_DOMAIN = "studydeck-1"
_DIGITS = 24


def guid(namespace: str, bank: str, item: str, translation: str = "") -> str:
    """Make the guid of an item: the first 24 hexadecimal digits (96 bits) of the digest.

    `bank` and `item` are the item's `identity`, which `was:` keeps. `translation` is the
    language of a translated deck, and empty for the language that the bank is written in.

    >>> guid("lakes-0a1b2c", "water", "depth")
    'e92fbe44cee9f5e896c5053d'
    """
    parts = [_DOMAIN, namespace, bank, item]
    parts += [translation] if translation else []
    return digest(*parts).hex()[:_DIGITS]
