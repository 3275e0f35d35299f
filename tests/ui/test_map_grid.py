"""The heat map as a table: its words, its keys, its looks, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefreader.brief.grid import Cell, Grid, Line
from briefreader.brief.shades import READABLE, contrast
from briefreader.ui import style
from briefreader.ui.map.grid_model import GridModel
from briefreader.ui.map.heat import HeatView

PLACE = (("brief", "b1"),)
COUNTS = {
    "keeper": [4, 0, 9, 1],
    "council": [0, 2, 31, 0],
    "isles": [0, 0, 0, 1],
    "crew": [1, 18, 5, 2],
}
ROWS = (
    Line("keeper", "Harbour keeper", "person"),
    Line("council", "Harbour council", "organisation"),
    Line("isles", "Éastern isles", "state"),
    Line("crew", "Night crew", "group"),
)
COLUMNS = tuple(
    Line(f"s{at}", title, "section")
    for at, title in enumerate(
        ("Summary", "Introduction", "What the quay is to become once it is mended", "Conclusion")
    )
)


def small() -> Grid:
    cells = {
        (row, COLUMNS[at].id): Cell(count, PLACE * count)
        for row, counts in COUNTS.items()
        for at, count in enumerate(counts)
        if count
    }
    return Grid(ROWS, COLUMNS, cells)


def large(rows: int = 500, columns: int = 200) -> Grid:
    lines = tuple(Line(f"r{at}", f"Name of row {at}", "person") for at in range(rows))
    heads = tuple(Line(f"c{at}", f"A column with a title {at}", "brief") for at in range(columns))
    cells = {
        (row.id, column.id): Cell((n * 7 + m * 3) % 90 + 1, ())
        for n, row in enumerate(lines)
        for m, column in enumerate(heads)
        if (n + m) % 3
    }
    return Grid(lines, heads, cells)


@pytest.fixture
def view(qtbot: QtBot) -> HeatView:
    widget = HeatView()
    qtbot.addWidget(widget)
    widget.resize(900, 500)
    widget.show_grid(small())
    widget.show()
    qtbot.waitExposed(widget)
    widget.setFocus()
    return widget


@pytest.fixture
def press(view: HeatView) -> Callable[..., None]:
    def act(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(view, key)

    return act


def go(view: HeatView, row: int, column: int) -> None:
    view.selectionModel().setCurrentIndex(view.grid.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)


def here(view: HeatView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def click(view: HeatView, row: int, column: int) -> None:
    where = view.visualRect(view.grid.index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def picture(view: HeatView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def test_the_model_is_one_as_qt_wants_it(qtbot: QtBot) -> None:
    model = GridModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(small())
    model.show(small(), ROWS[:1])
    assert (model.rowCount(), model.columnCount()) == (1, 5)
    assert model.headerData(9, Qt.Orientation.Vertical) is None
    assert tester.model() is model


def test_every_cell_and_header_has_its_words(view: HeatView) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    words = [view.grid.index(0, at).data(spoken) for at in range(5)]
    assert words == [
        "Harbour keeper in Summary: 4 mentions",
        "Harbour keeper in Introduction: no mentions",
        "Harbour keeper in What the quay is to become once it is mended: 9 mentions",
        "Harbour keeper in Conclusion: 1 mention",
        "Harbour keeper in all: 14 mentions",
    ]
    assert [view.grid.headerData(at, Qt.Orientation.Vertical, spoken) for at in range(2)] == [
        "Harbour keeper, person",
        "Harbour council, organisation",
    ]
    assert view.grid.headerData(4, Qt.Orientation.Horizontal) == "Total"
    assert "(state)" in view.grid.headerData(2, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)


def test_a_screen_reader_gets_a_table_with_headers(view: HeatView) -> None:
    table = QAccessible.queryAccessibleInterface(view)
    assert table.role() == QAccessible.Role.Table
    names = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    # The corner, the titles of the columns, then each row with its name.
    assert names[1:6] == [*(column.name for column in COLUMNS), "Total"]
    assert names[6] == "Harbour keeper, person"
    assert names[6 + 6 + 3] == "Harbour council in What the quay is to become once it is mended: 31 mentions"


def test_a_click_or_enter_or_space_chooses_a_cell(qtbot: QtBot, view: HeatView, press: Callable[..., None]) -> None:
    told: list[tuple[str, str]] = []
    view.cell_chosen.connect(lambda row, column: told.append((row, column)))
    click(view, 1, 2)
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Space)
    assert told == [("council", "s2"), ("crew", "s2"), ("crew", "s1")]


def test_an_empty_cell_says_that_nothing_is_there(qtbot: QtBot, view: HeatView) -> None:
    with qtbot.waitSignal(view.empty_chosen) as told, qtbot.assertNotEmitted(view.cell_chosen):
        click(view, 2, 0)
    assert told.args == ["Éastern isles in Summary: no mentions"]


def test_a_click_on_a_name_or_on_a_total_chooses_the_subject(qtbot: QtBot, view: HeatView) -> None:
    names = view.verticalHeader()
    where = QPoint(60, names.sectionViewportPosition(3) + 12)
    with qtbot.waitSignal(view.subject_chosen) as told:
        QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == ["crew"]
    with qtbot.waitSignal(view.subject_chosen) as told:
        click(view, 1, 4)
    assert told.args == ["council"]


def test_to_the_left_of_the_cells_are_the_names(qtbot: QtBot, view: HeatView, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert view.is_on_name
    with qtbot.waitSignal(view.subject_chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["council"]
    press(Qt.Key.Key_Right)
    assert not view.is_on_name
    assert here(view) == (1, 0)
    press(Qt.Key.Key_Right)
    assert here(view) == (1, 1)


def test_other_keys_and_a_click_lead_from_the_names_into_the_cells(view: HeatView, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_Left, Qt.Key.Key_End)
    assert not view.is_on_name
    go(view, 0, 0)
    press(Qt.Key.Key_Left)
    assert view.is_on_name
    click(view, 2, 2)
    assert not view.is_on_name


def test_the_ring_is_on_the_name_or_on_the_cell_and_seen(view: HeatView, press: Callable[..., None]) -> None:
    on_cell, names = picture(view), view.verticalHeader().grab().toImage()
    press(Qt.Key.Key_Left)
    assert picture(view) != on_cell
    assert view.verticalHeader().grab().toImage() != names
    view.clearFocus()
    assert picture(view) != on_cell


def test_typing_leads_to_the_next_name_that_begins_so(view: HeatView, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("briefreader.ui.map.heat.monotonic", lambda: now[0])
    go(view, 0, 2)
    QTest.keyClicks(view, "n")
    assert here(view) == (3, 2)
    now[0] += 5
    QTest.keyClicks(view, "hh")
    assert here(view) == (1, 2)
    now[0] += 5
    QTest.keyClicks(view, "eas")  # without its accent
    assert here(view) == (2, 2)
    now[0] += 5
    QTest.keyClicks(view, "x")
    assert here(view) == (2, 2)


def test_a_name_that_is_typed_for_keeps_the_keyboard_on_names(view: HeatView, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_Left)
    QTest.keyClicks(view, "n")
    assert view.is_on_name
    assert here(view) == (3, 0)


def test_an_empty_table_takes_no_key_amiss(view: HeatView, press: Callable[..., None]) -> None:
    view.show_grid(Grid((), COLUMNS, {}))
    press(Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Down)
    QTest.keyClicks(view, "n")
    assert not view.is_on_name


def test_what_is_current_stays_where_it_is_still_there(view: HeatView) -> None:
    go(view, 3, 2)
    view.show_grid(view.grid.grid, ROWS[2:])
    assert here(view) == (1, 2)
    view.show_grid(view.grid.grid, ROWS[:2])
    assert here(view) == (0, 2)
    view.show_grid(Grid(ROWS, COLUMNS[:1], {}))
    assert here(view) == (0, 0)


def test_filtered_rows_keep_their_shade(view: HeatView) -> None:
    before = view.tiles.look(4)
    view.show_grid(view.grid.grid, ROWS[:1])
    assert view.tiles.look(4) == before
    assert view.grid.most == 31


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_number_can_be_read_on_its_tile(qapp: QApplication, view: HeatView, scheme: str) -> None:
    style.apply(qapp, scheme)
    view.recolour()
    assert all(contrast(*view.tiles.look(count)) >= READABLE for count in range(1, 32))
    assert view.tiles.look(31)[0] == style.tokens().accent


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tiles_are_painted_in_the_colours_of_their_counts(qapp: QApplication, view: HeatView, scheme: str) -> None:
    style.apply(qapp, scheme)
    view.recolour()
    shown = picture(view)
    for row, column in ((0, 0), (1, 2), (2, 0), (3, 1)):
        box = view.visualRect(view.grid.index(row, column))
        ratio = shown.devicePixelRatio()
        seen = shown.pixelColor(int((box.x() + 8) * ratio), int((box.y() + 8) * ratio))
        assert seen == QColor(view.tiles.look(view.grid.count_at(row, column))[0])


def test_the_cell_whose_paragraphs_are_shown_is_framed(view: HeatView) -> None:
    view.clearFocus()
    before = picture(view)
    view.set_chosen(("crew", "s1"))
    framed = picture(view)
    assert framed != before
    view.set_chosen(None)
    assert picture(view) == before


def test_columns_take_the_room_there_is_and_then_scroll_under_the_names(view: HeatView) -> None:
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(0) == view.columnWidth(3) > 64
    view.show_grid(large(20, 60))
    assert all(view.columnWidth(at) >= 64 for at in range(60))
    assert view.horizontalScrollBar().maximum() > 0
    names = view.verticalHeader()
    left = names.mapTo(view, QPoint()).x()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert names.mapTo(view, QPoint()).x() == left
    assert view.viewport().x() == names.width()
    # And a smaller map after a larger one has columns of one width again.
    view.show_grid(small())
    assert len({view.columnWidth(at) for at in range(4)}) == 1


def test_headers_are_as_high_as_their_titles_but_three_lines_at_most(view: HeatView) -> None:
    high = view.horizontalHeader().height()
    view.show_grid(Grid(ROWS, (Line("s", "Short", "section"),), {}))
    assert view.horizontalHeader().height() < high
    dutch = "Europese strategische autonomie en de veiligheidsbetrekkingen na de verkiezingen: een tussenbalans"
    view.show_grid(Grid(ROWS, tuple(Line(f"s{at}", dutch * 2, "section") for at in range(5)), {}))
    assert view.horizontalHeader().height() <= 3 * 15 + 10
    assert dutch in view.grid.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)


def test_a_name_under_the_pointer_lights_up(view: HeatView) -> None:
    names = view.verticalHeader()
    before = names.grab().toImage()
    QTest.mouseMove(names.viewport(), QPoint(60, 50))
    assert names.grab().toImage() != before


def test_a_map_of_a_hundred_thousand_cells_is_a_table_like_others(view: HeatView) -> None:
    view.show_grid(large())
    assert (view.grid.rowCount(), view.grid.columnCount()) == (500, 201)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert here(view) == (499, 200)
    assert view.grid.spoken(view.currentIndex()).startswith("Name of row 499 in all: ")
    assert not picture(view).isNull()
