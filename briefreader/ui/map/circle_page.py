"""Who appears with whom: the drawing, and the table of pairs beside it or, in a narrow room, below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from briefreader.brief.grid import Circle
from briefreader.ui import style
from briefreader.ui.map.network import NetworkView
from briefreader.ui.map.pairs import PairsView

_LEAST = 300
_NARROW = 820
_PAIRS = (330, 420)
_ANY = 16_777_215  # Qt's own word for no limit


class CirclePage(QWidget):
    """Both of them, showing the same actors."""

    subject_chosen = Signal(str)
    pair_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-circle")
        # What is too wide goes below, and must not keep the page from growing narrow.
        self.setMinimumWidth(_LEAST)
        self.network = NetworkView()
        self.pairs = PairsView()
        self._edge = QFrame()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._sides.addWidget(self.network, 1)
        self._sides.addWidget(self._edge)
        self._sides.addWidget(self.pairs)
        self.setFocusProxy(self.network)
        self.network.subject_chosen.connect(self.subject_chosen)
        self.pairs.pair_chosen.connect(self.pair_chosen)
        self.recolour()

    def show_circle(self, circle: Circle, shown: Circle | None = None) -> None:
        """Show a circle, or the part of it that is `shown`."""
        self.network.show_circle(circle, shown)
        self.pairs.show_circle(shown or circle)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self._edge.setStyleSheet(f"background: {style.tokens().line}")
        self.network.update()
        self.pairs.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        below = width < _NARROW
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        least, most = _PAIRS
        thick = max(130, height // 3) if below else max(least, min(most, width // 3))
        for widget, pixels in ((self._edge, 1), (self.pairs, thick)):
            widget.setMinimumSize(0 if below else pixels, pixels if below else 0)
            widget.setMaximumSize(_ANY if below else pixels, pixels if below else _ANY)
