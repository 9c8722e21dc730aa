"""Paints a row of Uploads: state, title, sentence, the two bars and the acts that can be clicked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from allure_desktop.gui import icons, theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import RowAct, painted
from allure_desktop.gui.uploads.row_model import ENTRY_ROLE, Entry, Heading
from allure_desktop.gui.widgets import painting

Index = QModelIndex | QPersistentModelIndex

GUTTER = 16
CIRCLE = 30
TEXT_LEFT = 60
ICON_TARGET = 28
BAR = 6
#: upload and process, of the width of both bars
UPLOAD_SHARE = 0.76

_SOFT = {
    "accent": "selected",
    "danger": "danger_soft",
    "warning": "warning_soft",
    "info": "info_soft",
    "success": "success_soft",
    "process": "selected",
    "text2": "subtle",
}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a row with their measures, made once for each text size."""

    title: QFont
    small: QFont
    button: QFont
    heading: QFont

    @classmethod
    def of_theme(cls) -> Fonts:
        active = theme.active()
        return cls(active.font(1, 600), active.font(0.92), active.font(0.92, 500), active.font(0.92, 600))

    @property
    def text_height(self) -> int:
        """Title and sentence."""
        return QFontMetrics(self.title).height() + 3 + QFontMetrics(self.small).height()

    def row_height(self, bars: bool) -> int:
        bar = 4 + QFontMetrics(self.small).height() if bars else 0
        return self.text_height + 20 + bar + 1

    def heading_height(self) -> int:
        return QFontMetrics(self.heading).height() + 20


class RowDelegate(QStyledItemDelegate):
    """`hovered` is the act under the pointer. In a dock the bars stand beside the words and nothing is indented less."""

    def __init__(self, view: QAbstractItemView, *, wide: bool = False) -> None:
        super().__init__(view)
        self._view = view
        self._wide = wide
        self.fonts = Fonts.of_theme()
        self.hovered: tuple[int, RowAct] | None = None
        theme.active().changed.connect(self._theme_changed)

    def _theme_changed(self) -> None:
        self.fonts = Fonts.of_theme()
        self._view.scheduleDelayedItemsLayout()
        self._view.viewport().update()

    # --- geometry ----------------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(ENTRY_ROLE)
        if isinstance(item, Heading):
            return QSize(0, self.fonts.heading_height())
        bars = isinstance(item, Entry) and item.words.bars is not None and not self._wide
        return QSize(0, self.fonts.row_height(bars))

    def act_rects(self, entry: Entry, rect: QRect) -> list[tuple[RowAct, QRect]]:
        """The acts that are painted on a row, with their places, from right to left."""
        metrics = QFontMetrics(self.fonts.button)
        middle = rect.top() + 10 + self.fonts.text_height // 2
        height = max(24, metrics.height() + 12)
        right = rect.right() - 11
        found: list[tuple[RowAct, QRect]] = []
        for act in reversed(painted(entry.words.acts)):
            width = ICON_TARGET if act.icon else metrics.horizontalAdvance(act.text) + 22
            if rect.width() - TEXT_LEFT - (rect.right() - right) - width < 160 and found:
                break
            tall = ICON_TARGET if act.icon else height
            found.append((act, QRect(right - width + 1, middle - tall // 2, width, tall)))
            right -= width + (2 if act.icon else 8)
        return found

    def act_at(self, index: Index, rect: QRect, point: QPoint) -> RowAct | None:
        """The painted act under a point of the view, if any."""
        item = index.data(ENTRY_ROLE)
        if not isinstance(item, Entry):
            return None
        return next((act for act, place in self.act_rects(item, rect) if place.contains(point)), None)

    # --- painting ----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        painter.save()
        if isinstance(item, Heading):
            self._paint_heading(painter, rect, item)
        elif isinstance(item, Entry):
            self._paint_entry(painter, rect, item, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        tokens = theme.active().tokens
        painter.setFont(self.fonts.heading)
        painter.setPen(tokens.colour("text2"))
        place = rect.adjusted(GUTTER, 6, -GUTTER, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, heading.text)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.colour("border"))

    def _paint_entry(
        self, painter: QPainter, rect: QRect, entry: Entry, option: QStyleOptionViewItem, index: Index
    ) -> None:
        tokens = theme.active().tokens
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, tokens.colour("selected"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, tokens.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.colour("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.colour("border"))
        if (selected and tokens.framed) or self._has_focus(state, index):
            painting.focus_ring(painter, rect.adjusted(1, 0, -1, -1))
        self._paint_state(painter, rect, entry)
        right = self._paint_acts(painter, rect, entry, index)
        if self._wide and entry.words.bars is not None:
            right = self._paint_wide_bars(painter, rect, entry, right)
        self._paint_words(painter, rect, entry, right)
        if not self._wide and entry.words.bars is not None:
            self._paint_bars(painter, rect, entry)

    def _has_focus(self, state: QStyle.StateFlag, index: Index) -> bool:
        return bool(state & QStyle.StateFlag.State_HasFocus) and self._view.property("by_keyboard") is True

    def _paint_state(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        tokens = theme.active().tokens
        words = entry.words
        circle = QRect(
            rect.left() + GUTTER + 3, rect.top() + 10 + (self.fonts.text_height - CIRCLE) // 2, CIRCLE, CIRCLE
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour(words.tone)) if tokens.framed else Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(_SOFT.get(words.tone, "subtle")))
        painter.drawEllipse(circle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPixmap(circle.left() + 7, circle.top() + 7, icons.pixmap(words.icon, words.tone, 16))

    def _paint_words(self, painter: QPainter, rect: QRect, entry: Entry, right: int) -> None:
        tokens = theme.active().tokens
        left, width = rect.left() + TEXT_LEFT, right - rect.left() - TEXT_LEFT
        title_metrics, small = QFontMetrics(self.fonts.title), QFontMetrics(self.fonts.small)
        top = rect.top() + 10
        kind_width = small.horizontalAdvance(entry.words.kind)
        # the title keeps at least two thirds before what kind it is goes
        room = max(width - kind_width - 9, width * 2 // 3)
        title = title_metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self.fonts.title)
        painter.setPen(tokens.colour("text"))
        baseline = top + title_metrics.ascent()
        painter.drawText(left, baseline, title)
        after = title_metrics.horizontalAdvance(title) + 9
        painter.setFont(self.fonts.small)
        painter.setPen(tokens.colour("text2"))
        kind = small.elidedText(entry.words.kind, Qt.TextElideMode.ElideRight, max(0, width - after))
        if width - after > 24:
            painter.drawText(left + after, baseline, kind)
        painter.setPen(tokens.colour(entry.words.sentence_tone))
        sentence = small.elidedText(entry.words.sentence, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, top + title_metrics.height() + 3 + small.ascent(), sentence)

    def is_elided(self, entry: Entry, rect: QRect) -> bool:
        """The sentence or the title does not fit: the tooltip tells all."""
        right = min((place.left() for _, place in self.act_rects(entry, rect)), default=rect.right()) - 12
        width = right - rect.left() - TEXT_LEFT
        if self._wide and entry.words.bars is not None:
            width -= self._wide_bars_width(rect) + 24
        small, title = QFontMetrics(self.fonts.small), QFontMetrics(self.fonts.title)
        first = title.horizontalAdvance(entry.title) + 9 + small.horizontalAdvance(entry.words.kind)
        return small.horizontalAdvance(entry.words.sentence) > width or first > width

    def _paint_bars(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        bars = entry.words.bars
        assert bars is not None
        small = QFontMetrics(self.fonts.small)
        both = round((rect.width() - TEXT_LEFT - 12) * 0.615)
        line_top = rect.top() + 10 + self.fonts.text_height + 4
        left = rect.left() + TEXT_LEFT
        self._paint_pair(painter, QRect(left, line_top + (small.height() - BAR) // 2, both, BAR), entry)
        painter.setFont(self.fonts.small)
        painter.setPen(theme.active().tokens.colour("text3"))
        beside = small.elidedText(bars.beside, Qt.TextElideMode.ElideRight, rect.right() - left - both - 24)
        painter.drawText(left + both + 11, line_top + small.ascent(), beside)

    def _wide_bars_width(self, rect: QRect) -> int:
        return max(80, round(rect.width() * 0.22))

    def _paint_wide_bars(self, painter: QPainter, rect: QRect, entry: Entry, right: int) -> int:
        width = self._wide_bars_width(rect)
        middle = rect.top() + 10 + self.fonts.text_height // 2
        # a fixed place, so that the bars of all rows stand under each other
        edge = rect.right() - 11 - 2 * ICON_TARGET - 26
        place = QRect(min(edge, right) - width, middle - BAR // 2, width, BAR)
        self._paint_pair(painter, place, entry)
        return place.left() - 24

    def _paint_pair(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        bars = entry.words.bars
        assert bars is not None
        upload = round((rect.width() - 4) * UPLOAD_SHARE)
        token = "progress" if bars.tone == "progress" else "text3"
        painting.bar(painter, QRect(rect.left(), rect.top(), upload, BAR), bars.upload, token)
        rest = QRect(rect.left() + upload + 4, rect.top(), rect.width() - upload - 4, BAR)
        running = bars.process == "running"
        painting.bar(painter, rest, 1.0 if running else 0.0, "process", striped=running)

    def _paint_acts(self, painter: QPainter, rect: QRect, entry: Entry, index: Index) -> int:
        tokens = theme.active().tokens
        right = rect.right() - 12
        for act, place in self.act_rects(entry, rect):
            hovered = self.hovered == (entry.row.id, act)
            right = place.left() - 12
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if act.icon:
                if hovered:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(tokens.colour("track"))
                    painter.drawRoundedRect(place, 6, 6)
                painter.drawPixmap(
                    place.left() + (ICON_TARGET - 16) // 2,
                    place.top() + (ICON_TARGET - 16) // 2,
                    icons.pixmap(act.icon, "text" if hovered else "text2", 16),
                )
                continue
            painter.setPen(QPen(tokens.colour("border_strong" if hovered else "border"), 1))
            painter.setBrush(tokens.colour("hover" if hovered else "raised"))
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setPen(tokens.colour("text"))
            painter.setFont(self.fonts.button)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, act.text)
        return right

    # --- tooltips ----------------------------------------------------------------------------------------------------

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        item = index.data(ENTRY_ROLE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(item, Entry):
            return super().helpEvent(event, view, option, index)
        rect: QRect = option.rect
        QToolTip.showText(event.globalPos(), self.tip(item, rect, event.pos()), view)
        return True

    def tip(self, entry: Entry, rect: QRect, point: QPoint) -> str:
        """What the pointer is told at a place: the act's name, or the row's exact figures and path."""
        act = next((act for act, place in self.act_rects(entry, rect) if place.contains(point)), None)
        if act is not None:
            return act.text
        lines = [entry.title, entry.words.sentence] if self.is_elided(entry, rect) else []
        lines.append(entry.row.path)
        if entry.words.bars is not None:
            lines.append(entry.words.bars.exactly)
        lines.append(figures.iso(entry.row.updated_at))
        return "\n".join(lines)
