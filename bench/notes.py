"""Notes in bulk: 10,000 in the library, 1,000 of them on the open brief of 200,000 words, beside the same without any.

A mark counts as on the screen at the end of the first paint after its key; what the store needs comes after that.
"""

from __future__ import annotations

import os
import random
import statistics
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
from briefreader.annotations.model import Annotation, Colour
from briefreader.brief.model import Brief
from briefreader.brief.registry import Pack
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow

# isort: split
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

LONG, OTHERS = "measured-200000", 18
ON_LONG, ON_OTHERS = 1_000, 500
SLOW_DISK = 0.05
TAGS = ("memo", "minister", "budget", "ask", "quote")
WORDS = ("Check this figure.", "For the **memo**.", "Ask the desk.", "", "Who says so?\n\n- the minister\n- the desk")


def spin(pause: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(pause, loop.quit)
    loop.exec()


def annotate(library: Library, text: Brief, count: int, chance: random.Random) -> None:
    """Mark passages all over a brief, all in one transaction."""
    blocks = [block for block in text.blocks if block.number is not None]
    with library.database.transaction():
        for _ in range(count):
            block = chance.choice(blocks)
            start = chance.randrange(max(1, len(block.text) - 80))
            library.highlight(
                text,
                [(block.id, start, start + chance.randint(12, 80))],
                chance.choice(list(Colour)),
                note=chance.choice(WORDS),
                tags=chance.sample(TAGS, chance.randrange(3)),
            )


def filled(folder: Path, *, with_notes: bool) -> None:
    """A library of one long brief and eighteen short ones."""
    library = Library(paths.folders(folder))
    chance = random.Random(11)
    for number in range(OTHERS):
        kept = library.keep(Pack(brief(5_000, name=f"other-{number}", seed=number))).brief
        if with_notes:
            annotate(library, kept, ON_OTHERS, chance)
    kept = library.keep(Pack(brief(200_000, name=LONG))).brief
    if with_notes:
        annotate(library, kept, ON_LONG, chance)
    library.surroundings(kept)
    library.close()


def opening(window: MainWindow, brief_id: str) -> float:
    """Milliseconds from asking for the brief to its page with all marks on it, and the list of notes beside it."""
    window.reading.open("using-briefreader")
    spin(50)
    began = time.perf_counter()
    window.reading.open(brief_id)
    window.view.viewport().repaint()
    window.panel.notes.view.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def marking(window: MainWindow, times: int, pause: float = 0.0) -> tuple[list[float], list[float]]:
    """Milliseconds from the key to the end of the first paint, and to the end of all that follows.

    The window paints a mark and asks the store for it then: so the moment at which the store is asked is that of the
    painted mark. `pause` is a time in seconds for which the store then takes longer, as on a slow disk.
    """
    view, page = window.view, window.view.page
    assert page is not None
    keep, asked = window.library.annotations.add, []

    def watched(annotation: Annotation) -> None:
        asked.append(time.perf_counter())
        time.sleep(pause)
        keep(annotation)

    painted, done = [], []
    window.library.annotations.add = watched  # type: ignore[method-assign,assignment]  # put back below
    for turn in range(times):
        start = page.starts[7 + turn * 11]
        view.go_to(start)
        view.select(start, start + 60)
        spin(25)
        began = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_1)
        done.append((time.perf_counter() - began) * 1000)
        painted.append((asked.pop() - began) * 1000)
    window.library.annotations.add = keep  # type: ignore[method-assign]  # as it was
    return painted, done


def scrolling(window: MainWindow) -> list[float]:
    """Milliseconds for each frame of a scroll through a part of the brief."""
    bar, frames = window.view.verticalScrollBar(), []
    for _ in range(300):
        began = time.perf_counter()
        bar.setValue(bar.value() + 90)
        window.view.viewport().repaint()
        frames.append((time.perf_counter() - began) * 1000)
    return frames


def filtering(window: MainWindow) -> list[float]:
    """Milliseconds from each letter in the filter of all notes to the painted list."""
    window.noting.show_scope("library")
    panel, taken = window.panel.notes, []
    field = panel.findChild(type(window.top_bar.search.field), "notes-filter")
    assert field is not None
    field.setFocus()
    for word in ("minister", "figure", "nato", "memo"):
        field.clear()
        spin(60)
        for letter in word:
            began = time.perf_counter()
            QTest.keyClicks(field, letter)
            panel.view.viewport().repaint()
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def measured(folder: Path, work: Callable[[MainWindow, str], list[list[str]]]) -> list[list[str]]:
    """Open a window on a library, and let it be measured."""
    window = app.open_window(folder)
    window.resize(1440, 900)
    window.panes.want(panel=True)
    # A child process that builds the index is not what is measured here.
    window.indexing.close()
    spin(400)
    rows = work(window, window.library.find_brief(LONG))
    window.close()
    return rows


def main() -> None:
    """Print one table."""
    app.application()
    opened: dict[str, list[float]] = {"without": [], "with": []}

    def open_only(name: str) -> Callable[[MainWindow, str], list[list[str]]]:
        def work(window: MainWindow, brief_id: str) -> list[list[str]]:
            opening(window, brief_id)
            opened[name] += [opening(window, brief_id) for _ in range(7)]
            return []

        return work

    def all_else(window: MainWindow, brief_id: str) -> list[list[str]]:
        window.show_brief(brief_id)
        spin(4000)
        painted, done = marking(window, 60)
        slow, _ = marking(window, 20, SLOW_DISK)
        window.view.go_to(0)
        return [
            row("a mark, key to paint (p95 at most 16)", painted),
            row("a mark on a disk of 50 ms a commit, key to paint", slow),
            row("a mark, key to saved, and listed", done),
            row("scrolling, each frame (p95 under 16)", scrolling(window)),
            row("filter of 10,000 notes, each letter (at most 50)", filtering(window)),
        ]

    with tempfile.TemporaryDirectory() as scratch:
        bare, full = Path(scratch) / "bare", Path(scratch) / "full"
        filled(bare, with_notes=False)
        filled(full, with_notes=True)
        for _ in range(3):
            measured(bare, open_only("without"))
            measured(full, open_only("with"))
        rows = measured(full, all_else)
    more = statistics.median(opened["with"]) - statistics.median(opened["without"])
    rows = [
        row("open the brief without notes", opened["without"]),
        row("open the brief with 1,000", opened["with"]),
        ["opening with notes beside without (at most 100)", f"{more:.0f} ms more", "", "", ""],
        *rows,
    ]
    table(["10,000 notes in the library, 1,000 on 200,000 words", "median", "p95", "most", "times"], rows)


if __name__ == "__main__":
    main()
