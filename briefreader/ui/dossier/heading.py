"""The bar above a page of the centre: what it is, what it offers, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from briefreader.ui import style
from briefreader.ui.editions.heading import HEIGHT
from briefreader.ui.elided import ElidedLabel


class PageHeading(QWidget):
    """A title, room for a page's own fields, Export and Close; `page` begins the names of its parts."""

    export_requested = Signal()
    close_requested = Signal()

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{page}-heading")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._title = ElidedLabel(f"{page}-title")
        self._title.setFont(style.interface_font(13, weight=QFont.Weight.Bold))
        self._about = ElidedLabel(f"{page}-about")
        self._about.setProperty("role", "muted")
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._export = _tool(f"export-{page}", "Export what this page shows", self)
        self._close = _tool(f"close-{page}", "Close (Esc)", self)
        self._export.clicked.connect(self.export_requested)
        self._close.clicked.connect(self.close_requested)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(18, 0, 14, 0)
        self._line.setSpacing(12)
        self._line.addWidget(self._title)
        self._line.addWidget(self._about, 1)
        self._line.addWidget(self._export)
        self._line.addWidget(self._close)
        self.recolour()

    def show_words(self, title: str, about: str = "") -> None:
        """Say what the page shows, and quietly what else helps to know it."""
        self._title.set_words(title)
        self._about.set_words(about)

    def insert(self, at: int, widget: QWidget) -> None:
        """Give a field of the page a place in the bar."""
        self._line.insertWidget(at, widget)
        QWidget.setTabOrder(widget, self._export)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self._export.setIcon(style.icon("export"))
        self._close.setIcon(style.icon("close"))


def _tool(name: str, told: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setToolTip(told)
    button.setAccessibleName(told.partition(" (")[0])
    button.setIconSize(QSize(20, 20))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
