"""How good a ranking is, computed as trec_eval does it, and how sure a difference between two rankings is."""

from __future__ import annotations

import random
import statistics
from collections.abc import Mapping, Sequence
from math import log2
from typing import NamedTuple

Grades = Mapping[str, int]
"""How well each judged document answers one query: above 0 it does; what is not judged does not."""

_RESAMPLES = 2_000
_ALIKE = 1e-9


class Compared(NamedTuple):
    """One list of numbers beside another: how often it is higher, alike, lower; the mean difference and its range."""

    wins: int
    ties: int
    losses: int
    difference: float
    low: float
    high: float


def ndcg(ranked: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain: the gain of a document is its grade, divided by log2(rank + 1)."""
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    best = _discounted(ideal[:depth])
    return _discounted([max(0, grades.get(id, 0)) for id in once(ranked)[:depth]]) / best if best else 0.0


def average_precision(ranked: Sequence[str], grades: Grades) -> float:
    """The mean over all relevant documents of the precision where each is found: 0 for one that is not."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    found, total = 0, 0.0
    for rank, id in enumerate(once(ranked), start=1):
        if id in relevant:
            found += 1
            total += found / rank
    return total / len(relevant) if relevant else 0.0


def recall(ranked: Sequence[str], grades: Grades, depth: int = 100) -> float:
    """The share of the relevant documents that is among the first `depth`."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant.intersection(once(ranked)[:depth])) / len(relevant) if relevant else 0.0


def once(ranked: Sequence[str]) -> list[str]:
    """A ranking in which every document stands once, where it stood first."""
    return list(dict.fromkeys(ranked))


def compared(ours: Sequence[float], theirs: Sequence[float], seed: int = 1) -> Compared:
    """Two measurements of the same queries side by side, with a bootstrap interval that holds 95 in 100 means.

    The interval is that of the percentiles of means of resampled queries; the same seed gives the same one.
    """
    differences = [one - other for one, other in zip(ours, theirs, strict=True)]
    if not differences:
        return Compared(0, 0, 0, 0.0, 0.0, 0.0)
    wins = sum(difference > _ALIKE for difference in differences)
    losses = sum(difference < -_ALIKE for difference in differences)
    chance = random.Random(seed)
    size = len(differences)
    means = sorted(sum(chance.choices(differences, k=size)) / size for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
    return Compared(wins, size - wins - losses, losses, statistics.fmean(differences), low, high)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
