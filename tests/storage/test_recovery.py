"""Whatever befell the files of the store, the notes are there at the next start, and the user is told in words."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import faults
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database, open_database
from tests.storage.samples import brief_of, note_on

Opening = Callable[[], tuple[Database, tuple[str, ...]]]
PAGE = 4096


def fill(database: Database, *ids: str) -> None:
    with database.transaction():
        BriefStore(database).save(brief_of("One.", "Two."))
        for id in ids:
            AnnotationStore(database).add(note_on("sea-lanes", id))


def notes_in(database: Database) -> set[str]:
    return {note.id for note in AnnotationStore(database).all()}


def crashed(database: Database, folder: Path) -> Path:
    """A copy of a store as it would be after a crash, its log beside it."""
    folder.mkdir(exist_ok=True)
    copy = folder / database.path.name
    for ending in ("", "-wal", "-shm"):
        shutil.copyfile(f"{database.path}{ending}", f"{copy}{ending}")
    return copy


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """What a crash left of another store, with two notes that are still in its log."""
    database, _ = open_database(tmp_path / "other" / "briefreader.sqlite", tmp_path / "other")
    with closing(database):
        fill(database, "theirs-1", "theirs-2")
        return crashed(database, tmp_path / "crashed")


def put_log(there: Path, here: Path, *, memory: bool = True) -> bytes:
    log = Path(f"{there}-wal").read_bytes()
    Path(f"{here}-wal").write_bytes(log)
    if memory:
        shutil.copyfile(f"{there}-shm", f"{here}-shm")
    return log


def stale_logs(path: Path) -> list[Path]:
    return list(path.parent.glob("briefreader-stale-*"))


# --- logs ---


@pytest.mark.parametrize("memory", [False, True])
def test_the_log_of_another_store_does_not_hide_the_notes(
    reopen: Opening, path: Path, another: Path, memory: bool
) -> None:
    database, _ = reopen()
    fill(database, "n1", "n2")
    database.close()
    log = put_log(another, path, memory=memory)
    database, [notice] = reopen()
    assert notes_in(database) == {"n1", "n2"}
    assert "not its own" in notice
    [aside] = stale_logs(path)
    assert str(aside) in notice
    assert aside.read_bytes() == log
    AnnotationStore(database).add(note_on("sea-lanes", "n3"))
    database.close()
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), {"n1", "n2", "n3"})
    assert not faults.is_suspect(path)


def test_an_old_log_of_the_same_store_does_not_take_its_notes_back(reopen: Opening, path: Path, tmp_path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1")
    early = crashed(database, tmp_path / "early")
    for turn in range(2, 40):
        AnnotationStore(database).add(note_on("sea-lanes", f"n{turn}"))
    database.close()
    put_log(early, path)
    database, [notice] = reopen()
    assert len(notes_in(database)) == 39
    assert "not its own" in notice
    assert database.check() == []


def test_a_log_that_came_before_the_last_change_does_not_take_it_back(
    reopen: Opening, path: Path, tmp_path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    early = crashed(database, tmp_path / "early")
    AnnotationStore(database).remove("n1")
    database.close()
    put_log(early, path)
    assert notes_in(reopen()[0]) == set()


@pytest.mark.parametrize("cut", [1, 31, 32, 33, 1000, 4096, 9000, -1, -4096])
def test_a_log_cut_short_costs_no_more_than_what_was_cut_off(
    reopen: Opening, path: Path, tmp_path: Path, cut: int
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    database, _ = reopen()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    copy = crashed(database, tmp_path / "crashed")
    log = Path(f"{copy}-wal")
    log.write_bytes(log.read_bytes()[:cut])
    opened, notices = open_database(copy, tmp_path / "none")
    with closing(opened):
        assert notices == ()
        assert notes_in(opened) == {"n1"}
        assert opened.check() == []


@pytest.mark.parametrize("garbage", [b"x", b"left over from another day" * 400, os.urandom(50_000)])
@pytest.mark.parametrize("endings", [("-wal",), ("-shm",), ("-wal", "-shm"), ("-journal",)])
def test_garbage_beside_the_store_does_no_harm(
    reopen: Opening, path: Path, garbage: bytes, endings: tuple[str, ...]
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    for ending in endings:
        Path(f"{path}{ending}").write_bytes(garbage)
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), {"n1"})
    assert database.check() == []
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))


def test_garbage_for_shared_memory_does_not_cost_what_is_in_the_log(
    reopen: Opening, path: Path, tmp_path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    copy = crashed(database, tmp_path / "crashed")
    Path(f"{copy}-shm").write_bytes(os.urandom(32768))
    opened, notices = open_database(copy, tmp_path / "none")
    with closing(opened):
        assert (notices, notes_in(opened)) == ((), {"n1"})


def test_a_log_that_another_program_is_writing_is_left_to_it(reopen: Opening, path: Path) -> None:
    one, _ = reopen()
    fill(one, "n1")
    for turn in range(5):
        other, notices = reopen()
        assert notices == ()
        AnnotationStore(one).add(note_on("sea-lanes", f"one-{turn}"))
        AnnotationStore(other).add(note_on("sea-lanes", f"other-{turn}"))
        if turn % 2:
            one.rows("PRAGMA wal_checkpoint(PASSIVE)")
    assert len(notes_in(one)) == 11
    assert stale_logs(path) == []


def test_a_transaction_that_changes_nothing_leaves_no_trace(reopen: Opening) -> None:
    database, _ = reopen()
    fill(database, "n1")
    written = database.rows("SELECT written FROM lineage")
    with database.transaction():
        database.rows("SELECT 1")
    assert database.rows("SELECT written FROM lineage") == written
    AnnotationStore(database).remove("n1")
    assert database.rows("SELECT written FROM lineage") == [(written[0][0] + 1,)]


def test_a_stale_log_that_cannot_be_set_aside_stops_the_opening(
    reopen: Opening, path: Path, another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    put_log(another, path)

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", forbidden)
        with pytest.raises(StoreError, match="not its own") as told:
            reopen()
    assert not isinstance(told.value, StoreBroken)
    assert notes_in(reopen()[0]) == {"n1"}


def test_a_store_whose_log_cannot_be_judged_is_opened_as_ever(
    reopen: Opening, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    database, _ = reopen()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    copy = crashed(database, tmp_path / "crashed")
    connect = sqlite3.connect

    def busy(address: str | Path, **options: object) -> sqlite3.Connection:
        if str(address).endswith("?mode=ro"):
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return connect(address, **options)  # type: ignore[call-overload, no-any-return]  # passed through

    monkeypatch.setattr(sqlite3, "connect", busy)
    opened, notices = open_database(copy, tmp_path / "none")
    with closing(opened):
        assert (notices, notes_in(opened)) == ((), {"n1", "n2"})


def test_a_log_without_lineage_is_not_that_of_a_store_with_one(reopen: Opening, path: Path, tmp_path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    with closing(sqlite3.connect(tmp_path / "other.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE recipes (name TEXT)")
        shutil.copyfile(tmp_path / "other.sqlite-wal", f"{path}-wal")
    database, [notice] = reopen()
    assert "not its own" in notice
    assert notes_in(database) == {"n1"}


# --- pages ---


def test_whichever_page_is_flipped_the_notes_are_there_at_the_second_start_at_the_latest(
    reopen: Opening, path: Path, tmp_path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1", "n2")
    database.backup()
    database.close()
    sound = path.read_bytes()
    pages = len(sound) // PAGE
    assert pages > 20
    for page in range(pages):
        for file in (*path.parent.glob("briefreader-broken-*"), *path.parent.glob("*-suspect")):
            file.unlink()
        middle = page * PAGE + (100 if page == 0 else 0)
        path.write_bytes(
            sound[:middle] + bytes(byte ^ 0xFF for byte in sound[middle : middle + 64]) + sound[middle + 64 :]
        )
        told: list[str] = []
        for _ in range(2):
            try:
                database, notices = reopen()
            except StoreBroken as error:
                told.append(str(error))
                continue
            told += notices
            try:
                found = notes_in(database)
                briefs = [one.id for one in BriefStore(database).summaries()]
                told += database.check()
            except StoreBroken as error:
                told.append(str(error))
            database.close()
        assert (found, briefs) == ({"n1", "n2"}, ["sea-lanes"]), page
        assert told, f"page {page} was flipped without a word"
        assert all("damaged" in words or "refers to" in words for words in told), told
