"""What a process holds of an upload that it runs, beside the journal, and what a call brings back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allure_desktop.api.answers import PartUrl, UploadTicket
from allure_desktop.uploads.bandwidth import FIRST_PIECE_BYTES
from allure_desktop.uploads.env import Signal
from allure_desktop.uploads.etags import EtagProof
from allure_desktop.uploads.journal import SentPart
from allure_desktop.uploads.progress import Meter
from allure_desktop.uploads.rows import CallNote
from allure_desktop.uploads.transfer import Event


class Flight:
    """One part under way. `drop()` ends it from any thread at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut: Callable[[], None] | None = None
        self.dropped = False
        #: links asked for on its behalf
        self.calls = 0

    def on_socket(self, cut: Callable[[], None]) -> None:
        with self._lock:
            self._cut = cut
            dropped = self.dropped
        if dropped:
            cut()

    def drop(self) -> None:
        with self._lock:
            self.dropped = True
            cut = self._cut
        if cut is not None:
            cut()

    def was_dropped(self) -> bool:
        return self.dropped


@dataclass(slots=True)
class Cargo:
    """What a process holds of an upload that it runs, beside the journal. Links are secrets and kept in memory only."""

    meter: Meter = field(default_factory=Meter)
    #: by generation and number: a part that was given up may be on its way back while it goes out anew
    flights: dict[tuple[int, int], Flight] = field(default_factory=dict)
    #: by upload id and number: one of an upload that was given up may come late
    links: dict[tuple[str | None, int], tuple[PartUrl, float, float]] = field(default_factory=dict)
    ticket: UploadTicket | None = None
    #: what the storage's ETags have shown since this upload was opened
    etags: EtagProof = field(default_factory=EtagProof)
    #: parts that an earlier process may have sent without coming to know it
    unknown: set[int] = field(default_factory=set)
    #: of these, the ETags by which the server says that it has them; of use until such a part is sent
    said_there: dict[int, str] = field(default_factory=dict)
    #: parts whose answers were lost
    doubtful: set[int] = field(default_factory=set)
    #: how much at once its line took last
    piece_bytes: int = FIRST_PIECE_BYTES
    stop_check: Signal = field(default_factory=threading.Event)

    def let_go(self) -> None:
        """Ends the sending of all parts and a running check."""
        self.stop_check.set()
        for flight in tuple(self.flights.values()):
            flight.drop()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a call: the event for the machine, columns for the journal, a part, and how many calls it took."""

    event: Event
    facts: dict[str, Any] = field(default_factory=dict)
    part: SentPart | None = None
    calls: int = 0
    retries: int = 0
    note: CallNote | None = None
