"""Sharing: notes go to colleagues as a file, theirs come in, and what a backup holds comes back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.library.values import Changed
from briefreader.ui.marking import Marking
from briefreader.ui.reading import Reading
from briefreader.ui.saving import ask_where
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.library.colleagues import Preview

NOTES = "Notes (*.jsonld *.json);;All files (*)"


class Sharing(QObject):
    """Notes of colleagues, and those of yesterday."""

    trouble = Signal(str)
    came = Signal()

    def __init__(
        self,
        library: Library,
        reading: Reading,
        marking: Marking,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._marking = library, reading, marking
        self._settings, self._status, self._window = settings, status, window

    # Colleagues

    def export_notes(self) -> None:
        """Ask where to, and write one's notes on the open brief for colleagues."""
        brief = self._reading.brief
        if brief is None:
            self._status.say("Open a brief to pass on your notes on it.")
            return
        name, forms = f"{brief.id}-notes.jsonld", {".jsonld": "Notes"}
        path = ask_where(self._window, self._settings, "Notes for colleagues", name, forms)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write one's notes on the open brief to a file; private ones stay here."""
        brief = self._reading.brief
        if brief is not None:
            written = self._marking.attempt(lambda: self._library.export_notes(brief.id, path))
            if written is not None:
                self._status.say(f"Your notes are in {written}; private ones stayed here.")

    def choose_notes(self) -> None:
        """Ask for a colleague's file, and take it in."""
        folder = self._settings.text("import_folder")
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Merge a colleague's notes", folder, NOTES)
        if chosen:
            self._settings.set("import_folder", str(Path(chosen).parent))
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Show what a colleague's file would bring, and take it in when the user says so."""
        from briefreader.ui.dialogs.merge import MergeDialog

        brief = self._reading.brief
        try:
            preview = self._library.preview_merge(path, brief.id if brief is not None else None)
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return
        dialog = MergeDialog(preview, self._window)
        dialog.accepted.connect(partial(self.merge, preview))
        dialog.open()

    def merge(self, preview: Preview) -> None:
        """Take in what was shown; undo takes it out again."""
        merged = self._marking.attempt(lambda: self._library.merge(preview))
        if merged is not None:
            self._took("merge notes", merged.changed)
            self._status.say(f"{len(merged.changed)} notes came in." if merged.changed else "Nothing new came in.")

    def _took(self, words: str, changes: tuple[Changed, ...]) -> None:
        if changes:
            self._marking.done(words, changes)
            self.came.emit()

    # Yesterday

    def choose_backup(self) -> None:
        """Show what the backups hold; the chosen one is brought back beside what is here."""
        from briefreader.ui.dialogs.restore import RestoreDialog

        held = self._marking.attempt(self._library.backups)
        if held is None:
            return
        dialog = RestoreDialog(held, self._window)
        dialog.accepted.connect(lambda: self.restore(dialog.chosen()))
        dialog.open()

    def restore(self, backup: Path | None) -> None:
        """Bring back what a backup holds and is not here."""
        if backup is None:
            return
        restored = self._marking.attempt(lambda: self._library.restore(backup))
        if restored is not None:
            self._took("restore", restored.changes)
            self._status.say(f"{len(restored.changes)} notes came back; nothing of now was changed.")
