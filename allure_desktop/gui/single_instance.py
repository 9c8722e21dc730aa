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


def hand_over(root: Path, files: Sequence[str]) -> bool:
    """Gives the files to the window that is already open for this data folder; False when there is none."""
    if os.name == "posix" and not os.path.exists(f"{QDir.tempPath()}/{_name(root)}"):  # noqa: PTH110 - Qt's own path
        return False  # nobody listens: the network module need not be loaded before the first frame
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(root))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(json.dumps({"files": [str(Path(file).absolute()) for file in files]}).encode() + b"\n")
    socket.waitForBytesWritten(WAIT_MS)
    return socket.waitForReadyRead(WAIT_MS)


class SingleInstance(QObject):
    """The first window's ear."""

    #: a second start brought these files (perhaps none)
    called = Signal(list)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(_name(root)):
            # a killed program leaves its socket behind; nobody answered on it
            QLocalServer.removeServer(_name(root))
            self._server.listen(_name(root))

    @Slot()
    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            told = json.loads(bytes(socket.readLine().data()))
            files = [file for file in told["files"] if isinstance(file, str)]
        except (ValueError, KeyError, TypeError):
            files = []
        socket.write(b"ok\n")
        socket.flush()
        self.called.emit(files)

    def close(self) -> None:
        self._server.close()
