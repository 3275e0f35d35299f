"""Looks: the size of the text and the colour scheme, as the settings or the system have them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from briefreader.ui import style
from briefreader.ui.settings import TEXT_SIZES, Settings

USUAL_SIZE = 18


class Looks(QObject):
    """Says when the page has to be set again (`resized`), and when everything has other colours (`recoloured`)."""

    resized = Signal()
    recoloured = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        settings.changed.connect(self._follow)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def usual_size(self) -> None:
        """Bring the usual size of the text back."""
        self._settings.set("text_size", USUAL_SIZE)

    def resize_text(self, step: int) -> None:
        """Make the text larger or smaller by some pixels."""
        least, most = TEXT_SIZES
        self._settings.set("text_size", min(max(self._settings.number("text_size") + step, least), most))

    def switch_scheme(self) -> None:
        """Go from light to dark, or back."""
        self._settings.set("scheme", "light" if style.tokens().dark else "dark")

    def _follow(self, key: str, _value: object) -> None:
        if key == "text_size":
            self.resized.emit()
        elif key == "scheme":
            self._recolour()

    def _follow_system(self) -> None:
        if self._settings.text("scheme") == "system":
            self._recolour()

    def _recolour(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, self._settings.text("scheme"))
        self.recoloured.emit()
