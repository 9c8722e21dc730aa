"""One window for each data folder: a second start raises the first and hands it its files."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

WAIT_MS = 1000


def _name(root: Path) -> str:
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return f"allure-desktop-{user}-{zlib.crc32(str(root).encode()):08x}"


def hand_over(root: Path, files: Sequence[str], *, preview: bool = False) -> bool:
    """Gives the files (to be played, with `preview`) to the window that is already open for this data folder; False when there is none."""
    if os.name == "posix" and not os.path.exists(f"{QDir.tempPath()}/{_name(root)}"):  # noqa: PTH110 - Qt's own path
        return False  # nobody listens: the network module need not be loaded before the first frame
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(root))
    if not socket.waitForConnected(WAIT_MS):
        return False
    told = {"files": [str(Path(file).absolute()) for file in files], "preview": preview}
    socket.write(json.dumps(told).encode() + b"\n")
    socket.waitForBytesWritten(WAIT_MS)
    # the answer may be here already
    return socket.bytesAvailable() > 0 or socket.waitForReadyRead(WAIT_MS)


class SingleInstance(QObject):
    """The first window's ear."""

    #: a second start brought these files (perhaps none)
    called = Signal(list)
    #: a second start wants these files played
    preview_called = Signal(list)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(_name(root)):
            # a killed program leaves its socket behind; nobody answered on it
            QLocalServer.removeServer(_name(root))
            self._server.listen(_name(root))

    @Slot()
    def _connected(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._callers.append(socket)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._tidy)
        self._read()

    @Slot()
    def _read(self) -> None:
        for socket in self._callers:
            if not socket.canReadLine():
                continue
            try:
                told = json.loads(bytes(socket.readLine().data()))
                files = [file for file in told["files"] if isinstance(file, str)]
                preview = told.get("preview") is True
            except (ValueError, KeyError, TypeError, AttributeError):
                files, preview = [], False
            socket.write(b"ok\n")
            socket.flush()
            (self.preview_called if preview else self.called).emit(files)

    @Slot()
    def _tidy(self) -> None:
        gone = [socket for socket in self._callers if not socket.isValid()]
        self._callers = [socket for socket in self._callers if socket.isValid()]
        for socket in gone:
            socket.deleteLater()

    def close(self) -> None:
        self._server.close()
