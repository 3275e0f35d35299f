"""What two sequences share is found in order, whatever they are and however long."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.alignment import aligned, heaviest_chain

LETTERS = st.text("abcde", max_size=30)
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9).map(float)), max_size=9)


def rises(pairs: list[tuple[int, int]]) -> bool:
    return all(a < x and b < y for (a, b), (x, y) in pairwise(pairs))


@given(LETTERS, LETTERS, st.booleans())
def test_pairs_are_equal_items_that_rise_on_both_sides(old: str, new: str, weighted: bool) -> None:
    pairs = aligned(old, new, {"a": 3} if weighted else None)
    assert all(old[a] == new[b] for a, b in pairs)
    assert rises(pairs)


@given(LETTERS, st.sets(st.integers(0, 29)))
def test_what_is_only_cut_out_leaves_all_the_rest_paired(old: str, gone: set[int]) -> None:
    unlike = [f"{one}{at}" for at, one in enumerate(old)]
    kept = [at for at in range(len(old)) if at not in gone]
    assert aligned(unlike, [unlike[at] for at in kept]) == [(at, there) for there, at in enumerate(kept)]


def test_of_two_that_cross_the_weightier_stays() -> None:
    assert aligned(["x", "y"], ["y", "x"], {"x": 1, "y": 5}) == [(1, 0)]
    assert aligned(["x", "y"], ["y", "x"], {"x": 5, "y": 1}) == [(0, 1)]


def test_a_long_stretch_is_cut_where_something_stands_once_in_both() -> None:
    old = ["x", "y"] * 300 + ["once"] + ["y", "x"] * 300
    new = ["y", "y", "z"] * 200 + ["once"] + ["x", "z", "x"] * 200
    pairs = aligned(old, new)
    assert (600, 600) in pairs
    assert rises(pairs)


def test_a_long_stretch_of_nothing_but_repetition_is_all_different_within_its_equal_ends() -> None:
    old, new = ["a", "b"] * 500, ["b", "a", "a"] * 300
    assert aligned(["start", *old, "end"], ["start", *new, "end"]) == [(0, 0), (1001, 901)]


@given(PAIRS)
def test_no_rising_chain_is_heavier(pairs: list[tuple[int, int, float]]) -> None:
    chain = heaviest_chain(pairs)
    weights: dict[tuple[int, int], float] = {}
    for a, b, weight in pairs:
        weights[a, b] = max(weight, weights.get((a, b), 0))
    assert rises(chain)
    heaviest = max(
        sum(weights[pair] for pair in some)
        for size in range(len(weights) + 1)
        for some in combinations(sorted(weights), size)
        if rises(list(some))
    )
    assert sum(weights[pair] for pair in chain) == heaviest
