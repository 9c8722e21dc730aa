"""A long text in pages that a text widget takes at once, and where in it a word stands; no Qt, any size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: rows of one page; a page is laid out and coloured within a frame or two
PAGE_ROWS = 1_000
#: a line longer than this goes on in further rows: laying out one of megabytes takes minutes
ROW_LENGTH = 400
MOST_HITS = 10_000


class Row(NamedTuple):
    """One row on the screen: the line it is of (from 1), and where in that line it begins."""

    line: int
    start: int
    text: str


class Hit(NamedTuple):
    """Where a searched text stands: row, column in it, length there."""

    row: int
    column: int
    length: int


class SourcePages:
    """The rows of a text. Building takes time: do it in the background."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self.rows: list[Row] = []
        self.first_row: list[int] = []
        for number, line in enumerate(lines, 1):
            self.first_row.append(len(self.rows))
            for start in range(0, max(len(line), 1), ROW_LENGTH):
                self.rows.append(Row(number, start, line[start : start + ROW_LENGTH]))
        self._lines = lines

    @property
    def line_count(self) -> int:
        return len(self.first_row)

    @property
    def page_count(self) -> int:
        return max(1, -(-len(self.rows) // PAGE_ROWS))

    def page(self, number: int) -> list[Row]:
        """The rows of a page, counted from 0."""
        return self.rows[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def row_of(self, line: int, column: int = 1) -> int:
        """The row of a line (from 1; beyond the end the last one) and column (from 1)."""
        if not self.first_row:
            return 0
        line = min(max(line, 1), len(self.first_row))
        first = self.first_row[line - 1]
        last = self.first_row[line] - 1 if line < len(self.first_row) else len(self.rows) - 1
        return min(first + max(column - 1, 0) // ROW_LENGTH, last)

    def find(self, text: str) -> tuple[list[Hit], bool]:
        """Where the text stands, whatever its case; and whether there is more than `MOST_HITS`."""
        wanted = text.casefold()
        found: list[Hit] = []
        if not wanted:
            return found, False
        for first, line in zip(self.first_row, self._lines, strict=True):
            folded = line.casefold()
            if len(folded) != len(line):
                folded = line.lower() if len(line.lower()) == len(line) else line
            at = folded.find(wanted)
            while at >= 0:
                if len(found) == MOST_HITS:
                    return found, True
                row, column = first + at // ROW_LENGTH, at % ROW_LENGTH
                found.append(Hit(row, column, min(len(wanted), ROW_LENGTH - column)))
                at = folded.find(wanted, at + len(wanted))
        return found, False
