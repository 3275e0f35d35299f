"""What a user types becomes a tree of what to find. Any text at all has an answer: nothing here raises.

    words            every one of them, in any form ("tariff" finds "tariffs")
    "some words"     exactly these, one after the other
    AND OR NOT -word ( )
    tarif*           words that begin so
    tarrif~          words that are spelt nearly so
    actor: theme: brief: publisher: section: tag:    with a word or "quoted words" behind the colon
    colour:risk  in:notes  year:2024  year:2024..2026

The last word is still being typed, so it finds what begins with it, too. A text that breaks these rules (an open
quote, an operator with nothing behind it) is searched as plain words, and the answer says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import islice, product

from briefreader.annotations.model import MEANINGS, colour_named
from briefreader.search.words import compounds

FIELDS = {
    "actor": "actor",
    "theme": "theme",
    "brief": "title",
    "publisher": "publisher",
    "section": "section",
    "tag": "tags",
    "colour": "colour",
    "color": "colour",
    "year": "year",
    "in": "in",
}
"""The fields that a user can name, and what is asked by each (`Term.where`, `Only.where`)."""

ABOUT = frozenset({"actor", "theme"})
"""The fields whose words are those of a name, under which actors and themes are known."""

KINDS = {"notes": "notes", "note": "notes", "text": "text", "headings": "headings", "heading": "headings"}
"""What can stand behind `in:`."""

LONGEST_QUERY = 2_000
"""Code points of a query that are read; the rest is cut off at a word's end."""

MOST_TERMS = 64
"""Words and phrases of a query that are looked for; the rest is left out."""

_DEEPEST = 40
_MOST_OF_A_NAME = 4
_MOST_VARIANTS = 8
_SHORTEST_TYPED = 2
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u2033", '"'))
_ITEM = re.compile(
    r'(?P<bracket>[()])|"(?P<quoted>[^"]*)"|(?P<chunk>(?:(?:[A-Z]\.\s)+(?=[A-Z]\.))?[^\s()"]+)|(?P<open>")'
)
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_YEARS = re.compile(r"(\d{4})?(\.\.|-|–|…)?(\d{4})?")
_WHOLE = frozenset({"colour", "year", "in"})
_BRACKETS = "The brackets do not close."
_NOTHING_BEHIND = "There is nothing behind a field."


class Ending(Enum):
    """How the last word of a term is taken: as it is, or as the beginning of words."""

    WHOLE = "whole"
    TYPED = "typed"
    STARRED = "starred"
    NEARLY = "nearly"


_SIGNS = {"*": Ending.STARRED, "~": Ending.NEARLY}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to find: any one of `variants`, each a run of folded words.

    `where` is "" for the text itself, else one of `FIELDS`. An `exact` term stands as it was written, another in
    any form of its words. `start` and `end` are the code points of the query where it was typed.
    """

    variants: tuple[tuple[str, ...], ...]
    where: str = ""
    exact: bool = False
    ending: Ending = Ending.WHOLE
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Only:
    """What has one of these whole values: `where` is "colour", "in" or "year"; years are "2024" to "2026", "" open."""

    where: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class All:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    children: tuple[Node, ...]


Node = Term | Only | Not | All | Some


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read: `root` is None where there is nothing to look for.

    `problem` says in a sentence why it was read as plain words; it is empty where it was not.
    """

    text: str
    root: Node | None
    problem: str = ""

    @property
    def as_plain_words(self) -> bool:
        return bool(self.problem)


class _Unreadable(Exception):
    """The text breaks the rules of the query language, as its words say; it never leaves this module."""


def read_query(text: str, *, as_you_type: bool = True) -> Query:
    """The tree of what `text` asks for; with `as_you_type` its last word also stands for longer words."""
    cut = _cut(text.translate(_QUOTES))
    typing = as_you_type and len(cut) == len(text)
    try:
        return Query(text, _Reader(list(_items(cut, typing))).whole())
    except _Unreadable as problem:
        terms = _plain_words(cut, typing)
        return Query(text, _joined(All, terms), str(problem)) if terms else Query(text, None)


def positive_terms(node: Node | None) -> Iterator[Term]:
    """The terms that a hit may show, in the order of the query: all but those under a NOT."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, All | Some):
        for child in node.children:
            yield from positive_terms(child)


def last_words(query: Query) -> Iterator[tuple[str, ...]]:
    """The words at the end of a query that may be the beginning of a name, the longest run of them first."""
    words = [term.variants[0] for term in positive_terms(query.root) if not term.where]
    for first in range(max(0, len(words) - _MOST_OF_A_NAME), len(words)):
        run = tuple(word for some in words[first:] for word in some)
        if len("".join(run)) > 1:
            yield run


def _cut(text: str) -> str:
    if len(text) <= LONGEST_QUERY:
        return text
    cut = text[:LONGEST_QUERY]
    return cut[: match.start()] if (match := re.search(r"\s\S*\Z", cut)) else cut


def _items(text: str, typing: bool) -> Iterator[Node | str]:
    """The operators, brackets and terms of a text in order, up to `MOST_TERMS` terms."""
    room = MOST_TERMS
    named = ""
    for match in _ITEM.finditer(text):
        following = text[match.end() : match.end() + 1]
        if named and match["quoted"] is None:
            raise _Unreadable(_NOTHING_BEHIND)
        if match["open"]:
            raise _Unreadable("A quotation mark is open.")
        if match["bracket"]:
            yield match["bracket"]
            continue
        if match["quoted"] is not None:
            if named in _WHOLE:
                terms: list[Node] = [_only(named, match["quoted"])]
            else:
                terms = _phrase(match["quoted"], named, match.start(), match.end())
            if named and not terms:
                raise _Unreadable(_NOTHING_BEHIND)
            named = ""
        else:
            chunk, start = match["chunk"], match.start("chunk")
            if chunk in _OPERATORS:
                yield chunk
                continue
            if chunk.startswith("-") and (len(chunk) > 1 or following in ('"', "(")):
                yield "NOT"
                chunk, start = chunk[1:], start + 1
            typed = typing and match.end() == len(text)
            named, terms = _chunk(chunk, start, typed, following == '"')
        if terms:
            yield _joined(All, terms[:room])
            room -= len(terms)
            if room <= 0:
                return


def _chunk(chunk: str, start: int, typed: bool, quote_follows: bool) -> tuple[str, list[Node]]:
    """The terms of a run without spaces, or the field that it names for the quotation right behind it."""
    match = _FIELD.fullmatch(chunk)
    where = FIELDS.get(match[1].lower(), "") if match else ""
    if not (match and where):
        return "", _words(chunk, "", start, typed)
    if not match[2] and quote_follows:
        return where, []
    if where in _WHOLE:
        return "", [_only(where, match[2])]
    terms = _words(match[2], where, start + match.start(2), typed)
    if not terms:
        raise _Unreadable(_NOTHING_BEHIND)
    return "", terms


def _only(where: str, value: str) -> Only:
    """The whole value behind a field that knows no words."""
    if not value.strip():
        raise _Unreadable(_NOTHING_BEHIND)
    if where == "colour":
        colour = colour_named(value)
        if colour is None:
            raise _Unreadable(f"There is no colour “{value}”: {', '.join(MEANINGS.values())}.")
        return Only(where, (colour.value,))
    if where == "in":
        kind = KINDS.get(value.casefold())
        if kind is None:
            raise _Unreadable(f"Behind “in:” stands notes, text or headings, not “{value}”.")
        return Only(where, (kind,))
    years = _YEARS.fullmatch(value)
    if years is None or not (years[1] or years[3]):
        raise _Unreadable("Behind “year:” stands a year or two, as in year:2024 or year:2024..2026.")
    return Only(where, (years[1] or "", years[3] or "") if years[2] else (years[1], years[1]))


def _words(text: str, where: str, start: int, typed: bool) -> list[Node]:
    """A term for each word of a text, the last of them taken as a beginning when it is starred or still typed."""
    found = compounds(text)
    terms = [Term(c.variants, where, False, Ending.WHOLE, start + c.start, start + c.end) for c in found]
    if found:
        tail = text[found[-1].end :]
        if tail[:1] in _SIGNS:
            terms[-1] = replace(terms[-1], ending=_SIGNS[tail[0]])
        elif typed and not tail and len(found[-1].parts[-1]) >= _SHORTEST_TYPED:
            terms[-1] = replace(terms[-1], ending=Ending.TYPED)
    return list(terms)


def _phrase(text: str, where: str, start: int, end: int) -> list[Node]:
    """One exact term for all the words between two quotes; none where there are no words."""
    runs = product(*(compound.variants for compound in compounds(text)))
    variants = tuple(tuple(word for run in choice for word in run) for choice in islice(runs, _MOST_VARIANTS))
    return [Term(variants, where, True, Ending.WHOLE, start, end)] if any(variants) else []


def _plain_words(text: str, typing: bool) -> tuple[Node, ...]:
    """Every word of a text; operators count as words only where there is nothing else."""
    without = re.sub(r"(?<!\S)(?:AND|OR|NOT)(?!\S)", lambda match: " " * len(match[0]), text)
    chosen = without if compounds(without) else text
    return tuple(_words(chosen, "", 0, typing)[:MOST_TERMS])


def _joined(kind: type[All] | type[Some], nodes: Sequence[Node]) -> Node:
    """Nodes under one parent, each of them once."""
    once = tuple(dict.fromkeys(nodes))
    return once[0] if len(once) == 1 else kind(once)


def _settled(node: Node) -> Node:
    """A node whose last word is taken as it stands: what is typed behind a NOT must not hide more than it says."""
    if isinstance(node, Term):
        return replace(node, ending=Ending.WHOLE) if node.ending is Ending.TYPED else node
    if isinstance(node, Only):
        return node
    if isinstance(node, Not):
        return Not(_settled(node.child))
    return replace(node, children=tuple(_settled(child) for child in node.children))


class _Reader:
    """Reads items by the grammar: some = all (OR all)*, all = one ([AND] one)*, one = NOT one | ( some ) | term."""

    def __init__(self, items: Sequence[Node | str]) -> None:
        self._items = items
        self._next = 0

    def whole(self) -> Node | None:
        if not self._items:
            return None
        node = self._some(0)
        if self._next < len(self._items):
            raise _Unreadable(_BRACKETS)
        return node

    def _peek(self) -> Node | str | None:
        return self._items[self._next] if self._next < len(self._items) else None

    def _take(self, word: str) -> bool:
        taken = self._peek() == word
        self._next += taken
        return taken

    def _some(self, depth: int) -> Node:
        nodes = [self._all(depth)]
        while self._take("OR"):
            nodes.append(self._all(depth))
        return _joined(Some, nodes)

    def _all(self, depth: int) -> Node:
        nodes = [self._one(depth)]
        while self._take("AND") or self._peek() not in (None, "OR", ")"):
            nodes.append(self._one(depth))
        return _joined(All, nodes)

    def _one(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise _Unreadable(_BRACKETS)
        if self._take("NOT"):
            return Not(_settled(self._one(depth + 1)))
        if self._take("("):
            node = self._some(depth + 1)
            if not self._take(")"):
                raise _Unreadable(_BRACKETS)
            return node
        item = self._peek()
        if item is None or isinstance(item, str):
            raise _Unreadable("Something is missing beside AND, OR, NOT or a bracket.")
        self._next += 1
        return item
