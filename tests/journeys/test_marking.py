"""Marks and notes: made by keys and mouse, changed, undone, and in the store at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour
from briefreader.ui.main_window import MainWindow

Stored = Callable[..., tuple[Annotation, ...]]
Select = Callable[[MainWindow, str], tuple[int, int]]

WORDS = "Where might makes right"
OTHER = "this one does not value them"


@pytest.mark.parametrize(("key", "colour"), list(zip("12345", Colour, strict=True)))
def test_a_key_marks_the_selection_in_its_colour(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot, key: str, colour: Colour
) -> None:
    select(window, WORDS)
    qtbot.keyClick(window.view, key)
    (mark,) = stored()
    assert (mark.colour, mark.passage.quote) == (colour, WORDS)
    assert window.view.marks.by_id[mark.id].colour is colour
    assert window.status_line.saved.text() == "All notes saved"
    assert window.panel.notes.view.model().rowCount() == 1
    assert window.view.selection() is None


def test_the_small_bar_appears_at_a_selection_and_marks(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    bar = window.findChild(QToolButton, "mark-red")
    assert bar is not None
    assert not bar.isVisible()
    select(window, WORDS)
    assert bar.isVisible()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton)
    assert [mark.colour for mark in stored()] == [Colour.RED]
    assert not bar.isVisible()


def test_a_passage_over_two_paragraphs_is_one_mark(window: MainWindow, stored: Stored, qtbot: QtBot) -> None:
    page = window.view.page
    assert page is not None
    at = next(at for at, block in enumerate(page.brief.blocks) if block.number == 5)
    window.view.select(page.starts[at] + 40, page.starts[at + 1] + 30)
    qtbot.keyClick(window.view, Qt.Key.Key_2)
    (mark,) = stored()
    blocks = page.brief.blocks
    assert [target.block for target in mark.passage.targets] == [blocks[at].id, blocks[at + 1].id]
    assert mark.passage.quote == f"{blocks[at].text[40:].strip()}\n{blocks[at + 1].text[:30].strip()}"


def test_overlapping_marks_are_both_kept_and_both_reached(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    start, end = select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    window.view.select(start + 6, end + 20)
    qtbot.keyClick(window.view, Qt.Key.Key_3)
    assert len(stored()) == 2
    window.view.go_to(start + 10)
    box = window.view.cursorRect()
    reached = []
    for _ in range(2):
        with qtbot.waitSignal(window.view.mark_clicked) as clicked:
            qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        reached.append(clicked.args[0])
    assert len(set(reached)) == 2


def test_a_note_is_written_and_saved_while_it_is_typed(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_N)
    field = window.findChild(QPlainTextEdit, "note-text")
    assert field is not None
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(window.panel.notes.note_edited):
        qtbot.keyClicks(field, "Ask legal <b>now</b> & twice")
    assert [mark.note for mark in stored()] == ["Ask legal <b>now</b> & twice"]
    tags = window.findChild(QLineEdit, "note-tags")
    assert tags is not None
    qtbot.keyClicks(tags, "#article5, hague")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [mark.tags for mark in stored()] == [("article5", "hague")]
    assert window.view.hasFocus()
    index = window.view.page.locate(window.view.caret_offset())[0]  # type: ignore[union-attr]  # a page is open
    assert window.view.notes_of(index) == [stored()[0].id]


def test_n_without_a_selection_notes_on_the_sentence(window: MainWindow, stored: Stored, qtbot: QtBot) -> None:
    page = window.view.page
    assert page is not None
    window.view.go_to(page.text.index("No devotion") if "No devotion" in page.text else page.text.index(OTHER))
    qtbot.keyClick(window.view, Qt.Key.Key_N)
    (mark,) = stored()
    assert OTHER in mark.passage.quote
    assert mark.passage.quote.endswith(".")
    assert mark.passage.quote[0].isupper()


def test_undo_and_redo_reach_the_store(window: MainWindow, select: Select, stored: Stored, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    start, _ = select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    window.view.go_to(start + 3)
    qtbot.keyClick(window.view, Qt.Key.Key_4)
    assert [mark.colour for mark in stored()] == [Colour.GREEN]
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    assert [mark.colour for mark in stored()] == [Colour.YELLOW]
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    assert stored() == ()
    assert len(window.view.marks) == 0
    qtbot.keyClick(window, Qt.Key.Key_Y, control)
    qtbot.keyClick(window, Qt.Key.Key_Y, control)
    assert [mark.colour for mark in stored()] == [Colour.GREEN]


def test_a_deleted_mark_comes_back_with_its_note(
    window: MainWindow, select: Select, stored: Stored, qtbot: QtBot
) -> None:
    start, _ = select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_5)
    (mark,) = stored()
    window.noting.write(mark.id, "Do this by Friday", ("urgent",))
    window.view.setFocus()
    window.view.go_to(start + 3)
    qtbot.keyClick(window.view, Qt.Key.Key_Delete)
    assert stored() == ()
    assert window.panel.notes.view.model().rowCount() == 0
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (back,) = stored()
    assert (back.id, back.note, back.tags, back.passage) == (mark.id, "Do this by Friday", ("urgent",), mark.passage)


def test_the_panel_filters_by_colour_and_text_and_goes_to_the_place(
    window: MainWindow, select: Select, qtbot: QtBot
) -> None:
    select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    start, _ = select(window, OTHER)
    qtbot.keyClick(window.view, Qt.Key.Key_3)
    panel = window.panel.notes
    rows = panel.view.model()
    assert rows.rowCount() == 2
    red = window.findChild(QAbstractButton, "filter-red")
    assert red is not None
    red.click()
    assert rows.rowCount() == 1
    red.click()
    words = window.findChild(QLineEdit, "notes-filter")
    assert words is not None
    qtbot.keyClicks(words, "might")
    assert rows.rowCount() == 1
    words.clear()
    window.view.go_to(0)
    panel.view.setCurrentIndex(rows.index(1, 0))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert window.view.caret_offset() == start


def test_notes_come_back_at_the_next_start(
    open_window: Callable[[Path], MainWindow], data: Path, select: Select, qtbot: QtBot
) -> None:
    window = open_window(data)
    select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    window.close()
    again = open_window(data)
    assert [mark.colour for mark in again.view.marks.by_id.values()] == [Colour.YELLOW]
    assert again.panel.notes.view.model().rowCount() == 1


def test_a_store_that_refuses_gives_one_message_and_loses_nothing_on_screen(
    window: MainWindow, select: Select, stored: Stored, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    (mark,) = stored()
    monkeypatch.setattr(window.library.database, "transaction", _full)
    window.marking.edit(mark.id)
    field = window.findChild(QPlainTextEdit, "note-text")
    assert field is not None
    with qtbot.waitSignal(window.marking.trouble):
        qtbot.keyClicks(field, "Typed while the disk was full")
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    assert "full" in boxes[0].text()
    assert window.status_line.saved.text() == "Not saved"
    assert field.toPlainText() == "Typed while the disk was full"
    boxes[0].close()
    monkeypatch.undo()
    qtbot.keyClicks(field, "!")
    with qtbot.waitSignal(window.panel.notes.note_edited):
        pass
    assert [one.note for one in stored()] == ["Typed while the disk was full!"]
    assert window.status_line.saved.text() == "All notes saved"


def _full() -> None:
    from briefreader.errors import StoreError

    raise StoreError("The disk is full; make room, and what is on screen can be saved.")


def test_copying_gives_the_words_with_their_source(window: MainWindow, select: Select, qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication

    select(window, WORDS)
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"“{WORDS}” (Max Bergmann")
    assert "¶ 4" in copied
    assert "retold" in copied


def test_the_store_keeps_one_row_for_one_mark(window: MainWindow, select: Select, data: Path, qtbot: QtBot) -> None:
    select(window, WORDS)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    with sqlite3.connect(f"file:{data / 'briefreader.sqlite'}?mode=ro", uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM annotations").fetchone() == (1,)
    connection.close()
