"""What the notes can be filtered by, as one list under a search line: only values that occur, with their counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDateEdit,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.model import State
from briefreader.brief.folding import fold
from briefreader.library.selection import Choices
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView

STATE_WORDS = {
    State.LOST: "Lost",
    State.CHANGED: "Changed, not confirmed",
    State.MOVED: "Moved",
    State.EXACT: "As marked",
}
DAYS = {"today": "Today", "week": "Last 7 days", "month": "Last 30 days"}
_GROUPS = {
    "states": "State",
    "done": "Actions",
    "private": "Privacy",
    "days": "Date",
    "tags": "Tags",
    "actors": "Actors",
    "themes": "Themes",
    "authors": "Authors",
}

Picked = dict[str, list[object]]
"""The chosen values of each field: of states, tags, actors, themes and authors any number, of the others one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: a value of a field with its words and the number of its notes; a caption where it has no value."""

    field: str
    value: object
    words: str
    count: int = 0
    on: bool = False

    @property
    def is_caption(self) -> bool:
        return self.value is None


def value_words(field: str, value: object) -> str:
    """What a value is called, in the list and on a chip."""
    if isinstance(value, State):
        return STATE_WORDS[value]
    if isinstance(value, tuple):
        since, until = value
        return f"{since:%d %b %Y} – {until:%d %b %Y}"
    if field == "done":
        return "Done" if value else "Not done"
    if field == "private":
        return "Private" if value else "Not private"
    return DAYS.get(str(value), str(value)) if field == "days" else str(value)


def span_of(value: object, today: date | None = None) -> tuple[date | None, date | None]:
    """The days that a value of "days" stands for, both included."""
    if isinstance(value, tuple):
        return value
    today = today or date.today()
    since = {"today": today, "week": today - timedelta(days=6), "month": today - timedelta(days=29)}
    return since.get(str(value)), None


def offers(found: Choices, picked: Picked, words: str = "") -> list[Offer]:
    """The lines of the list: what occurs and has all of `words` in it; what is picked, even where it occurs no more."""
    counted: dict[str, dict[Any, int]] = {
        "states": dict(found.states),
        "done": {value: found.done[value] for value in (False, True) if value in found.done},
        "private": {True: found.private} if found.private else {},
        "days": dict.fromkeys(DAYS, 0),
        "tags": dict(found.tags),
        "actors": dict(found.actors),
        "themes": dict(found.themes),
        "authors": dict(found.authors),
    }
    wanted = fold(words).split()
    lines: list[Offer] = []
    for field, caption in _GROUPS.items():
        values = counted[field] | {one: counted[field].get(one, 0) for one in picked.get(field, ())}
        lot = [
            Offer(field, value, value_words(field, value), count, value in picked.get(field, ()))
            for value, count in values.items()
            if all(word in fold(f"{caption} {value_words(field, value)}") for word in wanted)
        ]
        if lot:
            lines += [Offer(field, None, caption), *lot]
    return lines


class FilterPopup(QFrame):
    """Opens under its button; a click, Space or Enter picks a value or drops it, and the list stays open."""

    picked = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("notes-filter-popup")
        self.setAccessibleName("Filter notes by")
        self.setProperty("role", "card")
        self._found: Callable[[], tuple[Choices, Picked]] | None = None
        self._words = QLineEdit()
        self._words.setObjectName("filter-words")
        self._words.setAccessibleName("Find a tag, actor, theme or author")
        self._words.setPlaceholderText("Tag, actor, theme, author")
        self._words.textChanged.connect(self._show)
        self._words.installEventFilter(self)
        self._rows = RowsModel(_spoken, can_choose=_is_live, parent=self)
        self._list = _OffersView()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_OfferDelegate(self._list))
        self._list.row_chosen.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._list, 1)
        column.addLayout(self._build_days())
        self.resize(250, 420)

    def _build_days(self) -> QGridLayout:
        self._since, self._until = QDateEdit(), QDateEdit()
        today = QDate.currentDate()
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, (field, name, words, day) in enumerate(
            (
                (self._since, "filter-since", "From", today.addDays(-30)),
                (self._until, "filter-until", "Until", today),
            )
        ):
            field.setObjectName(name)
            field.setAccessibleName(f"Changed {words.lower()}")
            field.setDisplayFormat("d MMM yyyy")
            field.setCalendarPopup(True)
            field.setDate(day)
            label = QLabel(words)
            label.setProperty("role", "muted")
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        between = QPushButton("Show")
        between.setObjectName("filter-between")
        between.setToolTip("Show the notes that were changed from the one day until the other")
        between.setAccessibleName("Show the notes of these days")
        between.clicked.connect(self._pick_days)
        grid.addWidget(between, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        return grid

    def open_at(self, where: QPoint, found: Callable[[], tuple[Choices, Picked]]) -> None:
        """Show what `found` tells, with the right upper corner at a point of the screen."""
        self._found = found
        self._words.clear()
        self._show()
        screen = self.screen().availableGeometry()
        high = min(420, screen.bottom() - where.y())
        self.setGeometry(QRect(max(screen.left(), where.x() - self.width()), where.y(), self.width(), max(high, 220)))
        self.show()
        self._words.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        if self._found is None:
            return
        found, picked = self._found()
        current = self._list.currentIndex().row()
        self._rows.show(offers(found, picked, self._words.text()))
        if 0 <= current < len(self._rows.rows):
            self._list.setCurrentIndex(self._rows.index(current))

    def _pick(self, index: QModelIndex) -> None:
        offer: Offer = index.data(ROW)
        if not offer.is_caption:
            self.picked.emit(offer.field, offer.value)
            self._show()

    def _pick_days(self) -> None:
        ends = sorted(_day(field.date()) for field in (self._since, self._until))
        self.picked.emit("days", (ends[0], ends[1]))
        self._show()

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


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _is_live(offer: Offer) -> bool:
    return not offer.is_caption


def _spoken(offer: Offer) -> str:
    count = f", {offer.count} {'note' if offer.count == 1 else 'notes'}" if offer.count else ""
    return f"{offer.words}{count}{', chosen' if offer.on else ''}"


class _OffersView(RowsView):
    def __init__(self) -> None:
        super().__init__("filter-choices", "Filter by")
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

    def height(self, row: Offer, width: int) -> int:
        return 26

    def draw(self, painter: QPainter, row: Offer, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if row.is_caption:
            draw_words(painter, row.words, self._caption, box.adjusted(6, 2, 0, 0), colours.muted)
            return
        if hover or row.on:
            painter.fillRect(box, QColor(colours.soft))
        if row.on:
            style.icon("check", size=14).paint(painter, QRect(box.x() + 5, box.y() + 6, 14, 14))
        count = str(row.count) if row.count else ""
        room = box.adjusted(24, 0, -self._words.width(count) - 16, 0)
        draw_words(painter, row.words, self._words, room, colours.ink)
        painter.setPen(QColor(colours.ink if hover or row.on else colours.muted))
        painter.drawText(box.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)


def toggled(picked: Picked, field: str, value: object) -> Picked:
    """What is picked after one more choice: a value that was is dropped, and of some fields there is only one."""
    now = list(picked.get(field, ()))
    if value in now:
        now.remove(value)
    elif field in ("done", "private", "days"):
        now = [value]
    else:
        now.append(value)
    return {name: values for name, values in {**picked, field: now}.items() if values}


def sole(values: Sequence[object]) -> bool | None:
    """The value of a field that has one at most, as a filter takes it."""
    return bool(values[0]) if values else None
