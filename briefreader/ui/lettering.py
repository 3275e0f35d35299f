"""Words that views paint themselves: measured, wrapped, cut off with an ellipsis, and marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from briefreader.ui import style

_BREAK = "\N{LINE SEPARATOR}"

Marks = tuple[tuple[int, int], ...]
"""Ranges of a text in code points."""


@dataclass(frozen=True, eq=False)
class Face:
    """A font together with its line pitch in pixels: what it takes to wrap, measure and paint words."""

    font: QFont
    pitch: int
    metrics: QFontMetricsF = field(init=False)
    _word_widths: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "metrics", QFontMetricsF(self.font))

    def elided(self, words: str, width: float) -> str:
        """The words on one line of `width` pixels, with an ellipsis where they are too long."""
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)

    def width(self, words: str) -> int:
        return ceil(self.metrics.horizontalAdvance(words))

    def word_width(self, word: str) -> float:
        """The width of one word, remembered: shaping it costs a hundred times as much as looking it up."""
        known = self._word_widths.get(word)
        if known is None:
            known = self._word_widths[word] = self.metrics.horizontalAdvance(word)
        return known


def utf16_units(words: str) -> int:
    """The length of a text as Qt counts it."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=400)
def wrapped(words: str, face: Face, width: int, limit: int, bold: Marks = ()) -> QTextLayout:
    """The words laid out in at most `limit` lines of `width` pixels, an ellipsis where they go on.

    `bold` are ranges in code points that are set in a bold weight.
    """
    # No line holds more characters than half its pixels, so the rest need not be shaped.
    # A layout breaks lines at this separator, but takes a line feed for a space.
    shown = words[: max(1, limit * width // 2)].replace("\n", _BREAK)
    layout = _laid_out(shown, face, width, limit, bold)
    last = layout.lineAt(layout.lineCount() - 1)
    end = last.textStart() + last.textLength()
    if end < utf16_units(shown) or len(shown) < len(words):
        units = shown.encode("utf-16-le", "surrogatepass")
        head = units[: 2 * last.textStart()].decode("utf-16-le", "surrogatepass")
        tail = units[2 * last.textStart() :].decode("utf-16-le", "surrogatepass")
        tail = tail.partition(_BREAK)[0].rstrip() + "…"
        # Bold letters are wider than those that the metrics know.
        room = width - (face.width("…") if bold else 0)
        while True:
            cut = head + face.elided(tail, room)
            layout = _laid_out(cut, face, width, limit, bold)
            last = layout.lineAt(layout.lineCount() - 1)
            # Where the metrics are a little less than the layout takes, the ellipsis would fall on a line too many.
            if last.textStart() + last.textLength() >= utf16_units(cut) or room <= 0:
                break
            room -= 2
    return layout


def _laid_out(words: str, face: Face, width: int, limit: int, bold: Marks) -> QTextLayout:
    layout = QTextLayout(words, face.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if bold:
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.DemiBold)
        layout.setFormats(_ranges(words, bold, heavy))
    layout.beginLayout()
    for at in range(limit):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, at * face.pitch + (face.pitch - line.height()) / 2))
    layout.endLayout()
    return layout


def _ranges(words: str, marks: Marks, look: QTextCharFormat) -> list[QTextLayout.FormatRange]:
    ranges = []
    for start, end in marks:
        one = QTextLayout.FormatRange()
        one.start = utf16_units(words[:start])
        one.length = utf16_units(words[start:end])
        one.format = look
        ranges.append(one)
    return ranges


@lru_cache(maxsize=30_000)
def line_count(words: str, face: Face, width: int, limit: int, bold: Marks = ()) -> int:
    """How many lines `wrapped` takes, without a layout wherever adding up the widths of words settles it.

    Laying out 500 notes takes 150 ms, adding up 5: nearly all of a layout is the shaping of its letters.
    """
    count = None if bold else _lines_by_words(words, face, width, limit)
    return max(1, wrapped(words, face, width, limit, bold).lineCount()) if count is None else count


def _lines_by_words(words: str, face: Face, width: int, limit: int) -> int | None:
    """The number of lines, or None where a line could end elsewhere than at a space, or is full to the pixel.

    None as well for letters that another face may have to stand in for: where faces meet, widths are rounded.
    """
    if "\n" in words or not _LATIN.fullmatch(words):
        return None
    space = face.word_width(" ")
    lines, x = 1, 0.0
    for word in words.split(" "):
        wide = face.word_width(word)
        if x + wide + _NEAR > width:
            if x + wide - _NEAR < width or wide + _NEAR > width or not word.strip(_POINTS).isalnum():
                return None
            lines, x = lines + 1, 0.0
            if lines > limit:
                return limit
        x += wide + space
    return lines


# Pixels: a layout also makes room for what the last letter hangs over its own width, a closing quote most of all.
_NEAR = 3.0
_LATIN = re.compile(r"[\x20-\u024f\u2010-\u2027]*")
_POINTS = ".,;:!?()[]'\"‘’“”"


def draw_words(
    painter: QPainter,
    words: str,
    face: Face,
    box: QRect,
    colour: str,
    *,
    limit: int = 1,
    marks: Marks = (),
) -> None:
    """Paint words from the top left of `box`, wrapped to its width; `marks` are bold on a soft background."""
    painter.setPen(QColor(colour))
    if limit == 1 and not marks:
        painter.setFont(face.font)
        line = face.elided(words, box.width())
        painter.drawText(QRect(box.x(), box.y(), box.width() + 1, face.pitch), Qt.AlignmentFlag.AlignVCenter, line)
        return
    layout = wrapped(words, face, box.width(), limit, marks)
    look = QTextCharFormat()
    look.setBackground(QColor(style.tokens().soft))
    look.setForeground(QColor(style.tokens().accent))
    shown = utf16_units(layout.text())
    selections = [one for one in _ranges(words, marks, look) if one.start + one.length <= shown]
    layout.draw(painter, QPointF(box.topLeft()), selections)


def tip(*paragraphs: str) -> str:
    """A tooltip of plain words: escaped, since a brief's words must never be read as markup, and so wrapped by Qt."""
    return "".join(f"<p>{escape(words)}</p>" for words in paragraphs if words)
