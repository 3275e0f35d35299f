"""The use cases: everything that the window and the command line can do, behind one door.

`Library` opens the store, the truth, and knows the search index, which is derived from it. Its methods belong to the
thread that made it, except those named in their docstrings as free of the store.

What the first page of a start needs is imported at once; every other use case brings its own room along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.library.notebook import Notebook
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefreader.annotations.model import Annotation
    from briefreader.brief.model import Brief
    from briefreader.brief.registry import Pack
    from briefreader.library import finding
    from briefreader.library.values import Finding, Imported, Surroundings
    from briefreader.paths import Folders
    from briefreader.search.index import Results, SearchIndex
    from briefreader.storage.briefs import BriefSummary

FIRST_BRIEF = "no-longer-ironclad"
MANUAL = "using-briefreader"


class Library(Notebook):
    """One user's briefs and notes. `notices` are sentences that the user has to see once (a store restored)."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.database, self.notices = open_database(folders.store, folders.backups)
        self.briefs = BriefStore(self.database)
        self._index: SearchIndex | None = None
        if self.first_brief() is None:
            self.restock()

    def close(self) -> None:
        """Let go of the store and the index."""
        if self._index is not None:
            self._index.close()
        self.database.close()

    # Briefs

    def restock(self) -> tuple[Brief, ...]:
        """Put the briefs that ship with the program on the shelf, where they are missing or older; returns those."""
        from briefreader.library import shelf

        return shelf.restock(self.database, self.briefs, self.folders)

    def restock_due(self) -> bool:
        """Whether the program came with other shipped briefs than those that were put on the shelf last."""
        from briefreader.library import shelf

        return shelf.restock_due(self.folders)

    @property
    def manual(self) -> str:
        """The id of the manual."""
        return MANUAL

    def summaries(self) -> tuple[BriefSummary, ...]:
        """Every brief of the library, for a list."""
        return self.briefs.summaries()

    def find_brief(self, words: str) -> str:
        """The id of the brief that a user means by an id, its beginning, or a title. Raises NotFound."""
        return self.briefs.resolve_id(words)

    def brief(self, brief_id: str) -> Brief:
        """A brief in its current edition, from the store."""
        return self.briefs.load(brief_id)

    def surroundings(self, brief: Brief) -> Surroundings:
        """What stands around a brief: its outline, who and what it speaks of, and the notes on it."""
        from briefreader.library import shelf

        return shelf.surroundings(self.briefs, self.annotations, brief)

    def first_brief(self) -> str | None:
        """The brief to begin with: the one read last, else the one that ships for it, else any."""
        last = self.briefs.last_opened()
        if last is not None:
            return last
        ids = self.briefs.ids()
        return FIRST_BRIEF if FIRST_BRIEF in ids else next(iter(ids), None)

    def place(self, brief_id: str) -> tuple[str, int] | None:
        """Where the reader left off: a block's id and a code point in it."""
        return self.briefs.place(brief_id)

    def remember_place(self, brief_id: str, block: str, offset: int) -> None:
        """Keep where the reader is."""
        self.briefs.remember_place(brief_id, block, offset)

    def read(
        self,
        path: Path,
        *,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Pack:
        """Read a foreign file or a pack, without keeping it. Free of the store: any thread may call it."""
        from briefreader.library import shelf

        return shelf.read(path, progress=progress, cancelled=cancelled)

    def keep(self, pack: Pack, path: Path | None = None) -> Imported:
        """Keep what was read, in one transaction, with a copy of the file that it came from."""
        from briefreader.library import shelf

        return shelf.keep(self.database, self.briefs, self.folders, pack, path)

    def import_file(self, path: Path) -> Imported:
        """Read a file and keep it. Raises ImportFailed; then nothing was stored."""
        return self.keep(self.read(path), path)

    # Search

    @property
    def index(self) -> SearchIndex:
        """The index, which belongs to one thread at a time."""
        if self._index is None:
            from briefreader.search.index import SearchIndex

            self._index = SearchIndex(self.folders.index)
        return self._index

    def search(self, query: str, *, brief: str | None = None, limit: int = 50, as_you_type: bool = True) -> Results:
        """Search every brief and note; with `as_you_type` the last word may be a beginning. Free of the store.

        Raises IndexFailed: rebuild, and ask again.
        """
        return self.index.search(query, brief=brief, limit=limit, as_you_type=as_you_type)

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

    # Files

    def export(self, brief: Brief, path: Path, what: str = "brief") -> Path:
        """Write a brief with its marks ("brief") or its notes alone ("notes"), as the suffix says: .md or .pdf."""
        return self.write(brief, self.notes(brief), path, what)

    def write(self, brief: Brief, annotations: Sequence[Annotation], path: Path, what: str) -> Path:
        """Write what is given to a file, as `export` does. Free of the store."""
        from briefreader.library import exports

        return exports.export(brief, annotations, path, what)

    # Health

    def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """Look at store, index, fonts and folders; `repair` rebuilds what can be rebuilt."""
        from briefreader.library import health

        return health.check(self, repair=repair)

    def back_up_if_due(self) -> Path | None:
        """Copy the store, where the newest backup is a day old."""
        return self.database.backup_if_due()
