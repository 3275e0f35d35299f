"""The index's folder: what it should hold, whether it can be trusted, and how to begin afresh. Never loads Whoosh.

`manifest.json` says which briefs and notes are indexed, each with its fingerprint, and which files of which size make
up the index, so that a missing or cut file is noticed without opening it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from briefreader.errors import IndexFailed

FORMAT = 3
"""Raised with every change to the schema or to how words are cut: an index of another format is built anew."""

MOST_SEGMENTS = 6
"""Pieces in which an index may lie: every word is looked up in each of them."""

_MANIFEST = "manifest.json"
_INDEX_FILES = re.compile(r"_MAIN_[0-9]+\.toc|MAIN_[0-9a-z]+\.[A-Za-z0-9_.]+")
_OWNED = re.compile(rf"{_INDEX_FILES.pattern}|_MAIN_[0-9]+\.toc\..*|MAIN\.tmp|manifest\.json(\.new)?")
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH

_CIRCUMSTANCES = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "the disk quota is used up; free some space",
    errno.EROFS: "its folder is read-only",
    errno.EACCES: "its folder must not be written to",
    errno.EPERM: "its folder must not be written to",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOMEM: "there is not enough memory",
}
"""What is wrong with the machine, not with the index: building the index anew would not help."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds: `keys` with their fingerprints, `files` with their sizes in bytes, `documents` in all,
    in so many `segments`."""

    engine: str
    documents: int = 0
    segments: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)


def read_manifest(folder: Path, *, whole: bool = True) -> Manifest | None:
    """The manifest of an index that is whole as far as can be seen from outside, else None.

    Without `whole` also that of an index whose files are not those that it names.
    """
    try:
        if not trusted(folder):
            return None
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            return None
        manifest = Manifest(
            str(content["engine"]),
            int(content["documents"]),
            int(content["segments"]),
            dict(content["keys"]),
            dict(content["files"]),
        )
        fits = bool(manifest.files) and all(
            (folder / name).stat().st_size == size for name, size in (manifest.files.items() if whole else ())
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return manifest if fits else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest in one step, with the index files as they lie in the folder now."""
    files = {entry.name: entry.stat().st_size for entry in os.scandir(folder) if _INDEX_FILES.fullmatch(entry.name)}
    content = {
        "format": FORMAT,
        "engine": manifest.engine,
        "documents": manifest.documents,
        "segments": manifest.segments,
        "keys": dict(manifest.keys),
        "files": files,
    }
    new = folder / f"{_MANIFEST}.new"
    new.write_text(json.dumps(content), encoding="utf-8")
    os.replace(new, folder / _MANIFEST)


def unchanged(folder: Path, manifest: Manifest) -> bool:
    """Whether those of the files that a manifest names which are still there are as it says."""
    sizes = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    return all(sizes.get(name, size) == size for name, size in manifest.files.items())


def signature(folder: Path) -> tuple[int, int, int] | None:
    """A value that changes whenever the manifest is written, None where there is none."""
    try:
        status = (folder / _MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def trusted(folder: Path) -> bool:
    """Whether nobody else can have put files there: Whoosh unpickles what it finds, and a pickle can run anything.

    Windows has no such mode bits; there the user's own folder is trusted as it is.
    """
    status = folder.stat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    own = getattr(os, "getuid", None)
    return own is None or (status.st_uid == own() and not status.st_mode & _WRITABLE_BY_OTHERS)


def make_ready(folder: Path) -> None:
    """Make the folder one that can be trusted. What stood at its place and is not ours is set aside, never deleted."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink() or folder.exists():
        if folder.is_dir() and trusted(folder):
            return
        if folder.is_dir() and folder.stat().st_uid == os.getuid():
            folder.chmod(0o700)
            clear(folder)
            return
        _set_aside(folder)
    folder.mkdir(mode=0o700)


def clear(folder: Path) -> None:
    """Delete the files of the index and nothing else that may lie in the folder; locks stay for those who hold them."""
    for entry in list(os.scandir(folder)):
        if not _OWNED.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
            continue
        # On Windows a file that another program has open cannot go; a new index does not refer to it.
        with contextlib.suppress(PermissionError) if os.name == "nt" else contextlib.nullcontext():
            os.unlink(entry.path)


def _set_aside(folder: Path) -> None:
    for number in count(1):
        aside = folder.with_name(f"{folder.name}.{number}.aside")
        if not (aside.exists() or aside.is_symlink()):
            folder.rename(aside)
            return


def of_the_machine(error: BaseException) -> bool:
    """Whether an error says that the disk or the machine is at fault, not the index."""
    # A MemoryError is none: it is what a garbled length in a file leads to.
    return isinstance(error, OSError) and error.errno in _CIRCUMSTANCES


@contextlib.contextmanager
def failures_in_words(doing: str) -> Iterator[None]:
    """Every failure inside leaves as an `IndexFailed` that says what could not be done and why."""
    try:
        yield
    except IndexFailed:
        raise
    except Exception as error:
        number = errno.ENOMEM if isinstance(error, MemoryError) else getattr(error, "errno", None)
        why = _CIRCUMSTANCES.get(number or 0, "it is damaged and has to be built anew")
        raise IndexFailed(
            f"The search index could not be {doing}: {why}. Briefs and notes are not affected."
        ) from error
