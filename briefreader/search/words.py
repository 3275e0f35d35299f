"""How text is cut into words, for the index, the query and the marks alike: they agree because they all ask here.

A word is folded: NFKC, lower case, without accents, soft hyphens or dots ("U.S." is "us", "J. D." is "jd", "ﬁrm" is
"firm"). What hyphens or apostrophes join is found by its parts and as a whole: "G-7" gives "g", "7" and "g7". No word
is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

LANGUAGES = ("en", "nl", "fr", "de")
"""The languages whose words are stemmed; every other text is matched by whole words."""

LONGEST = 64
"""Code points of a folded word that count: what is longer is no word that anybody types."""

ROW_GAP = 100
"""Positions skipped at a line feed, so that no phrase runs over two rows, names or blocks."""

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = r"[^\W\d_]"
# Superscript and subscript digits are footnote marks: they end a word instead of being part of it.
_CHARACTER = r"[^\W_²³¹⁰⁴-⁹₀-₉]"
_INSIDE = rf"(?:{_CHARACTER}|[\u0300-\u036f{_INVISIBLE}])"
_ATOM = (
    rf"(?:(?:{_LETTER}\.)+{_LETTER}(?!{_INSIDE})\.?"  # U.S. and a.k.a.
    r"|[A-Z]\.(?:[ \u00a0\u202f][A-Z]\.(?!\w))+"  # the J. D. of J. D. Vance
    r"|\d+(?:[.,]\d+)+"  # 1,000 and 3.5
    rf"|{_CHARACTER}{_INSIDE}*)"
)
_JOINER = "[-\u2010\u2011'\u2018\u2019\u02bc&]"
# The first branch is the ordinary word, which most are: it takes a third of the time of the whole.
_ORDINARY = r"([A-Za-z0-9]+)(?!\w|[-'&.,](?:\w|[^\x00-\x7f]|\s[A-Z]\.)|[^\x00-\x7f“”—–…])"
_COMPOUND = re.compile(rf"{_ORDINARY}|{_ATOM}(?:{_JOINER}{_ATOM}){{0,7}}")
_JOINED_ATOM = re.compile(rf"({_JOINER}?)({_ATOM})")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LETTERS_THEN_DIGITS = re.compile(r"([a-z]{1,6})([0-9]{1,4})")
_INVISIBLE_CHARACTERS = re.compile(f"[{_INVISIBLE}]")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


class Token(NamedTuple):
    """A word of a text: `folded`, its code points `start` to `end`, and its place in the run of words."""

    folded: str
    start: int
    end: int
    position: int


class Compound(NamedTuple):
    """What stands together without a space: its folded parts in order, and where it lies in the text."""

    parts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def whole(self) -> str:
        return "".join(self.parts)[:LONGEST]

    @property
    def variants(self) -> tuple[tuple[str, ...], ...]:
        """The runs of words under which a text may hold this: "long-term" is also "longterm", "G7" also "g 7"."""
        if len(self.parts) > 1:
            return self.parts, (self.whole,)
        mixed = _LETTERS_THEN_DIGITS.fullmatch(self.whole)
        return (self.parts, mixed.groups()) if mixed else (self.parts,)


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """One word as it is compared: folding it again changes nothing. Empty when nothing is left of it."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    if _THOUSANDS.fullmatch(word):
        return re.sub(r"[.,]", "", word)[:LONGEST]
    visible = unicodedata.normalize("NFKC", _INVISIBLE_CHARACTERS.sub("", word)).casefold()
    plain = unicodedata.normalize("NFKD", visible.translate(_LETTERS_WITHOUT_DECOMPOSITION)).casefold()
    keep_point = word[0].isdigit() and "." in (pointed := plain.replace(",", "."))
    folded = "".join(c for c in (pointed if keep_point else plain) if c.isalnum() or (keep_point and c == "."))
    return folded[:LONGEST]


def compounds(text: str) -> list[Compound]:
    """The words of a text in order. A possessive ending is no part of its word: "Trump's" is "trump"."""
    return [compound for match in _COMPOUND.finditer(text) if (compound := _compound(match))]


def _compound(match: re.Match[str]) -> Compound | None:
    offset = match.start()
    atoms = [
        (fold(atom.group(2)), (offset + atom.start(2), offset + atom.end(2)), atom.group(1))
        for atom in _JOINED_ATOM.finditer(match.group())
    ]
    if len(atoms) > 1 and atoms[-1][0] == "s" and atoms[-1][2] in "'\u2018\u2019\u02bc":
        atoms.pop()
    kept = [(folded, span) for folded, span, _ in atoms if folded]
    return Compound(tuple(folded for folded, _ in kept), tuple(span for _, span in kept)) if kept else None


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """Every word of a text, parts and wholes; a whole stands at the position of its first part."""
    found: list[Token] = []
    position = 0
    row_end = text.find("\n") + 1 or len(text) + 1
    for match in _COMPOUND.finditer(text):
        start, end = match.span()
        while start >= row_end:
            position += ROW_GAP
            row_end = text.find("\n", row_end) + 1 or len(text) + 1
        if match[1] and end - start <= LONGEST:
            found.append(Token(match[1].lower(), start, end, position))
            position += 1
        elif compound := _compound(match):
            if len(compound.parts) > 1:
                found.append(Token(compound.whole, start, compound.end, position))
            for part, span in zip(compound.parts, compound.spans, strict=True):
                found.append(Token(part, *span, position))
                position += 1
    return tuple(found)


def language_of(tag: str) -> str:
    """The language under which a text is indexed: "en" for "en-GB", "" for one that has no stemmer."""
    short = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return short if short in LANGUAGES else ""


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The function from a folded word to its stem; the words of a language that is not listed stay as they are."""
    if language not in LANGUAGES:
        return str
    from whoosh.lang import stemmer_for_language

    return lru_cache(maxsize=16_384)(stemmer_for_language(language))
