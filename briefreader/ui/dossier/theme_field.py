"""The field in which another theme is chosen: type a part of its name, then Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from briefreader.brief.folding import fold


class ThemeField(QLineEdit):
    """Completes the names of the themes that there are; `theme_chosen` carries the id of one."""

    theme_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("theme-field")
        self.setAccessibleName("Theme")
        self.setPlaceholderText("Choose a theme")
        self.setToolTip("Type a part of a theme’s name, then Enter. Arrow down: every theme")
        self._ids: dict[str, str] = {}
        self._shown = ""
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        self._completer.setPopup(popup)
        popup.setObjectName("theme-choices")
        popup.setAccessibleName("Themes")
        popup.setProperty("role", "choices")
        self.setCompleter(self._completer)
        self._completer.activated.connect(self._take)
        self.returnPressed.connect(self._settle)

    def know(self, themes: Sequence[tuple[str, str]]) -> None:
        """Offer these themes, pairs of an id and a name."""
        self._ids = {name: id for id, name in themes}
        self._names.setStringList(list(self._ids))

    def show_theme(self, name: str) -> None:
        """Show the theme that is chosen now."""
        self._shown = name
        self.setText(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setText(self._shown)

    def _settle(self) -> None:
        """Choose the theme that is typed, or the only one that what is typed may mean."""
        typed = fold(self.text()).strip()
        same = [name for name in self._ids if fold(name) == typed]
        found = same or [name for name in self._ids if typed and typed in fold(name)]
        if len(found) == 1:
            self._take(found[0])

    def _take(self, name: str) -> None:
        id = self._ids.get(name)
        if id is not None and name != self._shown:
            self.show_theme(name)
            self.theme_chosen.emit(id)
        elif id is not None:
            self.setText(name)
