"""What is wanted by whom and what is made next: one slot at a time, the newest reader's first.

The newest reader is where the person has just gone. A slot that is interrupted stays half made in the child and is
gone on with when its turn comes again.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

from allure_desktop.errors import AllureError
from allure_desktop.preview.media import messages
from allure_desktop.preview.media.child_process import ChildProcess
from allure_desktop.preview.media.messages import Answer
from allure_desktop.preview.media.slot_cache import SlotCache
from allure_desktop.preview.media.span import Span

log = logging.getLogger(__name__)

#: the slot number of a film's head
HEAD = -1
#: a reader that waits looks so often whether anybody still reads from it
_LOOK_S = 0.2
#: a film that ended the child this often is left alone
_MOST_CRASHES = 2
_MOST_BAD_STARTS = 3


class ConversionFailed(AllureError):
    """A part of a film could not be made. Code: preview.conversion."""

    code = "preview.conversion"


class ReaderGone(ConnectionAbortedError):
    """Nobody waits for this any more."""


@dataclass(eq=False)
class Job:
    """A film that is worked on. `key` names its slots in the cache and is known once its head is."""

    number: int
    span: Span
    key: str = ""
    crashes: int = 0
    #: what has come of the slot that the child stands in
    coming: bytearray = field(default_factory=bytearray)


@dataclass(eq=False)
class Want:
    """A slot or head that readers wait for. `problem` says why it will not come."""

    job: Job
    slot: int
    stamp: int = 0
    readers: int = 0
    payload: bytearray = field(default_factory=bytearray)
    done: bool = False
    problem: str = ""


class Work:
    """Safe for several threads. The child is started when it is first needed, and again when it was ended."""

    def __init__(self, cache: SlotCache) -> None:
        self._cache = cache
        self._changed = threading.Condition()
        self._stamps, self._orders, self._numbers = itertools.count(1), itertools.count(1), itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._wants: dict[tuple[int, int], Want] = {}
        self._child: ChildProcess | None = None
        self._active: tuple[int, Want] | None = None
        self._taken_back = 0
        self._bad_starts = 0
        self._closed = False
        #: why nothing at all can be converted, or ''
        self.broken = ""

    @property
    def process_id(self) -> int | None:
        """The child's, while there is one."""
        child = self._child
        return child.pid if child else None

    def job(self, span: Span) -> Job:
        with self._changed:
            job = Job(next(self._numbers), span)
            self._jobs[job.number] = job
            return job

    def knows(self, job: Job) -> bool:
        """Whether it can still be worked on."""
        return job.number in self._jobs and not self._closed

    def stamp(self) -> int:
        """A new reader's number."""
        return next(self._stamps)

    def warm(self) -> None:
        """Starts the child if there is none."""
        with self._changed:
            if not self._closed and not self.broken:
                self._need_child()

    @contextlib.contextmanager
    def wanted(self, job: Job, slot: int, stamp: int) -> Iterator[Want]:
        """A slot, made or on its way for as long as somebody is within."""
        with self._changed:
            want = self._wants.get((job.number, slot))
            if want is None:
                want = Want(job, slot)
                kept = self._cache.get(job.key, slot) if job.key else None
                if kept is not None:  # it was finished a moment ago
                    want.payload, want.done = bytearray(kept), True
                elif self._closed or self.broken or job.number not in self._jobs:
                    want.problem = self.broken or "the preview was closed"
                else:
                    self._wants[job.number, slot] = want
            want.readers += 1
            want.stamp = max(want.stamp, stamp)
            self._schedule()
        try:
            yield want
        finally:
            with self._changed:
                want.readers -= 1
                if not want.readers and self._wants.get((job.number, slot)) is want:
                    del self._wants[job.number, slot]
                    self._schedule()

    def wait(self, want: Want, at: int, gone: Callable[[], bool]) -> tuple[bytes, bool]:
        """Bytes of a wanted slot from `at` on, as soon as there are any, and whether these are its last.

        Raises ConversionFailed, and ReaderGone when `gone()` is true.
        """
        while True:
            with self._changed:
                self._changed.wait_for(lambda: len(want.payload) > at or want.done or want.problem, _LOOK_S)
                data, done, problem = bytes(want.payload[at:]), want.done, want.problem
            if problem:
                raise ConversionFailed(
                    "A part of this film could not be converted for the preview.",
                    cause=f"{problem[:1].upper()}{problem[1:]}.",
                    remedy="Play the preview in your own browser, which most likely plays the film as it is.",
                )
            if data or done:
                return data, done
            if gone():
                raise ReaderGone

    def release(self, path: str) -> None:
        """Nothing of this package is read any more."""
        with self._changed:
            for job in [job for job in self._jobs.values() if job.span.path == path]:
                del self._jobs[job.number]
                self._fail(job, "the preview was closed")
            if self._child is not None:
                self._child.send(do=messages.RELEASE, path=path)

    def close(self) -> None:
        """Ends the child; whoever still waits gets an error."""
        with self._changed:
            self._closed = True
            child, self._child, self._active = self._child, None, None
            self._fail(None, "the program is ending")
        if child is not None:
            child.end()

    # --- with the lock held

    def _schedule(self) -> None:
        """Gives the child the newest reader's slot, and takes back what is less urgent or wanted by nobody."""
        best = max(self._wants.values(), key=lambda want: want.stamp, default=None)
        if self._active is not None:
            order, active = self._active
            still = self._wants.get((active.job.number, active.slot)) is active
            if (not still or (best is not None and best.stamp > active.stamp)) and self._taken_back < order:
                self._taken_back = order
                if self._child is not None:
                    self._child.send(do=messages.CANCEL, order=order)
            return
        child = self._need_child() if best is not None else None
        if best is None or child is None:
            return
        order = next(self._orders)
        self._active = (order, best)
        job = best.job
        about = {"order": order, "film": job.number, "span": asdict(job.span)}
        if best.slot == HEAD:
            child.send(do=messages.OPEN, **about)
        else:
            child.send(do=messages.SLOT, slot=best.slot, **about)

    def _need_child(self) -> ChildProcess | None:
        if self._child is None:
            try:
                self._child = ChildProcess(self._answered, self._ended)
            except OSError as error:
                self._give_up(f"the process that converts it cannot be started ({error.strerror or error})")
        return self._child

    def _give_up(self, why: str) -> None:
        log.error("No film can be converted: %s", why)
        self.broken = why
        self._fail(None, why)

    def _fail(self, job: Job | None, why: str) -> None:
        """Ends what is wanted of a film, or of every film."""
        for place, want in list(self._wants.items()):
            if job is None or want.job is job:
                want.problem = why
                del self._wants[place]
        self._changed.notify_all()

    # --- on the child's thread

    def _answered(self, child: ChildProcess, answer: Answer) -> None:
        if answer.kind == messages.WHOLE:
            job = self._jobs.get(answer.film)
            if job is not None and job.key:
                self._cache.put(job.key, answer.slot, bytes(job.coming))
        with self._changed:
            if child is not self._child:
                return
            if answer.kind == messages.IDLE:
                if self._active is not None and self._active[0] == answer.slot:
                    self._active = None
                self._schedule()
                return
            job = self._jobs.get(answer.film)
            if job is not None:
                self._take(job, answer)
                self._changed.notify_all()

    def _take(self, job: Job, answer: Answer) -> None:
        place = (job.number, HEAD if answer.kind == messages.HEAD else answer.slot)
        if answer.kind == messages.REFUSED and self._active is not None and self._active[1].job is job:
            place = (job.number, self._active[1].slot)
        want = self._wants.get(place)
        if answer.kind == messages.PIECE:
            if answer.offset == 0:
                job.coming = bytearray()
            job.coming += answer.data
            if want is not None:
                want.payload += job.coming[len(want.payload) :]
        elif want is not None:
            if answer.kind == messages.REFUSED:
                want.problem = answer.data.decode(errors="replace")
            else:
                want.payload += answer.data if answer.kind == messages.HEAD else b""
                want.done = True
            del self._wants[place]

    def _ended(self, child: ChildProcess, words: str) -> None:
        with self._changed:
            if child is not self._child:
                return
            self._child = None
            active, self._active = self._active, None
            log.warning("The converting process ended: %s", words)
            self._bad_starts = 0 if child.has_answered else self._bad_starts + 1
            if self._bad_starts >= _MOST_BAD_STARTS:
                self._give_up(f"the process that converts it does not start: {words}")
            elif active is not None and child.has_answered:
                job = active[1].job
                job.crashes += 1
                if job.crashes >= _MOST_CRASHES:
                    self._fail(job, f"the process that converts it ended {job.crashes} times over it: {words}")
            if not self._closed:
                self._schedule()
