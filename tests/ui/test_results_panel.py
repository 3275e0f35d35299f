"""The panel of search results."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from briefreader.search.entries import Choice, Facet
from briefreader.search.index import Hit, Known, Names, Results
from briefreader.ui.panels.result_rows import SOME
from briefreader.ui.panels.results import ResultsPanel, status_words
from briefreader.ui.rows import RowsView

MakeHit = Callable[..., Hit]
MakeResults = Callable[..., Results]

NATO = Known("nato", "organisation", "NATO", ("the Alliance",), 14, 2)
NAMES = Names(
    [
        NATO,
        Known("trump", "person", "Donald Trump", (), 30, 2),
        Known("eu", "organisation", "European Union", (), 5, 1),
        Known("vance", "person", "J. D. Vance", (), 1, 1),
        Known("trade", "theme", "Trade", (), 9, 1),
    ],
    {"otan": "nato"},
)


@pytest.fixture
def hits(hit: MakeHit) -> list[Hit]:
    return [
        hit("alpha", "b3"),
        hit("beta", "b1", section=None, section_title="", number=None, kind="back-matter"),
        hit("alpha", "b9", number=9, section="s2", section_title="Costs"),
        hit("alpha", "b4", note="n1"),
    ]


@pytest.fixture
def panel(qtbot: QtBot, hits: list[Hit], results: MakeResults) -> ResultsPanel:
    widget = ResultsPanel()
    qtbot.addWidget(widget)
    widget.resize(340, 700)
    widget.show_results(results(*hits), NAMES)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def spoken(view: RowsView) -> list[str]:
    return [view.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(view.model().rowCount())]


def status(panel: ResultsPanel) -> str:
    label = panel.findChild(QLabel, "results-status")
    assert isinstance(label, QLabel)
    return label.text()


def suggestion(panel: ResultsPanel) -> QPushButton:
    button = panel.findChild(QPushButton, "suggestion")
    assert isinstance(button, QPushButton)
    return button


def test_hits_are_grouped_by_brief_and_section_in_the_order_of_the_best(panel: ResultsPanel) -> None:
    assert spoken(panel.view) == [
        "Title of alpha, 3 results",
        "Obligations, 2 results",
        "what the treaty asks. paragraph 7 · Obligations, in Title of alpha",
        "what the treaty asks. Note · paragraph 7 · Obligations, in Title of alpha",
        "Costs, 1 result",
        "what the treaty asks. paragraph 9 · Costs, in Title of alpha",
        "Title of beta, 1 result",
        "what the treaty asks. Back matter, in Title of beta",
    ]


def test_a_click_on_a_hit_tells_it_and_on_a_heading_nothing(
    qtbot: QtBot, panel: ResultsPanel, hits: list[Hit], middle: Callable[[RowsView, int], QPoint]
) -> None:
    with qtbot.waitSignal(panel.hit_chosen) as told:
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel.view, 2))
    assert told.args == [hits[0]]
    with qtbot.assertNotEmitted(panel.hit_chosen, wait=20):
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel.view, 1))


def test_arrows_pass_over_headings(qtbot: QtBot, panel: ResultsPanel, hits: list[Hit]) -> None:
    panel.view.setCurrentIndex(panel.view.model().index(3, 0))
    with qtbot.waitSignal(panel.hit_chosen) as told:
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == [hits[2]]


def test_stepping_walks_the_hits_around_the_ends(qtbot: QtBot, panel: ResultsPanel, hits: list[Hit]) -> None:
    seen: list[object] = []
    panel.hit_previewed.connect(seen.append)
    for by in (1, 1, 1, 1, 1, -1, -1):
        panel.step(by)
    order = [hits[0], hits[3], hits[2], hits[1]]
    assert seen == [*order, order[0], order[3], order[2]]


def test_stepping_without_hits_does_nothing(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.message("The index is being made…")
    with qtbot.assertNotEmitted(panel.hit_previewed, wait=20):
        panel.step(1)
    assert not panel.choose_current()
    assert spoken(panel.view) == []
    assert status(panel) == "The index is being made…"


def test_the_status_counts_results_and_briefs(hits: list[Hit], results: MakeResults) -> None:
    assert status_words(results(*hits)) == "4 results in 2 briefs, 12 ms"
    assert status_words(results(hits[0])) == "1 result in 1 brief, 12 ms"
    assert status_words(results(hits[0], total=1200)).endswith(" · the best 1 are shown")
    assert status_words(results(query="<b>x</b>")) == "Nothing found for “<b>x</b>”."
    assert status_words(results(hits[0], problem="A quotation mark is open.")).endswith(
        "A quotation mark is open. So its words were searched for."
    )
    assert status_words(results(hits[0], total=9), "date").endswith(" · the first 1 are shown")


def test_the_status_counts_all_briefs_where_they_were_counted(hits: list[Hit], results: MakeResults) -> None:
    briefs = tuple(Choice(f"b{at}", f"Brief {at}", 3) for at in range(40))
    assert " in 52 briefs" in status_words(results(*hits, facets=(Facet("brief", briefs, 12),)))
    chosen = (Choice("b1", "Brief 1", 3, True), Choice("b2", "Brief 2", 4))
    assert " in 1 brief," in status_words(results(*hits, facets=(Facet("brief", chosen),)))
    none = results(query="x", facets=(Facet("brief", (Choice("b1", "Brief 1", 0, True),)),))
    assert status_words(none) == "Nothing found for “x” with these filters."


def test_a_suggestion_can_be_taken(qtbot: QtBot, panel: ResultsPanel, results: MakeResults) -> None:
    assert not suggestion(panel).isVisible()
    panel.show_results(results(suggestion="R&D treaty"), NAMES)
    assert suggestion(panel).text() == "Did you mean “R&&D treaty”?"
    with qtbot.waitSignal(panel.suggestion_chosen) as told:
        QTest.mouseClick(suggestion(panel), Qt.MouseButton.LeftButton)
    assert told.args == ["R&D treaty"]


def test_found_words_are_marked_in_the_snippet(
    qtbot: QtBot, panel: ResultsPanel, hit: MakeHit, results: MakeResults
) -> None:
    def picture(*marks: tuple[int, int]) -> object:
        panel.show_results(results(hit("alpha", "b1", marks=marks)), NAMES)
        return panel.view.viewport().grab().toImage()

    assert picture() != picture((9, 15))


def test_a_chosen_hit_is_framed(panel: ResultsPanel) -> None:
    before = panel.view.viewport().grab().toImage()
    panel.step(1)
    assert panel.view.viewport().grab().toImage() != before


def test_markup_in_a_snippet_is_shown_as_it_is(panel: ResultsPanel, hit: MakeHit, results: MakeResults) -> None:
    panel.show_results(results(hit("alpha", "b1", snippet="<i>x</i>", marks=())), NAMES)
    index = panel.view.model().index(2, 0)
    assert "&lt;i&gt;x&lt;/i&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)


# Who and what


def test_actors_and_themes_of_that_name_stand_above_the_hits(
    qtbot: QtBot, panel: ResultsPanel, hits: list[Hit], results: MakeResults, middle: Callable[[RowsView, int], QPoint]
) -> None:
    panel.show_results(results(*hits, known=(NATO,)), NAMES)
    assert spoken(panel.view)[:2] == ["NATO — organisation, 14 mentions in 2 briefs", "Title of alpha, 3 results"]
    with qtbot.waitSignal(panel.subject_chosen) as told, qtbot.assertNotEmitted(panel.hit_chosen):
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel.view, 0))
    assert told.args == ["nato"]
    panel.view.clearSelection()
    with qtbot.waitSignal(panel.hit_previewed) as reached:
        panel.step(1)
    assert reached.args == [hits[0]]


def test_the_list_walks_subjects_and_hits_and_leaves_the_page_alone_at_subjects(
    qtbot: QtBot, panel: ResultsPanel, hits: list[Hit], results: MakeResults
) -> None:
    panel.show_results(results(*hits, known=(NATO,)), NAMES)
    seen: list[object] = []
    panel.hit_previewed.connect(seen.append)
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(panel.view, key)
    assert seen == [hits[0], hits[3], hits[0]]
    assert panel.view.currentIndex().row() == 0
    with qtbot.waitSignal(panel.subject_chosen):
        QTest.keyClick(panel.view, Qt.Key.Key_Return)


def test_an_arrow_key_previews_and_enter_chooses(qtbot: QtBot, panel: ResultsPanel, hits: list[Hit]) -> None:
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.view.model().index(2, 0))
    with qtbot.waitSignal(panel.hit_previewed) as told, qtbot.assertNotEmitted(panel.hit_chosen):
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert told.args == [hits[3]]
    with qtbot.assertNotEmitted(panel.hit_previewed), qtbot.waitSignal(panel.hit_chosen):
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.hit_previewed) as last:
        QTest.keyClick(panel.view, Qt.Key.Key_End)
    assert last.args == [hits[1]]
    with qtbot.assertNotEmitted(panel.hit_previewed, wait=20):
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.hit_previewed) as first:
        QTest.keyClick(panel.view, Qt.Key.Key_PageUp)
    assert first.args == [hits[0]]


def test_a_hit_names_three_of_its_actors_and_a_note_its_colour_and_tags(
    panel: ResultsPanel, hit: MakeHit, results: MakeResults
) -> None:
    many = hit("alpha", "b1", actors=("eu", "otan", "nato", "trade", "trump", "unknown", "vance"))
    note = hit("alpha", "b1", note="n1", colour="red", tags=("article5", "hague"))
    panel.show_results(results(many, note, hit("beta", "b1", note="n2", colour="plaid")), NAMES)
    words = spoken(panel.view)
    assert words[2].endswith("in Title of alpha, mentions Donald Trump, NATO, European Union and 1 more")
    assert "Note · paragraph 7 · Risk · #article5 #hague · Obligations" in words[3]
    assert "Note · paragraph 7 · Obligations" in words[6]
    assert panel.view.visualRect(panel.view.model().index(2, 0)).height() > 0


def test_what_has_only_some_of_the_words_stands_under_a_heading_that_says_so(
    panel: ResultsPanel, hits: list[Hit], results: MakeResults
) -> None:
    panel.show_results(results(*hits, some=True, known=(NATO,)), NAMES)
    assert spoken(panel.view)[:3] == [spoken(panel.view)[0], SOME, "Title of alpha, 3 results"]
    panel.show_results(results(some=True), NAMES)
    assert spoken(panel.view) == []


# Order, export, keeping


def tool(panel: ResultsPanel, name: str) -> QToolButton:
    button = panel.findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    return button


def test_the_order_is_chosen_from_a_menu_and_the_newest_brief_shows_its_date(
    qtbot: QtBot, panel: ResultsPanel, hit: MakeHit, results: MakeResults
) -> None:
    actions = {action.data(): action for action in tool(panel, "results-sort").menu().actions()}
    assert list(actions) == ["relevance", "date", "place"]
    assert actions["relevance"].isChecked()
    with qtbot.waitSignal(panel.order_chosen) as told:
        actions["date"].trigger()
    assert told.args == ["date"]
    assert tool(panel, "results-sort").accessibleName() == "Sort results: Newest brief first"
    panel.show_results(results(hit("alpha", "b1", date="2026-01")), NAMES)
    assert spoken(panel.view) == [
        "Title of alpha, January 2026, 1 result",
        "what the treaty asks. paragraph 7 · Obligations, in Title of alpha",
    ]
    panel.show_order("place")
    assert actions["place"].isChecked()


@pytest.mark.parametrize(("at", "suffix"), [(0, ".md"), (1, ".csv"), (2, ".json")])
def test_an_export_is_asked_for_by_its_suffix(qtbot: QtBot, panel: ResultsPanel, at: int, suffix: str) -> None:
    with qtbot.waitSignal(panel.export_requested) as told:
        tool(panel, "results-export").menu().actions()[at].trigger()
    assert told.args == [suffix]


def test_the_star_asks_and_shows_what_became_of_it(qtbot: QtBot, panel: ResultsPanel) -> None:
    star = tool(panel, "results-save")
    for wanted in (True, False):
        with qtbot.waitSignal(panel.save_toggled) as told:
            QTest.mouseClick(star, Qt.MouseButton.LeftButton)
        assert told.args == [wanted]
    assert star.accessibleName() == "Save this search"
    before = star.grab().toImage()
    with qtbot.assertNotEmitted(panel.save_toggled, wait=20):
        panel.show_saved(True)
    assert star.accessibleName().startswith("This search is saved")
    assert star.grab().toImage() != before


def test_without_a_query_there_is_nothing_to_sort_or_save(
    panel: ResultsPanel, results: MakeResults, hits: list[Hit]
) -> None:
    names = ("results-sort", "results-export", "results-save")
    panel.message("Type.")
    assert not any(tool(panel, name).isVisible() for name in names)
    panel.show_results(results(), NAMES)
    assert [tool(panel, name).isVisible() for name in names] == [False, False, True]
    panel.show_results(results(*hits), NAMES)
    assert all(tool(panel, name).isVisible() for name in names)


def test_more_hits_leave_what_is_on_the_screen_where_it_is(
    panel: ResultsPanel, hit: MakeHit, results: MakeResults
) -> None:
    many = [hit(f"brief{at % 4}", f"b{at}", f"the treaty, for the {at}th time") for at in range(40)]
    panel.show_results(results(*many[:20], total=40), NAMES)
    panel.step(-1)
    panel.view.verticalScrollBar().setValue(panel.view.verticalScrollBar().maximum())

    def place(row: object) -> int:
        rows = [panel.view.model().index(at, 0) for at in range(panel.view.model().rowCount())]
        return next(panel.view.visualRect(one).bottom() for one in rows if one.data(Qt.ItemDataRole.UserRole) == row)

    first = next(one for one in panel.hits if place(one) > 0)
    before, selected = place(first), panel.view.currentIndex().data(Qt.ItemDataRole.UserRole)
    panel.show_results(results(*many, total=40), NAMES)
    assert len(panel.hits) == 40
    assert place(first) == before
    assert panel.view.currentIndex().data(Qt.ItemDataRole.UserRole) == selected
    panel.show_results(results(*many[:20], query="another"), NAMES)
    assert panel.view.verticalScrollBar().value() == 0
