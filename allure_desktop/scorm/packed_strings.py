"""Keeps hundreds of thousands of short strings in a fifth of the memory that as many strings would take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

#: so few that one of them is quickly cut out of its block
BLOCK = 64


class PackedStrings(Sequence[str]):
    """A sequence of strings that only grows; every 64 of them are kept as one text."""

    def __init__(self, strings: Iterable[str] = ()) -> None:
        self._blocks: list[str | bytes | tuple[str, ...]] = []
        self._open: list[str] = []
        #: the block that was looked into last, and what is in it: the next look is often there again
        self._known: tuple[int, Sequence[str]] = (-1, ())
        for string in strings:
            self.append(string)

    def append(self, string: str) -> None:
        self._open.append(string)
        if len(self._open) == BLOCK:
            self._blocks.append(_packed(self._open))
            self._open = []

    def append_joined(self, text: str) -> None:
        """Adds 64 strings in ASCII that are joined by line breaks already; only where as many were added before."""
        self._blocks.append(text)

    def texts(self) -> Iterator[str]:
        """All strings, each between line breaks, 64 at a time: for searches in all of them at once.

        A line break within one of them comes out as another control character.
        """
        for block in self._blocks:
            yield f"\n{block}\n" if isinstance(block, str) else _text(_strings(block))
        if self._open:
            yield _text(self._open)

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._open)

    def __iter__(self) -> Iterator[str]:
        return chain(chain.from_iterable(map(_strings, self._blocks)), self._open)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._block(index // BLOCK)[index % BLOCK]

    def between(self, start: int, stop: int) -> Iterator[str]:
        """The strings from `start` up to `stop`, which lie within the sequence."""
        while start < stop:
            place = start % BLOCK
            piece = self._block(start // BLOCK)[place : place + stop - start]
            yield from piece
            start += len(piece)

    def _block(self, number: int) -> Sequence[str]:
        if number == len(self._blocks):
            return self._open
        known, strings = self._known
        if known != number:
            strings = _strings(self._blocks[number])
            self._known = number, strings
        return strings


def _text(strings: Iterable[str]) -> str:
    return "\n{}\n".format("\n".join(string.replace("\n", "\v") for string in strings))


def _packed(strings: list[str]) -> str | bytes | tuple[str, ...]:
    text = "\n".join(strings)
    if text.count("\n") != len(strings) - 1:
        return tuple(strings)  # they could not be told apart again
    # One wide character would make all of the text four times as wide.
    return text if text.isascii() else text.encode("utf-8", "surrogatepass")


def _strings(block: str | bytes | tuple[str, ...]) -> list[str] | tuple[str, ...]:
    if isinstance(block, str):
        return block.split("\n")
    return block if isinstance(block, tuple) else block.decode("utf-8", "surrogatepass").split("\n")
