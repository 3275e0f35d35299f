"""The overview strip: the whole brief in one narrow column, with a tick for each mark, mention and hit."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent

from briefreader.ui import style
from briefreader.ui.reader.margin import Margin

if TYPE_CHECKING:
    from briefreader.annotations.model import Colour
    from briefreader.ui.reader.view import ReaderView


class OverviewStrip(Margin):
    """Places are shares of the text's length, so that the strip never asks for the layout of the whole document."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view, "overview")
        self.setAccessibleName("Overview of marks and hits")
        self._kept: dict[str, tuple[list[int], int, set[int]]] = {}
        self._marks_state = (-1, 0, 0)
        self._marks_rows: dict[tuple[Colour, bool], Counter[int]] = {}
        self.setToolTip("Marks, mentions and hits in the whole brief: click to go there")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = style.tokens()
        painter.fillRect(event.rect(), QColor(colours.paper))
        view = self._view
        self._ticks(painter, self._rows("mentions", view.mentions.starts), colours.accent, 3, 5)
        for (colour, own), rows in self._mark_rows().items():
            self._ticks(painter, rows, colours.ticks[colour], 2, 9 if own else 5)
        self._ticks(painter, self._rows("hits", view.hits.starts), colours.accent, 2, 9)

    def _ticks(self, painter: QPainter, rows: Iterable[int], colour: str, left: int, width: int) -> None:
        brush = QColor(colour)
        for y in rows:
            painter.fillRect(left, y, width, 3, brush)

    def _mark_rows(self) -> dict[tuple[Colour, bool], Counter[int]]:
        """How many marks begin on each line, by their colour and whether they are the reader's own."""
        marks = self._view.marks
        state = (marks.version, self.height(), self._view.length)
        changes, marks.changes = marks.changes, []
        if state != self._marks_state:
            self._marks_state, self._marks_rows = state, {}
            changes = [(mark, 1) for mark in marks.by_id.values() if mark.ranges]
        for mark, step in changes:
            rows = self._marks_rows.setdefault((mark.colour, mark.own), Counter())
            y = self._y(mark.start)
            rows[y] += step
            if not rows[y]:
                del rows[y]
        return self._marks_rows

    def _rows(self, name: str, starts: list[int]) -> set[int]:
        """The lines of pixels on which offsets fall: worked out once for each list, which may hold 100,000 of them."""
        kept = self._kept.get(name)
        if kept is None or kept[0] is not starts or kept[1] != self.height():
            kept = self._kept[name] = (starts, self.height(), self._taken(starts))
        return kept[2]

    def _taken(self, starts: list[int]) -> set[int]:
        if len(starts) < 4 * self.height():
            return {self._y(offset) for offset in starts}
        # With more offsets than lines it is quicker to ask of each line whether anything falls on it.
        each = self._view.length / max(1, self.height() - 12)
        edges = [bisect_left(starts, line * each) for line in range(self.height() - 11)]
        return {4 + line for line, (low, high) in enumerate(pairwise(edges)) if low < high}

    def _y(self, offset: int) -> int:
        return 4 + int(offset * (self.height() - 12) / max(1, self._view.length))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        share = (event.position().y() - 4) / max(1, self.height() - 12)
        self._view.go_to(round(min(max(share, 0.0), 1.0) * self._view.length), remember=True)
