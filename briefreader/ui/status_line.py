"""The line at the foot: where one is, how long it still takes, and whether everything is saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from briefreader.ui.elided import ElidedLabel

SAVED = "All notes saved"


class StatusLine(QWidget):
    """Says "saved" only when told so, which is after the commit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-line")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self.place = self._label("status-place")
        self.left = self._label("status-left")
        self.message = ElidedLabel("status-message")
        self.message.setProperty("role", "muted")
        self.saved = self._label("status-saved")
        self.offline = self._label("status-offline")
        self.offline.setText("Offline")
        self.offline.setToolTip("Briefreader never uses the network")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(22)
        row.addWidget(self.place)
        row.addWidget(self.left)
        row.addStretch(1)
        for label in (self.message, self.saved, self.offline):
            row.addWidget(label)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(6000)
        self._fading.timeout.connect(partial(self.message.set_words, ""))

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setProperty("role", "muted")
        return label

    def say(self, words: str, *, stay: bool = False) -> None:
        """Show a message, for some seconds or until the next one."""
        self.message.set_words(words)
        self._fading.stop()
        if words and not stay:
            self._fading.start()

    def show_saved(self, words: str = SAVED) -> None:
        self.saved.setText(words)
        self.saved.setProperty("role", "muted" if words == SAVED else "warning")
        self.saved.style().polish(self.saved)
