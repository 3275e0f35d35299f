"""The panel at the right: notes and results, one tab each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.panels.results import ResultsPanel

TABS = ("notes", "results")


class SidePanel(QWidget):
    """Tabs with counts in their names, so that a closed tab still says how much is in it."""

    tab_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side-panel")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notes, self.results = NotesPanel(), ResultsPanel()
        self.tabs = QTabBar()
        self.tabs.setObjectName("panel-tabs")
        self.tabs.setAccessibleName("Side panel")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        for name, panel in zip(TABS, (self.notes, self.results), strict=True):
            self.tabs.addTab(name.capitalize())
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

    def _turn(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
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
