"""Converted slots on the disk, so that a film is converted once: a file a slot, the least used go first."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

log = logging.getLogger(__name__)

MOST_BYTES = 1024**3
_NAME = re.compile(r"[0-9a-f-]{1,80}\.\d{1,6}\.slot")


class SlotCache:
    """Payloads by (key, slot) below `folder`, private to the user, never more than `most_bytes`.

    Several programs may share a folder: a file that another took away is a slot that is not there. A disk that is full
    or read-only makes it forget and nothing else.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most = folder, most_bytes
        self._lock = threading.Lock()
        self._sizes: OrderedDict[str, int] | None = None  # the least used first
        self._total = 0
        self._complained = False

    def get(self, key: str, slot: int) -> bytes | None:
        """The payload, or None."""
        name = _name(key, slot)
        with self._lock:
            sizes = self._read_folder()
            if name not in sizes:
                return None
            sizes.move_to_end(name)
        path = self._folder / name
        try:
            data = path.read_bytes()
            os.utime(path)  # for the order at the next start
        except OSError:
            with self._lock:
                self._forget(name)
            return None
        return data

    def put(self, key: str, slot: int, payload: bytes) -> None:
        """Keeps a payload; lets go of the least used ones where there is no room."""
        name = _name(key, slot)
        if len(payload) > self._most:
            return
        try:
            self._write(name, payload)
        except OSError as error:
            if not self._complained:
                log.warning("Converted films cannot be kept: %s", error.strerror or error)
                self._complained = True
            return
        with self._lock:
            sizes = self._read_folder()
            self._forget(name)
            sizes[name] = len(payload)
            self._total += len(payload)
            while self._total > self._most:
                oldest = next(iter(sizes))
                self._forget(oldest)
                with contextlib.suppress(OSError):  # another program took it, or holds it open
                    (self._folder / oldest).unlink()

    def _write(self, name: str, payload: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix="draft.", dir=self._folder)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(payload)
            Path(draft).replace(self._folder / name)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise

    def _read_folder(self) -> OrderedDict[str, int]:
        if self._sizes is not None:
            return self._sizes
        found: list[tuple[float, str, int]] = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if _NAME.fullmatch(entry.name):
                        found.append((status.st_mtime, entry.name, status.st_size))
                    elif entry.name.startswith("draft."):
                        Path(entry.path).unlink()  # of a program that was ended while it wrote
        self._sizes = OrderedDict((name, size) for _time, name, size in sorted(found))
        self._total = sum(self._sizes.values())
        return self._sizes

    def _forget(self, name: str) -> None:
        if self._sizes is not None:
            self._total -= self._sizes.pop(name, 0)


def _name(key: str, slot: int) -> str:
    return f"{key}.{slot}.slot"
