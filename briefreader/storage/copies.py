"""Stores in memory: what a backup holds, and what is left of a damaged store."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import faults
from briefreader.storage.database import Database, connect, is_database, migrate, open_to_read

if TYPE_CHECKING:
    from briefreader.storage.backups import Backups


def open_copy(path: Path) -> Database:
    """A backup, or another store that nobody writes to, as it stands: read only, in memory, brought up to date.

    Any thread may call it, and has the copy to itself. Raises StoreError, with what is wrong with the file: it is no
    store, it is damaged (StoreBroken), or a newer program wrote it (StoreTooNew). The file is left as it is.
    """
    path = path.absolute()
    if not path.is_file():
        raise StoreError(f"There is no backup {path}; choose one that is there.")
    broken = StoreBroken(f"{path} is damaged, or no backup of Briefreader; choose another one.")
    if not is_database(path):
        raise broken
    try:
        with ExitStack() as unless_sound:
            connection = unless_sound.enter_context(closing(open_to_read(path)))
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise broken
            unless_sound.pop_all()
    except sqlite3.Error as error:
        if faults.is_corruption(error):
            raise broken from error
        with faults.translated(path):
            raise
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror}); check that you may read it.") from error
    return Database(path, connection, _no_backups, writable=False)


def empty_copy(path: Path) -> Database:
    """An empty store in memory, of the newest version, to put together what there is of the one at `path`."""
    connection = connect(":memory:")
    migrate(connection, path)
    return Database(path, connection, _no_backups, writable=True)


def _no_backups() -> Backups:
    raise AssertionError("a copy in memory is never written, so no backup is made of it")
