"""How one upload goes: a map of its parts, its speed over ten minutes, and what was asked, call by call."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import label
from allure_desktop.plain_text import hint
from allure_desktop.uploads.rows import SPEED_STEP_S, CallNote, UploadDetails

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_GAP = 2
_LARGEST, _LEAST = 14, 4
_MOST_ROWS = 10
#: What came of a call where nothing went wrong.
_NO_TROUBLE = ("ok", "accepted", "let_go", "none", "no_md5")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
GRAPH_STEPS = int(600 / SPEED_STEP_S)


class PartsMap(QWidget):
    """A square for each part, or for a few of a file with thousands: there, on its way, or left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: UploadDetails | None = None
        self._cell = _LARGEST
        self.setAccessibleName(self.tr("Parts"))

    def tell(self, details: UploadDetails) -> None:
        """Shows these parts."""
        self._details = details
        self._measure()
        self.setAccessibleDescription(parts_words(details))
        self.setToolTip(parts_words(details))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _across(self, cell: int) -> int:
        return max(1, (self.width() + _GAP) // (cell + _GAP))

    def _squares(self) -> int:
        """How many squares there are, and thus how many parts one stands for."""
        total = self._details.parts_total if self._details else 0
        return min(total, self._across(_LEAST) * _MOST_ROWS)

    def _measure(self) -> None:
        squares = self._squares()
        cell = _LARGEST
        while cell > _LEAST and squares > self._across(cell) * _MOST_ROWS // 2:
            cell -= 1
        self._cell = cell
        rows = math.ceil(squares / self._across(cell)) if squares else 0
        self.setFixedHeight(max(0, rows * (cell + _GAP) - _GAP))

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        details, squares = self._details, self._squares()
        if details is None or not squares:
            return
        tokens = theme.active().tokens
        painter = QPainter(self)
        across, cell = self._across(self._cell), self._cell
        for square in range(squares):
            first = square * details.parts_total // squares + 1
            last = (square + 1) * details.parts_total // squares
            parts = range(first, last + 1)
            token = "track"
            if all(part in details.acknowledged for part in parts):
                token = "success"
            elif any(part in details.under_way or part in details.acknowledged for part in parts):
                token = "progress"
            y, x = divmod(square, across)
            rect = QRect(x * (cell + _GAP), y * (cell + _GAP), cell, cell)
            painter.fillRect(rect, tokens.colour(token))
            if tokens.framed:
                painter.setPen(QPen(tokens.colour("text")))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))


def parts_words(details: UploadDetails) -> str:
    """`312 of 640 parts are there, 4 on their way, 16.8 MB each`."""
    there, flying = len(details.acknowledged), len(details.under_way - details.acknowledged)
    words = translate("Uploads", "{there} of {total} parts are there").format(
        there=figures.number(there), total=figures.number(details.parts_total)
    )
    if flying:
        words += translate("Uploads", ", {count} on their way").format(count=figures.number(flying))
    if details.parts_total > 1:
        words += translate("Uploads", ", {size} each").format(size=figures.size(details.part_size))
    return words


class SpeedGraph(QWidget):
    """Bytes a second over ten minutes; the newest at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speeds: tuple[float, ...] = ()
        self.setAccessibleName(self.tr("Speed"))
        theme.active().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(round(theme.active().base_px * 4.5))

    def tell(self, speeds: tuple[float, ...]) -> None:
        """Shows these speeds, oldest first."""
        self._speeds = speeds
        self.setAccessibleDescription(speed_words(speeds))
        self.setToolTip(speed_words(speeds))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        rect = self.rect().adjusted(0, 0, -1, -1)
        painter.setPen(QPen(tokens.colour("border")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topLeft(), rect.topRight())
        if not self._speeds:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(*self._speeds, 1.0)
        step = rect.width() / max(GRAPH_STEPS - 1, 1)
        left = rect.right() - step * (len(self._speeds) - 1)
        points = [
            QPointF(left + step * n, rect.bottom() - speed / most * (rect.height() - 2))
            for n, speed in enumerate(self._speeds)
        ]
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        area = QPainterPath(line)
        area.lineTo(QPointF(points[-1].x(), rect.bottom()))
        area.lineTo(QPointF(points[0].x(), rect.bottom()))
        area.closeSubpath()
        soft = QColor(tokens.colour("progress"))
        soft.setAlphaF(0.18)
        painter.fillPath(area, soft)
        painter.setPen(QPen(tokens.colour("progress"), 1.5))
        painter.drawPath(line)
        if len(points) == 1:
            painter.drawRect(QRectF(points[0].x() - 1, points[0].y() - 1, 2, 2))


def speed_words(speeds: tuple[float, ...]) -> str:
    """`0.9 MB/s now, 1.4 MB/s at most, 0.8 MB/s on average in the last 10 min`."""
    if not speeds:
        return translate("Uploads", "Nothing was sent by this window in the last 10 min")
    return translate("Uploads", "{now} now, {most} at most, {mean} on average in the last {span}").format(
        now=figures.rate(speeds[-1]),
        most=figures.rate(max(speeds)),
        mean=figures.rate(sum(speeds) / len(speeds)),
        span=figures.span(len(speeds) * SPEED_STEP_S),
    )


def call_words(note: CallNote) -> str:
    """What was asked, in words."""
    if note.call == "part":
        return translate("Uploads", "Part {number}").format(number=figures.number(note.number))
    return {
        "prepare": translate("Uploads", "Look at file and quota"),
        "open": translate("Uploads", "Begin"),
        "complete": translate("Uploads", "Put the parts together"),
        "server_check": translate("Uploads", "Let the server check it"),
        "compare": translate("Uploads", "Look for other versions"),
        "process": translate("Uploads", "Make it live"),
        "look": translate("Uploads", "Look whether it arrived"),
        "patch": translate("Uploads", "Set its details"),
    }.get(note.call, note.call)


def outcome_words(note: CallNote) -> str:
    """What came of it: the size and how fast, or the trouble with the error's code."""
    if note.outcome == "ok":
        if note.call == "part" and note.seconds > 0:
            return translate("Uploads", "{size}, {rate}").format(
                size=figures.size(note.size), rate=figures.rate(note.size / note.seconds)
            )
        return translate("Uploads", "Done")
    words = {
        "accepted": translate("Uploads", "Accepted, under way"),
        "none": translate("Uploads", "Not there yet"),
        "gone": translate("Uploads", "Not there any more"),
        "rate_limited": translate("Uploads", "The server limits calls"),
        "offline": translate("Uploads", "No network"),
        "stalled": translate("Uploads", "No answer, tried again"),
        "answer_lost": translate("Uploads", "The answer was lost"),
        "key_refused": translate("Uploads", "The key was refused"),
        "file_changed": translate("Uploads", "The file has changed"),
        "file_missing": translate("Uploads", "The file is not there"),
        "disk_full": translate("Uploads", "This computer's disk is full"),
        "quota": translate("Uploads", "The quota does not suffice"),
        "upload_gone": translate("Uploads", "The server forgot the upload"),
        "object_gone": translate("Uploads", "The file is gone at the server"),
        "version_conflict": translate("Uploads", "Another version came in between"),
        "unknown_outcome": translate("Uploads", "Not certain"),
        "refused": translate("Uploads", "Refused"),
        "broken": translate("Uploads", "Ended without success"),
        "link_expired": translate("Uploads", "The link had expired, a new one is asked for"),
        "other_bytes": translate("Uploads", "Other bytes arrived, sent again"),
        "no_md5": translate("Uploads", "Sent. This storage's ETags are no MD5s: they are no longer compared"),
        "let_go": translate("Uploads", "Let go"),
    }.get(note.outcome, note.outcome)
    return f"{words} ({note.code})" if note.code else words


class CallsModel(QAbstractTableModel):
    """The calls, newest first: when, what, what came of it, how long it took."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[CallNote, ...] = ()

    def tell(self, calls: tuple[CallNote, ...]) -> None:
        """Shows these calls, given oldest first."""
        notes = tuple(reversed(calls))
        known = self._notes
        if notes == known:
            return
        added = len(notes) - len(known)
        if known and added > 0 and notes[added:] == known:
            self.beginInsertRows(_NOWHERE, 0, added - 1)
            self._notes = notes
            self.endInsertRows()
            return
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._notes)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if section == 3 else _LEFT)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (
            translate("Uploads", "Time"),
            translate("Uploads", "Call"),
            translate("Uploads", "Outcome"),
            translate("Uploads", "Took"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        note = self._notes[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and note.outcome not in _NO_TROUBLE:
            return theme.active().tokens.colour("warning")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 3:
            return int(_RIGHT)
        if role == Qt.ItemDataRole.FontRole:
            return theme.active().font(0.92)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return figures.iso(note.at)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (1, 2):
            return hint(call_words(note) if index.column() == 1 else outcome_words(note))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{time_words(note)}, {call_words(note)}, {outcome_words(note)}, {took_words(note)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return (time_words(note), call_words(note), outcome_words(note), took_words(note))[index.column()]
        return None


def time_words(note: CallNote) -> str:
    """The second, in the day's usual form."""
    return figures.second(note.at)


def took_words(note: CallNote) -> str:
    return f"{note.seconds * 1000:.0f} ms" if note.seconds < 1 else f"{note.seconds:.1f} s"


class TransferView(QFrame):
    """`tell(details)` shows an upload; `None` says that nothing was sent yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Transfer"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(6)
        self.parts_head = label("", "small", wrap=True)
        column.addWidget(self.parts_head)
        self.parts = PartsMap()
        column.addWidget(self.parts)
        column.addSpacing(8)
        self.speed_head = label("", "small", wrap=True)
        column.addWidget(self.speed_head)
        self.speed = SpeedGraph()
        column.addWidget(self.speed)
        column.addSpacing(8)
        self.calls_head = label("", "small", wrap=True)
        column.addWidget(self.calls_head)
        self.model = CallsModel(self)
        self.calls = QTableView()
        self.calls.setModel(self.model)
        self.calls.setProperty("dense", True)
        self.calls.setAccessibleName(self.tr("Calls"))
        self.calls.setFrameShape(QFrame.Shape.NoFrame)
        self.calls.setShowGrid(False)
        self.calls.setWordWrap(False)
        self.calls.setTabKeyNavigation(False)
        self.calls.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.calls.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.calls.verticalHeader().hide()
        theme.active().changed.connect(self._measure)
        self._measure()
        head = self.calls.horizontalHeader()
        head.setHighlightSections(False)
        for section, mode in (
            (0, QHeaderView.ResizeMode.ResizeToContents),
            (1, QHeaderView.ResizeMode.Stretch),
            (2, QHeaderView.ResizeMode.Stretch),
            (3, QHeaderView.ResizeMode.ResizeToContents),
        ):
            head.setSectionResizeMode(section, mode)
        column.addWidget(self.calls, 1)

    def _measure(self) -> None:
        self.calls.verticalHeader().setDefaultSectionSize(round(theme.active().base_px * 1.85))

    def tell(self, details: UploadDetails | None) -> None:
        """Shows how it goes now."""
        begun = details is not None and bool(details.calls)
        for part in (self.parts_head, self.parts, self.speed_head, self.speed, self.calls):
            part.setVisible(begun)
        if details is None or not begun:
            self.calls_head.setText(self.tr("Nothing of it was uploaded yet."))
            return
        parted = details.parts_total > 0
        self.parts_head.setVisible(parted)
        self.parts.setVisible(parted)
        self.parts_head.setText(parts_words(details))
        self.parts.tell(details)
        self.speed_head.setText(speed_words(details.speeds))
        self.speed.setVisible(bool(details.speeds))
        self.speed.tell(details.speeds)
        troubles = sum(note.outcome not in _NO_TROUBLE for note in details.calls)
        self.calls_head.setText(
            self.tr("{count} calls, {troubles} with trouble").format(
                count=figures.number(len(details.calls)), troubles=figures.number(troubles)
            )
            if troubles
            else self.tr("{count} calls, none with trouble").format(count=figures.number(len(details.calls)))
        )
        self.model.tell(details.calls)
