"""The part of the library's door that is about searching: the index, queries, and the searches that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.library.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Unpack

    from briefreader.library import finding
    from briefreader.paths import Folders
    from briefreader.search.completion import Values
    from briefreader.search.index import Names, Results, SearchIndex, Wanted
    from briefreader.storage.searches import SavedSearch, SearchStore


class Seeking(Cast):
    """Every use case of a search."""

    folders: Folders
    _index: SearchIndex | None = None

    # The index

    @property
    def index(self) -> SearchIndex:
        """The index, which belongs to one thread at a time."""
        if self._index is None:
            from briefreader.search.index import SearchIndex

            self._index = SearchIndex(self.folders.index)
        return self._index

    def search(self, query: str, *, names: Names | None = None, **wanted: Unpack[Wanted]) -> Results:
        """Search every brief and note, as `SearchIndex.search` does; `names` are those of `names_known`.

        Free of the store where names are given. Raises IndexFailed: rebuild, and ask again.
        """
        return self.index.search(query, names=names or self.names_known(), **wanted)

    def stale_keys(self) -> tuple[str, ...]:
        """The keys ("brief:<id>", "note:<id>") under which the index lacks something, or has what is gone."""
        from briefreader.library import finding

        return self.index.differing(finding.fingerprints_of(self.briefs))

    def gather(self, keys: Sequence[str]) -> finding.Work:
        """Read from the store what the index has to take in under some keys."""
        from briefreader.library import finding

        return finding.gather(self.briefs, self.annotations, keys, finding.fingerprints_of(self.briefs))

    def add_to_index(self, work: finding.Work) -> None:
        """Bring the index up to date. Free of the store. Raises IndexFailed."""
        from briefreader.library import finding

        finding.add(self.index, work)

    def refresh_index(self, progress: Callable[[str], None] | None = None) -> int:
        """Bring the whole index up to date, rebuilding it where it is broken; returns how many texts were indexed."""
        from briefreader.library import finding

        return finding.refresh(self, progress)

    # Searches

    @property
    def _searches(self) -> SearchStore:
        from briefreader.storage.searches import SearchStore

        return SearchStore(self.database)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches that the user keeps."""
        return self._searches.saved()

    def save_search(self, one: SavedSearch) -> None:
        """Keep a search under its name."""
        self._searches.save(one)

    def drop_search(self, name: str) -> None:
        """Keep the search of this name no longer."""
        self._searches.drop(name)

    def asked(self) -> tuple[str, ...]:
        """The queries that were asked last, the latest first."""
        return self._searches.asked()

    def remember_asked(self, query: str) -> None:
        """Keep a query among those that were asked."""
        from datetime import UTC, datetime

        self._searches.remember(query, datetime.now(UTC).isoformat())

    def forget_asked(self) -> None:
        """Forget which queries were asked."""
        self._searches.forget()

    def values_known(self, names: Names) -> Values:
        """What the fields of a query can have in this library, to complete them."""
        from briefreader.search.completion import Values

        shown = [one.metadata for one in self.briefs.summaries()]
        return Values(
            names,
            {
                "brief": tuple(dict.fromkeys(one.title for one in shown)),
                "publisher": tuple(dict.fromkeys(one.publisher for one in shown if one.publisher)),
                "year": tuple(sorted({one.date[:4] for one in shown if one.date}, reverse=True)),
                "tag": self.tags(),
                "section": self.briefs.headings(),
            },
        )
