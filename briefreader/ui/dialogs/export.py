"""What to export, as what, and where to."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

_KINDS = {".pdf": "PDF (*.pdf)", ".md": "Markdown (*.md)"}


class ExportDialog(QDialog):
    """Asks for an export. `suggested` is a path whose name, without its suffix, the file gets if nothing is typed.

    `annotations` is how many there are: without any, notes alone cannot be exported.
    """

    def __init__(self, suggested: Path, annotations: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export")
        self.setWindowTitle("Export")
        self.setMinimumWidth(520)
        self._folder = suggested.parent
        self._stem = suggested.stem if suggested.suffix in _KINDS else suggested.name
        self._own_path = False
        self._whole = _radio("export-what-brief", "The brief, with marks and notes in place")
        self._notes = _radio("export-what-notes", "Notes alone, in reading order")
        self._pdf = _radio("export-format-pdf", "PDF, for reading, printing and the archive")
        self._markdown = _radio("export-format-markdown", "Markdown, for working on")
        self._whole.setChecked(True)
        self._pdf.setChecked(True)
        self._notes.setEnabled(annotations > 0)
        if annotations == 0:
            self._notes.setToolTip("There are no marks or notes on this brief yet.")
        self._path = QLineEdit()
        self._path.setObjectName("export-path")
        self._path.setAccessibleName("File")
        self._warning = QLabel(" ")
        self._warning.setObjectName("export-warning")
        self._warning.setProperty("role", "muted")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self._build()
        self._suggest()

    def _build(self) -> None:
        browse = QPushButton("Browse…")
        browse.setObjectName("export-browse")
        browse.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        where = QGroupBox("File")
        inside = QVBoxLayout(where)
        inside.addLayout(row)
        inside.addWidget(self._warning)
        buttons = QDialogButtonBox()
        self._go = buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setObjectName("export-go")
        self._go.setDefault(True)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self._group("What", self._whole, self._notes))
        layout.addWidget(self._group("Format", self._pdf, self._markdown))
        layout.addWidget(where)
        layout.addWidget(buttons)
        browse.clicked.connect(self._browse)
        self._path.textEdited.connect(self._typed)
        self._path.textChanged.connect(self._look)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def _group(self, title: str, *choices: QRadioButton) -> QGroupBox:
        box = QGroupBox(title)
        group = QButtonGroup(box)
        layout = QVBoxLayout(box)
        for choice in choices:
            group.addButton(choice)
            layout.addWidget(choice)
            choice.toggled.connect(self._suggest)
        return box

    def choice(self) -> tuple[Path, str]:
        """The file to write, its suffix that of the format, and what goes in: "brief" or "notes"."""
        typed = os.path.expanduser(self._path.text().strip())
        if Path(typed).suffix.lower() != self._suffix():
            typed += self._suffix()
        return Path(typed), "notes" if self._notes.isChecked() else "brief"

    def _suffix(self) -> str:
        return ".pdf" if self._pdf.isChecked() else ".md"

    def _suggest(self) -> None:
        if not self._own_path:
            name = self._stem + ("-notes" if self._notes.isChecked() else "") + self._suffix()
            self._path.setText(str(self._folder / name))
        else:
            typed = Path(self._path.text())
            if typed.suffix.lower() in _KINDS:
                self._path.setText(str(typed.with_suffix(self._suffix())))
        self._look()

    def _typed(self) -> None:
        self._own_path = True
        # A suffix that is typed is a choice of the format too.
        suffix = Path(self._path.text()).suffix.lower()
        if suffix in _KINDS and suffix != self._suffix():
            (self._pdf if suffix == ".pdf" else self._markdown).setChecked(True)

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            "Export to",
            str(self.choice()[0]),
            _KINDS[self._suffix()],
            options=QFileDialog.Option.DontConfirmOverwrite,  # the dialog below says it
        )
        if path:
            self._path.setText(path)
            self._typed()

    def _look(self) -> None:
        """Say what stands in the way, or what would be replaced."""
        typed = self._path.text().strip()
        path = self.choice()[0]
        words, possible = "", False
        # os.path answers no where a Path raises: for a name that is too long, or a folder that may not be read.
        if not typed or typed.endswith(("/", os.sep)):
            words = "Give the file a name."
        elif os.path.isdir(path):
            words = f"{path} is a folder; give the file a name."
        elif not os.path.isdir(path.parent):
            words = f"There is no folder {path.parent}."
        else:
            possible = True
            if os.path.exists(path):
                words = f"{path.name} exists already and will be replaced."
        self._warning.setText(words or " ")
        self._go.setEnabled(possible)
        self._go.setText("Replace" if possible and words else "Export")


def _radio(name: str, words: str) -> QRadioButton:
    button = QRadioButton(words)
    button.setObjectName(name)
    button.setAccessibleName(words)
    return button
