"""Immutable facts the core announces: what to read again, never what it says now."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UploadChanged:
    """The row of one upload reads differently (state, reason, report, outcome)."""

    upload_id: int


@dataclass(frozen=True, slots=True)
class UploadsChanged:
    """Rows came, went or changed their order."""


@dataclass(frozen=True, slots=True)
class ConnectionsChanged:
    """A connection was added, changed, removed or made the default."""


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """The cached list of packages of one connection reads differently."""

    connection_id: str


@dataclass(frozen=True, slots=True)
class PackageChanged:
    """One package, its versions or its notes read differently."""

    connection_id: str
    package_id: str


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting has another value."""

    name: str


@dataclass(frozen=True, slots=True)
class ViewsChanged:
    """Saved views came, went, or have another name, content or order."""


Event = (
    UploadChanged
    | UploadsChanged
    | ConnectionsChanged
    | LibraryChanged
    | PackageChanged
    | SettingChanged
    | ViewsChanged
)
Listener = Callable[[Event], None]


class Events:
    """Hands each event to every listener, on the thread that announces it."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; the returned function removes it."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def announce(self, event: Event) -> None:
        """Tells every listener. One that fails is logged and never stops the others."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception:
                log.exception("A listener failed on %r", event)
