"""Words with their differences, painted: what was deleted on red and struck through, what was added on green and
underlined, so that colour is never the only sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTextLayout

from briefreader.brief.wording import Piece
from briefreader.ui import style
from briefreader.ui.lettering import Face, utf16_units, wrapped

_CELL = "  |  "


@lru_cache(maxsize=2000)
def side(pieces: Sequence[Piece], kind: str) -> tuple[Piece, ...]:
    """The pieces that stand at one side, "deleted" at the old one and "added" at the new, cells of a table parted."""
    return tuple(Piece(it.kind, it.text.replace("\t", _CELL)) for it in pieces if it.kind in ("same", kind))


def joined(pieces: Iterable[Piece]) -> str:
    """The words of the pieces."""
    return "".join(piece.text for piece in pieces)


def draw_pieces(
    painter: QPainter, pieces: Sequence[Piece], face: Face, box: QRect, colour: str, limit: int, clip: QRectF
) -> None:
    """Paint the pieces from the top left of `box`, wrapped to its width, in at most `limit` lines.

    Only the lines that meet `clip` are painted; both rectangles are in pixels of the painter.
    """
    layout = wrapped(joined(pieces), face, box.width(), limit)
    origin, colours = QPointF(box.topLeft()), style.tokens()
    differences = [
        (place, kind)
        for start, end, kind in _differences(pieces)
        for place in (words.translated(origin) for words in _boxes(layout, face, start, end))
        if place.intersects(clip)
    ]
    for place, kind in differences:
        painter.fillRect(place, QColor(colours.deleted if kind == "deleted" else colours.added))
        if kind == "added":
            painter.fillRect(_line(place, place.bottom() - 1), QColor(colours.added_line))
    painter.setPen(QColor(colour))
    layout.draw(painter, origin, [], clip)
    for place, kind in differences:
        if kind == "deleted":
            painter.fillRect(_line(place, place.center().y() + 1), QColor(colours.deleted_line))


def _line(words: QRectF, y: float) -> QRectF:
    # On whole pixels, or it would be a faint line of two.
    return QRectF(words.x(), round(y), words.width(), 1)


def _differences(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, str]]:
    """Where words differ, in UTF-16 units of the joined text, without the spaces at their ends."""
    at = 0
    for kind, text in pieces:
        length = utf16_units(text)
        if kind != "same":
            words = text.strip()
            first = at + utf16_units(text[: len(text) - len(text.lstrip())])
            # Where nothing but a space came or went, the space is shown.
            yield (first, first + utf16_units(words), kind) if words else (at, at + length, kind)
        at += length


def _boxes(layout: QTextLayout, face: Face, start: int, end: int) -> Iterator[QRectF]:
    """The rectangles of a range in each line that it touches, as high as a line."""
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if first < end and start < last:
            ends = sorted(_x(line.cursorToX(place)) for place in (max(start, first), min(end, last)))
            right = min(ends[1], line.x() + line.naturalTextWidth())
            yield QRectF(ends[0], at * face.pitch, max(right - ends[0], 2), face.pitch - 1)


def _x(place: object) -> float:
    # PySide gives the position along with x, whatever its stubs say.
    place = place[0] if isinstance(place, tuple) else place
    return place if isinstance(place, float) else 0.0
