"""The look in one place: colours, faces, icons and the style sheet, for both colour schemes.

Views never name a colour: they ask `tokens()` when they paint, so that a change of scheme is a repaint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from briefreader import paths

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap

READING_FAMILY = "Source Serif Pro"


class Tokens:
    """The colours of one scheme. `marks` fill a passage, `ticks` stand for it in strips, edges and underlines.

    Both are by the name of the mark's colour. `dots` are given to themes in turn. `deleted` and `added` are the ground
    of words that one of two editions has alone, `deleted_line` strikes them through and `added_line` underlines them.
    """

    dark: bool
    paper: str
    panel: str
    line: str
    ink: str
    muted: str
    accent: str
    soft: str
    selection: str
    on_accent: str
    warning: str
    deleted: str
    deleted_line: str
    added: str
    added_line: str
    marks: Mapping[str, str]
    ticks: Mapping[str, str]
    dots: tuple[str, ...]


class _Light(Tokens):
    dark = False
    paper = "#fbfaf7"
    panel = "#f3f1ec"
    line = "#e1ddd3"
    ink = "#1f2328"
    muted = "#63676e"
    accent = "#17517e"
    soft = "#dbe8f2"
    selection = "#b7d3ea"
    on_accent = "#ffffff"
    warning = "#a3282f"
    deleted = "#f6d9d4"
    deleted_line = "#b03a48"
    added = "#d7eecb"
    added_line = "#3a7d5c"
    marks = MappingProxyType(
        {
            "yellow": "#fbe7a1",
            "blue": "#c9e2f7",
            "red": "#f7cfc9",
            "green": "#cdeac0",
            "violet": "#e2d4f3",
        }
    )
    ticks = MappingProxyType(
        {
            "yellow": "#b98600",
            "blue": "#3b82bd",
            "red": "#c65a4d",
            "green": "#4d9440",
            "violet": "#8a63c0",
        }
    )
    dots = ("#b8651b", "#8a52b5", "#2f7d57", "#b03a48", "#2b6ca3", "#8c7a1f", "#1f7f86", "#a34a86")


class _Dark(Tokens):
    dark = True
    paper = "#1b1d20"
    panel = "#232629"
    line = "#34383d"
    ink = "#e4e2dc"
    muted = "#9aa0a6"
    accent = "#7db7e8"
    soft = "#20384d"
    selection = "#2f5f86"
    on_accent = "#10202e"
    warning = "#f08a80"
    deleted = "#5a2b2b"
    deleted_line = "#f08a80"
    added = "#27492f"
    added_line = "#7fc79a"
    marks = MappingProxyType(
        {
            "yellow": "#6b5a16",
            "blue": "#234b6e",
            "red": "#6e2f2a",
            "green": "#2f5a2b",
            "violet": "#4d3a6b",
        }
    )
    ticks = MappingProxyType(
        {
            "yellow": "#e0b73a",
            "blue": "#6fb1e6",
            "red": "#e58a7d",
            "green": "#86c978",
            "violet": "#b79be6",
        }
    )
    dots = ("#d98a45", "#b48ada", "#5fb08a", "#e07a86", "#7db7e8", "#c9b654", "#5fbcc3", "#d68abc")


LIGHT, DARK = _Light(), _Dark()

_current: Tokens = LIGHT
_applied = False


def tokens() -> Tokens:
    """The colours that are in force."""
    return _current


def is_dark(scheme: str) -> bool:
    """Whether the setting `scheme` ("system", "light" or "dark") means dark now."""
    if scheme == "system":
        return _system_is_dark()
    return scheme == "dark"


def _system_is_dark() -> bool:
    # At the start the system's own palette tells it; the Qt namespace, which knows it later on as well, costs a tenth
    # of a start to import.
    if _applied:
        from PySide6.QtCore import Qt

        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def apply(app: QApplication, scheme: str) -> Tokens:
    """Put the scheme on the whole application; returns its colours."""
    global _current, _applied
    _current = DARK if is_dark(scheme) else LIGHT
    _applied = True
    _pixmap.cache_clear()
    app.setPalette(_palette(_current))
    if app.styleSheet():
        apply_sheet()
    return _current


def apply_sheet() -> None:
    """Put the style sheet of the scheme in force on the application; the first page does with the palette."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setStyleSheet(style_sheet(_current))


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in {
        role.Window: colours.panel,
        role.WindowText: colours.ink,
        role.Base: colours.paper,
        role.AlternateBase: colours.panel,
        role.Text: colours.ink,
        role.Button: colours.panel,
        role.ButtonText: colours.ink,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.muted,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.line,
        role.Midlight: colours.line,
        role.Light: colours.paper,
        role.Dark: colours.line,
        role.Shadow: colours.line,
        role.BrightText: colours.warning,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(which, QColor(name))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def style_sheet(colours: Tokens) -> str:
    """The Qt style sheet of a scheme: thin lines, flat surfaces, one accent, a visible focus."""
    sheet = (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")
    return re.sub(r"\$(\w+)", lambda name: str(getattr(colours, name[1])), sheet)


def load_reading_face() -> None:
    """Make the reading face known to Qt: regular, italic, semibold. Without it the system's serif serves."""
    spec = find_spec("font_source_serif_pro")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("Regular", "It", "Semibold"):
            QFontDatabase.addApplicationFont(str(Path(folder) / "files" / f"SourceSerifPro-{name}.ttf"))


def reading_font(pixels: float) -> QFont:
    """The serif of the page at a size in device-independent pixels."""
    font = QFont(READING_FAMILY)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(round(pixels))
    return font


def interface_font(pixels: float = 13, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's own face at a size in device-independent pixels."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(pixels))
    font.setWeight(weight)
    return font


@lru_cache(maxsize=128)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    # These cost some milliseconds to import, and the page can be painted before them.
    from PySide6.QtCore import QByteArray, QRectF, Qt
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    # Qt renders currentColor in black, so the colour is written in.
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def icon(name: str, *, size: int = 20) -> QIcon:
    """The drawing `resources/icons/<name>.svg` in the ink of the scheme in force, muted where it is disabled."""
    from PySide6.QtGui import QIcon

    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(_pixmap(name, _current.ink, size, ratio))
        result.addPixmap(_pixmap(name, _current.muted, size, ratio), QIcon.Mode.Disabled)
    return result
