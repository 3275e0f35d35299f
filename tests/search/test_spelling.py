"""Words that are spelt nearly so are those that a plain definition of distance says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.search.spelling import furthest_from, likeliest_first, near

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


@given(WORDS, st.sets(WORDS | st.text(max_size=5), max_size=60).map(sorted), st.integers(0, 2))
def test_all_words_that_are_near_are_found_with_their_distance(word: str, words: list[str], furthest: int) -> None:
    wanted = {other: away for other in words if (away := plain(word, other)) <= furthest}
    assert dict(near(word, words, furthest)) == wanted


def test_the_nearest_comes_first_then_the_most_frequent() -> None:
    counts = {"tariffs": 3, "tariff": 9, "tarifs": 1, "tarot": 20, "tariffis": 4, "tarrifs": 2, "alliance": 5}
    found = dict(near("tarrifs", sorted(counts), furthest_from("tarrifs")))
    # One letter away: "tarifs"; two: "tariff" and "tariffs", the one that occurs most first; "tariffis" is too far.
    assert likeliest_first(found, counts) == ("tarrifs", "tarifs", "tariff", "tariffs")


def test_short_words_may_differ_in_one_letter_only() -> None:
    words = sorted(["nato", "nat", "note", "nauto"])
    assert dict(near("nato", words, furthest_from("nato"))) == {"nato": 0, "nat": 1, "nauto": 1}
