"""Themes and actors, and the sidebar that holds them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from briefreader.brief.outline import OutlineEntry
from briefreader.library.values import Presence, Surroundings
from briefreader.ui import style
from briefreader.ui.sidebar.sidebar import Sidebar, share_height
from briefreader.ui.sidebar.subjects import SubjectsView, bar_heights

Make = Callable[..., Presence]
Middle = Callable[[SubjectsView, int], QPoint]
NAMES = ("Alliance", "Bureau", "Council", "Delegation", "Embassy", "Force", "Group", "House")


@pytest.fixture
def actors(qtbot: QtBot, presence: Make) -> SubjectsView:
    view = SubjectsView("actors", 4)
    qtbot.addWidget(view)
    view.resize(272, 260)
    view.show_subjects([presence(name) for name in NAMES])
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def sidebar(qtbot: QtBot, presence: Make, entry: Callable[..., OutlineEntry]) -> Sidebar:
    widget = Sidebar()
    qtbot.addWidget(widget)
    widget.resize(272, 700)
    themes = tuple(presence(name, kind="theme") for name in ("Deterrence", "Burden sharing"))
    actors = tuple(presence(name) for name in NAMES)
    widget.show_brief(Surroundings((entry("Summary", 0, 4), entry("Outlook", 5, 9)), actors, themes, (), ()))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def shown(view: SubjectsView) -> list[str]:
    rows = [view.model().index(at, 0).data(Qt.ItemDataRole.DisplayRole) for at in range(view.model().rowCount())]
    return [words.partition(",")[0] for words in rows]


def test_a_click_chooses_and_a_second_one_puts_it_off(qtbot: QtBot, actors: SubjectsView, middle: Middle) -> None:
    for expected in ("bureau", ""):
        with qtbot.waitSignal(actors.subject_chosen) as told:
            QTest.mouseClick(actors.viewport(), Qt.MouseButton.LeftButton, pos=middle(actors, 1))
        assert told.args == [expected]
    assert actors.active is None


def test_enter_chooses_the_current_subject(qtbot: QtBot, actors: SubjectsView) -> None:
    actors.setFocus()
    actors.setCurrentIndex(actors.model().index(2, 0))
    with qtbot.waitSignal(actors.subject_chosen) as told:
        QTest.keyClick(actors, Qt.Key.Key_Enter)
    assert told.args == ["council"]


def test_a_long_list_is_folded_and_its_last_row_unfolds_it(qtbot: QtBot, actors: SubjectsView, middle: Middle) -> None:
    assert shown(actors) == [*NAMES[:4], "4 more…"]
    with qtbot.assertNotEmitted(actors.subject_chosen):
        QTest.mouseClick(actors.viewport(), Qt.MouseButton.LeftButton, pos=middle(actors, 4))
        assert shown(actors) == [*NAMES, "Fewer…"]
        actors.setCurrentIndex(actors.model().index(8, 0))
        QTest.keyClick(actors, Qt.Key.Key_Return)
    assert shown(actors) == [*NAMES[:4], "4 more…"]


def test_one_row_too_many_is_shown_rather_than_announced(actors: SubjectsView, presence: Make) -> None:
    actors.show_subjects([presence(name) for name in NAMES[:5]])
    assert shown(actors) == list(NAMES[:5])


def test_a_hidden_subject_that_becomes_active_is_unfolded(qtbot: QtBot, actors: SubjectsView) -> None:
    with qtbot.assertNotEmitted(actors.subject_chosen):
        actors.set_active("house")
    assert "House" in shown(actors)
    assert actors.currentIndex().row() == 7
    actors.set_active(None)
    assert actors.active is None


def test_a_screen_reader_hears_name_kind_and_count(actors: SubjectsView, presence: Make) -> None:
    actors.show_subjects([presence("NATO", 17), presence("Envoy", 1, kind="person")])
    actors.set_active("nato")
    words = [actors.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)]
    assert words == ["NATO, organisation, 17 mentions, shown in the page", "Envoy, person, 1 mention"]


def test_the_tooltip_tells_who_it_is_and_other_names(actors: SubjectsView, presence: Make) -> None:
    actors.show_subjects(
        [presence("NATO", description="A <defence> pact.", names=("the alliance",), status="suggested")]
    )
    words = actors.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    for part in ("NATO (organisation)", "A &lt;defence&gt; pact.", "Also: the alliance", "Suggested by the program"):
        assert part in words


def test_bars_show_in_which_sections_an_actor_is(actors: SubjectsView, presence: Make) -> None:
    actors.show_subjects([presence("NATO", 9, (9, 0, 0)), presence("Bureau", 9, (0, 0, 9))])
    picture = actors.viewport().grab().toImage()
    panel = QColor(style.tokens().panel)

    def leftmost(row: int) -> int:
        box = actors.visualRect(actors.model().index(row, 0))
        y = box.center().y() + 4
        return next(x for x in range(150, box.right() - 40) if picture.pixelColor(x, y) != panel)

    assert leftmost(0) < leftmost(1)


@given(st.lists(st.integers(0, 500), max_size=200), st.integers(1, 30))
def test_bars_are_never_more_than_there_is_room_for_and_never_over_full(counts: list[int], most: int) -> None:
    bars = bar_heights(counts, most)
    assert len(bars) <= most
    assert all(0 <= one <= 1 for one in bars)
    assert any(bars) == any(counts)


def test_a_single_mention_has_a_low_bar() -> None:
    assert bar_heights((1, 0), 30) == [0.25, 0.0]


@given(
    st.integers(-50, 2000),
    st.lists(st.integers(0, 3000), min_size=3, max_size=4),
)
def test_lists_share_the_height_and_none_gets_more_than_it_wants(room: int, wanted: list[int]) -> None:
    shares = (0.38, 0.26, 0.36, 0.18)[: len(wanted)]
    given_heights = share_height(room, wanted, shares)
    assert sum(given_heights) <= max(0, room)
    assert all(got <= want for got, want in zip(given_heights, wanted, strict=True))
    if sum(wanted) <= room:
        assert given_heights == wanted
    elif room > 0:
        assert sum(given_heights) >= room - len(wanted)
        assert all(
            got >= min(want, int(room * part / sum(shares)))
            for got, want, part in zip(given_heights, wanted, shares, strict=True)
        )


def test_the_sidebar_counts_and_says_how_far_the_reader_is(sidebar: Sidebar) -> None:
    sidebar.set_progress(37)
    texts = {label.objectName(): label.text() for label in sidebar.findChildren(QLabel)}
    assert texts["progress"] == "37\N{NO-BREAK SPACE}%"
    assert (texts["theme-count"], texts["actor-count"]) == ("2", "8")


def test_choosing_a_theme_puts_the_actor_off(qtbot: QtBot, sidebar: Sidebar, middle: Middle) -> None:
    sidebar.set_active(actor="alliance")
    with qtbot.waitSignal(sidebar.theme_chosen) as told:
        QTest.mouseClick(sidebar.themes.viewport(), Qt.MouseButton.LeftButton, pos=middle(sidebar.themes, 0))
    assert told.args == ["deterrence"]
    assert sidebar.actors.active is None
    with qtbot.waitSignal(sidebar.actor_chosen):
        QTest.mouseClick(sidebar.actors.viewport(), Qt.MouseButton.LeftButton, pos=middle(sidebar.actors, 0))
    assert sidebar.themes.active is None


def test_a_long_outline_leaves_themes_and_actors_in_view(
    qtbot: QtBot, sidebar: Sidebar, presence: Make, entry: Callable[..., OutlineEntry]
) -> None:
    outline = tuple(entry(f"Section {at}", at, at) for at in range(300))
    themes = tuple(presence(name, kind="theme") for name in NAMES)
    sidebar.show_brief(Surroundings(outline, tuple(presence(name) for name in NAMES), themes, (), ()))
    bottom = sidebar.actors.mapTo(sidebar, QPoint(0, sidebar.actors.height())).y()
    assert sidebar.themes.height() == sidebar.themes.height_of_rows(9999)
    assert sidebar.actors.height() == sidebar.actors.height_of_rows(9999)
    assert bottom <= sidebar.height()
    sidebar.resize(272, 400)
    qtbot.waitUntil(lambda: sidebar.contents.height() < 200)
    assert sidebar.actors.height() > 60


def test_unfolding_gives_the_list_the_room_that_is_left(qtbot: QtBot, sidebar: Sidebar, middle: Middle) -> None:
    before = sidebar.actors.height()
    QTest.mouseClick(sidebar.actors.viewport(), Qt.MouseButton.LeftButton, pos=middle(sidebar.actors, 6))
    assert sidebar.actors.height() > before


def test_a_correction_leaves_the_list_as_it_was_unfolded(actors: SubjectsView, presence: Make, middle: Middle) -> None:
    QTest.mouseClick(actors.viewport(), Qt.MouseButton.LeftButton, pos=middle(actors, 4))
    actors.setCurrentIndex(actors.model().index(6, 0))
    kept = [presence(name) for name in NAMES if name != NAMES[2]]
    actors.show_subjects(kept, anew=False)
    assert shown(actors) == [*NAMES[:2], *NAMES[3:], "Fewer…"]
    assert shown(actors)[actors.currentIndex().row()] == NAMES[6]
    actors.show_subjects(kept)
    assert shown(actors)[-1] == "3 more…"


def test_both_schemes_paint_the_lists_in_their_own_colours(qtbot: QtBot, qapp: QApplication, sidebar: Sidebar) -> None:
    light = sidebar.themes.viewport().grab().toImage()
    style.apply(qapp, "dark")
    dark = sidebar.themes.viewport().grab().toImage()
    assert light.pixelColor(200, 2).lightness() > 200
    assert dark.pixelColor(200, 2).lightness() < 60


# How sure a subject is, and what can be corrected of it


def test_status_is_told_in_words_and_not_by_colour_alone(actors: SubjectsView, presence: Make) -> None:
    statuses = ("curated", "suggested", "confirmed")
    actors.show_subjects([presence("Envoy", 2, status=status) for status in statuses])
    spoken = [actors.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert spoken == [
        "Envoy, organisation, 2 mentions",
        "Envoy, organisation, suggested, 2 mentions",
        "Envoy, organisation, confirmed by you, 2 mentions",
    ]
    tips = [actors.model().index(at, 0).data(Qt.ItemDataRole.ToolTipRole) for at in range(3)]
    assert "Suggested by the program" in tips[1]
    assert "Confirmed by you" in tips[2]


@pytest.mark.parametrize("name", ["themes", "actors"])
def test_each_status_looks_otherwise_without_its_colours(qtbot: QtBot, presence: Make, name: str) -> None:
    view = SubjectsView(name, 9)
    qtbot.addWidget(view)
    view.resize(272, 100)
    pictures = []
    for status in ("curated", "suggested", "confirmed"):
        view.show_subjects([presence("Envoy", 2, status=status)])
        pictures.append(view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_a_long_name_leaves_room_for_its_sign(actors: SubjectsView, presence: Make) -> None:
    name = "The Council of all the Harbours of the Northern and of the Southern Coast"
    pictures = []
    for status in ("curated", "suggested"):
        actors.show_subjects([presence(name, 2, (), status=status)])
        pictures.append(actors.viewport().grab().toImage())
    row = actors.visualRect(actors.model().index(0, 0))
    changed = [
        x
        for x in range(row.left(), row.right() - 40)
        for y in range(row.top(), row.bottom())
        if pictures[0].pixelColor(x, y) != pictures[1].pixelColor(x, y)
    ]
    assert max(changed) < row.right() - 40


@pytest.mark.parametrize("by_key", [True, False])
def test_the_menu_asks_for_the_dossier_and_for_corrections(
    qtbot: QtBot, actors: SubjectsView, presence: Make, middle: Middle, by_key: bool
) -> None:
    actors.show_subjects([presence("Envoy", status="suggested"), presence("Council")])
    where = middle(actors, 0)
    actors.setCurrentIndex(actors.model().index(0, 0))
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, where, actors.viewport().mapToGlobal(where))
    QApplication.sendEvent(actors.viewport(), event)
    menu = actors.findChild(QMenu, "subject-menu")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    offered = {action.objectName(): action for action in menu.actions()}
    for what in ("dossier", "confirm", "rename", "names", "merge", "split", "hide"):
        with qtbot.waitSignal(actors.correction_requested) as told, qtbot.assertNotEmitted(actors.subject_chosen):
            offered[f"subject-{what}"].trigger()
        assert told.args == ["envoy", what]
    kinds = menu.findChild(QMenu, "subject-kinds")
    assert isinstance(kinds, QMenu)
    with qtbot.waitSignal(actors.correction_requested) as told:
        kinds.actions()[0].trigger()
    assert told.args == ["envoy", "retype:person"]
    menu.close()


def test_the_last_row_of_a_folded_list_has_no_menu(actors: SubjectsView, middle: Middle) -> None:
    where = middle(actors, 4)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, actors.viewport().mapToGlobal(where))
    QApplication.sendEvent(actors.viewport(), event)
    assert actors.findChild(QMenu, "subject-menu") is None


def test_the_menu_of_a_theme_has_terms_and_no_kinds(qtbot: QtBot, presence: Make) -> None:
    themes = SubjectsView("themes", 4)
    qtbot.addWidget(themes)
    themes.show_subjects([presence("Dues", kind="theme")])
    menu = themes.menu_of(themes.model().index(0, 0))
    assert menu.findChild(QMenu, "subject-kinds") is None
    assert "&Terms…" in [action.text() for action in menu.actions()]
