"""Paints a row of Uploads: state, title, sentence, the two bars and the acts that can be clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from allure_desktop.gui import icons, theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import RowAct
from allure_desktop.gui.uploads.row_layout import GUTTER, TOP, Arrangement, Fonts, act_places, arranged
from allure_desktop.gui.uploads.row_model import ENTRY_ROLE, Entry, Heading
from allure_desktop.gui.widgets import painting

Index = QModelIndex | QPersistentModelIndex

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
        if not isinstance(item, Entry):
            return QSize(0, self.fonts.row_height(False))
        bars = item.words.bars is not None and not self._wide
        lines = len(self.arrangement(item, self._view.viewport().width()).lines)
        return QSize(0, self.fonts.row_height(bars, lines))

    def arrangement(self, entry: Entry, width: int) -> Arrangement:
        """How sentence and acts share a row of that width."""
        beside = self._wide_bars_width(width) + 24 if self._wide and entry.words.bars is not None else 0
        return arranged(self.fonts, entry.words, width, most_lines=1 if self._wide else 3, beside=beside)

    def act_rects(self, entry: Entry, rect: QRect) -> list[tuple[RowAct, QRect]]:
        """The acts that are painted on a row, with their places, from right to left."""
        return act_places(self.fonts, self.arrangement(entry, rect.width()), rect)

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
        self._paint_state(painter, rect, entry, selected)
        right = self._paint_acts(painter, rect, entry, index)
        if self._wide and entry.words.bars is not None:
            right = self._paint_wide_bars(painter, rect, entry, right, selected)
        self._paint_words(painter, rect, entry, right)
        if not self._wide and entry.words.bars is not None:
            self._paint_bars(painter, rect, entry, selected)

    def _has_focus(self, state: QStyle.StateFlag, index: Index) -> bool:
        return bool(state & QStyle.StateFlag.State_HasFocus) and self._view.property("by_keyboard") is True

    def _paint_state(self, painter: QPainter, rect: QRect, entry: Entry, selected: bool) -> None:
        tokens = theme.active().tokens
        words, fonts = entry.words, self.fonts
        across = fonts.circle
        text_height = fonts.text_height(len(self.arrangement(entry, rect.width()).lines))
        circle = QRect(rect.left() + GUTTER + 3, rect.top() + TOP + (text_height - across) // 2, across, across)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour(words.tone)) if tokens.framed else Qt.PenStyle.NoPen)
        soft = _SOFT.get(words.tone, "subtle")
        # on the fill of a selected row these would not be seen
        painter.setBrush(tokens.colour("raised" if selected and soft in ("selected", "subtle") else soft))
        painter.drawEllipse(circle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        inset = (across - fonts.icon) // 2
        pixmap = icons.pixmap(words.icon, words.tone, fonts.icon)
        painter.drawPixmap(circle.left() + inset, circle.top() + inset, pixmap)

    def _paint_words(self, painter: QPainter, rect: QRect, entry: Entry, right: int) -> None:
        tokens = theme.active().tokens
        left = rect.left() + self.fonts.text_left
        width = right - left
        title_metrics, small = QFontMetrics(self.fonts.title), QFontMetrics(self.fonts.small)
        top = rect.top() + TOP
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
        chip_width = painting.tag_width(entry.words.chip, self.fonts.small)
        at = left + after + small.horizontalAdvance(kind) + 10
        if entry.words.chip and at + chip_width <= right:
            place = QRect(at, top + (title_metrics.height() - small.height()) // 2 - 1, chip_width, small.height() + 2)
            painting.tag(painter, place, entry.words.chip, self.fonts.small, text=tokens.info, soft=tokens.info_soft)
        painter.setPen(tokens.colour(entry.words.sentence_tone))
        baseline = top + title_metrics.height() + 3 + small.ascent()
        for line in self.arrangement(entry, rect.width()).lines:
            painter.drawText(left, baseline, line)
            baseline += small.height()

    def is_elided(self, entry: Entry, rect: QRect) -> bool:
        """The sentence or the title does not fit: the tooltip tells all."""
        arrangement = self.arrangement(entry, rect.width())
        small, title = QFontMetrics(self.fonts.small), QFontMetrics(self.fonts.title)
        first = title.horizontalAdvance(entry.title) + 9 + small.horizontalAdvance(entry.words.kind)
        return not arrangement.whole or first > arrangement.words_width

    def _paint_bars(self, painter: QPainter, rect: QRect, entry: Entry, selected: bool) -> None:
        bars = entry.words.bars
        assert bars is not None
        small = QFontMetrics(self.fonts.small)
        left = rect.left() + self.fonts.text_left
        both = round((rect.right() + 1 - left - 12) * 0.615)
        lines = len(self.arrangement(entry, rect.width()).lines)
        line_top = rect.top() + TOP + self.fonts.text_height(lines) + 4
        self._paint_pair(painter, QRect(left, line_top + (small.height() - BAR) // 2, both, BAR), entry, selected)
        painter.setFont(self.fonts.small)
        painter.setPen(theme.active().tokens.colour("text3"))
        beside = small.elidedText(bars.beside, Qt.TextElideMode.ElideRight, rect.right() - left - both - 24)
        painter.drawText(left + both + 11, line_top + small.ascent(), beside)

    def _wide_bars_width(self, width: int) -> int:
        return max(80, round(width * 0.22))

    def _paint_wide_bars(self, painter: QPainter, rect: QRect, entry: Entry, right: int, selected: bool) -> int:
        width = self._wide_bars_width(rect.width())
        middle = rect.top() + TOP + self.fonts.text_height() // 2
        # a fixed place, so that the bars of all rows stand under each other
        edge = rect.right() - 11 - 2 * self.fonts.target - 26
        place = QRect(min(edge, right) - width, middle - BAR // 2, width, BAR)
        self._paint_pair(painter, place, entry, selected)
        return place.left() - 24

    def _paint_pair(self, painter: QPainter, rect: QRect, entry: Entry, selected: bool) -> None:
        bars = entry.words.bars
        assert bars is not None
        upload = round((rect.width() - 4) * UPLOAD_SHARE)
        track = "raised" if selected else "track"
        token = "progress" if bars.tone == "progress" else "text3"
        painting.bar(painter, QRect(rect.left(), rect.top(), upload, BAR), bars.upload, token, track=track)
        rest = QRect(rect.left() + upload + 4, rect.top(), rect.width() - upload - 4, BAR)
        running = bars.process == "running"
        painting.bar(painter, rest, 1.0 if running else 0.0, "process", striped=running, track=track)

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
                inset, size = (self.fonts.target - self.fonts.icon) // 2, self.fonts.icon
                pixmap = icons.pixmap(act.icon, "text" if hovered else "text2", size)
                painter.drawPixmap(place.left() + inset, place.top() + inset, pixmap)
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
