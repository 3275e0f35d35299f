"""The store, open and up to date: one connection, and every write in one transaction.

What makes an acknowledged note last is here: WAL with `synchronous = FULL`, so that COMMIT returns only when the
disk has the change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefreader.errors import StoreBroken, StoreError, StoreTooNew
from briefreader.storage import faults, migrations

if TYPE_CHECKING:
    from briefreader.storage.backups import Backups

BUSY_SECONDS = 5.0
"""How long a write waits for another program's."""

Row = tuple[Any, ...]


class Torn(str):
    """Text in the store that is no UTF-8, with a sign in the place of each byte that cannot be read."""

    __slots__ = ()


_MAGIC = b"SQLite format 3\0"
_SMALLEST = 512


class _NoBackup(Exception):
    """The backup that has to come before a migration cannot be written."""


@contextmanager
def _atomic(connection: sqlite3.Connection) -> Iterator[None]:
    nested = connection.in_transaction
    begin, end, undo = (
        (("SAVEPOINT part",), ("RELEASE part",), ("ROLLBACK TO part", "RELEASE part"))
        if nested
        else (("BEGIN IMMEDIATE",), ("COMMIT",), ("ROLLBACK",))
    )
    connection.execute(*begin)
    try:
        yield
        connection.execute(*end)
    except BaseException:
        # After a full disk or an I/O error SQLite may have rolled back by itself.
        with suppress(sqlite3.Error):
            for statement in undo:
                connection.execute(statement)
        raise


def _as_far_as_it_goes(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return Torn(raw.decode(errors="replace"))


class Database:
    """An open store. `writable` is false where it can only be read: every write then raises StoreError.

    Belongs to the thread that opened it, save `backup` and `backup_if_due`, which have a connection of their own.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, backups: Callable[[], Backups], *, writable: bool
    ) -> None:
        self.path = path
        self._backups = backups
        self.writable = writable
        self._connection = connection
        self._looking = False

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query; text that is no UTF-8 comes as `Torn`. Raises StoreBroken or StoreError."""
        with faults.translated(self.path):
            try:
                return self._connection.execute(sql, parameters).fetchall()
            except sqlite3.OperationalError as error:
                # What is not SQLite's own complaint is that of the Python module about a text.
                if hasattr(error, "sqlite_errorcode"):
                    raise
            self._connection.text_factory = _as_far_as_it_goes
            try:
                return self._connection.execute(sql, parameters).fetchall()
            finally:
                self._connection.text_factory = str

    def state(self) -> tuple[int, int]:
        """What differs once anything in the store has changed, by us or by another program."""
        [(version,)] = self.rows("PRAGMA data_version")
        return int(version), self._connection.total_changes

    @property
    def is_changing(self) -> bool:
        """Whether a transaction is under way: what is seen in it may be given up with it."""
        return self._connection.in_transaction

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several queries that see the store as it was at the first, whatever another program writes meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        with faults.translated(self.path):
            self._connection.execute("BEGIN")
            self._looking = True
            try:
                yield
            finally:
                self._looking = False
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All writes inside, or none; they are on the disk when the block is left.

        Inside another transaction it becomes a part of that one, and lasts when the outer one does.
        Raises StoreError where nothing could be saved, StoreBroken where the store is damaged.
        """
        if self._looking:
            raise RuntimeError("a snapshot is given up when it is left, and so would be what is written in it")
        outermost, changes = not self._connection.in_transaction, self._connection.total_changes
        with faults.translated(self.path), _atomic(self._connection):
            yield self._connection
            if outermost and self._connection.total_changes != changes:
                self._connection.execute("UPDATE lineage SET written = written + 1")

    def check(self) -> list[str]:
        """Look through the whole store: one sentence for each fault, none if it is sound."""
        return self.damage() or self.strays()

    def damage(self) -> list[str]:
        """What is wrong with the file itself, a sentence each.

        It is remembered, so that the next opening sets the store aside and restores a backup.
        """
        found = [f"The store is damaged: {verdict}." for verdict in _damage(self._connection, self.path)]
        if found:
            faults.suspect(self.path)
        return found

    def strays(self) -> list[str]:
        """Rows that refer to something that is not there, a sentence each. Raises StoreBroken or StoreError."""
        return [
            f"Row {row} of {table} refers to something in {parent} that is not there."
            for table, row, parent, _ in self.rows("PRAGMA foreign_key_check")
        ]

    def backup(self) -> Path:
        """Make a backup now and thin the older ones. Raises StoreBroken or StoreError."""
        backups = self._backups()
        made = backups.make(self.path)
        backups.thin()
        return made

    def backup_if_due(self) -> Path | None:
        """Make a backup if the newest is a day old and the store holds something."""
        if not self.writable or not self._backups().due() or not self._holds_something():
            return None
        return self.backup()

    def _holds_something(self) -> bool:
        with faults.translated(self.path), closing(connect(f"{self.path.as_uri()}?mode=rw", uri=True)) as own:
            return own.execute("SELECT 1 FROM briefs LIMIT 1").fetchone() is not None

    def close(self) -> None:
        """Close the store; what was committed stays. May be called twice."""
        self._connection.close()


def is_database(path: Path) -> bool:
    """Whether a SQLite database is at `path`, going by its size and its first bytes; so too where it cannot be read."""
    try:
        if path.stat().st_size < _SMALLEST:
            return False
        with path.open("rb") as store:
            return store.read(len(_MAGIC)) == _MAGIC
    except FileNotFoundError:
        return False
    except OSError:
        return True


def open_store(path: Path, backups: Callable[[], Backups]) -> Database:
    """Open the store at `path`, to write where that is possible, else to read; a suspected one is looked through first.

    Raises StoreBroken, StoreTooNew, StoreError.
    """
    with faults.translated(path):
        try:
            database = Database(path, _open_to_write(path, backups), backups, writable=True)
        except (_NoBackup, sqlite3.Error) as refusal:
            if isinstance(refusal, sqlite3.Error) and not faults.is_unwritable(refusal):
                raise
            try:
                database = Database(path, open_to_read(path), backups, writable=False)
            except (OSError, sqlite3.Error) as error:
                if isinstance(error, sqlite3.Error) and faults.is_corruption(error):
                    raise
                raise (refusal.__cause__ or refusal) from None
        if faults.is_suspect(path):
            _clear_or_condemn(database)
    return database


def _clear_or_condemn(database: Database) -> None:
    if _damage(database._connection, database.path):
        database.close()
        raise StoreBroken(f"The store {database.path} is damaged.")
    faults.clear_suspicion(database.path)


def _damage(connection: sqlite3.Connection, path: Path) -> list[str]:
    try:
        verdicts = connection.execute("PRAGMA integrity_check(20)").fetchall()
    except sqlite3.Error as error:
        if not faults.is_corruption(error):
            with faults.translated(path):
                raise
        return [str(error)]
    return [str(verdict) for (verdict,) in verdicts if verdict != "ok"]


def connect(path: Path | str, *, uri: bool = False) -> sqlite3.Connection:
    """A connection that waits for other programs, and in which nothing begins by itself."""
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, uri=uri)


def _open_to_write(path: Path, backups: Callable[[], Backups]) -> sqlite3.Connection:
    connection = connect(path)
    try:
        version = _recognise(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # On macOS a plain fsync stops at the drive's cache; elsewhere this changes nothing.
        connection.execute("PRAGMA fullfsync = ON")
        _try_to_write(connection, version)
        if 0 < version < len(migrations.MIGRATIONS):
            try:
                backups().make(path)
            except StoreBroken:
                raise
            except StoreError as error:
                raise _NoBackup from error
        migrate(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """A copy in memory: a store in WAL mode cannot be read in place where its folder may not be written."""
    memory = connect(":memory:")
    try:
        with ExitStack() as stack:
            address = f"{path.as_uri()}?mode=ro&immutable=1"
            log = Path(f"{path}-wal")
            if log.exists() and log.stat().st_size:
                # An immutable store is read without its log, and the newest notes may be in there.
                import shutil
                import tempfile

                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="briefreader-")))
                shutil.copyfile(path, folder / "store")
                shutil.copyfile(log, folder / "store-wal")
                address = (folder / "store").as_uri()
            stack.enter_context(closing(connect(address, uri=True))).backup(memory)
        _recognise(memory, path)
        migrate(memory, path)
        memory.execute("PRAGMA query_only = ON")
    except BaseException:
        memory.close()
        raise
    return memory


def _recognise(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the store's schema; 0 for an empty file. Reads only."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != migrations.APPLICATION_ID and (application or version or tables):
        raise StoreError(
            f"{path} is another program's database, and was left as it is; move it or name another folder."
        )
    if version > len(migrations.MIGRATIONS):
        raise StoreTooNew(
            f"The store {path} was written by a newer version of Briefreader, and was left as it is; "
            "install the newest version to open it."
        )
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take every step that the store has not been through, each whole or not at all; `path` is for the words."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    for step in range(version, len(migrations.MIGRATIONS)):
        with _atomic(connection):
            # Another program may have taken the step while this one waited for its turn to write.
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != step:
                continue
            strays = _strays(connection)
            for statement in migrations.MIGRATIONS[step].statements:
                connection.execute(statement)
            if _strays(connection) > strays:
                raise StoreError(
                    f"The store {path} cannot be brought up to this version of Briefreader (step {step + 1}), and was "
                    "left as it was; use the version that you had before, and report this."
                )
            connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step + 1}")


def _strays(connection: sqlite3.Connection) -> int:
    """How many rows refer to something that is not there."""
    return len(connection.execute("PRAGMA foreign_key_check").fetchall())


def _try_to_write(connection: sqlite3.Connection, version: int) -> None:
    """Raise now where a write would: SQLite opens a file that may only be read without a word."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if faults.kind(error) != sqlite3.SQLITE_BUSY:
            raise
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
