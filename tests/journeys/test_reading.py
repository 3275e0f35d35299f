"""Finding one's way through a brief: contents, themes, actors, history, find, looks, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit
from pytestqt.qtbot import QtBot

from briefreader.ui import style
from briefreader.ui.main_window import MainWindow
from briefreader.ui.reader.view import ReaderView

Click = Callable[[QAbstractItemView, int], None]


def child(window: MainWindow, kind: Any, name: str) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def test_the_shipped_brief_is_open_with_everything_around_it(window: MainWindow) -> None:
    page = window.view.page
    assert page is not None
    assert page.brief.id == "no-longer-ironclad"
    assert window.view.toPlainText().startswith("No Longer Ironclad")
    assert window.windowTitle().startswith("No Longer Ironclad")
    for name in ("contents", "themes", "actors", "results", "notes"):
        assert child(window, QAbstractItemView, name).model() is not None
    assert child(window, QAbstractItemView, "contents").model().rowCount() > 10
    assert 10 <= len(window.reading.around.themes) <= 14  # type: ignore[union-attr]  # the fixture waited for it
    assert child(window, ReaderView, "reader") is window.view
    assert child(window, QLineEdit, "search").accessibleName()
    assert child(window, QLineEdit, "find").accessibleName()


def test_every_widget_that_takes_the_focus_has_a_name_and_says_what_it_is(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    silent = []
    for widget in window.findChildren(QWidget):
        inside = any(
            isinstance(parent, (QAbstractItemView, ReaderView)) and parent is not widget for parent in _parents(widget)
        )
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inside:
            continue
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        if not named or not widget.objectName():
            silent.append(f"{type(widget).__name__} {widget.objectName()!r}")
    assert silent == []


def _parents(widget: QObject) -> list[QObject]:
    found, parent = [], widget.parent()
    while parent is not None:
        found.append(parent)
        parent = parent.parent()
    return found


def test_a_click_on_a_section_goes_there_and_back_leads_back(window: MainWindow, click: Click, qtbot: QtBot) -> None:
    around, page = window.reading.around, window.view.page
    assert around is not None
    assert page is not None
    row = next(at for at, entry in enumerate(around.outline) if entry.title.startswith("Conclusion"))
    before = window.view.top_offset()
    click(window.sidebar.contents, row)
    assert page.locate(window.view.caret_offset())[0] == around.outline[row].first
    assert window.view.verticalScrollBar().value() > 0
    assert window.sidebar.contents.currentIndex().row() == row
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.view.top_offset() == before
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.locate(window.view.caret_offset())[0] == around.outline[row].first


def test_the_contents_follow_the_scrolling(window: MainWindow) -> None:
    bar = window.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = window.sidebar.contents.currentIndex().row()
    bar.setValue(0)
    assert window.sidebar.contents.currentIndex().row() < last
    assert window.status_line.place.text() == "Summary · ¶ 1 of 40"


def test_an_actor_marks_its_mentions_and_g_walks_them(window: MainWindow, click: Click, qtbot: QtBot) -> None:
    around, page = window.reading.around, window.view.page
    assert around is not None
    assert page is not None
    click(window.sidebar.actors, 1)
    chosen = window.reading.subject
    expected = [mention for mention in around.mentions if mention.subject == chosen]
    assert chosen == around.actors[1].id
    assert len(window.view.mentions) == len(expected) > 2
    for at in range(3):
        qtbot.keyClick(window, Qt.Key.Key_G)
        assert window.view.current_mention == at
        assert window.view.caret_offset() == window.view.mentions[at].start
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert window.view.current_mention == 1
    assert f"2 of {len(expected)}" in window.top_bar.search.chip.text()
    click(window.sidebar.actors, 1)
    assert len(window.view.mentions) == 0


def test_a_theme_marks_its_paragraphs_too(window: MainWindow, click: Click) -> None:
    around = window.reading.around
    assert around is not None
    click(window.sidebar.themes, 0)
    theme = around.themes[0]
    assert all(window.view.governs(block) for block in theme.blocks)
    page = window.view.page
    assert page is not None
    walked = {page.brief.blocks[page.locate(one.start)[0]].id for one in window.view.mentions}
    assert set(theme.blocks) <= walked


def test_find_marks_every_hit_without_regard_to_case_or_accents(window: MainWindow, qtbot: QtBot) -> None:
    page = window.view.page
    assert page is not None
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = child(window, QLineEdit, "find")
    assert field.isVisible()
    qtbot.keyClicks(field, "ERDOGAN")
    assert [page.text[one.start : one.end] for one in window.view.hits] == ["Erdoğan"]
    field.clear()
    qtbot.keyClicks(field, "europe")
    assert len(window.view.hits) == page.text.casefold().count("europe")
    first = window.view.current_hit
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.view.current_hit == first + 1
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.view.current_hit == first
    qtbot.keyClicks(field, "zzz")
    assert window.find_bar.count.text() == "Not in this brief"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert len(window.view.hits) == 0
    assert window.view.hasFocus()


def test_text_size_and_place_come_back_at_the_next_start(
    open_window: Callable[[Path], MainWindow], data: Path, click: Click, qtbot: QtBot
) -> None:
    window = open_window(data)
    page = window.view.page
    assert page is not None
    click(window.sidebar.contents, 6)
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not window.sidebar.isVisible()
    index = page.locate(window.view.top_offset())[0]
    window.close()
    again = open_window(data)
    assert again.view.page is not None
    assert again.settings.number("text_size") == 20
    assert again.view.page.document.defaultFont().pixelSize() == 20
    assert not again.sidebar.isVisible()
    assert again.view.page.locate(again.view.top_offset())[0] == index


def test_the_first_page_stands_where_the_reader_left_it_before_and_after_the_rest_is_there(
    open_window: Callable[[Path], MainWindow], data: Path, qtbot: QtBot
) -> None:
    from briefreader import paths
    from briefreader.app import _open

    window = open_window(data)
    page = window.view.page
    assert page is not None
    window.view.scroll_to(page.starts[30])
    window.close()
    again = _open(paths.folders(data))
    with qtbot.waitSignal(again.view.painted):
        pass
    assert again.view.page is not None
    assert again.view.page.locate(again.view.top_offset())[0] == 30
    width, left = again.view.viewport().width(), again.view.viewport().mapTo(again, QPoint(0, 0)).x()
    again.furnish()
    qtbot.waitUntil(lambda: again.sidebar.isVisible())
    assert again.view.page.locate(again.view.top_offset())[0] == 30
    assert again.view.viewport().width() == width
    assert again.view.page.document.textWidth() == width
    assert again.view.viewport().mapTo(again, QPoint(0, 0)).x() == left
    again.close()


def test_both_colour_schemes_have_text_that_can_be_read(window: MainWindow) -> None:
    for scheme in ("dark", "light"):
        window.settings.set("scheme", scheme)
        colours = style.tokens()
        assert colours.dark == (scheme == "dark")
        grounds = [colours.paper, colours.panel, *colours.marks.values()]
        assert all(_contrast(colours.ink, ground) >= 4.5 for ground in grounds)
        assert all(_contrast(words, colours.paper) >= 4.5 for words in (colours.muted, colours.accent, colours.warning))
        assert all(_contrast(words, colours.panel) >= 4.5 for words in (colours.muted, colours.accent))
        assert _contrast(colours.on_accent, colours.accent) >= 4.5
        assert _contrast(colours.accent, colours.soft) >= 4.5


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from relative luminances."""

    def luminance(name: str) -> float:
        parts = [int(name[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_at_1280_by_720_the_page_keeps_its_measure_and_a_side_folds(window: MainWindow, qtbot: QtBot) -> None:
    wide = window.view.viewport().width()
    window.resize(1280, 720)
    assert window.view.viewport().width() == wide
    assert window.view.document().textWidth() == wide
    assert window.sidebar.isVisible() != window.panel.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.panel.isVisible()
    assert not window.sidebar.isVisible()
    assert window.view.viewport().width() == wide
    for across in (700, 1000, 1900, 1440):
        window.resize(across, 900)
        assert window.view.document().textWidth() == window.view.viewport().width()
    assert window.sidebar.isVisible()
    assert window.panel.isVisible()


def test_f6_goes_from_pane_to_pane(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    seen = []
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
    assert set(seen) >= {"panel-tabs", "search", "contents", "themes", "actors", "reader"}


def test_f1_opens_the_manual_and_back_leads_to_the_brief(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.view.page is not None
    assert window.view.page.brief.id == "using-briefreader"
    assert "Keys" in window.view.toPlainText()
    page = window.view.page
    for offset in range(0, len(page.text), 11):
        assert page.offset(page.position(offset)) == offset


@pytest.mark.parametrize("answer", [True, False])
def test_a_link_opens_only_after_its_address_was_confirmed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    from PySide6.QtGui import QDesktopServices

    from briefreader.ui.dialogs import link

    opened: list[str] = []
    asked: list[str] = []

    def ask(parent: object, address: str) -> bool:
        asked.append(address)
        return answer

    monkeypatch.setattr(link, "confirm_link", ask)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window.view.link_requested.emit("https://example.org/paper")
    assert asked == ["https://example.org/paper"]
    assert opened == (["https://example.org/paper"] if answer else [])


def test_the_wheel_over_a_margin_scrolls_the_page(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication, QWidget

    margin = child(window, QWidget, "paragraph-numbers")
    where = QPointF(10, 50)
    event = QWheelEvent(
        where,
        margin.mapToGlobal(where),
        QPoint(0, 0),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(margin, event)
    assert window.view.verticalScrollBar().value() > 0


def test_space_turns_the_page_and_shift_space_turns_it_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    down = window.view.verticalScrollBar().value()
    assert down > 300
    qtbot.keyClick(window.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert window.view.verticalScrollBar().value() == 0


def test_ctrl_down_walks_the_sections(window: MainWindow, qtbot: QtBot) -> None:
    around, page = window.reading.around, window.view.page
    assert around is not None
    assert page is not None
    qtbot.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    first = page.locate(window.view.caret_offset())[0]
    assert first in [entry.first for entry in around.outline]
    qtbot.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.locate(window.view.caret_offset())[0] > first
