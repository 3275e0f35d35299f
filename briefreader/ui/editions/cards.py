"""A note to review as a card: what happened to its words, shown word by word, and what the reader had said."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QListView

from briefreader.annotations.model import MEANINGS, Annotation, State, wordings
from briefreader.brief.wording import Piece, word_diff
from briefreader.ui import style
from briefreader.ui.editions.pieces import draw_pieces, joined
from briefreader.ui.editions.words import changed_words, excerpt
from briefreader.ui.formatting import formatted, is_plain
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import Index, RowDelegate

SIDE = 18
PADDING = 12
_GAP = 13
_QUOTE_LEFT = 12
_QUOTE_LINES = 6
_NOTE_LINES = 4
_BADGE = 20

_Draw = Callable[[QPainter, QRect], None]


@lru_cache(maxsize=500)
def _difference(was: str, now: str) -> tuple[Piece, ...]:
    return excerpt(word_diff(was, now))


def difference(note: Annotation) -> tuple[Piece, ...]:
    """The words that were marked against those that stand there now; of a lost note the words alone."""
    quote = note.passage.quote
    if note.state is State.LOST or note.was is None:
        return (Piece("same", quote.replace("\n", " ¶ ")),)
    return _difference(*wordings(note))


def badge_words(note: Annotation) -> str:
    """What happened: "Changed: a number", "Lost"."""
    if note.state is State.LOST:
        return "Lost"
    return f"Changed: {note.reason}" if note.reason else "Changed"


def kept_words(note: Annotation) -> str:
    """Of a lost note, that it is kept, and how it finds a place again."""
    if note.state is not State.LOST:
        return ""
    return f"Kept{' with your note' if note.note else ''}. Select a passage to attach it again."


def foot_words(note: Annotation) -> str:
    """The line at the foot: place, meaning of the colour, tags."""
    numbers = [target.number for target in note.passage.targets if target.number is not None]
    place = f"¶ {numbers[0]}" if numbers and note.state is not State.LOST else ""
    none = "" if note.note else "No note"
    return " · ".join(filter(None, (none, place, MEANINGS[note.colour], *(f"#{tag}" for tag in note.tags))))


def spoken_card(note: Annotation) -> str:
    """A card in words, for screen readers."""
    quote = "“{}”".format(note.passage.quote.replace("\n", " ¶ "))
    was = note.was if note.state is not State.LOST else None
    changed = changed_words(word_diff(*wordings(note))) if was is not None else ""
    foot = foot_words(note).replace("¶", "paragraph").replace("#", "tag ")
    told = (badge_words(note), changed, quote, note.note, kept_words(note), foot)
    return ". ".join(words.rstrip(".") for words in told if words)


def card_tip(note: Annotation) -> str:
    """The tooltip of a card: all that may be cut off on it, and its keys."""
    keys = "A attaches it again" if note.state is State.LOST else "K keeps it here"
    return tip(note.passage.quote, note.note, f"Enter shows the paragraph, {keys}, D detaches it, E edits the note")


class ReviewDelegate(RowDelegate):
    """Paints the cards; the one under `chosen` leaves `buttons` pixels free at its foot."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.chosen = ""
        self.buttons = 0
        self._quote = Face(style.reading_font(15), 21)
        self._note = Face(style.interface_font(13), 18)
        self._foot = Face(style.interface_font(12), 17)
        self._documents: dict[tuple[str, int, str], QTextDocument] = {}
        self._badge = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), _BADGE)

    def _blocks(self, note: Annotation, inner: int) -> list[tuple[int, int, _Draw]]:
        """What stands on a card below the badge: the room above each, its height, and how it is painted."""
        colours = style.tokens()
        high = line_count(joined(difference(note)), self._quote, inner - _QUOTE_LEFT, _QUOTE_LINES)
        blocks: list[tuple[int, int, _Draw]] = [(6, high * self._quote.pitch, partial(self._draw_quote, note))]
        if note.note and not is_plain(note.note):
            document = self._document(note.note, inner)
            most = _NOTE_LINES * self._note.pitch
            blocks.append((6, min(ceil(document.size().height()), most), partial(_draw_document, document)))
        elif note.note:
            blocks.append((6, *self._words(note.note, self._note, inner, _NOTE_LINES, colours.ink)))
        if kept := kept_words(note):
            blocks.append((3, *self._words(kept, self._note, inner, _NOTE_LINES, colours.ink)))
        above = 3 if len(blocks) > 1 else 6
        return [*blocks, (above, *self._words(foot_words(note), self._foot, inner, 2, colours.muted))]

    def _words(self, words: str, face: Face, inner: int, limit: int, colour: str) -> tuple[int, _Draw]:
        high = line_count(words, face, inner, limit) * face.pitch
        return high, lambda painter, room: draw_words(painter, words, face, room, colour, limit=limit)

    def _document(self, words: str, width: int) -> QTextDocument:
        """A note formatted, kept for as long as it looks the same."""
        colours = style.tokens()
        key = (words, width, colours.ink)
        if key not in self._documents:
            if len(self._documents) > 100:
                self._documents.clear()
            document = formatted(
                words, ink=colours.ink, accent=colours.accent, muted=colours.muted, font=self._note.font
            )
            document.setTextWidth(width)
            self._documents[key] = document
        return self._documents[key]

    def height(self, row: Annotation, width: int) -> int:
        blocks = self._blocks(row, width - 2 * (SIDE + PADDING))
        high = _BADGE + sum(above + tall for above, tall, _ in blocks)
        return high + 2 * PADDING + _GAP + (self.buttons if row.id == self.chosen else 0)

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(SIDE, 0, -SIDE - 1, -_GAP - 1)

    def button_box(self, box: QRect) -> QRect:
        """Where the buttons go on the chosen card that is painted in `box`."""
        left, width = box.x() + SIDE + PADDING, box.width() - 2 * (SIDE + PADDING)
        return QRect(left, box.bottom() + 1 - _GAP - PADDING - self.buttons + 8, width, self.buttons - 8)

    def draw(self, painter: QPainter, row: Annotation, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        card = box.adjusted(SIDE, 0, -SIDE, -_GAP)
        edge = colours.accent if row.id == self.chosen else colours.muted if hover else colours.line
        painter.setPen(QPen(QColor(edge)))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(card.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        left, top, width = card.x() + PADDING, card.y() + PADDING, card.width() - 2 * PADDING
        self._draw_badge(painter, badge_words(row), left, top, lost=row.state is State.LOST)
        top += _BADGE
        for above, high, draw in self._blocks(row, width):
            draw(painter, QRect(left, top + above, width, high))
            top += above + high

    def _draw_quote(self, note: Annotation, painter: QPainter, box: QRect) -> None:
        colours = style.tokens()
        tick = colours.muted if note.state is State.LOST else colours.ticks[note.colour]
        painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), QColor(tick))
        room = box.adjusted(_QUOTE_LEFT, 0, 0, 0)
        draw_pieces(painter, difference(note), self._quote, room, colours.ink, _QUOTE_LINES, QRectF(room))

    def _draw_badge(self, painter: QPainter, words: str, left: int, top: int, *, lost: bool) -> None:
        colours = style.tokens()
        box = QRect(left, top, self._badge.width(words) + 16, _BADGE - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line if lost else colours.deleted))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(self._badge.font)
        painter.setPen(QColor(colours.ink if lost else colours.warning))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _draw_document(document: QTextDocument, painter: QPainter, room: QRect) -> None:
    painter.save()
    painter.translate(room.topLeft())
    document.drawContents(painter, QRectF(0, 0, room.width(), room.height()))
    painter.restore()
