"""Where data, cache, logs and shipped files lie. The only module that knows appdirs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import appdirs

NAME = "briefreader"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one user: `data` holds the store and the originals, `cache` the index, `logs` the log."""

    data: Path
    cache: Path
    logs: Path
    chosen: bool = False
    """Whether the user named the data folder, rather than the platform."""

    @property
    def arguments(self) -> list[str]:
        """The words that send a child process to the same folders."""
        return ["--data-dir", str(self.data)] if self.chosen else []

    @property
    def store(self) -> Path:
        return self.data / "briefreader.sqlite"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def originals(self) -> Path:
        return self.data / "originals"

    @property
    def settings(self) -> Path:
        return self.data / "settings.ini"

    @property
    def index(self) -> Path:
        return self.cache / "index"

    @property
    def log(self) -> Path:
        return self.logs / "briefreader.log"


def folders(data_dir: Path | None = None) -> Folders:
    """The user's folders: everything inside `data_dir` where it is given, else where the platform keeps such things."""
    if data_dir is not None:
        root = data_dir.expanduser().absolute()
        return Folders(data=root, cache=root / "cache", logs=root / "logs", chosen=True)
    return Folders(
        data=Path(appdirs.user_data_dir(NAME, appauthor=False)),
        cache=Path(appdirs.user_cache_dir(NAME, appauthor=False)),
        logs=Path(appdirs.user_log_dir(NAME, appauthor=False)),
    )


def _shipped(name: str) -> Path:
    # In a wheel the folder lies inside the package; in a checkout, beside it.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """The folder of icons, templates and styles that ship with the program."""
    return _shipped("resources")


def content() -> Path:
    """The folder of packs that ship with the program: one folder for each brief."""
    return _shipped("content")


def own_command() -> list[str]:
    """The words that start this program again, as a child process: frozen programs are their own interpreter."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "briefreader"]
