"""The window's composition root: services, style and window are made here, and what goes wrong is caught here."""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# The library comes before Qt: after QtCore every further import of Python is slower.
from briefreader import paths
from briefreader.errors import BriefreaderError, StoreError
from briefreader.library import Library
from briefreader.paths import Folders

# isort: split
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from briefreader.ui import style
from briefreader.ui.instance import Instance
from briefreader.ui.main_window import MainWindow
from briefreader.ui.settings import Settings

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtCore import QtMsgType

_log = logging.getLogger("briefreader")

_TURN = 0.0005
"""Seconds for which a thread may go on while another waits: Python's own default is ten times as long."""

_RARELY = (50_000, 20, 50)
"""When memory is looked through for circles: by default so often that reading one brief brings several stalls."""


def application() -> QApplication:
    """The one QApplication, made on first use."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    _need_screen()
    app = QApplication(["briefreader"])
    app.setApplicationName("Briefreader")
    app.setDesktopFileName("org.briefreader.Briefreader")
    app.setStyle("Fusion")
    # While a thread works, the window waits for its turn again with each row that it paints.
    sys.setswitchinterval(_TURN)
    gc.set_threshold(*_RARELY)
    return app


def _need_screen() -> None:
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise BriefreaderError(
            "There is no screen to open a window on; “briefreader tour --output DIR” does without one."
        )


def _dress(app: QApplication, settings: Settings) -> None:
    style.load_reading_face()
    style.apply(app, settings.text("scheme"))


def open_window(data_dir: Path) -> MainWindow:
    """Open the whole window on a data folder, with the brief that was read last: for tests and the tour."""
    window = _open(paths.folders(data_dir))
    window.furnish()
    gc.enable()
    return window


def _open(folders: Folders) -> MainWindow:
    app = application()
    library = Library(folders)
    settings = Settings(folders.settings)
    _dress(app, settings)
    window = MainWindow(library, settings)
    first = library.first_brief() if settings.flag("reopen") else None
    if first is not None:
        window.show_first(first)
    window.show()
    return window


def run(folders: Folders, what: str = "") -> int:
    """Open the window, or bring the one that is open forward; returns the exit status of the program."""
    app = application()
    instance = Instance(_made(folders.data))
    if not instance.claim() and instance.hand_over(_absolute(what)):
        return 0
    window = _open(folders)
    begin = _Beginning(window, instance, folders, what)
    sys.excepthook = begin.caught
    window.view.painted.connect(begin.soon)
    # A window that is not painted at once, such as a minimised one, is furnished all the same.
    QTimer.singleShot(400, begin.now)
    status = app.exec()
    instance.release()
    return status


class _Beginning:
    """What follows the first paint."""

    def __init__(self, window: MainWindow, instance: Instance, folders: Folders, what: str) -> None:
        self._window, self._instance, self._folders, self._what = window, instance, folders, what

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take a fault before the first paint as one after it."""
        _catch(self._window, self._folders)
        sys.excepthook(kind, error, trace)

    def soon(self) -> None:
        """After the paint that is under way."""
        QTimer.singleShot(0, self.now)

    def now(self) -> None:
        """Furnish the window, keep a log, listen to second starts, and open what the user named."""
        if self._window.furnished:
            return
        _catch(self._window, self._folders)
        self._window.furnish()
        self._instance.asked.connect(self._window.come_forward)
        self._instance.listen()
        _set_icon()
        # What lives now lives as long as the window: later walks leave it out.
        gc.freeze()
        gc.enable()
        if self._what:
            self._window.show_what(self._what)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be made ({error.strerror}); choose another with --data-dir."
        ) from error
    return folder


def _absolute(what: str) -> str:
    return str(Path(what).absolute()) if what and Path(what).exists() else what


def _catch(window: MainWindow, folders: Folders) -> None:
    """From here on, what nobody expected goes to the log, and the user is offered it."""
    from PySide6.QtCore import qInstallMessageHandler

    from briefreader.log import keep_log

    keep_log(folders)
    qInstallMessageHandler(_from_qt)
    faults = Faults(window, folders.log)
    sys.excepthook = faults.caught
    window.faulted = faults.raised


def _set_icon() -> None:
    from PySide6.QtGui import QGuiApplication, QIcon

    drawing = paths.resources() / "icons" / "briefreader.svg"
    if drawing.is_file():
        QGuiApplication.setWindowIcon(QIcon(str(drawing)))


def tour(output: Path, data_dir: Path | None) -> int:
    """Drive the real window without a screen, leaving pictures and exports in `output`."""
    import tempfile

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from briefreader.ui.tour import Tour

    with tempfile.TemporaryDirectory(prefix="briefreader-tour-") as scratch:
        window = open_window(data_dir or Path(scratch))
        Tour(window, output.absolute()).go()
        window.close()
    print(output.absolute())
    return 0


def _from_qt(kind: QtMsgType, _context: object, message: str) -> None:
    severe = kind in (kind.QtCriticalMsg, kind.QtFatalMsg)
    _log.log(logging.ERROR if severe else logging.WARNING, "Qt: %s", message)


class Faults:
    """What nobody expected: written to the log whole, shown to the user in one sentence that offers it."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        self._window, self._file = window, file

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        elif isinstance(error, BriefreaderError):
            self._window.show_trouble(str(error))
        else:
            _log.error("Unexpected", exc_info=(kind, error, trace))
            self._show()

    def raised(self, error: Exception) -> None:
        self.caught(type(error), error, error.__traceback__)

    def _show(self) -> None:
        from briefreader.ui.dialogs.trouble import show_fault

        show_fault(self._window, "Something went wrong that should not have. Your notes are safe.", self._file)
