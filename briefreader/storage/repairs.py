"""Find the records that are not as the program writes them, and write them anew: for the check-up alone.

Reading mends them in memory (`mending.py`), so nothing waits for this. No words of the user's are changed or removed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefreader.annotations.model import Colour, State
from briefreader.storage import mending
from briefreader.storage.annotations import FIELDS, KINDS, AnnotationStore, keep_earlier, write_over, written_tags
from briefreader.storage.database import Database
from briefreader.storage.mending import TEXT, WHOLE, Kinds

if TYPE_CHECKING:
    from sqlite3 import Connection

_PARTS: dict[str, tuple[str, Kinds, str]] = {
    "targets": ("block, number, first, last, quote, prefix, suffix", mending.TARGET, "passage"),
    "tags": ("tag", (TEXT,), "tags"),
    "settled": ("passage", (TEXT,), "place in an edition"),
    "earlier": ("colour, note, tags, done, modified", (TEXT, TEXT, TEXT, WHOLE, TEXT), "earlier text"),
}
"""For each table of parts of annotations: its columns, what they are, and what a reader calls them."""

_DERIVED = ("blocks", "mentions", "places", "targets", "tags", "settled", "earlier", "ancestors")


def bad_records(database: Database) -> dict[str, tuple[str, ...]]:
    """What is wrong with single annotations: by their ids, the names of what cannot be read as it stands."""
    wrong: dict[str, set[str]] = defaultdict(set)
    names = [name.strip() for name in FIELDS.split(",")]
    with database.snapshot():
        for row in database.rows(f"SELECT {FIELDS} FROM annotations"):
            record = dict(zip(names, row, strict=True))
            wrong[mending.words(record["id"])].update(
                name for (name, value), kind in zip(record.items(), KINDS, strict=True) if type(value) not in kind
            )
            if record["colour"] not in [*Colour]:
                wrong[mending.words(record["id"])].add("colour")
            if record["state"] not in [*State]:
                wrong[mending.words(record["id"])].add("state")
        placed = {mending.words(id) for (id,) in database.rows("SELECT DISTINCT annotation FROM targets")}
        for id in wrong.keys() - placed:
            wrong[id].add("passage")
        for table, (columns, kinds, called) in _PARTS.items():
            for id, *values in database.rows(f"SELECT annotation, {columns} FROM {table}"):
                if not mending.fit([(id, *values)], (TEXT, *kinds)) or not _can_be_read(table, values):
                    wrong[mending.words(id)].add(called)
    return {id: tuple(sorted(what)) for id, what in wrong.items() if what}


def _can_be_read(table: str, values: list[object]) -> bool:
    if table == "settled":
        return mending.settled(values[0]) is not None
    if table == "earlier":
        return values[0] in [*Colour] and written_tags(mending.listed(values[2])) == values[2]
    return True


def mend(database: Database) -> int:
    """Write bad records as they are read, and drop what belongs to nothing; returns how many annotations were bad.

    What stands in a record and is no text, number or passage at all is given up with this: make a backup first.
    """
    store = AnnotationStore(database)
    with database.transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        bad = bad_records(database)
        _mend_ids(database, connection)
        for id in bad:
            if not connection.execute("SELECT 1 FROM annotations WHERE id = ?", (id,)).fetchone():
                continue
            write_over(connection, store.get(id))
            past = store.earlier(id)
            connection.execute("DELETE FROM earlier WHERE annotation = ?", (id,))
            for one in past:
                keep_earlier(connection, id, one)
        _drop_strays(connection)
    return len(bad)


def _mend_ids(database: Database, connection: Connection) -> None:
    """Make text of ids that are none, here and wherever they are referred to."""
    for row, id in database.rows("SELECT rowid, id FROM annotations"):
        if type(id) is str:
            continue
        new, turn = mending.words(id), 1
        while connection.execute("SELECT 1 FROM annotations WHERE id = ? AND rowid <> ?", (new, row)).fetchone():
            turn += 1
            new = f"{mending.words(id)}~{turn}"
        for table in (*_PARTS, "ancestors"):
            connection.execute(
                f"UPDATE {table} SET annotation = ? WHERE annotation = (SELECT id FROM annotations WHERE rowid = ?)",
                (new, row),
            )
        connection.execute("UPDATE annotations SET id = ? WHERE rowid = ?", (new, row))


def _drop_strays(connection: Connection) -> None:
    """Remove parts of what is not there any more; a note without its brief is none of these, and stays."""
    for table in _DERIVED:
        for column, parent, key in connection.execute(
            'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', (table,)
        ).fetchall():
            connection.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {parent})")
