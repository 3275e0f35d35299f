"""The one place where SQLite's errors become sentences, and where a suspicion of damage is written down.

Only what SQLite itself calls corruption is corruption: an I/O error, a full disk or a missing permission leaves the
store alone. Errors that only a fault of the program can cause are passed on as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefreader.errors import StoreBroken, StoreError

_IN_WORDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_CORRUPT: (
        StoreBroken,
        "The store {path} is damaged; start Briefreader again: it sets the file aside and restores the newest backup.",
    ),
    sqlite3.SQLITE_FULL: (
        StoreError,
        "The disk is full, so nothing was saved in {path}; make room on it and try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        StoreError,
        "Nothing was saved, because {path} may only be read; allow writing to it and to its folder, "
        "then start Briefreader again.",
    ),
    sqlite3.SQLITE_BUSY: (
        StoreError,
        "Nothing was saved, because another program is using {path}; wait until it is done or close it, and try again.",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreError,
        "The disk reported an error at {path}, and nothing was saved; check the disk and its cable, and try again.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "The store {path} cannot be opened; check that its folder is there and that you may write in it.",
    ),
}
_IN_WORDS[sqlite3.SQLITE_NOTADB] = _IN_WORDS[sqlite3.SQLITE_CORRUPT]
_IN_WORDS[sqlite3.SQLITE_PERM] = _IN_WORDS[sqlite3.SQLITE_READONLY]
_IN_WORDS[sqlite3.SQLITE_LOCKED] = _IN_WORDS[sqlite3.SQLITE_BUSY]
_IN_WORDS[sqlite3.SQLITE_PROTOCOL] = _IN_WORDS[sqlite3.SQLITE_BUSY]

_CORRUPTION = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_ENVIRONMENT = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    }
)


def kind(error: sqlite3.Error) -> int:
    """SQLite's primary result code, or 0 for an error that the Python module raised on its own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_corruption(error: sqlite3.Error) -> bool:
    return kind(error) in _CORRUPTION


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether the surroundings forbid writing, while what is there may well be readable."""
    return kind(error) in _ENVIRONMENT


def in_words(error: sqlite3.Error, path: Path) -> StoreError | None:
    """The error as one sentence about `path`; None where only the program itself can be at fault."""
    found = _IN_WORDS.get(kind(error))
    return found[0](found[1].format(path=path)) if found else None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise SQLite's errors inside as `StoreError` or `StoreBroken` about the store at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        told = in_words(error, path)
        if told is None:
            raise
        if is_corruption(error):
            suspect(path)
        raise told from error


def _mark(path: Path) -> Path:
    return path.with_name(path.name + "-suspect")


def suspect(path: Path) -> None:
    """Leave word beside the store that damage was met, so that the next opening looks through all of it."""
    # Where nothing can be written, the damage is met again anyway.
    with suppress(OSError):
        _mark(path).touch()


def is_suspect(path: Path) -> bool:
    return _mark(path).exists()


def clear_suspicion(path: Path) -> None:
    with suppress(OSError):
        _mark(path).unlink(missing_ok=True)
