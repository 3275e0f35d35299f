"""A note as a card: the quote beside its colour, what the reader said, and where and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView

from briefreader.annotations.model import MEANINGS, Annotation, State
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import Index, RowDelegate

_SIDE = 13
_GAP = 11
_PADDING = 12
_QUOTE_LEFT = 12
_QUOTE_LINES = 3
_NOTE_LINES = 12

STATES = {State.MOVED: "Moved", State.CHANGED: "Changed", State.LOST: "Lost"}
"""What a card says of a passage that does not stand in this edition as it was marked."""

_STATE_TIPS = {
    State.MOVED: "The same words, found at another place of this edition.",
    State.CHANGED: "The words at this place have changed since they were marked.",
    State.LOST: "These words are not in this edition. The note is kept.",
}


def quote_words(annotation: Annotation) -> str:
    """The words of the passage on one line, a pilcrow between two paragraphs."""
    return " ¶ ".join(target.quote for target in annotation.passage.targets)


def place_words(annotation: Annotation) -> str:
    """The paragraph numbers of the passage: "¶ 38", "¶¶ 38-40" with an en dash, or nothing where none is numbered."""
    numbers = [target.number for target in annotation.passage.targets if target.number is not None]
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return f"¶ {first}" if first == last else f"¶¶ {first}–{last}"


def when_words(iso: str, now: datetime | None = None) -> str:
    """A time of the store (ISO 8601, UTC) as a reader says it, in local time: "today 09:41", "12 January 2026"."""
    try:
        then = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    then = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone()
    today = (now or datetime.now(UTC)).astimezone().date()
    if then.date() == today:
        return f"today {then:%H:%M}"
    if then.date() == today - timedelta(days=1):
        return f"yesterday {then:%H:%M}"
    return f"{then.day} {then:%b}" + ("" if then.year == today.year else f" {then.year}")


def meta_words(annotation: Annotation) -> str:
    """The line at a card's foot: place, meaning of the colour, tags."""
    tags = (f"#{tag}" for tag in annotation.tags)
    return "\N{NO-BREAK SPACE} ".join(filter(None, (place_words(annotation), MEANINGS[annotation.colour], *tags)))


def spoken_note(annotation: Annotation) -> str:
    """A card in words, for screen readers."""
    tags = ", ".join(f"tag {tag}" for tag in annotation.tags)
    place = place_words(annotation).replace("¶¶", "paragraphs").replace("¶", "paragraph")
    parts = (MEANINGS[annotation.colour], place, STATES.get(annotation.state, ""), f"“{quote_words(annotation)}”")
    return ". ".join(filter(None, (*parts, annotation.note, tags)))


def note_tip(annotation: Annotation) -> str:
    """The tooltip of a card: all that may be cut off on it."""
    return tip(_STATE_TIPS.get(annotation.state, ""), quote_words(annotation), annotation.note, meta_words(annotation))


class CardDelegate(RowDelegate):
    """Paints annotations as cards."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._quote = Face(style.reading_font(15), 20)
        self._note = Face(style.interface_font(13), 19)
        self._meta = Face(style.interface_font(12), 16)
        self._badge = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 18)

    def height(self, row: Annotation, width: int) -> int:
        inner = width - 2 * (_SIDE + _PADDING)
        high = 2 * _PADDING + self._meta.pitch + _GAP + 1
        high += self._quote.pitch * line_count(quote_words(row), self._quote, inner - _QUOTE_LEFT, _QUOTE_LINES)
        if row.note:
            high += 5 + self._note.pitch * line_count(row.note, self._note, inner, _NOTE_LINES)
        if row.state in STATES:
            high += self._badge.pitch + 6
        return high + 6

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(_SIDE, 0, -_SIDE - 1, -_GAP - 1)

    def draw(self, painter: QPainter, row: Annotation, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        chosen = self.view.selectionModel().isSelected(self.view.model().index(index.row(), 0))
        card = box.adjusted(_SIDE, 0, -_SIDE, -_GAP)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.muted if hover else colours.line)))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(card.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left, top, width = card.x() + _PADDING, card.y() + _PADDING, card.width() - 2 * _PADDING
        if row.state in STATES:
            self._draw_state(painter, row.state, left, top)
            top += self._badge.pitch + 6
        words = quote_words(row)
        lines = line_count(words, self._quote, width - _QUOTE_LEFT, _QUOTE_LINES)
        tick = colours.muted if row.state is State.LOST else colours.ticks[row.colour]
        painter.fillRect(QRect(left, top, 3, lines * self._quote.pitch), QColor(tick))
        room = QRect(left + _QUOTE_LEFT, top, width - _QUOTE_LEFT, lines * self._quote.pitch)
        draw_words(painter, words, self._quote, room, colours.ink, limit=_QUOTE_LINES)
        top += lines * self._quote.pitch
        if row.note:
            lines = line_count(row.note, self._note, width, _NOTE_LINES)
            room = QRect(left, top + 5, width, lines * self._note.pitch)
            draw_words(painter, row.note, self._note, room, colours.ink, limit=_NOTE_LINES)
            top += 5 + lines * self._note.pitch
        when = when_words(row.modified)
        room = QRect(left, top + 6, width, self._meta.pitch)
        painter.setFont(self._meta.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when)
        room.setWidth(width - self._meta.width(when) - 10)
        draw_words(painter, meta_words(row), self._meta, room, colours.muted)

    def _draw_state(self, painter: QPainter, state: State, left: int, top: int) -> None:
        colours = style.tokens()
        words = STATES[state]
        box = QRect(left, top, self._badge.width(words) + 16, self._badge.pitch)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft if state is State.MOVED else colours.line))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(self._badge.font)
        painter.setPen(QColor(colours.warning if state is State.CHANGED else colours.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
