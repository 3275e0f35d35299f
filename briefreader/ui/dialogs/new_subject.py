"""An actor or theme that nobody knows yet: its name, often the words that are selected in the page, and its kind."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from briefreader.brief.corrections import THEME
from briefreader.brief.registry import KINDS
from briefreader.ui.dialogs.subject_parts import (
    LONGEST,
    KindChoice,
    NamesEditor,
    fault_of,
    go_and_cancel,
    words_label,
)


class NewSubject(NamedTuple):
    """What is to be made: `names` are the other names of an actor, or the terms of a theme."""

    kind: str
    name: str
    names: tuple[str, ...]


class NewSubjectDialog(QDialog):
    """A field for the name, a choice of the kind, and a list of further names; `with_theme` offers a theme as well."""

    def __init__(
        self,
        name: str = "",
        kind: str = KINDS[0],
        *,
        with_theme: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("new-subject")
        self.setWindowTitle("New actor or theme" if with_theme else "New actor")
        self.resize(480, 440)
        self._choice: NewSubject | None = None
        self._name = QLineEdit(" ".join(name.split())[:LONGEST])
        self._name.setObjectName("new-subject-name")
        self._name.setAccessibleName("Name")
        self._name.setPlaceholderText("Name")
        self._name.setMaxLength(LONGEST)
        self._kinds = KindChoice(kind, with_theme=with_theme)
        self._about = words_label("new-subject-about")
        self._editor = NamesEditor("name")
        self._fault = words_label("new-subject-fault", role="warning")
        self._fault.hide()
        buttons, self._go = go_and_cancel("new-subject", "Make")
        label = QLabel("&Name")
        label.setBuddy(self._name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(10)
        for widget in (label, self._name, self._fault, self._kinds, self._about):
            layout.addWidget(widget)
        layout.addWidget(self._editor, 1)
        layout.addWidget(buttons)
        self._kinds.kind_chosen.connect(self._tell)
        self._name.textChanged.connect(self._tell)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._name.selectAll()
        self._name.setFocus()
        self._tell()

    def accept(self) -> None:
        name = " ".join(self._name.text().split())
        fault = fault_of(name)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            self._name.setFocus()
        elif self._editor.take_typed():
            names = tuple(one for one in self._editor.names if one != name or self._kinds.kind == THEME)
            self._choice = NewSubject(self._kinds.kind, name, names)
            super().accept()

    def choice(self) -> NewSubject | None:
        """What is to be made, once the dialog was accepted."""
        return self._choice

    def _tell(self) -> None:
        theme = self._kinds.kind == THEME
        self._editor.call("term" if theme else "name")
        self._about.setText(
            "The terms that show the theme; without any, its name does. A * at the end of a word stands for any ending."
            if theme
            else "Other names by which texts speak of it."
        )
        self._go.setEnabled(bool(self._name.text().strip()))
