"""The user's own names for the colours, and the user's own name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import USUAL_MEANINGS, Colour
from briefreader.ui.dialogs.naming import LONGEST, NamesDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> NamesDialog:
    widget = NamesDialog({Colour.RED: "Danger"}, "A. Reader")
    qtbot.addWidget(widget)
    widget.show()
    return widget


def field(dialog: NamesDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, f"name-{name}")
    assert isinstance(found, QLineEdit)
    return found


def retype(dialog: NamesDialog, name: str, words: str) -> None:
    line = field(dialog, name)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, words)


def test_each_colour_has_a_field_with_its_usual_name_behind_it(dialog: NamesDialog) -> None:
    for colour, usual in USUAL_MEANINGS.items():
        line = field(dialog, f"colour-{colour.value}")
        assert line.placeholderText() == usual
        assert colour.value in line.accessibleName()
    assert field(dialog, "colour-red").text() == "Danger"
    assert field(dialog, "colour-blue").text() == ""
    assert field(dialog, "author").text() == "A. Reader"


def test_a_name_holds_when_enter_is_pressed(qtbot: QtBot, dialog: NamesDialog) -> None:
    with qtbot.waitSignal(dialog.renamed) as told:
        retype(dialog, "colour-blue", "  Look   up ")
        QTest.keyClick(field(dialog, "colour-blue"), Qt.Key.Key_Return)
    assert told.args == ["colour.blue", "Look up"]
    assert dialog.isVisible()


def test_an_empty_field_brings_the_usual_name_back(qtbot: QtBot, dialog: NamesDialog) -> None:
    with qtbot.waitSignal(dialog.renamed) as told:
        retype(dialog, "colour-red", "")
        QTest.keyClick(field(dialog, "colour-red"), Qt.Key.Key_Return)
    assert told.args == ["colour.red", ""]


@pytest.mark.parametrize("way", ["close", "escape"])
def test_closing_keeps_what_was_typed(qtbot: QtBot, dialog: NamesDialog, way: str) -> None:
    retype(dialog, "author", "B. Reader")
    with qtbot.waitSignal(dialog.renamed) as told:
        if way == "close":
            dialog.close()
        else:
            QTest.keyClick(field(dialog, "author"), Qt.Key.Key_Escape)
    assert told.args == ["author", "B. Reader"]


def test_opening_and_closing_renames_nothing(qtbot: QtBot, dialog: NamesDialog) -> None:
    with qtbot.assertNotEmitted(dialog.renamed):
        dialog.close()


@pytest.mark.parametrize("words", ["danger", "Key point"])
def test_two_colours_cannot_have_one_name(qtbot: QtBot, dialog: NamesDialog, words: str) -> None:
    warning = dialog.findChild(QLabel, "names-warning")
    assert warning is not None
    with qtbot.assertNotEmitted(dialog.renamed):
        retype(dialog, "colour-violet", words)
        QTest.keyClick(field(dialog, "colour-violet"), Qt.Key.Key_Return)
    assert warning.isVisible()
    assert words in warning.text()
    with qtbot.waitSignal(dialog.renamed):
        retype(dialog, "colour-violet", "To do")
        QTest.keyClick(field(dialog, "colour-violet"), Qt.Key.Key_Return)
    assert not warning.isVisible()


def test_the_usual_name_cannot_come_back_where_another_colour_has_taken_it(qtbot: QtBot) -> None:
    dialog = NamesDialog({Colour.RED: "Danger", Colour.BLUE: "Risk"}, "")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.renamed):
        retype(dialog, "colour-red", "")
        QTest.keyClick(field(dialog, "colour-red"), Qt.Key.Key_Return)


def test_a_name_cannot_be_longer_than_a_narrow_panel_can_show(dialog: NamesDialog) -> None:
    retype(dialog, "colour-green", "x" * 100)
    assert len(field(dialog, "colour-green").text()) == LONGEST
