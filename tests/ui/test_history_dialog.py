"""Earlier texts of a note: which are shown, what became of each, and how one is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour, Passage
from briefreader.storage.annotations import Earlier
from briefreader.ui import style
from briefreader.ui.dialogs.history import HistoryDialog, earlier_texts
from briefreader.ui.rows import RowsView

Make = Callable[..., Annotation]
START = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def at(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def said(note: str, seconds: float, *tags: str, colour: Colour = Colour.YELLOW) -> Earlier:
    return Earlier(colour, note, tags, False, at(seconds))


def now_says(note: str, seconds: float, *tags: str) -> Annotation:
    return Annotation("n1", "brief", Passage("e", ()), Colour.YELLOW, note, tags, modified=at(seconds))


def notes(annotation: Annotation, earlier: Sequence[Earlier]) -> list[str]:
    return [text.note for text in earlier_texts(annotation, earlier)]


# Which are shown


def test_of_a_run_of_saves_the_last_stands_for_all() -> None:
    earlier = [said("", 0), said("Ask", 1), said("Ask leg", 2), said("Ask legal.", 60), said("Ask legal. And", 5000)]
    assert notes(now_says("Ask legal. And wait.", 5030), earlier) == ["Ask legal."]


def test_a_long_run_is_one_run_as_long_as_nobody_rests() -> None:
    earlier = [said("word " * count, 100 * count) for count in range(20)]
    assert notes(now_says("word " * 20, 2000), earlier) == []


def test_words_that_went_are_shown_however_soon_they_went() -> None:
    long = "All that the ministry has said of it so far."
    assert notes(now_says("", 12), [said("", 0), said(long, 10)]) == [long]
    assert notes(now_says("x", 14), [said(long, 10), said("", 12)]) == [long]


def test_words_that_go_letter_by_letter_are_shown_as_they_were_at_first() -> None:
    long = "All that the ministry has said of it so far."
    earlier = [said(long[:size], 60 - size) for size in range(len(long), 0, -1)]
    assert notes(now_says("", 61), earlier) == [long]


def test_a_word_that_was_typed_anew_is_no_text_of_its_own() -> None:
    assert notes(now_says("the treaty of 1949, as it was", 8), [said("the traety of 1949, as it was", 0)]) == []


def test_a_change_of_colour_is_no_earlier_text() -> None:
    assert notes(now_says("Ask", 9000), [said("Ask", 0, colour=Colour.RED)]) == []


def test_tags_that_were_taken_off_are_shown_and_added_ones_are_not() -> None:
    assert notes(now_says("Ask", 30, "a"), [said("Ask", 0), said("Ask", 10, "a", "b")]) == ["Ask"]
    assert notes(now_says("Ask", 30, "a", "b"), [said("Ask", 0, "a")]) == []


def test_each_text_stands_beside_the_one_that_followed_it() -> None:
    texts = earlier_texts(now_says("three", 20_000), [said("one", 0), said("two", 10_000, "t")])
    assert [(text.note, text.next_note, text.next_tags) for text in texts] == [
        ("two", "three", ()),
        ("one", "two", ("t",)),
    ]


def test_texts_without_a_time_are_shown() -> None:
    odd = [replace(said("one", 0), modified=""), replace(said("two", 0), modified="2026-01-12T09:00:00")]
    assert notes(now_says("three", 1), odd) == ["two", "one"]


SAVES = st.lists(
    st.tuples(st.text("ab ", max_size=60), st.integers(0, 400), st.lists(st.sampled_from("xy"), max_size=2)),
    max_size=12,
)


@given(SAVES)
def test_no_text_is_lost_from_sight_by_more_than_a_word(saves: list[tuple[str, int, list[str]]]) -> None:
    seconds = 0
    earlier = []
    for note, pause, tags in saves:
        seconds += pause
        earlier.append(said(note, seconds, *dict.fromkeys(tags)))
    current = now_says("a", seconds + 1)
    shown = earlier_texts(current, earlier)
    assert {text.note for text in shown} <= {one.note for one in earlier}
    followers = [current.note, *(text.note for text in shown)]
    for one in earlier:
        if one.note not in followers:
            # It is all there, but for a word, in a text that is shown or that stands.
            assert any(common(one.note, other) >= len(one.note) - 24 for other in followers)


def common(one: str, other: str) -> int:
    head = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[head:][::-1], other[head:][::-1]
    tail = next(
        (at for at, (a, b) in enumerate(zip(rest, other_rest, strict=False)) if a != b), min(len(rest), len(other_rest))
    )
    return head + tail


# The dialog


@pytest.fixture
def dialog(qtbot: QtBot) -> HistoryDialog:
    earlier = [said("Ask legal about <b>12</b> states", 0, "hague"), said("Ask them about 12 states", 9000)]
    widget = HistoryDialog(now_says("Ask them about 14 states", 20_000), earlier)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press(dialog: HistoryDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2))


def view(dialog: HistoryDialog) -> RowsView:
    found = dialog.findChild(RowsView, "history-list")
    assert isinstance(found, RowsView)
    return found


def shown(dialog: HistoryDialog) -> QPlainTextEdit:
    found = dialog.findChild(QPlainTextEdit, "history-text")
    assert isinstance(found, QPlainTextEdit)
    return found


def test_the_newest_is_shown_first_with_what_went_and_what_came(dialog: HistoryDialog) -> None:
    field = shown(dialog)
    assert field.toPlainText() == "Ask them about 1214 states"
    cursor = field.textCursor()
    looks = []
    for position in (1, 16, 18):
        cursor.setPosition(position)
        looks.append((cursor.charFormat().fontStrikeOut(), cursor.charFormat().fontUnderline()))
    assert looks == [(False, False), (True, False), (False, True)]
    assert field.textCursor().position() == 0


def test_the_list_is_walked_by_keys_and_html_is_only_words(dialog: HistoryDialog) -> None:
    QTest.keyClick(view(dialog), Qt.Key.Key_Down)
    assert "<b>12</b>" in shown(dialog).toPlainText()
    words = dialog.findChild(QLabel, "history-words")
    assert words is not None
    assert words.text().endswith("Its tags were hague.")


def test_a_text_is_taken_back_with_its_tags(qtbot: QtBot, dialog: HistoryDialog) -> None:
    QTest.keyClick(view(dialog), Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.text_chosen) as told:
        press(dialog, "history-take")
    assert told.args == ["Ask legal about <b>12</b> states", ("hague",)]
    assert not dialog.isVisible()


def test_a_text_is_copied_as_it_was(dialog: HistoryDialog) -> None:
    press(dialog, "history-copy")
    assert QGuiApplication.clipboard().text() == "Ask them about 12 states"
    assert dialog.isVisible()


def test_a_note_without_a_past_says_so(qtbot: QtBot) -> None:
    dialog = HistoryDialog(now_says("x", 0), [])
    qtbot.addWidget(dialog)
    words = dialog.findChild(QLabel, "history-words")
    take = dialog.findChild(QAbstractButton, "history-take")
    assert words is not None
    assert take is not None
    assert words.text() == "This note has no earlier text."
    assert not take.isEnabled()


def test_the_past_of_a_colleagues_note_can_be_read_and_copied_only(qtbot: QtBot) -> None:
    dialog = HistoryDialog(replace(now_says("x", 9000), mine=False), [said("y", 0)])
    qtbot.addWidget(dialog)
    dialog.show()
    take = dialog.findChild(QAbstractButton, "history-take")
    assert take is not None
    assert not take.isVisible()


def test_rows_say_when_and_what_and_are_painted_in_both_schemes(qapp: QApplication, dialog: HistoryDialog) -> None:
    index = view(dialog).model().index(1, 0)
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("12 Jan")
    assert ":" in words.partition(".")[0]
    assert words.endswith("Ask legal about <b>12</b> states")
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    light = view(dialog).grab().toImage()
    style.apply(qapp, "dark")
    assert view(dialog).grab().toImage() != light


def test_the_text_can_be_selected_and_not_changed(dialog: HistoryDialog) -> None:
    field = shown(dialog)
    before = field.toPlainText()
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, "x")
    assert field.toPlainText() == before
