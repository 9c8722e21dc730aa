"""The lines of a version history: what is known of each version, and how it is painted on the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.comparison.counts import CountPart, change_counts, paint_counts
from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import hint, one_line

if TYPE_CHECKING:
    from allure_desktop.api.answers import VersionRecord
    from allure_desktop.library.inventories import Changes

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
VERSION_ROLE = Qt.ItemDataRole.UserRole + 1
GAP = 4


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One revision with its note, and what its files tell: `known` here, and `changes` against the one before.

    `where` its ZIP is: copy, path, shared, or '' (`composition.version_copies.Where`).
    """

    record: VersionRecord
    note: str
    known: bool = False
    changes: Changes | None = None
    where: str = ""
    #: what colleagues tell: the file's name, and how many files are in it
    team_file: str = ""
    team_count: int | None = None

    @property
    def files(self) -> list[CountPart]:
        """What changed, each part with its colour; or that nothing is known of it here."""
        if self.changes is not None:
            return change_counts(self.changes)
        if self.known or self.where:
            return [CountPart(self.record.original_filename, "text2")]
        if self.team_file:
            told = [self.team_file]
            if self.team_count is not None:
                one = QCoreApplication.translate("Versions", "1 file")
                many = QCoreApplication.translate("Versions", "{count} files")
                number = figures.number(self.team_count)
                told.append(one if self.team_count == 1 else many.format(count=number))
            return [CountPart(" · ".join(told), "text2")]
        return [CountPart(QCoreApplication.translate("Versions", "No local copy on this computer"), "text3")]

    @property
    def place(self) -> str:
        """Where its ZIP is, in words; '' where it is nowhere that is known."""
        return {
            "copy": QCoreApplication.translate("Versions", "A copy is kept on this computer"),
            "path": QCoreApplication.translate("Versions", "The uploaded file is still where it was"),
            "shared": QCoreApplication.translate("Versions", "A copy lies in the team's folder"),
        }.get(self.where, "")


class VersionModel(QAbstractListModel):
    """The revisions of one package, newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[VersionLine] = []

    def show(self, lines: list[VersionLine]) -> None:
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == VERSION_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [self.tr("Version {number}").format(number=line.record.revision)]
            if line.record.current:
                parts.append(self.tr("Current"))
            parts += [line.note, words.when_long(line.record.created_at), line.record.uploaded_by]
            parts += ["".join(part.text for part in line.files)]
            if line.record.file_size_bytes is not None:
                parts.append(figures.size(line.record.file_size_bytes))
            return one_line(", ".join(part for part in parts if part))
        if role == Qt.ItemDataRole.ToolTipRole:
            told = [
                line.note,
                "".join(part.text for part in line.files),
                line.place,
                line.record.original_filename,
                line.record.created_at,
                line.record.sha256,
            ]
            return hint("\n".join(part for part in told if part))
        return None


class VersionDelegate(QStyledItemDelegate):
    """Paints one revision: dot and line of the timeline, number, date and who, note, file and size."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = index.data(VERSION_ROLE)
        active = theme.active()
        height = QFontMetrics(active.font(1, 600)).height() + QFontMetrics(active.font(0.92)).height() + 22 + GAP
        if isinstance(line, VersionLine) and line.note:
            height += QFontMetrics(active.font()).height() + 3
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(VERSION_ROLE)
        if not isinstance(line, VersionLine):
            return
        active = theme.active()
        tokens = active.tokens
        box = QRect(option.rect).adjusted(8, 0, -8, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(tokens.colour("accent"), 2) if tokens.framed else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("subtle"))
            painter.drawRoundedRect(QRectF(box), 7, 7)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 7, 7)
        self._paint_rail(painter, QRect(option.rect), index, line)
        left, right = box.x() + 38, box.right() - 10
        title_font, small, body = active.font(1, 600), active.font(0.92), active.font()
        y = box.y() + 8
        height = QFontMetrics(title_font).height()
        self._paint_first_line(painter, QRect(left, y, right - left, height), line)
        y += height + 3
        if line.note:
            height = QFontMetrics(body).height()
            painter.setFont(body)
            painter.setPen(QColor(tokens.text))
            shown = painter.fontMetrics().elidedText(
                line.note.replace("\n", " "), Qt.TextElideMode.ElideRight, right - left
            )
            painter.drawText(QRect(left, y, right - left, height), Qt.AlignmentFlag.AlignVCenter, shown)
            y += height + 3
        painter.setFont(small)
        painter.setPen(QColor(tokens.text3))
        height = QFontMetrics(small).height()
        size = "" if line.record.file_size_bytes is None else figures.size(line.record.file_size_bytes)
        size_width = painter.fontMetrics().horizontalAdvance(size)
        below = QRect(left, y, right - left, height)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, size)
        paint_counts(painter, below.adjusted(0, 0, -size_width - 12, 0), line.files)
        painter.restore()

    def _paint_first_line(self, painter: QPainter, rect: QRect, line: VersionLine) -> None:
        active = theme.active()
        tokens = active.tokens
        painter.setFont(active.font(1, 600))
        painter.setPen(QColor(tokens.text))
        title = self.tr("Version {number}").format(number=line.record.revision)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)
        used = painter.fontMetrics().horizontalAdvance(title) + 10
        if line.record.current:
            font = active.font(0.85, 600)
            word = self.tr("Current")
            wide, high = painting.tag_width(word, font), QFontMetrics(font).height() + 3
            tag = QRect(rect.x() + used, rect.y() + (rect.height() - high) // 2, wide, high)
            painting.tag(painter, tag, word, font, text=tokens.success, soft=tokens.success_soft)
            used += wide + 10
        painter.setFont(active.font(0.92))
        painter.setPen(QColor(tokens.text3))
        told = " · ".join(part for part in (words.when_long(line.record.created_at), line.record.uploaded_by) if part)
        told = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, rect.width() - used)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)

    def _paint_rail(self, painter: QPainter, rect: QRect, index: _Index, line: VersionLine) -> None:
        active = theme.active()
        tokens = active.tokens
        x = rect.x() + 26
        y = rect.y() + 8 + QFontMetrics(active.font(1, 600)).height() // 2
        top = rect.y() if index.row() else y
        last = index.row() == index.model().rowCount() - 1
        bottom = y if last else rect.bottom() + 1
        painter.fillRect(QRect(x - 1, top, 2, bottom - top), tokens.colour("border"))
        colour = tokens.colour("accent" if line.record.current else "border_strong")
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if line.record.current else tokens.colour("surface"))
        painter.drawEllipse(QRectF(x - 5, y - 5, 10, 10))
