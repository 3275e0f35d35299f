"""What goes wrong around the window: nothing is lost, the user is told once and in words, and reading goes on."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from briefreader import app, paths
from briefreader.annotations.model import Annotation, Colour
from briefreader.errors import StoreError
from briefreader.library import Library
from briefreader.log import keep_log
from briefreader.ui.main_window import MainWindow
from briefreader.ui.rows import ROW
from tests.library.samples import left_open, spoil_index

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = "no-longer-ironclad"
WORDS = "Where might makes right"

Opening = Callable[[Path], MainWindow]
Stored = Callable[..., tuple[Annotation, ...]]
Select = Callable[[MainWindow, str], tuple[int, int]]


@pytest.fixture
def open_troubled(qtbot: QtBot) -> Iterator[Opening]:
    """Opens a window that has something to tell at once: a dialog then has the focus, and not the page."""
    opened: list[MainWindow] = []

    def make(folder: Path) -> MainWindow:
        window = app.open_window(folder)
        opened.append(window)
        window.resize(1440, 900)
        qtbot.waitUntil(lambda: window.reading.around is not None)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


def told(window: MainWindow, qtbot: QtBot, name: str = "trouble") -> str:
    """What a dialog says, which is closed; there is only one."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, name)))
    (box,) = window.findChildren(QMessageBox, name)
    words = box.text()
    with qtbot.waitSignal(box.destroyed):
        box.close()
    return words


def ask(window: MainWindow, qtbot: QtBot, query: str) -> list[str]:
    """Search everywhere, and return the blocks of the hits once the answer is there."""
    field = window.top_bar.search.field
    field.setFocus()
    with qtbot.waitSignal(window.searching.answered, timeout=30_000):
        qtbot.keyClicks(field, query)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    if not window.panel.results.view.model().rowCount():
        qtbot.waitSignal(window.searching.answered, timeout=30_000).wait()
    model = window.panel.results.view.model()
    rows = [model.index(at, 0).data(ROW) for at in range(model.rowCount())]
    return [row.block for row in rows if hasattr(row, "snippet")]


# --- the store ---


def test_a_broken_store_is_restored_and_the_user_told(
    open_troubled: Opening, data: Path, stored: Stored, qtbot: QtBot
) -> None:
    library = Library(paths.folders(data))
    note = library.highlight_quote(library.brief(SHIPPED), WORDS, Colour.RED, note="Kept.")
    library.database.backup()
    library.close()
    store = data / "briefreader.sqlite"
    with store.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 50_000)
    window = open_troubled(data)
    words = told(window, qtbot)
    assert "set aside" in words
    assert "was restored" in words
    assert window.view.page is not None
    assert window.view.page.brief.id == SHIPPED
    assert list(window.marking.by_id) == [note.id]
    assert len(list(data.glob("briefreader-broken-*.sqlite"))) == 1
    window.view.select(0, 9)
    qtbot.keyClick(window.view, "2")
    assert len(stored()) == 2


def test_a_store_that_is_there_again_is_not_spoken_of(window: MainWindow) -> None:
    assert not window.findChildren(QMessageBox)


def test_a_store_that_may_only_be_read_is_read(
    open_troubled: Opening, data: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    connect = sqlite3.connect

    def read_only(database: str | Path, **options: object) -> sqlite3.Connection:
        # A superuser may write wherever it likes, so the store is opened as it is for somebody who may not.
        if isinstance(database, Path):
            database, options["uri"] = f"{database.as_uri()}?mode=ro", True
        return connect(database, **options)  # type: ignore[call-overload, no-any-return]  # passed through

    monkeypatch.setattr(sqlite3, "connect", read_only)
    window = open_troubled(data)
    assert "can be read but not written" in told(window, qtbot)
    around, page = window.reading.around, window.view.page
    assert around is not None
    assert page is not None
    assert around.actors
    start = page.text.index(WORDS)
    window.view.select(start, start + len(WORDS))
    qtbot.keyClick(window.view, "3")
    assert "may only be read" in told(window, qtbot)
    assert window.status_line.saved.text() == "Not saved"
    assert window.view.marks.by_id == {}
    # What was selected is still there to be copied.
    assert window.view.selection() == (start, start + len(WORDS))
    assert ask(window, qtbot, "deterrence")


def test_a_full_disk_loses_nothing_that_is_on_the_screen(
    window: MainWindow, select: Select, stored: Stored, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    select(window, WORDS)
    qtbot.keyClick(window.view, "1")
    (mark,) = stored()

    def full(*_: object, **__: object) -> Annotation:
        raise StoreError("The disk is full, so nothing was saved; make room on it and try again.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "change", full)
        window.noting.write(mark.id, "A thought", ())
        assert told(window, qtbot).startswith("The disk is full")
        assert window.status_line.saved.text() == "Not saved"
    assert mark.id in window.view.marks.by_id
    window.noting.write(mark.id, "A thought", ())
    assert [one.note for one in stored()] == ["A thought"]
    assert window.status_line.saved.text() == "All notes saved"


# --- the index ---


@left_open
@pytest.mark.parametrize("how", ["spoilt", "missing"])
def test_a_broken_index_is_rebuilt_without_a_word(open_window: Opening, data: Path, how: str, qtbot: QtBot) -> None:
    folder = data / "cache" / "index"
    if how == "spoilt":
        spoil_index(folder)
    else:
        shutil.rmtree(folder)
    window = open_window(data)
    assert ask(window, qtbot, "deterrence")
    assert not window.findChildren(QMessageBox)
    assert Library(paths.folders(data)).index.check() == []


@left_open
def test_an_index_that_breaks_under_a_note_holds_every_brief_again(
    open_window: Opening, data: Path, select: Select, qtbot: QtBot
) -> None:
    window = open_window(data)
    window.library.index.close()
    spoil_index(data / "cache" / "index")
    select(window, WORDS)
    with qtbot.waitSignal(window.indexing.indexed, timeout=30_000):
        qtbot.keyClick(window.view, "1")
    assert window.library.stale_keys() == ()
    assert ask(window, qtbot, "deterrence")


# --- faults of the program ---


@pytest.fixture
def faults(window: MainWindow, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[app.Faults]:
    """What catches the faults of the program, put where the running program has it."""
    root = logging.getLogger()
    before = list(root.handlers)
    folders = paths.folders(data)
    keep_log(folders)
    catcher = app.Faults(window, folders.log)
    monkeypatch.setattr(sys, "excepthook", catcher.caught)
    monkeypatch.setattr(window, "faulted", catcher.raised)
    yield catcher
    for handler in root.handlers[:]:
        if handler not in before:
            root.removeHandler(handler)
            handler.close()


def break_down() -> None:
    raise RuntimeError("the wheels came off")


def test_a_fault_in_a_slot_is_logged_and_the_log_offered(
    window: MainWindow,
    faults: app.Faults,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    shown: list[str] = []

    def show(address: QUrl) -> bool:
        shown.append(address.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    QTimer.singleShot(0, break_down)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, "fault")))
    (box,) = window.findChildren(QMessageBox, "fault")
    assert "Traceback" not in box.text() + box.informativeText() + box.detailedText()
    assert "wheels" not in box.text() + box.informativeText()
    button = box.findChild(QAbstractButton, "fault-open-log")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    log = data / "logs" / "briefreader.log"
    assert [Path(name) for name in shown] == [log]
    written = log.read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "RuntimeError: the wheels came off" in written
    assert capfd.readouterr().err == ""


def test_the_log_of_a_fault_can_be_copied(
    window: MainWindow, faults: app.Faults, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    QTimer.singleShot(0, break_down)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox, "fault")))
    (box,) = window.findChildren(QMessageBox, "fault")
    button = box.findChild(QAbstractButton, "fault-copy-log")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().endswith("RuntimeError: the wheels came off")


def test_a_fault_away_from_the_window_is_shown_too(window: MainWindow, faults: app.Faults, qtbot: QtBot) -> None:
    window.file_lane.run(break_down, lambda _: None, lambda _: None)
    assert "should not have" in told(window, qtbot, "fault")


def test_an_expected_failure_in_a_slot_is_told_in_its_own_words(
    window: MainWindow, faults: app.Faults, data: Path, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise StoreError("The disk is full.")

    QTimer.singleShot(0, fail)
    assert told(window, qtbot) == "The disk is full."
    assert (data / "logs" / "briefreader.log").read_text(encoding="utf-8") == ""


def test_an_interruption_from_the_terminal_ends_the_program(
    window: MainWindow, faults: app.Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(True))
    faults.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert quits == [True]


# --- the end of the process ---

WRITER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from briefreader import app

window = app.open_window(Path(sys.argv[1]))
page = window.view.page
turn = 0

def mark():
    global turn
    start = (turn * 13) % (len(page.text) - 40)
    window.view.select(start, start + 12)
    before = set(window.marking.by_id)
    window.marking.mark(["yellow", "blue", "red", "green", "violet"][turn % 5])
    for id in set(window.marking.by_id) - before:
        if turn % 2:
            window.noting.write(id, f"Note {turn}", ())
        # What the status line says, with what it says it of.
        print(window.status_line.saved.text(), id, turn, sep="|", flush=True)
    turn += 1

timer = QTimer()
timer.timeout.connect(mark)
timer.start(0)
app.application().exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a program so")
@pytest.mark.parametrize("lines", [1, 17, 60])
def test_what_the_window_called_saved_outlives_its_killing(
    data: Path, stored: Stored, lines: int, capfd: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", WRITER, str(data)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        heard = [window.stdout.readline() for _ in range(lines)]
        window.kill()
        heard += window.stdout.readlines()
    said = [line.rstrip("\n").split("|") for line in heard if line.endswith("\n")]
    assert len(said) >= lines, capfd.readouterr().err
    assert {words for words, _, _ in said} == {"All notes saved"}
    there = {mark.id: mark.note for mark in stored()}
    for _, id, turn in said:
        assert there[id] == (f"Note {turn}" if int(turn) % 2 else "")
    # At most the one that was under way when the kill came is there as well.
    assert len(there) <= len(said) + 1
    with closing(sqlite3.connect(data / "briefreader.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
