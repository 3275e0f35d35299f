"""Words that are spelt nearly so are those that a plain definition of distance says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.search.spelling import FURTHEST, distance, likely, may_be_near

WORDS = st.text("abcd", max_size=7)


def plain(one: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    table = {(at, 0): at for at in range(len(one) + 1)} | {(0, at): at for at in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(one), len(other)]


@given(WORDS, WORDS, st.integers(0, FURTHEST))
def test_the_distance_is_that_of_its_definition_as_far_as_it_counts(one: str, other: str, furthest: int) -> None:
    assert distance(one, other, furthest) == min(plain(one, other), furthest + 1)


@given(WORDS, WORDS)
def test_no_word_that_is_near_is_passed_over(one: str, other: str) -> None:
    if plain(one, other) <= FURTHEST:
        assert may_be_near(one, other)


def test_the_nearest_comes_first_then_the_most_frequent() -> None:
    counts = {"tariffs": 3, "tariff": 9, "tarifs": 1, "tarot": 20, "tariffis": 4, "tarrifs": 2, "alliance": 5}
    # One letter away: "tarifs"; two: "tariff" and "tariffs", the one that occurs most first; "tariffis" is too far.
    assert likely("tarrifs", counts) == ("tarifs", "tariff", "tariffs")


def test_short_words_may_differ_in_one_letter_only() -> None:
    assert likely("nato", {"nato": 5, "nat": 1, "note": 1, "nauto": 1}) == ("nat", "nauto")
