"""Commands from the window to the page that plays, as a stream of events; none is lost, and only the newest page gets them."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

#: A sign of life, so that a page that is gone is noticed.
PING_S = 10.0
#: What was asked of a page that has not done it by then is not asked of the next one: nobody expects it any more.
STALE_S = 60.0
_KEPT = 200


@dataclass(slots=True)
class _Command:
    number: int
    view: int
    sent_at: float
    text: str


class Commands:
    """Each view of an attempt has a number; a newer one takes over, and the older is told `superseded`.

    A command stands until the page says that it has done it: a page that loads anew gets what the former left undone.
    """

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._commands: deque[_Command] = deque(maxlen=_KEPT)
        self._view = 0
        self._last = 0
        self._ended = False
        self._changed = threading.Condition()
        self._steady = steady

    @property
    def view(self) -> int:
        """The number of the newest view; 0 before the first."""
        return self._view

    def new_view(self, *, goes_on: bool = True) -> int:
        """A view begins; every older one is over. Where the attempt `goes_on`, so does what was asked of it."""
        with self._changed:
            before, self._view = self._view, self._view + 1
            fresh = self._steady() - STALE_S
            for command in self._commands:
                if goes_on and command.view == before and command.sent_at >= fresh:
                    command.view = self._view
            self._changed.notify_all()
            return self._view

    def send(self, name: str, facts: dict[str, Any]) -> None:
        """Tells the newest view to do something; it gets it when it listens, or the one that follows it."""
        with self._changed:
            self._last += 1
            text = json.dumps({"name": name, **facts})
            self._commands.append(_Command(self._last, self._view, self._steady(), text))
            self._changed.notify_all()

    def done(self, view: int, number: int) -> None:
        """A view has done what it was told, up to this command."""
        with self._changed:
            kept = [one for one in self._commands if one.view != view or one.number > number]
            self._commands.clear()
            self._commands.extend(kept)
            self._changed.notify_all()

    def settled(self, within_s: float) -> bool:
        """Waits until the newest view has done all that it was told, or the time is over."""
        with self._changed:
            view = self._view
            return self._changed.wait_for(lambda: not any(one.view == view for one in self._commands), within_s)

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
        return [(one.number, one.text) for one in self._commands if one.view == view and one.number > after]
