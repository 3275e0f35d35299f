"""The five colours as buttons: always a swatch with its meaning in words beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.ui import style
from briefreader.ui.lettering import Face

_SIZE = 9
_PADDING = 5
_HEIGHT = 23


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


class ColourButton(QAbstractButton):
    """A button that stays down, with a colour and its meaning on it; `words` say what it does."""

    def __init__(self, colour: Colour, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self._face = Face(style.interface_font(11), _HEIGHT)
        self.setObjectName(name)
        self.setText(MEANINGS[colour])
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(2 * _PADDING + _SIZE + 4 + self._face.width(self.text()), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        fill = colours.soft if self.isChecked() else colours.line if self.underMouse() else ""
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        _draw_swatch(painter, self.colour, _PADDING, (self.height() - _SIZE) // 2)
        painter.setFont(self._face.font)
        painter.setPen(QColor(colours.accent if self.isChecked() else colours.ink))
        room = QRect(_PADDING + _SIZE + 4, 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
