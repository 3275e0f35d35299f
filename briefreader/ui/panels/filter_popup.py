"""What a list can be narrowed down to, as one list under a search line: only values that occur, with their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from briefreader.brief.folding import fold
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView

_HIGH, _LEAST = 420, 220


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: a value of a field with its words and its count; a caption, with a hint, where it has no value."""

    field: str
    value: object
    words: str
    count: int = 0
    on: bool = False
    hint: str = ""

    @property
    def is_caption(self) -> bool:
        return self.value is None


def fitting(offers: Iterable[Offer], words: str) -> list[Offer]:
    """Those lines that have all of `words` in their caption or themselves, under the captions that still have any."""
    wanted = fold(words).split()
    lines: list[Offer] = []
    caption: Offer | None = None
    for offer in offers:
        if offer.is_caption:
            caption = offer
            continue
        above = caption.words if caption is not None else ""
        if all(word in fold(f"{above} {offer.words}") for word in wanted):
            if caption is not None and (not lines or lines[-1].field != offer.field):
                lines.append(caption)
            lines.append(offer)
    return lines


class FilterPopup(QFrame):
    """Opens under its button; a click, Space or Enter picks a value or drops it, and the list stays open.

    `words` say what it is for, `finds` what the search line finds, `noun` what is counted.
    """

    picked = Signal(str, object)

    def __init__(self, name: str, words: str, finds: str, noun: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(f"{name}-popup")
        self.setAccessibleName(words)
        self.setProperty("role", "card")
        self._noun = noun
        self._offered: Callable[[], list[Offer]] | None = None
        self._words = QLineEdit()
        self._words.setObjectName("filter-words")
        self._words.setAccessibleName(f"Find {finds}")
        self._words.setPlaceholderText(finds.capitalize())
        self._words.textChanged.connect(self.refresh)
        self._words.installEventFilter(self)
        self._rows = RowsModel(self._spoken, _tip, _is_live, parent=self)
        self._list = _OffersView(words)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_OfferDelegate(self._list))
        self._list.row_chosen.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._list, 1)
        self.column = column
        self.resize(250, _HIGH)

    def open_at(self, where: QPoint, offered: Callable[[], list[Offer]]) -> None:
        """Show what `offered` tells, with the right upper corner at a point of the screen."""
        self._offered = offered
        self._words.clear()
        self._list.setCurrentIndex(QModelIndex())
        self.refresh()
        screen = self.screen().availableGeometry()
        high = min(_HIGH, screen.bottom() - where.y())
        left = max(screen.left(), where.x() - self.width())
        self.setGeometry(QRect(left, where.y(), self.width(), max(high, _LEAST)))
        self.show()
        self._words.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Show the lines as they are now; the current value stays the current one, wherever it has gone."""
        if self._offered is None:
            return
        row, place = self._list.currentIndex().data(ROW), self._list.currentIndex().row()
        rows = fitting(self._offered(), self._words.text())
        self._rows.show(rows)
        if row is not None:
            at = next((at for at, one in enumerate(rows) if _same(one, row)), min(place, len(rows) - 1))
            self._list.setCurrentIndex(self._rows.index(at))

    def _pick(self, index: QModelIndex) -> None:
        offer: Offer = index.data(ROW)
        if not offer.is_caption:
            self.picked.emit(offer.field, offer.value)
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            first = next((at for at, one in enumerate(self._rows.rows) if not one.is_caption), None)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and first is not None:
                self._list.setFocus(Qt.FocusReason.TabFocusReason)
                self._list.setCurrentIndex(self._rows.index(first))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if first is not None and self._words.text().strip():
                    self._pick(self._rows.index(first))
                    self._words.clear()
                return True
        return super().eventFilter(watched, event)

    def _spoken(self, offer: Offer) -> str:
        if offer.is_caption:
            return ", ".join(filter(None, (offer.words, offer.hint)))
        count = f", {offer.count} {self._noun}{'' if offer.count == 1 else 's'}" if offer.count else ""
        return f"{offer.words}{count}{', chosen' if offer.on else ''}"


def _same(one: Offer, other: Offer) -> bool:
    return (one.field, one.value) == (other.field, other.value)


def _is_live(offer: Offer) -> bool:
    return not offer.is_caption


def _tip(offer: Offer) -> str:
    return tip(offer.words)


class _OffersView(RowsView):
    def __init__(self, words: str) -> None:
        super().__init__("filter-choices", words)
        self.setUniformItemSizes(True)
        self.setProperty("role", "paper")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.row_chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _OfferDelegate(RowDelegate):
    """A check sign where the value is chosen, its words, and its count at the right."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._words = Face(style.interface_font(12), 26)
        self._caption = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 26)
        self._hint = Face(style.interface_font(11), 26)

    def height(self, row: Offer, width: int) -> int:
        return 26

    def draw(self, painter: QPainter, row: Offer, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if row.is_caption:
            draw_words(painter, row.words, self._caption, box.adjusted(6, 2, 0, 0), colours.muted)
            hint = box.adjusted(box.width() - self._hint.width(row.hint) - 8, 2, 0, 0)
            draw_words(painter, row.hint, self._hint, hint, colours.muted)
            return
        if hover or row.on:
            painter.fillRect(box, QColor(colours.soft))
        if row.on:
            style.icon("check", size=14).paint(painter, QRect(box.x() + 5, box.y() + 6, 14, 14))
        count = f"{row.count:,}" if row.count else ""
        room = box.adjusted(24, 0, -self._words.width(count) - 16, 0)
        draw_words(painter, row.words, self._words, room, colours.ink)
        painter.setPen(QColor(colours.ink if hover or row.on else colours.muted))
        painter.drawText(box.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
