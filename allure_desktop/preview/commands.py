"""Commands from the window to the page that plays, as a stream of events; only the newest page gets them."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

#: A sign of life, so that a page that is gone is noticed.
PING_S = 10.0
_KEPT = 200


class Commands:
    """Each view of an attempt has a number; a newer one takes over, and the older is told `superseded`."""

    def __init__(self) -> None:
        self._commands: deque[tuple[int, int, str]] = deque(maxlen=_KEPT)  # number, view, text
        self._view = 0
        self._last = 0
        self._ended = False
        self._changed = threading.Condition()

    @property
    def view(self) -> int:
        """The number of the newest view; 0 before the first."""
        return self._view

    def new_view(self) -> int:
        """A view begins; every older one is over."""
        with self._changed:
            self._view += 1
            self._changed.notify_all()
            return self._view

    def send(self, name: str, facts: dict[str, Any]) -> None:
        """Tells the newest view to do something; it gets it when it listens."""
        with self._changed:
            self._last += 1
            self._commands.append((self._last, self._view, json.dumps({"name": name, **facts})))
            self._changed.notify_all()

    def end(self) -> None:
        """Ends every stream."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def stream(self, view: int, after: int) -> Iterator[bytes]:
        """The commands for one view after command number `after`, as server-sent events; ends with the view."""
        yield b"retry: 1000\n\n"
        while True:
            with self._changed:
                ready = self._ready(view, after)
                if not ready and not self._ended and view == self._view:
                    self._changed.wait(PING_S)
                    ready = self._ready(view, after)
                over, ended = view != self._view, self._ended
            for number, text in ready:
                after = number
                yield f"id: {number}\ndata: {text}\n\n".encode()
            if over:
                yield b'data: {"name": "superseded"}\n\n'
                return
            if ended:
                return
            if not ready:
                yield b": still here\n\n"

    def _ready(self, view: int, after: int) -> list[tuple[int, str]]:
        return [(number, text) for number, to, text in self._commands if to == view and number > after]
