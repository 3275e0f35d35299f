"""The panel of search results."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefreader.search.index import Hit, Results
from briefreader.ui.panels.results import ResultsPanel, status_words
from briefreader.ui.rows import RowsView

MakeHit = Callable[..., Hit]
MakeResults = Callable[..., Results]


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
    widget.show_results(results(*hits))
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
    panel.hit_chosen.connect(seen.append)
    for by in (1, 1, 1, 1, 1, -1, -1):
        panel.step(by)
    order = [hits[0], hits[3], hits[2], hits[1]]
    assert seen == [*order, order[0], order[3], order[2]]


def test_stepping_without_hits_does_nothing(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.message("The index is being made…")
    with qtbot.assertNotEmitted(panel.hit_chosen, wait=20):
        panel.step(1)
    assert spoken(panel.view) == []
    assert status(panel) == "The index is being made…"


def test_the_status_counts_results_and_briefs(hits: list[Hit], results: MakeResults) -> None:
    assert status_words(results(*hits)) == "4 results in 2 briefs, 12 ms"
    assert status_words(results(hits[0])) == "1 result in 1 brief, 12 ms"
    assert status_words(results(hits[0], total=1200)).endswith(" · the best 1 are shown")
    assert status_words(results(query="<b>x</b>")) == "Nothing found for “<b>x</b>”."
    assert "could not be read" in status_words(results(hits[0], problem="A quotation mark is open."))


def test_a_suggestion_can_be_taken(qtbot: QtBot, panel: ResultsPanel, results: MakeResults) -> None:
    assert not suggestion(panel).isVisible()
    panel.show_results(results(suggestion="R&D treaty"))
    assert suggestion(panel).text() == "Did you mean “R&&D treaty”?"
    with qtbot.waitSignal(panel.suggestion_chosen) as told:
        QTest.mouseClick(suggestion(panel), Qt.MouseButton.LeftButton)
    assert told.args == ["R&D treaty"]


def test_found_words_are_marked_in_the_snippet(
    qtbot: QtBot, panel: ResultsPanel, hit: MakeHit, results: MakeResults
) -> None:
    def picture(*marks: tuple[int, int]) -> object:
        panel.show_results(results(hit("alpha", "b1", marks=marks)))
        return panel.view.viewport().grab().toImage()

    assert picture() != picture((9, 15))


def test_a_chosen_hit_is_framed(panel: ResultsPanel) -> None:
    before = panel.view.viewport().grab().toImage()
    panel.step(1)
    assert panel.view.viewport().grab().toImage() != before


def test_markup_in_a_snippet_is_shown_as_it_is(panel: ResultsPanel, hit: MakeHit, results: MakeResults) -> None:
    panel.show_results(results(hit("alpha", "b1", snippet="<i>x</i>", marks=())))
    index = panel.view.model().index(2, 0)
    assert "&lt;i&gt;x&lt;/i&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
