"""The converting process: bad media may crash it, and it gives way to everything else on the computer.

It ends when its standard input does, so it cannot outlive the program that started it.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from allure_desktop.preview.media import messages, webm
from allure_desktop.preview.media.film import NotConvertible, probe
from allure_desktop.preview.media.member_file import MemberFile, Package, Reader, SourceBroken, reader
from allure_desktop.preview.media.session import Abandoned, Session
from allure_desktop.preview.media.span import Span

IDLE_S = 60.0
_MOST_SESSIONS = 3
_NICENESS = 10
#: a damaged film that asks for more than this ends the child and not the computer
_MEMORY_BYTES = 4 * 1024**3


@dataclass
class _Known:
    """A film that was opened: what it is, and how it is read."""

    span: Span
    read: Reader
    film: webm.Film

    def file(self) -> MemberFile:
        return MemberFile(self.read, self.span.size)


@dataclass
class _Running:
    """A session, its clusters, and what it has made of the slot it stands in."""

    film: int
    session: Session
    clusters: Iterator[tuple[bytes, bool]]
    made: list[bytes] = field(default_factory=list)
    used_at: float = 0.0


class Child:
    """Carries out one order after the other; a thread of its own hears when one is taken back."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self._answers = answers
        self._orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._packages: dict[tuple[str, int, int], Package] = {}
        self._films: dict[int, _Known] = {}
        self._running: list[_Running] = []
        self._cancelled = self._order = 0
        threading.Thread(target=self._listen, args=(orders,), daemon=True).start()

    def run(self) -> None:
        """Works until the process ends."""
        messages.write_answer(self._answers, messages.IDLE)  # it has come up: what ends it now is a film's doing
        while True:
            try:
                order = self._orders.get(timeout=IDLE_S / 4)
            except queue.Empty:
                for idle in [one for one in self._running if one.used_at < time.monotonic() - IDLE_S]:
                    self._close(idle)
                continue
            self._order = order.get("order", 0)
            if order["do"] == messages.RELEASE:
                self._release(order["path"])
                continue
            try:
                self._carry_out(order)
            except Abandoned:
                pass
            except (NotConvertible, SourceBroken) as refusal:
                self._refuse(order, str(refusal))
            except Exception as error:
                logging.getLogger(__name__).exception("A film could not be converted")
                self._refuse(order, f"{type(error).__name__}: {error}")
            messages.write_answer(self._answers, messages.IDLE, slot=self._order)

    def _listen(self, orders: BinaryIO) -> None:
        for line in orders:
            order = json.loads(line)
            if order["do"] == messages.CANCEL:
                self._cancelled = order["order"]
            else:
                self._orders.put(order)
        os._exit(0)  # the program is gone; a thread within FFmpeg cannot be waited for

    def _gate(self) -> None:
        if self._order <= self._cancelled:
            raise Abandoned

    def _carry_out(self, order: dict[str, Any]) -> None:
        film = int(order["film"])
        known = self._known(film, Span(**order["span"]))
        if order["do"] == messages.OPEN:
            shape = known.film
            facts = {
                "type": shape.content_type,
                "duration_s": shape.duration_s,
                "slots": shape.slot_count,
                "slot_bytes": shape.slot_bytes,
            }
            data = json.dumps(facts).encode() + b"\n" + webm.header(shape)
            messages.write_answer(self._answers, messages.HEAD, film, data=data)
            return
        self._gate()
        self._packages[_place(known.span)].check()
        running = self._at(film, known, int(order["slot"]))
        running.used_at = time.monotonic()
        try:
            self._convert(running, int(order["slot"]))
        except BaseException:
            self._close(running)  # an iterator that raised is over
            raise

    def _convert(self, running: _Running, slot: int) -> None:
        """Sends the slots up to `slot`; when taken back between two clusters, the session stands and can go on."""
        offset = 0
        for piece in running.made:
            messages.write_answer(self._answers, messages.PIECE, running.film, running.session.slot, offset, piece)
            offset += len(piece)
        while self._order > self._cancelled:
            now = running.session.slot
            found = next(running.clusters, None)
            if found is None:
                return
            piece, last = found
            running.made.append(piece)
            messages.write_answer(self._answers, messages.PIECE, running.film, now, offset, piece)
            offset += len(piece)
            if last:
                messages.write_answer(self._answers, messages.WHOLE, running.film, now)
                running.made, offset = [], 0
                if now == slot:
                    return

    def _at(self, film: int, known: _Known, slot: int) -> _Running:
        """The session that stands at `slot` or right before it, else a new one."""
        for place in (slot, slot - 1):
            for running in self._running:
                if running.film == film and running.session.slot == place:
                    return running
        while len(self._running) >= _MOST_SESSIONS:
            # one that stands within a slot is kept: begun anew, the slot would come out with other bytes
            self._close(min(self._running, key=lambda one: (bool(one.made), one.used_at)))
        session = Session(known.file(), known.film, slot, self._gate)
        running = _Running(film, session, session.clusters())
        self._running.append(running)
        return running

    def _known(self, film: int, span: Span) -> _Known:
        known = self._films.get(film)
        if known is None:
            package = self._packages.get(_place(span))
            if package is None:
                package = self._packages[_place(span)] = Package(span)
            read = reader(package, span)
            known = self._films[film] = _Known(span, read, probe(MemberFile(read, span.size)))
        return known

    def _release(self, path: str) -> None:
        """Lets go of a package, which can then be deleted on every system."""
        for film in [number for number, known in self._films.items() if known.span.path == path]:
            del self._films[film]
            for running in [one for one in self._running if one.film == film]:
                self._close(running)
        for place in [place for place in self._packages if place[0] == path]:
            self._packages.pop(place).close()

    def _refuse(self, order: dict[str, Any], words: str) -> None:
        messages.write_answer(
            self._answers, messages.REFUSED, int(order["film"]), int(order.get("slot", 0)), data=words.encode()
        )

    def _close(self, running: _Running) -> None:
        self._running.remove(running)
        running.session.close()


def _place(span: Span) -> tuple[str, int, int]:
    return span.path, span.file_bytes, span.mtime_ns


def main() -> int:
    """The hidden verb: orders by standard input, answers by standard output. Returns only by the end of the process."""
    faulthandler.enable()
    _give_way()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    Child(sys.stdin.buffer, answers).run()
    return 0


def _give_way() -> None:
    if sys.platform == "win32":
        return  # the program starts it with a lower priority
    os.nice(_NICENESS)
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(_MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
