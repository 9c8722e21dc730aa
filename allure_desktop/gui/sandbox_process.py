"""The built-in server as a child of the window: started, listened to for its first line, stopped at the end."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

log = logging.getLogger(__name__)

STOP_MS = 1500


@dataclass(frozen=True, slots=True)
class SandboxAddress:
    """What the sandbox says in its first line. The key is a secret of this computer's own server."""

    url: str
    storage_url: str
    tenant_id: str
    api_key: str

    def __repr__(self) -> str:
        return f"SandboxAddress({self.url!r})"


class SandboxProcess(QObject):
    """`started` once the server answers; `failed` with words when it does not come up or ends by itself."""

    started = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._process: QProcess | None = None
        self._ending: QProcess | None = None
        self._heard = b""
        self._complaint = b""
        self.address: SandboxAddress | None = None

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Starts the server; a running one is left alone."""
        if self._process is not None:
            return
        process = QProcess(self)
        self._process, self._heard, self._complaint = process, b"", b""
        arguments = ["sandbox", "--json", "--until-stdin-ends", "--data", str(self._folder)]
        if not getattr(sys, "frozen", False):
            arguments = ["-m", "allure_desktop", *arguments]
            environment = QProcessEnvironment.systemEnvironment()
            root = str(Path(__file__).resolve().parents[2])
            before = environment.value("PYTHONPATH")
            environment.insert("PYTHONPATH", f"{root}:{before}" if before and sys.platform != "win32" else root)
            process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_complaint)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._went_wrong)
        process.start(sys.executable, arguments)

    @property
    def alive(self) -> bool:
        """The server's process is there, perhaps on its way out."""
        return self._process is not None or self._ending is not None

    def stop(self) -> None:
        """Ends the server, which keeps its data; `stopped` when it is gone. Nobody waits for it."""
        process, self._process = self._process, None
        self.address = None
        if process is None:
            return
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._went_wrong)
        self._ending = process
        process.finished.connect(self._gone)
        process.terminate()
        QTimer.singleShot(STOP_MS, process, process.kill)

    @Slot()
    def _gone(self) -> None:
        process, self._ending = self._ending, None
        if process is not None:
            process.deleteLater()
        self.stopped.emit()

    @Slot()
    def _read(self) -> None:
        if self._process is None:
            return
        # the pipe is emptied for as long as the server lives, or it would wait for us one day
        self._heard += bytes(self._process.readAllStandardOutput().data())
        if self.address is not None:
            self._heard = b""
            return
        line, newline, _rest = self._heard.partition(b"\n")
        if not newline:
            return
        try:
            told = json.loads(line)
            self.address = SandboxAddress(told["url"], told["storage_url"], told["tenant_id"], told["api_key"])
        except (ValueError, KeyError, TypeError):
            log.error("The sandbox's first line was not understood")
            self.stop()
            self.failed.emit(self.tr("The sandbox answered something that is not understood."))
            return
        self.started.emit(self.address)

    @Slot()
    def _read_complaint(self) -> None:
        if self._process is not None:
            self._complaint = (self._complaint + bytes(self._process.readAllStandardError().data()))[-4000:]

    @Slot()
    def _finished(self) -> None:
        words = self._complaint.decode(errors="replace").strip().splitlines()
        self._ended(words[-1] if words else self.tr("It ended by itself."))

    @Slot(QProcess.ProcessError)
    def _went_wrong(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended(self.tr("Its program could not be started."))

    def _ended(self, cause: str) -> None:
        process, self._process = self._process, None
        self.address = None
        if process is not None:
            process.deleteLater()
            log.error("The sandbox ended: %s", cause)
            self.failed.emit(cause)
