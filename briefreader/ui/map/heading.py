"""What stands above the map: its name, what its numbers are, and what can be chosen about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from briefreader.brief.folding import fold
from briefreader.brief.grid import Line
from briefreader.ui import style
from briefreader.ui.elided import ElidedLabel
from briefreader.ui.map.choices import ChoiceChip, KindsChip
from briefreader.ui.panels.flow import FlowLayout

CIRCLE = "circle"
WHAT = {
    "actors-sections": "Actors by sections",
    "actors-briefs": "Actors by briefs",
    "themes-sections": "Themes by sections",
    "themes-briefs": "Themes by briefs",
    "actors-themes": "Actors by themes",
    CIRCLE: "Who appears with whom",
}
SCOPES = {"brief": "This brief", "all": "All briefs"}
ORDERS = {"first": "Sorted by first appearance", "count": "Sorted by count", "name": "Sorted by name"}
FORMATS = {"svg": "Picture (SVG)…", "png": "Picture (PNG)…", "csv": "Table (CSV)…"}

_SIDE = 32
_NUMBERS = {
    "actors-sections": "Mentions per section · choose a cell to read those paragraphs",
    "actors-briefs": "Mentions per brief · choose a cell to read those paragraphs",
    "themes-sections": "Paragraphs per section · choose a cell to read them",
    "themes-briefs": "Paragraphs per brief · choose a cell to read them",
    "actors-themes": "Paragraphs that speak of both · choose a cell to read them",
    CIRCLE: "Lines tell in how many paragraphs two are together · choose a pair to read them",
}


class MapHeading(QWidget):
    """The heading. `wanted` carries what is to be shown and over what; the other signals tell what was asked for."""

    wanted = Signal(str, str)
    order_chosen = Signal(str)
    filter_changed = Signal()
    export_requested = Signal(str)
    close_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-heading")
        self._name = QLabel()
        self._name.setObjectName("map-name")
        face = style.reading_font(22)
        face.setWeight(QFont.Weight.DemiBold)
        self._name.setFont(face)
        self._title = ElidedLabel("map-title")
        self._numbers = QLabel()
        self._numbers.setObjectName("map-numbers")
        self._numbers.setWordWrap(True)
        for label in (self._title, self._numbers):
            label.setProperty("role", "muted")
        self.what = ChoiceChip("map-what", "Shown", WHAT)
        self.scope = ChoiceChip("map-scope", "Over", SCOPES)
        self.order = ChoiceChip("map-order", "Order", ORDERS)
        self.kinds = KindsChip()
        self.words = QLineEdit()
        self.words.setObjectName("map-filter")
        self.words.setAccessibleName("Filter by name")
        self.words.setPlaceholderText("Filter by name")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(190)
        self.words.installEventFilter(self)
        self._export = self._tool("map-export", "Export what is shown")
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._export.setMenu(self._export_menu())
        self._close = self._tool("map-close", "Close the map (Escape)")
        self._arrange()
        self._connect()
        self.show_state("actors-sections", "brief", "")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._name)
        top.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._export)
        top.addWidget(self._close)
        choices = FlowLayout(spacing=8)
        for widget in (self.what, self.scope, self.order, self.kinds, self.words):
            choices.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 22, 16, 14)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._numbers)
        column.addSpacing(4)
        column.addLayout(choices)
        self.recolour()

    def _connect(self) -> None:
        self.what.chosen.connect(self._want)
        self.scope.chosen.connect(self._want)
        self.order.chosen.connect(self._sort)
        self.kinds.changed.connect(self.filter_changed)
        self.words.textChanged.connect(self.filter_changed)
        self._close.clicked.connect(self.close_requested)

    def _tool(self, name: str, told: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(told)
        button.setAccessibleName(told.partition(" (")[0])
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("map-export-menu")
        for format, words in FORMATS.items():
            menu.addAction(words).setData(format)
        menu.triggered.connect(self._ask_for_export)
        return menu

    def show_state(self, what: str, scope: str, title: str) -> None:
        """Say what is shown, over what, and of which brief; nothing is emitted."""
        self.what.show_choice(what)
        self.scope.show_choice(scope)
        self.scope.allow("all", not what.endswith("-sections"), "Sections are those of one brief")
        self._name.setText(WHAT[CIRCLE] if what == CIRCLE else "Who appears where")
        self._title.set_words(title)
        self.order.setVisible(what != CIRCLE)
        self.kinds.setVisible(not what.startswith("themes"))
        self._tell()

    def allow_export(self, allowed: bool) -> None:
        """Offer to export what is shown, or not, where there is nothing."""
        self._export.setEnabled(allowed)

    @property
    def numbers(self) -> str:
        """What the numbers are, in words."""
        return self._numbers.text()

    @property
    def name(self) -> str:
        """What the map is called."""
        return self._name.text()

    def fits(self, line: Line) -> bool:
        """Whether a row is one of those that the filter asks for."""
        return self.fits_kind(line) and self.fits_words(line)

    def fits_kind(self, line: Line) -> bool:
        """Whether a row is of a kind that is asked for."""
        kinds = self._kinds()
        return not kinds or line.kind in kinds

    def fits_words(self, line: Line) -> bool:
        """Whether a row's name has all the words of the filter in it."""
        name = fold(line.name)
        return all(word in name for word in fold(self.words.text()).split())

    def _kinds(self) -> frozenset[str]:
        return frozenset() if self.what.choice.startswith("themes") else self.kinds.kinds

    def nobody_words(self) -> str:
        """Why nothing is shown although there is something, and what to do."""
        if words := self.words.text().strip():
            return f"No name here has “{words}” in it. Clear the filter to see all."
        return "None of these kinds is here. Choose other kinds to see somebody."

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self._export.setIcon(style.icon("export"))
        self._close.setIcon(style.icon("close"))
        for chip in (self.what, self.scope, self.order, self.kinds):
            chip.recolour()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                return True
        return super().eventFilter(watched, event)

    def _want(self) -> None:
        what, scope = self.what.choice, self.scope.choice
        self.wanted.emit(what, "brief" if what.endswith("-sections") else scope)

    def _sort(self, order: str) -> None:
        self._tell()
        self.order_chosen.emit(order)

    def _tell(self) -> None:
        what = self.what.choice
        order = "" if what == CIRCLE else f" · {ORDERS[self.order.choice].lower()}"
        self._numbers.setText(_NUMBERS[what] + order)

    def _ask_for_export(self, action: QAction) -> None:
        self.export_requested.emit(action.data())
