"""The chips above the list, the order in words, and the list's own settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from allure_desktop.gui.library import table_model
from allure_desktop.gui.library.package_list import PackageList
from allure_desktop.gui.widgets import Chip, ElidedLabel, IconButton
from allure_desktop.library.catalogue import Overview

if TYPE_CHECKING:
    from allure_desktop.gui.library.table_columns import TableColumns


class FilterBar(QWidget):
    """Every choice goes to the list at once."""

    compact_changed = Signal(bool)

    def __init__(self, packages: PackageList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packages = packages
        self._overview = Overview()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 8)
        row.setSpacing(6)
        self.standard_chip = Chip(self.tr("SCORM"))
        self.changed_chip = Chip(self.tr("Changed"))
        self.tag_chip = Chip(self.tr("Tag"))
        self.size_chip = Chip(self.tr("Size"))
        for chip, fill in (
            (self.standard_chip, self._fill_standards),
            (self.changed_chip, self._fill_days),
            (self.tag_chip, self._fill_tags),
            (self.size_chip, self._fill_sizes),
        ):
            menu = QMenu(chip)
            menu.aboutToShow.connect(lambda menu=menu, fill=fill: self._refill(menu, fill))
            chip.setMenu(menu)
            row.addWidget(chip)
        row.addSpacing(4)
        self.order = ElidedLabel(role="small-muted")
        self.order.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.order, 1)
        self.settings = IconButton("sliders-horizontal", self.tr("Order, columns and rows"))
        self._settings_menu = QMenu(self.settings)
        self.settings.set_menu(self._settings_menu)
        self._columns: TableColumns | None = None
        self.compact = False
        self._settings_menu.aboutToShow.connect(self._fill_settings)
        row.addWidget(self.settings)
        packages.overview_changed.connect(self._seen)
        self.tell()

    def follow(self, columns: TableColumns) -> None:
        """The columns that the settings are about; a right click on their heads opens the settings, too."""
        self._columns = columns
        columns.menu_wanted.connect(self._settings_menu.popup)

    def _refill(self, menu: QMenu, fill: Callable[[QMenu], None]) -> None:
        menu.clear()
        fill(menu)

    def _seen(self, seen: Overview) -> None:
        self._overview = seen
        self.tell()

    def tell(self) -> None:
        """Shows what is chosen."""
        filters = self._packages.filters
        any_ = self.tr("any")
        self.standard_chip.set_value(filters.standard or any_, bool(filters.standard))
        days = dict(self._days()).get(filters.days, "")
        self.changed_chip.set_value(days, bool(filters.days))
        self.tag_chip.set_value(filters.tag or any_, bool(filters.tag))
        self.size_chip.set_value(dict(self._sizes()).get(filters.size, any_), bool(filters.size))
        self.order.set_text(self._orders().get(filters.sort, ""))

    def _choose(self, menu: QMenu, choices: list[tuple[object, str]], field: str) -> None:
        group = QActionGroup(menu)
        now = getattr(self._packages.filters, field)
        for value, words in choices:
            action = QAction(words.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _checked=False, value=value: self._set(field, value))
            group.addAction(action)
            menu.addAction(action)

    def _set(self, field: str, value: object) -> None:
        self._packages.set_filters(**{field: value})
        self.tell()

    def _fill_standards(self, menu: QMenu) -> None:
        choices: list[tuple[object, str]] = [("", self.tr("any"))]
        self._choose(menu, choices + [(one, one) for one in self._overview.standards], "standard")

    def _fill_days(self, menu: QMenu) -> None:
        self._choose(menu, list(self._days()), "days")

    def _fill_tags(self, menu: QMenu) -> None:
        choices: list[tuple[object, str]] = [("", self.tr("any"))]
        self._choose(menu, choices + [(tag, f"{tag}  {count}") for tag, count in self._overview.tags[:40]], "tag")

    def _fill_sizes(self, menu: QMenu) -> None:
        self._choose(menu, list(self._sizes()), "size")

    def _days(self) -> tuple[tuple[int, str], ...]:
        return (
            (0, self.tr("any time")),
            (1, self.tr("last 24 hours")),
            (7, self.tr("last 7 days")),
            (30, self.tr("last 30 days")),
            (365, self.tr("last year")),
        )

    def _sizes(self) -> tuple[tuple[str, str], ...]:
        return (
            ("", self.tr("any")),
            ("small", self.tr("below 10 MB")),
            ("medium", self.tr("10 to 100 MB")),
            ("large", self.tr("100 MB to 1 GB")),
            ("huge", self.tr("above 1 GB")),
        )

    def _orders(self) -> dict[str, str]:
        return {
            "-changed": self.tr("Newest change first"),
            "changed": self.tr("Oldest change first"),
            "title": self.tr("Title from A to Z"),
            "-title": self.tr("Title from Z to A"),
            "-size": self.tr("Largest first"),
            "size": self.tr("Smallest first"),
            "-version": self.tr("Most versions first"),
            "version": self.tr("Fewest versions first"),
            "scorm": self.tr("By standard"),
            "-scorm": self.tr("By standard, newest first"),
        }

    def _fill_settings(self) -> None:
        menu = self._settings_menu
        menu.clear()
        menu.addSection(self.tr("Order"))
        self._choose(menu, list(self._orders().items()), "sort")
        menu.addSection(self.tr("Columns"))
        columns = self._columns
        hidden = columns.hidden if columns is not None else frozenset()
        for column in range(1, len(table_model.heads())):
            action = QAction(table_model.heads()[column], menu)
            action.setCheckable(True)
            action.setChecked(column not in hidden)
            action.toggled.connect(lambda on, column=column: self._toggle(column, on))
            menu.addAction(action)
        if columns is not None:
            menu.addAction(self.tr("Usual order and widths"), columns.reset)
        menu.addSeparator()
        compact = QAction(self.tr("Compact rows"), menu)
        compact.setCheckable(True)
        compact.setChecked(self.compact)
        compact.toggled.connect(self.compact_changed)
        menu.addAction(compact)

    def _toggle(self, column: int, on: bool) -> None:
        if self._columns is not None:
            hidden = self._columns.hidden
            self._columns.hide(hidden - {column} if on else hidden | {column})

    def sort_by_column(self, column: int) -> None:
        """A click on a head: by that column, and the other way round at the next click."""
        field = table_model.SORTS[column]
        if not field:
            return
        falling = f"-{field}"
        first = falling if field in ("changed", "size", "version") else field
        second = field if first == falling else falling
        self._set("sort", second if self._packages.filters.sort == first else first)
