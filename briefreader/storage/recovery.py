"""What is done when the store at its place is damaged or gone, or its log is not its own.

Nothing is deleted: files are set aside or copied.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from briefreader.errors import StoreError
from briefreader.storage import faults
from briefreader.storage.backups import Backups, free_name, sync_folder

_BESIDE = ("-wal", "-shm", "-journal")


def left_behind(path: Path) -> bool:
    """Whether anything lies at `path` that may once have been a store, or the log of one."""
    return any(_size(Path(f"{path}{ending}")) for ending in ("", *_BESIDE))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was done, in one sentence, and where the damaged store lies now; None where there was none."""

    words: str
    aside: Path | None


def recover(path: Path, backups: Backups) -> Recovery:
    """Set aside what lies at `path`, and put the newest sound backup there if there is one.

    Raises StoreError where a file cannot be moved or copied; the next opening takes it up from there.
    """
    try:
        aside = _set_aside(path, backups)
        backup = backups.newest_sound()
        if backup:
            _put(backup.path, path)
    except OSError as error:
        raise StoreError(
            f"The store {path} is damaged or missing, and could not be set aside or restored "
            f"({error.strerror}); check that you may write in its folder and that the disk is not full."
        ) from error
    faults.clear_suspicion(path)
    what = f"was damaged and has been set aside as {aside}" if aside else "was missing"
    if backup is None:
        return Recovery(f"The store {path} {what}; there is no sound backup, so an empty store was begun.", aside)
    return Recovery(
        f"The store {path} {what}; the backup {backup.path} of {backup.made:%Y-%m-%d %H:%M} was restored, "
        "and what was written after it is not in it.",
        aside,
    )


def set_stale_log_aside(path: Path, backups: Backups) -> tuple[str, ...]:
    """Set aside a log that is not that of the store it lies beside; says so, or nothing where all is in order.

    SQLite would take every page in it for the newest: notes would vanish without a word. It is another store's, or was
    written before the store was, if it does not lead to the store's own name and at least to the count of transactions
    that the store has by itself. Where that cannot be told, the log is left for SQLite to deal with.
    """
    try:
        alone = _lineage(path, "mode=ro&immutable=1")
    except sqlite3.Error:
        return ()
    try:
        # A connection that may only read leaves the log as it is when it goes.
        together = _lineage(path, "mode=ro")
    except sqlite3.Error as error:
        if not faults.is_corruption(error) and faults.kind(error) != sqlite3.SQLITE_ERROR:
            return ()
        together = None
    if together is not None and together[0] == alone[0] and together[1] >= alone[1]:
        return ()
    aside = Path(f"{free_name(path.parent, f'{path.stem}-stale', backups.clock())}-wal")
    try:
        os.rename(f"{path}-wal", aside)
        Path(f"{path}-shm").unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The log beside the store {path} is not its own and hides what is in it, and could not be set aside "
            f"({error.strerror}); close other programs that use it, and start Briefreader again."
        ) from error
    # The next line of defence: the opening that follows looks through the whole store.
    faults.suspect(path)
    return (
        f"The log beside the store {path} was not its own, as after a copy of only one of the two, and has been set "
        f"aside as {aside}; the store was opened without it.",
    )


def _lineage(path: Path, how: str) -> tuple[str, int]:
    with closing(sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)) as connection:
        store, written = connection.execute("SELECT store, written FROM lineage").fetchone() or ("", 0)
    return str(store), int(written)


def _set_aside(path: Path, backups: Backups) -> Path | None:
    aside = free_name(path.parent, f"{path.stem}-broken", backups.clock())
    moved = None
    # The store goes first: if this is cut off, a log without its store is found, and set aside, at the next start.
    for ending in ("", *_BESIDE):
        source = Path(f"{path}{ending}")
        if source.exists():
            os.rename(source, f"{aside}{ending}")
            moved = moved or Path(f"{aside}{ending}")
    return moved


def _put(backup: Path, path: Path) -> None:
    # Rarely needed, and slow to load: it brings every kind of compression.
    import shutil

    part = path.with_name(f"{path.name}.part")
    shutil.copyfile(backup, part)
    with part.open("rb+") as copy:
        os.fsync(copy.fileno())
    os.replace(part, path)
    sync_folder(path.parent)
