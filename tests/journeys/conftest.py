"""The real window on a folder of its own, driven as a user would; the store is read back beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from briefreader import app, paths
from briefreader.annotations.model import Annotation
from briefreader.library import Library
from briefreader.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a first start leaves it, index and all: copied for each test, because making it takes time."""
    folder = tmp_path_factory.mktemp("stocked")
    library = Library(paths.folders(folder))
    library.refresh_index()
    library.close()
    return folder


@pytest.fixture
def data(stocked: Path, tmp_path: Path) -> Path:
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(stocked, folder)
    return folder


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Path], MainWindow]]:
    opened: list[MainWindow] = []

    def make(folder: Path) -> MainWindow:
        window = app.open_window(folder)
        opened.append(window)
        window.resize(1440, 900)
        qtbot.waitUntil(lambda: window.reading.around is not None and window.reading.around.sighted, timeout=60_000)
        window.activateWindow()
        qtbot.waitUntil(lambda: window.view.hasFocus())
        return window

    yield make
    for window in opened:
        if window.isVisible():
            window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], data: Path) -> MainWindow:
    return open_window(data)


@pytest.fixture
def stored(data: Path) -> Callable[..., tuple[Annotation, ...]]:
    """The notes that the store holds, read through a connection of its own."""

    def read(brief: str = "no-longer-ironclad") -> tuple[Annotation, ...]:
        library = Library(paths.folders(data))
        found = library.annotations.of_brief(brief)
        library.close()
        return found

    return read


@pytest.fixture
def click(qtbot: QtBot) -> Callable[[QAbstractItemView, int], None]:
    """Click on a row of a list."""

    def act(view: QAbstractItemView, row: int) -> None:
        index = view.model().index(row, 0)
        view.scrollTo(index)
        where = QPoint(40, view.visualRect(index).center().y())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    return act


@pytest.fixture
def select(qtbot: QtBot) -> Callable[[MainWindow, str], tuple[int, int]]:
    """Select the first place where the page says some words, by keyboard."""

    def act(window: MainWindow, words: str) -> tuple[int, int]:
        page = window.view.page
        assert page is not None
        start = page.text.index(words)
        window.view.go_to(start)
        window.view.setFocus()
        for _ in words:
            qtbot.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert window.view.selection() == (start, start + len(words))
        return start, start + len(words)

    return act
