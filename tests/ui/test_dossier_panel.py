"""The dossier beside the page and as a page: what it shows, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from briefreader.brief.dossier import Company, Dossier
from briefreader.brief.registry import KINDS, Evidence
from briefreader.ui import style
from briefreader.ui.dossier.board import DossierBoard
from briefreader.ui.dossier.page import DossierPage
from briefreader.ui.dossier.painting import DossierDelegate
from briefreader.ui.dossier.panel import DossierPanel
from briefreader.ui.dossier.rows import Bar, BriefTitle, Caption, More, NoteOn, Row, Spot
from briefreader.ui.dossier.view import DossierView
from tests.ui.dossiers import NORTH, dossier, place

LEFT = Qt.MouseButton.LeftButton
TWICE = "The League of Harbours met the League of Harbours."
SUGGESTED = dossier(status="suggested", evidence=(("pier", Evidence("league", "Named with an acronym", "LoH")),))


def shown(qtbot: QtBot, board: DossierBoard, width: int = 340, height: int = 900) -> None:
    qtbot.addWidget(board)
    board.resize(width, height)
    with qtbot.waitActive(board):
        board.show()
        board.activateWindow()


@pytest.fixture
def panel(qtbot: QtBot) -> DossierPanel:
    widget = DossierPanel()
    shown(qtbot, widget)
    widget.show_dossier(dossier([place(), place(TWICE, block="b2", number=39, notes=2)]), "brief")
    widget.view.setFocus()
    return widget


@pytest.fixture
def page(qtbot: QtBot) -> DossierPage:
    widget = DossierPage()
    shown(qtbot, widget, 1100, 700)
    widget.show_dossier(dossier([place(), place(TWICE, brief="mole", block="b2", number=39)]), "library")
    return widget


def button(board: QWidget, name: str) -> QAbstractButton:
    found = board.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def label(board: QWidget, name: str) -> QLabel:
    found = board.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def row_of(view: DossierView, kind: type[Any], nth: int = 0) -> QModelIndex:
    at = [at for at, row in enumerate(view.rows) if isinstance(row, kind)][nth]
    return view.model().index(at, 0)


def actions(menu: QMenu) -> dict[str, QAction]:
    return {action.objectName(): action for action in menu.actions() if not action.isSeparator()}


def kinds(rows: list[Row]) -> list[str]:
    return [type(row).__name__ for row in rows]


# Who or what it is


def test_the_head_says_who_it_is(panel: DossierPanel) -> None:
    assert label(panel, "dossier-name").text() == "League of Harbours"
    assert "also “the League”" in label(panel, "dossier-identity").text()
    assert label(panel, "dossier-description").text() == "What the ports of the coast formed."
    assert panel.accessibleName() == "Dossier of League of Harbours"
    assert "3 mentions in 2 paragraphs" in label(panel, "dossier-identity").accessibleName()
    assert label(panel, "dossier-identity").accessibleName().count("·") == 0


def test_all_names_are_shown_when_asked_for_and_folded_for_another(panel: DossierPanel) -> None:
    panel.show_dossier(dossier(names=tuple("abcde")), "brief")
    more = button(panel, "dossier-more-names")
    assert more.text() == "and 2 more"
    QTest.mouseClick(more, LEFT)
    assert "“e”" in label(panel, "dossier-identity").text()
    assert not more.isVisible()
    panel.show_dossier(dossier(names=tuple("abcdef")), "brief")
    assert "“f”" in label(panel, "dossier-identity").text()
    panel.show_dossier(dossier(id="other", names=tuple("abcdef")), "brief")
    assert more.isVisible()


def test_what_an_editor_listed_has_no_badge(panel: DossierPanel) -> None:
    badge = panel.findChild(QWidget, "dossier-status")
    assert badge is not None
    assert not badge.isVisible()
    panel.show_dossier(dossier(status="confirmed"), "brief")
    assert badge.isVisible()
    assert badge.accessibleName() == "Confirmed by you"
    confirmed = badge.grab().toImage()
    panel.show_dossier(SUGGESTED, "brief")
    assert badge.accessibleName() == "Suggested"
    assert badge.grab().toImage() != confirmed


@pytest.mark.parametrize("what", ["confirm", "hide"])
def test_a_suggestion_is_confirmed_or_hidden_beside_its_badge(qtbot: QtBot, panel: DossierPanel, what: str) -> None:
    assert not button(panel, f"dossier-{what}").isVisible()
    panel.show_dossier(SUGGESTED, "brief")
    with qtbot.waitSignal(panel.correction_requested) as told:
        QTest.mouseClick(button(panel, f"dossier-{what}"), LEFT)
    assert told.args == ["league", what]


def test_why_it_was_suggested_is_folded(panel: DossierPanel) -> None:
    panel.show_dossier(SUGGESTED, "brief")
    reason, why = label(panel, "dossier-reason"), button(panel, "dossier-why")
    assert not reason.isVisible()
    before = panel.view.visualRect(panel.view.model().index(0, 0)).height()
    QTest.mouseClick(why, LEFT)
    assert reason.isVisible()
    assert reason.text() == "Named with an acronym: “LoH”"
    QApplication.sendPostedEvents()
    assert panel.view.visualRect(panel.view.model().index(0, 0)).height() > before
    QTest.mouseClick(why, LEFT)
    assert not reason.isVisible()


def test_a_confirmed_one_no_longer_says_why(panel: DossierPanel) -> None:
    panel.show_dossier(SUGGESTED, "brief")
    QTest.mouseClick(button(panel, "dossier-why"), LEFT)
    panel.show_dossier(replace(SUGGESTED, status="confirmed"), "brief")
    assert not button(panel, "dossier-why").isVisible()
    assert not label(panel, "dossier-reason").isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_pill_leads_to_another_dossier(qtbot: QtBot, panel: DossierPanel, key: Qt.Key) -> None:
    pill = button(panel, "pill-keeper")
    assert pill.accessibleName() == "The Keeper, person, in 9 of these paragraphs"
    with qtbot.waitSignal(panel.subject_chosen) as told:
        QTest.mouseClick(pill, LEFT)
    assert told.args == ["keeper"]
    pill.setFocus()
    with qtbot.waitSignal(panel.subject_chosen) as told, qtbot.assertNotEmitted(panel.place_chosen):
        QTest.keyClick(pill, key)
    assert told.args == ["keeper"]


def test_many_pills_are_shown_a_few_at_first(panel: DossierPanel) -> None:
    crowd = tuple(Company(f"c{at}", f"Crowd {at}", "group", 90 - at) for at in range(90))
    panel.show_dossier(dossier(actors=crowd), "brief")
    more = button(panel, "dossier-actors-more")
    assert more.text() == "84 more…"
    assert more.accessibleName() == "Appears with: 84 more"
    QTest.mouseClick(more, LEFT)
    assert button(panel, "pill-c6").hasFocus()
    assert more.text() == "44 more…"
    panel.show_dossier(dossier(actors=crowd[:7]), "brief")
    assert not more.isVisible()
    assert button(panel, "pill-c6").isVisible()


def test_a_theme_has_actors_and_terms(panel: DossierPanel) -> None:
    flow = panel.findChild(QWidget, "dossier-actors")
    assert flow is not None
    assert flow.accessibleName() == "Appears with"
    panel.show_dossier(dossier(kind="theme"), "brief")
    assert flow.accessibleName() == "Actors"
    assert Caption("Every paragraph, in order") in panel.view.rows


def test_the_scope_is_asked_for(qtbot: QtBot, panel: DossierPanel) -> None:
    assert button(panel, "dossier-scope-brief").isChecked()
    with qtbot.waitSignal(panel.scope_chosen) as told:
        QTest.mouseClick(button(panel, "dossier-scope-library"), LEFT)
    assert told.args == ["library"]
    panel.show_dossier(dossier(), "brief")
    button(panel, "dossier-scope-brief").setFocus()
    with qtbot.waitSignal(panel.scope_chosen) as told:
        QTest.keyClick(button(panel, "dossier-scope-brief"), Qt.Key.Key_Right)
    assert told.args == ["library"]
    panel.show_dossier(dossier(), "library")
    assert button(panel, "dossier-scope-library").isChecked()


# The menu of the subject


def test_the_menu_corrects_opens_and_exports(qtbot: QtBot, panel: DossierPanel) -> None:
    QTest.mouseClick(button(panel, "dossier-menu"), LEFT)
    menu = panel.findChild(QMenu, "dossier-menu-list")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    offered = actions(menu)
    for name in ("rename", "names", "merge", "split", "hide"):
        with qtbot.waitSignal(panel.correction_requested) as told:
            offered[f"subject-{name}"].trigger()
        assert told.args == ["league", name]
    assert "subject-confirm" not in offered
    for name, signal in (("page", panel.page_requested), ("export", panel.export_requested)):
        with qtbot.waitSignal(signal) as told:
            offered[f"subject-{name}"].trigger()
        assert told.args == ["league"]
    menu.close()


def test_an_actor_is_made_one_of_another_kind(qtbot: QtBot, panel: DossierPanel) -> None:
    menu = panel.head.menu()
    sub = menu.findChild(QMenu, "subject-kinds")
    assert isinstance(sub, QMenu)
    offered = actions(sub)
    assert list(offered) == [f"subject-retype:{kind}" for kind in KINDS]
    assert [action.isChecked() for action in offered.values()] == [False, True, False, False]
    with qtbot.waitSignal(panel.correction_requested) as told:
        offered["subject-retype:state"].trigger()
    assert told.args == ["league", "retype:state"]


def test_the_menu_of_a_theme_and_of_a_suggestion(panel: DossierPanel) -> None:
    panel.show_dossier(dossier(kind="theme"), "brief")
    theme = panel.head.menu()
    assert theme.findChild(QMenu, "subject-kinds") is None
    assert actions(theme)["subject-names"].text() == "&Terms…"
    panel.show_dossier(SUGGESTED, "brief")
    assert "subject-confirm" in actions(panel.head.menu())


# Rows


def test_a_click_on_a_mention_goes_there(
    qtbot: QtBot, panel: DossierPanel, middle: Callable[[DossierView, int], QPoint]
) -> None:
    at = row_of(panel.view, Spot).row()
    with qtbot.waitSignal(panel.place_chosen) as told:
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=middle(panel.view, at))
    assert told.args == ["pier", "b1", 4]


def test_the_keyboard_walks_every_row_that_can_be_chosen(qtbot: QtBot, panel: DossierPanel, note: Any) -> None:
    places = [place(), place(brief="mole", block="b2")]
    both = dossier(places, notes=(replace(note("n1"), brief="pier"),))
    panel.show_dossier(both, "library")
    panel.view.setFocus()
    panel.view.setCurrentIndex(QModelIndex())
    walked = []
    for _ in range(6):
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
        walked.append(panel.view.rows[panel.view.currentIndex().row()])
    assert kinds(walked) == ["Bar", "Bar", "NoteOn", "Spot", "Spot", "Spot"]
    with qtbot.waitSignal(panel.place_chosen) as told:
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == ["mole", "b2", 4]
    for _ in range(9):
        QTest.keyClick(panel.view, Qt.Key.Key_Up)
    assert isinstance(panel.view.rows[panel.view.currentIndex().row()], Bar)
    assert panel.view.verticalScrollBar().value() == 0


def test_notes_and_bars_lead_to_what_they_show(qtbot: QtBot, panel: DossierPanel, note: Any) -> None:
    both = dossier([place(), place(brief="mole", block="b2")], notes=(replace(note("n1"), brief="mole"),))
    panel.show_dossier(both, "library")
    with qtbot.waitSignal(panel.note_chosen) as told:
        panel.view.row_chosen.emit(row_of(panel.view, NoteOn))
    assert told.args == ["n1"]
    with qtbot.waitSignal(panel.place_chosen) as told:
        panel.view.row_chosen.emit(row_of(panel.view, Bar, 1))
    assert told.args == ["mole", "b2", 4]
    spoken = row_of(panel.view, NoteOn).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Title of mole. Key point")


def test_captions_and_titles_cannot_be_chosen(
    qtbot: QtBot, panel: DossierPanel, middle: Callable[[DossierView, int], QPoint]
) -> None:
    panel.show_dossier(dossier(), "library")
    for kind in (Caption, BriefTitle):
        at = row_of(panel.view, kind).row()
        with qtbot.assertNotEmitted(panel.place_chosen):
            QTest.mouseClick(panel.view.viewport(), LEFT, pos=middle(panel.view, at))


def test_long_parts_are_unfolded_by_their_last_row(panel: DossierPanel, note: Any) -> None:
    notes = tuple(note(f"n{at}") for at in range(9))
    panel.show_dossier(dossier(notes=notes), "brief")
    assert kinds(panel.view.rows).count("NoteOn") == 4
    more = row_of(panel.view, More)
    panel.view.setCurrentIndex(more)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert kinds(panel.view.rows).count("NoteOn") == 9
    panel.view.row_chosen.emit(row_of(panel.view, More))
    assert kinds(panel.view.rows).count("NoteOn") == 4


def test_the_same_dossier_shown_again_keeps_the_place(panel: DossierPanel) -> None:
    many = dossier([place(block=f"b{at}", number=at) for at in range(60)])
    panel.show_dossier(many, "brief")
    panel.view.setCurrentIndex(panel.view.model().index(40, 0))
    panel.view.scrollTo(panel.view.currentIndex())
    top = panel.view.verticalScrollBar().value()
    assert top > 0
    panel.show_dossier(many, "brief")
    assert panel.view.currentIndex().row() == 40
    assert abs(panel.view.verticalScrollBar().value() - top) < 900
    panel.show_dossier(many, "library")
    assert panel.view.verticalScrollBar().value() == 0


def test_without_a_dossier_words_say_so(panel: DossierPanel) -> None:
    panel.show_nothing("There is no such actor.")
    assert label(panel, "dossier-nothing").isVisible()
    assert label(panel, "dossier-nothing").text() == "There is no such actor."
    assert not panel.view.isVisible()
    assert panel.view.rows == []
    panel.show_dossier(dossier([]), "brief")
    assert not label(panel, "dossier-nothing").isVisible()
    assert panel.view.rows[-1].words.startswith("No paragraph speaks of")  # type: ignore[union-attr]


def test_only_rows_near_the_screen_are_measured_and_none_is_a_widget(
    panel: DossierPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[Row] = []
    height = DossierDelegate.height

    def counted(self: DossierDelegate, row: Row, width: int) -> int:
        measured.append(row)
        return height(self, row, width)

    monkeypatch.setattr(DossierDelegate, "height", counted)
    few = len(panel.findChildren(QWidget))
    panel.show_dossier(dossier([place(block=f"b{at}", number=at) for at in range(1000)]), "brief")
    panel.grab()
    assert len(panel.view.rows) == 1002
    assert len(measured) < 120
    assert len(panel.findChildren(QWidget)) == few


def test_tooltips_tell_what_may_be_cut_off(panel: DossierPanel, note: Any) -> None:
    places = [place(), place(brief="mole", block="b2")]
    panel.show_dossier(dossier(places, notes=(note("n1", note="Ask <them>."),)), "library")

    def tip(kind: type[Any]) -> str:
        return str(row_of(panel.view, kind).data(Qt.ItemDataRole.ToolTipRole))

    assert "Title of pier, January 2026, 1 mention" in tip(Bar)
    assert "Ask &lt;them&gt;." in tip(NoteOn)
    assert "Title of pier" in tip(BriefTitle)
    assert "First — the boats come late" in tip(Spot)
    assert tip(Caption) == ""


@pytest.mark.parametrize("width", [260, 420])
def test_the_line_below_a_mention_keeps_number_and_notes_where_titles_are_long(panel: DossierPanel, width: int) -> None:
    panel.resize(width, 600)
    titles = ("What all of this means for the security of every harbour on the coast", "Ten eerste — te laat")
    for section in (titles, titles[:1], ("Rijksvoorlichtingsdienstmededelingenvoorschrift" * 3,) * 2, ()):
        panel.show_dossier(dossier([place(section=section, notes=12)]), "brief")
        box = panel.view.visualRect(row_of(panel.view, Spot))
        picture = panel.view.viewport().grab(box).toImage()
        right = [picture.pixelColor(x, picture.height() - 16) for x in range(picture.width() - 14, picture.width() - 7)]
        assert len(set(map(str, (colour.name() for colour in right)))) == 1, section
    painted = panel.view.itemDelegate()
    assert isinstance(painted, DossierDelegate)
    assert painted._section(place(section=titles), 160).endswith(" › Ten eerste")


# Corrections of a single mention


def menu_of(panel: DossierBoard, index: QModelIndex, where: QPoint | None = None) -> list[QAction]:
    menu = panel.view.menu_of(index, where)
    return [action for action in menu.actions() if not action.isSeparator()]


def test_a_mention_is_said_to_be_none_or_somebody_else(qtbot: QtBot, panel: DossierPanel) -> None:
    read, wrong, other = menu_of(panel, row_of(panel.view, Spot))
    assert wrong.text() == "“League of Harbours” is &not League of Harbours here"
    for action, what in ((wrong, "not"), (other, "other")):
        with qtbot.waitSignal(panel.mention_correction_requested) as told:
            action.trigger()
        assert told.args == [what, "pier", "b1", 4, 22]
    with qtbot.waitSignal(panel.place_chosen):
        read.trigger()


def test_of_several_mentions_in_a_row_each_is_offered_with_its_words(qtbot: QtBot, panel: DossierPanel) -> None:
    offered = menu_of(panel, row_of(panel.view, Spot, 1))
    assert len(offered) == 5
    assert offered[1].text().startswith("“The League of Harbours met the League…” is &not ")
    with qtbot.waitSignal(panel.mention_correction_requested) as told:
        offered[3].trigger()
    assert told.args == ["not", "pier", "b2", TWICE.rindex("League"), len(TWICE) - 1]


def test_a_click_on_one_of_several_mentions_means_that_one(panel: DossierPanel) -> None:
    index = row_of(panel.view, Spot, 1)
    box = panel.view.visualRect(index)
    found = set()
    for y in range(box.top(), box.bottom(), 6):
        for x in range(box.left(), box.right(), 8):
            offered = menu_of(panel, index, QPoint(x, y))
            if len(offered) == 3:
                found.add(offered[1].data()[1])
    assert found == {4, TWICE.rindex("League")}


def test_of_a_theme_the_whole_paragraph_is_corrected(qtbot: QtBot, panel: DossierPanel) -> None:
    panel.show_dossier(dossier([place(marked) for marked in (NORTH,)], kind="theme", name="Dues & fees"), "brief")
    _, wrong, other = menu_of(panel, row_of(panel.view, Spot))
    assert wrong.text() == "This paragraph is &not about Dues && fees"
    with qtbot.waitSignal(panel.mention_correction_requested) as told:
        other.trigger()
    assert told.args == ["other", "pier", "b1", 0, len(NORTH)]


@pytest.mark.parametrize("by_key", [True, False])
def test_the_menu_key_and_the_right_button_open_the_menu(panel: DossierPanel, by_key: bool) -> None:
    index = row_of(panel.view, Spot)
    panel.view.setCurrentIndex(index)
    where = panel.view.visualRect(index).center()
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, where, panel.view.viewport().mapToGlobal(where))
    QApplication.sendEvent(panel.view.viewport(), event)
    menu = panel.findChild(QMenu, "mention-menu")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()


def test_the_menu_key_in_the_head_opens_that_of_the_subject(panel: DossierPanel) -> None:
    pill = button(panel, "pill-keeper")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), pill.mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(pill, event)
    menu = panel.findChild(QMenu, "dossier-menu-list")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()


# The keyboard, narrow panels, colours


def test_tab_walks_the_head_from_top_to_bottom_and_then_the_list(panel: DossierPanel) -> None:
    panel.show_dossier(replace(SUGGESTED, names=tuple("abcde")), "brief")
    button(panel, "dossier-menu").setFocus()
    walked = []
    for _ in range(9):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        walked.append(focused().objectName())
    assert walked == [
        "dossier-more-names",
        "dossier-confirm",
        "dossier-hide",
        "dossier-why",
        "dossier-scope-brief",
        "pill-keeper",
        "pill-coast",
        "pill-dues",
        "dossier-rows",
    ]


def test_what_has_the_keyboard_in_the_head_is_brought_into_view(panel: DossierPanel) -> None:
    panel.resize(340, 300)
    panel.show_dossier(dossier([place(block=f"b{at}") for at in range(60)]), "brief")
    panel.view.verticalScrollBar().setValue(2000)
    button(panel, "pill-keeper").setFocus(Qt.FocusReason.TabFocusReason)
    pill = button(panel, "pill-keeper")
    top = pill.mapTo(panel.view.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= panel.view.viewport().height() - pill.height()


@pytest.mark.parametrize("width", [260, 340, 420])
def test_nothing_is_wider_than_the_panel(panel: DossierPanel, width: int) -> None:
    long = "Rijksdienstvoordescheepvaartverkeersleidingsinformatievoorziening van de Nederlandse kust"
    actors = tuple(Company(f"a{at}", f"{long} {at}", "group", 1200) for at in range(3))
    panel.show_dossier(replace(SUGGESTED, name=long, names=(long, long), actors=actors), "library")
    panel.resize(width, 700)
    QApplication.sendPostedEvents()
    assert panel.width() == width
    room = panel.view.viewport().width()
    assert panel.head.width() == room
    for part in panel.head.findChildren(QWidget):
        if part.isVisible():
            assert part.mapTo(panel.head, QPoint(part.width(), 0)).x() <= room, part.objectName()
    name = label(panel, "dossier-name")
    assert name.height() >= name.heightForWidth(name.width())


def test_the_head_has_the_height_that_it_needs(panel: DossierPanel) -> None:
    QApplication.sendPostedEvents()
    assert panel.head.height() == panel.head.height_at(panel.head.width())
    assert panel.head.y() == 0
    panel.view.verticalScrollBar().setValue(30)
    assert panel.head.y() == -panel.view.verticalScrollBar().value()


def test_both_schemes_paint_the_panel_in_their_own_colours(qapp: QApplication, panel: DossierPanel, note: Any) -> None:
    both = dossier([place(), place(brief="mole")], status="confirmed", notes=(note("n1", note="Ask."),))
    panel.show_dossier(both, "library")
    light = panel.grab().toImage()
    style.apply(qapp, "dark")
    panel.recolour()
    dark = panel.grab().toImage()
    assert light.pixelColor(200, 4).lightness() > 200
    assert dark.pixelColor(200, 4).lightness() < 60


def test_the_marked_words_are_painted_otherwise(panel: DossierPanel) -> None:
    plain = Dossier(**{**_values(panel.dossier), "places": (replace(place(), marks=()),)})
    panel.show_dossier(dossier(), "brief")
    marked = panel.view.viewport().grab().toImage()
    panel.show_dossier(plain, "brief")
    assert panel.view.viewport().grab().toImage() != marked


def _values(one: Dossier | None) -> dict[str, Any]:
    assert one is not None
    return {name: getattr(one, name) for name in Dossier.__slots__}


# The page


def test_the_page_has_everything_beside_each_other(page: DossierPage) -> None:
    assert "Spot" not in kinds(page.view.rows)
    spots = [row for row in page.mentions.rows if isinstance(row, Spot)]
    assert [spot.shown().text for spot in spots] == [NORTH, TWICE]
    assert page.mentions.x() >= page.view.x() + page.view.width()
    title = page.findChild(QLabel, "dossier-title")
    assert title is not None
    assert title.text() == "League of Harbours"
    assert page.focusProxy() is page.mentions


def test_a_narrow_page_has_one_list(page: DossierPage) -> None:
    page.mentions.setFocus()
    page.resize(600, 700)
    assert not page.mentions.isVisible()
    assert kinds(page.view.rows).count("Spot") == 2
    assert page.view.hasFocus()
    page.resize(1100, 700)
    assert page.mentions.isVisible()
    assert "Spot" not in kinds(page.view.rows)


def test_the_page_tells_what_is_chosen_in_either_list(qtbot: QtBot, page: DossierPage) -> None:
    with qtbot.waitSignal(page.place_chosen) as told:
        page.mentions.row_chosen.emit(row_of(page.mentions, Spot, 1))
    assert told.args == ["mole", "b2", 4]
    with qtbot.waitSignal(page.place_chosen) as told:
        page.view.row_chosen.emit(row_of(page.view, Bar))
    assert told.args == ["pier", "b1", 4]
    menu = page.mentions.menu_of(row_of(page.mentions, Spot))
    with qtbot.waitSignal(page.mention_correction_requested) as told:
        actions(menu)["mention-not"].trigger()
    assert told.args == ["not", "pier", "b1", 4, 22]


def test_escape_and_the_cross_close_the_page(qtbot: QtBot, page: DossierPage) -> None:
    page.mentions.setFocus()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.mentions, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.closed):
        QTest.mouseClick(button(page, "close-dossier"), LEFT)
    pill = button(page, "pill-keeper")
    pill.setFocus()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(pill, Qt.Key.Key_Escape)


def test_the_page_exports_and_does_not_offer_itself(qtbot: QtBot, page: DossierPage) -> None:
    with qtbot.waitSignal(page.export_requested) as told:
        QTest.mouseClick(button(page, "export-dossier"), LEFT)
    assert told.args == ["league"]
    assert "subject-page" not in actions(page.head.menu())


def test_a_page_without_a_dossier_asks_for_nothing(qtbot: QtBot, page: DossierPage) -> None:
    page.show_nothing("There is no such theme.")
    assert not page.mentions.isVisible()
    with qtbot.assertNotEmitted(page.export_requested):
        QTest.mouseClick(button(page, "export-dossier"), LEFT)
    page.show_dossier(dossier(), "brief")
    assert page.mentions.isVisible()


def test_both_schemes_paint_the_page_in_their_own_colours(qapp: QApplication, page: DossierPage) -> None:
    light = page.grab().toImage()
    style.apply(qapp, "dark")
    page.recolour()
    dark = page.grab().toImage()
    assert light.pixelColor(900, 600).lightness() > 200
    assert dark.pixelColor(900, 600).lightness() < 60
