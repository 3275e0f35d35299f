"""The bar above two editions: which two, how much differs, which change this is, and the way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QIcon, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from briefreader.storage.briefs import Edition
from briefreader.ui import style
from briefreader.ui.elided import ElidedLabel

HEIGHT = 52
_NARROW = 1320
_FOLDED = 1000


class EditionChip(QPushButton):
    """One of the two editions, as a chip with a menu of all. `edition_chosen` carries the name of one."""

    edition_chosen = Signal(str)

    def __init__(self, which: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._which = which
        self.setObjectName(f"{which}-edition")
        self.setProperty("role", role)
        self.setToolTip(f"Choose the {which} edition")
        self._menu = QMenu(self)
        self._menu.setObjectName(f"{which}-edition-menu")
        self._editions = QActionGroup(self)
        self._editions.triggered.connect(self._choose)
        self.setMenu(self._menu)

    def offer(self, editions: Sequence[Edition], names: Mapping[str, str], chosen: str) -> None:
        """Offer these editions; `names` are their words, `chosen` is the one compared now."""
        for action in self._editions.actions():
            self._editions.removeAction(action)
        self._menu.clear()
        for edition in editions:
            words = names[edition.name] + (" · being read" if edition.shown else "")
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(edition.name == chosen)
            action.setData(edition.name)
            self._editions.addAction(action)
        words = names.get(chosen, "")
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{self._which.capitalize()} edition: {words}")

    def _choose(self, action: QAction) -> None:
        self.edition_chosen.emit(action.data())


class EditionsHeading(QWidget):
    """The bar itself: what it is asked for goes out as signals; what it shows is given to it."""

    pair_chosen = Signal(str, str)
    step_requested = Signal(int)
    changes_only = Signal(bool)
    export_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editions-heading")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._pair = ("", "")
        self._title = ElidedLabel("editions-title")
        self._title.setFont(style.interface_font(13, weight=QFont.Weight.Bold))
        self._old, self._new = EditionChip("old", "chip"), EditionChip("new", "chosen-chip")
        self._arrow = QLabel("→")
        self._arrow.setAccessibleName("compared with")
        self._counts = ElidedLabel("editions-counts")
        self._place = QLabel()
        self._place.setObjectName("editions-place")
        for label in (self._counts, self._place):
            label.setProperty("role", "muted")
        self.only_changes = QPushButton("Only changes")
        self.only_changes.setObjectName("only-changes")
        self.only_changes.setAccessibleName("Only changes")
        self.only_changes.setCheckable(True)
        self.only_changes.setProperty("role", "switch")
        self.only_changes.toggled.connect(self._tick)
        self.only_changes.setIconSize(QSize(13, 13))
        self.only_changes.setToolTip("Leave out what stayed the same (C)")
        self._previous = self._stepper("previous-change", "Go to the previous change (P, Alt+Up, Shift+F7)", self._back)
        self._next = self._stepper("next-change", "Go to the next change (N, Alt+Down, F7)", self._forth)
        self._export = self._tool("export-comparison", "Write the comparison as Markdown")
        self._close = self._tool("close-comparison", "Close the comparison (Esc)")
        self._export.clicked.connect(self.export_requested)
        self._close.clicked.connect(self.close_requested)
        self._old.edition_chosen.connect(self._choose_old)
        self._new.edition_chosen.connect(self._choose_new)
        self.only_changes.toggled.connect(self.changes_only)
        self._arrange()
        self.recolour()

    def _arrange(self) -> None:
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(18, 0, 14, 0)
        self._lines.setSpacing(12)
        pair, walk, tools = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._first: tuple[QWidget, ...] = (self._title, self._old, self._arrow, self._new, self._counts)
        self._second: tuple[QWidget, ...] = (self.only_changes, self._place, self._previous, self._next)
        for line, widgets in ((pair, self._first), (walk, self._second), (tools, (self._export, self._close))):
            line.setSpacing(2 if line is tools else 12)
            for widget in widgets:
                line.addWidget(widget)
        pair.addStretch(1)
        walk.insertStretch(0, 1)
        walk.addLayout(tools)
        self._lines.addLayout(pair, 1)
        self._lines.addLayout(walk)

    def _stepper(self, name: str, told: str, step: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setToolTip(told)
        button.setAccessibleName(told.partition(" (")[0])
        button.clicked.connect(step)
        return button

    def _tool(self, name: str, told: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(told)
        button.setAccessibleName(told.partition(" (")[0])
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_pair(
        self, title: str, counts: str, editions: Sequence[Edition], names: Mapping[str, str], pair: tuple[str, str]
    ) -> None:
        """Show which editions of which brief are compared, and how much differs, in words."""
        self._pair = pair
        self._title.set_words(f"Editions of {title}")
        self._counts.set_words(counts)
        self._old.offer(editions, names, pair[0])
        self._new.offer(editions, names, pair[1])
        self._fit()

    def show_place(self, stop: int | None, stops: int) -> None:
        """Say which of the changes is the current one (from 0), or how many there are."""
        many = f"{stops:,} change" + ("" if stops == 1 else "s")
        self._place.setText(f"change {stop + 1:,} of {stops:,}" if stop is not None else many if stops else "")
        for button in (self._previous, self._next):
            button.setEnabled(stops > 0)
        self.only_changes.setEnabled(stops > 0)
        self._fit()

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self._export.setIcon(style.icon("export"))
        self._close.setIcon(style.icon("close"))
        self._tick()

    def _tick(self) -> None:
        # A tick as well, since colour alone would not do.
        self.only_changes.setIcon(style.icon("check", size=14) if self.only_changes.isChecked() else QIcon())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A narrow bar has arrows for steps, a narrower one two lines; the title leaves the counts their room."""
        width = self.width()
        for button, words, arrow in ((self._previous, "‹ Previous", "‹"), (self._next, "Next ›", "›")):
            button.setText(arrow if width < _NARROW else words)
        folded = width < _FOLDED
        self._lines.setDirection(QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight)
        self.setFixedHeight(2 * HEIGHT - 12 if folded else HEIGHT)
        others = (*self._first[1:], *(() if folded else (*self._second, self._export, self._close)))
        room = width - sum(widget.sizeHint().width() + 12 for widget in others) - 40
        self._title.setMaximumWidth(max(100, room))

    def _back(self) -> None:
        self.step_requested.emit(-1)

    def _forth(self) -> None:
        self.step_requested.emit(1)

    def _choose_old(self, name: str) -> None:
        self._choose(name, self._pair[1] if name != self._pair[1] else self._pair[0])

    def _choose_new(self, name: str) -> None:
        self._choose(self._pair[0] if name != self._pair[0] else self._pair[1], name)

    def _choose(self, old: str, new: str) -> None:
        if (old, new) != self._pair:
            self.pair_chosen.emit(old, new)
