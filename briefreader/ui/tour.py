"""The tour: the real window driven by keys and clicks as a reader would, with a picture of every step.

It shows on a machine without a screen that the program works, and keeps the README's picture true.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit

from briefreader.errors import BriefreaderError
from briefreader.ui.main_window import MainWindow

_PATIENCE = 60_000


class Tour:
    """One walk through the program."""

    def __init__(self, window: MainWindow, output: Path) -> None:
        self._window, self._output = window, output
        self._number = 0

    def go(self) -> None:
        """Take every step; raises BriefreaderError where one does not do what it should."""
        self._make_folder()
        window = self._window
        window.resize(1440, 900)
        self._wait(lambda: window.reading.around and window.reading.around.sighted, "the brief is open")
        self._picture("open")
        self._go_to_section()
        self._pick_actor()
        self._dossier()
        self._map()
        self._search()
        self._mark_and_note()
        self._find()
        self._library()
        self._dark()
        self._export("brief", ".pdf")
        self._export("brief", ".md")
        self._export("notes", ".md")

    def _make_folder(self) -> None:
        try:
            self._output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BriefreaderError(f"The folder {self._output} cannot be made: {error.strerror}.") from error

    def _go_to_section(self) -> None:
        contents = self._window.sidebar.contents
        around = self._window.reading.around
        sections = [at for at, entry in enumerate(around.outline) if entry.level == 0] if around else []
        self._click_row(contents, sections[-3] if len(sections) > 3 else sections[-1])
        self._picture("section")

    def _pick_actor(self) -> None:
        around = self._window.reading.around
        names = [actor.id for actor in around.actors] if around else []
        self._click_row(self._window.sidebar.actors, names.index("nato") if "nato" in names[:6] else 0)
        QTest.keyClick(self._window.view, Qt.Key.Key_G)
        self._window.reading.step_mention(1)
        self._picture("actor")

    def _dossier(self) -> None:
        window, path = self._window, self._output / "dossier.pdf"
        window.subjects.dossiers.show_at_hand()
        self._picture("dossier")
        dossier = window.panel.dossier.dossier
        if dossier is None:
            raise BriefreaderError("No dossier was opened.")
        path.unlink(missing_ok=True)
        window.subjects.dossiers.write(dossier, path)
        self._wait(path.exists, f"{path.name} is written")

    def _map(self) -> None:
        window = self._window
        for key, name in ((Qt.Key.Key_M, "map"), (Qt.Key.Key_T, "themes")):
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            self._picture(name)
            if name == "map":
                for form in ("svg", "png", "csv"):
                    window.subjects.maps.export(self._output / f"map.{form}", form)
        window.pages.show_reader()

    def _search(self) -> None:
        # The first search waits for the index, which a first start makes in a process of its own.
        self._wait(lambda: not self._window.library.stale_keys(), "the index is made")
        field = self._window.top_bar.search.field
        self._window.search()
        QTest.keyClicks(field, "article 5")
        results = self._window.panel.results.view
        self._wait(lambda: results.model().rowCount() > 0, "the search found something")
        QTest.keyClick(field, Qt.Key.Key_Down)
        self._picture("search")

    def _mark_and_note(self) -> None:
        view, page = self._window.view, self._window.view.page
        if page is None:
            raise BriefreaderError("The page is empty.")
        hit = view.hits[max(view.current_hit, 0)] if len(view.hits) else None
        index, _ = page.locate(hit.start if hit else view.top_offset())
        for at, colour in ((index, Qt.Key.Key_1), (index + 1, Qt.Key.Key_2), (index + 2, Qt.Key.Key_3)):
            if at < len(page.starts):
                text = page.brief.blocks[at].text
                stop = text.find(".") + 1 or len(text)
                view.select(page.starts[at], page.starts[at] + stop)
                QTest.keyClick(view, colour)
        first = page.starts[index]
        view.select(first, first)
        QTest.keyClick(view, Qt.Key.Key_N)
        editor = self._window.panel.notes.editor
        field = editor.findChild(QPlainTextEdit, "note-text")
        if not isinstance(field, QPlainTextEdit):
            raise BriefreaderError("No note was opened for writing.")
        QTest.keyClicks(field, "Ask legal what was agreed, word for word.")
        self._picture("writing")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        brief = self._window.reading.brief
        notes = self._window.library.notes(brief) if brief else ()
        if not any(note.note for note in notes):
            raise BriefreaderError("The note was not stored.")
        self._picture("noted")

    def _find(self) -> None:
        self._window.finding.open()
        QTest.keyClicks(self._window.find_bar.field, "europe")
        self._picture("find")
        QTest.keyClick(self._window.find_bar.field, Qt.Key.Key_Escape)

    def _library(self) -> None:
        self._window.pages.show_library()
        self._picture("library")
        self._window.pages.show_library()

    def _dark(self) -> None:
        self._window.settings.set("scheme", "dark")
        self._picture("dark")
        self._window.settings.set("scheme", "light")

    def _export(self, what: str, suffix: str) -> None:
        path = self._output / f"{what}{suffix}"
        path.unlink(missing_ok=True)
        troubles: list[str] = []
        self._window.traffic.trouble.connect(troubles.append)
        self._window.traffic.write(path, what)
        self._wait(lambda: path.exists() or bool(troubles), f"{path.name} is written")
        if troubles:
            raise BriefreaderError(troubles[0])

    def _click_row(self, view: QAbstractItemView, row: int) -> None:
        index = view.model().index(row, 0)
        view.scrollTo(index)
        where: QPoint = view.visualRect(index).center()
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, where.y())
        )

    def _picture(self, name: str) -> None:
        self._number += 1
        self._settle()
        self._window.grab().save(str(self._output / f"{self._number:02} {name}.png".replace(" ", "-")))

    def _settle(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(120, loop.quit)
        loop.exec()

    def _wait(self, done: Callable[[], Any], what: str) -> None:
        """Turn the event loop until something is so."""
        loop = QEventLoop()
        watch, limit = QTimer(), QTimer()
        watch.timeout.connect(lambda: loop.quit() if done() else None)
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        watch.start(20)
        limit.start(_PATIENCE)
        if not done():
            loop.exec()
        watch.stop()
        if not done():
            raise BriefreaderError(f"The tour waited in vain until {what}.")
