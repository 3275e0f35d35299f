"""Flat buttons of the panels: words alone, a colour as a swatch with its meaning beside it, or an icon alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.ui import style
from briefreader.ui.lettering import Face

_SIZE = 9
_PADDING = 5
_HEIGHT = 23
_WIDEST = 220


def swatch(colour: Colour, ratio: float) -> QIcon:
    """A small filled square in the tick of a colour, for a screen with `ratio` device pixels to the pixel."""
    pixmap = QPixmap(round(_SIZE * ratio), round(_SIZE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw_swatch(painter, colour, 0, 0)
    painter.end()
    return QIcon(pixmap)


def _draw_swatch(painter: QPainter, colour: Colour, x: int, y: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.tokens().ticks[colour]))
    painter.drawRoundedRect(x, y, _SIZE, _SIZE, 2, 2)


class PillButton(QAbstractButton):
    """A button of a few words, without a frame until it is looked at; `words` say what it does.

    `tail` stands behind its text, muted and never shortened; `widest` is as wide as it may get, in pixels.
    """

    framed = False

    def __init__(self, text: str, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = Face(style.interface_font(11), _HEIGHT)
        self._left = self._right = _PADDING
        self.tail = ""
        self.widest = _WIDEST
        self.setObjectName(name)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        words = self._face.width(self.text()) + self._right if self.text() else 0
        return QSize(min(self._left + words + self._room_of_tail(), self.widest), _HEIGHT)

    def _room_of_tail(self) -> int:
        return self._face.width(self.tail) + _PADDING if self.tail else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if self.hasFocus() else colours.line if self.framed else ""
        painter.setPen(QColor(edge) if edge else Qt.PenStyle.NoPen)
        hovered = self.underMouse() and self.isEnabled()
        fill = colours.soft if self.isChecked() else colours.line if hovered else ""
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        round_off = self.height() / 2 - 0.5 if self.framed else 5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), round_off, round_off)
        self.draw_sign(painter)
        painter.setFont(self._face.font)
        ink = colours.accent if self.isChecked() else colours.ink if self.isEnabled() else colours.muted
        painter.setPen(QColor(ink))
        tail = self._room_of_tail()
        room = QRect(self._left, 0, self.width() - self._left - self._right - tail + 1, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._face.elided(self.text(), room.width() + 1))
        if tail:
            if not self.isChecked() and not hovered:
                painter.setPen(QColor(colours.muted))
            behind = self.rect().adjusted(0, 0, -self._right, 0)
            painter.drawText(behind, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.tail)
        painter.end()

    def draw_sign(self, painter: QPainter) -> None:
        """Paint what stands before the words."""


class ColourButton(PillButton):
    """A button that stays down, with a colour and its meaning on it; `words` say what it does."""

    def __init__(self, colour: Colour, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(MEANINGS[colour], name, words, parent)
        self.colour = colour
        self._left = _PADDING + _SIZE + 4
        self.setCheckable(True)

    def rename(self, words: str) -> None:
        """Have the meaning that the colour has now; `words` say what the button does."""
        self.setText(MEANINGS[self.colour])
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def draw_sign(self, painter: QPainter) -> None:
        _draw_swatch(painter, self.colour, _PADDING, (self.height() - _SIZE) // 2)


class SwatchButton(ColourButton):
    """A colour as a swatch alone, where its meaning has no room: it stands in the tooltip."""

    def __init__(self, colour: Colour, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(colour, name, words, parent)
        self.setText("")
        self.setCheckable(False)
        self._left = 2 * _PADDING + _SIZE


def tool_button(name: str, words: str) -> QToolButton:
    """A button with a small icon, which has still to be given; `words` say what it does."""
    button = QToolButton()
    button.setObjectName(name)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setIconSize(QSize(18, 18))
    return button
