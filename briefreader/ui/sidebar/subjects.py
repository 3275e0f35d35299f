"""Themes and actors of the open brief: how often each comes up, and where; and how sure it is that they are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QFont, QPainter, QPen
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from briefreader.library.values import Presence
from briefreader.ui import style
from briefreader.ui.dossier.menu import add_corrections, correction_of
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView, draw_current

_LEFT = 14
_RIGHT = 15
_ROW_HEIGHT = 26
_BARS_HEIGHT = 12
_BARS_WIDTH = 60
_SIGN = 14
_STATUS_WORDS = {"suggested": "suggested", "confirmed": "confirmed by you"}
_STATUS_TIPS = {"suggested": "Suggested by the program", "confirmed": "Confirmed by you"}


@dataclass(frozen=True, slots=True)
class _Fold:
    """The last row of a long list: unfolds the rows that are not shown, or folds them again."""

    words: str


class SubjectsView(RowsView):
    """Themes (`name` "themes") or actors ("actors"). `subject_chosen` carries an id, or "" when it was put off again.

    At first only `few` rows are shown; the last row unfolds the rest. `correction_requested` carries an id, and
    "dossier" or what is to be corrected: "rename", "retype:person" and so on, "names", "merge", "split", "hide",
    "confirm".
    """

    subject_chosen = Signal(str)
    correction_requested = Signal(str, str)
    folded = Signal()

    def __init__(self, name: str, few: int, parent: QWidget | None = None) -> None:
        super().__init__(name, name.capitalize(), parent)
        self.active: str | None = None
        self._few = few
        self._unfolded = False
        self._all: tuple[Presence, ...] = ()
        self._rows = RowsModel(self._spoken, _tip, parent=self)
        self.setUniformItemSizes(True)
        self.setModel(self._rows)
        self.setItemDelegate(_ThemeDelegate(self) if name == "themes" else _ActorDelegate(self))
        self.row_chosen.connect(self._choose)

    def show_subjects(self, rows: Sequence[Presence], *, anew: bool = True) -> None:
        """Show the subjects of another brief, in the order given; not `anew`, what has become of those of this one."""
        self._all = tuple(rows)
        self.active = None
        if anew:
            self._unfolded = False
            self._fill()
            return
        current, scrolled = self.currentIndex().data(ROW), self.verticalScrollBar().value()
        self._fill()
        for at, row in enumerate(self._rows.rows):
            if isinstance(current, Presence) and isinstance(row, Presence) and row.id == current.id:
                self.setCurrentIndex(self._rows.index(at))
        self.verticalScrollBar().setValue(scrolled)

    def set_active(self, subject: str | None) -> None:
        """Mark the subject whose mentions the page shows; nothing is emitted."""
        self.active = subject or None
        hidden = {one.id for one in self._all[self._few :]}
        if self.active in hidden and not self._unfolded:
            self._unfolded = True
            self._fill()
        for at, row in enumerate(self._rows.rows):
            if isinstance(row, Presence) and row.id == self.active:
                self.setCurrentIndex(self._rows.index(at))
                self.scrollTo(self._rows.index(at))
        self.viewport().update()

    def _fill(self) -> None:
        rows: list[Presence | _Fold] = list(self._all)
        # One more row costs no more room than the line that would stand for it.
        if len(rows) > self._few + 1:
            if self._unfolded:
                rows.append(_Fold("Fewer…"))
            else:
                rows[self._few :] = [_Fold(f"{len(rows) - self._few} more…")]
        self._rows.show(rows)
        self.folded.emit()

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, _Fold):
            self._unfolded = not self._unfolded
            at = index.row()
            self._fill()
            self.setCurrentIndex(self._rows.index(min(at, len(self._rows.rows) - 1)))
            return
        self.active = None if row.id == self.active else row.id
        self.viewport().update()
        self.subject_chosen.emit(self.active or "")

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and isinstance(index.data(ROW), Presence):
            where = self.visualRect(index).center() if by_key else event.pos()
            menu = self.menu_of(index)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(where))

    def menu_of(self, index: QModelIndex) -> QMenu:
        """What can be done with a subject: its dossier, and everything that can be corrected of it."""
        self.setCurrentIndex(index)
        row: Presence = index.data(ROW)
        menu = QMenu(self)
        menu.setObjectName("subject-menu")
        menu.setAccessibleName(f"What to do with {row.name}")
        dossier = menu.addAction("Open the &dossier")
        dossier.setObjectName("subject-dossier")
        dossier.setData("dossier")
        menu.addSeparator()
        add_corrections(menu, row.kind, row.status)
        menu.triggered.connect(self._do)
        return menu

    def _do(self, action: QAction) -> None:
        row = self.currentIndex().data(ROW)
        if isinstance(row, Presence) and (what := correction_of(action)):
            self.correction_requested.emit(row.id, what)

    def _spoken(self, row: Presence | _Fold) -> str:
        if isinstance(row, _Fold):
            return row.words
        unit = "paragraph" if self.objectName() == "themes" else "mention"
        count = f"{row.count} {unit}{'' if row.count == 1 else 's'}"
        shown = "shown in the page" if row.id == self.active else ""
        return ", ".join(filter(None, (row.name, row.kind, _STATUS_WORDS.get(row.status, ""), count, shown)))


def _tip(row: Presence | _Fold) -> str:
    if isinstance(row, _Fold):
        return ""
    also = ", ".join(row.names)
    return tip(f"{row.name} ({row.kind})", row.description, also and f"Also: {also}", _STATUS_TIPS.get(row.status, ""))


class _SubjectDelegate(RowDelegate):
    def __init__(self, view: SubjectsView) -> None:
        super().__init__(view)
        self._subjects = view
        self._plain = Face(style.interface_font(13), _ROW_HEIGHT)
        self._strong = Face(style.interface_font(13, weight=QFont.Weight.DemiBold), _ROW_HEIGHT)
        self._sloping = Face(_sloping(self._plain.font), _ROW_HEIGHT)
        self._strong_sloping = Face(_sloping(self._strong.font), _ROW_HEIGHT)
        self._small = Face(style.interface_font(12), _ROW_HEIGHT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW_HEIGHT)

    def draw(self, painter: QPainter, row: Presence | _Fold, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if isinstance(row, _Fold):
            colour = colours.accent if hover else colours.muted
            draw_words(painter, row.words, self._plain, box.adjusted(_LEFT, 0, -_RIGHT, 0), colour)
            return
        active = row.id == self._subjects.active
        if active:
            draw_current(painter, box)
        elif hover:
            painter.fillRect(box, QColor(colours.paper))
        count = self._count(row)
        face = self._strong if active else self._small
        painter.setFont(face.font)
        painter.setPen(QColor(colours.accent if active else colours.muted))
        painter.drawText(
            box.adjusted(0, 0, -_RIGHT, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count
        )
        right = max(face.width(count), 22) + _RIGHT + 10
        left, right = self._adorn(painter, row, box, index, right)
        face = self._name_face(row, active=active)
        colour = colours.accent if active else colours.ink
        room = box.adjusted(left, 0, -right - (_SIGN if row.status in _STATUS_WORDS else 0), 0)
        draw_words(painter, row.name, face, room, colour)
        if row.status in _STATUS_WORDS:
            behind = room.x() + min(face.width(row.name), room.width()) + 5
            self._draw_sign(painter, row.status, QPointF(behind, box.center().y() + 0.5))

    def _name_face(self, row: Presence, *, active: bool) -> Face:
        if row.status == "suggested":
            return self._strong_sloping if active else self._sloping
        return self._strong if active else self._plain

    def _draw_sign(self, painter: QPainter, status: str, where: QPointF) -> None:
        """A ring of dots behind what is suggested, a tick behind what the user has confirmed."""
        colour = QColor(style.tokens().muted)
        if status == "suggested":
            painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(where + QPointF(4, 0), 3.6, 3.6)
        else:
            painter.setPen(QPen(colour, 1.4))
            painter.drawPolyline([where + QPointF(0, 0), where + QPointF(2.8, 2.8), where + QPointF(8, -3.6)])

    def _count(self, row: Presence) -> str:
        return str(row.count)

    def _adorn(self, painter: QPainter, row: Presence, box: QRect, index: Index, right: int) -> tuple[int, int]:
        """Paint what stands beside the name; gives the room that is taken at the left and at the right."""
        return _LEFT, right


def _sloping(font: QFont) -> QFont:
    sloping = QFont(font)
    sloping.setItalic(True)
    return sloping


class _ThemeDelegate(_SubjectDelegate):
    def _count(self, row: Presence) -> str:
        return f"{row.count} ¶"

    def _adorn(self, painter: QPainter, row: Presence, box: QRect, index: Index, right: int) -> tuple[int, int]:
        dots = style.tokens().dots
        colour, centre = QColor(dots[index.row() % len(dots)]), QPointF(box.x() + _LEFT + 4.5, box.center().y() + 0.5)
        if row.status == "suggested":
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 3.7, 3.7)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, 4.5, 4.5)
        return _LEFT + 17, right


class _ActorDelegate(_SubjectDelegate):
    def _adorn(self, painter: QPainter, row: Presence, box: QRect, index: Index, right: int) -> tuple[int, int]:
        bars = bar_heights(row.sections, _BARS_WIDTH // 2)
        pitch = min(6.0, _BARS_WIDTH / max(1, len(bars)))
        width = pitch * len(bars)
        left, bottom = box.right() + 1 - right - width, box.center().y() + 6
        colour = QColor(style.tokens().accent)
        colour.setAlphaF(0.55)
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)
        for at, share in enumerate(bars):
            if share:
                high = max(2, round(share * _BARS_HEIGHT))
                painter.fillRect(QRectF(left + at * pitch, bottom - high, pitch - 1, high), colour)
        painter.setRenderHint(painter.RenderHint.Antialiasing, True)
        return _LEFT, right + round(width) + 8


def bar_heights(counts: Sequence[int], most: int) -> list[float]:
    """The heights, 0 to 1, of one bar for each section; neighbours share a bar where there are more than `most`.

    A bar is full at the subject's own highest count, but not below 4, or a single mention would look like many.
    """
    each = -(-len(counts) // most) if counts else 1
    sums = [sum(counts[at : at + each]) for at in range(0, len(counts), each)]
    full = max([4, *sums])
    return [one / full for one in sums]
