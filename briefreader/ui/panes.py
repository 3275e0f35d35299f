"""The panes beside the page: on a narrow screen the page keeps its measure, and one side folds."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.panels.side_panel import SidePanel
from briefreader.ui.reader.find_bar import FindBar
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.sidebar.sidebar import Sidebar

LEAST_CENTRE = 400


class Panes:
    """Sidebar, centre and side panel in one splitter; the user's wishes, and what there is room for."""

    def __init__(self, view: ReaderView, find_bar: FindBar, sizes: list[int]) -> None:
        self._view = view
        self._sizes = sizes
        self._wanted = {"sidebar": True, "panel": True}
        self._latest = "sidebar"
        self._beside = False
        self.sidebar, self.panel, self.progress_line = Sidebar(), SidePanel(), ProgressLine()
        page = QWidget()
        page.setProperty("role", "paper")
        _stack(page, self.progress_line, view, find_bar)
        view.show()
        self.centre = QStackedWidget()
        self.centre.addWidget(page)
        self.centre.setMinimumWidth(LEAST_CENTRE)
        self.panel.setMinimumWidth(260)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("panes")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for widget in (self.sidebar, self.centre, self.panel):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)

    def framed(self, top: QWidget, bottom: QWidget) -> QWidget:
        """The panes between a bar above and a line below, parted by rules."""
        self._body = QWidget()
        _stack(self._body, top, _rule(), self.splitter, _rule(), bottom)
        return self._body

    def arrange(self, width: int) -> None:
        """Show what is wanted and fits into a window of that width."""
        room = width - self._view.ideal_width()
        show = dict(self._wanted)
        if self.centre.currentIndex() != 0:
            show = {"sidebar": False, "panel": self._beside}
        elif all(show.values()) and room < self._sizes[0] + self._sizes[1] + 2:
            show = {name: name == self._latest for name in show}
        self._keep_sizes()
        self.sidebar.setVisible(show["sidebar"])
        self.panel.setVisible(show["panel"])
        left = self._sizes[0] if show["sidebar"] else 0
        right = self._sizes[1] if show["panel"] else 0
        self.splitter.setSizes([left, max(LEAST_CENTRE, width - left - right - 2), right])

    def want(self, *, sidebar: bool | None = None, panel: bool | None = None) -> None:
        """Ask for a side to be shown or folded; the one asked for last wins where there is room for one."""
        for name, wanted in (("panel", panel), ("sidebar", sidebar)):
            if wanted is not None:
                self._wanted[name] = wanted
                other = "panel" if name == "sidebar" else "sidebar"
                self._latest = name if wanted else other
        self.arrange(self.splitter.window().width())

    def toggle_sidebar(self) -> None:
        self.want(sidebar=not self.sidebar.isVisible())

    def toggle_panel(self) -> None:
        self.want(panel=not self.panel.isVisible())

    def show_tab(self, name: str) -> None:
        """Bring a tab of the side panel into view."""
        self.panel.show_tab(name)
        if name != "notes" and self.centre.currentIndex() != 0 and not self._beside:
            # Whoever searches from the library has to see what is found, and to keep it when they look at a hit;
            # whoever asks for a dossier from the map has to see that.
            self._beside = True
            self.want(panel=True)
        if not self.panel.isVisible() and self.centre.currentIndex() == 0:
            self.want(panel=True)

    def fold_results(self) -> None:
        """Let another page than the reader's have all the room again, once the search is over."""
        if self._beside and self.panel.tab == "results":
            self._beside = False
            self.arrange(self.splitter.window().width())

    def turn_to(self, page: QWidget | None) -> None:
        """Show another page than the reader's in the centre, or the reader's again."""
        self._beside = False
        if page is None:
            self.centre.setCurrentIndex(0)
        else:
            if self.centre.indexOf(page) < 0:
                self.centre.addWidget(page)
            self.centre.setCurrentWidget(page)
        self.arrange(self.splitter.window().width())

    def side_list(self) -> QWidget:
        """The list in the side panel, or its tabs where the list is empty and hidden."""
        panel = self.panel
        views = {"notes": panel.notes.view, "results": panel.results.view}
        view = views.get(panel.tab) or panel.dossier.view
        return view if view.isVisible() else self.panel.tabs

    def side_lists(self) -> tuple[QWidget, ...]:
        """The lists of the sidebar."""
        sidebar = self.sidebar
        return sidebar.contents, sidebar.themes, sidebar.actors, sidebar.searches

    def state(self) -> dict[str, str | bool]:
        """What the settings keep of the panes."""
        self._keep_sizes()
        return {"panes": " ".join(map(str, self._sizes)), "tab": self.panel.tab, **self._wanted}

    def _keep_sizes(self) -> None:
        sizes = self.splitter.sizes()
        for at, (widget, size) in enumerate(((self.sidebar, sizes[0]), (self.panel, sizes[2]))):
            if widget.isVisible() and size:
                self._sizes[at] = size


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


def _stack(parent: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, (QSplitter, ReaderView)) else 0)
