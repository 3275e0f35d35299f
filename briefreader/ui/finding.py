"""Finding in the brief that is read: as one types, hit by hit."""

from __future__ import annotations

from PySide6.QtCore import QObject

from briefreader.ui.reader.find_bar import FindBar, Finder
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading


class Finding(QObject):
    """What the find bar asks for, marked in the page."""

    def __init__(self, reading: Reading, view: ReaderView, bar: FindBar) -> None:
        super().__init__(view)
        self._view, self._bar = view, bar
        self._finder: Finder | None = None
        reading.opened.connect(self._forget)
        bar.words_changed.connect(self._find)
        bar.step_requested.connect(self.step)
        bar.closed.connect(self._stop)

    def open(self) -> None:
        """Open the find bar, with the selected words if they are few."""
        # Folded here rather than at the first letter, which has to be on the screen in a blink.
        self._fold()
        selected = self._view.selection()
        words = self._view.page.text[slice(*selected)] if selected and self._view.page else ""
        self._bar.open_bar(words if 0 < len(words) <= 80 and "\n" not in words else "")

    def step(self, step: int) -> None:
        """Go to the next or previous hit in the page."""
        if len(self._view.hits):
            at = self._view.current_hit
            if at < 0:
                beside = self._view.hits.beside(self._view.top_offset(), step)
                at = (beside if beside is not None else 0) - step
            self._show((at + step) % len(self._view.hits))

    def _forget(self) -> None:
        self._finder = None

    def _fold(self) -> Finder | None:
        if self._finder is None and self._view.page is not None:
            self._finder = Finder(self._view.page.text)
        return self._finder

    def _find(self, words: str) -> None:
        finder = self._fold()
        if finder is None:
            return
        self._view.show_hits(*finder.find(words))
        at = self._view.hits.beside(self._view.top_offset() - 1, 1)
        self._show(at if at is not None else -1)

    def _show(self, at: int) -> None:
        self._view.current_hit = at
        self._bar.show_count(at, len(self._view.hits))
        if at >= 0:
            self._view.go_to(self._view.hits[at].start)
        self._view.viewport().update()

    def _stop(self) -> None:
        hit = self._view.current_hit
        if 0 <= hit < len(self._view.hits):
            # The words that were found stay selected, so that they can be marked at once.
            one = self._view.hits[hit]
            self._view.select(one.start, one.end)
        self._view.show_hits()
        self._view.setFocus()
