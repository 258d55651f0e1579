"""Order without a random generator: each decision is a digest of what it decides.

Adding an item leaves the order of the others alone, and every machine and version of
Python agrees.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def digest(*parts: str) -> bytes:
    """Digest texts so that no two different lists of parts look alike.

    Each part goes in with its length in UTF-8 bytes (8 bytes, big-endian) before it.
    """
    state = sha256()
    for part in parts:
        data = part.encode()
        state.update(len(data).to_bytes(8, "big") + data)
    return state.digest()


def shuffled(things: Iterable[T], key: Callable[[T], str], *seed: str) -> tuple[T, ...]:
    """Put things in the order that the seed gives their keys; equal keys keep theirs."""
    return tuple(sorted(things, key=lambda thing: digest(*seed, key(thing))))
