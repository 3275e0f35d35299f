"""Asking: the window's own small dialogs, made when they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from briefreader import __version__

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefreader.library import Library
    from briefreader.ui.settings import Settings


class Asking(QObject):
    """Preferences, names, keys, and what the program says of itself."""

    renamed = Signal()

    def __init__(self, library: Library, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._settings, self._window = library, settings, window

    def preferences(self) -> None:
        from briefreader.ui.dialogs.preferences import PreferencesDialog
        from briefreader.ui.settings import PREFERENCES

        values = {setting.key: self._settings.value(setting.key) for setting in PREFERENCES}
        dialog = PreferencesDialog(PREFERENCES, values, self._window)
        dialog.changed.connect(self._settings.set)
        dialog.open()

    def names(self) -> None:
        """Ask what the user calls the colours, and themselves."""
        from briefreader.annotations.model import Colour
        from briefreader.ui.dialogs.naming import NamesDialog

        names = self._library.names()
        colours = {colour: names[key] for colour in Colour if (key := f"colour.{colour.value}") in names}
        dialog = NamesDialog(colours, self._library.author, self._window)
        dialog.renamed.connect(self._rename)
        dialog.open()

    def _rename(self, key: str, words: str) -> None:
        self._library.rename(key, words)
        self.renamed.emit()

    def open_link(self, address: str) -> None:
        """Open a web address in the browser, once the user has seen and confirmed it."""
        from briefreader.ui.dialogs.link import confirm_link

        if not self._settings.flag("confirm_links") or confirm_link(self._window, address):
            QDesktopServices.openUrl(QUrl(address))

    def leave_unsaved(self, note: str) -> bool:
        """Whether to close although a note cannot be saved: its words then go to the clipboard."""
        box = QMessageBox(self._window)
        box.setObjectName("unsaved-note")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Briefreader")
        box.setText("The note that is open could not be saved.")
        box.setInformativeText("Stay and try again, or take its words with you on the clipboard.")
        stay = box.addButton("&Stay", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("&Copy it and close", QMessageBox.ButtonRole.DestructiveRole)
        stay.setObjectName("unsaved-stay")
        leave.setObjectName("unsaved-leave")
        box.setDefaultButton(stay)
        box.exec()
        if box.clickedButton() is not leave:
            return False
        QGuiApplication.clipboard().setText(note)
        return True

    def list_keys(self) -> None:
        from briefreader.ui import actions
        from briefreader.ui.dialogs.keys import KeysDialog

        KeysDialog(actions.key_rows(), self._window).open()

    def about(self) -> None:
        from briefreader.ui.dialogs.trouble import show_message

        show_message(
            self._window,
            "About Briefreader",
            f"Briefreader {__version__}\n\nReads, marks, searches and exports policy briefs, offline. "
            f"Nothing leaves this laptop.\n\nYour briefs and notes lie in {self._library.folders.data}.",
        )
