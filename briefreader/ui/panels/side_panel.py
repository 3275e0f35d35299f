"""The panel at the right: notes, results and a dossier, one tab each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.panels.results import ResultsPanel

if TYPE_CHECKING:
    from briefreader.ui.dossier.panel import DossierPanel

TABS = ("notes", "results", "dossier")


class _Tabs(QTabBar):
    """Tabs as wide as their names in bold, which the chosen one is in: Qt measures the plain letters alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setUsesScrollButtons(False)

    def tabSizeHint(self, at: int) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.tabText(at)
        more = QFontMetrics(bold).horizontalAdvance(words) - self.fontMetrics().horizontalAdvance(words)
        return super().tabSizeHint(at) + QSize(max(0, more), 0)


class SidePanel(QWidget):
    """Tabs with counts in their names, so that a closed tab still says how much is in it."""

    tab_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side-panel")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notes, self.results = NotesPanel(), ResultsPanel()
        self.tabs = _Tabs()
        self.tabs.setObjectName("panel-tabs")
        self.tabs.setAccessibleName("Side panel")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self._dossier: DossierPanel | None = None
        for name in TABS:
            self.tabs.addTab(name.capitalize())
        for panel in (self.notes, self.results):
            self._stack.addWidget(panel)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule)
        column.addWidget(self._stack, 1)
        column.setContentsMargins(0, 4, 0, 0)
        self.tabs.currentChanged.connect(self._turn)
        self.notes.count_changed.connect(self._count_notes)

    @property
    def dossier(self) -> DossierPanel:
        """The dossier, made when it is first asked for: most windows are opened to read."""
        if self._dossier is None:
            from briefreader.ui.dossier.panel import DossierPanel

            self._dossier = DossierPanel()
            self._stack.addWidget(self._dossier)
        return self._dossier

    def _turn(self, at: int) -> None:
        self._stack.setCurrentWidget((self.notes, self.results)[at] if at < 2 else self.dossier)
        self.tab_changed.emit(TABS[at])

    def show_tab(self, name: str) -> None:
        self.tabs.setCurrentIndex(TABS.index(name) if name in TABS else 0)

    @property
    def tab(self) -> str:
        return TABS[self.tabs.currentIndex()]

    def _count_notes(self, count: int) -> None:
        self._name("notes", count)

    def count_results(self, count: int) -> None:
        self._name("results", count)

    def _name(self, tab: str, count: int) -> None:
        self.tabs.setTabText(TABS.index(tab), f"{tab.capitalize()} {count}" if count else tab.capitalize())

    def recolour(self) -> None:
        """Take the icons of the scheme and the names of the colours that are in force."""
        self.notes.recolour()
        self.results.recolour()
        if self._dossier is not None:
            self._dossier.recolour()
