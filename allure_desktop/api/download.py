"""Writes an answer's body to a file as it comes, from its beginning or from where it was broken off."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from allure_desktop.errors import LocalFileError, NotTheApi

Progress = Callable[[int, "int | None"], None]

_CONTENT_RANGE = re.compile(r"bytes\s+(\d+)-(\d+)/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Opened:
    """How the server answers: the body's first byte within the file, its size in all where told, what it is now.

    `validator` is a strong ETag, or the date of the last change; '' where neither is told: then nothing can be resumed.
    """

    start_bytes: int
    total_bytes: int | None
    validator: str


class Download:
    """A sink for a body: writes to `target` and tells `progress(done_bytes, total_bytes)`.

    With `start_bytes` and the `validator` of what is there already only the rest is asked for (RFC 9110, 13.1.5 and
    14.2); `opened` hears where the answer begins, before its first byte: it may be the beginning all the same.
    """

    def __init__(
        self,
        target: BinaryIO,
        progress: Progress | None = None,
        *,
        start_bytes: int = 0,
        validator: str = "",
        opened: Callable[[Opened], None] | None = None,
    ) -> None:
        self._target = target
        self._progress = progress
        self._asked = start_bytes if validator else 0
        self._validator = validator
        self._opened = opened
        self.done_bytes = 0
        self._total: int | None = None

    @property
    def request_headers(self) -> dict[str, str]:
        """What is asked for: the bytes of the file itself, and only the rest of it where there is a beginning."""
        plain = {"Accept": "*/*", "Accept-Encoding": "identity"}
        return {**plain, "Range": f"bytes={self._asked}-", "If-Range": self._validator} if self._asked else plain

    def opened(self, status: int, headers: Mapping[str, str], host: str) -> None:
        """The answer has begun; `headers` by lower-case name. Raises NotTheApi for a part that was not asked for."""
        length = headers.get("content-length", "")
        total = int(length) if length.isdigit() and "content-encoding" not in headers else None
        start = 0
        if status == 206:
            told = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
            start = int(told[1]) if told else -1
            if start != self._asked:
                raise NotTheApi(
                    f"{host} sent another part of the file than was asked for.",
                    remedy="Download it again.",
                    host=host,
                )
            total = int(told[3]) if told and told[3] != "*" else None if total is None else total + start
        self.done_bytes, self._total = start, total
        if self._opened is not None:
            etag = headers.get("etag", "")
            strong = etag if etag.startswith('"') else ""
            self._opened(Opened(start, total, strong or headers.get("last-modified", "")))

    def __call__(self, piece: bytes) -> None:
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
            self._progress(self.done_bytes, self._total)
