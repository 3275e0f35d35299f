"""The search field: what its query can go on with, by keys, by mouse and by ear, while typing goes on undisturbed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefreader.search.completion import EXPLAINED, Completion, Values, completions
from briefreader.search.index import Known, Names
from briefreader.ui.offering import MOST_ROWS, Offering
from briefreader.ui.rows import RowsView
from briefreader.ui.search_field import SearchField

KEY = Qt.Key
VALUES = Values(
    Names(
        [
            Known("nato", "organisation", "NATO", ("the Alliance",), 14, 2),
            Known("eu", "organisation", "European Union", ("EU",), 5, 1),
        ]
    ),
    {"year": ("2026", "2025")},
)


@pytest.fixture
def search(qtbot: QtBot) -> Iterator[SearchField]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 560)
    column = QVBoxLayout(window)
    bar, other = SearchField(), QLineEdit()
    other.setObjectName("other")
    column.addWidget(bar)
    column.addWidget(other)
    column.addStretch(1)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    bar.field.setFocus()
    qtbot.waitUntil(bar.field.hasFocus)
    yield bar
    window.close()


@pytest.fixture
def completing(search: SearchField) -> SearchField:
    """A field whose ways to go on are those of a library."""

    def offer() -> None:
        text = search.field.text()
        ways = completions(text, search.caret(), VALUES)
        walked = text == "?" or not all(way.insert.endswith(":") for way in ways)
        search.offer(ways, "Ways", walked=walked)

    search.changed.connect(offer)
    return search


def offering(search: SearchField) -> Offering:
    found = search.window().findChild(Offering)
    assert isinstance(found, Offering)
    return found


def rows(search: SearchField) -> RowsView:
    found = offering(search).findChild(RowsView, "search-offers")
    assert isinstance(found, RowsView)
    return found


def offered(search: SearchField) -> list[str]:
    if not search.offers:
        return []
    model = rows(search).model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def test_a_question_mark_lists_all_fields_below_the_field(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "?")
    assert offered(completing) == [f"{name}, {hint}" for name, hint in EXPLAINED.items()]
    box = offering(completing).geometry()
    assert box.top() > completing.geometry().bottom()
    assert box.width() == completing.width()
    assert rows(completing).height() == MOST_ROWS * rows(completing).sizeHintForRow(0)
    assert not rows(completing).verticalScrollBar().isVisible()
    assert completing.field.hasFocus()


def test_arrows_walk_values_and_enter_takes_one(qtbot: QtBot, completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "actor:")
    assert offered(completing) == ["NATO, 14 mentions", "European Union, 5 mentions"]
    with qtbot.assertNotEmitted(completing.step_requested), qtbot.assertNotEmitted(completing.entered):
        QTest.keyClick(completing.field, KEY.Key_Down)
        QTest.keyClick(completing.field, KEY.Key_Down)
        assert rows(completing).currentIndex().row() == 1
        QTest.keyClick(completing.field, KEY.Key_Down)
        assert not rows(completing).currentIndex().isValid()
        QTest.keyClick(completing.field, KEY.Key_Up)
        QTest.keyClick(completing.field, KEY.Key_Return)
    assert completing.field.text() == 'actor:"European Union" '
    assert not completing.offers
    with qtbot.waitSignal(completing.entered):
        QTest.keyClick(completing.field, KEY.Key_Return)


def test_enter_takes_the_first_value_where_none_was_walked_to(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "europe actor:al")
    QTest.keyClick(completing.field, KEY.Key_Enter)
    assert completing.field.text() == "europe actor:NATO "
    assert completing.field.cursorPosition() == len("europe actor:NATO ")


def test_tab_takes_a_field_and_its_values_follow(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "ye")
    assert offered(completing) == ["year:, in briefs of a year, or of several: 2024..2026"]
    QTest.keyClick(completing.field, KEY.Key_Tab)
    assert completing.field.text() == "year:"
    assert completing.field.hasFocus()
    assert offered(completing) == ["2026", "2025"]


def test_beside_a_bare_word_the_keys_are_those_of_the_results(qtbot: QtBot, completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "act")
    assert completing.offers
    with qtbot.waitSignal(completing.step_requested) as told:
        QTest.keyClick(completing.field, KEY.Key_Down)
    assert told.args == [1]
    QTest.keyClicks(completing.field, "ion")
    assert completing.field.text() == "action"
    assert not completing.offers
    QTest.keyClick(completing.field, KEY.Key_Backspace)
    QTest.keyClick(completing.field, KEY.Key_Backspace)
    QTest.keyClick(completing.field, KEY.Key_Backspace)
    assert completing.offers
    with qtbot.waitSignal(completing.entered):
        QTest.keyClick(completing.field, KEY.Key_Return)
    assert completing.field.text() == "act"
    assert not completing.offers


def test_escape_closes_the_list_first(qtbot: QtBot, completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "year:")
    with qtbot.assertNotEmitted(completing.left, wait=20):
        QTest.keyClick(completing.field, KEY.Key_Escape)
    assert not completing.offers
    assert completing.field.text() == "year:"
    with qtbot.waitSignal(completing.left):
        QTest.keyClick(completing.field, KEY.Key_Escape)


def test_a_click_takes_a_value_and_the_field_keeps_the_keys(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "year:")
    view = rows(completing)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert completing.field.text() == "year:2025 "
    assert completing.field.hasFocus()
    assert not completing.offers


def test_without_a_list_tab_leaves_the_field(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "europe")
    QTest.keyClick(completing.field, KEY.Key_Tab)
    assert not completing.field.hasFocus()


def test_the_list_goes_when_the_field_is_left_or_moved(completing: SearchField) -> None:
    other = completing.window().findChild(QLineEdit, "other")
    assert other is not None
    QTest.keyClicks(completing.field, "year:")
    other.setFocus()
    assert not completing.offers
    completing.field.setFocus()
    QTest.keyClicks(completing.field, "2")
    assert completing.offers
    completing.window().resize(500, 560)
    assert not completing.offers


def test_exact_words_are_written_between_the_quotes(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "?")
    for _ in range(list(EXPLAINED).index('"…"') + 1):
        QTest.keyClick(completing.field, KEY.Key_Down)
    QTest.keyClick(completing.field, KEY.Key_Tab)
    assert completing.field.text() == '""'
    QTest.keyClicks(completing.field, "quay")
    assert completing.field.text() == '"quay"'


def test_down_in_an_empty_field_asks_for_what_was_asked(qtbot: QtBot, search: SearchField) -> None:
    with qtbot.waitSignal(search.history_wanted), qtbot.assertNotEmitted(search.step_requested):
        QTest.keyClick(search.field, KEY.Key_Down)
    search.offer([Completion(0, 0, one, one) for one in ("nato", "burden")], "Asked before", walked=True)
    QTest.keyClick(search.field, KEY.Key_Down)
    QTest.keyClick(search.field, KEY.Key_Down)
    QTest.keyClick(search.field, KEY.Key_Return)
    assert search.field.text() == "burden"
    search.offer((), "Asked before", walked=True)
    assert not search.offers


def test_a_screen_reader_hears_what_is_offered_and_each_row(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "y")
    heard: list[str] = []
    completing.offer([Completion(0, 1, "year:", "year:", "in briefs of a year")], "Fields")
    offering(completing).announced.connect(heard.append)
    assert offering(completing).accessibleName() == "Fields"
    completing.field.clear()
    QTest.keyClicks(completing.field, "actor:")
    QTest.keyClick(completing.field, KEY.Key_Down)
    assert heard[-2:] == ["Ways, 2", "NATO, 14 mentions"]
    assert rows(completing).accessibleName() == "Ways"


def test_the_current_row_is_seen(completing: SearchField) -> None:
    QTest.keyClicks(completing.field, "actor:")
    before = rows(completing).viewport().grab().toImage()
    QTest.keyClick(completing.field, KEY.Key_Down)
    assert rows(completing).viewport().grab().toImage() != before


@settings(max_examples=30)
@given(st.text(alphabet="aé\N{GRINNING FACE}:\N{MUSICAL SYMBOL G CLEF} ", max_size=8), st.data())
def test_the_caret_is_counted_in_characters(text: str, data: st.DataObject) -> None:
    before = data.draw(st.integers(0, len(text)))
    field = SearchField()
    field.field.setText(text)
    field.field.setCursorPosition(len(text[:before].encode("utf-16-le")) // 2)
    assert field.caret() == before
    field.deleteLater()


def test_a_value_is_put_behind_letters_that_qt_counts_twice(completing: SearchField) -> None:
    completing.field.setText("\N{GRINNING FACE} ")
    QTest.keyClicks(completing.field, "year:")
    QTest.keyClick(completing.field, KEY.Key_Tab)
    assert completing.field.text() == "\N{GRINNING FACE} year:2026 "
    assert completing.caret() == len(completing.field.text())


def test_the_list_is_no_narrower_than_its_hints_need_nor_wider_than_the_window(search: SearchField) -> None:
    search.setFixedWidth(120)
    ways = [Completion(0, 0, "a", "a")] * 30
    search.offer(ways, "Many", walked=True)
    box = offering(search).geometry()
    assert box.width() == 300
    assert search.window().rect().contains(QPoint(box.right(), box.y()))
    assert rows(search).verticalScrollBar().isVisible()
    search.offer((), "")
