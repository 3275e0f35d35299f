"""The dialog that says what a merge will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefreader.annotations.exchange import Read
from briefreader.annotations.merging import Change, Item, Outcome, Plan
from briefreader.annotations.model import Annotation, Colour
from briefreader.library.colleagues import Preview
from briefreader.ui import style
from briefreader.ui.dialogs.merge import MergeDialog, about_words
from briefreader.ui.rows import RowsView

Making = Callable[..., MergeDialog]


@pytest.fixture
def items(note: Callable[..., Annotation]) -> tuple[Item, ...]:
    words = "What the **alliance** asks of its members\n\nhas never been written down."
    return (
        Item(Outcome.SAME, replace(note("n1", "As it was."), author="C. Reader")),
        Item(Outcome.BOTH, replace(note("n2", "One.", "Two.", note=words, colour=Colour.RED), author="C. Reader")),
        Item(Outcome.ADDED, replace(note("n3", "The guarantee. " * 20, note=words * 9, tags=("nato",)), author="")),
        Item(Outcome.DELETED, replace(note("n4", number=None), author="D. Reader")),
        Item(Outcome.NEWER, replace(note("n5", colour=Colour.GREEN), author="D. Reader")),
    )


def preview(items: tuple[Item, ...], *faults: str, changes: bool = True) -> Preview:
    made = tuple(Change(None, item.annotation) for item in items) if changes else ()
    return Preview(Path("/from/notes.jsonld"), "brief", "Sea Lanes", Read((), faults), Plan(items, made))


@pytest.fixture
def make(qtbot: QtBot) -> Making:
    def making(shown: Preview) -> MergeDialog:
        dialog = MergeDialog(shown)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return making


def words(dialog: MergeDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def button(dialog: MergeDialog, name: str) -> QAbstractButton | None:
    found = dialog.findChild(QAbstractButton, name)
    assert found is None or isinstance(found, QAbstractButton)
    return found


def rows(dialog: MergeDialog) -> list[str]:
    view = dialog.findChild(RowsView, "merge-list")
    assert isinstance(view, RowsView)
    return [view.model().index(at, 0).data() for at in range(view.model().rowCount())]


def test_it_says_from_whom_onto_what_and_what_will_be(make: Making, items: tuple[Item, ...]) -> None:
    dialog = make(preview(items, "Record 6 is no annotation."))
    about = words(dialog, "merge-about")
    assert about.startswith(
        "Merge notes on “Sea Lanes” from C. Reader (2 notes), D. Reader (2 notes) and somebody who "
    )
    assert about.endswith(" (1 note), out of notes.jsonld.")
    told = words(dialog, "merge-words").splitlines()
    assert told == [
        "•  1 note is new.",
        "•  1 note takes the place of an older version.",
        "•  1 note was changed on both sides: both versions are kept, side by side.",
        "•  1 note is here already.",
        "•  1 note was deleted by you, and stays deleted.",
        "•  1 record cannot be read and is left out.",
    ]
    assert "Nothing of your own is changed or removed" in words(dialog, "merge-promise")


def test_the_notes_are_listed_with_what_becomes_of_each(make: Making, items: tuple[Item, ...]) -> None:
    spoken = rows(make(preview(items)))
    assert [row.partition(".")[0] for row in spoken] == [
        "New",
        "Newer",
        "Kept as both",
        "Here already",
        "Deleted by you",
    ]
    assert "C. Reader" in spoken[2]
    assert "One. ¶ Two." in spoken[2]


def test_enter_merges_and_escape_does_not(qtbot: QtBot, make: Making, items: tuple[Item, ...]) -> None:
    dialog = make(preview(items))
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.show()
    go = button(dialog, "merge-go")
    assert go is not None
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_what_cannot_be_read_is_shown_when_asked_for(make: Making, items: tuple[Item, ...]) -> None:
    faults = tuple(f"Record {at} is no annotation." for at in range(1, 1003))
    dialog = make(preview(items, *faults))
    field = dialog.findChild(QPlainTextEdit, "merge-faults")
    switch = button(dialog, "merge-show-faults")
    assert isinstance(field, QPlainTextEdit)
    assert switch is not None
    assert not field.isVisible()
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert field.isVisible()
    lines = field.toPlainText().splitlines()
    assert (lines[0], len(lines), lines[-1]) == ("Record 1 is no annotation.", 1001, "And 2 more.")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(10, switch.height() // 2))
    assert not field.isVisible()


def test_where_nothing_would_change_there_is_nothing_to_merge(make: Making, items: tuple[Item, ...]) -> None:
    dialog = make(preview(items[:1], changes=False))
    assert button(dialog, "merge-go") is None
    close = button(dialog, "merge-cancel")
    assert close is not None
    assert close.text() == "Close"
    assert "nothing to merge" in words(dialog, "merge-promise")
    assert button(dialog, "merge-show-faults") is None


def test_many_authors_are_summed_up(note: Callable[..., Annotation]) -> None:
    some = tuple(Item(Outcome.ADDED, replace(note(str(at)), author=f"P{at}")) for at in range(6))
    assert "from P0 (1 note), P1 (1 note), P2 (1 note) and 3 others, out of" in about_words(preview(some))
    assert "from P0 (1 note), out of" in about_words(preview(some[:1]))


@pytest.mark.parametrize("scheme_name", ["light", "dark"])
def test_everything_has_a_name_and_a_place(
    qapp: QApplication, make: Making, items: tuple[Item, ...], scheme_name: str
) -> None:
    style.apply(qapp, scheme_name)
    dialog = make(preview(items, "Record 6 is no annotation."))
    dialog.resize(dialog.minimumSizeHint())
    assert not dialog.grab().isNull()
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            assert named, widget.objectName()
    view = dialog.findChild(RowsView, "merge-list")
    assert isinstance(view, RowsView)
    assert view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_an_empty_list_can_be_shown(make: Making) -> None:
    assert rows(make(preview((), "Record 1 is no annotation.", changes=False))) == []
