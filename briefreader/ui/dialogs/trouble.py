"""When something did not work: in the user's words where it was to be expected, with the log where it was not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

_LAST_LINES = 400


def show_trouble(parent: QWidget | None, message: str) -> QMessageBox:
    """Show an expected failure without holding up anything; returns the box, which goes away when it is closed."""
    box = _box(parent, "trouble", "Briefreader", message)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.open()
    return box


def show_message(parent: QWidget | None, title: str, message: str) -> QMessageBox:
    """Tell something without holding up anything; returns the box."""
    box = _box(parent, "message", title, message)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.open()
    return box


def show_fault(parent: QWidget | None, summary: str, log: Path) -> QMessageBox:
    """Show an unexpected failure, with the log to open or to copy; returns the box."""
    box = _box(parent, "fault", "Something went wrong in Briefreader", summary)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setInformativeText(
        "Your briefs and notes are safe in the store. The log says more; it stays on this laptop unless you pass it on."
    )
    view = box.addButton("Open log", QMessageBox.ButtonRole.ActionRole)
    view.setObjectName("fault-open-log")
    copy = box.addButton("Copy log", QMessageBox.ButtonRole.ActionRole)
    copy.setObjectName("fault-copy-log")
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))

    def act(button: QAbstractButton) -> None:
        if button is view:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(log)))
        elif button is copy:
            QGuiApplication.clipboard().setText(end_of_log(log))

    box.buttonClicked.connect(act)
    box.open()
    return box


def end_of_log(log: Path) -> str:
    """The last few hundred lines of the log, or a sentence that says why there is none."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        return f"The log {log} cannot be read: {error.strerror or error}."
    return "\n".join(lines[-_LAST_LINES:])


def _box(parent: QWidget | None, name: str, title: str, words: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # messages quote file names, which must not be read as markup
    box.setText(words)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
