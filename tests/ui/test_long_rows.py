"""Long lists: only rows near the screen are measured, and what is on it stands still."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefreader.ui.long_rows import Heights, LongRowsView
from briefreader.ui.rows import Index, RowDelegate, RowsModel


class Blocks(RowDelegate):
    """Rows that are as high as their number says, and that remember which of them were measured and painted."""

    measured: set[int]
    painted: set[int]

    def height(self, row: int, width: int) -> int:
        self.measured.add(row)
        return 40 + (row * 37) % 120

    def draw(self, painter: QPainter, row: int, box: QRect, index: Index, *, hover: bool) -> None:
        self.painted.add(row)
        painter.fillRect(box, QColor("white"))


@pytest.fixture
def view(qtbot: QtBot) -> LongRowsView:
    widget = LongRowsView("blocks", "Blocks")
    widget.setSelectionMode(LongRowsView.SelectionMode.ExtendedSelection)
    qtbot.addWidget(widget)
    model = RowsModel(str, parent=widget)
    model.show(range(5000))
    widget.setModel(model)
    blocks = Blocks(widget)
    blocks.measured, blocks.painted = set(), set()
    widget.setItemDelegate(blocks)
    widget.resize(300, 600)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    return widget


def rows(view: LongRowsView) -> RowsModel:
    model = view.model()
    assert isinstance(model, RowsModel)
    return model


def blocks(view: LongRowsView) -> Blocks:
    delegate = view.itemDelegate()
    assert isinstance(delegate, Blocks)
    return delegate


def box(view: LongRowsView, row: int) -> QRect:
    return view.visualRect(view.model().index(row, 0))


def top_row(view: LongRowsView) -> int:
    return view.indexAt(QPoint(5, 0)).row()


def test_only_rows_near_the_screen_are_measured_and_only_those_on_it_painted(view: LongRowsView) -> None:
    view.viewport().repaint()
    assert 0 < len(blocks(view).painted) < 20
    assert blocks(view).painted <= blocks(view).measured
    assert len(blocks(view).measured) < 60


def test_rows_stand_one_below_the_other_as_high_as_they_are(view: LongRowsView) -> None:
    for row in range(5):
        assert box(view, row).height() == 40 + (row * 37) % 120
        assert box(view, row + 1).top() == box(view, row).bottom() + 1
        assert view.indexAt(box(view, row).center()).row() == row
    assert not view.indexAt(QPoint(5, -3)).isValid()


def test_the_end_can_be_reached_and_is_the_end(view: LongRowsView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 4999
    assert box(view, 4999).bottom() == view.viewport().height() - 1
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    assert box(view, 0).top() == 0


def test_a_row_far_away_comes_wholly_into_view(view: LongRowsView) -> None:
    for row in (3000, 20, 4990, 2500):
        view.scrollTo(view.model().index(row, 0))
        assert view.viewport().rect().contains(box(view, row))


def test_scrolling_up_a_little_moves_what_is_shown_by_just_as_much(view: LongRowsView) -> None:
    view.scrollTo(view.model().index(3000, 0))
    bar = view.verticalScrollBar()
    for _ in range(30):
        at = top_row(view)
        before = box(view, at).top()
        bar.setValue(bar.value() - 50)
        assert box(view, at).top() == before + 50


def test_what_is_shown_stands_still_when_rows_above_come_and_go(view: LongRowsView) -> None:
    view.scrollTo(view.model().index(3000, 0))
    at = top_row(view)
    value, y = rows(view).rows[at], box(view, at).top()
    rows(view).insert(5, 1)
    assert (rows(view).rows[top_row(view)], box(view, at + 1).top()) == (value, y)
    rows(view).remove(5)
    rows(view).remove(7)
    assert (rows(view).rows[top_row(view)], box(view, at - 1).top()) == (value, y)
    rows(view).remove(at + 2)
    assert box(view, at - 1).top() == y


def test_a_row_that_changed_is_measured_anew(view: LongRowsView) -> None:
    rows(view).replace(2, 2 + 3)
    assert box(view, 2).height() == 40 + (5 * 37) % 120
    assert box(view, 3).top() == box(view, 2).bottom() + 1


def test_a_new_width_measures_anew(qtbot: QtBot, view: LongRowsView) -> None:
    blocks(view).measured.clear()
    view.resize(260, 600)
    box(view, 0)
    assert 0 in blocks(view).measured


def test_pages_arrows_and_shift_select_as_in_any_list(view: LongRowsView) -> None:
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    further = view.currentIndex().row()
    assert further > 3
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() < further
    view.setCurrentIndex(view.model().index(4, 0))
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(index.row() for index in view.selectedIndexes()) == [4, 5, 6]
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert [index.row() for index in view.selectedIndexes()] == [5]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 5


def test_a_click_with_shift_selects_up_to_it(view: LongRowsView) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=box(view, 1).center())
    QTest.mouseClick(view.viewport(), left, Qt.KeyboardModifier.ShiftModifier, box(view, 3).center())
    assert sorted(index.row() for index in view.selectedIndexes()) == [1, 2, 3]
    QTest.mouseClick(view.viewport(), left, Qt.KeyboardModifier.ControlModifier, box(view, 2).center())
    assert sorted(index.row() for index in view.selectedIndexes()) == [1, 3]


def test_a_screen_reader_is_told_of_the_row_that_is_current(
    monkeypatch: pytest.MonkeyPatch, view: LongRowsView
) -> None:
    told: list[tuple[QAccessible.Event, int]] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append((event.type(), event.child())))
    view.setFocus()
    view.setCurrentIndex(view.model().index(3000, 0))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert [row for kind, row in told if kind == QAccessible.Event.Focus] == [3000, 3001]
    assert [row for kind, row in told if kind == QAccessible.Event.Selection] == [3000, 3001]
    assert [row for kind, row in told if kind == QAccessible.Event.SelectionRemove] == [3000]


def test_letters_look_for_nothing(view: LongRowsView) -> None:
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_4)
    assert view.currentIndex().row() == 0


def test_without_rows_nothing_is_found(view: LongRowsView) -> None:
    rows(view).show([])
    view.viewport().repaint()
    assert not view.indexAt(QPoint(5, 5)).isValid()
    assert not view.visualRect(view.model().index(0, 0)).isValid()
    view.scrollTo(view.model().index(0, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert not view.currentIndex().isValid()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 30), st.integers(1, 4)),
        st.tuples(st.just("remove"), st.integers(0, 30), st.integers(1, 4)),
        st.tuples(st.just("measure"), st.integers(0, 30), st.integers(1, 200)),
        st.tuples(st.just("forget"), st.integers(0, 30), st.integers(0, 30)),
        st.tuples(st.just("reset"), st.integers(0, 12), st.just(0)),
    ),
    max_size=25,
)


@given(STEPS, st.integers(-50, 3000))
def test_tops_are_the_sums_of_heights_whatever_was_done(steps: list[tuple[str, int, int]], y: int) -> None:
    heights = Heights(50)
    count = 0
    for name, at, number in steps:
        if name == "insert":
            heights.insert(min(at, count), number)
            count += number
        elif name == "remove":
            first = min(at, count)
            gone = min(number, count - first)
            heights.remove(first, gone)
            count -= gone
        elif name == "measure" and at < count:
            heights.measure(at, number)
            assert heights.is_measured(at)
            assert heights.high(at) == number
        elif name == "forget":
            heights.forget(at, number)
        elif name == "reset":
            heights.reset(at)
            count = at
    assert len(heights) == count
    tops = list(accumulate((heights.high(at) for at in range(count)), initial=0))
    assert [heights.top(at) for at in range(count + 1)] == tops
    row = heights.row_at(y)
    if count == 0:
        assert row == -1
    elif 0 <= y < tops[-1]:
        assert tops[row] <= y < tops[row + 1]
    else:
        assert row in (0, count - 1)
