"""The window while a brief is added: how long it does not answer, in a library of two briefs and in one of 200.

    python bench/adding.py [--briefs 200]

A timer in the window ticks every millisecond; a stall is how much later than that it comes, so that whatever holds the
window up is in it: storing the brief, opening it, the sidebar, the index. The reading itself, the suggesting of actors,
and the index of a brief are the work of processes of their own, which take the machine's other cores.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
from cast import briefs
from measure import row, table

from briefreader import app, paths
from briefreader.importing.suggesting import suggest
from briefreader.library import Library

# isort: split
from PySide6.QtCore import QEventLoop, QTimer

_FILES = 8
_LEAST = 2


class Stalls:
    """How late a timer of one millisecond comes, in milliseconds."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self.worst = 0.0

    def begin(self) -> None:
        self.worst, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def end(self) -> float:
        self._tick()
        self._timer.stop()
        return self.worst

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1000 - 1)
        self._last = now


def measured(folder: Path, count: int) -> tuple[list[float], list[float], list[float]]:
    """The worst stall for each file until it is open, that from then until it can be found, and the time of both."""
    library = Library(paths.folders(folder))
    made = list(briefs(count + _FILES))
    for one in made[:count]:
        library.keep(suggest(one))
    library.refresh_index()
    library.close()
    stalls, later, whole = [], [], []
    window = app.open_window(folder)
    window.resize(1440, 900)
    spin(1500)
    # As the program does once it has started.
    gc.collect()
    gc.freeze()
    for number, one in enumerate(made[count:]):
        file = folder / f"{number}.txt"
        file.write_text("\n\n".join(block.text for block in one.blocks if block.text), encoding="utf-8")
        loop, done, watch = QEventLoop(), QEventLoop(), Stalls()
        window.traffic.imported.connect(loop.quit)
        window.indexing.indexed.connect(done.quit)
        began = time.perf_counter()
        watch.begin()
        window.traffic.bring_in([file])
        loop.exec()
        stalls.append(watch.end())
        watch.begin()
        done.exec()
        whole.append((time.perf_counter() - began) * 1000)
        later.append(watch.end())
        window.traffic.imported.disconnect(loop.quit)
        window.indexing.indexed.disconnect(done.quit)
        spin(1500)
    window.close()
    return stalls, later, whole


def spin(pause: int) -> None:
    """Let the window live for some milliseconds."""
    loop = QEventLoop()
    QTimer.singleShot(pause, loop.quit)
    loop.exec()


def main() -> None:
    """Print the stalls in the two libraries side by side."""
    parser = argparse.ArgumentParser(description="Measure how long the window stalls while a brief is added.")
    parser.add_argument("--briefs", type=int, default=200)
    arguments = parser.parse_args()
    app.application()
    rows = []
    for count in (_LEAST, arguments.briefs):
        with tempfile.TemporaryDirectory() as folder:
            stalls, later, whole = measured(Path(folder), count)
        rows.append(row(f"{count} briefs: until the brief is open", stalls))
        rows.append(row(f"{count} briefs: from then until it is found (at most 16)", later))
        rows.append(row(f"{count} briefs: the whole of it", whole))
    table(["longest stall of the window", "median", "p95", "most", "times"], rows)


if __name__ == "__main__":
    main()
