"""The search engines that are measured side by side: ours, SQLite FTS5 and tantivy, each over the same text.

Each is given titles and texts, and asked for whatever holds any of the words of a query, the best first. The other two
have stems, a field for titles and one for texts, and their own BM25 as it comes.
"""

from __future__ import annotations

import re
import sqlite3
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from collection import Document

from briefreader.search.index import Entry, SearchIndex, Wanted

Ask = Callable[[str, int], list[str]]
"""Asks an engine that was built: the ids of the best documents for a query, as many as were asked for."""

FIRST = 50
"""Hits that a window asks for at first; ours come with their snippets, which nobody reads of more."""

_BATCH = 4_000
_LONGEST = 10_000
"""Words of an entry of ours: a whole book is several, of which the best counts."""

_TANTIVY = {"nl": "dutch", "fr": "french", "de": "german"}


class Missing(Exception):
    """An engine is not there; its words say why, and what to do."""


def briefreader(folder: Path, documents: Sequence[Document], language: str) -> Ask:
    """Build our index, each document a brief of one entry whose text begins with its title."""
    index = SearchIndex(folder)
    for start in range(0, len(documents), _BATCH):
        batch = list(enumerate(documents[start : start + _BATCH], start=start))
        index.update({f"brief:{at}": list(entries(at, one, language)) for at, one in batch}, {})
    index.settle()
    parts = 1 + (index.documents > len(documents))

    def ask(query: str, limit: int) -> list[str]:
        any_of = " OR ".join(as_typed(query))
        wanted = Wanted(limit=limit * parts, as_you_type=False, some=True, bare=limit > FIRST)
        hits = index.search(any_of, **wanted).hits
        return list(dict.fromkeys(documents[int(hit.brief)].id for hit in hits))[:limit]

    return ask


def entries(number: int, document: Document, language: str) -> Iterator[Entry]:
    """A document as ours takes it: its title is that of the brief, and also the first line of its text."""
    text = f"{document.title}\n{document.text}" if document.title else document.text
    ends = [word.end() for word in re.finditer(r"\S+", text)][_LONGEST - 1 :: _LONGEST]
    for part, (start, end) in enumerate(zip([0, *ends], [*ends, len(text)], strict=True)):
        if part == 0 or text[start:end].strip():
            yield Entry(
                brief=str(number),
                title=document.title,
                block=f"b{part + 1}",
                number=part + 1,
                section=None,
                section_title=document.title,
                kind="paragraph",
                text=text[start:end],
                language=language,
                position=part,
            )


def as_typed(query: str) -> list[str]:
    """The words of a query without the signs that are commands in ours: as one types who does not know of them."""
    plain = re.sub(r"[^\w\s.,'’&]", " ", query)
    plain = re.sub(r"\b(?:AND|OR|NOT)\b", lambda found: found[0].lower(), plain)
    return [word for word in plain.split() if re.search(r"[^\W_]", word)]


def words(query: str) -> list[str]:
    """The different words of a query, for the engines that have no way of their own to take any text."""
    return list(dict.fromkeys(re.findall(r"[^\W_]+", query.lower())))


def fts5(folder: Path, documents: Sequence[Document], language: str) -> Ask:
    """Build an index of SQLite FTS5, whose only stemmer is that of Porter for English. Raises `Missing`."""
    database = sqlite3.connect(folder / "fts5.sqlite")
    tokenizer = "porter unicode61" if language.startswith("en") else "unicode61"
    try:
        database.execute(f"CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize='{tokenizer}')")
    except sqlite3.OperationalError as error:
        raise Missing(f"this SQLite has no FTS5: {error}") from error
    with database:
        rows = ((at, one.title, one.text) for at, one in enumerate(documents))
        database.executemany("INSERT INTO texts(rowid, title, body) VALUES (?, ?, ?)", rows)

    def ask(query: str, limit: int) -> list[str]:
        any_of = " OR ".join(f'"{word}"' for word in words(query))
        if not any_of:
            return []
        found = database.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?", (any_of, limit)
        )
        return [documents[number].id for (number,) in found]

    # Once nobody can ask any more.
    weakref.finalize(ask, database.close)
    return ask


def tantivy(folder: Path, documents: Sequence[Document], language: str) -> Ask:
    """Build an index of tantivy, with the stems of the language. Raises `Missing`."""
    try:
        import tantivy as engine
    except ImportError as error:
        raise Missing("tantivy is not installed: pip install --group bench") from error

    short = language[:2].lower()
    tokenizer = "en_stem" if short == "en" else "stems" if short in _TANTIVY else "default"
    builder = engine.SchemaBuilder()
    builder.add_integer_field("number", stored=True)
    builder.add_text_field("title", tokenizer_name=tokenizer)
    builder.add_text_field("body", tokenizer_name=tokenizer)
    (folder / "tantivy").mkdir()
    index = engine.Index(builder.build(), path=str(folder / "tantivy"))
    if tokenizer == "stems":
        lower = engine.TextAnalyzerBuilder(engine.Tokenizer.simple()).filter(engine.Filter.lowercase())
        index.register_tokenizer("stems", lower.filter(engine.Filter.stemmer(_TANTIVY[short])).build())
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for at, one in enumerate(documents):
        writer.add_document(engine.Document(number=at, title=one.title, body=one.text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(query: str, limit: int) -> list[str]:
        asked = words(query)
        if not asked:
            return []
        found = searcher.search(index.parse_query(" ".join(asked), ["title", "body"]), limit, count=False)
        return [documents[searcher.doc(place)["number"][0]].id for _, place in found.hits]

    return ask


RANKERS: dict[str, Callable[[Path, Sequence[Document], str], Ask]] = {
    "Briefreader": briefreader,
    "SQLite FTS5": fts5,
    "tantivy": tantivy,
}
