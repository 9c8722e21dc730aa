"""One upload in one process only: a file lock that the system takes away when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class UploadLock:
    """The lock of one row, held from `taken` until `release` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def taken(cls, folder: Path, upload_id: int) -> UploadLock | None:
        """The lock, or None where another process (or another owner in this one) has it. Raises OSError."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"upload-{upload_id}.lock"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            if sys.platform == "win32":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return None
        return cls(path, descriptor)

    def release(self, *, forget: bool = False) -> None:
        """Lets others have it. `forget` removes its file, when the row is no more."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        if forget:
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(descriptor)
