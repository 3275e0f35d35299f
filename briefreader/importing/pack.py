"""A pack from disk: a folder, or the same folder zipped as one `.brief` file, with limits to what it may hold."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..brief.markup import BRIEF, parse_pack
from ..brief.registry import Pack
from ..brief.subjects import ACTORS, THEMES
from ..errors import ImportFailed

MOST_ENTRIES = 1_000
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 200
"""Unpacked to packed size of one file: text packs 2 to 10 times smaller, a bomb 1,000 times."""

# Below this size a high ratio is no danger, and a text that repeats itself may well reach it.
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
_FILES = (BRIEF, ACTORS, THEMES)
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_pack(path: Path) -> bool:
    """Whether a path is meant as a pack: a folder that holds a `brief.md`, or a file that ends in `.brief`."""
    return (path / BRIEF).is_file() if path.is_dir() else path.suffix.lower() == ".brief"


def read_pack(path: Path) -> Pack:
    """The pack in a folder or a `.brief` file. Raises ImportFailed with what is wrong with it; writes nothing."""
    try:
        files = _read_folder(path) if path.is_dir() else _read_zip(path)
    except OSError as error:
        raise ImportFailed(f"“{path.name}” cannot be read: {error.strerror or error}.") from error
    if BRIEF not in files:
        raise ImportFailed(f"“{path.name}” is no pack: there is no {BRIEF} in it.")
    texts = {name: _decoded(content, name, path) for name, content in files.items()}
    brief_id = re.sub(r"[^a-z0-9]+", "-", path.name.lower().removesuffix(".brief")).strip("-") or "brief"
    return parse_pack(texts[BRIEF], texts.get(ACTORS, ""), texts.get(THEMES, ""), brief_id=brief_id)


def _decoded(content: bytes, name: str, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ImportFailed(f"{name}, line {line}, in “{path.name}” is not UTF-8 text: save it as UTF-8.") from error


def _read_folder(folder: Path) -> dict[str, bytes]:
    root = folder.resolve()
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for name in _FILES:
        file = folder / name
        if not file.exists() and not file.is_symlink():
            continue
        if not file.resolve().is_relative_to(root) or not file.is_file():
            raise ImportFailed(f"{name} in “{folder.name}” is no file of this folder: a pack may not point elsewhere.")
        with file.open("rb") as source:
            files[name] = source.read(left + 1)
        left -= len(files[name])
        if left < 0:
            raise _too_large(folder)
    return files


def _read_zip(path: Path) -> dict[str, bytes]:
    if path.stat().st_size > MOST_BYTES:
        raise _too_large(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries, path)
            return _unpack(archive, _of_pack(entries), path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise ImportFailed(f"“{path.name}” is no pack: it is not a sound zip file.") from error


def _refuse_unsafe(entries: list[zipfile.ZipInfo], path: Path) -> None:
    if len(entries) > MOST_ENTRIES:
        raise ImportFailed(f"“{path.name}” holds more than {MOST_ENTRIES:,} files: too many for a pack.")
    for entry in entries:
        # ZipInfo has put the slashes of this system into `filename`; `orig_filename` is what the file says.
        name = entry.orig_filename.replace("\\", "/")
        if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
            raise ImportFailed(f"“{path.name}” was refused: it holds a file that points outside the pack.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ImportFailed(f"“{path.name}” was refused: it holds a symbolic link.")
        if entry.flag_bits & 1:
            raise ImportFailed(f"“{path.name}” is locked with a password: save it without one.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _too_large(path)


def _of_pack(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries that make the pack, by name: those at the root, or in the one folder at the top."""
    files = {PurePosixPath(entry.filename): entry for entry in entries if not entry.filename.endswith("/")}
    # What a Mac adds beside the folder is no second folder.
    tops = {name.parts[0] for name in files if name.parts and name.parts[0] != "__MACOSX"}
    root = PurePosixPath(*tops) if len(tops) == 1 and PurePosixPath(BRIEF) not in files else PurePosixPath()
    return {name: files[root / name] for name in _FILES if root / name in files}


def _unpack(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], path: Path) -> dict[str, bytes]:
    """The contents, counted while they are unpacked: the sizes that a zip states of itself may be lies."""
    files: dict[str, bytes] = {}
    total = 0
    for name, entry in entries.items():
        if entry.compress_type not in _READABLE:
            raise ImportFailed(f"“{path.name}” is packed in an unusual way: zip it again with the usual method.")
        content = bytearray()
        for chunk in _chunks(archive, entry):
            content += chunk
            total += len(chunk)
            dense = len(content) > _SMALL and len(content) > MOST_RATIO * max(1, entry.compress_size)
            if total > MOST_BYTES or dense:
                raise _too_large(path)
        files[name] = bytes(content)
    return files


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as source:
        while chunk := source.read(_CHUNK):
            yield chunk


def _too_large(path: Path) -> ImportFailed:
    return ImportFailed(
        f"“{path.name}” unpacks to more than a brief can be: over {MOST_BYTES // 1024**2} MB, or a bomb."
    )
