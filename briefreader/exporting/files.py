"""A brief or its notes into a file, which is there afterwards whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from briefreader.annotations.model import Annotation
from briefreader.brief.model import Brief
from briefreader.errors import ExportFailed

_CAUSES = {
    errno.EACCES: "this folder or file may not be written to. Choose another folder.",
    errno.EPERM: "this folder or file may not be written to. Choose another folder.",
    errno.EROFS: "the folder is read-only. Choose another one.",
    errno.ENOSPC: "the disk is full. Make room, or choose another disk.",
    errno.EDQUOT: "your share of the disk is used up. Make room, or choose another disk.",
    errno.ENOENT: "the folder does not exist. Make it first, or choose another one.",
    errno.ENOTDIR: "the folder does not exist. Make it first, or choose another one.",
    errno.EISDIR: "a folder of that name is there. Choose another name.",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one.",
}


def export(brief: Brief, annotations: Sequence[Annotation], path: Path, what: Literal["brief", "notes"]) -> None:
    """Writes the whole brief with its notes, or the notes alone, to `path`: Markdown for `.md`, PDF for `.pdf`.

    Raises ExportFailed; what was at `path` before is then still there.
    """
    suffix = suffix_among(path, {".md": "Markdown", ".pdf": "PDF"})
    if suffix == ".md":
        from briefreader.exporting.markdown import brief_markdown, notes_markdown

        write_markdown = brief_markdown if what == "brief" else notes_markdown
        content = write_markdown(brief, annotations).encode()
    else:
        from briefreader.exporting.pdf import brief_pdf, notes_pdf

        write_pdf = brief_pdf if what == "brief" else notes_pdf
        content = write_pdf(brief, annotations, made=datetime.now(UTC))
    write_whole(path, content)


def suffix_among(path: Path, kinds: Mapping[str, str]) -> str:
    """The suffix of `path`, in lower case: one of `kinds`, each with what it stands for.

    Raises ExportFailed for any other, and where nothing can be written at all: making a file may take a while.
    """
    suffix = path.suffix.lower()
    if suffix not in kinds:
        named = f"“{path.suffix}”" if path.suffix else "a name without an ending"
        *others, last = (f"{one} for {words}" for one, words in kinds.items())
        wanted = f"{', '.join(others)} or {last}" if others else last
        raise ExportFailed(f"Cannot export to {named}: end the file's name in {wanted}.")
    _refuse(path)
    return suffix


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step, on the disk before it returns; raises ExportFailed.

    A reader of `path` sees the old file or the new one, never a part, even when the machine stops in between.
    """
    _refuse(path)
    # A link is written through: it stays a link, to the new content.
    target = Path(os.path.realpath(path))
    try:
        _replace(target, content)
    except OSError as error:
        raise _failure(path, error) from error


def _refuse(path: Path) -> None:
    if os.path.isdir(path):
        raise _failure(path, OSError(errno.EISDIR, "a folder"))
    if not os.path.isdir(path.parent):
        raise _failure(path, OSError(errno.ENOENT, "no folder"))


def _replace(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name[:40]}-{secrets.token_hex(6)}.part")
    try:
        with open(part, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A new file has the permissions that any other gets; one that is replaced keeps its own.
        with contextlib.suppress(FileNotFoundError):
            os.chmod(part, target.stat().st_mode & 0o777)
        os.replace(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    # The new name itself is on the disk only once its folder is; Windows cannot open folders, and need not.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failure(path: Path, error: OSError) -> ExportFailed:
    cause = _CAUSES.get(error.errno or 0, f"{error.strerror or error}.")
    return ExportFailed(f"Cannot write {path}: {cause}")
