"""The paragraphs behind a number of the map, with the words marked: a list beside it, each row a way into the brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from briefreader.brief.counts import counted
from briefreader.ui import style
from briefreader.ui.lettering import Face, Marks, draw_words, line_count, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView

_SIDE = 18
_LINES = 5
_BEFORE = 90
"""So many letters before the first mark are shown; what is before them may be left out."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to read: `section` are the titles above it, `marks` ranges of `text` in code points."""

    brief: str
    brief_title: str
    block: str
    number: int | None
    section: str
    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row above the paragraphs of a brief, where there are several."""

    words: str
    paragraphs: int


class ParagraphsPanel(QWidget):
    """The list with what it is of above it. `paragraph_chosen` carries a brief and a block."""

    paragraph_chosen = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-paragraphs-panel")
        self.setAccessibleName("Paragraphs")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        caption = QLabel("PARAGRAPHS")
        caption.setAccessibleName("Paragraphs")
        caption.setProperty("role", "caption")
        self._close = QToolButton()
        self._close.setObjectName("close-paragraphs")
        self._close.setAccessibleName("Close the paragraphs")
        self._close.setToolTip("Close the paragraphs (Escape)")
        self._close.setIconSize(QSize(18, 18))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.closed)
        self._title, self._count = QLabel(), QLabel()
        for label, name in ((self._title, "paragraphs-title"), (self._count, "paragraphs-count")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        face = style.reading_font(18)
        face.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(face)
        self._count.setProperty("role", "muted")
        self.view = RowsView("map-paragraphs", "Paragraphs")
        self._rows = RowsModel(_spoken, _tip, _is_paragraph, parent=self)
        self.view.setModel(self._rows)
        self.view.setItemDelegate(_ParagraphDelegate(self.view))
        self.view.row_chosen.connect(self._choose)
        self._arrange(caption)
        self.recolour()

    def _arrange(self, caption: QLabel) -> None:
        top = QHBoxLayout()
        top.addWidget(caption, 1)
        top.addWidget(self._close)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 12, _SIDE - 6, 0)
        head.setSpacing(3)
        head.addLayout(top)
        head.addWidget(self._title)
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def show_places(self, title: str, places: Sequence[Paragraph]) -> None:
        """Show paragraphs in the order given, under the titles of their briefs where there are several."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._count.setText(counted(len(places), "paragraph"))
        self._rows.show(_grouped(places))
        first = next((at for at, row in enumerate(self._rows.rows) if _is_paragraph(row)), None)
        if first is not None:
            self.view.setCurrentIndex(self._rows.index(first))
        self.view.scrollToTop()

    def recolour(self) -> None:
        """Draw the icon in the colours in force."""
        self._close.setIcon(style.icon("close"))
        self.view.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Paragraph):
            self.paragraph_chosen.emit(row.brief, row.block)


def _grouped(places: Sequence[Paragraph]) -> list[Paragraph | _Heading]:
    briefs: dict[str, list[Paragraph]] = {}
    for place in places:
        briefs.setdefault(place.brief, []).append(excerpt(place))
    rows: list[Paragraph | _Heading] = []
    for some in briefs.values():
        if len(briefs) > 1:
            rows.append(_Heading(some[0].brief_title, len(some)))
        rows.extend(some)
    return rows


def excerpt(place: Paragraph) -> Paragraph:
    """The same paragraph from shortly before its first mark on, so that the mark is among the lines that are shown."""
    first = min((start for start, _ in place.marks), default=0)
    cut = place.text.rfind(" ", 0, max(0, first - _BEFORE)) + 1 if first > 2 * _BEFORE else 0
    if not cut:
        return place
    marks = tuple((start - cut + 1, end - cut + 1) for start, end in place.marks)
    return replace(place, text="…" + place.text[cut:], marks=marks)


def _is_paragraph(row: Paragraph | _Heading) -> bool:
    return isinstance(row, Paragraph)


def _foot(row: Paragraph) -> str:
    return " · ".join(filter(None, (f"¶ {row.number}" if row.number is not None else "", row.section)))


def _spoken(row: Paragraph | _Heading) -> str:
    if isinstance(row, _Heading):
        return f"{row.words}, {counted(row.paragraphs, 'paragraph')}"
    return ". ".join(filter(None, (row.text, _foot(row).replace("¶", "paragraph"), row.brief_title)))


def _tip(row: Paragraph | _Heading) -> str:
    return tip(row.words) if isinstance(row, _Heading) else tip(row.brief_title, row.text, _foot(row))


class _ParagraphDelegate(RowDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._brief = Face(style.interface_font(12, weight=QFont.Weight.DemiBold), 18)
        self._text = Face(style.reading_font(15), 21)
        self._foot = Face(style.interface_font(12), 17)

    def _lines(self, row: Paragraph, width: int) -> int:
        return line_count(row.text, self._text, self._room(width), _LINES, row.marks)

    def _room(self, width: int) -> int:
        return width - 2 * _SIDE - 12

    def height(self, row: Paragraph | _Heading, width: int) -> int:
        if isinstance(row, _Heading):
            return 14 + self._brief.pitch * line_count(row.words, self._brief, width - 2 * _SIDE, 2)
        return self._lines(row, width) * self._text.pitch + 2 + self._foot.pitch + 14

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(_SIDE - 9, 1, -8, -2)

    def draw(self, painter: QPainter, row: Paragraph | _Heading, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        inside = box.adjusted(_SIDE, 0, -_SIDE, 0)
        if isinstance(row, _Heading):
            draw_words(painter, row.words, self._brief, inside.adjusted(0, 10, 0, -4), colours.ink, limit=2)
            return
        if hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.paper))
            painter.drawRoundedRect(box.adjusted(_SIDE - 9, 1, -8, -1), 5, 5)
        high = self._lines(row, box.width()) * self._text.pitch
        painter.fillRect(QRect(inside.x(), box.y() + 7, 3, high), QColor(colours.accent))
        room = QRect(inside.x() + 12, box.y() + 6, self._room(box.width()), high)
        draw_words(painter, row.text, self._text, room, colours.ink, limit=_LINES, marks=row.marks)
        room = QRect(room.x(), room.y() + high + 2, room.width(), self._foot.pitch)
        draw_words(painter, _foot(row), self._foot, room, colours.muted)
