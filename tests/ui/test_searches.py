"""The searches that are kept, as a part of the sidebar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from briefreader.brief.outline import OutlineEntry
from briefreader.library.values import Presence, Surroundings
from briefreader.ui.sidebar.searches import SearchesView
from briefreader.ui.sidebar.sidebar import Sidebar

Middle = Callable[[SearchesView, int], QPoint]
NAMES = ("nato · 2026", "in:notes colour:risk", "burden & shifting")


@pytest.fixture
def sidebar(qtbot: QtBot, presence: Callable[..., Presence], entry: Callable[..., OutlineEntry]) -> Sidebar:
    widget = Sidebar()
    qtbot.addWidget(widget)
    widget.resize(272, 700)
    subjects = tuple(presence(name) for name in ("Alliance", "Bureau"))
    outline = tuple(entry(f"Section {at}", at, at) for at in range(40))
    widget.show_brief(Surroundings(outline, subjects, subjects, (), ()))
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    return widget


def test_the_part_is_there_only_while_there_are_searches(sidebar: Sidebar) -> None:
    count = sidebar.findChild(QLabel, "searches-count")
    assert count is not None
    assert not sidebar.searches.isVisible()
    assert not count.isVisible()
    sidebar.show_searches(NAMES)
    assert sidebar.searches.isVisible()
    assert count.text() == "3"
    assert sidebar.searches.height() == sidebar.searches.height_of_rows(999)
    assert sidebar.searches.geometry().bottom() <= sidebar.height()
    assert sidebar.searches.y() > sidebar.actors.geometry().bottom()
    sidebar.show_searches(())
    assert not sidebar.searches.isVisible()


def test_many_searches_leave_room_for_the_other_parts(sidebar: Sidebar) -> None:
    sidebar.show_searches([f"search {at}" for at in range(60)])
    assert sidebar.contents.height() > 150
    assert sidebar.actors.height() == sidebar.actors.height_of_rows(999)
    assert sidebar.searches.height() > 60
    assert sidebar.searches.geometry().bottom() <= sidebar.height()


def test_a_click_or_enter_runs_a_search(qtbot: QtBot, sidebar: Sidebar, middle: Middle) -> None:
    sidebar.show_searches(NAMES)
    view = sidebar.searches
    with qtbot.waitSignal(view.search_chosen) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, 1))
    assert told.args == [NAMES[1]]
    view.setFocus()
    with qtbot.waitSignal(view.search_chosen) as told:
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [NAMES[2]]


def test_delete_drops_a_search_and_the_keys_stay_in_the_list(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_searches(NAMES)
    view = sidebar.searches
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 0))
    with qtbot.waitSignal(view.search_dropped) as told:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert told.args == [NAMES[2]]
    sidebar.show_searches(NAMES[:2])
    assert view.currentIndex().data() == NAMES[1]
    sidebar.show_searches(())
    with qtbot.assertNotEmitted(view.search_dropped, wait=20):
        QTest.keyClick(view, Qt.Key.Key_Delete)


@pytest.mark.parametrize(("words", "signal"), [
    ("Search again", "search_chosen"), ("Rename…", "rename_requested"), ("Delete this search", "search_dropped"),
])  # fmt: skip
def test_the_menu_does_what_the_keys_do(qtbot: QtBot, sidebar: Sidebar, words: str, signal: str) -> None:
    sidebar.show_searches(NAMES)
    view = sidebar.searches
    menu = view.menu_of(view.model().index(0, 0))
    action = next(one for one in menu.actions() if one.text() == words)
    with qtbot.waitSignal(getattr(view, signal)) as told:
        action.trigger()
    assert told.args == [NAMES[0]]


def test_the_menu_opens_with_a_click_or_a_key(qtbot: QtBot, sidebar: Sidebar, middle: Middle) -> None:
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication, QMenu

    sidebar.show_searches(NAMES)
    view = sidebar.searches
    view.setCurrentIndex(view.model().index(1, 0))
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        where = middle(view, 1)
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, where, view.viewport().mapToGlobal(where)))
        menus = [one for one in view.findChildren(QMenu, "search-menu") if one.isVisible()]
        assert len(menus) == 1
        with qtbot.waitSignal(menus[0].destroyed):
            menus[0].close()
