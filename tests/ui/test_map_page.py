"""The page of the map: what it asks for, what it shows, and what it gives to files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefreader.brief.grid import Cell, Circle, Grid, Line, Pair
from briefreader.errors import ExportFailed
from briefreader.ui import style
from briefreader.ui.map.page import MapPage
from briefreader.ui.map.paragraphs import Paragraph, excerpt
from briefreader.ui.map.pictures import render_png
from briefreader.ui.rows import ROW

TITLE = "Harbour Works"
ROWS = (
    Line("keeper", "Harbour keeper", "person"),
    Line("council", "Harbour council", "organisation"),
    Line("isles", "Eastern isles", "state"),
    Line("crew", "Night crew", "group"),
)
COLUMNS = (Line("s1", "Summary", "section"), Line("s2", "Conclusion", "section"))
CELLS = {
    ("keeper", "s1"): Cell(2, (("harbour", "b1"),)),
    ("council", "s1"): Cell(1, (("harbour", "b2"),)),
    ("council", "s2"): Cell(8, (("harbour", "b7"), ("harbour", "b9"))),
    ("isles", "s2"): Cell(3, (("harbour", "b7"),)),
    ("crew", "s2"): Cell(1, (("harbour", "b9"),)),
}
GRID = Grid(ROWS, COLUMNS, CELLS)
CIRCLE = Circle(
    tuple(zip(ROWS, (5, 4, 2, 1), strict=True)),
    (
        Pair("council", "keeper", (("harbour", "b1"), ("harbour", "b2"))),
        Pair("council", "isles", (("harbour", "b7"),)),
    ),
)


def paragraph(block: str, text: str = "The council met at dawn.", number: int | None = 7, **more: str) -> Paragraph:
    at = text.find("council")
    marks = ((at, at + len("council")),) if at >= 0 else ()
    brief = more.get("brief", "harbour")
    return Paragraph(brief, more.get("title", TITLE), block, number, "Conclusion › First", text, marks)


@pytest.fixture
def page(qtbot: QtBot) -> MapPage:
    widget = MapPage()
    qtbot.addWidget(widget)
    widget.resize(1280, 720)
    widget.show_grid(GRID, "actors-sections", "brief", TITLE)
    widget.show()
    qtbot.waitExposed(widget)
    widget.setFocus()
    return widget


@pytest.fixture
def pick(page: MapPage) -> Callable[[str, str], None]:
    """Choose a line of one of the menus, as the user does."""

    def act(menu: str, words: str) -> None:
        found = page.findChild(QMenu, menu)
        assert isinstance(found, QMenu)
        action = next(one for one in found.actions() if one.text() == words)
        assert isinstance(action, QAction)
        action.trigger()

    return act


def chip(page: MapPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def tool(page: MapPage, name: str) -> QToolButton:
    found = page.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def label(page: MapPage, name: str) -> QLabel:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def field(page: MapPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "map-filter")
    assert isinstance(found, QLineEdit)
    return found


def names(page: MapPage) -> list[str]:
    model = page.heat.grid
    return [str(model.headerData(at, Qt.Orientation.Vertical)) for at in range(model.rowCount())]


def click_cell(page: MapPage, row: int, column: int) -> None:
    where = page.heat.visualRect(page.heat.grid.index(row, column)).center()
    QTest.mouseClick(page.heat.viewport(), Qt.MouseButton.LeftButton, pos=where)


def paragraphs(page: MapPage) -> list[str]:
    model = page.paragraphs.view.model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def test_the_page_says_what_it_shows(page: MapPage) -> None:
    assert label(page, "map-name").text() == "Who appears where"
    assert label(page, "map-title").text() == TITLE
    assert label(page, "map-numbers").text() == (
        "Mentions per section · choose a cell to read those paragraphs · sorted by first appearance"
    )
    assert chip(page, "map-what").accessibleName() == "Shown: Actors by sections"
    assert page.heat.isVisible()
    assert page.heat.hasFocus()


def test_everything_that_can_be_used_has_a_name(page: MapPage) -> None:
    for widget in page.findChildren(QWidget):
        own = bool(widget.objectName()) and not widget.objectName().startswith("qt_")
        if own and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName(), widget.objectName()


def test_another_map_is_asked_for(qtbot: QtBot, page: MapPage, pick: Callable[[str, str], None]) -> None:
    with qtbot.waitSignal(page.shown_wanted) as told:
        pick("map-what-menu", "Themes by briefs")
    assert told.args == ["themes-briefs", "brief"]
    page.show_grid(GRID, "themes-briefs", "brief", TITLE)
    with qtbot.waitSignal(page.shown_wanted) as told:
        pick("map-scope-menu", "All briefs")
    assert told.args == ["themes-briefs", "all"]
    page.show_grid(GRID, "themes-briefs", "all", "All briefs")
    # Sections are those of one brief.
    with qtbot.waitSignal(page.shown_wanted) as told:
        pick("map-what-menu", "Actors by sections")
    assert told.args == ["actors-sections", "brief"]


def test_sections_of_all_briefs_cannot_be_asked_for(page: MapPage) -> None:
    def allowed() -> bool:
        menu = page.findChild(QMenu, "map-scope-menu")
        assert isinstance(menu, QMenu)
        return menu.actions()[1].isEnabled()

    assert not allowed()
    page.show_grid(GRID, "actors-briefs", "all", "All briefs")
    assert allowed()


def test_what_is_chosen_already_is_not_asked_for_again(
    qtbot: QtBot, page: MapPage, pick: Callable[[str, str], None]
) -> None:
    with qtbot.assertNotEmitted(page.shown_wanted):
        pick("map-what-menu", "Actors by sections")


def test_rows_are_sorted(page: MapPage, pick: Callable[[str, str], None]) -> None:
    assert names(page) == ["Harbour keeper", "Harbour council", "Eastern isles", "Night crew"]
    pick("map-order-menu", "Sorted by count")
    assert names(page) == ["Harbour council", "Eastern isles", "Harbour keeper", "Night crew"]
    pick("map-order-menu", "Sorted by name")
    assert names(page) == ["Eastern isles", "Harbour council", "Harbour keeper", "Night crew"]
    assert label(page, "map-numbers").text().endswith("sorted by name")
    pick("map-order-menu", "Sorted by first appearance")
    assert names(page)[0] == "Harbour keeper"


def test_rows_are_filtered_by_words_and_kinds(page: MapPage, pick: Callable[[str, str], None]) -> None:
    QTest.keyClicks(field(page), "HARBOUR")
    assert names(page) == ["Harbour keeper", "Harbour council"]
    pick("map-kinds-menu", "Organisations")
    assert names(page) == ["Harbour council"]
    assert chip(page, "map-kinds").text().strip() == "Organisations"
    field(page).clear()
    pick("map-kinds-menu", "States")
    assert names(page) == ["Harbour council", "Eastern isles"]
    pick("map-kinds-menu", "All kinds")
    assert len(names(page)) == 4


def test_a_filter_that_nobody_fits_says_so(page: MapPage, pick: Callable[[str, str], None]) -> None:
    QTest.keyClicks(field(page), "zeppelin")
    assert label(page, "map-message").text() == "No name here has “zeppelin” in it. Clear the filter to see all."
    assert label(page, "map-message").isVisible()
    assert page.shown is None
    QTest.keyClick(field(page), Qt.Key.Key_Escape)
    assert page.heat.isVisible()
    page.show_grid(Grid(ROWS[:1], COLUMNS, CELLS), "actors-sections", "brief", TITLE)
    pick("map-kinds-menu", "States")
    assert label(page, "map-message").text() == "None of these kinds is here. Choose other kinds to see somebody."


def test_themes_have_no_kinds(page: MapPage, pick: Callable[[str, str], None]) -> None:
    pick("map-kinds-menu", "States")
    theme = Line("dredging", "Dredging", "theme")
    page.show_grid(Grid((theme,), COLUMNS, {}), "themes-sections", "brief", TITLE)
    assert names(page) == ["Dredging"]
    assert not chip(page, "map-kinds").isVisible()


def test_down_leads_from_the_filter_to_the_map(page: MapPage) -> None:
    field(page).setFocus()
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    assert page.heat.hasFocus()


@pytest.mark.parametrize(
    ("what", "scope", "words"),
    [
        ("actors-sections", "brief", "No actors are known in this brief yet."),
        ("actors-briefs", "all", "No actors are known in any brief yet."),
        ("themes-sections", "brief", "No themes are known in this brief yet."),
        ("actors-themes", "brief", "No actors are known in this brief yet."),
    ],
)
def test_an_empty_map_says_why(page: MapPage, what: str, scope: str, words: str) -> None:
    page.show_grid(Grid((), COLUMNS, {}), what, scope, TITLE)
    assert label(page, "map-message").text() == words
    assert not tool(page, "map-export").isEnabled()
    page.show_circle(CIRCLE, "brief", TITLE)
    assert tool(page, "map-export").isEnabled()


def test_actors_by_no_themes_say_why(page: MapPage) -> None:
    page.show_grid(Grid(ROWS, (), {}), "actors-themes", "brief", TITLE)
    assert label(page, "map-message").text() == "No themes are known in this brief yet."
    page.show_circle(Circle((), ()), "brief", TITLE)
    assert label(page, "map-message").text() == "No actors are known in this brief yet."


def test_a_message_takes_the_place_of_a_map(page: MapPage) -> None:
    page.show_message("Open a brief to see who appears in it.")
    assert label(page, "map-message").isVisible()
    assert page.shown is None
    assert page.exported("svg") == b""
    page.setFocus()
    assert chip(page, "map-what").hasFocus()


def test_a_cell_is_chosen_and_its_paragraphs_are_shown(qtbot: QtBot, page: MapPage) -> None:
    assert not page.paragraphs.isVisible()
    with qtbot.waitSignal(page.cell_chosen) as told:
        click_cell(page, 1, 1)
    assert told.args == ["council", "s2"]
    page.show_places("Harbour council in Conclusion", [paragraph("b7"), paragraph("b9", number=None)])
    assert page.paragraphs.isVisible()
    assert page.heat.hasFocus()
    assert label(page, "paragraphs-title").text() == "Harbour council in Conclusion"
    assert label(page, "paragraphs-count").text() == "2 paragraphs"
    assert paragraphs(page) == [
        f"The council met at dawn.. paragraph 7 · Conclusion › First. {TITLE}",
        f"The council met at dawn.. Conclusion › First. {TITLE}",
    ]


def test_a_paragraph_is_chosen_by_click_or_enter(qtbot: QtBot, page: MapPage) -> None:
    click_cell(page, 1, 1)
    page.show_places("Harbour council in Conclusion", [paragraph("b7"), paragraph("b9")])
    view = page.paragraphs.view
    with qtbot.waitSignal(page.place_chosen) as told:
        where = view.visualRect(view.model().index(1, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == ["harbour", "b9", "council"]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Up)
    with qtbot.waitSignal(page.place_chosen) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["harbour", "b7", "council"]


def test_paragraphs_of_several_briefs_stand_under_their_titles(qtbot: QtBot, page: MapPage) -> None:
    other = paragraph("b3", brief="ferry", title="The Ferries")
    page.show_places("Harbour council", [paragraph("b7"), other, paragraph("b9")])
    spoken = paragraphs(page)
    assert spoken[0] == f"{TITLE}, 2 paragraphs"
    assert spoken[3] == "The Ferries, 1 paragraph"
    view = page.paragraphs.view
    assert view.currentIndex().row() == 1
    with qtbot.assertNotEmitted(page.place_chosen):
        view.row_chosen.emit(view.model().index(0, 0))


def test_paragraphs_are_painted_with_their_marks(page: MapPage) -> None:
    def seen(*places: Paragraph) -> QImage:
        page.show_places("X", places)
        QApplication.processEvents()
        return page.paragraphs.view.viewport().grab().toImage()

    marked = paragraph("b7")
    bare = Paragraph(marked.brief, TITLE, "b7", 7, marked.section, marked.text)
    assert seen(marked) != seen(bare)
    assert seen(marked, paragraph("b1", brief="ferry")) != seen(marked)


def test_escape_closes_the_paragraphs_and_then_the_page(qtbot: QtBot, page: MapPage) -> None:
    page.show_places("X", [paragraph("b7")])
    page.paragraphs.view.setFocus()
    with qtbot.assertNotEmitted(page.closed):
        QTest.keyClick(page.paragraphs.view, Qt.Key.Key_Escape)
    assert not page.paragraphs.isVisible()
    assert page.heat.hasFocus()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.heat, Qt.Key.Key_Escape)


def test_the_buttons_close(qtbot: QtBot, page: MapPage) -> None:
    page.show_places("X", [paragraph("b7")])
    tool(page, "close-paragraphs").click()
    assert not page.paragraphs.isVisible()
    with qtbot.waitSignal(page.closed):
        tool(page, "map-close").click()


def test_escape_stays_with_the_page_where_the_window_has_a_shortcut(qtbot: QtBot, page: MapPage) -> None:
    stolen: list[bool] = []
    action = QAction("Elsewhere", page)
    action.setShortcut("Escape")
    action.triggered.connect(stolen.append)
    page.addAction(action)
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.heat, Qt.Key.Key_Escape)
    assert not stolen


def test_another_map_puts_the_paragraphs_away_and_the_same_one_keeps_them(page: MapPage) -> None:
    page.show_places("X", [paragraph("b7")])
    page.show_grid(GRID, "actors-sections", "brief", TITLE)
    assert page.paragraphs.isVisible()
    page.show_grid(GRID, "actors-briefs", "brief", TITLE)
    assert not page.paragraphs.isVisible()


def test_a_subject_is_chosen_from_either_map(qtbot: QtBot, page: MapPage) -> None:
    with qtbot.waitSignal(page.subject_chosen) as told:
        QTest.keyClick(page.heat, Qt.Key.Key_Left)
        QTest.keyClick(page.heat, Qt.Key.Key_Return)
    assert told.args == ["keeper"]
    page.show_circle(CIRCLE, "brief", TITLE)
    assert label(page, "map-name").text() == "Who appears with whom"
    page.setFocus()
    assert page.circle.network.hasFocus()
    with qtbot.waitSignal(page.subject_chosen) as told:
        QTest.keyClick(page.circle.network, Qt.Key.Key_Home)
        QTest.keyClick(page.circle.network, Qt.Key.Key_Return)
    assert told.args == ["keeper"]


def test_a_pair_is_chosen_and_its_paragraphs_are_those_of_the_first(qtbot: QtBot, page: MapPage) -> None:
    page.show_circle(CIRCLE, "brief", TITLE)
    page.circle.pairs.setFocus()
    with qtbot.waitSignal(page.cell_chosen) as told:
        QTest.keyClick(page.circle.pairs, Qt.Key.Key_Return)
    assert told.args == ["council", "keeper"]
    page.show_places("Harbour council and Harbour keeper", [paragraph("b1")])
    with qtbot.waitSignal(page.place_chosen) as told:
        page.paragraphs.view.row_chosen.emit(page.paragraphs.view.model().index(0, 0))
    assert told.args == ["harbour", "b1", "council"]


def test_a_circle_is_filtered_with_those_beside_who_is_asked_for(
    page: MapPage, pick: Callable[[str, str], None]
) -> None:
    def seen() -> set[str]:
        assert isinstance(page.shown, Circle)
        return {line.id for line, _ in page.shown.actors}

    page.show_circle(CIRCLE, "brief", TITLE)
    assert seen() == {"keeper", "council", "isles", "crew"}
    QTest.keyClicks(field(page), "isles")
    assert seen() == {"isles", "council"}
    field(page).clear()
    pick("map-kinds-menu", "People")
    assert seen() == {"keeper"}
    QTest.keyClicks(field(page), "isles")
    assert page.shown is None


def test_what_is_exported_is_what_is_shown(qtbot: QtBot, page: MapPage, pick: Callable[[str, str], None]) -> None:
    for words, format in (("Picture (SVG)…", "svg"), ("Picture (PNG)…", "png"), ("Table (CSV)…", "csv")):
        with qtbot.waitSignal(page.export_requested) as told:
            pick("map-export-menu", words)
        assert told.args == [format]
    pick("map-order-menu", "Sorted by name")
    QTest.keyClicks(field(page), "harbour")
    rows = list(csv.reader(StringIO(page.exported("csv").decode("utf-8-sig"))))
    assert rows == [
        ["Name", "Kind", "Summary", "Conclusion", "Total"],
        ["Harbour council", "organisation", "1", "8", "9"],
        ["Harbour keeper", "person", "2", "0", "2"],
    ]
    root = ElementTree.fromstring(page.exported("svg"))
    told_of = "".join(root.itertext())
    assert "Harbour council in Conclusion: 8 mentions" in told_of
    assert f"{TITLE} · Mentions per section" in told_of
    assert "Night crew" not in told_of
    image = QImage.fromData(page.exported("png"))
    assert image.width() == 2 * float(root.attrib["width"])


def test_a_circle_is_exported_too(page: MapPage) -> None:
    page.show_circle(CIRCLE, "all", "All briefs")
    assert "Harbour council,Harbour keeper,2" in page.exported("csv").decode("utf-8-sig")
    assert b"Harbour council and Harbour keeper: together in 2 paragraphs" in page.exported("svg")
    light, dark = (QImage.fromData(page.exported("png", dark=dark)).pixelColor(3, 3) for dark in (False, True))
    assert (light.name(), dark.name()) == (style.LIGHT.paper, style.DARK.paper)


def test_a_huge_picture_is_kept_within_what_a_machine_can_hold() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"/>'
    assert render_png(svg.format(100, 50), 2).size().toTuple() == (200, 100)
    image = render_png(svg.format(20_000, 16_000), 2)
    assert image.width() * image.height() < 61_000_000
    assert render_png(svg.format(100_000, 2), 2).width() <= 30_001
    assert not render_png("this is no picture").isNull()


def test_a_picture_that_there_is_no_memory_for_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefreader.ui.map.pictures.QImage.isNull", lambda image: True)
    with pytest.raises(ExportFailed, match="export it as SVG"):
        render_png('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')


@pytest.mark.parametrize("size", [(1280, 720), (820, 700), (480, 500)])
def test_a_narrow_page_has_the_paragraphs_below(page: MapPage, size: tuple[int, int]) -> None:
    page.show_places("X", [paragraph("b7")])
    page.resize(*size)
    QApplication.processEvents()
    assert page.width() == size[0]
    panel = page.paragraphs
    if size[0] >= 900:
        assert panel.x() > page.heat.mapTo(page, page.heat.rect().topRight()).x()
        assert panel.height() == page.height()
    else:
        assert panel.width() == page.width()
        assert panel.y() > page.heat.mapTo(page, page.heat.rect().bottomLeft()).y()
    assert panel.geometry().right() < page.width()
    assert panel.geometry().bottom() < page.height()


def test_another_scheme_is_taken_on(qapp: QApplication, page: MapPage) -> None:
    page.show_places("X", [paragraph("b7")])
    for circle in (False, True):
        if circle:
            page.show_circle(CIRCLE, "brief", TITLE)
        style.apply(qapp, "light")
        page.recolour()
        light = page.grab().toImage()
        style.apply(qapp, "dark")
        page.recolour()
        dark = page.grab().toImage()
        # Where nothing stands, the paper is seen.
        spot = (page.width() // 2, 10)
        assert light.pixelColor(*spot).name() == style.LIGHT.paper
        assert dark.pixelColor(*spot).name() == style.DARK.paper


def test_markup_in_a_title_is_shown_as_it_is(page: MapPage) -> None:
    page.show_grid(GRID, "actors-sections", "brief", "<b>Quay</b> & mole")
    page.show_places("<i>Council</i>", [paragraph("b7", "<u>The council</u>")])
    for name in ("map-title", "paragraphs-title"):
        assert label(page, name).textFormat() == Qt.TextFormat.PlainText
    told = page.paragraphs.view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;u&gt;" in told


@given(st.text(alphabet="ab \n", max_size=600), st.data())
def test_an_excerpt_has_the_marked_words_and_is_not_far_before_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Paragraph("b", "T", "p", 1, "", text, ((start, end),))
    short = excerpt(place)
    ((first, last),) = short.marks
    assert short.text[first:last] == text[start:end]
    assert text.endswith(short.text.removeprefix("…"))
    # Only a space is a place to cut, so that no word is torn.
    assert short.text == text or (short.text.startswith("…") and text[len(text) - len(short.text)] == " ")


def test_a_mark_far_into_a_paragraph_is_among_the_first_words() -> None:
    text = "word " * 100 + "council"
    short = excerpt(paragraph("b1", text))
    assert short.text.index("council") < 110
    assert excerpt(paragraph("b1", "The council")).text == "The council"


def test_the_rows_carry_their_paragraphs(page: MapPage) -> None:
    place = paragraph("b7")
    page.show_places("X", [place])
    assert page.paragraphs.view.model().index(0, 0).data(ROW) == place
    page.show_places("X", [])
    assert label(page, "paragraphs-count").text() == "0 paragraphs"
