"""Wrong answers in the place of right ones: hardly any of the library's mutants survives."""

from studydeck.load.root import builtin_root
from tests.evidence.mutate import survivors


def test_at_most_one_in_a_hundred_mutants_of_the_library_survive() -> None:
    count, alive = survivors(builtin_root())
    assert count > 1000
    assert len(alive) <= 0.01 * count, alive
