"""Which documents of a segment a query finds, and how well each of them answers it.

Whoosh keeps the postings; the sets are joined and weighed here, a whole list of postings at a time. Its own matchers
go from one posting to the next, some microseconds each: too slow for the words that half of all paragraphs have.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from functools import partial

from briefreader.search.names import Names
from briefreader.search.query import ABOUT, All, Ending, Node, Not, Only, Some, Term
from briefreader.search.ranking import COMMON, Weighing
from briefreader.search.schema import RAW, STEMMED_FIELDS
from briefreader.search.segments import Postings, Segment
from briefreader.search.words import stemmer

Scores = dict[int, float]

_BEGINNING_WEIGHT = {Ending.STARRED: 1.0, Ending.NEARLY: 1.0, Ending.TYPED: 0.001}
_SHORTEST_STEM = 3
_TEXTS = frozenset({"title", "heading"})


class Matching:
    """Answers questions about one segment; `near` gives the words that are spelt nearly as one is."""

    def __init__(
        self, segment: Segment, weighing: Weighing, names: Names, near: Callable[[str], Sequence[str]]
    ) -> None:
        self.segment = segment
        self._weighing, self._names, self._near = weighing, names, near
        self.stemmed = {lang: field for lang, field in STEMMED_FIELDS.items() if field in segment.fields}

    def find(self, node: Node) -> Scores:
        """A score for each document that answers; what was taken out of the segment is not among them."""
        found = self._find(node, None)
        for number in self.segment.gone:
            found.pop(number, None)
        return found

    def _find(self, node: Node, within: Collection[int] | None) -> Scores:
        """As `find`; what is not `within` need not be found, and may be."""
        if isinstance(node, Term):
            return self.term(node, within)
        if isinstance(node, Only):
            return dict.fromkeys(self._only(node), 0.0)
        if isinstance(node, Not):
            return self._without(self.everything() if within is None else dict.fromkeys(within, 0.0), [node])
        if isinstance(node, Some):
            scores: Scores = {}
            for child in node.children:
                found = self._find(child, within)
                if not scores:
                    scores = found
                    continue
                for number, score in found.items():
                    scores[number] = scores.get(number, 0.0) + score
            return scores
        return self._every(node, within)

    def everything(self) -> Scores:
        """All documents."""
        return dict.fromkeys(range(self.segment.size), 0.0)

    def _every(self, node: All, within: Collection[int] | None) -> Scores:
        common: list[Term] = []
        # The rarest first: of the others only what is there already has to be weighed.
        wanted = sorted((child for child in node.children if not isinstance(child, Not)), key=self.extent)
        found = self._find(wanted[0], within) if wanted else self.everything()
        for child in wanted[1:]:
            if not found:
                return found
            if isinstance(child, Term) and self._is_common(child):
                common.append(child)
                continue
            also = self._find(child, found)
            if len(also) < len(found):
                found = {number: score + found[number] for number, score in also.items() if number in found}
            else:
                found = {number: score + also[number] for number, score in found.items() if number in also}
        if common:
            # A word that most texts hold tells nothing about one that holds another word besides.
            kept = set(found)
            for child in common:
                kept = set().union(*map(kept.intersection, self._holding(child)))
            found = {number: found[number] for number in kept}
        return self._without(found, [child for child in node.children if isinstance(child, Not)])

    def _without(self, found: Scores, unwanted: Iterable[Not]) -> Scores:
        for node in unwanted:
            for number in self._find(node.child, found):
                found.pop(number, None)
        return found

    def _is_common(self, node: Node) -> bool:
        return self.extent(node) > COMMON

    def extent(self, node: Node) -> float:
        """The share of all documents that hold a single word in any form; 0 for all else, which is not known."""
        if not isinstance(node, Term) or node.where or node.exact or node.ending not in (Ending.WHOLE, Ending.TYPED):
            return 0
        held = 0.0
        for run in node.variants:
            if len(run) > 1:
                return 0
            stems = ((field, stemmer(language)(run[0])) for language, field in self.stemmed.items())
            held = max(held, *(self._weighing.share(field, stem) for field, stem in stems), 0)
        return held

    def _holding(self, term: Term) -> list[array[int]]:
        """The documents that hold a single word in any form, a list for each form."""
        found = []
        for run in term.variants:
            for language, field in self.stemmed.items():
                found.append(self.segment.holders(field, stemmer(language)(run[0])))
            if term.ending is Ending.TYPED:
                found.append(self.segment.beginning(RAW, run[0]).ids)
        return [ids for ids in found if ids]

    def _only(self, node: Only) -> Iterable[int]:
        if node.where == "colour":
            return self._any("colour", node.values)
        if node.where == "year":
            first, last = node.values
            years = (year for year in self.segment.words("year") if first <= year and (not last or year <= last))
            return self._any("year", years)
        notes = frozenset(self._any("kind", ("note",)))
        if node.values == ("notes",):
            return notes
        headings = frozenset(self._any("kind", _TEXTS))
        return headings if node.values == ("headings",) else set(range(self.segment.size)) - notes - headings

    def _any(self, field: str, words: Iterable[str]) -> set[int]:
        return set().union(*(self.segment.postings(field, word).ids for word in words))

    def term(self, term: Term, within: Collection[int] | None = None) -> Scores:
        """What holds a word or phrase; what is not `within` need not be found, and may be."""
        begins = term.ending in (Ending.TYPED, Ending.STARRED)
        if term.where in ABOUT:
            asked = self._names.asked(term.where, term.variants, begins=begins)
            return dict.fromkeys(self._any("about", asked), 0.0)
        if term.where:
            # Fields filter; they do not rank, so that what they find stays in reading order.
            return dict.fromkeys((number for run in term.variants for number in self.run(term.where, run, begins)), 0.0)
        scores: Scores = {}
        if term.ending in (Ending.WHOLE, Ending.TYPED):
            for run in term.variants:
                alone = len(run) == 1 and not term.exact
                _raise(scores, self._stems(run[0], within) if alone else self.run(RAW, run, within=within))
        if term.ending is not Ending.WHOLE:
            weight = _BEGINNING_WEIGHT[term.ending]
            for run in term.variants:
                if term.ending is Ending.NEARLY:
                    found = self._spelt(RAW, (run[0], *self._near(run[0])))
                else:
                    found = self.run(RAW, run, begins=True, within=within)
                lower = {number: weight * score for number, score in found.items()}
                scores = {**lower, **scores} if scores else lower
        return scores

    def _stems(self, word: str, within: Collection[int] | None) -> Scores:
        scores: Scores = {}
        for language, field in self.stemmed.items():
            _raise(scores, self.weighed(field, stemmer(language)(word), within))
        return scores

    def weighed(self, field: str, word: str, within: Container[int] | None = None) -> Scores:
        """The BM25 scores of the documents that hold a word in a field, or of some of them."""
        found = self.segment.postings(field, word)
        if within is not None:
            found = _among(found, within)
        if not found.ids:
            return {}
        rarity = self._weighing.rarity(field, word)
        return dict(zip(found.ids, self._weighing.scores(self.segment, field, found, rarity), strict=True))

    def in_any_form(self, field: str, word: str, within: Container[int]) -> Scores:
        """As `weighed`, for a field of words as they stand, whose forms are found by how they begin."""
        scores: Scores = {}
        forms = {word}
        for language in self.stemmed:
            stem = stemmer(language)
            wanted = stem(word)
            if len(wanted) >= _SHORTEST_STEM:
                beginning = wanted[: max(_SHORTEST_STEM, len(wanted) - 1)]
                forms.update(form for form in self.segment.words(field, beginning) if stem(form) == wanted)
        for form in forms:
            _raise(scores, self.weighed(field, form, within))
        return scores

    def run(
        self, field: str, run: Sequence[str], begins: bool = False, within: Collection[int] | None = None
    ) -> Scores:
        """The documents in which the words of `run` follow each other; the last may be the beginning of a word.

        What is not `within` need not be found, and may be.
        """
        if len(run) == 1:
            if begins:
                together = self.segment.beginning(field, run[0])
                return self._alike(field, together if within is None else _among(together, within))
            return self.weighed(field, run[0], within)
        whole = run[:-1] if begins else run
        # A word that comes twice is read once, and the rarest first.
        places: dict[str, list[int]] = {}
        for place, word in enumerate(whole):
            places.setdefault(word, []).append(place)
        words = sorted(places, key=partial(self._weighing.holding, field))
        if within is None:
            within = set(self.segment.postings(field, words[0]).ids)
            for word in words[1:] if within else ():
                within.intersection_update(self.segment.postings(field, word).ids)
            if begins and within:
                within.intersection_update(self.segment.beginning(field, run[-1]).ids)
        follow = dict.fromkeys(within, -1)
        for word in words:
            if not follow:
                return {}
            held = self.segment.places(field, word, follow.keys())
            for place in places[word]:
                follow = _still(follow, held, place)
        if begins and follow:
            last, held = self._places_beginning(field, run[-1], follow)
            words += last
            follow = _still(follow, held, len(whole))
        scores = dict.fromkeys(follow, 0.0)
        for word in words if scores else ():
            for number, score in self.weighed(field, word, scores).items():
                scores[number] += score
        return scores

    def _places_beginning(self, field: str, prefix: str, within: Mapping[int, int]) -> tuple[list[str], dict[int, int]]:
        """The words that begin so and stand in some documents, and where any of them stands there, as bits."""
        words, held = [], dict[int, int]()
        for word in self.segment.words(field, prefix):
            # Of the many words that begin alike hardly any stands there.
            if within.keys().isdisjoint(self.segment.postings(field, word).ids):
                continue
            words.append(word)
            for number, places in self.segment.places(field, word, within.keys()).items():
                held[number] = held.get(number, 0) | places
        return words, held

    def _spelt(self, field: str, words: Iterable[str]) -> Scores:
        """What holds any of several words, which count as one."""
        counts: Scores = {}
        for word in words:
            found = self.segment.postings(field, word)
            for number, weight in zip(found.ids, found.weights, strict=True):
                counts[number] = counts.get(number, 0.0) + weight
        return self._alike(field, Postings(array("I", counts), array("f", counts.values())))

    def _alike(self, field: str, together: Postings) -> Scores:
        """The scores of words that count as one, whose rarity nobody knows."""
        return dict(zip(together.ids, self._weighing.scores(self.segment, field, together, 1.0), strict=True))


def _still(follow: Mapping[int, int], held: Mapping[int, int], place: int) -> dict[int, int]:
    """Where a run may still begin, after its word at `place` was found where `held` says."""
    # Over what may still be, which gets fewer and fewer.
    return {number: still for number, bits in follow.items() if (still := bits & held.get(number, 0) >> place)}


def _among(found: Postings, within: Container[int]) -> Postings:
    both = zip(found.ids, found.weights, strict=True)
    some = {number: weight for number, weight in both if number in within}
    return Postings(array("I", some), array("f", some.values()))


def _raise(scores: Scores, others: Scores) -> None:
    if not scores:
        scores.update(others)
        return
    for number, score in others.items():
        if score > scores.get(number, -1.0):
            scores[number] = score
