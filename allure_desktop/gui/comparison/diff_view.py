"""Two texts side by side, painted line by line, with the words that changed marked."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from allure_desktop.comparison.text_diff import Marks, Row, TextDiff
from allure_desktop.gui import theme

#: Longer lines are shown to here: a script packed into one line is not read.
LONGEST_SHOWN = 2_000
_TAB = 4
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
NOTHING = TextDiff((), ())


def shown(text: str, marks: Marks = ()) -> tuple[str, Marks]:
    """A line as it is painted: tabs as spaces, control characters visible; the marks where they belong then."""
    text = text[:LONGEST_SHOWN]
    if "\t" not in text:
        return _UNSEEN.sub("\u00b7", text), marks
    parts: list[str] = []
    places: list[int] = []
    column = 0
    for letter in text:
        places.append(column)
        part = " " * (_TAB - column % _TAB) if letter == "\t" else letter
        parts.append(part)
        column += len(part)
    places.append(column)
    last = len(places) - 1
    return _UNSEEN.sub("\u00b7", "".join(parts)), tuple((places[min(a, last)], places[min(b, last)]) for a, b in marks)


class DiffView(QAbstractScrollArea):
    """Both sides scroll together; `moved` when other lines are seen, or another change is the current one."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diff = NOTHING
        #: the change that is looked at, -1 for none
        self.change = -1
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCornerWidget(QWidget())
        self.verticalScrollBar().valueChanged.connect(self.moved)
        theme.active().changed.connect(self._measure)
        self.show_diff(NOTHING)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_diff(self, diff: TextDiff) -> None:
        """Another pair of texts, from its first change on."""
        self.diff = diff
        self._longest = max((max(len(row.before), len(row.after)) for row in diff.rows), default=0)
        self.change = -1
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        if diff.changes:
            self.go_to(0)
        self._tell()

    @property
    def lines_seen(self) -> tuple[int, int]:
        """Numbers of the first and last row on the screen, from 1; (0, 0) for none."""
        if not self.diff.rows:
            return 0, 0
        first = self.verticalScrollBar().value()
        return first + 1, min(len(self.diff.rows), first + max(1, self.viewport().height() // self._line))

    def go_to(self, change: int) -> None:
        """Shows a change, a few lines below the top."""
        if not 0 <= change < len(self.diff.changes):
            return
        self.change = change
        first = self.diff.changes[change][0]
        self.verticalScrollBar().setValue(max(0, first - min(5, self.viewport().height() // self._line // 3)))
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        words = self.tr("Differences")
        if 0 <= self.change < len(self.diff.changes):
            first, last = self.diff.changes[self.change]
            rows = self.diff.rows[first : min(last, first + 4) + 1]
            gone = " ".join(row.before.strip() for row in rows if row.before_number)
            come = " ".join(row.after.strip() for row in rows if row.after_number)
            words = self.tr("Change {number} of {count}. Before: {before}. Now: {after}").format(
                number=self.change + 1, count=len(self.diff.changes), before=gone or "–", after=come or "–"
            )
        self.setAccessibleName(words[:2_000])
        self.moved.emit()

    # --- measures ----------------------------------------------------------------------------------------------------

    def _measure(self) -> None:
        font = theme.active().code_font(0.92)
        self._font = font
        metrics = QFontMetricsF(font)
        self._letter = metrics.horizontalAdvance("m")
        self._line = max(8, round(metrics.height() * 1.3))
        numbers = max((row.before_number + row.after_number for row in self.diff.rows[-1:]), default=1)
        self._gutter = round(self._letter * max(3, len(str(numbers))) + 34)
        self._bars()

    def _bars(self) -> None:
        seen = max(1, self.viewport().height() // self._line)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, len(self.diff.rows) - seen))
        vertical.setPageStep(seen)
        wide = round(min(self._longest, LONGEST_SHOWN) * self._letter) + 16
        room = self.viewport().width() // 2 - self._gutter
        horizontal.setRange(0, max(0, wide - room))
        horizontal.setPageStep(max(1, room))
        horizontal.setSingleStep(round(self._letter) * 4)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bars()
        self.moved.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._line * 3)

    def sizeHint(self) -> QSize:
        return QSize(600, self._line * 12)

    # --- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -len(self.diff.rows),
            Qt.Key.Key_End: len(self.diff.rows),
        }
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers():
            bar.setValue(bar.value() + steps[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            across = self.horizontalScrollBar()
            across.setValue(across.value() + across.singleStep() * (1 if key == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x() if not event.modifiers() else event.angleDelta().y()
        if across and (event.modifiers() or not event.angleDelta().y()):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - across)
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - round(event.angleDelta().y() / 40))

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), tokens.colour("surface"))
        painter.setFont(self._font)
        half = self.viewport().width() // 2
        first = self.verticalScrollBar().value()
        for place, row in enumerate(self.diff.rows[first : first + self.viewport().height() // self._line + 2]):
            y = place * self._line
            self._paint_side(painter, QRect(0, y, half, self._line), row, old=True)
            self._paint_side(painter, QRect(half, y, self.viewport().width() - half, self._line), row, old=False)
        painter.fillRect(half, 0, 1, self.viewport().height(), tokens.colour("border"))
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_side(self, painter: QPainter, rect: QRect, row: Row, *, old: bool) -> None:
        tokens = theme.active().tokens
        number, text = (row.before_number, row.before) if old else (row.after_number, row.after)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not number:
            painter.fillRect(rect, tokens.colour("subtle"))
            return
        tone = "" if row.kind == "same" else "danger" if old else "success"
        if tone:
            painter.fillRect(rect, tokens.colour(f"{tone}_soft"))
        painter.setPen(tokens.colour(tone or "text3"))
        numbers = QRect(rect.x() + 8, rect.y(), self._gutter - 34, rect.height())
        painter.drawText(numbers, Qt.AlignmentFlag.AlignRight | middle, str(number))
        if tone:  # never by colour alone
            sign = QRect(numbers.right() + 6, rect.y(), 14, rect.height())
            painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "−" if old else "+")
        painter.save()
        room = rect.adjusted(self._gutter, 0, 0, 0)
        painter.setClipRect(room)
        words, marks = shown(text, row.before_marks if old else row.after_marks)
        left = room.x() - self.horizontalScrollBar().value()
        metrics = QFontMetricsF(self._font)
        for start, end in marks:
            x, wide = metrics.horizontalAdvance(words[:start]), metrics.horizontalAdvance(words[start:end])
            mark = tokens.colour(tone)
            mark.setAlphaF(0.28)
            painter.fillRect(QRect(round(left + x), rect.y() + 1, max(2, round(wide)), rect.height() - 2), mark)
        painter.setPen(tokens.colour("text"))
        painter.drawText(
            QPoint(left, rect.y() + round((rect.height() + metrics.ascent() - metrics.descent()) / 2)), words
        )
        painter.restore()
