"""Before a link leaves the program: the whole address, to be read, and a question that defaults to no."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget


def visible_address(address: str) -> str:
    """The address with every character seen: controls and marks of direction, which can disguise it, are spelt out."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter)[0] in "CZ" and letter != " " else letter
        for letter in address
    )


def host_of(address: str) -> str:
    """The computer that an address leads to, in ASCII, so that look-alike letters show; empty where there is none."""
    return bytes(QUrl.toAce(QUrl(address).host()).data()).decode("ascii")


class LinkDialog(QDialog):
    """Shows an address; accepted means that it may be opened in the browser."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link")
        self.setWindowTitle("Open link?")
        self.setMinimumWidth(460)
        self._address = address
        host = host_of(address)
        question = QLabel(
            "This link leaves Briefreader and opens in your browser"
            + (f", at {host}." if host else ".")
            + " Whoever runs that site can see that you opened it."
        )
        question.setWordWrap(True)
        whole = QPlainTextEdit(visible_address(address))
        whole.setObjectName("link-address")
        whole.setAccessibleName("Address")
        whole.setReadOnly(True)
        whole.setTabChangesFocus(True)
        whole.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        whole.setFixedHeight(92)
        buttons = QDialogButtonBox()
        copy = buttons.addButton("Copy address", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("link-copy")
        go = buttons.addButton("Open in browser", QDialogButtonBox.ButtonRole.AcceptRole)
        go.setObjectName("link-open")
        cancel = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("link-cancel")
        for button in (copy, go):
            button.setAutoDefault(False)
        cancel.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(12)
        for widget in (question, whole, buttons):
            layout.addWidget(widget)
        copy.clicked.connect(self._copy)
        go.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        cancel.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)


def confirm_link(parent: QWidget | None, address: str) -> bool:
    """Whether the user, having seen the whole address, wants it opened in the browser."""
    dialog = LinkDialog(address, parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed
