"""The contents of the sidebar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefreader.brief.outline import OutlineEntry
from briefreader.ui.sidebar.contents import ContentsView

Middle = Callable[[ContentsView, int], QPoint]


@pytest.fixture
def contents(qtbot: QtBot, entry: Callable[..., OutlineEntry]) -> ContentsView:
    view = ContentsView()
    qtbot.addWidget(view)
    view.resize(272, 300)
    view.show_outline(
        [
            entry("Summary", 1, 2),
            entry("Implications", 3, 9),
            entry("First — no commitment", 4, 6, 1),
            entry("Second — contradictory outcomes", 7, 9, 1),
            entry("Conclusion", 10, 11),
        ]
    )
    view.show()
    qtbot.waitExposed(view)
    return view


def test_a_click_on_an_entry_tells_its_block(qtbot: QtBot, contents: ContentsView, middle: Middle) -> None:
    with qtbot.waitSignal(contents.entry_chosen) as told:
        QTest.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, pos=middle(contents, 2))
    assert told.args == ["b4"]


def test_arrows_and_enter_choose_an_entry(qtbot: QtBot, contents: ContentsView) -> None:
    contents.follow(1)
    contents.setFocus()
    with qtbot.waitSignal(contents.entry_chosen) as told:
        QTest.keyClick(contents, Qt.Key.Key_Down)
        QTest.keyClick(contents, Qt.Key.Key_Return)
    assert told.args == ["b3"]


@pytest.mark.parametrize(("block", "row"), [(0, -1), (1, 0), (3, 1), (5, 2), (9, 3), (11, 4), (99, -1)])
def test_the_deepest_entry_that_holds_the_place_is_followed(contents: ContentsView, block: int, row: int) -> None:
    contents.follow(block)
    assert contents.followed == row


def test_following_emits_nothing(qtbot: QtBot, contents: ContentsView) -> None:
    with qtbot.assertNotEmitted(contents.entry_chosen):
        contents.follow(8)
        contents.follow(10)


def test_following_leaves_the_keyboard_where_it_is_while_the_list_is_in_use(
    qtbot: QtBot, contents: ContentsView
) -> None:
    contents.follow(1)
    contents.activateWindow()
    contents.setFocus()
    qtbot.waitUntil(contents.hasFocus)
    contents.follow(10)
    assert contents.currentIndex().row() == 0


def test_the_followed_entry_of_a_long_outline_is_in_view(
    qtbot: QtBot, contents: ContentsView, entry: Callable[..., OutlineEntry]
) -> None:
    contents.show_outline([entry(f"Section {at}", at, at) for at in range(500)])
    contents.follow(400)
    qtbot.waitUntil(
        lambda: contents.viewport().rect().contains(contents.visualRect(contents.model().index(400, 0)).center())
    )


def test_a_long_title_takes_more_lines_and_a_narrow_view_more_still(
    qtbot: QtBot, contents: ContentsView, entry: Callable[..., OutlineEntry]
) -> None:
    contents.show_outline(
        [entry("How the administration approaches the world as it finds it", 0, 1), entry("Short", 2, 3)]
    )
    short = contents.sizeHintForIndex(contents.model().index(1, 0)).height()
    wide = contents.sizeHintForIndex(contents.model().index(0, 0)).height()
    contents.resize(200, 300)
    narrow = contents.sizeHintForIndex(contents.model().index(0, 0)).height()
    assert short < wide < narrow
    qtbot.waitUntil(lambda: contents.visualRect(contents.model().index(1, 0)).top() == narrow)


def test_the_place_is_shown_by_a_bar_and_not_by_colour_alone(contents: ContentsView) -> None:
    contents.follow(1)
    box = contents.visualRect(contents.model().index(0, 0))
    picture = contents.viewport().grab().toImage()
    below = contents.visualRect(contents.model().index(1, 0))
    assert picture.pixelColor(1, box.center().y()) != picture.pixelColor(1, below.center().y())
    assert picture.pixelColor(1, box.center().y()) != picture.pixelColor(6, box.center().y())


def test_a_screen_reader_hears_what_an_entry_is(contents: ContentsView) -> None:
    words = contents.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "First — no commitment, point, 2 paragraphs"
    assert contents.accessibleName() == "Contents"
    assert contents.objectName() == "contents"


def test_the_entry_under_the_mouse_is_lit(qtbot: QtBot, contents: ContentsView, middle: Middle) -> None:
    def ground() -> QColor:
        box = contents.visualRect(contents.model().index(4, 0))
        return contents.viewport().grab().toImage().pixelColor(box.right() - 3, box.center().y())

    # The pointer may be there already, from an earlier test, and then nothing would move.
    QTest.mouseMove(contents.viewport(), middle(contents, 0))
    before = ground()
    QTest.mouseMove(contents.viewport(), middle(contents, 4))
    qtbot.waitUntil(lambda: ground() != before)


def test_a_new_brief_has_no_place_yet(contents: ContentsView, entry: Callable[..., OutlineEntry]) -> None:
    contents.follow(5)
    contents.show_outline([entry("Other", 0, 3)])
    assert contents.followed == -1
    contents.follow(0)
    assert contents.followed == 0
