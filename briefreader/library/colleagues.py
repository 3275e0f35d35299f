"""Notes leave as a file for colleagues, and theirs come in: first as a preview, then in one step, after a backup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from briefreader.annotations import anchoring, exchange, merging
from briefreader.annotations.exchange import About, Read
from briefreader.annotations.merging import Change, Plan
from briefreader.annotations.model import State
from briefreader.annotations.records import Incoming
from briefreader.brief.model import canonical_text
from briefreader.errors import BriefreaderError, ExportFailed, ImportFailed, NotFound, StoreError
from briefreader.library.values import Changed
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore, BriefSummary
from briefreader.storage.database import Database

_ENOUGH = 200
"""So many quotes tell which brief a file is about."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging a file will do, before anything is done: `brief` is the id of the brief that it is about."""

    path: Path
    brief: str
    title: str
    read: Read
    plan: Plan


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: every annotation that it added, replaced or took away, and what it was planned by."""

    changed: tuple[Changed, ...]
    plan: Plan


def export_notes(
    briefs: BriefStore, annotations: AnnotationStore, brief_id: str, path: Path, *, everyone: bool = False
) -> Path:
    """Write the user's own notes on a brief for colleagues, with `everyone` also what came from others.

    Private notes and those in the bin stay. Returns the path made absolute. Raises NotFound, and ExportFailed where
    there is nothing to write or it cannot be written; then nothing at its place has changed.
    """
    from briefreader.exporting.files import write_whole

    brief = briefs.load(brief_id)
    shared = [one for one in annotations.of_brief(brief_id) if not one.private and (one.mine or everyone)]
    if not shared:
        raise ExportFailed(
            f"There is nothing on “{brief.metadata.title}” to pass on: it has no notes"
            f"{'' if everyone else ' of your own'} but private ones."
        )
    marked = {one.passage.edition for one in shared}
    editions = {one.name: briefs.load(brief_id, one.name) for one in briefs.editions(brief_id) if one.name in marked}
    content = exchange.write(brief, shared, annotations.ancestors(brief_id), editions)
    path = path.expanduser().absolute()
    write_whole(path, content.encode())
    return path


def preview(briefs: BriefStore, annotations: AnnotationStore, path: Path, brief_id: str | None = None) -> Preview:
    """What merging a file would do; nothing is changed.

    The brief is the one that the file says it is about, by its edition or by its title and authors. Where the file
    does not say, it is `brief_id`, or else the one in which most of the quotes stand. Raises ImportFailed for a file
    that cannot be read, NotFound where the brief is not in the library.
    """
    path = path.expanduser().absolute()
    content = _content(path)
    try:
        read = exchange.read(content, _Texts(briefs))
    except ImportFailed as error:
        raise ImportFailed(f"No notes can be taken from {path.name}. {error}") from error
    if not read.records:
        raise ImportFailed(f"None of the notes in {path.name} can be read. {read.faults[0]}")
    home = _home(briefs, read, path, brief_id)
    brief = briefs.load(home)
    return Preview(path, home, brief.metadata.title, read, _planned(annotations, read.records, home))


def merge(database: Database, briefs: BriefStore, annotations: AnnotationStore, preview: Preview) -> Merged:
    """Do what a preview said, as far as it still holds: all of it or nothing, and only after a backup.

    What is the user's own is neither changed nor removed. Raises StoreError where no backup could be made, or nothing
    could be saved.
    """
    if preview.plan.changes:
        try:
            database.backup()
        except BriefreaderError as error:
            raise StoreError(f"Nothing was merged, because no backup could be made first: {error}") from error
    with database.transaction():
        plan = _planned(annotations, preview.read.records, preview.brief)
        changes = _placed(briefs, plan.changes)
        for change in changes:
            if change.before and change.after is None:
                annotations.remove(change.before.id)
        for change in changes:
            if change.after and change.before is None:
                annotations.add(change.after, change.ancestors)
            elif change.after:
                annotations.change(change.after, change.ancestors)
    return Merged(tuple(Changed(change.before, change.after, change.ancestors) for change in changes), plan)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > exchange.LARGEST:
            raise ImportFailed(f"{path.name} is larger than {exchange.LARGEST // 1_000_000} MB, which no notes are.")
        return path.read_bytes()
    except OSError as error:
        raise ImportFailed(f"{path} cannot be read ({error.strerror or error}); check its name and folder.") from error


class _Texts:
    """The canonical texts of the editions in the library, each looked up once."""

    def __init__(self, briefs: BriefStore) -> None:
        self._briefs = briefs
        self._known: dict[str, str | None] = {}

    def __call__(self, edition: str) -> str | None:
        if edition not in self._known:
            home = next(iter(_with_edition(self._briefs, edition)), None)
            self._known[edition] = home and canonical_text(self._briefs.load(home, edition).blocks)
        return self._known[edition]


def _with_edition(briefs: BriefStore, edition: str) -> list[str]:
    return [id for id in briefs.ids() if edition and any(one.name == edition for one in briefs.editions(id))]


def _home(briefs: BriefStore, read: Read, path: Path, brief_id: str | None) -> str:
    """The id of the brief that a file is about."""
    editions = {one.annotation.passage.edition for one in read.records} - {""}
    for edition in (read.about.edition, *sorted(editions)):
        found = _with_edition(briefs, edition)
        if found:
            return brief_id if brief_id in found else found[0]
    named = [one.id for one in briefs.summaries() if _is_called(one, read.about)]
    if named:
        return brief_id if brief_id in named else _with_most_quotes(briefs, read.records, named) or named[0]
    if read.about.edition or editions:
        called = f"“{read.about.title}”" if read.about.title else "a text that is not here"
        raise NotFound(f"The notes in {path.name} are on {called}; import that brief first, then merge them again.")
    home = brief_id or _with_most_quotes(briefs, read.records, briefs.ids())
    if home is None:
        raise NotFound(f"No brief in the library has the words that the notes in {path.name} mark; import it first.")
    return home


def _is_called(summary: BriefSummary, about: About) -> bool:
    title, told = (" ".join(words.casefold().split()) for words in (summary.metadata.title, about.title))
    if not told or title != told or about.adapted not in (None, summary.metadata.adapted):
        return False
    # Who quoted a page did not always say by whom it is.
    authors = {" ".join(one.casefold().split()) for one in about.authors}
    return not authors or authors == {" ".join(one.casefold().split()) for one in summary.metadata.authors}


def _with_most_quotes(briefs: BriefStore, records: Sequence[Incoming], ids: Sequence[str]) -> str | None:
    from briefreader.annotations.typography import plain

    quotes = [plain(one.annotation.passage.quote).strip() for one in records[:_ENOUGH]]
    best, most = None, 0
    for id in ids:
        text = plain(canonical_text(briefs.load(id).blocks))
        count = sum(quote in text for quote in quotes)
        if count > most:
            best, most = id, count
    return best


def _planned(annotations: AnnotationStore, records: Sequence[Incoming], home: str) -> Plan:
    arriving = {one.annotation.variant or one.annotation.id for one in records}
    held = [*annotations.all(), *annotations.bin()]
    here = [one for one in held if (one.variant or one.id) in arriving]
    ancestors: dict[str, frozenset[str]] = {}
    for brief in {home, *(one.brief for one in here)}:
        ancestors |= annotations.ancestors(brief)
    return merging.plan(here, ancestors, annotations.purged(), records, home)


def _placed(briefs: BriefStore, changes: Sequence[Change]) -> list[Change]:
    """The changes with how each new annotation stands to the edition that is shown.

    Where another program marked words, knowing nothing of editions, the same words are what it marked in this one.
    """
    placed = list(changes)
    for home in {change.after.brief for change in changes if change.after}:
        brief = briefs.load(home)
        some = [(at, it) for at, it in enumerate(change.after for change in changes) if it and it.brief == home]
        found = anchoring.resolve_all([it for _, it in some], brief, partial(briefs.text_of, home))
        for (at, it), resolved in zip(some, found, strict=True):
            after = replace(it, state=resolved.state)
            if resolved.state is State.MOVED and not it.passage.edition and not it.settled:
                after = replace(it, state=State.EXACT, settled=(resolved.passage,))
            placed[at] = replace(changes[at], after=after)
    return placed
