"""The dialogs in which actors and themes are corrected: every one of them by the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from briefreader.ui import style
from briefreader.ui.dialogs.choose_subject import ChooseSubjectDialog, SubjectChoice
from briefreader.ui.dialogs.new_subject import NewSubject, NewSubjectDialog
from briefreader.ui.dialogs.split_subject import Split, SplitDialog
from briefreader.ui.dialogs.subject_names import NamesChoice, SubjectNamesDialog
from briefreader.ui.rows import RowsView

LEFT = Qt.MouseButton.LeftButton
PEOPLE = (
    SubjectChoice("league", "League of Harbours", "organisation", 17),
    SubjectChoice("keeper", "The Keeper", "person", 1),
    SubjectChoice("zoe", "Zoë of the Harbours", "person", 3),
)
Show = Callable[[QDialog], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def open_(dialog: QDialog) -> None:
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()

    return open_


def field(dialog: QDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def view(dialog: QDialog, name: str) -> RowsView:
    found = dialog.findChild(RowsView, name)
    assert isinstance(found, RowsView)
    return found


def button(dialog: QDialog, name: str) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def words(dialog: QDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def spoken(rows: RowsView) -> list[str]:
    model = rows.model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount(QModelIndex()))]


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


# Names


@pytest.fixture
def names(show: Show) -> SubjectNamesDialog:
    dialog = SubjectNamesDialog("Far Coast", "state", ("the Coast", "Coasters"), ("Port Royal",))
    show(dialog)
    return dialog


def test_names_are_added_and_removed_by_keys(names: SubjectNamesDialog) -> None:
    assert field(names, "names-field").hasFocus()
    QTest.keyClicks(field(names, "names-field"), "  Coastal   Republic")
    press(Qt.Key.Key_Return)
    assert names.isVisible()
    rows = view(names, "names-list")
    assert spoken(rows)[0] == "Coastal Republic"
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(2, 0))
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Delete)
    assert spoken(rows) == ["Coastal Republic", "the Coast"]
    field(names, "names-field").setFocus()
    press(Qt.Key.Key_Return)
    assert names.choice() == NamesChoice(("Coastal Republic",), ("Coasters", "Port Royal"))


def test_a_capital_is_told_as_such(names: SubjectNamesDialog) -> None:
    assert spoken(view(names, "names-list"))[-1] == "Port Royal, capital that stands for the government"


def test_the_cross_of_a_row_removes_it_and_a_click_elsewhere_does_not(
    names: SubjectNamesDialog, middle: Callable[[RowsView, int], QPoint]
) -> None:
    rows = view(names, "names-list")
    QTest.mouseClick(rows.viewport(), LEFT, pos=middle(rows, 0))
    assert len(spoken(rows)) == 3
    QTest.mouseClick(rows.viewport(), LEFT, pos=QPoint(rows.viewport().width() - 14, middle(rows, 0).y()))
    assert spoken(rows)[0] == "Coasters"


def test_the_mouse_shows_what_can_be_clicked(
    names: SubjectNamesDialog, middle: Callable[[RowsView, int], QPoint]
) -> None:
    rows = view(names, "names-list")
    room = rows.viewport()
    QTest.mouseMove(room, middle(rows, 0))
    assert room.cursor().shape() == Qt.CursorShape.ArrowCursor
    QTest.mouseMove(room, QPoint(room.width() - 14, middle(rows, 0).y()))
    assert room.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert "Capital" in rows.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(("typed", "fault"), [("the Coast", "in the list already"), ("—", "needs a letter")])
def test_a_name_that_will_not_do_is_refused_in_a_sentence(names: SubjectNamesDialog, typed: str, fault: str) -> None:
    field(names, "names-field").setText(typed)
    press(Qt.Key.Key_Return)
    assert fault in words(names, "names-fault")
    QTest.mouseClick(button(names, "subject-names-go"), LEFT)
    assert names.isVisible()
    assert names.choice() is None
    QTest.keyClicks(field(names, "names-field"), "x")
    assert words(names, "names-fault") == ""


def test_what_is_typed_counts_without_being_added_first(names: SubjectNamesDialog) -> None:
    field(names, "names-field").setText("Coastland")
    QTest.mouseClick(button(names, "subject-names-go"), LEFT)
    assert names.choice() == NamesChoice(("Coastland",), ())


def test_a_name_removed_and_added_again_is_as_it_was(names: SubjectNamesDialog) -> None:
    rows = view(names, "names-list")
    rows.setCurrentIndex(rows.model().index(0, 0))
    QTest.keyClick(rows, Qt.Key.Key_Backspace)
    field(names, "names-field").setText("the Coast")
    QTest.mouseClick(button(names, "names-add"), LEFT)
    names.accept()
    assert names.choice() == NamesChoice((), ())


def test_escape_changes_no_names(names: SubjectNamesDialog) -> None:
    field(names, "names-field").setText("Coastland")
    press(Qt.Key.Key_Escape)
    assert not names.isVisible()
    assert names.choice() is None


def test_a_theme_has_terms(show: Show) -> None:
    dialog = SubjectNamesDialog("Dues", "theme", ("harbour due*",))
    show(dialog)
    assert dialog.windowTitle() == "Terms of Dues"
    assert "any ending" in words(dialog, "subject-names-about")
    assert view(dialog, "names-list").accessibleName() == "Terms"
    rows = view(dialog, "names-list")
    rows.setCurrentIndex(rows.model().index(0, 0))
    rows.setFocus()
    press(Qt.Key.Key_Delete)
    assert field(dialog, "names-field").hasFocus()


# Choosing


def chooser(show: Show, **more: Any) -> ChooseSubjectDialog:
    dialog = ChooseSubjectDialog(PEOPLE, title="Merge League", about="Which one is it?", **more)
    show(dialog)
    return dialog


def test_type_arrows_and_enter_choose(show: Show) -> None:
    dialog = chooser(show)
    assert field(dialog, "choose-subject-filter").hasFocus()
    QTest.keyClicks(focused(), "harbours")
    assert spoken(view(dialog, "choose-subject-list")) == [
        "League of Harbours, organisation, 17 mentions",
        "Zoë of the Harbours, person, 3 mentions",
    ]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.choice() == PEOPLE[2]


def test_accents_do_not_matter_and_what_begins_so_comes_first(show: Show) -> None:
    dialog = chooser(show)
    QTest.keyClicks(focused(), "zoe")
    assert spoken(view(dialog, "choose-subject-list")) == ["Zoë of the Harbours, person, 3 mentions"]
    field(dialog, "choose-subject-filter").setText("the")
    assert spoken(view(dialog, "choose-subject-list"))[0].startswith("The Keeper")


def test_where_none_fits_nothing_can_be_chosen(show: Show) -> None:
    dialog = chooser(show)
    QTest.keyClicks(focused(), "nobody")
    assert not button(dialog, "choose-subject-go").isEnabled()
    assert words(dialog, "choose-subject-none")
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(Qt.Key.Key_Escape)
    assert dialog.choice() is None


def test_enter_alone_chooses_nobody(show: Show) -> None:
    dialog = chooser(show)
    assert not button(dialog, "choose-subject-go").isEnabled()
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert dialog.choice() == PEOPLE[0]


def test_what_looks_like_a_name_is_offered_for_everywhere(show: Show) -> None:
    for words, checked in (("Wherever “the Envoy” stands", True), ("Wherever “objects” stands", False)):
        box = chooser(show, everywhere=words).findChild(QCheckBox, "choose-subject-everywhere")
        assert box is not None
        assert box.isChecked() is checked


def test_a_new_one_is_offered_last_called_by_what_is_typed(show: Show) -> None:
    dialog = chooser(show, new_kind="actor", new_name="the Envoy")
    rows = view(dialog, "choose-subject-list")
    assert spoken(rows)[-1] == "New actor “the Envoy”…"
    QTest.keyClicks(focused(), "Harbour Master")
    assert spoken(rows) == ["New actor “Harbour Master”…"]
    press(Qt.Key.Key_Return)
    choice = dialog.choice()
    assert choice is not None
    assert choice.is_new
    assert choice.name == "Harbour Master"


def test_a_click_chooses(show: Show, middle: Callable[[RowsView, int], QPoint]) -> None:
    dialog = chooser(show)
    rows = view(dialog, "choose-subject-list")
    QTest.mouseClick(rows.viewport(), LEFT, pos=middle(rows, 1))
    assert dialog.choice() == PEOPLE[1]


def test_themes_are_called_themes(show: Show) -> None:
    dialog = ChooseSubjectDialog([SubjectChoice("dues", "Dues", "theme", 1)], title="Merge")
    show(dialog)
    assert field(dialog, "choose-subject-filter").placeholderText() == "Find a theme"
    assert spoken(view(dialog, "choose-subject-list")) == ["Dues, theme, 1 paragraph"]


# Splitting


def test_names_that_are_checked_become_an_actor_of_their_own(show: Show) -> None:
    dialog = SplitDialog("League", "organisation", ("the Board", "the Keeper", "Old League"))
    show(dialog)
    rows = view(dialog, "split-names")
    assert rows.hasFocus()
    assert not button(dialog, "split-subject-go").isEnabled()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert spoken(rows) == ["the Board, not checked", "the Keeper, checked", "Old League, checked"]
    press(Qt.Key.Key_Space)
    assert words(dialog, "split-outcome") == "“the Keeper” becomes an organisation of its own; “League” keeps the rest."
    button(dialog, "kind-organisation").setFocus()
    press(Qt.Key.Key_Left)
    assert button(dialog, "kind-person").isChecked()
    assert "becomes a person" in words(dialog, "split-outcome")
    press(Qt.Key.Key_Return)
    assert dialog.choice() == Split(("the Keeper",), "person")


def test_a_click_checks_and_unchecks(show: Show, middle: Callable[[RowsView, int], QPoint]) -> None:
    dialog = SplitDialog("Dues", "theme", ("fee*", "toll"))
    show(dialog)
    rows = view(dialog, "split-names")
    assert dialog.findChild(QAbstractButton, "kind-person") is None
    for expected in ("checked", "not checked", "checked"):
        QTest.mouseClick(rows.viewport(), LEFT, pos=middle(rows, 0))
        assert spoken(rows)[0] == f"fee*, {expected}"
    assert words(dialog, "split-outcome").startswith("“fee” becomes a theme")
    QTest.mouseClick(button(dialog, "split-subject-go"), LEFT)
    assert dialog.choice() == Split(("fee*",), "theme")


def test_without_other_names_there_is_nothing_to_split(show: Show) -> None:
    dialog = SplitDialog("League", "organisation", ())
    show(dialog)
    assert "has no other names" in words(dialog, "split-about")
    dialog.accept()
    assert dialog.isVisible()
    press(Qt.Key.Key_Escape)
    assert dialog.choice() is None


# A new one


def test_a_new_actor_is_made_of_what_is_selected(show: Show) -> None:
    dialog = NewSubjectDialog("  the Harbour\nMaster ", "person")
    show(dialog)
    assert field(dialog, "new-subject-name").text() == "the Harbour Master"
    assert field(dialog, "new-subject-name").hasFocus()
    field(dialog, "names-field").setFocus()
    QTest.keyClicks(focused(), "the Master")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert dialog.choice() == NewSubject("person", "the Harbour Master", ("the Master",))


def test_a_new_theme_has_terms(show: Show) -> None:
    dialog = NewSubjectDialog("Dredging")
    show(dialog)
    assert "by which texts speak" in words(dialog, "new-subject-about")
    QTest.mouseClick(button(dialog, "kind-theme"), LEFT)
    assert "any ending" in words(dialog, "new-subject-about")
    assert field(dialog, "names-field").accessibleName() == "Another term"
    field(dialog, "names-field").setText("dredg*")
    dialog.accept()
    assert dialog.choice() == NewSubject("theme", "Dredging", ("dredg*",))


def test_a_new_one_needs_a_name(show: Show) -> None:
    dialog = NewSubjectDialog()
    show(dialog)
    assert not button(dialog, "new-subject-go").isEnabled()
    QTest.keyClicks(field(dialog, "new-subject-name"), "---")
    press(Qt.Key.Key_Return)
    assert "needs a letter" in words(dialog, "new-subject-fault")
    assert dialog.choice() is None
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_mention_can_only_be_an_actors(show: Show) -> None:
    dialog = NewSubjectDialog("Envoy", "theme", with_theme=False)
    show(dialog)
    assert dialog.findChild(QAbstractButton, "kind-theme") is None
    assert button(dialog, "kind-person").isChecked()
    assert not button(dialog, "kind-person").icon().isNull()


def test_both_schemes_paint_the_dialogs_in_their_own_colours(qapp: QApplication, show: Show) -> None:
    for dialog in (
        SubjectNamesDialog("Coast", "state", ("a",), ("b",)),
        ChooseSubjectDialog(PEOPLE, title="Merge", new_kind="actor", new_name="x"),
        SplitDialog("League", "group", ("a", "b")),
        NewSubjectDialog("Envoy"),
    ):
        style.apply(qapp, "light")
        show(dialog)
        light = dialog.grab().toImage()
        style.apply(qapp, "dark")
        dark = dialog.grab().toImage()
        assert light.pixelColor(3, 3).lightness() > 200
        assert dark.pixelColor(3, 3).lightness() < 60
