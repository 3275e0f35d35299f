"""The field of the note: keys that mark words, links, and the height of what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefreader.ui.panels.note_text import EMPHASIS, STRONG, NoteText, toggled

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qtbot: QtBot) -> NoteText:
    widget = NoteText()
    qtbot.addWidget(widget)
    widget.resize(234, 120)
    widget.show()
    return widget


def select(field: NoteText, start: int, end: int) -> None:
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def test_ctrl_b_and_ctrl_i_mark_the_selection_and_take_the_marks_away_again(field: NoteText) -> None:
    field.setPlainText("ask legal now")
    select(field, 4, 9)
    QTest.keyClick(field, Qt.Key.Key_B, CONTROL)
    assert field.toPlainText() == "ask **legal** now"
    QTest.keyClick(field, Qt.Key.Key_I, CONTROL)
    assert field.toPlainText() == "ask ***legal*** now"
    QTest.keyClick(field, Qt.Key.Key_I, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_B, CONTROL)
    assert field.toPlainText() == "ask legal now"
    assert field.textCursor().selectedText() == "legal"


def test_without_a_selection_the_word_at_the_caret_is_marked(field: NoteText) -> None:
    field.setPlainText("ask legal now")
    select(field, 6, 6)
    QTest.keyClick(field, Qt.Key.Key_I, CONTROL)
    assert field.toPlainText() == "ask *legal* now"


def test_where_there_is_no_word_the_mark_is_begun_and_ended(field: NoteText) -> None:
    QTest.keyClicks(field, "ask ")
    QTest.keyClick(field, Qt.Key.Key_B, CONTROL)
    QTest.keyClicks(field, "legal")
    select(field, 11, 11)
    assert field.toPlainText() == "ask **legal**"


def test_the_key_steps_over_the_mark_that_it_would_end(field: NoteText) -> None:
    field.setPlainText("ask ****")
    select(field, 6, 6)
    QTest.keyClick(field, Qt.Key.Key_B, CONTROL)
    QTest.keyClicks(field, " now")
    assert field.toPlainText() == "ask **** now"


def test_one_undo_takes_a_mark_back(field: NoteText) -> None:
    field.setPlainText("legal \U0001f600 now")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_B, CONTROL)
    assert field.textCursor().selectedText() == "**legal \U0001f600 now**"
    field.undo()
    assert field.toPlainText() == "legal \U0001f600 now"


def test_lists_are_marked_item_by_item() -> None:
    assert toggled("- one\n- two \n\n1. three", STRONG) == "- **one**\n- **two** \n\n1. **three**"
    assert toggled("- **one**\n- **two** \n\n1. **three**", STRONG) == "- one\n- two \n\n1. three"
    assert toggled("**one** and two", EMPHASIS) == "***one** and two*"


WORDS = st.text(st.sampled_from("abc \n-1.)"), max_size=30)


@given(WORDS, st.sampled_from([STRONG, EMPHASIS]))
def test_a_mark_that_is_put_on_twice_is_gone(words: str, mark: str) -> None:
    assert toggled(toggled(words, mark), mark) == words


@pytest.mark.parametrize(("key", "modifiers"), [("B", CONTROL), ("I", CONTROL), ("K", CONTROL | SHIFT)])
def test_these_keys_stay_with_the_note(field: NoteText, key: str, modifiers: Qt.KeyboardModifier) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, getattr(Qt.Key, f"Key_{key}"), modifiers)
    event.ignore()
    QApplication.sendEvent(field, event)
    assert event.isAccepted()


def test_other_keys_of_the_window_are_left_to_it(field: NoteText) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_K, CONTROL)
    event.ignore()
    QApplication.sendEvent(field, event)
    assert not event.isAccepted()


def test_a_link_is_asked_for_by_key_and_put_in_at_the_caret(qtbot: QtBot, field: NoteText) -> None:
    field.setPlainText("see  there")
    select(field, 4, 4)
    with qtbot.waitSignal(field.link_requested):
        QTest.keyClick(field, Qt.Key.Key_K, CONTROL | SHIFT)
    field.insert_link("¶ 12 of [the\ntreaty]", "brief:treaty#¶12")
    assert field.toPlainText() == r"see [¶ 12 of \[the treaty\]](brief:treaty#¶12) there"


def test_words_that_are_selected_become_those_of_the_link(field: NoteText) -> None:
    field.setPlainText("see the treaty")
    select(field, 4, 14)
    field.insert_link("¶ 12", "brief:treaty#¶12")
    assert field.toPlainText() == "see [the treaty](brief:treaty#¶12)"


def test_a_link_without_words_shows_its_address(field: NoteText) -> None:
    field.insert_link("", "note:n1")
    assert field.toPlainText() == "[note:n1](note:n1)"


def test_the_field_asks_for_the_height_of_its_words_within_bounds(field: NoteText) -> None:
    empty = field.needed(400)
    field.setPlainText("\n".join("abcde"))
    assert empty < field.needed(400) < 400
    field.setPlainText("line\n" * 200)
    assert field.needed(400) == 400
    assert field.needed(10) == empty
