"""The search index of a library: kept up to date by key and fingerprint, searched in the time of a keystroke.

It is derived from the store. Whatever is wrong with it, `update` or `rebuild` begins afresh, and `differing` then
says what has to be given to it again. One `SearchIndex` is used by one thread at a time; several programs may share
the folder.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypedDict

from briefreader.errors import IndexFailed
from briefreader.search import folder as files
from briefreader.search.entries import (
    FACETS,
    ORDERS,
    Choice,
    Entry,
    Facet,
    Hit,
    Results,
    brief_entries,
    note_entry,
)
from briefreader.search.folder import Manifest
from briefreader.search.hits import hit_of
from briefreader.search.names import Known, Names
from briefreader.search.query import last_words, positive_terms, read_query

if TYPE_CHECKING:
    from briefreader.search.catalogue import Catalogue, Chosen
    from briefreader.search.finder import Finder
    from briefreader.search.segments import Segment

__all__ = [
    "FACETS",
    "ORDERS",
    "Choice",
    "Entry",
    "Facet",
    "Hit",
    "Known",
    "Names",
    "Results",
    "SearchIndex",
    "Wanted",
    "brief_entries",
    "note_entry",
]

_log = logging.getLogger("briefreader")

_PATIENCE = 3.0
_LOCK = "MAIN_WRITELOCK"
"""Whoosh's own lock on writing, held here from the reading of the manifest until the new one is written."""

_NOBODY = Names()


class Wanted(TypedDict, total=False):
    """How a query is answered: see `SearchIndex.search`."""

    brief: str | None
    chosen: Chosen | None
    order: str
    limit: int | None
    as_you_type: bool
    some: bool
    facets: bool
    bare: bool


class SearchIndex:
    """The index in `folder`, which need not exist. Nothing is read or loaded before it is asked for something."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._finder: Finder | None = None
        self._segments: dict[str, tuple[Segment, Catalogue]] = {}
        self._seen: object = None

    # Keeping

    def differing(self, fingerprints: Mapping[str, str]) -> tuple[str, ...]:
        """The keys that the index lacks, holds in another state, or holds though they are gone.

        All of them when the index is missing, broken or of another format. Reads one small file.
        """
        manifest = files.read_manifest(self._folder)
        held = manifest.keys if manifest else {}
        changed = [key for key, fingerprint in fingerprints.items() if held.get(key) != fingerprint]
        return (*changed, *(key for key in held if key not in fingerprints))

    @property
    def documents(self) -> int:
        """How many entries the index holds, as far as can be seen from outside."""
        manifest = files.read_manifest(self._folder)
        return manifest.documents if manifest else 0

    @property
    def scattered(self) -> bool:
        """Whether the index lies in so many pieces that `settle` would make it faster."""
        manifest = files.read_manifest(self._folder)
        return manifest is not None and manifest.segments > files.MOST_SEGMENTS

    def update(self, entries: Mapping[str, Sequence[Entry]], fingerprints: Mapping[str, str]) -> None:
        """Put these entries in the place of what was indexed under their keys; a key without entries is removed.

        A broken index is emptied first, without a word: ask `differing` again afterwards.
        Raises `IndexFailed` when the folder cannot be written or another program keeps it busy.
        """
        self._write(entries, fingerprints)

    def settle(self) -> None:
        """Put small pieces of the index together, which may take a quarter of a second for a thousand entries.

        Raises `IndexFailed` as `update` does.
        """
        self._write({}, {}, settle=True)

    def rebuild(self) -> None:
        """Throw the index away and leave an empty one: `differing` then names everything there is."""
        self.close()
        with files.failures_in_words("built anew"):
            files.make_ready(self._folder)
            with self._locked():
                self._begin_afresh()

    def _write(
        self, entries: Mapping[str, Sequence[Entry]], fingerprints: Mapping[str, str], *, settle: bool = False
    ) -> None:
        self.close()
        with files.failures_in_words("written"):
            files.make_ready(self._folder)
            with self._locked():
                manifest = self._manifest() or self._begin_afresh()
                written = self._commit_or_none(entries, fingerprints, settle)
                if written is None:
                    manifest = self._begin_afresh()
                    written = self._commit(entries, fingerprints, settle)
                keys = dict(manifest.keys)
                for key, held in entries.items():
                    if held or key in fingerprints:
                        keys[key] = fingerprints.get(key, "")
                    else:
                        keys.pop(key, None)
                documents, segments = written
                files.write_manifest(self._folder, Manifest(manifest.engine, documents, segments, keys))

    def _commit_or_none(self, *arguments: Any) -> tuple[int, int] | None:
        """As `_commit`, but None when the index turns out to be broken."""
        try:
            return self._commit(*arguments)
        except Exception as error:
            if files.of_the_machine(error):
                raise
            _log.warning("The search index is begun afresh", exc_info=error)
            return None

    def _commit(
        self, entries: Mapping[str, Sequence[Entry]], fingerprints: Mapping[str, str], settle: bool
    ) -> tuple[int, int]:
        """Commit the entries; the number of documents that the index holds then, and of segments."""
        from briefreader.search.schema import schema
        from briefreader.search.writing import EntryWriter, merge_few, merge_most

        writer = EntryWriter(self._storage().open_index(schema=schema()))
        try:
            for key, held in entries.items():
                writer.remove(key)
                writer.put(key, fingerprints.get(key, ""), held)
            writer.commit(mergetype=merge_most if settle else merge_few)
        except BaseException:
            with contextlib.suppress(Exception):
                writer.cancel()
            raise
        segments = self._toc().segments
        return sum(one.doc_count_all() - one.deleted_count() for one in segments), len(segments)

    def _manifest(self) -> Manifest | None:
        """The manifest of the index as it is, put right where the last program was ended before it could write it."""
        manifest = files.read_manifest(self._folder)
        if manifest is None:
            manifest = self._recovered()
        return manifest if manifest is not None and manifest.engine == _engine() else None

    def _recovered(self) -> Manifest | None:
        """What a commit left that the manifest does not tell yet; None where something else is wrong."""
        former = files.read_manifest(self._folder, whole=False)
        if former is None or former.engine != _engine() or not files.unchanged(self._folder, former):
            return None
        try:
            from briefreader.search.segments import Segment, Stored

            keys: dict[str, str] = {}
            documents = 0
            toc = self._toc()
            for one in toc.segments:
                segment = Segment(self._storage(), one)
                try:
                    documents += segment.size - len(segment.gone)
                    for key in segment.words("key"):
                        first = segment.numbers_of(key).start
                        if first not in segment.gone:
                            keys[key] = Stored(*segment.stored(first)).mark
                finally:
                    segment.close()
            manifest = Manifest(former.engine, documents, len(toc.segments), keys)
            files.write_manifest(self._folder, manifest)
        except Exception as error:
            if files.of_the_machine(error):
                raise
            return None
        return manifest

    def _begin_afresh(self) -> Manifest:
        from briefreader.search.schema import schema

        # Whoosh leaves a file that it could not read open, and Windows does not delete what is open.
        gc.collect()
        files.clear(self._folder)
        self._storage().create_index(schema())
        manifest = Manifest(_engine())
        files.write_manifest(self._folder, manifest)
        return manifest

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder against other programs that write; the system releases the lock of one that dies."""
        from whoosh.util.filelock import try_for

        lock = self._storage().lock(_LOCK)
        if not try_for(lock.acquire, timeout=_PATIENCE, delay=0.05):
            raise IndexFailed("Another Briefreader is writing the search index just now; try again in a moment.")
        try:
            yield
        finally:
            lock.release()

    def _storage(self) -> Any:
        from briefreader.search.segments import opened_folder

        return opened_folder(self._folder)

    def _toc(self) -> Any:
        from whoosh.index import TOC

        from briefreader.search.schema import schema

        return TOC.read(self._storage(), "MAIN", schema=schema())

    # Health

    def check(self) -> list[str]:
        """Every fault that reading the whole index shows, in words; empty when it is sound."""
        try:
            finder = self._open()
            documents = 0
            for segment in finder.segments:
                documents += segment.size - len(segment.gone)
                segment.read_all()
        except IndexFailed as error:
            return [str(error)]
        except Exception as error:
            self.close()
            return [f"The search index is damaged ({type(error).__name__}) and has to be built anew."]
        manifest = files.read_manifest(self._folder)
        if manifest and manifest.documents != documents:
            return [f"The search index holds {documents} entries instead of {manifest.documents}."]
        return []

    def close(self) -> None:
        """Let go of the index's files. It is opened again when it is next searched."""
        self._finder, self._seen = None, None
        for segment, _ in self._segments.values():
            with contextlib.suppress(Exception):
                segment.close()
        self._segments = {}

    # Searching

    def search(
        self,
        query: str,
        *,
        names: Names = _NOBODY,
        brief: str | None = None,
        chosen: Chosen | None = None,
        order: str = "relevance",
        limit: int | None = 50,
        as_you_type: bool = True,
        some: bool = False,
        facets: bool = False,
        bare: bool = False,
    ) -> Results:
        """The best `limit` hits for a query (see `query` for its language), in all briefs or in one.

        `names` are those of the actors and themes that can be asked for. `chosen` narrows the hits to some values of
        facets (`FACETS`). With `as_you_type` the last word also finds what begins with it; a space behind it ends it.
        With `some`, where nothing holds all words of the query, what holds most of them is found. `bare` hits come
        without snippets and the words that matched, which take longer than finding a thousand of them. Any text is a
        valid query. Raises `IndexFailed` when the index is missing or broken: rebuild it and ask again.
        """
        started = perf_counter()
        read = read_query(query, as_you_type=as_you_type)
        if read.root is None:
            return Results(query, 0, _since(started), None, ())
        narrowed = {**(chosen or {}), **({"brief": (brief,)} if brief is not None else {})}
        try:
            finder = self._open()
            found = finder.answer(read.root, names, chosen=narrowed, order=order, limit=limit, some=some, facets=facets)
            stored = [(finder.stored(place), score) for place, score in found.best]
            suggestion = finder.suggestion(read) if found.some or not found.total else None
        except IndexFailed:
            raise
        except Exception as error:
            self.close()
            raise IndexFailed("The search index is damaged and has to be built anew.") from error
        terms = [term for term in positive_terms(found.root) if term.where in ("", "tags")]
        return Results(
            query,
            found.total,
            _since(started),
            suggestion,
            tuple(hit_of(one, score, None if bare else terms) for one, score in stored),
            read.problem,
            found.some,
            found.facets,
            names.offers(last_words(read)),
        )

    def _open(self) -> Finder:
        """The open index as it is now: another program may have written it since it was opened."""
        seen = files.signature(self._folder)
        if self._finder is not None and seen is not None and seen == self._seen:
            return self._finder
        with files.failures_in_words("opened"):
            manifest = files.read_manifest(self._folder) or self._settled_manifest()
            if manifest is None or manifest.engine != _engine():
                self.close()
                raise IndexFailed("There is no search index yet that can be read; it has to be built.")
            self._finder = self._opened()
        self._seen = seen
        return self._finder

    def _opened(self) -> Finder:
        """A finder over the segments of now; those that were open already stay so, with all that was read of them."""
        from briefreader.search.catalogue import Catalogue
        from briefreader.search.finder import Finder
        from briefreader.search.segments import Segment

        former, self._segments = self._segments, {}
        storage = self._storage()
        for one in sorted(self._toc().segments, key=lambda one: -one.doc_count_all()):
            name = one.segment_id()
            if name in former:
                self._segments[name] = former.pop(name)
                self._segments[name][0].take_out(one.deleted_docs())
            else:
                segment = Segment(storage, one)
                self._segments[name] = segment, Catalogue(segment)
        for segment, _ in former.values():
            segment.close()
        both = list(self._segments.values())
        return Finder([segment for segment, _ in both], [catalogue for _, catalogue in both])

    def _settled_manifest(self) -> Manifest | None:
        """The manifest once no other program is between its commit and its manifest any more."""
        if files.signature(self._folder) is None or not files.trusted(self._folder):
            return None
        with self._locked():
            return self._manifest()


def _engine() -> str:
    import whoosh

    # The numbers of postings lie in the files as they lie in memory.
    return f"whoosh {'.'.join(str(part) for part in whoosh.__version__)}, {sys.byteorder}"


def _since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 2)
