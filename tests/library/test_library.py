"""The door itself: how it opens, what it says, and how it closes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from briefreader.annotations.model import Colour
from briefreader.errors import NotFound, StoreError, StoreTooNew
from briefreader.library import Library
from briefreader.paths import Folders
from tests.library.conftest import Opening


def test_a_brief_is_found_by_what_a_user_calls_it(library: Library) -> None:
    assert library.find_brief("sea") == library.find_brief("Sea Lanes") == "sea-lanes"
    assert library.manual == "using-briefreader"
    with pytest.raises(NotFound):
        library.find_brief("nothing of the kind")


def test_a_folder_that_cannot_be_made_is_said(folders: Folders, reopen: Opening) -> None:
    folders.data.write_text("A file where the folder should be.", encoding="utf-8")
    with pytest.raises(StoreError, match="--data-dir"):
        reopen()


def test_a_newer_store_is_left_as_it_is(folders: Folders, reopen: Opening) -> None:
    reopen().close()
    with closing(sqlite3.connect(folders.store)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = folders.store.read_bytes()
    with pytest.raises(StoreTooNew):
        reopen()
    assert folders.store.read_bytes() == before


def test_a_broken_store_is_restored_from_its_backup_and_the_user_told(folders: Folders, reopen: Opening) -> None:
    library = reopen()
    note = library.highlight_quote(library.brief("sea-lanes"), "NATO guards", Colour.RED)
    backup = library.back_up_if_due()
    assert backup is not None
    assert backup.name.startswith(f"briefreader-{datetime.now():%Y-}")
    assert library.back_up_if_due() is None
    library.close()
    folders.store.write_bytes(b"not a database at all" * 1000)
    library = reopen()
    (notice,) = library.notices
    assert "set aside" in notice
    assert backup.name in notice
    assert [one.id for one in library.notes(library.brief("sea-lanes"))] == [note.id]
    (aside,) = folders.data.glob("briefreader-broken-*.sqlite")
    assert aside.read_bytes().startswith(b"not a database")


def test_a_broken_store_without_a_backup_begins_anew_with_what_ships(folders: Folders, reopen: Opening) -> None:
    reopen().close()
    folders.store.write_bytes(b"not a database at all" * 1000)
    library = reopen()
    assert len(library.notices) == 1
    assert [summary.id for summary in library.summaries()] == ["handbook", "sea-lanes"]


def test_a_store_of_another_program_is_refused(folders: Folders, reopen: Opening) -> None:
    folders.data.mkdir()
    with closing(sqlite3.connect(folders.store)) as connection:
        connection.execute("CREATE TABLE other (id)")
        connection.commit()
    with pytest.raises(StoreError, match="another program"):
        reopen()


def test_the_index_never_touches_the_store(library: Library, folders: Folders) -> None:
    library.refresh_index()
    inside = {path.relative_to(folders.data) for path in folders.data.rglob("*")}
    assert all(path.is_relative_to(Path("cache")) for path in inside if "MAIN" in path.name)
