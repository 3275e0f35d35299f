"""Files come in and go out: open, drop, export; read away from the window, stored on its thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressDialog, QWidget

from briefreader.brief.registry import Pack
from briefreader.errors import BriefreaderError, ImportCancelled
from briefreader.library import Library
from briefreader.library.values import Imported
from briefreader.ui.jobs import Lane
from briefreader.ui.reading import Reading
from briefreader.ui.saving import last_folder, remember_folder
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine

FILTER = "Briefs (*.txt *.text *.md *.markdown *.brief);;All files (*)"
NOTES = (".jsonld", ".json")
_BREATH = 1
"""Milliseconds: with none, Qt would go on before it looks at keys and mouse."""


class Traffic(QObject):
    """Imports and exports of the window."""

    trouble = Signal(str)
    imported = Signal(object)
    notes_dropped = Signal(Path)
    exported = Signal(object)

    def __init__(
        self, library: Library, reading: Reading, settings: Settings, lane: Lane, status: StatusLine, window: QWidget
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._settings = library, reading, settings
        self._lane, self._status, self._window = lane, status, window
        self._progress: QProgressDialog | None = None
        self._stop = Event()
        self._told: set[str] = set()

    # In

    def choose_files(self) -> None:
        """Ask for files, and import them."""
        folder = self._settings.text("import_folder")
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Open a brief", folder, FILTER)
        if chosen:
            self._settings.set("import_folder", str(Path(chosen[0]).parent))
            self.bring_in([Path(name) for name in chosen])

    def bring_in(self, files: Sequence[Path]) -> None:
        """Import files one after the other; the last one is opened."""
        for notes in (file for file in files if file.suffix.lower() in NOTES):
            self.notes_dropped.emit(notes)
        files = [file for file in files if file.suffix.lower() not in NOTES]
        if not files:
            return
        self._stop = Event()
        for file in files:
            self._lane.run(
                partial(self._library.read, file, cancelled=self._stop.is_set),
                partial(self._keep, file),
                self._refused,
            )
        names = files[0].name if len(files) == 1 else f"{len(files)} files"
        self._progress = QProgressDialog(f"Reading {names}…", "Cancel", 0, 0, self._window)
        self._progress.setObjectName("import-progress")
        self._progress.setWindowTitle("Open a brief")
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setMinimumDuration(400)
        self._progress.setAutoClose(False)
        self._progress.canceled.connect(self._stop.set)
        # The dialog shows itself after its least duration only if it hears of progress.
        self._progress.setValue(0)
        QTimer.singleShot(450, self._show_progress)

    def _show_progress(self) -> None:
        if self._progress is not None:
            self._progress.show()

    def _end_progress(self) -> None:
        if self._progress is not None and not self._lane.waiting:
            self._progress.canceled.disconnect()
            # Closed alone, it would show itself all the same once its least duration is over, in front of a question.
            had_keys = self._progress.isActiveWindow()
            self._progress.reset()
            self._progress.close()
            self._progress.deleteLater()
            self._progress = None
            if had_keys:
                self._window.activateWindow()

    def _keep(self, file: Path, pack: Pack) -> None:
        self._end_progress()
        try:
            home = self._library.home_of(pack.brief)
            as_new = self._ask_for_own(pack, home) if home is not None else False
            if as_new is None:
                self._status.say("Nothing was imported.")
                return
            outcome = self._library.keep(pack, file, as_new=as_new)
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return
        # Storing and opening a brief each take a part of a second in which the window does not answer.
        QTimer.singleShot(_BREATH, partial(self._kept, outcome))

    def _kept(self, outcome: Imported) -> None:
        words = "New edition" if outcome.former else "Imported" if outcome.new else "Already in the library"
        self._status.say(f"{words}: {outcome.brief.metadata.title}")
        self.imported.emit(outcome)
        # Once is enough: until the program is mended each import would say the same.
        for notice in outcome.notices:
            if notice not in self._told:
                self._told.add(notice)
                self.trouble.emit(notice)

    def _ask_for_own(self, pack: Pack, home: str) -> bool | None:
        """Whether another text of a brief that is here shall be a brief of its own; None for neither."""
        from briefreader.ui.dialogs.edition import ask_edition

        count = self._library.annotations.counts().get(home, 0)
        return ask_edition(self._window, pack.brief.metadata.title, count)

    def _refused(self, error: BriefreaderError) -> None:
        self._end_progress()
        if isinstance(error, ImportCancelled):
            self._status.say("Import stopped; nothing was stored.")
        else:
            self.trouble.emit(str(error))

    # Out

    def export(self) -> None:
        """Ask what to export and where, and write it."""
        from briefreader.ui.dialogs.export import ExportDialog

        brief = self._reading.brief
        if brief is None:
            self._status.say("Open a brief to export it.")
            return
        dialog = ExportDialog(last_folder(self._settings) / brief.id, len(self._library.notes(brief)), self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            path, what = dialog.choice()
            remember_folder(self._settings, path)
            self.write(path, what)

    def write(self, path: Path, what: str) -> None:
        """Export the open brief ("brief") or its notes ("notes") to a path."""
        brief = self._reading.brief
        if brief is None:
            return
        notes = self._library.notes(brief)
        self._status.say("Exporting…", stay=True)
        self._lane.run(partial(self._library.write, brief, notes, path, what), self._written, self._not_written)

    def _written(self, path: Path) -> None:
        self._status.say(f"Exported to {path}")
        self.exported.emit(path)

    def _not_written(self, error: BriefreaderError) -> None:
        self._status.say("")
        self.trouble.emit(str(error))
