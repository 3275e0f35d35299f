"""Backups are whole, checked, dated, and thinned without losing the ones that matter."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import backups as backups_module
from briefreader.storage import faults, migrations
from briefreader.storage.backups import Backup, Backups, free_name, is_sound, superfluous, sync_folder
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from tests.storage.samples import Clock, brief_of

NOW = datetime(2026, 6, 15, 12)


@pytest.fixture
def filled(database: Database) -> Database:
    BriefStore(database).save(brief_of("One."))
    return database


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM editions")]


def test_a_backup_holds_what_the_store_holds_in_one_file(filled: Database, backups: Path) -> None:
    made = filled.backup()
    assert made == backups / "briefreader-2026-01-12T094107.sqlite"
    assert titles(made) == ["Sea Lanes"]
    assert is_sound(made)
    assert os.listdir(backups) == [made.name]


def test_backups_of_one_second_stand_side_by_side_in_order(filled: Database, backups: Path, clock: Clock) -> None:
    made = [filled.backup() for _ in range(3)]
    assert [path.name[-9:] for path in made] == ["07.sqlite", "7-2.sqlite"[-9:], "7-3.sqlite"[-9:]]
    assert [backup.path for backup in Backups(backups, clock).all()] == made[::-1]


def test_a_backup_is_due_when_the_last_is_a_day_old_and_there_is_something_to_keep(
    database: Database, clock: Clock
) -> None:
    assert database.backup_if_due() is None
    BriefStore(database).save(brief_of("One."))
    assert database.backup_if_due() is not None
    clock.move(hours=23)
    assert database.backup_if_due() is None
    clock.move(hours=1)
    assert database.backup_if_due() is not None


def test_a_backup_dated_ahead_of_the_clock_does_not_stop_others(filled: Database, clock: Clock) -> None:
    filled.backup()
    clock.move(days=-30)
    assert filled.backup_if_due() is not None
    assert filled.backup_if_due() is None


def test_a_backup_can_be_made_from_another_thread(filled: Database, backups: Path) -> None:
    made: list[Path | None] = []
    thread = threading.Thread(target=lambda: made.append(filled.backup_if_due()))
    thread.start()
    thread.join()
    assert made == [backups / "briefreader-2026-01-12T094107.sqlite"]


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(filled: Database, backups: Path) -> None:
    backups.write_text("not a folder")
    with pytest.raises(StoreError, match="No backup could be made"):
        filled.backup()
    assert backups.read_text() == "not a folder"


def test_no_backup_is_made_of_a_store_that_is_gone(filled: Database, path: Path) -> None:
    filled.close()
    path.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        filled.backup_if_due()
    assert not path.exists()


def test_a_full_disk_while_a_backup_is_made_is_no_damage(
    filled: Database, backups: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(database: str | Path, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(database, **options)  # type: ignore[call-overload]  # passed through
        if str(database).endswith(".part"):
            connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(StoreError, match="disk is full") as told:
        filled.backup()
    assert not isinstance(told.value, StoreBroken)
    assert os.listdir(backups) == []
    assert not faults.is_suspect(path)


def test_damage_is_noticed_when_a_backup_is_made(filled: Database, path: Path, backups: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'blocks'").fetchone()
    with path.open("r+b") as store:
        store.seek((page - 1) * 4096 + 8)
        store.write(b"\xff" * 200)
    with pytest.raises(StoreBroken, match="no backup"):
        filled.backup()
    assert os.listdir(backups) == []
    assert faults.is_suspect(path)


def test_a_store_that_is_no_database_gives_no_backup(filled: Database, path: Path, backups: Path) -> None:
    filled.close()
    path.write_text("A letter to the editor. " * 400)
    with pytest.raises(StoreBroken):
        Backups(backups).make(path)
    assert faults.is_suspect(path)
    assert os.listdir(backups) == []


def test_only_sound_backups_of_a_known_version_count(filled: Database, backups: Path, clock: Clock) -> None:
    sound = filled.backup()
    for turn, spoil in enumerate(("cut", "text", "newer", "foreign", "empty"), 2):
        copy = backups / f"briefreader-2026-01-12T094107-{turn}.sqlite"
        copy.write_bytes(sound.read_bytes()[: 5000 if spoil == "cut" else None])
        if spoil in ("text", "empty"):
            copy.write_text("no database" * (spoil == "text"))
        if spoil in ("newer", "foreign"):
            with closing(sqlite3.connect(copy)) as connection:
                pragma = "user_version = 99" if spoil == "newer" else "application_id = 7"
                connection.execute(f"PRAGMA {pragma}")
        assert not is_sound(copy), spoil
    newest = Backups(backups, clock).newest_sound()
    assert newest is not None
    assert newest.path == sound


def test_files_that_are_no_backups_are_left_alone(filled: Database, backups: Path, clock: Clock) -> None:
    backups.mkdir()
    others = ["letter.txt", "briefreader-2026-13-77T000000.sqlite", "briefreader-broken-2020-01-12T094107.sqlite"]
    for name in others:
        (backups / name).write_text("mine")
    made = filled.backup()
    assert sorted(os.listdir(backups)) == sorted([*others, made.name])
    assert [backup.path for backup in Backups(backups, clock).all()] == [made]


def test_what_a_backup_that_was_cut_off_left_behind_goes_after_a_day(filled: Database, backups: Path) -> None:
    backups.mkdir()
    old, young = (backups / f"briefreader-2020-01-12T094107.sqlite.{turn}.part" for turn in (1, 2))
    for part in (old, young):
        part.touch()
    os.utime(old, (0, 0))
    os.utime(young, (4e9, 4e9))
    filled.backup()
    assert (old.exists(), young.exists()) == (False, True)


def test_old_backups_are_thinned(filled: Database, backups: Path, clock: Clock) -> None:
    for _ in range(40):
        clock.move(days=1)
        assert filled.backup_if_due()
    kept = [backup.made.date().isoformat() for backup in Backups(backups, clock).all()]
    assert kept == [
        *(f"2026-02-{day}" for day in (21, 20, 19, 18, 17, 16, 15)),
        "2026-02-08",
        "2026-02-01",
        "2026-01-31",
    ]


MOMENTS = st.lists(st.integers(0, 400 * 24), max_size=40)


@given(MOMENTS)
def test_thinning_keeps_the_newest_of_each_day_week_and_month(hours: list[int]) -> None:
    backups = [Backup(NOW - timedelta(hours=ago), turn, Path(str(turn))) for turn, ago in enumerate(hours)]
    gone = set(superfluous(backups, NOW))
    kept = [backup for backup in sorted(backups, reverse=True) if backup not in gone]
    assert kept[:1] == sorted(backups, reverse=True)[:1]
    assert all(NOW - backup.made >= timedelta(days=1) for backup in gone)
    months = sorted({(it.made.year, it.made.month) for it in backups}, reverse=True)
    assert {(it.made.year, it.made.month) for it in kept} >= set(months[: backups_module.MONTHS])
    days = sorted({it.made.date() for it in backups}, reverse=True)
    assert {it.made.date() for it in kept} >= set(days[: backups_module.DAYS])
    assert len([it for it in kept if NOW - it.made >= timedelta(days=1)]) <= 17
    assert not set(superfluous(kept, NOW))


def test_a_free_name_is_one_that_nothing_has(tmp_path: Path) -> None:
    first = free_name(tmp_path, "store", NOW)
    assert first.name == "store-2026-06-15T120000.sqlite"
    first.touch()
    assert free_name(tmp_path, "store", NOW).name == "store-2026-06-15T120000-2.sqlite"


def test_a_folder_that_cannot_be_synced_is_no_fault(tmp_path: Path) -> None:
    sync_folder(tmp_path / "not there")


def test_a_store_carries_the_mark_of_the_program(filled: Database) -> None:
    assert filled.rows("PRAGMA application_id") == [(migrations.APPLICATION_ID,)]
