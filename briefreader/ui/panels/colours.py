"""The five colours as buttons: always a swatch with its meaning in words beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.ui import style

_SIZE = 10


def swatch(colour: Colour, ratio: float) -> QIcon:
    """A small filled square in the tick of a colour, for a screen with `ratio` device pixels to the pixel."""
    pixmap = QPixmap(round(_SIZE * ratio), round(_SIZE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.tokens().ticks[colour]))
    painter.drawRoundedRect(0, 0, _SIZE, _SIZE, 2, 2)
    painter.end()
    return QIcon(pixmap)


def colour_button(colour: Colour, name: str, words: str, parent: QWidget | None = None) -> QToolButton:
    """A button that can be down, named `name`, with the colour's meaning on it; `words` say what it does."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setProperty("role", "colour")
    button.setText(MEANINGS[colour])
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(_SIZE, _SIZE))
    button.setIcon(swatch(colour, button.devicePixelRatioF()))
    button.setFont(style.interface_font(12))
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
