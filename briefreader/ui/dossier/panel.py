"""The dossier beside the page: who or what it is, with whom it appears, and every mention, a click away."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefreader.ui.dossier.board import DossierBoard

_NOTHING = "No dossier is open.\n\nChoose a theme or an actor in the sidebar to see who or what it is."


class DossierPanel(DossierBoard):
    """For the side panel, some 340 pixels wide: one list with everything in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dossier-panel", on_paper=False, page_offered=True, parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        self.show_nothing(_NOTHING)
