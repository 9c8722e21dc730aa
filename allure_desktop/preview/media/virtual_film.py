"""A WebM of known size in place of a film; its parts are converted when they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allure_desktop.preview.media.webm import void_start
from allure_desktop.preview.media.work import Job, Work

_PADDING = bytes(64 * 1024)


def _stays() -> bool:
    return False


class VirtualFilm:
    """Safe for several threads; each reads as it likes."""

    def __init__(self, work: Work, job: Job, head: bytes, slots: int, slot_bytes: int, content_type: str) -> None:
        self._work, self._job, self._head = work, job, head
        self._slot_bytes = slot_bytes
        self.size = len(head) + slots * slot_bytes
        self.content_type = content_type

    @property
    def etag(self) -> str:
        """Names these bytes, quoted as in the header."""
        return f'"{self._job.key}"'

    def read(self, start: int, end: int, gone: Callable[[], bool] = _stays) -> Iterator[bytes]:
        """Yields bytes `start` to `end` (excluded) as they are made. `gone()` is asked while nothing comes.

        Raises ConversionFailed, and ReaderGone once `gone()` is true.
        """
        end = min(end, self.size)
        if start < len(self._head):
            yield self._head[start:end]
            start = len(self._head)
        stamp = self._work.stamp()
        while start < end:
            slot, offset = divmod(start - len(self._head), self._slot_bytes)
            until = min(self._slot_bytes, offset + end - start)
            yield from self._slot(slot, offset, until, stamp, gone)
            start += until - offset

    def _slot(self, slot: int, at: int, until: int, stamp: int, gone: Callable[[], bool]) -> Iterator[bytes]:
        with self._work.wanted(self._job, slot, stamp) as want:
            done = False
            while at < until and not done:
                data, done = self._work.wait(want, at, gone)
                data = data[: until - at]
                at += len(data)
                if data:
                    yield data
            length = len(want.payload)
        if at < until:
            yield from _padding(length, self._slot_bytes, at, until)


def _padding(length: int, slot_bytes: int, at: int, until: int) -> Iterator[bytes]:
    """The part from `at` to `until` of the Void that follows `length` bytes of payload."""
    start = void_start(slot_bytes - length)[at - length : until - length] if at < length + 9 else b""
    if start:
        yield start
        at += len(start)
    while at < until:
        piece = _PADDING[: until - at]
        at += len(piece)
        yield piece
