"""The words of a text that a query found, and the few lines around them that are shown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefreader.search.query import Ending, Term
from briefreader.search.words import Token, language_of, stemmer, tokens

LONGEST = 200
"""Code points of a snippet, apart from its ellipses."""

ELLIPSIS = "…"

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«„(]?[A-ZÀ-ÖØ-Þ0-9])|\n")
_ABBREVIATION = re.compile(r"(?:\b\w|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|No|vs|etc|ca|bzw|resp|dhr|mevr|Nr|Mme))\.\Z")
_REST = re.compile(r"\S{0,20}(?!\S)")
_BLANK = str.maketrans("\n\t\r\v\f\u2028\u2029", "       ")
_MOST_WORTH_READING = 0.4


class Found(NamedTuple):
    """Code points `start` to `end` of a text, and the term of the query that they answer."""

    start: int
    end: int
    term: int


class Snippet(NamedTuple):
    """A part of a text on one line, and the code points of it that are marked."""

    text: str
    marks: tuple[tuple[int, int], ...]


def occurrences(text: str, language: str, terms: Sequence[Term]) -> list[Found]:
    """Where the terms of a query stand in a text, in order; of those that overlap the longest.

    What merely begins with the word that is being typed counts only where the word itself does not stand.
    """
    words = tokens(text)
    at: dict[int, list[Token]] = {}
    if any(len(run) > 1 for term in terms for run in term.variants):
        for word in words:
            at.setdefault(word.position, []).append(word)
    stem = stemmer(language_of(language))
    stems: dict[str, list[Token]] = {}
    # No stemmer touches the first letter of a folded word, and stemming takes longest of all this.
    letters = {run[0][:1] for term in terms for run in term.variants}
    for word in words:
        if word.folded[:1] in letters:
            stems.setdefault(stem(word.folded), []).append(word)
    found: list[Found] = []
    for index, term in enumerate(terms):
        whole: list[Found] = []
        if term.ending is not Ending.STARRED:
            for run in term.variants:
                if term.exact or term.where or len(run) > 1:
                    whole += _runs(words, at, run, index, begins=False)
                else:
                    whole += [Found(word.start, word.end, index) for word in stems.get(stem(run[0]), ())]
        if term.ending is not Ending.WHOLE and not whole:
            for run in term.variants:
                whole += _runs(words, at, run, index, begins=True)
        found += whole
    return _apart(found)


def forms(text: str, found: Iterable[Found]) -> tuple[str, ...]:
    """The different words that were found, each as it first stands in the text."""
    return tuple(dict.fromkeys(text[start:end] for start, end, _ in found))


def snippet(text: str, found: Sequence[Found], longest: int = LONGEST) -> Snippet:
    """At most about `longest` code points of a text around the best cluster of what was found, cut at sentences' ends
    where these are near and else between words, with an ellipsis wherever something is left out."""
    return cut_out(text, *window(text, found, longest), [(start, end) for start, end, _ in found])[0]


def cut_out(text: str, first: int, last: int, marks: Iterable[tuple[int, int]]) -> tuple[Snippet, int]:
    """A part of a text as a snippet, with those of `marks` that lie in it, and how far behind the text these stand."""
    before = f"{ELLIPSIS} " if text[:first].strip() else ""
    after = f" {ELLIPSIS}" if text[last:].strip() else ""
    shift = len(before) - first
    seen = tuple((start + shift, end + shift) for start, end in marks if first <= start and end <= last)
    return Snippet(f"{before}{text[first:last].translate(_BLANK)}{after}", seen), shift


def _runs(
    words: Sequence[Token], at: dict[int, list[Token]], run: Sequence[str], index: int, *, begins: bool
) -> list[Found]:
    """Where the words of `run` follow each other; the last may be the beginning of a word."""
    found = []
    final = len(run) - 1
    for word in words:
        ends = [word] if _is(word, run[0], begins and not final) else []
        for place in range(1, len(run)):
            if not ends:
                break
            ends = [w for w in at.get(word.position + place, ()) if _is(w, run[place], begins and place == final)]
        if ends:
            found.append(Found(word.start, max(end.end for end in ends), index))
    return found


def _is(word: Token, wanted: str, begins: bool) -> bool:
    return word.folded.startswith(wanted) if begins else word.folded == wanted


def _apart(found: Iterable[Found]) -> list[Found]:
    """What was found in the order of the text; where two overlap, the one that starts first or else is longer."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def window(text: str, found: Sequence[Found], longest: int) -> tuple[int, int]:
    """The part of a text that is shown by a snippet, as code points."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if last - first <= longest:
        return first, max(first, last)
    # What was found in "Europe’s" is "Europe"; the rest of the word has to have room, too.
    whole = [one._replace(end=_word_end(text, one.end)) for one in found]
    start, end = _best_cluster(whole, longest) if whole else (first, first)
    sentences = _sentence_starts(text, max(0, start - longest), end + 2 * longest)
    opening = _opening(text, start, end, sentences, first, last, longest)
    return opening, _closing(text, opening, end, sentences, last, longest)


def _word_end(text: str, end: int) -> int:
    rest = _REST.match(text, end)
    return rest.end() if rest else end


def _best_cluster(found: Sequence[Found], longest: int) -> tuple[int, int]:
    """The run of marks within one snippet's length that answers most terms, then most often, then most closely."""
    best, best_worth = (found[0].start, min(found[0].end, found[0].start + longest)), (0, 0, 0)
    for index, one in enumerate(found):
        answered: set[int] = set()
        # By number: a slice of thousands of marks, for each of them, takes seconds for one long text.
        for count in range(1, len(found) - index + 1):
            other = found[index + count - 1]
            if other.end - one.start > longest:
                break
            answered.add(other.term)
            worth = (len(answered), count, one.start - other.end)
            if worth > best_worth:
                best, best_worth = (one.start, other.end), worth
    return best


def _sentence_starts(text: str, first: int, last: int) -> list[int]:
    """Where sentences begin between two code points, the first of which counts as such."""
    starts = [first]
    for match in _SENTENCE_END.finditer(text, first, last):
        end = match.end()
        if not _ABBREVIATION.search(text, max(0, end - 8), end):
            starts.append(end + len(text[end:last]) - len(text[end:last].lstrip()))
    return starts


def _opening(text: str, start: int, end: int, sentences: Sequence[int], first: int, last: int, longest: int) -> int:
    """Where the snippet begins: at the sentence's beginning when the cluster still fits, else at a word before it."""
    sentence = max(first, sentences[bisect_right(sentences, start) - 1])
    if end - sentence <= longest:
        return sentence
    earliest = max(sentence, min(start - (longest - (end - start)) // 2, last - longest))
    space = re.compile(r"\s\S").search(text, max(earliest - 1, 0), start + 1)
    return space.start() + 1 if space else start


def _closing(text: str, opening: int, end: int, sentences: Sequence[int], last: int, longest: int) -> int:
    """Where the snippet ends: at a sentence's end when enough is left to read, else between two words."""
    limit = opening + longest
    if limit >= last:
        return last
    boundary = sentences[bisect_left(sentences, limit + 1) - 1]
    if boundary >= end and boundary - opening >= longest * _MOST_WORTH_READING:
        return len(text[:boundary].rstrip())
    if text[limit].isspace():
        return len(text[:limit].rstrip())
    space = re.compile(r".*\s", re.DOTALL).match(text, max(end, opening), limit)
    return len(text[: space.end()].rstrip()) if space else max(end, limit)
