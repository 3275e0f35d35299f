"""Which blocks name which actor or show which theme, and where: one walk over the words, with a trie of all names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .model import Block
from .registry import Actor, Mention, Theme

# Initials with full stops are one word, so that "U.S." is "US". Longer words come first: they are most of a text.
_WORD = re.compile(r"\w\w+|[A-Z](?:\.[A-Z])+\b\.?|\w")
_TERM = re.compile(rf"(?:{_WORD.pattern})\*?")
_SPACES = " \u00a0\u2009\u202f"
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_APOSTROPHES = frozenset("'\u2018\u2019\u02bc")
# Shorter names in capitals may be anything in a heading that is all capitals.
_CAPITALS_FROM = 4


@dataclass(frozen=True, slots=True)
class _Name:
    """A way to name a subject: `spelt` is an actor's name in words; None for a theme's term, whose case is free."""

    subject: str
    spelt: tuple[str, ...] | None


@dataclass(slots=True)
class _Node:
    """A place in the trie: the words that may follow, the beginnings of words that may, and the names that end here."""

    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)

    def after(self, key: str) -> list[_Node]:
        nodes = [node for stem, node in self.stems.items() if key.startswith(stem)] if self.stems else []
        if key in self.words:
            nodes.append(self.words[key])
        return nodes


def find_mentions(blocks: Sequence[Block], actors: Iterable[Actor], themes: Iterable[Theme]) -> tuple[Mention, ...]:
    """Every mention in reading order; positions are code points of a block's text, without a possessive "'s".

    Names match as whole words, whatever their hyphens, apostrophes, spaces and the full stops of initials look like.
    An actor's name has to be spelt as it is listed, but for a first letter in lower case, which may be a capital, and
    for names of four letters or more in text that is all capitals. Where names of actors overlap, the longest of those
    that begin first counts. Themes are found apart from actors, each for itself, in any case; in a term a `*` at
    the end of a word stands for any ending. Linear in the length of the text.
    """
    root = _Node()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            for words in _spellings(name):
                _plant(root, words, _Name(actor.id, tuple(_plain(word) for word, _ in words)))
    for theme in themes:
        for term in theme.terms:
            _plant(root, _with_gaps(term, _TERM), _Name(theme.id, None))
    openings = _Openings(root)
    return tuple(mention for block in blocks for mention in _in_block(block, openings))


def _plain(word: str) -> str:
    return word.replace(".", "")


def _with_gaps(name: str, pattern: re.Pattern[str] = _WORD) -> list[tuple[str, str]]:
    """The words of a name, each with the gap before it, as `_gap` gives it."""
    words: list[tuple[str, str]] = []
    end = 0
    for found in pattern.finditer(name):
        words.append((found[0], _gap(words[-1][0], name[end : found.start()]) if words else ""))
        end = found.end()
    return words


def _gap(before: str, gap: str) -> str:
    """What parts two words, as it counts: nothing for spaces, a hyphen, or the full stop of an initial or title."""
    if not gap.strip(_SPACES) or gap in _HYPHENS:
        return ""
    if gap in _APOSTROPHES:
        return "'"
    shortened = len(before) == 1 or (len(before) <= 3 and not before.isupper())
    return "" if shortened and gap[0] == "." and not gap[1:].strip(_SPACES) else gap


def _spellings(name: str) -> list[list[tuple[str, str]]]:
    """The ways to write a name: leading initials together ("JD Vance") and apart ("J. D. Vance")."""
    words = _with_gaps(name)
    if len(words) < 2:
        return [words] if words else []
    first = _plain(words[0][0])
    if len(first) in (2, 3) and first.isupper() and first.isalpha():
        return [words, [(letter, "") for letter in first] + words[1:]]
    initials = 0
    while initials < len(words) and len(words[initials][0]) == 1 and words[initials][0].isupper():
        initials += 1
    if 2 <= initials < len(words):
        return [words, [("".join(word for word, _ in words[:initials]), ""), *words[initials:]]]
    return [words]


def _plant(root: _Node, words: Iterable[tuple[str, str]], name: _Name) -> None:
    node = root
    for word, gap in words:
        stem = word.endswith("*")
        key = gap + _plain(word).lower().rstrip("*")
        node = (node.stems if stem else node.words).setdefault(key, _Node())
    if node is not root:
        node.names.append(name)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a word means where names may begin: the actor and themes that it names alone, and where it may lead."""

    actor: str | None
    themes: tuple[str, ...]
    nodes: list[_Node]


class _Openings(dict[str, _Opening | None]):
    """What each word opens, looked up once: a text of 200,000 words has some 15,000 different ones."""

    def __init__(self, root: _Node) -> None:
        super().__init__()
        self.root = root

    def __missing__(self, word: str) -> _Opening | None:
        nodes = self.root.after(_plain(word).lower())
        actor, themes = _named(nodes, (word,))
        further = [node for node in nodes if node.words or node.stems]
        self[word] = _Opening(actor, themes, further) if nodes else None
        return self[word]


def _named(nodes: Iterable[_Node], words: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """The first actor and all themes that these words name in full."""
    names = [name for node in nodes for name in node.names]
    actors = (name.subject for name in names if name.spelt is not None and _is_spelt(name.spelt, words))
    return next(actors, None), tuple(name.subject for name in names if name.spelt is None)


def _is_spelt(spelt: Sequence[str], found: Sequence[str]) -> bool:
    words = [_plain(word) for word in found]
    if words[1:] == [*spelt[1:]] and words[0] in (spelt[0], spelt[0][0].upper() + spelt[0][1:]):
        return True
    together = "".join(words)
    return together.isupper() and sum(map(str.isalpha, together)) >= _CAPITALS_FROM


def _in_block(block: Block, openings: _Openings) -> Iterator[Mention]:
    actors_end = 0
    theme_ends: dict[str, int] = {}
    for found in _WORD.finditer(block.text):
        opening = openings[found[0]]
        if opening is None:
            continue
        start, end = found.span()
        actor = (opening.actor, end)
        themes = dict.fromkeys(opening.themes, end)
        if opening.nodes:
            actor = _walk(block.text, found, opening.nodes, actor, themes)
        if actor[0] is not None and start >= actors_end:
            actors_end = actor[1]
            yield Mention(actor[0], block.id, start, actor[1])
        for theme, end in themes.items():
            if start >= theme_ends.get(theme, 0):
                theme_ends[theme] = end
                yield Mention(theme, block.id, start, end)


def _walk(
    text: str, before: re.Match[str], nodes: list[_Node], actor: tuple[str | None, int], themes: dict[str, int]
) -> tuple[str | None, int]:
    """Follow the names that go on behind a word: the actor with the longest, and its end; `themes` gets their ends."""
    words = [before[0]]
    while word := _WORD.search(text, before.end()):
        key = _gap(before[0], text[before.end() : word.start()]) + _plain(word[0]).lower()
        nodes = [following for node in nodes for following in node.after(key)]
        if not nodes:
            break
        words.append(word[0])
        named, shown = _named(nodes, words)
        themes.update(dict.fromkeys(shown, word.end()))
        if named is not None:
            actor = (named, word.end())
        before = word
    return actor
