"""Search over everything, beyond words: narrowed down, walked, sorted, kept, asked again, written to a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QInputDialog, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from briefreader import paths
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.brief.registry import Pack
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow
from briefreader.ui.panels.facets import FacetChip
from briefreader.ui.panels.filter_popup import FilterPopup
from briefreader.ui.panels.result_rows import SOME, Heading, Subject
from briefreader.ui.rows import ROW, RowsView

Click = Callable[[QAbstractItemView, int], None]
Opening = Callable[[Path], MainWindow]

KEY, LEFT, CONTROL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def brief(name: str, publisher: str, date: str, *texts: str) -> Brief:
    blocks = [
        Block("", BlockKind.TITLE, f"On {name}"),
        Block("", BlockKind.HEADING, "Quays", level=1),
        *(Block("", BlockKind.PARAGRAPH, text) for text in texts),
    ]
    return Brief(name, Metadata(title=f"On {name}", publisher=publisher, date=date), number_blocks(blocks))


@pytest.fixture
def harbours(data: Path) -> Path:
    """A data folder with three more briefs, indexed."""
    library = Library(paths.folders(data))
    quay = "The quay belongs to the town, and NATO pays for a third of it."
    for one in (
        brief("harbours", "Egmont", "2024-05", quay, "A quay has cranes.", "Nobody owns the cranes of the quay."),
        brief("ferries", "Egmont", "2025-02", "The ferry leaves the quay at six.", "Ferries have no cranes."),
        brief("islands", "Own papers", "2025-11", "An island needs a quay, and Ukraine has none of them."),
    ):
        library.keep(Pack(one))
    library.refresh_index()
    library.close()
    return data


@pytest.fixture
def window(open_window: Opening, harbours: Path) -> MainWindow:
    return open_window(harbours)


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    field = window.top_bar.search.field
    qtbot.keyClick(window, KEY.Key_K, CONTROL)
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(window.searching.answered, timeout=30_000):
        qtbot.keyClicks(field, query)
    qtbot.waitUntil(lambda: window.searching.results is not None and window.searching.results.query == query)


def rows(window: MainWindow) -> list[Any]:
    model = window.panel.results.view.model()
    return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]


def found(window: MainWindow) -> set[str]:
    return {hit.brief for hit in window.panel.results.hits}


def chip(window: MainWindow, text: str) -> FacetChip:
    shown = [one for one in window.panel.results.facets.findChildren(FacetChip) if one.isVisible()]
    return next(one for one in shown if one.text() == text)


def tool(window: MainWindow, name: str) -> QToolButton:
    button = window.panel.results.findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    return button


def here(window: MainWindow) -> tuple[str, str]:
    """The brief and the block in which the caret stands."""
    page = window.view.page
    assert page is not None
    return page.brief.id, page.brief.blocks[page.locate(window.view.caret_offset())[0]].id


# Narrowing down


def test_a_chip_narrows_the_hits_down_and_goes_on_with_other_words(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "quay")
    assert found(window) == {"harbours", "ferries", "islands"}
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(chip(window, "Egmont"), LEFT)
    assert found(window) == {"harbours", "ferries"}
    assert window.panel.results.facets.isVisible()
    assert window.searching.chosen == {"publisher": ("Egmont",)}
    ask(window, qtbot, "cranes")
    assert found(window) == {"harbours", "ferries"}
    ask(window, qtbot, "ukraine")
    assert found(window) == set()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(chip(window, "Publisher: Egmont"), LEFT)
    assert {"islands", "no-longer-ironclad"} <= found(window)


def test_facets_are_chosen_by_keys_in_the_popup_that_stays_open(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "quay")
    more = chip(window, "More…")
    more.setFocus()
    qtbot.keyClick(more, KEY.Key_Space)
    popup = window.findChild(FilterPopup, "facets-popup")
    assert isinstance(popup, FilterPopup)
    words, values = popup.findChild(QLineEdit), popup.findChild(RowsView)
    assert words is not None
    assert values is not None
    qtbot.keyClicks(words, "year")
    qtbot.keyClick(words, KEY.Key_Down)
    for _ in range(2):
        with qtbot.waitSignal(window.searching.answered):
            qtbot.keyClick(values, KEY.Key_Space)
        qtbot.keyClick(values, KEY.Key_Down)
    assert popup.isVisible()
    assert set(window.searching.chosen["year"]) == {"2024", "2025"}
    assert found(window) == {"harbours", "ferries", "islands"}
    qtbot.keyClick(values, KEY.Key_Escape)
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(chip(window, "Clear"), LEFT)
    assert window.searching.chosen == {}


def test_leaving_the_field_forgets_what_was_chosen(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "quay")
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(chip(window, "Egmont"), LEFT)
    window.top_bar.search.field.setFocus()
    qtbot.keyClick(window.top_bar.search.field, KEY.Key_Escape)
    assert window.searching.chosen == {}
    assert not window.panel.results.facets.isVisible()


def test_words_that_never_meet_are_found_apart_under_a_heading(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "ferry ukraine xylophone ")
    assert Heading(SOME, -1) in rows(window)
    assert {"ferries", "islands"} <= found(window)


def test_hits_are_sorted_by_date_or_by_place(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "quay")
    actions = {action.data(): action for action in tool(window, "results-sort").menu().actions()}
    with qtbot.waitSignal(window.searching.answered):
        actions["date"].trigger()
    headings = [row for row in rows(window) if isinstance(row, Heading)]
    assert [(one.words, one.when) for one in headings] == [
        ("On islands", "November 2025"),
        ("On ferries", "February 2025"),
        ("On harbours", "May 2024"),
    ]
    with qtbot.waitSignal(window.searching.answered):
        actions["place"].trigger()
    places = [hit.position for hit in window.panel.results.hits if hit.brief == "harbours"]
    assert len(places) > 2
    assert places == sorted(places)


# Walking


def test_arrows_in_the_list_look_at_hits_and_enter_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    began = here(window)[0]
    ask(window, qtbot, "quay")
    view = window.panel.results.view
    view.setFocus()
    hits = window.panel.results.hits
    seen = []
    for _ in range(4):
        qtbot.keyClick(view, KEY.Key_Down)
        assert view.hasFocus()
        seen.append(here(window))
    assert seen[-1][0] != began
    assert set(seen) <= {(hit.brief, hit.block) for hit in hits}
    assert window.top_bar.search.count.text().endswith(f"of {len(hits)}")
    assert window.view.current_hit >= 0
    assert window.panel.tab == "results"
    assert window.library.asked() == ()
    qtbot.keyClick(view, KEY.Key_Return)
    assert window.view.hasFocus()
    assert here(window) == seen[-1]
    assert window.library.asked() == ("quay",)
    # The whole walk is one step back.
    qtbot.keyClick(window, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert here(window)[0] == began


def test_a_second_enter_in_the_field_goes_to_the_hit_that_was_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "ferry")
    field = window.top_bar.search.field
    qtbot.keyClick(field, KEY.Key_Return)
    assert field.hasFocus()
    assert here(window)[0] == "ferries"
    qtbot.keyClick(field, KEY.Key_Return)
    assert window.view.hasFocus()


def test_whoever_searches_from_the_library_sees_what_is_found(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, KEY.Key_L, CONTROL)
    assert not window.panel.isVisible()
    ask(window, qtbot, "quay")
    assert window.panel.results.view.isVisible()
    assert not window.pages.reads
    qtbot.keyClick(window.top_bar.search.field, KEY.Key_Down)
    assert window.pages.reads
    assert window.panel.results.view.isVisible()
    assert window.top_bar.search.field.hasFocus()
    qtbot.keyClick(window, KEY.Key_L, CONTROL)
    assert not window.panel.isVisible()
    ask(window, qtbot, "ferry")
    assert window.panel.isVisible()
    qtbot.keyClick(window.top_bar.search.field, KEY.Key_Escape)
    assert not window.panel.isVisible()
    assert not window.pages.reads


def test_a_note_that_is_looked_at_is_chosen_in_the_page(window: MainWindow, qtbot: QtBot) -> None:
    page = window.view.page
    assert page is not None
    window.view.select(page.starts[6], page.starts[6] + 40)
    qtbot.keyClick(window.view, KEY.Key_3)
    (mark,) = window.marking.by_id
    with qtbot.waitSignal(window.indexing.indexed, timeout=60_000):
        window.noting.write(mark, "quincunx", ("orchards",))
    ask(window, qtbot, "quincunx")
    qtbot.keyClick(window.top_bar.search.field, KEY.Key_Down)
    assert window.view.chosen_mark == mark
    assert window.panel.tab == "results"
    assert window.top_bar.search.field.hasFocus()
    model = window.panel.results.view.model()
    assert "Risk · #orchards" in model.index(model.rowCount() - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_subject_is_marked_in_the_page_or_searched_for(window: MainWindow, click: Click, qtbot: QtBot) -> None:
    ask(window, qtbot, "nato")
    at = next(at for at, row in enumerate(rows(window)) if isinstance(row, Subject) and row.id == "nato")
    click(window.panel.results.view, at)
    assert window.reading.subject == "nato"
    window.reading.open("ferries")
    with qtbot.waitSignal(window.searching.answered):
        window.searching.show_subject("nato")
    assert window.searching.query == 'actor:"NATO"'
    assert {"no-longer-ironclad", "harbours"} <= found(window)


# Asking again


def test_what_was_asked_comes_back_in_an_empty_field(open_window: Opening, window: MainWindow, qtbot: QtBot) -> None:
    field = window.top_bar.search.field
    for query in ("quay", "cranes"):
        ask(window, qtbot, query)
        qtbot.keyClick(field, KEY.Key_Return)
        qtbot.keyClick(field, KEY.Key_Escape)
    ask(window, qtbot, "fe")
    qtbot.keyClick(field, KEY.Key_Return)
    assert window.library.asked() == ("cranes", "quay")
    qtbot.keyClick(field, KEY.Key_Escape)
    window.search()
    qtbot.keyClick(field, KEY.Key_Down)
    assert window.top_bar.search.offers
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.keyClick(field, KEY.Key_Down)
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClick(field, KEY.Key_Return)
    assert field.text() == "quay"
    assert found(window) == {"harbours", "ferries", "islands"}


def test_values_of_fields_are_completed_from_the_library(window: MainWindow, qtbot: QtBot) -> None:
    field = window.top_bar.search.field
    window.search()
    qtbot.keyClicks(field, "publ")
    qtbot.keyClick(field, KEY.Key_Tab)
    assert field.text() == "publisher:"
    qtbot.keyClicks(field, "egm")
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClick(field, KEY.Key_Return)
    assert field.text() == "publisher:Egmont "
    qtbot.waitUntil(lambda: found(window) == {"harbours", "ferries"})
    qtbot.keyClick(field, KEY.Key_Escape)
    window.search()
    qtbot.keyClicks(field, "?")
    assert window.top_bar.search.offers
    qtbot.keyClick(field, KEY.Key_Escape)
    assert not window.top_bar.search.offers
    assert field.text() == "?"


def test_a_search_is_kept_across_a_restart_and_runs_again(
    open_window: Opening, window: MainWindow, harbours: Path, click: Click, qtbot: QtBot
) -> None:
    ask(window, qtbot, "quay")
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(chip(window, "Egmont"), LEFT)
    assert not window.sidebar.searches.isVisible()
    qtbot.mouseClick(tool(window, "results-save"), LEFT)
    assert tool(window, "results-save").isChecked()
    assert window.sidebar.searches.isVisible()
    window.close()
    again = open_window(harbours)
    assert again.sidebar.searches.isVisible()
    with qtbot.waitSignal(again.searching.answered, timeout=30_000):
        click(again.sidebar.searches, 0)
    assert again.searching.query == "quay"
    assert found(again) == {"harbours", "ferries"}
    assert chip(again, "Publisher: Egmont").isChecked()
    assert tool(again, "results-save").isChecked()
    assert again.top_bar.search.field.hasFocus()
    ask(again, qtbot, "cranes")
    assert not tool(again, "results-save").isChecked()
    again.sidebar.searches.setFocus()
    qtbot.keyClick(again.sidebar.searches, KEY.Key_Delete)
    assert not again.sidebar.searches.isVisible()
    assert again.library.saved_searches() == ()


def test_the_star_lets_go_of_a_search_and_a_name_can_be_changed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ask(window, qtbot, "quay")
    qtbot.mouseClick(tool(window, "results-save"), LEFT)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("  The   quays ", True))
    window.sidebar.searches.rename_requested.emit("quay")
    assert [one.name for one in window.library.saved_searches()] == ["The quays"]
    assert tool(window, "results-save").isChecked()
    qtbot.mouseClick(tool(window, "results-save"), LEFT)
    assert window.library.saved_searches() == ()
    assert not tool(window, "results-save").isChecked()


def test_a_search_that_cannot_be_kept_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from briefreader.errors import StoreError

    def refuse(*_: object) -> None:
        raise StoreError("The store may only be read.")

    monkeypatch.setattr(Library, "save_search", refuse)
    monkeypatch.setattr(Library, "remember_asked", refuse)
    ask(window, qtbot, "quay")
    window.queries.trouble.disconnect(window.show_trouble)
    with qtbot.waitSignal(window.queries.trouble) as told:
        qtbot.mouseClick(tool(window, "results-save"), LEFT)
    assert told.args == ["The store may only be read."]
    assert not tool(window, "results-save").isChecked()
    qtbot.keyClick(window.top_bar.search.field, KEY.Key_Return)


# Out


def test_all_results_are_written_to_a_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ask(window, qtbot, "quay")
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(chip(window, "Egmont"), LEFT)
    asked: list[str] = []

    def choose(parent: object, title: str, suggested: str, filters: str) -> tuple[str, str]:
        asked.extend((suggested, filters))
        return str(tmp_path / "quays"), filters

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(window.searching.exported, timeout=30_000) as told:
        tool(window, "results-export").menu().actions()[2].trigger()
    assert Path(asked[0]).name == "quay.json"
    assert asked[1] == "JSON (*.json)"
    assert told.args == [tmp_path / "quays.json"]
    written = json.loads((tmp_path / "quays.json").read_text(encoding="utf-8"))
    assert {hit["brief"] for hit in written["hits"]} == {"harbours", "ferries"}
    assert len(written["hits"]) == written["total"]
    assert str(tmp_path) in window.status_line.message.accessibleName()


def test_an_export_that_fails_is_told_and_none_chosen_does_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ask(window, qtbot, "quay")
    window.searching.trouble.disconnect(window.show_trouble)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(window.searching.exported, wait=50):
        tool(window, "results-export").menu().actions()[2].trigger()
    with qtbot.waitSignal(window.searching.trouble, timeout=30_000) as told:
        window.searching.export(tmp_path / "no-such-folder" / "quays.json")
    assert told.args[0]


# The index


def test_a_scattered_index_is_put_in_order_by_a_child_process_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from briefreader.search.index import SearchIndex

    started: list[str] = []
    run = window.indexing._run_child

    def count(words: str) -> None:
        started.append(words)
        run(words)

    monkeypatch.setattr(window.indexing, "_run_child", count)
    window.indexing.keep_index()
    assert started == []
    monkeypatch.setattr(SearchIndex, "scattered", property(lambda self: True))
    with qtbot.waitSignals([window.indexing.indexed] * 2, timeout=60_000):
        window.indexing.keep_index()
    assert len(started) == 1
    # It was of no use, so it is not tried after every note.
    window.indexing.keep_index()
    assert len(started) == 1


def test_indexing_is_stopped_at_the_close_and_goes_on_at_the_next_start(
    open_window: Opening, window: MainWindow, harbours: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(paths, "own_command", lambda: [sys.executable, "-c", "import time; time.sleep(600)"])
        window._tidying.stop()
        window.library.keep(Pack(brief("lighthouses", "Egmont", "2026", "A lighthouse stands on the mole.")))
        window.indexing.keep_index()
        child = window.indexing.findChild(QProcess)
        assert child is not None
        assert child.waitForStarted()
        window.close()
        assert child.state() == QProcess.ProcessState.NotRunning
    again = open_window(harbours)
    qtbot.waitUntil(lambda: not again.library.stale_keys(), timeout=60_000)
    ask(again, qtbot, "lighthouse")
    assert found(again) == {"lighthouses"}


def test_names_are_read_anew_once_the_registry_has_changed(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "nato")
    names = window.searching.values().names
    assert window.searching.values().names is names
    window.library.rename_subject("nato", "The Pact")
    window.searching.forget_names()
    assert window.searching.values().names.name("nato") == "The Pact"
