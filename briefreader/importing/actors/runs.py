"""Runs of words with capitals: whatever a text calls by name is among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefreader.brief.model import NUMBERED, Block, BlockKind
from briefreader.importing.words import LANGUAGES

# Initials ("J.", "J.D.", "U.S.") with their full stops, or a word with what joins its parts.
_WORD = re.compile(r"(?:[^\W\d_]\.-?)+(?![^\W\d_])|[^\W_]+(?:['’\-\u2010\u2011&/][^\W_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s+[\"'“‘«„(\[]*$|^[\"'“‘«„(\[–—-]*\s*$|\s[–—]\s$|[“„«\"]$")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Jr|Sr|Hr|Fr|dhr|mevr|drs|ir|Mme|Mgr|[^\W\d_])\.\s$"
)


class Word(NamedTuple):
    """A word of a block, as code points of its text; `name` is it without a possessive ending."""

    name: str
    start: int
    end: int
    opens: bool
    possessive: bool

    @property
    def capital(self) -> bool:
        return self.name[0].isupper() or (self.name[0].isdigit() and self.name[-1].isupper())

    @property
    def initial(self) -> bool:
        return self.name.endswith(".") or (len(self.name) == 1 and self.name.isupper())


@dataclass(frozen=True)
class Line:
    """A block with its words."""

    block: Block
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return self.block.text

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start] if at else ""

    def said(self, first: int, last: int) -> str:
        """The text from one word to another, both included, without a possessive ending."""
        end = self.words[last].start + len(self.words[last].name)
        return " ".join(self.text[self.words[first].start : end].split())


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """The blocks of running text, cut into words; lists of references behind it as well."""
    read = NUMBERED | {BlockKind.BACK_MATTER}
    return [Line(block, tuple(_words(block.text))) for block in blocks if block.kind in read]


def _words(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        start, end = found.span()
        elided = _ELISION.match(text, start, end)
        if elided:
            start = elided.end()
        name = text[start:end]
        ending = _POSSESSIVE.search(name)
        if ending:
            name = name[: ending.start()]
        before = text[max(0, start - 12) : start]
        opens = bool(_SENTENCE_END.search(before)) and not _ABBREVIATED.search(before)
        if name:
            yield Word(name, start, end, opens, ending is not None)


def capital_runs(line: Line, particles: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """The longest runs of words with capitals that only spaces part, as first and last word.

    `particles` may stand between two of them in lower case ("van der"). A run ends at a possessive.
    """
    words = line.words
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        first = last = at
        while not words[last].possessive:
            following = last + 1
            while following < len(words) and words[following].name in particles and _joined(line, following):
                following += 1
            if following >= len(words) or not words[following].capital or words[following].opens:
                break
            if not all(_joined(line, one) for one in range(last + 1, following + 1)):
                break
            last = following
        yield first, last
        at = last + 1


def _joined(line: Line, at: int) -> bool:
    gap = line.gap(at)
    return gap in (" ", "\u00a0", "\u202f", "  ")


@dataclass(frozen=True)
class Usage:
    """How a text writes its words: which of them also stand there in lower case, and which only begin sentences."""

    low: frozenset[str]
    inside: frozenset[str]
    openers: frozenset[str]

    @classmethod
    def of(cls, lines: Sequence[Line], language: str) -> Usage:
        """What the lines show."""
        low, inside = set[str](), set[str]()
        for line in lines:
            for word in line.words:
                if word.name[0].islower():
                    low.add(word.name)
                elif not word.opens:
                    inside.add(word.name)
        tongue = LANGUAGES.get(language[:2].lower(), LANGUAGES["en"])
        small = tongue.binding | tongue.particles | tongue.verbs | tongue.clauses | tongue.openers
        return cls(frozenset(low), frozenset(inside), small)

    def is_name(self, word: Word) -> bool:
        """Whether the capital of a word is more than that of a sentence's beginning."""
        small = word.name[0].lower() + word.name[1:]
        if small in self.openers and not word.name.isupper():
            return False
        return not word.opens or small not in self.low or word.name in self.inside
