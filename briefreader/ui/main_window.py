"""The window: first the page alone, then everything around it; and the commands of the table.

Until the first paint only what the page needs is imported and made: the type of every Qt class costs a moment when it
is first named, and an official who opens a brief wants to read.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from briefreader.errors import BriefreaderError
from briefreader.ui import style
from briefreader.ui.reader.page import Page
from briefreader.ui.reader.view import ReaderView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from briefreader.library import Library
    from briefreader.library.values import Imported
    from briefreader.ui.settings import Settings

SIDEBAR_WIDTH = 272
PANEL_WIDTH = 340
BAR_HEIGHT, LINE_HEIGHT = 52, 28


def _raise(error: Exception) -> None:
    raise error


class MainWindow(QMainWindow):
    """Briefreader's window. Made bare; `show_first` shows a page in it, `furnish` all the rest."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("Briefreader")
        self.setMinimumSize(640, 420)
        self.library, self.settings = library, settings
        self.furnished = False
        self.faulted: Callable[[Exception], None] = _raise
        self.view = ReaderView()
        self._bare = QWidget(self)
        self.view.setParent(self._bare)
        self._restore_geometry()

    # Beginning and end

    def _restore_geometry(self) -> None:
        geometry = self.settings.text("geometry")
        if geometry:
            from PySide6.QtCore import QByteArray

            if self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
                return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.setGeometry(screen.x(), screen.y(), min(1440, screen.width()), min(900, screen.height()))

    def show_first(self, brief_id: str) -> None:
        """Show the page of a brief, where it will be once the rest stands around it."""
        brief = self.library.brief(brief_id)
        page = Page(brief, self.settings.number("text_size"))
        place = self.library.place(brief_id)
        sizes = self._saved_sizes()
        left = sizes[0] + 1 if self.settings.flag("sidebar") else 0
        right = sizes[1] + 1 if self.settings.flag("panel") else 0
        if left and right and self.width() - left - right < self.view.ideal_width():
            right = 0
        top, bottom = BAR_HEIGHT + 3, LINE_HEIGHT + 1
        self._bare.setGeometry(0, 0, self.width(), self.height())
        self.view.setGeometry(left, top, self.width() - left - right, self.height() - top - bottom)
        self.view.show_page(page, at=(page.offset_of(*place) or 0) if place else 0)
        self._bare.show()

    def _saved_sizes(self) -> list[int]:
        sizes = [int(part) for part in self.settings.text("panes").split(" ") if part.isdigit()]
        return sizes if len(sizes) == 2 else [SIDEBAR_WIDTH, PANEL_WIDTH]

    def furnish(self) -> None:
        """Put everything around the page, and bring it to life. Does nothing the second time."""
        if self.furnished:
            return
        self.furnished = True
        self.library.call_by_name()
        self.setAcceptDrops(True)
        self._frame()
        self._bring_to_life()
        self._connect()
        self.panes.want(sidebar=self.settings.flag("sidebar"), panel=self.settings.flag("panel"))
        self.panel.show_tab(self.settings.text("tab"))
        self.installEventFilter(self)
        self.view.settle()
        self._enter()

    def _frame(self) -> None:
        """What is seen around the page: bars, panes, and the page's own margins."""
        # isort: off
        from briefreader.ui import actions
        from briefreader.ui.panes import Panes
        from briefreader.ui.reader.find_bar import FindBar
        from briefreader.ui.reader.selection_bar import SelectionBar
        from briefreader.ui.status_line import StatusLine
        from briefreader.ui.top_bar import TopBar
        # isort: on

        self.actions_by_name = actions.make_actions(self)
        self.menu = actions.make_menu(self, self.actions_by_name)
        self.top_bar = TopBar(self.actions_by_name, self.menu)
        self.find_bar, self.status_line = FindBar(), StatusLine()
        style.apply_sheet()
        self.panes = Panes(self.view, self.find_bar, self._saved_sizes())
        self.sidebar, self.panel, self.centre = self.panes.sidebar, self.panes.panel, self.panes.centre
        self._selection_bar = SelectionBar(self.view)
        self.setCentralWidget(self.panes.framed(self.top_bar, self.status_line))
        self._bare.deleteLater()
        self.view.furnish()

    def _bring_to_life(self) -> None:
        """What is done with all that is seen, each in a room of its own."""
        # isort: off
        from briefreader.ui.asking import Asking
        from briefreader.ui.comparing import Comparing
        from briefreader.ui.finding import Finding
        from briefreader.ui.found import Found
        from briefreader.ui.indexing import Indexing
        from briefreader.ui.jobs import Lane
        from briefreader.ui.linking import Linking
        from briefreader.ui.looks import Looks
        from briefreader.ui.marking import Marking
        from briefreader.ui.noting import Noting
        from briefreader.ui.pages import Pages
        from briefreader.ui.queries import Queries
        from briefreader.ui.reading import Reading
        from briefreader.ui.searching import Searching
        from briefreader.ui.sharing import Sharing
        from briefreader.ui.subjects import Subjects
        from briefreader.ui.traffic import Traffic
        # isort: on

        self.search_lane, self.file_lane, self.sight_lane = (Lane(name, self) for name in ("search", "files", "sight"))
        self.reading = Reading(
            self.library,
            self.settings,
            self.view,
            self.sidebar,
            self.top_bar,
            self.sight_lane,
            self.status_line,
        )
        self.finding = Finding(self.reading, self.view, self.find_bar)
        shared = (self.settings, self.status_line, self)
        self.pages = Pages(self.library, self.reading, self.view, self.panes, self.top_bar, self.status_line)
        self.marking = Marking(self.library, self.reading, self.view, self._selection_bar, self.status_line)
        self.noting = Noting(
            self.library, self.reading, self.marking, self.view, self.panel.notes, self.file_lane, *shared
        )
        self.linking = Linking(
            self.library, self.reading, self.noting, self.view, self.panel.notes, self.status_line, self
        )
        self.comparing = Comparing(self.library, self.reading, self.marking, self.noting, self.file_lane, *shared)
        self.sharing = Sharing(self.library, self.reading, self.marking, *shared)
        self.asking, self.looks = Asking(self.library, self.settings, self), Looks(self.settings, self)
        self.found = Found(self.reading, self.view, self.status_line)
        self.indexing = Indexing(self.library, self.search_lane, self.status_line, self)
        field = self.top_bar.search
        self.searching = Searching(
            self.library, self.reading, self.found, field, self.panel, self.search_lane, self.indexing, *shared
        )
        self.queries = Queries(self.library, self.searching, field, self.panel.results, self.sidebar, self)
        page = (self.reading, self.marking, self.view, self.panel, self.sidebar)
        self.subjects = Subjects(self.library, *page, self.file_lane, *shared)
        self.traffic = Traffic(self.library, self.reading, self.settings, self.file_lane, self.status_line, self)
        for lane in (self.search_lane, self.file_lane, self.sight_lane):
            lane.unexpected.connect(self.report)

    def _connect(self) -> None:
        from briefreader.ui import actions, doing

        actions.connect(self.actions_by_name, doing.doers(self))
        self.view.link_requested.connect(self.asking.open_link)
        self.view.progressed.connect(self.panes.progress_line.show_share)
        self.reading.opened.connect(self._opened)
        self.reading.trail_changed.connect(self._trail_changed)
        for part in (
            self.marking, self.noting, self.linking, self.comparing, self.sharing, self.traffic, self.searching,
            self.queries, self.subjects,
        ):  # fmt: skip
            part.trouble.connect(self.show_trouble)
        self.marking.changed.connect(self.indexing.keep_soon)
        self.noting.note_opened.connect(partial(self.panes.show_tab, "notes"))
        self.linking.link_opened.connect(self.asking.open_link)
        self.noting.citation_wanted.connect(self.linking.copy_citation)
        self.comparing.shown.connect(self.pages.show)
        self.comparing.closed.connect(self.pages.go_back)
        self._connect_subjects()
        self.pages.brief_chosen.connect(self.show_brief)
        self.pages.import_requested.connect(self.traffic.choose_files)
        self.sharing.came.connect(self.indexing.keep_index)
        self.asking.renamed.connect(self._renamed)
        self.marking.undo_stack.indexChanged.connect(self._undo_changed)
        self.searching.results_wanted.connect(self._show_results)
        self.searching.left.connect(self._leave_search)
        self.found.page_wanted.connect(self._show_page)
        self.found.note_found.connect(self.noting.show_found)
        self.found.note_previewed.connect(self.marking.choose)
        self.traffic.imported.connect(self._imported)
        self.traffic.notes_dropped.connect(self.sharing.take_in)
        self._selection_bar.copy_requested.connect(self.linking.copy_citation)
        self.looks.resized.connect(self._set_anew)
        self.looks.recoloured.connect(self.recolour)
        self._trail_changed()
        self._undo_changed()

    def _connect_subjects(self) -> None:
        self.indexing.indexed.connect(self.subjects.refresh)
        self.subjects.corrected.connect(self.searching.forget_names)
        self.subjects.corrected.connect(self.indexing.keep_soon)
        self.subjects.panel_wanted.connect(partial(self.panes.show_tab, "dossier"))
        self.subjects.note_chosen.connect(self._show_note)
        self.subjects.shown.connect(self._show_sight)
        self.subjects.closed.connect(self.pages.go_back)
        self.subjects.place_chosen.connect(self._read_mention)

    def _enter(self) -> None:
        if self.view.page is None:
            self.pages.show_library()
        else:
            self.reading.take_over()
            self.view.setFocus()
        for notice in self.library.notices:
            self.show_trouble(notice)
        self._tidying = QTimer(self)
        self._tidying.setSingleShot(True)
        self._tidying.setInterval(900)
        self._tidying.timeout.connect(self._tidy)
        self._tidying.start()

    def _tidy(self) -> None:
        try:
            if self.library.restock_due():
                self.library.restock()
            self.library.back_up_if_due()
            self.library.empty_bin()
        except BriefreaderError as error:
            self.status_line.say(str(error))
        self.indexing.keep_index()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.furnished:
            editor = self.panel.notes.editor
            editor.save()
            if editor.unsaved and not self.asking.leave_unsaved(editor.unsaved):
                event.ignore()
                return
            self.removeEventFilter(self)
            self._tidying.stop()
            self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
            for key, value in self.panes.state().items():
                self.settings.set(key, value)
            self.settings.save()
            self.reading.close()
            self.searching.close()
            self.indexing.close()
            self.noting.close()
            for lane in (self.search_lane, self.file_lane, self.sight_lane):
                lane.stop()
        self.library.close()
        event.accept()

    # Panes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A filter rather than overridden events: those would be called, at a price, before the first paint too.
        if watched is self and event.type() in (event.Type.Resize, event.Type.WindowStateChange):
            self.panes.arrange(self.width())
        return False

    def _show_page(self) -> None:
        if not self.pages.reads:
            self.pages.show_reader()
            self.reading.show_name()

    def _show_results(self) -> None:
        if self.noting.is_writing():
            # Results that come late must not take the note away that is being written.
            return
        self.panes.show_tab("results")

    def full_screen(self) -> None:
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def step_pane(self, step: int) -> None:
        from PySide6.QtCore import Qt

        panes = [
            pane
            for pane in (self.view, self.panes.side_list(), self.top_bar.search.field, *self.panes.side_lists())
            if pane.isVisible()
        ]
        focus = QApplication.focusWidget()
        here = next((at for at, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        if panes:
            panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Files

    def _imported(self, outcome: Imported) -> None:
        if self.reading.closed:
            return
        self.show_brief(outcome.brief.id, surround=bool(outcome.former))
        # One thing after the other: the window looks at keys and mouse in between.
        QTimer.singleShot(1, self._settle_in)
        if outcome.former and any(count for state, count in outcome.carried if state in ("changed", "lost")):
            self.comparing.open()

    def _settle_in(self) -> None:
        self.reading.surround(wait=False)
        QTimer.singleShot(1, self.indexing.keep_index)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.traffic.bring_in(files)

    # Briefs

    def show_brief(self, brief_id: str, *, surround: bool = True) -> None:
        """Open a brief in the page; `surround` as in `Reading.open`."""
        self.pages.show_reader()
        try:
            self.reading.open(brief_id, surround=surround)
        except BriefreaderError as error:
            self.show_trouble(str(error))
        self.view.setFocus()

    def manual(self) -> None:
        """Open the manual, a brief like any other."""
        self.show_brief(self.library.manual)

    def _opened(self) -> None:
        brief = self.reading.brief
        if brief is not None:
            self.setWindowTitle(f"{brief.metadata.title} — Briefreader")
            if not self.pages.reads:
                self.pages.show_reader()

    def show_what(self, what: str) -> None:
        """Open what a user named on the command line: a file, or a brief of the library."""
        if Path(what).exists():
            self.traffic.bring_in([Path(what)])
            return
        try:
            self.show_brief(self.library.find_brief(what))
        except BriefreaderError as error:
            self.show_trouble(str(error))

    def come_forward(self, what: str) -> None:
        """Answer a second start: the window comes to the front, and opens what that start was given."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if what:
            self.show_what(what)

    # Going

    def _trail_changed(self) -> None:
        self.actions_by_name["back"].setEnabled(self.reading.trail.can_go_back)
        self.actions_by_name["forward"].setEnabled(self.reading.trail.can_go_forward)

    def search(self) -> None:
        from PySide6.QtCore import Qt

        field = self.top_bar.search.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        if field.text():
            self._show_results()

    def _leave_search(self) -> None:
        self.panes.fold_results()
        if self.reading.subject and not self.top_bar.search.field.text():
            self.reading.hide_subject()
        self.pages.take_keys()

    # Who and what

    def _show_sight(self, page: QWidget) -> None:
        self.reading.keep_place()
        self.pages.show(page)

    def _read_mention(self, subject: str, brief: str, block: str, start: int) -> None:
        self._show_page()
        try:
            self.reading.go_to_mention(subject, brief, block, start)
        except BriefreaderError as error:
            self.show_trouble(str(error))

    def _show_note(self, annotation_id: str) -> None:
        self._show_page()
        self.noting.go_to(annotation_id)

    # Marking

    def _undo_changed(self) -> None:
        stack = self.marking.undo_stack
        for name, able, words in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            self.actions_by_name[name].setEnabled(able)
            self.actions_by_name[name].setText(f"&{name.capitalize()} {words}".rstrip())

    def show_notes(self, scope: str) -> None:
        from PySide6.QtCore import Qt

        self.panes.show_tab("notes")
        self.noting.show_scope(scope)
        self.panes.side_list().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _renamed(self) -> None:
        from briefreader.ui import actions

        actions.name_marks(self.actions_by_name)
        self.panel.recolour()
        self.marking.show_marks()

    # Looks

    def _set_anew(self) -> None:
        self.reading.reset_page()
        self.panes.arrange(self.width())

    def recolour(self) -> None:
        """Take over the colour scheme that the settings ask for."""
        self.top_bar.recolour()
        self.view.recolour()
        self.panel.recolour()
        if self.comparing.page is not None:
            self.comparing.page.recolour()
        self.subjects.recolour()
        if self.find_bar.isVisible():
            self.find_bar.recolour()
        self.reading.reset_page()

    def report(self, error: Exception) -> None:
        """Pass on what nobody expected in a worker thread."""
        self.faulted(error)

    def show_trouble(self, words: str) -> None:
        """Tell the user what went wrong and what they can do."""
        from briefreader.ui.dialogs.trouble import show_trouble

        show_trouble(self, words)
