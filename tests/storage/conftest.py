"""A store of its own for each test, closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefreader.storage.database import Database
from briefreader.storage.opening import open_database
from tests.storage.samples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "briefreader.sqlite"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


Opening = Callable[[], tuple[Database, tuple[str, ...]]]


@pytest.fixture
def reopen(path: Path, backups: Path, clock: Clock) -> Iterator[Opening]:
    """Opens the store, as often as it is called."""
    opened: list[Database] = []

    def opening() -> tuple[Database, tuple[str, ...]]:
        database, notices = open_database(path, backups, clock=clock)
        opened.append(database)
        return database, notices

    yield opening
    for database in opened:
        database.close()


@pytest.fixture
def database(reopen: Opening) -> Database:
    return reopen()[0]
