"""A file on the disk as a member of a package, for tests that need no package around it."""

from __future__ import annotations

import zlib
from pathlib import Path

from allure_desktop.preview.media.span import Span


def span_of(path: Path) -> Span:
    """The whole file as a stored member."""
    status = path.stat()
    return Span(str(path), status.st_size, status.st_mtime_ns, 0, status.st_size, status.st_size)


def crc_of(path: Path) -> int:
    return zlib.crc32(path.read_bytes())
