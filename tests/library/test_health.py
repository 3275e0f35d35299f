"""The check-up finds what is wrong, says what to do about it, and mends what can be made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
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

SUBJECTS = ["data folder", "cache folder", "log folder", "store", "backups", "index", "fonts", "shipped files"]


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


def test_a_damaged_store_is_found(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(library.database), "check", lambda self: ["The store is damaged: page 3."])
    assert faults(library) == {
        "store": "The store is damaged: page 3. Restart the program to have the newest backup restored."
    }


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
