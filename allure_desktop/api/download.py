"""Writes an answer's body to a file as it comes, and tells a full disk from a broken connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from allure_desktop.errors import LocalFileError

Progress = Callable[[int, "int | None"], None]


class Download:
    """A sink for a body: writes to `target` and tells `progress(done_bytes, total_bytes)`."""

    def __init__(self, target: BinaryIO, progress: Progress | None = None) -> None:
        self._target = target
        self._progress = progress
        self.done_bytes = 0

    def __call__(self, piece: bytes, total_bytes: int | None) -> None:
        """Takes one piece. Raises LocalFileError (file.unwritable) when it cannot be written."""
        try:
            self._target.write(piece)
        except OSError as error:
            raise LocalFileError(
                "The downloaded package could not be written.",
                cause=f"{error.strerror or error}.",
                remedy="Free some space or choose another place.",
                code="file.unwritable",
            ) from error
        self.done_bytes += len(piece)
        if self._progress is not None:
            self._progress(self.done_bytes, total_bytes)
