"""The check-up finds what is wrong, says what to do about it, and mends what can be made anew."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefreader import paths
from briefreader.annotations.model import Colour
from briefreader.brief.model import Brief
from briefreader.errors import StoreError
from briefreader.library import Library, health
from briefreader.paths import Folders
from tests.library.conftest import Opening
from tests.library.samples import left_open, spoil_index

SUBJECTS = [
    "data folder",
    "cache folder",
    "log folder",
    "store",
    "backups",
    "records",
    "bin",
    "index",
    "fonts",
    "shipped files",
]


@pytest.fixture(autouse=True)
def first_brief(content: Path) -> None:
    """The check looks for the brief that the real content begins with."""
    shutil.copytree(content / "sea-lanes", content / "no-longer-ironclad")


def found(library: Library, *, repair: bool = False) -> dict[str, tuple[bool, str]]:
    return {one.subject: (one.sound, one.words) for one in library.check(repair=repair)}


def faults(library: Library, *, repair: bool = False) -> dict[str, str]:
    return {subject: words for subject, (sound, words) in found(library, repair=repair).items() if not sound}


def test_a_new_library_is_sound(library: Library) -> None:
    first = found(library)
    assert list(first) == SUBJECTS
    assert faults(library) == {}
    assert first["index"][1].endswith("texts were added")
    assert first["backups"][1].startswith("made now: briefreader-")
    second = found(library)
    assert second["index"][1] == "sound and up to date"
    assert second["backups"][1].startswith("newest: briefreader-")


def test_briefs_and_notes_are_counted(library: Library, lanes: Brief) -> None:
    library.highlight_quote(lanes, "NATO", Colour.RED)
    assert found(library)["store"] == (True, "sound; briefs: 2; notes and marks: 1")


def test_a_folder_that_takes_nothing_is_named(library: Library) -> None:
    shutil.rmtree(library.folders.logs, ignore_errors=True)
    library.folders.logs.write_text("A file where the folder should be.", encoding="utf-8")
    assert list(faults(library)) == ["log folder"]
    assert str(library.folders.logs) in faults(library)["log folder"]


def flip(library: Library, table: str) -> None:
    """Damage the root page of a table, on the disk."""
    with closing(sqlite3.connect(library.folders.store)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with library.folders.store.open("r+b") as store:
        store.seek((page - 1) * 4096)
        store.write(b"\xa5" * 512)


@pytest.mark.parametrize("repair", [False, True])
def test_a_damaged_store_is_found_and_left_for_the_next_start(
    library: Library, lanes: Brief, reopen: Opening, repair: bool
) -> None:
    library.highlight_quote(lanes, "NATO", Colour.RED)
    library.database.backup()
    library.close()
    flip(library, "annotations")
    found_ = faults(reopen(), repair=repair)
    assert "next start" in found_["store"]
    assert all("damaged" in found_[subject] for subject in ("records", "bin"))
    again = reopen()
    assert "set aside" in again.notices[0]
    assert len(again.annotations.all()) == 1
    assert faults(again) == {}


@left_open
def test_a_broken_index_is_not_blamed_on_the_store_that_broke_in_the_same_moment(
    library: Library, lanes: Brief, reopen: Opening
) -> None:
    library.highlight_quote(lanes, "NATO", Colour.RED, note="Who else?")
    library.refresh_index()
    library.database.backup()
    library.close()
    flip(library, "annotations")
    spoil_index(library.folders.index)
    broken = reopen()
    told = faults(broken)
    assert "index" not in told["store"]
    broken.close()
    again = reopen()
    [notice] = again.notices
    assert str(again.folders.index) not in notice
    assert "set aside" in notice
    assert [one.note for one in again.annotations.all()] == ["Who else?"]
    assert list(faults(again)) == ["index"]
    assert "store" not in faults(again)["index"]
    assert faults(again, repair=True) == {}
    assert again.search("ships").total
    gc.collect()  # the files that Whoosh left open belong to this test


def test_bad_records_are_named_and_mended_after_a_backup(library: Library, lanes: Brief) -> None:
    one = library.highlight_quote(lanes, "NATO", Colour.RED, note="Who else?")
    library.highlight_quote(lanes, "China", Colour.RED)
    with library.database.transaction() as connection:
        connection.execute("UPDATE annotations SET colour = 'mauve' WHERE id = ?", (one.id,))
        connection.execute("DELETE FROM targets WHERE annotation = ?", (one.id,))
    assert len(library.notes(lanes)) == 2
    assert faults(library) == {
        "records": f"Not as it should be in 1 of the notes (note {one.id}: colour, passage), and read as well as it "
        "can be. Run “briefreader doctor --repair” to mend it."
    }
    mended = found(library, repair=True)
    assert mended["records"] == (True, "mended: 1")
    assert mended["backups"][1].startswith("made now: ")
    assert faults(library) == {}
    assert library.note(one.id).note == "Who else?"
    assert found(library, repair=True)["records"] == (True, "every record is as it should be")


def test_without_a_backup_no_record_is_mended(library: Library, lanes: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    one = library.highlight_quote(lanes, "NATO", Colour.RED)
    with library.database.transaction() as connection:
        connection.execute("UPDATE annotations SET colour = 'mauve' WHERE id = ?", (one.id,))

    def full(*_: object) -> Path:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(type(library.database), "backup", full)
    assert list(faults(library, repair=True)) == ["backups", "records"]


def test_a_note_whose_brief_is_gone_is_told_and_kept(library: Library, lanes: Brief) -> None:
    one = library.highlight_quote(lanes, "NATO", Colour.RED)
    library.database.rows("PRAGMA foreign_keys = OFF")
    with library.database.transaction() as connection:
        connection.execute("UPDATE annotations SET brief = 'gone' WHERE id = ?", (one.id,))
    for repair in (False, True):
        assert "briefs" in faults(library, repair=repair)["records"]
    assert library.note(one.id).brief == "gone"


def test_what_is_in_the_bin_is_counted(library: Library, lanes: Brief) -> None:
    assert found(library)["bin"] == (True, "empty")
    library.delete_note(library.highlight_quote(lanes, "NATO", Colour.RED).id)
    assert found(library)["bin"] == (True, "1 deleted, each kept for 30 days")


def test_a_backup_that_cannot_be_made_is_a_fault(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(type(library.database), "backup", full)
    assert faults(library, repair=True) == {"backups": "The disk is full."}


def test_a_store_with_nothing_in_it_needs_no_backup_yet(content: Path, reopen: Opening) -> None:
    for pack in list(content.iterdir()):
        shutil.rmtree(pack) if pack.is_dir() else pack.unlink()
    assert found(reopen())["backups"] == (True, "none yet: one is made each day")


@left_open
def test_a_broken_index_is_found_and_repaired(library: Library) -> None:
    library.refresh_index()
    library.index.close()
    spoil_index(library.folders.index)
    assert list(faults(library)) == ["index"]
    assert "doctor --repair" in faults(library)["index"]
    mended = found(library, repair=True)
    assert all(sound for sound, _ in mended.values())
    assert mended["index"][1].startswith("rebuilt; ")
    assert faults(library) == {}
    assert library.search("ships").total


def test_an_index_that_cannot_be_written_is_a_fault(library: Library) -> None:
    library.folders.cache.joinpath("index").write_text("A file where the folder should be.", encoding="utf-8")
    shutil.rmtree(library.folders.cache)
    library.folders.cache.write_text("A file where the folder should be.", encoding="utf-8")
    assert sorted(faults(library)) == ["cache folder", "index"]


def test_a_missing_font_is_a_fault(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "files", lambda _: tmp_path)
    assert list(faults(library)) == ["fonts"]


def test_missing_shipped_files_are_named(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert faults(library) == {"shipped files": "Missing: menu.svg; install the program again."}


def test_a_store_that_may_only_be_read_is_checked_all_the_same(
    reopen: Opening, folders: Folders, unwritable: Callable[[], None]
) -> None:
    reopen().close()
    unwritable()
    assert found(reopen())["store"][0]
