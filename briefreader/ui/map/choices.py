"""Chips that open a menu: one of several things to choose, or any number of kinds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from briefreader.brief.counts import KINDS
from briefreader.ui import style


class _Chip(QPushButton):
    """A button that says what is chosen, and that there is more below it."""

    def __init__(self, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self.setObjectName(name)
        self.setProperty("role", "chip")
        self.setToolTip(told)
        self.setIconSize(QSize(12, 12))
        # The arrow stands behind the words; the menu reads from left to right all the same.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu(self)
        self._menu.setObjectName(f"{name}-menu")
        self._menu.setAccessibleName(told)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.recolour()

    def recolour(self) -> None:
        """Draw the arrow in the colours in force."""
        self.setIcon(style.icon("down", size=12))

    def _say(self, words: str) -> None:
        self.setText(f"{words} ")
        self.setAccessibleName(f"{self._told}: {words}")

    def _add(self, id: str, words: str) -> QAction:
        action = self._menu.addAction(words)
        action.setCheckable(True)
        action.setData(id)
        return action


class ChoiceChip(_Chip):
    """One of several things. `chosen` carries its id, when the user chose another one than before."""

    chosen = Signal(str)

    def __init__(self, name: str, told: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(name, told, parent)
        self._choices = dict(choices)
        self._group = QActionGroup(self)
        self._actions = {id: self._add(id, words) for id, words in choices.items()}
        for action in self._actions.values():
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        self.choice = next(iter(choices))
        self.show_choice(self.choice)

    def show_choice(self, id: str) -> None:
        """Say that this is chosen now."""
        self.choice = id
        self._actions[id].setChecked(True)
        self._say(self._choices[id])

    def allow(self, id: str, allowed: bool, why_not: str) -> None:
        """Let a thing be chosen, or not; `why_not` is then told."""
        self._actions[id].setEnabled(allowed)
        self._actions[id].setToolTip("" if allowed else why_not)

    def _choose(self, action: QAction) -> None:
        if action.data() != self.choice:
            self.show_choice(action.data())
            self.chosen.emit(self.choice)


class KindsChip(_Chip):
    """The kinds of actors that are shown: none chosen means all. `changed` tells that there are others now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("map-kinds", "Kinds", parent)
        self._boxes = [self._add(kind, many.capitalize()) for kind, many in KINDS.items()]
        self._menu.addSeparator()
        everybody = self._menu.addAction("All kinds")
        everybody.triggered.connect(self.clear)
        for box in self._boxes:
            box.toggled.connect(self._change)
        self._change()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are chosen; none for all."""
        return frozenset(box.data() for box in self._boxes if box.isChecked())

    def clear(self) -> None:
        """Show all kinds again."""
        for box in self._boxes:
            box.setChecked(False)

    def _change(self) -> None:
        chosen = [KINDS[box.data()] for box in self._boxes if box.isChecked()]
        self._say(", ".join(chosen).capitalize() if 0 < len(chosen) < len(KINDS) else "All kinds")
        self.changed.emit()
