"""The user's own words: what each colour is called, and the name that colleagues see."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.model import USUAL_MEANINGS, Colour
from briefreader.ui.panels.colours import swatch

LONGEST = 40
"""How many characters a name may have: more would not fit beside a swatch in a narrow panel."""


class NamesDialog(QDialog):
    """One field for each colour and one for the user's name. `names` has only those colours that are called otherwise.

    `renamed` carries "colour.red" and so on, or "author", and the new words, when a field is left or Enter pressed;
    empty words bring the usual name back.
    """

    renamed = Signal(str, str)

    def __init__(self, names: Mapping[Colour, str], author: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("names")
        self.setWindowTitle("Names")
        self.setMinimumWidth(380)
        self._told = {f"colour.{colour.value}": names.get(colour, "") for colour in Colour} | {"author": author}
        self._fields: dict[str, QLineEdit] = {}
        colours = QFormLayout()
        for colour, usual in USUAL_MEANINGS.items():
            field = self._field(f"colour.{colour.value}", usual)
            field.setAccessibleName(f"Name of {colour.value}")
            colours.addRow(self._label(colour), field)
        mine = self._field("author", "Your name")
        mine.setAccessibleName("Your name, as colleagues see it")
        person = QFormLayout()
        person.addRow("Your name, as colleagues see it", mine)
        person.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._warning = QLabel()
        self._warning.setObjectName("names-warning")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self._warning.setProperty("role", "warning")
        self._warning.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        close.setIcon(QIcon())  # the system's cross is black, in the dark as well
        buttons.rejected.connect(self.reject)
        about = QLabel("What your marks mean. An empty field brings the usual name back.")
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(14)
        layout.addWidget(about)
        layout.addLayout(colours)
        layout.addLayout(person)
        layout.addWidget(self._warning)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def _field(self, key: str, placeholder: str) -> QLineEdit:
        field = QLineEdit(self._told[key])
        field.setObjectName(f"name-{key.replace('.', '-')}")
        field.setPlaceholderText(placeholder)
        field.setMaxLength(LONGEST)
        field.editingFinished.connect(partial(self._tell, key))
        self._fields[key] = field
        return field

    def _label(self, colour: Colour) -> QWidget:
        label = QWidget()
        square, words = QLabel(), QLabel(colour.value.capitalize())
        square.setPixmap(swatch(colour, self.devicePixelRatioF()).pixmap(QSize(9, 9)))
        row = QHBoxLayout(label)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(7)
        row.addWidget(square)
        row.addWidget(words)
        return label

    def done(self, result: int) -> None:
        for key in self._fields:  # whatever closes the dialog, nothing that was typed is dropped
            self._tell(key)
        super().done(result)

    def _tell(self, key: str) -> None:
        words = " ".join(self._fields[key].text().split())
        taken = self._taken(key, words)
        self._warning.setText(f"“{words}” is already what {taken} is called. Give one of them another name.")
        self._warning.setVisible(bool(taken))
        if words != self._told[key] and not taken:
            self._told[key] = words
            self.renamed.emit(key, words)

    def _taken(self, key: str, words: str) -> str:
        """The colour that is called so already, if `key` is another's."""
        if key == "author":
            return ""
        called = {
            colour: self._told[f"colour.{colour.value}"] or usual
            for colour, usual in USUAL_MEANINGS.items()
            if f"colour.{colour.value}" != key
        }
        name = (words or USUAL_MEANINGS[Colour(key.removeprefix("colour."))]).casefold()
        return next((colour.value for colour, other in called.items() if other.casefold() == name), "")
