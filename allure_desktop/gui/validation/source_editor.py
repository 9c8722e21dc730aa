"""A read-only text with line numbers, marked lines and coloured XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.validation.source_pages import Row
from allure_desktop.gui.validation.xml_colours import TEXT, XmlColours

#: severity → soft fill of the line, colour of its number
_MARKS = {
    "error": ("danger_soft", "danger"),
    "warning": ("warning_soft", "warning"),
    "note": ("info_soft", "info"),
}


class _Numbers(QWidget):
    """The column at the left of the text."""

    def __init__(self, editor: SourceEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(self, event)


class SourceEditor(QPlainTextEdit):
    """Shows rows; `marks` are severities by line number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("code", "true")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setUndoRedoEnabled(False)
        self._rows: Sequence[Row] = ()
        self._marks: Mapping[int, str] = {}
        self._numbers = _Numbers(self)
        self._colours = XmlColours(self.document())
        self.updateRequest.connect(self._scroll_numbers)
        theme.active().changed.connect(self._restyle)
        self._restyle()

    def show_rows(self, rows: Sequence[Row], marks: Mapping[int, str]) -> None:
        """Another page."""
        self._rows, self._marks = rows, marks
        self._colours.set_start(TEXT)
        self.setPlainText("\n".join(row.text for row in rows))
        self._fit()

    def select_row(self, place: int, column: int = 0, length: int = 0) -> None:
        """The cursor in a row of the page, in the middle of the view; selects `length` characters."""
        block = self.document().findBlockByNumber(place)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(column, max(block.length() - 1, 0)))
        if length:
            cursor.setPosition(
                min(cursor.position() + length, block.position() + block.length() - 1), QTextCursor.MoveMode.KeepAnchor
            )
        self.setTextCursor(cursor)
        self.centerCursor()

    def highlight(self, places: Sequence[tuple[int, int, int]]) -> None:
        """Marked lines, and (row of the page, column, length) of what was searched."""
        tokens, found = theme.active().tokens, []
        for place, row in enumerate(self._rows):
            severity = self._marks.get(row.line)
            if severity is not None:
                one = QTextEdit.ExtraSelection()
                made = QTextCharFormat()
                made.setBackground(tokens.colour(_MARKS[severity][0]))
                made.setProperty(QTextFormat.Property.FullWidthSelection, True)
                one.format = made
                one.cursor = QTextCursor(self.document().findBlockByNumber(place))
                found.append(one)
        for place, column, length in places:
            block = self.document().findBlockByNumber(place)
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + column)
            cursor.setPosition(block.position() + column + length, QTextCursor.MoveMode.KeepAnchor)
            one = QTextEdit.ExtraSelection()
            made = QTextCharFormat()
            made.setBackground(tokens.colour("selected"))
            one.format = made
            one.cursor = cursor
            found.append(one)
        self.setExtraSelections(found)

    # --- numbers -----------------------------------------------------------------------------------------------------

    def numbers_width(self) -> int:
        highest = self._rows[-1].line if self._rows else 1
        return self.fontMetrics().horizontalAdvance("8" * max(3, len(str(highest)))) + 20

    def paint_numbers(self, area: QWidget, event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(area)
        painter.fillRect(event.rect(), tokens.colour("subtle"))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            place = block.blockNumber()
            if place < len(self._rows) and self._rows[place].start == 0:
                line = self._rows[place].line
                severity = self._marks.get(line)
                painter.setPen(QColor(tokens.colour(_MARKS[severity][1] if severity else "text3")))
                room = QRect(0, round(top), area.width() - 10, round(height))
                painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))
            block = block.next()
            top += height
        painter.end()

    def _scroll_numbers(self, rect: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.numbers_width()
        self.setViewportMargins(width, 0, 0, 0)
        inside = self.contentsRect()
        self._numbers.setGeometry(inside.left(), inside.top(), width, inside.height())
        self._numbers.update()

    def _restyle(self) -> None:
        self.setFont(theme.active().code_font(0.88))
        self._colours.take_colours()
        self._colours.rehighlight()
        self._fit()
