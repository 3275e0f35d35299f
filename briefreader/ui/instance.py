"""One window for each data folder: a second start hands its wish to the first and brings it forward."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1500


class Instance(QObject):
    """The claim on a data folder. `asked` carries what a second start was given to open ("" for nothing)."""

    asked = Signal(str)

    def __init__(self, data: Path) -> None:
        super().__init__()
        self._data = data
        self._lock = QLockFile(str(data / "window.lock"))
        # A lock counts as left behind only if its process is gone, however long the window has been open.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    @property
    def _name(self) -> str:
        import hashlib  # 7 ms that the first page can do without

        return "briefreader-" + hashlib.sha256(str(self._data).encode()).hexdigest()[:20]

    def claim(self) -> bool:
        """Whether this is the first window on the folder (also where the folder takes no lock)."""
        if self._lock.tryLock(0):
            return True
        return self._lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, what: str) -> bool:
        """Ask the first window to come forward and open `what`; False if it does not answer."""
        from PySide6.QtNetwork import QLocalSocket  # a local pipe, used by second starts alone

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(what.encode() + b"\n")
        told = socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return bool(told)

    def listen(self) -> None:
        """Wait for second starts."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        self._server.newConnection.connect(self._hear)
        self._server.listen(self._name)

    def _hear(self) -> None:
        socket = self._server.nextPendingConnection() if self._server is not None else None
        if socket is None:
            return
        # The server owns the socket; both go when the window does, and second starts are few.
        if socket.canReadLine():
            self._read(socket)
        else:
            socket.readyRead.connect(partial(self._read, socket))

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            self.asked.emit(bytes(socket.readLine().data()).decode(errors="replace").strip())

    def release(self) -> None:
        """Let go of the folder."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
