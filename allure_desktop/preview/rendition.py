"""Where films and sound that a view cannot play are handed to something that makes them playable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

#: Endings of what is H.264 or AAC as a rule, and never plays in the embedded view's own build.
CONVERTED = frozenset({"mp4", "m4v", "m4a", "mov", "aac"})


class Reads(Protocol):
    """Random access to the inflated bytes of one member."""

    def __call__(self, start: int, end: int, /) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class MediaSource:
    """One film or sound of a package. `stored_at` is where its bytes lie in `zip_path` as they are, None when they are
    deflated; `key` names its content, whatever package it comes from; `read` gives bytes `start` to `end` (excluded)
    and raises ArchiveProblem or LocalFileError.
    """

    key: str
    name: str
    size: int
    zip_path: Path
    stored_at: int | None
    read: Reads


class Rendition(Protocol):
    """What is served in its place, of a size that is known from the start."""

    @property
    def size(self) -> int: ...
    @property
    def content_type(self) -> str: ...
    def read(self, start: int, end: int, /) -> Iterator[bytes]:
        """Bytes `start` to `end` (excluded). Raises AllureError when they cannot be made."""
        ...


class Converter(Protocol):
    """Makes renditions; None for what plays as it is, or is no film or sound at all. Raises AllureError."""

    def open(self, source: MediaSource, /) -> Rendition | None: ...
