"""Which part of a circle is in sight: places of the unit square as pixels, nearer or farther, moved aside or not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSizeF

from briefreader.brief.layout import Point

_SIDES = (70, 34)
_FOOT = 66
_ZOOM = (1.0, 8.0)


class Sight:
    """What is seen in a room of some pixels: `zoom` is 1 and `shift` nothing where all of the circle is in it."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.shift = QPointF()
        self.room = QSizeF(1, 1)

    def fit(self) -> None:
        """See all of the circle."""
        self.zoom = 1.0
        self.shift = QPointF()

    def look(self, factor: float, at: QPointF) -> None:
        """Come nearer, or go farther away, the point `at` staying where it is."""
        least, most = _ZOOM
        zoom = max(least, min(most, self.zoom * factor))
        middle = self._middle()
        self.shift = at - middle - (at - middle - self.shift) * (zoom / self.zoom)
        self.zoom = zoom
        self._keep_in_sight()

    def move(self, by: QPointF) -> None:
        """Move what is seen."""
        self.shift += by
        self._keep_in_sight()

    def reveal(self, place: Point, margin: float = 40) -> None:
        """Move as little as it takes for a place to be seen."""
        here = self.pixels(place)
        x = min(0.0, self.room.width() - margin - here.x()) + max(0.0, margin - here.x())
        y = min(0.0, self.room.height() - margin - here.y()) + max(0.0, margin - here.y())
        self.move(QPointF(x, y))

    def pixels(self, place: Point) -> QPointF:
        """Where a place of the unit square is in the room."""
        wide, high = self._extent()
        away = QPointF((place[0] - 0.5) * wide, (place[1] - 0.5) * high)
        return self._middle() + self.shift + away * self.zoom

    def _middle(self) -> QPointF:
        return QPointF(self.room.width() / 2, (self.room.height() - _FOOT + _SIDES[1]) / 2)

    def _extent(self) -> tuple[float, float]:
        across, down = _SIDES
        return max(1.0, self.room.width() - 2 * across), max(1.0, self.room.height() - _FOOT - down)

    def _keep_in_sight(self) -> None:
        """Never so far aside that nothing would be seen."""
        wide, high = (extent * self.zoom / 2 for extent in self._extent())
        self.shift = QPointF(max(-wide, min(wide, self.shift.x())), max(-high, min(high, self.shift.y())))
