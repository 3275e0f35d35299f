"""The search index of a library: kept up to date by key and fingerprint, searched in the time of a keystroke.

It is derived from the store. Whatever is wrong with it, `update` or `rebuild` begins afresh, and `differing` then
says what has to be given to it again. One `SearchIndex` is used by one thread at a time; several programs may share
the folder.
"""

from __future__ import annotations

import contextlib
import gc
import heapq
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from briefreader.errors import IndexFailed
from briefreader.search import folder as files
from briefreader.search.entries import Entry, Hit, Results, brief_entries, note_entry
from briefreader.search.folder import Manifest
from briefreader.search.query import Query, Term, positive_terms, read_query
from briefreader.search.snippets import forms, occurrences, snippet

if TYPE_CHECKING:
    from briefreader.search.matching import Finder

__all__ = ["Entry", "Hit", "Results", "SearchIndex", "brief_entries", "note_entry"]

_PATIENCE = 3.0
_LOCK = "MAIN_WRITELOCK"
"""Whoosh's own lock on writing, held here from the reading of the manifest until the new one is written."""


class SearchIndex:
    """The index in `folder`, which need not exist. Nothing is read or loaded before it is asked for something."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._finder: Finder | None = None
        self._seen: object = None

    def differing(self, fingerprints: Mapping[str, str]) -> tuple[str, ...]:
        """The keys that the index lacks, holds in another state, or holds though they are gone.

        All of them when the index is missing, broken or of another format. Reads one small file.
        """
        manifest = files.read_manifest(self._folder)
        held = manifest.keys if manifest else {}
        changed = [key for key, fingerprint in fingerprints.items() if held.get(key) != fingerprint]
        return (*changed, *(key for key in held if key not in fingerprints))

    def update(self, entries: Mapping[str, Sequence[Entry]], fingerprints: Mapping[str, str]) -> None:
        """Put these entries in the place of what was indexed under their keys; a key without entries is removed.

        A broken index is emptied first, without a word: ask `differing` again afterwards.
        Raises `IndexFailed` when the folder cannot be written or another program keeps it busy.
        """
        self.close()
        with files.failures_in_words("written"):
            files.make_ready(self._folder)
            with self._locked():
                manifest = files.read_manifest(self._folder)
                if manifest is None or manifest.engine != _engine():
                    manifest = self._begin_afresh()
                documents = self._write_or_none(entries)
                if documents is None:
                    manifest = self._begin_afresh()
                    documents = self._write(entries)
                keys = dict(manifest.keys)
                for key, held in entries.items():
                    if held or key in fingerprints:
                        keys[key] = fingerprints.get(key, "")
                    else:
                        keys.pop(key, None)
                files.write_manifest(self._folder, Manifest(manifest.engine, documents, keys))

    def rebuild(self) -> None:
        """Throw the index away and leave an empty one: `differing` then names everything there is."""
        self.close()
        with files.failures_in_words("built anew"):
            files.make_ready(self._folder)
            with self._locked():
                self._begin_afresh()

    def check(self) -> list[str]:
        """Every fault that reading the whole index shows, in words; empty when it is sound."""
        try:
            reader = self._open().reader
            numbers = list(reader.all_doc_ids())
            for number in numbers:
                reader.stored_fields(number)["stored"]
            for _ in reader.iter_postings():
                pass
        except IndexFailed as error:
            return [str(error)]
        except Exception as error:
            self.close()
            return [f"The search index is damaged ({type(error).__name__}) and has to be built anew."]
        manifest = files.read_manifest(self._folder)
        if manifest and manifest.documents != len(numbers):
            return [f"The search index holds {len(numbers)} entries instead of {manifest.documents}."]
        return []

    def close(self) -> None:
        """Let go of the index's files. It is opened again when it is next searched."""
        finder, self._finder, self._seen = self._finder, None, None
        if finder is not None:
            with contextlib.suppress(Exception):
                finder.close()

    def search(self, query: str, *, brief: str | None = None, limit: int = 50, as_you_type: bool = True) -> Results:
        """The best `limit` hits for a query (see `query` for its language), in all briefs or in one.

        With `as_you_type` the last word also finds what begins with it; a space behind it ends it. Any text is a
        valid query. Raises `IndexFailed` when the index is missing or broken: rebuild it and ask again.
        """
        started = perf_counter()
        read = read_query(query, as_you_type=as_you_type)
        if read.root is None:
            return Results(query, 0, _since(started), None, ())
        try:
            finder = self._open()
            found = finder.find(read.root, brief)
            best = heapq.nsmallest(max(limit, 0), found.items(), key=lambda one: (-round(one[1], 6), one[0]))
            stored = [(finder.reader.stored_fields(number)["stored"], score) for number, score in best]
            suggestion = None if found else _suggestion(finder, read, brief)
        except IndexFailed:
            raise
        except Exception as error:
            self.close()
            raise IndexFailed("The search index is damaged and has to be built anew.") from error
        terms = [term for term in positive_terms(read.root) if term.where not in ("section", "brief_words")]
        hits = tuple(_hit(fields, score, terms) for fields, score in stored)
        return Results(query, len(found), _since(started), suggestion, hits, read.as_plain_words)

    def _open(self) -> Finder:
        """The open index as it is now: another program may have written it since it was opened."""
        seen = files.signature(self._folder)
        if self._finder is not None and seen is not None and seen == self._seen:
            return self._finder
        self.close()
        with files.failures_in_words("opened"):
            manifest = files.read_manifest(self._folder) or self._settled_manifest()
            if manifest is None or manifest.engine != _engine():
                raise IndexFailed("There is no search index yet that can be read; it has to be built.")
            from whoosh.filedb.filestore import FileStorage

            from briefreader.search.matching import Finder
            from briefreader.search.schema import schema

            index = FileStorage(str(self._folder)).open_index(schema=schema())
            self._finder = Finder(index.searcher())
        self._seen = seen
        return self._finder

    def _settled_manifest(self) -> Manifest | None:
        """The manifest once no other program is between its commit and its manifest any more."""
        if files.signature(self._folder) is None or not files.trusted(self._folder):
            return None
        with self._locked():
            return files.read_manifest(self._folder)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder against other programs that write; the system releases the lock of one that dies."""
        from whoosh.filedb.filestore import FileStorage
        from whoosh.util.filelock import try_for

        lock = FileStorage(str(self._folder)).lock(_LOCK)
        if not try_for(lock.acquire, timeout=_PATIENCE, delay=0.05):
            raise IndexFailed("Another Briefreader is writing the search index just now; try again in a moment.")
        try:
            yield
        finally:
            lock.release()

    def _begin_afresh(self) -> Manifest:
        from whoosh.filedb.filestore import FileStorage

        from briefreader.search.schema import schema

        # Whoosh leaves a file that it could not read open, and Windows does not delete what is open.
        gc.collect()
        files.clear(self._folder)
        FileStorage(str(self._folder)).create_index(schema())
        manifest = Manifest(_engine())
        files.write_manifest(self._folder, manifest)
        return manifest

    def _write_or_none(self, entries: Mapping[str, Sequence[Entry]]) -> int | None:
        """As `_write`, but None when the index turns out to be broken."""
        try:
            return self._write(entries)
        except Exception as error:
            if files.of_the_machine(error):
                raise
            return None

    def _write(self, entries: Mapping[str, Sequence[Entry]]) -> int:
        """Commit the entries; the number of documents that the index holds then."""
        from whoosh.filedb.filestore import FileStorage

        from briefreader.search.schema import document, merge_few, schema

        index = FileStorage(str(self._folder)).open_index(schema=schema())
        writer = index.writer(_lk=False)
        try:
            for key, held in entries.items():
                writer.delete_by_term("key", key)
                for entry in held:
                    writer.add_document(**document(key, entry))
            writer.commit(mergetype=merge_few)
        except BaseException:
            with contextlib.suppress(Exception):
                writer.cancel()
            raise
        documents: int = index.doc_count()
        return documents


def _suggestion(finder: Finder, read: Query, brief: str | None) -> str | None:
    """Another query whose words really occur, where it finds something."""
    better = finder.better_spelling(read.root, read.text) if read.root else None
    root = read_query(better).root if better else None
    return better if root and finder.find(root, brief) else None


def _hit(fields: Sequence[Any], score: float, terms: Sequence[Term]) -> Hit:
    brief, title, block, number, section, section_title, kind, note, _, language, text = fields
    found = occurrences(text, language, terms)
    shown, marks = snippet(text, found)
    return Hit(
        brief=brief,
        title=title,
        block=block,
        number=number,
        section=section,
        section_title=section_title,
        kind=kind,
        score=round(score, 4),
        snippet=shown,
        marks=marks,
        words=forms(text, found),
        note=note,
    )


def _engine() -> str:
    import whoosh

    return "whoosh " + ".".join(str(part) for part in whoosh.__version__)


def _since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 2)
