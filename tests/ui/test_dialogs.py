"""The dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefreader.ui.dialogs.export import ExportDialog
from briefreader.ui.dialogs.keys import KeysDialog
from briefreader.ui.dialogs.link import LinkDialog, confirm_link, host_of, visible_address
from briefreader.ui.dialogs.preferences import PreferencesDialog
from briefreader.ui.dialogs.trouble import end_of_log, show_fault, show_message, show_trouble
from briefreader.ui.rows import RowsView
from briefreader.ui.settings import Setting


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))


# Export


@pytest.fixture
def export(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog(tmp_path / "a-brief", 3)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def path_field(dialog: ExportDialog) -> QLineEdit:
    field = dialog.findChild(QLineEdit, "export-path")
    assert isinstance(field, QLineEdit)
    return field


def type_path(dialog: ExportDialog, path: Path | str) -> None:
    field = path_field(dialog)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, str(path))


def go(dialog: ExportDialog) -> QAbstractButton:
    button = dialog.findChild(QAbstractButton, "export-go")
    assert isinstance(button, QAbstractButton)
    return button


def warning(dialog: ExportDialog) -> str:
    label = dialog.findChild(QLabel, "export-warning")
    assert isinstance(label, QLabel)
    return label.text()


def test_the_suggested_name_follows_what_and_format(export: ExportDialog, tmp_path: Path) -> None:
    assert export.choice() == (tmp_path / "a-brief.pdf", "brief")
    press(export, "export-what-notes")
    press(export, "export-format-markdown")
    assert export.choice() == (tmp_path / "a-brief-notes.md", "notes")


def test_a_typed_name_is_kept_and_only_its_suffix_follows_the_format(export: ExportDialog, tmp_path: Path) -> None:
    type_path(export, tmp_path / "mine")
    assert export.choice()[0] == tmp_path / "mine.pdf"
    type_path(export, tmp_path / "v1.2.pdf")
    press(export, "export-what-notes")
    press(export, "export-format-markdown")
    assert export.choice() == (tmp_path / "v1.2.md", "notes")


def test_a_typed_suffix_chooses_the_format(export: ExportDialog, tmp_path: Path) -> None:
    type_path(export, tmp_path / "mine.md")
    markdown = export.findChild(QAbstractButton, "export-format-markdown")
    assert isinstance(markdown, QAbstractButton)
    assert markdown.isChecked()
    assert export.choice()[0] == tmp_path / "mine.md"


def test_a_file_that_would_be_replaced_is_named(export: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").touch()
    type_path(export, tmp_path / "old.pdf")
    assert warning(export) == "old.pdf exists already and will be replaced."
    assert go(export).text() == "Replace"


@pytest.mark.parametrize(
    ("path", "words"), [("", "Give the file a name"), ("no/where/x.pdf", "no folder"), ("f.pdf", "is a folder")]
)
def test_what_cannot_be_written_is_said_and_cannot_be_started(
    export: ExportDialog, tmp_path: Path, path: str, words: str
) -> None:
    (tmp_path / "f.pdf").mkdir()
    type_path(export, tmp_path / path if path else "")
    assert words in warning(export)
    assert not go(export).isEnabled()


def test_enter_exports_and_escape_does_not(qtbot: QtBot, export: ExportDialog, tmp_path: Path) -> None:
    with qtbot.waitSignal(export.accepted):
        QTest.keyClick(path_field(export), Qt.Key.Key_Return)
    export.show()
    with qtbot.waitSignal(export.rejected):
        QTest.keyClick(export, Qt.Key.Key_Escape)


def test_browsing_fills_in_the_path(export: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picked = [(str(tmp_path / "picked.md"), ""), ("", "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: picked.pop(0))
    press(export, "export-browse")
    press(export, "export-browse")
    assert export.choice()[0] == tmp_path / "picked.md"


def test_without_annotations_notes_alone_cannot_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(tmp_path / "a-brief.pdf", 0)
    qtbot.addWidget(dialog)
    notes = dialog.findChild(QAbstractButton, "export-what-notes")
    assert isinstance(notes, QAbstractButton)
    assert not notes.isEnabled()
    assert dialog.choice()[0] == tmp_path / "a-brief.pdf"


# Keys


def test_keys_are_grouped_and_found(qtbot: QtBot) -> None:
    dialog = KeysDialog([("Reading", "Next section", "]"), ("Reading", "No key", ""), ("Marks", "Mark as risk", "3")])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    view = dialog.findChild(RowsView, "keys-list")
    assert isinstance(view, RowsView)

    def rows() -> list[str]:
        return [view.model().index(at, 0).data() for at in range(view.model().rowCount())]

    assert rows() == ["Reading", "Next section: ]", "Marks", "Mark as risk: 3"]
    assert not view.grab().isNull()
    field = dialog.findChild(QLineEdit, "keys-filter")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "RISK")
    assert rows() == ["Marks", "Mark as risk: 3"]


# Preferences


def test_every_kind_of_setting_has_a_field_and_tells_its_change(qtbot: QtBot) -> None:
    settings = (
        Setting("links", "Ask first", "bool", True, help="Before a link opens."),
        Setting("size", "Text size", "int", 18, limits=(13, 30)),
        Setting("scheme", "Colours", "choice", "system", choices=(("system", "As the system"), ("dark", "Dark"))),
    )
    dialog = PreferencesDialog(settings, {"size": 20, "scheme": "dark"})
    qtbot.addWidget(dialog)
    dialog.show()
    told: list[tuple[str, object]] = []
    dialog.changed.connect(lambda key, value: told.append((key, value)))
    links, size, scheme = (
        dialog.findChild(kind, f"setting-{key}")
        for kind, key in ((QCheckBox, "links"), (QSpinBox, "size"), (QComboBox, "scheme"))
    )
    assert isinstance(links, QCheckBox)
    assert isinstance(size, QSpinBox)
    assert isinstance(scheme, QComboBox)
    assert (links.isChecked(), size.value(), scheme.currentText()) == (True, 20, "Dark")
    assert (size.minimum(), size.maximum()) == (13, 30)
    assert links.accessibleDescription() == "Before a link opens."
    QTest.keyClick(links, Qt.Key.Key_Space)
    QTest.keyClick(size, Qt.Key.Key_Up)
    QTest.keyClick(scheme, Qt.Key.Key_Up)
    assert told == [("links", False), ("size", 21), ("scheme", "system")]


# Links


def answer(qtbot: QtBot, deed: Callable[[LinkDialog], None]) -> None:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LinkDialog)
        deed(dialog)

    QTimer.singleShot(0, act)


def test_a_link_opens_only_when_it_is_confirmed(qtbot: QtBot) -> None:
    answer(qtbot, lambda dialog: press(dialog, "link-open"))
    assert confirm_link(None, "https://example.org/")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_leave_a_link_closed(qtbot: QtBot, key: Qt.Key) -> None:
    answer(qtbot, lambda dialog: QTest.keyClick(dialog, key))
    assert not confirm_link(None, "https://example.org/")


def test_the_address_is_shown_whole_and_can_be_copied(qtbot: QtBot) -> None:
    address = "https://example.org/" + "a" * 500
    dialog = LinkDialog(address)
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.findChild(QPlainTextEdit, "link-address")
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == address
    press(dialog, "link-copy")
    assert QGuiApplication.clipboard().text() == address
    assert dialog.isVisible()


def test_a_disguised_address_is_unmasked() -> None:
    assert visible_address("https://a\u202egro.b/\n") == "https://a\\u202egro.b/\\u000a"
    assert host_of("https://exämple.org/x") == "xn--exmple-cua.org"
    assert host_of("mailto:someone@example.org") == ""


# Trouble


def test_an_expected_failure_is_shown_in_its_own_words_and_holds_up_nothing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = show_trouble(parent, "<b>The file</b> is empty.")
    assert box.isVisible()
    assert box.text() == "<b>The file</b> is empty."
    assert box.textFormat() == Qt.TextFormat.PlainText
    with qtbot.waitSignal(box.destroyed):
        box.button(QMessageBox.StandardButton.Close).click()


def test_a_message_is_shown_under_its_title(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = show_message(parent, "About", "Version 1")
    assert box.isVisible()
    assert (box.windowTitle(), box.text()) == ("About", "Version 1")
    box.close()


def test_a_fault_offers_its_log(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "briefreader.log"
    log.write_text("one\ntwo\n", encoding="utf-8")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    parent = QWidget()
    qtbot.addWidget(parent)
    box = show_fault(parent, "The notes could not be shown.", log)
    box.findChild(QAbstractButton, "fault-copy-log").click()  # type: ignore[union-attr]  # fails where it is absent
    assert QGuiApplication.clipboard().text() == "one\ntwo"
    box = show_fault(parent, "The notes could not be shown.", log)
    box.findChild(QAbstractButton, "fault-open-log").click()  # type: ignore[union-attr]  # as above
    assert opened == [QUrl.fromLocalFile(str(log))]


def test_a_log_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in end_of_log(tmp_path / "none.log")


def test_dialogs_close_with_escape(qtbot: QtBot) -> None:
    dialogs: list[QDialog] = [KeysDialog([]), PreferencesDialog(()), LinkDialog("https://example.org")]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
