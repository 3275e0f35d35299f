"""Who appears with whom: the drawing and its table."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from briefreader.brief.grid import Circle, Line, Pair
from briefreader.ui import style
from briefreader.ui.map.circle_page import CirclePage
from briefreader.ui.map.network import NetworkView
from briefreader.ui.map.pairs import PairsModel

ACTORS = (
    (Line("keeper", "Harbour keeper", "person"), 12),
    (Line("council", "Harbour council", "organisation"), 9),
    (Line("isles", "Eastern isles", "state"), 5),
    (Line("crew", "Night crew", "group"), 3),
    (Line("loner", "Lighthouse", "organisation"), 1),
)


def together(one: str, other: str, count: int) -> Pair:
    return Pair(one, other, tuple(("brief", f"b{at}") for at in range(count)))


PAIRS = (
    together("council", "keeper", 7),
    together("keeper", "isles", 3),
    together("crew", "keeper", 2),
    together("council", "isles", 2),
)
CIRCLE = Circle(ACTORS, PAIRS)


@pytest.fixture
def page(qtbot: QtBot) -> CirclePage:
    widget = CirclePage()
    qtbot.addWidget(widget)
    widget.resize(1100, 560)
    widget.show_circle(CIRCLE)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def network(page: CirclePage) -> NetworkView:
    page.network.setFocus()
    return page.network


def at(network: NetworkView, id: str) -> QPoint:
    node = next(node for node in network.nodes if node.id == id)
    return QPoint(round(node.x), round(node.y))


def empty_spot(network: NetworkView) -> QPoint:
    return next(
        QPoint(x, y)
        for x in range(5, network.width(), 20)
        for y in range(5, network.height() - 40, 20)
        if not network.node_at(QPointF(x, y))
    )


def click(network: NetworkView, where: QPoint) -> None:
    QTest.mouseClick(network, Qt.MouseButton.LeftButton, pos=where)


def picture(network: NetworkView) -> QImage:
    return network.grab().toImage()


def test_everybody_has_a_place_and_a_name_of_their_own(network: NetworkView) -> None:
    assert [node.id for node in network.nodes] == [line.id for line, _ in ACTORS]
    assert set(network.names) == {line.id for line, _ in ACTORS}
    for one, other in combinations(network.names.values(), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert all(network.rect().contains(at(network, line.id)) for line, _ in ACTORS)


def test_a_click_chooses_and_lets_stand_out(qtbot: QtBot, network: NetworkView) -> None:
    before = picture(network)
    with qtbot.waitSignal(network.subject_chosen) as told:
        click(network, at(network, "isles"))
    assert told.args == ["isles"]
    assert network.current == "isles"
    assert picture(network) != before
    # Only those of the same paragraphs keep their names.
    assert set(network.names) == {"isles", "keeper", "council"}
    with qtbot.assertNotEmitted(network.subject_chosen):
        click(network, empty_spot(network))
    assert network.current == ""
    assert len(network.names) == len(ACTORS)


def test_arrows_go_to_the_nearest_and_enter_chooses(qtbot: QtBot, network: NetworkView) -> None:
    QTest.keyClick(network, Qt.Key.Key_Right)
    assert network.current == "keeper"  # the most frequent to begin with
    reached = set()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        network.stand_out("keeper")
        here = at(network, "keeper")
        QTest.keyClick(network, key)
        there = at(network, network.current)
        ahead = {
            Qt.Key.Key_Left: here.x() - there.x(),
            Qt.Key.Key_Right: there.x() - here.x(),
            Qt.Key.Key_Up: here.y() - there.y(),
            Qt.Key.Key_Down: there.y() - here.y(),
        }[key]
        assert ahead >= 0
        reached.add(network.current)
    assert len(reached) > 2
    QTest.keyClick(network, Qt.Key.Key_Home)
    with qtbot.waitSignal(network.subject_chosen) as told:
        QTest.keyClick(network, Qt.Key.Key_Return)
    assert told.args == ["keeper"]


def test_tab_leads_to_the_most_frequent_and_on_to_the_pairs(page: CirclePage) -> None:
    page.network.clearFocus()
    page.network.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.network.current == "keeper"
    QTest.keyClick(page.network, Qt.Key.Key_Tab)
    assert page.pairs.hasFocus()


def test_the_keyboard_is_seen_where_nobody_stands_out(network: NetworkView) -> None:
    focused = picture(network)
    network.clearFocus()
    assert picture(network) != focused


def test_somebody_in_words(network: NetworkView) -> None:
    assert network.words_of("keeper") == (
        "Harbour keeper, person: in 12 paragraphs, together with Harbour council 7, Eastern isles 3, Night crew 2"
    )
    assert network.words_of("loner") == "Lighthouse, organisation: in 1 paragraph, with nobody else"
    many = tuple((Line(f"a{at}", f"Guest {at}", "person"), 2) for at in range(9))
    network.show_circle(Circle(many, tuple(together("a0", f"a{at}", 1) for at in range(1, 9))))
    assert network.words_of("a0").endswith("Guest 5 1 and 3 more")


def test_coming_nearer_keeps_what_is_under_the_pointer(network: NetworkView) -> None:
    spot = QPointF(at(network, "crew"))
    for delta, factor in ((120, 1.25), (-120, 1)):
        wheel = QWheelEvent(
            spot,
            QPointF(network.mapToGlobal(spot.toPoint())),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(network, wheel)
        assert network.sight.zoom == pytest.approx(factor)
        assert (at(network, "crew") - spot.toPoint()).manhattanLength() <= 2


def test_the_wheel_alone_is_left_to_others(network: NetworkView) -> None:
    spot = QPointF(50, 50)
    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(network, wheel)
    assert not wheel.isAccepted()
    assert network.sight.zoom == 1


def test_keys_come_nearer_and_show_all_again(network: NetworkView) -> None:
    home = at(network, "loner")
    QTest.keyClick(network, Qt.Key.Key_Plus)
    QTest.keyClick(network, Qt.Key.Key_Plus)
    assert network.sight.zoom > 1.5
    QTest.keyClick(network, Qt.Key.Key_Minus)
    assert network.sight.zoom == pytest.approx(1.25)
    QTest.keyClick(network, Qt.Key.Key_0)
    assert at(network, "loner") == home
    for _ in range(30):
        QTest.keyClick(network, Qt.Key.Key_Plus)
    assert network.sight.zoom == 8


def test_who_is_out_of_sight_is_brought_back_by_the_keys(network: NetworkView) -> None:
    for _ in range(12):
        QTest.keyClick(network, Qt.Key.Key_Plus)
    for line, _ in ACTORS:
        network.stand_out(line.id)
        assert network.rect().contains(at(network, line.id))


def test_dragging_moves_and_chooses_nobody(qtbot: QtBot, network: NetworkView) -> None:
    start, home = at(network, "crew"), at(network, "keeper")
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(network.subject_chosen):
        QTest.mousePress(network, left, pos=start)
        for step in range(1, 6):
            QTest.mouseMove(network, start + QPoint(12 * step, 6 * step))
        QTest.mouseRelease(network, left, pos=start + QPoint(60, 30))
    moved = at(network, "keeper") - home
    assert abs(moved.x() - 60) <= 2
    assert abs(moved.y() - 30) <= 2
    QTest.mouseDClick(network, left, pos=empty_spot(network))
    assert at(network, "keeper") == home


def test_the_pointer_shows_a_name_that_had_no_room(qtbot: QtBot, network: NetworkView) -> None:
    crowd = tuple((Line(f"a{at}", f"Interdepartmental working group {at}", "group"), 2) for at in range(40))
    network.show_circle(Circle(crowd, ()))
    hidden = next(node for node in network.nodes if node.id not in network.names)
    before = picture(network)
    QTest.mouseMove(network, QPoint(round(hidden.x), round(hidden.y)))
    assert picture(network) != before
    QApplication.sendEvent(network, QEvent(QEvent.Type.Leave))
    assert picture(network) == before


def test_a_tooltip_tells_who_it_is(network: NetworkView, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda where, words, widget: told.append(words))
    for where in (at(network, "council"), empty_spot(network)):
        QApplication.sendEvent(network, QHelpEvent(QEvent.Type.ToolTip, where, network.mapToGlobal(where)))
    assert "Harbour council, organisation: in 9 paragraphs" in told[0]
    assert told[1] == ""


def test_a_part_of_a_circle_stays_at_its_places(page: CirclePage) -> None:
    places = dict(page.network.places)
    where = at(page.network, "isles")
    page.network.stand_out("crew")
    page.show_circle(CIRCLE, Circle(ACTORS[:3], PAIRS[:2]))
    assert page.network.places == places
    assert page.network.current == ""
    assert at(page.network, "isles") == where
    assert {node.id for node in page.network.nodes} == {"keeper", "council", "isles"}
    assert page.pairs.model().rowCount() == 2


def test_nobody_at_all_is_no_trouble(network: NetworkView) -> None:
    network.show_circle(Circle((), ()))
    QTest.keyClick(network, Qt.Key.Key_Right)
    QTest.keyClick(network, Qt.Key.Key_Return)
    QTest.keyClick(network, Qt.Key.Key_Plus)
    network.setFocus(Qt.FocusReason.TabFocusReason)
    assert network.current == ""
    assert not picture(network).isNull()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_differ_by_shape(qapp: QApplication, network: NetworkView, scheme: str) -> None:
    style.apply(qapp, scheme)
    looks = []
    for kind in ("person", "organisation", "state", "group"):
        network.show_circle(Circle(((Line("a", "Somebody", kind), 1),), ()))
        spot = at(network, "a")
        looks.append(picture(network).copy(spot.x() - 26, spot.y() - 26, 52, 46))
    assert all(one != other for one, other in combinations(looks, 2))


# Pairs


def shown(page: CirclePage) -> list[tuple[str, ...]]:
    model = page.pairs.model()
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def test_the_model_of_pairs_is_one_as_qt_wants_it(qtbot: QtBot) -> None:
    model = PairsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(CIRCLE)
    model.sort(2)
    assert tester.model() is model


def test_the_pairs_are_a_table_of_words(page: CirclePage) -> None:
    assert shown(page)[0] == ("Harbour council", "Harbour keeper", "7")
    index = page.pairs.model().index(0, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "together in 7 paragraphs"
    assert "together in 7 paragraphs" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_pairs_are_sorted_by_a_click_on_a_column_and_keep_the_current_one(page: CirclePage) -> None:
    page.pairs.setCurrentIndex(page.pairs.model().index(3, 0))
    header = page.pairs.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(1) + 20, 12)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert [row[1] for row in shown(page)] == ["Eastern isles", "Eastern isles", "Harbour keeper", "Harbour keeper"]
    assert page.pairs.currentIndex().row() == 1
    page.pairs.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [row[2] for row in shown(page)] == ["2", "2", "3", "7"]
    page.pairs.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [row[2] for row in shown(page)] == ["7", "3", "2", "2"]


def test_enter_or_a_click_on_a_row_chooses_the_pair(qtbot: QtBot, page: CirclePage) -> None:
    page.pairs.setFocus()
    QTest.keyClick(page.pairs, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.pair_chosen) as told:
        QTest.keyClick(page.pairs, Qt.Key.Key_Return)
    assert told.args == ["keeper", "isles"]
    where = page.pairs.visualRect(page.pairs.model().index(2, 1)).center()
    with qtbot.waitSignal(page.pair_chosen) as told:
        QTest.mouseClick(page.pairs.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == ["crew", "keeper"]


def test_the_pairs_go_below_in_a_narrow_room(page: CirclePage) -> None:
    assert page.pairs.x() > page.network.x()
    page.resize(600, 560)
    QApplication.processEvents()
    assert page.pairs.y() > page.network.y()
    assert page.pairs.width() == 600
