"""Another text of a brief that is in the library already: a new edition of it, or a brief of its own?"""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def ask_edition(parent: QWidget, title: str, notes: int) -> bool | None:
    """Whether it shall be a brief of its own (True) or a new edition (False); None where the user wants neither."""
    carried = (
        ""
        if not notes
        else f" Your {notes} notes on it are carried over."
        if notes > 1
        else (" Your note on it is carried over.")
    )
    box = QMessageBox(parent)
    box.setObjectName("ask-edition")
    box.setWindowTitle("Open a brief")
    box.setText(f"“{title}” is in the library already, with other words.")
    box.setInformativeText(
        f"As a new edition it takes the place of the one that is there, which is kept.{carried} "
        "As a brief of its own it stands beside it, without notes."
    )
    edition = box.addButton("New &edition", QMessageBox.ButtonRole.AcceptRole)
    own = box.addButton("A brief of its &own", QMessageBox.ButtonRole.ActionRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    for name, button in (("new-edition", edition), ("own-brief", own), ("cancel-import", cancel)):
        button.setObjectName(name)
    box.setDefaultButton(edition)
    box.exec()
    return None if box.clickedButton() not in (edition, own) else box.clickedButton() is own
