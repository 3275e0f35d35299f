"""A note as a card: the quote beside its colour, what the reader said, how sure its place is, and where and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QListView

from briefreader.annotations.model import Annotation, State, wordings
from briefreader.brief.wording import Piece
from briefreader.library.values import NoteRow
from briefreader.ui import style
from briefreader.ui.formatting import formatted, is_plain
from briefreader.ui.lettering import Face, draw_words, line_count
from briefreader.ui.panels.cards import (
    VARIANT,
    answer_words,
    gone_words,
    is_done,
    meta_words,
    quote_words,
    state_words,
    when_words,
)
from briefreader.ui.panels.note_commands import card_commands, command_words
from briefreader.ui.rows import ROW, Index, RowDelegate

_SIDE = 13
_GAP = 11
_PADDING = 12
_QUOTE_LEFT = 12
_QUOTE_LINES = 3
_CHANGE_LINES = 8
_NOTE_LINES = 12
_AROUND = 60

Zone = tuple[str, str]
"""What lies under the mouse in a card: a command by name, with nothing; or "link" with its address."""


@lru_cache(maxsize=500)
def change_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The difference of two quotes; of what stayed, only the words near a change."""
    from briefreader.brief.wording import word_diff  # only where a text has changed

    pieces = word_diff(old, new)
    last = len(pieces) - 1
    shown: list[Piece] = []
    for at, (kind, text) in enumerate(pieces):
        if shown and "same" not in (kind, shown[-1].kind) and not shown[-1].text.endswith(" "):
            shown.append(Piece("same", " "))
        shown.append(Piece(kind, _shortened(text, at > 0, at < last) if kind == "same" else text))
    return tuple(shown)


def _shortened(words: str, before: bool, behind: bool) -> str:
    """The words at the ends that a change touches, with an ellipsis for what is left out."""
    if len(words) <= _AROUND * (before + behind) + 20:
        return words
    head = words[:_AROUND].rpartition(" ")[0] if before else ""
    tail = words[-_AROUND:].partition(" ")[2] if behind else ""
    return f"{head} … {tail}" if head and tail else f"{head}…" if head else f"…{tail}"


class _Part(NamedTuple):
    """One piece of a card: the room above it, its height, how it is painted, and what a point in it means."""

    above: int
    high: int
    draw: Callable[[QPainter, QRect], None]
    hit: Callable[[QPoint], Zone | None] = lambda where: None


class _Badge(NamedTuple):
    words: str
    icon: str = ""
    soft: bool = False
    warns: bool = False


class CardDelegate(RowDelegate):
    """Paints note rows as cards.

    `scope` is that of the list, `many` whether several cards are selected; `author_of` tells whose note an answer
    answers.
    """

    def __init__(self, view: QListView, author_of: Callable[[str], str | None] = lambda annotation: None) -> None:
        super().__init__(view)
        self.scope = "brief"
        self.many = False
        self._author_of = author_of
        self._quote = Face(style.reading_font(15), 20)
        self._note = Face(style.interface_font(13), 19)
        self._name = Face(style.interface_font(12, weight=QFont.Weight.DemiBold), 17)
        self._meta = Face(style.interface_font(12), 16)
        self._badge = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 18)
        self._documents: dict[tuple[str, int, str], QTextDocument] = {}

    def height(self, row: NoteRow, width: int) -> int:
        inner = width - 2 * (_SIDE + _PADDING)
        return 2 * _PADDING + _GAP + 1 + sum(part.above + part.high for part in self._parts(row, inner))

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(_SIDE, 0, -_SIDE - 1, -_GAP - 1)

    def zone_at(self, row: NoteRow, box: QRect, where: QPoint) -> Zone | None:
        """What can be clicked at a point of a row that is painted in `box`."""
        for part, room in self._placed(row, box):
            if room.contains(where):
                return part.hit(where - room.topLeft())
        return None

    def draw(self, painter: QPainter, row: NoteRow, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        card = box.adjusted(_SIDE, 0, -_SIDE, -_GAP)
        chosen = self.view.selectionModel().isSelected(self.view.model().index(index.row(), 0))
        edge = QPen(QColor(colours.accent if chosen else colours.muted if hover else colours.line))
        if not row.annotation.mine:
            edge.setStyle(Qt.PenStyle.DashLine)
            edge.setColor(QColor(colours.accent if chosen else colours.muted))
        painter.setPen(edge)
        painter.setBrush(QColor(self._ground(row.annotation, chosen=chosen)))
        painter.drawRoundedRect(card.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for part, room in self._placed(row, box):
            part.draw(painter, room)

    def _ground(self, note: Annotation, *, chosen: bool) -> str:
        colours = style.tokens()
        if chosen and self.many:
            return colours.soft
        return colours.paper if note.mine else colours.panel

    def _placed(self, row: NoteRow, box: QRect) -> Iterator[tuple[_Part, QRect]]:
        left, top = box.x() + _SIDE + _PADDING, box.y() + _PADDING
        width = box.width() - 2 * (_SIDE + _PADDING)
        for part in self._parts(row, width):
            top += part.above
            yield part, QRect(left, top, width, part.high)
            top += part.high

    def _parts(self, row: NoteRow, width: int) -> Iterator[_Part]:
        note = row.annotation
        if self.scope != "brief":
            yield self._wrapped(row.title, self._meta, "muted", width, 2, below=4)
        if not note.mine:
            yield self._wrapped(note.author or "A colleague", self._name, "ink", width, 2, below=3)
        answers = answer_words(note, self._author_of)
        if answers:
            yield self._wrapped(answers, self._meta, "muted", width, 2, below=4)
        badges = self._badges(note)
        if badges:
            places = self._flow(badges, width)
            yield _Part(0, places[-1].bottom() + 7, partial(self._draw_badges, badges, places))
        if note.variant:
            yield self._wrapped(VARIANT, self._meta, "muted", width, 3, below=4)
        yield self._quoted(note, width)
        if note.note:
            yield self._noted(note.note, width)
        if note.deleted:
            yield self._wrapped(gone_words(note.deleted), self._meta, "muted", width, 2, above=6)
        foot, tags = meta_words(note), ""
        if self._meta.width(foot) > width - self._meta.width(_touched_words(note)) - 10:
            foot, tags = meta_words(replace(note, tags=())), "  ".join(f"#{tag}" for tag in note.tags)
        if tags:
            yield self._wrapped(tags, self._meta, "muted", width, 3, above=6)
        yield _Part(6, self._meta.pitch, partial(self._draw_foot, foot, _touched_words(note)))
        if self.view.currentIndex().data(ROW) is row and (actions := card_commands(note, self.scope)):
            boxes = self._buttons(actions, width)
            yield _Part(
                9, boxes[-1].bottom() + 1, partial(self._draw_actions, actions, boxes), partial(_hit, actions, boxes)
            )

    def _wrapped(
        self, words: str, face: Face, token: str, width: int, limit: int, above: int = 0, below: int = 0
    ) -> _Part:
        def draw(painter: QPainter, room: QRect) -> None:
            draw_words(painter, words, face, room, getattr(style.tokens(), token), limit=limit)

        return _Part(above, face.pitch * line_count(words, face, width, limit) + below, draw)

    # The quote and the note

    def _quoted(self, note: Annotation, width: int) -> _Part:
        if note.state is State.CHANGED and note.was is not None:
            was, now = wordings(note)
            pieces = change_pieces(was.replace("\n", " ¶ "), now.replace("\n", " ¶ "))
            limit = _CHANGE_LINES
        else:
            pieces, limit = (Piece("same", quote_words(note)),), _QUOTE_LINES
        words = "".join(piece.text for piece in pieces)
        high = self._quote.pitch * line_count(words, self._quote, width - _QUOTE_LEFT, limit)
        return _Part(0, high, partial(self._draw_quote, note, pieces, words, limit))

    def _draw_quote(
        self, note: Annotation, pieces: tuple[Piece, ...], words: str, limit: int, painter: QPainter, room: QRect
    ) -> None:
        colours = style.tokens()
        tick = colours.muted if note.state is State.LOST else colours.ticks[note.colour]
        painter.fillRect(QRect(room.x(), room.y(), 3, room.height()), QColor(tick))
        room = room.adjusted(_QUOTE_LEFT, 0, 0, 0)
        if len(pieces) == 1:
            draw_words(painter, words, self._quote, room, colours.ink, limit=limit)
        else:
            from briefreader.ui.editions.pieces import draw_pieces  # only where a text has changed

            draw_pieces(painter, pieces, self._quote, room, colours.ink, limit, QRectF(room))

    def _noted(self, words: str, width: int) -> _Part:
        if is_plain(words):
            return self._wrapped(words, self._note, "ink", width, _NOTE_LINES, above=5)
        document = self._document(words, width)
        high = ceil(document.size().height())
        most = _NOTE_LINES * self._note.pitch
        whole = high if high <= most else _whole_lines(document, most - self._note.pitch)
        return _Part(
            5,
            high if high <= most else whole + self._note.pitch,
            partial(self._draw_document, document, whole, high > most),
            lambda where: _link_at(document, where) if where.y() < whole else None,
        )

    def _document(self, words: str, width: int) -> QTextDocument:
        colours = style.tokens()
        key = (words, width, colours.ink)
        known = self._documents.get(key)
        if known is None:
            if len(self._documents) > 200:
                self._documents.clear()
            known = formatted(words, ink=colours.ink, accent=colours.accent, muted=colours.muted, font=self._note.font)
            known.setTextWidth(width)
            self._documents[key] = known
        return known

    def _draw_document(self, document: QTextDocument, whole: int, cut: bool, painter: QPainter, room: QRect) -> None:
        painter.save()
        painter.translate(room.topLeft())
        document.drawContents(painter, QRectF(0, 0, room.width(), whole))
        painter.restore()
        if cut:
            draw_words(painter, "…", self._note, room.adjusted(0, whole, 0, 0), style.tokens().muted)

    # Signs and buttons

    def _badges(self, note: Annotation) -> list[_Badge]:
        state = state_words(note)
        badges = [
            _Badge(state, soft=note.state is State.MOVED, warns=note.state is State.CHANGED),
            _Badge("Done" if is_done(note) else "", "check"),
            _Badge("Private" if note.private else "", "lock"),
        ]
        return [badge for badge in badges if badge.words]

    def _flow(self, badges: list[_Badge], width: int) -> list[QRect]:
        wide = [min(width, self._badge.width(one.words) + 16 + 15 * bool(one.icon)) for one in badges]
        return _flowed(wide, self._badge.pitch, width, 5)

    def _draw_badges(self, badges: list[_Badge], places: list[QRect], painter: QPainter, room: QRect) -> None:
        colours = style.tokens()
        for badge, place in zip(badges, places, strict=True):
            box = place.translated(room.topLeft())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.paper if self.many else colours.soft if badge.soft else colours.line))
            painter.drawRoundedRect(box, 9, 9)
            inner = box.adjusted(8, 0, -8, 0)
            if badge.icon:
                style.icon(badge.icon, size=12).paint(painter, QRect(box.x() + 7, box.y() + 3, 12, 12))
                inner.setLeft(inner.left() + 15)
            painter.setFont(self._badge.font)
            painter.setPen(QColor(colours.warning if badge.warns else colours.ink))
            words = self._badge.elided(badge.words, inner.width() + 1)
            painter.drawText(inner.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_foot(self, words: str, when: str, painter: QPainter, room: QRect) -> None:
        colours = style.tokens()
        painter.setFont(self._meta.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when)
        left = room.adjusted(0, 0, -self._meta.width(when) - 10, 0)
        draw_words(painter, words, self._meta, left, colours.muted)

    def _buttons(self, actions: tuple[str, ...], width: int) -> list[QRect]:
        wide = [self._meta.width("  ".join(command_words(action))) + 24 for action in actions]
        return _flowed(wide, self._meta.pitch + 8, width, 6)

    def _draw_actions(self, actions: tuple[str, ...], boxes: list[QRect], painter: QPainter, room: QRect) -> None:
        colours = style.tokens()
        painter.setFont(self._meta.font)
        for action, place in zip(actions, boxes, strict=True):
            box = place.translated(room.topLeft())
            painter.setPen(QPen(QColor(colours.accent)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            words, key = command_words(action)
            painter.drawText(box.adjusted(9, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                box.adjusted(0, 0, -9, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, key
            )


def _whole_lines(document: QTextDocument, most: int) -> int:
    """The height of those lines of a document that are wholly within its first `most` pixels."""
    whole = 0.0
    block = document.begin()
    while block.isValid():
        top = document.documentLayout().blockBoundingRect(block).top()
        for at in range(block.layout().lineCount()):
            line = block.layout().lineAt(at)
            bottom = top + line.y() + line.height()
            if bottom > most:
                return ceil(whole)
            whole = bottom
        block = block.next()
    return ceil(whole)


def _touched_words(note: Annotation) -> str:
    return when_words(note.deleted or note.modified)


def _flowed(wide: list[int], high: int, width: int, gap: int) -> list[QRect]:
    """Boxes side by side, in the next line where the width ends."""
    x = y = 0
    places = []
    for one in wide:
        if x and x + one > width:
            x, y = 0, y + high + gap
        places.append(QRect(x, y, one, high))
        x += one + gap
    return places


def _hit(actions: tuple[str, ...], boxes: list[QRect], where: QPoint) -> Zone | None:
    for action, box in zip(actions, boxes, strict=True):
        if box.contains(where):
            return action, ""
    return None


def _link_at(document: QTextDocument, where: QPoint) -> Zone | None:
    address = document.documentLayout().anchorAt(QPointF(where))
    return ("link", address) if address else None
