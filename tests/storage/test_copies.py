"""A copy in memory is looked at like a store, and neither it nor its file is ever written."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import copies
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.copies import empty_copy, open_copy
from briefreader.storage.database import Database
from tests.storage.samples import brief_of, note_on


@pytest.fixture
def backup(database: Database) -> Path:
    BriefStore(database).save(brief_of("One."))
    AnnotationStore(database).add(note_on("sea-lanes", "n1"))
    return database.backup()


def test_a_copy_is_read_and_never_written(backup: Path) -> None:
    before = backup.read_bytes()
    copy = open_copy(backup)
    notes = AnnotationStore(copy)
    assert notes.all() == (note_on("sea-lanes", "n1"),)
    with pytest.raises(StoreError, match="may only be read"):
        notes.remove("n1")
    with pytest.raises(AssertionError, match="in memory"):
        copy.backup()
    copy.close()
    assert backup.read_bytes() == before


def test_an_empty_copy_is_filled_without_a_file(tmp_path: Path) -> None:
    copy = empty_copy(tmp_path / "damaged.sqlite")
    BriefStore(copy).save(brief_of("One."))
    assert BriefStore(copy).ids() == ("sea-lanes",)
    copy.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_CANTOPEN])
def test_a_file_that_the_disk_does_not_give_is_not_called_damaged(
    backup: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(path: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError("as SQLite puts it")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(copies, "open_to_read", fail)
    with pytest.raises(StoreError) as told:
        open_copy(backup)
    assert not isinstance(told.value, StoreBroken)


def test_a_file_that_cannot_be_copied_says_why(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(f"{backup}-wal").write_bytes(b"a log beside it")

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "copyfile", forbidden)
    with pytest.raises(StoreError, match="Permission denied"):
        open_copy(backup)
