"""In the open window: a long brief beside a short one, and what happens between a key and the screen.

Times are from the key press, delivered as Qt delivers it, to the end of the paint that shows its effect.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
from measure import row, table
from texts import brief

from briefreader import app, paths
from briefreader.brief.registry import Pack
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow

# isort: split
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

SIZES = (5_000, 200_000)
QUERIES = ("nato", "article 5", "eur", '"donald trump"', "ukraine -russia", "government", "actor:NATO europe", "poli*")


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def spin(pause: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(pause, loop.quit)
    loop.exec()


def paint(window: MainWindow) -> None:
    window.view.viewport().repaint()


def open_and_paint(window: MainWindow, brief_id: str) -> float:
    def work() -> None:
        window.reading.open(brief_id, surround=False)
        paint(window)

    taken = milliseconds(work)
    spin(50)
    return taken


def mark(window: MainWindow, at: int) -> float:
    view, page = window.view, window.view.page
    assert page is not None
    start = page.starts[at]
    view.go_to(start)
    view.select(start, start + 60)
    paint(window)

    def work() -> None:
        QTest.keyClick(view, Qt.Key.Key_1)
        paint(window)

    return milliseconds(work)


def find(window: MainWindow, letter: str) -> float:
    def work() -> None:
        QTest.keyClicks(window.find_bar.field, letter)
        paint(window)

    return milliseconds(work)


def search(window: MainWindow, query: str) -> list[float]:
    """Each letter of a query, from its key press to the painted list, less the debounce that is waited for anyway."""
    taken: list[float] = []
    field, view = window.top_bar.search.field, window.panel.results.view
    field.clear()
    spin(80)
    loop = QEventLoop()
    window.searching.answered.connect(loop.quit)
    for at, letter in enumerate(query):
        began = time.perf_counter()
        QTest.keyClicks(field, letter)
        if at == 0:
            spin(80)
            continue
        loop.exec()
        view.viewport().repaint()
        taken.append((time.perf_counter() - began) * 1000)
    window.searching.answered.disconnect(loop.quit)
    return taken


def reading(scratch: Path) -> list[list[str]]:
    """A short brief and a long one: opened, marked, searched within."""
    library = Library(paths.folders(scratch))
    for size in SIZES:
        library.keep(Pack(brief(size, name=f"measured-{size}")))
    library.close()
    window = app.open_window(scratch)
    window.resize(1440, 900)
    spin(300)
    ids = {size: window.library.find_brief(f"measured-{size}") for size in SIZES}
    opened: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(7):
        for size in SIZES:
            opened[size].append(open_and_paint(window, ids[size]))
    rows = [row(f"open a brief of {size:,} words, to its paint", opened[size]) for size in SIZES]
    gap = sorted(b - a for a, b in zip(opened[SIZES[0]], opened[SIZES[1]], strict=True))
    for size in SIZES:
        window.show_brief(ids[size])
        # Long enough for Qt to lay the whole brief out, which it does bit by bit while nothing else is to be done.
        spin(4000)
        rows.append(row(f"mark in {size:,} words (p95 at most 16)", [mark(window, at) for at in range(3, 43)]))
        window.finding.open()
        found = []
        for word in ("europe", "article", "nor", "ukraine"):
            window.find_bar.field.clear()
            found += [find(window, letter) for letter in word]
        rows.append(row(f"find in {size:,} words, each letter (p95 at most 16)", found))
        window.find_bar.close_bar()
    window.close()
    rows.append(
        ["200,000 words beside 5,000 (at most 100)", f"{gap[len(gap) // 2]:.0f} ms more", "", "", str(len(gap))]
    )
    return rows


def searching(scratch: Path) -> list[list[str]]:
    """A library of ten briefs: each letter of some queries."""
    library = Library(paths.folders(scratch))
    for number in range(8):
        library.keep(Pack(brief(5000, name=f"other-{number}", seed=number)))
    library.refresh_index()
    library.close()
    window = app.open_window(scratch)
    window.resize(1440, 900)
    spin(1500)
    search(window, "warm")
    taken = [one - window.searching.pause for query in QUERIES for one in search(window, query)]
    window.close()
    pause = window.searching.pause
    return [row(f"search ten briefs, each letter, less {pause} ms pause (p95 at most 30)", taken)]


def main() -> None:
    """Print one table."""
    app.application()
    with tempfile.TemporaryDirectory() as scratch:
        rows = reading(Path(scratch) / "reading") + searching(Path(scratch) / "searching")
    table(["from the key press to the end of the paint", "median", "p95", "most", "times"], rows)


if __name__ == "__main__":
    main()
