"""Search over everything, import and export from the window, the library page, a second start."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QMessageBox, QProgressDialog
from pytestqt.qtbot import QtBot

from briefreader import paths
from briefreader.brief.registry import Pack
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow
from briefreader.ui.rows import ROW
from briefreader.ui.sidebar.library_page import LibraryPage

Click = Callable[[QAbstractItemView, int], None]

TEXT = """MARCH 2026

Harbours of the North

This policy paper examines the harbours of the northern coast and who pays for them.

Ports and money

First, the harbours are old. The European Union pays for a third of the quays, and NATO for none.

Second, nobody knows who
owns the cranes.

Lastly, the ferries matter.

Conclusion

Whoever owns a quay should pay for it.
"""


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    field = window.top_bar.search.field
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(window.searching.answered, timeout=30_000):
        qtbot.keyClicks(field, query)
        qtbot.keyClick(field, Qt.Key.Key_Return)


def hits(window: MainWindow) -> list[object]:
    model = window.panel.results.view.model()
    rows = [model.index(at, 0).data(ROW) for at in range(model.rowCount())]
    return [row for row in rows if hasattr(row, "snippet")]


def test_results_come_grouped_and_a_click_goes_there(window: MainWindow, click: Click, qtbot: QtBot) -> None:
    ask(window, qtbot, '"article 5"')
    assert window.panel.tab == "results"
    model = window.panel.results.view.model()
    assert hits(window)
    row = next(at for at in range(model.rowCount()) if hasattr(model.index(at, 0).data(ROW), "snippet"))
    hit = model.index(row, 0).data(ROW)
    assert next(hit.snippet[start:end].casefold() for start, end in hit.marks).startswith("article")
    click(window.panel.results.view, row)
    page = window.view.page
    assert page is not None
    at = page.locate(window.view.caret_offset())[0]
    assert page.brief.id == hit.brief
    assert page.brief.blocks[at].id == hit.block
    framed = {page.text[one.start : one.end].casefold() for one in window.view.hits}
    assert framed
    assert all(words.startswith(("article", "5")) for words in framed)


def test_arrow_keys_in_the_field_walk_the_results(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "ukraine")
    field = window.top_bar.search.field
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.hasFocus()
    assert window.top_bar.search.count.text().startswith("1 of ")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert window.top_bar.search.count.text().startswith("2 of ")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.view.hasFocus()
    assert len(window.view.hits) == 0


def test_a_note_is_found_as_soon_as_it_is_indexed(window: MainWindow, qtbot: QtBot) -> None:
    page, brief = window.view.page, window.reading.brief
    assert page is not None
    assert brief is not None
    window.view.select(page.starts[6], page.starts[6] + 40)
    qtbot.keyClick(window.view, Qt.Key.Key_1)
    (mark,) = window.marking.by_id
    with qtbot.waitSignal(window.indexing.indexed, timeout=60_000):
        window.noting.write(mark, "quincunx", ())
    ask(window, qtbot, "quincunx")
    (hit,) = hits(window)
    assert getattr(hit, "note", None) == mark


def test_a_mistyped_word_is_offered_as_it_is_written(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    ask(window, qtbot, "transatlantick")
    button = window.findChild(QPushButton, "suggestion")
    assert button is not None
    assert button.isVisible()
    with qtbot.waitSignal(window.searching.answered, timeout=30_000):
        button.click()
    assert hits(window)


def test_a_broken_index_is_made_anew_and_the_answer_comes(window: MainWindow, data: Path, qtbot: QtBot) -> None:
    index = paths.folders(data).index
    for file in index.iterdir():
        if file.is_file():
            file.write_bytes(b"garbage")
    field = window.top_bar.search.field
    window.search()
    with qtbot.waitSignal(window.searching.answered, timeout=60_000):
        field.setText("ukraine")
    qtbot.waitUntil(lambda: bool(hits(window)), timeout=60_000)
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_a_dropped_text_is_imported_opened_and_found(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "harbours.txt"
    file.write_text(TEXT, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(700, 400),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.traffic.imported, timeout=60_000):
        window.dropEvent(event)
    page = window.view.page
    assert page is not None
    assert page.brief.metadata.title == "Harbours of the North"
    assert any("nobody knows who owns the cranes" in block.text for block in page.brief.blocks)
    # The page comes first, and whom it mentions after it.
    qtbot.waitUntil(lambda: window.reading.around is not None and window.reading.around.sighted, timeout=60_000)
    around = window.reading.around
    assert around is not None
    assert window.sidebar.actors.model().rowCount() == len(around.actors)
    assert {actor.id for actor in around.actors} >= {"nato", "european-union"}
    qtbot.waitUntil(lambda: not window.library.stale_keys(), timeout=60_000)
    ask(window, qtbot, "cranes")
    assert {getattr(hit, "brief", "") for hit in hits(window)} == {page.brief.id}


def test_a_window_that_is_closed_while_a_brief_comes_in_ends_in_peace(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "harbours.txt"
    file.write_text(TEXT, encoding="utf-8")
    with qtbot.waitSignal(window.traffic.imported, timeout=60_000):
        window.traffic.bring_in([file])
    window.close()
    # What was to follow comes before this, and finds a closed store.
    with qtbot.waitCallback() as later:
        QTimer.singleShot(5, later)
    assert window.reading.around is None


def test_a_file_that_is_no_brief_gives_one_message(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    with qtbot.waitSignal(window.traffic.trouble, timeout=60_000) as told:
        window.traffic.bring_in([file])
    assert "empty" in told.args[0]
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    assert window.view.page is not None
    boxes[0].close()


def test_a_broken_list_of_names_is_told_once(
    window: MainWindow, program_with_a_broken_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    start = f"import sys; sys.path.insert(0, {str(program_with_a_broken_list)!r}); import briefreader.__main__"
    monkeypatch.setattr(paths, "own_command", lambda: [sys.executable, "-c", f"{start} as it; sys.exit(it.main())"])
    told: list[str] = []
    window.traffic.trouble.connect(told.append)
    for name in ("one", "two"):
        file = tmp_path / f"{name}.txt"
        file.write_text(TEXT.replace("Harbours", name.capitalize()), encoding="utf-8")
        with qtbot.waitSignal(window.traffic.imported, timeout=60_000):
            window.traffic.bring_in([file])
    first, second = told
    assert "states.tsv cannot be read" in first
    assert "list of themes cannot be read" in second
    assert window.view.page is not None
    assert window.view.page.brief.metadata.title == "Two of the North"
    for box in window.findChildren(QMessageBox):
        box.close()


def test_export_asks_and_writes(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from briefreader.ui.dialogs.export import ExportDialog

    page = window.view.page
    assert page is not None
    window.view.select(page.starts[6], page.starts[6] + 40)
    qtbot.keyClick(window.view, Qt.Key.Key_3)
    for name, what in (("brief.md", "brief"), ("notes.md", "notes"), ("brief.pdf", "brief")):
        monkeypatch.setattr(ExportDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
        monkeypatch.setattr(ExportDialog, "choice", lambda self, name=name, what=what: (tmp_path / name, what))
        with qtbot.waitSignal(window.traffic.exported, timeout=60_000):
            qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    quote = page.text[page.starts[6] : page.starts[6] + 40].strip()
    assert "Risk" in (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert quote[:20] in (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")


def test_the_library_lists_the_briefs_and_opens_one(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    shown = window.centre.currentWidget()
    assert isinstance(shown, LibraryPage)
    shown.brief_chosen.emit("using-briefreader")
    assert window.view.page is not None
    assert window.view.page.brief.id == "using-briefreader"
    assert window.centre.currentIndex() == 0


def test_a_second_start_hands_over_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    from briefreader.ui.instance import Instance

    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    first.listen()
    assert not second.claim()
    from threading import Thread

    answers: list[bool] = []
    with qtbot.waitSignal(first.asked, timeout=30_000) as asked:
        thread = Thread(target=lambda: answers.append(second.hand_over("no-longer-ironclad")))
        thread.start()
    thread.join()
    assert asked.args == ["no-longer-ironclad"]
    assert answers == [True]
    first.release()


def test_the_library_is_shown_where_no_brief_was_asked_to_be_reopened(
    open_window: Callable[[Path], MainWindow], data: Path, qtbot: QtBot
) -> None:
    from briefreader.ui.settings import Settings

    settings = Settings(paths.folders(data).settings)
    settings.set("reopen", False)
    settings.save()
    from briefreader import app

    window = app.open_window(data)
    qtbot.addWidget(window)
    assert isinstance(window.centre.currentWidget(), LibraryPage)
    window.close()


def test_a_library_reads_what_another_wrote(data: Path) -> None:
    one, other = Library(paths.folders(data)), Library(paths.folders(data))
    brief = one.brief("no-longer-ironclad")
    from briefreader.annotations.model import Colour

    made = one.highlight(brief, [(brief.blocks[6].id, 0, 20)], Colour.BLUE)
    assert [note.id for note in other.notes(other.brief("no-longer-ironclad"))] == [made.id]
    one.close()
    other.close()


def test_a_slow_import_gives_the_keys_back_to_the_window(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen, read = Event(), Library.read

    def slowly(library: Library, path: Path, **options: Any) -> Pack:
        assert seen.wait(60)
        return read(library, path, **options)

    def is_shown() -> bool:
        progress = window.findChild(QProgressDialog)
        return progress is not None and progress.isVisible()

    monkeypatch.setattr(Library, "read", slowly)
    file = tmp_path / "harbours.txt"
    file.write_text(TEXT, encoding="utf-8")
    window.traffic.bring_in([file])
    qtbot.waitUntil(is_shown)
    with qtbot.waitSignal(window.traffic.imported, timeout=60_000):
        seen.set()
    assert not is_shown()
    qtbot.waitUntil(window.isActiveWindow)
    ask(window, qtbot, "cranes")
