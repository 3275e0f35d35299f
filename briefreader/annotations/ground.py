"""The ground on which a passage is sought: the words of an edition in plain form, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from briefreader.annotations.typography import origins, plain

# Where one sentence ends and another begins, in plain text.
_STOP = re.compile(r"""[.!?:;]["')\]]* (?=["'(\[]?[^a-z\s])""")

_STOPS = (".", "!", "?", ":", ";")

# How far a sentence is followed, in code points: the rest of a longer one says no more of where it stands.
_FARTHEST = 400

_MARKS = ".,;:!?\"'()[]{}<>*_"


class Ground:
    """The blocks' plain texts, one space between two: a paragraph may be cut or joined without a change of words.

    Positions are code points of `text`, or for words, indexes of `words`.
    """

    def __init__(self, blocks: Sequence[str]) -> None:
        self._blocks = blocks
        self._filled: list[int] = []
        self._starts: list[int] = []
        self._plain: dict[int, list[int]] = {}
        texts = []
        start = 0
        for at, block in enumerate(blocks):
            text = plain(block).strip()
            if text:
                texts.append(text)
                self._filled.append(at)
                self._starts.append(start)
                start += len(text) + 1
        self.text = " ".join(texts)
        self._texts = texts

    @cached_property
    def words(self) -> list[str]:
        """Every word without case and the marks around it, in reading order."""
        return [core(word) for word in self.text.split(" ")] if self.text else []

    @cached_property
    def word_starts(self) -> list[int]:
        """Where each word begins; at the end, one behind the end of the text."""
        return list(accumulate((len(word) + 1 for word in self.text.split(" ")), initial=0))

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Where each word stands."""
        index: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            if word in index:
                index[word].append(at)
            else:
                index[word] = [at]
        return index

    def occurrences(self, words: str) -> Iterator[int]:
        """Where the text has `words` in plain form."""
        at = self.text.find(words)
        while at != -1:
            yield at
            at = self.text.find(words, at + 1)

    def position(self, block: int, offset: int) -> int:
        """Where in `text` a position of a block with words is."""
        part = bisect_left(self._filled, block)
        return self._starts[part] + min(len(plain(self._blocks[block][:offset]).lstrip()), len(self._texts[part]))

    def places(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The stretches of the blocks (index, start, end) that `start` to `end` of `text` touches."""
        for part in range(bisect_right(self._starts, start) - 1, len(self._texts)):
            first, size = self._starts[part], len(self._texts[part])
            if first >= end:
                break
            low, high = max(start - first, 0), min(end - first, size)
            if low < high:
                yield self._filled[part], self._origin(part, low), self._end(part, high)

    def _origin(self, part: int, position: int) -> int:
        if self._texts[part] == self._blocks[self._filled[part]]:
            return position
        return self._origins(part)[position]

    def _end(self, part: int, position: int) -> int:
        """Where the characters that end at `position` end in the block, with what belongs to the last of them."""
        block = self._blocks[self._filled[part]]
        if self._texts[part] == block:
            return position
        last, behind = self._origins(part)[position - 1 : position + 1]
        return max(last + 1, behind)

    def _origins(self, part: int) -> list[int]:
        if part not in self._plain:
            block = self._blocks[self._filled[part]]
            whole = plain(block)
            self._plain[part] = origins(block)[len(whole) - len(whole.lstrip()) :]
        return self._plain[part]

    def block_edges(self, start: int, end: int) -> tuple[int, int]:
        """Where the block begins in which `start` is, and where the one ends in which `end` is."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        return self._starts[first], self._starts[last] + len(self._texts[last])

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence begins in which `start` is, and where the one ends in which `end` is.

        A paragraph may be broken within a sentence: one that begins with a small letter goes on with the last one.
        """
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        while first > 0 and runs_on(self.text, self._starts[first]) and self._starts[first] > start - _FARTHEST:
            first -= 1
        ceiling = self._starts[last] + len(self._texts[last])
        while last + 1 < len(self._starts) and runs_on(self.text, self._starts[last + 1]) and ceiling < end + _FARTHEST:
            last += 1
            ceiling = self._starts[last] + len(self._texts[last])
        return sentence(self.text, start, end, self._starts[first], ceiling)


def runs_on(text: str, start: int) -> bool:
    """Whether what begins at `start` of a plain text, behind a break, goes on with the sentence before it."""
    return text[start : start + 1].islower() and not text.endswith(_STOPS, 0, max(start - 1, 0))


def sentence(text: str, start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    """The edges of the sentences that `start` to `end` of a plain text touch, within `floor` and `ceiling`."""
    floor, ceiling = max(floor, start - _FARTHEST), min(ceiling, end + _FARTHEST)
    for stop in _STOP.finditer(text, floor, start + 1):
        if stop.end() <= start:
            floor = stop.end()
    closing = _STOP.search(text, max(end - 1, start), ceiling)
    return floor, (closing.end() - 1 if closing else ceiling)


def core(word: str) -> str:
    """A word without case and the marks around it; marks that stand alone as they are."""
    return word.strip(_MARKS).casefold() or word
