"""The columns of the list: as wide as real text or as the user has drawn them, in the user's order, those wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from allure_desktop.gui import theme
from allure_desktop.gui.library import table_model
from allure_desktop.gui.library.table_model import CHANGED, PACKAGE, SCORM, SIZE, TAGS, VERSION
from allure_desktop.gui.widgets import painting

if TYPE_CHECKING:
    from allure_desktop.gui.library.table_view import PackageView

#: where the list is narrow these give way, the first one last
_NEEDED = (VERSION, SCORM, CHANGED, SIZE, TAGS)
_WIDEST_EM = 60


class TableColumns(QObject):
    """The title takes what the others leave."""

    #: a right click on the heads, at this place of the screen
    menu_wanted = Signal(QPoint)

    def __init__(self, view: PackageView) -> None:
        super().__init__(view)
        self._view = view
        self._measuring = False
        self.hidden: frozenset[int] = frozenset()
        #: drawn by the user, in widths of the text size
        self._drawn: dict[int, float] = {}
        head = self._head = view.horizontalHeader()
        head.setAccessibleName(self.tr("Columns"))
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.setMinimumSectionSize(48)
        head.setStretchLastSection(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(head.mapToGlobal(at)))
        head.sectionResized.connect(self._resized)

    def measure(self) -> None:
        """Widths from the font's metrics, where the user has drawn none."""
        self._measuring = True
        active = theme.active()
        body, head = QFontMetrics(active.font(1, 500)), QFontMetrics(active.font(0.92, 500))
        translate = self._view.tr
        recent = (translate("12 min ago"), translate("just now"), translate("Yesterday"), "28 Nov 2026")
        texts = {
            SCORM: "2004 2nd",
            VERSION: "v128",
            SIZE: "84.2 MB",
            CHANGED: max(recent, key=body.horizontalAdvance),
        }
        self._head.setFixedHeight(max(32, head.height() + 14))
        heads = table_model.heads()
        wide = {
            column: max(body.horizontalAdvance(text), head.horizontalAdvance(heads[column] + " ↓")) + 22
            for column, text in texts.items()
        }
        wide[TAGS] = painting.tag_width("compliance", active.font(0.85, 500)) + 24
        for column, usual in wide.items():
            drawn = self._drawn.get(column)
            self._head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self._head.resizeSection(column, usual if drawn is None else round(drawn * active.base_px))
        self._head.setSectionResizeMode(PACKAGE, QHeaderView.ResizeMode.Stretch)
        self._measuring = False
        self.make_room()

    def _resized(self, column: int, _before: int, now: int) -> None:
        if not self._measuring and column != PACKAGE and now:
            self._drawn[column] = now / theme.active().base_px

    def hide(self, columns: frozenset[int]) -> None:
        """The columns the user does not want to see."""
        self.hidden = columns
        self.make_room()

    def make_room(self) -> None:
        """The title keeps 180 px: where the list is narrow, the least needed columns give way."""
        self._measuring = True
        view = self._view
        room = view.maximumViewportSize().width() - theme.active().base_px * 15
        for column in _NEEDED:
            if view.isColumnHidden(column):
                view.setColumnHidden(column, False)
            wide = self._head.sectionSize(column)
            fits = room >= wide and column not in self.hidden
            view.setColumnHidden(column, not fits)
            if fits:
                room -= wide
        self._measuring = False

    def reset(self) -> None:
        """As they are at first."""
        self._drawn.clear()
        self.hidden = frozenset()
        self._put_in_order(list(range(self._head.count())))
        self.measure()

    def state(self) -> dict[str, Any]:
        """What is kept for the next start."""
        count = self._head.count()
        return {
            "hidden": sorted(self.hidden),
            "order": [self._head.logicalIndex(place) for place in range(count)],
            "widths": {str(column): round(width, 2) for column, width in self._drawn.items()},
        }

    def restore(self, kept: object) -> None:
        """What `state` has told; anything else is left out."""
        if not isinstance(kept, dict):
            return
        hidden, order, widths = kept.get("hidden"), kept.get("order"), kept.get("widths")
        if isinstance(hidden, list):
            self.hidden = frozenset(column for column in hidden if column in _NEEDED)
        if isinstance(order, list) and order[:1] == [PACKAGE] and sorted(map(str, order)) == list("012345"):
            self._put_in_order(order)
        if isinstance(widths, dict):
            self._drawn = {
                column: float(width)
                for column in _NEEDED
                if isinstance(width := widths.get(str(column)), int | float) and 1 < width < _WIDEST_EM
            }
        self.measure()

    def _put_in_order(self, order: list[int]) -> None:
        for place, column in enumerate(order):
            self._head.moveSection(self._head.visualIndex(column), place)
