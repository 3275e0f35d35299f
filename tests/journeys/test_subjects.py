"""Actors and themes in the window: corrected, undone, looked up, mapped and set side by side, as a reader does it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefreader import paths
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.brief.registry import Actor, Pack, Theme
from briefreader.importing.suggesting import suggest
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow
from briefreader.ui.map.page import MapPage
from briefreader.ui.rows import ROW
from briefreader.ui.sidebar.subjects import SubjectsView

Opening = Callable[[Path], MainWindow]

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

ACTORS = (
    Actor("nato", "NATO", "organisation", ("the Alliance",)),
    Actor("harbour-board", "Harbour Board", "organisation", ("the Board",)),
    Actor("port-council", "Port Council", "organisation"),
)
THEMES = (Theme("quays", "Quays", ("quay", "berth*")),)


def brief(name: str, date: str, *texts: str) -> Brief:
    blocks = [
        Block("", BlockKind.TITLE, f"On {name}"),
        Block("", BlockKind.HEADING, "Water", level=1),
        *(Block("", BlockKind.PARAGRAPH, text) for text in texts),
    ]
    return Brief(name, Metadata(title=f"On {name}", publisher="Egmont", date=date), number_blocks(blocks))


@pytest.fixture
def harbours(data: Path) -> Path:
    """A data folder with two more briefs and whom they speak of; the first of them was read last."""
    library = Library(paths.folders(data))
    first = brief(
        "harbours",
        "2024-05",
        "The Harbour Board owns the quay. The Board is old, and NATO pays.",
        "The Port Council objects to NATO at every berth.",
        "Nobody else speaks.",
    )
    library.keep(Pack(first, ACTORS, THEMES))
    library.keep(Pack(brief("ferries", "2025-02", "The quay is the Harbour Board's, not NATO's.", "Ferries float.")))
    library.refresh_index()
    library.remember_place("harbours", "b1", 0)
    library.close()
    return data


@pytest.fixture
def window(open_window: Opening, harbours: Path) -> MainWindow:
    return open_window(harbours)


@pytest.fixture
def answers(window: MainWindow) -> Callable[[], Library]:
    """The store through a connection of its own, to see what is really there."""

    def read() -> Library:
        return Library(window.library.folders)

    return read


def names(view: SubjectsView) -> dict[str, int]:
    model = view.model()
    rows = (model.index(at, 0).data(ROW) for at in range(model.rowCount()))
    return {row.name: row.count for row in rows if hasattr(row, "count")}


def menu_of(view: SubjectsView, name: str) -> dict[str, QAction]:
    """Open the menu of a subject by the menu key; its entries by their names."""
    model = view.model()
    at = next(at for at in range(model.rowCount()) if getattr(model.index(at, 0).data(ROW), "name", "") == name)
    view.setCurrentIndex(model.index(at, 0))
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    found = {one.objectName(): one for one in menu.actions()}
    for part in menu.actions():
        below = part.menu()
        if isinstance(below, QMenu):
            found |= {str(one.data()): one for one in below.actions()}
    return found


def dialog(window: MainWindow, name: str) -> QDialog:
    found = [one for one in window.findChildren(QDialog, name) if one.isVisible()]
    assert len(found) == 1, name
    return found[0]


def field(parent: QWidget, name: str) -> QLineEdit:
    found = parent.findChild(QLineEdit, name)
    assert found is not None
    return found


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    button = parent.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def actor_names(library: Library) -> dict[str, tuple[str, ...]]:
    found = {one.id: (one.name, *one.aliases) for one in library.registry().actors if not one.hidden}
    library.close()
    return found


# Corrections from the sidebar


def test_a_rename_is_seen_at_once_kept_and_undone(
    window: MainWindow, qtbot: QtBot, answers: Callable[[], Library]
) -> None:
    view = window.sidebar.actors
    before = names(view)
    assert before["NATO"] == 2
    menu_of(view, "NATO")["subject-rename"].trigger()
    asked = dialog(window, "rename-subject")
    assert isinstance(asked, QInputDialog)
    asked.setTextValue("Atlantic Alliance")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        asked.accept()
    assert names(view)["Atlantic Alliance"] == 2
    assert actor_names(answers())["nato"][0] == "Atlantic Alliance"
    assert window.actions_by_name["undo"].text() == "&Undo rename NATO"
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert names(view) == before
    assert actor_names(answers())["nato"][0] == "NATO"
    qtbot.keyClick(window, KEY.Key_Z, CONTROL | SHIFT)
    assert names(view)["Atlantic Alliance"] == 2


def test_two_actors_are_merged_by_keys_and_parted_again(window: MainWindow, qtbot: QtBot) -> None:
    view = window.sidebar.actors
    menu_of(view, "Port Council")["subject-merge"].trigger()
    asked = dialog(window, "choose-subject")
    words = field(asked, "choose-subject-filter")
    qtbot.keyClicks(words, "harb")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        qtbot.keyClick(words, KEY.Key_Return)
    assert names(view)["Harbour Board"] == 3
    assert "Port Council" not in names(view)
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert names(view)["Harbour Board"] == 2
    assert names(view)["Port Council"] == 1


def test_names_are_added_and_dropped_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    view = window.sidebar.actors
    menu_of(view, "Harbour Board")["subject-names"].trigger()
    asked = dialog(window, "subject-names")
    [typed] = [one for one in asked.findChildren(QLineEdit) if one.isVisible()]
    qtbot.keyClicks(typed, "owns the quay")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        press(qtbot, asked, "subject-names-go")
    assert names(view)["Harbour Board"] == 3
    assert window.marking.undo_stack.count() == 1


def test_a_name_becomes_an_actor_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    view = window.sidebar.actors
    menu_of(view, "Harbour Board")["subject-split"].trigger()
    asked = dialog(window, "split-subject")
    listed = asked.findChild(QWidget, "split-names")
    assert listed is not None
    listed.setFocus()
    qtbot.keyClick(listed, KEY.Key_Space)
    with qtbot.waitSignal(window.subjects.correcting.changed):
        press(qtbot, asked, "split-subject-go")
    assert names(view)["Harbour Board"] == 1
    assert names(view)["the Board"] == 1


def test_a_hidden_actor_is_found_again_in_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    view = window.sidebar.actors
    with qtbot.waitSignal(window.subjects.correcting.changed):
        menu_of(view, "NATO")["subject-hide"].trigger()
    assert "NATO" not in names(view)
    assert "Undo" in window.status_line.message.accessibleName()
    window.actions_by_name["show_hidden"].trigger()
    asked = dialog(window, "choose-subject")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        press(qtbot, asked, "choose-subject-go")
    assert names(view)["NATO"] == 2


def test_what_the_program_suggested_is_confirmed_and_looks_so(
    open_window: Opening, harbours: Path, qtbot: QtBot
) -> None:
    library = Library(paths.folders(harbours))
    library.keep(suggest(brief("drones", "2025-06", "The European Commission (EC) met. Belgium left.")))
    library.remember_place("drones", "b1", 0)
    library.close()
    window = open_window(harbours)
    view = window.sidebar.actors
    rows = [view.model().index(at, 0).data(ROW) for at in range(view.model().rowCount())]
    assert {row.name: row.status for row in rows} == {"European Commission": "curated", "Belgium": "suggested"}
    with qtbot.waitSignal(window.subjects.correcting.changed):
        menu_of(view, "Belgium")["subject-confirm"].trigger()
    rows = [view.model().index(at, 0).data(ROW) for at in range(view.model().rowCount())]
    assert {row.name: row.status for row in rows}["Belgium"] == "confirmed"
    spoken = [view.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(len(rows))]
    assert any("confirmed by you" in words for words in spoken)


def test_a_store_that_refuses_is_told_and_nothing_looks_done(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefreader.errors import StoreError

    def refuse(*_: object) -> None:
        raise StoreError("The disk is full; free some space and try again.")

    monkeypatch.setattr(window.library.briefs, "put_corrections", refuse)
    before = names(window.sidebar.actors)
    menu_of(window.sidebar.actors, "NATO")["subject-hide"].trigger()
    [box] = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    assert "The disk is full" in box.text() + box.informativeText()
    box.close()
    assert names(window.sidebar.actors) == before
    assert window.marking.undo_stack.count() == 0


# Corrections in the page


def test_selected_words_become_an_actor(
    window: MainWindow, qtbot: QtBot, select: Callable[[MainWindow, str], tuple[int, int]]
) -> None:
    select(window, "Nobody else")
    qtbot.keyClick(window.view, KEY.Key_A)
    asked = dialog(window, "choose-subject")
    words = field(asked, "choose-subject-filter")
    qtbot.keyClick(words, KEY.Key_End)
    qtbot.keyClicks(words, "Nobody else")
    qtbot.keyClick(words, KEY.Key_Return)
    new = dialog(window, "new-subject")
    assert field(new, "new-subject-name").text() == "Nobody else"
    press(qtbot, new, "kind-group")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        press(qtbot, new, "new-subject-go")
    assert names(window.sidebar.actors)["Nobody else"] == 1
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert "Nobody else" not in names(window.sidebar.actors)


def test_selected_words_become_a_name_of_somebody_known(
    window: MainWindow, qtbot: QtBot, select: Callable[[MainWindow, str], tuple[int, int]]
) -> None:
    select(window, "objects")
    qtbot.keyClick(window.view, KEY.Key_A)
    asked = dialog(window, "choose-subject")
    everywhere = asked.findChild(QCheckBox, "choose-subject-everywhere")
    assert everywhere is not None
    # It is no name, so it may mean somebody here alone.
    assert not everywhere.isChecked()
    everywhere.setChecked(True)
    words = field(asked, "choose-subject-filter")
    qtbot.keyClicks(words, "nato")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        qtbot.keyClick(words, KEY.Key_Return)
    assert "objects" in actor_names(Library(window.library.folders))["nato"]
    assert names(window.sidebar.actors)["NATO"] == 3


def test_a_mention_is_said_to_be_nobodys_and_to_be_somebody_elses(window: MainWindow, qtbot: QtBot) -> None:
    view, page = window.view, window.view.page
    assert page is not None
    view.go_to(page.text.index("NATO"))
    view.setFocus()

    def entries() -> dict[str, QAction]:
        QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.close()
        return {one.objectName(): one for one in menu.actions()}

    found = entries()
    assert found["page-mention-not-nato"].text() == "“NATO” is not NATO here"
    with qtbot.waitSignal(window.subjects.correcting.changed):
        found["page-mention-not-nato"].trigger()
    assert names(window.sidebar.actors)["NATO"] == 1
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert names(window.sidebar.actors)["NATO"] == 2
    entries()["page-mention-other-nato"].trigger()
    asked = dialog(window, "choose-subject")
    words = field(asked, "choose-subject-filter")
    qtbot.keyClicks(words, "port")
    with qtbot.waitSignal(window.subjects.correcting.changed):
        qtbot.keyClick(words, KEY.Key_Return)
    assert names(window.sidebar.actors)["NATO"] == 1
    assert names(window.sidebar.actors)["Port Council"] == 2


# Dossiers


def test_the_dossier_follows_whoever_is_chosen_and_leads_to_other_briefs(
    window: MainWindow, qtbot: QtBot, click: Callable[..., None]
) -> None:
    view = window.sidebar.actors
    click(view, list(names(view)).index("Harbour Board"))
    assert window.panel.tab == "notes"
    qtbot.keyClick(window, KEY.Key_D, CONTROL)
    board = window.panel.dossier
    assert window.panel.tab == "dossier"
    assert board.isVisible()
    assert board.dossier is not None
    assert (board.dossier.name, board.dossier.mentions) == ("Harbour Board", 2)
    click(view, list(names(view)).index("NATO"))
    assert board.dossier.name == "NATO"
    assert [place.block for place in board.dossier.places] == ["b3", "b4"]
    board.scope_chosen.emit("library")
    assert {place.brief for place in board.dossier.places} >= {"harbours", "ferries", "no-longer-ironclad"}
    place = next(place for place in board.dossier.places if place.brief == "ferries")
    board.place_chosen.emit(place.brief, place.block, place.marks[0][0])
    assert window.reading.brief is not None
    assert window.reading.brief.id == "ferries"
    assert window.reading.subject == "nato"
    page = window.view.page
    assert page is not None
    assert page.text[window.view.caret_offset() :].startswith("NATO")
    qtbot.keyClick(window, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.reading.brief.id == "harbours"


def test_a_correction_is_seen_in_the_dossier_that_is_open(window: MainWindow, qtbot: QtBot) -> None:
    window.subjects.dossiers.show("harbour-board")
    board = window.panel.dossier
    with qtbot.waitSignal(window.subjects.correcting.changed):
        board.mention_correction_requested.emit("not", "harbours", "b3", 33, 42)
    assert board.dossier is not None
    assert board.dossier.mentions == 1
    with qtbot.waitSignal(window.subjects.correcting.changed):
        board.correction_requested.emit("harbour-board", "retype:group")
    assert board.dossier.kind == "group"
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert (board.dossier.kind, board.dossier.mentions) == ("organisation", 2)


@pytest.mark.parametrize("suffix", [".md", ".pdf"])
def test_a_dossier_leaves_as_a_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.subjects.dossiers.open("nato")
    page = window.subjects.dossiers.page
    assert page is not None
    assert page.isVisible()
    target = tmp_path / f"nato{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(window.subjects.dossiers.exported, timeout=30_000):
        page.export_requested.emit("nato")
    content = target.read_bytes()
    assert content.startswith(b"%PDF" if suffix == ".pdf" else b"---" if content[:3] == b"---" else b"#")
    qtbot.keyClick(page.view, KEY.Key_Escape)
    assert window.pages.reads
    assert window.view.hasFocus()


# Maps


def open_map(window: MainWindow, qtbot: QtBot) -> MapPage:
    qtbot.keyClick(window, KEY.Key_M, CONTROL | SHIFT)
    page = window.subjects.maps.page
    assert page is not None
    assert page.isVisible()
    return page


def test_a_cell_of_the_map_leads_to_its_paragraphs(window: MainWindow, qtbot: QtBot) -> None:
    page = open_map(window, qtbot)
    page.cell_chosen.emit("nato", "b2")
    shown = page.paragraphs.view
    rows = [shown.model().index(at, 0).data(ROW) for at in range(shown.model().rowCount())]
    assert [(row.brief, row.block) for row in rows] == [("harbours", "b3"), ("harbours", "b4")]
    page.place_chosen.emit("harbours", "b4", "nato")
    assert window.pages.reads
    assert window.reading.subject == "nato"


@pytest.mark.parametrize(
    ("what", "scope", "rows", "columns"),
    [
        ("actors-briefs", "brief", {"NATO", "Harbour Board", "Port Council"}, {"On harbours", "On ferries"}),
        ("themes-briefs", "all", {"Quays"}, {"On harbours", "On ferries"}),
        ("actors-themes", "brief", {"NATO", "Harbour Board", "Port Council"}, {"Quays"}),
    ],
)
def test_every_map_can_be_asked_for(
    window: MainWindow, qtbot: QtBot, what: str, scope: str, rows: set[str], columns: set[str]
) -> None:
    page = open_map(window, qtbot)
    page.shown_wanted.emit(what, scope)
    grid = page.shown
    assert rows <= {line.name for line in grid.rows}  # type: ignore[union-attr]
    assert columns <= {line.name for line in grid.columns}  # type: ignore[union-attr]


def test_whoever_is_chosen_on_the_map_is_told_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    page = open_map(window, qtbot)
    assert not window.panel.isVisible()
    page.subject_chosen.emit("nato")
    assert page.isVisible()
    assert window.panel.isVisible()
    assert window.panel.dossier.dossier is not None
    assert window.panel.dossier.dossier.name == "NATO"


def test_a_correction_is_seen_on_the_map(window: MainWindow, qtbot: QtBot) -> None:
    page = open_map(window, qtbot)
    with qtbot.waitSignal(window.subjects.correcting.changed):
        window.subjects.correcting.correct("nato", "hide")
    assert "NATO" not in {line.name for line in page.shown.rows}  # type: ignore[union-attr]
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert "NATO" in {line.name for line in page.shown.rows}  # type: ignore[union-attr]


def test_maps_leave_as_pictures_and_as_a_table(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_map(window, qtbot)
    for form in ("svg", "png", "csv"):
        target = tmp_path / f"map.{form}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, target=target: (str(target), ""))
        with qtbot.waitSignal(window.subjects.maps.exported):
            page.export_requested.emit(form)
    assert ElementTree.parse(tmp_path / "map.svg").getroot().tag.endswith("svg")
    assert QImage(str(tmp_path / "map.png")).width() > 300
    with (tmp_path / "map.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    counted = {row[0]: row for row in table}
    assert "2" in counted["NATO"]


# Side by side


def test_what_each_brief_says_on_a_theme_stands_side_by_side(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, KEY.Key_T, CONTROL | SHIFT)
    page = window.subjects.maps.themes_page
    assert page is not None
    assert page.isVisible()
    page.theme_chosen.emit("quays")
    assert [(one.title, [place.block for place in one.places]) for one in page.shown] == [
        ("On harbours", ["b3", "b4"]),
        ("On ferries", ["b3"]),
    ]
    with qtbot.waitSignal(window.subjects.correcting.changed):
        page.mention_correction_requested.emit("not", "harbours", "b4", 0, 0)
    assert [place.block for place in page.shown[0].places] == ["b3"]
    page.place_chosen.emit("ferries", "b3", 0)
    assert window.reading.brief is not None
    assert window.reading.brief.id == "ferries"
    assert window.reading.subject == "quays"


# Afterwards


def test_corrections_hold_after_a_restart_for_search_and_for_what_is_imported_later(
    open_window: Opening, window: MainWindow, harbours: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.subjects.correcting.changed):
        window.subjects.correcting.correct("port-council", "hide")
    window.library.merge_subjects("harbour-board", "nato")
    window.close()
    again = open_window(harbours)
    assert set(names(again.sidebar.actors)) == {"NATO"}
    again.library.keep(suggest(brief("islands", "2025-12", "The Harbour Board and the Port Council meet NATO.")))
    with qtbot.waitSignal(again.reading.sighted):
        again.show_brief("islands")
    assert names(again.sidebar.actors) == {"NATO": 2}
    again.library.refresh_index()
    found = again.library.search('actor:"Harbour Board"')
    assert {hit.brief for hit in found.hits} >= {"harbours", "ferries", "islands"}
    assert again.library.search('actor:"Port Council"').total == 0
