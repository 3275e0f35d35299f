"""The store opens whatever befell it, and says what it cannot do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefreader.errors import StoreBroken, StoreError, StoreTooNew
from briefreader.storage import database as database_module
from briefreader.storage import faults, migrations
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from briefreader.storage.migrations import Migration
from briefreader.storage.opening import open_database
from tests.storage.samples import brief_of, note_on

Opening = Callable[[], tuple[Database, tuple[str, ...]]]


def fill(database: Database, *ids: str) -> None:
    BriefStore(database).save(brief_of("One.", "Two."))
    for id in ids:
        AnnotationStore(database).add(note_on("sea-lanes", id))


def notes_in(database: Database) -> list[str]:
    return [note.id for note in AnnotationStore(database).all()]


def root_page(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    return int(page)


def flip_page(path: Path, table: str) -> None:
    page = root_page(path, table)
    with path.open("r+b") as store:
        store.seek((page - 1) * 4096)
        store.write(b"\xa5" * 512)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.01)


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opens every store as a system does where the file may only be read: a superuser may write wherever it likes."""
    connect = sqlite3.connect

    def read_only(database: str | Path, **options: object) -> sqlite3.Connection:
        if isinstance(database, Path):
            database, options["uri"] = f"{database.as_uri()}?mode=ro", True
        return connect(database, **options)  # type: ignore[call-overload, no-any-return]  # passed through

    monkeypatch.setattr(sqlite3, "connect", read_only)


@pytest.fixture
def mere_user_folder() -> Iterator[Path]:
    """A folder of a user whom permissions bind, as they do not bind a superuser, who becomes that user meanwhile."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no permission bits")
    superuser = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if superuser:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            folder.chmod(0o700)
            if superuser:
                os.seteuid(0)


# --- a sound store ---


def test_a_new_store_is_durable_and_strict(reopen: Opening, path: Path) -> None:
    database, notices = reopen()
    assert notices == ()
    assert database.writable
    pragmas = {name: database.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert database.rows("PRAGMA user_version") == [(len(migrations.MIGRATIONS),)]
    assert database.rows("PRAGMA busy_timeout") == [(5000,)]
    assert path.exists()


def test_what_was_written_is_there_at_the_next_opening(reopen: Opening) -> None:
    database, _ = reopen()
    fill(database, "n1", "n2")
    database.close()
    database.close()
    database, notices = reopen()
    assert notices == ()
    assert notes_in(database) == ["n1", "n2"]
    assert database.check() == []


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    fill(database)

    def half() -> None:
        with database.transaction():
            AnnotationStore(database).add(note_on("sea-lanes", "n1"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert notes_in(database) == []


def test_a_part_that_fails_leaves_the_rest_of_its_transaction(database: Database) -> None:
    fill(database)
    notes = AnnotationStore(database)
    with database.transaction():
        notes.add(note_on("sea-lanes", "n1"))
        with pytest.raises(sqlite3.IntegrityError):
            notes.add(note_on("sea-lanes", "n1"))
        notes.add(note_on("sea-lanes", "n2"))
    assert notes_in(database) == ["n1", "n2"]


def test_a_mistake_of_the_program_is_no_store_error(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.rows("SELECT * FROM nowhere")


def test_a_row_without_its_parent_is_reported(database: Database, path: Path) -> None:
    fill(database)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("INSERT INTO places VALUES ('rail', 'b1', 0)")
    [fault] = database.check()
    assert "places" in fault
    assert not faults.is_suspect(path)


def test_two_programs_write_to_one_store(reopen: Opening) -> None:
    one, _ = reopen()
    other, notices = reopen()
    assert notices == ()
    fill(one, "n1")
    AnnotationStore(other).add(note_on("sea-lanes", "n2"))
    assert notes_in(one) == notes_in(other) == ["n1", "n2"]


def test_a_query_in_several_parts_sees_one_state(reopen: Opening) -> None:
    one, other = reopen()[0], reopen()[0]
    fill(one, "n1")
    with one.snapshot():
        assert notes_in(one) == ["n1"]
        AnnotationStore(other).remove("n1")
        assert notes_in(one) == ["n1"]
    assert notes_in(one) == []


def test_nothing_is_written_where_a_snapshot_would_give_it_up(database: Database) -> None:
    fill(database)
    with database.snapshot(), pytest.raises(RuntimeError, match="snapshot"):
        AnnotationStore(database).add(note_on("sea-lanes", "n1"))
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    assert notes_in(database) == ["n2"]


# --- in use, full, unwritable ---


@pytest.mark.usefixtures("impatient")
def test_a_store_in_use_is_not_written_and_not_blamed(reopen: Opening, path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program"):
            AnnotationStore(database).add(note_on("sea-lanes", "n2"))
        assert notes_in(database) == ["n1"]
        late, notices = reopen()
        assert (late.writable, notices) == (True, ())
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    assert notes_in(database) == ["n1", "n2"]


@pytest.mark.usefixtures("impatient")
def test_a_store_that_another_program_has_to_itself_is_left_alone(reopen: Opening, path: Path) -> None:
    fill(reopen()[0])
    reopen()[0].close()
    database, _ = reopen()
    database.close()
    shutil.copyfile(path, path.with_suffix(".copy"))
    with closing(sqlite3.connect(path.with_suffix(".copy"), isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program") as told:
            open_database(path.with_suffix(".copy"), path.parent / "none")
    assert not isinstance(told.value, StoreBroken)


def test_a_full_disk_costs_the_note_at_hand_and_nothing_else(reopen: Opening) -> None:
    database, _ = reopen()
    fill(database, "n1")
    [(pages,)] = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")
    long = "A long text. " * 2000
    with pytest.raises(StoreError, match="disk is full") as told:
        BriefStore(database).save(brief_of(long, title="Another"))
    assert not isinstance(told.value, StoreBroken)
    assert notes_in(database) == ["n1"]
    database.rows(f"PRAGMA max_page_count = {pages + 100}")
    BriefStore(database).save(brief_of(long, title="Another"))
    database.close()
    database, notices = reopen()
    assert notices == ()
    assert len(BriefStore(database).summaries()) == 2
    assert database.check() == []


def test_a_store_that_may_only_be_read_is_read(reopen: Opening, request: pytest.FixtureRequest) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    request.getfixturevalue("unwritable")
    database, notices = reopen()
    assert len(notices) == 1
    assert "can be read but not written" in notices[0]
    assert not database.writable
    assert notes_in(database) == ["n1"]
    assert BriefStore(database).load("sea-lanes")
    with pytest.raises(StoreError, match="may only be read"):
        AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    assert notes_in(database) == ["n1"]
    assert database.backup_if_due() is None
    assert database.check() == []


def test_the_log_of_a_store_that_may_only_be_read_is_read_too(
    reopen: Opening, path: Path, tmp_path: Path, backups: Path, request: pytest.FixtureRequest
) -> None:
    fill(reopen()[0], "n1")
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
    log = Path(f"{copy}-wal").read_bytes()
    request.getfixturevalue("unwritable")
    database, notices = open_database(copy, backups)
    with closing(database):
        assert len(notices) == 1
        assert notes_in(database) == ["n1"]
        assert Path(f"{copy}-wal").read_bytes() == log


def test_a_store_in_a_read_only_folder_is_read(backups: Path, mere_user_folder: Path) -> None:
    path = mere_user_folder / "briefreader.sqlite"
    database, _ = open_database(path, backups)
    fill(database, "n1")
    database.close()
    mere_user_folder.chmod(0o500)
    database, notices = open_database(path, backups)
    with closing(database):
        assert len(notices) == 1
        assert notes_in(database) == ["n1"]
        with pytest.raises(StoreError, match="may only be read"):
            BriefStore(database).remember_place("sea-lanes", "b1", 0)
    path.chmod(0)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(path, backups)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(path.with_name("another.sqlite"), backups)


def test_an_old_store_that_may_only_be_read_is_brought_up_to_date_in_memory(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    before = path.read_bytes()
    step = Migration("colours", ("ALTER TABLE annotations ADD COLUMN shade TEXT NOT NULL DEFAULT 'light'",))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    request.getfixturevalue("unwritable")
    database, _ = reopen()
    assert database.rows("SELECT id, shade FROM annotations") == [("n1", "light")]
    assert path.read_bytes() == before


def test_a_store_that_cannot_even_be_copied_says_why_it_cannot_be_opened(
    reopen: Opening, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    request.getfixturevalue("unwritable")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StoreError, match="may only be read"):
        reopen()


def test_a_damaged_store_that_may_only_be_read_is_not_called_unwritable(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database)
    database.close()
    path.write_bytes(path.read_bytes()[:9000])

    def refuse(*_: object) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(database_module, "_open_to_write", refuse)
    monkeypatch.setattr(os, "rename", forbidden)
    with pytest.raises(StoreError, match="could not be set aside"):
        reopen()
    assert path.stat().st_size == 9000


def test_an_input_output_error_is_no_damage(reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()

    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(database_module, "_try_to_write", fail)
        database, notices = reopen()
        assert len(notices) == 1
        assert notes_in(database) == ["n1"]
        database.close()
    assert not list(path.parent.glob("*broken*"))
    assert notes_in(reopen()[0]) == ["n1"]


def test_a_store_that_cannot_be_begun_says_so(tmp_path: Path, backups: Path, path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="--data-dir"):
        open_database(tmp_path / "file" / "briefreader.sqlite", backups)
    path.mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(path, backups)


@pytest.mark.usefixtures("unwritable")
def test_a_new_store_in_a_folder_that_may_only_be_read_says_so(reopen: Opening, path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        reopen()
    assert not path.exists()


# --- other versions and other programs ---


def test_a_newer_store_is_refused_untouched(reopen: Opening, path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1")
    with database.transaction() as connection:
        connection.execute("PRAGMA user_version = 99")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="newer version"):
        reopen()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_programs_database_is_refused_untouched(reopen: Opening, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program's database"):
        reopen()
    assert path.read_bytes() == before


def test_a_step_forward_is_taken_with_a_backup_first(
    reopen: Opening, path: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    step = Migration("colours", ("ALTER TABLE annotations ADD COLUMN shade TEXT NOT NULL DEFAULT 'light'",))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    database, notices = reopen()
    assert notices == ()
    assert notes_in(database) == ["n1"]
    assert database.rows("PRAGMA user_version") == [(len(migrations.MIGRATIONS),)]
    [backup] = backups.iterdir()
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (len(migrations.MIGRATIONS) - 1,)
        assert old.execute("SELECT id FROM annotations").fetchall() == [("n1",)]


def test_a_step_that_fails_leaves_the_old_store(reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    with monkeypatch.context() as patch:
        half = Migration("half a step", ("DELETE FROM annotations", "DROP TABLE nowhere"))
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, half))
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            reopen()
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), ["n1"])


def test_a_step_that_another_program_took_meanwhile_is_not_taken_twice(
    reopen: Opening, path: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    step = Migration("colours", ("ALTER TABLE annotations ADD COLUMN shade TEXT",))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    atomic = database_module._atomic

    def beaten(connection: sqlite3.Connection) -> object:
        monkeypatch.setattr(database_module, "_atomic", atomic)
        reopen()
        return atomic(connection)

    monkeypatch.setattr(database_module, "_atomic", beaten)
    database, _ = reopen()
    assert database.rows("PRAGMA user_version") == [(len(migrations.MIGRATIONS),)]
    assert notes_in(database) == ["n1"]


# --- damaged ---


def backed_up(reopen: Opening) -> None:
    """A store with two notes, the first of them in a backup."""
    database, _ = reopen()
    fill(database, "n1")
    database.backup()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    database.close()


def assert_restored(notices: tuple[str, ...], path: Path, broken: bytes) -> None:
    assert len(notices) == 1
    aside = path.with_name("briefreader-broken-2026-01-12T094107.sqlite")
    assert str(aside) in notices[0]
    assert str(path.parent / "backups" / "briefreader-2026-01-12T094107.sqlite") in notices[0]
    assert aside.read_bytes() == broken
    assert not faults.is_suspect(path)


@pytest.mark.parametrize("size", [0, 1, 99, 512, 4096, 9000])
def test_a_store_cut_short_gives_way_to_its_backup(reopen: Opening, path: Path, size: int) -> None:
    backed_up(reopen)
    broken = path.read_bytes()[:size]
    path.write_bytes(broken)
    database, notices = reopen()
    assert_restored(notices, path, broken)
    assert notes_in(database) == ["n1"]
    assert database.check() == []


def test_a_text_file_in_the_stores_place_gives_way_to_its_backup(reopen: Opening, path: Path) -> None:
    backed_up(reopen)
    broken = b"Dear reader, this is no database. " * 200
    path.write_bytes(broken)
    database, notices = reopen()
    assert_restored(notices, path, broken)
    assert notes_in(database) == ["n1"]


def test_damage_met_while_reading_is_mended_at_the_next_start(reopen: Opening, path: Path) -> None:
    backed_up(reopen)
    flip_page(path, "annotations")
    broken = path.read_bytes()
    database, notices = reopen()
    assert notices == ()
    with pytest.raises(StoreBroken, match="start Briefreader again"):
        notes_in(database)
    database.close()
    database, notices = reopen()
    assert_restored(notices, path, broken)
    assert notes_in(database) == ["n1"]
    database.close()
    assert reopen()[1] == ()


def test_damage_found_by_a_check_is_mended_at_the_next_start(reopen: Opening, path: Path) -> None:
    backed_up(reopen)
    flip_page(path, "mentions")
    broken = path.read_bytes()
    database, _ = reopen()
    assert database.check() != []
    database.close()
    database, notices = reopen()
    assert_restored(notices, path, broken)


def test_a_false_alarm_changes_nothing(reopen: Opening, path: Path) -> None:
    backed_up(reopen)
    faults.suspect(path)
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), ["n1", "n2"])
    assert not faults.is_suspect(path)


def test_the_newest_sound_backup_is_taken(reopen: Opening, path: Path, backups: Path) -> None:
    backed_up(reopen)
    (backups / "briefreader-2026-01-13T000000.sqlite").write_bytes(b"spoilt")
    path.write_bytes(b"spoilt as well")
    database, notices = reopen()
    assert_restored(notices, path, b"spoilt as well")
    assert notes_in(database) == ["n1"]


def test_without_a_backup_a_new_store_is_begun_and_the_user_told(reopen: Opening, path: Path) -> None:
    path.write_bytes(b"spoilt" * 100)
    database, [notice] = reopen()
    assert "no sound backup" in notice
    assert notes_in(database) == []
    assert path.with_name("briefreader-broken-2026-01-12T094107.sqlite").read_bytes() == b"spoilt" * 100


def test_a_store_that_vanished_is_restored(reopen: Opening, path: Path) -> None:
    backed_up(reopen)
    path.unlink()
    database, [notice] = reopen()
    assert "was missing" in notice
    assert notes_in(database) == ["n1"]


def test_a_log_without_its_store_is_set_aside_not_deleted(reopen: Opening, path: Path) -> None:
    fill(reopen()[0], "n1")
    log = Path(f"{path}-wal").read_bytes()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    Path(f"{path}-wal").write_bytes(log)
    database, [notice] = reopen()
    aside = path.with_name("briefreader-broken-2026-01-12T094107.sqlite-wal")
    assert str(aside) in notice
    assert aside.read_bytes() == log
    assert notes_in(database) == []


def test_a_broken_store_takes_its_log_with_it(reopen: Opening, path: Path) -> None:
    backed_up(reopen)
    path.write_bytes(b"spoilt" * 100)
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").write_bytes(b"left over")
    database, notices = reopen()
    assert_restored(notices, path, b"spoilt" * 100)
    assert notes_in(database) == ["n1"]
    names = [file.name for file in path.parent.iterdir()]
    assert "briefreader-broken-2026-01-12T094107.sqlite-wal" in names


@pytest.mark.parametrize("stale", [b"", b"left over from another day" * 400])
def test_a_stale_log_and_shared_memory_do_no_harm(reopen: Opening, path: Path, stale: bytes) -> None:
    backed_up(reopen)
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").write_bytes(stale)
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), ["n1", "n2"])
    assert database.check() == []


def test_the_log_that_a_crash_left_is_read(reopen: Opening, path: Path, tmp_path: Path, backups: Path) -> None:
    fill(reopen()[0], "n1", "n2")
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    for ending in ("", "-wal", "-shm"):
        shutil.copyfile(f"{path}{ending}", f"{crashed}{ending}")
    database, notices = open_database(crashed, backups)
    with closing(database):
        assert (notices, notes_in(database)) == ((), ["n1", "n2"])


def test_a_check_that_the_disk_interrupts_is_no_verdict(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()

    class Failing:
        def execute(self, sql: str) -> object:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
            raise error

    with monkeypatch.context() as patch:
        patch.setattr(database, "_connection", Failing())
        with pytest.raises(StoreError, match="disk reported an error"):
            database.check()
    assert not faults.is_suspect(path)
