"""The measures of ranking, on cases worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measures import average_precision, compared, ndcg, recall

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0, "e": -1}


def test_gain_is_the_grade_and_the_discount_is_that_of_the_rank() -> None:
    ideal = 3 + 2 / log2(3) + 1 / 2
    assert ndcg(["a", "b", "c"], GRADES) == pytest.approx(1.0)
    assert ndcg(["x", "c", "d", "a", "e"], GRADES) == pytest.approx((1 / log2(3) + 3 / log2(5)) / ideal)
    assert ndcg(["b", "a"], GRADES, depth=1) == pytest.approx(2 / 3)
    assert ndcg([], GRADES) == 0


def test_only_the_first_ten_count() -> None:
    nothing = [f"x{number}" for number in range(10)]
    assert ndcg([*nothing, "a"], GRADES) == 0
    assert ndcg([*nothing[1:], "a"], {"a": 1}) == pytest.approx(1 / log2(11))
    assert ndcg(list("abcdefghijk"), dict.fromkeys("abcdefghijk", 1)) == pytest.approx(1.0)


def test_average_precision_is_over_all_relevant_documents() -> None:
    assert average_precision(["a", "x", "b"], GRADES) == pytest.approx((1 + 2 / 3) / 3)
    assert average_precision(["d", "e", "x"], GRADES) == 0
    assert average_precision(["a"], {"a": 0}) == 0


def test_recall_is_the_share_that_was_found_in_time() -> None:
    assert recall(["x", "a", "d", "c"], GRADES) == pytest.approx(2 / 3)
    assert recall([*(f"x{number}" for number in range(100)), "a"], GRADES) == 0
    assert recall(["a"], {}) == 0


def test_a_document_that_stands_twice_counts_once_where_it_stood_first() -> None:
    for measure in (ndcg, average_precision, recall):
        assert measure(["a", "a", "x", "b", "a"], GRADES) == measure(["a", "x", "b"], GRADES)


@given(st.lists(st.sampled_from("abcdefgh")), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-2, 4)))
def test_every_measure_lies_between_none_and_all(ranked: list[str], grades: dict[str, int]) -> None:
    best = sorted(grades, key=lambda id: -grades[id])
    for measure in (ndcg, average_precision, recall):
        assert 0 <= measure(ranked, grades) <= 1
        assert measure(best, grades) == pytest.approx(float(any(grade > 0 for grade in grades.values())))


def test_two_rankings_are_compared_query_by_query() -> None:
    pair = compared([0.5, 0.4, 0.3, 0.2], [0.4, 0.4, 0.5, 0.1])
    assert (pair.wins, pair.ties, pair.losses) == (2, 1, 1)
    assert pair.difference == pytest.approx(0.0)
    assert pair.low < pair.difference < pair.high
    assert pair == compared([0.5, 0.4, 0.3, 0.2], [0.4, 0.4, 0.5, 0.1])


def test_a_difference_that_is_always_the_same_has_no_range() -> None:
    pair = compared([0.5] * 9, [0.25] * 9)
    assert (pair.difference, pair.low, pair.high) == (0.25, 0.25, 0.25)
    assert compared([], []).difference == 0
