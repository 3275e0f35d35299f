"""The index follows the store while the window is open: notes in the worker thread, whole briefs in a child process.

A large build in a thread would stall the window, and so would putting a scattered index together.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from briefreader import paths
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.jobs import Lane
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.library.finding import Work

_REST = 700
"""Milliseconds after a change to a note before the index takes it in: others often follow."""


class Indexing(QObject):
    """Keeps the index. `indexed` tells that it holds what the store does, or as much of it as can be had."""

    indexed = Signal()

    def __init__(self, library: Library, lane: Lane, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._lane, self._status = library, lane, status
        self._closed = self._settled_in_vain = False
        self._child: QProcess | None = None
        self._upkeep = QTimer(self)
        self._upkeep.setSingleShot(True)
        self._upkeep.setInterval(_REST)
        self._upkeep.timeout.connect(self.keep_index)

    def keep_soon(self) -> None:
        """Soon take what has changed into the index."""
        if not self._closed:
            self._upkeep.start()

    def keep_index(self) -> None:
        """Bring the index up to date with the store."""
        if self._closed:
            return
        if self._child is not None or self._lane.waiting:
            self._upkeep.start()
            return
        keys = self._library.stale_keys()
        if any(key.startswith("brief:") for key in keys):
            self._run_child("Indexing…")
        elif keys:
            work: Work = self._library.gather(keys)
            self._lane.run(partial(self._library.add_to_index, work), self._noted, self._failed)
        else:
            self.indexed.emit()
            if self._library.index.scattered and not self._settled_in_vain:
                self._run_child("Putting the search index in order…")

    def _run_child(self, words: str) -> None:
        self._status.say(words, stay=True)
        command = [*paths.own_command(), *self._library.folders.arguments, "_index"]
        self._child = QProcess(self)
        self._child.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._child.readyReadStandardOutput.connect(self._child_spoke)
        self._child.finished.connect(self._child_ended)
        self._child.errorOccurred.connect(self._child_failed)
        self._child.start(command[0], command[1:])

    def _child_spoke(self) -> None:
        if self._child is not None:
            lines = bytes(self._child.readAllStandardOutput().data()).decode(errors="replace").split("\n")
            last = next((line for line in reversed(lines) if line.startswith("Indexing")), "")
            if last:
                self._status.say(last, stay=True)

    def _child_ended(self, status: int) -> None:
        self._child = None
        # Where it could not be put in order once, it would be tried after every note in vain.
        self._settled_in_vain = self._library.index.scattered
        self._status.say("" if status == 0 else "The search index could not be made; search may miss texts.")
        self.indexed.emit()

    def _child_failed(self) -> None:
        if self._child is not None and self._child.error() == QProcess.ProcessError.FailedToStart:
            self._child_ended(1)

    def _noted(self, _done: object) -> None:
        # An index that turned out broken was emptied on the way, and now lacks everything else.
        self.keep_index()

    def _failed(self, error: BriefreaderError) -> None:
        # The notes are in the store; at the next start, or the next change, the index catches up.
        self._status.say(str(error))

    def close(self) -> None:
        """End what runs for the index; it goes on at the next start."""
        self._closed = True
        self._upkeep.stop()
        if self._child is not None:
            self._child.finished.disconnect(self._child_ended)
            self._child.terminate()
            self._child.waitForFinished(2000)
            self._child = None
