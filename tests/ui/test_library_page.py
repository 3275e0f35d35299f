"""The page of all briefs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from briefreader.storage.briefs import BriefSummary
from briefreader.ui.sidebar.library_page import LibraryPage
from briefreader.ui.sidebar.summaries import authors_words, cell_words, minutes, spoken_cell

Make = Callable[..., BriefSummary]


@pytest.fixture
def page(qtbot: QtBot, summary: Make) -> LibraryPage:
    widget = LibraryPage()
    qtbot.addWidget(widget)
    widget.resize(1200, 700)
    widget.show_summaries(
        [
            summary(
                "c", "Costs of peace", publisher="Institute", date="2025-11", words=4400, opened="x", place_number=5
            ),
            summary("a", "Alliances", authors=("A. Writer",), date="2026-01", words=220, annotations=6),
            summary("b", "Borders", publisher="Academy", words=9000, opened="x", place_number=20, annotations=1),
        ]
    )
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    return widget


def ids(page: LibraryPage) -> list[str]:
    model = page.view.model()
    return [model.index(at, 0).data(Qt.ItemDataRole.UserRole).id for at in range(model.rowCount())]


def click_header(page: LibraryPage, column: int) -> None:
    header = page.view.header()
    where = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_click_opens_a_brief(qtbot: QtBot, page: LibraryPage, middle: Callable[[QTreeView, int], QPoint]) -> None:
    with qtbot.waitSignal(page.brief_chosen) as told:
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(page.view, 1))
    assert told.args == ["a"]


def test_enter_opens_the_current_brief(qtbot: QtBot, page: LibraryPage) -> None:
    page.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    with qtbot.waitSignal(page.brief_chosen) as told:
        QTest.keyClick(page.view, Qt.Key.Key_Down)
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert told.args == ["a"]


def test_the_order_given_stands_until_a_column_is_clicked(page: LibraryPage) -> None:
    assert ids(page) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [(0, "abc"), (1, "abc"), (2, "bca"), (3, "acb"), (4, "acb"), (5, "cba")],
    ids=["title", "publisher", "date", "length", "progress", "notes"],
)
def test_a_click_on_a_column_sorts_and_a_second_one_turns_the_order(
    page: LibraryPage, column: int, expected: str
) -> None:
    click_header(page, column)
    up = ids(page)
    click_header(page, column)
    down = ids(page)
    click_header(page, column)
    assert (up, down, ids(page)) == (list(expected), list(reversed(expected)), ["c", "a", "b"])


def test_the_current_brief_stays_current_when_the_order_changes(page: LibraryPage) -> None:
    assert page.view.currentIndex().row() == 0
    click_header(page, 0)
    assert page.view.currentIndex().row() == 2


def test_the_current_brief_stays_current_when_the_list_is_read_anew(page: LibraryPage, summary: Make) -> None:
    page.view.setCurrentIndex(page.view.model().index(1, 0))
    page.show_summaries([summary("x"), summary("y"), summary("a")])
    assert page.view.currentIndex().row() == 2
    page.show_summaries([summary("x")])
    assert page.view.currentIndex().row() == 0


def test_the_button_asks_for_an_import(qtbot: QtBot, page: LibraryPage) -> None:
    button = page.findChild(QPushButton, "library-import")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(page.import_requested):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_library_says_what_to_do(page: LibraryPage) -> None:
    page.show_summaries([])
    empty = page.findChild(QLabel, "library-empty")
    assert isinstance(empty, QLabel)
    assert empty.isVisible()
    assert ".brief" in empty.text()
    assert not page.view.isVisible()


def test_a_long_title_makes_its_row_higher(page: LibraryPage, summary: Make) -> None:
    page.show_summaries([summary("a", "Short"), summary("b", "A title that goes on and on " * 8)])
    first, second = (page.view.visualRect(page.view.model().index(at, 0)).height() for at in (0, 1))
    assert second > first


def test_every_column_fits_on_a_small_screen(page: LibraryPage) -> None:
    page.resize(700, 500)
    header = page.view.header()
    assert sum(header.sectionSize(at) for at in range(header.count())) <= page.view.viewport().width()
    assert not page.grab().isNull()


def test_the_time_a_brief_takes(summary: Make) -> None:
    assert minutes(summary("a", words=0)) == 1
    assert cell_words(summary("a", words=22 * 220), 3) == "22 min"


def test_progress_in_words(summary: Make) -> None:
    assert cell_words(summary("a"), 4) == "unread"
    assert cell_words(summary("a", opened="x", place_number=None), 4) == "¶ 1 of 20"
    assert cell_words(summary("a", opened="x", place_number=7), 4) == "¶ 7 of 20"
    assert cell_words(summary("a", opened="x", place_number=20), 4) == "read"
    assert cell_words(summary("a", opened="x", paragraphs=0), 4) == "¶ 1 of 0"


def test_what_is_not_known_is_a_dash_that_is_spoken_as_none(summary: Make) -> None:
    assert [cell_words(summary("a"), column) for column in (1, 2, 5)] == ["–", "–", "–"]
    assert spoken_cell(summary("a"), 5) == "Notes: none"
    assert spoken_cell(summary("a", opened="x", place_number=7), 4) == "Progress: paragraph 7 of 20"
    assert cell_words(summary("a", date="2026-01"), 2) == "January 2026"


def test_the_second_line_tells_authors_language_and_retelling(summary: Make) -> None:
    assert authors_words(summary("a", authors=("A. Writer", "B. Other"), language="nl", adapted=True)) == (
        "A. Writer, B. Other · Nederlands · retold"
    )
    assert spoken_cell(summary("a", "Borders", authors=("A. Writer",)), 0) == "Borders, A. Writer"


def test_cells_are_spoken_and_their_tooltip_tells_the_source(page: LibraryPage) -> None:
    model = page.view.model()
    roles = Qt.ItemDataRole
    assert model.headerData(3, Qt.Orientation.Horizontal) == "Length"
    assert model.index(0, 1).data(roles.AccessibleTextRole) == "Publisher: Institute"
    assert model.index(1, 5).data() == "6"
    assert "A. Writer" in model.index(1, 0).data(roles.ToolTipRole)
    assert model.index(0, 0).data(roles.DecorationRole) is None
