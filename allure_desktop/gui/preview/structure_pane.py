"""The left of the preview window: the course's items with their statuses, and what the attempt has reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import icons, theme
from allure_desktop.gui.preview import words
from allure_desktop.gui.preview.inspector.record_table import Index
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, PushButton, label, line, painting
from allure_desktop.gui.widgets.labels import set_tone
from allure_desktop.plain_text import hint

if TYPE_CHECKING:
    from allure_desktop.preview.preview import AttemptView, Part

WIDTH = 208
#: of icons alone, where the window is narrow for its text size
NARROW = 48
_PART = int(Qt.ItemDataRole.UserRole) + 1


class _PartDelegate(QStyledItemDelegate):
    """A status icon and a title; the part that is open stands on a soft ground."""

    current: str | None = None
    #: icons alone; the tooltip tells title and status
    narrow = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, QFontMetrics(theme.active().font(1, 500)).height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        part: Part | None = index.data(_PART)
        if part is None:
            return
        active = theme.active()
        tokens = active.tokens
        rect = QRect(option.rect)
        view = self.parent()
        box = QRect(
            8,
            rect.y() + 1,
            (view.viewport().width() if isinstance(view, QTreeView) else rect.right()) - 16,
            rect.height() - 2,
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if part.id == self.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected"))
            painter.drawRoundedRect(box, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver and part.launchable and part.enabled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        icon, token = words.status_icon(part)
        side = active.scaled(16)
        left = box.center().x() - side // 2 if self.narrow else rect.x() + 16
        painter.drawPixmap(left, rect.y() + (rect.height() - side) // 2, icons.pixmap(icon, token, side))
        if not self.narrow:
            weight = 600 if part.children else 500
            painter.setFont(active.font(1, weight))
            painter.setPen(tokens.colour("text" if part.enabled or part.id == self.current else "text3"))
            inner = QRect(left + side + 8, rect.y(), box.right() - left - side - 14, rect.height())
            painter.drawText(
                inner,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                painter.fontMetrics().elidedText(part.title, Qt.TextElideMode.ElideRight, inner.width()),
            )
        if focused and isinstance(view, QWidget) and view.hasFocus():
            painting.focus_ring(painter, box, 6)
        painter.restore()


class PartsView(QTreeView):
    """`part_wanted(id)` for a click or Enter on a part that may be opened."""

    part_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: object = None
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.rows = _PartDelegate(self)
        self.setItemDelegate(self.rows)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(14)
        self.setMouseTracking(True)
        self.setProperty("pane", "window")
        self.setProperty("plain", "true")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Structure"))
        self.clicked.connect(self._open)
        theme.active().changed.connect(self.scheduleDelayedItemsLayout)

    def show_parts(self, parts: Sequence[Part], current: str | None) -> None:
        """The items in order; keeps quiet where nothing changed."""
        told = (tuple(parts), current)
        if told == self._told:
            return
        self._told = told
        self.rows.current = current
        at = self.currentIndex().data(_PART)
        self._model.clear()
        self._add(self._model.invisibleRootItem(), parts)
        self.expandAll()
        if at is not None:
            for item in self._items():
                if item.data(_PART).id == at.id:
                    self.setCurrentIndex(item.index())
        self.viewport().update()

    def _items(self) -> list[QStandardItem]:
        return self._model.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)

    def _add(self, above: QStandardItem, parts: Sequence[Part]) -> None:
        for part in parts:
            if not part.visible:
                self._add(above, part.children)
                continue
            item = QStandardItem(part.title)
            item.setData(part, _PART)
            item.setToolTip(hint(words.part_tip(part)))
            item.setData(words.part_tip(part).replace("\n", ", "), Qt.ItemDataRole.AccessibleTextRole)
            above.appendRow(item)
            self._add(item, part.children)

    def _open(self, index: Index) -> None:
        part = index.data(_PART)
        if part is not None and part.launchable and part.enabled:
            self.part_wanted.emit(part.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class Meter(QWidget):
    """How much of a limit is used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedHeight(4)
        self.setAccessibleName(self.tr("Share of the limit"))

    def tell(self, used: int, limit: int) -> None:
        self._share = used / limit if limit else 0.0
        self.setAccessibleDescription(f"{min(self._share, 9.99):.0%}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        token = "danger" if self._share > 1 else ("warning" if self._share > 0.9 else "progress")
        painting.bar(QPainter(self), self.rect(), self._share, token)


class StructurePane(QFrame):
    """`part_wanted(id)` when the user chooses an item, `move_wanted` with `previous` or `continue`."""

    part_wanted = Signal(str)
    move_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        outer.addLayout(column, 1)
        edge = QFrame()
        edge.setProperty("line", "true")
        edge.setFixedWidth(1)
        outer.addWidget(edge)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(18, 12, 18, 4)
        head.addWidget(ElidedLabel(self.tr("STRUCTURE"), "group"), 1)
        self.count = label("", "small")
        head.addWidget(self.count)
        column.addWidget(self._head)
        self.parts = PartsView()
        self.parts.part_wanted.connect(self.part_wanted)
        column.addWidget(self.parts, 1)
        column.addWidget(self._moves())
        self._facts_line, self._facts = line(), QWidget()
        column.addWidget(self._facts_line)
        column.addWidget(self._facts)
        self._lay_out_facts(QGridLayout(self._facts))
        theme.active().changed.connect(self.refit)
        self.refit()

    def _moves(self) -> QWidget:
        """The LMS's own way through the course, as far as the course allows it."""
        self.moves = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.moves)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        self._moves_row = row
        self.previous = PushButton(self.tr("Previous"))
        self.next = PushButton(self.tr("Next"))
        for button, move in ((self.previous, "previous"), (self.next, "continue")):
            button.clicked.connect(lambda _on=False, move=move: self.move_wanted.emit(move))
            row.addWidget(button, 1)
        self.moves.hide()
        return self.moves

    def tell_moves(self, may: Mapping[str, bool], parts: Sequence[Part]) -> None:
        """What the course allows just now; a course of one part needs no way through it."""
        self.moves.setVisible(words.count_scos(parts) > 1)
        self.previous.setEnabled(may.get("previous", False))
        self.next.setEnabled(may.get("continue", False))

    def _lay_out_facts(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(18, 10, 12, 14)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.status, self.score = ElidedLabel("", "small-strong"), ElidedLabel("", "small-plain")
        self.session, self.bookmark = ElidedLabel("", "small-plain"), ElidedLabel("", "small-plain")
        self.suspend = ElidedLabel("", "small-plain")
        names = (
            (self.tr("Status"), self.status),
            (self.tr("Score"), self.score),
            (self.tr("Session"), self.session),
            (self.tr("Bookmark"), self.bookmark),
            (self.tr("Suspend data"), self.suspend),
        )
        for row, (name, value) in enumerate(names):
            grid.addWidget(label(name, "small"), row, 0)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, row, 1)
        self.meter = Meter()
        grid.addWidget(self.meter, len(names), 0, 1, 2)

    def refit(self) -> None:
        """Width by text size."""
        wide = NARROW if self.parts.rows.narrow else WIDTH
        self.setFixedWidth(round(wide * theme.active().base_px / 13))

    @property
    def narrow(self) -> bool:
        return self.parts.rows.narrow

    def set_narrow(self, on: bool) -> None:
        """Icons with their statuses alone, or everything."""
        if on == self.parts.rows.narrow:
            return
        self.parts.rows.narrow = on
        self.parts.setIndentation(0 if on else 14)
        for part in (self._head, self._facts_line, self._facts):
            part.setVisible(not on)
        direction = QBoxLayout.Direction
        self._moves_row.setDirection(direction.TopToBottom if on else direction.LeftToRight)
        self._moves_row.setContentsMargins(6 if on else 12, 8, 6 if on else 12, 10)
        for button, name, mark in (
            (self.previous, self.tr("Previous"), "arrow-left"),
            (self.next, self.tr("Next"), "arrow-right"),
        ):
            button.show_icon(mark if on else "")
            button.set_text("" if on else name)
            button.setAccessibleName(name)
            if on:
                button.setToolTip(hint(name))
        self.refit()
        self.parts.scheduleDelayedItemsLayout()

    def tell(self, parts: Sequence[Part], current: str | None) -> None:
        """The items as they stand."""
        self.parts.show_parts(parts, current)
        scos = words.count_scos(parts)
        self.count.setText(
            self.tr("1 SCO") if scos == 1 else self.tr("{count} SCOs").format(count=figures.number(scos))
        )

    def tell_attempt(self, attempt: AttemptView, parts: Sequence[Part]) -> None:
        """What the attempt has reached."""
        text, tone = words.status_words(words.live_status(attempt.status, parts))
        self.status.set_text(text)
        set_tone(self.status, tone)
        self.score.set_text(words.score_words(attempt.percent))
        self.session.set_text(words.clock(attempt.session_s))
        self.bookmark.set_text(attempt.bookmark or "—")
        used, limit = attempt.suspend_used, attempt.suspend_limit
        self.suspend.set_text(
            self.tr("{used} of {limit}").format(used=figures.number(used), limit=figures.number(limit))
        )
        self.suspend.setToolTip(self.tr("{used} of {limit} characters").format(used=used, limit=limit))
        self.meter.tell(used, limit)
