"""Who appears with whom, as a drawing: a sign for everybody, a line for every two who are in the same paragraphs."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from briefreader.brief.counts import counted, row_words
from briefreader.brief.grid import Circle
from briefreader.brief.layout import Box, Node, Point, arranged, named, nearest, reach_of
from briefreader.ui import style
from briefreader.ui.lettering import Face, tip
from briefreader.ui.map.network_painting import Scene, draw_scene
from briefreader.ui.map.sight import Sight

_WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_NEARER = 1.25
_NEAR = 6
_COMPANY = 5
_FOOT = 30


class NetworkView(QWidget):
    """The drawing. `subject_chosen` carries an id.

    Arrow keys go from one actor to the next in that direction and Enter chooses; who has the keyboard stands out with
    those of the same paragraphs. Plus, minus and the wheel with Ctrl come nearer or go away, 0 shows all.
    """

    subject_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-network")
        self.setAccessibleName("Who appears with whom")
        self.setToolTip("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setMouseTracking(True)
        self.circle = self._whole = Circle((), ())
        self.places: dict[str, Point] = {}
        self.current = ""
        self.sight = Sight()
        self._face = Face(style.interface_font(12), 16)
        self._strong = Face(style.interface_font(12, weight=QFont.Weight.DemiBold), 16)
        self._hover = ""
        self._near: dict[str, dict[str, int]] = {}
        self._nodes: list[Node] = []
        self._names: dict[str, Box] = {}
        self._pressed: QPointF | None = None
        self._dragged = False

    def show_circle(self, circle: Circle, shown: Circle | None = None) -> None:
        """Show a circle, or the part of it that is `shown`: everybody stays at the same place."""
        if circle is not self._whole:
            self._whole = circle
            self.places = arranged(circle)
            self.sight.fit()
        self.circle = shown or circle
        self._near = {line.id: {} for line, _ in self.circle.actors}
        for pair in self.circle.pairs:
            if pair.one in self._near and pair.other in self._near:
                self._near[pair.one][pair.other] = self._near[pair.other][pair.one] = pair.count
        if self.current not in self._near:
            self.current = ""
        self._hover = ""
        told = counted(len(self.circle.actors), "actor")
        self.setAccessibleDescription(f"{told}. Arrow keys go from one to the next; the pairs are also a table.")
        self._place()

    # What is seen

    @property
    def nodes(self) -> list[Node]:
        """Who is shown, and where in the pixels of this widget; whose name comes first is first."""
        return self._nodes

    @property
    def names(self) -> dict[str, Box]:
        """Whose name is shown, and where."""
        return self._names

    def _place(self) -> None:
        """Find everybody's place, and room for the names: of who stands out, and of those of the same paragraphs."""
        most = max((count for _, count in self.circle.actors), default=1)
        first = self._near.get(self.current, {})
        order = sorted(
            self.circle.actors, key=lambda actor: (actor[0].id != self.current, -first.get(actor[0].id, 0), -actor[1])
        )
        self._nodes = []
        for line, count in order:
            face = self._strong if line.id == self.current else self._face
            where = self.sight.pixels(self.places[line.id])
            node = Node(line.id, where.x(), where.y(), reach_of(count, most), face.word_width(line.name) + 4)
            self._nodes.append(node)
        speaking = self._nodes[: 1 + len(first)] if self.current else self._nodes
        self._names = named(self._nodes, self._face.pitch, self._room(), {node.id for node in speaking})
        self.update()

    def _room(self) -> Box:
        return (4, 4, self.width() - 4, self.height() - _FOOT)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        names = dict(self._names)
        hover = next((node for node in self._nodes if node.id == self._hover), None)
        if hover is not None and hover.id not in names:
            names[hover.id] = self._forced(hover)
        company = frozenset(self._near.get(self.current, ()))
        nodes = {node.id: node for node in self._nodes}
        scene = Scene(self.circle.actors, self.circle.pairs, nodes, names, self.current, self._hover, company)
        draw_scene(painter, scene, self.size(), self._face, self._strong, focus=self.hasFocus())
        painter.end()

    def _forced(self, node: Node) -> Box:
        """A place for a name that has no room of its own, and lies on others for as long as the pointer is there."""
        wide, (left, _, right, bottom) = node.name, self._room()
        x = max(left, min(node.x - wide / 2, right - wide))
        y = min(node.y + node.reach + 3, bottom - self._face.pitch)
        return x, y, x + wide, y + self._face.pitch

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sight.room = QSizeF(event.size())
        self._place()

    # Choosing

    def words_of(self, id: str) -> str:
        """Somebody in words: the name, the kind, in how many paragraphs, and with whom most often."""
        line, count = next(actor for actor in self.circle.actors if actor[0].id == id)
        called = {line.id: line.name for line, _ in self.circle.actors}
        company = sorted(self._near[id].items(), key=lambda one: (-one[1], called[one[0]]))
        told = ", ".join(f"{called[other]} {together}" for other, together in company[:_COMPANY])
        more = f" and {len(company) - _COMPANY} more" if len(company) > _COMPANY else ""
        words = f"{row_words(line)}: in {counted(count, 'paragraph')}"
        return f"{words}, together with {told}{more}" if told else f"{words}, with nobody else"

    def stand_out(self, id: str) -> None:
        """Let somebody stand out, and say who that is; "" lets nobody."""
        self.current = id
        if id:
            self.sight.reveal(self.places[id])
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words_of(id)))
        self._place()

    def _choose(self, id: str) -> None:
        self.stand_out(id)
        self.subject_chosen.emit(id)

    def _most_frequent(self) -> str:
        return max(self.circle.actors, key=lambda actor: actor[1])[0].id if self.circle.actors else ""

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif key in _WAYS and self.circle.actors:
            self.stand_out(nearest(self._nodes, self.current, _WAYS[key]) if self.current else self._most_frequent())
        elif key == Qt.Key.Key_Home and self.circle.actors:
            self.stand_out(self._most_frequent())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current:
            self._choose(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / _NEARER if key == Qt.Key.Key_Minus else _NEARER, self._middle())
        elif key == Qt.Key.Key_0:
            self._fit()
        else:
            super().keyPressEvent(event)

    def _middle(self) -> QPointF:
        return self.sight.pixels(self.places[self.current]) if self.current else QPointF(self.rect().center())

    def _zoom(self, factor: float, at: QPointF) -> None:
        self.sight.look(factor, at)
        self._place()

    def _fit(self) -> None:
        self.sight.fit()
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.stand_out(self._most_frequent())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self._zoom(_NEARER ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            event.ignore()

    def node_at(self, where: QPointF) -> str:
        """Who is at a point of this widget, or near it; "" for nobody."""
        far = {node.id: _distance(node, where) - node.reach for node in self._nodes}
        found = min(far, key=lambda id: far[id], default="")
        return found if found and far[found] <= _NEAR else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        if self._pressed is None:
            self._point_at(self.node_at(where))
            return
        by = where - self._pressed
        if self._dragged or by.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.sight.move(by)
            self._pressed = where
            self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pressed = None
            if self._dragged:
                self._point_at(self.node_at(event.position()))
            elif id := self.node_at(event.position()):
                self._choose(id)
            else:
                self.stand_out("")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.node_at(event.position()):
            self._fit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at("")

    def _point_at(self, id: str) -> None:
        self._hover = id
        self.setCursor(Qt.CursorShape.PointingHandCursor if id else Qt.CursorShape.ArrowCursor)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            id = self.node_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(self.words_of(id)) if id else "", self)
            return True
        return super().event(event)


def _distance(node: Node, where: QPointF) -> float:
    return hypot(node.x - where.x(), node.y - where.y())
