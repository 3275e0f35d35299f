"""The window: its panes side by side, the commands of the table, and what comes back at the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefreader import __version__
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui import actions, style
from briefreader.ui.jobs import Lane
from briefreader.ui.marking import Marking
from briefreader.ui.panels.side_panel import SidePanel
from briefreader.ui.reader.find_bar import FindBar
from briefreader.ui.reader.selection_bar import SelectionBar
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.searching import Searching
from briefreader.ui.settings import TEXT_SIZES, Settings
from briefreader.ui.sidebar.library_page import LibraryPage
from briefreader.ui.sidebar.sidebar import Sidebar
from briefreader.ui.status_line import StatusLine
from briefreader.ui.top_bar import TopBar
from briefreader.ui.traffic import Traffic

SIDEBAR_WIDTH = 272
PANEL_WIDTH = 340


class MainWindow(QMainWindow):
    """Briefreader's window. Made empty; `start` opens the first brief."""

    surrounded = Signal()

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("Briefreader")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 420)
        self.library, self.settings = library, settings
        self._restoring = True
        self.actions_by_name = actions.make_actions(self)
        self.menu = actions.make_menu(self, self.actions_by_name)
        self._build()
        self.search_lane, self.file_lane = Lane("search", self), Lane("files", self)
        self.reading = Reading(
            library, settings, self.view, self.sidebar, self.find_bar, self.top_bar, self.status_line
        )
        self.marking = Marking(
            library, self.reading, self.view, self.panel.notes, self._selection_bar, self.status_line
        )
        self.searching = Searching(
            library, self.reading, self.view, self.top_bar.search, self.panel, self.search_lane, self.status_line
        )
        self.traffic = Traffic(library, self.reading, settings, self.file_lane, self.status_line, self)
        self._connect()
        self._restore()

    def _build(self) -> None:
        self.top_bar = TopBar(self.actions_by_name, self.menu)
        self.sidebar = Sidebar()
        self.view = ReaderView()
        self.progress_line = ProgressLine()
        self.find_bar = FindBar()
        self.panel = SidePanel()
        self.status_line = StatusLine()
        self._selection_bar = SelectionBar(self.view)
        self._library_page: LibraryPage | None = None
        page = QWidget()
        page.setProperty("role", "paper")
        _column(page, self.progress_line, self.view, self.find_bar)
        self.centre = QStackedWidget()
        self.centre.addWidget(page)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setObjectName("panes")
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(1)
        for widget in (self.sidebar, self.centre, self.panel):
            self.panes.addWidget(widget)
        self.panes.setStretchFactor(1, 1)
        self.panel.setMinimumWidth(260)
        self.centre.setMinimumWidth(400)
        body = QWidget()
        _column(body, self.top_bar, _rule(), self.panes, _rule(), self.status_line)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.view.link_requested.connect(self.open_link)
        self.view.progressed.connect(self.progress_line.show_share)
        self.reading.opened.connect(self._opened)
        self.reading.surrounded.connect(self.surrounded)
        self.reading.trail_changed.connect(self._trail_changed)
        self.marking.trouble.connect(self.show_trouble)
        self.marking.changed.connect(self.searching.note_changed)
        self.marking.note_opened.connect(self.show_notes)
        self.marking.undo_stack.indexChanged.connect(self._undo_changed)
        self.searching.results_wanted.connect(self._show_results)
        self.searching.left.connect(self._leave_search)
        self.traffic.trouble.connect(self.show_trouble)
        self.traffic.imported.connect(self._imported)
        self._selection_bar.copy_requested.connect(self.copy_citation)
        self.settings.changed.connect(self._setting_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_scheme_changed)
        self._trail_changed()
        self._undo_changed()

    # Beginning and end

    def start(self, brief_id: str | None) -> None:
        """Open a brief, or the library; everything that the page does not need follows after the first paint."""
        if brief_id is None:
            self.show_library()
        else:
            self.reading.open(brief_id, surround=False)
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.reading.surround()
        self.top_bar.recolour()
        for notice in self.library.notices:
            self.show_trouble(notice)
        self.view.setFocus()
        QTimer.singleShot(900, self._tidy)

    def _tidy(self) -> None:
        try:
            if self.library.restock_due():
                self.library.restock()
            self.library.back_up_if_due()
        except BriefreaderError as error:
            self.status_line.say(str(error))
        self.searching.keep_index()

    def _restore(self) -> None:
        geometry = self.settings.text("geometry")
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.setGeometry(
                QRect(0, 0, min(1440, screen.width()), min(900, screen.height())).translated(screen.topLeft())
            )
        sizes = [int(part) for part in self.settings.text("panes").split(" ") if part.isdigit()]
        self._sizes = sizes if len(sizes) == 2 else [SIDEBAR_WIDTH, PANEL_WIDTH]
        self._wanted = {"sidebar": self.settings.flag("sidebar"), "panel": self.settings.flag("panel")}
        self._latest = "sidebar"
        self.panel.show_tab(self.settings.text("tab"))
        self._restoring = False
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.panel.notes.editor.save()
        self.reading.keep_place()
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self._keep_sizes()
        self.settings.set("panes", " ".join(map(str, self._sizes)))
        self.settings.set("sidebar", self._wanted["sidebar"])
        self.settings.set("panel", self._wanted["panel"])
        self.settings.set("tab", self.panel.tab)
        self.settings.save()
        self.searching.close()
        for lane in (self.search_lane, self.file_lane):
            lane.stop()
        self.library.close()
        event.accept()

    # The panes: on a narrow screen the page keeps its measure, and one side folds

    def _arrange(self) -> None:
        room = self.width() - self.view.ideal_width()
        show = dict(self._wanted)
        if self.centre.currentIndex() != 0:
            show = {"sidebar": False, "panel": False}
        elif all(show.values()) and room < self._sizes[0] + self._sizes[1] + 2:
            show = {name: name == self._latest for name in show}
        self._keep_sizes()
        self.sidebar.setVisible(show["sidebar"])
        self.panel.setVisible(show["panel"])
        left = self._sizes[0] if show["sidebar"] else 0
        right = self._sizes[1] if show["panel"] else 0
        self.panes.setSizes([left, max(400, self.width() - left - right - 2), right])

    def _keep_sizes(self) -> None:
        sizes = self.panes.sizes()
        if self.sidebar.isVisible() and sizes[0]:
            self._sizes[0] = sizes[0]
        if self.panel.isVisible() and sizes[2]:
            self._sizes[1] = sizes[2]

    def _want(self, name: str, wanted: bool) -> None:
        self._wanted[name] = wanted
        if wanted:
            self._latest = name
        else:
            self._latest = "panel" if name == "sidebar" else "sidebar"
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._restoring and event.oldSize().width() != event.size().width():
            self._arrange()

    def toggle_sidebar(self) -> None:
        self._want("sidebar", not self.sidebar.isVisible())

    def toggle_panel(self) -> None:
        self._want("panel", not self.panel.isVisible())

    def show_notes(self) -> None:
        self.panel.show_tab("notes")
        if not self.panel.isVisible():
            self._want("panel", True)

    def _show_results(self) -> None:
        self.panel.show_tab("results")
        if not self.panel.isVisible() and self.centre.currentIndex() == 0:
            self._want("panel", True)

    def full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def next_pane(self) -> None:
        self._step_pane(1)

    def previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panel: QWidget = self.panel.notes.view if self.panel.tab == "notes" else self.panel.results.view
        if not panel.isVisible():
            panel = self.panel.tabs
        panes: list[QWidget] = [
            self.view,
            panel,
            self.top_bar.search.field,
            self.sidebar.contents,
            self.sidebar.themes,
            self.sidebar.actors,
        ]
        panes = [pane for pane in panes if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next((at for at, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        if panes:
            panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Files

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.close()

    def open_file(self) -> None:
        self.traffic.choose_files()

    def export(self) -> None:
        self.traffic.export()

    def _imported(self, brief_id: str) -> None:
        self.show_brief(brief_id)
        self.searching.keep_index()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.traffic.bring_in(files)

    # Briefs

    def show_brief(self, brief_id: str) -> None:
        """Open a brief in the page."""
        self._show_page()
        try:
            self.reading.open(brief_id)
        except BriefreaderError as error:
            self.show_trouble(str(error))
        self.view.setFocus()

    def _show_page(self) -> None:
        self.centre.setCurrentIndex(0)
        for label in (self.status_line.place, self.status_line.left):
            label.show()
        self._arrange()

    def show_library(self) -> None:
        """Show all briefs, or go back to the page."""
        if self.centre.currentIndex() != 0 and self.reading.brief is not None:
            self._show_page()
            self.reading.show_name()
            self.view.setFocus()
            return
        if self._library_page is None:
            self._library_page = LibraryPage()
            self._library_page.brief_chosen.connect(self.show_brief)
            self._library_page.import_requested.connect(self.open_file)
            self.centre.addWidget(self._library_page)
        self.reading.keep_place()
        self._library_page.show_summaries(self.library.summaries())
        self.centre.setCurrentWidget(self._library_page)
        self.top_bar.show_brief("Briefreader", "")
        for label in (self.status_line.place, self.status_line.left):
            label.hide()
        self._arrange()
        self._library_page.setFocus()

    def manual(self) -> None:
        """Open the manual, a brief like any other."""
        self.show_brief(self.library.manual)

    def _opened(self) -> None:
        brief = self.reading.brief
        if brief is not None:
            self.setWindowTitle(f"{brief.metadata.title} — Briefreader")
            if self.centre.currentIndex() != 0:
                self._show_page()

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
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if what:
            self.show_what(what)

    def open_link(self, address: str) -> None:
        """Open a web address in the browser, once the user has seen and confirmed it."""
        from briefreader.ui.dialogs.link import confirm_link

        if not self.settings.flag("confirm_links") or confirm_link(self, address):
            QDesktopServices.openUrl(QUrl(address))

    # Going

    def back(self) -> None:
        self.reading.back()

    def forward(self) -> None:
        self.reading.forward()

    def _trail_changed(self) -> None:
        self.actions_by_name["back"].setEnabled(self.reading.trail.can_go_back)
        self.actions_by_name["forward"].setEnabled(self.reading.trail.can_go_forward)

    def next_section(self) -> None:
        self.reading.step_section(1)

    def previous_section(self) -> None:
        self.reading.step_section(-1)

    def next_mention(self) -> None:
        self.reading.step_mention(1)

    def previous_mention(self) -> None:
        self.reading.step_mention(-1)

    def find_in_brief(self) -> None:
        self.reading.find()

    def find_next(self) -> None:
        self.reading.step_hit(1)

    def find_previous(self) -> None:
        self.reading.step_hit(-1)

    def search(self) -> None:
        field = self.top_bar.search.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        if field.text():
            self._show_results()

    def _leave_search(self) -> None:
        if self.reading.subject and not self.top_bar.search.field.text():
            self.reading.hide_subject()
        page = self._library_page
        (self.view if self.centre.currentIndex() == 0 or page is None else page).setFocus()

    # Marking

    def undo(self) -> None:
        self.marking.undo_stack.undo()

    def redo(self) -> None:
        self.marking.undo_stack.redo()

    def _undo_changed(self) -> None:
        stack = self.marking.undo_stack
        for name, able, words in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            self.actions_by_name[name].setEnabled(able)
            self.actions_by_name[name].setText(f"&{name.capitalize()} {words}".rstrip())

    def mark_yellow(self) -> None:
        self.marking.mark("yellow")

    def mark_blue(self) -> None:
        self.marking.mark("blue")

    def mark_red(self) -> None:
        self.marking.mark("red")

    def mark_green(self) -> None:
        self.marking.mark("green")

    def mark_violet(self) -> None:
        self.marking.mark("violet")

    def write_note(self) -> None:
        self.marking.write_note()

    def delete_mark(self) -> None:
        self.marking.delete()

    def copy_citation(self) -> None:
        """Copy the selected words with their source."""
        words = self.reading.citation()
        if words:
            QGuiApplication.clipboard().setText(words)
            self.status_line.say("Copied with its source.")
        else:
            self.status_line.say("Select the words to copy first.")

    # Looks

    def larger(self) -> None:
        self._resize_text(1)

    def smaller(self) -> None:
        self._resize_text(-1)

    def usual_size(self) -> None:
        self.settings.set("text_size", 18)

    def _resize_text(self, step: int) -> None:
        least, most = TEXT_SIZES
        self.settings.set("text_size", min(max(self.settings.number("text_size") + step, least), most))

    def switch_scheme(self) -> None:
        self.settings.set("scheme", "light" if style.tokens().dark else "dark")

    def _setting_changed(self, key: str, _value: object) -> None:
        if key == "text_size":
            self.reading.reset_page()
            self._arrange()
        elif key == "scheme":
            self.recolour()

    def _system_scheme_changed(self) -> None:
        if self.settings.text("scheme") == "system":
            self.recolour()

    def recolour(self) -> None:
        """Take over the colour scheme that the settings ask for."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, self.settings.text("scheme"))
        self.top_bar.recolour()
        self.view.recolour()
        if self.find_bar.isVisible():
            self.find_bar.recolour()
        self.reading.reset_page()

    def preferences(self) -> None:
        from briefreader.ui.dialogs.preferences import PreferencesDialog
        from briefreader.ui.settings import PREFERENCES

        values = {setting.key: self.settings.value(setting.key) for setting in PREFERENCES}
        dialog = PreferencesDialog(PREFERENCES, values, self)
        dialog.changed.connect(self.settings.set)
        dialog.open()

    # Help

    def main_menu(self) -> None:
        self.top_bar.menu_button.showMenu()

    def list_keys(self) -> None:
        from briefreader.ui.dialogs.keys import KeysDialog

        KeysDialog(actions.key_rows(), self).open()

    def about(self) -> None:
        from briefreader.ui.dialogs.trouble import show_message

        show_message(
            self,
            "About Briefreader",
            f"Briefreader {__version__}\n\nReads, marks, searches and exports policy briefs, offline. "
            f"Nothing leaves this laptop.\n\nYour briefs and notes lie in {self.library.folders.data}.",
        )

    def show_trouble(self, words: str) -> None:
        """Tell the user what went wrong and what they can do."""
        from briefreader.ui.dialogs.trouble import show_trouble

        show_trouble(self, words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and not self._restoring:
            self._arrange()


class ProgressLine(QWidget):
    """One thin line above the page: how much of the brief has been read."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("progress-line")
        self.setFixedHeight(2)
        self._share = 0.0

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = style.tokens()
        painter.fillRect(self.rect(), QColor(colours.paper))
        painter.fillRect(QRect(0, 0, round(self.width() * self._share), self.height()), QColor(colours.accent))


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    return rule


def _column(parent: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, (QSplitter, ReaderView)) else 0)
