"""Work away from the window: run, then success or failure on the main thread.

Each lane is one thread, so that what it owns (the index, say) never meets itself.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from briefreader.errors import BriefreaderError


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    success: Callable[[Any], None]
    failure: Callable[[BriefreaderError], None]


class Lane(QObject):
    """One worker thread with its queue; it starts with the first job."""

    _ended = Signal(object, object, object)
    unexpected = Signal(object)
    idle = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self.waiting = 0
        self._ended.connect(self._finish)

    def run(
        self,
        work: Callable[[], Any],
        success: Callable[[Any], None],
        failure: Callable[[BriefreaderError], None],
    ) -> None:
        """Do `work` in the lane's thread; one of the two others is then called on the main thread."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self.objectName(), daemon=True)
            self._thread.start()
        self.waiting += 1
        self._queue.put(_Job(work, success, failure))

    def stop(self) -> None:
        """Finish what is queued, and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            try:
                result, error = job.work(), None
            except Exception as raised:  # whatever it is belongs to the main thread, which tells the user
                result, error = None, raised
            self._ended.emit(job, result, error)

    def _finish(self, job: _Job, result: Any, error: Exception | None) -> None:
        self.waiting -= 1
        if error is None:
            job.success(result)
        elif isinstance(error, BriefreaderError):
            job.failure(error)
        else:
            self.unexpected.emit(error)
        if not self.waiting:
            self.idle.emit()
