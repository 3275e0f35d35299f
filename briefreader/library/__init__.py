"""The use cases: everything that the window and the command line can do, behind one door.

`Library` opens the store, the truth, and knows the search index, which is derived from it. Its methods belong to the
thread that made it, except those named in their docstrings as free of the store.

What the first page of a start needs is imported at once; every other use case brings its own room along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.library.seeking import Seeking
from briefreader.storage.briefs import BriefStore
from briefreader.storage.opening import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefreader.annotations.model import Annotation
    from briefreader.brief.comparison import Comparison
    from briefreader.brief.model import Brief
    from briefreader.brief.registry import Pack
    from briefreader.library.colleagues import Merged, Preview
    from briefreader.library.mentions import Sighted
    from briefreader.library.restoring import Held, Restored
    from briefreader.library.values import Finding, Imported, Surroundings
    from briefreader.paths import Folders
    from briefreader.storage.briefs import BriefSummary, Edition

FIRST_BRIEF = "no-longer-ironclad"
MANUAL = "using-briefreader"


class Library(Seeking):
    """One user's briefs and notes. `notices` are sentences that the user has to see once (a store restored)."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.database, self.notices = open_database(folders.store, folders.backups)
        self.briefs = BriefStore(self.database)
        self.call_by_name()
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

    def brief(self, brief_id: str, edition: str | None = None) -> Brief:
        """A brief in the edition that is shown, or in the one named, from the store. Raises NotFound."""
        return self.briefs.load(brief_id, edition)

    def surroundings(self, brief: Brief, *, wait: bool = True) -> Surroundings:
        """What stands around a brief: its outline, who and what it speaks of, and the notes on it.

        Without `wait`, mentions that have to be found out are left for `look_for_mentions`.
        """
        from briefreader.library import shelf

        return shelf.surroundings(self.briefs, self.annotations, brief, wait=wait)

    def look_for_mentions(self, brief: Brief) -> Callable[[], Sighted]:
        """The work of finding out who and what a brief mentions; it is free of the store."""
        from briefreader.library import mentions

        return mentions.look_for(self.briefs, brief, self.briefs.registry())

    def keep_mentions(self, found: Sighted) -> None:
        """Keep what that work has found out."""
        from briefreader.library import mentions

        mentions.keep(self.briefs, found)

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

    def keep(self, pack: Pack, path: Path | None = None, *, as_new: bool = False) -> Imported:
        """Keep what was read, in one transaction, with a copy of the file that it came from.

        Another text of a brief that is there becomes a new edition of it, to which the notes are carried over; with
        `as_new` it becomes a brief of its own.
        """
        from briefreader.library import shelf

        return shelf.keep(self.database, self.briefs, self.annotations, self.folders, pack, path, as_new=as_new)

    def import_file(self, path: Path, *, as_new: bool = False) -> Imported:
        """Read a file and keep it. Raises ImportFailed; then nothing was stored."""
        return self.keep(self.read(path), path, as_new=as_new)

    # Editions

    def home_of(self, brief: Brief) -> str | None:
        """The id of the brief of which this text would become a new edition; None where it would not."""
        return self.briefs.home_of(brief)

    def editions(self, brief_id: str) -> tuple[Edition, ...]:
        """The editions of a brief, in the order in which they came. Raises NotFound."""
        return self.briefs.editions(brief_id)

    def is_newest(self, brief: Brief) -> bool:
        """Whether no later edition of a brief is in the library than this one."""
        return self.briefs.newest_edition(brief.id) in ("", brief.edition)

    def edition_named(self, brief_id: str, words: str) -> Edition:
        """The edition that a user means by a number, a date, or the beginning of its name. Raises NotFound."""
        from briefreader.library import editions

        return editions.edition_named(self.briefs, brief_id, words)

    def compare(self, brief_id: str, old: str, new: str) -> Comparison:
        """Two editions of a brief, paragraph by paragraph and word by word. Raises NotFound."""
        from briefreader.library import editions

        return editions.compare(self.briefs, brief_id, old, new)

    def show_edition(self, brief_id: str, edition: str) -> Brief:
        """Read this edition of a brief from now on. Raises NotFound."""
        from briefreader.library import editions

        return editions.show(self.database, self.briefs, self.annotations, brief_id, edition)

    def review(self, brief: Brief, annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
        """Those of the annotations of an edition whose place the user has to confirm or to find."""
        from briefreader.library import editions

        return editions.review(brief, annotations)

    def comparison_markdown(self, found: Comparison, old: Edition, new: Edition) -> str:
        """A comparison of two editions as Markdown. Free of the store."""
        from briefreader.exporting.comparison import comparison_markdown

        return comparison_markdown(found, added=(old.added, new.added))

    def write_comparison(self, found: Comparison, old: Edition, new: Edition, path: Path) -> Path:
        """Write a comparison of two editions as Markdown. Free of the store. Raises ExportFailed."""
        from briefreader.library import exports

        return exports.write_markdown(self.comparison_markdown(found, old, new), path)

    # Colleagues

    def export_notes(self, brief_id: str, path: Path, *, everyone: bool = False) -> Path:
        """Write one's notes on a brief for colleagues; `everyone` passes on theirs too. Raises ExportFailed."""
        from briefreader.library import colleagues

        return colleagues.export_notes(self.briefs, self.annotations, brief_id, path, everyone=everyone)

    def preview_merge(self, path: Path, brief_id: str | None = None) -> Preview:
        """What taking in a colleague's file would do. Raises ImportFailed, NotFound."""
        from briefreader.library import colleagues

        return colleagues.preview(self.briefs, self.annotations, path, brief_id)

    def merge(self, preview: Preview) -> Merged:
        """Take in what was previewed, after a backup, all or nothing."""
        from briefreader.library import colleagues

        return colleagues.merge(self.database, self.briefs, self.annotations, preview)

    # Files

    def export(self, brief: Brief, path: Path, what: str = "brief") -> Path:
        """Write a brief with its marks ("brief") or its notes alone ("notes"), as the suffix says: .md or .pdf."""
        return self.write(brief, self.notes(brief), path, what)

    def write(self, brief: Brief, annotations: Sequence[Annotation], path: Path, what: str) -> Path:
        """Write what is given to a file, as `export` does. Free of the store."""
        from briefreader.library import exports

        return exports.export(brief, annotations, path, what)

    def gather_notes(self, ids: Sequence[str]) -> tuple[tuple[Brief, tuple[Annotation, ...]], ...]:
        """Some annotations, found in the editions that are shown, brief by brief in reading order. Raises NotFound."""
        from briefreader.library import exports

        return exports.gather(self.briefs, self.annotations, ids)

    def write_notes(self, gathered: Sequence[tuple[Brief, Sequence[Annotation]]], path: Path) -> Path:
        """Write gathered notes to one file, private ones left out. Free of the store. Raises ExportFailed."""
        from briefreader.library import exports

        return exports.write_notes(gathered, path)

    # Health

    def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """Look at store, index, fonts and folders; `repair` rebuilds what can be rebuilt."""
        from briefreader.library import health

        return health.check(self, repair=repair)

    def back_up_if_due(self) -> Path | None:
        """Copy the store, where the newest backup is a day old."""
        return self.database.backup_if_due()

    def back_up(self) -> Path:
        """Copy the store now. Free of the store's thread. Raises StoreError."""
        return self.database.backup()

    def backups(self) -> tuple[Held, ...]:
        """What each backup holds, the newest first."""
        from briefreader.library import restoring

        return restoring.backups(self.folders.backups, restoring.present(self.briefs, self.annotations))

    def restore(self, backup: Path) -> Restored:
        """Bring back from a backup what is not here now, beside what is. Raises StoreError."""
        from briefreader.library import restoring

        return restoring.restore(self.database, backup)
