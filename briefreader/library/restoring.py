"""What each backup holds, and bringing that back beside what is here now, never over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefreader.annotations.model import Annotation
from briefreader.errors import BriefreaderError
from briefreader.library.values import Changed
from briefreader.storage import reunion
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.backups import Backups
from briefreader.storage.briefs import BriefStore
from briefreader.storage.copies import open_copy
from briefreader.storage.database import Database


@dataclass(frozen=True, slots=True)
class Held:
    """What one backup holds. `made` is local time.

    `missing` counts its annotations that are not here now (those in the bin are not), `different` those that say
    something else here, `missing_briefs` its briefs that are not here. One that is not `sound` cannot be restored, and
    `words` says why.
    """

    path: Path
    made: datetime
    sound: bool
    briefs: int = 0
    annotations: int = 0
    missing: int = 0
    different: int = 0
    missing_briefs: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup brought: ids of briefs, how many editions, and every annotation as it was before and is now.

    `backup` is the copy that was made of what was here before. An annotation that stands beside one that says
    something else is the `variant` of that one.
    """

    backup: Path
    briefs: tuple[str, ...]
    editions: int
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What is here now: every annotation, the bin included, and the ids of the briefs."""

    annotations: tuple[Annotation, ...]
    briefs: frozenset[str]


def present(briefs: BriefStore, annotations: AnnotationStore) -> Present:
    """What is here now, to compare backups with."""
    return Present((*annotations.all(), *annotations.bin()), frozenset(briefs.ids()))


def backups(folder: Path, here: Present) -> tuple[Held, ...]:
    """Every backup in a folder, the newest first, against what is `here` now.

    Free of the store: any thread may call it.
    """
    return tuple(_look(backup.path, backup.made, here) for backup in Backups(folder).all())


def look(path: Path, here: Present) -> Held:
    """One file that may be a backup, as `backups` tells of those in their folder."""
    try:
        made = datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        made = datetime.fromtimestamp(0)
    return _look(path, made, here)


def _look(path: Path, made: datetime, here: Present) -> Held:
    try:
        copy = open_copy(path)
    except BriefreaderError as error:
        return Held(path, made, sound=False, words=str(error))
    try:
        there = AnnotationStore(copy).all()
        missed = reunion.missed(there, here.annotations)
        briefs = BriefStore(copy).ids()
    finally:
        copy.close()
    lacking = len(set(briefs) - here.briefs)
    return Held(path, made, True, len(briefs), len(there), len(missed.gone), len(missed.other), lacking)


def restore(database: Database, path: Path) -> Restored:
    """Bring back what a backup holds and is not here, beside what is here now: nothing of that is changed or removed.

    A backup of now is made first; then everything comes in one transaction, or nothing. Doing it twice changes nothing
    more. Raises StoreError where the file is no sound backup or nothing can be saved, StoreTooNew for a newer one.
    """
    # Read before the backup of now is made: that one may push this one off the shelf.
    there = open_copy(path)
    try:
        backup = database.backup()
        came = reunion.bring(database, there)
    finally:
        there.close()
    return Restored(
        backup, came.briefs, came.editions, tuple(Changed(before, after) for before, after in came.annotations)
    )
