"""Reads any part of a deflated member without a temporary file: snapshots of the decompressor, taken while reading."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member

#: A snapshot (some 40 kB) each so many bytes of output, or more for members that would need too many of them.
STEP_BYTES = 4 * 1024 * 1024
MOST_SNAPSHOTS = 512
_BLOCK_BYTES = 256 * 1024


class _Position(NamedTuple):
    """The state of the decompressor after `out` bytes of output and `taken` bytes of input; `tail` is still unread."""

    out: int
    taken: int
    inflater: Any
    tail: bytes


class Inflater:
    """Random access to one deflated member. Safe for several threads; they take turns.

    zlib's own decompressor, for it alone can be copied in the middle.
    """

    def __init__(
        self, read_span: Callable[[int, int], bytes], offset: int, length: int, size: int, name: str = ""
    ) -> None:
        """Of `size` bytes that lie, deflated, as `length` bytes from `offset` on; `read_span(offset, count)` reads."""
        self.name, self.size = name, size
        self._read_span = read_span
        self._offset, self._length = offset, length
        self._step = max(STEP_BYTES, -(-size // MOST_SNAPSHOTS))
        self._snapshots = [_Position(0, 0, zlib.decompressobj(-15), b"")]
        self._live: _Position | None = None
        self._lock = threading.Lock()

    @classmethod
    def of(cls, archive: Archive, member: Member) -> Inflater:
        """Over a member of an open ZIP. Raises ArchiveProblem when it is not where the directory says."""
        return cls(archive.read_span, *archive.raw_span(member), member.size, member.name)

    @property
    def snapshots(self) -> int:
        """How many positions it can start from."""
        return len(self._snapshots)

    def read(self, start: int, end: int) -> bytes:
        """Bytes `start` to `end` (excluded) of the inflated member. Raises ArchiveProblem `corrupt-member`."""
        with self._lock:
            return self._read(start, min(end, self.size))

    def _read(self, start: int, end: int) -> bytes:
        out, taken, inflater, tail = self._nearest(start)
        found: list[bytes] = []
        while out < end:
            if out - self._snapshots[-1].out >= self._step:
                self._snapshots.append(_Position(out, taken, inflater.copy(), tail))
            if not tail and taken < self._length:
                tail = self._read_span(self._offset + taken, min(_BLOCK_BYTES, self._length - taken))
                if not tail:
                    raise self._damaged("the file ends before it does")
                taken += len(tail)
            # up to `start` what is inflated is thrown away
            most = min(_BLOCK_BYTES, (end if out >= start else start) - out)
            try:
                piece = inflater.decompress(tail, most)
            except zlib.error as error:
                raise self._damaged("its compressed data is damaged") from error
            tail = inflater.unconsumed_tail
            if not piece and (inflater.eof or (not tail and taken >= self._length)):
                raise self._damaged(f"it ends after {out:,} of {self.size:,} bytes")
            if out >= start:
                found.append(piece)
            out += len(piece)
        self._live = _Position(out, taken, inflater, tail)
        return b"".join(found)

    def _nearest(self, start: int) -> _Position:
        """The latest position that is not behind `start`; the live one is used up, a snapshot is copied."""
        best = max((one for one in self._snapshots if one.out <= start), key=lambda one: one.out)
        live, self._live = self._live, None
        if live is not None and best.out <= live.out <= start:
            return live
        return best._replace(inflater=best.inflater.copy())

    def _damaged(self, why: str) -> ArchiveProblem:
        return ArchiveProblem("corrupt-member", self.name, f"{self.name} is damaged: {why}.")
