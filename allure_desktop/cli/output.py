"""The one place that prints: text for people or JSON for programs; errors on stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from allure_desktop.cli.words import shortened, shown, width
from allure_desktop.errors import AllureError

_STYLES = {"bold": "1", "red": "31", "yellow": "33", "green": "32", "blue": "34", "dim": "2"}


class Output:
    """Prints to stdout and stderr. With `as_json`, stdout receives JSON and nothing else."""

    def __init__(self, as_json: bool, stdout: TextIO | None = None, stderr: TextIO | None = None) -> None:
        self.as_json = as_json
        self._status = ""
        self._stdout = stdout or sys.stdout
        self._stderr = stderr or sys.stderr
        for stream in (self._stdout, self._stderr):
            # a name that the terminal cannot show is shown escaped, never a crash
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")

    @property
    def live(self) -> bool:
        """People watch: stdout is a terminal and text was asked for."""
        return not self.as_json and self._stdout.isatty() and os.environ.get("TERM") != "dumb"

    @property
    def coloured(self) -> bool:
        return self.live and not os.environ.get("NO_COLOR")

    def style(self, text: str, *names: str) -> str:
        """`text` in colour where that is wanted (terminal, no NO_COLOR)."""
        if not self.coloured:
            return text
        return f"\x1b[{';'.join(_STYLES[name] for name in names)}m{text}\x1b[0m"

    def status(self, text: str) -> None:
        """What goes on at this moment, in place of the last such line; only where people watch. '' takes it away."""
        if self.live and (text or self._status):
            columns = shutil.get_terminal_size().columns - 1
            self._status = shortened(text, columns) if text else ""
            print(f"\r\x1b[2K{self._status}", end="", file=self._stdout, flush=True)

    def line(self, text: str = "") -> None:
        """A line for people; nothing with --json."""
        self.status("")
        if not self.as_json:
            print(text, file=self._stdout, flush=True)

    def document(self, record: Any) -> None:
        """The one JSON document of a verb; nothing without --json."""
        if self.as_json:
            print(json.dumps(record, indent=2), file=self._stdout, flush=True)

    def event(self, record: dict[str, Any]) -> None:
        """One JSON line of long work; nothing without --json."""
        if self.as_json:
            print(json.dumps(record), file=self._stdout, flush=True)

    def aside(self, text: str) -> None:
        """A remark for people on stderr, with --json too: it is no part of the answer."""
        print(text, file=self._stderr, flush=True)

    def answer_error(self, error: AllureError) -> None:
        """The error event on stdout; nothing without --json."""
        self.event({"event": "error", **error.as_record()})

    def complain(self, error: AllureError, *, file: str = "") -> None:
        """The error's words on stderr alone, for an answer that has it in its own JSON."""
        words, name = shown(error), shown(Path(file).name)
        if file and words.startswith(name):
            words = shown(file) + words[len(name) :]  # the same file, found by whoever reads it
        elif file and shown(file) not in words:
            words = f"{shown(file)}: {words}"
        start = "Error: "
        if self._stderr.isatty() and not os.environ.get("NO_COLOR"):
            start = "\x1b[31mError:\x1b[0m "
        print(f"{start}{words}", file=self._stderr, flush=True)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()) -> None:
        """Aligned columns; `right` names those of figures. On a terminal no line is wider than it."""
        if self.as_json:
            return
        cells = [[shown(cell) for cell in row] for row in rows]
        widths = [max(width(line[i]) for line in (list(heads), *cells)) for i in range(len(heads))]
        if self.live:
            widths = _fitted(widths, shutil.get_terminal_size().columns)
        self.line(self.style(_row(heads, widths, right), "bold"))
        for row in cells:
            self.line(_row(row, widths, right))

    def facts(self, pairs: Sequence[tuple[str, object]]) -> None:
        """Names and values below each other, aligned; empty values are left out."""
        told = [(name, shown(value)) for name, value in pairs if value not in (None, "", ())]
        column = max((width(name) for name, _ in told), default=0)
        for name, value in told:
            self.line(f"{self.style(name + ' ' * (column - width(name)), 'dim')}  {value}")


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    told = []
    for i, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        text = shortened(cell, columns)
        blank = " " * (columns - width(text))
        told.append(blank + text if i in right else text + blank)
    return "  ".join(told).rstrip()


def _fitted(widths: list[int], columns: int) -> list[int]:
    """Takes from the widest column until the line fits; no column below 8."""
    fitted = list(widths)
    while sum(fitted) + 2 * (len(fitted) - 1) > columns and max(fitted) > 8:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted
