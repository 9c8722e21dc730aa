"""One sandbox a folder: two would answer from one database behind different ports."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import IO

from allure_desktop.errors import DataDirError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held until the end of the block, or of the process however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    def __enter__(self) -> FolderLock:
        """Raises DataDirError data.locked when another sandbox holds it."""
        file = (self._folder / "lock").open("w", encoding="utf-8")
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise DataDirError(
                f"A sandbox already runs on {self._folder}.",
                remedy="Use that one, or choose another folder with --data.",
                subject=str(self._folder),
                code="data.locked",
            ) from error
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
