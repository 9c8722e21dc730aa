"""Judges how late the GUI thread was during the tour: never by more than 50 ms of its own work."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from allure_desktop.gui.watchdog import Stall

LATE_S = 0.05
#: shorter ones are counted for the worst figure alone
NOTED_S = 0.02


@dataclass(frozen=True, slots=True)
class _Noted:
    stall: Stall
    began: float
    ended: float


class Lateness:
    """Give `note` to a watchdog with the limit NOTED_S.

    A stall fails the tour by the GUI thread's own work in it: what it waits for a busy machine is told and no fault.
    Excused are the first window and the first web view, which load libraries of 200 MB: see `excuse`.
    """

    def __init__(self) -> None:
        self._noted: list[_Noted] = []
        self._excused: list[tuple[float, float]] = []
        self._lock = threading.Lock()

    @contextmanager
    def excuse(self, why: str) -> Iterator[None]:
        """Stalls that lie in this time, even in part, are excused."""
        began = time.monotonic()
        with self._lock:
            self._excused.append((began, float("inf")))
            place = len(self._excused) - 1
        try:
            yield
        finally:
            with self._lock:
                self._excused[place] = (began, time.monotonic())
            print(f"      excused from being late: {why}", flush=True)

    def note(self, stall: Stall) -> None:
        ended = time.monotonic()
        noted = _Noted(stall, ended - stall.seconds, ended)
        with self._lock:
            self._noted.append(noted)
        if stall.seconds > LATE_S:
            self._tell(noted)

    def _tell(self, noted: _Noted) -> None:
        stall = noted.stall
        word = "late, excused" if self._is_excused(noted) else "LATE" if stall.cpu_s > LATE_S else "late by waiting"
        print(f"      {word}: {_ms(stall.seconds)}, its own work {_ms(stall.cpu_s)}", flush=True)
        for stack in stall.stacks:
            ours = [line.strip() for line in stack.splitlines() if "allure_desktop" in line]
            print(f"        {ours[-1] if ours else 'Qt itself'}")

    def _is_excused(self, noted: _Noted) -> bool:
        with self._lock:
            return any(noted.began < end and noted.ended > begin for begin, end in self._excused)

    @property
    def faults(self) -> list[Stall]:
        """The stalls that fail the tour."""
        return [n.stall for n in self._noted if n.stall.cpu_s > LATE_S and not self._is_excused(n)]

    def __str__(self) -> str:
        counted = [n.stall for n in self._noted if not self._is_excused(n)]
        longest = max((stall.seconds for stall in counted), default=0.0)
        work = max((stall.cpu_s for stall in counted), default=0.0)
        return (
            f"GUI thread late by more than {_ms(LATE_S)} of its own work: {len(self.faults)} times, "
            f"at worst {_ms(work)} (with all waiting {_ms(longest)})"
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
