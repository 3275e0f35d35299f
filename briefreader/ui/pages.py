"""What stands in the centre of the window: the page that is read, the library, or editions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefreader.library import Library
from briefreader.ui.panes import Panes
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine
from briefreader.ui.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefreader.ui.sidebar.library_page import LibraryPage


class Pages(QObject):
    """Turns from one page of the centre to another; the library's is made when it is first asked for."""

    brief_chosen = Signal(str)
    import_requested = Signal()

    def __init__(
        self,
        library: Library,
        reading: Reading,
        view: ReaderView,
        panes: Panes,
        top_bar: TopBar,
        status: StatusLine,
    ) -> None:
        super().__init__(view)
        self._library, self._reading, self._view = library, reading, view
        self._panes, self._top_bar, self._status = panes, top_bar, status
        self._shelf: LibraryPage | None = None

    @property
    def reads(self) -> bool:
        """Whether the page that is read stands in the centre."""
        return self._panes.centre.currentIndex() == 0

    def show_reader(self) -> None:
        """Turn to the page that is read."""
        self._panes.turn_to(None)
        self._show_place(True)

    def go_back(self) -> None:
        """Turn to the page that is read, and read on."""
        self.show_reader()
        self._reading.show_name()
        self._view.setFocus()

    def show(self, page: QWidget) -> None:
        """Turn to a page that is not read from top to bottom."""
        self._panes.turn_to(page)
        self._show_place(False)

    def show_library(self) -> None:
        """Show all briefs, or go back to the page."""
        shelved = self._shelf is not None and self._panes.centre.currentWidget() is self._shelf
        if shelved and self._reading.brief is not None:
            self.go_back()
            return
        if self._shelf is None:
            from briefreader.ui.sidebar.library_page import LibraryPage

            self._shelf = LibraryPage()
            self._shelf.brief_chosen.connect(self.brief_chosen)
            self._shelf.import_requested.connect(self.import_requested)
        self._reading.keep_place()
        self._shelf.show_summaries(self._library.summaries())
        self.show(self._shelf)
        self._top_bar.show_brief("Briefreader", "")
        self._shelf.setFocus()

    def take_keys(self) -> None:
        """Give the keys to what stands in the centre."""
        page = self._view if self.reads else self._panes.centre.currentWidget()
        if page is not None:
            page.setFocus()

    def _show_place(self, shown: bool) -> None:
        for label in (self._status.place, self._status.left):
            label.setVisible(shown)
