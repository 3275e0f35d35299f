"""The names under which texts speak of an actor, or the terms that show a theme: add some, remove some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from briefreader.brief.corrections import THEME
from briefreader.ui.dialogs.subject_parts import NamesEditor, go_and_cancel, words_label


class NamesChoice(NamedTuple):
    """The names that were added and those that were dropped."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]


class SubjectNamesDialog(QDialog):
    """A list of names with a field to add one; `seats` are capitals that stand for a government."""

    def __init__(
        self, name: str, kind: str, names: Sequence[str], seats: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = kind == THEME
        self.setObjectName("subject-names")
        self.setWindowTitle(f"Terms of {name}" if theme else f"Names of {name}")
        self.resize(440, 460)
        about = (
            f"A paragraph belongs to “{name}” where one of these terms stands in it. "
            "A * at the end of a word stands for any ending."
            if theme
            else f"Texts speak of “{name}” by these names, too."
        )
        self._choice: NamesChoice | None = None
        self._editor = NamesEditor("term" if theme else "name", names, seats)
        buttons, _ = go_and_cancel("subject-names", "Save")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(words_label("subject-names-about", about))
        layout.addWidget(self._editor, 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        # What is typed and not added yet is meant as well.
        if self._editor.take_typed():
            self._choice = NamesChoice(self._editor.added, self._editor.dropped)
            super().accept()

    def choice(self) -> NamesChoice | None:
        """What was added and dropped, once the dialog was accepted."""
        return self._choice
