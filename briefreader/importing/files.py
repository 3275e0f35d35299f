"""The door for foreign files: which reader for which file, and the worker process in which the reading is done.

A hostile or enormous file can then cost no more than one sentence: the worker has limits on memory and time, and
whatever becomes of it, this process only ever gets a brief or an ImportFailed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import briefreader
from briefreader import paths
from briefreader.brief.registry import Pack
from briefreader.errors import ImportCancelled, ImportFailed
from briefreader.importing import exchange
from briefreader.importing.text import check_size, read_text

SECONDS = 60.0
"""How long a worker may take."""

_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_POLL = 0.05


def parse_file(path: Path) -> Pack:
    """The brief that the file at `path` holds, with the actors and themes that are suggested for it.

    It is read in this process. Raises ImportFailed, and nothing else. Markdown is known by its suffix; everything else
    that is text is read as plain text.
    """
    # The structure's many patterns are compiled when it is first needed: not while the window opens.
    from briefreader.importing.structure import read_structure
    from briefreader.importing.suggesting import suggest

    text = read_text(path)
    brief = read_structure(
        text, name=path.stem, markdown=path.suffix.lower() in _MARKDOWN, source=f"Imported from {path.name}"
    )
    if not brief.blocks:
        raise ImportFailed(f"{path.name} has no words; there is nothing to import.")
    return suggest(brief)


def read_file(
    path: Path,
    *,
    progress: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    command: list[str] | None = None,
    seconds: float = SECONDS,
) -> Pack:
    """The brief that the file at `path` holds, with what is suggested for it.

    It is read in a worker process with limits on memory and time.

    `progress` is told what is going on, in words; `cancelled` is asked about twenty times a second. `command` starts
    a worker (the file's path is added to it). Raises ImportFailed, or ImportCancelled.
    """
    path = path.absolute()
    check_size(path)
    if progress:
        progress(f"Reading {path.name}")
    words = [*(command or [*paths.own_command(), "_read"]), str(path)]
    output, status = _run(words, path, cancelled, seconds)
    try:
        return exchange.answer_from_json(output)
    except ValueError as error:
        raise ImportFailed(_what_happened(path, status)) from error


def _run(words: list[str], path: Path, cancelled: Callable[[], bool] | None, seconds: float) -> tuple[bytes, int]:
    """What the worker wrote, and its exit status."""
    try:
        worker = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ImportFailed(f"{path.name} was not read: no worker could be started ({error.strerror}).") from error
    deadline = time.monotonic() + seconds
    with worker:
        try:
            while True:
                try:
                    output, _ = worker.communicate(timeout=_POLL)
                    return output, worker.returncode
                except subprocess.TimeoutExpired:
                    if cancelled and cancelled():
                        raise ImportCancelled(f"The import of {path.name} was stopped; nothing was stored.") from None
                    if time.monotonic() > deadline:
                        raise ImportFailed(
                            f"{path.name} took longer than {seconds:.0f} seconds to read; split it and try again."
                        ) from None
        finally:
            worker.kill()


def _environment() -> dict[str, str]:
    """This process's environment, with UTF-8 for the worker's output and no module taken from the current folder."""
    environment = dict(os.environ, PYTHONUTF8="1", PYTHONSAFEPATH="1")
    if not getattr(sys, "frozen", False):
        here = str(Path(briefreader.__file__).resolve().parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (here, environment.get("PYTHONPATH"))))
    return environment


def _what_happened(path: Path, status: int) -> str:
    if status < 0:
        return f"{path.name} needed more memory or time than an import may take; split it and try again."
    return f"{path.name} could not be read: its reader failed (status {status}); please report this file."
