"""Notes in the real window: many at once, in every brief, with every way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefreader import paths
from briefreader.annotations.links import note_link
from briefreader.annotations.model import Annotation, Colour, State
from briefreader.errors import StoreError
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow
from briefreader.ui.reader import painting
from briefreader.ui.rows import ROW

Select = Callable[[MainWindow, str], tuple[int, int]]
Stored = Callable[..., tuple[Annotation, ...]]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIPPED, MANUAL = "no-longer-ironclad", "using-briefreader"


@pytest.fixture
def marks(window: MainWindow, qtbot: QtBot) -> list[str]:
    """Three marks on the open brief, in reading order."""
    page = window.view.page
    assert page is not None
    made = []
    for block in (6, 8, 9):
        window.view.select(page.starts[block], page.starts[block] + 30)
        qtbot.keyClick(window.view, "1")
        made.append(next(id for id in window.marking.by_id if id not in made))
    return made


def listed(window: MainWindow) -> list[str]:
    model = window.panel.notes.view.model()
    return [model.index(row, 0).data(ROW).annotation.id for row in range(model.rowCount())]


def choose_all(window: MainWindow, qtbot: QtBot) -> None:
    view = window.panel.notes.view
    view.setFocus()
    view.selectionModel().setCurrentIndex(view.model().index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert len(view.selectionModel().selectedIndexes()) == view.model().rowCount()


# --- one mark ---


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_mark_is_on_the_screen_before_it_is_committed_and_saved_only_after(
    window: MainWindow, select: Select, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen = []
    add = window.library.annotations.add

    def watched(annotation: Annotation) -> None:
        seen.append((annotation.id in window.view.marks.by_id, paints.count, window.status_line.saved.text()))
        add(annotation)

    monkeypatch.setattr(window.library.annotations, "add", watched)
    select(window, "a fundamental break")
    window.status_line.show_saved("Not asked yet")
    paints = Paints(window.view.viewport())
    qtbot.keyClick(window.view, "2")
    ((on_page, times, said),) = seen
    assert on_page
    assert times > 0
    assert said == "Not asked yet"
    assert window.status_line.saved.text() == "All notes saved"


def test_a_mark_that_the_store_refuses_leaves_the_page_and_the_words_stay_selected(
    window: MainWindow, select: Select, stored: Stored, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(_: Annotation) -> None:
        raise StoreError("The disk is full, so nothing was saved; make room on it and try again.")

    told: list[str] = []
    window.marking.trouble.disconnect(window.show_trouble)
    window.marking.trouble.connect(told.append)
    chosen = select(window, "a fundamental break")
    with monkeypatch.context() as patch:
        patch.setattr(window.library.annotations, "add", full)
        qtbot.keyClick(window.view, "2")
    assert told
    assert window.view.marks.by_id == {}
    assert window.view.selection() == chosen
    assert window.status_line.saved.text() == "Not saved"
    assert not window.marking.undo_stack.canUndo()
    qtbot.keyClick(window.view, "2")
    assert len(stored()) == 1


def test_the_ends_of_a_mark_move_by_words_and_come_back(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    start, _ = select(window, "a fundamental break")
    qtbot.keyClick(window.view, "2")
    window.view.put_caret(start + 4)
    qtbot.keyClick(window.view, Qt.Key.Key_Right, ALT | SHIFT)
    (mark,) = stored()
    assert mark.passage.quote == "a fundamental break with"
    qtbot.keyClick(window.view, Qt.Key.Key_Down, ALT | SHIFT)
    (mark,) = stored()
    assert mark.passage.quote == "fundamental break with"
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    (mark,) = stored()
    assert mark.passage.quote == "a fundamental break"
    assert [one.passage.quote for one in window.marking.by_id.values()] == ["a fundamental break"]


def test_what_cannot_be_saved_stays_in_its_field_and_is_saved_later(
    window: MainWindow, select: Select, stored: Stored, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full, so nothing was saved; make room on it and try again.")

    told: list[str] = []
    window.marking.trouble.disconnect(window.show_trouble)
    window.marking.trouble.connect(told.append)
    select(window, "a fundamental break")
    qtbot.keyClick(window.view, "n")
    field = window.panel.notes.findChild(QPlainTextEdit, "note-text")
    assert field is not None
    with monkeypatch.context() as patch:
        patch.setattr(Library, "change", full)
        qtbot.keyClicks(field, "Never lose this")
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert field.isVisible()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert field.toPlainText() == "Never lose this"
        assert len(told) == 1
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert [one.note for one in stored()] == ["Never lose this"]
    assert not field.isVisible()


@pytest.mark.parametrize("leave", [False, True])
def test_a_window_is_not_closed_over_a_note_that_could_not_be_saved(
    window: MainWindow, select: Select, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, leave: bool
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full, so nothing was saved; make room on it and try again.")

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = box.findChild(QPushButton, "unsaved-leave" if leave else "unsaved-stay")
        assert button is not None
        button.click()

    window.marking.trouble.disconnect(window.show_trouble)
    select(window, "a fundamental break")
    qtbot.keyClick(window.view, "n")
    field = window.panel.notes.findChild(QPlainTextEdit, "note-text")
    assert field is not None
    with monkeypatch.context() as patch:
        patch.setattr(Library, "change", full)
        qtbot.keyClicks(field, "Never lose this")
        QTimer.singleShot(0, answer)
        window.close()
    assert window.isVisible() is not leave
    if leave:
        assert QGuiApplication.clipboard().text() == "Never lose this"
    else:
        assert field.toPlainText() == "Never lose this"


def test_a_pause_behind_a_space_leaves_the_caret_where_it_is(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    select(window, "a fundamental break")
    qtbot.keyClick(window.view, "n")
    field = window.panel.notes.findChild(QPlainTextEdit, "note-text")
    assert field is not None
    for words, saved in (("Two words ", "Two words"), ("and ", "Two words and"), ("three.", "Two words and three.")):
        qtbot.keyClicks(field, words)
        with qtbot.waitSignal(window.marking.changed):
            pass
        assert [one.note for one in stored()] == [saved]
    assert field.toPlainText() == "Two words and three."


@pytest.mark.parametrize("change", ["switch_scheme", "usual_size"])
def test_marks_are_painted_again_when_the_page_is_set_anew(
    window: MainWindow, select: Select, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, change: str
) -> None:
    select(window, "What does the second")
    qtbot.keyClick(window.view, "1")
    painted: list[int] = []
    paint = painting.fill_mark

    def watched(*given: Any, **named: Any) -> None:
        painted.append(1)
        paint(*given, **named)

    monkeypatch.setattr(painting, "fill_mark", watched)
    window.settings.set("text_size", 20)
    window.view.go_to(0)
    window.view.verticalScrollBar().setValue(0)
    window.view.viewport().repaint()
    assert painted
    painted.clear()
    getattr(window.looks, change)()
    window.view.viewport().repaint()
    assert painted


def test_esc_closes_the_menu_of_a_note_and_not_the_note(window: MainWindow, marks: list[str], qtbot: QtBot) -> None:
    window.noting.edit(marks[0])
    menu = window.panel.notes.findChild(QMenu, "note-more-menu")
    assert menu is not None
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert window.panel.notes.editor.isVisible()


def test_the_open_note_follows_the_ends_of_its_mark(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    select(window, "a fundamental break")
    qtbot.keyClick(window.view, "n")
    (mark,) = stored()
    page = window.view.page
    assert page is not None
    start = page.text.index("a fundamental break")
    window.marking.adjust(mark.id, start + 2, start + 13)
    quote = window.panel.notes.findChild(QWidget, "note-quote")
    assert quote is not None
    assert quote.accessibleName() == "¶ 1 “fundamental”"


# --- many ---


def test_many_notes_are_recoloured_in_one_step_and_back(
    window: MainWindow, marks: list[str], stored: Stored, qtbot: QtBot
) -> None:
    choose_all(window, qtbot)
    qtbot.keyClick(window.panel.notes.view, "3")
    assert {one.colour for one in stored()} == {Colour.RED}
    assert {mark.colour for mark in window.view.marks.by_id.values()} == {Colour.RED}
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert {one.colour for one in stored()} == {Colour.YELLOW}
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert {one.colour for one in stored()} == {Colour.RED}
    assert listed(window) == marks


def test_many_notes_are_deleted_after_a_backup_and_come_back(
    window: MainWindow, marks: list[str], stored: Stored, data: Path, qtbot: QtBot
) -> None:
    before = set(paths.folders(data).backups.glob("*.sqlite"))
    choose_all(window, qtbot)
    with qtbot.waitSignal(window.marking.changed):
        qtbot.keyClick(window.panel.notes.view, Qt.Key.Key_Delete)
    assert stored() == ()
    assert len(window.view.marks) == 0
    assert set(paths.folders(data).backups.glob("*.sqlite")) > before
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert [one.id for one in stored()] == marks
    assert listed(window) == marks


def test_without_a_backup_nothing_is_deleted_in_bulk(
    window: MainWindow, marks: list[str], stored: Stored, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def refused(_: Library) -> Path:
        raise StoreError("No backup could be made.")

    told: list[str] = []
    window.noting.trouble.disconnect(window.show_trouble)
    window.noting.trouble.connect(told.append)
    monkeypatch.setattr(Library, "back_up", refused)
    choose_all(window, qtbot)
    with qtbot.waitSignal(window.noting.trouble):
        qtbot.keyClick(window.panel.notes.view, Qt.Key.Key_Delete)
    assert told == ["No backup could be made. Nothing was deleted."]
    assert [one.id for one in stored()] == marks


def test_undo_reaches_into_a_brief_that_is_no_longer_open(
    window: MainWindow, marks: list[str], stored: Stored, qtbot: QtBot
) -> None:
    window.show_brief(MANUAL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert [one.id for one in stored()] == marks[:2]
    assert len(window.view.marks) == 0
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert [one.id for one in stored()] == marks


def test_a_deleted_note_lies_in_the_bin_and_is_brought_back(
    window: MainWindow, marks: list[str], stored: Stored, qtbot: QtBot
) -> None:
    window.noting.delete((marks[1],))
    assert [one.id for one in stored()] == [marks[0], marks[2]]
    window.show_notes("bin")
    assert listed(window) == [marks[1]]
    view = window.panel.notes.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert [one.id for one in stored()] == marks
    assert listed(window) == []
    assert marks[1] in window.view.marks.by_id
    window.show_notes("brief")
    assert listed(window) == marks


def test_the_notes_on_all_briefs_are_listed_and_lead_to_their_place(
    window: MainWindow, marks: list[str], qtbot: QtBot
) -> None:
    window.show_brief(MANUAL)
    assert listed(window) == []
    qtbot.keyClick(window, Qt.Key.Key_A, CONTROL | SHIFT)
    assert listed(window) == marks
    view = window.panel.notes.view
    view.setCurrentIndex(view.model().index(2, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    brief = window.reading.brief
    assert brief is not None
    assert brief.id == SHIPPED
    assert window.view.chosen_mark == marks[2]
    assert listed(window) == marks


def test_a_note_on_another_brief_is_changed_from_the_list_of_all(
    window: MainWindow, marks: list[str], stored: Stored, qtbot: QtBot
) -> None:
    window.show_brief(MANUAL)
    window.show_notes("library")
    view = window.panel.notes.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, "5")
    assert [one.colour for one in stored()] == [Colour.VIOLET, Colour.YELLOW, Colour.YELLOW]
    assert listed(window) == marks


# --- links and names ---


def test_a_link_in_a_note_leads_to_a_passage_and_to_a_note(window: MainWindow, marks: list[str], qtbot: QtBot) -> None:
    window.linking.open_link(f"brief:{MANUAL}#¶3")
    page = window.view.page
    assert page is not None
    assert page.brief.id == MANUAL
    index, _ = page.locate(window.view.caret_offset())
    assert page.brief.blocks[index].number == 3
    window.linking.open_link(note_link(marks[1]))
    assert window.reading.brief is not None
    assert window.reading.brief.id == SHIPPED
    assert window.view.chosen_mark == marks[1]


def test_a_link_to_what_is_gone_says_so(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    for part in (window.linking, window.marking):
        part.trouble.disconnect(window.show_trouble)
        part.trouble.connect(told.append)
    window.linking.open_link("brief:nowhere")
    window.linking.open_link("note:0815")
    assert len(told) == 2
    assert "nowhere" in told[0]
    assert "0815" in told[1]


def test_a_link_to_the_passage_is_copied(window: MainWindow, select: Select, qtbot: QtBot) -> None:
    select(window, "a fundamental break")
    qtbot.keyClick(window, Qt.Key.Key_L, ALT)
    assert QGuiApplication.clipboard().text().endswith(f"(brief:{SHIPPED}#¶1)")


def test_a_colour_is_called_as_the_user_calls_it_everywhere(
    window: MainWindow, marks: list[str], data: Path, qtbot: QtBot
) -> None:
    window.asking._rename("colour.yellow", "For the minister")
    assert window.actions_by_name["mark_yellow"].text().startswith("Mark as For the minister")
    assert window.view.marks.by_id[marks[0]].words.startswith("For the minister")
    model = window.panel.notes.view.model()
    assert "For the minister" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    library = Library(paths.folders(data))
    assert library.names() == {"colour.yellow": "For the minister"}
    library.close()
    window.asking._rename("colour.yellow", "")
    assert window.actions_by_name["mark_yellow"].text().startswith("Mark as Key point")


# --- colleagues ---


@pytest.fixture
def theirs(window: MainWindow, marks: list[str], tmp_path: Path) -> Path:
    """A colleague's file with other notes on the same passages."""
    file = tmp_path / "theirs.jsonld"
    other = Library(paths.folders(tmp_path / "other"))
    brief = other.brief(SHIPPED)
    other.rename("author", "A. Colleague")
    for block in (6, 10):
        other.highlight(brief, [(brief.blocks[block].id, 0, 25)], Colour.BLUE, note="I differ.")
    other.export_notes(SHIPPED, file)
    other.close()
    return file


def take_in(window: MainWindow, file: Path) -> None:
    preview = window.library.preview_merge(file, SHIPPED)
    window.sharing.merge(preview)


def test_a_colleagues_notes_come_as_a_layer_that_can_be_hidden_answered_and_undone(
    window: MainWindow, marks: list[str], theirs: Path, stored: Stored, qtbot: QtBot
) -> None:
    take_in(window, theirs)
    came = [one for one in stored() if not one.mine]
    assert {one.author for one in came} == {"A. Colleague"}
    assert len(window.view.marks.by_id) == 5
    assert not window.view.marks.by_id[came[0].id].own
    window.noting.show_layer("A. Colleague", False)
    assert sorted(window.view.marks.by_id) == sorted(marks)
    assert listed(window) == marks
    assert window.panel.tabs.tabText(0) == "Notes 3"
    window.noting.show_layer("A. Colleague", True)
    assert window.panel.tabs.tabText(0) == "Notes 5"
    assert len(listed(window)) == 5
    window.noting.answer(came[0].id)
    answer = next(one for one in stored() if one.answers)
    assert (answer.answers, answer.mine) == (came[0].id, True)
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert [one.id for one in stored()] == marks
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert len(stored()) == 5


def test_a_colleagues_note_cannot_be_rewritten(window: MainWindow, theirs: Path, stored: Stored, qtbot: QtBot) -> None:
    take_in(window, theirs)
    told: list[str] = []
    window.marking.trouble.disconnect(window.show_trouble)
    window.marking.trouble.connect(told.append)
    came = next(one for one in stored() if not one.mine)
    window.noting.recolour((came.id,), "red")
    assert "A. Colleague" in told[0]
    assert came in stored()


def test_a_hidden_layer_stays_hidden_after_a_restart(
    window: MainWindow, theirs: Path, marks: list[str], open_window: Callable[[Path], MainWindow], data: Path
) -> None:
    take_in(window, theirs)
    window.noting.show_layer("A. Colleague", False)
    window.close()
    again = open_window(data)
    assert sorted(again.view.marks.by_id) == sorted(marks)
    assert listed(again) == marks


def test_a_private_note_is_in_no_file(window: MainWindow, marks: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    window.noting.write(marks[0], "Nobody may read this", ())
    window.noting.write(marks[1], "Anybody may", ())
    window.panel.notes.private_requested.emit((marks[0],), True)
    for name, what in (("notes.md", "notes"), ("brief.md", "brief")):
        with qtbot.waitSignal(window.traffic.exported, timeout=30_000):
            window.traffic.write(tmp_path / name, what)
    window.sharing.write(tmp_path / "notes.jsonld")
    for file in tmp_path.glob("*.*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert "Nobody may read this" not in text, file
            assert "Anybody may" in text, file
    json.loads((tmp_path / "notes.jsonld").read_text(encoding="utf-8"))


# --- earlier texts ---


def test_an_earlier_text_is_taken_back(window: MainWindow, marks: list[str], stored: Stored, qtbot: QtBot) -> None:
    window.noting.write(marks[0], "First thoughts", ("a",))
    window.noting.write(marks[0], "Second thoughts", ())
    earlier = window.library.earlier_texts(marks[0])
    assert [one.note for one in earlier] == ["", "First thoughts"]
    window.noting._take_text_back(marks[0], "First thoughts", ("a",))
    assert next((one.note, one.tags) for one in stored()) == ("First thoughts", ("a",))
    assert all(one.state is State.EXACT for one in stored())


# --- dialogs ---


def dialog_of(qtbot: QtBot, window: MainWindow, name: str) -> QDialog:
    qtbot.waitUntil(lambda: window.findChild(QDialog, name) is not None)
    found = window.findChild(QDialog, name)
    assert found is not None
    qtbot.waitUntil(found.isVisible)
    return found


def press(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_dropped_file_of_notes_is_shown_first_and_merged_when_the_user_says_so(
    window: MainWindow, marks: list[str], theirs: Path, stored: Stored, qtbot: QtBot
) -> None:
    window.traffic.bring_in([theirs])
    dialog = dialog_of(qtbot, window, "merge")
    assert len(stored()) == 3
    press(qtbot, dialog, "merge-cancel")
    assert len(stored()) == 3
    dialog.deleteLater()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "merge") is None)
    window.traffic.bring_in([theirs])
    press(qtbot, dialog_of(qtbot, window, "merge"), "merge-go")
    assert len(stored()) == 5
    assert window.status_line.message.accessibleName() == "2 notes came in."


def test_a_broken_file_of_notes_is_refused_in_one_sentence(
    window: MainWindow, tmp_path: Path, stored: Stored, qtbot: QtBot
) -> None:
    told: list[str] = []
    window.sharing.trouble.disconnect(window.show_trouble)
    window.sharing.trouble.connect(told.append)
    file = tmp_path / "broken.jsonld"
    file.write_text('{"type": "Annotation", ', encoding="utf-8")
    window.traffic.bring_in([file])
    (words,) = told
    assert words.startswith("No notes can be taken from broken.jsonld.")
    assert stored() == ()


def test_a_backup_is_restored_beside_what_is_here(
    window: MainWindow, marks: list[str], stored: Stored, qtbot: QtBot
) -> None:
    window.library.back_up()
    window.noting.delete((marks[0],))
    window.noting.write(marks[1], "Only now", ())
    window.sharing.choose_backup()
    press(qtbot, dialog_of(qtbot, window, "restore"), "restore-go")
    assert {one.id for one in stored()} >= set(marks)
    assert "Only now" in {one.note for one in stored()}
    beside = [one for one in stored() if one.variant]
    assert [(one.variant, one.note) for one in beside] == [(marks[1], "")]
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert [one.id for one in stored()] == marks[1:]


def test_the_link_that_is_chosen_goes_into_the_note(window: MainWindow, marks: list[str], qtbot: QtBot) -> None:
    window.noting.edit(marks[0])
    window.linking.choose_link()
    dialog = dialog_of(qtbot, window, "link-to")
    field = dialog.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "using briefreader")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    text = window.panel.notes.findChild(QPlainTextEdit, "note-text")
    assert text is not None
    assert f"(brief:{MANUAL})" in text.toPlainText()
