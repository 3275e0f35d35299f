"""Choosing what a note points at."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from briefreader.ui import style
from briefreader.ui.dialogs.link_to import LinkDialog, LinkTarget, _TargetDelegate
from briefreader.ui.rows import RowsView

TARGETS = [
    LinkTarget("On the Treaty", "Some Institute, 2026", "brief:treaty"),
    *(
        LinkTarget(f"¶ {number} of On the Treaty", "What it asks of allies", f"brief:treaty#¶{number}")
        for number in range(1, 40)
    ),
    LinkTarget("Straße <b>", "A note: ask legal", "note:n1"),
]


@pytest.fixture
def dialog(qtbot: QtBot) -> LinkDialog:
    widget = LinkDialog(TARGETS)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def field(dialog: LinkDialog) -> QLineEdit:
    found = dialog.findChild(QLineEdit, "link-to-filter")
    assert isinstance(found, QLineEdit)
    return found


def view(dialog: LinkDialog) -> RowsView:
    found = dialog.findChild(RowsView, "link-to-list")
    assert isinstance(found, RowsView)
    return found


def words(dialog: LinkDialog) -> list[str]:
    model = view(dialog).model()
    rows = [model.index(at, 0) for at in range(model.rowCount(QModelIndex()))]
    return [row.data(Qt.ItemDataRole.UserRole).words for row in rows]


def test_all_words_that_are_typed_must_be_there(dialog: LinkDialog) -> None:
    assert len(words(dialog)) == len(TARGETS)
    QTest.keyClicks(field(dialog), "treaty ¶ 12")
    assert words(dialog) == ["¶ 12 of On the Treaty"]
    for _ in "¶ 12":
        QTest.keyClick(field(dialog), Qt.Key.Key_Backspace)
    assert len(words(dialog)) == 40
    field(dialog).clear()
    QTest.keyClicks(field(dialog), "STRASSE LEGAL")
    assert words(dialog) == ["Straße <b>"]


def test_enter_takes_the_first_that_was_found(dialog: LinkDialog) -> None:
    QTest.keyClicks(field(dialog), "ask legal")
    QTest.keyClick(field(dialog), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.chosen() == TARGETS[-1]


def test_the_list_is_walked_from_the_line_in_which_one_types(dialog: LinkDialog) -> None:
    QTest.keyClick(field(dialog), Qt.Key.Key_Down)
    QTest.keyClick(field(dialog), Qt.Key.Key_Down)
    QTest.keyClick(field(dialog), Qt.Key.Key_Up)
    QTest.keyClick(field(dialog), Qt.Key.Key_Return)
    assert dialog.chosen() == TARGETS[1]


def test_a_click_takes_a_row(dialog: LinkDialog) -> None:
    place = view(dialog).visualRect(view(dialog).model().index(2, 0)).center()
    QTest.mouseClick(view(dialog).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.chosen() == TARGETS[2]


def test_where_nothing_matches_nothing_can_be_taken(dialog: LinkDialog) -> None:
    QTest.keyClicks(field(dialog), "nowhere")
    none, go = dialog.findChild(QLabel, "link-to-none"), dialog.findChild(QAbstractButton, "link-to-go")
    assert none is not None
    assert go is not None
    assert none.isVisible()
    assert not go.isEnabled()
    QTest.keyClick(field(dialog), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.chosen() is None


def test_escape_takes_nothing(dialog: LinkDialog) -> None:
    QTest.keyClick(field(dialog), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.chosen() is None


def test_only_what_is_on_the_screen_is_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    many = LinkDialog([LinkTarget(f"¶ {at}", "of a brief", f"brief:a#¶{at}") for at in range(1, 10_001)])
    qtbot.addWidget(many)
    painted: list[LinkTarget] = []
    draw = _TargetDelegate.draw

    def counted(self: _TargetDelegate, painter: QPainter, row: LinkTarget, *rest: Any, **more: Any) -> None:
        painted.append(row)
        draw(self, painter, row, *rest, **more)

    monkeypatch.setattr(_TargetDelegate, "draw", counted)
    many.show()
    QTest.keyClicks(field(many), "99")
    view(many).grab()
    assert painted
    assert len(set(painted)) < 200


def test_rows_are_spoken_and_painted_in_both_schemes(qapp: QApplication, dialog: LinkDialog) -> None:
    QTest.keyClicks(field(dialog), "legal")
    index = view(dialog).model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Straße <b>. A note: ask legal"
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    light = view(dialog).grab().toImage()
    style.apply(qapp, "dark")
    assert view(dialog).grab().toImage() != light
