"""What a text says about its own words: the best witness of where its sentences begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefreader.importing.words import LANGUAGES

TRIM = "\"“”„‘’'«»()[]{}*_`.,;:!?…"
"""What stands around a word and is no part of it."""


class Lexicon:
    """What a text itself says about its words: which are names, which begin sentences, which stand side by side."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self.language = language
        self._low: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._learn(text)

    def _learn(self, text: str) -> None:
        tokens = text.split()
        running = len(tokens) >= 8
        before = ""
        for token in tokens:
            core = token.strip(TRIM)
            if not core:
                before = ""
                continue
            if core[0].islower():
                self._low[core] += 1
            elif before and core[0].isupper():
                self._pairs[(before, _stem(core))] += 1
                if running:
                    self._capital[_stem(core)] += 1
            before = core if token[-1].isalnum() or token[-1] in ",'’)" else ""

    def has_pair(self, one: str, two: str) -> bool:
        """Whether `two`, with its capital, stands right behind `one` anywhere in the text."""
        return self._pairs[(one.strip(TRIM), _stem(two.strip(TRIM)))] > 0

    def is_name(self, word: str) -> bool:
        """Whether the text writes `word` with a capital in mid-sentence, and not just once in a while."""
        capital = self._capital[_stem(word)]
        return capital > 0 and capital * 25 > self._low[word.lower()]

    def is_common(self, word: str) -> bool:
        """Whether the text writes `word` small, so that its capital shows the beginning of a sentence."""
        return self._low[word.lower()] > 0 and not self.is_name(word)

    def opens_sentence(self, word: str) -> bool:
        """Whether a capital letter at `word` can hardly be anything but the beginning of a sentence."""
        return word.lower() in LANGUAGES[self.language].openers and not word.isupper() and not self.is_name(word)

    def has_low(self, word: str) -> bool:
        """Whether the text has `word` in lower case."""
        return self._low[word.lower()] > 0


def _stem(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
