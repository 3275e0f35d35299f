"""What the best answers to a query say in other words, so that answers further down are sorted by it.

Who asks for any of several words sees first what holds most of them. Behind that stand dozens that hold as few, and
which of these are on the subject is told by the words of the first ones: relevance feedback without asking anybody,
after Robertson, "On term selection for query expansion" (1990). Nothing is found by such a word alone, and the first
answers stay where they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from briefreader.search.ranking import Weighing
from briefreader.search.schema import stemmed_field
from briefreader.search.segments import Stored
from briefreader.search.words import language_of, stemmer, tokens

READ, SETTLED = 10, 5
"""How many of the best answers are read, and how many of them stay where they are."""

_MOST, _WEIGHT = 20, 0.5
_SHORTEST, _FEWEST, _COMMON = 3, 2, 0.2


def more_words(
    best: Sequence[tuple[Stored, float]], asked: Collection[str], weighing: Weighing
) -> dict[tuple[str, str], float]:
    """The words that tell the best answers, which come with their scores, from the rest: stems by their fields.

    With each comes how much it counts beside a word of the query, `asked`, none of which is among them.
    """
    counts: defaultdict[tuple[str, str], float] = defaultdict(float)
    holding: Counter[tuple[str, str]] = Counter()
    all_scores = sum(score for _, score in best) or 1.0
    for stored, score in best:
        language = language_of(stored.language)
        field, stem = stemmed_field(language), stemmer(language)
        words = Counter(stem(token.folded) for token in tokens(stored.text))
        words -= Counter({stem(word): words.total() for word in asked})
        norm = weighing.norm(field, words.total())
        for word, count in words.items():
            counts[field, word] += score / all_scores * count / (count + norm)
            holding[field, word] += 1
    worth = {
        (field, word): count * weighing.rarity(field, word)
        for (field, word), count in counts.items()
        if len(word) >= _SHORTEST and holding[field, word] >= _FEWEST and weighing.share(field, word) <= _COMMON
    }
    chosen = sorted(worth, key=lambda one: (-worth[one], one))[:_MOST]
    return {one: _WEIGHT * worth[one] / worth[chosen[0]] for one in chosen if worth[chosen[0]]}
