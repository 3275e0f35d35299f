"""The rows of a dossier, painted: captions, bars over time, notes, and mentions with their words marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLine
from PySide6.QtWidgets import QListView

from briefreader.brief.citation import date_words
from briefreader.brief.dossier import Place
from briefreader.ui import style
from briefreader.ui.dossier.rows import Bar, BriefTitle, Caption, More, NoteOn, Row, Silence, Spot, Top, is_live
from briefreader.ui.dossier.words import notes_words, number_words, short_title
from briefreader.ui.lettering import Face, draw_words, line_count, utf16_units, wrapped
from briefreader.ui.panels.cards import meta_words, quote_words, state_words
from briefreader.ui.rows import Index, RowDelegate

SIDE = 16
"""Pixels at the left and right of everything in a dossier."""

_EDGE = 12
_MEASURE = 660
_EXCERPT_LINES = 14
_ALL_LINES = 20_000
_QUOTE_LINES, _NOTE_LINES = 2, 2
_DATE = 108
_SEPARATOR = " · "


class DossierDelegate(RowDelegate):
    """Paints every kind of row; `top_height` says how high the head is in a view of some width.

    `on_paper` is for a list that lies on the paper of the page rather than in a panel.
    """

    def __init__(self, view: QListView, top_height: Callable[[int], int], *, on_paper: bool = False) -> None:
        super().__init__(view)
        self._top_height = top_height
        self._on_paper = on_paper
        caption = style.interface_font(11, weight=QFont.Weight.DemiBold)
        caption.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        title = style.reading_font(15)
        title.setWeight(QFont.Weight.DemiBold)
        self._caption = Face(caption, 16)
        self._title = Face(title, 20)
        self._excerpt = Face(style.reading_font(15), 22)
        self._whole = Face(style.reading_font(17), 26)
        self._quote = Face(style.reading_font(14), 19)
        self._plain = Face(style.interface_font(13), 18)
        self._meta = Face(style.interface_font(12), 16)
        self._strong = Face(style.interface_font(12, weight=QFont.Weight.DemiBold), 16)

    # Measures

    def height(self, row: Row, width: int) -> int:
        match row:
            case Top():
                return self._top_height(width)
            case Caption():
                return 14 + self._caption.pitch + 6
            case Bar():
                return 6 + self._meta.pitch + 3 + self._meta.pitch + 6
            case BriefTitle():
                return 10 + self._title.pitch * line_count(row.words, self._title, width - 2 * SIDE, 2) + 4
            case NoteOn():
                return 7 + self._quote_height(row, width) + self._said_height(row, width) + 2 + self._meta.pitch + 7
            case Spot():
                foot = 2 + self._meta.pitch if self._foot(row) else 0
                return 7 + self._spot_height(row, width) + foot + (12 if row.whole else 7)
            case Silence():
                return 20 + self._plain.pitch * line_count(row.words, self._plain, width - 2 * SIDE, 6)
            case _:
                return 26

    def _room(self, width: int) -> int:
        return max(60, min(width - 2 * SIDE - _EDGE, _MEASURE))

    def _face(self, row: Spot) -> Face:
        return self._whole if row.whole else self._excerpt

    def _spot_height(self, row: Spot, width: int) -> int:
        shown, face = row.shown(), self._face(row)
        return face.pitch * line_count(shown.text, face, self._room(width), _limit(row), shown.marks)

    def _quote_height(self, row: NoteOn, width: int) -> int:
        return self._quote.pitch * line_count(quote_words(row.annotation), self._quote, self._room(width), _QUOTE_LINES)

    def _said_height(self, row: NoteOn, width: int) -> int:
        words = _one_line(row.annotation.note)
        return 2 + self._plain.pitch * line_count(words, self._plain, self._room(width), _NOTE_LINES) if words else 0

    def _foot(self, row: Spot) -> bool:
        return bool(number_words(row.place) or row.place.section or row.place.notes)

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(5, 0, -6, -1)

    # Painting

    def draw(self, painter: QPainter, row: Row, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        inside = box.adjusted(SIDE, 0, -SIDE, 0)
        if is_live(row):
            self._draw_ground(painter, box, index, hover=hover)
        match row:
            case Caption():
                count = f"{_SEPARATOR}{row.count:,}" if row.count is not None else ""
                room = inside.adjusted(0, 14, 0, 0)
                draw_words(painter, f"{row.words.upper()}{count}", self._caption, room, colours.muted)
            case Bar():
                self._draw_bar(painter, row, inside)
            case BriefTitle():
                draw_words(painter, row.words, self._title, inside.adjusted(0, 10, 0, -4), colours.ink, limit=2)
            case NoteOn():
                self._draw_note(painter, row, box, inside)
            case Spot():
                self._draw_spot(painter, row, box)
            case Silence():
                draw_words(painter, row.words, self._plain, inside.adjusted(0, 10, 0, 0), colours.muted, limit=6)
            case More():
                colour = colours.ink if hover else colours.accent
                draw_words(painter, row.words, self._meta, inside.adjusted(0, 5, 0, 0), colour)

    def _draw_ground(self, painter: QPainter, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        chosen = self.view.selectionModel().isSelected(self.view.model().index(index.row(), 0))
        if chosen or hover:
            painter.setPen(QColor(colours.accent if chosen else colours.line))
            painter.setBrush(QColor(colours.panel if self._on_paper else colours.paper))
            painter.drawRoundedRect(box.toRectF().adjusted(5.5, 0.5, -5.5, -1.5), 6, 6)

    def _draw_bar(self, painter: QPainter, row: Bar, inside: QRect) -> None:
        colours = style.tokens()
        volume = row.volume
        room = inside.adjusted(0, 6, 0, 0)
        draw_words(painter, volume.title, self._meta, room, colours.ink)
        room = room.adjusted(0, self._meta.pitch + 3, 0, 0)
        wide = min(_DATE, inside.width() // 2)
        draw_words(painter, date_words(volume.date) or "No date", self._meta, _wide(room, wide - 8), colours.muted)
        count = f"{volume.count:,}"
        digits = max(self._strong.width(f"{row.most:,}"), self._strong.width(count)) + 8
        track = max(8, room.width() - wide - digits)
        long = max(2.0, track * volume.count / row.most) if row.most and volume.count else 0.0
        bar = QRectF(room.x() + wide, room.y() + 4, long, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setFont(self._strong.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(
            QRectF(bar.right() + 6, room.y(), digits, self._meta.pitch), Qt.AlignmentFlag.AlignVCenter, count
        )

    def _draw_note(self, painter: QPainter, row: NoteOn, box: QRect, inside: QRect) -> None:
        colours, note = style.tokens(), row.annotation
        wide = self._room(box.width())
        high = self._quote_height(row, box.width())
        top = box.y() + 7
        painter.fillRect(QRect(inside.x(), top, 3, high), QColor(colours.ticks[note.colour]))
        room = QRect(inside.x() + _EDGE, top, wide, high)
        draw_words(painter, quote_words(note), self._quote, room, colours.ink, limit=_QUOTE_LINES)
        if note.note:
            room = QRect(room.x(), room.bottom() + 3, wide, self._said_height(row, box.width()) - 2)
            draw_words(painter, _one_line(note.note), self._plain, room, colours.ink, limit=_NOTE_LINES)
        room = QRect(room.x(), room.bottom() + 3, wide, self._meta.pitch)
        words = _SEPARATOR.join(filter(None, (state_words(note), meta_words(note), row.title)))
        draw_words(painter, words, self._meta, room, colours.muted)

    def _draw_spot(self, painter: QPainter, row: Spot, box: QRect) -> None:
        colours = style.tokens()
        shown, room = row.shown(), self._words_box(row, box)
        painter.fillRect(QRect(box.x() + SIDE, room.y(), 3, room.height()), QColor(colours.accent))
        draw_words(painter, shown.text, self._face(row), room, colours.ink, limit=_limit(row), marks=shown.marks)
        if self._foot(row):
            self._draw_foot(painter, row.place, QRect(room.x(), room.bottom() + 3, room.width(), self._meta.pitch))

    def _words_box(self, row: Spot, box: QRect) -> QRect:
        return QRect(box.x() + SIDE + _EDGE, box.y() + 7, self._room(box.width()), self._spot_height(row, box.width()))

    def _draw_foot(self, painter: QPainter, place: Place, room: QRect) -> None:
        """Number, section and notes on one line: the section gives way where it is too long."""
        colours = style.tokens()
        number, notes = number_words(place), notes_words(place)
        head = number + (_SEPARATOR if number and place.section else "")
        tail = (_SEPARATOR if notes and (number or place.section) else "") if notes else ""
        taken = self._meta.width(head) + self._meta.width(tail) + (self._strong.width(notes) if notes else 0)
        words = f"{head}{self._section(place, room.width() - taken)}{tail}"
        draw_words(painter, words, self._meta, room, colours.muted)
        if notes:
            left = min(self._meta.width(words), room.width() - self._strong.width(notes))
            draw_words(painter, notes, self._strong, room.adjusted(left, 0, 0, 0), colours.accent)

    def _section(self, place: Place, room: int) -> str:
        """The titles above a paragraph in `room` pixels; the last one tells most, so that the others are cut first."""
        titles = [short_title(title) for title in place.section]
        if not titles:
            return ""
        last = titles[-1]
        before = " › ".join(titles[:-1])
        left = room - self._meta.width(f" › {last}")
        if before and left >= 40:
            return f"{self._meta.elided(before, left)} › {last}"
        return self._meta.elided(last, room)

    def mark_at(self, row: Spot, box: QRect, where: QPoint) -> tuple[int, int] | None:
        """The mark under a point of a row that is painted in `box`, as code points of the paragraph's text."""
        shown, room, face = row.shown(), self._words_box(row, box), self._face(row)
        if not room.contains(where):
            return None
        layout = wrapped(shown.text, face, room.width(), _limit(row), shown.marks)
        line = layout.lineAt(min((where.y() - room.y()) // face.pitch, layout.lineCount() - 1))
        at = line.xToCursor(where.x() - room.x(), QTextLine.CursorPosition.CursorOnCharacter)
        for (start, end), place in zip(shown.marks, shown.places, strict=True):
            if utf16_units(shown.text[:start]) <= at < utf16_units(shown.text[:end]):
                return place
        return None


def _wide(box: QRect, width: int) -> QRect:
    return QRect(box.x(), box.y(), width, box.height())


def _limit(row: Spot) -> int:
    return _ALL_LINES if row.whole else _EXCERPT_LINES


def _one_line(words: str) -> str:
    return " ".join(words.split())
