"""How well a document answers: BM25 over several fields, and words that stand near each other.

The formula is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with
the idf of Lucene, which is never negative; a word in a title counts as several in the body, as in their BM25F.
Nearness follows Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005): pairs of words that
follow each other in the query count again where they stand side by side, or at least close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from briefreader.search.segments import LENGTHS, Postings, Segment

K1, B = 1.2, 0.75


class Weighing:
    """What has to be known of the whole index to weigh a word in one document of it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._norms: dict[str, tuple[float, ...]] = {}
        self._documents: dict[str, int] = {}
        self._rarities: dict[tuple[str, str], float] = {}

    def rarity(self, field: str, word: str) -> float:
        """How telling a word is: high where few documents have it (idf)."""
        found = self._rarities.get((field, word))
        if found is None:
            self._know(field)
            holding = sum(segment.frequency(field, word) for segment in self._segments)
            found = log(1 + (self._documents[field] - holding + 0.5) / (holding + 0.5))
            self._rarities[field, word] = found
        return found

    def norms(self, field: str) -> tuple[float, ...]:
        """For each byte of `Segment.lengths`, what BM25 adds to the count of a word in a document so long."""
        self._know(field)
        return self._norms[field]

    def scores(self, segment: Segment, field: str, postings: Postings, rarity: float) -> list[float]:
        """The BM25 score of each posting."""
        norms, lengths, most = self.norms(field), segment.lengths(field), rarity * (K1 + 1)
        if not lengths:
            return [most / (1 + K1)] * len(postings.ids)
        return [
            most * weight / (weight + norms[lengths[number]])
            for number, weight in zip(postings.ids, postings.weights, strict=True)
        ]

    def _know(self, field: str) -> None:
        if field in self._norms:
            return
        documents, words = 0, 0.0
        for segment in self._segments:
            lengths = segment.lengths(field)
            documents += len(lengths) - lengths.count(0)
            words += segment.length_of_all(field)
        usual = words / documents if documents else 1.0
        self._documents[field] = documents
        self._norms[field] = tuple(K1 * (1 - B + B * length / usual) for length in LENGTHS)
