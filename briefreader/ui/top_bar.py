"""The bar above the page: menu, back and forward, which brief this is, the search field, and the four tools."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from briefreader.ui import style

HEIGHT = 52


class SearchField(QFrame):
    """The field for a search over everything, with the chosen actor or theme as a chip, and how many hits there are."""

    chip_closed = Signal()
    step_requested = Signal(int)
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search-frame")
        self.setProperty("role", "card")
        self._glass = QLabel()
        self.chip = QToolButton()
        self.chip.setObjectName("chip")
        self.chip.setAccessibleName("Mentions shown")
        self.chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.chip.clicked.connect(self.chip_closed)
        self.chip.hide()
        self.field = QLineEdit()
        self.field.setObjectName("search")
        self.field.setAccessibleName("Search all briefs and notes")
        self.field.setPlaceholderText("Search all briefs and notes")
        self.field.setFrame(False)
        self.field.setMinimumWidth(80)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setObjectName("search-count")
        self.count.setProperty("role", "muted")
        self._keys = QLabel("Ctrl+K")
        self._keys.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 12, 2)
        row.setSpacing(7)
        for widget in (self._glass, self.chip, self.field, self.count, self._keys):
            row.addWidget(widget, 1 if widget is self.field else 0)

    def recolour(self) -> None:
        colours = style.tokens()
        self._glass.setPixmap(style.icon("search", size=16).pixmap(16, 16))
        self.field.setStyleSheet("QLineEdit { border: none; padding: 3px 0; background: transparent; }")
        self.chip.setStyleSheet(
            f"QToolButton {{ background: {colours.soft}; color: {colours.accent}; border-radius: 9px; "
            "padding: 1px 8px; border: 1px solid transparent; }"
            f"QToolButton:focus {{ border-color: {colours.accent}; }}"
        )

    def show_chip(self, words: str) -> None:
        """Show the chosen actor or theme, or nothing."""
        self.chip.setText(f"{words}  ×" if words else "")
        self.chip.setAccessibleName(f"Showing {words}: press to stop" if words else "Mentions shown")
        self.chip.setToolTip("Stop showing the mentions (Escape)")
        self.chip.setVisible(bool(words))

    def show_count(self, words: str) -> None:
        self.count.setText(words)
        self._keys.setVisible(not words)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.step_requested.emit(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return False


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
        for name in ("library", "text-size", "scheme", "note", "export"):
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
