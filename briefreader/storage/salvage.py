"""Save what can still be read of a damaged store: what was written since the backup that took its place.

The damaged file is left as it is. Each table of a copy of it is read from both ends up to the damage, and what comes
of that is checked like any other record.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from briefreader.brief.model import edition_of
from briefreader.errors import BriefreaderError
from briefreader.storage.briefs import BriefStore
from briefreader.storage.copies import empty_copy
from briefreader.storage.database import Database
from briefreader.storage.reunion import catch_up

_log = logging.getLogger(__name__)


def salvage(damaged: Path, here: Database) -> int:
    """Bring what can still be read of the store at `damaged` into the one that took its place.

    Returns how many annotations came; none where nothing can be read, or where nothing could be saved.
    """
    try:
        with (
            tempfile.TemporaryDirectory(prefix="briefreader-") as folder,
            closing(empty_copy(damaged)) as there,
        ):
            copy = Path(folder) / "store"
            for ending in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{damaged}{ending}", f"{copy}{ending}")
            _read_into(there, copy)
            _leave_torn_editions(there)
            return catch_up(here, there)
    except (OSError, sqlite3.Error, BriefreaderError, ValueError, TypeError):
        # Whatever the damage makes of it: the backup is in its place, and the file is kept.
        _log.warning("Nothing could be saved from %s", damaged, exc_info=True)
        return 0


def _read_into(there: Database, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as damaged, there.transaction() as connection:
        damaged.text_factory = lambda raw: raw.decode(errors="replace")
        for (table,) in there.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            known = [name for (name,) in there.rows("SELECT name FROM pragma_table_info(?)", (table,))]
            with suppress(sqlite3.Error):
                names = [row[1] for row in damaged.execute(f"PRAGMA table_info({table})") if row[1] in known]
                columns = ", ".join(f'"{name}"' for name in names)
                marks = ", ".join("?" * len(names))
                for row in _rows(damaged, table, columns):
                    with suppress(sqlite3.IntegrityError):
                        connection.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", row)


def _rows(damaged: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table up to the damage, and then those from its other end; some may come twice."""
    keys = [row[1] for row in sorted(damaged.execute(f"PRAGMA table_info({table})"), key=lambda row: row[5]) if row[5]]
    by_key = ", ".join(f'"{key}" DESC' for key in keys) or "1"
    # A table has either rows by number or rows by key; the order that it has not brings nothing more.
    for order in ("", "ORDER BY rowid DESC", f"ORDER BY {by_key}"):
        try:
            yield from damaged.execute(f"SELECT {columns} FROM {table} NOT INDEXED {order}")
        except sqlite3.DatabaseError:
            continue
        return


def _leave_torn_editions(there: Database) -> None:
    """Forget editions of which a part is missing, and briefs of which none is left: an edition is one exact text."""
    briefs = BriefStore(there)
    with there.transaction() as connection:
        for id, name, brief in there.rows("SELECT id, name, brief FROM editions"):
            try:
                whole = edition_of(briefs.load(brief, name).blocks) == name
            except BriefreaderError:
                whole = False
            if not whole:
                connection.execute("DELETE FROM blocks WHERE edition = ?", (id,))
                connection.execute("DELETE FROM editions WHERE id = ?", (id,))
        connection.execute(
            "DELETE FROM briefs WHERE NOT EXISTS "
            "(SELECT 1 FROM editions e WHERE e.brief = briefs.id AND e.name = briefs.edition)"
        )
