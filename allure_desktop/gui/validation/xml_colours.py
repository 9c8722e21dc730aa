"""Which parts of a line of XML have which colour; a simple lexer that goes on from line to line."""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from allure_desktop.gui import theme

TEXT, TAG, COMMENT, DATA, SINGLE, DOUBLE = range(6)
"""Where a line begins: in text, in a tag, in a comment, in CDATA or a declaration, in a value of either quote."""

#: kind of part → token of the theme
COLOURS = {"tag": "accent", "attribute": "text2", "value": "success", "comment": "text3", "entity": "info"}

_OPEN = re.compile(r"<!--|<!\[CDATA\[|<[?!]|</?[^\s/>]*|&[^;\s]{1,40};")
_IN_TAG = re.compile(r"/?>|\"|'|[^\s=/>\"']+")
_ENDS = {COMMENT: "-->", DATA: ">", SINGLE: "'", DOUBLE: '"'}
_KINDS = {COMMENT: "comment", DATA: "comment", SINGLE: "value", DOUBLE: "value"}


class Span(NamedTuple):
    """A part of a line: where it begins, how long it is, what it is."""

    start: int
    length: int
    kind: str


def spans(line: str, state: int) -> tuple[list[Span], int]:
    """The coloured parts of a line that begins in `state`, and the state the next one begins in."""
    found: list[Span] = []
    at = 0
    while at < len(line):
        if state in _ENDS:
            end = line.find(_ENDS[state], at)
            stop = len(line) if end < 0 else end + len(_ENDS[state])
            found.append(Span(at, stop - at, _KINDS[state]))
            if end >= 0:
                state = TAG if state in (SINGLE, DOUBLE) else TEXT
            at = stop
            continue
        match = (_IN_TAG if state == TAG else _OPEN).search(line, at)
        if match is None:
            break
        part, at = match.group(), match.end()
        if state == TAG:
            if part in ('"', "'"):
                state, at = (DOUBLE if part == '"' else SINGLE), match.start()
                found.append(Span(at, 1, "value"))
                at += 1
            else:
                ends = part.endswith(">")
                found.append(Span(match.start(), len(part), "tag" if ends else "attribute"))
                state = TEXT if ends else TAG
        elif part == "<!--":
            state, at = COMMENT, match.start()
        elif part.startswith(("<!", "<?")):
            state, at = DATA, match.start()
        elif part.startswith("<"):
            found.append(Span(match.start(), len(part), "tag"))
            state = TAG
        else:
            found.append(Span(match.start(), len(part), "entity"))
    return found, state


class XmlColours(QSyntaxHighlighter):
    """Colours a document by the tokens of the theme. `set_start(state)` says what its first line stands in."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._start = TEXT
        self._formats: dict[str, QTextCharFormat] = {}
        self.take_colours()

    def take_colours(self) -> None:
        """The colours of the theme as it is now; the document is coloured anew by whoever calls `rehighlight`."""
        tokens = theme.active().tokens
        for kind, token in COLOURS.items():
            made = QTextCharFormat()
            made.setForeground(QColor(tokens.colour(token)))
            self._formats[kind] = made

    def set_start(self, state: int) -> None:
        self._start = state

    def highlightBlock(self, text: str) -> None:
        before = self.previousBlockState()
        found, state = spans(text, self._start if before < 0 else before)
        for span in found:
            self.setFormat(span.start, span.length, self._formats[span.kind])
        self.setCurrentBlockState(state)
