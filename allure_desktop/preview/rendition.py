"""Where films and sound that a view cannot play are handed to something that makes them playable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from allure_desktop.preview.media.span import Span

#: Endings of what is H.264 or AAC as a rule, and never plays in the embedded view's own build.
CONVERTED = frozenset({"mp4", "m4v", "m4a", "mov"})


class Unconverted(Exception):
    """The film stays as it is in the package; the words, which continue a sentence, say why."""


class Rendition(Protocol):
    """What is served in its place, of a size that is known from the start. `etag` is quoted, as in the header."""

    @property
    def size(self) -> int: ...
    @property
    def content_type(self) -> str: ...
    @property
    def etag(self) -> str: ...
    def read(self, start: int, end: int, gone: Callable[[], bool], /) -> Iterator[bytes]:
        """Bytes `start` to `end` (excluded), each piece as soon as it is made.

        `gone()` is asked while nothing comes. Raises AllureError when they cannot be made, ConnectionAbortedError once
        `gone()` is true.
        """
        ...


class Converter(Protocol):
    """Makes renditions."""

    def film(self, span: Span, crc32: int, gone: Callable[[], bool], /) -> Rendition:
        """For the member that lies at `span`; `crc32` names its content, whatever package it comes from.

        Raises Unconverted for what plays as it is, is no film, or cannot be converted here; ConnectionAbortedError
        once `gone()` is true.
        """
        ...

    def warm(self) -> None:
        """A film may be asked for soon."""
        ...

    def release(self, path: str, /) -> None:
        """The package at `path` is not played any more."""
        ...

    def close(self) -> None:
        """Nothing is played any more."""
        ...
