"""Which blocks name which actor or show which theme, and where: one walk over the words, with a trie of all names.

The library's names are sought in every brief, so that some stand for several actors: those that the brief itself
names in full are meant. What the user ruled of single places comes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from .contexts import called_after, is_a_place
from .model import Block, Brief
from .registry import Actor, Mention, Ruling, Theme

# Initials with full stops are one word, so that "U.S." is "US". Longer words come first: they are most of a text.
_WORD = re.compile(r"\w\w+|[A-Z](?:\.[A-Z])+\b\.?|\w")
_TERM = re.compile(rf"(?:{_WORD.pattern})\*?")
_SPACES = " \u00a0\u2009\u202f"
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_APOSTROPHES = frozenset("'\u2018\u2019\u02bc")
# Shorter names in capitals may be anything in a heading that is all capitals.
_CAPITALS_FROM = 4
_NOBODY = ""
_MOST_OPENINGS = 50_000


@dataclass(frozen=True, slots=True)
class _Name:
    """A way to name a subject: `spelt` is an actor's name in words; None for a theme's term, whose case is free.

    `counts` says whether the name stands for the actor at one place of a text; None where it always does.
    """

    subject: str
    spelt: tuple[str, ...] | None
    counts: Callable[[str, int, int], bool] | None = None


@dataclass(slots=True)
class _Node:
    """A place in the trie: the words that may follow, the beginnings of words that may, and the names that end here.

    `lengths` are those of the beginnings: a word is cut to each of them and looked up, however many there are.
    """

    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    names: list[_Name] = field(default_factory=list)

    def after(self, key: str) -> list[_Node]:
        lengths = (length for length in sorted(self.lengths) if length <= len(key))
        nodes = [self.stems[key[:length]] for length in lengths if key[:length] in self.stems]
        if key in self.words:
            nodes.append(self.words[key])
        return nodes


def mentions_in(
    brief: Brief,
    actors: Sequence[Actor],
    themes: Sequence[Theme],
    rulings: Iterable[Ruling] = (),
    masks: Iterable[str] = (),
) -> tuple[Mention, ...]:
    """Every mention in a brief, in reading order, as editors and the user have settled them.

    The paragraphs that an editor put under a theme are its paragraphs, whatever terms others show; one without any of
    its terms has an empty mention at its beginning, and so have those that the user puts under a theme. Hidden
    subjects have none.
    """
    by_number = {block.number: block.id for block in brief.blocks if block.number is not None}
    numbered = set(by_number.values())
    found = list(find_mentions(brief.blocks, actors, themes, masks))
    listed: dict[str, set[str]] = {}
    for theme in themes:
        numbers = dict(theme.paragraphs).get(brief.id)
        if numbers is not None:
            listed[theme.id] = {by_number[number] for number in numbers if number in by_number}
    found = [one for one in found if one.block not in numbered or one.block in listed.get(one.subject, numbered)]
    shows = {(one.subject, one.block) for one in found}
    for subject, blocks in listed.items():
        found += [Mention(subject, block, 0, 0) for block in blocks if (subject, block) not in shows]
    of_themes = {theme.id for theme in themes}
    for ruling in rulings:
        found = _ruled(found, ruling, of_themes)
    hidden = {one.id for one in actors if one.hidden} | {one.id for one in themes if one.hidden}
    order = brief.order
    return tuple(
        sorted(
            (one for one in found if one.subject not in hidden),
            key=lambda one: (order.get(one.block, 0), one.start, one.end),
        )
    )


def _ruled(found: list[Mention], ruling: Ruling, themes: set[str]) -> list[Mention]:
    """The mentions after one ruling: a theme's is about a paragraph, an actor's about words."""
    subject, block, start, end, put = ruling
    if subject in themes:
        there = any(one.subject == subject and one.block == block for one in found)
        if put:
            return found if there else [*found, Mention(subject, block, 0, 0)]
        return [one for one in found if one.subject != subject or one.block != block]
    kept = [
        one
        for one in found
        if one.block != block
        or one.subject in themes
        or not (one.start < end and start < one.end)
        or (not put and one.subject != subject)
    ]
    return [*kept, Mention(subject, block, start, end)] if put else kept


def find_mentions(
    blocks: Sequence[Block], actors: Iterable[Actor], themes: Iterable[Theme], masks: Iterable[str] = ()
) -> tuple[Mention, ...]:
    """Every mention in reading order; positions are code points of a block's text, without a possessive "'s".

    Names match as whole words, whatever their hyphens, apostrophes, spaces and the full stops of initials look like.
    An actor's name has to be spelt as it is listed, but for a first letter in lower case, which may be a capital, and
    for names of four letters or more in text that is all capitals. Where names of actors overlap, the longest of those
    that begin first counts. A name that several actors have means the one that was named by another name last, else
    the first that is named so at all, else the first of them. A seat counts where it is no mere place, and a
    person's single name where it is not part of the name of a thing. Inside one of `masks` ("Latin American") nobody
    is named. Themes are found apart from actors, each for
    itself, in any case; in a term a `*` at the end of a word stands for any ending. Linear in the length of the text.
    """
    openings = _openings(tuple(actors), tuple(themes), tuple(masks))
    found = [one for block in blocks for one in _in_block(block, openings) if _NOBODY not in one.subjects]
    return tuple(_told_apart(found))


@lru_cache(maxsize=4)
def _openings(actors: tuple[Actor, ...], themes: tuple[Theme, ...], masks: tuple[str, ...]) -> _Openings:
    """The trie of all names. It takes longer to make than a brief takes to be walked, and serves for many briefs."""
    root = _Node()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            for words in _spellings(name):
                alone = _is_no_thing if len(words) == 1 and actor.kind == "person" else None
                _plant(root, words, _Name(actor.id, tuple(_plain(word) for word, _ in words), alone))
        for name in actor.seats:
            words = _with_gaps(name)
            _plant(root, words, _Name(actor.id, tuple(_plain(word) for word, _ in words), _is_no_place))
    for mask in masks:
        words = _with_gaps(mask)
        _plant(root, words, _Name(_NOBODY, tuple(_plain(word) for word, _ in words)))
    for theme in themes:
        for term in theme.terms:
            _plant(root, _with_gaps(term, _TERM), _Name(theme.id, None))
    return _Openings(root)


def _is_no_thing(text: str, start: int, end: int) -> bool:
    return not called_after(text, start, end)


def _is_no_place(text: str, start: int, end: int) -> bool:
    return not is_a_place(text, start, end)


class _Found(NamedTuple):
    """A mention that may be one of several actors."""

    subjects: tuple[str, ...]
    block: str
    start: int
    end: int


def _told_apart(found: Sequence[_Found]) -> Iterator[Mention]:
    """Decide for each name that several actors have which of them is meant."""
    named = {one.subjects[0] for one in found if len(one.subjects) == 1}
    last: dict[str, int] = {}
    for at, one in enumerate(found):
        subject = one.subjects[0]
        if len(one.subjects) > 1:
            before = [it for it in one.subjects if it in last]
            subject = (
                max(before, key=last.__getitem__)
                if before
                else next((it for it in one.subjects if it in named), subject)
            )
        else:
            last[subject] = at
        yield Mention(subject, one.block, one.start, one.end)


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
        if stem:
            node.lengths.add(len(key))
        node = (node.stems if stem else node.words).setdefault(key, _Node())
    if node is not root:
        node.names.append(name)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a word means where names may begin: whom and what it names alone, and where it may lead."""

    actors: tuple[_Name, ...]
    themes: tuple[str, ...]
    nodes: list[_Node]


class _Openings(dict[str, _Opening | None]):
    """What each word opens, looked up once: a text of 200,000 words has some 15,000 different ones."""

    def __init__(self, root: _Node) -> None:
        super().__init__()
        self.root = root

    def __missing__(self, word: str) -> _Opening | None:
        if len(self) >= _MOST_OPENINGS:
            self.clear()
        nodes = self.root.after(_plain(word).lower())
        actors, themes = _named(nodes, (word,))
        further = [node for node in nodes if node.words or node.stems]
        self[word] = _Opening(actors, themes, further) if nodes else None
        return self[word]


def _named(nodes: Iterable[_Node], words: Sequence[str]) -> tuple[tuple[_Name, ...], tuple[str, ...]]:
    """The actors and themes that these words name in full."""
    names = [name for node in nodes for name in node.names]
    actors = tuple(name for name in names if name.spelt is not None and _is_spelt(name.spelt, words))
    return actors, tuple(name.subject for name in names if name.spelt is None)


def _is_spelt(spelt: Sequence[str], found: Sequence[str]) -> bool:
    words = [_plain(word) for word in found]
    if words[1:] == [*spelt[1:]] and words[0] in (spelt[0], spelt[0][0].upper() + spelt[0][1:]):
        return True
    together = "".join(words)
    return together.isupper() and sum(map(str.isalpha, together)) >= _CAPITALS_FROM


def _in_block(block: Block, openings: _Openings) -> Iterator[_Found]:
    actors_end = 0
    theme_ends: dict[str, int] = {}
    for found in _WORD.finditer(block.text):
        opening = openings[found[0]]
        if opening is None:
            continue
        start, end = found.span()
        ends = [(opening.actors, end)] if opening.actors else []
        themes = dict.fromkeys(opening.themes, end)
        if opening.nodes:
            _walk(block.text, found, opening.nodes, ends, themes)
        if start >= actors_end:
            for names, end in reversed(ends):
                counted = dict.fromkeys(
                    name.subject for name in names if name.counts is None or name.counts(block.text, start, end)
                )
                if counted:
                    actors_end = end
                    yield _Found(tuple(counted), block.id, start, end)
                    break
        for theme, end in themes.items():
            if start >= theme_ends.get(theme, 0):
                theme_ends[theme] = end
                yield _Found((theme,), block.id, start, end)


def _walk(
    text: str,
    before: re.Match[str],
    nodes: list[_Node],
    actors: list[tuple[tuple[_Name, ...], int]],
    themes: dict[str, int],
) -> None:
    """Follow the names that go on behind a word: `actors` gets those that end there, `themes` where they end."""
    words = [before[0]]
    while word := _WORD.search(text, before.end()):
        key = _gap(before[0], text[before.end() : word.start()]) + _plain(word[0]).lower()
        nodes = [following for node in nodes for following in node.after(key)]
        if not nodes:
            break
        words.append(word[0])
        named, shown = _named(nodes, words)
        themes.update(dict.fromkeys(shown, word.end()))
        if named:
            actors.append((named, word.end()))
        before = word
