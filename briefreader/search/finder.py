"""Answers a query from all segments together: what is found, in which order, and how it is counted."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefreader.search.catalogue import Catalogue, Catalogues, Chosen
from briefreader.search.entries import Facet
from briefreader.search.feedback import READ, SETTLED, more_words
from briefreader.search.matching import Matching, Scores
from briefreader.search.names import Names
from briefreader.search.query import All, Ending, Node, Query, Some, Term, positive_terms, read_query
from briefreader.search.ranking import COMMON, Weighing
from briefreader.search.schema import LETTERS, RAW
from briefreader.search.segments import Segment, Stored
from briefreader.search.spelling import furthest_from, likeliest_first, near
from briefreader.search.words import stemmer

CANDIDATES = 400
"""How many of the best are looked at more closely: for words near each other, and in titles."""

_PLACES = {"section": 0.3, "title": 0.1}
_PLACES_OF_SOME = {"section": 0.6, "title": 0.1}
"""How much a word in the heading or the title above a text counts beside one in it: more where only some words of a
query stand in each answer, since a heading then tells what the answer is about."""

_SIDE_BY_SIDE, _CLOSE, _WINDOW = 0.6, 0.3, 8
_MOST_NEAR = 20_000
"""Documents in which a word may stand to have its places compared; those of more take too long to read."""

_WHOLE = 1.0
"""What holding all the words adds where some would do."""

_FEW = 5_000
"""Documents in which even what tells nothing is soon looked at."""

_SAMPLE = 50
_SHORTEST_MISSPELT = 4
_MOST_NEARBY = 100
_FEWEST_SOME = 2
_MOST_SOME = 16

Place = tuple[int, int]
"""A document: the segment that it stands in, and its number there."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: the documents in order with their scores, in all `total`, and the facets of them.

    `root` is what they answer: not all that was asked where `some` is true.
    """

    best: tuple[tuple[Place, float], ...]
    total: int
    facets: tuple[Facet, ...]
    some: bool
    root: Node


class Finder:
    """Answers queries as long as the segments are those of the index."""

    def __init__(self, segments: Sequence[Segment], catalogues: Sequence[Catalogue]) -> None:
        self.segments = segments
        self._each = catalogues
        self._weighing = Weighing(segments)
        self._names = Names()
        self._nearby: dict[str, tuple[str, ...]] = {}
        self._begin(self._names)

    def _begin(self, names: Names) -> None:
        self._names = names
        self._catalogues = Catalogues(self._each, names)
        self._matchings = [Matching(one, self._weighing, names, self.near) for one in self.segments]

    def answer(
        self,
        root: Node,
        names: Names,
        *,
        chosen: Chosen,
        order: str,
        limit: int | None,
        some: bool,
        facets: bool,
    ) -> Found:
        """What answers `root`. With `some`, and nothing that holds all words of a query, what holds some of them."""
        if names is not self._names:
            self._begin(names)
        sifted = {field: self._catalogues.sift(field, values) for field, values in chosen.items() if values}
        found = [matching.find(root) for matching in self._matchings]
        relaxed = some and not any(found) and self._some(root)
        if relaxed:
            root = relaxed
            found = [matching.find(root) for matching in self._matchings]
        kept = found
        for lists in sifted.values():
            kept = [_within(scores, only) for scores, only in zip(kept, lists, strict=True)]
        if order == "relevance":
            any_of = root.children[0] if relaxed and isinstance(root, All) else root
            if some and _is_word(root):
                any_of = Some((root,))
            self._look_closer(root, kept, _PLACES_OF_SOME if isinstance(any_of, Some) else _PLACES)
            if isinstance(any_of, Some):
                self._raise_whole(any_of, kept)
                self._raise_alike(any_of, kept)
        counted = tuple(self._catalogues.facets(found, chosen, sifted)) if facets else ()
        return Found(self._in_order(kept, order, limit), sum(map(len, kept)), counted, bool(relaxed), root)

    def _some(self, root: Node) -> Node | None:
        """The query for any of the words of one for all of them; None where it asks for something else than words."""
        if not isinstance(root, All):
            return None
        words = [child for child in root.children if isinstance(child, Term) and not child.where]
        others = [child for child in root.children if child not in words]
        if len(words) < _FEWEST_SOME:
            return None
        parts = dict.fromkeys(part for word in words for part in _parts(word))
        if len(parts) > _MOST_SOME:
            # Of a page that somebody pastes, most words tell nothing that the others do not.
            telling = heapq.nsmallest(_MOST_SOME, parts, key=lambda part: max(map(self._held, part.variants)))
            parts = dict.fromkeys(part for part in parts if part in telling)
        any_of = Some(tuple(parts))
        return All((any_of, *others)) if others else any_of

    def _held(self, run: Sequence[str]) -> int:
        return min(self._weighing.holding(RAW, word) for word in run)

    def stored(self, place: Place) -> Stored:
        """What comes with a document."""
        at, number = place
        return Stored(*self.segments[at].stored(number))

    # Order

    def _in_order(self, found: list[Scores], order: str, limit: int | None) -> tuple[tuple[Place, float], ...]:
        if order != "relevance":
            shelved = self._catalogues.shelved
            place = {id: at for at, id in enumerate(sorted(shelved, key=lambda id: (shelved[id].title, id)))}
            if order == "date":
                by_date = sorted(place, key=lambda id: shelved[id].date, reverse=True)
                place = {id: at for at, id in enumerate(by_date)}
            return tuple(self._as_they_stand(found, place)[:limit])
        least = -1.0
        if limit is not None and sum(map(len, found)) > limit > 0:
            # Sorting all of what half the library holds would take longer than finding it.
            least = _least(found, limit)
        best = [
            (-round(score, 6), at, number)
            for at, scores in enumerate(found)
            for number, score in scores.items()
            if score >= least
        ]
        best.sort()
        return tuple(((at, number), -score) for score, at, number in best[:limit])

    def _as_they_stand(self, found: list[Scores], place: dict[str, int]) -> list[tuple[Place, float]]:
        rows = []
        for at, scores in enumerate(found):
            catalogue = self._each[at]
            for number, score in scores.items():
                rows.append((*catalogue.spot(number, place), at, number, score))
        rows.sort()
        return [((at, number), score) for *_, at, number, score in rows]

    # Rank

    def _look_closer(self, root: Node, found: list[Scores], weights: Mapping[str, float]) -> None:
        """Raise what has the words in its titles, near each other, or exactly as they were typed."""
        plain = [term for term in positive_terms(root) if not term.where and not term.exact]
        if not plain or not any(found) or self._tell_nothing(plain):
            return
        candidates = self._candidates(found)
        for at, best in enumerate(candidates):
            if best:
                self._raise_titles(at, plain, found[at], best, weights)
                self._raise_near(at, plain, found[at], best)
        run = tuple(word for term in plain for word in term.variants[0])
        if len(run) > 1 and isinstance(root, All):
            highest = max(max(scores.values(), default=0.0) for scores in found) + 1.0
            begins = plain[-1].ending in (Ending.TYPED, Ending.STARRED) and len(run[-1]) > LETTERS
            # Where all words are too common for their places to be read everywhere, the best are looked at alone.
            alone = not any(self._weighing.holding(RAW, word) <= _MOST_NEAR for word in run)
            for at, scores in enumerate(found):
                if scores:
                    within = candidates[at] if alone else scores
                    for number in self._matchings[at].run(RAW, run, begins, within):
                        if number in scores:
                            scores[number] += highest

    def _tell_nothing(self, plain: Sequence[Term]) -> bool:
        """Whether all words are such as most texts hold, in a library where looking closer at them takes long."""
        return self._weighing.documents(RAW) > _FEW and all(
            self._weighing.share(RAW, word) > COMMON for term in plain for run in term.variants for word in run
        )

    def _candidates(self, found: list[Scores]) -> Sequence[Collection[int]]:
        if sum(map(len, found)) <= CANDIDATES:
            return found
        least = _least(found, CANDIDATES)
        chosen = [{number for number, score in scores.items() if score > least} for scores in found]
        room = CANDIDATES - sum(map(len, chosen))
        for some, scores in zip(chosen, found, strict=True):
            # Of those that are alike at the edge as many as there is room for, in the order of the text.
            edge = [number for number, score in scores.items() if score == least][:room]
            some.update(edge)
            room -= len(edge)
        return chosen

    def _raise_titles(
        self, at: int, plain: Sequence[Term], scores: Scores, best: Container[int], weights: Mapping[str, float]
    ) -> None:
        words = {run[0] for term in plain for run in term.variants if len(run) == 1}
        for field, weight in weights.items():
            for word in words:
                for number, score in self._matchings[at].in_any_form(field, word, best).items():
                    scores[number] += weight * score

    def _raise_near(self, at: int, plain: Sequence[Term], scores: Scores, best: Collection[int]) -> None:
        """Count words of the query that follow each other there once more where they do so in the text."""
        typed = [word for term in plain for word in term.variants[0]]
        segment = self.segments[at]
        for language, field in self._matchings[at].stemmed.items():
            stem = stemmer(language)
            words = [word for word in typed if self._is_telling(field, stem(word))]
            pairs = [(one, other) for one, other in pairwise(words) if one != other]
            if not pairs:
                continue
            held = {word: segment.places(field, stem(word), set(best)) for word in words}
            rarities = {word: self._weighing.rarity(field, stem(word)) for word in words}
            norms, lengths = self._weighing.norms(field), segment.lengths(field)
            for number in best:
                places = {word: found[number] for word, found in held.items() if number in found}
                if len(places) > 1:
                    scores[number] += _nearness(pairs, places, rarities, norms[lengths[number]])

    def _is_telling(self, field: str, word: str) -> bool:
        weighing = self._weighing
        return weighing.share(field, word) <= COMMON and weighing.holding(field, word) <= _MOST_NEAR

    def _raise_whole(self, any_of: Some, found: list[Scores]) -> None:
        """Raise what holds all the words, though some would do."""
        for matching, scores in zip(self._matchings, found, strict=True):
            if scores:
                for number in matching.find(All(any_of.children)):
                    if number in scores:
                        scores[number] += _WHOLE

    def _raise_alike(self, any_of: Some, found: list[Scores]) -> None:
        """Sort what stands below the first answers by the words that these have in common."""
        ranked = self._in_order(found, "relevance", CANDIDATES)
        if len(ranked) <= SETTLED:
            return
        asked = {word for term in positive_terms(any_of) for run in term.variants for word in run}
        best = [(self.stored(place), score) for place, score in ranked[:READ]]
        within: list[set[int]] = [set() for _ in found]
        for (at, number), _ in ranked:
            within[at].add(number)
        gains: dict[Place, float] = {}
        for (field, word), weight in more_words(best, asked, self._weighing).items():
            for at, some in enumerate(within):
                for number, score in self._matchings[at].weighed(field, word, some).items():
                    gains[at, number] = gains.get((at, number), 0.0) + weight * score
        settled = dict.fromkeys((place for place, _ in ranked[:SETTLED]), max(gains.values(), default=0.0))
        for (at, number), gain in (gains | settled).items():
            found[at][number] += gain

    # Spelling

    def near(self, word: str) -> tuple[str, ...]:
        """The words that occur and are spelt nearly so, the likeliest first; the first letter is taken to be right."""
        if word in self._nearby:
            return self._nearby[word]
        found: dict[str, int] = {}
        for segment in self.segments:
            found.update(near(word, segment.words(RAW, word[:1]), furthest_from(word)))
        found.pop(word, None)
        counts = {other: sum(segment.frequency(RAW, other) for segment in self.segments) for other in found}
        # Each segment asks again.
        if len(self._nearby) >= _MOST_NEARBY:
            self._nearby.clear()
        self._nearby[word] = likeliest_first(found, counts)
        return self._nearby[word]

    def suggestion(self, query: Query) -> str | None:
        """Another query whose words really occur, where it finds something."""
        better = self._better_spelling(query.root, query.text) if query.root else None
        root = read_query(better).root if better else None
        return better if root and any(matching.find(root) for matching in self._matchings) else None

    def _better_spelling(self, root: Node, text: str) -> str | None:
        """The query with each word that occurs nowhere replaced by the likeliest one that does, or None."""
        better = text
        for term in reversed(list(positive_terms(root))):
            word = term.variants[0][0]
            if term.where or len(term.variants[0]) > 1 or len(word) < _SHORTEST_MISSPELT:
                continue
            if any(matching.extent(term) or matching.term(term) for matching in self._matchings):
                continue
            spelling = next(iter(self.near(word)), None)
            if spelling is None:
                return None
            quote = '"' if term.exact else ""
            better = f"{better[: term.start]}{quote}{spelling}{quote}{better[term.end :]}"
        return better if better != text else None


def _least(found: Sequence[Scores], count: int) -> float:
    """The lowest of so many highest scores, of which there are more.

    A sample tells a bound above which there are enough: what lies below it need not be sorted.
    """
    every = [score for scores in found for score in scores.values()]
    sample = sorted(every[::_SAMPLE], reverse=True)
    bound = sample[min(len(sample) - 1, 3 * count // _SAMPLE + 3)]
    above = [score for score in every if score >= bound]
    return heapq.nlargest(count, above if len(above) >= count else every)[-1]


def _within(scores: Scores, only: Container[int]) -> Scores:
    return {number: score for number, score in scores.items() if number in only}


def _is_word(root: Node) -> bool:
    """Whether a query is one word in any of its forms, and no longer being typed."""
    return isinstance(root, Term) and not root.where and not root.exact and root.ending is Ending.WHOLE


def _parts(word: Term) -> Iterator[Term]:
    """A word that is there in full, and one that hyphens join also by its parts, any of which may do."""
    whole = replace(word, ending=Ending.WHOLE) if word.ending is Ending.TYPED else word
    if not word.exact and whole.ending is Ending.WHOLE and len(word.variants[0]) > 1:
        for part in word.variants[0]:
            yield replace(whole, variants=((part,),))
    yield whole


def _nearness(
    pairs: Sequence[tuple[str, str]], places: dict[str, int], rarities: dict[str, float], norm: float
) -> float:
    score = 0.0
    for one, other in pairs:
        first, second = places.get(one), places.get(other)
        if not first or not second:
            continue
        rarity = min(rarities[one], rarities[other])
        beside = ((first << 1) & second).bit_count()
        close = 0
        for distance in range(1, _WINDOW + 1):
            close |= (first << distance) | (first >> distance)
        about = (close & second).bit_count()
        score += rarity * (_SIDE_BY_SIDE * beside / (beside + norm) + _CLOSE * about / (about + norm))
    return score
