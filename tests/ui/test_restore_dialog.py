"""The dialog that shows what each backup holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QLabel
from pytestqt.qtbot import QtBot

from briefreader.library.restoring import Held
from briefreader.ui.dialogs.restore import RestoreDialog, brings, date_in_words, holds
from briefreader.ui.rows import RowsView

Making = Callable[[Sequence[Held]], RestoreDialog]
Middle = Callable[[QAbstractItemView, int], QPoint]


def held(day: int, *counts: int, sound: bool = True, words: str = "") -> Held:
    made = datetime(2026, 1, day, 9, 41)
    briefs, annotations, missing, different, lacking = (*counts, 0, 0, 0, 0, 0)[:5]
    return Held(Path(f"{day}.sqlite"), made, sound, briefs, annotations, missing, different, lacking, words)


BACKUPS = (
    held(13, sound=False, words="13.sqlite is damaged; choose another one."),
    held(12, 3, 41),
    held(11, 3, 46, 7, 2, 1),
    held(10, 1, 1, 1),
)


@pytest.fixture
def make(qtbot: QtBot) -> Making:
    def making(backups: Sequence[Held]) -> RestoreDialog:
        dialog = RestoreDialog(backups)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return making


def view(dialog: RestoreDialog) -> RowsView:
    found = dialog.findChild(RowsView, "restore-list")
    assert isinstance(found, RowsView)
    return found


def button(dialog: RestoreDialog, name: str) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (held(1, 3, 41), "All of it is here now."),
        (held(1, 3, 41, 1, 0), "Would bring 1 note that is not here now."),
        (held(1, 3, 41, 7, 1), "Would bring 7 notes that are not here now, 1 note that says something else now."),
        (held(1, 3, 41, 0, 2, 1), "Would bring 1 brief that is not here now, 2 notes that say something else now."),
        (held(1, sound=False, words="1.sqlite is damaged."), "1.sqlite is damaged."),
    ],
)
def test_what_a_backup_would_bring_is_said_in_words(one: Held, words: str) -> None:
    assert brings(one) == words


def test_what_a_backup_holds_and_when_it_was_made_is_said_in_words() -> None:
    assert holds(held(1, 1, 1)) == "1 brief, 1 note"
    assert holds(held(1, 3, 1041)) == "3 briefs, 1,041 notes"
    assert date_in_words(held(2)).endswith("2 January 2026, 09:41")


def test_every_backup_is_listed_and_spoken_the_newest_first(make: Making) -> None:
    dialog = make(BACKUPS)
    model = view(dialog).model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert [words.partition(": ")[2] for words in spoken] == [
        "Cannot be restored. 13.sqlite is damaged; choose another one.",
        "3 briefs, 41 notes. All of it is here now.",
        f"3 briefs, 46 notes. {brings(BACKUPS[2])}",
        "1 brief, 1 note. Would bring 1 note that is not here now.",
    ]
    assert "11.sqlite" in model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_newest_backup_that_would_bring_something_is_offered(make: Making) -> None:
    assert make(BACKUPS).chosen() == Path("11.sqlite")
    assert make(BACKUPS[:2]).chosen() == Path("12.sqlite")


def test_a_backup_is_chosen_and_restored_by_keyboard(make: Making) -> None:
    dialog = make(BACKUPS)
    QTest.keyClick(view(dialog), Qt.Key.Key_Down)
    assert dialog.chosen() == Path("10.sqlite")
    QTest.keyClick(view(dialog), Qt.Key.Key_Up)
    QTest.keyClick(view(dialog), Qt.Key.Key_Up)
    assert dialog.chosen() == Path("12.sqlite")
    # What cannot be restored is no place to stop at.
    QTest.keyClick(view(dialog), Qt.Key.Key_Up)
    assert dialog.chosen() == Path("12.sqlite")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_backup_is_chosen_and_restored_by_mouse(make: Making, middle: Middle) -> None:
    dialog = make(BACKUPS)
    rows = view(dialog)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle(rows, 3))
    assert dialog.chosen() == Path("10.sqlite")
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle(rows, 0))
    assert dialog.chosen() == Path("10.sqlite")
    QTest.mouseClick(button(dialog, "restore-go"), Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_escape_and_cancel_restore_nothing(make: Making) -> None:
    dialog = make(BACKUPS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog = make(BACKUPS)
    QTest.mouseClick(button(dialog, "restore-cancel"), Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Rejected


@pytest.mark.parametrize(("backups", "words"), [((), "no backup yet"), (BACKUPS[:1], "None of these")])
def test_without_a_sound_backup_nothing_can_be_restored(make: Making, backups: Sequence[Held], words: str) -> None:
    dialog = make(backups)
    told = dialog.findChild(QLabel, "restore-none")
    assert isinstance(told, QLabel)
    assert words in told.text()
    assert dialog.chosen() is None
    assert not button(dialog, "restore-go").isEnabled()
    QTest.keyClick(view(dialog), Qt.Key.Key_Return)
    assert not dialog.result()


def test_the_promise_is_made_in_words(make: Making) -> None:
    dialog = make(BACKUPS)
    told = dialog.findChild(QLabel, "restore-promise")
    assert isinstance(told, QLabel)
    assert "nothing that is here now is changed or removed" in told.text()
    assert dialog.findChild(QLabel, "restore-none") is None


def test_rows_grow_with_their_words(make: Making) -> None:
    dialog = make((held(12, 3, 41), held(11, sound=False, words="Quite a long reason, said at length. " * 6)))
    rows = view(dialog)
    assert (
        rows.sizeHintForIndex(rows.model().index(1, 0)).height()
        > rows.sizeHintForIndex(rows.model().index(0, 0)).height()
    )
    assert not dialog.grab().isNull()
