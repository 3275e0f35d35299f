"""The bar above the page: menu, back and forward, which brief this is, the search field, and the four tools."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from briefreader.ui import style
from briefreader.ui.search_field import SearchField

HEIGHT = 52


class TopBar(QWidget):
    """The bar itself; its buttons carry the actions of the window."""

    def __init__(self, actions: Mapping[str, QAction], menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top-bar")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.menu_button = self._button("menu", "Menu (F10)", None)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(menu)
        self._buttons = {
            "menu": self.menu_button,
            "back": self._button("back", "Back (Alt+Left)", actions["back"]),
            "forward": self._button("forward", "Forward (Alt+Right)", actions["forward"]),
            "library": self._button("library", "Library (Ctrl+L)", actions["show_library"]),
            "map": self._button("map", "Map of actors and themes (Ctrl+Shift+M)", actions["map"]),
            "text-size": self._button("text-size", "Text size, colours and other preferences", actions["preferences"]),
            "scheme": self._button("scheme", "Light or dark colours (Ctrl+Shift+L)", actions["switch_scheme"]),
            "note": self._button("note", "Write a note (N)", actions["write_note"]),
            "export": self._button("export", "Export (Ctrl+E)", actions["export"]),
        }
        self.title = _Elided()
        self.title.setObjectName("brief-title")
        self.title.setFont(style.interface_font(13, weight=QFont.Weight.Bold))
        self.byline = _Elided()
        self.byline.setObjectName("brief-byline")
        self.byline.setProperty("role", "muted")
        self.search = SearchField()
        self._left, self._right = QWidget(), QWidget()
        left, right = QHBoxLayout(self._left), QHBoxLayout(self._right)
        for side in (left, right):
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(6)
        for name in ("menu", "back", "forward"):
            left.addWidget(self._buttons[name])
        left.addSpacing(6)
        left.addWidget(self.title)
        left.addWidget(self.byline)
        left.addStretch(1)
        right.addStretch(1)
        for name in ("library", "map", "text-size", "scheme", "note", "export"):
            right.addWidget(self._buttons[name])
        for widget in (self._left, self.search, self._right):
            widget.setParent(self)
        self.recolour()

    def _button(self, name: str, words: str, action: QAction | None) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"tool-{name}")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action is not None:
            button.clicked.connect(action.trigger)
            action.changed.connect(self._follow_actions)
            button.setProperty("action", action)
        return button

    def _follow_actions(self) -> None:
        for button in self._buttons.values():
            action = button.property("action")
            if isinstance(action, QAction):
                button.setEnabled(action.isEnabled())

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        for name, button in self._buttons.items():
            button.setIcon(style.icon(name))
        self.search.recolour()

    def show_brief(self, title: str, byline: str) -> None:
        self.title.set_words(title)
        self.byline.set_words(byline)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """The search field stands in the middle of the window, whatever the lengths at its sides."""
        tools = self._right.sizeHint().width()
        across = min(460, max(200, self.width() - 2 * (tools + 220)))
        left = (self.width() - across) // 2
        self.search.setGeometry(left, 10, across, HEIGHT - 20)
        self._left.setGeometry(12, 0, left - 28, HEIGHT)
        self._right.setGeometry(left + across + 16, 0, self.width() - left - across - 30, HEIGHT)
        room = left - 28 - self.menu_button.sizeHint().width() * 3 - 36
        self.title.give(room)
        self.byline.give(room - self.title.width() - 6)


class _Elided(QLabel):
    """A label that ends in an ellipsis where its words do not fit, and then tells them in a tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def set_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)

    def give(self, room: int) -> None:
        metrics = self.fontMetrics()
        needed = metrics.horizontalAdvance(self._words) + 4
        shown = self._words if needed <= room else metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown if room > 50 else "")
        self.setToolTip(self._words if needed > room else "")
        self.setFixedWidth(max(0, min(needed, room)) if room > 50 else 0)
