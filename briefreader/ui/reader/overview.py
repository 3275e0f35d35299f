"""The overview strip: the whole brief in one narrow column, with a tick for each mark, mention and hit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent

from briefreader.ui import style
from briefreader.ui.reader.margin import Margin

if TYPE_CHECKING:
    from briefreader.ui.reader.view import ReaderView


class OverviewStrip(Margin):
    """Places are shares of the text's length, so that the strip never asks for the layout of the whole document."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view, "overview")
        self.setAccessibleName("Overview of marks and hits")
        self.setToolTip("Marks, mentions and hits in the whole brief: click to go there")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = style.tokens()
        painter.fillRect(event.rect(), QColor(colours.paper))
        view = self._view
        self._ticks(painter, (one.start for one in view.mentions.ranges), colours.accent, 3, 5)
        for colour, tick in colours.ticks.items():
            starts = (one.start for one in view.marks.ranges if view.marks.by_id[one.key].colour is colour)
            self._ticks(painter, starts, tick, 2, 9)
        self._ticks(painter, (one.start for one in view.hits.ranges), colours.accent, 2, 9)

    def _ticks(self, painter: QPainter, offsets: Iterable[int], colour: str, left: int, width: int) -> None:
        # Thousands of hits fall on a few hundred lines of pixels: each is drawn once.
        for y in {self._y(offset) for offset in offsets}:
            painter.fillRect(QRectF(left, y, width, 3), QColor(colour))

    def _y(self, offset: int) -> int:
        return 4 + round((self.height() - 12) * offset / max(1, self._view.length))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        share = (event.position().y() - 4) / max(1, self.height() - 12)
        self._view.go_to(round(min(max(share, 0.0), 1.0) * self._view.length), remember=True)
