"""What is done when the store at its place is damaged or gone. Nothing is deleted: files are set aside or copied."""

from __future__ import annotations

import os
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


def recover(path: Path, backups: Backups) -> str:
    """Set aside what lies at `path`, put the newest sound backup there if there is one, and say so in one sentence.

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
        return f"The store {path} {what}; there is no sound backup, so an empty store was begun."
    return (
        f"The store {path} {what}; the backup {backup.path} of {backup.made:%Y-%m-%d %H:%M} was restored, "
        "and what was written after it is not in it."
    )


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
