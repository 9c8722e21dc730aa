"""The core's events as Qt signals in the GUI thread, each fact once and at most ten times a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from allure_desktop.events import (
    ConnectionsChanged,
    Event,
    Events,
    LibraryChanged,
    PackageChanged,
    SettingChanged,
    UploadChanged,
    UploadsChanged,
    ViewsChanged,
)

INTERVAL_S = 0.1


def _nothing() -> None:
    return


class CoreEvents(QObject):
    """Says what to read again; an equal event that waits already is not told twice."""

    upload_changed = Signal(int)
    uploads_changed = Signal()
    connections_changed = Signal()
    library_changed = Signal(str)
    package_changed = Signal(str, str)
    setting_changed = Signal(str)
    views_changed = Signal()
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Event, None] = {}
        self._lock = threading.Lock()
        self._told_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        self._arrived.connect(self._plan, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe: Callable[[], None] = _nothing

    def listen_to(self, events: Events) -> None:
        """From now on tells what these events say."""
        self.close()
        self._unsubscribe = events.subscribe(self._hear)

    def close(self) -> None:
        self._unsubscribe()
        self._unsubscribe = _nothing

    def _hear(self, event: Event) -> None:
        with self._lock:
            first = not self._waiting
            self._waiting[event] = None
        if first:
            try:
                self._arrived.emit()
            except RuntimeError:  # the window is gone; the core goes on
                self._unsubscribe()

    @Slot()
    def _plan(self) -> None:
        if not self._timer.isActive():
            wait_s = max(0.0, self._told_at + INTERVAL_S - time.monotonic())
            self._timer.start(round(wait_s * 1000))

    @Slot()
    def _tell(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        self._told_at = time.monotonic()
        for event in waiting:
            match event:
                case UploadChanged(upload_id):
                    self.upload_changed.emit(upload_id)
                case UploadsChanged():
                    self.uploads_changed.emit()
                case ConnectionsChanged():
                    self.connections_changed.emit()
                case LibraryChanged(connection_id):
                    self.library_changed.emit(connection_id)
                case PackageChanged(connection_id, package_id):
                    self.package_changed.emit(connection_id, package_id)
                case SettingChanged(name):
                    self.setting_changed.emit(name)
                case ViewsChanged():
                    self.views_changed.emit()
