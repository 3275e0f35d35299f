"""How well a document answers: BM25 over several fields, and words that stand near each other.

The formula is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with
an idf that is never negative; a word in a title counts as several in the body, as in their BM25F.
Nearness follows Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005): pairs of words that
follow each other in the query count again where they stand side by side, or at least close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from briefreader.search.segments import LENGTHS, Postings, Segment

K1, B = 1.2, 0.75

COMMON = 0.5
"""The share of texts from which a word stands too often to tell anything beside other words."""

_ODDS = 0.5
"""How much the odds against a word count in its idf. With 1, as in Lucene, a word that half of all documents have
weighs more than it tells, and "the" and "of" decide over what a long question finds."""


class Weighing:
    """What has to be known of the whole index to weigh a word in one document of it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._norms: dict[str, tuple[float, ...]] = {}
        self._usual: dict[str, float] = {}
        self._documents: dict[str, int] = {}
        self._holding: dict[tuple[str, str], int] = {}

    def rarity(self, field: str, word: str) -> float:
        """How telling a word is: high where few documents have it (idf)."""
        holding = self.holding(field, word)
        return log(1 + _ODDS * (self._documents[field] - holding + 0.5) / (holding + 0.5))

    def documents(self, field: str) -> int:
        """How many documents have a field."""
        self._know(field)
        return self._documents[field]

    def share(self, field: str, word: str) -> float:
        """The share of the documents that have a word."""
        return self.holding(field, word) / max(1, self._documents[field])

    def norm(self, field: str, length: float) -> float:
        """What BM25 adds to the count of a word in a document of so many words."""
        self._know(field)
        return K1 * (1 - B + B * length / self._usual[field])

    def norms(self, field: str) -> tuple[float, ...]:
        """For each byte of `Segment.lengths`, what BM25 adds to the count of a word in a document so long."""
        if field not in self._norms:
            self._norms[field] = tuple(self.norm(field, length) for length in LENGTHS)
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

    def holding(self, field: str, word: str) -> int:
        """How many documents have a word."""
        found = self._holding.get((field, word))
        if found is None:
            self._know(field)
            found = sum(segment.frequency(field, word) for segment in self._segments)
            self._holding[field, word] = found
        return found

    def _know(self, field: str) -> None:
        if field in self._usual:
            return
        documents, words = 0, 0.0
        for segment in self._segments:
            lengths = segment.lengths(field)
            documents += len(lengths) - lengths.count(0)
            words += segment.length_of_all(field)
        self._documents[field] = documents
        self._usual[field] = words / documents if words else 1.0
