"""What a note is marked with beside its words: its colour, whether it is done, whether it is private."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QVBoxLayout, QWidget

from briefreader.annotations.model import MEANINGS, Annotation, Colour
from briefreader.ui.panels.colours import ColourButton
from briefreader.ui.panels.flow import FlowLayout


class NoteMarks(QWidget):
    """The five colours, and a box each for "private" and, where the colour is that of an action, for "done"."""

    colour_chosen = Signal(str)
    done_chosen = Signal(bool)
    private_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-marks")
        self._done = QCheckBox("Done")
        self._done.setObjectName("note-carried-out")
        self._done.setToolTip("The action has been carried out")
        self._private = QCheckBox("Private")
        self._private.setObjectName("note-private")
        self._private.setToolTip("Never leaves this laptop: no export or file for colleagues contains it")
        swatches, boxes = QWidget(), QWidget()
        colours = FlowLayout(swatches, spacing=1)
        self._group = QButtonGroup(self)
        self._buttons = [ColourButton(colour, f"note-{colour.value}", "") for colour in Colour]
        for at, button in enumerate(self._buttons):
            self._group.addButton(button, at)
            colours.addWidget(button)
        row = FlowLayout(boxes, spacing=14)
        row.addWidget(self._private)
        row.addWidget(self._done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(swatches)
        layout.addWidget(boxes)
        self._group.idClicked.connect(self._choose)
        self._done.clicked.connect(self.done_chosen)
        self._private.clicked.connect(self.private_chosen)
        self.name_colours()

    def name_colours(self) -> None:
        """Say what the colours are called now."""
        for button in self._buttons:
            button.rename(f"Mark as “{MEANINGS[button.colour]}”")

    def show_marks(self, annotation: Annotation) -> None:
        """Show what an annotation is marked with."""
        self._group.button(list(Colour).index(annotation.colour)).setChecked(True)
        self._done.setChecked(annotation.done)
        self._done.setVisible(annotation.colour is Colour.VIOLET)
        self._private.setChecked(annotation.private)

    def _choose(self, at: int) -> None:
        self.colour_chosen.emit(list(Colour)[at].value)
