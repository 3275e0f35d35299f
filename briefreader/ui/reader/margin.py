"""The page's margins: paragraph numbers at the left, counts of notes and colleagues' initials at the right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from briefreader.ui import style
from briefreader.ui.reader import sight

if TYPE_CHECKING:
    from briefreader.brief.model import Block
    from briefreader.ui.reader.view import ReaderView


@dataclass(frozen=True, slots=True)
class Place:
    """A block in view: its box and the base line of its first line, in pixels of the viewport."""

    index: int
    block: Block
    top: float
    height: float
    baseline: float


def places(view: ReaderView) -> Iterator[Place]:
    """The brief's blocks in view (a table once), in pixels of the viewport and so of the margins."""
    seen = -1
    for block, box in sight.blocks_in_view(view):
        if view.page is None:
            return
        index, _ = view.page.locate(view.page.offset(block.position()))
        if index != seen and block.layout().lineCount():
            seen = index
            line = block.layout().lineAt(0)
            base = box.top() + line.y() + line.ascent()
            yield Place(index, view.page.brief.blocks[index], box.top(), box.height(), base)


def initials(name: str) -> str:
    """The first letters of a name's first and last word."""
    parts = name.split()
    return "".join(part[0].upper() for part in (*parts[:1], *parts[1:][-1:])) or "?"


class Margin(QWidget):
    """One margin; it scrolls with the page because the page tells it when to paint."""

    def __init__(self, view: ReaderView, name: str) -> None:
        super().__init__(view)
        self.setObjectName(name)
        self._view = view

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._view.setFocus()


class NumberMargin(Margin):
    """The paragraph numbers, on the base line of each paragraph's first line."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view, "paragraph-numbers")
        self.setAccessibleName("Paragraph numbers")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = style.tokens()
        painter.fillRect(event.rect(), QColor(colours.paper))
        painter.setFont(style.interface_font(12))
        for place in places(self._view):
            block = place.block
            if self._view.governs(block.id):
                # A theme's paragraph is marked where its words are not.
                top, height = round(place.top), round(place.height)
                painter.fillRect(QRect(self.width() - 8, top, 3, height), QColor(colours.accent))
            if block.number is not None:
                painter.setPen(QColor(colours.muted))
                words = f"¶ {block.number}"
                across = painter.fontMetrics().horizontalAdvance(words)
                painter.drawText(self.width() - 17 - across, round(place.baseline), words)


class NoteMargin(Margin):
    """How many marks with notes a paragraph has, where a click opens the first of them; and who else marked it."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view, "note-counts")
        self.setAccessibleName("Notes beside the paragraphs")
        self._bubbles: list[tuple[QRectF, str]] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.tokens()
        painter.fillRect(event.rect(), QColor(colours.paper))
        painter.setFont(style.interface_font(11, weight=QFont.Weight.DemiBold))
        self._bubbles = []
        for place in places(self._view):
            notes = self._view.notes_of(place.index)
            if notes:
                bubble = QRectF(20, place.baseline - 16, 22, 20)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.soft))
                painter.drawRoundedRect(bubble, 10, 10)
                painter.setPen(QColor(colours.accent))
                painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, str(len(notes)))
                self._bubbles.append((bubble, notes[0]))
            others = dict.fromkeys(mark.author for mark in self._view.marks_of(place.index) if not mark.own)
            if others:
                painter.setPen(QColor(colours.muted))
                words = initials(next(iter(others))) + (f" +{len(others) - 1}" if len(others) > 1 else "")
                painter.drawText(QPointF(22, place.baseline + (18 if notes else 0)), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for bubble, annotation in self._bubbles:
            if bubble.contains(event.position()):
                self._view.mark_clicked.emit(annotation)
                return
        super().mousePressEvent(event)
