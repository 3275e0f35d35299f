"""What SQLite reports is told for what it is, and only damage is called damage."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import faults


def error(code: int) -> sqlite3.Error:
    raised = sqlite3.OperationalError("as SQLite puts it")
    raised.sqlite_errorcode = code
    return raised


def raise_translated(path: Path, code: int) -> None:
    with faults.translated(path):
        raise error(code)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT_INDEX])
def test_corruption_is_damage_and_is_remembered(path: Path, code: int) -> None:
    with pytest.raises(StoreBroken, match="damaged"):
        raise_translated(path, code)
    assert faults.is_suspect(path)
    faults.clear_suspicion(path)
    assert not faults.is_suspect(path)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_READONLY, "may only be read"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "may only be read"),
        (sqlite3.SQLITE_PERM, "may only be read"),
        (sqlite3.SQLITE_BUSY, "another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "another program"),
        (sqlite3.SQLITE_LOCKED, "another program"),
        (sqlite3.SQLITE_PROTOCOL, "another program"),
        (sqlite3.SQLITE_IOERR, "disk reported an error"),
        (sqlite3.SQLITE_IOERR_READ, "disk reported an error"),
        (sqlite3.SQLITE_IOERR_CORRUPTFS, "disk reported an error"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
    ],
)
def test_everything_else_the_disk_does_is_no_damage(path: Path, code: int, words: str) -> None:
    with pytest.raises(StoreError, match=words) as told:
        raise_translated(path, code)
    assert not isinstance(told.value, StoreBroken)
    assert str(path) in str(told.value)
    assert not faults.is_suspect(path)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE])
def test_a_mistake_of_the_program_is_passed_on_as_it_is(path: Path, code: int) -> None:
    with pytest.raises(sqlite3.OperationalError):
        raise_translated(path, code)


def test_an_error_of_the_python_module_has_no_kind() -> None:
    assert faults.kind(sqlite3.ProgrammingError("Cannot operate on a closed database.")) == 0


def test_a_suspicion_that_cannot_be_written_down_is_no_fault_of_its_own(tmp_path: Path) -> None:
    faults.suspect(tmp_path / "no such folder" / "briefreader.sqlite")
    (tmp_path / "briefreader.sqlite-suspect").mkdir()
    faults.clear_suspicion(tmp_path / "briefreader.sqlite")
