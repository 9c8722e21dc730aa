"""Tells who watches a preview what to read again; never what it says, and never more often than it can be read."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

#: `calls`, `requests`, `structure`, `data`, `attempt`, `closed`, `console`, `file`
Listener = Callable[[str], None]

_log = logging.getLogger(__name__)


class Listeners:
    """Functions that hear a kind of change, on whatever thread brought it; one that fails is logged and goes on."""

    def __init__(self) -> None:
        self._all: list[Listener] = []
        self._lock = threading.Lock()

    def add(self, listener: Listener) -> Callable[[], None]:
        """From now on `listener(kind)` is called; the answer takes it away again."""
        with self._lock:
            self._all.append(listener)

        def remove() -> None:
            with self._lock:
                if listener in self._all:
                    self._all.remove(listener)

        return remove

    def tell(self, kind: str) -> None:
        with self._lock:
            listeners = tuple(self._all)
        for listener in listeners:
            try:
                listener(kind)
            except Exception:
                _log.exception("A listener of the preview failed")
