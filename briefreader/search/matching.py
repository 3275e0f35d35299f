"""Which documents of a segment a query finds, and how well each of them answers it.

Whoosh keeps the postings; the sets are joined and weighed here, a whole list of postings at a time. Its own matchers
go from one posting to the next, some microseconds each: too slow for the words that half of all paragraphs have.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Sequence

from briefreader.search.names import Names
from briefreader.search.query import ABOUT, All, Ending, Node, Not, Only, Some, Term
from briefreader.search.ranking import Weighing
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
        found = self._find(node)
        for number in self.segment.gone:
            found.pop(number, None)
        return found

    def _find(self, node: Node) -> Scores:
        if isinstance(node, Term):
            return self.term(node)
        if isinstance(node, Only):
            return dict.fromkeys(self._only(node), 0.0)
        if isinstance(node, Not):
            return self._without(self.everything(), [node])
        if isinstance(node, Some):
            scores: Scores = {}
            for child in node.children:
                found = self._find(child)
                if not scores:
                    scores = found
                    continue
                for number, score in found.items():
                    scores[number] = scores.get(number, 0.0) + score
            return scores
        return self._every(node)

    def everything(self) -> Scores:
        """All documents."""
        return dict.fromkeys(range(self.segment.size), 0.0)

    def _every(self, node: All) -> Scores:
        wanted = [child for child in node.children if not isinstance(child, Not)]
        found = self._find(wanted[0]) if wanted else self.everything()
        for child in wanted[1:]:
            if not found:
                return found
            also = self._find(child)
            if len(also) < len(found):
                found = {number: score + found[number] for number, score in also.items() if number in found}
            else:
                found = {number: score + also[number] for number, score in found.items() if number in also}
        return self._without(found, [child for child in node.children if isinstance(child, Not)])

    def _without(self, found: Scores, unwanted: Iterable[Not]) -> Scores:
        for node in unwanted:
            for number in self._find(node.child):
                found.pop(number, None)
        return found

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

    def term(self, term: Term) -> Scores:
        """What holds a word or phrase."""
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
                _raise(scores, self.run(RAW, run) if term.exact or len(run) > 1 else self._stems(run[0]))
        if term.ending is not Ending.WHOLE:
            weight = _BEGINNING_WEIGHT[term.ending]
            for run in term.variants:
                if term.ending is Ending.NEARLY:
                    found = self._spelt(RAW, (run[0], *self._near(run[0])))
                else:
                    found = self.run(RAW, run, begins=True)
                lower = {number: weight * score for number, score in found.items()}
                scores = {**lower, **scores} if scores else lower
        return scores

    def _stems(self, word: str) -> Scores:
        scores: Scores = {}
        for language, field in self.stemmed.items():
            _raise(scores, self.weighed(field, stemmer(language)(word)))
        return scores

    def weighed(self, field: str, word: str, within: Container[int] | None = None) -> Scores:
        """The BM25 scores of the documents that hold a word in a field, or of some of them."""
        found = self.segment.postings(field, word)
        if within is not None:
            some = [at for at, number in enumerate(found.ids) if number in within]
            found = Postings(array("I", (found.ids[at] for at in some)), array("f", (found.weights[at] for at in some)))
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

    def run(self, field: str, run: Sequence[str], begins: bool = False) -> Scores:
        """The documents in which the words of `run` follow each other; the last may be the beginning of a word."""
        if len(run) == 1:
            return self._alike(field, self.segment.beginning(field, run[0])) if begins else self.weighed(field, run[0])
        last = self.segment.words(field, run[-1]) if begins else [run[-1]]
        spellings = [[word] for word in run[:-1]] + [last]
        follow = dict.fromkeys(self._holding(field, spellings), -1)
        for place, words in enumerate(spellings):
            held = self._places(field, words, follow)
            for number in follow:
                follow[number] &= held.get(number, 0) >> place
        scores = {number: 0.0 for number, places in follow.items() if places}
        for word in (one for words in spellings for one in words) if scores else ():
            for number, score in self.weighed(field, word, scores).items():
                scores[number] += score
        return scores

    def _holding(self, field: str, spellings: Sequence[Sequence[str]]) -> set[int]:
        """The documents that hold a word of each list."""
        lists = [[self.segment.postings(field, word).ids for word in words] for words in spellings]
        lists.sort(key=lambda some: sum(map(len, some)))
        common = set().union(*lists[0]) if lists else set()
        for some in lists[1:]:
            common = set().union(*(common.intersection(ids) for ids in some)) if common else common
        return common

    def _places(self, field: str, words: Sequence[str], within: Container[int]) -> dict[int, int]:
        """Where any of several words stands in some documents, as bits."""
        held: dict[int, int] = {}
        for word in words:
            for number, places in self.segment.places(field, word, within).items():
                held[number] = held.get(number, 0) | places
        return held

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


def _raise(scores: Scores, others: Scores) -> None:
    if not scores:
        scores.update(others)
        return
    for number, score in others.items():
        if score > scores.get(number, -1.0):
            scores[number] = score
