"""What each brief says on a theme, column by column."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from briefreader.ui import style
from briefreader.ui.dossier.rows import Silence
from briefreader.ui.dossier.side_by_side import Column, SideBySidePage
from briefreader.ui.dossier.view import DossierView
from tests.ui.dossiers import place

LEFT = Qt.MouseButton.LeftButton
THEMES = (("dues", "Harbour dues"), ("boats", "Boats"), ("piers", "Piers & quays"), ("fish", "Pêche"))


def columns(count: int, each: int = 3) -> list[Column]:
    return [
        Column(
            f"b{at}",
            f"Brief {at}",
            "Bureau",
            "2026-01",
            tuple(place(brief=f"b{at}", block=f"k{n}", number=n + 1) for n in range(each)),
        )
        for at in range(count)
    ]


@pytest.fixture
def page(qtbot: QtBot) -> SideBySidePage:
    widget = SideBySidePage()
    qtbot.addWidget(widget)
    widget.resize(1000, 600)
    widget.know_themes(THEMES)
    widget.show_columns("Harbour dues", columns(7))
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def in_view(page: SideBySidePage) -> list[str]:
    return [one.column.brief for one in page.columns if one.isVisible() and one.column is not None]


def about(page: SideBySidePage) -> str:
    label = page.findChild(QLabel, "side-by-side-about")
    assert label is not None
    return label.accessibleName()


def bar(page: SideBySidePage) -> QScrollBar:
    found = page.findChild(QScrollBar, "side-by-side-bar")
    assert isinstance(found, QScrollBar)
    return found


@pytest.mark.parametrize(("width", "fit"), [(330, 1), (700, 2), (1000, 3), (1400, 4)])
def test_as_many_columns_as_fit_are_in_view(page: SideBySidePage, width: int, fit: int) -> None:
    page.resize(width, 600)
    assert in_view(page) == [f"b{at}" for at in range(fit)]
    QApplication.sendPostedEvents()
    assert all(one.width() >= 320 for one in page.columns if one.isVisible())
    assert bar(page).isVisible()
    assert bar(page).maximum() == 7 - fit


def test_few_columns_need_no_bar(page: SideBySidePage) -> None:
    page.show_columns("Harbour dues", columns(2))
    assert in_view(page) == ["b0", "b1"]
    assert not bar(page).isVisible()
    assert about(page) == "2 briefs"


def test_the_bar_brings_others_into_view(page: SideBySidePage) -> None:
    bar(page).setValue(2)
    assert in_view(page) == ["b2", "b3", "b4"]
    assert about(page) == "briefs 3–5 of 7"
    page.resize(2400, 600)
    assert in_view(page) == [f"b{at}" for at in range(7)]


def test_the_arrows_lead_to_the_columns_beside(page: SideBySidePage) -> None:
    page.columns[0].view.setFocus()
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert in_view(page) == ["b1", "b2", "b3"]
    assert page.columns[2].view.hasFocus()
    for _ in range(9):
        QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert in_view(page) == ["b0", "b1", "b2"]
    assert page.columns[0].view.hasFocus()
    QTest.keyClick(page.columns[0].view, Qt.Key.Key_Left)
    assert page.columns[0].view.hasFocus()


def test_each_brief_keeps_its_place_while_others_are_looked_at(page: SideBySidePage) -> None:
    page.show_columns("Boats", columns(7, each=40))
    view = page.columns[0].view
    view.setCurrentIndex(view.model().index(30, 0))
    view.scrollTo(view.currentIndex())
    top = view.verticalScrollBar().value()
    assert top > 0
    bar(page).setValue(3)
    assert page.columns[0].view.verticalScrollBar().value() == 0
    bar(page).setValue(0)
    assert page.columns[0].view.currentIndex().row() == 30
    assert page.columns[0].view.verticalScrollBar().value() > 0
    page.show_columns("Harbour dues", columns(7, each=40))
    assert page.columns[0].view.verticalScrollBar().value() == 0


def test_a_paragraph_leads_to_its_brief_and_can_be_corrected(
    qtbot: QtBot, page: SideBySidePage, middle: Callable[[DossierView, int], QPoint]
) -> None:
    view = page.columns[1].view
    with qtbot.waitSignal(page.place_chosen) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=middle(view, 1))
    assert told.args == ["b1", "k1", 4]
    menu = view.menu_of(view.model().index(0, 0))
    with qtbot.waitSignal(page.mention_correction_requested) as told:
        next(action for action in menu.actions() if action.objectName() == "mention-not").trigger()
    assert told.args[:3] == ["not", "b1", "k0"]


def test_a_brief_that_says_nothing_says_so(page: SideBySidePage) -> None:
    page.show_columns("Boats", [Column("b0", "Brief", "", "", ())])
    assert page.columns[0].view.rows == [Silence("Says nothing on Boats.")]
    page.show_columns("Boats", [])
    nothing = page.findChild(QLabel, "side-by-side-nothing")
    assert nothing is not None
    assert nothing.isVisible()
    assert in_view(page) == []
    assert page.focusProxy() is page.field


def test_a_screen_reader_hears_which_brief_a_column_is(page: SideBySidePage) -> None:
    assert page.accessibleName() == "What each brief says on Harbour dues"
    assert page.columns[1].view.accessibleName() == "Brief 1, Bureau · January 2026 · 3 paragraphs"
    words = page.columns[1].view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "paragraph 1" in words


@pytest.mark.parametrize(
    ("typed", "chosen"), [("boats", "boats"), ("peche", "fish"), ("quays", "piers"), ("PIERS & QUAYS", "piers")]
)
def test_a_theme_is_chosen_by_a_part_of_its_name(qtbot: QtBot, page: SideBySidePage, typed: str, chosen: str) -> None:
    page.field.setFocus()
    page.field.selectAll()
    QTest.keyClicks(page.field, typed)
    with qtbot.waitSignal(page.theme_chosen) as told:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert told.args == [chosen]


def test_doubtful_or_unknown_words_choose_nothing_and_go_when_the_field_is_left(
    qtbot: QtBot, page: SideBySidePage
) -> None:
    page.field.setFocus()
    for typed in ("s", "nowhere", ""):
        page.field.setText(typed)
        with qtbot.assertNotEmitted(page.theme_chosen):
            QTest.keyClick(page.field, Qt.Key.Key_Return)
    page.columns[0].view.setFocus()
    assert page.field.text() == "Harbour dues"


def test_the_themes_that_fit_are_offered(qtbot: QtBot, page: SideBySidePage) -> None:
    page.field.setFocus()
    page.field.clear()
    QTest.keyClicks(page.field, "oa")
    popup = page.field.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    assert popup.model().rowCount() == 1
    with qtbot.waitSignal(page.theme_chosen) as told:
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert told.args == ["boats"]


def test_escape_and_the_cross_close_and_the_arrow_exports(qtbot: QtBot, page: SideBySidePage) -> None:
    page.columns[0].view.setFocus()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.columns[0].view, Qt.Key.Key_Escape)
    for name, signal in (("close-side-by-side", page.closed), ("export-side-by-side", page.export_requested)):
        button = page.findChild(QAbstractButton, name)
        assert isinstance(button, QAbstractButton)
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, LEFT)


def test_both_schemes_paint_the_columns_in_their_own_colours(qapp: QApplication, page: SideBySidePage) -> None:
    light = page.grab().toImage()
    style.apply(qapp, "dark")
    page.recolour()
    dark = page.grab().toImage()
    assert light.pixelColor(600, 500).lightness() > 200
    assert dark.pixelColor(600, 500).lightness() < 60
