"""Which documents a query finds, and how well each of them answers it.

Whoosh keeps the postings and has the weighting (BM25; title, heading and point count more within a field); the sets
are joined here. Its query classes are not used: their scores and their treatment of NOT, of constants and of limits
differ between the versions that we run on, counting every hit takes a second pass, and this is three times as fast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from whoosh.scoring import bm25

from briefreader.search.query import All, Ending, Node, Not, Some, Term, positive_terms
from briefreader.search.schema import RAW, STEMMED_FIELDS
from briefreader.search.words import stemmer

Scores = dict[int, float]

_BEGINNING_WEIGHT = {Ending.STARRED: 1.0, Ending.TYPED: 0.001}
_NEARBY_WEIGHT = {"section": 0.3, "brief_words": 0.1}
_SHORTEST_MISSPELT = 4
_B, _K1 = 0.75, 1.2


class Finder:
    """Answers one query from one Whoosh searcher."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self.reader = searcher.reader()
        self._leaves = self.reader.leaf_readers()
        self._lengths: dict[str, dict[int, float]] = {}
        self._usual: dict[str, float] = {}
        present = set(self.reader.indexed_field_names())
        self._stemmed = {language: field for language, field in STEMMED_FIELDS.items() if field in present}

    def close(self) -> None:
        self._searcher.close()

    def find(self, root: Node, brief: str | None = None) -> Scores:
        """A score for each document that answers the query, of one brief where that is given.

        A document that holds the words of the query side by side scores above every one that has them scattered.
        """
        found = self._find(root)
        if brief is not None:
            found = {number: found[number] for number in self._numbers("brief", brief) if number in found}
        plain = [term for term in positive_terms(root) if not term.where and not term.exact]
        if not found or not plain:
            return found
        for field, weight in _NEARBY_WEIGHT.items():
            for word in {run[0] for term in plain for run in term.variants if len(run) == 1}:
                for number, score in self._postings(field, word, found):
                    found[number] += weight * score
        run = tuple(word for term in plain for word in term.variants[0])
        if len(run) > 1:
            highest = max(found.values()) + 1.0
            for number in self._run(RAW, run, plain[-1].ending is not Ending.WHOLE):
                if number in found:
                    found[number] += highest
        return found

    def _find(self, node: Node) -> Scores:
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Not):
            return self._without(self._all(), [node])
        if isinstance(node, Some):
            scores: Scores = {}
            for child in node.children:
                for number, score in self._find(child).items():
                    scores[number] = scores.get(number, 0.0) + score
            return scores
        return self._every(node)

    def _every(self, node: All) -> Scores:
        wanted = [child for child in node.children if not isinstance(child, Not)]
        found = self._find(wanted[0]) if wanted else self._all()
        for child in wanted[1:]:
            if not found:
                return found
            also = self._find(child)
            found = {number: score + also[number] for number, score in found.items() if number in also}
        return self._without(found, [child for child in node.children if isinstance(child, Not)])

    def _without(self, found: Scores, unwanted: Iterable[Not]) -> Scores:
        for node in unwanted:
            for number in self._find(node.child):
                found.pop(number, None)
        return found

    def _all(self) -> Scores:
        return dict.fromkeys(self.reader.all_doc_ids(), 0.0)

    def _term(self, term: Term) -> Scores:
        begins = term.ending is not Ending.WHOLE
        if term.where:
            # Who and where filter; they do not rank, so that what they find stays in reading order.
            return dict.fromkeys(
                (number for run in term.variants for number in self._run(term.where, run, begins)), 0.0
            )
        scores: Scores = {}
        if term.ending is not Ending.STARRED:
            for run in term.variants:
                _raise(scores, self._run(RAW, run, False) if term.exact or len(run) > 1 else self._stems(run[0]))
        if begins:
            for run in term.variants:
                for number, score in self._run(RAW, run, True).items():
                    scores.setdefault(number, _BEGINNING_WEIGHT[term.ending] * score / (score + 1.0))
        return scores

    def _stems(self, word: str) -> Scores:
        scores: Scores = {}
        for language, field in self._stemmed.items():
            _raise(scores, dict(self._postings(field, stemmer(language)(word))))
        return scores

    def _run(self, field: str, run: Sequence[str], begins: bool) -> Scores:
        """The documents in which the words of `run` follow each other; the last may be the beginning of a word."""
        spellings = [[word] for word in run]
        if begins:
            spellings[-1] = [spelling.decode() for spelling in self.reader.expand_prefix(field, run[-1])]
        if len(run) == 1:
            return self._weights(field, spellings[0]) if begins else dict(self._postings(field, run[0]))
        frequency = self.reader.doc_frequency
        order = sorted(range(len(run)), key=lambda place: sum(frequency(field, word) for word in spellings[place]))
        starts: dict[int, set[int]] | None = None
        total: Scores = {}
        for place in order:
            here: dict[int, set[int]] = {}
            scores: Scores = {}
            for spelling in spellings[place]:
                for number, score, matcher in self._walk(field, spelling, starts):
                    positions = matcher.value_as("positions")
                    here.setdefault(number, set()).update(position - place for position in positions)
                    scores[number] = scores.get(number, 0.0) + score
            if starts is not None:
                here = {number: common for number, found in here.items() if (common := found & starts[number])}
            starts = here
            total = {number: total.get(number, 0.0) + scores[number] for number in starts}
            if not starts:
                break
        return total

    def _weights(self, field: str, words: Iterable[str]) -> Scores:
        """How often each document holds any of the words: what is cheap enough for hundreds of them."""
        weights: Scores = {}
        for word in words:
            for _, offset, matcher in self._matchers(field, word):
                while matcher.is_active():
                    number = offset + matcher.id()
                    weights[number] = weights.get(number, 0.0) + matcher.weight()
                    matcher.next()
        return weights

    def _matchers(self, field: str, word: str) -> Iterator[tuple[Any, int, Any]]:
        """Each segment that holds a word, the number of its first document, and its run through the postings."""
        encoded = word.encode()
        for leaf, offset in self._leaves:
            if (field, encoded) in leaf:
                yield leaf, offset, leaf.postings(field, encoded)

    def _numbers(self, field: str, word: str) -> list[int]:
        return [offset + number for _, offset, matcher in self._matchers(field, word) for number in matcher.all_ids()]

    def _postings(self, field: str, word: str, within: Collection[int] | None = None) -> Iterator[tuple[int, float]]:
        for number, score, _ in self._walk(field, word, within):
            yield number, score

    def _walk(self, field: str, word: str, within: Collection[int] | None) -> Iterator[tuple[int, float, Any]]:
        """The documents that hold a word, each with its BM25 score there and Whoosh's matcher standing on it."""
        lengths = self._lengths.setdefault(field, {})
        for leaf, offset, matcher in self._matchers(field, word):
            rarity = self._searcher.idf(field, word.encode())
            usual = self._usual_length(field)
            while matcher.is_active():
                local = matcher.id()
                number = offset + local
                if within is None or number in within:
                    length = lengths.get(number)
                    if length is None:
                        length = lengths[number] = leaf.doc_field_length(local, field, 1)
                    yield number, bm25(rarity, matcher.weight(), length, usual, _B, _K1), matcher
                matcher.next()

    def _usual_length(self, field: str) -> float:
        if field not in self._usual:
            self._usual[field] = self._searcher.avg_field_length(field)
        return self._usual[field]

    def better_spelling(self, root: Node, text: str) -> str | None:
        """The query with each word that occurs nowhere replaced by the likeliest one that does, or None.

        A word one edit away is preferred to one two edits away, then the one in more documents.
        """
        better = text
        for term in reversed(list(positive_terms(root))):
            word = term.variants[0][0]
            if term.where or len(term.variants[0]) > 1 or len(word) < _SHORTEST_MISSPELT or self._term(term):
                continue
            spelling = self._likeliest(word)
            if spelling is None:
                return None
            quote = '"' if term.exact else ""
            better = f"{better[: term.start]}{quote}{spelling}{quote}{better[term.end :]}"
        return better if better != text else None

    def _likeliest(self, word: str) -> str | None:
        for distance in (1, 2):
            spellings = [
                spelling.decode() if isinstance(spelling, bytes) else spelling
                for spelling in self.reader.terms_within(RAW, word, distance, prefix=1)
            ]
            if spellings:
                return max(spellings, key=lambda spelling: (self.reader.doc_frequency(RAW, spelling), spelling))
        return None


def _raise(scores: Scores, others: Scores) -> None:
    for number, score in others.items():
        if score > scores.get(number, -1.0):
            scores[number] = score
