"""The colleagues whose notes lie in layers over the text, each with a check: shown or hidden."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefreader.ui import style


class LayersButton(QToolButton):
    """A small button with a menu; not there while no colleague has a note."""

    layer_toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes-layers")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIconSize(QSize(18, 18))
        self._menu = QMenu(self)
        self._menu.setObjectName("layers-menu")
        self._menu.triggered.connect(self._toggle)
        self.setMenu(self._menu)
        self.hidden_layers: frozenset[str] = frozenset()
        self.show_layers({})

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        """The colleagues' names, and whether their notes are shown."""
        if layers and layers == self._layers():
            return  # an action that asks for this must not be taken away while it does
        self._menu.clear()
        for name, shown in layers.items():
            action = self._menu.addAction(name.replace("&", "&&") or "A colleague")
            action.setCheckable(True)
            action.setChecked(shown)
            action.setData(name)
        self.setVisible(bool(layers))
        self.recolour()
        self._tell()

    def _layers(self) -> dict[str, bool]:
        return {str(one.data()): one.isChecked() for one in self._menu.actions()}

    def _tell(self) -> None:
        layers = self._layers()
        self.hidden_layers = frozenset(name for name, shown in layers.items() if not shown)
        words = f"Colleagues’ notes: {len(layers) - len(self.hidden_layers)} of {len(layers)} shown"
        self.setToolTip(words)
        self.setAccessibleName(words)

    def recolour(self) -> None:
        """Take the icon of the scheme in force."""
        self.setIcon(style.icon("layers", size=18))

    def _toggle(self, action: QAction) -> None:
        self._tell()
        self.layer_toggled.emit(str(action.data()), action.isChecked())
