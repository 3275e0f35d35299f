"""Copies of the store under dated names: made by SQLite's online backup, checked when made, thinned with age."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import faults, migrations

DAYS, WEEKS, MONTHS = 7, 4, 6
"""Of how many days, weeks and months the newest backup is kept."""

_STAMP = "%Y-%m-%dT%H%M%S"
_NAME = re.compile(r"briefreader-(\d{4}-\d\d-\d\dT\d{6})(?:-(\d+))?\.sqlite")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One copy: when it was made (local time), which of that second, and where it lies."""

    made: datetime
    turn: int
    path: Path


def free_name(folder: Path, stem: str, now: datetime) -> Path:
    """A path in `folder` that nothing has yet: `stem-2026-01-12T094107.sqlite`, with `-2`, `-3`, ... if need be."""
    dated = f"{stem}-{now.strftime(_STAMP)}"
    path = folder / f"{dated}.sqlite"
    turn = 2
    while path.exists():
        path = folder / f"{dated}-{turn}.sqlite"
        turn += 1
    return path


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` last through a power cut, where the system lets a folder be synced (not on Windows)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def superfluous(backups: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """Those of `backups` that may go: neither younger than a day nor the newest of a day, week or month to be kept."""
    newest_first = sorted(backups, reverse=True)
    kept = {backup for backup in newest_first if now - backup.made < _DAY}

    def keep(spans: int, span_of: Callable[[datetime], Hashable]) -> None:
        newest: dict[Hashable, Backup] = {}
        for backup in newest_first:
            newest.setdefault(span_of(backup.made), backup)
        kept.update(list(newest.values())[:spans])

    keep(DAYS, lambda made: made.date())
    keep(WEEKS, lambda made: made.isocalendar()[:2])
    keep(MONTHS, lambda made: (made.year, made.month))
    return tuple(backup for backup in newest_first if backup not in kept)


def is_sound(path: Path) -> bool:
    """Whether the file is a whole store that this version of the program can open. Changes nothing."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error:
        return False
    return (
        application == migrations.APPLICATION_ID and 0 < version <= len(migrations.MIGRATIONS) and str(verdict) == "ok"
    )


class Backups:
    """The folder of backups. `clock` gives the local time."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = datetime.now) -> None:
        self.folder = folder
        self.clock = clock

    def all(self) -> tuple[Backup, ...]:
        """Every backup, the newest first; none where the folder cannot be read."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                name = _NAME.fullmatch(path.name)
                if name:
                    with suppress(ValueError):
                        found.append(Backup(datetime.strptime(name[1], _STAMP), int(name[2] or 1), path))
        return tuple(sorted(found, reverse=True))

    def newest_sound(self) -> Backup | None:
        return next((backup for backup in self.all() if is_sound(backup.path)), None)

    def due(self) -> bool:
        """Whether the newest backup is a day old or there is none. One dated ahead of the clock does not count."""
        now = self.clock()
        return not any(timedelta() <= now - backup.made < _DAY for backup in self.all())

    def make(self, store: Path) -> Path:
        """Copy the store as it stands, check the copy, and give it its name. May be called from any thread.

        Raises StoreBroken where the store turns out to be damaged, StoreError where the copy cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            target = free_name(self.folder, "briefreader", self.clock())
            part = target.with_name(f"{target.name}.{os.getpid()}.part")
            try:
                self._copy(store, part)
                os.replace(part, target)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise self._refused(str(error.strerror)) from error
        sync_folder(self.folder)
        return target

    def _copy(self, store: Path, part: Path) -> None:
        part.unlink(missing_ok=True)
        try:
            with (
                closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=rw", uri=True)) as source,
                closing(sqlite3.connect(part, isolation_level=None)) as copy,
            ):
                source.backup(copy)
                # A copy in WAL mode would want two more files beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
                (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.Error as error:
            if faults.is_corruption(error):
                with faults.translated(store):
                    raise
            raise self._refused(str(error)) from error
        if verdict != "ok":
            faults.suspect(store)
            raise StoreBroken(
                f"The store {store} is damaged, and no backup was made of it; start Briefreader again and it sets "
                "the file aside and restores the newest sound backup."
            )

    def _refused(self, why: str) -> StoreError:
        return StoreError(
            f"No backup could be made in {self.folder} ({why}); check that you may write in it and that the disk is "
            "not full."
        )

    def thin(self) -> None:
        """Remove the backups that are superfluous by now, and what a backup that was cut off left behind."""
        now = self.clock()
        for backup in superfluous(self.all(), now):
            with suppress(OSError):
                backup.path.unlink()
        with suppress(OSError):
            for part in self.folder.glob("briefreader-*.part"):
                if now.timestamp() - part.stat().st_mtime > _DAY.total_seconds():
                    part.unlink()
