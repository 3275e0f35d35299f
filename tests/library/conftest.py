"""A library on a folder of its own, with a small shelf in place of what ships."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefreader import paths
from briefreader.brief.model import Brief
from briefreader.library import Library
from briefreader.paths import Folders
from tests.library.samples import ACTORS, HANDBOOK, SEA_LANES, TEXT, THEMES, write_pack

Opening = Callable[[], Library]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of packs that ship with the program."""
    folder = tmp_path / "content"
    write_pack(folder / "handbook", HANDBOOK)
    write_pack(folder / "sea-lanes", SEA_LANES, ACTORS, THEMES)
    (folder / "README.txt").write_text("No pack.", encoding="utf-8")
    monkeypatch.setattr(paths, "content", lambda: folder)
    return folder


@pytest.fixture
def folders(tmp_path: Path, content: Path) -> Folders:
    return paths.folders(tmp_path / "desk")


@pytest.fixture
def reopen(folders: Folders) -> Iterator[Opening]:
    """Opens the library, as often as it is called."""
    opened: list[Library] = []

    def opening() -> Library:
        library = Library(folders)
        opened.append(library)
        return library

    yield opening
    for library in opened:
        library.close()


@pytest.fixture
def library(reopen: Opening) -> Library:
    return reopen()


@pytest.fixture
def lanes(library: Library) -> Brief:
    return library.brief("sea-lanes")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "harbours.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, stores open as they do where they may only be read; a superuser may write anywhere."""
    connect = sqlite3.connect

    def read_only(database: str | Path, **options: object) -> sqlite3.Connection:
        if isinstance(database, Path):
            database, options["uri"] = f"{database.as_uri()}?mode=ro", True
        return connect(database, **options)  # type: ignore[call-overload, no-any-return]  # passed through

    return lambda: monkeypatch.setattr(sqlite3, "connect", read_only)
