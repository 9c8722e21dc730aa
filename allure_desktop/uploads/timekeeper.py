"""The one thread that watches the clock, the settings, and what other processes write into the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable

from allure_desktop.events import Events, UploadChanged, UploadsChanged
from allure_desktop.uploads.engine import Engine
from allure_desktop.uploads.env import Thread

log = logging.getLogger(__name__)

#: How often the journal and the settings are looked at.
LOOK_S = 0.25


class Timekeeper:
    """Started once, ended by `close`. `wish(upload_id, what)` is told what another process asks of an upload here."""

    def __init__(self, engine: Engine, events: Events, wish: Callable[[int, str], None]) -> None:
        self._engine = engine
        self._events = events
        self._wish = wish
        self._ended = engine.env.signal()
        self._thread: Thread | None = None

    def start(self) -> None:
        if self._thread is None and not self._ended.is_set():
            # who closes meanwhile cannot join a thread that has not begun
            self._thread = self._engine.env.begin(self._keep, "uploads")

    def _keep(self) -> None:
        try:
            version, stamps = -1, self._engine.journal.stamps()
        except Exception:
            if self._ended.is_set():
                return  # closed before it began
            raise
        # what others wrote between a reader's first look and this one
        self._events.announce(UploadsChanged())
        while not self._ended.is_set():
            wake = self._engine.next_wake()
            self._engine.stirred.wait(
                LOOK_S if wake is None else min(max(wake - self._engine.clock.now(), 0.0), LOOK_S)
            )
            self._engine.stirred.clear()
            if self._ended.is_set():
                return
            try:
                self._engine.follow_clock()
                self._engine.wake_up()
                self._engine.apply_limits()
                seen = self._engine.journal.data_version()
                if seen != version:
                    version, stamps = seen, self._hear_others(stamps)
            except Exception:  # a full disk, say: the next look may go better
                log.exception("The journal of uploads could not be looked at")

    def _hear_others(self, before: dict[int, tuple[float, str]]) -> dict[int, tuple[float, str]]:
        """Rows that other processes wrote are announced; what they ask of ours is done."""
        now, ours = self._engine.journal.stamps(), self._engine.live
        if now.keys() != before.keys():
            self._events.announce(UploadsChanged())
        for upload_id, (at, wish) in now.items():
            if upload_id not in ours and before.get(upload_id) != (at, wish):
                self._events.announce(UploadChanged(upload_id))
            if wish and upload_id in ours:
                self._wish(upload_id, wish)
        return now

    def close(self, timeout_s: float) -> None:
        self._ended.set()
        self._engine.stirred.set()
        if self._thread is not None:
            self._thread.join(timeout_s)
