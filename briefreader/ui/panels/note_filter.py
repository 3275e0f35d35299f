"""The head of the notes panel: over what the list is, which notes are wanted, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.library.selection import ORDERS, Choices, Wanted
from briefreader.ui import style
from briefreader.ui.panels.colours import ColourButton, PillButton, tool_button
from briefreader.ui.panels.filter_popup import Offer
from briefreader.ui.panels.flow import FlowLayout
from briefreader.ui.panels.layers_menu import LayersButton
from briefreader.ui.panels.note_choices import NotesFilterPopup, Picked, offers, sole, span_of, toggled, value_words
from briefreader.ui.panels.note_commands import SCOPES

_SCOPE_TIPS = {
    "brief": "The notes on the brief that is open",
    "library": "The notes on all briefs",
    "bin": "Deleted notes, which can be brought back for 30 days",
}


class NoteFilter(QWidget):
    """Scope, words, colours, and a button for everything else; what is chosen there stands below as chips."""

    changed = Signal()
    order_changed = Signal()
    scope_chosen = Signal(str)
    layer_toggled = Signal(str, bool)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes-head")
        self.order = "text"
        self.picked: Picked = {}
        self.found: Callable[[], Choices] | None = None
        self._popup: NotesFilterPopup | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(13, 0, 13, 0)
        self._column.setSpacing(6)
        self._build_scopes()
        self._build_words()
        self._build_colours()
        chips = QWidget()
        self._chips = FlowLayout(chips, spacing=4)
        self._chip_room = chips
        self._column.addWidget(chips)
        self._count = QLabel()
        self._count.setObjectName("notes-count")
        self._count.setProperty("role", "muted")
        self._column.addWidget(self._count)
        self._show_chips()
        self.recolour()

    def _build_scopes(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(1)
        self._scopes: dict[str, PillButton] = {}
        group = QButtonGroup(self)
        for name, words in SCOPES.items():
            button = PillButton(words, f"scope-{name}", _SCOPE_TIPS[name])
            button.setAccessibleName(words)
            button.setAccessibleDescription(_SCOPE_TIPS[name])
            button.setCheckable(True)
            group.addButton(button)
            self._scopes[name] = button
            line.addWidget(button)
        self.show_scope("brief")
        group.buttonClicked.connect(self._choose_scope)
        line.addStretch(1)
        self.layers = LayersButton()
        self.layers.layer_toggled.connect(self.layer_toggled)
        self.layers.layer_toggled.connect(self.changed)
        self._sort = tool_button("notes-sort", "Sort notes")
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._orders = QMenu(self._sort)
        self._orders.setObjectName("sort-menu")
        self._orders.aboutToShow.connect(self._fill_orders)
        self._orders.triggered.connect(self._sort_by)
        self._sort.setMenu(self._orders)
        line.addWidget(self.layers)
        line.addWidget(self._sort)
        self._column.addLayout(line)

    def _build_words(self) -> None:
        self._words = QLineEdit()
        self._words.setObjectName("notes-filter")
        self._words.setAccessibleName("Filter notes")
        self._words.setPlaceholderText("Filter notes")
        self._words.setToolTip("Words in the quote, the note, its tags, its author or the brief’s title")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self.changed)
        self._words.installEventFilter(self)
        self._more = tool_button("notes-more-filters", "More filters: tags, actors, themes, authors, states, dates")
        self._more.clicked.connect(self._open_popup)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._words, 1)
        line.addWidget(self._more)
        self._column.addLayout(line)

    def _build_colours(self) -> None:
        self._colours = QWidget()
        flow = FlowLayout(self._colours, spacing=1)
        self._toggles: dict[Colour, ColourButton] = {}
        for colour, meaning in MEANINGS.items():
            toggle = ColourButton(colour, f"filter-{colour.value}", _only(meaning))
            toggle.toggled.connect(self.changed)
            self._toggles[colour] = toggle
            flow.addWidget(toggle)
        self._column.addWidget(self._colours)

    # What is wanted

    def wanted(self) -> Wanted:
        """Which notes are to be listed."""
        picked: Mapping[str, list[Any]] = self.picked
        since, until = span_of(*picked.get("days", ("",)))
        return Wanted(
            words=self._words.text(),
            colours=frozenset(colour for colour, toggle in self._toggles.items() if toggle.isChecked()),
            tags=frozenset(picked.get("tags", ())),
            actors=frozenset(picked.get("actors", ())),
            themes=frozenset(picked.get("themes", ())),
            authors=frozenset(picked.get("authors", ())),
            states=frozenset(picked.get("states", ())),
            since=since,
            until=until,
            done=sole(picked.get("done", ())),
            private=sole(picked.get("private", ())),
            hidden=self.layers.hidden_layers,
        )

    def clear(self) -> None:
        """Want every note, but for those of hidden layers."""
        self.blockSignals(True)
        self._words.clear()
        for toggle in self._toggles.values():
            toggle.setChecked(False)
        self.picked = {}
        self._show_chips()
        self.blockSignals(False)
        self.changed.emit()

    def show_scope(self, scope: str) -> None:
        """Show over what the list is."""
        self._scopes[scope].setChecked(True)

    def show_count(self, shown: int, total: int) -> None:
        """How many of how many notes are listed."""
        self._count.setText(f"{shown:,} of {total:,} notes" if shown != total else f"{total:,} notes")

    def show_parts(self, *, fields: bool, count: bool) -> None:
        """Show the fields of the filter, and the count below them, or the scopes alone."""
        for part in (self._words, self._more, self._sort, self._colours):
            part.setVisible(fields)
        self._count.setVisible(fields and count)

    def recolour(self) -> None:
        """Take the icons of the scheme and the names of the colours that are in force."""
        self._sort.setIcon(style.icon("sort", size=18))
        self._more.setIcon(style.icon("filter", size=18))
        self.layers.recolour()
        for colour, toggle in self._toggles.items():
            toggle.rename(_only(MEANINGS[colour]))

    def _choose_scope(self, button: PillButton) -> None:
        self.scope_chosen.emit(button.objectName().removeprefix("scope-"))

    def _fill_orders(self) -> None:
        self._orders.clear()
        for name, (words, _) in ORDERS.items():
            action = self._orders.addAction(words)
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == self.order)

    def _sort_by(self, action: QAction) -> None:
        self.order = action.data()
        words = f"Sort notes: {action.text()}"
        self._sort.setToolTip(words)
        self._sort.setAccessibleName(words)
        self.order_changed.emit()

    # The popup and the chips

    def _open_popup(self) -> None:
        if self._popup is None:
            self._popup = NotesFilterPopup(self)
            self._popup.picked.connect(self._pick)
        below = self._more.mapToGlobal(QPoint(self._more.width(), self._more.height() + 2))
        self._popup.open_at(below, self._offered)

    def _offered(self) -> list[Offer]:
        assert self.found is not None
        return offers(self.found(), self.picked)

    def _pick(self, field: str, value: object) -> None:
        self.picked = toggled(self.picked, field, value)
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for field, values in self.picked.items():
            for value in values:
                words = value_words(field, value)
                chip = PillButton(f"{words}  ×", f"chip-{field}", f"Filter: {words}. Press to remove it")
                chip.setCheckable(True)
                chip.setChecked(True)
                chip.setProperty("picked", (field, value))
                chip.clicked.connect(self._drop)
                self._chips.addWidget(chip)
        self._chip_room.setVisible(bool(self.picked))

    def _drop(self) -> None:
        field, value = self.sender().property("picked")
        self._pick(field, value)
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return True
        return super().eventFilter(watched, event)


def _only(meaning: str) -> str:
    return f"Show only “{meaning}”"
