"""Three search engines behind one face, so that a benchmark can ask all of them the same.

Ours is the index of the program, with all that its results show: snippets, facets, the words that matched. SQLite's
FTS5 and tantivy are asked for what they have of that, in the way that their manuals show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from briefreader.brief.model import Brief
from briefreader.search.index import Known, Names, SearchIndex, brief_entries

ACTORS = tuple(f"actor-{number}" for number in range(300))
NAMES = Names(Known(one, "organisation", f"Body {one}", (), 1, 1) for one in ACTORS)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as every engine gets it: `actors` are the ids of those that it mentions."""

    brief: str
    title: str
    section: str
    number: int
    text: str
    publisher: str
    year: str
    actors: tuple[str, ...]


class Engine(Protocol):
    """What is measured. A query is plain words but for what the name of the method says of it."""

    name: str

    def build(self, briefs: Sequence[Brief], paragraphs: Callable[[Brief], list[Paragraph]]) -> None: ...
    def add(self, brief: Brief, paragraphs: list[Paragraph]) -> None: ...
    def open(self) -> None: ...
    def every(self, words: Sequence[str]) -> int: ...
    def phrase(self, words: Sequence[str]) -> int: ...
    def prefix(self, letters: str) -> int: ...
    def typed(self, words: Sequence[str]) -> int: ...
    def nearly(self, word: str) -> int | None: ...
    def within(self, word: str, publisher: str) -> int: ...
    def snippets(self, words: Sequence[str]) -> int: ...
    def facets(self, words: Sequence[str]) -> int | None: ...
    def absurd(self, text: str) -> int | None: ...
    def close(self) -> None: ...


class Ours:
    """The program's own index. Every answer comes with snippets of its twenty best hits."""

    name = "briefreader"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "ours"
        self._index = SearchIndex(self._folder)

    def build(self, briefs: Sequence[Brief], paragraphs: Callable[[Brief], list[Paragraph]]) -> None:
        work: dict[str, Any] = {}
        count = 0
        for brief in briefs:
            work[f"brief:{brief.id}"] = _entries(brief, paragraphs(brief))
            if sum(map(len, work.values())) >= max(2_000, count // 4):
                count += sum(map(len, work.values()))
                self._index.update(work, dict.fromkeys(work, "1"))
                work = {}
        if work:
            self._index.update(work, dict.fromkeys(work, "1"))
        if self._index.scattered:
            self._index.settle()

    def add(self, brief: Brief, paragraphs: list[Paragraph]) -> None:
        self._index.update({f"brief:{brief.id}": _entries(brief, paragraphs)}, {f"brief:{brief.id}": "1"})

    def open(self) -> None:
        self._index = SearchIndex(self._folder)

    def _ask(self, query: str, **how: Any) -> int:
        return self._index.search(query, names=NAMES, limit=20, **how).total

    def every(self, words: Sequence[str]) -> int:
        return self._ask(" ".join(words), as_you_type=False)

    def phrase(self, words: Sequence[str]) -> int:
        return self._ask(f'"{" ".join(words)}"', as_you_type=False)

    def prefix(self, letters: str) -> int:
        return self._ask(f"{letters}*", as_you_type=False)

    def typed(self, words: Sequence[str]) -> int:
        return self._ask(" ".join(words), facets=True, some=True)

    def nearly(self, word: str) -> int | None:
        return self._ask(f"{word}~", as_you_type=False)

    def within(self, word: str, publisher: str) -> int:
        return self._ask(f'{word} publisher:"{publisher}"', as_you_type=False)

    def snippets(self, words: Sequence[str]) -> int:
        return self._ask(" ".join(words), as_you_type=False)

    def facets(self, words: Sequence[str]) -> int | None:
        return self._ask(" ".join(words), as_you_type=False, facets=True)

    def absurd(self, text: str) -> int | None:
        return self._ask(text, facets=True, some=True)

    def close(self) -> None:
        self._index.close()


def _entries(brief: Brief, paragraphs: list[Paragraph]) -> Any:
    from dataclasses import replace

    actors = {one.number: one.actors for one in paragraphs}
    return tuple(replace(one, actors=actors.get(one.number or 0, ())) for one in brief_entries(brief))


class Fts5:
    """SQLite's own full-text search, as far as it goes: no search by nearness of spelling, facets by counting rows."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.sqlite"
        self.open()

    def open(self) -> None:
        self._store = sqlite3.connect(self._path)

    def build(self, briefs: Sequence[Brief], paragraphs: Callable[[Brief], list[Paragraph]]) -> None:
        self._store.executescript(
            "CREATE VIRTUAL TABLE texts USING "
            "fts5(text, title, section, tokenize = 'porter unicode61', prefix = '2 3');"
            "CREATE TABLE facts (id INTEGER PRIMARY KEY, brief TEXT, section TEXT, publisher TEXT, year TEXT);"
            "CREATE TABLE actors (id INTEGER, actor TEXT);"
        )
        for brief in briefs:
            self._put(paragraphs(brief))
        self._store.commit()

    def _put(self, paragraphs: list[Paragraph]) -> None:
        for one in paragraphs:
            row = self._store.execute(
                "INSERT INTO facts (brief, section, publisher, year) VALUES (?, ?, ?, ?)",
                (one.brief, one.section, one.publisher, one.year),
            ).lastrowid
            self._store.execute(
                "INSERT INTO texts (rowid, text, title, section) VALUES (?, ?, ?, ?)",
                (row, one.text, one.title, one.section),
            )
            self._store.executemany("INSERT INTO actors VALUES (?, ?)", [(row, actor) for actor in one.actors])

    def add(self, brief: Brief, paragraphs: list[Paragraph]) -> None:
        self._put(paragraphs)
        self._store.commit()

    def _ask(self, match: str, snippets: bool = True) -> int:
        self._store.execute(
            f"SELECT rowid, bm25(texts){', snippet(texts, 0, ?, ?, ?, 30)' if snippets else ''} FROM texts "
            "WHERE texts MATCH ? ORDER BY rank LIMIT 20",
            (*(("[", "]", "…") if snippets else ()), match),
        ).fetchall()
        [(count,)] = self._store.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (match,)).fetchall()
        return int(count)

    def every(self, words: Sequence[str]) -> int:
        return self._ask(" AND ".join(f'"{word}"' for word in words))

    def phrase(self, words: Sequence[str]) -> int:
        return self._ask(f'"{" ".join(words)}"')

    def prefix(self, letters: str) -> int:
        return self._ask(f'"{letters}"*')

    def typed(self, words: Sequence[str]) -> int:
        match = " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
        self._count(match)
        return self._ask(match)

    def nearly(self, word: str) -> int | None:
        return None

    def within(self, word: str, publisher: str) -> int:
        found = self._store.execute(
            "SELECT texts.rowid, snippet(texts, 0, ?, ?, ?, 30) FROM texts JOIN facts ON facts.id = texts.rowid "
            "WHERE texts MATCH ? AND publisher = ? ORDER BY rank LIMIT 20",
            ("[", "]", "…", f'"{word}"', publisher),
        ).fetchall()
        return len(found)

    def snippets(self, words: Sequence[str]) -> int:
        return self.every(words)

    def facets(self, words: Sequence[str]) -> int | None:
        match = " AND ".join(f'"{word}"' for word in words)
        self._count(match)
        return self._ask(match)

    def _count(self, match: str) -> None:
        for column in ("brief", "section", "publisher", "year"):
            self._store.execute(
                f"SELECT facts.{column}, count(*) FROM texts JOIN facts ON facts.id = texts.rowid WHERE texts MATCH ? "
                f"GROUP BY facts.{column} ORDER BY 2 DESC LIMIT 40",
                (match,),
            ).fetchall()
        self._store.execute(
            "SELECT actor, count(*) FROM texts JOIN actors ON actors.id = texts.rowid WHERE texts MATCH ? "
            "GROUP BY actor ORDER BY 2 DESC LIMIT 40",
            (match,),
        ).fetchall()

    def absurd(self, text: str) -> int | None:
        return None

    def close(self) -> None:
        self._store.close()


class Tantivy:
    """The engine in Rust, through its Python package. Raises ImportError where that is not there."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._folder = folder / "tantivy"
        self._folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        for name in ("text", "title", "section"):
            schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
        schema.add_text_field("plain", stored=False, tokenizer_name="default")
        for name in ("brief", "publisher", "year", "actor", "heading"):
            schema.add_text_field(name, stored=False, tokenizer_name="raw", fast=True)
        self._schema = schema.build()
        self.open()

    def open(self) -> None:
        self._index = self._tantivy.Index(self._schema, path=str(self._folder), reuse=True)
        self._index.reload()
        self._searcher = self._index.searcher()

    def build(self, briefs: Sequence[Brief], paragraphs: Callable[[Brief], list[Paragraph]]) -> None:
        writer = self._index.writer(128_000_000)
        for brief in briefs:
            self._put(writer, paragraphs(brief))
        writer.commit()
        writer.wait_merging_threads()
        self.open()

    def _put(self, writer: Any, paragraphs: list[Paragraph]) -> None:
        for one in paragraphs:
            document = self._tantivy.Document(
                text=one.text,
                plain=one.text,
                title=one.title,
                section=one.section,
                brief=one.brief,
                publisher=one.publisher,
                year=one.year,
                heading=one.section,
            )
            for actor in one.actors:
                document.add_text("actor", actor)
            writer.add_document(document)

    def add(self, brief: Brief, paragraphs: list[Paragraph]) -> None:
        writer = self._index.writer(30_000_000)
        self._put(writer, paragraphs)
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _ask(self, query: Any) -> int:
        found: Any = self._searcher.search(query, 20)
        made = self._tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "text")
        for _, address in found.hits:
            made.snippet_from_doc(self._searcher.doc(address)).to_html()
        return int(found.count)

    def _parsed(self, query: str, **how: Any) -> Any:
        return self._index.parse_query(query, ["text", "title", "section"], **how)

    def every(self, words: Sequence[str]) -> int:
        return self._ask(self._parsed(" ".join(words), conjunction_by_default=True))

    def phrase(self, words: Sequence[str]) -> int:
        return self._ask(self._index.parse_query(f'"{" ".join(words)}"', ["text"]))

    def prefix(self, letters: str) -> int:
        return self._ask(self._tantivy.Query.regex_query(self._schema, "plain", f"{letters}.*"))

    def typed(self, words: Sequence[str]) -> int:
        must = self._tantivy.Occur.Must
        parts = [(must, self._parsed(word)) for word in words[:-1]]
        parts.append((must, self._tantivy.Query.regex_query(self._schema, "plain", f"{words[-1]}.*")))
        query = self._tantivy.Query.boolean_query(parts)
        self._count(query)
        return self._ask(query)

    def nearly(self, word: str) -> int | None:
        return self._ask(self._tantivy.Query.fuzzy_term_query(self._schema, "plain", word, 2))

    def within(self, word: str, publisher: str) -> int:
        must = self._tantivy.Occur.Must
        exact = self._tantivy.Query.term_query(self._schema, "publisher", publisher)
        return self._ask(self._tantivy.Query.boolean_query([(must, self._parsed(word)), (must, exact)]))

    def snippets(self, words: Sequence[str]) -> int:
        return self.every(words)

    def facets(self, words: Sequence[str]) -> int | None:
        query = self._parsed(" ".join(words), conjunction_by_default=True)
        self._count(query)
        return self._ask(query)

    def _count(self, query: Any) -> None:
        asked = {
            name: {"terms": {"field": name, "size": 40}} for name in ("brief", "heading", "publisher", "year", "actor")
        }
        self._searcher.aggregate(query, asked)

    def absurd(self, text: str) -> int | None:
        return None

    def close(self) -> None:
        return


ENGINES: tuple[type[Ours] | type[Fts5] | type[Tantivy], ...] = (Ours, Fts5, Tantivy)
