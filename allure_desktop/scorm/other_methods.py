"""Unpacks what is compressed with BZip2 or LZMA, which few systems can: enough to check it and to write it anew."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

BZIP2, LZMA = 12, 14
_LZMA_HEADER = struct.Struct("<2xH")  # the version of the packer, and the length of the properties
_LZMA_PROPERTIES_BYTES = 5
_SIZE_UNKNOWN = 0xFFFF_FFFF_FFFF_FFFF


class DamagedData(Exception):
    """The compressed data is no such data, or ends too early."""


def can_unpack(method: int) -> bool:
    """Whether this Python was built with what the method needs."""
    try:
        _decompressor(method)
    except (ImportError, KeyError):
        return False
    return True


def unpacked(method: int, pieces: Iterator[bytes], most_bytes: int) -> Iterator[bytes]:
    """The inflated bytes, at most `most_bytes` at a time. Raises DamagedData, KeyError for another method.

    Source: PKWARE APPNOTE 4.4.5, 5.8.8.
    """
    decompressor = _decompressor(method)
    try:
        if method == LZMA:
            pieces = _as_alone(pieces)
        for data in pieces:
            piece = decompressor.decompress(data, most_bytes)
            yield piece
            while not decompressor.eof and not decompressor.needs_input:
                yield decompressor.decompress(b"", most_bytes)
            if decompressor.eof:
                return
    except (OSError, ValueError, EOFError) as error:
        raise DamagedData from error
    except Exception as error:
        if type(error).__name__ == "LZMAError":  # of a module that may be missing
            raise DamagedData from error
        raise
    # LZMA without a mark at its end has none to be seen: whoever reads compares size and checksum.


def _decompressor(method: int) -> Any:
    if method == BZIP2:
        import bz2

        return bz2.BZ2Decompressor()
    if method == LZMA:
        import lzma

        return lzma.LZMADecompressor(lzma.FORMAT_ALONE)
    raise KeyError(method)


def _as_alone(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same data with the header of an `.lzma` file, which the decompressor knows, in the place of the ZIP's."""
    head = b""
    while len(head) < _LZMA_HEADER.size + _LZMA_PROPERTIES_BYTES:
        piece = next(pieces, b"")
        if not piece:
            raise EOFError
        head += piece
    (length,) = _LZMA_HEADER.unpack_from(head)
    if length != _LZMA_PROPERTIES_BYTES:
        raise ValueError("other properties than LZMA's")
    end = _LZMA_HEADER.size + length
    yield head[_LZMA_HEADER.size : end] + struct.pack("<Q", _SIZE_UNKNOWN)
    yield head[end:]
    yield from pieces
