"""Open the store, whatever has become of it: in order, damaged, gone, or with the log of another one beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage.database import Database, is_database, open_store

if TYPE_CHECKING:
    from briefreader.storage.backups import Backups
    from briefreader.storage.recovery import Recovery


def open_database(
    path: Path, backups: Path, *, clock: Callable[[], datetime] = datetime.now
) -> tuple[Database, tuple[str, ...]]:
    """Open the store at `path`, or begin one; `backups` is the folder of its backups, `clock` the local time.

    Returns the store and sentences for the user: that a damaged store was set aside and a backup restored, or that
    the store can only be read. Raises StoreTooNew where a newer program wrote it, StoreError where it cannot be
    opened at all; in both cases it is left as it was.
    """
    path = path.absolute()

    def shelf() -> Backups:
        from briefreader.storage.backups import Backups  # a start that finds the store in order needs none of it

        return Backups(backups, clock)

    notices: list[str] = []
    recovered: Recovery | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} cannot be made ({error.strerror}); choose another with --data-dir."
        ) from error
    # SQLite would take a missing or emptied store for a new one, and delete the log of one it cannot read.
    if not is_database(path):
        from briefreader.storage import recovery

        if recovery.left_behind(path) or shelf().newest_sound():
            recovered = recovery.recover(path, shelf())
    elif _size(Path(f"{path}-wal")):
        from briefreader.storage import recovery

        notices += recovery.set_stale_log_aside(path, shelf())
    try:
        database = open_store(path, shelf)
    except StoreBroken:
        from briefreader.storage import recovery

        recovered = recovery.recover(path, shelf())
        database = open_store(path, shelf)
    if recovered:
        notices.append(_told(recovered, database))
    if not database.writable:
        notices.append(
            f"The store {path} can be read but not written, so no note, place or brief is saved; allow writing to it "
            "and to its folder, make sure that the disk is not full, then start Briefreader again."
        )
    return database, tuple(notices)


def _told(recovered: Recovery, database: Database) -> str:
    """What was done about a store that was damaged or gone, once what can be saved of it has been."""
    count = 0
    if recovered.aside and database.writable:
        from briefreader.storage.salvage import salvage

        count = salvage(recovered.aside, database)
    if not count:
        return recovered.words
    what = "1 note or mark was" if count == 1 else f"{count} notes and marks were"
    return f"{recovered.words} From the damaged file {what} saved all the same."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
