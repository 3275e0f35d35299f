"""The index finds what a plain scan of the texts finds: for random libraries, after random changes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.search.index import Entry, Known, Names, SearchIndex
from tests.search.corpus import entry

ROOTS = {
    "tariffs": "tariff",
    "allies": "ally",
    "traded": "trade",
    "trading": "trade",
    "u.s.": "us",
    "café": "cafe",
}
WORDS = ["tariff", "tariffs", "ally", "allies", "trade", "traded", "trading", "nato", "US", "U.S.", "it", "may", "café"]
NAMES = ["Donald Trump", "NATO", "European Union", "Union Jack"]
KNOWN = Names(Known(name.lower(), "organisation", name) for name in NAMES)

Predicate = Callable[[Entry], bool]
Question = tuple[str, Predicate]


def plain(word: str) -> str:
    return word.lower().replace("u.s.", "us").replace("é", "e")


def written(text: str) -> list[str]:
    """The words of a text as they stand, folded by the simplest means."""
    return [plain(word) for word in re.findall(r"[\wé.]+", text)]


def root(word: str) -> str:
    return ROOTS.get(word.lower(), plain(word))


def term(word: str) -> Question:
    return word, lambda one: plain(root(word)) in {plain(root(other)) for other in one.text.split()}


def phrase(words: list[str]) -> Question:
    wanted = [plain(word) for word in words]
    length = len(wanted)

    def stands(one: Entry) -> bool:
        there = written(one.text)
        return any(there[start : start + length] == wanted for start in range(len(there)))

    return f'"{" ".join(words)}"', stands


def beginning(letters: str) -> Question:
    return f"{letters}*", lambda one: any(word.startswith(letters) for word in written(one.text))


def actor(name: str) -> Question:
    return f'actor:"{name}"', lambda one: name.lower() in one.actors


def section(word: str) -> Question:
    return f"section:{word}", lambda one: plain(word) in written(one.section_title)


def negated(question: Question) -> Question:
    return f"NOT ({question[0]})", lambda one: not question[1](one)


def both(one: Question, other: Question) -> Question:
    return f"({one[0]}) {other[0]}", lambda entry: one[1](entry) and other[1](entry)


def either(one: Question, other: Question) -> Question:
    return f"({one[0]} OR {other[0]})", lambda entry: one[1](entry) or other[1](entry)


words = st.sampled_from(WORDS)
terms = st.one_of(
    words.map(term),
    st.lists(words, min_size=1, max_size=3).map(phrase),
    st.sampled_from(["t", "tr", "trad", "u", "may", "nat", "x", "cafe"]).map(beginning),
    st.sampled_from(NAMES).map(actor),
    words.filter(lambda word: "." not in word).map(section),
)
questions = st.recursive(
    terms,
    lambda inner: st.one_of(
        inner.map(negated),
        st.tuples(inner, inner).map(lambda two: both(*two)),
        st.tuples(inner, inner).map(lambda two: either(*two)),
    ),
    max_leaves=4,
)
blocks = st.tuples(
    st.lists(words, min_size=1, max_size=8).map(" ".join),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
    words.filter(lambda word: "." not in word),
)
changes = st.lists(st.tuples(st.sampled_from("abc"), st.lists(blocks, max_size=5)), min_size=1, max_size=4)


@given(changes, st.lists(questions, min_size=10, max_size=25))
@settings(max_examples=20, deadline=None)
def test_hits_are_those_of_a_plain_scan(
    changes: list[tuple[str, list[tuple[str, list[str], str]]]], asked: list[Question]
) -> None:
    held: dict[str, list[Entry]] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "index")
        for key, texts in changes:
            held[key] = [
                entry(
                    text,
                    brief=key,
                    position=position,
                    actors=tuple(name.lower() for name in names),
                    section_title=title,
                )
                for position, (text, names, title) in enumerate(texts)
            ]
            index.update({f"brief:{key}": held[key]}, {f"brief:{key}": str(len(texts))} if texts else {})
        everything = [one for entries in held.values() for one in entries]
        for query, holds in asked:
            wanted = {(one.brief, one.block) for one in everything if holds(one)}
            results = index.search(query, names=KNOWN, limit=100, as_you_type=False)
            assert {(hit.brief, hit.block) for hit in results.hits} == wanted, query
            assert results.total == len(wanted)
            assert not results.as_plain_words
            scores = [hit.score for hit in results.hits]
            assert scores == sorted(scores, reverse=True)
            within = index.search(query, names=KNOWN, brief="a", limit=100, as_you_type=False)
            assert {(hit.brief, hit.block) for hit in within.hits} == {one for one in wanted if one[0] == "a"}
        assert index.check() == []
        index.close()
