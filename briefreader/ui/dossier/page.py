"""The dossier as a page of the centre: who or what it is at the left, every mention in its paragraph at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.dossier.board import DossierBoard
from briefreader.ui.dossier.heading import PageHeading
from briefreader.ui.dossier.rows import mention_rows
from briefreader.ui.dossier.view import DossierView
from briefreader.ui.dossier.words import extent_words, kind_words

_TWO_COLUMNS = 820
_LEFT = (320, 420)
_LEAST = 400


class DossierPage(DossierBoard):
    """Two lists beside each other where there is room, one below that; `closed` asks for the page that is read."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dossier-page", on_paper=True, page_offered=False, parent=parent)
        self.setProperty("role", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_LEAST)
        self._wide: bool | None = None
        self.heading = PageHeading("dossier")
        self.heading.export_requested.connect(self._ask_for_export)
        self.heading.close_requested.connect(self.closed)
        self.mentions = DossierView("dossier-mentions", "Every mention", on_paper=True)
        self._listen(self.mentions)
        self._edge = QFrame()
        self._edge.setFixedWidth(1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        sides = QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self.view)
        sides.addWidget(self._edge)
        sides.addWidget(self.mentions, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.heading)
        page.addWidget(rule)
        page.addWidget(self.nothing)
        page.addLayout(sides, 1)
        page.addStretch(0)
        self.recolour()
        self.show_nothing("No dossier is open.")

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        super().recolour()
        self.heading.recolour()
        self._edge.setStyleSheet(f"background: {style.tokens().line}")
        self.mentions.viewport().update()

    def show_nothing(self, words: str) -> None:
        """Say why there is no dossier."""
        super().show_nothing(words)
        self.heading.show_words("Dossier")
        self.mentions.show_rows([], "", "")

    def _show_parts(self, some: bool) -> None:
        super()._show_parts(some)
        for widget in (self.mentions, self._edge):
            widget.setVisible(some and bool(self._wide))

    def _fill(self, *, keep: bool) -> None:
        dossier = self.dossier
        if dossier is None:
            return
        self.heading.show_words(dossier.name, f"{kind_words(dossier.kind)} · {extent_words(dossier)}")
        self.mentions.setAccessibleName(f"Every mention of {dossier.name}")
        if not self._wide:
            self.view.show_rows(self.all_rows(whole=True), dossier.name, dossier.kind, keep=keep)
            self.mentions.show_rows([], "", "")
            return
        self.view.show_rows(self.own_rows(), dossier.name, dossier.kind, keep=keep)
        rows = mention_rows(dossier, self.scope, whole_paragraphs=True)
        self.mentions.show_rows(rows, dossier.name, dossier.kind, keep=keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width())

    def _fold(self, width: int) -> None:
        """Two columns where there is room for them."""
        wide = width >= _TWO_COLUMNS
        least, most = _LEFT
        self.view.setMinimumWidth(max(least, min(most, width // 3)) if wide else 0)
        self.view.setMaximumWidth(max(least, min(most, width // 3)) if wide else 16_777_215)
        if wide == self._wide:
            return
        had_keys = self.view.hasFocus() or self.mentions.hasFocus()
        self._wide = wide
        self.setFocusProxy(self.mentions if wide else self.view)
        self._show_parts(self.dossier is not None)
        self._fill(keep=False)
        if had_keys:
            self.setFocus()

    # Escape stays with the page even where the window has a shortcut on it.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _closes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _closes(event):
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _closes(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier
